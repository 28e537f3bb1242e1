"""What must hold in every history: the laws of DOMAIN.md §§ 4-6, and what an auditor would call absurd."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given

from regman_xl.finance.engine import account, accounts
from tests.finance.histories import History, histories, laws

if TYPE_CHECKING:
    from collections.abc import Callable

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import PartnerYear

    Years = tuple[YearAccount, ...]
    Law = Callable[[History, Years], None]

FINAL = ("Widerruf", "Schlussbescheid")
LAWS: list[Law] = []


def law(function: Law) -> Law:
    """Note what must hold in the accounts of every history; all laws see the same histories, which saves time."""
    LAWS.append(function)
    return function


@laws(100)
@given(histories(1, 5))
def test_every_law_holds_in_every_history(history: History) -> None:
    years = history.computed()
    for holds in LAWS:
        holds(history, years)


def net_claim(partner: PartnerYear) -> int:
    """What is between the partner and the pool at the year's end: positive is owed to the partner."""
    return partner.settlement - partner.refunded + partner.open_before


# --- cash -------------------------------------------------------------------------------------------------------


@law
def the_liquidity_proof_is_zero_in_every_year(history: History, years: Years) -> None:
    assert [year.liquidity_difference for year in years] == [0] * len(history.expected())


@law
def cash_goes_on_from_year_to_year(history: History, years: Years) -> None:
    opening = history.opening_cash
    for year in years:
        assert year.opening_cash == opening
        opening = year.closing_cash
        income = year.contributions_paid + year.supplementary_received + year.grants_received
        income += year.third_party_funds + year.other_income
        assert year.closing_cash == year.opening_cash + income - sum(year.expenses.values()) - year.grants_repaid


@law
def the_cash_that_is_nobody_elses_covers_what_is_carried_and_paid(history: History, years: Years) -> None:
    for year in years:
        untied = year.receivables - sum(layer.tied for layer in year.layers)
        assert year.free_cash == year.carry_over + sum(map(net_claim, year.partners)) - untied - year.deficit
        if not untied and not year.deficit and all(net_claim(partner) >= 0 for partner in year.partners):
            assert year.payable_total <= year.free_cash


# --- layers -----------------------------------------------------------------------------------------------------


@law
def layers_bear_the_cost_and_nothing_else(history: History, years: Years) -> None:
    for year in years:
        before, after = (sum(getattr(layer, name) for layer in year.layers) for name in ("opening", "closing"))
        assert before - after + year.deficit == year.own_cost
        assert year.deficit == 0 or after == 0
        for layer in year.layers:
            assert layer.closing == layer.tied + layer.carried + layer.refund
            assert min(layer.opening, layer.closing, layer.tied, layer.carried, layer.refund) >= 0
        assert [layer.origin for layer in year.layers] == sorted(layer.origin for layer in year.layers)


@law
def the_oldest_money_is_spent_first_and_the_youngest_tied_and_carried_first(history: History, years: Years) -> None:
    for year in years:
        for place, older in enumerate(year.layers):
            for younger in year.layers[place + 1 :]:
                assert year.own_cost < 0 or younger.cost == 0 or older.closing == 0
                assert older.tied == 0 or younger.free == 0
                assert older.carried == 0 or younger.refund == 0


@law
def pre_financing_is_tied_and_never_refunded(history: History, years: Years) -> None:
    for year in years:
        held = sum(layer.closing for layer in year.layers)
        assert sum(layer.tied for layer in year.layers) == min(year.receivables, held)
        assert year.distributable == max(0, held - year.receivables)
        assert year.refund_total + year.carry_over == year.distributable


@law
def what_is_carried_and_tied_opens_the_next_year(history: History, years: Years) -> None:
    before = history.first - 1
    for year, following in itertools.pairwise(years):
        left = {layer.origin: layer.carried + layer.tied for layer in year.layers}
        opened = {layer.origin: layer.opening for layer in following.layers if layer.origin != following.year}
        for origin in {*left, *opened} - {before}:
            assert opened.get(origin, 0) == left.get(origin, 0)


@law
def a_carry_over_is_at_most_what_is_there_and_what_was_resolved(history: History, years: Years) -> None:
    for year in years:
        if year.carry_over_all:
            assert year.refund_total == 0
        elif year.carry_over_resolved is None:
            assert year.carry_over == 0
        else:
            assert year.carry_over == min(year.carry_over_resolved, year.distributable)


# --- partners ---------------------------------------------------------------------------------------------------


