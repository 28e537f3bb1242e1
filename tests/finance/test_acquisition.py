"""The pipeline of grants at the end of a year."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from regman_xl.finance.acquisition import acquisition, volume
from regman_xl.finance.funding_plan import granted_terms, planned_funding
from regman_xl.model.books import Books
from regman_xl.schema.lists import GrantStatus


def grant(
    name: str, status: str, applied: int | None = None, granted: int | None = None, **more: Any
) -> dict[str, Any]:
    row: dict[str, Any] = {"id": name, "status": status, "cap": 10_000_00, **more}
    if applied:
        row["applied_on"] = dt.date(applied, 5, 1)
    if granted:
        row["granted_on"] = dt.date(granted, 12, 31)
    return row


@pytest.mark.parametrize(
    ("row", "stages"),
    [
        (grant("F", "sondiert"), ["sondiert", "sondiert"]),
        (grant("F", "beantragt", 2026), [None, "beantragt"]),
        (grant("F", "beantragt"), ["beantragt", "beantragt"]),
        (grant("F", "bewilligt", 2025, 2025), ["bewilligt", "bewilligt"]),
        (grant("F", "bewilligt", 2025, 2026), ["beantragt", "bewilligt"]),
        (grant("F", "bewilligt"), ["bewilligt", "bewilligt"]),
        (grant("F", "abgeschlossen", 2024, 2025), ["bewilligt", "bewilligt"]),
        (grant("F", "abgelehnt", 2025), ["abgelehnt", "abgelehnt"]),
        (grant("F", "abgelehnt", 2026), [None, "abgelehnt"]),
    ],
)
def test_the_stage_at_the_end_of_a_year(row: dict[str, Any], stages: list[str | None]) -> None:
    found = [acquisition(Books.of(grants=[row]), year) for year in (2025, 2026)]
    assert [item.prospects[0].stage if item.prospects else None for item in found] == stages
    assert [item.later for item in found] == [int(stage is None) for stage in stages]


def test_count_volume_and_quota() -> None:
    rows = [
        grant("A", "bewilligt", 2025, 2026, cap=30_000_00),
        grant("B", "abgeschlossen", 2024, 2025, cap=20_000_00),
        grant("C", "abgelehnt", 2026, cap=50_000_00),
        grant("D", "beantragt", 2026),
        grant("E", "sondiert"),
    ]
    found = acquisition(Books.of(grants=rows), 2026)
    assert [len(found.at(stage)) for stage in GrantStatus] == [1, 1, 2, 1, 0]
    assert volume(found.at(GrantStatus.GRANTED)) == 50_000_00
    assert found.quota == Fraction(2, 3)
    assert found.volume_quota == Fraction(1, 2)
    moved = [found.moved_to(stage) for stage in (GrantStatus.APPLIED, GrantStatus.GRANTED, GrantStatus.REJECTED)]
    assert [None if group is None else [item.grant for item in group] for group in moved] == [["C", "D"], ["A"], None]


def test_without_a_decision_there_is_no_quota() -> None:
    found = acquisition(Books.of(grants=[grant("D", "beantragt", 2026)]), 2026)
    assert (found.quota, found.volume_quota) == (None, None)
    nothing = acquisition(Books.of(grants=[grant("D", "abgelehnt", 2026, cap=0)]), 2026)
    assert (nothing.quota, nothing.volume_quota) == (Fraction(0), None)


def test_a_final_decision_settles_and_does_not_change_what_was_granted() -> None:
    decisions = [
        {"grant": "F", "date": dt.date(2025, 2, 1), "kind": "Bewilligung", "cap": 54_000_00, "rate": 600_000},
        {"grant": "F", "date": dt.date(2026, 5, 1), "kind": "Änderung", "cap": 57_000_00},
        {"grant": "F", "date": dt.date(2026, 11, 1), "kind": "Schlussbescheid", "cap": 51_234_56},
        {"grant": "G", "date": dt.date(2025, 2, 1), "kind": "Bewilligung", "cap": 1},
    ]
    plan = [
        {"grant": "F", "budget_year": 2025, "total_cost": 40_000_00, "grant_amount": 24_000_00},
        {
            "grant": "F",
            "budget_year": 2026,
            "total_cost": 55_000_00,
            "eligible_cost": 50_000_00,
            "grant_amount": 33_000_00,
            "third_party": 2_000_00,
        },
    ]
    books = Books.of(grants=[grant("F", "bewilligt", kind="Anteil")], grant_decisions=decisions, funding_plan=plan)
    known = books.grants[0]
    assert [granted_terms(books, known, year).cap for year in (2024, 2025, 2026)] == [10_000_00, 54_000_00, 57_000_00]
    planned = planned_funding(books, known, 2026)
    assert (planned.cost, planned.eligible, planned.third, planned.grant) == (
        95_000_00,
        90_000_00,
        2_000_00,
        57_000_00,
    )
    assert planned.own == 36_000_00


def test_without_a_cap_the_financing_plan_says_what_is_asked_for() -> None:
    plan = [{"grant": "F", "budget_year": 2026, "total_cost": 9_00, "grant_amount": 5_00}]
    books = Books.of(grants=[grant("F", "sondiert", cap=None)], funding_plan=plan)
    assert acquisition(books, 2026).prospects[0].volume == 5_00
