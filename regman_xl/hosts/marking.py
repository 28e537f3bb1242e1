"""Marks the cells of findings in the open workbook, as `regman_xl.workbook.sheet_edit` does in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regman_xl.hosts import messages
from regman_xl.workbook.sheet_edit import MARK, areas
from regman_xl.workbook.style_edit import MARK_COLOURS, MARK_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import xlwings as xw

    from regman_xl.finding import Severity

#: `XlFormatConditionType` of a formula, `XlLineStyle` of a line.
_EXPRESSION, _CONTINUOUS = 2, 1
#: Excel takes no longer address.
_LONGEST = 255


def mark(book: xw.Book, cells: Mapping[str, Mapping[str, Severity]]) -> tuple[str, ...]:
    """Mark cells by a conditional format: their own formats stay, and the marks of an earlier run go.

    Args:
        book: The workbook.
        cells: Severity by address, by the name of the sheet.

    Returns:
        What could not be marked.
    """
    notes = []
    for sheet in book.sheets:
        here = cells.get(sheet.name, {})
        if sheet.api.ProtectContents:
            notes += [messages.UNMARKED.format(sheet=sheet.name)] if here else []
            continue
        unmark(sheet)
        for severity in MARK_COLOURS:
            addresses = (address for address, weighs in here.items() if weighs is severity)
            for address in _addresses(addresses):
                _mark(sheet, address, severity)
    return tuple(notes)


def unmark(sheet: xw.Sheet) -> None:
    """Take the marks of an earlier run from a sheet."""
    conditions: Any = sheet.api.Cells.FormatConditions
    for number in range(conditions.Count, 0, -1):
        condition = conditions(number)
        # Other kinds of conditions have no formula, and Excel fails when it is asked for one.
        if condition.Type == _EXPRESSION and condition.Formula1 == f"={MARK}":
            condition.Delete()


def _mark(sheet: xw.Sheet, address: str, severity: Severity) -> None:
    fill, letters = MARK_COLOURS[severity]
    rule: Any = sheet.api.Range(address).FormatConditions.Add(Type=_EXPRESSION, Formula1=f"={MARK}")
    rule.Interior.Color = _colour(fill)
    font, borders = rule.Font, rule.Borders
    font.Bold = True
    font.Color = _colour(letters)
    borders.LineStyle = _CONTINUOUS
    borders.Color = _colour(MARK_LINE)


def _colour(argb: str) -> int:
    """Return a colour as Excel wants it: red in the lowest byte."""
    return int.from_bytes(bytes.fromhex(argb[-6:]), "little")


def _addresses(cells: Iterable[str]) -> Iterator[str]:
    """Yield addresses of several areas that cover the cells, as long as Excel takes them."""
    line = ""
    for area in areas(cells):
        if line and len(line) + 1 + len(area) > _LONGEST:
            yield line
            line = ""
        line = f"{line},{area}" if line else area
    if line:
        yield line
