"""The commands that are killed: what each begins with, and what it must come to when nothing disturbs it."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.finance import engine
from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from tests.hostile.children import run_alone
from tests.workbook.feature_book import feature_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from regman_xl.model.books import Books

NAME = "mappe"


class Command(NamedTuple):
    """A command that writes into the user's workbook.

    Attributes:
        arguments: Its name and its options.
        ending: How the workbook's name ends.
        make: Writes the workbook to the path that it is given.
        require: Raises unless the books after it are those before it, and what it was to add.
        again: It may be repeated on its own result, and gives the same file then.
    """

    arguments: tuple[str, ...]
    ending: str
    make: Callable[[Path], object]
    require: Callable[[Books, Books], object]
    again: bool = True

    def __str__(self) -> str:
        return f"{' '.join(self.arguments)} ({NAME}{self.ending})"


def _require_closed(before: Books, after: Books) -> None:
    made = {(sheet.sheet, sheet.kind, sheet.year) for sheet in after.package.generated}
    kinds = {"Abschluss": "closing", "Sachbericht": "activity", "Rückerstattung": "refund", "Fördermittel": "grants"}
    due = {(f"{name} 2026", kind, 2026) for name, kind in kinds.items()}
    if made != due or engine.history(after) != engine.history(before):
        raise RuntimeError(f"the closed workbook holds {made}, or other figures than before")


def _require_sealed(before: Books, after: Books) -> None:
    sealed = {item.budget_year for item in after.budget_years if item.seal}
    if sealed != {2025} or engine.history(after) != engine.history(before):
        raise RuntimeError(f"the workbook should be sealed for 2025, and is for {sealed}")


def _require_continued(before: Books, after: Books) -> None:
    years = [item.budget_year for item in after.budget_years]
    count = len(before.contributions)
    if years != [2025, 2026, 2027, 2028] or after.contributions[:count] != before.contributions:
        raise RuntimeError(f"the workbook should go on to 2028, and holds {years}")


def _write_sample(path: Path) -> None:
    write_master(path, sample_contents())


def _write_features(path: Path) -> None:
    feature_book(path, linked=False)


_CLOSE = ("close", "--year", "2026", "--in-place", "--as-of", "2027-03-01")
_SEAL = ("seal", "--year", "2025", "--in-place", "--as-of", "2027-03-01")
_NEW_YEAR = ("new-year", "--year", "2028", "--in-place", "--as-of", "2027-03-01")
CLOSE = Command(_CLOSE, ".xlsx", _write_sample, _require_closed)
CLOSE_FEATURES = Command(_CLOSE, ".xlsm", _write_features, _require_closed)
SEAL = Command(_SEAL, ".xlsx", _write_sample, _require_sealed, again=False)
NEW_YEAR = Command(_NEW_YEAR, ".xlsx", _write_sample, _require_continued, again=False)
#: Of ten runs.
SHARES = (CLOSE, NEW_YEAR, CLOSE_FEATURES, CLOSE, CLOSE, SEAL, CLOSE, CLOSE, CLOSE_FEATURES, CLOSE)


@dataclass(frozen=True)
class Session:
    """What one whole run of a command came to, and where all runs begin.

    Attributes:
        command: The command.
        old: The workbook before.
        kept: Backups of earlier runs, the newest first.
        new: The workbook after.
        seconds: How long a whole run takes.
        writing: How long it takes from the first temporary file on.
        settling: How long it takes from the first rename or link on.
        steps: How many steps of writing it takes.
    """

    command: Command
    old: bytes
    kept: tuple[bytes, ...]
    new: bytes = b""
    seconds: float = 0
    writing: float = 0
    settling: float = 0
    steps: int = 0

    @property
    def name(self) -> str:
        """What the workbook is called."""
        return f"{NAME}{self.command.ending}"

    @property
    def backups(self) -> tuple[str, ...]:
        """What its backups are called, the newest first."""
        return tuple(f"{self.name}.bak{number}" for number in (1, 2, 3))

    def due(self) -> dict[str, bytes]:
        """Return what must be in the folder after a whole run."""
        return dict(zip((self.name, *self.backups), (self.new, self.old, *self.kept[:2]), strict=True))

    def start(self, folder: Path) -> None:
        """Put the workbook and its backups into a folder, and take all else out of it."""
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, data in zip((self.name, *self.backups), (self.old, *self.kept), strict=True):
            (folder / name).write_bytes(data)

    def call(self, folder: Path) -> tuple[str, ...]:
        """Return the arguments for the workbook in a folder."""
        name, *options = self.command.arguments
        return (name, str(folder / self.name), *options)


def begun(command: Command, folder: Path) -> Session:
    """Run a command as users do to its end, and prove that its result is a whole workbook with what it should have.

    Args:
        command: The command.
        folder: Where; it is not there yet.
    """
    folder.mkdir()
    book = folder / f"{NAME}{command.ending}"
    command.make(book)
    before = read_books(book)
    session = Session(command, book.read_bytes(), tuple(_backup(f"Sicherung {number}") for number in (1, 2, 3)))
    session.start(folder)
    at = time.monotonic()
    ended = run_alone(session.call(folder), folder.with_name(f"{folder.name}.err"))
    seconds = time.monotonic() - at
    if ended.code != 0:
        raise RuntimeError(f"{command} fails: {ended}")
    with zipfile.ZipFile(book) as archive:
        if archive.testzip() is not None:
            raise RuntimeError(f"{book} is damaged")
    command.require(before, read_books(book))
    session = replace(session, new=book.read_bytes(), seconds=seconds)
    if session.new == session.old or {path.name: path.read_bytes() for path in folder.iterdir()} != session.due():
        raise RuntimeError(f"{command} changes nothing, or leaves something else beside the workbook")
    return session


def _backup(text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), text)
    return data.getvalue()
