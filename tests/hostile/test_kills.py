"""A hundredth of the kills and one of each error; all of them: ``python -m tests.hostile.kills``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.skipif(os.name == "nt", reason="forks and SIGKILL are those of POSIX")
def test_kills_and_errors_leave_a_whole_workbook() -> None:
    paths = os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.kills", "--runs", "10", "--seed", "1"],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=1800,  # a run that hangs must not hold up all others
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("10 kills, 7 errors, 0 failures")
