"""Rectangles of cells, and addresses of one or several of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import column_index_from_string, get_column_letter

from tests.excel.com import refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
#: Longer addresses Excel's `Range` refuses.
LONGEST_ADDRESS = 255
_CORNER = r"\$?([A-Za-z]{1,3})?\$?(\d{1,7})?"
_AREA = re.compile(f"{_CORNER}(?::{_CORNER})?")


class Area(NamedTuple):
    """A rectangle; rows and columns count from 1."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def last_row(self) -> int:
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        return self.column + self.columns - 1

    def places(self) -> Iterator[tuple[int, int]]:
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                yield row, column

    def meets(self, other: Area) -> bool:
        return (
            self.row <= other.last_row
            and other.row <= self.last_row
            and self.column <= other.last_column
            and other.column <= self.last_column
        )

    def holds(self, other: Area) -> bool:
        return (
            self.row <= other.row
            and other.last_row <= self.last_row
            and self.column <= other.column
            and other.last_column <= self.last_column
        )

    def address(self, row_absolute: bool = True, column_absolute: bool = True) -> str:
        across, down = "$" * column_absolute, "$" * row_absolute
        first = f"{across}{get_column_letter(self.column)}{down}{self.row}"
        if (self.rows, self.columns) == (1, 1):
            return first
        return f"{first}:{across}{get_column_letter(self.last_column)}{down}{self.last_row}"


def areas_of(address: str, ws: Worksheet) -> tuple[Area, ...]:
    """Return the rectangles of an address such as "A1,B3:B7"; whole rows and columns end where the sheet ends.

    Raises:
        com_error: It is no address, lies outside of the grid, or is too long for Excel.
    """
    if len(address) > LONGEST_ADDRESS:
        raise refused("Die Methode 'Range' für das Objekt '_Worksheet' ist fehlgeschlagen")
    return tuple(_area(part.strip(), ws) for part in address.split(","))


def _area(text: str, ws: Worksheet) -> Area:
    match = _AREA.fullmatch(text)
    wrong = refused("Die Methode 'Range' für das Objekt '_Worksheet' ist fehlgeschlagen")
    if match is None or not text:
        raise wrong
    letters, digits, other_letters, other_digits = match.groups()
    if ":" not in text:
        other_letters, other_digits = letters, digits
        if not (letters and digits):
            raise wrong
    if bool(letters) != bool(other_letters) or bool(digits) != bool(other_digits) or not (letters or digits):
        raise wrong
    columns = sorted(column_index_from_string(one) for one in (letters, other_letters)) if letters else [1, 0]
    rows = sorted(int(one) for one in (digits, other_digits)) if digits else [1, 0]
    columns[1] = columns[1] or ws.max_column
    rows[1] = rows[1] or ws.max_row
    if not (rows[0] >= 1 and rows[1] <= LAST_ROW and columns[1] <= LAST_COLUMN):
        raise wrong
    return Area(rows[0], columns[0], rows[1] - rows[0] + 1, columns[1] - columns[0] + 1)


def around(areas: Sequence[Area]) -> Area:
    """Return the smallest rectangle that holds all."""
    row, column = min(area.row for area in areas), min(area.column for area in areas)
    last_row, last_column = max(area.last_row for area in areas), max(area.last_column for area in areas)
    return Area(row, column, last_row - row + 1, last_column - column + 1)