@law
def cost_refund_and_carried_share_close_to_the_share_of_the_layers(history: History, years: Years) -> None:
    for year in years:
        for partner in year.partners:
            mine = sum(layer.key.allocate(layer.opening).get(partner.id, 0) for layer in year.layers)
            assert mine == partner.cost_share + partner.refund + partner.carried_share


@law
def shares_add_up_to_their_totals(history: History, years: Years) -> None:
    for year in years:
        assert sum(partner.refund for partner in year.partners) == year.refund_total
        assert sum(partner.cost_share for partner in year.partners) == year.own_cost - year.deficit
        kept = sum(layer.tied + layer.carried for layer in year.layers)
        assert sum(partner.carried_share for partner in year.partners) == kept
        assert sum(partner.due for partner in year.partners) == sum(year.key.weights) + year.additional_call
        assert sum(year.deficit_shares.values()) == year.deficit
        for layer in year.layers:
            assert sum(layer.refund_shares.values()) == layer.refund
            assert sum(layer.cost_shares.values()) == layer.cost
        for grant in year.grants:
            assert sum(grant.shares.values()) == grant.own
            assert sum(grant.unused_shares.values()) == grant.unused
        for who, weight in zip(year.key.partners, year.key.weights, strict=True):
            column = sum(grant.shares.get(who, 0) for grant in year.grants)
            fair = Fraction(sum(grant.own for grant in year.grants) * weight, sum(year.key.weights))
            assert abs(column - fair) < 1


@law
def a_cost_share_of_a_layer_is_less_than_two_cents_off(history: History, years: Years) -> None:
    for year in years:
        for layer in year.layers:
            for who, weight in zip(layer.key.partners, layer.key.weights, strict=True):
                fair = Fraction(layer.cost * weight, sum(layer.key.weights))
                assert abs(layer.cost_shares[who] - fair) < 2


@law
def over_the_life_of_a_layer_nobody_wins_or_loses_more_than_its_cents(history: History, years: Years) -> None:
    for origin in {layer.origin for year in years for layer in year.layers}:
        life = [layer for year in years for layer in year.layers if layer.origin == origin]
        key, whole = life[0].key, sum(life[0].key.weights)
        assert all(layer.key == key for layer in life)
        for who, weight in zip(key.partners, key.weights, strict=True):
            spent_or_back = sum(layer.cost_shares[who] + layer.refund_shares[who] for layer in life)
            fair = Fraction(sum(layer.cost + layer.refund for layer in life) * weight, whole)
            assert abs(spent_or_back - fair) < 3 * len(life)


@law
def a_partner_gets_nothing_out_of_money_it_did_not_pay_in(history: History, years: Years) -> None:
    agreed = {(row["partner"], row["budget_year"]) for row in history.tables["contributions"]}
    for year in years:
        for layer in year.layers:
            if layer.origin < history.first:
                continue
            for shares in (layer.refund_shares, layer.cost_shares, layer.closing_shares):
                assert all((who, layer.origin) in agreed for who, amount in shares.items() if amount)


@law
def nothing_is_payable_to_a_net_debtor(history: History, years: Years) -> None:
    for year in years:
        for partner in year.partners:
            assert partner.payable == (net_claim(partner) if net_claim(partner) > 0 else 0)
            assert partner.settlement == partner.refund + partner.paid - partner.due
            assert partner.arrears == 0 or partner.overpaid == 0


@law
def a_settlement_stays_open_until_it_is_paid(history: History, years: Years) -> None:
    for year in years:
        assert set(year.open_settlements) == {earlier.year for earlier in years if earlier.year < year.year}
        for partner in year.partners:
            assert partner.open_before == sum(shares[partner.id] for shares in year.open_settlements.values())
    for earlier in years:
        for partner in earlier.partners:
            owed = partner.settlement - partner.refunded
            for year in years[earlier.year - history.first + 1 :]:
                mine = [
                    row
                    for row in history.journal
                    if row.get("partner") == partner.id
                    and row["budget_year"] == year.year
                    and row.get("origin_year") == earlier.year
                ]
                owed += sum(row["amount"] for row in mine if row["category"] == "Partnerbeitrag")
                owed -= sum(row["amount"] for row in mine if row["category"] == "Erstattung")
                assert year.open_settlements[earlier.year][partner.id] == owed


# --- grants -----------------------------------------------------------------------------------------------------


