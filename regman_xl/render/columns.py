"""Columns of plain text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = "  "


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return rows as text with aligned columns; every cell is one line.

    Args:
        rows: Cells; all rows are of the same length.
        right: Places of the columns that end at the right, such as amounts.
    """
    rows = [tuple(map(one_line, row)) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(GAP.join(cells).rstrip())
    return "\n".join(lines)
