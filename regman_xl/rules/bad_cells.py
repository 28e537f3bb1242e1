"""Cells whose value the reader could not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.model.facts import HARMLESS, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regman_xl.model.facts import PackageFacts

#: An empty required cell is a finding of its own and no bad value: rules may still judge it.
_NOT_BAD = HARMLESS | {Fault.REQUIRED_EMPTY}
_WHOLE_COLUMN = (Fault.MISSING_COLUMN, Fault.DOUBLED_HEADER)


class BadCells:
    """Cells whose value is unknown: rules must not judge them, nor blame other cells for them."""

    def __init__(self, package: PackageFacts) -> None:
        bad = [fact for fact in package.facts if fact.name and fact.fault not in _NOT_BAD]
        self._cells = {(fact.sheet, fact.row, fact.name) for fact in bad}
        self._columns = {(fact.sheet, fact.name) for fact in bad if fact.fault in _WHOLE_COLUMN}

    def any(self, sheet: str, row: int, names: Iterable[str]) -> bool:
        """Whether one of the cells is bad, or its whole column is."""
        return any((sheet, row, name) in self._cells or (sheet, name) in self._columns for name in names)

    def count(self, sheet: str, name: str) -> int:
        """How many cells of a column are bad."""
        return sum(cell[0] == sheet and cell[2] == name for cell in self._cells)
