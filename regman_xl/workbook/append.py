"""Rows that are appended to the tables of a user's workbook, and settings that are set; everything else stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regman_xl.address import cell_address
from regman_xl.problems import Problem
from regman_xl.schema import SETTINGS, TABLES, Kind
from regman_xl.schema.settings import SETTING_BY_NAME
from regman_xl.workbook.cells import Content, read_cells
from regman_xl.workbook.formats import read_formats
from regman_xl.workbook.graft import recalculate
from regman_xl.workbook.growth import extend_ranges, extend_table, require_unprotected
from regman_xl.workbook.master import own_contribution
from regman_xl.workbook.new_cells import CellFormats, new_cell
from regman_xl.workbook.parts import folded, read_workbook
from regman_xl.workbook.room import AGAIN, room_for
from regman_xl.workbook.row_edit import NewCell, put_cells, styles_of_rows
from regman_xl.workbook.strings import read_strings
from regman_xl.workbook.styles import SETTING_CELLS
from regman_xl.workbook.tables import locate, sheet_of
from regman_xl.workbook.texts import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from regman_xl.model.additions import Additions
    from regman_xl.model.contents import Row, Value
    from regman_xl.schema import Column, Table
    from regman_xl.workbook.cells import Cells
    from regman_xl.workbook.parts import Sheet, Workbook
    from regman_xl.workbook.room import Room
    from regman_xl.workbook.splice import Splice
    from regman_xl.workbook.tables import Place


@dataclass
class _Book:
    """The workbook as it is read, beside the one that is changed."""

    splice: Splice
    workbook: Workbook
    strings: pa.Array
    formats: CellFormats
    _cells: dict[str, Cells] = field(default_factory=dict)

    @classmethod
    def of(cls, splice: Splice) -> _Book:
        workbook = read_workbook(splice.package)
        formats = CellFormats(splice, read_formats(splice.package, workbook.styles), workbook.dates_1904)
        return cls(splice, workbook, read_strings(splice.package, workbook.strings), formats)

    def sheet(self, table: Table) -> tuple[Sheet, Cells]:
        """Return the sheet of a table with its cells.

        Raises:
            Problem: It is missing, or locked without the user's insisting.
        """
        sheet = sheet_of(self.workbook, table)
        if sheet is None:
            raise Problem(
                f"In der Arbeitsmappe fehlt das Blatt {table.sheet}.",
                "Bitte die Mappe aus der Vorlage wieder vervollständigen (regman new).",
            )
        if sheet.part not in self._cells:
            require_unprotected(self.splice, sheet)
            self._cells[sheet.part] = read_cells(self.splice.package, sheet.part, self.strings, sheet.title)
        return sheet, self._cells[sheet.part]


def append(splice: Splice, additions: Additions) -> None:
    """Append rows to tables and set settings.

    Cells take the formats of the last row with data, or of their column where there is none. A table grows with its
    rows, and so do validations and conditional formats that covered all of its rows. No filled cell is written over
    but the value of a setting.

    Args:
        splice: The workbook; what the user must know goes into its notes.
        additions: What is added.

    Raises:
        Problem: There is no room, a column is missing, or a sheet is locked, filtered or missing.
        NotUnderstood: The file is of a form in which nothing can be changed safely.
    """
    if not additions:
        return
    book = _Book.of(splice)
    rows = {name: [*listed] for name, listed in additions.rows.items()}
    lines = _set_settings(book, additions.settings) if additions.settings else []
    rows[SETTINGS.name] = [*rows.get(SETTINGS.name, ()), *lines]
    for table in TABLES:
        if rows.get(table.name):
            _append_rows(book, table, rows[table.name])
    # Formulas of the user may refer to what is new.
    recalculate(splice)


def _set_settings(book: _Book, settings: Mapping[str, Value]) -> list[Row]:
    """Set the values of settings; return the lines that are missing for the others."""
    sheet, cells = book.sheet(SETTINGS)
    place = locate(SETTINGS, sheet, cells)
    missing: list[Row] = []
    for name, value in settings.items():
        setting = SETTING_BY_NAME[name]
        row = _line(place, cells, setting.title)
        if not row:
            missing.append({"key": setting.title, "value": value, "note": setting.help})
            continue
        column = _position(place, sheet, SETTINGS["value"])
        if bool((cells.formula & (cells.row == row) & (cells.column == column)).any()):
            raise Problem(
                f"Auf dem Blatt {sheet.title} steht in {cell_address(row, column)} eine Formel.",
                f"Bitte dort den Wert von {setting.title} als Zahl oder Text eintragen {AGAIN}",
            )
        style = styles_of_rows(book.splice, sheet.part, [row]).get(row, {}).get(column, 0)
        cell = new_cell(value, SETTING_CELLS[setting.kind], style, book.formats)
        put_cells(book.splice, sheet.part, {row: {column: cell}})
    return missing


def _line(place: Place, cells: Cells, title: str) -> int:
    """Return the first row of a setting, 0 where there is none."""
    column = place.positions.get("key", 0)
    inside = (cells.row >= place.area.top) & (cells.row <= place.area.bottom) & (cells.column == column)
    for cell in inside.nonzero()[0].tolist():
        if cells.content[cell] == Content.TEXT:
            text = str(cells.texts[int(cells.value[cell])].as_py())
            if folded(clean(text)) == folded(title):
                return int(cells.row[cell])
    return 0


def _position(place: Place, sheet: Sheet, column: Column) -> int:
    """Return the sheet column of a column.

    Raises:
        Problem: The sheet does not have it once.
    """
    position = place.positions.get(column.name)
    if position is None:
        what = "steht mehrmals" if column.name in place.doubled else "fehlt"
        raise Problem(
            f"Auf dem Blatt {sheet.title} {what} die Spalte „{column.title}“.",
            f"Bitte die Überschriften berichtigen {AGAIN}",
        )
    return position


def _append_rows(book: _Book, table: Table, rows: Sequence[Row]) -> None:
    sheet, cells = book.sheet(table)
    room = room_for(table, sheet, cells, len(rows))
    formulas = extend_table(book.splice, room)
    styles = styles_of_rows(book.splice, sheet.part, [room.like or room.first, *range(room.first, room.last + 1)])
    columns = extend_ranges(book.splice, room)
    like = _like(room, styles, columns)
    new = {
        number: _with_blanks(like, styles.get(number, {}), _cells_of(book, room, row, like, formulas))
        for number, row in enumerate(rows, room.first)
    }
    put_cells(book.splice, sheet.part, new, room.like or room.place.header_row)
    if formulas:
        book.splice.forget_calculation_order()


def _like(room: Room, styles: Mapping[int, Mapping[int, int]], columns: Mapping[int, int]) -> dict[int, int]:
    """Return the formats of new rows by column: of the last row with data, else of the first or the column."""
    row = styles.get(room.like or room.first, {})
    whole = row.get(0)
    area = room.place.area
    return {
        column: row.get(column, columns.get(column, 0) if whole is None else whole)
        for column in range(area.left, area.right + 1)
    }


def _cells_of(
    book: _Book, room: Room, row: Row, like: Mapping[int, int], formulas: Mapping[str, str]
) -> dict[int, NewCell]:
    """Return the filled cells of a new row by column."""
    made = {}
    for column in room.table.columns:
        value = row.get(column.name)
        if column.formula is not None and column.name in room.place.positions:
            position = room.place.positions[column.name]
            style = book.formats.fitting(column.kind, like[position])
            made[position] = NewCell(own_contribution(row) / 100, style, formulas[column.name])
        elif column.formula is None and value is not None and value != "":
            position = _position(room.place, room.sheet, column)
            kind = _setting_kind(row) if room.table is SETTINGS and column.name == "value" else column.kind
            made[position] = new_cell(value, kind, like[position], book.formats)
    return made


def _with_blanks(
    like: Mapping[int, int], there: Mapping[int, int], filled: Mapping[int, NewCell]
) -> dict[int, NewCell]:
    """Add blank cells that look like those above, in columns of the user's own too; one that is there stays."""
    blank = {column: NewCell(None, style) for column, style in like.items() if style and column not in there}
    return {**blank, **filled}


def _setting_kind(row: Row) -> Kind:
    """Return what the value of a line of settings is; one of a key that nobody knows is a text."""
    kinds = {folded(setting.title): SETTING_CELLS[setting.kind] for setting in SETTING_BY_NAME.values()}
    return kinds.get(folded(str(row.get("key", ""))), Kind.TEXT)
