"""Files that the program writes: never over another one unasked, and whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.app.causes import cause
from regman_xl.problems import Problem
from regman_xl.workbook.atomic import owner_file, replace_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from regman_xl.workbook.atomic import Snapshot

SUFFIX = ".xlsx"


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


def write_whole(
    target: Path,
    write: Callable[[Path], object],
    *,
    whole: Callable[[Path], object] | None = None,
    check: Callable[[Path], object] | None = None,
    read_from: Snapshot | None = None,
) -> Path:
    """Write a workbook whole or not at all, as `replace_whole`, and tell in German what the system says.

    Args:
        target: Where the workbook is to be, as `checked_target` returned it.
        write: Writes a workbook to the path that it is given.
        whole: As in `replace_whole`.
        check: Raises if the workbook at the path that it is given is not what it should be.
        read_from: What the target held when it was read (`snapshot`), if the result rests on it.

    Returns:
        Where it is.

    Raises:
        Problem: It cannot be written, or the target has changed since; what stood there before still does.
    """
    try:
        return replace_whole(target, write, whole=whole, check=check, read_from=read_from)
    except OSError as error:
        raise unwritable(target, error) from error


def moved(target: Path, made: Path) -> tuple[str, ...]:
    """Return a line that says where a result went that `write_whole` could not put in its place."""
    if made == target:
        return ()
    lines = [f"„{target}“ ist gerade in einem anderen Programm geöffnet; das Ergebnis liegt deshalb in „{made}“."]
    if owner := owner_file(target.resolve()):
        lines.append(f"Ist sie nirgends geöffnet, so bitte die übrig gebliebene Sperrdatei „{owner}“ löschen.")
    return tuple(lines)


def unwritable(target: Path, error: OSError) -> Problem:
    """Return the problem that a file or folder cannot be written, with the cause in German."""
    return Problem(f"„{target}“ lässt sich nicht schreiben: {cause(error)}.", "Bitte einen anderen Ort wählen.")
