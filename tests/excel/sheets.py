"""Worksheets as xlwings sees them."""

# ruff: noqa: N802, N803 - the names of `NativeSheet` are Excel's
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.excel import references
from tests.excel.areas import LAST_COLUMN, LAST_ROW, Area, areas_of, around
from tests.excel.com import ComObject, NotInTestEngineError, refused
from tests.excel.names import Names
from tests.excel.native import Hyperlinks, NativeRange, native_range
from tests.excel.ranges import Range
from tests.excel.sheet_copy import copy_sheet, require_sheet_name
from tests.excel.tables import ListObject, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.excel.books import Book
    from tests.excel.engine import Engine
    from tests.excel.files import OpenBook

VISIBLE, HIDDEN, VERY_HIDDEN = -1, 0, 2
_STATES = {"visible": VISIBLE, "hidden": HIDDEN, "veryHidden": VERY_HIDDEN}


class Sheets(ComObject):
    """The worksheets of a workbook; chart sheets are not among them."""

    def __init__(self, engine: Engine, book: OpenBook) -> None:
        super().__init__(engine)
        self._book = book

    @property
    def active(self) -> Sheet:
        return Sheet(self._engine, self._book, self._book.wb.active)

    def __call__(self, name_or_index: str | int) -> Sheet:
        for number, ws in enumerate(self._book.wb.worksheets, 1):
            if name_or_index == number or str(name_or_index).casefold() == ws.title.casefold():
                return Sheet(self._engine, self._book, ws)
        raise refused("Index außerhalb des gültigen Bereichs")

    def __len__(self) -> int:
        return len(self._book.wb.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self._engine, self._book, ws) for ws in self._book.wb.worksheets])

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """Add an empty sheet; a name that Excel refuses leaves it there under its first name."""
        self._book.require_structure()
        book = self._book.wb
        number = 1 + len(book.worksheets)
        while f"tabelle{number}" in {sheet.title.casefold() for sheet in book._sheets}:
            number += 1
        neighbour = before._ws if before is not None else after._ws if after is not None else book.active
        ws = book.create_sheet(
            f"Tabelle{number}", book._sheets.index(neighbour) + (before is None and after is not None)
        )
        self._book.calculated[ws] = {}
        _show(self._engine, self._book, ws)
        new = Sheet(self._engine, self._book, ws)
        if name is not None:
            new.name = name
        return new


def _show(engine: Engine, book: OpenBook, ws: Worksheet) -> None:
    """Make a sheet the active one."""
    book.wb.active = ws
    for other in book.wb.worksheets:
        for view in other.views.sheetView:
            view.tabSelected = other is ws
    engine.active = book


