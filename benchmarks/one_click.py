"""A click: one workbook of usual size, checked in a new process."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.measure import Contender

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "A click: validation of the demo workbook in a new process"
BASE = "import pandas, pydantic"


def made(folder: Path) -> Path:
    """Write the demo workbook in a process of its own."""
    path = folder / "demo.xlsx"
    subprocess.run([sys.executable, "-m", "benchmarks.jobs_demo", str(path)], check=True)
    return path


def contenders(path: Path) -> list[Contender]:
    """Return who takes part: imports alone, and commands of regman."""
    python, regman = (sys.executable, "-c"), (sys.executable, "-m", "regman_xl")
    return [
        Contender("python, nothing", (*python, "pass")),
        Contender(BASE, (*python, "import pandas, pydantic")),
        Contender("import pandas, pydantic, pyarrow", (*python, "import pandas, pydantic, pyarrow")),
        Contender(
            "import pandas, pydantic, fastexcel", (*python, "import pandas, pydantic, fastexcel"), ("fastexcel",)
        ),
        Contender("regman --help", (*regman, "--help")),
        Contender("regman validate", (*regman, "validate", str(path))),
        Contender("regman figures", (*regman, "figures", str(path), "--year", "2026")),
    ]
