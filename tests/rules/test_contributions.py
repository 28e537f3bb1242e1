"""Borders of the rules about what the partners pay: to the cent, to the day, and what cannot be known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from regman_xl.model.facts import CellFact, Fault
from tests.finance.small import THREE, funded, grant, history, paid
from tests.finance.workbooks import entry, resolution
from tests.rules.funded import TODAY, found, keys, money

if TYPE_CHECKING:
    from tests.finance.workbooks import Row

D = dt.date


# Contributions


@pytest.mark.parametrize(
    ("due_on", "today", "told"),
    [
        (D(2026, 2, 28), D(2026, 2, 28), False),
        (D(2026, 2, 28), D(2026, 3, 1), True),
        (None, D(2026, 12, 31), False),
        (None, D(2027, 1, 1), True),
    ],
)
def test_a_contribution_is_missing_from_the_day_after_it_is_due(
    due_on: dt.date | None, today: dt.date, told: bool
) -> None:
    workbook = history({2026: {"DUS": 100}})
    workbook = workbook.only("contributions", lambda _: False).and_rows(
        "contributions", {"partner": "DUS", "budget_year": 2026, "amount": 100, "due_on": due_on}
    )
    assert bool(keys("FOE01", workbook, today)) == told


@pytest.mark.parametrize(("cents", "told"), [(99, ["DUS / 2026"]), (100, []), (101, [])])
def test_a_contribution_is_paid_to_the_cent(cents: int, told: list[str]) -> None:
    workbook = history({2026: {"DUS": 100}}, *paid(2026, {"DUS": cents}))
    assert keys("FOE01", workbook, D(2027, 1, 1)) == told


@pytest.mark.parametrize(
    ("payment", "told"),
    [
        (entry(2027, "Partnerbeitrag", 40, partner="DUS", origin_year=2026, booked_on=D(2027, 2, 1)), False),
        (entry(2027, "Partnerbeitrag", 40, partner="DUS", origin_year=2026, booked_on=D(2027, 2, 2)), True),
        (entry(2027, "Partnerbeitrag", 40, partner="DUS", origin_year=2026, booked_on=None), False),
        (entry(2027, "Partnerbeitrag", 40, partner="DUS", booked_on=D(2027, 2, 1)), True),
    ],
    ids=["paid today", "paid tomorrow", "day unknown", "for the later year"],
)
def test_a_rest_settles_its_origin_year_once_it_is_booked(payment: Row, told: bool) -> None:
    workbook = history({2026: {"DUS": 100}, 2027: {"DUS": 100}}, *paid(2026, {"DUS": 60}), payment)
    assert keys("FOE01", workbook, D(2027, 2, 1)) == (["DUS / 2026"] if told else [])


def test_a_payment_taken_back_is_missing_again() -> None:
    workbook = history(
        {2026: {"DUS": 100}},
        *paid(2026, {"DUS": 100}),
        entry(2026, "Partnerbeitrag", -100, partner="DUS", reversal_of="1"),
    )
    (finding,) = found("FOE01", workbook, D(2027, 1, 1))
    assert "es fehlen 1,00 EUR" in finding.message


def test_contributions_before_the_first_year_are_only_the_key_of_the_opening_balance() -> None:
    workbook = history({2025: THREE, 2026: THREE}, *paid(2026, THREE), years=[2026])
    assert keys("FOE01", workbook, D(2027, 1, 1)) == []


@pytest.mark.parametrize(
    ("call", "today", "told"),
    [
        (resolution(2026, "Nachforderung", amount=30, date=D(2027, 2, 1)), D(2027, 2, 1), False),
        (resolution(2026, "Nachforderung", amount=30, date=D(2027, 2, 1)), D(2027, 2, 2), True),
        (resolution(2026, "Nachforderung", amount=30, date=D(2026, 5, 1)), D(2026, 12, 31), False),
        (resolution(2026, "Nachforderung", amount=30, date=None), D(2027, 1, 1), True),
        (resolution(2026, "Nachforderung", amount=30, result="abgelehnt"), D(2027, 6, 1), False),
    ],
)
def test_an_additional_call_is_owed_after_its_resolution_and_the_year(call: Row, today: dt.date, told: bool) -> None:
    workbook = history({2026: {"DUS": 100}}, *paid(2026, {"DUS": 100}), resolutions=[call])
    assert bool(keys("FOE01", workbook, today)) == told
    for finding in found("FOE01", workbook, today):
        assert "1,30 EUR, davon 0,30 EUR Nachforderung" in finding.message


def test_after_an_unresolved_deficit_the_agreed_contribution_is_still_owed() -> None:
    workbook = history(
        {2026: {"DUS": 100}, 2027: {"DUS": 100}},
        *paid(2026, {"DUS": 100}),
        *paid(2027, {"DUS": 200}),
        entry(2026, "Projekt", 500),
    )
    assert keys("FOE01", workbook, D(2028, 1, 1)) == []
    assert keys("FOE02", workbook) == []
    without = workbook.only("journal", lambda row: row["budget_year"] == 2026)
    assert keys("FOE01", without, D(2028, 1, 1)) == ["DUS / 2027"]


@pytest.mark.parametrize(("cents", "told"), [(100, []), (101, ["DUS / 2026"])])
def test_a_contribution_is_overpaid_from_the_first_cent(cents: int, told: list[str]) -> None:
    assert keys("FOE02", history({2026: {"DUS": 100}}, *paid(2026, {"DUS": cents}))) == told


@pytest.mark.parametrize(
    ("refund", "examined", "told"),
    [
        (50, True, []),
        (49, True, ["DUS / 2026"]),
        (30, True, ["DUS / 2026"]),
        (20, False, []),
        (19, False, ["DUS / 2026"]),
    ],
)
def test_an_overpayment_is_told_until_it_is_given_back(refund: int, examined: bool, told: list[str]) -> None:
    # 120 paid for 100, 70 spent: 30 are unspent money of the year, 20 are paid too much.
    workbook = history(
        {2026: {"DUS": 100}, 2027: {"DUS": 100}},
        *paid(2026, {"DUS": 120}),
        entry(2026, "Projekt", 70),
        entry(2027, "Erstattung", refund, partner="DUS", origin_year=2026),
        resolutions=[resolution(2026, "Prüfung Jahresabschluss")] if examined else [],
    )
    assert keys("FOE02", workbook) == told


BAD_PAYMENT = {"category": "Partnerbeitrag", "partner": "DUS", "amount": None}


@pytest.mark.parametrize(
    ("unread", "told"),
    [
        (BAD_PAYMENT, ["ME / 2026"]),
        ({**BAD_PAYMENT, "origin_year": 2025}, ["DUS / 2026", "ME / 2026"]),
        ({**BAD_PAYMENT, "partner": ""}, []),
        ({**BAD_PAYMENT, "partner": "XXX", "amount": 5}, []),
        ({**BAD_PAYMENT, "category": ""}, ["ME / 2026"]),
        ({**BAD_PAYMENT, "category": "Geschäftsstelle"}, ["DUS / 2026", "ME / 2026"]),
        ({"category": "", "amount": None}, ["DUS / 2026", "ME / 2026"]),
        ({**BAD_PAYMENT, "budget_year": None}, ["ME / 2026"]),
    ],
)
def test_payments_that_cannot_be_read_are_not_called_missing(unread: Row, told: list[str]) -> None:
    workbook = history({2026: {"DUS": 100, "ME": 100}}, {**entry(2026, "", 1), "direction": "Einnahme", **unread})
    assert keys("FOE01", workbook, D(2027, 1, 1)) == told


def test_what_no_row_or_two_rows_say_is_not_judged() -> None:
    agreed = {"partner": "DUS", "budget_year": 2026, "amount": 100}
    doubled = history({2026: {"DUS": 100, "ME": 100}}).and_rows("contributions", agreed, {**agreed, "partner": "XXX"})
    assert keys("FOE01", doubled, D(2027, 1, 1)) == ["ME / 2026"]
    lost = CellFact(Fault.MISSING_COLUMN, "Journal", name="origin_year")
    assert keys("FOE01", doubled, D(2027, 1, 1), lost) == []


# Own contributions

PLANNED = {"grant": "F-1", "total_cost": 100, "grant_amount": 0}
POOL = {"DUS": 50, "ME": 50}


@pytest.mark.parametrize(
    ("lines", "today", "told"),
    [
        ([{**PLANNED, "budget_year": 2026}], TODAY, []),
        ([{**PLANNED, "budget_year": 2026, "total_cost": 101}], TODAY, ["F-1 / 2026"]),
        ([{**PLANNED, "budget_year": 2026, "total_cost": 101}], D(2027, 1, 1), []),
        ([{**PLANNED, "budget_year": 2027, "total_cost": 101}], TODAY, ["F-1 / 2027"]),
        ([{**PLANNED, "budget_year": 2026}, {**PLANNED, "grant": "F-2", "budget_year": 2026}], TODAY, ["F-1 / 2026"]),
    ],
)
def test_own_contributions_are_compared_with_the_budget_of_their_year(
    lines: list[Row], today: dt.date, told: list[str]
) -> None:
    workbook = history(
        {2026: POOL, 2027: POOL}, grants=[grant("Anteil"), grant("Anteil", id="F-2")], funding_plan=lines
    )
    assert keys("FOE12", workbook, today) == told


def test_the_account_of_a_plan_year_knows_what_is_carried_into_it() -> None:
    workbook = history(
        {2026: POOL, 2027: POOL},
        *paid(2026, POOL),
        grants=[grant("Anteil")],
        funding_plan=[{**PLANNED, "budget_year": 2027, "total_cost": 160}],
        resolutions=[resolution(2026, "Übertragung", amount=40)],
    )
    (finding,) = found("FOE12", workbook, TODAY)
    assert "um 0,20 EUR. Noch nötige Zusatzmittel: DUS 0,10 EUR, ME 0,10 EUR." in finding.message


@pytest.mark.parametrize(
    ("table", "unread", "told"),
    [
        ("plan", {"budget_year": 2026, "category": "Projekt"}, []),
        ("plan", {"budget_year": 2028, "category": "Projekt"}, ["F-1 / 2026"]),
        ("plan", {"category": "Projekt", "amount": 5}, []),
        ("resolutions", {"id": "1", "budget_year": 2026}, []),
        ("grants", {"id": "F-2"}, []),
    ],
)
def test_a_plan_year_that_cannot_be_read_is_not_judged(table: str, unread: Row, told: list[str]) -> None:
    workbook = history(
        {2026: POOL}, grants=[grant("Anteil")], funding_plan=[{**PLANNED, "budget_year": 2026, "total_cost": 101}]
    )
    assert keys("FOE12", workbook.and_rows(table, unread)) == told
    assert keys("FOE12", workbook, TODAY, CellFact(Fault.MISSING_SHEET, "Plan")) == []


# Zusatzmittel


def agreed(amount: int | None, partner: str = "DUS", body: str = "Rat", year: int = 2026, **more: Any) -> Row:
    """The resolution of a partner's own body."""
    more = {"id": f"{partner} {year}", "amount": amount, "partner": partner, "grant": "F-1", **more}
    return resolution(year, "Zusatzmittel", body, **more)


