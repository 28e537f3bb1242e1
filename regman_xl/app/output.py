"""Files that the program writes: never over another one unasked, and whole or not at all."""

from __future__ import annotations

import errno
import filecmp
import os
import stat
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from regman_xl.app.causes import cause
from regman_xl.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIX = ".xlsx"
BACKUPS = 3


def beside(source: Path, title: str, suffix: str = SUFFIX) -> Path:
    """Return the name of a document beside its workbook: ``mappe.xlsx`` becomes ``mappe_Abschluss_2026.xlsx``."""
    return source.with_name(f"{source.stem}_{title.replace(' ', '_')}{suffix}")


def checked_target(target: Path, *, force: bool, source: Path | None = None, suffix: str = SUFFIX) -> Path:
    """Refuse a target before any work is done.

    Args:
        target: Where a workbook is to be written.
        force: An existing file may be replaced.
        source: The workbook that is read; it is never written over.
        suffix: How the name must end: a copy of a workbook with macros must say so.

    Raises:
        Problem: The name does not end so, is a folder, is the source, exists, or its folder is missing.
    """
    if target.is_dir():
        raise Problem(f"„{target}“ ist ein Ordner.", "Bitte einen Dateinamen angeben.")
    if target.suffix.lower() != suffix.lower():
        raise Problem(f"„{target}“ endet nicht auf {suffix}.", f"Bitte einen Namen mit der Endung {suffix} angeben.")
    if not target.parent.is_dir():
        raise Problem(f"Den Ordner „{target.parent}“ gibt es nicht.", "Bitte zuerst den Ordner anlegen.")
    if source is not None and source.exists() and target.exists() and target.samefile(source):
        raise Problem(f"„{target}“ ist die Arbeitsmappe selbst.", "Bitte einen anderen Namen angeben.")
    if target.exists() and not force:
        remedy = "Bitte einen anderen Namen angeben oder mit --force ersetzen."
        raise Problem(f"„{target}“ gibt es schon.", remedy)
    return target


def write_whole(target: Path, write: Callable[[Path], object]) -> Path:
    """Write a workbook under a temporary name in the same folder, check it, and put it in its place.

    A file that is replaced is kept as a backup (the last three), its mode and a link that points to it stay; one
    that already holds the same bytes is left alone. If it is open in Excel, the result goes to a new name.

    Args:
        target: Where the workbook is to be, as `checked_target` returned it.
        write: Writes a workbook to the path that it is given.

    Returns:
        Where it is.

    Raises:
        Problem: It cannot be written; what stood there before still does.
    """
    try:
        real = target.resolve()
        temporary = _new_file(real)
        try:
            write(temporary)
            _check(temporary)
            if real.exists():
                if filecmp.cmp(temporary, real, shallow=False):
                    return target
                temporary.chmod(stat.S_IMODE(real.stat().st_mode))
                if _open_in_excel(real):
                    return _replace(temporary, _free_name(real))
                _back_up(real)
            return target if _replace(temporary, real) == real else real
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(target, error) from error
    except RuntimeError as error:  # how `Path.resolve` tells links that lead in a circle
        raise unwritable(target, OSError(errno.ELOOP, str(target))) from error


def moved(target: Path, made: Path) -> tuple[str, ...]:
    """Return a line that says where a result went that `write_whole` could not put in its place."""
    if made == target:
        return ()
    return (f"„{target}“ ist gerade geöffnet; das Ergebnis liegt deshalb in „{made}“.",)


def unwritable(target: Path, error: OSError) -> Problem:
    """Return the problem that a file or folder cannot be written, with the cause in German."""
    return Problem(f"„{target}“ lässt sich nicht schreiben: {cause(error)}.", "Bitte einen anderen Ort wählen.")


def _new_file(real: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{real.stem}-"[:40], suffix=SUFFIX, dir=real.parent)
    os.close(handle)
    temporary = Path(name)
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)
    return temporary


def _check(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        damaged = package.testzip()
    if damaged is not None:
        raise OSError(errno.EIO, damaged)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _replace(temporary: Path, place: Path) -> Path:
    try:
        return temporary.replace(place)
    except PermissionError:
        # Windows refuses to replace a file that another program holds open.
        if not place.exists():
            raise
        return temporary.replace(_free_name(place))


def _open_in_excel(path: Path) -> bool:
    return path.with_name(f"~${path.name}").exists()


def _free_name(path: Path) -> Path:
    number = 2
    while (free := path.with_stem(f"{path.stem}_{number}")).exists():
        number += 1
    return free


def _back_up(path: Path) -> None:
    backups = [path.with_name(f"{path.name}.bak{number}") for number in range(1, BACKUPS + 1)]
    for older, newer in zip(reversed(backups[1:]), reversed(backups[:-1]), strict=True):
        if newer.exists():
            newer.replace(older)
    backups[0].write_bytes(path.read_bytes())
