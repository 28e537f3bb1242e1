"""Checking a seeded workbook: regman beside the same seven checks of others and the bare load of the journal."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from benchmarks.layout import read_layout
from benchmarks.measure import Contender

if TYPE_CHECKING:
    from pathlib import Path

BASE = "fastexcel load, no check"
#: Above this size each contender runs only once.
LARGE = 100_000
#: A full sheet: what is left below the head of the template.
FULL = 1_048_572
_CONTENDERS = {
    "polars (fastexcel)": ("polars_fastexcel", ("polars", "fastexcel")),
    "pandas (calamine) + pandera": ("pandas_pandera", ("pandas", "python_calamine", "pandera")),
    "openpyxl + pydantic": ("openpyxl_pydantic", ("openpyxl", "pydantic")),
    "frictionless": ("frictionless_checks", ("frictionless", "openpyxl")),
}


def title(rows: int) -> str:
    """Return the title of the table for a workbook of so many rows."""
    return f"Validation of a journal of {rows:,} rows (a new process each)"


def made(folder: Path, rows: int, seed: int) -> Path:
    """Write the workbook in a process of its own: what the parent holds would count as memory of its children."""
    path = folder / f"journal-{rows}.xlsx"
    subprocess.run([sys.executable, "-m", "benchmarks.workbook", str(path), str(rows), str(seed)], check=True)
    return path


def contenders(path: Path) -> list[Contender]:
    """Return who takes part on a workbook."""
    codes = sorted({code for code, _ in read_layout(path).planted})
    validate = (sys.executable, "-m", "regman_xl", "validate", "--format", "json", "--fail-on", "never")
    return [
        Contender("inflating the sheet", _command("inflate", path)),
        Contender(BASE, _command("fastexcel_load", path), ("fastexcel",)),
        Contender(
            "regman validate --select, seven rules",
            (*validate, "--select", ",".join(codes), str(path)),
            answer=regman_faults,
        ),
        Contender("regman validate, all rules", (*validate, str(path)), answer=_planted_only(set(codes))),
        *(
            Contender(name, _command(module, path), needs, answer=_own_faults)
            for name, (module, needs) in _CONTENDERS.items()
        ),
    ]


def expected(path: Path) -> list[tuple[str, int]]:
    """Return the planted faults."""
    return read_layout(path).planted


def regman_faults(output: bytes) -> list[tuple[str, int]]:
    """Return code and row of every finding that ``regman validate --format json`` prints."""
    (file,) = json.loads(output)["files"]
    return sorted((finding["code"], finding["row"]) for finding in file["findings"])


def _planted_only(codes: set[str]) -> Any:
    return lambda output: [fault for fault in regman_faults(output) if fault[0] in codes]


def _own_faults(output: bytes) -> list[tuple[str, int]]:
    return sorted((code, row) for code, row in json.loads(output))


def _command(module: str, path: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "benchmarks.contenders", module, str(path))
