"""Books from plain rows: typed frames, records, keys."""

from __future__ import annotations

import datetime as dt

import pytest

from regman_xl.model.books import Books
from regman_xl.schema import BUDGET_YEARS, CONTRIBUTIONS, GRANT_DECISIONS, JOURNAL
from regman_xl.schema.lists import DecisionKind, LegalForm


def test_blank_cells_are_empty_text_or_none() -> None:
    books = Books.of(partners=[{"id": "DUS", "legal_form": "Kreis"}])
    (partner,) = books.partners
    assert (partner.row, partner.id, partner.name, partner.valid_to) == (2, "DUS", "", None)
    assert partner.legal_form is LegalForm.DISTRICT


def test_a_row_without_an_essential_value_stays_visible_but_is_not_used() -> None:
    books = Books.of(contributions=[{"partner": "DUS", "budget_year": 2026}])
    assert len(books.table(CONTRIBUTIONS).frame) == 1
    assert books.contributions == ()


def test_the_journal_holds_whole_cents() -> None:
    row = {"number": 1, "budget_year": 2026, "direction": "Ausgabe", "category": "Projekt", "amount": 123}
    frame = Books.of(journal=[row]).journal
    assert str(frame["amount"].dtype) == "Int64"
    assert frame["amount"].tolist() == [123]
    assert frame["number"].tolist() == ["1"]


def test_keys_join_the_key_columns() -> None:
    books = Books.of(
        contributions=[{"partner": "DUS", "budget_year": 2026, "amount": 1}],
        grant_decisions=[
            {"grant": "F-001", "date": dt.date(2026, 3, 1), "kind": DecisionKind.GRANT, "cap": 1},
            {"grant": "F-001"},
        ],
        journal=[{"number": 7}],
    )
    assert books.table(CONTRIBUTIONS).keys().tolist() == ["DUS / 2026"]
    assert books.table(GRANT_DECISIONS).keys().tolist() == ["F-001 / 01.03.2026 / Bewilligung", "F-001 /  / "]
    assert books.table(JOURNAL).keys(books.table(JOURNAL).frame.index[:1]).tolist() == ["7"]
    assert books.table(BUDGET_YEARS).keys().tolist() == []


def test_an_unknown_table_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match="unknown tables"):
        Books.of(ledger=[])
