"""Native charts over the cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regman_xl.render.german import phrase_text
from regman_xl.render.grid import Place
from regman_xl.render.styles import ACCENT, INK, RULE
from regman_xl.render.tables import heading
from regman_xl.schema.wording import PHRASES
from regman_xl.xlsx_writing import FONT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from regman_xl.render.formulas import Position
    from regman_xl.reports.report import Chart, Table

#: Light before dark: the series differ in print without colour too.
_FILLS = ("#C3CED7", ACCENT, "#7F94A3")
_MARGIN = 40
#: Hundreds of millions side by side would overlap.
_AMOUNTS = '[>=100000000]#,##0.0,,\\ "Mio. €";#,##0\\ "€"'


def add_chart(
    book: Workbook,
    sheet: Worksheet,
    row: int,
    chart: Chart,
    table: Table,
    places: Mapping[Place, Position],
    size: tuple[int, float],
) -> None:
    """Insert a chart into a row that is as high as the chart.

    Args:
        book: The workbook.
        sheet: The sheet with the table.
        row: 0-based row of the chart.
        chart: What it shows.
        table: The table that it shows.
        places: Where the figures stand.
        size: Width of the page in pixels, and height of the row in points.
    """
    drawn = book.add_chart({"type": "column"})
    for number, name in enumerate(chart.series):
        figures = {
            "name": heading(table, table.fields[table.index(name)]),
            "categories": _range(sheet, chart, chart.categories, places),
            "values": _range(sheet, chart, name, places),
        }
        drawn.add_series(figures | _look(number))
    title = phrase_text(chart.title)
    lines = {"visible": True, "line": {"color": RULE}}
    drawn.set_title({"name": title, "name_font": {**_font(10), "bold": True}, "overlay": False})
    # One series needs no legend: the title and the axis say what it is.
    drawn.set_legend({"position": "bottom", "font": _font(9)} if len(chart.series) > 1 else {"none": True})
    along = heading(table, table.fields[table.index(chart.categories)])
    drawn.set_x_axis({**_axis(along), "line": {"color": RULE}, "label_position": "low"})
    drawn.set_y_axis({**_axis(PHRASES["chart.amounts"]), "num_format": _AMOUNTS, "major_gridlines": lines})
    width, height = size
    drawn.set_size({"width": width - 2 * _MARGIN, "height": int(height * 96 / 72) - 6})
    place: dict[str, Any] = {"x_offset": _MARGIN, "y_offset": 2, "object_position": 2}
    sheet.insert_chart(row, 0, drawn, place | {"description": _description(chart, table)})


def _description(chart: Chart, table: Table) -> str:
    """Return what a chart shows in words: its figures are in the table above it, where they can be read."""
    names = [heading(table, table.fields[table.index(name)]) for name in (*chart.series, chart.categories)]
    return PHRASES["chart.description"].format(
        title=phrase_text(chart.title),
        series=PHRASES["chart.and"].join(names[:-1]),
        categories=names[-1],
        table=phrase_text(table.title) if table.title else phrase_text(chart.title),
    )


def _look(number: int) -> dict[str, Any]:
    """Return how the bars of a series look."""
    return {
        "fill": {"color": _FILLS[number % len(_FILLS)]},
        "border": {"color": ACCENT, "width": 0.75},
        "gap": 80,
        "data_labels": {"value": True, "num_format": _AMOUNTS, "font": _font(8)},
    }


def _axis(name: str) -> dict[str, Any]:
    return {"name": name, "name_font": {**_font(8), "bold": False}, "num_font": _font(8)}


def _font(size: int) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": INK}


def _range(sheet: Worksheet, chart: Chart, field: str, places: Mapping[Place, Position]) -> list[str | int]:
    rows = [places[Place(chart.table, row, field)] for row in chart.rows]
    return [sheet.get_name(), rows[0][0], rows[0][1], rows[-1][0], rows[-1][1]]
