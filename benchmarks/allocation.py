"""A million amounts shared among three partners."""

from __future__ import annotations

import sys

from benchmarks.measure import Contender
from benchmarks.timing import answer_of

TITLE = "Allocation of 1,000,000 amounts to three partners (the job alone, in a warm process)"
BASE = "numpy residue table"
_JOBS = {
    BASE: "residue_table",
    "regman allocate_many": "allocate_many",
    "numpy argsort": "argsort",
    "regman allocate, one by one": "one_by_one",
}


def contenders() -> list[Contender]:
    """Return who takes part."""
    return [
        Contender(name, (sys.executable, "-m", "benchmarks.jobs_allocation", job), answer=answer_of, inner=True)
        for name, job in _JOBS.items()
    ]