@pytest.mark.parametrize(
    ("resolutions", "told"),
    [
        ([agreed(100)], []),
        ([agreed(99)], ["above"]),
        ([agreed(None)], ["above"]),
        ([agreed(60), agreed(40, year=2027)], []),
        ([], ["none"]),
        ([agreed(100, partner="ME")], ["none"]),
        ([agreed(100, grant="F-2")], ["none"]),
        ([agreed(100, result="abgelehnt")], ["none"]),
        ([agreed(100, body="Aufsichtsgremium")], ["none"]),
        ([agreed(100, year=2028)], ["none"]),
    ],
)
def test_zusatzmittel_need_the_partners_own_resolution(resolutions: list[Row], told: list[str]) -> None:
    given = money("Zusatzmittel", 100, partner="DUS")
    workbook = funded(grant("Festbetrag"), given, resolutions=resolutions)
    findings = found("FOE15", workbook)
    assert ["none" if "fehlt dazu" in finding.message else "above" for finding in findings] == told


def test_zusatzmittel_above_the_resolution_that_went_back_are_settled() -> None:
    given, back = money("Zusatzmittel", 100, partner="DUS"), money("Erstattung Zusatzmittel", 40, partner="DUS")
    assert keys("FOE15", funded(grant("Festbetrag"), given, back, resolutions=[agreed(60)])) == []
    taken_back = money("Zusatzmittel", -100, partner="DUS", reversal_of="1")
    assert keys("FOE15", funded(grant("Festbetrag"), given, taken_back)) == []


