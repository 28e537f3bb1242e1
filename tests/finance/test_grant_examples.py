"""The worked examples of DOMAIN.md § 4: what a grant pays, and how Zusatzmittel are used and given back."""

from __future__ import annotations

import datetime as dt

import pytest

from regman_xl.finance.engine import accounts
from tests.finance.small import COST_DOWN, COST_UP, PLAN_100, THREE, funded, grant, grant_in, paid
from tests.finance.workbooks import History, Row, entry, resolution

# --- § 4: grants ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "entries", "earned", "own"),
    [
        ("Anteil", COST_DOWN, 53_607_40, 35_738_27),
        ("Fehlbedarf", COST_DOWN, 49_345_67, 40_000_00),
        ("Festbetrag", COST_DOWN, 60_000_00, 29_345_67),
        ("Vollfinanzierung", COST_DOWN, 60_000_00, 29_345_67),
        ("Anteil", COST_UP, 60_000_00, 50_000_00),
        ("Fehlbedarf", COST_UP, 60_000_00, 50_000_00),
        ("Festbetrag", COST_UP, 60_000_00, 50_000_00),
        ("Vollfinanzierung", COST_UP, 60_000_00, 50_000_00),
    ],
)
def test_what_a_grant_pays(kind: str, entries: tuple[Row, ...], earned: int, own: int) -> None:
    found = grant_in(funded(grant(kind), *entries))
    assert (found.earned, found.own) == (earned, own)


def test_planned_third_party_money_does_not_lower_an_anteil_but_the_rest_does() -> None:
    plan = [{**PLAN_100, "third_party": 10_000_00}]
    cost = entry(2026, "Projekt", 80_000_00, grant="F-1")
    planned = funded(grant("Anteil"), cost, entry(2026, "Drittmittel", 10_000_00, grant="F-1"), funding_plan=plan)
    assert grant_in(planned).earned == 48_000_00
    more = planned.and_entries(entry(2026, "Sonstige Einnahme", 5_000_00, grant="F-1"))
    assert grant_in(more).earned == 45_000_00
    assert grant_in(more).own == 80_000_00 - 15_000_00 - 45_000_00


def test_a_grant_pays_never_more_than_third_parties_leave_open() -> None:
    found = grant_in(
        funded(
            grant("Anteil", rate=1_000_000),
            entry(2026, "Projekt", 10_000_00, grant="F-1"),
            entry(2026, "Drittmittel", 4_000_00, grant="F-1"),
            funding_plan=[{**PLAN_100, "third_party": 4_000_00}],
        )
    )
    assert (found.earned, found.own) == (6_000_00, 0)


def test_cost_that_is_not_eligible_is_an_own_contribution() -> None:
    found = grant_in(funded(grant("Anteil"), entry(2026, "Projekt", 1_000_00, grant="F-1", eligible=400_00)))
    assert (found.eligible, found.earned, found.own) == (400_00, 240_00, 760_00)


def test_a_grant_is_rounded_down_to_the_cent() -> None:
    found = grant_in(funded(grant("Anteil", rate=333_333), entry(2026, "Projekt", 100_00, grant="F-1")))
    assert (found.earned, found.own) == (33_33, 66_67)


@pytest.mark.parametrize(
    ("change", "earned"),
    [
        ({"status": "abgeschlossen"}, 600_00),
        ({"status": "beantragt"}, 0),
        ({"status": "sondiert"}, 0),
        ({"status": "abgelehnt"}, 0),
        ({"applicant": "Regionalmanagement"}, 600_00),
        ({"applicant": "Andere"}, 0),
    ],
)
def test_only_an_own_grant_that_was_decided_earns(change: Row, earned: int) -> None:
    found = grant_in(funded(grant("Anteil", **change), entry(2026, "Projekt", 1_000_00, grant="F-1")))
    assert (found.earned, found.own) == (earned, 1_000_00 - earned)


def decision(date: dt.date, kind: str, cap: int, rate: int | None = None) -> Row:
    return {"grant": "F-1", "date": date, "kind": kind, "cap": cap, "rate": rate}


def test_terms_are_those_known_at_the_end_of_the_year() -> None:
    books = funded(
        grant("Anteil"),
        entry(2026, "Projekt", 1_000_00, grant="F-1"),
        decisions=[
            decision(dt.date(2026, 12, 31), "Bewilligung", 60_000_00, 500_000),
            decision(dt.date(2027, 1, 1), "Änderung", 450_00, 800_000),
        ],
    )
    assert grant_in(books).earned_total == 500_00
    changed = grant_in(books, 2027)
    assert (changed.earned_total, changed.earned, changed.own) == (450_00, -50_00, 50_00)


def test_before_the_first_bescheid_the_columns_of_the_grant_hold() -> None:
    later = [decision(dt.date(2027, 5, 1), "Änderung", 0, 0)]
    books = funded(grant("Anteil"), entry(2026, "Projekt", 1_000_00, grant="F-1"), decisions=later)
    assert grant_in(books).earned == 600_00


