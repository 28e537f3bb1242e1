"""Writing into cells as Excel does: locked cells, merged cells, texts that look like something else, table heads."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from openpyxl.cell import MergedCell
from openpyxl.utils import range_boundaries

from tests.excel.areas import Area
from tests.excel.com import NotInTestEngineError, refused
from tests.excel.values import ERRORS, Text, entered, from_calculated, from_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.table import Table
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.excel.files import OpenBook

#: What Excel gives a date that comes into a cell without a format; Germans see it as dd.mm.yyyy.
DATE_FORMAT = "mm-dd-yy"
_PROTECTED = (
    "Die Zelle oder das Diagramm, die bzw. das Sie ändern möchten, befindet sich auf einem schreibgeschützten Blatt."
)
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'|\{[^}]*\}|\[[^\]]*\]')


def area_of(reference: str) -> Area:
    """Return the rectangle of a reference as a file holds it."""
    left, top, right, bottom = range_boundaries(reference)
    return Area(top, left, bottom - top + 1, right - left + 1)


def require_writable(book: OpenBook, ws: Worksheet, areas: Iterable[Area]) -> None:
    """Refuse to change a locked cell of a protected sheet; before anything is written.

    Raises:
        com_error: There is one.
    """
    if ws.protection.sheet:
        for area in areas:
            for row, column in area.places():
                cell = ws._cells.get((row, column))
                if cell is None or cell.protection.locked:
                    raise refused(_PROTECTED)
    book.changed = True


def require_unprotected(book: OpenBook, ws: Worksheet) -> None:
    """Refuse what a protected sheet never allows.

    Raises:
        com_error: The sheet is protected.
    """
    if ws.protection.sheet:
        raise refused(_PROTECTED)
    book.changed = True


def read_cell(book: OpenBook, ws: Worksheet, place: tuple[int, int]) -> Any:
    """Return what `Range.Value` gives for one cell."""
    cell = ws._cells.get(place)
    if cell is None or cell.value is None:
        return None
    if cell.data_type == "f":
        told = book.calculated[ws].get(place)
        return from_calculated(told, cell.number_format, f"{ws.title}!{cell.coordinate}")
    return from_cell(cell.value, cell.data_type)


def write_cell(book: OpenBook, ws: Worksheet, place: tuple[int, int], value: Any) -> None:
    """Do `Range.Value = value` for one cell; inside of a merged area nothing happens, as in Excel."""
    cell = ws.cell(*place)
    if isinstance(cell, MergedCell):
        return
    new = entered(value, cell.number_format)
    book.calculated[ws].pop(place, None)
    put(cell, new)


def put(cell: Cell, new: Any) -> None:
    """Put what `entered` gave into a cell."""
    if isinstance(new, str) and not isinstance(new, Text):
        kind = "e" if new in ERRORS else "f"
        if kind == "f":
            require_formula(new)
    else:
        kinds = {bool: "b", float: "n", dt.datetime: "d", Text: "s"}
        kind = kinds.get(type(new), "d" if isinstance(new, dt.datetime) else "n")
    if kind == "d" and cell.number_format == "General":
        cell.number_format = DATE_FORMAT
    cell._value = str(new) if isinstance(new, Text) else new
    cell.data_type = kind
    if cell._hyperlink is not None and new is None:
        cell._hyperlink = None


def require_formula(formula: str) -> None:
    """Refuse a formula in German: `Range.Formula` wants English names and commas.

    Raises:
        com_error: There is a semicolon between arguments.
    """
    if ";" in _QUOTED.sub("", formula):
        raise refused("Anwendungs- oder objektdefinierter Fehler")


def write_block(book: OpenBook, ws: Worksheet, areas: Sequence[Area], data: Any) -> None:
    """Do `Range.Value = data`: one value for all cells, or rows of values; what they do not reach becomes #N/A."""
    require_writable(book, ws, areas)
    rows = data if isinstance(data, list | tuple) else None
    if rows is not None and not (rows and isinstance(rows[0], list | tuple)):
        raise NotInTestEngineError("Range.raw_value takes one value or rows of values")
    for area in areas:
        for row, column in area.places():
            down, across = row - area.row, column - area.column
            if rows is None:
                value = data
            else:
                reached = down < len(rows) and across < len(rows[down])
                value = rows[down][across] if reached else "#N/A"
            write_cell(book, ws, (row, column), value)
    name_columns(ws, areas)


def clear(book: OpenBook, ws: Worksheet, areas: Sequence[Area]) -> None:
    """Do `Range.ClearContents`."""
    require_writable(book, ws, areas)
    for area in areas:
        for place in area.places():
            cell = ws._cells.get(place)
            if cell is not None and not isinstance(cell, MergedCell):
                book.calculated[ws].pop(place, None)
                cell._value, cell.data_type = None, "n"
    name_columns(ws, areas)


def name_columns(ws: Worksheet, areas: Iterable[Area]) -> None:
    """Have the columns of a table called what now stands in its head.

    Raises:
        NotInTestEngineError: Excel would invent a name, for an empty cell or one that is there twice.
    """
    areas = list(areas)
    for table in ws.tables.values():
        whole = area_of(table.ref)
        head = whole._replace(rows=1)
        if table.headerRowCount != 0 and any(area.meets(head) for area in areas):
            names = [read_name(ws, place) for place in head.places()]
            if None in names or len({str(name).casefold() for name in names}) < len(names):
                raise NotInTestEngineError(f"Excel would invent names for columns of {table.displayName}: {names}")
            give_names(table, [str(name) for name in names])


def read_name(ws: Worksheet, place: tuple[int, int]) -> str | None:
    """Return the text of a head, or None."""
    value = ws.cell(*place).value
    return None if value in {None, ""} else str(value)


def give_names(table: Table, names: Sequence[str]) -> None:
    """Name the columns of a table."""
    for column, name in zip(table.tableColumns, names, strict=True):
        column.name = name
