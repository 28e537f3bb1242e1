"""Borders of the rules about the plan and the texts of the reports."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from regman_xl.model.books import Books
from regman_xl.model.settings import Settings
from tests.rules.found import TODAY, found, places

APRIL = dt.date(2026, 4, 1)


def books(settings: Settings | None = None, **tables: Any) -> Books:
    """Books of the year 2026 with one partner."""
    made = {
        "partners": [{"id": "DUS", "valid_from": 2026}],
        "contributions": [{"partner": "DUS", "budget_year": 2026, "amount": 50_000_00}],
        "budget_years": [{"budget_year": 2026, "status": "offen"}],
    }
    return Books.of(settings, **(made | tables))


def position(amount: int, year: int = 2026, category: str = "Projekt", **more: Any) -> dict[str, Any]:
    return {"budget_year": year, "category": category, "title": "Ansatz", "amount": amount, **more}


def spent(amount: int, category: str = "Projekt", **more: Any) -> dict[str, Any]:
    row = {"number": "1", "budget_year": 2026, "booked_on": TODAY, "direction": "Ausgabe", "category": category}
    return {**row, "amount": amount, **more}


def order(amount: int, year: int = 2026, **more: Any) -> dict[str, Any]:
    row = {"id": "A-1", "budget_year": year, "date": dt.date(2026, 6, 1), "category": "Projekt"}
    return {**row, "amount": amount, **more}


@pytest.mark.parametrize(
    ("plan_date", "positions", "cell"),
    [
        (None, [], "C2"),
        (APRIL, [], "A2"),
        (None, [position(1_00)], "C2"),
        (APRIL, [position(1_00)], None),
        (dt.date(2026, 4, 2), [position(1_00)], "C2"),
        # A row that cannot be read may be the one that is missed.
        (APRIL, [position(1_00, category="")], None),
    ],
)
def test_a_plan_has_a_day_and_figures(
    plan_date: dt.date | None, positions: list[dict[str, Any]], cell: str | None
) -> None:
    made = books(budget_years=[{"budget_year": 2026, "plan_date": plan_date}], plan=positions)
    assert places("PLN01", made, APRIL) == ([("Haushaltsjahre", cell)] if cell else [])
    assert not found("PLN01", made, dt.date(2026, 3, 31))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, False),
        ({"date": dt.date(2026, 4, 2)}, True),
        ({"date": None}, True),
        ({"result": "vertagt"}, True),
        ({"id": ""}, False),
    ],
)
def test_a_resolution_proves_the_plan_too(more: dict[str, Any], expected: bool) -> None:
    adopted = {
        "id": "B-1",
        "date": APRIL,
        "body": "Aufsichtsgremium",
        "kind": "Jahresplanung",
        "budget_year": 2026,
    } | more
    assert bool(found("PLN01", books(plan=[position(1_00)], resolutions=[adopted]), APRIL)) == expected


def test_the_day_on_which_a_plan_is_due_is_a_setting() -> None:
    leap_day = Settings(plan_deadline=(29, 2))
    assert not found("PLN01", books(leap_day), dt.date(2026, 2, 28))
    assert "29.02.2026" in found("PLN01", books(leap_day), dt.date(2026, 3, 1))[0].message


def test_a_year_before_the_first_contribution_needs_no_plan() -> None:
    assert not found("PLN01", books(budget_years=[{"budget_year": 2024}], plan=[position(1_00)]), dt.date(2026, 1, 1))


def test_a_plan_must_balance_in_this_year_and_in_coming_ones() -> None:
    plan = [position(50_000_01), position(1_00, 2027), position(50_000_00, 2027, title="Groß")]
    assert places("PLN02", books(plan=plan)) == [("Plan", "E2"), ("Plan", "E4")]
    assert places("PLN02", books(plan=plan), dt.date(2027, 1, 1)) == [("Plan", "E4")]
    unread = [
        {"partner": "DUS", "budget_year": 2026, "amount": 50_000_00},
        {"partner": "", "budget_year": 2027, "amount": 1_000_00},
    ]
    # What 2027 will have is not known, so that its plan cannot be judged.
    assert places("PLN02", books(plan=plan, contributions=unread)) == [("Plan", "E2")]


def test_contributions_that_cannot_be_read_leave_the_plan_unjudged() -> None:
    unread = [
        {"partner": "DUS", "budget_year": 2026, "amount": 50_000_00},
        {"partner": "", "budget_year": 2026, "amount": 1_000_00},
    ]
    assert not found("PLN02", books(plan=[position(50_000_01)], contributions=unread))
    assert not found("PLN04", books(commitments=[order(50_000_01, 2027)], contributions=unread))


@pytest.mark.parametrize(
    ("journal", "commitments", "expected"),
    [
        ([spent(1_000_00)], [], []),
        ([spent(1_000_01)], [], [("Plan", "B2")]),
        ([spent(900_00)], [order(100_00)], []),
        ([spent(900_00)], [order(100_01)], [("Plan", "B2")]),
        ([spent(900_00)], [order(100_01, settled_on=TODAY)], []),
        ([spent(900_00)], [order(100_01, date=dt.date(2027, 1, 1))], []),
        ([spent(900_00)], [order(100_01, grant="F-001")], []),
        ([spent(900_00)], [order(100_01, 2027)], []),
        ([spent(900_00)], [order(100_01, category="Erstattung")], []),
        ([spent(1_00, "Geschäftsstelle")], [], [("Haushaltsjahre", "A2")]),
        ([spent(500_00, project="P-01")], [], []),
        ([spent(300_01, project="P-02")], [], [("Plan", "C3")]),
        ([spent(200_00, project="P-02")], [order(100_01, project="P-02")], [("Plan", "C3")]),
    ],
)
def test_booked_and_ordered_against_the_plan(
    journal: list[dict[str, Any]], commitments: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    plan = [position(700_00, project="P-01"), position(300_00, project="P-02")]
    assert places("PLN03", books(plan=plan, journal=journal, commitments=commitments)) == expected


@pytest.mark.parametrize("plan", [[], [position(1_00, 2027)], [position(1_00), position(1_00, category="")]])
def test_without_a_readable_plan_nothing_is_over_it(plan: list[dict[str, Any]]) -> None:
    assert not found("PLN03", books(plan=plan, journal=[spent(1_000_00)]))


def test_coming_years_are_not_committed_beyond_what_they_have() -> None:
    made = books(commitments=[order(50_000_00, 2027), order(1, 2027, id="A-2"), order(90_000_00)])
    assert places("PLN04", made) == [("Verpflichtungen", "H2")]
    assert "2 offene Aufträge" in found("PLN04", made)[0].message
    assert not found("PLN04", made, dt.date(2027, 1, 1))
    # Nobody knows yet what a year beyond the plan will have.
    assert not found("PLN04", books(commitments=[order(90_000_00, 2031)]))


def activity(field: str = "Raumentwicklung", year: int = 2026) -> dict[str, Any]:
    return {"date": dt.date(year, 5, 8), "task_field": field, "title": "Werkstatt"}


def text(report: str, **more: Any) -> dict[str, Any]:
    return {"budget_year": 2026, "report": report, "section": "Raumentwicklung", "text": "Es war gut.", **more}


BOTH = [text("Abschlussbericht"), text("Sachbericht")]


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        (BOTH, []),
        (BOTH[:1], ["Sachbericht"]),
        (BOTH[1:], ["Abschlussbericht"]),
        ([text("Jahresplan")], ["Abschlussbericht", "Sachbericht"]),
        ([*BOTH[:1], text("Sachbericht", budget_year=2025)], ["Sachbericht"]),
        # An empty text and a row that cannot be read have findings of their own.
        ([*BOTH[:1], text("Sachbericht", text="")], []),
        ([*BOTH[:1], text("Sachbericht", section="")], []),
    ],
)
def test_both_reports_speak_of_what_was_done(texts: list[dict[str, Any]], missing: list[str]) -> None:
    made = books(
        activities=[activity(), activity(""), activity(year=2024)],
        report_texts=texts,
        budget_years=[{"budget_year": 2026, "status": "vorgelegt"}],
    )
    result = found("PLN06", made)
    assert [name for name in ("Abschlussbericht", "Sachbericht") if any(name in item.message for item in result)] == (
        missing
    )
    assert {item.key for item in result} <= {"2026"}


@pytest.mark.parametrize(
    ("year", "today", "expected"),
    [
        ({"status": "offen"}, dt.date(2027, 3, 31), False),
        ({"status": "offen"}, dt.date(2027, 4, 1), True),
        ({"status": ""}, dt.date(2027, 3, 31), False),
        ({"status": "vorgelegt"}, dt.date(2027, 1, 1), True),
        ({"status": "offen", "report_date": dt.date(2027, 1, 1)}, dt.date(2027, 1, 1), True),
    ],
)
def test_a_report_is_asked_for_when_it_is_due(year: dict[str, Any], today: dt.date, expected: bool) -> None:
    made = books(activities=[activity()], budget_years=[{"budget_year": 2026, **year}])
    assert bool(found("PLN06", made, today)) == expected


def test_the_rules_find_nothing_where_sheets_are_missing() -> None:
    made = books(activities=[activity()], budget_years=[{"budget_year": 2026, "status": "geprüft"}])
    gone = {name: dataclasses.replace(made.data[name], header_row=0) for name in ("report_texts", "plan")}
    assert not found("PLN06", dataclasses.replace(made, data={**made.data, **gone}))


def outline(*sections: str, report: str = "Sachbericht", year: int = 2026) -> list[dict[str, Any]]:
    return [text(report, section=section, budget_year=year) for section in sections]


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        (outline("Ausgangslage", "Ausblick"), None),
        (outline("Ausgangslage"), "Ausblick"),
        (outline("Ausblick"), "Ausgangslage"),
        ([], "Ausgangslage, Ausblick"),
        (outline("Ausgangslage", "Ausblick", report="Abschlussbericht"), "Ausgangslage, Ausblick"),
        (outline("Ausgangslage", "Ausblick", year=2025), "Ausgangslage, Ausblick"),
        # A row that cannot be read may be the missing one.
        ([*outline("Ausgangslage"), text("Sachbericht", section="")], None),
    ],
)
def test_an_activity_report_needs_its_beginning_and_its_end(texts: list[dict[str, Any]], missing: str | None) -> None:
    made = books(report_texts=texts, budget_years=[{"budget_year": 2026, "status": "vorgelegt"}])
    told = [item.message for item in found("PLN07", made)]
    assert len(told) == (missing is not None)
    assert all(f"der Text zu: {missing}." in message for message in told)


def test_an_activity_report_that_is_not_due_needs_no_text() -> None:
    made = books(budget_years=[{"budget_year": 2026, "status": "offen"}])
    assert not found("PLN07", made, dt.date(2027, 3, 31))
    assert found("PLN07", made, dt.date(2027, 4, 1))


def explained(**changes: Any) -> Books:
    """A year whose plan came out as planned but for 5.000,01 EUR, a little more than a tenth, with the plan's goals."""
    paid = {**spent(50_000_00, "Partnerbeitrag", partner="DUS"), "number": "2", "direction": "Einnahme"}
    rows: dict[str, Any] = {
        "plan": [position(50_000_00)],
        "journal": [spent(44_999_99), paid],
        "report_texts": [text("Jahresplan", section="Ziele und Schwerpunkte")],
        "budget_years": [{"budget_year": 2026, "status": "vorgelegt"}],
    }
    return books(**{**rows, **changes})


