"""Workbooks as xlwings sees them."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl.workbook.protection import WorkbookProtection

from tests import libreoffice
from tests.excel.com import ComObject, NotInTestEngineError, refused
from tests.excel.files import OpenBook
from tests.excel.names import Names
from tests.excel.sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.excel.engine import App, Engine


class Books(ComObject):
    def __init__(self, engine: Engine, app: App) -> None:
        super().__init__(engine)
        self._app = app

    @property
    def app(self) -> App:
        return self._app

    @property
    def active(self) -> Book:
        return Book(self._engine, self._engine.active)

    def __call__(self, name_or_index: str | int) -> Book:
        for number, book in enumerate(self._engine.books, 1):
            if name_or_index == number or str(name_or_index).casefold() == book.name.casefold():
                return Book(self._engine, book)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._engine.books)

    def __iter__(self) -> Iterator[Book]:
        return iter([Book(self._engine, book) for book in self._engine.books])

    def open(
        self, fullname: str, update_links: Any = None, read_only: bool | None = None, *others: Any, **named: Any
    ) -> Book:
        """Open a file; of the further arguments only `add_to_mru` and `notify` do nothing here that matters."""
        names = ("format", "password", "write_res_password", "ignore_read_only_recommended", "origin", "delimiter")
        given = {name for name, value in zip(names, others, strict=False) if value is not None}
        if unknown := (given | set(named)) - {"ignore_read_only_recommended", "add_to_mru", "notify"}:
            raise NotInTestEngineError(f"Books.open does not know {', '.join(sorted(unknown))}")
        path = Path(fullname)
        book = OpenBook(path, read_only=bool(read_only))
        self._engine.books.append(book)
        self._engine.active = book
        return Book(self._engine, book)


class Book(ComObject):
    def __init__(self, engine: Engine, book: OpenBook | None) -> None:
        super().__init__(engine)
        self._book = book

    def _opened(self) -> OpenBook:
        if self._book is None:  # what pywin32 says of the active workbook when none is open
            raise AttributeError("'NoneType' object has no attribute 'Name'")
        if self._book not in self._engine.books:
            raise refused("Das Objekt ist nicht mehr mit der Arbeitsmappe verbunden.")
        return self._book

    @property
    def app(self) -> App:
        return next(iter(self._engine.apps))

    @property
    def api(self) -> Workbook:
        return Workbook(self._engine, self._opened())

    @property
    def name(self) -> str:
        return self._opened().name

    @property
    def fullname(self) -> str:
        return str(self._opened().path)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self._engine, self._opened())

    @property
    def names(self) -> Names:
        return Names(self._engine, self._opened(), None)

    def activate(self) -> None:
        self._engine.active = self._opened()

    def close(self) -> None:
        """Close without saving, as xlwings does."""
        self._engine.books.remove(self._opened())
        if self._engine.active is self._book:
            self._engine.active = self._engine.books[-1] if self._engine.books else None

    def save(self, path: str | None = None, password: str | None = None) -> None:
        book = self._opened()
        if path is not None or password is not None:
            raise NotInTestEngineError("Book.save only saves under the present name")
        if book.read_only:
            raise refused(f"{book.name} ist schreibgeschützt.")
        book.write(book.path)
        book.changed = False

    def to_pdf(self, path: str, quality: str) -> None:
        """Print the visible sheets; the file is made by LibreOffice where there is one."""
        book = self._opened()
        seen = tuple(sheet.title for sheet in book.wb._sheets if sheet.sheet_state == "visible")
        self._engine.printed.append((path, seen))
        target = Path(path)
        if not target.parent.is_dir():
            raise refused("Das Dokument wurde nicht gespeichert.")
        if libreoffice.command() is not None:
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(folder) / f"{target.stem}{book.path.suffix}"
                book.write(copy)
                shutil.copyfile(libreoffice.convert(copy, "pdf", Path(folder) / "pdf"), target)


class Workbook(ComObject):
    """The native workbook."""

    def __init__(self, engine: Engine, book: OpenBook) -> None:
        super().__init__(engine)
        self._book = book

    def _path(self) -> Path:
        if self._book not in self._engine.books:
            raise refused("Das Objekt ist nicht mehr mit der Arbeitsmappe verbunden.")
        return self._book.path

    @property
    def Name(self) -> str:  # noqa: N802 - Excel's name, as below
        return self._path().name

    @property
    def FullName(self) -> str:  # noqa: N802
        return str(self._path())

    @property
    def Path(self) -> str:  # noqa: N802
        return str(self._path().parent)

    @property
    def ReadOnly(self) -> bool:  # noqa: N802
        return self._book.read_only

    @property
    def MultiUserEditing(self) -> bool:  # noqa: N802
        return False

    @property
    def ProtectStructure(self) -> bool:  # noqa: N802
        return self._book.locked

    @property
    def Saved(self) -> bool:  # noqa: N802
        return not self._book.changed

    @Saved.setter
    def Saved(self, value: bool) -> None:  # noqa: N802
        """Only the question at closing depends on it, and xlwings closes without one."""

    @property
    def HasVBProject(self) -> bool:  # noqa: N802
        return self._path().suffix == ".xlsm"

    def Protect(self, Password: str | None = None, Structure: bool = True) -> None:  # noqa: N802, N803
        if Password is not None:
            raise NotInTestEngineError("Workbook.Protect with a password")
        self._book.wb.security = WorkbookProtection(lockStructure=Structure)
        self._book.changed = True

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802
        """Write what the user sees, unsaved changes too, and stay with the file that is open."""
        if Path(path) in {book.path for book in self._engine.books}:
            raise refused(f"Die Datei {path} ist geöffnet.")
        (app,) = self._engine.apps
        if app._state["calculation"] == "manual":
            # Excel writes its mode into every workbook that it saves.
            self._book.wb.calculation.calcMode = "manual"
            self._book.changed = True
        self._book.write(Path(path))
