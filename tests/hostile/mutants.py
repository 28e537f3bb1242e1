"""Mutation fuzzing: no damaged or twisted workbook may lead to anything but findings or one clear line.

``python -m tests.hostile.mutants --runs 100000 --seed 1 --jobs 2`` makes mutants of the sample (`recipes`), reads all,
takes some the whole way (`whole_way`), and writes what went wrong, with the mutations that it takes, to a folder. A
run that was stopped goes on where it was. ``--only N`` shows one mutant again. Each mutant has limits of CPU time and
memory that the kernel holds, so the script needs a POSIX system; the program that it tests does not.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from regman_xl.problems import Problem
from regman_xl.workbook.reader import read_books
from tests.hostile import money_cells, whole_way
from tests.hostile.recipes import COPIED, WHOLE, Recipe, base_of, described, mutant, recipe

if TYPE_CHECKING:
    from regman_xl.model.books import Books

#: CPU seconds after which the kernel ends a worker: reading, and the whole way.
SECONDS, WHOLE_SECONDS = 10, 60
MEMORY = 4 * 2**30
#: Mutants between two notes of how far a worker is.
_STEP = 100


def outcome(made: Recipe, path: Path) -> str:
    """Put a mutant through the program.

    Returns:
        ``refused``, ``readable``, ``copied``, ``not copied`` or ``whole``.

    Raises:
        Exception: Whatever must not happen.
    """
    path.write_bytes(mutant(made))
    try:
        books = read_books(path)
    except Problem as problem:
        whole_way.told(problem)
        return "refused"
    if made.level == "money" and made.steps:
        parts = base_of(made)
        wrong = money_cells.complaint(parts, _after_choice(made), _base_books(made, path), books)
        whole_way.require(not wrong, wrong)
    if not made.whole and made.number % COPIED == 0:
        return whole_way.copied(path, books)
    if not made.whole:
        return "readable"
    whole_way.go(path, books)
    return "whole"


def _after_choice(made: Recipe) -> Random:
    return Random(made.steps[0].seed)  # noqa: S311 - what is random must come again


_READ: dict[tuple[str, ...], Books] = {}


def _base_books(made: Recipe, path: Path) -> Books:
    if made.sheets not in _READ:
        place = path.with_name("base.xlsx")
        place.write_bytes(mutant(made.without(0)))
        _READ[made.sheets] = read_books(place)
    return _READ[made.sheets]


def failure(made: Recipe, path: Path) -> tuple[str, str]:
    """Return the kind of what goes wrong (by which two failures are taken for one) and its traceback, or blanks."""
    try:
        outcome(made, path)
    except Exception as error:  # every exception is what this looks for
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "regman_xl" in frame.filename]
        last = frames[-1] if frames else None
        place = f" {Path(last.filename).name}:{last.name}" if last else ""
        return f"{type(error).__name__}{place}", traceback.format_exc()
    return "", ""


def minimised(made: Recipe, path: Path) -> Recipe:
    """Return the recipe with only those steps that the failure takes."""
    kind, _ = failure(made, path)
    place = 0
    while place < len(made.steps) and len(made.steps) > 1:
        fewer = made.without(place)
        if failure(fewer, path)[0] == kind:
            made = fewer
        else:
            place += 1
    return made


class Worker:
    """Makes and tries every `jobs`-th mutant, from where it was.

    Args:
        options: The command line.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.folder = Path(options.folder)
        self._state = self.folder / f"worker-{options.worker}.json"
        self._at = self.folder / f"worker-{options.worker}.at"
        self._counts: Counter[str] = Counter()
        self._next, self._spent = options.worker, 0.0
        if self._state.exists():
            state = json.loads(self._state.read_text())
            self._next, self._spent, self._counts = state["next"], state["seconds"], Counter(state["counts"])

    def run(self) -> None:
        """Try all that are left."""
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        killed = {found["number"] for found in failures(self.folder) if found["kind"].startswith("ended")}
        work = self.folder / f"work-{self.options.worker}"
        work.mkdir(exist_ok=True)
        start = time.process_time()
        for since, number in enumerate(range(self._next, self.options.runs, self.options.jobs), 1):
            if number not in killed:
                self._try(recipe(self.options.seed, number, whole=self.options.whole), work / "mappe.xlsx")
            if since % _STEP == 0:
                self._save(number + self.options.jobs, time.process_time() - start)
        self._save(self.options.runs + self.options.jobs, time.process_time() - start)
        for file in work.iterdir():
            file.unlink()
        work.rmdir()

    def _try(self, made: Recipe, path: Path) -> None:
        self._at.write_text(str(made.number))
        # Without a handler the kernel ends the process, even where it hangs in a library.
        signal.setitimer(signal.ITIMER_PROF, WHOLE_SECONDS if made.whole else SECONDS)
        try:
            result = outcome(made, path)
        except Exception:
            result = "failed"
            signal.setitimer(signal.ITIMER_PROF, 10 * WHOLE_SECONDS)
            kind, trace = failure(made, path)
            known = sum(found["kind"] == kind for found in failures(self.folder))
            shortest = minimised(made, path) if known < 3 else made
            _note(self.folder, self.options.seed, shortest, kind, trace)
        signal.setitimer(signal.ITIMER_PROF, 0)
        self._counts[f"{made.level} {result}"] += 1

    def _save(self, following: int, seconds: float) -> None:
        state = {"next": following, "seconds": self._spent + seconds, "counts": self._counts}
        new = self._state.with_suffix(".new")
        new.write_text(json.dumps(state))
        new.replace(self._state)


