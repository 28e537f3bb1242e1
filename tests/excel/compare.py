"""What two worksheets differ in, cell by cell and format by format."""

from __future__ import annotations

from copy import copy, deepcopy
from functools import partial
from typing import TYPE_CHECKING, Any

from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.xml.functions import tostring

from tests.excel.references import formula_text, quoted
from tests.render.cells import same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

#: What is known of two formats, by their numbers in both workbooks.
Known = dict[tuple[tuple[int, ...] | None, ...], tuple[str, ...]]

_FORMATS = ("number_format", "font", "fill", "border", "alignment", "protection")
_PRINTED = ("page_setup", "page_margins", "print_options", "HeaderFooter", "row_breaks", "col_breaks")
_SETTINGS = ("sheet_state", "freeze_panes", "print_title_rows", "print_title_cols")


def differences(one: Worksheet, other: Worksheet) -> list[str]:
    """Compare two sheets as openpyxl has loaded them from files (with formulas, not their values).

    The names of the sheets do not count, nor do the numbers that files give to formats and parts; a reference to the
    own sheet is the same as one to the own sheet.

    Returns:
        One line for each difference: where, what, and both sides.
    """
    told = (_cells, _lines, _merged, _rules, _validations, _tables, _print_setup, _settings, _names, _charts)
    return [line for tell in told for line in tell(one, other)]


def calculated_differences(one: Worksheet, other: Worksheet) -> list[str]:
    """Compare the values of the formulas of two sheets that were loaded with `data_only`."""
    return [line for line in _cells(one, other) if ": value: " in line]


def _unequal(where: str, what: str, one: object, other: object) -> Iterator[str]:
    if one != other:
        yield f"{where}: {what}: {one!r} / {other!r}"


def _unequal_maps(what: str, one: Mapping[Any, object], other: Mapping[Any, object]) -> Iterator[str]:
    for key in sorted(one.keys() | other.keys(), key=str):
        yield from _unequal(str(key), what, one.get(key), other.get(key))


def _xml(part: Any) -> str:
    """Return what a part of a sheet looks like in a file."""
    return "" if part is None else str(tostring(part.to_tree()), "utf-8")


def _own(sheet: Worksheet, text: str | None) -> str | None:
    """Return a text of references with the own sheet called the same in both."""
    if text is None:
        return None
    return text.replace(f"'{sheet.title}'!", "OWN!").replace(f"{quoted(sheet.title)}!", "OWN!")


def _content(sheet: Worksheet, cell: Cell | MergedCell | None) -> tuple[str, object]:
    """Return the kind and the content of a cell."""
    if cell is None or cell.value is None:
        return "empty", None
    if cell.data_type == "f":
        array = getattr(cell.value, "ref", "")
        return f"formula {array}", _own(sheet, formula_text(cell.value))
    value = str(cell.value) if cell.data_type == "s" else cell.value
    return cell.data_type, float(value) if cell.data_type == "n" else value


def _rich(cell: Cell | MergedCell | None) -> str:
    value = getattr(cell, "value", None)
    return repr(value) if isinstance(value, list) else ""


def _is_blank(cell: Cell | MergedCell | None) -> bool:
    return cell is None or (cell.value is None and not cell.has_style)


def _format(sheet: Worksheet, cell: StyleableObject | None, name: str) -> object:
    """Return one format of a cell, row or column; of a cell that a file leaves out, that of an empty workbook."""
    if cell is None:
        cell = StyleableObject(sheet)
    held = getattr(cell, name)
    return getattr(held, "_StyleProxy__target", held)


def _shown(one: object, other: object) -> str:
    """Return how two formats differ."""
    if isinstance(one, str) or type(one) is not type(other):
        return f"{one!r} / {other!r}"
    fields = dict.fromkeys((*one.__attrs__, *one.__elements__))
    parts = [name for name in fields if getattr(one, name) != getattr(other, name)]
    return ", ".join(f"{name} {_flat(getattr(one, name))} / {_flat(getattr(other, name))}" for name in parts)


