"""Headers decide which column is which: a renamed, missing or doubled one is told, never guessed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from regman_xl.model.facts import Fault
from regman_xl.rules import audit
from regman_xl.schema import CONTRIBUTIONS, JOURNAL
from regman_xl.workbook.reader import read_books
from tests.workbook.making import CONTRIBUTION, ENTRY, edit_part, facts_of, make_book

if TYPE_CHECKING:
    from pathlib import Path


def test_a_renamed_column_is_told_with_the_nearest_header(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION])
    edit_part(path, "xl/sharedStrings.xml", lambda xml: xml.replace("Jahresbeitrag", "Beitrag im Jahr"))
    books = read_books(path)
    [fact] = facts_of(books)
    assert (fact.fault, fact.name, fact.value, fact.row) == (Fault.MISSING_COLUMN, "amount", "Jahresbeitrag", 1)
    assert fact.detail == "Beitrag im Jahr"
    # The amount is essential: no row can be used.
    assert books.contributions == ()
    assert len(books.table(CONTRIBUTIONS).frame) == 1


@pytest.mark.parametrize(
    ("table", "title", "header"),
    [
        ("contributions", "Fällig am", "Faellig am"),
        ("journal", "Förderung", "Foerderung"),
        ("journal", "Zuwendungsfähig", "zuwendungsf."),
        ("resolutions", "Betrag", "Betrag EUR"),
    ],
)
def test_a_renamed_optional_column_is_told(tmp_path: Path, table: str, title: str, header: str) -> None:
    path = make_book(tmp_path / "a.xlsx", **{table: []})
    edit_part(path, "xl/sharedStrings.xml", lambda xml: xml.replace(f"<t>{title}<", f"<t>{header}<"))
    [fact] = facts_of(read_books(path))
    assert (fact.fault, fact.value, fact.detail) == (Fault.MISSING_COLUMN, title, header)


def test_a_header_is_taken_for_the_column_that_must_be_there(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION], order=["partner", "budget_year", "due_on"])
    edit_part(path, "xl/sharedStrings.xml", lambda xml: xml.replace("Fällig am", "Jahresbeitrag in EUR"))
    assert [(fact.value, fact.detail) for fact in facts_of(read_books(path))] == [
        ("Jahresbeitrag", "Jahresbeitrag in EUR")
    ]


@pytest.mark.parametrize("name", [column.name for column in JOURNAL.columns if column.weighty])
def test_a_missing_column_whose_blanks_mean_something_is_told_once(tmp_path: Path, name: str) -> None:
    order = [column.name for column in JOURNAL.columns if column.name != name]
    grant = {"category": "Fördermittel", "direction": "Einnahme", "grant": "F-001", "confirmed_by": "A"}
    rows = [{**ENTRY, **grant, "project": "P-01", "approved_by": "B"}] * 3
    books = read_books(make_book(tmp_path / "a.xlsx", journal=rows, order=order))
    [fact] = facts_of(books)
    assert (fact.fault, fact.value, fact.detail) == (Fault.MISSING_COLUMN, JOURNAL[name].title, "")
    found = audit(books, today=dt.date(2026, 12, 31)).findings
    assert [finding.code for finding in found if finding.column == JOURNAL[name].title] == ["STR02"]


def test_a_missing_optional_column_is_blank(tmp_path: Path) -> None:
    names = ["partner", "budget_year", "amount"]
    books = read_books(make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION], order=names))
    assert facts_of(books) == []
    assert books.contributions[0].basis == ""
    assert list(books.table(CONTRIBUTIONS).positions) == names


def test_a_doubled_header_is_never_guessed(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", contributions=[CONTRIBUTION])
    edit_part(path, "xl/sharedStrings.xml", lambda xml: xml.replace("Grundlage", "jahresbeitrag"))
    books = read_books(path)
    [fact] = facts_of(books)
    assert (fact.fault, fact.name, fact.detail) == (Fault.DOUBLED_HEADER, "amount", "C1, E1")
    assert books.contributions == ()
