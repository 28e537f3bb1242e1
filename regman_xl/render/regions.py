"""Where the headings of tables stand, for people who hear a sheet instead of seeing it.

Screen readers (JAWS, NVDA) read the headings of row and column with a figure where a sheet-scoped name of the form
``TitleRegion1.A5.H20.1`` says which cells are a table; Excel's own tables cannot hold merged cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regman_xl.address import cell_address
from regman_xl.render.grid import Look
from regman_xl.reports.report import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.render.grid import Cell, Grid


class Region(NamedTuple):
    """A table on a sheet.

    Attributes:
        name: The defined name, without the sheet.
        corner: Its first heading, which the name refers to, as row and column, both 0-based.
    """

    name: str
    corner: tuple[int, int]


def title_regions(grid: Grid, sheet: int) -> Iterator[Region]:
    """Yield the tables of a sheet; one that goes on over a page break is one.

    Args:
        grid: The sheet.
        sheet: Its number in the workbook, from 1 on.
    """
    for number, (first, head, rows) in enumerate(_tables(grid), 1):
        right = max(cell.column + cell.span for cell in head)
        corner = cell_address(first + 1, head[0].column + 1)
        end = cell_address(first + rows + 1, right)
        kind = "TitleRegion" if head[0].form is Form.LABEL else "ColumnTitleRegion"
        yield Region(f"{kind}{number}.{corner}.{end}.{sheet}", (first, head[0].column))


def _tables(grid: Grid) -> Iterator[tuple[int, tuple[Cell, ...], int]]:
    """Yield row and cells of the headings of each table, and how many rows follow them."""
    table, first, last = "", 0, 0
    head: tuple[Cell, ...] = ()
    above: tuple[int, tuple[Cell, ...]] = (0, ())
    for row, line in enumerate(grid.lines):
        names = {cell.place.table for cell in line.cells if cell.place is not None}
        if any(cell.look is Look.COLUMN for cell in line.cells):
            above = (row, line.cells)
        elif names and names != {table}:
            if head:
                yield first, head, last - first
            (table,), (first, head), last = names, above, row
        elif names:
            last = row
    if head:
        yield first, head, last - first