@law
def own_contributions_telescope(history: History, years: Years) -> None:
    running: dict[tuple[str, str], int] = {}
    for year in years:
        for grant in year.grants:
            assert grant.own_total == max(0, grant.cost_total - grant.third_total - grant.earned_total)
            for name in ("cost", "eligible", "third", "received", "earned", "own"):
                running[grant.id, name] = running.get((grant.id, name), 0) + getattr(grant, name)
                assert running[grant.id, name] == getattr(grant, f"{name}_total")
            running[grant.id, "used"] = running.get((grant.id, "used"), 0) + grant.supplementary_used
            assert running[grant.id, "used"] == grant.supplementary_used_total


@law
def a_grant_pays_neither_more_than_is_granted_nor_more_than_is_open(history: History, years: Years) -> None:
    rows = {row["id"]: row for row in history.tables["grants"]}
    for year in years:
        for grant in year.grants:
            row = rows[grant.id]
            decided = [
                decision
                for decision in history.tables["grant_decisions"]
                if decision["grant"] == grant.id and decision["date"] <= dt.date(year.year, 12, 31)
            ]
            assert min(grant.earned_total, grant.own_total, grant.receivable, grant.unspent) >= 0
            if row["applicant"] == "Andere" or row["status"] not in ("bewilligt", "abgeschlossen"):
                assert grant.earned_total == 0
            elif any(decision["kind"] in FINAL for decision in decided):
                assert grant.earned_total == decided[-1]["cap"]
            else:
                assert grant.earned_total <= (decided[-1]["cap"] if decided else row["cap"])
                assert grant.earned_total <= max(0, grant.eligible_total - grant.third_total)


@law
def the_funders_money_is_either_owed_or_ahead(history: History, years: Years) -> None:
    for year in years:
        for grant in year.grants:
            balance = grant.received_total - grant.earned_total
            ahead = max(0, grant.third_total + grant.earned_total - grant.cost_total)
            assert grant.unspent - grant.receivable == balance + ahead
            assert grant.receivable == 0 or grant.unspent == ahead


@law
def zusatzmittel_pay_last_and_only_what_was_resolved(history: History, years: Years) -> None:
    for year in years:
        for grant in year.grants:
            used = grant.supplementary_used_total
            assert 0 <= used <= min(grant.supplementary_agreed, grant.own_total)
            assert used <= grant.supplementary_received - grant.supplementary_returned
            pool = grant.own_total - used
            assert used == 0 or pool >= grant.plan_own - grant.supplementary_agreed
            assert grant.unused >= 0


@law
def without_the_supervisors_a_closing_is_provisional(history: History, years: Years) -> None:
    status = {row["budget_year"]: row["status"] for row in history.tables["budget_years"]}
    for year in years:
        examined = any(
            row["kind"] == "Prüfung Jahresabschluss"
            and row["budget_year"] == year.year
            and row["body"] == "Aufsichtsgremium"
            and row["result"] in (None, "angenommen")
            for row in history.tables["resolutions"]
        )
        closed = "abgeschlossen" if status[year.year] == "abgeschlossen" else "geprüft"
        assert year.state == (closed if examined else "vorläufig")


# --- plan -------------------------------------------------------------------------------------------------------


def check_plan(year: YearAccount) -> None:
    assert [plan.year for plan in year.plan] == [year.year + ahead for ahead in range(4)]
    for plan in year.plan:
        assert plan.shortfall == max(0, plan.uses - plan.available)
        assert plan.supplementary_need == min(plan.shortfall, max(0, plan.own_contributions))
        assert plan.supplementary_need + plan.uncovered == plan.shortfall
        assert plan.uncovered >= 0
        assert sum(plan.need_shares.values()) == plan.supplementary_need
        assert (plan.assumed_from is None) == (plan.contributions == sum(plan.key.weights) and not plan.assumed_from)
    following = {layer.origin: layer.carried for layer in year.layers if layer.carried}
    assert {origin: amount for origin, amount in year.plan[1].carried_in.items() if amount} == following
    assert sum(year.plan[2].carried_in.values()) == sum(year.plan[3].carried_in.values()) == 0


@laws(25)
@given(histories(1, 3))
def test_shortfall_need_and_uncovered_of_a_plan(history: History) -> None:
    books = history.books()
    for year in history.expected():
        check_plan(account(books, year["year"]))


@laws(25)
@given(histories(1, 3, whole=True))
def test_the_account_of_a_year_is_the_same_with_and_without_its_plan(history: History) -> None:
    books = history.books()
    last = history.years[-1]
    assert replace(account(books, last), plan=()) == replace(accounts(books, last)[-1], plan=())
