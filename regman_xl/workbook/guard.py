"""Reads unusual workbooks in a process of its own, so that a library that aborts or hangs takes only that one with it.

An ordinary file is read here and now: its size is proved (`regman_xl.workbook.preflight`), so it can neither fill the
memory nor take long, and a process of its own would cost more than the reading. A large or suspicious one is read by a
child with limits on memory and time. Whatever ends the child, the user gets one line.

The child hands the books over as a pickle. That is no door that was closed before: it is our own program, run by the
same user with the same rights, and whoever could make it write what he likes could do so here as well. The child is
a fence against breakdown, not against code; no code is ever taken from a file. What does not begin with `MAGIC` is not
unpickled.

Nothing is inherited and no file is written, so that any number may run at once.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

from regman_xl.problems import Problem
from regman_xl.schema import SEALS, TABLE_BY_NAME, Table
from regman_xl.workbook.fence import NO_WINDOW, OVERWORKED, fence_in, fenced
from regman_xl.workbook.preflight import examined
from regman_xl.workbook.reader import read_books

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.model.books import Books

#: Begins what the child hands over.
MAGIC = b"regman-books-1\n"
_TABLES = {**TABLE_BY_NAME, SEALS.name: SEALS}


class Limits(NamedTuple):
    """What a child may use.

    Attributes:
        memory: Bytes beyond what the program itself takes.
        processor: Seconds of work.
        seconds: Until it must be done, on however busy a machine.
    """

    memory: int
    processor: int
    seconds: float

    @classmethod
    def of(cls, inflated: int) -> Limits:
        """Return the limits for a file.

        A million rows (0.9 GiB) take less than one and a half times their inflated size in memory; old machines and
        files in an unusual dialect get several times the work that they take.
        """
        return cls(384 * 2**20 + 3 * inflated, 20 + inflated // (4 * 2**20), 60 + inflated / 2**20)


def read_guarded(path: Path) -> Books:
    """Read a workbook that may come from anybody.

    Args:
        path: An .xlsx or .xlsm file; it is only read.

    Raises:
        Problem: As `regman_xl.workbook.reader.read_books`, or reading it breaks down or takes too much memory or time.
    """
    size = examined(path)
    if not size.unusual or not _can_start():
        return read_books(path)
    limits = Limits.of(size.inflated)
    return read_by_child(path, limits, _command(path, limits))


def _can_start() -> bool:
    """Say whether this is a Python that can start another one: a program packed into one file cannot."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def _command(path: Path, limits: Limits) -> list[str]:
    # -P: the folder of the user, from which -m would import, holds what came by mail.
    program = [sys.executable, "-P", "-m", "regman_xl.workbook.guard"]
    return [*program, str(path.absolute()), str(limits.memory), str(limits.processor)]


def read_by_child(path: Path, limits: Limits, command: Sequence[str]) -> Books:
    """Have a workbook read by another process.

    Args:
        path: The workbook, for messages.
        limits: What the child may use.
        command: The child's program and arguments.

    Raises:
        Problem: The child says so, or it did not end well.
    """
    timed_out = threading.Event()
    try:
        child = subprocess.Popen(  # noqa: S603 - our own program; a file name is one argument and no shell sees it
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=NO_WINDOW,
        )
    except OSError:
        return read_books(path)

    def stop() -> None:
        timed_out.set()
        child.kill()

    timer = threading.Timer(limits.seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        with fenced(child, limits.memory, limits.processor):
            answer = _answer(cast("BinaryIO", child.stdout))
            code = child.wait()
    finally:
        timer.cancel()
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()
    if timed_out.is_set() or code in OVERWORKED:
        raise _too_slow(path)
    if answer is None or code != 0:
        raise _broken_down(path)
    kind, content = answer
    if kind == "problem":
        raise Problem(*content)
    return cast("Books", content)


def _environment() -> dict[str, str]:
    """Return the environment of the child: this very package, and libraries that start no threads of their own."""
    here = str(Path(__file__).parents[2])
    inherited = os.environ.get("PYTHONPATH", "")
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    path = os.pathsep.join(entry for entry in (here, inherited) if entry)
    return {**os.environ, **one_thread, "PYTHONPATH": path}


def _answer(source: BinaryIO) -> tuple[str, Any] | None:
    """Return what the child hands over; None where it is nothing, or not all of it."""
    if source.read(len(MAGIC)) != MAGIC:
        return None
    try:
        kind, content = _Unpickler(source).load()
    # Half a pickle may fail in any way; the child is told to be broken, whatever it was.
    except Exception:
        return None
    return str(kind), content


def _too_slow(path: Path) -> Problem:
    return Problem(
        f"Das Lesen der Datei „{path.name}“ dauert viel länger, als es bei ihrer Größe darf, und wurde abgebrochen.",
        "Bitte in Excel öffnen, leere, aber formatierte Zeilen und Spalten löschen und neu speichern.",
    )


def _broken_down(path: Path) -> Problem:
    return Problem(
        f"Die Datei „{path.name}“ lässt sich nicht lesen: das Lesen ist abgestürzt oder braucht mehr Arbeitsspeicher, "
        "als eine Datei dieser Größe brauchen darf.",
        "Bitte in Excel öffnen, leere, aber formatierte Zeilen und Spalten löschen und neu speichern.",
    )


class _Pickler(pickle.Pickler):
    """Names the declared tables: there is one object of each, and rules compare by identity."""

    def persistent_id(self, obj: object) -> str | None:
        """Return the name of a declared table, None for anything else."""
        return obj.name if isinstance(obj, Table) and _TABLES.get(obj.name) is obj else None


class _Unpickler(pickle.Unpickler):
    """Finds the declared tables by their names."""

    def persistent_load(self, name: object) -> Table:
        """Return a declared table."""
        return _TABLES[str(name)]


def hand_over(books: Books | None, problem: Problem | None, sink: BinaryIO) -> None:
    """Write what came of reading: books, or the problem."""
    sink.write(MAGIC)
    content = ("problem", (problem.message, problem.remedy)) if problem is not None else ("books", books)
    _Pickler(sink, protocol=5).dump(content)
    sink.flush()


def main(arguments: Sequence[str]) -> int:
    """Read a workbook and hand it over: the child's program.

    Args:
        arguments: Path of the workbook, and how many bytes of memory and seconds of work it may take.
    """
    # What a library prints must not get into the pickle.
    sink = os.fdopen(os.dup(sys.__stdout__.fileno() if sys.__stdout__ is not None else 1), "wb")
    os.dup2(2, 1)
    path = Path(arguments[0])
    fence_in(int(arguments[1]), int(arguments[2]))
    problem, books = None, None
    try:
        books = read_books(path)
    except Problem as found:
        problem = found
    with sink:
        hand_over(books, problem, sink)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
