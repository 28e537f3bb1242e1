"""The engine alone: the accounts of many years with many grants."""

from __future__ import annotations

import sys

from benchmarks.measure import Contender
from benchmarks.timing import answer_of

YEARS = 30
GRANTS = 1_000
TITLE = f"Engine: {YEARS} years with {GRANTS:,} grants (the job alone, in a warm process)"
BASE = "regman accounts"


def contenders() -> list[Contender]:
    """Return who takes part: there is no other engine."""
    return [Contender(BASE, (sys.executable, "-m", "benchmarks.jobs_engine"), answer=answer_of, inner=True)]
