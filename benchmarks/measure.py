"""One run of one contender, in a process of its own, and what it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: What `os.wait4` counts the peak memory in: bytes on macOS, KiB elsewhere.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
#: The exit codes of a run that reports: nothing found, something found.
REPORTED = (0, 1)
NO_USAGE = (
    "This system cannot say what a child process used (no os.wait4, as on Windows): CPU time and peak memory are "
    "missing where a contender does not measure its own CPU time; ratios are those of wall time."
)


@dataclass(frozen=True, slots=True)
class Contender:
    """Something that does the job of a part.

    Attributes:
        name: As the table shows it.
        command: The process that does it.
        needs: Packages without which it cannot run.
        answer: What a run found, from its output, comparable between contenders; None where it finds nothing.
        inner: The process times itself: its output is JSON with ``cpu`` and ``wall`` of the job alone.
    """

    name: str
    command: tuple[str, ...]
    needs: tuple[str, ...] = ()
    answer: Callable[[bytes], Any] | None = None
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took.

    Attributes:
        cpu: Seconds of the processor, all child processes included; None where the system does not say.
        wall: Seconds on the clock.
        memory: Peak memory of the largest process in bytes; None where the system does not say.
        output: What it printed.
    """

    cpu: float | None
    wall: float
    memory: int | None
    output: bytes


def has_usage() -> bool:
    """Say whether the system tells what a child process used."""
    return hasattr(os, "wait4")


def run(contender: Contender) -> Run:
    """Run a contender once.

    Raises:
        RuntimeError: It broke down.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(contender.command, stdout=output, stderr=errors)
        cpu, memory = None, None
        if has_usage():
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT
        code = process.wait()
        wall = time.perf_counter() - started
        output.seek(0)
        errors.seek(0)
        if code not in REPORTED:
            raise RuntimeError(f"{contender.name}: exit code {code}\n{errors.read().decode(errors='replace')}")
        told = output.read()
    if contender.inner:
        own = json.loads(told)
        cpu, wall = own["cpu"], own["wall"]
    return Run(cpu, wall, memory, told)


def alternate(contenders: Sequence[Contender], times: int) -> dict[str, list[Run]]:
    """Run all contenders in turn, so that whatever else the machine does meets each of them alike.

    Each run is told on the standard error as soon as it is done: the slow ones take many minutes on a full sheet.

    Args:
        contenders: Who takes part.
        times: How often each runs.

    Returns:
        The runs by the contender's name.
    """
    runs: dict[str, list[Run]] = {contender.name: [] for contender in contenders}
    for number in range(1, times + 1):
        for contender in contenders:
            done = run(contender)
            runs[contender.name].append(done)
            seconds = f"{done.wall:.3f} s" if done.cpu is None else f"{done.cpu:.3f} s of the processor"
            print(f"  {number}/{times} {contender.name}: {seconds}", file=sys.stderr)
    return runs


def middle(runs: Sequence[Run]) -> Run:
    """Return the medians of several runs, with the output of the first."""
    known = [run for run in runs if run.cpu is not None]
    sizes = [run.memory for run in runs if run.memory is not None]
    return Run(
        cpu=median(run.cpu for run in known if run.cpu is not None) if known else None,
        wall=median(run.wall for run in runs),
        memory=int(median(sizes)) if sizes else None,
        output=runs[0].output,
    )
