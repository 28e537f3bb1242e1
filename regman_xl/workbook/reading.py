"""From the cells of a sheet to the typed frame of its table."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from regman_xl.model.facts import CellFact, Fault
from regman_xl.model.frames import TableData, typed_frame
from regman_xl.schema import JOURNAL, SETTINGS, Kind
from regman_xl.workbook.census import Ledger, claim_unread
from regman_xl.workbook.display import Shown
from regman_xl.workbook.settings import convert_settings, key_facts
from regman_xl.workbook.tables import missing_columns, ranges_text
from regman_xl.workbook.values import Converted, Picked, Source, Where, convert

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from regman_xl.schema import Column, Table
    from regman_xl.workbook.cells import Cells
    from regman_xl.workbook.settings import SettingValue
    from regman_xl.workbook.tables import Place

#: Required cells whose absence a rule of its own tells (JRN01).
TOLD_BY_RULES = frozenset({(JOURNAL.name, "voucher")})


def absent(table: Table) -> TableData:
    """Return the data of a table whose sheet is missing."""
    # A copy that shares its memory: whoever changes it does not change the others.
    frame = _frame_without_rows(table).copy(deep=False)
    return TableData(table, frame, pd.Series([], frame.index, dtype=bool), {}, 0)


@functools.cache
def _frame_without_rows(table: Table) -> pd.DataFrame:
    """Build the frame once per table: pandas takes longer for it than reading the sheet of a small table."""
    return typed_frame(table, ())


class Reading:
    """One table on its way from cells to data.

    Args:
        table: Its declaration.
        place: Where it is.
        cells: All cells of its sheet.
        source: What the cells belong to.

    Attributes:
        data: The table as read.
        facts: What is wrong with its cells and rows, in sheet order.
        extent: First and last row with data; empty where there is none.
        settings: Values of the settings by name, where it is the table of settings.
        complete: Whether each cell of the sheet is read, or left out for one known reason.
    """

    def __init__(self, table: Table, place: Place, cells: Cells, source: Source) -> None:
        self._table = table
        self._place = place
        self._cells = cells
        self._source = source
        self._first, self._last = (
            int(at) for at in np.searchsorted(cells.row, [place.area.top, place.area.bottom + 1])
        )
        self._rows = self._filled_rows()
        self._ledger = Ledger(cells)
        self.settings: dict[str, SettingValue] = {}
        self._key_facts: list[CellFact] = []
        columns = {column.name: self._convert(column) for column in table.columns}
        present = self._present(columns)
        self.facts = self._facts(columns, present)
        self.data = self._data(columns, present)
        rows = self.data.frame.index
        self.extent = [int(rows[0]), int(rows[-1])] if len(rows) else []
        claim_unread(self._ledger, place, cells)
        self.complete = self._ledger.complete

    def _filled_rows(self) -> NDArray[np.int32]:
        rows = self._cells.row[self._first : self._last]
        return rows[np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))] if len(rows) else rows

    def _at(self, position: int) -> NDArray[np.intp]:
        """Return the cells of a sheet column that belong to the data."""
        return self._first + np.flatnonzero(self._cells.column[self._first : self._last] == position)

    def _pick(self, position: int) -> Picked:
        """Pick the cells of a column; of one that the file holds twice nothing is known for certain."""
        cells = self._cells
        found = self._at(position)
        found = found[~cells.repeated[found]]
        return Picked(
            self._places(cells.row[found]),
            cells.content[found],
            cells.value[found],
            cells.style[found],
            cells.formula[found],
        )

    def _places(self, rows: NDArray[np.int32]) -> NDArray[np.intp]:
        """Return the positions of sheet rows in the frame."""
        if len(rows) and int(self._rows[-1]) - int(self._rows[0]) == len(self._rows) - 1:
            return rows.astype(np.intp) - int(self._rows[0])
        return np.searchsorted(self._rows, rows)

    def _convert(self, column: Column) -> Converted:
        position = self._place.positions.get(column.name, 0)
        where = Where(self._table.sheet, position, self._rows)
        if self._table is SETTINGS and column.name == "value":
            converted = self._settings(column, where)
        else:
            converted = convert(column, self._pick(position), where, self._source)
        found = self._at(position)
        self._ledger.claim(found)
        twice = self._places(self._cells.row[found[self._cells.repeated[found]]])
        converted.filled[twice] = converted.spoiled[twice] = True
        return converted

    def _settings(self, column: Column, where: Where) -> Converted:
        """Convert the values of the settings; tell what is wrong with their keys along with them."""
        here = where._replace(position=self._place.positions.get("key", 0))
        keys = [str(key) for key in convert(SETTINGS["key"], self._pick(here.position), here, self._source).values]
        converted, self.settings = convert_settings(keys, column, self._pick(where.position), where, self._source)
        if here.position:
            self._key_facts = key_facts(keys, converted.filled, here, where.position, self._place.header_row)
        return converted

    def _present(self, columns: dict[str, Converted]) -> NDArray[np.bool_]:
        """Return which rows show anything; in a formula column only what is typed there says something."""
        present = np.zeros(len(self._rows), np.bool_)
        for column in self._table.columns:
            if column.formula is None:
                present |= columns[column.name].filled
            else:
                typed = self._pick(self._place.positions.get(column.name, 0))
                rows = typed.place[~typed.formula]
                present[rows] |= columns[column.name].filled[rows]
        return present

    def _facts(self, columns: dict[str, Converted], present: NDArray[np.bool_]) -> list[CellFact]:
        rows = self._rows[present]
        shown = None if present.all() else set(rows.tolist())
        facts = [
            fact for converted in columns.values() for fact in converted.facts if shown is None or fact.row in shown
        ]
        facts.extend(self._key_facts)
        facts.extend(self._blank_rows(rows))
        facts.extend(self._repeated())
        for column in self._table.columns:
            position = self._place.positions.get(column.name)
            if column.required and position and (self._table.name, column.name) not in TOLD_BY_RULES:
                empty = self._rows[present & ~columns[column.name].filled].tolist()
                facts += [
                    CellFact(Fault.REQUIRED_EMPTY, self._table.sheet, row, position, column.name) for row in empty
                ]
        return sorted(facts, key=lambda fact: (fact.row, fact.column))

    def _repeated(self) -> list[CellFact]:
        """Tell cells that the file holds twice, wherever they are, and rows without such a cell that it holds twice."""
        cells, sheet = self._cells, self._table.sheet
        twice = np.flatnonzero(cells.repeated)
        by_position = {position: name for name, position in self._place.positions.items()}
        told: dict[tuple[int, int], list[int]] = {}
        for cell in twice.tolist():
            told.setdefault((int(cells.row[cell]), int(cells.column[cell])), []).append(cell)
        facts = []
        for (row, column), found in told.items():
            name = by_position.get(column, "")
            kind = self._table[name].kind if name else Kind.TEXT
            shown = Shown(self._source.texts, self._source.formats, kind, self._source.dates_1904)
            contents = [
                shown.text(int(cells.content[cell]), float(cells.value[cell]), int(cells.style[cell])) for cell in found
            ]
            listed = " · ".join(f"„{text}“" if text else "leer" for text in contents)
            facts.append(CellFact(Fault.REPEATED, sheet, row, column, name, contents[0], listed))
        rows = np.setdiff1d(cells.repeated_rows, cells.row[twice]).tolist()
        return facts + [CellFact(Fault.REPEATED, sheet, row) for row in rows]

    def _blank_rows(self, rows: NDArray[np.int32]) -> list[CellFact]:
        before = np.concatenate([[self._place.area.top - 1], rows[:-1]]) if len(rows) else rows
        gaps = np.flatnonzero(rows - before > 1)
        return [
            CellFact(
                Fault.BLANK_ROW,
                self._table.sheet,
                int(before[gap]) + 1,
                detail=ranges_text([*range(int(before[gap]) + 1, int(rows[gap]))]),
            )
            for gap in gaps.tolist()
        ]

    def _data(self, columns: dict[str, Converted], present: NDArray[np.bool_]) -> TableData:
        rows = self._rows
        contiguous = len(rows) > 0 and int(rows[-1]) - int(rows[0]) == len(rows) - 1
        first = int(rows[0]) if len(rows) else self._place.area.top
        index = (
            pd.RangeIndex(first, first + len(rows)) if contiguous or not len(rows) else pd.Index(rows.astype(np.int64))
        )
        frame = pd.DataFrame({name: column.values for name, column in columns.items()}, index=index)
        usable = np.ones(len(rows), np.bool_)
        for column in self._table.columns:
            converted = columns[column.name]
            usable &= ~converted.spoiled
            if column.essential:
                usable &= converted.filled
        usable &= ~np.isin(rows, self._cells.repeated_rows)
        twice = {*self._cells.repeated_rows.tolist(), *self._cells.row[self._cells.repeated].tolist()}
        lost = any(column.essential for column in missing_columns(self._table, self._place))
        if lost or self._place.header_row in twice:
            usable[:] = False
        flags = pd.Series(usable, index=index)
        if not present.all():
            frame, flags = frame[present], flags[present]
        return TableData(self._table, frame, flags, self._place.positions, self._place.header_row)
