"""A small workbook with everything that the tests of the engine need."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def small_book(path: Path) -> Path:
    """Write a workbook with the sheets Daten (a table), Summe (refers to it), and Alles (one of each format)."""
    book = openpyxl.Workbook()
    data = book.active
    data.title = "Daten"
    for row in (("Nr", "Tag", "Betrag"), (1, dt.datetime(2026, 1, 31), 12.5), (2, None, "#N/A")):  # noqa: DTZ001
        data.append(row)
    data.add_table(Table(displayName="tblDaten", ref="A1:C3"))
    data["E1"] = "neben der Tabelle"
    total = book.create_sheet("Summe")
    total["A1"], total["A2"], total["A3"] = "=SUM(Daten!C2:C3)", "=SUM(tblDaten[Nr])", "=A1+1"
    book.defined_names["Erste"] = DefinedName("Erste", attr_text="Daten!$A$2")
    _format(book.create_sheet("Alles"))
    book.save(path)
    return path


def _format(sheet: Worksheet) -> None:
    sheet.append(("Kopf", "Wert"))
    sheet.append(("eins", 1))
    sheet.append(("zwei", 2))
    sheet["B4"] = "=SUM(B2:B3)"
    cell = sheet["A1"]
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFDDEEFF")
    cell.border, cell.alignment = Border(bottom=Side("thin")), Alignment(wrap_text=True)
    cell.protection, sheet["B2"].number_format = Protection(locked=False), "#,##0.00"
    cell.comment = Comment("Hinweis", "regman")
    sheet["A2"].hyperlink = Hyperlink(ref="A2", location="'Alles'!B4", tooltip="zur Summe")
    sheet.merge_cells("A6:B7")
    sheet.column_dimensions["A"].width, sheet.row_dimensions[1].height = 30, 25
    sheet.row_dimensions[8].hidden = True
    sheet.conditional_formatting.add("B2:B4", FormulaRule(["$B2>1"], fill=PatternFill(bgColor="FFFF0000")))
    validation = DataValidation("list", '"eins,zwei"', showErrorMessage=True)
    validation.add("A2:A3")
    sheet.add_data_validation(validation)
    sheet.append(("Schlüssel", "Inhalt"))
    sheet.add_table(Table(displayName="tblAlles", ref="A9:B10"))
    sheet["A9"], sheet["B9"], sheet["A10"] = "Schlüssel", "Inhalt", "x"
    sheet.page_setup.orientation, sheet.page_margins.left = "landscape", 0.4
    sheet.print_title_rows, sheet.print_area = "1:1", "A1:B10"
    sheet.oddFooter.center.text = "Seite &P"
    sheet.row_breaks.append(Break(id=5))
    sheet.freeze_panes, sheet.sheet_properties.tabColor = "A2", "FF00AA00"
    sheet.sheet_view.showGridLines = False
    sheet.defined_names["kind"] = DefinedName("kind", attr_text='"alles"')
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=3))
    sheet.add_chart(chart, "D2")


def reopened(path: Path) -> Workbook:
    """Return a workbook as a program reads it that knows the formulas."""
    return openpyxl.load_workbook(path, rich_text=True)
