"""A table of the workbook as Excel hands it over: a range with its headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from regman_xl.problems import Problem
from udfs.arguments import cents, chosen, needed, text, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

    from regman_xl.schema import Table
    from udfs.arguments import Cell, Cells

    _E = TypeVar("_E", bound="StrEnum")


class Listed:
    """A range as a table.

    Args:
        cells: The range; its first row holds the headings.
        table: What it is.

    Raises:
        Problem: The range is empty.
    """

    def __init__(self, cells: Cells, table: Table) -> None:
        if cells.is_blank:
            raise Problem(f"{cells.name}: Der Bereich ist leer.")
        self.table = table
        self._cells = cells
        self._columns = {str(title).strip(): place for place, title in reversed(list(enumerate(cells.rows[0])))}

    def rows(self) -> Iterator[ListedRow]:
        """Yield the rows in which anything stands."""
        for place, row in enumerate(self._cells.rows[1:], 2):
            if any(cell is not None for cell in row):
                yield ListedRow(self, place, row)

    def place(self, name: str) -> int:
        """Return where a column stands.

        Raises:
            Problem: The range does not have it.
        """
        title = self.table[name].title
        if title not in self._columns:
            raise Problem(
                f"{self._cells.name}: Die Spalte „{title}“ fehlt. Bitte den Bereich mit seinen Überschriften angeben, "
                f"also {self.table.list_name}[#Alle]."
            )
        return self._columns[title]

    def what(self, row: int, name: str) -> str:
        """Return how messages call a cell."""
        return f"{self._cells.name}, Zeile {row}, {self.table[name].title}"


class ListedRow(NamedTuple):
    """A row of a table; the headings are row 1."""

    listed: Listed
    number: int
    cells: tuple[Cell, ...]

    def _at(self, name: str) -> tuple[Cell, str]:
        return self.cells[self.listed.place(name)], self.listed.what(self.number, name)

    def cents(self, name: str) -> int:
        """Return an amount in cents."""
        cell, what = self._at(name)
        return needed(cents(cell, what), what)

    def whole(self, name: str) -> int:
        """Return a whole number."""
        cell, what = self._at(name)
        return needed(whole(cell, what), what)

    def text(self, name: str) -> str:
        """Return a text."""
        return text(*self._at(name))

    def chosen(self, name: str, choices: type[_E]) -> _E:
        """Return an entry of a list."""
        return chosen(*self._at(name), choices)
