"""The statement of use of a grant says what the engine says, entry by entry."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from regman_xl.finance.engine import accounts
from regman_xl.finance.projects import ProjectMoney, project_money
from regman_xl.finance.statement import StatementOfUse, last_year_of, statement_of_use
from regman_xl.schema.lists import COST_CATEGORIES
from tests.finance.histories import History, histories, laws
from tests.finance.small import PLAN_100, PROJECT, THREE, funded, grant, history
from tests.finance.workbooks import entry

if TYPE_CHECKING:
    from regman_xl.model.books import Books


def statement(books: Books, until: int = 2026) -> StatementOfUse:
    return statement_of_use(books, accounts(books, until)[-1], books.grants[0])


def test_the_worked_example_of_a_share() -> None:
    cost, third = entry(2026, "Projekt", 92_345_67, grant="F-1"), entry(2026, "Drittmittel", 3_000_00, grant="F-1")
    found = statement(funded(grant("Anteil"), cost, third, entry(2026, "Fördermittel", 60_000_00, grant="F-1")).books())
    assert (found.planned.own, found.planned.third, found.planned.grant) == (40_000_00, 0, 60_000_00)
    assert (found.now.own_total, found.now.third_total, found.now.earned_total) == (35_738_27, 3_000_00, 53_607_40)
    assert (found.surplus, found.balance) == (0, -6_392_60)
    assert [(item.year, item.plan_cost, item.cost) for item in found.years] == [(2026, 100_000_00, 92_345_67)]


def test_money_ahead_of_cost_is_a_surplus() -> None:
    third = entry(2026, "Drittmittel", 7_00, grant="F-1")
    found = statement(funded(grant("Anteil"), entry(2026, "Projekt", 5_00, grant="F-1"), third).books())
    assert (found.surplus, found.now.own_total) == (2_00, 0)


def test_a_voucher_is_eligible_as_a_whole_unless_it_says_otherwise() -> None:
    rows = (
        entry(2026, "Projekt", 100_00, grant="F-1", booked_on=dt.date(2026, 5, 2), account="529110", eligible=80_00),
        entry(2026, "Veranstaltung", 50_00, grant="F-1", booked_on=dt.date(2026, 5, 1)),
        entry(2026, "Projekt", -100_00, grant="F-1", booked_on=dt.date(2026, 5, 3), account="529110", eligible=-80_00),
    )
    found = statement(funded(grant("Anteil"), *rows).books())
    assert [(item.amount, item.not_eligible, item.eligible) for item in found.expenses] == [
        (50_00, 0, 50_00),
        (100_00, 20_00, 80_00),
        (-100_00, -20_00, -80_00),
    ]
    assert found.by_account == {"Veranstaltung": (50_00, 50_00), "529110": (0, 0)}


def test_repayments_lower_what_came_in() -> None:
    rows = (
        entry(2026, "Fördermittel", 9_00, grant="F-1"),
        entry(2026, "Rückzahlung Fördermittel", 2_00, grant="F-1"),
        entry(2026, "Zusatzmittel", 5_00, grant="F-1", partner="DUS"),
        entry(2026, "Erstattung Zusatzmittel", 5_00, grant="F-1", partner="DUS"),
    )
    found = statement(funded(grant("Anteil"), *rows).books())
    assert [item.amount for item in found.receipts] == [9_00, -2_00, 5_00, -5_00]
    assert found.now.received_total == 7_00


def test_only_what_the_engine_counts_is_listed() -> None:
    rows = (
        entry(2026, "Projekt", 1_00, grant="F-1"),
        entry(2027, "Projekt", 2_00, grant="F-1"),
        entry(2026, "Projekt", 4_00, grant="F-9"),
        entry(2026, "Partnerbeitrag", 8_00, grant="F-1", partner="DUS"),
        {**entry(2026, "Projekt", 16_00, grant="F-1"), "direction": "Einnahme"},
    )
    found = statement(funded(grant("Anteil"), *rows).books())
    assert [item.amount for item in found.expenses] == [1_00]
    assert found.receipts == ()
    assert found.now.cost_total == 1_00


@pytest.mark.parametrize(
    ("entries", "decided", "until", "expected"),
    [
        ((), None, 2027, 2027),
        ((), None, 2030, 2027),
        ((), None, 2020, 2026),
        ((2026,), None, 2027, 2026),
        ((2026, 2027), None, 2027, 2027),
        ((2026, 2027), None, 2026, 2026),
        ((2026,), dt.date(2027, 3, 1), 2027, 2027),
        ((2027,), dt.date(2020, 3, 1), 2026, 2026),
    ],
)
def test_a_statement_ends_with_the_last_year_that_touches_the_grant(
    entries: tuple[int, ...], decided: dt.date | None, until: int, expected: int
) -> None:
    decisions = [{"grant": "F-1", "date": decided, "kind": "Bewilligung", "cap": 1}] if decided else []
    books = funded(
        grant("Anteil"), *(entry(year, "Projekt", 1_00, grant="F-1") for year in entries), decisions=decisions
    ).books()
    assert last_year_of(books, "F-1", (2026, 2027), until) == expected


@laws(25)
@given(histories(1, 4))
def test_lists_and_years_add_up_to_the_figures_of_the_engine(history: History) -> None:
    books = history.books()
    for account in history.computed():
        for item in account.grants:
            known = next(known for known in books.grants if known.id == item.id)
            found = statement_of_use(books, account, known)
            assert sum(row.amount for row in found.expenses) == item.cost_total
            assert sum(row.eligible for row in found.expenses) == item.eligible_total
            assert sum(year.cost for year in found.years) == item.cost_total
            assert sum(year.eligible for year in found.years) == item.eligible_total
            assert sum(year.plan_cost for year in found.years) == item.plan_cost
            assert sum(cost for cost, _ in found.by_account.values()) == item.cost_total
            received = (
                item.received_total + item.third_total + item.supplementary_received - item.supplementary_returned
            )
            assert sum(row.amount for row in found.receipts) == received
            assert found.balance == item.receivable - max(0, item.received_total - item.earned_total)
            whole = item.own_total + item.third_total + item.earned_total - found.surplus
            assert whole == item.cost_total or item.cost_total < 0


# --- projects ---------------------------------------------------------------------------------------------------


def test_a_project_costs_what_it_and_its_grants_cost() -> None:
    rows = (
        entry(2026, "Projekt", 3_00, grant="F-1"),
        entry(2026, "Projekt", 5_00, project="P-1"),
        entry(2026, "Geschäftsstelle", 7_00),
        entry(2026, "Projekt", 11_00, project="P-0"),
        entry(2027, "Projekt", 13_00, project="P-1"),
    )
    plan = [
        {"budget_year": 2026, "category": "Projekt", "project": "P-1", "amount": 1_00},
        {"budget_year": 2026, "category": "Geschäftsstelle", "amount": 2_00},
        {"budget_year": 2026, "category": "Sonstige Einnahme", "amount": 4_00},
        {"budget_year": 2027, "category": "Projekt", "project": "P-1", "amount": 8_00},
    ]
    books = funded(grant("Anteil"), *rows, plan=plan).books()
    found = project_money(books, accounts(books, 2026)[-1])
    assert list(found) == ["P-1", "", "P-0"]
    assert found["P-1"] == ProjectMoney(planned=100_001_00, actual=8_00)
    assert found[""] == ProjectMoney(planned=2_00, actual=7_00)
    assert found["P-0"].deviation == 11_00


def test_a_grant_that_does_not_count_in_the_plan_costs_nothing_there() -> None:
    unknown = {**PLAN_100, "grant": "F-9"}
    tables = {
        "projects": [PROJECT],
        "grants": [grant("Anteil", status="sondiert")],
        "funding_plan": [PLAN_100, unknown],
    }
    books = history({2026: THREE}, **tables).books()
    assert project_money(books, accounts(books, 2026)[-1]) == {}


@laws(25)
@given(histories(1, 4))
def test_the_projects_add_up_to_cost_and_plan_of_the_year(history: History) -> None:
    books = history.books()
    for account in history.computed():
        found = project_money(books, account).values()
        assert sum(item.actual for item in found) == sum(account.expenses[category] for category in COST_CATEGORIES)
