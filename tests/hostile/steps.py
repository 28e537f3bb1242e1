"""Tells each step by which this process touches the files of a folder, just before it is done.

Python announces such calls to audit hooks; a hook that raises makes the call fail, one that kills the process ends it
there. What is written through an open file is not announced: `RLIMIT_FSIZE` stops that.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

EVENTS = frozenset(
    {
        "open",
        "os.chmod",
        "os.chown",
        "os.getxattr",
        "os.link",
        "os.listxattr",
        "os.remove",
        "os.rename",
        "os.scandir",
        "os.setxattr",
        "os.utime",
    }
)
#: Calls that get a number of an open file, wherever it is.
ON_OPEN_FILES = frozenset({"fcntl.flock", "os.fsync"})


class Step(NamedTuple):
    """One call that is about to be made.

    Attributes:
        number: Its place in the sequence, from 0.
        event: What Python calls it.
        names: The names of the files that it is about, without their folder; none for open files.
    """

    number: int
    event: str
    names: tuple[str, ...]


class _Watch:
    """The one hook of this process: hooks cannot be taken away again, so it is told to be silent."""

    folder = ""
    act: Callable[[Step], None] | None = None
    count = 0
    installed = False

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        if self.act is None or event not in EVENTS | ON_OPEN_FILES:
            return
        paths = [os.fsdecode(item) for item in args if isinstance(item, str | bytes | os.PathLike)]
        names = tuple(os.path.basename(path) for path in paths if path.startswith(self.folder))  # noqa: PTH119 - no objects here
        if names or event in ON_OPEN_FILES:
            step = Step(self.count, event, names)
            self.count += 1
            act, self.act = self.act, None  # what it does itself is no step
            try:
                act(step)
            finally:
                self.act = self.act or act


_WATCH = _Watch()
_FSYNC = os.fsync


def _announced_fsync(handle: int) -> None:
    sys.audit("os.fsync", handle)
    _FSYNC(handle)


@contextmanager
def watched(folder: Path, act: Callable[[Step], None]) -> Iterator[None]:
    """Have every step told while the block runs.

    Args:
        folder: Whose files are watched.
        act: Is told each step before it is done; what it raises, the call raises.
    """
    if not _WATCH.installed:
        sys.addaudithook(_WATCH.hear)
        _WATCH.installed = True
    _WATCH.folder, _WATCH.count, _WATCH.act = str(folder), 0, act
    os.fsync = _announced_fsync
    try:
        yield
    finally:
        _WATCH.act = None
        os.fsync = _FSYNC


def watch_on(act: Callable[[Step], None]) -> None:
    """Tell all further steps to another one, numbered anew; for a process that was forked inside of a watched block."""
    _WATCH.count, _WATCH.act = 0, act
