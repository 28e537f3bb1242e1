"""From a workbook file to Books: tables are found, rows are kept at their place, layouts that mislead are told."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regman_xl.model.facts import Fault
from regman_xl.model.frames import typed_frame
from regman_xl.money import MAX_CENTS
from regman_xl.problems import Problem
from regman_xl.rules import audit
from regman_xl.schema import CONTRIBUTIONS, GRANT_DECISIONS, JOURNAL, PARTNERS, PLAN, REPORT_TEXTS, TABLES
from regman_xl.workbook.reader import read_books
from tests import libreoffice
from tests.workbook.making import CONTRIBUTION, ENTRY, address, edit_part, facts_of, journal, make_book, position

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def fault_names(path: Path) -> list[tuple[Fault, int, str]]:
    return [(fact.fault, fact.row, fact.detail) for fact in facts_of(read_books(path))]


def test_a_table_becomes_a_typed_frame(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION, {**CONTRIBUTION, "partner": "ME"}], top=3)
    books = read_books(path)
    data = books.table(CONTRIBUTIONS)
    cents = [{**CONTRIBUTION, "amount": 5_000_000}, {**CONTRIBUTION, "partner": "ME", "amount": 5_000_000}]
    pd.testing.assert_frame_equal(data.frame, typed_frame(CONTRIBUTIONS, cents, first_row=5))
    assert data.header_row == 4
    assert data.positions == {"partner": 1, "budget_year": 2, "amount": 3, "due_on": 4, "basis": 5}
    assert [record.row for record in books.contributions] == [5, 6]
    assert facts_of(books) == []


def test_every_frame_has_the_declared_types_even_without_rows(tmp_path: Path) -> None:
    books = read_books(make_book(tmp_path / "a.xlsx", **{table.name: [] for table in TABLES}))
    # Only the settings have lines that must be there.
    assert [fact.detail for fact in facts_of(books, absent=True)] == ["Anfangsbestand", "Schemaversion"]
    for table in TABLES:
        pd.testing.assert_frame_equal(books.table(table).frame, typed_frame(table, []))


def test_the_frames_of_missing_sheets_are_separate(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {})
    changed = read_books(path).table(CONTRIBUTIONS).frame
    changed["basis"] = pd.Series([], changed.index, dtype=bool)
    pd.testing.assert_frame_equal(read_books(path).table(CONTRIBUTIONS).frame, typed_frame(CONTRIBUTIONS, []))


def test_missing_sheets_are_told_with_the_nearest_name(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {})
    edit_part(path, "xl/workbook.xml", lambda xml: xml.replace('name="Journal"', 'name="Beitraege"'))
    books = read_books(path)
    missing = {fact.sheet: fact.detail for fact in books.package.facts}
    # The journal is still found by its Excel table.
    assert set(missing) == {table.sheet for table in TABLES} - {"Journal"}
    assert missing["Beiträge"] == "Beitraege"
    assert missing["Partner"] == ""
    assert books.table(PARTNERS).header_row == 0
    assert len(books.journal) == 1


@pytest.mark.parametrize("defined", [True, False])
@pytest.mark.parametrize("top", [0, 5])
def test_tables_are_found_by_definition_or_by_headers(tmp_path: Path, defined: bool, top: int) -> None:
    path = make_book(tmp_path / "a.xlsx", journal=[ENTRY], defined=defined, top=top)
    books = read_books(path)
    assert facts_of(books) == []
    assert books.journal["amount"].tolist() == [123456]
    assert books.journal.index.tolist() == [top + 2]


def test_headers_below_row_20_are_not_looked_for(tmp_path: Path) -> None:
    books = read_books(make_book(tmp_path / "a.xlsx", journal=[ENTRY], defined=False, top=20))
    assert {fact.fault for fact in facts_of(books)} == {Fault.MISSING_COLUMN}
    assert books.table(JOURNAL).header_row == 0


def test_a_title_above_the_headers_is_not_taken_for_them(tmp_path: Path) -> None:
    path = make_book(
        tmp_path / "a.xlsx", partners=[{"id": "DUS", "name": "Stadt", "valid_from": 2020}], defined=False, top=2
    )
    book = openpyxl.load_workbook(path)
    book["Partner"]["A1"] = "Name"
    book.save(path)
    assert read_books(path).table(PARTNERS).header_row == 3


def test_the_name_of_the_excel_table_has_no_case(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {})
    edit_part(path, "xl/tables/table1.xml", lambda xml: xml.replace("tblJournal", "TBLJOURNAL"))
    edit_part(path, "xl/workbook.xml", lambda xml: xml.replace('name="Journal"', 'name="Buchungen"'))
    assert len(read_books(path).journal) == 1


def test_findings_name_the_sheet_as_it_is_called_in_the_file(tmp_path: Path) -> None:
    wrong = {**ENTRY, "number": "2", "text": None, "confirmed_by": "A", "approved_by": "a"}
    path = make_book(tmp_path / "a.xlsx", journal=[wrong], partners=[{"id": "DUS", "valid_from": 2020}])
    edit_part(path, "xl/workbook.xml", lambda xml: xml.replace('name="Journal"', 'name="Buchungen"'))
    found = audit(read_books(path), today=dt.date(2026, 12, 31)).findings
    places = [(finding.code, finding.sheet) for finding in found if finding.cell]
    assert [place for place in places if place[0] in ("JRN09", "TYP15")] == [
        ("TYP15", "Buchungen"),
        ("JRN09", "Buchungen"),
        ("TYP15", "Partner"),
    ]


def test_an_excel_table_of_another_name_on_the_right_sheet(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", journal=[ENTRY], top=25)
    edit_part(path, "xl/tables/table1.xml", lambda xml: xml.replace("tblJournal", "Tabelle1"))
    assert len(read_books(path).journal) == 1


def test_headers_are_compared_without_case_and_surplus_blanks(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {})
    edit_part(path, "xl/sharedStrings.xml", lambda xml: xml.replace("<t>Storno zu<", "<t>STORNO \n zu<"))
    edit_part(path, "xl/sharedStrings.xml", lambda xml: xml.replace("<t>Förderung<", "<t>Fo\u0308rderung <"))
    assert set(read_books(path).table(JOURNAL).positions) == {column.name for column in JOURNAL.columns}


def test_unknown_columns_are_ignored(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION])
    book = openpyxl.load_workbook(path)
    sheet = book["Beiträge"]
    sheet.insert_cols(2)
    sheet["B1"], sheet["B2"] = "Notiz", "#REF!"
    sheet.tables["tblBeitraege"].ref = "A1:F2"
    book.save(path)
    books = read_books(path)
    assert facts_of(books) == []
    assert books.contributions[0].amount == 5_000_000


def test_blank_rows_at_the_end_are_ignored_and_others_told(tmp_path: Path) -> None:
    rows = [CONTRIBUTION, {}, {}, CONTRIBUTION, {}, CONTRIBUTION, {"basis": "  "}, {}]
    books = read_books(make_book(tmp_path / "a.xlsx", contributions=rows))
    found = [(fact.fault, fact.row, fact.detail) for fact in facts_of(books)]
    assert found == [(Fault.BLANK_ROW, 3, "3-4"), (Fault.BLANK_ROW, 6, "6")]
    assert books.table(CONTRIBUTIONS).frame.index.tolist() == [2, 5, 7]
    assert books.table(CONTRIBUTIONS).usable.index.tolist() == [2, 5, 7]


def test_a_lone_cell_far_below_costs_nothing(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION], defined=False)
    book = openpyxl.load_workbook(path)
    book["Beiträge"]["A1048576"] = "ME"
    book["Beiträge"]["XFD3"] = "weit weg"
    book.save(path)
    books = read_books(path)
    assert books.table(CONTRIBUTIONS).frame.index.tolist() == [2, 1048576]
    assert [fact.detail for fact in facts_of(books)[:2]] == ["XFD3", "3-1048575"]


def test_the_totals_row_is_no_data(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION, {"partner": "Summe", "amount": 50000.0}])
    edit_part(path, "xl/tables/table1.xml", lambda xml: xml.replace(' totalsRowShown="0"', ' totalsRowCount="1"'))
    books = read_books(path)
    assert facts_of(books) == []
    assert len(books.contributions) == 1


def test_cells_below_and_beside_the_table(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION])
    book = openpyxl.load_workbook(path)
    sheet = book["Beiträge"]
    sheet["A4"], sheet["C5"], sheet["F2"], sheet["B9"] = "ME", 7.5, 1, " "
    book.save(path)
    books = read_books(path)
    outside = [(fact.fault, address(fact), fact.detail) for fact in facts_of(books)]
    assert outside == [(Fault.OUTSIDE_TABLE, "A4", "A4:C5"), (Fault.OUTSIDE_TABLE, "F2", "F2")]
    assert len(books.contributions) == 1


def test_cells_far_beside_the_table_are_told_and_notes_are_not(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION, CONTRIBUTION], top=2)
    book = openpyxl.load_workbook(path)
    sheet = book["Beiträge"]
    sheet.insert_cols(1, 3)
    sheet.tables["tblBeitraege"].ref = "D3:H5"
    # Above, far beside the headers, below and beside: notes.
    sheet["D1"], sheet["K3"], sheet["K9"], sheet["A3"] = "Titel", "Legende", "Hinweis", "Notiz"
    sheet["A4"], sheet["K5"], sheet["M4"] = "ME", 7.5, "x"
    book.save(path)
    books = read_books(path)
    assert [(fact.fault, fact.detail) for fact in facts_of(books)] == [
        (Fault.OUTSIDE_TABLE, "A4"),
        (Fault.OUTSIDE_TABLE, "K4:M5"),
    ]
    sheet["I3"] = "Spalte ohne Tabelle"
    book.save(path)
    assert "I3:M5" in [fact.detail for fact in facts_of(read_books(path))]


def test_hidden_rows_are_counted_and_told(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", *[{}] * 6)
    book = openpyxl.load_workbook(path)
    for row in (3, 4, 6, 50):
        book["Journal"].row_dimensions[row].hidden = True
    book.save(path)
    assert fault_names(path) == [(Fault.HIDDEN, 3, "3-4, 6")]
    assert len(read_books(path).journal) == 6


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_told(tmp_path: Path, state: str) -> None:
    path = make_book(tmp_path / "a.xlsx", partners=[], journal=[ENTRY])
    edit_part(path, "xl/workbook.xml", lambda xml: xml.replace('sheetId="2"', f'sheetId="2" state="{state}"'))
    [fact] = facts_of(read_books(path))
    assert (fact.fault, fact.sheet, fact.row, fact.detail) == (Fault.HIDDEN, "Journal", 0, "Blatt")


def test_an_active_filter_is_told_with_the_rows_that_it_hides(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {}, {}, {})
    book = openpyxl.load_workbook(path)
    table = book["Journal"].tables["tblJournal"]
    table.autoFilter.filterColumn.append(
        openpyxl.worksheet.filters.FilterColumn(colId=1, filters=openpyxl.worksheet.filters.Filters(filter=["2026"]))
    )
    book["Journal"].row_dimensions[3].hidden = True
    book.save(path)
    assert fault_names(path) == [(Fault.FILTERED, 3, "3")]


def test_merged_cells_in_the_data_are_told(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {}, {}, top=2)
    book = openpyxl.load_workbook(path)
    for area in ("A1:C1", "I4:I5", "Z1:Z9"):
        book["Journal"].merge_cells(area)
    book.save(path)
    merged = [fact for fact in facts_of(read_books(path)) if fact.fault is Fault.MERGED]
    assert [(fact.row, fact.name, fact.detail) for fact in merged] == [(4, "project", "I4:I5")]


def test_external_links_are_told_once(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {})
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    link = f'<Relationship Id="x" Type="{kind}" Target="externalLinks/externalLink1.xml"/></Relationships>'
    edit_part(path, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace("</Relationships>", link))
    target = f'<Relationship Id="r" Type="{kind}Path" Target="Alt.xlsx" TargetMode="External"/>'
    edit_part(
        path, "xl/externalLinks/_rels/externalLink1.xml.rels", lambda _: f"<Relationships>{target}</Relationships>"
    )
    [fact] = facts_of(read_books(path))
    assert (fact.fault, fact.value) == (Fault.EXTERNAL_LINK, "Alt.xlsx")


def test_sheet_names_that_differ_by_case_only(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", journal=[ENTRY], plan=[])
    edit_part(path, "xl/workbook.xml", lambda xml: xml.replace('name="Plan"', 'name="JOURNAL "'))
    [fact] = facts_of(read_books(path))
    assert (fact.fault, fact.sheet, fact.detail) == (Fault.SIMILAR_SHEET_NAMES, "JOURNAL ", "Journal")


@pytest.mark.parametrize(("other", "shown"), [("<v>6.5</v>", "„5,5“ · „6,5“"), ("", "„5,5“ · leer")])
def test_a_cell_that_the_file_holds_twice_is_told_and_its_row_left_out(tmp_path: Path, other: str, shown: str) -> None:
    place = f"{position(JOURNAL, 'eligible')}2"
    path = journal(tmp_path / "a.xlsx", {"eligible": 5.5}, {})
    cell = f'<c r="{place}">{other}</c>'
    edit_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<v>5.5</v></c>", f"<v>5.5</v></c>{cell}"))
    books = read_books(path)
    [fact] = facts_of(books)
    assert (fact.fault, address(fact), fact.detail) == (Fault.REPEATED, place, shown)
    assert books.journal.index.tolist() == [3]
    assert books.table(JOURNAL).frame["eligible"].isna().tolist() == [True, True]


@pytest.mark.parametrize("place", ["A1", "AD2"])
def test_a_cell_that_stands_twice_outside_of_the_data_is_told_too(tmp_path: Path, place: str) -> None:
    path = journal(tmp_path / "a.xlsx", {}, defined=False)
    book = openpyxl.load_workbook(path)
    book["Journal"]["AD1"], book["Journal"]["AD2"] = "Notiz", "x"
    book.save(path)
    cell = f'<c r="{place}" t="inlineStr"><is><t>Nummer</t></is></c>'
    edit_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(f'<c r="{place}"', f'{cell}<c r="{place}"', 1))
    books = read_books(path)
    assert (Fault.REPEATED, place) in [(fact.fault, address(fact)) for fact in facts_of(books)]
    # Which header a column has is unknown, so no row is used.
    assert len(books.journal) == (0 if place == "A1" else books.table(JOURNAL).usable.sum())


def test_a_row_that_the_file_holds_twice_is_told_even_if_its_cells_do_not_meet(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {"remark": "hier"}, {})
    place = f"{position(JOURNAL, 'remark')}2"

    def split(xml: str) -> str:
        return xml.replace(f'<c r="{place}"', f'</row><row r="2"><c r="{place}"')

    books = read_books(edit_part(path, "xl/worksheets/sheet1.xml", split))
    [fact] = facts_of(books)
    assert (fact.fault, fact.row, fact.column) == (Fault.REPEATED, 2, 0)
    assert books.journal.index.tolist() == [3]


def test_rows_and_cells_out_of_order_are_read_right(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", *[{"amount": float(euros), "remark": f"{euros} EUR"} for euros in range(1, 40)])
    before = read_books(path)

    def shuffled(xml: str) -> str:
        rows = re.findall("<row .*?</row>", xml)
        turned = [re.sub("(<row [^>]*>)(.*)(</row>)", _turned, row) for row in rows]
        return xml.replace("".join(rows), "".join(turned[::-1]))

    after = read_books(edit_part(path, "xl/worksheets/sheet1.xml", shuffled))
    pd.testing.assert_frame_equal(before.table(JOURNAL).frame, after.table(JOURNAL).frame)
    assert facts_of(after) == []
    assert len(after.journal) == 39


def _turned(row: re.Match[str]) -> str:
    return row[1] + "".join(re.findall("<c .*?</c>|<c [^>]*/>", row[2])[::-1]) + row[3]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-MAX_CENTS, MAX_CENTS), min_size=1, max_size=20))
def test_every_amount_that_a_cell_can_hold_is_read_to_the_cent(tmp_path: Path, cents: list[int]) -> None:
    books = read_books(journal(tmp_path / "a.xlsx", *[{"amount": amount / 100} for amount in cents]))
    assert books.journal["amount"].tolist() == cents


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations([column.name for column in JOURNAL.columns]), st.booleans())
def test_the_order_of_the_columns_does_not_matter(tmp_path: Path, order: Sequence[str], defined: bool) -> None:
    rows = [ENTRY, {**ENTRY, "remark": "x", "account": 5429}, {**ENTRY, "amount": "1-"}]
    plain = read_books(make_book(tmp_path / "a.xlsx", journal=rows)).table(JOURNAL)
    mixed = read_books(make_book(tmp_path / "b.xlsx", journal=rows, order=order, defined=defined)).table(JOURNAL)
    pd.testing.assert_frame_equal(plain.frame, mixed.frame)
    pd.testing.assert_series_equal(plain.usable, mixed.usable)


def test_a_workbook_filled_by_openpyxl(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(make_book(tmp_path / "a.xlsx", journal=[], plan=[], report_texts=[]))
    sheet = book["Journal"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    for column in JOURNAL.columns:
        if column.name in ENTRY:
            sheet.cell(2, titles[column.title], ENTRY[column.name])
    for text in ("Erster Absatz\n\n– zweiter", "noch einer"):
        book["Berichtstexte"].append([2026, "Jahresplan", "Ausblick", text])
    book.save(tmp_path / "b.xlsx")
    books = read_books(tmp_path / "b.xlsx")
    assert books.journal["amount"].tolist() == [123456]
    assert books.journal["booked_on"].tolist() == [pd.Timestamp(2026, 3, 31)]
    # openpyxl does not let the Excel table grow with its rows: what follows it without a gap is read, and told.
    assert books.table(REPORT_TEXTS).frame["text"].tolist() == ["Erster Absatz\n\n– zweiter", "noch einer"]
    [fact] = facts_of(books)
    assert (fact.fault, fact.sheet, fact.detail) == (Fault.BELOW_TABLE, "Berichtstexte", "A3:D3")


def test_a_workbook_written_by_pandas(tmp_path: Path) -> None:
    rows = [ENTRY, {**ENTRY, "number": "2", "booked_on": dt.date(2026, 12, 31), "amount": -0.07}]
    blank = dict.fromkeys(column.title for column in JOURNAL.columns if column.weighty)
    titled = [{JOURNAL[name].title: value for name, value in row.items()} | blank for row in rows]
    for engine in ("openpyxl", "xlsxwriter"):
        path = tmp_path / f"{engine}.xlsx"
        pd.DataFrame(titled).to_excel(path, sheet_name="Journal", index=False, engine=engine)
        books = read_books(path)
        assert facts_of(books) == []
        assert books.journal["amount"].tolist() == [123456, -7]
        assert books.journal["booked_on"].tolist() == [pd.Timestamp(2026, 3, 31), pd.Timestamp(2026, 12, 31)]


def test_a_workbook_saved_by_libreoffice(tmp_path: Path, soffice: str) -> None:
    assert soffice
    rows = [ENTRY, {**ENTRY, "amount": "1.234,56-", "account": 542900}, {**ENTRY, "text": "Zeile 1\nZeile & 2"}]
    line = {"budget_year": 2026, "category": "Projekt", "title": "Messe", "amount": 12.5, "month": 7}
    decision = {"grant": "F-1", "date": dt.date(2026, 1, 2), "kind": "Bewilligung", "cap": 100.0, "rate": 33.3333}
    path = make_book(tmp_path / "a.xlsx", journal=rows, plan=[line], grant_decisions=[decision])
    before, after = read_books(path), read_books(libreoffice.resave(path, tmp_path / "b.xlsx"))
    for table in (JOURNAL, PLAN, GRANT_DECISIONS):
        pd.testing.assert_frame_equal(before.table(table).frame, after.table(table).frame)
    assert facts_of(before) == facts_of(after)
    assert [fact.fault for fact in facts_of(after)] == [Fault.TRAILING_MINUS]


def test_a_sheet_that_is_no_input_sheet_is_not_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Notizen").write_string(0, 0, "x")
        sheet = book.add_worksheet("Plan")
        for place, column in enumerate(PLAN.columns):
            sheet.write_string(0, place, column.title)
    edit_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", lambda xml: xml[:100])
    assert read_books(tmp_path / "a.xlsx").table(PLAN).header_row == 1
    edit_part(tmp_path / "a.xlsx", "xl/worksheets/sheet2.xml", lambda xml: xml[:100])
    with pytest.raises(Problem):
        read_books(tmp_path / "a.xlsx")