@pytest.mark.parametrize(
    ("dus", "me", "told"), [(3_666_67, 1_833_33, []), (3_666_68, 1_833_33, ["3"]), (3_666_67, 1_833_34, ["4"])]
)
def test_what_is_unused_goes_back_in_the_proportion_in_which_it_was_given(dus: int, me: int, told: list[str]) -> None:
    workbook = funded(
        grant("Festbetrag"),
        money("Zusatzmittel", 20_000_00, partner="DUS"),
        money("Zusatzmittel", 10_000_00, partner="ME"),
        money("Erstattung Zusatzmittel", dus, partner="DUS"),
        money("Erstattung Zusatzmittel", me, partner="ME"),
        money("Projekt", 94_500_00),
        resolutions=[agreed(20_000_00), agreed(10_000_00, "ME", "Kreistag")],
    )
    assert keys("FOE15", workbook) == told


def test_a_return_by_the_closing_of_the_year_before_stays_right() -> None:
    given, back = (
        money("Zusatzmittel", 100, D(2026, 5, 1), partner="DUS"),
        money("Erstattung Zusatzmittel", 100, D(2027, 3, 1), partner="DUS"),
    )
    later = money("Projekt", 100_000_00, D(2027, 2, 1))
    workbook = funded(grant("Festbetrag"), given, back, later, resolutions=[agreed(100)])
    assert keys("FOE15", workbook) == []
    spent = {**later, "budget_year": 2026, "booked_on": D(2026, 6, 1)}
    used = funded(grant("Festbetrag"), given, back, spent, resolutions=[agreed(100)])
    assert keys("FOE15", used) == ["2"]