def _flat(part: object) -> str:
    return " ".join(repr(part).replace("Parameters:", "").split())


def _formats(one: Worksheet, mine: Any, other: Worksheet, theirs: Any, known: Known) -> tuple[str, ...]:
    """Return what the formats of two cells, rows or columns differ in."""
    pair = tuple(None if part is None else tuple(part._style) for part in (mine, theirs))
    if pair not in known:
        both = ((name, _format(one, mine, name), _format(other, theirs, name)) for name in _FORMATS)
        known[pair] = tuple(f"{name}: {_shown(here, there)}" for name, here, there in both if here != there)
    return known[pair]


def _cells(one: Worksheet, other: Worksheet) -> Iterator[str]:
    known: Known = {}
    for place in sorted(one._cells.keys() | other._cells.keys()):
        mine, theirs = one._cells.get(place), other._cells.get(place)
        if _is_blank(mine) and _is_blank(theirs):
            continue
        where = f"{get_column_letter(place[1])}{place[0]}"
        (kind, value), (other_kind, other_value) = _content(one, mine), _content(other, theirs)
        if kind != other_kind or not same(value, other_value):
            yield f"{where}: value: {kind} {value!r} / {other_kind} {other_value!r}"
        yield from _unequal(where, "rich text", _rich(mine), _rich(theirs))
        yield from (f"{where}: {told}" for told in _formats(one, mine, other, theirs, known))
        yield from _unequal(where, "hyperlink", _link(one, mine), _link(other, theirs))
        yield from _unequal(where, "comment", _comment(mine), _comment(theirs))


def _link(sheet: Worksheet, cell: Cell | MergedCell | None) -> object:
    link = getattr(cell, "_hyperlink", None)
    return link and (link.target, _own(sheet, link.location), link.tooltip, link.display)


def _comment(cell: Cell | MergedCell | None) -> object:
    told = getattr(cell, "_comment", None)
    return told and (told.text, told.author, told.width, told.height)


def _lines(one: Worksheet, other: Worksheet) -> Iterator[str]:
    for what, columns in (("column", True), ("row", False)):
        mine, theirs = (_columns(sheet) if columns else dict(sheet.row_dimensions) for sheet in (one, other))
        for key in sorted(mine.keys() | theirs.keys()):
            here, there = mine.get(key), theirs.get(key)
            where = f"{what} {get_column_letter(key) if columns else key}"
            yield from _unequal(where, "size", _size(here), _size(there))
            if any(line is not None and line.has_style for line in (here, there)):
                yield from (f"{where}: {told}" for told in _formats(one, here, other, there, {}))


def _columns(sheet: Worksheet) -> dict[int, Any]:
    """Return each column with the element that describes it, which may do so for several."""
    told = sheet.column_dimensions.values()
    return {column: line for line in told for column in range(line.min or line.index, (line.max or line.index) + 1)}


def _size(line: Any) -> object:
    """Return width or height where it is given, and what hides or groups the line."""
    if line is None:
        return None, False, 0, False
    size = line.width if isinstance(line, ColumnDimension) and line.customWidth else getattr(line, "ht", None)
    return size, bool(line.hidden), line.outlineLevel or 0, bool(line.collapsed)


def _merged(one: Worksheet, other: Worksheet) -> Iterator[str]:
    mine, theirs = ({area.coord for area in sheet.merged_cells.ranges} for sheet in (one, other))
    for area in sorted(mine ^ theirs):
        yield f"{area}: merged: {area in mine} / {area in theirs}"


def _rules(one: Worksheet, other: Worksheet) -> Iterator[str]:
    yield from _unequal("sheet", "conditional formats", _rules_of(one), _rules_of(other))