@pytest.mark.parametrize("kind", ["Schlussbescheid", "Widerruf"])
def test_a_final_decision_is_what_was_earned(kind: str) -> None:
    books = funded(
        grant("Festbetrag"),
        entry(2026, "Projekt", 1_000_00, grant="F-1"),
        entry(2026, "Fördermittel", 1_000_00, grant="F-1"),
        decisions=[decision(dt.date(2027, 6, 1), kind, 250_00)],
    )
    assert (grant_in(books).earned_total, grant_in(books).unspent) == (1_000_00, 0)
    final = grant_in(books, 2027)
    assert (final.earned_total, final.earned, final.own, final.unspent) == (250_00, -750_00, 750_00, 750_00)


def test_pre_financing_is_no_own_contribution() -> None:
    year = accounts(funded(grant("Anteil"), *paid(2026, THREE), *COST_UP).books(), 2026)[-1]
    assert (year.grants[0].receivable, year.own_cost, year.receivables) == (60_000_00, 50_000_00, 60_000_00)
    layer = next(layer for layer in year.layers if layer.origin == 2026)
    assert (layer.closing, layer.tied, layer.refund) == (70_000_00, 60_000_00, 10_000_00)
    assert year.closing_cash == 10_000_00
    following = accounts(
        funded(grant("Anteil"), *paid(2026, THREE), *COST_UP, entry(2027, "Fördermittel", 60_000_00, grant="F-1"))
        .and_entries(entry(2027, "Projekt", 1_00))
        .books(),
        2027,
    )[-1]
    assert {layer.origin: layer.opening for layer in following.layers if layer.opening} == {
        2026: 60_000_00,
        2027: 120_000_00,
    }
    assert following.refund_total == 180_000_00 - 1_00


def test_money_of_third_parties_ahead_of_cost_is_theirs() -> None:
    found = grant_in(
        funded(
            grant("Festbetrag"),
            entry(2026, "Projekt", 1_000_00, grant="F-1"),
            entry(2026, "Drittmittel", 1_500_00, grant="F-1"),
            entry(2026, "Fördermittel", 200_00, grant="F-1"),
        )
    )
    assert (found.earned, found.own, found.unspent) == (0, 0, 200_00 + 500_00)


# --- Zusatzmittel -----------------------------------------------------------------------------------------------


def supplemented(cost: int, *entries: Row) -> History:
    """Own contribution planned 40.000, of it 30.000 by Zusatzmittel that two partners gave 20.000 : 10.000."""
    resolved = [
        resolution(2026, "Zusatzmittel", "Rat", partner="DUS", grant="F-1", amount=20_000_00),
        resolution(2026, "Zusatzmittel", "Kreistag", partner="ME", grant="F-1", amount=10_000_00),
    ]
    given = [
        entry(2026, "Zusatzmittel", 20_000_00, partner="DUS", grant="F-1"),
        entry(2026, "Zusatzmittel", 10_000_00, partner="ME", grant="F-1"),
    ]
    cost_row = entry(2026, "Projekt", cost, grant="F-1")
    return funded(grant("Festbetrag"), cost_row, *given, *entries, resolutions=resolved)


def test_unused_zusatzmittel_go_back_as_they_were_given() -> None:
    found = grant_in(supplemented(94_500_00))
    assert (found.own, found.supplementary_used, found.unused) == (34_500_00, 24_500_00, 5_500_00)
    assert {name: amount for name, amount in found.unused_shares.items() if amount} == {
        "DUS": 3_666_67,
        "ME": 1_833_33,
    }


def test_who_got_its_zusatzmittel_back_gets_none_of_the_others() -> None:
    back = entry(2027, "Erstattung Zusatzmittel", 3_666_67, partner="DUS", grant="F-1")
    found = grant_in(supplemented(94_500_00, back), 2027)
    assert found.unused == 1_833_33
    assert {name: amount for name, amount in found.unused_shares.items() if amount} == {"ME": 1_833_33}


def test_zusatzmittel_are_resolved_by_the_partners_own_bodies() -> None:
    board = resolution(2026, "Zusatzmittel", "Aufsichtsgremium", partner="DUS", grant="F-1", amount=1_000_00)
    assert grant_in(supplemented(94_500_00).and_rows("resolutions", board)).supplementary_agreed == 30_000_00


def test_the_pool_pays_first_what_it_planned_to_pay() -> None:
    assert grant_in(supplemented(70_000_00)).supplementary_used == 0
    assert grant_in(supplemented(75_000_00)).supplementary_used == 5_000_00
    assert grant_in(supplemented(150_000_00)).supplementary_used == 30_000_00
    assert accounts(supplemented(94_500_00).books(), 2026)[-1].own_cost == 10_000_00


def test_zusatzmittel_beyond_the_resolution_are_not_used() -> None:
    more = entry(2026, "Zusatzmittel", 5_000_00, partner="DUS", grant="F-1")
    found = grant_in(supplemented(150_000_00, more))
    assert (found.supplementary_agreed, found.supplementary_used, found.unused) == (30_000_00, 30_000_00, 5_000_00)
