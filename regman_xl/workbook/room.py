"""Where new rows of a table go: below its last row, and only where nothing of the user stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn

import numpy as np

from regman_xl.address import cell_address
from regman_xl.problems import Problem
from regman_xl.workbook.outline import NotUnderstood
from regman_xl.workbook.parts import MAX_ROW, Area, area_of
from regman_xl.workbook.tables import locate, showing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from regman_xl.schema import Table
    from regman_xl.workbook.cells import Cells
    from regman_xl.workbook.parts import Sheet
    from regman_xl.workbook.tables import Place

AGAIN = "und den Befehl wiederholen."


class Room(NamedTuple):
    """Where new rows of a table go.

    Attributes:
        table: The table's declaration.
        sheet: Its sheet.
        place: Where it is now.
        first: First new row, 1-based.
        last: Last new row.
        like: The last row with data, whose formats they take; 0 where there is none.
    """

    table: Table
    sheet: Sheet
    place: Place
    first: int
    last: int
    like: int


def room_for(table: Table, sheet: Sheet, cells: Cells, count: int) -> Room:
    """Find the room for new rows of a table; blank rows that it ends with are filled first.

    Args:
        table: Its declaration.
        sheet: Its sheet.
        cells: All cells of the sheet.
        count: How many rows are to go in.

    Raises:
        Problem: There is no room, or the user would not see the rows.
        NotUnderstood: The file holds a cell or row of the sheet twice.
    """
    place = locate(table, sheet, cells)
    if not place.header_row:
        raise Problem(
            f"Auf dem Blatt {sheet.title} sind die Überschriften der Tabelle nicht zu finden.",
            "Bitte die Mappe aus der Vorlage wieder vervollständigen (regman new).",
        )
    if len(cells.repeated_rows) or cells.repeated.any():
        raise NotUnderstood(sheet.part)
    last = _last_row(table, place, cells)
    room = Room(table, sheet, place, last + 1, last + count, last if last > place.header_row else 0)
    _require_visible(room, cells)
    _require_below(room)
    _require_free(room, cells)
    return room


def _typed_columns(table: Table, place: Place) -> list[int]:
    """Return the sheet columns that somebody fills in; in the others a formula is no entry."""
    return [position for name, position in place.positions.items() if table[name].formula is None]


def _last_row(table: Table, place: Place, cells: Cells) -> int:
    """Return the last row in which somebody has entered something; else that of the headers."""
    entered = np.isin(cells.column, _typed_columns(table, place))
    entered |= ~cells.formula & np.isin(cells.column, list(place.positions.values()))
    found = showing(cells, np.flatnonzero(_inside(cells, place.area) & entered))
    return int(cells.row[found].max()) if len(found) else place.header_row


def _inside(cells: Cells, area: Area) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (
        (cells.row >= area.top)
        & (cells.row <= area.bottom)
        & (cells.column >= area.left)
        & (cells.column <= area.right)
    )
    return inside


def _require_visible(room: Room, cells: Cells) -> None:
    """Respect that rows are hidden: the user would look for the new ones in vain, or think that they are missing."""
    definition = room.place.definition
    if cells.filtered or (definition is not None and definition.filtered):
        raise Problem(
            f"Auf dem Blatt {room.sheet.title} ist ein Filter aktiv, der neue Zeilen verbergen könnte.",
            f"Bitte den Filter aufheben (Daten, Löschen) {AGAIN}",
        )
    hidden = cells.hidden[(cells.hidden >= room.first) & (cells.hidden <= room.last)]
    if len(hidden):
        raise Problem(
            f"Auf dem Blatt {room.sheet.title} ist die Zeile {int(hidden[0])} ausgeblendet, in die eine neue käme.",
            f"Bitte die Zeile einblenden {AGAIN}",
        )


def _require_below(room: Room) -> None:
    """Refuse rows that would come into the totals row of the table, or that the grid does not have."""
    definition = room.place.definition
    if definition is not None and definition.totals and room.last > room.place.area.bottom:
        raise Problem(
            f"Die Tabelle auf dem Blatt {room.sheet.title} hat eine Ergebniszeile, vor der für neue Zeilen kein Platz "
            "ist.",
            f"Bitte die Ergebniszeile ausschalten (Tabellenentwurf, Ergebniszeile) {AGAIN}",
        )
    if room.last > MAX_ROW:
        raise Problem(f"Auf dem Blatt {room.sheet.title} ist keine Zeile mehr frei.", "Bitte die Mappe aufteilen.")


def _require_free(room: Room, cells: Cells) -> None:
    """Refuse to write over anything; what stands right below would be taken for a row of the table."""
    place = room.place
    below = place.area.bottom if place.definition is not None and place.definition.totals else MAX_ROW
    area = Area(room.first, place.area.left, min(room.last + 1, below), place.area.right)
    within = _inside(cells, area)
    if place.definition is not None:
        # In the table's own blank rows, formulas of computed columns stand ready.
        ready = cells.formula & (cells.row <= place.area.bottom)
        within &= ~(ready & ~np.isin(cells.column, _typed_columns(room.table, place)))
    shown = np.flatnonzero(within)
    shown = np.union1d(showing(cells, shown), shown[cells.formula[shown]])
    if len(shown):
        _refuse(room, cell_address(int(cells.row[shown[0]]), int(cells.column[shown[0]])), "steht schon etwas")
    for other in room.sheet.tables:
        if other is not place.definition and _meet(area, other.area):
            _refuse(room, other.area.text, f"steht die Tabelle „{other.name}“")
    for text in cells.merged:
        merged = area_of(text)
        if merged is not None and _meet(area, merged):
            _refuse(room, text, "sind Zellen verbunden")


def _meet(one: Area, other: Area) -> bool:
    beside = one.right < other.left or other.right < one.left
    return not (beside or one.bottom < other.top or other.bottom < one.top)


def _refuse(room: Room, where: str, what: str) -> NoReturn:
    count = room.last - room.first + 1
    rows = "eine neue Zeile" if count == 1 else f"{count} neue Zeilen"
    raise Problem(
        f"Auf dem Blatt {room.sheet.title} ist unter der Tabelle kein Platz für {rows}: in {where} {what}.",
        f"Bitte dort Platz schaffen {AGAIN}",
    )
