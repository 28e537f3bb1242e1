"""What the engine counts, and what it leaves out and says so."""

from __future__ import annotations

from typing import Any

import pytest

from regman_xl.finance.engine import account, accounts, history
from regman_xl.finance.ledger import Reason, build_ledger
from regman_xl.model.books import Books
from regman_xl.model.settings import Settings
from regman_xl.problems import Problem
from regman_xl.schema.left_out import LEFT_OUT_WORDS
from regman_xl.schema.lists import Category

PARTNERS = [{"id": "DUS"}, {"id": "ME"}, {"id": "IHK"}]
GRANTS = [{"id": "F-001", "status": "bewilligt"}]


def contributions(*years: int) -> list[dict[str, Any]]:
    amounts = {"DUS": 50_000_00, "ME": 50_000_00, "IHK": 20_000_00}
    return [{"partner": p, "budget_year": year, "amount": a} for year in years for p, a in amounts.items()]


def entry(category: Category, amount: int, **more: Any) -> dict[str, Any]:
    return {"budget_year": 2026, "direction": category.direction, "category": category, "amount": amount, **more}


def books(*journal: dict[str, Any], years: tuple[int, ...] = (2026,), **more: Any) -> Books:
    tables: dict[str, Any] = {
        "partners": PARTNERS,
        "grants": GRANTS,
        "contributions": contributions(*years),
        "budget_years": [{"budget_year": year} for year in years],
    }
    return Books.of(more.pop("settings", None), **{**tables, **more}, journal=journal)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (entry(Category.PROJECT, 100, budget_year=1926), Reason.BEFORE_FIRST_YEAR),
        (entry(Category.PROJECT, 100, direction="Einnahme"), Reason.DIRECTION),
        (entry(Category.PARTNER_CONTRIBUTION, 100), Reason.NO_PARTNER),
        (entry(Category.PARTNER_CONTRIBUTION, 100, partner="DUSS"), Reason.NO_PARTNER),
        (entry(Category.GRANT, 100), Reason.NO_GRANT),
        (entry(Category.PROJECT, 100, grant="F-999"), Reason.NO_GRANT),
        (entry(Category.REFUND, 100, partner="DUS"), Reason.NO_ORIGIN_YEAR),
        (entry(Category.REFUND, 100, partner="DUS", origin_year=2027), Reason.NO_ORIGIN_YEAR),
        ({**entry(Category.PROJECT, 100), "amount": None}, Reason.DOES_NOT_FIT),
    ],
)
def test_a_row_that_cannot_be_counted_is_left_out_with_its_reason(row: dict[str, Any], reason: Reason) -> None:
    result = account(books(entry(Category.OFFICE, 1_00), row), 2026)
    assert [(item.sheet, item.row, item.reason) for item in result.left_out] == [("Journal", 3, reason)]
    assert result.closing_cash == -1_00


def test_every_reason_has_words() -> None:
    assert set(LEFT_OUT_WORDS) == set(Reason)


def test_a_contribution_of_an_unknown_partner_is_left_out() -> None:
    rows = [*contributions(2026), {"partner": "RKN", "budget_year": 2026, "amount": 1}]
    result = account(books(contributions=rows), 2026)
    assert result.contributions_due == 120_000_00
    assert [(item.sheet, item.row) for item in result.left_out] == [("Beiträge", 5)]


def test_a_doubled_contribution_counts_once() -> None:
    rows = [*contributions(2026), {"partner": "DUS", "budget_year": 2026, "amount": 7}]
    result = account(books(contributions=rows), 2026)
    assert result.contributions_due == 120_000_00
    assert [(item.sheet, item.row, item.reason) for item in result.left_out] == [("Beiträge", 5, Reason.DOUBLED)]


def test_a_grant_named_where_it_does_not_matter_is_ignored() -> None:
    row = entry(Category.PARTNER_CONTRIBUTION, 5_00, partner="DUS", grant="F-999")
    assert account(books(row), 2026).contributions_paid == 5_00


def test_the_first_year_is_the_first_listed_one_that_has_begun() -> None:
    listed = [{"budget_year": 2024}, {"budget_year": 2026}]
    assert build_ledger(books(budget_years=listed)).first_year == 2026
    assert build_ledger(books(budget_years=[])).first_year == 2026


def test_an_empty_workbook_has_no_figures() -> None:
    with pytest.raises(Problem, match="kein Haushaltsjahr"):
        history(Books.of())


def test_a_negative_opening_balance_is_refused() -> None:
    with pytest.raises(Problem, match="Anfangsbestand ist negativ"):
        history(books(settings=Settings(opening_cash=-1)))


def test_an_unknown_year_names_the_known_ones() -> None:
    with pytest.raises(Problem, match=r"2031 kommt .* nicht vor. Vorhanden: 2026\."):
        account(books(), 2031)
    with pytest.raises(Problem, match="2020 kommt"):
        account(books(), 2020)


def test_a_year_without_contributions_cannot_be_computed() -> None:
    listed = [{"budget_year": year} for year in (2025, 2026)]
    some = books(years=(2025,), budget_years=listed)
    with pytest.raises(Problem, match="Für das Haushaltsjahr 2026 fehlt"):
        account(some, 2026)
    done = history(some)
    assert [item.year for item in done.accounts] == [2025]
    assert done.problem is not None
    with pytest.raises(Problem, match="Für das Haushaltsjahr 2025 fehlt"):
        history(books(entry(Category.OFFICE, 1, budget_year=2025), years=(2026,), budget_years=listed))


def test_a_deficit_blocks_the_years_after_it_until_it_is_resolved() -> None:
    cost = entry(Category.OFFICE, 130_000_00)
    some = books(cost, years=(2026, 2027))
    first = account(some, 2026)
    assert (first.deficit, sum(first.deficit_shares.values())) == (10_000_00, 10_000_00)
    with pytest.raises(Problem, match="2026 schließt mit einem Fehlbetrag"):
        accounts(some, 2027)
    call = {"id": "B1", "kind": "Nachforderung", "budget_year": 2026, "amount": 10_000_00}
    assert [item.deficit for item in accounts(books(cost, years=(2026, 2027), resolutions=[call]), 2027)] == [0, 0]


def test_a_negative_new_layer_becomes_a_burden_of_the_older_ones() -> None:
    correction = entry(Category.OTHER_INCOME, -130_000_00)
    result = account(books(correction, settings=Settings(opening_cash=50_000_00)), 2026)
    assert [(layer.origin, layer.closing) for layer in result.layers] == [(2025, 40_000_00), (2026, 0)]
    assert result.liquidity_difference == 0
