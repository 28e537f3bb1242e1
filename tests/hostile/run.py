"""Runs the program on the corpus and compares what it says with what is recorded.

``python -m tests.hostile.run`` compares, ``--record`` rewrites ``outcomes.txt`` (read the difference!), and words
choose cases by a part of their name. A run that breaks a promise is never recorded. POSIX only.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.hostile.book import YEAR
from tests.hostile.corpus import CASES
from tests.hostile.promises import Run, broken, outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.hostile.case import Case

OUTCOMES = Path(__file__).with_name("outcomes.txt")
REPOSITORY = Path(__file__).resolve().parents[2]
CPU_SECONDS, CPU_SECONDS_TIGHT = 20, 2
#: So many cases are run once more as a user does: by a new process.
FRESH = 12
COMMANDS: dict[str, Callable[[str], list[str]]] = {
    "validate": lambda name: ["validate", name, "--format", "json"],
    "figures": lambda name: ["figures", name, "--year", str(YEAR), "--format", "json"],
    "cash": lambda name: ["cash", name, str(YEAR)],
    "close": lambda name: ["close", name, "--year", str(YEAR), "--draft", "--out", "out/abschluss.xlsx"],
    "report": lambda name: ["validate", name, "--report", f"out/protokoll{Path(name).suffix}"],
    "seal": lambda name: [
        *("seal", name, "--year", str(YEAR), "--as-of", f"{YEAR + 1}-03-01", "--out", f"out/siegel{Path(name).suffix}")
    ],
}


class Runner:
    """A process that has imported the program and runs each command in a fork."""

    def __init__(self) -> None:
        paths = os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")])
        environment = {name: value for name, value in os.environ.items() if not name.startswith("COV_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.runner"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=REPOSITORY,
            env={**environment, "PYTHONPATH": paths, "PYTHONHASHSEED": "0"},
            encoding="utf-8",
        )

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def run(self, case: Case, path: Path, command: str, *, fresh: bool = False) -> Run:
        """Run a command on the file of a case, in the folder where it stands."""
        out, err = path.parent / ".out", path.parent / ".err"
        (path.parent / "out").mkdir(exist_ok=True)
        before, stamp = _listing(path.parent), _stamp(path)
        limit = CPU_SECONDS_TIGHT + 2 * fresh if case.tight else CPU_SECONDS
        request = {
            "arguments": COMMANDS[command](path.name),
            "folder": str(path.parent),
            "out": out.name,
            "err": err.name,
            "cpu": limit,
            "fresh": fresh,
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        said = out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8", errors="replace")
        for stream in (out, err):
            stream.unlink()
        left = tuple(sorted(_listing(path.parent) - before))
        return Run(command, answer["code"], answer["seconds"], answer["mib"], *said, left, stamp != _stamp(path))


def _listing(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.name not in (".out", ".err")}


def _stamp(path: Path) -> str:
    if not path.is_file() or path.is_symlink():
        return str(path.is_dir()) + str(path.is_symlink())
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tried(runner: Runner, case: Case, folder: Path) -> tuple[str, list[str], list[Run]]:
    """Run a case.

    Returns:
        Its outcome in a line, the promises that were broken, and the runs.
    """
    place = folder / "case"
    place.mkdir()
    path = place / f"mappe{case.suffix}"
    try:
        case.place(path)
        runs = [runner.run(case, path, "validate")]
        more = [*case.also]
        if runs[0].code == 0:
            # What passes must not have lost or changed an amount: the cash of the year tells.
            more.append("cash")
        runs += [runner.run(case, path, command) for command in more]
        return outcome(runs), [what for run in runs for what in broken(case, run)], runs
    finally:
        shutil.rmtree(place)


def fresh_cases() -> list[Case]:
    """Return the cases that are run once more by a new process."""
    return random.Random(6).sample(CASES, FRESH)  # noqa: S311 - a choice, no secret


def tried_fresh(runner: Runner, case: Case, folder: Path) -> tuple[str, str, list[str]]:
    """Run a case by a fork and by a new process; return both outcomes and what broke.

    A new process also imports the program: that is no part of the limits in time.
    """
    place = folder / "case"
    place.mkdir()
    path = place / f"mappe{case.suffix}"
    case.place(path)
    forked, fresh = (runner.run(case, path, "validate", fresh=new) for new in (False, True))
    shutil.rmtree(place)
    return outcome([forked]), outcome([fresh]), broken(replace(case, tight=False), fresh)


def recorded() -> dict[str, str]:
    """Return the recorded outcomes by case."""
    lines = OUTCOMES.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {key: said for key, _, said in pairs}


_HEAD = """\
# What the program says about each file of the corpus. How to read a line:
#   family/name: exit code, then the problem (2: refused, nothing is read) or the findings of the audit (1: errors).
#   [Journal n]  so many rows of the journal were read; a dash: the sheet is missing. The healthy book has 8.
#   STR12@Journal×1  one finding of rule STR12 on that sheet; "ok": no finding at all.
#   | report, close, seal, figures  further commands with their exit codes, and what they say where they refuse.
#   | cash n  cents in the cash at the end of the year, where the file passes. The healthy book has 1149970: another
#             sum must follow from the change that the name of the case tells.
# A worse outcome is a defect; money that differs without a finding is the worst one.
# Written by: python -m tests.hostile.run --record. Read the difference before you commit it.
"""


def record(outcomes: dict[str, str]) -> None:
    """Write the outcomes, those of cases that were not run unchanged."""
    known = recorded() | outcomes if OUTCOMES.exists() else outcomes
    lines = [f"{case.key}: {known[case.key]}" for case in CASES if case.key in known]
    OUTCOMES.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _all(cases: list[Case]) -> Iterator[tuple[Case, str, list[str], list[Run]]]:
    runner = Runner()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for case in cases:
                yield (case, *tried(runner, case, Path(folder)))
    finally:
        runner.close()


def main(arguments: list[str]) -> int:
    """Compare or record; say what is slow, large or broken."""
    words = [word for word in arguments if not word.startswith("-")]
    cases = [case for case in CASES if not words or any(word in case.key for word in words)]
    known = recorded() if OUTCOMES.exists() else {}
    failed, spent, start = 0, 0.0, time.process_time()
    for case, said, faults, runs in _all(cases):
        if "--record" in arguments and not faults:
            # After each case: a run that is broken off has not been for nothing.
            record({case.key: said})
        spent += sum(run.seconds for run in runs)
        changed = known.get(case.key) != said
        failed += bool(faults) or changed
        if changed or faults or "-v" in arguments:
            sys.stdout.write(f"{case.key}: {said}\n")
        if changed and case.key in known:
            sys.stdout.write(f"    WAS {known[case.key]}\n")
        for what in faults:
            sys.stdout.write(f"    BROKEN {what}\n")
        slow = [f"{run.command} {run.seconds} s {run.mib} MiB" for run in runs if run.seconds > 3 or run.mib > 350]
        if slow:
            sys.stdout.write(f"    {'; '.join(slow)}\n")
        sys.stdout.flush()
    made = time.process_time() - start
    sys.stdout.write(f"{len(cases)} cases, {failed} differ; {spent:.0f} s in runs, {made:.0f} s to make them\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
