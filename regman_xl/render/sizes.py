"""Sizes of the page and of what stands on it: A4 landscape, Arial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.render.grid import Look
from regman_xl.reports.report import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.reports.report import Chart

#: Margins in centimetres: left, right, top, bottom.
MARGINS = (1.5, 1.5, 1.4, 1.7)
PAGE_CM = (29.7, 21.0)
#: The first column holds labels, all others are one amount wide; together they fill the page at 100 %.
LABEL_WIDTH = 238
UNIT_WIDTH = 110
UNITS = 7
#: A first column of places is narrower by one amount, which the others get.
PLACE_WIDTH = LABEL_WIDTH - UNIT_WIDTH
#: Columns of a list of numbered rows: it has more of them than a page of ordinary ones.
_LIST_WIDTHS = {Form.NUMBER: 54, Form.DATE: 76, Form.TEXT: 92, Form.PROSE: 136}
#: Height of a chart in points; where only a few bars stand side by side, a lower one does.
_CHART_HEIGHT = 225.0
_LOW_CHART_HEIGHT = 175.0
_FEW_BARS = 3
#: Programs and printers differ a little: the page is planned a little smaller than it is.
FILL = 0.97

#: Font size in points and boldness.
SIZES: dict[Look, tuple[float, bool]] = {
    Look.RUNNING: (8, False),
    Look.TITLE: (16, True),
    Look.MARK: (10, True),
    Look.FACT_NAME: (9, True),
    Look.FACT: (9, False),
    Look.HEADING: (12, True),
    Look.SUBHEADING: (10.5, True),
    Look.TABLE_TITLE: (9.5, True),
    Look.COLUMN: (9, True),
    Look.BODY: (9, False),
    Look.GROUP: (9, True),
    Look.SUBTOTAL: (9, True),
    Look.TOTAL: (9, True),
    Look.MEMO: (9, False),
    Look.NOTE: (9.5, False),
    Look.WARNING: (9.5, True),
    Look.PROSE: (10, False),
    Look.PROMPT: (10, True),
    Look.SIGN: (9, False),
    Look.SIGN_ROLE: (9, True),
}


def page_widths(units: int, *, places: bool = False) -> tuple[int, ...]:
    """Return the column widths in pixels of a sheet.

    Args:
        units: How many columns beside the first its tables need.
        places: The first column holds places of cells, which are shorter than labels.
    """
    if places:
        return (PLACE_WIDTH, *(UNIT_WIDTH,) * max(UNITS + 1, units))
    return (LABEL_WIDTH, *(UNIT_WIDTH,) * max(UNITS, units))


def chart_height(chart: Chart) -> float:
    """Return the height of a chart in points."""
    few = len(chart.series) == 1 or len(chart.rows) <= _FEW_BARS
    return _LOW_CHART_HEIGHT if few else _CHART_HEIGHT


def list_widths(forms: Sequence[Form]) -> tuple[int, ...]:
    """Return the column widths in pixels of a sheet whose widest table is a list of numbered rows.

    Args:
        forms: What the columns of the list hold.
    """
    return tuple(_LIST_WIDTHS.get(form, UNIT_WIDTH) for form in forms)


def column_runs(widths: Sequence[int]) -> list[tuple[int, int]]:
    """Return first column and span of the ordinary columns of a sheet.

    Between the narrow columns of a list, other tables and texts take as many as make an ordinary one; what is left
    at the right goes to the last.
    """
    if widths[0] >= PLACE_WIDTH:
        return [(column, 1) for column in range(len(widths))]
    runs: list[tuple[int, int]] = []
    first = 0
    for column in range(len(widths)):
        least = UNIT_WIDTH if runs else LABEL_WIDTH
        if sum(widths[first : column + 1]) >= least:
            runs.append((first, column + 1 - first))
            first = column + 1
    if first < len(widths):
        start, span = runs.pop()
        runs.append((start, span + len(widths) - first))
    return runs


def span_width(widths: Sequence[int], first: int, span: int) -> int:
    """Return the width of a run of columns in pixels."""
    return sum(widths[first : first + span])


def page_height(width: int) -> float:
    """Return the height in points that rows may fill on a page, when the sheet is shrunk to fit its width."""
    left, right, top, bottom = MARGINS
    room = (PAGE_CM[0] - left - right) / 2.54 * 96
    points = (PAGE_CM[1] - top - bottom) / 2.54 * 72
    return points * max(1.0, width / room) * FILL
