"""Where additions go in a workbook: found, and refused, before anything is changed.

A writer into the open workbook asks the same questions of a copy of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.address import cell_address
from regman_xl.problems import Problem
from regman_xl.schema import SETTINGS, TABLES
from regman_xl.schema.settings import SETTING_BY_NAME
from regman_xl.workbook.cells import Content, read_cells
from regman_xl.workbook.growth import require_unprotected
from regman_xl.workbook.parts import folded, read_workbook
from regman_xl.workbook.room import AGAIN, room_for
from regman_xl.workbook.strings import read_strings
from regman_xl.workbook.tables import locate, sheet_of
from regman_xl.workbook.texts import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa

    from regman_xl.model.additions import Additions
    from regman_xl.model.contents import Row, Value
    from regman_xl.schema import Column, Table
    from regman_xl.workbook.cells import Cells
    from regman_xl.workbook.parts import Sheet, Workbook
    from regman_xl.workbook.room import Room
    from regman_xl.workbook.splice import Splice
    from regman_xl.workbook.tables import Place


class SettingCell(NamedTuple):
    """The cell of a setting's value, 1-based."""

    sheet: Sheet
    row: int
    column: int


@dataclass(frozen=True)
class Target:
    """Where additions go.

    Attributes:
        workbook: What the small parts of the file say.
        rooms: Where the new rows of each table go, by table name; in the order of the workbook.
        rows: The new rows by table name: those of the additions, and lines for settings that have none yet.
        settings: The cell of each other setting, by its name.
    """

    workbook: Workbook
    rooms: Mapping[str, Room]
    rows: Mapping[str, Sequence[Row]]
    settings: Mapping[str, SettingCell]


def find_target(splice: Splice, additions: Additions) -> Target:
    """Find where additions go; nothing is changed.

    Args:
        splice: The workbook; a locked sheet that the user insists on is told in its notes.
        additions: What is to be added.

    Raises:
        Problem: There is no room, a column is missing, a setting is computed, or a sheet is locked, filtered or
            missing.
        NotUnderstood: The file is of a form in which nothing can be changed safely.
    """
    book = _Book.of(splice)
    rows = {name: [*listed] for name, listed in additions.rows.items() if listed}
    settings = _setting_cells(book, additions.settings) if additions.settings else {}
    missing = [_line(name, value) for name, value in additions.settings.items() if name not in settings]
    if missing:
        rows[SETTINGS.name] = [*rows.get(SETTINGS.name, ()), *missing]
    rooms = {}
    for table in TABLES:
        if table.name in rows:
            room = room_for(table, *book.sheet(table), len(rows[table.name]))
            _require_columns(room, rows[table.name])
            rooms[table.name] = room
    return Target(book.workbook, rooms, rows, settings)


@dataclass
class _Book:
    """The workbook as it is read."""

    splice: Splice
    workbook: Workbook
    strings: pa.Array
    _cells: dict[str, Cells] = field(default_factory=dict)

    @classmethod
    def of(cls, splice: Splice) -> _Book:
        workbook = read_workbook(splice.package)
        return cls(splice, workbook, read_strings(splice.package, workbook.strings))

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


def _line(name: str, value: Value) -> Row:
    setting = SETTING_BY_NAME[name]
    return {"key": setting.title, "value": value, "note": setting.help}


def _setting_cells(book: _Book, names: Iterable[str]) -> dict[str, SettingCell]:
    """Return the cells of those settings that have a line.

    Raises:
        Problem: One is computed: whoever wrote the formula wants it so.
    """
    sheet, cells = book.sheet(SETTINGS)
    place = locate(SETTINGS, sheet, cells)
    column = _position(place, sheet, SETTINGS["value"])
    found = {}
    for name in names:
        title = SETTING_BY_NAME[name].title
        row = _row_of(place, cells, title)
        if bool((cells.formula & (cells.row == row) & (cells.column == column)).any()):
            raise Problem(
                f"Auf dem Blatt {sheet.title} steht in {cell_address(row, column)} eine Formel.",
                f"Bitte dort den Wert von {title} als Zahl oder Text eintragen {AGAIN}",
            )
        if row:
            found[name] = SettingCell(sheet, row, column)
    return found


def _row_of(place: Place, cells: Cells, title: str) -> int:
    """Return the first row of a setting, 0 where there is none."""
    column = place.positions.get("key", 0)
    inside = (cells.row >= place.area.top) & (cells.row <= place.area.bottom) & (cells.column == column)
    for cell in inside.nonzero()[0].tolist():
        if cells.content[cell] == Content.TEXT:
            text = str(cells.texts[int(cells.value[cell])].as_py())
            if folded(clean(text)) == folded(title):
                return int(cells.row[cell])
    return 0


def _require_columns(room: Room, rows: Sequence[Row]) -> None:
    for column in room.table.columns:
        if column.formula is None and any(row.get(column.name) not in (None, "") for row in rows):
            _position(room.place, room.sheet, column)


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
