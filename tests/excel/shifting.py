"""Inserting and deleting cells: what is below moves, and what this engine cannot adjust is refused loudly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.cell import MergedCell
from openpyxl.worksheet.cell_range import MultiCellRange

from tests.excel import references
from tests.excel.areas import LAST_ROW, Area, areas_of
from tests.excel.cells import area_of
from tests.excel.com import NotInTestEngineError, com_error, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.excel.files import OpenBook

_WHOLE_COLUMNS = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}")


def insert_down(book: OpenBook, ws: Worksheet, area: Area) -> None:
    """Insert empty cells with the format of those above; the rest of their columns moves down."""
    _shift(book, ws, area, lambda row: row + area.rows if row >= area.row else row)
    if area.row > 1:
        for row, column in area.places():
            above = ws._cells.get((area.row - 1, column))
            if above is not None and above.has_style:
                ws.cell(row, column)._style = above._style.__copy__()


def delete_up(book: OpenBook, ws: Worksheet, area: Area) -> None:
    """Delete cells; the rest of their columns moves up."""
    for place in area.places():
        ws._cells.pop(place, None)
        book.calculated[ws].pop(place, None)
    _shift(book, ws, area, lambda row: row - area.rows if row > area.last_row else row)


def _shift(book: OpenBook, ws: Worksheet, area: Area, new_row: Callable[[int], int]) -> None:
    moving = area._replace(rows=LAST_ROW - area.row + 1)
    _require_unreferenced(book, ws, moving)
    for other in (ws.merged_cells.ranges, [cell for cell in ws._cells.values() if isinstance(cell, MergedCell)]):
        if any(moving.meets(area_of(one.coord if hasattr(one, "coord") else one.coordinate)) for one in other):
            raise NotInTestEngineError("Inserting or deleting above merged cells")
    for table in ws.tables.values():
        _require_whole(area_of(table.ref), moving, area, table.displayName)
        table.ref = _moved(table.ref, moving, new_row)
        if table.autoFilter is not None:
            table.autoFilter.ref = table.ref
    for holder in (*(rules for rules in ws.conditional_formatting), *ws.data_validations.dataValidation):
        parts = [_moved(one.coord, moving, new_row) for one in holder.sqref.ranges]
        holder.sqref = MultiCellRange(parts)
    _move_cells(book, ws, moving, new_row)
    if not (moving.column == 1 and moving.last_column >= ws.max_column):
        return
    lines = {row: line for row, line in ws.row_dimensions.items() if row >= area.row}
    for row in lines:
        del ws.row_dimensions[row]
    for row, line in lines.items():
        line.index = new_row(row)
        ws.row_dimensions[line.index] = line


def _move_cells(book: OpenBook, ws: Worksheet, moving: Area, new_row: Callable[[int], int]) -> None:
    places = sorted(place for place in ws._cells if moving.holds(Area(*place, 1, 1)))
    told = book.calculated[ws]
    cells = {place: (ws._cells.pop(place), told.pop(place, None)) for place in places}
    for (row, column), (cell, value) in cells.items():
        cell.row = new_row(row)
        ws._cells[cell.row, column] = cell
        if value is not None:
            told[cell.row, column] = value
        if cell._hyperlink is not None:
            cell._hyperlink.ref = cell.coordinate


def _require_whole(table: Area, moving: Area, area: Area, name: str) -> None:
    """Refuse what would tear a table apart, or move its head."""
    if not moving.meets(table):
        return
    if not moving.holds(table._replace(row=LAST_ROW, rows=1)) or (area.row <= table.row <= area.last_row):
        raise refused(f"Der Vorgang würde die Tabelle {name} zerreißen.")


def _moved(reference: str, moving: Area, new_row: Callable[[int], int]) -> str:
    held = area_of(reference)
    if not moving.meets(held):
        return reference
    if not (moving.column <= held.column and held.last_column <= moving.last_column):
        raise NotInTestEngineError(f"Inserting or deleting beside a part of {reference}")
    first, last = new_row(held.row), new_row(held.last_row + 1) - 1
    return held._replace(row=first, rows=last - first + 1).address(False, False)


def _require_unreferenced(book: OpenBook, ws: Worksheet, moving: Area) -> None:
    """Refuse when a formula, name or chart refers to what moves: Excel would adjust it."""
    for other in book.wb.worksheets:
        for where, operand in references.all_operands(other):
            sheet, rest = references.split(operand)
            if (sheet or other.title).casefold() != ws.title.casefold() or _WHOLE_COLUMNS.fullmatch(rest):
                continue
            try:
                areas = areas_of(rest, ws)
            except com_error:  # a name, or the column of a table: both move with their cells
                continue
            if any(area.meets(moving) for area in areas):
                raise NotInTestEngineError(f"Inserting or deleting: {where} refers to {operand}")
