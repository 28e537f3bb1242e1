"""Puts a new workbook in the place of an old one, whole or not at all.

A kill, a full disk or a power failure at any moment leaves a valid workbook at the name, the old one or the new one:
every step is a rename of a file that is complete and on the disk. The backups move in the same way, so that none is
ever half, and only the oldest is given up.

What is not kept: other names (hard links) of the old file go on naming the old contents, as snapshots need it; on
Windows, rights that were granted to this one file are replaced by those of its folder.
"""

from __future__ import annotations

import errno
import filecmp
import hashlib
import os
import shutil
import stat
import sys
import time
import zipfile
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.problems import Problem
from regman_xl.workbook.temporary import keep_file, keep_folder, let_go, remove, sweep, temporary_beside, temporary_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BACKUPS = 3
#: Virus scanners and OneDrive hold a file for a moment after it was written; seconds, 1.5 in total.
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.75)
#: Access denied, sharing violation, lock violation: how Windows tells that another program holds a file.
_HELD_ON_WINDOWS = frozenset({5, 32, 33})
#: The same, as network drives tell it on other systems.
_HELD = frozenset({errno.EBUSY, errno.ETXTBSY})


#: The stream beside a file's contents in which NTFS notes where it came from.
_ORIGIN = "Zone.Identifier"


class Snapshot(NamedTuple):
    """What a file held when it was read.

    Attributes:
        digest: SHA-256 of its contents; empty where there was no file that could be read.
        size: Its bytes.
        changed: When it was written, in nanoseconds.
        inode: Its number in the file system: programs that save by renaming give a new one.
    """

    digest: str
    size: int = 0
    changed: int = 0
    inode: int = 0


def snapshot(path: Path) -> Snapshot:
    """Return what a file holds now; take it before the file is read, and hand it to `replace_whole`.

    Never fails: a file that cannot be read is told by whoever reads it.
    """
    try:
        if not path.is_file():
            return Snapshot("")
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return Snapshot("")
    return Snapshot(digest, state.st_size, state.st_mtime_ns, state.st_ino)


def replace_whole(
    target: Path,
    write: Callable[[Path], object],
    *,
    whole: Callable[[Path], object] | None = None,
    check: Callable[[Path], object] | None = None,
    read_from: Snapshot | None = None,
) -> Path:
    """Write a workbook under a temporary name in the same folder, check it, and put it in its place.

    A file that is replaced is kept as a backup (the last three); its mode, owner and extended attributes stay as far as
    the system permits, and a link that points to it stays a link. A file that already holds the same bytes is left
    alone. If another program has it open, the result goes to a new name. Temporary files that an earlier, killed run
    left for the same target are swept.

    Args:
        target: Where the workbook is to be.
        write: Writes a workbook to the path that it is given.
        whole: Raises OSError if the file at the path that it is given is not whole; default: that of a workbook.
        check: Raises if the workbook at the path that it is given is not what it should be.
        read_from: What the target held when it was read, if the result rests on it: whoever has saved it since must
            not lose that work.

    Returns:
        The target, or the new name.

    Raises:
        OSError: It cannot be written; what stood there before still does.
        Problem: The target has changed since it was read, or is no ordinary file; nothing is replaced.
    """
    try:
        real = target.resolve()
    except RuntimeError:  # how links that lead in a circle are told
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(target)) from None
    sweep(real)
    _require_replaceable(real, target)
    with temporary_beside(real) as (temporary, handle):
        write(temporary)
        keep_file(temporary)
        (whole or _require_whole)(temporary)
        if check is not None:
            check(temporary)
        let_go(handle)
        return target if _settle(temporary, real, target, read_from) == real else _moved_to(temporary, real)


def owner_file(path: Path) -> Path | None:
    """Return the file by which Excel or LibreOffice tells that it has a workbook open, None where there is none."""
    names = (f"~${path.name}", f".~lock.{path.name}#")
    return next((place for name in names if os.path.lexists(place := path.with_name(name))), None)


def _require_replaceable(real: Path, target: Path) -> None:
    """Refuse what must not be replaced, before any work is done."""
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(real.stat().st_mode):
            raise Problem(f"„{target}“ ist keine gewöhnliche Datei.", "Bitte einen anderen Namen angeben.")
        # A rename does not ask for the right to write to the file that it replaces; the user has taken it away on
        # purpose.
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(real))


# Settling: from here on there is a whole file under a temporary name.


def _settle(temporary: Path, real: Path, target: Path, read_from: Snapshot | None) -> Path | None:
    """Put a whole file in its place; None where another program holds what is there."""
    try:
        if not real.exists():
            _require_unchanged(real, target, read_from)
            _rename_to_new(temporary, real)
        elif not filecmp.cmp(temporary, real, shallow=False):
            before = _require_unchanged(real, target, read_from)
            _keep_attributes(real, temporary)
            if owner_file(real) is not None:
                return None
            _back_up(real)
            if before is not None:
                _require_same(real, target, before)
            _rename(temporary, real)
    except OSError as error:
        if _is_held(error) and real.exists():
            return None
        raise
    _keep_name(real)
    return real


def _keep_name(real: Path) -> None:
    """Have a file's new name on the disk; it stands there whatever comes of it, so that nobody is told otherwise."""
    with suppress(OSError):
        keep_folder(real.parent)


def _moved_to(temporary: Path, real: Path) -> Path:
    number = 2
    while True:
        free = real.with_stem(f"{real.stem}_{number}")
        try:
            _rename_to_new(temporary, free)
        except FileExistsError:
            number += 1
            continue
        _keep_name(free)
        return free


