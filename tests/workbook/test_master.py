"""The master workbook says everything that the schema declares, and nothing of its own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from regman_xl.model.contents import Contents, Raw
from regman_xl.sample.beginning import new_contents
from regman_xl.sample.history import sample_contents
from regman_xl.schema import JOURNAL, START_SHEET, TABLES, Kind, Table, cockpit
from regman_xl.schema.settings import SETTING_LIST
from regman_xl.workbook.entry import list_name
from regman_xl.workbook.master import FIRST_ROW, HEADER_ROW, master_bytes, own_contribution, write_master
from tests import libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("master") / "Muster.xlsx"
    write_master(path, sample_contents())
    return path


@pytest.fixture(scope="module")
def book(sample: Path) -> Workbook:
    return load_workbook(sample)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("empty") / "Leer.xlsx"
    write_master(path, new_contents(2027, empty=True))
    return load_workbook(path)


def validation(book: Workbook, table: Table, column: str) -> DataValidation | None:
    place = [declared.name for declared in table.columns].index(column)
    cell = f"{get_column_letter(place + 1)}{FIRST_ROW}"
    found = [rule for rule in book[table.sheet].data_validations.dataValidation if cell in rule.sqref]
    return found[0] if found else None


def test_sheets_stand_in_workbook_order(book: Workbook) -> None:
    assert book.sheetnames == [START_SHEET, *(table.sheet for table in TABLES), cockpit.LISTS_SHEET]
    assert book[cockpit.LISTS_SHEET].sheet_state == "hidden"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_input_sheet_holds_its_table(book: Workbook, empty: Workbook, table: Table) -> None:
    for workbook in (book, empty):
        sheet = workbook[table.sheet]
        assert list(sheet.tables) == [table.list_name]
        assert sheet.tables[table.list_name].column_names == [column.title for column in table.columns]
        headers = [sheet.cell(HEADER_ROW + 1, place).value for place in range(1, len(table.columns) + 1)]
        assert headers == [column.title for column in table.columns]
        assert sheet.freeze_panes.endswith(str(FIRST_ROW))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_header_has_a_note_and_every_kind_its_format(book: Workbook, table: Table) -> None:
    sheet = book[table.sheet]
    for place, column in enumerate(table.columns, 1):
        note = sheet.cell(HEADER_ROW + 1, place).comment
        assert note is not None
        assert note.text.startswith(column.help)
        assert (cockpit.REQUIRED in note.text) == column.required
        if column.name == "value" and table.name == "settings":
            continue
        number_format = sheet.cell(FIRST_ROW, place).number_format
        assert number_format == {Kind.MONEY: '#,##0.00\\ "€"', Kind.DATE: "dd.mm.yyyy", Kind.RATE: "0.00##"}.get(
            column.kind, "0" if column.kind in (Kind.YEAR, Kind.COUNT) else "@"
        )


@pytest.mark.parametrize("table", TABLES[1:], ids=lambda table: table.name)
def test_what_is_typed_is_checked_far_below_the_last_row(empty: Workbook, table: Table) -> None:
    for column in table.columns:
        rule = validation(empty, table, column.name)
        if column.kind is Kind.TEXT or column.formula:
            assert rule is None
            continue
        assert rule is not None
        last = max(cells.max_row for cells in rule.sqref.ranges)
        assert last >= (20_000 if table is JOURNAL else 5_000)
        if column.choices or column.target:
            assert rule.type == "list"
            assert rule.formula1 == list_name(column)
            assert rule.errorStyle == ("warning" if column.target else None)
            assert list_name(column) in empty.defined_names
        else:
            assert rule.type in ("decimal", "date", "whole")
            assert rule.error.startswith("Bitte ")


def test_lists_hold_the_choices(book: Workbook) -> None:
    lists = book[cockpit.LISTS_SHEET]
    for place, (choices, title) in enumerate(cockpit.LIST_TITLES.items(), 1):
        column = [lists.cell(row, place).value for row in range(1, len(choices) + 2)]
        assert column == [title, *(choice.value for choice in choices)]
    declared = {column.choices for table in TABLES for column in table.columns if column.choices}
    assert declared == set(cockpit.LIST_TITLES)


def test_an_empty_master_holds_only_the_settings(empty: Workbook) -> None:
    for table in TABLES[1:]:
        row = [empty[table.sheet].cell(FIRST_ROW, place).value for place in range(1, len(table.columns) + 1)]
        assert [value for value in row if value is not None and not str(value).startswith("=")] == []
    values = {row[0].value: row[1].value for row in empty["Einstellungen"].iter_rows(FIRST_ROW, FIRST_ROW + 13)}
    assert list(values) == [setting.title for setting in SETTING_LIST]
    assert values["Haushaltsjahr"] == 2027
    assert values["Buchungsschluss"] == "31.01."
    assert values["Anfangsbestand"] == 0
    assert values["Schwelle Abweichung"] == 10
    assert values["Schemaversion"] == 1


def test_a_new_master_begins_with_the_council_paper() -> None:
    contents = new_contents(2027, empty=False)
    assert {row["partner"]: row["amount"] for row in contents.of("contributions")} == {
        "DUS": 50_000_00,
        "ME": 50_000_00,
        "IHK": 20_000_00,
    }
    assert {row["budget_year"] for row in contents.of("contributions")} == {2027}
    assert contents.of("budget_years") == ({"budget_year": 2027, "status": "offen"},)
    assert contents.of("accounts")
    assert not contents.of("journal")


def test_settings_are_written_as_what_they_are(book: Workbook) -> None:
    values = {row[0].value: row[1].value for row in book["Einstellungen"].iter_rows(FIRST_ROW, FIRST_ROW + 13)}
    assert values["Stichtag"].date() == dt.date(2027, 2, 15)
    assert values["Haushaltsjahr"] == 2026
    assert values["IBAN"].startswith("DE")


def test_text_stays_text(tmp_path: Path) -> None:
    rows = [{"account": "=1+1", "name": "http://example.org"}, {"account": "000100", "name": "@SUM(A1)"}]
    write_master(tmp_path / "text.xlsx", Contents(rows={"accounts": rows}))
    sheet = load_workbook(tmp_path / "text.xlsx")["Kontenplan"]
    assert sheet.cell(FIRST_ROW, 1).data_type in ("s", "f")  # openpyxl guesses; the file says string:
    assert [sheet.cell(FIRST_ROW + 1, place).value for place in (1, 2)] == ["000100", "@SUM(A1)"]
    assert sheet.cell(FIRST_ROW, 2).hyperlink is None
    values = libreoffice.cached(tmp_path / "text.xlsx")["Kontenplan"]
    assert values[f"A{FIRST_ROW}"] == "=1+1"


def test_own_contribution_counts_a_blank_as_nothing() -> None:
    assert own_contribution({"total_cost": 40_000_00, "grant_amount": 24_000_00}) == 16_000_00
    assert own_contribution({"total_cost": 100, "grant_amount": 60, "third_party": 50}) == -10
    assert own_contribution({}) == 0


def test_a_raw_cell_is_written_as_given(tmp_path: Path) -> None:
    rows = [
        {"number": "1", "amount": Raw("12,50"), "eligible": Raw("#REF!", formula="=#REF!"), "voucher_date": Raw(None)},
        {"number": "2", "amount": Raw(12.345), "booked_on": Raw(dt.date(2026, 1, 2)), "budget_year": Raw(2026)},
    ]
    write_master(tmp_path / "raw.xlsx", Contents(rows={"journal": rows}))
    values = libreoffice.cached(tmp_path / "raw.xlsx")["Journal"]
    assert values["O5"] == "12,50"
    assert values["P5"] == "#REF!"
    assert values["O6"] == 12.345


def test_the_same_contents_give_the_same_bytes() -> None:
    assert master_bytes(sample_contents()) == master_bytes(sample_contents())


def test_every_formula_shows_what_libreoffice_computes(sample: Path, tmp_path: Path, soffice: str) -> None:
    write_master(tmp_path / "new.xlsx", new_contents(2027, empty=False))
    for path in (sample, tmp_path / "new.xlsx"):
        shown, computed = libreoffice.cached(path), libreoffice.recalculated(path)
        formulas = libreoffice.formulas(path)
        assert len(formulas[START_SHEET]) > 15
        for sheet, cells in formulas.items():
            for cell in cells:
                assert shown[sheet].get(cell, "") == pytest.approx(computed[sheet].get(cell, ""), abs=1e-6), cell


def test_start_shows_the_year_of_the_settings(sample: Path) -> None:
    start = libreoffice.cached(sample)[START_SHEET]
    figures = {start[f"B{row}"]: start[f"C{row}"] for row in range(8, 22) if f"C{row}" in start}
    assert start["C4"] == 2026
    assert start["F4"] == "vorgelegt"
    assert figures[cockpit.PAID_CONTRIBUTIONS] == 125_000
    assert figures["Zusatzmittel"] == 12_000
    assert figures[cockpit.CLOSING_CASH] == 16_198.59
