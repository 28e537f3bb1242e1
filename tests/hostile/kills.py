"""Kills the command while it writes, and lets its writes fail: the workbook stays whole, every time.

``python -m tests.hostile.kills --runs 1000 --seed 1 --jobs 2``

Each run does the real command on a copy of the sample in a process of its own, which is killed (SIGKILL): at a moment
of its writing, before a given step of it, at a given byte, or, started alone as users do, at any time. Then the
workbook at the name must be the old one or the new one, byte by byte; the backups must be whole; and the next run on
what is left must succeed and sweep the temporary files. One run in ten more lets the command meet an error instead.
POSIX only.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from tests.hostile.children import Start, fork_runs, run_alone
from tests.hostile.write_errors import write_errors

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from tests.hostile.children import Child, Ended, Runs
    from tests.hostile.steps import Step

#: What is killed: the command and its options.
COMMANDS: tuple[tuple[str, ...], ...] = (("seal", "--year", "2025", "--in-place", "--as-of", "2027-03-01"),)
NAME = "mappe.xlsx"
BACKUPS = tuple(f"{NAME}.bak{number}" for number in (1, 2, 3))
TEMPORARY = re.compile(r"\.regman-[0-9a-f]{8}-[0-9a-f]{16}\.tmp")
KINDS = ("while writing", "at a step", "at a byte")
WHOLE, ERROR = "alone, at any time", "error"
CHUNK = 60


@dataclass(frozen=True)
class Session:
    """What one whole run of a command came to, and where all runs begin.

    Attributes:
        arguments: The command and its options.
        old: The workbook before.
        kept: Backups of earlier runs, the newest first.
        new: The workbook after.
        seconds: How long a whole run takes.
        writing: How long it takes from the first temporary file on.
        steps: How many steps of writing it takes.
    """

    arguments: tuple[str, ...]
    old: bytes
    kept: tuple[bytes, ...]
    new: bytes = b""
    seconds: float = 0
    writing: float = 0
    steps: int = 0

    def start(self, folder: Path) -> None:
        """Put the workbook and its backups into a folder, and take all else out of it."""
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, data in zip((NAME, *BACKUPS), (self.old, *self.kept), strict=True):
            (folder / name).write_bytes(data)

    def call(self, folder: Path) -> tuple[str, ...]:
        """Return the arguments for the workbook in a folder."""
        name, *options = self.arguments
        return (name, str(folder / NAME), *options)


@dataclass
class Report:
    """What a run, or all, came to.

    Attributes:
        table: Counts by kind of run and what is counted.
        failures: What must not be.
    """

    table: dict[str, Counter[str]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def count(self, kind: str, *what: str) -> None:
        """Count one run."""
        self.table.setdefault(kind, Counter()).update(("runs", *what))

    def add(self, other: Report) -> None:
        """Add what another run came to."""
        for kind, counts in other.table.items():
            self.table.setdefault(kind, Counter()).update(counts)
        self.failures += other.failures


def measured(arguments: tuple[str, ...], folder: Path) -> Session:
    """Run a command to its end, prove that its result is a whole workbook with what it should have, and time it."""
    folder.mkdir()
    book = folder / NAME
    write_master(book, sample_contents())
    kept = tuple(_backup(f"Sicherung {number}") for number in (1, 2, 3))
    session = Session(arguments, book.read_bytes(), kept)
    session.start(folder)
    begun = time.monotonic()
    ended = run_alone(session.call(folder), folder.with_name("whole.err"))
    seconds = time.monotonic() - begun
    if ended.code != 0:
        raise SystemExit(f"{arguments} fails on the sample: {ended}")
    require_valid(book)
    session = replace(session, new=book.read_bytes(), seconds=seconds)
    if session.new == session.old:
        raise SystemExit(f"{arguments} changes nothing")
    session.start(folder)
    found = []

    def undisturbed() -> Runs:
        child = yield Start()
        ended = child.wait()
        found.append((ended, time.monotonic() - child.began, child.steps))

    fork_runs(folder, session.call(folder), undisturbed())
    (ended, writing, steps), *_ = found
    if ended.code != 0 or book.read_bytes() != session.new:
        raise SystemExit(f"{arguments} does something else in a fork: {ended}")
    return replace(session, writing=writing, steps=steps)


def _backup(text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), text)
    return data.getvalue()


def require_valid(book: Path) -> None:
    """Require that a written workbook is whole, is read, and holds what the command puts into it."""
    with zipfile.ZipFile(book) as archive:
        if archive.testzip() is not None:
            raise SystemExit(f"{book} is damaged")
    sealed = {item.budget_year for item in read_books(book).budget_years if item.seal}
    if sealed != {2025}:
        raise SystemExit(f"{book} should be sealed for 2025, and is for {sealed}")


def killed(
    session: Session, folder: Path, kind: str, index: int, chance: random.Random
) -> Generator[Start, Child, Report]:
    """Kill one run and look at what it leaves."""
    report = Report()
    session.start(folder)
    if kind == WHOLE:
        said = folder.with_name(f"{folder.name}.err")
        ended = run_alone(session.call(folder), said, chance.uniform(0, session.seconds * 1.05))
        when, steps = ("finished" if ended.signal is None else "any time"), 0
    else:
        child = yield _start(session, kind, index, chance)
        if kind == "while writing":
            if child.wait_for_writing():
                time.sleep(chance.uniform(0, session.writing * 1.05))
            child.send(signal.SIGKILL)
        ended, steps = child.wait(), child.steps
        when = "finished" if ended.signal is None else "before" if child.began == 0 else "during"
    label = f"{kind} {index} ({when}, step {steps})"
    if ended.signal not in (None, signal.SIGKILL, signal.SIGXFSZ) or ended.code not in (None, 0):
        report.failures.append(f"{label}: ended by itself: {ended}")
    outcome, leftovers = look(session, folder, label, report)
    swept = yield from rerun(session, folder, label, report)
    report.count(
        f"killed {kind}",
        when,
        outcome,
        *(["leftovers", "swept"] if leftovers and swept else ["leftovers"] if leftovers else []),
    )
    return report


def _start(session: Session, kind: str, index: int, chance: random.Random) -> Start:
    if kind == "at a step":
        number = index % session.steps
        return Start(act=lambda step: _die_at(step, number))
    if kind == "at a byte":
        size = chance.randrange(len(session.new))
        return Start(lambda: _die_beyond(size))
    return Start()


def _die_at(step: Step, number: int) -> None:
    if step.number == number:
        os.kill(os.getpid(), signal.SIGKILL)


def _die_beyond(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def look(session: Session, folder: Path, label: str, report: Report) -> tuple[str, int]:
    """Compare what a run left with what may be there; return which workbook it is and how many temporary files."""
    names = {path.name for path in folder.iterdir()}
    leftovers = {name for name in names if TEMPORARY.fullmatch(name)}
    strange = names - leftovers - {NAME, *BACKUPS}
    if strange:
        report.failures.append(f"{label}: files of no known name: {sorted(strange)}")
    data = (folder / NAME).read_bytes() if NAME in names else b""
    outcome = "old" if data == session.old else "new" if data == session.new else "BROKEN"
    if outcome == "BROKEN":
        report.failures.append(f"{label}: the workbook at the name is neither the old one nor the new one")
    known = (session.old, *session.kept)
    present = [(folder / name).read_bytes() for name in BACKUPS if name in names]
    order = [known.index(item) if item in known else -1 for item in present]
    if -1 in order or order != sorted(order):
        report.failures.append(f"{label}: a backup is not whole, or they are in disorder: {order}")
    if not {1, 2} <= set(order) or (outcome == "new" and 0 not in order):
        report.failures.append(f"{label}: a backup that must be kept is lost: {order}")
    return outcome, len(leftovers)


def rerun(session: Session, folder: Path, label: str, report: Report) -> Generator[Start, Child, bool]:
    """Run the command again on what a run left: it must succeed and leave nothing but the workbook and its backups."""
    if (folder / NAME).read_bytes() != session.old:
        (folder / NAME).write_bytes(session.old)  # a year is sealed once
    ended = (yield Start()).wait()
    left = {path.name: path.read_bytes() for path in folder.iterdir()}
    due = dict(zip((NAME, *BACKUPS), (session.new, session.old, *session.kept[:2]), strict=True))
    if ended.code != 0 or left != due:
        wrong = sorted(name for name in {*left, *due} if left.get(name) != due.get(name))
        report.failures.append(f"{label}: the next run: {ended}, wrong are {wrong}")
        return False
    return True


def harmed(session: Session, folder: Path, index: int, chance: random.Random) -> Generator[Start, Child, Report]:
    """Let one run meet an error and look at what it says and leaves."""
    report = Report()
    error = write_errors()[index % len(write_errors())]
    session.start(folder)
    with error.place(session, folder):
        child = yield error.start(session, chance)
        error.disturb(session, child, chance)
        ended = child.wait()
        label = f"{error.name} {index}, step {child.steps}"
        outcome, leftovers = look(session, folder, label, report)
        report.failures += [f"{label}: {what}" for what in _wrong_end(error.codes, error.says, ended)]
        if ended.code == error.codes[0] and outcome != "old" and not error.late:
            report.failures.append(f"{label}: it failed, and the workbook is {outcome}")
        if leftovers:
            report.failures.append(f"{label}: a temporary file is left")
        report.count(error.name, f"exit {ended.code}", outcome)
        error.mend(folder)
        yield from rerun(session, folder, label, report)
    return report


def _wrong_end(codes: tuple[int, ...], says: str, ended: Ended) -> list[str]:
    wrong = []
    if ended.code not in codes:
        wrong.append(f"ended with {ended.code or ended.signal}: {ended.err}")
    elif ended.code and (says not in ended.err or "\n" in ended.err.strip()):
        wrong.append(f"should say in one line {says!r}, and says {ended.err!r}")
    return wrong


class Chunk(NamedTuple):
    """Runs that one process does.

    Attributes:
        session: The command.
        folder: Where.
        runs: Kind and number of each.
        seed: Their chances follow from it and their number alone.
    """

    session: Session
    folder: Path
    runs: tuple[tuple[str, int], ...]
    seed: int


def done(chunk: Chunk) -> Report:
    """Do all runs of a chunk."""
    report = Report()

    def all_runs() -> Runs:
        for kind, index in chunk.runs:
            chance = random.Random(f"{chunk.seed} {kind} {index}")  # noqa: S311 - repeatable, not secret
            if kind == ERROR:
                report.add((yield from harmed(chunk.session, chunk.folder, index, chance)))
            else:
                report.add((yield from killed(chunk.session, chunk.folder, kind, index, chance)))

    chunk.session.start(chunk.folder)
    fork_runs(chunk.folder, chunk.session.call(chunk.folder), all_runs())
    shutil.rmtree(chunk.folder)
    return report


def planned(session: Session, runs: int, seed: int) -> list[tuple[str, int]]:
    """Return the runs of a command: one kill in twenty as users run it, the others of all kinds in turn; then errors.

    A small share of the runs begins at a step that the seed says, so that it is another one for another seed.
    """
    first = random.Random(seed).randrange(session.steps)  # noqa: S311 - repeatable, not secret
    kinds = [WHOLE if number % 20 == 9 else KINDS[number % len(KINDS)] for number in range(runs)]
    return [
        *((kind, first + kinds[:at].count(kind)) for at, kind in enumerate(kinds)),
        *((ERROR, number) for number in range(max(len(write_errors()), runs // 10))),
    ]


def chunks(sessions: Sequence[Session], runs: int, seed: int, work: Path) -> Iterator[Chunk]:
    """Yield the runs in pieces that are worth a process."""
    for at, session in enumerate(sessions):
        plan = planned(session, runs // len(sessions), seed)
        for begin in range(0, len(plan), CHUNK):
            yield Chunk(session, work / f"runs-{at}-{begin}", tuple(plan[begin : begin + CHUNK]), seed)


def table(report: Report) -> str:
    """Return the counts as text."""
    lines = []
    for kind, counts in sorted(report.table.items()):
        rest = ", ".join(f"{what} {count}" for what, count in sorted(counts.items()) if what != "runs")
        lines.append(f"{kind:<32}{counts['runs']:>6}   {rest}")
    kills = sum(counts["runs"] for kind, counts in report.table.items() if kind.startswith("killed"))
    errors = sum(counts["runs"] for kind, counts in report.table.items() if not kind.startswith("killed"))
    return "\n".join([*lines, f"{kills} kills, {errors} errors, {len(report.failures)} failures"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as the options say; 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000, help="how many kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time")
    chosen = parser.parse_args(arguments)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="regman-kills-") as name:
        work = Path(name)
        work.chmod(0o755)  # some runs are those of another user
        # Each task has a new process: a fork of one that has worked already would carry its threads' locks.
        with multiprocessing.get_context("fork").Pool(chosen.jobs, maxtasksperchild=1) as pool:
            sessions = pool.starmap(measured, [(item, work / f"whole-{at}") for at, item in enumerate(COMMANDS)])
            for session in sessions:
                print(
                    f"{' '.join(session.arguments)}: {session.seconds:.2f} s, of which writing {session.writing:.2f} s "
                    f"in {session.steps} steps and {len(session.new)} bytes",
                    flush=True,
                )
            for part in pool.imap_unordered(done, chunks(sessions, chosen.runs, chosen.seed, work)):
                report.add(part)
                print("".join(f"FAILED: {failure}\n" for failure in part.failures) + table(report) + "\n", flush=True)
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