def _require_unchanged(real: Path, target: Path, read_from: Snapshot | None) -> Snapshot | None:
    """Compare contents: copies and synchronisation change times and inodes of a file that is still the same."""
    if read_from is None:
        return None
    now = snapshot(real)
    if not now.digest or now.digest != read_from.digest:
        raise _changed(target)
    return now


def _require_same(real: Path, target: Path, before: Snapshot) -> None:
    """Look once more without reading: between this and the rename lies nothing."""
    now = real.stat()
    if (now.st_size, now.st_mtime_ns, now.st_ino) != (before.size, before.changed, before.inode):
        raise _changed(target)


def _changed(target: Path) -> Problem:
    return Problem(
        f"„{target}“ ist nicht mehr die Datei, die gelesen wurde: inzwischen hat jemand sie gespeichert, verschoben "
        "oder gelöscht. Es ist nichts ersetzt.",
        "Bitte den Befehl wiederholen.",
    )


def _back_up(real: Path) -> None:
    """Keep the file as the newest backup; at every moment the newest backups are whole and there.

    Backups move up only as far as the first free number, so that a run that was killed half-way costs none; and a file
    that is already the newest backup is not kept twice.
    """
    places = [real.with_name(f"{real.name}.bak{number}") for number in range(1, BACKUPS + 1)]
    if places[0].is_file() and filecmp.cmp(real, places[0], shallow=False):
        return
    with _second_name(real) as copy:
        free = next((number for number, place in enumerate(places) if not os.path.lexists(place)), BACKUPS - 1)
        if sys.platform == "win32":  # where nothing replaces a write-protected file
            with suppress(OSError):
                places[free].chmod(stat.S_IREAD | stat.S_IWRITE)
        for number in range(free, 0, -1):
            _rename(places[number - 1], places[number])
        _rename(copy, places[0])
    keep_folder(real.parent)


@contextmanager
def _second_name(real: Path) -> Iterator[Path]:
    """Yield a temporary name for the old file itself, which needs no space; where that is not possible, for a copy.

    A file with other names is copied: whoever writes to it under one of them would change the backup.
    """
    link = real.with_name(temporary_name(real))
    try:
        if real.stat().st_nlink == 1 and _linked(real, link):
            yield link
            return
    finally:
        remove(link)
    with temporary_beside(real) as (copy, handle):
        # Not `copy2`: on Windows it demands a file for itself, and this one is held open.
        shutil.copyfile(real, copy)
        shutil.copystat(real, copy)
        _keep_origin(real, copy)
        keep_file(copy)
        let_go(handle)
        yield copy


def _linked(real: Path, link: Path) -> bool:
    try:
        os.link(real, link)
    except OSError:
        return False
    return True


def _keep_attributes(old: Path, new: Path) -> None:
    """Give the new file the old one's owner, attributes and mode, as far as the system permits.

    Where the group cannot be kept, the new one gets no more rights than everybody has.
    """
    known = old.stat()
    mode = stat.S_IMODE(known.st_mode)
    if sys.platform != "win32":
        made = new.stat()
        if made.st_uid != known.st_uid:
            with suppress(PermissionError):
                os.chown(new, known.st_uid, -1)
        if made.st_gid != known.st_gid:
            try:
                os.chown(new, -1, known.st_gid)
            except PermissionError:
                mode = (mode & ~0o070) | (mode & 0o007) << 3
    if sys.platform == "linux":
        with suppress(OSError):
            for name in os.listxattr(old):
                with suppress(OSError):
                    os.setxattr(new, name, os.getxattr(old, name))
    _keep_origin(old, new)
    if stat.S_IMODE(new.stat().st_mode) != mode:  # drives without modes refuse to set the one that there is
        new.chmod(mode)


def _keep_origin(old: Path, new: Path) -> None:
    """Let Windows go on knowing that a workbook came by mail: Excel runs no macro of such a one."""
    if sys.platform == "win32":
        with suppress(OSError):
            Path(f"{new}:{_ORIGIN}").write_bytes(Path(f"{old}:{_ORIGIN}").read_bytes())


# Renaming and what the systems say to it.


def _patiently(step: Callable[[], object]) -> None:
    """Do a step; wait a little and repeat it where another program holds the file."""
    for pause in PAUSES:
        try:
            step()
        except OSError as error:
            if not _is_held(error):
                raise
            time.sleep(pause)
        else:
            return
    step()


def _rename(source: Path, place: Path) -> None:
    """Rename over what is there."""
    _patiently(lambda: source.replace(place))


def _rename_to_new(source: Path, place: Path) -> None:
    """Rename and replace nothing, whoever makes a file of this name in the meantime.

    Raises:
        FileExistsError: There is one.
    """
    if sys.platform == "win32":  # where a rename never replaces
        _patiently(lambda: source.rename(place))
    elif not _linked(source, place):
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
        _rename(source, place)


def _is_held(error: OSError) -> bool:
    """Whether another program holds the file; on Windows a mere lack of rights is told in the same way."""
    if sys.platform == "win32" and isinstance(error, PermissionError):
        return True
    return getattr(error, "winerror", None) in _HELD_ON_WINDOWS or error.errno in _HELD


def _require_whole(path: Path) -> None:
    """Read back what was written.

    Raises:
        OSError: It is not a whole package.
    """
    try:
        with zipfile.ZipFile(path) as package:
            damaged = package.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError):
        damaged = path.name
    if damaged is not None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
