"""Borders of the rules about money of grants: to the cent, to the day, and what cannot be known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from regman_xl.model.facts import CellFact, Fault
from regman_xl.rules import CATALOGUE, audit
from tests.finance.small import PLAN_100, THREE, funded, grant, history
from tests.finance.workbooks import entry
from tests.rules.funded import TODAY, found, keys, money

if TYPE_CHECKING:
    from tests.finance.workbooks import History, Row

D = dt.date

CODES = ("FOE01", "FOE02", "FOE04", "FOE07", "FOE08", "FOE09", "FOE12", "FOE15", "FOE16")


@pytest.mark.parametrize("code", CODES)
def test_without_figures_nothing_is_judged(code: str) -> None:
    books = history({2026: THREE}).books()
    assert audit(books, (), today=TODAY, rules=[CATALOGUE[code]]).findings == ()


# Grant money received and paid back


@pytest.mark.parametrize(("cents", "told"), [(60_000_00, []), (60_000_01, ["F-1"])])
def test_the_cap_may_be_received_to_the_cent(cents: int, told: list[str]) -> None:
    assert keys("FOE04", funded(grant("Anteil"), money("Fördermittel", cents))) == told


def test_an_excess_is_told_with_the_year_since_when_it_lasts() -> None:
    workbook = funded(grant("Anteil"), money("Fördermittel", 70_000_00), money("Projekt", 1, D(2027, 1, 2)))
    (finding,) = found("FOE04", workbook, D(2027, 6, 1))
    assert finding.message == (
        "Für F-1 sind 70.000,00 EUR Fördermittel eingegangen (zuletzt Blatt Journal, Zeile 2), bewilligt sind "
        "höchstens 60.000,00 EUR: 10.000,00 EUR zu viel, seit dem Haushaltsjahr 2026."
    )


@pytest.mark.parametrize(
    "mended",
    [
        money("Rückzahlung Fördermittel", 10_000_00, D(2027, 2, 1)),
        money("Fördermittel", -70_000_00, D(2027, 2, 1), reversal_of="1"),
    ],
    ids=["paid back", "Storno"],
)
def test_an_excess_that_is_mended_is_none(mended: Row) -> None:
    workbook = funded(grant("Anteil"), money("Fördermittel", 70_000_00))
    assert keys("FOE04", workbook) == ["F-1"]
    assert keys("FOE04", workbook.and_entries(mended)) == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [("Änderung", ["F-1"]), ("Schlussbescheid", []), ("Widerruf", [])],
)
def test_a_final_decision_claims_money_back_but_no_one_received_too_much(kind: str, told: list[str]) -> None:
    decision = {"grant": "F-1", "date": D(2026, 11, 1), "kind": kind, "cap": 50_000_00}
    workbook = funded(grant("Anteil"), money("Fördermittel", 55_000_00), decisions=[decision])
    assert keys("FOE04", workbook) == told


def test_a_repayment_booked_wrongly_is_no_excess_without_a_payment() -> None:
    assert keys("FOE04", funded(grant("Anteil", cap=0), money("Rückzahlung Fördermittel", -500))) == []


@pytest.mark.parametrize(
    ("received", "today", "told"),
    [
        (D(2026, 4, 15), D(2026, 6, 15), False),
        (D(2026, 4, 15), D(2026, 6, 16), True),
        (D(2026, 12, 31), D(2027, 2, 28), False),
        (D(2026, 12, 31), D(2027, 3, 1), True),
    ],
)
def test_money_may_lie_for_two_months_to_the_day(received: dt.date, today: dt.date, told: bool) -> None:
    workbook = funded(grant("Vollfinanzierung"), money("Fördermittel", 100, received))
    assert bool(keys("FOE07", workbook, today)) == told


@pytest.mark.parametrize(("cost", "told"), [(100_00, []), (99_99, ["1"])])
def test_idle_money_is_told_to_the_cent(cost: int, told: list[str]) -> None:
    workbook = funded(
        grant("Vollfinanzierung"), money("Fördermittel", 100_00, D(2026, 1, 5)), money("Projekt", cost, D(2026, 12, 31))
    )
    assert keys("FOE07", workbook) == told


def test_the_oldest_money_is_spent_first() -> None:
    rows = [money("Fördermittel", 100, D(2026, month, 1)) for month in (1, 2, 3)]
    workbook = funded(grant("Vollfinanzierung"), *reversed(rows), money("Projekt", 150, D(2026, 4, 1)))
    messages = {finding.key: finding.message for finding in found("FOE07", workbook)}
    assert sorted(messages) == ["1", "2"]
    assert "am 31.12.2026 noch 1,00 EUR nicht verwendet" in messages["1"]
    assert "am 31.12.2026 noch 0,50 EUR nicht verwendet" in messages["2"]


@pytest.mark.parametrize(
    "mended",
    [
        money("Rückzahlung Fördermittel", 100, D(2026, 12, 31)),
        money("Fördermittel", -100, D(2026, 12, 31), reversal_of="1"),
    ],
    ids=["paid back", "Storno"],
)
def test_money_that_is_gone_is_not_idle(mended: Row) -> None:
    workbook = funded(grant("Vollfinanzierung"), money("Fördermittel", 100, D(2026, 1, 5)), mended)
    assert keys("FOE07", workbook) == []
    assert keys("FOE07", workbook, D(2026, 12, 30)) == ["1"]


def test_money_without_a_day_is_not_judged() -> None:
    assert keys("FOE07", funded(grant("Vollfinanzierung"), money("Fördermittel", 100, booked_on=None))) == []


@pytest.mark.parametrize(("cap", "told"), [(80, ["1"]), (100, [])])
def test_what_a_final_decision_does_not_leave_is_to_be_paid_back(cap: int, told: list[str]) -> None:
    decision = {"grant": "F-1", "date": D(2026, 5, 1), "kind": "Schlussbescheid", "cap": cap}
    workbook = funded(
        grant("Vollfinanzierung"),
        money("Fördermittel", 100, D(2026, 1, 5)),
        money("Projekt", 90, D(2026, 2, 1)),
        decisions=[decision],
    )
    assert keys("FOE07", workbook) == told
    for finding in found("FOE07", workbook):
        assert "0,20 EUR zurückzuzahlen: der Bescheid vom 01.05.2026 (Blatt Bescheide, Zeile 2)" in finding.message


@pytest.mark.parametrize(("cents", "told"), [(40, []), (41, ["2"])])
def test_what_is_not_earned_may_be_paid_back_to_the_cent(cents: int, told: list[str]) -> None:
    workbook = funded(
        grant("Vollfinanzierung"),
        money("Fördermittel", 100, D(2026, 1, 5)),
        money("Rückzahlung Fördermittel", cents, D(2026, 6, 1)),
        money("Projekt", 60, D(2026, 2, 1)),
    )
    assert keys("FOE16", workbook) == told


def test_cost_that_comes_later_does_not_make_a_repayment_wrong() -> None:
    received, back = money("Fördermittel", 100, D(2026, 1, 5)), money("Rückzahlung Fördermittel", 100, D(2027, 3, 1))
    by_the_closing = money("Projekt", 100, D(2027, 1, 15))
    by_the_day = money("Projekt", 100, D(2027, 4, 1))
    for later in (by_the_closing, by_the_day):
        assert keys("FOE16", funded(grant("Vollfinanzierung"), received, back, later)) == []
    assert keys("FOE16", funded(grant("Vollfinanzierung"), received, {**back, "booked_on": None}, by_the_day)) == []
    spent = money("Projekt", 100, D(2026, 2, 1))
    assert keys("FOE16", funded(grant("Vollfinanzierung"), received, spent, back)) == ["3"]


def test_a_repayment_that_is_taken_back_is_none() -> None:
    back = money("Rückzahlung Fördermittel", 100)
    taken_back = money("Rückzahlung Fördermittel", -100, reversal_of="1")
    assert keys("FOE16", funded(grant("Vollfinanzierung"), back)) == ["1"]
    assert keys("FOE16", funded(grant("Vollfinanzierung"), back, taken_back)) == []


def test_each_grant_is_judged_by_what_it_has_given_back_itself() -> None:
    workbook = funded(grant("Vollfinanzierung"), money("Rückzahlung Fördermittel", 100))
    other = workbook.and_rows("grants", grant("Anteil", id="F-2")).and_entries(money("Projekt", 5, grant="F-2"))
    assert keys("FOE16", other) == ["1"]


# Plan


@pytest.mark.parametrize(("cents", "told"), [(120_000_00, []), (120_000_01, ["F-1 / 2026"])])
def test_cost_may_exceed_the_plan_by_twenty_percent(cents: int, told: list[str]) -> None:
    assert keys("FOE08", funded(grant("Anteil"), money("Projekt", cents))) == told


def test_cost_in_a_year_without_a_line_is_above_plan() -> None:
    later = [money("Projekt", 5, D(2027, 3, 1)), money("Projekt", 1, D(2027, 2, 1))]
    assert keys("FOE08", funded(grant("Anteil"), *later)) == ["2"]
    assert keys("FOE08", funded(grant("Anteil"), *later, funding_plan=[])) == []


@pytest.mark.parametrize(("cents", "told"), [(500, []), (501, ["F-1"])])
def test_third_party_money_may_reach_the_plan(cents: int, told: list[str]) -> None:
    line = {**PLAN_100, "third_party": 500}
    assert keys("FOE09", funded(grant("Anteil"), money("Drittmittel", cents), funding_plan=[line])) == told


def test_third_party_money_that_a_final_decision_knows_is_not_told_again() -> None:
    decision = {"grant": "F-1", "date": D(2026, 11, 1), "kind": "Schlussbescheid", "cap": 50_000_00}
    workbook = funded(grant("Anteil"), money("Drittmittel", 500), decisions=[decision])
    assert keys("FOE09", workbook) == []
    assert keys("FOE09", workbook.and_entries(money("Drittmittel", 1, D(2027, 1, 5)))) == ["F-1"]


def test_third_party_money_of_a_grant_that_others_hold_is_their_business() -> None:
    assert keys("FOE09", funded(grant("Anteil", applicant="Andere"), money("Drittmittel", 500))) == []


# What cannot be known

WRONG = {
    "FOE04": [money("Fördermittel", 70_000_00)],
    "FOE07": [money("Fördermittel", 100, D(2026, 1, 5))],
    "FOE08": [money("Projekt", 130_000_00)],
    "FOE09": [money("Drittmittel", 500)],
    "FOE15": [money("Zusatzmittel", 100, partner="DUS")],
    "FOE16": [money("Rückzahlung Fördermittel", 100)],
}
UNREAD = {
    "an amount of the grant": ("journal", {"category": "Projekt", "grant": "F-1", "amount": None}),
    "money of an unknown grant": ("journal", {"category": "Fördermittel", "grant": "", "amount": 5}),
    "cost of an unknown grant": ("journal", {"category": "Projekt", "grant": "F-X", "amount": 5}),
    "a decision": ("grant_decisions", {"grant": "F-1", "date": D(2026, 1, 1)}),
    "a decision without a grant": ("grant_decisions", {"date": D(2026, 1, 1), "kind": "Änderung", "cap": 5}),
    "a line of the plan": ("funding_plan", {"grant": "F-1", "budget_year": 2027}),
    "a resolution": ("resolutions", {"id": "1", "kind": "Zusatzmittel"}),
    "a second row of the grant": ("grants", grant("Anteil")),
}
READ = {
    "an office expense": ("journal", {"category": "Geschäftsstelle", "amount": None}),
    "money of another grant": ("journal", {"category": "Fördermittel", "grant": "F-2", "amount": None}),
    "a booking before the first year": (
        "journal",
        {"category": "Projekt", "grant": "F-1", "amount": 5, "budget_year": 2020},
    ),
    "a decision about another grant": ("grant_decisions", {"grant": "F-2", "date": D(2026, 1, 1)}),
    "a resolution about something else": ("resolutions", {"id": "1", "kind": "Jahresplanung"}),
}


def with_row(code: str, table: str, row: Row) -> History:
    workbook = funded(grant("Vollfinanzierung"), *WRONG[code])
    workbook = workbook.and_rows("grants", grant("Anteil", id="F-2"))
    if table == "journal":
        return workbook.and_entries({**entry(2026, str(row["category"]), 1), **row})
    return workbook.and_rows(table, row)


@pytest.mark.parametrize("code", WRONG)
@pytest.mark.parametrize("case", UNREAD)
def test_a_grant_is_not_blamed_for_what_cannot_be_read(code: str, case: str) -> None:
    assert keys(code, with_row(code, *UNREAD[case])) == []


@pytest.mark.parametrize("code", WRONG)
@pytest.mark.parametrize("case", READ)
def test_a_grant_is_judged_whatever_else_cannot_be_read(code: str, case: str) -> None:
    assert len(keys(code, with_row(code, *READ[case]))) == 1


@pytest.mark.parametrize("code", WRONG)
def test_nothing_is_judged_where_a_column_is_missing(code: str) -> None:
    lost = CellFact(Fault.MISSING_COLUMN, "Förderungen", name="cap")
    elsewhere = CellFact(Fault.MISSING_COLUMN, "Personal", name="name")
    workbook = funded(grant("Vollfinanzierung"), *WRONG[code])
    assert keys(code, workbook, TODAY, lost) == []
    assert len(keys(code, workbook, TODAY, elsewhere)) == 1


@pytest.mark.parametrize("terms", [{"kind": ""}, {"kind": "Anteil", "rate": None}])
def test_a_grant_without_terms_is_not_blamed_for_what_it_may_have_earned(terms: Row) -> None:
    assert keys("FOE07", funded({**grant("Vollfinanzierung"), **terms}, *WRONG["FOE07"])) == []


def test_a_rate_may_stand_in_the_decision() -> None:
    workbook = funded({**grant("Anteil"), "rate": None}, *WRONG["FOE07"])
    decision = {"grant": "F-1", "date": D(2026, 1, 1), "kind": "Bewilligung", "cap": 60_000_00, "rate": 60_0000}
    assert len(keys("FOE07", workbook.and_rows("grant_decisions", decision))) == 1