def _rules_of(sheet: Worksheet) -> list[tuple[str, str, str]]:
    """Return area, rule and format of all conditional formats, in the order in which they apply."""
    held = [(rule.priority, str(rules.sqref), rule) for rules in sheet.conditional_formatting for rule in rules.rules]
    found = []
    for _priority, area, rule in sorted(held, key=lambda one: one[:2]):
        bare = copy(rule)
        bare.priority, bare.dxfId = 1, None
        found.append((area, str(_own(sheet, _xml(bare))), _xml(rule.dxf)))
    return found


def _validations(one: Worksheet, other: Worksheet) -> Iterator[str]:
    mine, theirs = (
        {str(told.sqref): _own(sheet, _xml(told)) for told in sheet.data_validations.dataValidation}
        for sheet in (one, other)
    )
    yield from _unequal_maps("validation", mine, theirs)


def _tables(one: Worksheet, other: Worksheet) -> Iterator[str]:
    mine, theirs = ({name: _table(sheet, table) for name, table in dict.items(sheet.tables)} for sheet in (one, other))
    yield from _unequal_maps("table", mine, theirs)


def _table(sheet: Worksheet, table: Any) -> tuple[str, tuple[str, ...]]:
    """Return a table without the numbers of its file, and the formats that these numbers stand for."""
    formats = sheet.parent._differential_styles.styles
    bare, used = deepcopy(table), []
    bare.id = 1
    for part in (bare, *bare.tableColumns):
        for name in ("headerRowDxfId", "dataDxfId", "totalsRowDxfId"):
            number = getattr(part, name, None)
            used.append("" if number is None else _xml(formats[number]))
            if number is not None:
                setattr(part, name, None)
    return _xml(bare), tuple(used)


def _print_setup(one: Worksheet, other: Worksheet) -> Iterator[str]:
    for name in _PRINTED:
        mine, theirs = (getattr(sheet, name) for sheet in (one, other))
        yield from _unequal("sheet", name, _printed(mine), _printed(theirs))
    yield from _unequal("sheet", "print area", _own(one, one.print_area), _own(other, other.print_area))


def _printed(part: Any) -> str:
    bare = copy(part)
    if hasattr(bare, "id"):
        bare.id = None  # of the settings of a printer, which Excel does not copy either
    return _xml(bare)


def _settings(one: Worksheet, other: Worksheet) -> Iterator[str]:
    for name in _SETTINGS:
        yield from _unequal("sheet", name, getattr(one, name), getattr(other, name))
    for name in ("sheet_format", "protection", "auto_filter"):
        yield from _unequal("sheet", name, _xml(getattr(one, name)), _xml(getattr(other, name)))
    for name in ("tabColor", "outlinePr", "pageSetUpPr"):
        mine, theirs = (_xml(getattr(sheet.sheet_properties, name)) for sheet in (one, other))
        yield from _unequal("sheet", name, mine, theirs)
    for name in ("showGridLines", "showRowColHeaders", "zoomScale", "zoomScaleNormal", "rightToLeft", "view", "pane"):
        mine, theirs = (getattr(sheet.sheet_view, name) for sheet in (one, other))
        yield from _unequal("sheet", name, mine, theirs)


def _names(one: Worksheet, other: Worksheet) -> Iterator[str]:
    mine, theirs = (
        {key: (_own(sheet, name.attr_text), bool(name.hidden)) for key, name in sheet.defined_names.items()}
        for sheet in (one, other)
    )
    yield from _unequal_maps("name", mine, theirs)


def _charts(one: Worksheet, other: Worksheet) -> Iterator[str]:
    mine, theirs = (dict(enumerate(map(partial(_chart, sheet), sheet._charts), 1)) for sheet in (one, other))
    for number in sorted(mine.keys() | theirs.keys()):
        yield from _unequal(f"chart {number}", "chart", mine.get(number), theirs.get(number))


def _chart(sheet: Worksheet, chart: Any) -> tuple[str | None, str]:
    """Return the XML of a chart, and where it stands."""
    return _own(sheet, str(tostring(deepcopy(chart)._write()), "utf-8")), _xml(chart.anchor)
