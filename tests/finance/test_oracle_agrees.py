"""The engine and the oracle, two readings of DOMAIN.md §§ 4-6, agree on every figure of every history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from regman_xl.finance.engine import account, accounts
from regman_xl.problems import Problem
from tests.finance import oracle
from tests.finance.histories import History, histories, laws

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import GrantYear, Layer, PartnerYear, PlanYear

YEAR_FIGURES = [
    "year",
    "state",
    "opening_cash",
    "closing_cash",
    "contributions_due",
    "contributions_paid",
    "supplementary_received",
    "grants_received",
    "grants_repaid",
    "third_party_funds",
    "other_income",
    "own_cost",
    "additional_call",
    "deficit",
    "carry_over_resolved",
    "carry_over_all",
    "prepayments",
    "receivables",
    "distributable",
    "carry_over",
    "refund_total",
]
LAYER_FIGURES = ["opening", "closing", "tied", "carried", "refund"]
GRANT_FIGURES = ["cost", "eligible", "third", "received", "earned", "own"]
PARTNER_FIGURES = [
    "contribution",
    "additional_call",
    "due",
    "paid",
    "arrears",
    "overpaid",
    "cost_share",
    "refund",
    "refunded",
    "open_before",
    "carried_share",
    "settlement",
    "payable",
]
PLAN_FIGURES = [
    "year",
    "assumed_from",
    "contributions",
    "other_income",
    "supplementary",
    "available",
    "own_contributions",
    "uses",
    "shortfall",
    "supplementary_need",
    "uncovered",
]


def filled(amounts: Mapping[Any, int]) -> dict[str, int]:
    """Shares without those of nothing: whether a partner with no share is listed is no figure."""
    return {str(name): amount for name, amount in amounts.items() if amount}


def picked(thing: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def layers(items: Iterable[Layer]) -> dict[int, dict[str, int]]:
    """Layers by origin, without those that hold nothing all year."""
    all_layers = {item.origin: picked(item, LAYER_FIGURES) for item in items}
    return {origin: figures for origin, figures in all_layers.items() if any(figures.values())}


def grant_figures(grant: GrantYear) -> dict[str, Any]:
    year = {**picked(grant, GRANT_FIGURES), "used": grant.supplementary_used}
    now = {
        **{name: getattr(grant, f"{name}_total") for name in GRANT_FIGURES},
        **picked(grant, ("receivable", "unspent")),
        "used": grant.supplementary_used_total,
        "given": grant.supplementary_received,
        "returned": grant.supplementary_returned,
        "agreed": grant.supplementary_agreed,
        "plan": {"cost": grant.plan_cost, "third": grant.plan_third, "own": grant.plan_own},
        "unused_shares": filled(grant.unused_shares),
    }
    return {"year": year, "now": now, "shares": filled(grant.shares)}


def expected_grant(figures: dict[str, Any]) -> dict[str, Any]:
    now = {**figures["now"], "unused_shares": filled(figures["now"]["unused_shares"])}
    del now["cap"], now["rate"]
    return {"year": figures["year"], "now": now, "shares": filled(figures["shares"])}


def figures_of(year: YearAccount) -> dict[str, Any]:
    """Every figure of an account, in the oracle's form."""
    return {
        **picked(year, YEAR_FIGURES),
        "key": filled(dict(zip(year.key.partners, year.key.weights, strict=True))),
        "expenses": filled(year.expenses),
        "deficit_shares": filled(year.deficit_shares),
        "layers": layers(year.layers),
        "grants": {grant.id: grant_figures(grant) for grant in year.grants},
        "partners": {partner.id: partner_figures(partner) for partner in year.partners},
        "open_settlements": {then: filled(shares) for then, shares in year.open_settlements.items()},
        "unspent": year.unspent_grants,
        "unused": year.unused_supplementary,
    }


def partner_figures(partner: PartnerYear) -> dict[str, Any]:
    return picked(partner, PARTNER_FIGURES)


def expected_figures(row: dict[str, Any]) -> dict[str, Any]:
    """Every figure of the oracle, in the same form."""
    return {
        **{name: row[name] for name in YEAR_FIGURES},
        **{name: filled(row[name]) for name in ("key", "expenses", "deficit_shares")},
        "layers": layers(row["layers"].values()),
        "grants": {name: expected_grant(figures) for name, figures in row["grants"].items()},
        "partners": row["partners"],
        "open_settlements": {then: filled(shares) for then, shares in row["open_settlements"].items()},
        "unspent": row["unspent"],
        "unused": row["unused"],
    }


def plan_figures(plan: PlanYear) -> dict[str, Any]:
    return {
        **picked(plan, PLAN_FIGURES),
        "carried_in": filled(plan.carried_in),
        "uses_by_category": filled(plan.uses_by_category),
        "own_by_grant": filled(plan.own_by_grant),
        "need_shares": filled(plan.need_shares),
    }


def expected_plan(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in PLAN_FIGURES},
        **{name: filled(row[name]) for name in ("carried_in", "uses_by_category", "own_by_grant", "need_shares")},
    }


@laws(100)
@given(histories(1, 5))
def test_every_figure_of_every_year(history: History) -> None:
    expected = history.expected()
    computed = accounts(history.books(), expected[-1]["year"])
    assert [year.year for year in computed] == [row["year"] for row in expected]
    for year, row in zip(computed, expected, strict=True):
        assert figures_of(year) == expected_figures(row)
        assert year.left_out == ()


@laws(40)
@given(histories(1, 3))
def test_every_figure_of_the_plan(history: History) -> None:
    books = history.books()
    for row in history.expected():
        planned = account(books, row["year"]).plan
        assert [plan_figures(plan) for plan in planned] == [
            expected_plan(plan) for plan in oracle.plan(history.tables, row)
        ]


@laws(30)
@given(histories(2, 4))
def test_after_an_unresolved_deficit_no_year_is_computed(history: History) -> None:
    last = history.expected()[-1]
    if last["deficit"] and last["year"] < history.years[-1]:
        with pytest.raises(Problem, match=str(last["year"])):
            accounts(history.books(), last["year"] + 1)