def test_zusatzmittel_after_an_unresolved_deficit_are_not_judged() -> None:
    workbook = funded(grant("Festbetrag"), entry(2026, "Projekt", 200_000_00))
    later = money("Zusatzmittel", 100, D(2027, 1, 5), partner="DUS")
    assert keys("FOE15", workbook.and_entries(later)) == []
    assert keys("FOE15", workbook.and_entries({**later, "budget_year": 2026})) == ["2"]


@pytest.mark.parametrize(("rest", "told"), [(0, ["1.666,67"]), (1_000_00, ["666,67"]), (1_666_67, [])])
def test_after_the_examination_a_partner_owes_what_its_settlement_leaves(rest: int, told: list[str]) -> None:
    # The worked example of the domain: cost 100.000, IHK paid only 15.000, surplus 20.000.
    received = paid(2026, {"DUS": 50_000_00, "ME": 50_000_00, "IHK": 15_000_00})
    late = entry(2027, "Partnerbeitrag", rest, partner="IHK", origin_year=2026, booked_on=D(2027, 4, 1))
    workbook = history(
        {2026: THREE, 2027: THREE},
        *received,
        entry(2026, "Geschäftsstelle", 100_000_00),
        *([late] if rest else []),
        resolutions=[resolution(2026, "Prüfung Jahresabschluss", date=D(2027, 3, 1))],
    )
    findings = [finding for finding in found("FOE01", workbook, D(2027, 5, 1)) if finding.year == 2026]
    assert [finding.message.rpartition("noch ")[2].removesuffix(" EUR.") for finding in findings] == told
