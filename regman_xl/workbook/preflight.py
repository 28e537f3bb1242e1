"""Everything that is checked before a parser sees a file: files come by mail from anybody.

The order is from cheap to dear: the name, the kind of the directory entry, the first bytes, the zip around it. The
file that was checked is the one that is read: it is opened once.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from regman_xl.problems import Problem
from regman_xl.workbook.archive import inflated, open_archive, plain_name
from regman_xl.workbook.kinds import RESTORE, refuse_lock_file, refuse_other_archive, refuse_other_content
from regman_xl.workbook.shortage import is_shortage, refuse_shortage

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from pathlib import Path

#: What inflates to more is read by a process of its own (`regman_xl.workbook.guard`): 100,000 journal rows.
ORDINARY = 64 * 2**20
#: A part that deflates better than any sheet, and is no trifle.
_SUSPICIOUS_RATIO, _TRIFLE = 200, 2**20
#: Names that Windows gives to devices in every folder, whatever their suffix.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE)
#: Errors of Windows about a file that is only in the cloud (ERROR_CLOUD_FILE_*, winerror.h).
_CLOUD_ERRORS = range(358, 405)
_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NOINHERIT", 0)
)


class Size(NamedTuple):
    """How much there is to read.

    Attributes:
        inflated: Bytes of all parts.
        unusual: The file is large, or packed better than real workbooks are.
    """

    inflated: int
    unusual: bool


@contextmanager
def opened_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a workbook file as a zip archive that is proved to be harmless.

    Args:
        path: The file; an owner file ``~$name`` beside it does not matter, because nothing is written.

    Raises:
        Problem: It is missing, not an .xlsx or .xlsm workbook, encrypted, damaged, locked or dangerously large.
    """
    name = path.name
    with _opened(path) as file:
        try:
            size = os.fstat(file.fileno()).st_size
            refuse_other_content(name, file, size)
            archive = open_archive(name, file, size)
        except OSError as error:
            refuse_shortage(error)
            raise unreadable(name, error) from None
        with archive:
            yield archive


def examined(path: Path) -> Size:
    """Check a workbook file and say how much there is to read; nothing is parsed.

    Raises:
        Problem: As `opened_archive`.
    """
    with opened_archive(path) as archive:
        dense = any(
            entry.file_size > _TRIFLE and entry.file_size > _SUSPICIOUS_RATIO * max(entry.compress_size, 1)
            for entry in archive.infolist()
        )
        total = inflated(archive)
        return Size(total, dense or total > ORDINARY)


def check_parts(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse archives that are no workbook.

    Raises:
        Problem: With what it is, and what to do.
    """
    parts = {plain_name(entry.filename): entry for entry in archive.infolist()}
    first = parts.get("mimetype")
    refuse_other_archive(name, parts, archive.read(first)[:200] if first and first.file_size < 200 else b"")


def unreadable(name: str, error: OSError) -> Problem:
    """Say why the system did not hand out a file."""
    if isinstance(error, PermissionError):
        return Problem(
            f"Die Datei „{name}“ darf nicht gelesen werden: sie ist gesperrt oder es fehlt die Berechtigung.",
            "Bitte in anderen Programmen schließen oder die Rechte prüfen.",
        )
    if getattr(error, "winerror", 0) in _CLOUD_ERRORS:
        return Problem(
            f"Die Datei „{name}“ liegt nur in der Cloud (zum Beispiel OneDrive) und lässt sich gerade nicht laden.",
            "Bitte im Explorer „Immer auf diesem Gerät behalten“ wählen und den Abgleich abwarten.",
        )
    return Problem(f"Die Datei „{name}“ kann nicht gelesen werden.", "Bitte Datenträger und Netzlaufwerk prüfen.")


def refuse_device_name(name: str, *, windows: bool) -> None:
    """Refuse names that Windows takes for a device, or for a stream beside a file.

    Raises:
        Problem: It is such a name.
    """
    if windows and (_DEVICE.fullmatch(name) or ":" in name):
        raise Problem(
            f"„{name}“ ist unter Windows kein Name einer Datei.", "Bitte die Arbeitsmappe (.xlsx oder .xlsm) angeben."
        )


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file and nothing else: a pipe would block, a device never ends."""
    refuse_lock_file(path.name)
    refuse_device_name(path.name, windows=os.name == "nt")
    try:
        _require_regular(path, path.stat().st_mode)
        descriptor = os.open(path, _OPEN)
    except FileNotFoundError:
        raise Problem(f"Die Datei „{path}“ gibt es nicht.", "Bitte Namen und Ordner prüfen.") from None
    except ValueError:
        raise Problem(f"Der Dateiname „{path.name}“ ist ungültig.", "Bitte Namen und Ordner prüfen.") from None
    except OSError as error:
        raise unreadable(path.name, error) from None
    with os.fdopen(descriptor, "rb") as file:
        # It may have been replaced in between.
        _require_regular(path, os.fstat(descriptor).st_mode)
        yield file


def _require_regular(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise Problem(f"„{path}“ ist ein Ordner.", "Bitte die Arbeitsmappe darin angeben.")
    if not stat.S_ISREG(mode):
        raise Problem(
            f"„{path}“ ist keine gewöhnliche Datei, sondern ein Gerät oder eine Leitung.",
            "Bitte die Arbeitsmappe (.xlsx oder .xlsm) angeben.",
        )


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn whatever a library raises while a file is read into one line: a file must never end in a traceback.

    This is the one place that does it. A fault of ours shows here too: its class stands in the message, and the
    cause is chained for whoever looks for it.

    Raises:
        Problem: Anything went wrong.
    """
    try:
        yield
    except Problem:
        raise
    except Exception as error:
        if is_shortage(error):
            raise Problem(
                f"Die Datei „{name}“ braucht zum Lesen mehr Arbeitsspeicher, als es gibt.",
                "Bitte andere Programme schließen; leere, aber formatierte Zeilen und Spalten löschen und neu "
                "speichern.",
            ) from error
        if isinstance(error, OSError):
            raise unreadable(name, error) from error
        raise Problem(
            f"Die Datei „{name}“ lässt sich nicht lesen: beim Auswerten ist ein Fehler aufgetreten "
            f"({type(error).__name__}).",
            RESTORE,
        ) from error
