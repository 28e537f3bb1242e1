"""What stands around the rows of a table is read or told, whatever the definition of the Excel table says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from regman_xl.model.facts import Fault
from regman_xl.schema import CONTRIBUTIONS
from regman_xl.workbook.reader import read_books
from tests.workbook.making import CONTRIBUTION, edit_part, facts_of, make_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from regman_xl.model.books import Books

ENTRY: list[Any] = ["ME", 2026, 77.5]


def changed(path: Path, change: Callable[[Worksheet], object], *, rows: int = 3, defined: bool = True) -> Books:
    """Read a workbook with three contributions below row 4, after a change by openpyxl."""
    make_book(path, contributions=[CONTRIBUTION] * rows, top=3, defined=defined)
    book = openpyxl.load_workbook(path)
    change(book["Beiträge"])
    book.save(path)
    return read_books(path)


def write(sheet: Worksheet, first: str, values: list[Any]) -> None:
    """Write values side by side."""
    start = sheet[first]
    for step, value in enumerate(values):
        sheet.cell(start.row, start.column + step, value)


def resize(sheet: Worksheet, area: str) -> None:
    """Change the area of the Excel table."""
    sheet.tables["tblBeitraege"].ref = sheet.tables["tblBeitraege"].autoFilter.ref = area


#: What is done, and the places that must be told; the rows of the table are all read.
TOLD: dict[str, tuple[Callable[[Worksheet], object], list[tuple[Fault, str]]]] = {
    "a row above the headers": (lambda sheet: write(sheet, "A3", ENTRY), [(Fault.OUTSIDE_TABLE, "A3:C3")]),
    "two rows above the headers": (
        lambda sheet: (write(sheet, "A2", ENTRY), write(sheet, "A3", ENTRY)),
        [(Fault.OUTSIDE_TABLE, "A2:C2"), (Fault.OUTSIDE_TABLE, "A3:C3")],
    ),
    "a title above the headers": (lambda sheet: write(sheet, "A3", ["Beiträge", 2026]), []),
    "the table ends too early": (lambda sheet: resize(sheet, "A4:E5"), [(Fault.BELOW_TABLE, "A6:E7")]),
    "the table ends too late": (lambda sheet: resize(sheet, "A4:E20"), []),
    "the table is too narrow": (lambda sheet: resize(sheet, "A4:D7"), [(Fault.OUTSIDE_TABLE, "E4:E7")]),
    "a column without header in the table": (
        lambda sheet: (resize(sheet, "A4:G7"), write(sheet, "G4", ["Notiz"]), write(sheet, "F6", [12.5])),
        [(Fault.OUTSIDE_TABLE, "F6")],
    ),
    "a header that is a number": (
        lambda sheet: (resize(sheet, "A4:F7"), write(sheet, "F4", [2027]), write(sheet, "F6", [12.5])),
        [],
    ),
    "hidden columns": (lambda sheet: setattr(sheet.column_dimensions["C"], "hidden", True), []),
}


@pytest.mark.parametrize("case", TOLD)
def test_it_is_told(tmp_path: Path, case: str) -> None:
    change, told = TOLD[case]
    books = changed(tmp_path / "a.xlsx", change)
    assert [(fact.fault, fact.detail) for fact in facts_of(books)] == told
    assert [record.amount for record in books.contributions] == [5_000_000] * 3


def test_a_column_without_header_where_there_is_no_excel_table(tmp_path: Path) -> None:
    books = changed(tmp_path / "a.xlsx", lambda sheet: write(sheet, "G6", [12.5, "x"]), defined=False)
    assert [(fact.fault, fact.detail) for fact in facts_of(books)] == [(Fault.OUTSIDE_TABLE, "G6:H6")]


@pytest.mark.parametrize(("total", "told"), [(["Summe", None, "=SUM(C5:C7)"], []), (ENTRY, ["A8:C8"])])
def test_an_entry_in_the_totals_row_is_told(tmp_path: Path, total: list[Any], told: list[str]) -> None:
    def end_by_totals(sheet: Worksheet) -> None:
        write(sheet, "A8", total)
        sheet.tables["tblBeitraege"].ref = "A4:E8"
        sheet.tables["tblBeitraege"].totalsRowCount = 1

    books = changed(tmp_path / "a.xlsx", end_by_totals)
    assert [fact.detail for fact in facts_of(books)] == told
    assert len(books.contributions) == 3


@pytest.mark.parametrize(
    ("area", "told"), [("A1:B2", ["A1:B1", "A2:B2"]), ("A10:B11", ["A10:B11"]), ("H4:I6", ["H5:I6"])]
)
def test_a_second_table_on_the_sheet_is_told(tmp_path: Path, area: str, told: list[str]) -> None:
    def add(sheet: Worksheet) -> None:
        first = area.partition(":")[0]
        write(sheet, first, ["Ort", "Zahl"])
        for row in sheet[area][1:]:
            row[0].value, row[1].value = "x", 5
        sheet.add_table(Table(displayName="Tabelle7", ref=area))

    books = changed(tmp_path / "a.xlsx", add)
    assert [fact.detail for fact in facts_of(books)] == told
    assert len(books.contributions) == 3


def test_the_cells_name_the_columns_not_the_definition(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION])
    edit_part(
        path,
        "xl/tables/table1.xml",
        lambda xml: (
            xml.replace('name="Partner"', 'name="?"')
            .replace('name="Jahresbeitrag"', 'name="Partner"')
            .replace('name="?"', 'name="Jahresbeitrag"')
        ),
    )
    books = read_books(path)
    assert facts_of(books) == []
    assert [(record.partner, record.amount) for record in books.contributions] == [("DUS", 5_000_000)]


def test_columns_may_be_moved_within_the_table(tmp_path: Path) -> None:
    order = ["basis", "amount", "due_on", "partner", "budget_year"]
    books = read_books(make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION], order=order))
    assert facts_of(books) == []
    assert books.table(CONTRIBUTIONS).positions["amount"] == 2
    assert books.contributions[0].amount == 5_000_000
