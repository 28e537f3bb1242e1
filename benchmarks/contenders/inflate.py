"""Below the floor: the journal's sheet is inflated and not even looked at."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.layout import Layout

_CHUNK = 2**20


def faults(path: Path, layout: Layout) -> list[tuple[str, int]]:
    """Inflate the sheet, chunk by chunk."""
    with zipfile.ZipFile(path) as package, package.open(layout.part) as part:
        while part.read(_CHUNK):
            pass
    return []
