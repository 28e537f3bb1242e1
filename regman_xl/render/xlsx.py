"""Reports as an xlsx file, written by XlsxWriter.

Text is always written as text, the same reports always give the same bytes, and a formula carries the value of
the report as its cached value.
"""

from __future__ import annotations

import datetime as dt
import io
from fractions import Fraction
from typing import TYPE_CHECKING

import xlsxwriter

from regman_xl.render.charts import add_chart
from regman_xl.render.formulas import absolute, formula
from regman_xl.render.layout import lay_out
from regman_xl.render.regions import title_regions
from regman_xl.render.sizes import MARGINS
from regman_xl.render.styles import Styles
from regman_xl.render.tables import shown
from regman_xl.reports.report import CellRef, Form, Phrase
from regman_xl.safe_text import for_xml, is_for_xml, whole
from regman_xl.schema.wording import PHRASES
from regman_xl.xlsx_writing import CREATED, write_text, writer_options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from regman_xl.render.formulas import Position
    from regman_xl.render.grid import Cell, Grid, Place
    from regman_xl.reports.report import Report

#: So long a place Excel takes as the aim of a link.
LINK_LENGTH = 255
#: So many links Excel reads on one sheet; a place beyond them is plain text.
LINKS = 65_530
#: So many UTF-16 units fit into a cell.
CELL_LENGTH = 32_767
_A4 = 9
_CM = 2.54


def workbook_bytes(reports: Sequence[Report]) -> bytes:
    """Return reports as the bytes of a new workbook.

    Args:
        reports: One sheet each, in this order.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, writer_options()) as book:
        styles = Styles(book)
        grids = [lay_out(report) for report in reports]
        book.set_properties(
            {
                "title": ", ".join(grid.title for grid in grids),
                "author": for_xml(reports[0].head.cooperation) if reports else "",
                "created": CREATED,
            }
        )
        for report, grid in zip(reports, grids, strict=True):
            _sheet(book, styles, report, grid)
    return buffer.getvalue()


def _sheet(book: Workbook, styles: Styles, report: Report, grid: Grid) -> None:
    sheet = book.add_worksheet(grid.name)
    _set_up(sheet, grid, report)
    places = grid.places()
    breaks = []
    for row, line in enumerate(grid.lines):
        sheet.set_row(row, line.height)
        if line.break_before:
            breaks.append(row)
        for cell in line.cells:
            _write(sheet, styles, row, cell, report, places)
        if line.chart is not None:
            size = (sum(grid.widths), line.height)
            add_chart(book, sheet, row, line.chart, report.tables[line.chart.table], places, size)
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, len(grid.lines) - 1, len(grid.widths) - 1)
    _name(book, grid)


def _name(book: Workbook, grid: Grid) -> None:
    """Define the sheet's names: what it is, and where its tables are."""
    for name, value in grid.tag.items():
        text = value.replace('"', '""')
        book.define_name(f"'{grid.name}'!regman_{name}", f'="{text}"')
    for region in title_regions(grid, len(book.worksheets())):
        book.define_name(f"'{grid.name}'!{region.name}", f"='{grid.name}'!{absolute(region.corner)}")


def _set_up(sheet: Worksheet, grid: Grid, report: Report) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    left, right, top, bottom = (margin / _CM for margin in MARGINS)
    sheet.set_margins(left, right, top, bottom)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, grid.repeated - 1)
    page = PHRASES["foot.page"].format(page="&P", pages="&N")
    file = PHRASES["foot.file"].format(file="&F", as_of=f"{report.head.as_of:%d.%m.%Y}")
    sheet.set_footer(f"&L&8{file}&R&8{page}", {"margin": 0.7 / _CM})
    for column, width in enumerate(grid.widths):
        sheet.set_column_pixels(column, column, width)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(grid.lines)}"})
    sheet.freeze_panes(grid.repeated, 0)


def _write(
    sheet: Worksheet,
    styles: Styles,
    row: int,
    cell: Cell,
    report: Report,
    places: Mapping[Place, Position],
) -> None:
    number = _number(cell)
    target = _target(cell) if sheet.hlink_count < LINKS else None
    form = Form.LABEL if cell.form is Form.PLACE and target is None else cell.form
    style = styles.get(cell.look, form, text=number is None)
    if cell.span > 1:
        sheet.merge_range(row, cell.column, row, cell.column + cell.span - 1, "", style)
    text = formula_of(cell, report, places)
    if text is not None:
        sheet.write_formula(row, cell.column, text, style, shown(cell.value) if number is None else number)
    elif number is not None:
        sheet.write_number(row, cell.column, number, style)
    elif target is not None:
        sheet.write_url(row, cell.column, target, style, _fitting(shown(cell.value)), PHRASES["link.tip"])
    elif content := _fitting(shown(cell.value)):
        write_text(sheet, row, cell.column, content, style)
    else:
        sheet.write_blank(row, cell.column, None, style)


def formula_of(cell: Cell, report: Report, places: Mapping[Place, Position]) -> str | None:
    """Return the formula of a cell, None where it holds a plain value."""
    if cell.place is None:
        return None
    table = report.tables[cell.place.table]
    field = table.fields[table.index(cell.place.field)]
    return formula(table, table.row(cell.place.row), field, places, PHRASES["label.no_data"])


def _number(cell: Cell) -> float | None:
    """Return the number that the file stores: EUR, a ratio, or the serial of a day; None for a text."""
    value = cell.value
    if isinstance(value, str | Phrase | CellRef) or value is None:
        return None
    if isinstance(value, dt.date):
        return float((value - dt.date(1899, 12, 30)).days)
    if cell.form is Form.EXACT:
        return float(Fraction(value) / 100)
    return float(value / 100 if cell.form is Form.MONEY else value)


def _target(cell: Cell) -> str | None:
    """Return where a place links to, None where the cell is no place of a cell or no link can name it."""
    value = cell.value
    if not isinstance(value, CellRef) or value.cell is None:
        return None
    sheet = value.sheet.replace("'", "''")
    place = f"'{sheet}'!{value.cell}"
    # An attribute of XML keeps no tab and no end of a line, and XlsxWriter writes there what XML cannot hold.
    fits = len(place) <= LINK_LENGTH and is_for_xml(place) and not set(place) & set("\t\n\r")
    return f"internal:{place}" if fits else None


def _fitting(text: str) -> str:
    """Return a text as far as a cell can hold it; that it is cut is said at its end."""
    text = whole(text)
    if len(text) <= CELL_LENGTH // 2 or len(text.encode("utf-16-le")) // 2 <= CELL_LENGTH:
        return text
    mark = PHRASES["label.cut"]
    room = 2 * (CELL_LENGTH - len(mark))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + mark
