"""Real runs of the command, each in a process of its own, which can be killed and harmed while it writes.

Most of a run's time goes into reading and checking, when nothing can be lost yet. So one process does that once, up to
the moment before the first step of writing, and each run is a fork of it: it goes on from there as if it had come
alone. POSIX only.
"""

from __future__ import annotations

import mmap
import os
import signal
import struct
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from regman_xl.cli import regman
from tests.hostile.steps import Step, watch_on, watched

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

#: No run takes longer than this, in seconds.
LIMIT = 300
CRASHED = 70
#: The first step of writing: looking for what earlier runs have left.
FIRST = "os.scandir"
#: Steps by which names change.
SETTLING = ("os.link", "os.rename")
_CLOCK = struct.Struct("dddq")
#: Must not be collected in a fork: its clean-up belongs to the process that goes on.
_KEPT: list[object] = []


class Start(NamedTuple):
    """How a run is to differ from an undisturbed one.

    Attributes:
        prepare: Called in the run before it goes on: limits, other users.
        act: Told each step of its writing before it is done.
    """

    prepare: Callable[[], object] = lambda: None
    act: Callable[[Step], object] = lambda _: None


class Ended(NamedTuple):
    """How a run ended.

    Attributes:
        code: Its exit code; None if a signal ended it.
        signal: The signal; None if it ended by itself.
        err: What it said on standard error.
    """

    code: int | None
    signal: int | None
    err: str


class Child:
    """One run that goes on.

    Args:
        pid: Its process.
        said: Where its standard error goes.
        marks: Memory that it shares with this process.
    """

    def __init__(self, pid: int, said: Path, marks: mmap.mmap) -> None:
        self._pid, self._said, self._marks = pid, said, marks

    @property
    def began(self) -> float:
        """When the first temporary file was made; 0 before that."""
        return float(_CLOCK.unpack_from(self._marks)[0])

    @property
    def settled(self) -> float:
        """When names began to change; 0 before that."""
        return float(_CLOCK.unpack_from(self._marks)[1])

    @property
    def last(self) -> float:
        """When the last step was begun that it has come to."""
        return float(_CLOCK.unpack_from(self._marks)[2])

    @property
    def steps(self) -> int:
        """How many steps it has begun."""
        return int(_CLOCK.unpack_from(self._marks)[3])

    def send(self, number: int) -> None:
        """Send a signal."""
        os.kill(self._pid, number)

    def wait_for_writing(self) -> bool:
        """Wait until the first temporary file is made; False if the run ends before."""
        while self.began == 0:
            if os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOWAIT | os.WNOHANG):
                return False
            time.sleep(0.0002)
        return True

    def wait(self) -> Ended:
        """Wait for the end."""
        _, status = os.waitpid(self._pid, 0)
        return _ended(os.waitstatus_to_exitcode(status), self._said)


#: Runs, one after the other: yields how each is to start and gets it back.
Runs: TypeAlias = "Generator[Start, Child, None]"


class _Done(BaseException):
    """All runs are done: the process that forked them goes no further."""


def fork_runs(folder: Path, arguments: Sequence[str], runs: Generator[Start, Child, None]) -> None:
    """Run the command up to the first step of its writing, and from there on once for each run that is asked for.

    Args:
        folder: The folder of the workbook; what the runs say goes beside it.
        arguments: The command.
        runs: Yields how a run is to start, and gets it back as it goes on; ends when no more runs are wanted.
    """
    home = os.getpid()
    said = folder.with_name(f"{folder.name}.err")

    def first(step: Step) -> None:
        if step.event == FIRST:
            _fork_each(runs, said)

    code = CRASHED
    try:
        with watched(folder, first):
            code = command(arguments)
    except _Done:
        return
    except BaseException:
        if os.getpid() == home:
            raise
        traceback.print_exc()
    if os.getpid() == home:
        raise RuntimeError(f"{arguments} ends with {code} before it writes")
    sys.stderr.flush()
    os._exit(code)


def _fork_each(runs: Generator[Start, Child, None], said: Path) -> None:
    """Fork a process per run; returns in each of them, and never in this one."""
    start = next(runs)
    while True:
        marks = mmap.mmap(-1, _CLOCK.size)
        pid = os.fork()
        if pid == 0:
            _KEPT.append(runs)
            _become(start, said, marks)
            return
        try:
            start = runs.send(Child(pid, said, marks))
        except StopIteration:
            raise _Done from None


def _become(start: Start, said: Path, marks: mmap.mmap) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.alarm(LIMIT)
    sys.stderr = said.open("w", encoding="utf-8")
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    start.prepare()
    began = settled = 0.0

    def tell(step: Step) -> None:
        nonlocal began, settled
        now = time.monotonic()
        if not began and step.event == "open" and any(name.startswith(".regman-") for name in step.names):
            began = now
        if not settled and step.event in SETTLING:
            settled = now
        _CLOCK.pack_into(marks, 0, began, settled, now, step.number + 1)
        start.act(step)

    watch_on(tell)


def command(arguments: Sequence[str]) -> int:
    """Run the command in this process and return its exit code."""
    try:
        regman.main(list(arguments))
    except SystemExit as end:
        return int(end.code or 0)


def run_alone(arguments: Sequence[str], said: Path, kill_after: float | None = None) -> Ended:
    """Run the command as users do, from its first import on, and kill it after a time in seconds."""
    with said.open("w", encoding="utf-8") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "regman_xl", *arguments], stdout=subprocess.DEVNULL, stderr=err
        )
        try:
            code = process.wait(LIMIT if kill_after is None else kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
    return _ended(code, said)


def _ended(code: int, said: Path) -> Ended:
    err = said.read_text(encoding="utf-8") if said.exists() else ""
    return Ended(code if code >= 0 else None, -code if code < 0 else None, err)
