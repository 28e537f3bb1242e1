"""The worked examples of DOMAIN.md §§ 5 and 6, and small years computed by hand, through the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regman_xl.finance.engine import account, accounts
from regman_xl.problems import Problem
from tests.finance.small import (
    COST_DOWN,
    COST_UP,
    FOUR,
    PLAN_100,
    PROJECT,
    THREE,
    funded,
    grant,
    history,
    paid,
    shares_of,
)
from tests.finance.workbooks import History, Row, entry, resolution

if TYPE_CHECKING:
    from regman_xl.finance.account import YearAccount

# --- § 5: the year ----------------------------------------------------------------------------------------------


def underpaid() -> YearAccount:
    received = {**THREE, "IHK": 15_000_00}
    books = history({2025: THREE}, *paid(2025, received), entry(2025, "Projekt", 100_000_00)).books()
    return accounts(books, 2025)[-1]


def test_underpayment() -> None:
    year = underpaid()
    assert shares_of(year, "refund") == [8_333_34, 8_333_33, 3_333_33]
    assert shares_of(year, "settlement") == [8_333_34, 8_333_33, -1_666_67]
    assert shares_of(year, "payable") == [8_333_34, 8_333_33, 0]
    assert shares_of(year, "cost_share") == [41_666_66, 41_666_67, 16_666_67]
    assert year.refund_total == 20_000_00
    assert year.free_cash == 15_000_00 < year.payable_total


def accession(cost: int) -> YearAccount:
    books = history(
        {2025: THREE, 2026: FOUR},
        *paid(2025, THREE),
        entry(2025, "Projekt", 100_000_00),
        *paid(2026, FOUR),
        entry(2026, "Geschäftsstelle", cost),
        resolutions=[resolution(2025, "Übertragung")],
    )
    return accounts(books.books(), 2026)[-1]


def test_accession_when_the_old_layer_is_used_up() -> None:
    year = accession(140_000_00)
    assert shares_of(year, "refund") == [10_000_00, 10_000_00, 4_000_00, 6_000_00]
    old = next(layer for layer in year.layers if layer.origin == 2025)
    assert (old.opening, old.closing) == (20_000_00, 0)


def test_accession_when_some_of_the_old_layer_is_left() -> None:
    year = accession(15_000_00)
    old, new = (next(layer for layer in year.layers if layer.origin == origin) for origin in (2025, 2026))
    assert [old.refund_shares.get(name, 0) for name in FOUR] == [2_083_34, 2_083_33, 833_33, 0]
    assert [new.refund_shares[name] for name in FOUR] == [50_000_00, 50_000_00, 20_000_00, 30_000_00]
    assert year.partners[3].cost_share == 0


def test_grant_money_in_the_account_is_not_distributed() -> None:
    books = funded(
        grant("Anteil"),
        *paid(2026, THREE),
        entry(2026, "Geschäftsstelle", 102_610_89),
        entry(2026, "Fördermittel", 13_610_89, grant="F-1"),
    )
    year = accounts(books.books(), 2026)[-1]
    assert year.closing_cash == 31_000_00
    assert year.unspent_grants == 13_610_89
    assert year.distributable == year.refund_total == 17_389_11


def test_the_anfangsbestand_belongs_to_those_of_the_year_before() -> None:
    own_key = history({2024: {"DUS": 3_00, "ME": 1_00}, 2025: THREE}, opening_cash=100_00, years=[2025])
    layer = accounts(own_key.books(), 2025)[-1].layers[0]
    assert (layer.origin, layer.opening, layer.refund_shares["DUS"]) == (2024, 100_00, 75_00)
    first_key = accounts(history({2025: THREE}, opening_cash=100_00).books(), 2025)[-1].layers[0]
    assert (first_key.origin, first_key.refund_shares["DUS"]) == (2024, 41_67)


def test_money_for_the_time_before_the_first_year_moves_the_opening_layer() -> None:
    books = history(
        {2025: THREE},
        entry(2025, "Partnerbeitrag", 30_00, partner="IHK", origin_year=2024),
        entry(2025, "Erstattung", 100_00, partner="DUS", origin_year=2023),
        opening_cash=100_00,
    )
    year = accounts(books.books(), 2025)[-1]
    assert (year.layers[0].origin, year.layers[0].opening) == (2024, 30_00)
    assert shares_of(year, "paid") == [0, 0, 0]
    assert shares_of(year, "refunded") == [0, 0, 0]
    assert year.liquidity_difference == 0


def test_cost_is_taken_from_the_oldest_layer_and_a_carry_over_from_the_youngest() -> None:
    books = history(
        {2025: THREE, 2026: THREE},
        *paid(2025, THREE),
        *paid(2026, THREE),
        entry(2026, "Veranstaltung", 70_000_00),
        resolutions=[resolution(2025, "Übertragung"), resolution(2026, "Übertragung", amount=150_000_00)],
    )
    years = accounts(books.books(), 2026)
    assert [(layer.origin, layer.carried) for layer in years[0].layers if layer.carried] == [(2025, 120_000_00)]
    assert [(layer.origin, layer.closing, layer.carried, layer.refund) for layer in years[1].layers[-2:]] == [
        (2025, 50_000_00, 30_000_00, 20_000_00),
        (2026, 120_000_00, 120_000_00, 0),
    ]


def test_a_correction_goes_back_to_the_youngest_layer_that_bore_cost_and_the_rest_to_the_year() -> None:
    books = history(
        {2025: THREE, 2026: THREE, 2027: THREE},
        entry(2025, "Projekt", 119_000_00),
        entry(2026, "Projekt", 1_500_00),
        entry(2027, "Projekt", -119_400_00),
        entry(2027, "Projekt", -1_500_00),
        resolutions=[resolution(2025, "Übertragung")],
    )
    years = accounts(books.books(), 2027)
    assert [(layer.origin, layer.cost) for layer in years[1].layers if layer.cost] == [(2025, 1_000_00), (2026, 500_00)]
    last = years[2]
    assert last.own_cost == -120_900_00
    assert [(layer.origin, layer.opening, layer.closing) for layer in last.layers if layer.closing] == [
        (2025, 0, 120_000_00),
        (2026, 0, 500_00),
        (2027, 120_000_00, 120_400_00),
    ]


def test_a_small_correction_goes_to_the_youngest_layer_and_never_twice() -> None:
    books = history(
        dict.fromkeys((2025, 2026, 2027, 2028), THREE),
        entry(2025, "Projekt", 1_000_00),
        entry(2026, "Projekt", 500_00),
        entry(2027, "Projekt", -700_00),
        entry(2028, "Projekt", -900_00),
    )
    years = accounts(books.books(), 2028)
    assert {layer.origin: -layer.cost for layer in years[2].layers if layer.cost} == {2026: 500_00, 2025: 200_00}
    assert {layer.origin: -layer.cost for layer in years[3].layers if layer.cost} == {2025: 800_00, 2028: 100_00}


def test_a_later_payment_changes_the_open_settlement_and_not_the_closing() -> None:
    books = history(
        {2025: THREE, 2026: THREE},
        *paid(2025, {**THREE, "IHK": 15_000_00}),
        entry(2025, "Projekt", 100_000_00),
        entry(2026, "Partnerbeitrag", 5_000_00, partner="IHK", origin_year=2025),
        entry(2026, "Erstattung", 8_333_34, partner="DUS", origin_year=2025),
        *paid(2026, THREE),
        entry(2026, "Projekt", 120_000_00),
    )
    first, second = accounts(books.books(), 2026)
    assert shares_of(first, "arrears") == [0, 0, 5_000_00]
    assert shares_of(first, "settlement") == [8_333_34, 8_333_33, -1_666_67]
    assert second.open_settlements[2025] == {"DUS": 0, "ME": 8_333_33, "IHK": 3_333_33}
    assert shares_of(second, "payable") == [0, 8_333_33, 3_333_33]


def test_a_contribution_paid_ahead_is_a_liability() -> None:
    books = history(
        {2025: THREE, 2026: THREE},
        *paid(2025, THREE),
        entry(2025, "Partnerbeitrag", 50_000_00, partner="DUS", origin_year=2026),
    )
    first, second = accounts(books.books(), 2026)
    assert (first.prepayments, first.contributions_paid, first.refund_total) == (50_000_00, 170_000_00, 120_000_00)
    assert shares_of(first, "overpaid") == [0, 0, 0]
    assert (second.prepayments, second.partners[0].paid, second.partners[0].arrears) == (0, 50_000_00, 0)


def test_a_deficit_blocks_the_next_year_until_a_nachforderung() -> None:
    books = history({2025: THREE, 2026: THREE}, *paid(2025, THREE), entry(2025, "Projekt", 120_000_06))
    year = accounts(books.books(), 2025)[-1]
    assert year.deficit == 6
    assert year.deficit_shares == {"DUS": 3, "ME": 2, "IHK": 1}
    assert shares_of(year, "cost_share") == [50_000_00, 50_000_00, 20_000_00]
    with pytest.raises(Problem, match="2025"):
        accounts(books.books(), 2026)
    with pytest.raises(Problem, match="2025"):
        account(books.books(), 2026)
    called = books.and_rows("resolutions", resolution(2025, "Nachforderung", amount=6))
    first, second = accounts(called.books(), 2026)
    assert (first.deficit, first.additional_call) == (0, 6)
    assert shares_of(first, "due") == [50_000_03, 50_000_02, 20_000_01]
    assert shares_of(first, "arrears") == [3, 2, 1]
    assert shares_of(second, "open_before") == [-3, -2, -1]


def test_expenses_of_the_year_by_category_hold_the_cost_of_grants_too() -> None:
    books = funded(
        grant("Anteil"),
        *COST_DOWN,
        entry(2026, "Eigenanteil", 7_00),
        entry(2026, "Rückzahlung Fördermittel", 5_00, grant="F-1"),
    )
    year = accounts(books.books(), 2026)[-1]
    assert {category.value: amount for category, amount in year.expenses.items() if amount} == {
        "Projekt": 92_345_67,
        "Eigenanteil": 7_00,
    }
    assert (year.grants_repaid, year.third_party_funds) == (5_00, 3_000_00)
    assert year.own_cost == 35_738_27 + 7_00


@pytest.mark.parametrize(
    ("status", "row", "state"),
    [
        ("offen", None, "vorläufig"),
        ("abgeschlossen", None, "vorläufig"),
        ("offen", {}, "geprüft"),
        ("geprüft", {"result": "angenommen"}, "geprüft"),
        ("abgeschlossen", {}, "abgeschlossen"),
        ("geprüft", {"result": "abgelehnt"}, "vorläufig"),
        ("geprüft", {"result": "vertagt"}, "vorläufig"),
        ("geprüft", {"body": "Rat"}, "vorläufig"),
        ("geprüft", {"body": "Begleitgremium"}, "vorläufig"),
        ("geprüft", {"budget_year": 2024}, "vorläufig"),
    ],
)
def test_how_binding_a_closing_is(status: str, row: Row | None, state: str) -> None:
    resolutions = [] if row is None else [{**resolution(2025, "Prüfung Jahresabschluss"), **row}]
    years = [{"budget_year": 2025, "status": status}]
    books = history({2025: THREE}, resolutions=resolutions, budget_years=years)
    assert accounts(books.books(), 2025)[-1].state == state


def test_an_unknown_year_is_a_problem() -> None:
    books = history({2025: THREE}).books()
    for year in (2024, 2026):
        with pytest.raises(Problem, match=str(year)):
            accounts(books, year)
        with pytest.raises(Problem, match=str(year)):
            account(books, year)


def test_a_year_without_contributions_is_a_problem() -> None:
    books = history({2025: THREE}, years=[2025, 2026]).books()
    assert accounts(books, 2025)[-1].year == 2025
    with pytest.raises(Problem, match="2026"):
        accounts(books, 2026)


def test_a_year_can_be_closed_while_the_next_one_has_no_usable_contributions_yet() -> None:
    books = history({2025: THREE, 2026: dict.fromkeys(THREE, 0)}, *paid(2025, THREE)).books()
    assert accounts(books, 2025)[-1].refund_total == 120_000_00


def test_a_key_explains_where_the_odd_cents_went() -> None:
    layer = underpaid().layers[-1]
    assert {who: (share.amount, share.odd_cent) for who, share in layer.key.explain(layer.refund).items()} == {
        "DUS": (8_333_34, 1),
        "ME": (8_333_33, 0),
        "IHK": (3_333_33, 0),
    }


# --- § 6: plan --------------------------------------------------------------------------------------------------


def position(year: int, category: str, amount: int, title: str = "P") -> Row:
    return {"budget_year": year, "category": category, "title": title, "amount": amount}


def planned(projects: int) -> History:
    """2025 carries 20.000 into 2026; 2026 plans a grant with 30.000 own contribution and other work."""
    return history(
        {2025: THREE, 2026: THREE},
        entry(2025, "Projekt", 100_000_00),
        projects=[PROJECT],
        grants=[
            grant("Anteil", status="beantragt"),
            {**grant("Anteil"), "id": "F-2", "status": "abgelehnt"},
            {**grant("Anteil"), "id": "F-3", "status": "sondiert"},
        ],
        funding_plan=[
            {**PLAN_100, "third_party": 10_000_00},
            {**PLAN_100, "grant": "F-2"},
            {**PLAN_100, "grant": "F-3"},
        ],
        resolutions=[
            resolution(2025, "Übertragung"),
            resolution(2026, "Zusatzmittel", "Rat", partner="DUS", grant="F-1", amount=5_000_00),
        ],
        plan=[
            position(2026, "Projekt", projects),
            position(2026, "Veranstaltung", 10_000_00),
            position(2026, "Geschäftsstelle", 20_000_00),
            position(2026, "Sonstige Einnahme", 1_000_00),
        ],
    )


def test_a_plan_that_is_covered() -> None:
    plan = account(planned(80_000_00).books(), 2026).plan
    assert [row.year for row in plan] == [2026, 2027, 2028, 2029]
    first = plan[0]
    assert {origin: amount for origin, amount in first.carried_in.items() if amount} == {2025: 20_000_00}
    assert (first.contributions, first.other_income, first.supplementary) == (120_000_00, 1_000_00, 5_000_00)
    assert (first.available, first.own_contributions, first.uses) == (146_000_00, 30_000_00, 140_000_00)
    assert (first.shortfall, first.supplementary_need, first.uncovered) == (0, 0, 0)
    assert first.assumed_from is None
    assert plan[3].assumed_from == 2026
    assert plan[3].contributions == plan[3].available == 120_000_00


def test_a_shortfall_justifies_zusatzmittel_only_up_to_the_own_contributions() -> None:
    first = account(planned(120_000_00).books(), 2026).plan[0]
    assert (first.uses, first.shortfall) == (180_000_00, 34_000_00)
    assert (first.supplementary_need, first.uncovered) == (30_000_00, 4_000_00)
    assert first.need_shares == {"DUS": 12_500_00, "ME": 12_500_00, "IHK": 5_000_00}
    within = account(planned(90_000_00).books(), 2026).plan[0]
    assert (within.shortfall, within.supplementary_need, within.uncovered) == (4_000_00, 4_000_00, 0)
    assert within.need_shares == {"DUS": 1_666_67, "ME": 1_666_67, "IHK": 666_66}


def test_the_plan_of_a_year_knows_what_is_carried_out_of_it() -> None:
    plan = account(planned(80_000_00).books(), 2025).plan
    assert {origin: amount for origin, amount in plan[1].carried_in.items() if amount} == {2025: 20_000_00}
    assert plan[1].available == 146_000_00
    assert sum(plan[0].carried_in.values()) == 0


def test_in_the_first_year_the_anfangsbestand_is_carried_in() -> None:
    plan = account(history({2025: THREE}, opening_cash=700_00).books(), 2025).plan
    assert sum(plan[0].carried_in.values()) == 700_00
    assert plan[0].available == 120_700_00


def test_tied_money_is_no_capacity() -> None:
    books = funded(grant("Anteil"), *COST_UP, resolutions=[resolution(2026, "Übertragung")])
    first, second = (account(books.books(), year) for year in (2026, 2027))
    assert (first.carry_over, sum(layer.tied for layer in first.layers)) == (10_000_00, 60_000_00)
    assert sum(first.plan[1].carried_in.values()) == sum(second.plan[0].carried_in.values()) == 10_000_00
    assert {layer.origin: layer.opening for layer in second.layers if layer.opening}[2026] == 70_000_00
