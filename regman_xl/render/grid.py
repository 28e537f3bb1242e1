"""A sheet before it is written: rows of cells with looks, heights and breaks, but in no file format yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from regman_xl.reports.report import Chart, Form, Value


class Look(Enum):
    """What a cell is to the eye."""

    RUNNING = auto()
    TITLE = auto()
    MARK = auto()
    FACT_NAME = auto()
    FACT = auto()
    HEADING = auto()
    SUBHEADING = auto()
    TABLE_TITLE = auto()
    COLUMN = auto()
    BODY = auto()
    GROUP = auto()
    SUBTOTAL = auto()
    TOTAL = auto()
    MEMO = auto()
    NOTE = auto()
    WARNING = auto()
    PROSE = auto()
    PROMPT = auto()
    SIGN = auto()
    SIGN_ROLE = auto()


class Place(NamedTuple):
    """A figure by name: table, row, field."""

    table: str
    row: str
    field: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell or merged run of cells.

    Attributes:
        column: 0-based first column.
        value: What it holds, as the report has it; a text is written as text.
        look: What it is.
        span: How many columns it takes.
        form: What a value of a table is; None for texts of the document.
        place: Its name where it is a figure of a table.
    """

    column: int
    value: Value
    look: Look
    span: int = 1
    form: Form | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Line:
    """One row of the sheet.

    Attributes:
        cells: Its cells.
        height: Height in points.
        keep: True when the next row must stand on the same page.
        again: Rows to repeat when a page begins with this row.
        chart: A chart that fills the row.
        break_before: A new page begins here.
        new_page: A new page has to begin here, however much room is left.
        cost: How bad it is if a page ends with this row: 0 at the end of a section.
    """

    cells: tuple[Cell, ...] = ()
    height: float = 13.0
    keep: bool = False
    again: tuple[Line, ...] = ()
    chart: Chart | None = None
    break_before: bool = False
    new_page: bool = False
    cost: float = 0.0


@dataclass(frozen=True)
class Grid:
    """One sheet.

    Attributes:
        name: Its name.
        title: Title of the document.
        widths: Column widths in pixels.
        lines: Its rows; the first `repeated` ones stand on every page.
        repeated: Number of these.
        tag: Kind, year, subject and checksum of the report, by which the sheet is known again.
    """

    name: str
    title: str
    widths: tuple[int, ...]
    lines: tuple[Line, ...]
    repeated: int
    tag: dict[str, str] = field(default_factory=dict)

    def places(self) -> dict[Place, tuple[int, int]]:
        """Return row and column, both 0-based, of every figure."""
        return {
            cell.place: (row, cell.column)
            for row, line in enumerate(self.lines)
            for cell in line.cells
            if cell.place is not None
        }
