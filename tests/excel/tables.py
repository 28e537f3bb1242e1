"""Tables (`ListObject`) as xlwings sees them."""

# ruff: noqa: N802, N803 - the names of the native objects are Excel's
from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.formula.translate import Translator
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import TableColumn

from tests.excel import cells
from tests.excel.com import ComObject, NotInTestEngineError, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.table import Table as Held
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.excel.areas import Area
    from tests.excel.engine import Engine
    from tests.excel.files import OpenBook
    from tests.excel.native import NativeRange
    from tests.excel.ranges import Range
    from tests.excel.sheets import Sheet


class Tables(ComObject):
    def __init__(self, engine: Engine, book: OpenBook, ws: Worksheet) -> None:
        super().__init__(engine)
        self._book, self._ws = book, ws

    def __call__(self, name_or_index: str | int) -> Table:
        for number, table in enumerate(self._ws.tables.values(), 1):
            if name_or_index == number or str(name_or_index).casefold() == table.displayName.casefold():
                return Table(self._engine, self._book, self._ws, table)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._ws.tables)

    def __iter__(self) -> Iterator[Table]:
        return iter([Table(self._engine, self._book, self._ws, table) for table in self._ws.tables.values()])

    def __contains__(self, name: str) -> bool:
        return any(str(name).casefold() == known.casefold() for known in self._ws.tables)


class _OfTable(ComObject):
    def __init__(self, engine: Engine, book: OpenBook, ws: Worksheet, table: Held) -> None:
        super().__init__(engine)
        self._book, self._ws, self._table = book, ws, table

    def _area(self) -> Area:
        return cells.area_of(self._table.ref)

    def _heads(self) -> int:
        return 1 if self._table.headerRowCount is None else self._table.headerRowCount

    def _body(self) -> Area:
        whole = self._area()
        rows = whole.rows - self._heads() - (self._table.totalsRowCount or 0)
        return whole._replace(row=whole.row + self._heads(), rows=rows)

    def _range(self, area: Area) -> Range:
        from tests.excel.ranges import Range  # noqa: PLC0415 - ranges know sheets, sheets know tables

        return Range(self._engine, self._book, self._ws, [area])

    def _fits(self, new: Area) -> None:
        """Refuse a size that Excel refuses."""
        old = self._area()
        others = [cells.area_of(one.ref) for one in self._ws.tables.values() if one is not self._table]
        if (new.row, new.rows > self._heads(), new.meets(old)) != (old.row, True, True) or any(
            new.meets(one) for one in others
        ):
            raise refused("Die Resize-Methode des ListObject-Objektes konnte nicht ausgeführt werden.")
        if self._table.totalsRowCount:
            raise NotInTestEngineError("ListObject.Resize of a table with totals")

    def _resize(self, new: Area) -> None:
        cells.require_unprotected(self._book, self._ws)
        self._fits(new)
        columns = self._table.tableColumns
        if (new.column, new.columns) != (self._area().column, self._area().columns):
            names = [cells.read_name(self._ws, place) for place in new._replace(rows=1).places()]
            if None in names or len({str(name).casefold() for name in names}) < len(names):
                raise NotInTestEngineError(f"Excel would invent names for columns of {self._table.displayName}")
            known = {column.name: column for column in columns}
            number = max(column.id for column in columns)
            self._table.tableColumns = [
                known.get(str(name)) or TableColumn(id=number + place, name=str(name))
                for place, name in enumerate(names, 1)
            ]
        self._table.ref = new.address(False, False)
        if self._table.autoFilter is not None:
            self._table.autoFilter.ref = self._table.ref


