"""Temporary files beside a workbook, and what has to be on the disk before one of them takes its place."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import sys
import time
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How a file system tells that names may get lost. By every other error it says that it has nothing to do to keep
#: them, or no means to: network drives and those of virtual machines say so in many ways.
_NOT_KEPT = frozenset({errno.EIO, errno.ENOSPC, errno.EDQUOT})
#: Where locks do not work, a temporary file of this age belongs to nobody; in seconds.
STALE = 24 * 60 * 60


@contextmanager
def temporary_beside(real: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Yield a new empty file beside the target, which is gone afterwards.

    It is held open and, where the system has locks, locked, so that `sweep` of another run leaves it alone. Nobody
    else may read it before it has the mode of the file that it replaces.
    """
    mode = 0o600 if real.exists() else 0o666
    while True:
        path = real.with_name(temporary_name(real))
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode), "r+b", buffering=0) as handle:
                # Another run may have swept it between the two calls.
                if _lock(handle.fileno()) is not _Lock.TAKEN and path.exists():
                    yield path, handle
                    return
        finally:
            remove(path)


def let_go(handle: BinaryIO) -> None:
    """Close a file that is to be renamed, which Windows refuses for one that is open; elsewhere it stays locked."""
    if sys.platform == "win32":
        handle.close()


def temporary_name(real: Path) -> str:
    """Return a new temporary name.

    It is short whatever the target is called, says for which target it is (upper and lower case may be one), and ends
    so that nobody takes it for a workbook and OneDrive does not carry it away.
    """
    return f"{_prefix(real)}{secrets.token_hex(8)}.tmp"


def _prefix(real: Path) -> str:
    return f".regman-{hashlib.sha256(real.name.casefold().encode(errors='surrogateescape')).hexdigest()[:8]}-"


def sweep(real: Path) -> None:
    """Remove what killed runs left for this target; what is not ours, or in use, stays."""
    ours = re.compile(re.escape(_prefix(real)) + r"[0-9a-f]{16}\.tmp")
    with suppress(OSError), os.scandir(real.parent) as entries:
        left = [Path(entry) for entry in entries if ours.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)]
        for path in left:
            _remove_unused(path)


def _remove_unused(path: Path) -> None:
    """Remove a temporary file unless a run holds it: Windows refuses that by itself."""
    if sys.platform == "win32":
        remove(path)
        return
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
        try:
            # Removed while locked: whoever made it just now then finds it gone. Without locks its age decides.
            lock = _lock(handle)
            if lock is _Lock.OURS or (lock is _Lock.UNKNOWN and time.time() - os.fstat(handle).st_mtime > STALE):
                remove(path)
        finally:
            os.close(handle)


class _Lock(Enum):
    """What came of an attempt to lock a file."""

    OURS = "ours"
    TAKEN = "taken"
    UNKNOWN = "unknown"


def _lock(handle: int) -> _Lock:
    """Lock a file until it is closed; not every network drive can, and Windows needs no lock here."""
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _Lock.TAKEN
        except OSError:
            return _Lock.UNKNOWN
        return _Lock.OURS
    return _Lock.UNKNOWN


def remove(path: Path) -> None:
    """Remove a temporary file; one that stays is swept by the next run."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def keep_file(path: Path) -> None:
    """Have a file's contents on the disk before it gets a name that counts."""
    with path.open("rb+") as file:  # Windows flushes only what may be written
        os.fsync(file.fileno())


def keep_folder(folder: Path) -> None:
    """Have the names of a folder on the disk: a power failure then takes none back. Windows does so by itself."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno in _NOT_KEPT:
            raise
