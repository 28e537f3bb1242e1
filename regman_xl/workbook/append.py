"""Rows that are appended to the tables of a user's workbook, and settings that are set; everything else stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.schema import SETTINGS, Kind
from regman_xl.schema.settings import SETTING_BY_NAME
from regman_xl.workbook.formats import read_formats
from regman_xl.workbook.graft import recalculate
from regman_xl.workbook.growth import extend_ranges, extend_table
from regman_xl.workbook.master import own_contribution
from regman_xl.workbook.new_cells import CellFormats, new_cell
from regman_xl.workbook.parts import folded
from regman_xl.workbook.row_edit import NewCell, put_cells, styles_of_rows
from regman_xl.workbook.styles import SETTING_CELLS
from regman_xl.workbook.target import find_target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regman_xl.model.additions import Additions
    from regman_xl.model.contents import Row
    from regman_xl.workbook.room import Room
    from regman_xl.workbook.splice import Splice


def append(splice: Splice, additions: Additions) -> None:
    """Append rows to tables and set settings.

    Cells take the formats of the last row with data, or of their column where there is none. A table grows with its
    rows, and so do validations and conditional formats that covered all of its rows. No filled cell is written over
    but the value of a setting.

    Args:
        splice: The workbook; what the user must know goes into its notes.
        additions: What is added.

    Raises:
        Problem: As `find_target`, or a table is filled from elsewhere.
        NotUnderstood: The file is of a form in which nothing can be changed safely.
    """
    if not additions:
        return
    target = find_target(splice, additions)
    formats = CellFormats(
        splice, read_formats(splice.package, target.workbook.styles), dates_1904=target.workbook.dates_1904
    )
    for name, (sheet, row, column) in target.settings.items():
        style = styles_of_rows(splice, sheet.part, [row]).get(row, {}).get(column, 0)
        cell = new_cell(additions.settings[name], SETTING_CELLS[SETTING_BY_NAME[name].kind], style, formats)
        put_cells(splice, sheet.part, {row: {column: cell}})
    for name, room in target.rooms.items():
        _append_rows(splice, room, target.rows[name], formats)
    # Formulas of the user may refer to what is new.
    recalculate(splice)


def _append_rows(splice: Splice, room: Room, rows: Sequence[Row], formats: CellFormats) -> None:
    part = room.sheet.part
    formulas = extend_table(splice, room)
    styles = styles_of_rows(splice, part, [room.like or room.first, *range(room.first, room.last + 1)])
    columns = extend_ranges(splice, room)
    like = _like(room, styles, columns)
    new = {
        number: _with_blanks(like, styles.get(number, {}), _cells_of(room, row, like, formulas, formats))
        for number, row in enumerate(rows, room.first)
    }
    put_cells(splice, part, new, room.like or room.place.header_row)
    if formulas:
        splice.forget_calculation_order()


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
    room: Room, row: Row, like: Mapping[int, int], formulas: Mapping[str, str], formats: CellFormats
) -> dict[int, NewCell]:
    """Return the filled cells of a new row by column."""
    made = {}
    for column in room.table.columns:
        position, value = room.place.positions.get(column.name, 0), row.get(column.name)
        if column.formula is not None and position:
            style = formats.fitting(column.kind, like[position])
            made[position] = NewCell(own_contribution(row) / 100, style, formulas[column.name])
        elif column.formula is None and value is not None and value != "":
            kind = _setting_kind(row) if room.table is SETTINGS and column.name == "value" else column.kind
            made[position] = new_cell(value, kind, like[position], formats)
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
