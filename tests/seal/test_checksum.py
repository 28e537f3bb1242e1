"""The checksum of the data of a document: what counts, and up to which year."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from regman_xl.model.books import Books
from regman_xl.model.settings import Settings
from regman_xl.seal.checksum import YEARS_AHEAD, data_checksum
from tests.finance.workbooks import entry
from tests.seal.years import Tables, books_of, changed, find, sealed, tables

if TYPE_CHECKING:
    from collections.abc import Callable

ALL = set(YEARS_AHEAD)
#: Documents that show what was booked in the year.
BOOKED = ALL - {"plan"}
CHANGES = {
    "a booking of the year": (
        lambda rows: find(rows, "journal", text="Forum").update(text="X"),
        BOOKED,
    ),
    "a booking of the year before": (lambda rows: find(rows, "journal", budget_year=2025).update(text="X"), ALL),
    "a booking of the next year": (
        lambda rows: rows["journal"].append(entry(2027, "Projekt", 1)),
        {"call", "findings"},
    ),
    "a plan position of a later year": (
        lambda rows: rows.update(plan=[{"budget_year": 2029, "category": "Projekt", "title": "Messe", "amount": 1_00}]),
        {"plan", "findings"},
    ),
    "a plan position far away": (
        lambda rows: rows.update(plan=[{"budget_year": 2030, "category": "Projekt", "title": "Messe", "amount": 1_00}]),
        {"findings"},
    ),
    "a row without a year": (lambda rows: rows["journal"].append({"text": "?"}), ALL),
    "an activity": (lambda rows: rows.update(activities=[{"date": dt.date(2026, 5, 1), "title": "Forum"}]), ALL),
    "an activity of a later year": (
        lambda rows: rows.update(activities=[{"date": dt.date(2027, 5, 1), "title": "Forum"}]),
        {"plan", "findings"},
    ),
    "the order of partners": (lambda rows: rows["partners"].reverse(), ALL),
    "the order of bookings": (lambda rows: rows["journal"].reverse(), set()),
    "the status of the year": (lambda rows: find(rows, "budget_years", budget_year=2026).update(status="offen"), set()),
    "the seal": (lambda rows: find(rows, "budget_years", budget_year=2026).update(seal="x"), set()),
    "the date of the report": (
        lambda rows: find(rows, "budget_years", budget_year=2026).update(report_date=dt.date(2027, 3, 1)),
        ALL,
    ),
    "a waiver": (lambda rows: rows.update(waivers=[{"rule": "JRN17", "sheet": "Journal", "row_key": "1"}]), ALL),
}


@pytest.mark.parametrize(("change", "kinds"), CHANGES.values(), ids=CHANGES)
def test_what_a_document_rests_on(change: Callable[[Tables], object], kinds: set[str]) -> None:
    before, after = books_of(tables()), books_of(changed(tables(), change))
    differ = {kind for kind in YEARS_AHEAD if data_checksum(before, kind, 2026) != data_checksum(after, kind, 2026)}
    assert differ == kinds


def test_a_document_of_all_years_looks_at_all_of_them() -> None:
    before = books_of(tables())
    after = books_of(changed(tables(), lambda rows: rows["journal"].append(entry(2030, "Projekt", 1))))
    assert data_checksum(before, "findings", None) != data_checksum(after, "findings", None)


def test_settings_count_but_for_the_days_that_rules_look_at() -> None:
    def of(**settings: object) -> str:
        return data_checksum(Books.of(Settings.model_validate(settings)), "closing", 2026)

    assert of() == of(reference_date=dt.date(2027, 1, 1)) == of(budget_year=2027) == of(opening_cash=0)
    assert len({of(), of(opening_cash=1), of(head="M. Keller"), of(booking_deadline=(28, 2))}) == 4


def test_sealing_changes_no_checksum() -> None:
    before, after = books_of(tables()), books_of(sealed(tables()))
    assert [data_checksum(before, kind, 2026) for kind in YEARS_AHEAD] == [
        data_checksum(after, kind, 2026) for kind in YEARS_AHEAD
    ]


def test_every_document_has_its_own() -> None:
    books = books_of(tables())
    sums = [data_checksum(books, kind, year) for kind in YEARS_AHEAD for year in (2025, 2026, None)]
    assert len(set(sums)) == len(sums)
    assert {len(text) for text in sums} == {64}
