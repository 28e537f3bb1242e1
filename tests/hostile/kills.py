"""Kills the command while it writes, and lets its writes fail: the workbook stays whole, every time.

``python -m tests.hostile.kills --runs 1000 --seed 1 --jobs 2``

Each run does a real command (`close --in-place` on the sample or on a workbook with macros, pivots and the like; one
in ten is `seal --in-place`, another one `new-year --in-place`) in a process of its own, which is killed (SIGKILL): at a
moment of its writing, at one of the few milliseconds in which names change, before a given step, at a given byte, or,
started alone as users do, at any time. Then the workbook at the name must be the old one or the new one, byte by byte;
the backups must be whole; and the next run on what is left (one in five as the whole command, the others its writing
alone) must succeed and sweep the temporary files. One run in ten more lets the command meet an error instead. POSIX
only.
"""

from __future__ import annotations

import argparse
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
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.workbook.atomic import replace_whole, snapshot
from tests.hostile.children import LIMIT, SETTLING, Ended, Start, fork_runs, run_alone
from tests.hostile.killed_commands import SHARES, begun
from tests.hostile.write_errors import write_errors

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from tests.hostile.children import Child, Runs
    from tests.hostile.killed_commands import Command, Session
    from tests.hostile.steps import Step

TEMPORARY = re.compile(r"\.regman-[0-9a-f]{8}-[0-9a-f]{16}\.tmp")
#: Where it is not SIGKILL that ends a run. Neither is caught: it ends there and then, as by SIGKILL.
DEADLY = {"at a byte": (signal.SIGXFSZ,), "while settling": (signal.SIGALRM,)}
KINDS = ("while writing", "at a step", "while settling", "at a byte")
WHOLE, ERROR = "alone, at any time", "error"
CHUNK = 60
#: Of so many runs, one is followed by the whole command, the others by its writing alone.
WHOLE_RERUN = 5


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


def measured(session: Session, folder: Path) -> Generator[Start, Child, Session]:
    """Let one run go on to its end, require that it does what the command does for users, and time it."""
    session.start(folder)
    child = yield Start()
    ended, now = child.wait(), time.monotonic()
    if ended.code != 0 or (folder / session.name).read_bytes() != session.new:
        raise RuntimeError(f"{session.command} does something else in a fork: {ended}")
    return replace(session, writing=now - child.began, settling=child.last - child.settled, steps=child.steps)


def killed(
    session: Session, folder: Path, kind: str, index: int, chance: random.Random
) -> Generator[Start, Child, Report]:
    """Kill one run and look at what it leaves."""
    report = Report()
    session.start(folder)
    if kind == WHOLE:
        ended = run_alone(session.call(folder), _said(folder), chance.uniform(0, session.seconds * 1.05))
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
    if ended.signal not in (None, signal.SIGKILL, *DEADLY.get(kind, ())) or ended.code not in (None, 0):
        report.failures.append(f"{label}: ended by itself: {ended}")
    outcome, leftovers = look(session, folder, label, report)
    if kind == WHOLE and session.command.again:
        swept = repeated(session, folder, outcome, label, report)
    else:
        swept = yield from rerun(session, folder, label, report, whole=index % WHOLE_RERUN == 0)
    report.count(_of(session), f"killed: {outcome}")
    report.count(
        f"killed {kind}",
        when,
        outcome,
        *(["leftovers", "swept"] if leftovers and swept else ["leftovers"] if leftovers else []),
    )
    return report


def _of(session: Session) -> str:
    return f"of {session.command.arguments[0]}, {session.name}"


def _start(session: Session, kind: str, index: int, chance: random.Random) -> Start:
    if kind == "at a step":
        number = index % session.steps
        return Start(act=lambda step: _die_at(step, number))
    if kind == "while settling":
        seconds = chance.uniform(0, session.settling * 1.05)
        return Start(act=lambda step: _die_soon(step, seconds))
    if kind == "at a byte":
        size = chance.randrange(len(session.new))
        return Start(lambda: _die_beyond(size))
    return Start()


def _die_at(step: Step, number: int) -> None:
    if step.number == number:
        os.kill(os.getpid(), signal.SIGKILL)


def _die_soon(step: Step, seconds: float) -> None:
    # Whoever waits outside wakes up too late: it is a matter of milliseconds.
    if step.event in SETTLING and signal.getitimer(signal.ITIMER_REAL)[0] > LIMIT / 10:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-6))


