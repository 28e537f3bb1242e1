"""Additions as blocks of cells: where they go in the open workbook, and what Excel is to be given."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.schema import TEXT_KINDS, Kind
from regman_xl.schema.settings import SETTING_BY_NAME
from regman_xl.workbook.master import DIVISORS
from regman_xl.workbook.splice import splice
from regman_xl.workbook.styles import SETTING_CELLS
from regman_xl.workbook.target import find_target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regman_xl.model.additions import Additions
    from regman_xl.model.contents import Value
    from regman_xl.workbook.room import Room
    from regman_xl.workbook.target import Target

#: What Excel takes: an amount in EUR, a rate in percent, a whole number, a day, a text, or a blank.
Given = float | int | str | dt.datetime | None


class Block(NamedTuple):
    """Cells that are written at once.

    Attributes:
        sheet: Name of the sheet.
        row: First row, 1-based.
        column: First column, 1-based.
        values: The values, row by row.
        is_text: They are texts, and cells must take them as such.
    """

    sheet: str
    row: int
    column: int
    values: tuple[tuple[Given, ...], ...]
    is_text: bool


class Growth(NamedTuple):
    """A table that gets more rows.

    Attributes:
        sheet: Name of the sheet.
        header_row: Sheet row of the headers.
        left: First sheet column.
        right: Last sheet column.
        first: First new sheet row.
        last: Last new sheet row.
        like: Sheet row whose formats the new ones take, 0 where there is none.
    """

    sheet: str
    header_row: int
    left: int
    right: int
    first: int
    last: int
    like: int


def planned(path: Path, additions: Additions) -> tuple[tuple[Growth, ...], tuple[Block, ...]]:
    """Return where additions go in a workbook, and its cells.

    Args:
        path: A copy of the open workbook.
        additions: What is to be added.

    Raises:
        Problem: There is no room for it.
    """
    with splice(path, force=False) as change:
        target = find_target(change, additions)
    growths = tuple(_growth(room) for room in target.rooms.values())
    return growths, (*_rows(target), *_settings(target, additions))


def _growth(room: Room) -> Growth:
    area = room.place.area
    return Growth(room.sheet.title, room.place.header_row, area.left, area.right, room.first, room.last, room.like)


def _rows(target: Target) -> Iterator[Block]:
    for name, room in target.rooms.items():
        rows = target.rows[name]
        for column in room.table.columns:
            values = tuple((_given(column.kind, row.get(column.name)),) for row in rows)
            if any(value is not None for (value,) in values):
                position = room.place.positions[column.name]
                yield Block(room.sheet.title, room.first, position, values, column.kind in TEXT_KINDS)


def _settings(target: Target, additions: Additions) -> Iterator[Block]:
    for name, cell in target.settings.items():
        kind = SETTING_CELLS[SETTING_BY_NAME[name].kind]
        value = _given(kind, additions.settings[name])
        yield Block(cell.sheet.title, cell.row, cell.column, ((value,),), kind in TEXT_KINDS)


def _given(kind: Kind, value: Value) -> Given:
    if value is None or value == "":
        return None
    if isinstance(value, tuple):
        return f"{value[0]:02d}.{value[1]:02d}."
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    if isinstance(value, int) and kind not in TEXT_KINDS:
        return value / DIVISORS[kind] if kind in DIVISORS else value
    return str(value)
