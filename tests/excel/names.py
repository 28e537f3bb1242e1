"""Defined names of a workbook and of a sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openpyxl.workbook.defined_name import DefinedName

from tests.excel import references
from tests.excel.com import ComObject, NotInTestEngineError, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.excel.engine import Engine
    from tests.excel.files import OpenBook

_GOOD = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[RrCc]\d*")


class Names(ComObject):
    """All names of a workbook, those of its sheets too; or those of one sheet.

    The names of print areas and titles, which Excel lists too, are left out.
    """

    def __init__(self, engine: Engine, book: OpenBook, sheet: Worksheet | None) -> None:
        super().__init__(engine)
        self._book, self._sheet = book, sheet

    def _all(self) -> list[Name]:
        scopes = [self._sheet] if self._sheet is not None else [None, *self._book.wb.worksheets]
        return [
            Name(self._engine, self._book, scope, key)
            for scope in scopes
            for key in (scope or self._book.wb).defined_names
        ]

    def _find(self, name_or_index: str | int) -> Name | None:
        for number, one in enumerate(self._all(), 1):
            told = {one._full().casefold()} | ({one._key.casefold()} if one._scope is self._sheet else set())
            if name_or_index == number or (isinstance(name_or_index, str) and name_or_index.casefold() in told):
                return one
        return None

    def snapshot(self) -> list[tuple[str, Name]]:
        """Give all at once; Excel itself is asked twice for each."""
        return [(one._full(), one) for one in self._all()]

    def __call__(self, name_or_index: str | int) -> Name:
        found = self._find(name_or_index)
        if found is None:
            raise refused("Der eingegebene Name ist ungültig.")
        return found

    def contains(self, name_or_index: str | int) -> bool:
        return self._find(name_or_index) is not None

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def add(self, name: str, refers_to: str) -> Name:
        """Add or replace a name; "Sheet!Name" is one of that sheet."""
        sheet, key = references.split(name)
        scope = self._sheet
        if sheet is not None:
            scope = next((ws for ws in self._book.wb.worksheets if ws.title.casefold() == sheet.casefold()), None)
        if (sheet is not None and scope is None) or not _GOOD.fullmatch(key) or _CELL.fullmatch(key):
            raise refused("Die Syntax dieses Namens ist ungültig.")
        if not isinstance(refers_to, str):
            raise NotInTestEngineError("Names.add takes a text")
        new = Name(self._engine, self._book, scope, key)
        held = new._held()
        for old in [known for known in held if known.casefold() == key.casefold()]:
            del held[old]
        held[key] = DefinedName(key, attr_text=_bare(refers_to))
        self._book.changed = True
        return new


def _bare(refers_to: str) -> str:
    """Return what the file holds: a constant text stands in quotation marks, a reference without equals sign."""
    return refers_to[1:] if refers_to.startswith("=") else '"' + refers_to.replace('"', '""') + '"'


class Name(ComObject):
    def __init__(self, engine: Engine, book: OpenBook, scope: Worksheet | None, key: str) -> None:
        super().__init__(engine)
        self._book, self._scope, self._key = book, scope, key

    def _held(self) -> Any:
        return (self._scope or self._book.wb).defined_names

    def _defined(self) -> DefinedName:
        if self._key not in self._held():
            raise refused("Objekt erforderlich")
        return self._held()[self._key]

    def _full(self) -> str:
        return self._key if self._scope is None else f"{references.quoted(self._scope.title)}!{self._key}"

    @property
    def api(self) -> NativeName:
        return NativeName(self._engine, self)

    @property
    def name(self) -> str:
        self._defined()
        return self._full()

    @property
    def refers_to(self) -> str:
        return f"={self._defined().attr_text}"

    @property
    def refers_to_range(self) -> Any:
        from tests.excel.books import Book  # noqa: PLC0415 - books know sheets, sheets know names

        title, _, area = self._defined().attr_text.rpartition("!")
        return Book(self._engine, self._book).sheets(title.strip("'").replace("''", "'")).range(area)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._defined().attr_text = _bare(value)
        self._book.changed = True

    def delete(self) -> None:
        self._defined()
        del self._held()[self._key]
        self._book.changed = True


class NativeName(ComObject):
    def __init__(self, engine: Engine, name: Name) -> None:
        super().__init__(engine)
        self._name = name

    @property
    def Visible(self) -> bool:  # noqa: N802 - Excel's name
        return not self._name._defined().hidden

    @Visible.setter
    def Visible(self, value: bool) -> None:  # noqa: N802
        self._name._defined().hidden = not value
        self._name._book.changed = True
