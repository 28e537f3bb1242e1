"""The errors that a run meets while it writes: as real as the machine permits."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.hostile.children import Start

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from tests.hostile.children import Child
    from tests.hostile.killed_commands import Session
    from tests.hostile.steps import Step

NOBODY = 65534
#: Steps that take a temporary file away: where they fail it stays, and the next run sweeps it.
REMOVAL = "os.remove"
PAGE = 4096


@contextmanager
def _here(session: Session, folder: Path) -> Iterator[None]:
    del session, folder
    yield


@dataclass(frozen=True)
class WriteError:
    """One kind of error.

    Attributes:
        name: What the table calls it.
        says: What the run must say if it fails.
        start: Returns how a run starts that meets it.
        codes: How it may end: first as a failure, then in other ways.
        late: It may come when the workbook is already in its place.
        place: Prepares the folder, and puts it in order at the end.
        disturb: Disturbs the run while it goes on.
        mend: Takes away what hinders the next run.
    """

    name: str
    says: str
    start: Callable[[Session, random.Random], Start] = lambda *_: Start()
    codes: tuple[int, ...] = (2,)
    late: bool = False
    place: Callable[[Session, Path], AbstractContextManager[None]] = _here
    disturb: Callable[[Session, Child, random.Random], object] = lambda *_: None
    mend: Callable[[Path], object] = lambda _: None


def _too_large(session: Session, chance: random.Random) -> Start:
    size = chance.randrange(PAGE, len(session.new))
    # Python ignores the signal, so that the write fails.
    return Start(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))


@contextmanager
def _small_disk(session: Session, folder: Path) -> Iterator[None]:
    """Mount a disk in memory that holds the workbook and its backups, and not a second workbook."""
    used = sum(-(-len(data) // PAGE) for data in (session.old, *session.kept))
    _mount(folder, f"size={(used + len(session.new) // PAGE // 2) * PAGE}")
    try:
        session.start(folder)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def _mount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk], check=True, capture_output=True)


def _can_mount() -> bool:
    with tempfile.TemporaryDirectory() as name:
        try:
            _mount(Path(name), f"size={PAGE}")
        except (OSError, subprocess.CalledProcessError):
            return False
        subprocess.run(["umount", name], check=True)
    return True


def _as_nobody() -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


@contextmanager
def _in_read_only_folder(session: Session, folder: Path) -> Iterator[None]:
    del session
    folder.chmod(0o555)
    yield


@contextmanager
def _on_protected_file(session: Session, folder: Path) -> Iterator[None]:
    del session
    before = folder.stat().st_uid
    for path in (folder, *folder.iterdir()):
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
        if path.is_file():
            path.chmod(0o444)
    yield
    os.chown(folder, before, -1)


def _unprotect(folder: Path) -> None:
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _raising(make: Callable[[], BaseException], only: str = "") -> Callable[[Session, random.Random], Start]:
    """Return a start in which a step fails: one by chance, or the first of a kind after it."""

    def start(session: Session, chance: random.Random) -> Start:
        number, done = chance.randrange(session.steps), False

        def act(step: Step) -> None:
            nonlocal done
            if not done and step.number >= number and step.event != REMOVAL and step.event.startswith(only):
                done = True
                raise make()

        return Start(act=act)

    return start


def _interrupt(session: Session, child: Child, chance: random.Random) -> None:
    if child.wait_for_writing():
        time.sleep(chance.uniform(0, session.writing))
    child.send(signal.SIGINT)


def _disk_full() -> WriteError:
    says = "der Datenträger ist voll"
    if _can_mount():
        return WriteError(
            "disk full (small tmpfs)",
            says,
            place=_small_disk,
            mend=lambda disk: _mount(disk, "remount,size=64m"),
        )
    start = _raising(lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "os.fsync")
    return WriteError("disk full (raised at fsync)", says, start, (2, 0))


DENIED = "der Zugriff ist verweigert"
NO_MEMORY = "Der Arbeitsspeicher reicht"
OTHER_USER = Start(_as_nobody)


@cache
def write_errors() -> tuple[WriteError, ...]:
    """Return all kinds of errors, as this machine can make them."""
    return (
        WriteError("file too large (RLIMIT_FSIZE)", "die Datei wird zu groß", _too_large),
        _disk_full(),
        WriteError("read-only folder", DENIED, lambda *_: OTHER_USER, place=_in_read_only_folder, mend=_unprotect),
        WriteError(
            "write-protected workbook", DENIED, lambda *_: OTHER_USER, place=_on_protected_file, mend=_unprotect
        ),
        WriteError("no memory at a step", NO_MEMORY, _raising(MemoryError), (2, 0), late=True),
        WriteError("I/O error at a step", "", _raising(lambda: OSError(errno.EIO, "EIO")), (2, 0)),
        WriteError("Ctrl-C while writing", "Abgebrochen.", codes=(130, 0), late=True, disturb=_interrupt),
    )
