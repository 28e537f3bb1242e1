"""Which lines of a year have to be explained: those that differ from the plan by more than the threshold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from regman_xl.finance.budget import actual, deviates, deviations, planned
from regman_xl.finance.engine import accounts
from regman_xl.model.books import Books

TENTH = Fraction(1, 10)


def books(spent: int) -> Books:
    """A year in which 100,00 EUR are planned for projects."""
    return Books.of(
        partners=[{"id": "DUS", "valid_from": 2026}],
        contributions=[{"partner": "DUS", "budget_year": 2026, "amount": 500_00}],
        plan=[{"budget_year": 2026, "category": "Projekt", "title": "Monitor", "amount": 100_00}],
        journal=[{"number": "1", "budget_year": 2026, "direction": "Ausgabe", "category": "Projekt", "amount": spent}],
    )


@pytest.mark.parametrize(
    ("spent", "lines"),
    [(100_00, ()), (110_00, ()), (110_01, ("use_project",)), (90_00, ()), (89_99, ("use_project",))],
)
def test_a_line_is_explained_above_the_threshold(spent: int, lines: tuple[str, ...]) -> None:
    made = books(spent)
    (account,) = accounts(made, 2026)
    assert deviations(made, account, TENTH) == lines


def test_a_year_without_a_plan_has_nothing_to_explain() -> None:
    made = books(50_00)
    (account,) = accounts(made, 2026)
    assert deviations(made, replace(account, plan=()), TENTH) == ()


def test_the_lines_of_plan_and_actual_have_their_amounts() -> None:
    made = books(50_00)
    (account,) = accounts(made, 2026)
    plan, now = planned(made, account.plan[0]), actual(made, account)
    assert (plan["use_project"], now["use_project"]) == (100_00, 50_00)
    assert (plan["contribution:DUS"], now["contribution:DUS"]) == (500_00, 500_00)
    assert {"contribution:DUS", "use_project"} <= set(plan) & set(now)
    assert now["carried:2025"] == 0


@pytest.mark.parametrize(
    ("line", "plan", "now", "expected"),
    [
        ("grants", 0, 1, True),
        ("grants", 0, 0, False),
        ("grants", -100, -111, True),
        ("reserve", 0, 1, False),
        ("released", 0, 1, False),
    ],
)
def test_sums_and_what_nobody_plans_need_no_explanation(line: str, plan: int, now: int, expected: bool) -> None:
    assert deviates(line, plan, now, TENTH) is expected
