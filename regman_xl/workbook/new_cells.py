"""Values become cells: numbers as their format wants them, in a format that shows them as what they are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.schema import TEXT_KINDS, Kind
from regman_xl.workbook.formats import Look
from regman_xl.workbook.master import DIVISORS
from regman_xl.workbook.outline import element, outline
from regman_xl.workbook.row_edit import NewCell
from regman_xl.workbook.serials import serial_of
from regman_xl.workbook.style_edit import add_formats, styles_part

if TYPE_CHECKING:
    from regman_xl.model.contents import Value
    from regman_xl.workbook.formats import Formats
    from regman_xl.workbook.splice import Splice

#: Looks in which a number of a kind is read again as what it is.
_LOOKS = {Kind.DATE: (Look.DATE,), Kind.RATE: (Look.NUMBER, Look.GENERAL, Look.PERCENT)}
_USUAL = (Look.NUMBER, Look.GENERAL)
#: Built-in number formats (ECMA-376 part 1, 18.8.30): a date in the system's form, an amount with two decimals.
_NUMBERS = {Kind.DATE: "14", Kind.MONEY: "4"}


class CellFormats:
    """The formats of a workbook, and those that new cells need beside them.

    Args:
        splice: The workbook.
        formats: Its formats.
        dates_1904: Its days are counted from 1904.
    """

    def __init__(self, splice: Splice, formats: Formats, *, dates_1904: bool) -> None:
        self.dates_1904 = dates_1904
        self._splice = splice
        self._formats = formats
        self._made: dict[tuple[Kind, int], int] = {}

    def look(self, style: int) -> int:
        """Return how a format shows numbers."""
        looks = self._formats.looks
        return int(looks[style]) if style < len(looks) else Look.GENERAL

    def fitting(self, kind: Kind, style: int) -> int:
        """Return a format in which a value of a kind is shown as what it is: this one, or one like it."""
        if kind in TEXT_KINDS or self.look(style) in _LOOKS.get(kind, _USUAL):
            return style
        if (kind, style) not in self._made:
            self._made[kind, style] = self._like(style, _NUMBERS.get(kind, "0"))
        return self._made[kind, style]

    def _like(self, style: int, number: str) -> int:
        """Add a format that differs from another one in its number format only."""
        data = self._splice.read(styles_part(self._splice))
        root = outline(data)
        there = root.find("cellXfs")
        old = there.children[style] if there is not None and style < len(there.children) else None
        attributes = dict(old.attributes) if old is not None else {"fontId": "0", "fillId": "0", "borderId": "0"}
        attributes |= {"numFmtId": number, "applyNumberFormat": "1"}
        inside = data[old.inside : old.close].decode() if old is not None else ""
        if root.prefix:
            inside = inside.replace(f"<{root.prefix}", "<").replace(f"</{root.prefix}", "</")
        return add_formats(self._splice, "cellXfs", [element("xf", attributes, inside)])[0]


def new_cell(value: Value, kind: Kind, style: int, formats: CellFormats) -> NewCell:
    """Return the cell that holds a value.

    Args:
        value: The value as the records have it; no blank.
        kind: What its column holds.
        style: The format that it should have.
        formats: The formats of the workbook.
    """
    style = formats.fitting(kind, style)
    if isinstance(value, tuple):
        return NewCell(f"{value[0]:02d}.{value[1]:02d}.", style)
    if isinstance(value, dt.date):
        return NewCell(serial_of(value, dates_1904=formats.dates_1904), style)
    if isinstance(value, int) and kind not in TEXT_KINDS:
        percent = kind is Kind.RATE and formats.look(style) == Look.PERCENT
        return NewCell(value / (DIVISORS.get(kind, 1) * (100 if percent else 1)), style)
    if isinstance(value, str | int):
        return NewCell(str(value), style)
    raise TypeError(f"not a plain value: {value!r}")
