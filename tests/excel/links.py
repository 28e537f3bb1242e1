"""Hyperlinks as Excel adds them."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from openpyxl.styles.colors import Color
from openpyxl.worksheet.hyperlink import Hyperlink

from tests.excel.cells import write_cell
from tests.excel.com import refused

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.excel.files import OpenBook

#: Longer tips Excel refuses.
LONGEST_TIP = 255
_LINK_COLOR = 10  # of the theme: that of hyperlinks


def link_cell(
    book: OpenBook,
    ws: Worksheet,
    place: tuple[int, int],
    *,
    address: str = "",
    location: str | None = None,
    tip: str | None = None,
    text: str | None = None,
) -> None:
    """Link a cell; "#Sheet!A1" is a place in the workbook, and the cell becomes blue and underlined."""
    if tip is not None and len(tip) > LONGEST_TIP:
        raise refused("Anwendungs- oder objektdefinierter Fehler")
    address, _sign, inside = address.partition("#")
    if text is not None:
        write_cell(book, ws, place, text)
    cell = ws.cell(*place)
    link = Hyperlink(ref=cell.coordinate, location=location or inside or None, tooltip=tip, target=address or None)
    cell._hyperlink = link
    font = copy(cell.font)
    font.underline, font.color = "single", Color(theme=_LINK_COLOR)
    cell.font = font
