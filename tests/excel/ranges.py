"""Ranges as xlwings sees them."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar

from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from tests.excel import cells, shifting
from tests.excel.areas import Area
from tests.excel.com import ComObject, NotInTestEngineError, refused
from tests.excel.links import link_cell
from tests.excel.native import NativeRange
from tests.excel.references import formula_text, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.excel.engine import Engine
    from tests.excel.files import OpenBook
    from tests.excel.sheets import Sheet


class Range(ComObject):
    """One or several rectangles; most of what can be asked is answered for the first, as by Excel."""

    FREE: ClassVar[frozenset[str]] = ComObject.FREE | {"max_cells_per_read", "max_cells_per_write"}
    max_cells_per_read = 4_000_000
    max_cells_per_write = 100_000

    def __init__(self, engine: Engine, book: OpenBook, ws: Worksheet, areas: Sequence[Area]) -> None:
        super().__init__(engine)
        self._book, self._ws, self._areas = book, ws, tuple(areas)

    @property
    def _first(self) -> Area:
        return self._areas[0]

    def _cells(self) -> Iterator[Cell]:
        """All cells that can have a format of their own; made where there was none."""
        for area in self._areas:
            for row, column in area.places():
                yield self._ws.cell(row, column)

    @property
    def api(self) -> NativeRange | None:
        return NativeRange(self._engine, self._book, self._ws, self._areas) if self._first.rows else None

    @property
    def sheet(self) -> Sheet:
        from tests.excel.sheets import Sheet  # noqa: PLC0415 - sheets give ranges, ranges give sheets

        return Sheet(self._engine, self._book, self._ws)

    def __len__(self) -> int:
        return sum(area.rows * area.columns for area in self._areas)

    @property
    def row(self) -> int:
        return self._first.row

    @property
    def column(self) -> int:
        return self._first.column

    @property
    def shape(self) -> tuple[int, int]:
        return self._first.rows, self._first.columns

    @property
    def address(self) -> str:
        return ",".join(area.address() for area in self._areas)

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        told = ",".join(area.address(row_absolute, column_absolute) for area in self._areas)
        return f"{quoted(f'[{self._book.name}]{self._ws.title}')}!{told}" if external else told

    def __call__(self, row: int, column: int | None = None) -> Range:
        """Give a cell of the range, counted along the rows when there is one number; it may lie outside."""
        if column is None:
            row, column = divmod(row - 1, self._first.columns)
            row, column = row + 1, column + 1
        place = (self._first.row + row - 1, self._first.column + column - 1)
        if min(place) < 1:
            raise refused("Anwendungs- oder objektdefinierter Fehler")
        return Range(self._engine, self._book, self._ws, [Area(*place, 1, 1)])

    @property
    def raw_value(self) -> Any:
        first = self._first
        if not first.rows or not first.columns:
            return None
        rows = range(first.row, first.row + first.rows)
        columns = range(first.column, first.column + first.columns)
        data = tuple(tuple(cells.read_cell(self._book, self._ws, (row, column)) for column in columns) for row in rows)
        return data[0][0] if (first.rows, first.columns) == (1, 1) else data

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        cells.write_block(self._book, self._ws, self._areas, data)

    @property
    def formula(self) -> Any:
        first = self._first
        rows = range(first.row, first.row + first.rows)
        columns = range(first.column, first.column + first.columns)
        data = tuple(tuple(self._formula(row, column) for column in columns) for row in rows)
        return data[0][0] if (first.rows, first.columns) == (1, 1) else data

    def _formula(self, row: int, column: int) -> str:
        cell = self._ws._cells.get((row, column))
        if cell is None or cell.value is None:
            return ""
        if cell.data_type == "f":
            return formula_text(cell.value) or ""
        if cell.data_type == "b":
            return str(cell.value).upper()
        if cell.data_type == "d":
            raise NotInTestEngineError("Range.formula of a date: ask for its value")
        return f"{cell.value:.15g}" if cell.data_type == "n" else str(cell.value)

    @formula.setter
    def formula(self, data: Any) -> None:
        if not isinstance(data, list | tuple) and len(self) > 1 and str(data).startswith("="):
            raise NotInTestEngineError("Range.formula for several cells: Excel would adjust the references")
        cells.write_block(self._book, self._ws, self._areas, data)

    @property
    def has_array(self) -> bool:
        return any(isinstance(cell.value, ArrayFormula) for cell in self._cells())

    def clear_contents(self) -> None:
        cells.clear(self._book, self._ws, self._areas)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The fill; black when the cells differ, as Excel tells it."""
        told = {_filled(self._ws.cell(row, column)) for row, column in self._first.places()}
        return told.pop() if len(told) == 1 else (0, 0, 0)

    @color.setter
    def color(self, value: tuple[int, int, int] | int | str | None) -> None:
        cells.require_unprotected(self._book, self._ws)
        fill = PatternFill() if value is None else PatternFill("solid", fgColor=_hexadecimal(value))
        for cell in self._cells():
            cell.fill = fill

    @property
    def number_format(self) -> str | None:
        told = {cell.number_format for cell in self._cells()}
        return told.pop() if len(told) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        cells.require_unprotected(self._book, self._ws)
        for cell in self._cells():
            cell.number_format = value

    @property
    def wrap_text(self) -> bool | None:
        told = {bool(cell.alignment.wrap_text) for cell in self._cells()}
        return told.pop() if len(told) == 1 else None

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        cells.require_unprotected(self._book, self._ws)
        for cell in self._cells():
            alignment = copy(cell.alignment)
            alignment.wrap_text = value
            cell.alignment = alignment

    @property
    def column_width(self) -> float | None:
        letters = {get_column_letter(column) for _row, column in self._first._replace(rows=1).places()}
        told = {self._ws.column_dimensions[letter].width for letter in letters}
        return told.pop() if len(told) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        cells.require_unprotected(self._book, self._ws)
        for _row, column in self._first._replace(rows=1).places():
            self._ws.column_dimensions[get_column_letter(column)].width = value

    @property
    def row_hidden(self) -> bool | None:
        rows = range(self._first.row, self._first.last_row + 1)
        told = {row in self._ws.row_dimensions and bool(self._ws.row_dimensions[row].hidden) for row in rows}
        return told.pop() if len(told) == 1 else None

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        cells.require_unprotected(self._book, self._ws)
        for area in self._areas:
            for row in range(area.row, area.last_row + 1):
                self._ws.row_dimensions[row].hidden = value

    @property
    def hyperlink(self) -> str:
        link = self._ws.cell(self.row, self.column).hyperlink
        if link is None:
            raise Exception("The cell doesn't seem to contain a hyperlink!")
        return link.target or ""

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        cells.require_writable(self._book, self._ws, self._areas)
        place = (self.row, self.column)
        link_cell(self._book, self._ws, place, address=address, tip=screen_tip, text=text_to_display)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        cells.require_unprotected(self._book, self._ws)
        if shift != "down" or copy_origin != "format_from_left_or_above" or len(self._areas) > 1:
            raise NotInTestEngineError("Range.insert only moves one area down, with the format from above")
        shifting.insert_down(self._book, self._ws, self._first)

    def delete(self, shift: str | None = None) -> None:
        cells.require_unprotected(self._book, self._ws)
        if shift != "up" or len(self._areas) > 1:
            raise NotInTestEngineError("Range.delete only moves up what is below of one area")
        shifting.delete_up(self._book, self._ws, self._first)

    def select(self) -> None:
        if self._engine.active is not self._book or self._book.wb.active is not self._ws:
            raise refused("Die Select-Methode des Range-Objektes konnte nicht ausgeführt werden.")
        for selection in self._ws.sheet_view.selection:
            selection.sqref = selection.activeCell = self._first.address(False, False).split(":", maxsplit=1)[0]


def _filled(cell: Cell | MergedCell) -> tuple[int, int, int] | None:
    if cell.fill.fill_type is None:
        return None
    color = cell.fill.fgColor
    if color.type != "rgb":
        raise NotInTestEngineError("Range.color of a colour of the theme")
    return tuple(bytes.fromhex(color.rgb[-6:]))


def _hexadecimal(value: tuple[int, int, int] | int | str) -> str:
    if isinstance(value, str):
        return "FF" + value.lstrip("#").upper()
    if isinstance(value, int):
        value = (value & 255, value >> 8 & 255, value >> 16 & 255)
    return "FF{:02X}{:02X}{:02X}".format(*value)
