"""The sheet of settings: each line is of a kind of its own, and a line that fails holds its default."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from regman_xl.model.facts import Fault
from regman_xl.model.settings import Settings
from regman_xl.rules import audit
from regman_xl.schema import SETTINGS
from regman_xl.workbook.reader import read_books
from tests.workbook.making import Formula, Styled, address, facts_of, make_book

if TYPE_CHECKING:
    from pathlib import Path

    from regman_xl.model.books import Books


NEEDED = {"Anfangsbestand": 0, "Schemaversion": 1}


def books_with(tmp_path: Path, **lines: object) -> Books:
    """Read settings; lines that must be there follow the given ones."""
    wanted = lines | {key: value for key, value in NEEDED.items() if key not in lines}
    rows = [{"key": key.replace("_", " "), "value": value} for key, value in wanted.items()]
    return read_books(make_book(tmp_path / "a.xlsx", settings=rows))


def test_every_kind_of_setting(tmp_path: Path) -> None:
    books = books_with(
        tmp_path,
        Kooperation="Regionalmanagement Düsseldorf – Kreis Mettmann",
        Haushaltsjahr=2026,
        Anfangsbestand=1234.5,
        Buchungsschluss="15.02.",
        Frist_Jahresplanung=dt.date(2026, 3, 1),
        Frist_Abschlussbericht="30.4",
        Stichtag=dt.date(2027, 1, 15),
        Schwelle_Abweichung=Styled(0.125, "0.0%"),
        IBAN="DE33 3009",
        Schemaversion=1,
    )
    assert facts_of(books) == []
    assert books.settings == Settings(
        cooperation="Regionalmanagement Düsseldorf – Kreis Mettmann",
        budget_year=2026,
        opening_cash=123450,
        booking_deadline=(15, 2),
        plan_deadline=(1, 3),
        report_deadline=(30, 4),
        reference_date=dt.date(2027, 1, 15),
        variance_threshold=125_000,
        iban="DE33 3009",
        schema_version=1,
    )
    assert books.table(SETTINGS).frame["value"].tolist()[1:5] == ["2026", "1234,5", "15.02.", "01.03.2026"]
    assert books.table(SETTINGS).usable.all()


def test_blank_and_absent_lines_hold_their_defaults(tmp_path: Path) -> None:
    books = books_with(tmp_path, Buchungsschluss=None, Stichtag="", Kooperation=" ", Haushaltsjahr=" ")
    assert books.settings == Settings()
    assert {fact.fault for fact in facts_of(books)} == {Fault.STRAY_BLANKS}
    assert books.table(SETTINGS).usable.all()


def test_a_key_that_means_nothing_is_told_with_the_nearest(tmp_path: Path) -> None:
    books = books_with(tmp_path, Leitung="Dr. Keller", Anfangbestand=5000, Farbe=1.25, Bestandteile=None)
    told = [(address(fact), fact.value, fact.detail) for fact in facts_of(books) if fact.fault is Fault.NOT_IN_LIST]
    assert told == [("A3", "Anfangbestand", "Anfangsbestand"), ("A4", "Farbe", ""), ("A5", "Bestandteile", "")]
    assert books.table(SETTINGS).usable.tolist() == [True, False, False, False, True, True]


def test_lines_that_must_be_there_are_told(tmp_path: Path) -> None:
    rows = [{"key": "Schemaversion"}, {"key": "Leitung"}]
    books = read_books(make_book(tmp_path / "a.xlsx", settings=rows, top=2))
    assert [(fact.fault, address(fact), fact.detail) for fact in facts_of(books)] == [
        (Fault.REQUIRED_EMPTY, "A3", "Anfangsbestand"),
        (Fault.REQUIRED_EMPTY, "B4", "Schemaversion"),
    ]
    assert [finding.message for finding in audit(books, today=dt.date(2026, 1, 1)).findings if finding.row] == [
        "Auf dem Blatt „Einstellungen“ fehlt die Zeile „Anfangsbestand“.",
        "In der Zeile „Schemaversion“ ist das Pflichtfeld „Wert“ leer.",
    ]


def test_an_opening_cash_below_zero_is_told_and_not_used(tmp_path: Path) -> None:
    books = books_with(tmp_path, Anfangsbestand=-5.5)
    [fact] = facts_of(books)
    assert (fact.fault, address(fact), fact.value, fact.detail) == (Fault.OUT_OF_RANGE, "B2", "-5,5", "mindestens 0")
    assert books.settings.opening_cash == 0
    assert books.table(SETTINGS).usable.tolist() == [False, True]


@pytest.mark.parametrize(
    ("key", "value", "fault", "shown", "detail"),
    [
        ("Haushaltsjahr", "2026", Fault.NUMBER_AS_TEXT, "2026", "2026"),
        ("Anfangsbestand", 1.005, Fault.TOO_MANY_DECIMALS, "1,005", ""),
        ("Anfangsbestand", Formula("=X", "#N/A"), Fault.ERROR_VALUE, "#NV", ""),
        ("Buchungsschluss", "31.02.", Fault.WRONG_TYPE, "31.02.", ""),
        ("Buchungsschluss", "31. Januar 2027", Fault.WRONG_TYPE, "31. Januar 2027", "31.01."),
        ("Buchungsschluss", 31.01, Fault.WRONG_TYPE, "31,01", ""),
        ("Stichtag", "15.01.2027", Fault.DATE_AS_TEXT, "15.01.2027", "15.01.2027"),
        ("Schwelle_Abweichung", 101, Fault.OUT_OF_RANGE, "101", ""),
        ("Schemaversion", 1.5, Fault.WRONG_TYPE, "1,5", ""),
    ],
)
def test_an_unusable_line_is_told_and_holds_its_default(
    tmp_path: Path, key: str, value: object, fault: Fault, shown: str, detail: str
) -> None:
    books = books_with(tmp_path, Leitung="Dr. Keller", **{key: value})
    [fact] = facts_of(books)
    assert (fact.fault, fact.sheet, fact.row, fact.column) == (fault, "Einstellungen", 3, 2)
    usable = books.table(SETTINGS).usable
    assert (fact.value, fact.detail) == (shown, detail)
    assert books.settings == Settings(head="Dr. Keller")
    assert not usable[3]
    assert usable.drop(3).all()


def test_the_first_line_of_a_key_counts(tmp_path: Path) -> None:
    rows = [{"key": "Leitung", "value": "A"}, {"key": "leitung", "value": "B"}]
    assert read_books(make_book(tmp_path / "a.xlsx", settings=rows)).settings.head == "A"


def test_without_the_column_of_values_nothing_is_set(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", settings=[{"key": "Leitung"}], order=["key", "note"])
    books = read_books(path)
    assert (Fault.MISSING_COLUMN, "Wert") in [(fact.fault, fact.value) for fact in facts_of(books)]
    assert books.settings == Settings()
