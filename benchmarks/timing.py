"""Jobs too short for a process of their own: the process measures the job and leaves out what comes before it."""

from __future__ import annotations

import json
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def told(job: Callable[[], Any], answer: Callable[[Any], Any], times: int) -> None:
    """Do a job several times and print the median of what it took, with what it gave, as JSON.

    Args:
        job: The job.
        answer: What is comparable of its result.
        times: How often it is done, after once for nothing: lazy imports and first pages belong to no contender.
    """
    result = job()
    cpu, wall = [], []
    for _ in range(times):
        started, clock = time.process_time(), time.perf_counter()
        result = job()
        cpu.append(time.process_time() - started)
        wall.append(time.perf_counter() - clock)
    sys.stdout.write(json.dumps({"cpu": median(cpu), "wall": median(wall), "answer": answer(result)}))


def answer_of(output: bytes) -> Any:
    """Return the answer from what `told` printed."""
    return json.loads(output)["answer"]