def _note(folder: Path, seed: int, made: Recipe, kind: str, trace: str) -> None:
    """Append what went wrong to the list of the run."""
    line = {"number": made.number, "seed": seed, "kind": kind, "level": made.level, "base": made.base}
    line |= {"sheets": made.sheets, "steps": described(made), "trace": trace}
    with (folder / "failures.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")


def failures(folder: Path) -> list[dict[str, Any]]:
    """Return what went wrong so far."""
    place = folder / "failures.jsonl"
    return [json.loads(line) for line in place.read_text().splitlines()] if place.exists() else []


def _supervised(arguments: list[str], options: argparse.Namespace, folder: Path) -> None:
    """Run the workers; one that dies is noted as a failure and goes on with the next mutant."""

    def started(worker: int) -> subprocess.Popen[bytes]:
        own = ["--worker", str(worker), "--folder", str(folder)]
        return subprocess.Popen([sys.executable, "-m", "tests.hostile.mutants", *arguments, *own])

    running = {worker: started(worker) for worker in range(options.jobs)}
    while running:
        for worker, process in list(running.items()):
            try:
                code = process.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
            del running[worker]
            if code != 0:
                number = int((folder / f"worker-{worker}.at").read_text())
                if any(found["number"] == number and found["kind"].startswith("ended") for found in failures(folder)):
                    raise RuntimeError(f"worker {worker} ended twice at mutant {number}")
                _note(folder, options.seed, recipe(options.seed, number, whole=options.whole), f"ended with {code}", "")
                running[worker] = started(worker)


def summary(folder: Path, jobs: int) -> str:
    """Return what a run came to."""
    states = [json.loads((folder / f"worker-{worker}.json").read_text()) for worker in range(jobs)]
    counts = sum((Counter(state["counts"]) for state in states), Counter())
    found = failures(folder)
    lines = [
        f"{sum(counts.values())} mutants, {len(found)} failures, {sum(s['seconds'] for s in states):.0f} CPU seconds"
    ]
    lines += [f"{count:8} {what}" for what, count in sorted(counts.items())]
    lines += [f"{count:8} failures: {kind}" for kind, count in Counter(one["kind"] for one in found).most_common()]
    return "\n".join(lines)


def _show(seed: int, number: int, whole: int) -> int:
    """Show one mutant: what is done to what, and what comes of it."""
    made = recipe(seed, number, whole=whole)
    folder = Path(tempfile.mkdtemp(prefix="regman-mutant-"))
    kind, trace = failure(made, folder / "mappe.xlsx")
    if kind:
        made = minimised(made, folder / "mappe.xlsx")
        failure(made, folder / "mappe.xlsx")
    print(f"{folder / 'mappe.xlsx'}: {made.base} {made.sheets} {described(made)}", trace or "no failure", sep="\n")
    return 1 if kind else 0


def main(arguments: list[str] | None = None) -> int:
    """Run the script; exit code 1 where something went wrong."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(description="Mutation fuzzing of the reader, the rules and the writers.")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--whole", type=int, default=WHOLE, help="one mutant in so many goes the whole way")
    parser.add_argument("--folder", help="where the state and the failures are kept; default: a temporary folder")
    parser.add_argument("--only", type=int, metavar="N", help="show one mutant")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    warnings.simplefilter("error")
    if options.worker is not None:
        Worker(options).run()
        return 0
    if options.only is not None:
        return _show(options.seed, options.only, options.whole)
    folder = Path(options.folder or tempfile.mkdtemp(prefix="regman-mutants-"))
    folder.mkdir(parents=True, exist_ok=True)
    _supervised(arguments, options, folder)
    print(summary(folder, options.jobs), folder, sep="\n")
    return 1 if failures(folder) else 0


if __name__ == "__main__":
    sys.exit(main())
