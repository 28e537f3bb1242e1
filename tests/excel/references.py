"""References between sheets, in the text of formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.formula import ArrayFormula

from tests.excel.charts import references_of_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_SHEET = re.compile(r"('(?:[^']|'')+'|[^'!:,()\s]+(?::[^'!:,()\s]+)?)!(.+)", re.DOTALL)


def quoted(name: str) -> str:
    """Return the name of a sheet as Excel writes it before an exclamation mark."""
    plain = re.fullmatch(r"[A-Za-zÄÖÜäöüß_][\wÄÖÜäöüß.]*", name) and not re.fullmatch(r"[A-Za-z]{1,3}\d+", name)
    return name if plain else "'" + name.replace("'", "''") + "'"


def unquoted(name: str) -> str:
    """Return the bare name of a sheet."""
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def split(reference: str) -> tuple[str | None, str]:
    """Return the sheet of a reference, or None, and the rest."""
    match = _SHEET.fullmatch(reference)
    return (unquoted(match[1]), match[2]) if match else (None, reference)


def operands(formula: str) -> list[str]:
    """Return the references and names that a formula uses."""
    return [token.value for token in Tokenizer(formula).items if _is_reference(token)]


def _is_reference(token: Token) -> bool:
    return token.type == Token.OPERAND and token.subtype == Token.RANGE


def changed(formula: str, change: Callable[[str], str]) -> str:
    """Return the formula with each reference or name of it changed."""
    parsed = Tokenizer(formula)
    return "=" + "".join(change(token.value) if _is_reference(token) else token.value for token in parsed.items)


def renamed(old: str, new: str) -> Callable[[str], str]:
    """Return what gives a reference to one sheet another name of that sheet."""

    def change(reference: str) -> str:
        sheet, rest = split(reference)
        return f"{quoted(new)}!{rest}" if sheet is not None and sheet.casefold() == old.casefold() else reference

    return change


def orphaned(gone: str, tables: Iterable[str]) -> Callable[[str], str]:
    """Return what becomes of a reference when a sheet is deleted, with its tables."""
    lost = {name.casefold() for name in tables}

    def change(reference: str) -> str:
        sheet, rest = split(reference)
        to_sheet = sheet is not None and sheet.casefold() == gone.casefold()
        return "#REF!" if to_sheet or (sheet is None and rest.split("[", 1)[0].casefold() in lost) else reference

    return change


def _inner(change: Callable[[str], str]) -> Callable[[str], str]:
    """Return the same for a text without the equals sign."""
    return lambda text: changed(f"={text}", change)[1:]


def formula_text(value: Any) -> str | None:
    """Return the formula of a cell, also of an array."""
    text = value.text if isinstance(value, ArrayFormula) else value
    return text if isinstance(text, str) else None


def change_formulas(ws: Worksheet, change: Callable[[str], str]) -> Iterator[tuple[int, int]]:
    """Change the references in the cells, formats, validations and charts of a sheet; gives the changed cells."""
    for place, cell in ws._cells.items():
        text = formula_text(cell.value) if cell.data_type == "f" else None
        if text is None or (new := changed(text, change)) == text:
            continue
        if isinstance(cell._value, ArrayFormula):
            cell._value.text = new
        else:
            cell._value = new
        yield place
    _change_rules(ws, change)
    for chart in ws._charts:
        for holder in references_of_chart(chart):
            holder.f = _inner(change)(holder.f)


def _change_rules(ws: Worksheet, change: Callable[[str], str]) -> None:
    for rules in ws.conditional_formatting:
        for rule in rules.rules:
            rule.formula = [_inner(change)(text) for text in rule.formula]
    for validation in ws.data_validations.dataValidation:
        for name in ("formula1", "formula2"):
            text = getattr(validation, name)
            if text and not text.startswith('"'):
                setattr(validation, name, _inner(change)(text))


def all_operands(source: Worksheet) -> list[tuple[str, str]]:
    """Return what a sheet refers to, with the place: in cells, names, conditional formats, validations and charts."""
    found: list[tuple[str, str]] = []
    for cell in source._cells.values():
        if cell.data_type == "f" and (text := formula_text(cell.value)):
            found += [(f"{source.title}!{cell.coordinate}", operand) for operand in operands(text)]
    texts = [(name, f"={defined.attr_text}") for name, defined in source.defined_names.items()]
    for rules in source.conditional_formatting:
        texts += [(f"the format of {rules.sqref}", f"={text}") for rule in rules.rules for text in rule.formula]
    for validation in source.data_validations.dataValidation:
        lists = [text for text in (validation.formula1, validation.formula2) if text and not text.startswith('"')]
        texts += [(f"the validation of {validation.sqref}", f"={text}") for text in lists]
    for number, chart in enumerate(source._charts, 1):
        texts += [(f"chart {number}", f"={held.f}") for held in references_of_chart(chart)]
    return found + [(where, operand) for where, text in texts for operand in operands(text)]


def change_names(book: Workbook, change: Callable[[str], str]) -> None:
    """Change the references in the names of a workbook and of its sheets."""
    for scope in (book, *book.worksheets):
        for name in scope.defined_names.values():
            name.attr_text = _inner(change)(name.attr_text)
