"""The floor: the journal is loaded and nothing is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastexcel import read_excel

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.layout import Layout


def faults(path: Path, layout: Layout) -> list[tuple[str, int]]:
    """Load the journal into Arrow."""
    sheet = read_excel(path).load_sheet(layout.journal, header_row=layout.header_row, schema_sample_rows=None)
    sheet.to_arrow()
    return []