def _die_beyond(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def look(session: Session, folder: Path, label: str, report: Report) -> tuple[str, int]:
    """Compare what a run left with what may be there; return which workbook it is and how many temporary files."""
    names = {path.name for path in folder.iterdir()}
    leftovers = {name for name in names if TEMPORARY.fullmatch(name)}
    strange = names - leftovers - {session.name, *session.backups}
    if strange:
        report.failures.append(f"{label}: files of no known name: {sorted(strange)}")
    data = (folder / session.name).read_bytes() if session.name in names else b""
    outcome = "old" if data == session.old else "new" if data == session.new else "BROKEN"
    if outcome == "BROKEN":
        report.failures.append(f"{label}: the workbook at the name is neither the old one nor the new one")
    known = (session.old, *session.kept)
    present = [(folder / name).read_bytes() for name in session.backups if name in names]
    order = [known.index(item) if item in known else -1 for item in present]
    if -1 in order or order != sorted(order):
        report.failures.append(f"{label}: a backup is not whole, or they are in disorder: {order}")
    if not {1, 2} <= set(order) or (outcome == "new" and 0 not in order):
        report.failures.append(f"{label}: a backup that must be kept is lost: {order}")
    return outcome, len(leftovers)


def rerun(session: Session, folder: Path, label: str, report: Report, *, whole: bool) -> Generator[Start, Child, bool]:
    """Run the command again on what a run left: it must succeed and leave nothing but the workbook and its backups.

    Args:
        session: The command.
        folder: Where the run was.
        label: Which run it was.
        report: Gets what is wrong.
        whole: Run all of the command; else only put its result in its place, which is quicker by far.
    """
    book = folder / session.name
    if book.read_bytes() != session.old:
        book.write_bytes(session.old)  # it was read before it was replaced
    if whole:
        ended = (yield Start()).wait()
    else:
        replace_whole(book, lambda place: place.write_bytes(session.new), read_from=snapshot(book))
        ended = Ended(0, None, "")
    return _is_done(ended, folder, session.due(), label, report)


def repeated(session: Session, folder: Path, outcome: str, label: str, report: Report) -> bool:
    """Run the command alone on what a run left, as its user would: a workbook that is done already stays as it is."""
    due = session.due()
    if outcome == "new":
        due |= {name: (folder / name).read_bytes() for name in session.backups}
    return _is_done(run_alone(session.call(folder), _said(folder)), folder, due, label, report)


def _said(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.err")


def _is_done(ended: Ended, folder: Path, due: dict[str, bytes], label: str, report: Report) -> bool:
    left = {path.name: path.read_bytes() for path in folder.iterdir()}
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
        report.count(f"error: {error.name}", f"exit {ended.code}", outcome)
        report.count(_of(session), f"error: {outcome}")
        error.mend(folder)
        yield from rerun(session, folder, label, report, whole=True)
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
    report, folder = Report(), chunk.folder

    def all_runs() -> Runs:
        session = yield from measured(chunk.session, folder)
        for kind, index in chunk.runs:
            chance = random.Random(f"{chunk.seed} {kind} {index}")  # noqa: S311 - repeatable, not secret
            if kind == ERROR:
                report.add((yield from harmed(session, folder, index, chance)))
            else:
                report.add((yield from killed(session, folder, kind, index, chance)))

    chunk.session.start(folder)
    fork_runs(folder, chunk.session.call(folder), all_runs())
    shutil.rmtree(folder)
    return report


def planned(runs: int, seed: int) -> dict[Command, list[tuple[str, int]]]:
    """Return the runs of each command: one kill in forty as users run it, the others of all kinds in turn; then errors.

    The numbers begin where the seed says, so that a small share of the runs has other steps for another seed.
    """
    plan: dict[Command, list[tuple[str, int]]] = {command: [] for command in SHARES}
    turns = Counter({command: turn for turn, command in enumerate(plan)})
    first = random.Random(seed).randrange(1000)  # noqa: S311 - repeatable, not secret
    for number in range(runs):
        command = SHARES[number % len(SHARES)]
        kind = WHOLE if number % 40 == 9 else KINDS[turns[command] % len(KINDS)]
        turns[command] += kind != WHOLE
        plan[command].append((kind, first + sum(known == kind for known, _ in plan[command])))
    for number in range(max(len(write_errors()), runs // 10)):
        plan[SHARES[number % len(SHARES)]].append((ERROR, number))
    return plan


def chunks(session: Session, runs: Sequence[tuple[str, int]], seed: int, folder: Path) -> Iterator[Chunk]:
    """Yield the runs of a command in pieces that are worth a process."""
    for begin in range(0, len(runs), CHUNK):
        yield Chunk(session, folder.with_name(f"{folder.name}-{begin}"), tuple(runs[begin : begin + CHUNK]), seed)


def table(report: Report) -> str:
    """Return the counts as text."""
    lines = []
    for kind, counts in sorted(report.table.items()):
        rest = ", ".join(f"{what} {count}" for what, count in sorted(counts.items()) if what != "runs")
        lines.append(f"{kind:<36}{counts['runs']:>6}   {rest}")
    kills, errors = (
        sum(counts["runs"] for kind, counts in report.table.items() if kind.startswith(what))
        for what in ("killed", "error")
    )
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
        # The plan tries what the machine can do, by processes: they must not come between the forks of the pool.
        plan = planned(chosen.runs, chosen.seed)
        # Each task has a new process: a fork of one that has worked already would carry its threads' locks.
        with multiprocessing.get_context("fork").Pool(chosen.jobs, maxtasksperchild=1) as pool:
            sessions = pool.starmap(begun, [(command, work / f"whole-{at}") for at, command in enumerate(plan)])
            todo = []
            for at, session in enumerate(sessions):
                print(f"{session.command}: {session.seconds:.1f} s, {len(session.new)} bytes", flush=True)
                todo += chunks(session, plan[session.command], chosen.seed, work / f"runs-{at}")
            for part in pool.imap_unordered(done, todo):
                report.add(part)
                print("".join(f"FAILED: {failure}\n" for failure in part.failures) + table(report) + "\n", flush=True)
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