def said(made: Books, today: dt.date = dt.date(2027, 6, 1), code: str = "PLN08") -> list[str]:
    return [item.message for item in found(code, made, today)]


def test_what_differs_from_the_plan_is_explained() -> None:
    (message,) = said(explained())
    assert message == (
        "Der Abschluss 2026 weicht bei einer Position um mehr als 10 % vom Plan ab; auf dem Blatt Berichtstexte fehlt "
        "dazu im Bericht „Abschlussbericht“ der Text „Erläuterung Plan-Ist“."
    )
    goals = text("Jahresplan", section="Ziele und Schwerpunkte")
    assert not said(explained(report_texts=[goals, text("Abschlussbericht", section="Erläuterung Plan-Ist")]))
    # A row that cannot be read may be the missing one.
    assert not said(explained(report_texts=[goals, text("Abschlussbericht", section="")]))


def test_what_comes_out_as_planned_within_the_threshold_needs_no_text() -> None:
    assert not said(explained(journal=[spent(45_000_00)]))


def test_a_closing_that_is_not_due_needs_no_text() -> None:
    open_year = [{"budget_year": 2026, "status": "offen"}]
    assert not said(explained(budget_years=open_year), dt.date(2027, 3, 31))
    assert said(explained(budget_years=open_year), dt.date(2027, 4, 1))


def test_a_plan_names_its_goals_once_it_is_due() -> None:
    made = explained(report_texts=[text("Abschlussbericht", section="Erläuterung Plan-Ist")])
    (message,) = said(made, code="PLN09")
    assert "für 2026 im Bericht „Jahresplan“ der Text „Ziele und Schwerpunkte“" in message
    assert "die Frist für die Planung war der 31.03.2026" in message
    assert not said(made, dt.date(2026, 3, 31), "PLN09")


def test_where_there_is_no_plan_that_is_the_finding() -> None:
    assert not said(explained(plan=[], report_texts=[]))
    assert not said(explained(plan=[], report_texts=[]), code="PLN09")
    assert found("PLN01", explained(plan=[]), dt.date(2027, 6, 1))
