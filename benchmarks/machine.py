"""Where a benchmark ran: date, machine, load, versions."""

from __future__ import annotations

import datetime as dt
import os
import platform
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from regman_xl import __version__

#: Import name and distribution of what takes part beside the package itself.
PACKAGES = {
    "numpy": "numpy",
    "pandas": "pandas",
    "pyarrow": "pyarrow",
    "pydantic": "pydantic",
    "fastexcel": "fastexcel",
    "python_calamine": "python-calamine",
    "openpyxl": "openpyxl",
    "pandera": "pandera",
    "polars": "polars",
    "frictionless": "frictionless",
}


def missing(needs: tuple[str, ...]) -> list[str]:
    """Return which packages are not installed, by the name that pip knows."""
    return [PACKAGES.get(name, name) for name in needs if find_spec(name) is None]


def description() -> list[str]:
    """Return lines that say when, where and with what a benchmark runs."""
    now = dt.datetime.now(dt.UTC)
    return [
        f"{now:%Y-%m-%d %H:%M} UTC · Python {platform.python_version()} · {platform.system()} {platform.machine()}",
        f"{_processor()} · {os.cpu_count()} cores{_memory()}{_load()}",
        f"regman_xl {__version__}, "
        + ", ".join(f"{distribution} {_version(distribution)}" for distribution in PACKAGES.values()),
    ]


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        for line in facts.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def _memory() -> str:
    try:
        return f" · {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    except (AttributeError, ValueError, OSError):
        return ""


def _load() -> str:
    try:
        return f" · load before the run {os.getloadavg()[0]:.1f} (idle: 0)"
    except (AttributeError, OSError):
        return ""