class Table(_OfTable):
    @property
    def api(self) -> ListObject:
        return ListObject(self._engine, self._book, self._ws, self._table)

    @property
    def parent(self) -> Sheet:
        from tests.excel.sheets import Sheet  # noqa: PLC0415 - sheets give tables, tables give sheets

        return Sheet(self._engine, self._book, self._ws)

    @property
    def name(self) -> str:
        return self._table.displayName

    @property
    def display_name(self) -> str:
        return self._table.displayName

    @property
    def range(self) -> Range:
        return self._range(self._area())

    @property
    def header_row_range(self) -> Range | None:
        return self._range(self._area()._replace(rows=1)) if self._heads() else None

    @property
    def data_body_range(self) -> Range | None:
        return self._range(self._body()) if self._body().rows else None

    @property
    def show_autofilter(self) -> bool:
        return self._table.autoFilter is not None

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        cells.require_unprotected(self._book, self._ws)
        if not value and self._table.autoFilter is not None:
            _show_all(self._ws, self._table, self._body())
        self._table.autoFilter = AutoFilter(ref=self._table.ref) if value else None

    @property
    def show_totals(self) -> bool:
        return bool(self._table.totalsRowCount)

    def resize(self, range: Any) -> None:  # noqa: A002 - xlwings' name
        self._resize(range.api._areas[0])

    @property
    def rows(self) -> TableRows:
        return TableRows(self._engine, self._book, self._ws, self._table)


class TableRows(_OfTable):
    @property
    def column_count(self) -> int:
        return self._area().columns

    def __len__(self) -> int:
        return self._body().rows

    def add(self, values: list[Any] | None, index: int | None) -> TableRow:
        if index is not None:
            raise NotInTestEngineError("TableRows.add before other rows")
        place = _append(self)
        if values is not None:
            cells.write_block(self._book, self._ws, [place], [values])
        return TableRow(self._engine, self._book, self._ws, self._table)


class TableRow(_OfTable):
    """What adding a row gives back; nothing can be asked of it here."""


class ListObject(_OfTable):
    """The native table."""

    @property
    def Name(self) -> str:
        return self._table.displayName

    @property
    def ShowAutoFilter(self) -> bool:
        return self._table.autoFilter is not None

    @property
    def AutoFilter(self) -> NativeFilter | None:
        if self._table.autoFilter is None:
            return None
        return NativeFilter(self._engine, self._book, self._ws, self._table)

    @property
    def ListRows(self) -> ListRows:
        return ListRows(self._engine, self._book, self._ws, self._table)

    def Resize(self, Range: NativeRange) -> None:
        self._resize(Range._areas[0])


class NativeFilter(_OfTable):
    @property
    def FilterMode(self) -> bool:
        return bool(self._table.autoFilter.filterColumn)

    def ShowAllData(self) -> None:
        cells.require_unprotected(self._book, self._ws)
        _show_all(self._ws, self._table, self._body())


class ListRows(_OfTable):
    @property
    def Count(self) -> int:
        return self._body().rows

    def Add(self, Position: int | None = None) -> None:
        if Position is not None:
            raise NotInTestEngineError("ListRows.Add before other rows")
        _append(self)


def _show_all(ws: Worksheet, table: Held, body: Area) -> None:
    table.autoFilter.filterColumn = []
    for row in range(body.row, body.row + body.rows):
        if row in ws.row_dimensions:
            ws.row_dimensions[row].hidden = False


def _append(table: _OfTable) -> Area:
    """Append an empty row with the formats and formulas of the last one.

    Raises:
        NotInTestEngineError: Excel would move what stands below the table.
    """
    cells.require_unprotected(table._book, table._ws)
    ws, whole = table._ws, table._area()
    below = whole._replace(row=whole.row + whole.rows, rows=1)
    if any(ws._cells.get(place) is not None and ws._cells[place].value is not None for place in below.places()):
        raise NotInTestEngineError(f"{table._table.displayName}: something stands below the table")
    for row, column in below.places():
        last, new = ws.cell(row - 1, column), ws.cell(row, column)
        if row - 1 > whole.row:
            new._style = copy(last._style)
            if last.data_type == "f":
                new.value = Translator(last.value, last.coordinate).translate_formula(new.coordinate)
    table._resize(whole._replace(rows=whole.rows + 1))
    return below
