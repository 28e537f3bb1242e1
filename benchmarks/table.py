"""The table that a run prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.measure import Run, middle
from regman_xl.render.columns import aligned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEAD = ("", "CPU s", "ratio", "wall s", "peak MiB", "spread")
HEAD_NOTE = "Medians of alternated runs; ratios of CPU time, all child processes included; spread: least and most."
_MIB = 2**20


def table(runs: Mapping[str, Sequence[Run]], base: str) -> str:
    """Return the medians of all contenders beside each other.

    Args:
        runs: The runs by contender.
        base: The contender whose time is 1.00; ratios are of CPU time where the system tells it, else of wall time.
    """
    medians = {name: middle(each) for name, each in runs.items()}
    own = _time(medians[base]) if base in medians else None
    rows = [HEAD]
    for name, run in medians.items():
        times = [_time(each) for each in runs[name]]
        rows.append(
            (
                name,
                "-" if run.cpu is None else f"{run.cpu:.3f}",
                f"{_time(run) / own:.2f}" if own else "-",
                f"{run.wall:.3f}",
                "-" if run.memory is None else f"{run.memory / _MIB:.0f}",
                f"{min(times):.3f} to {max(times):.3f}",
            )
        )
    return aligned(rows, right=(1, 2, 3, 4))


def _time(run: Run) -> float:
    return run.wall if run.cpu is None else run.cpu