class Sheet(ComObject):
    def __init__(self, engine: Engine, book: OpenBook, ws: Worksheet) -> None:
        super().__init__(engine)
        self._book, self._ws = book, ws

    def _alive(self) -> Worksheet:
        if self._book not in self._engine.books or self._ws not in self._book.wb._sheets:
            raise refused("Das aufgerufene Objekt wurde von den Clients getrennt.")
        return self._ws

    @property
    def api(self) -> NativeSheet:
        return NativeSheet(self._engine, self._book, self._alive())

    @property
    def name(self) -> str:
        return self._alive().title

    @name.setter
    def name(self, value: str) -> None:
        ws, old = self._alive(), self._ws.title
        require_sheet_name(self._book.wb, value, own=ws)
        self._book.require_structure()
        ws.title = value
        for other in self._book.wb.worksheets:
            for _place in references.change_formulas(other, references.renamed(old, value)):
                pass
        references.change_names(self._book.wb, references.renamed(old, value))

    @property
    def names(self) -> Names:
        return Names(self._engine, self._book, self._alive())

    @property
    def book(self) -> Book:
        from tests.excel.books import Book  # noqa: PLC0415 - books give sheets, sheets give books

        return Book(self._engine, self._book)

    @property
    def index(self) -> int:
        return self._book.wb._sheets.index(self._alive()) + 1

    @property
    def visible(self) -> int:
        return _STATES[self._alive().sheet_state]

    @visible.setter
    def visible(self, value: bool | int) -> None:
        ws = self._alive()
        self._book.require_structure()
        state = {True: "visible", VISIBLE: "visible", False: "hidden", VERY_HIDDEN: "veryHidden"}[value]
        if state != "visible":
            self._require_other_visible("Die Visible-Eigenschaft des Worksheet-Objektes kann nicht festgelegt werden.")
        ws.sheet_state = state
        if self._book.wb.active is ws and state != "visible":
            _show(
                self._engine, self._book, next(one for one in self._book.wb.worksheets if one.sheet_state == "visible")
            )

    def _require_other_visible(self, reason: str) -> None:
        if not any(one is not self._ws and one.sheet_state == "visible" for one in self._book.wb._sheets):
            raise refused(reason)

    def activate(self) -> None:
        if self._alive().sheet_state != "visible":
            raise refused("Die Activate-Methode des Worksheet-Objektes konnte nicht ausgeführt werden.")
        _show(self._engine, self._book, self._ws)

    def select(self) -> None:
        if self._alive().sheet_state != "visible":
            raise refused("Die Select-Methode des Worksheet-Objektes konnte nicht ausgeführt werden.")
        _show(self._engine, self._book, self._ws)

    def delete(self) -> None:
        """Delete the sheet without a question, as xlwings does; what referred to it becomes #REF!."""
        ws, book = self._alive(), self._book
        book.require_structure()
        self._require_other_visible("Eine Arbeitsmappe muss mindestens ein sichtbares Blatt enthalten.")
        active = book.wb.active
        book.wb.remove(ws)
        del book.calculated[ws]
        orphaned = references.orphaned(ws.title, ws.tables)
        for other in book.wb.worksheets:
            for place in references.change_formulas(other, orphaned):
                book.calculated[other][place] = ("e", "#REF!")
        references.change_names(book.wb, orphaned)
        _show(self._engine, book, active if active is not ws else next(iter(book.wb.worksheets)))

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        ws = self._alive()
        neighbour = before if before is not None else after
        if neighbour is None:
            raise NotInTestEngineError("Sheet.copy into a new workbook")
        index = neighbour._book.wb._sheets.index(neighbour._alive()) + (before is None)
        new = copy_sheet(ws, self._book, neighbour._book, index)
        if new.sheet_state == "visible":
            _show(self._engine, neighbour._book, new)

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        ws, book = self._alive(), self._book
        book.require_structure()
        active = book.wb.active
        book.wb._sheets.remove(ws)
        neighbour = before if before is not None else after
        book.wb._sheets.insert(book.wb._sheets.index(neighbour._alive()) + (before is None), ws)
        book.wb.active = active

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        ws = self._alive()
        if isinstance(arg1, int) and isinstance(arg2, int):
            arg1, arg2 = (arg1, arg2), None
        areas = self._areas(arg1)
        if arg2 is not None:
            areas = (around([*areas, *self._areas(arg2)]),)
        return Range(self._engine, self._book, ws, areas)

    def _areas(self, told: Any) -> tuple[Area, ...]:
        if isinstance(told, Range):
            return told._areas
        if isinstance(told, tuple):
            if 0 in told[:2]:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return (Area(*told) if len(told) == 4 else Area(*told, 1, 1),)
        return areas_of(told, self._ws)

    @property
    def cells(self) -> Range:
        """All cells; a 2-D read of them would be one of the whole grid."""
        return Range(self._engine, self._book, self._alive(), [Area(1, 1, LAST_ROW, LAST_COLUMN)])

    @property
    def used_range(self) -> Range:
        ws = self._alive()
        first = Area(ws.min_row, ws.min_column, 1, 1)
        return Range(self._engine, self._book, ws, [around([first, Area(ws.max_row, ws.max_column, 1, 1)])])

    @property
    def tables(self) -> Tables:
        return Tables(self._engine, self._book, self._alive())


class NativeSheet(ComObject):
    """The native worksheet."""

    def __init__(self, engine: Engine, book: OpenBook, ws: Worksheet) -> None:
        super().__init__(engine)
        self._book, self._ws = book, ws

    @property
    def Name(self) -> str:
        return self._ws.title

    @property
    def CodeName(self) -> str:
        return self._ws.sheet_properties.codeName or ""

    @property
    def ProtectContents(self) -> bool:
        return bool(self._ws.protection.sheet)

    def Protect(self, Password: str | None = None) -> None:
        if Password is not None:
            raise NotInTestEngineError("Worksheet.Protect with a password")
        self._ws.protection.sheet = True
        self._book.changed = True

    def Unprotect(self, Password: str | None = None) -> None:
        if self._ws.protection.password:
            raise refused("Das eingegebene Kennwort ist ungültig.")
        self._ws.protection.sheet = False
        self._book.changed = True

    @property
    def FilterMode(self) -> bool:
        """Whether rows are hidden by a filter of the sheet or of one of its tables."""
        filters = [self._ws.auto_filter, *(table.autoFilter for table in self._ws.tables.values())]
        return any(one is not None and one.filterColumn for one in filters)

    @property
    def Cells(self) -> NativeRange:
        return NativeRange(self._engine, self._book, self._ws, [Area(1, 1, LAST_ROW, LAST_COLUMN)])

    def Range(self, address: str) -> NativeRange:
        return native_range(self._engine, self._book, self._ws, address)

    @property
    def Hyperlinks(self) -> Hyperlinks:
        return Hyperlinks(self._engine, self._book, self._ws)

    def ListObjects(self, name: str | int) -> ListObject:
        try:
            return Tables(self._engine, self._book, self._ws)(name).api
        except KeyError as error:
            raise refused("Index außerhalb des gültigen Bereichs") from error
