"""Every fault of a cell is told with its place and value, and nothing is guessed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from regman_xl.model.facts import HARMLESS, Fault
from regman_xl.schema import FUNDING_PLAN, JOURNAL, STAFF, Table
from regman_xl.workbook.reader import read_books
from tests.workbook.making import (
    Formula,
    Styled,
    address,
    edit_part,
    facts_of,
    faults_at,
    journal,
    make_book,
    position,
)

if TYPE_CHECKING:
    from pathlib import Path

    from regman_xl.model.books import Books

#: column, content of the cell, fault, the cell as the user sees it, detail
CELLS: list[tuple[str, object, Fault, str, str]] = [
    ("amount", "1.234,56", Fault.NUMBER_AS_TEXT, "1.234,56", "1234,56"),
    ("amount", "12.50", Fault.NUMBER_AS_TEXT, "12.50", "12,50"),
    ("amount", "1,234.5", Fault.NUMBER_AS_TEXT, "1,234.5", "1234,5"),
    ("amount", "1.234.567", Fault.NUMBER_AS_TEXT, "1.234.567", "1234567"),
    ("amount", "100 €", Fault.NUMBER_AS_TEXT, "100 €", "100"),
    ("amount", "(7,50)", Fault.NUMBER_AS_TEXT, "(7,50)", "-7,50"),
    ("amount", "0,125", Fault.NUMBER_AS_TEXT, "0,125", "0,125"),
    ("amount", "1 234,00", Fault.NUMBER_AS_TEXT, "1 234,00", "1234,00"),
    ("amount", "1.234,56-", Fault.TRAILING_MINUS, "1.234,56-", "-1234,56"),
    ("amount", "7 -", Fault.TRAILING_MINUS, "7 -", "-7"),
    ("amount", "1.234", Fault.AMBIGUOUS_SEPARATOR, "1.234", "1234 oder 1,234"),
    ("amount", "-1,234", Fault.AMBIGUOUS_SEPARATOR, "-1,234", "-1234 oder -1,234"),
    ("amount", "folgt", Fault.WRONG_TYPE, "folgt", ""),
    ("amount", "31.12.2026", Fault.WRONG_TYPE, "31.12.2026", ""),
    ("amount", True, Fault.WRONG_TYPE, "WAHR", ""),
    ("amount", Styled(46000, "dd.mm.yyyy"), Fault.WRONG_TYPE, "09.12.2025", ""),
    ("amount", Styled(0.5, "0%"), Fault.WRONG_TYPE, "50 %", ""),
    ("amount", 12.345, Fault.TOO_MANY_DECIMALS, "12,345", ""),
    ("amount", 1e13, Fault.OUT_OF_RANGE, "10.000.000.000.000", ""),
    ("amount", Styled(5, "#,##0.00 [$CHF]"), Fault.FOREIGN_CURRENCY, "5 CHF", "CHF"),
    ("amount", Formula("=1/0", "#DIV/0!"), Fault.ERROR_VALUE, "#DIV/0!", ""),
    ("eligible", Formula("=X", "#REF!"), Fault.ERROR_VALUE, "#BEZUG!", ""),
    ("budget_year", "2026", Fault.NUMBER_AS_TEXT, "2026", "2026"),
    ("budget_year", 2026.5, Fault.WRONG_TYPE, "2026,5", ""),
    ("budget_year", 26, Fault.OUT_OF_RANGE, "26", ""),
    ("budget_year", Styled(2026, "dd.mm.yyyy"), Fault.WRONG_TYPE, "18.07.1905", ""),
    ("booked_on", "31.03.2026", Fault.DATE_AS_TEXT, "31.03.2026", "31.03.2026"),
    ("booked_on", "2026-03-31", Fault.DATE_AS_TEXT, "2026-03-31", "31.03.2026"),
    ("booked_on", "1. März 2026", Fault.DATE_AS_TEXT, "1. März 2026", "01.03.2026"),
    ("booked_on", "1.3.26", Fault.DATE_AS_TEXT, "1.3.26", "01.03.2026"),
    ("booked_on", "31.02.2026", Fault.DATE_AS_TEXT, "31.02.2026", ""),
    ("booked_on", "morgen", Fault.WRONG_TYPE, "morgen", ""),
    ("booked_on", Styled(46112, "General"), Fault.WRONG_TYPE, "46112", "31.03.2026"),
    ("booked_on", Styled(46112, "0.00"), Fault.WRONG_TYPE, "46112", ""),
    ("booked_on", Styled(0.5, "hh:mm"), Fault.WRONG_TYPE, "0,5", ""),
    ("booked_on", False, Fault.WRONG_TYPE, "FALSCH", ""),
    ("booked_on", Styled(60, "dd.mm.yyyy"), Fault.OUT_OF_RANGE, "60", ""),
    ("booked_on", Styled(0, "dd.mm.yyyy"), Fault.OUT_OF_RANGE, "0", ""),
    ("booked_on", Styled(2958466, "dd.mm.yyyy"), Fault.OUT_OF_RANGE, "2958466", ""),
    ("booked_on", Styled(46112.5, "dd.mm.yyyy"), Fault.TIME_OF_DAY, "31.03.2026 12:00", ""),
    ("booked_on", Styled(2958465.999999, "dd.mm.yyyy"), Fault.TIME_OF_DAY, "31.12.9999 23:59", ""),
    ("text", " Druck\u00a0", Fault.STRAY_BLANKS, " Druck\u00a0", ""),
    ("text", "Druck\u200b", Fault.STRAY_BLANKS, "Druck\u200b", ""),
    ("text", "50\u202f000", Fault.STRAY_BLANKS, "50\u202f000", ""),
    ("text", 12.5, Fault.WRONG_TYPE, "12,5", ""),
    ("text", True, Fault.WRONG_TYPE, "WAHR", ""),
    ("text", dt.date(2026, 5, 1), Fault.WRONG_TYPE, "01.05.2026", ""),
    ("invoice", 1234567890123456, Fault.OUT_OF_RANGE, "1234567890123456", ""),
    ("category", "Geschaeftsstelle", Fault.NOT_IN_LIST, "Geschaeftsstelle", "Geschäftsstelle"),
    ("category", "geschäftsstelle ", Fault.NOT_IN_LIST, "geschäftsstelle ", "Geschäftsstelle"),
    ("category", "Miete", Fault.NOT_IN_LIST, "Miete", ""),
    ("category", 7, Fault.NOT_IN_LIST, "7", ""),
    ("account", 12.5, Fault.WRONG_TYPE, "12,5", ""),
]


@pytest.mark.parametrize(("column", "content", "fault", "value", "detail"), CELLS)
def test_a_cell_that_does_not_fit(
    tmp_path: Path, column: str, content: object, fault: Fault, value: str, detail: str
) -> None:
    books = read_books(journal(tmp_path / "a.xlsx", {}, {column: content}))
    [fact] = facts_of(books)
    assert (fact.fault, fact.sheet, fact.name) == (fault, "Journal", column)
    assert address(fact) == f"{position(JOURNAL, column)}3"
    assert (fact.value, fact.detail) == (value, detail)
    assert books.table(JOURNAL).usable.tolist() == [True, fault in HARMLESS]
    kept = books.table(JOURNAL).frame.loc[3, column]
    assert (fault in HARMLESS) != (pd.isna(kept) or kept == "")


def test_values_after_harmless_faults(tmp_path: Path) -> None:
    changes = {"booked_on": Styled(46112.75, "dd.mm.yyyy"), "text": " Druck\u00a0und\u200b Papier "}
    books = read_books(journal(tmp_path / "a.xlsx", changes))
    assert books.journal.loc[2, "booked_on"] == pd.Timestamp(2026, 3, 31)
    assert books.journal.loc[2, "text"] == "Druck und Papier"


def _only(books: Books, table: Table, name: str) -> object:
    assert facts_of(books) == []
    [value] = books.table(table).frame[name]
    return value


GOOD: list[tuple[str, object, object]] = [
    ("amount", 0.07, 7),
    ("amount", -1234.5, -123450),
    ("amount", 9_999_999_999_999.99, 999_999_999_999_999),
    ("amount", Styled(5, "#,##0.00 [$€-407]"), 500),
    ("amount", Styled(5, '_-* #,##0.00 "€"_-'), 500),
    ("amount", Styled(5, "[Red]#,##0.00 [$EUR]"), 500),
    ("amount", Formula("=40+2", 42), 4200),
    ("eligible", "", pd.NA),
    ("booked_on", Styled(46112, "[$-407]d. mmmm yyyy"), pd.Timestamp(2026, 3, 31)),
    ("booked_on", Styled(59, "dd.mm.yyyy"), pd.Timestamp(1900, 2, 28)),
    ("booked_on", Styled(61, "mm-dd-yy"), pd.Timestamp(1900, 3, 1)),
    ("account", 542900, "542900"),
    ("number", 17, "17"),
    ("invoice", "007", "007"),
    ("text", "Zeile 1\nZeile 2 – „so“ …", "Zeile 1\nZeile 2 – „so“ …"),
    ("text", "Fo\u0308rderung", "Förderung"),
    ("category", "Gescha\u0308ftsstelle", "Geschäftsstelle"),
    ("origin_year", 2025, 2025),
]


@pytest.mark.parametrize(("column", "content", "value"), GOOD)
def test_a_cell_that_fits(tmp_path: Path, column: str, content: object, value: object) -> None:
    found = _only(read_books(journal(tmp_path / "a.xlsx", {column: content})), JOURNAL, column)
    assert found is value or found == value


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (60, 600_000),
        (33.3333, 333_333),
        (Styled(0.6, "0%"), 600_000),
        (Styled(0.07, "0.00%"), 70_000),
        (100, 1_000_000),
    ],
)
def test_rates(tmp_path: Path, content: object, value: int) -> None:
    person = {"partner": "DUS", "function": "Leitung", "valid_from": dt.date(2026, 1, 1), "share": content}
    assert _only(read_books(make_book(tmp_path / "a.xlsx", staff=[person])), STAFF, "share") == value


@pytest.mark.parametrize(
    ("content", "fault", "shown"),
    [
        (100.5, Fault.OUT_OF_RANGE, "100,5"),
        (-1, Fault.OUT_OF_RANGE, "-1"),
        (Styled(60, "0%"), Fault.OUT_OF_RANGE, "6000 %"),
        (33.33333, Fault.TOO_MANY_DECIMALS, "33,33333"),
        (Styled(0.3333333, "0%"), Fault.TOO_MANY_DECIMALS, "33,33333 %"),
        ("60 %", Fault.NUMBER_AS_TEXT, "60 %"),
    ],
)
def test_rates_that_do_not_fit(tmp_path: Path, content: object, fault: Fault, shown: str) -> None:
    person = {"partner": "DUS", "function": "Leitung", "valid_from": dt.date(2026, 1, 1), "share": content}
    [fact] = facts_of(read_books(make_book(tmp_path / "a.xlsx", staff=[person])))
    assert (fact.fault, fact.value) == (fault, shown)


def test_a_formula_without_cached_value(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {"amount": Formula("=40+2", 42)})
    edit_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</f><v>42</v>", "</f>"))
    books = read_books(path)
    assert faults_at(books) == [(f"{position(JOURNAL, 'amount')}2", Fault.NO_CACHED_VALUE)]
    assert len(books.journal) == 0


def test_a_formula_that_returned_an_empty_text_is_a_blank(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {"eligible": Formula('=""', "x")})
    edit_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</f><v>x</v>", "</f><v></v>"))
    assert _only(read_books(path), JOURNAL, "eligible") is pd.NA


def test_required_cells(tmp_path: Path) -> None:
    books = read_books(
        journal(tmp_path / "a.xlsx", {"text": None}, {"amount": None}, {"voucher": None}, {"text": "  "})
    )
    found = [(fact.fault, fact.name, fact.row) for fact in facts_of(books)]
    assert found == [
        (Fault.REQUIRED_EMPTY, "text", 2),
        (Fault.REQUIRED_EMPTY, "amount", 3),
        (Fault.STRAY_BLANKS, "text", 5),
        (Fault.REQUIRED_EMPTY, "text", 5),
    ]
    # Only what the figures need keeps a row out of them.
    assert books.table(JOURNAL).usable.tolist() == [True, False, True, True]


PLAN_LINE = {"grant": "F-001", "budget_year": 2026, "total_cost": 100.1, "grant_amount": 60.06}
OWN = position(FUNDING_PLAN, "own_contribution")


@pytest.mark.parametrize(
    ("content", "value", "faults"),
    [
        (Formula("=1", 100.1 - 60.06), 4004, []),
        (Formula("=1", "?"), pd.NA, []),
        (Formula("=1", 1e308), pd.NA, []),
        (Formula("=1", "#REF!"), pd.NA, [Fault.ERROR_VALUE]),
        (40.04, 4004, [Fault.FORMULA_OVERWRITTEN]),
        ("40,04", pd.NA, [Fault.NUMBER_AS_TEXT]),
        (None, pd.NA, []),
    ],
)
def test_the_formula_column(tmp_path: Path, content: object, value: object, faults: list[Fault]) -> None:
    books = read_books(make_book(tmp_path / "a.xlsx", funding_plan=[{**PLAN_LINE, "own_contribution": content}]))
    assert faults_at(books) == [(f"{OWN}2", fault) for fault in faults]
    found = books.table(FUNDING_PLAN).frame.loc[2, "own_contribution"]
    assert found is value or found == value
    assert bool(books.table(FUNDING_PLAN).usable.all()) == (set(faults) <= HARMLESS)


def test_the_formula_column_of_a_program_that_does_not_calculate(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", funding_plan=[{**PLAN_LINE, "own_contribution": Formula("=1+1", 2)}])
    edit_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</f><v>2</v>", "</f><v></v>"))
    books = read_books(path)
    assert facts_of(books) == []
    assert books.table(FUNDING_PLAN).usable.all()


def test_dates_from_1904(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {"booked_on": Styled(44650, "dd.mm.yyyy")})
    edit_part(path, "xl/workbook.xml", lambda xml: xml.replace("<workbookPr", '<workbookPr date1904="1"'))
    books = read_books(path)
    assert [fact.fault for fact in facts_of(books)] == [Fault.DATES_1904]
    assert books.journal.loc[2, "booked_on"] == pd.Timestamp(2026, 3, 31)


def test_iso_dates(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", *[{"booked_on": Styled(day, "dd.mm.yyyy")} for day in (46001, 46002, 46003)])
    place = position(JOURNAL, "booked_on")

    def as_iso(xml: str) -> str:
        for row, serial, text in ((2, 46001, "2026-03-31"), (3, 46002, "2026-03-31T10:00:00"), (4, 46003, "2026-3-x")):
            start = xml.index(f'<c r="{place}{row}"')
            xml = xml[:start] + xml[start:].replace(f"><v>{serial}<", f' t="d"><v>{text}<', 1)
        return xml

    books = read_books(edit_part(path, "xl/worksheets/sheet1.xml", as_iso))
    assert faults_at(books) == [(f"{place}3", Fault.TIME_OF_DAY), (f"{place}4", Fault.OUT_OF_RANGE)]
    assert books.table(JOURNAL).frame["booked_on"].tolist()[:2] == [pd.Timestamp(2026, 3, 31)] * 2


@pytest.mark.parametrize("number", ["INF", "NaN", "1e999", "-1e300"])
def test_numbers_that_are_not_finite(tmp_path: Path, number: str) -> None:
    path = journal(tmp_path / "a.xlsx", {})
    edit_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<v>1234.56</v>", f"<v>{number}</v>"))
    assert [fact.fault for fact in facts_of(read_books(path))] == [Fault.OUT_OF_RANGE]


def test_each_cell_has_one_fault_and_facts_stand_in_sheet_order(tmp_path: Path) -> None:
    bad = {"amount": "1-", "booked_on": "x", "category": "y", "budget_year": Styled(1.5, "dd.mm.yyyy")}
    books = read_books(journal(tmp_path / "a.xlsx", bad, {}, bad))
    places = [(fact.row, fact.column) for fact in facts_of(books)]
    assert places == sorted(set(places))
    assert len(places) == 8
    assert books.journal.index.tolist() == [3]
