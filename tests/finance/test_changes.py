"""What a change of the books may change, and what it may not: laws that compare two histories."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from regman_xl.finance.engine import accounts
from regman_xl.problems import Problem
from tests.finance.histories import COSTS, History, entry, histories, laws, resolution
from tests.finance.test_laws import net_claim

if TYPE_CHECKING:
    from random import Random

    from regman_xl.finance.values import Layer


def layers_of(history: History) -> list[tuple[Layer, ...]]:
    return [year.layers for year in history.computed()]


# --- what may not change anything -------------------------------------------------------------------------------


def as_known_then(history: History, year: int) -> History:
    """The workbook as it was after the closing of a year."""
    known = history.only("grant_decisions", lambda row: row["date"] <= dt.date(year, 12, 31))
    for table in ("journal", "resolutions", "contributions", "budget_years"):
        known = known.only(table, lambda row: row["budget_year"] <= year)
    return known


@laws(25)
@given(histories())
def test_a_closed_year_does_not_change_when_later_things_are_added(history: History) -> None:
    for year in history.computed():
        then = accounts(as_known_then(history, year.year).books(), year.year)[-1]
        assert replace(then, plan=()) == replace(year, plan=())


@laws(25)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(history: History, random: Random) -> None:
    mixed = history
    for table in ("journal", "resolutions", "grant_decisions", "contributions", "funding_plan", "budget_years"):
        rows = history.tables[table]
        mixed = replace(mixed, tables={**mixed.tables, table: random.sample(rows, len(rows))})
    assert mixed.computed() == history.computed()


@laws(25)
@given(histories(whole=True), st.data())
def test_a_reversal_in_the_same_year_undoes_its_booking(history: History, data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(history.years))
    grants = [row["id"] for row in history.tables["grants"]]
    category = data.draw(st.sampled_from([*COSTS, "Partnerbeitrag", "Fördermittel", "Drittmittel"]))
    needs_grant = category in ("Fördermittel", "Drittmittel")
    assume(grants or not needs_grant)
    more = {"grant": data.draw(st.sampled_from(grants if needs_grant else [*grants, ""]))}
    if category == "Partnerbeitrag":
        more = {"partner": "DUS"}
    amount = data.draw(st.integers(1, 10**9))
    pair = (entry(year, category, amount, **more), entry(year, category, -amount, **more))
    assert history.and_entries(*pair).computed() == history.computed()


@laws(25)
@given(histories(2, 3, whole=True), st.data())
def test_a_reversal_in_a_later_year_leaves_no_trace_in_the_cumulated_figures(
    history: History, data: st.DataObject
) -> None:
    assume(history.tables["grants"])
    year = data.draw(st.sampled_from(history.years[:-1]))
    grant = data.draw(st.sampled_from(history.tables["grants"]))["id"]
    category = data.draw(st.sampled_from([*COSTS, "Fördermittel", "Drittmittel"]))
    amount = data.draw(st.integers(1, 50))
    pair = (entry(year, category, amount, grant=grant), entry(history.years[-1], category, -amount, grant=grant))
    changed = history.and_entries(*pair)
    assume(changed.expected()[-1]["year"] == history.years[-1])
    before, after = history.computed()[-1], changed.computed()[-1]
    assert after.closing_cash == before.closing_cash
    for old, new in zip(before.grants, after.grants, strict=True):
        for name in ("cost", "eligible", "third", "received", "earned", "own", "supplementary_used"):
            assert getattr(new, f"{name}_total") == getattr(old, f"{name}_total")
        assert (new.receivable, new.unspent, new.unused) == (old.receivable, old.unspent, old.unused)
    assert sum(year.own_cost for year in changed.computed()) == sum(year.own_cost for year in history.computed())


@laws(25)
@given(histories(whole=True), st.data())
def test_an_entry_may_be_split(history: History, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from([*history.journal, None]))
    assume(row is not None)
    part = data.draw(st.integers(min(0, row["amount"]), max(0, row["amount"])))
    eligible = row.get("eligible")
    first = {**row, "amount": part, "eligible": None if eligible is None else 0}
    second = {**row, "amount": row["amount"] - part}
    split = history.only("journal", lambda other: other["number"] != row["number"]).and_entries(first, second)
    assert split.computed() == history.computed()


@laws(25)
@given(histories(whole=True), st.data())
def test_whether_and_when_partners_pay_changes_no_layer(history: History, data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(history.years))
    partner = data.draw(st.sampled_from([row["id"] for row in history.tables["partners"]]))
    category = data.draw(st.sampled_from(["Partnerbeitrag", "Erstattung"]))
    latest = year if category == "Erstattung" else year + 2
    origin = data.draw(st.integers(history.first, latest))
    row = entry(year, category, data.draw(st.integers(1, 10**8)), partner=partner, origin_year=origin)
    changed = history.and_entries(row)
    assert layers_of(changed) == layers_of(history)
    assert [year.liquidity_difference for year in changed.computed()] == [0] * len(history.years)


@laws(25)
@given(histories(whole=True), st.data())
def test_money_of_a_funder_never_raises_a_refund_beyond_what_it_owed(history: History, data: st.DataObject) -> None:
    assume(history.tables["grants"])
    grant = data.draw(st.sampled_from(history.tables["grants"]))["id"]
    amount = data.draw(st.integers(1, 10**8))
    before = history.computed()[-1]
    owed = next(row for row in before.grants if row.id == grant).receivable
    after = history.and_entries(entry(before.year, "Fördermittel", amount, grant=grant)).computed()[-1]
    assert before.distributable <= after.distributable <= before.distributable + min(amount, owed)
    assert after.unspent_grants == before.unspent_grants + max(0, amount - owed)


@laws(25)
@given(histories(whole=True), st.data())
def test_unused_zusatzmittel_and_prepayments_are_in_no_refund(history: History, data: st.DataObject) -> None:
    assume(history.tables["grants"])
    grant = data.draw(st.sampled_from(history.tables["grants"]))["id"]
    last = history.years[-1]
    given_ahead = (
        entry(last, "Zusatzmittel", data.draw(st.integers(1, 10**8)), partner="ME", grant=grant),
        entry(last, "Partnerbeitrag", data.draw(st.integers(1, 10**8)), partner="ME", origin_year=last + 1),
    )
    before, after = history.computed()[-1], history.and_entries(*given_ahead).computed()[-1]
    used = after.own_cost - before.own_cost
    assert used <= 0
    assert after.unused_supplementary - before.unused_supplementary == given_ahead[0]["amount"] + used
    assert after.prepayments - before.prepayments == given_ahead[1]["amount"]
    if not used:
        assert after.layers == before.layers
        assert after.payable_total == before.payable_total


@laws(25)
@given(histories(), st.data())
def test_what_was_not_adopted_changes_nothing(history: History, data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(history.years))
    kind = data.draw(
        st.sampled_from(["Prüfung Jahresabschluss", "Übertragung", "Nachforderung", "Zusatzmittel", "Empfehlung"])
    )
    how = data.draw(
        st.sampled_from(
            [{"result": "abgelehnt"}, {"result": "vertagt"}, {"body": "Begleitgremium", "result": "angenommen"}]
        )
    )
    grants = [row["id"] for row in history.tables["grants"]]
    grant = data.draw(st.sampled_from([*grants, ""]))
    row = resolution(year, kind, grant=grant, amount=data.draw(st.sampled_from([None, 5_000])), **how)
    assert history.and_rows("resolutions", row).computed() == history.computed()


@laws(10)
@given(histories(1, 2))
def test_seconded_staff_and_activities_cost_the_pool_nothing(history: History) -> None:
    told = history.and_rows("staff", {"partner": "DUS", "function": "Leitung", "valid_from": dt.date(2025, 1, 1)})
    told = told.and_rows("activities", {"date": dt.date(2025, 5, 1), "title": "Workshop", "attendance": 30})
    told = told.and_rows("commitments", {"id": "A-1", "budget_year": 2025, "category": "Projekt", "amount": 100})
    assert told.computed() == history.computed()


# --- what must change, and by how much -------------------------------------------------------------------------------


@laws(25)
@given(histories(whole=True))
def test_when_everyone_has_paid_what_is_open_only_carried_and_foreign_money_is_left(history: History) -> None:
    last = history.computed()[-1]
    balances = [(last.year, partner.id, partner.settlement - partner.refunded) for partner in last.partners]
    for then, shares in last.open_settlements.items():
        balances += [(then, partner, amount) for partner, amount in shares.items()]
    rows = [
        entry(last.year, "Erstattung" if amount > 0 else "Partnerbeitrag", abs(amount), partner=who, origin_year=then)
        for then, who, amount in balances
        if amount
    ]
    settled = history.and_entries(*rows).computed()[-1]
    assert [net_claim(partner) for partner in settled.partners] == [0] * len(settled.partners)
    assert settled.payable_total == 0
    untied = settled.receivables - sum(layer.tied for layer in settled.layers)
    assert settled.free_cash == settled.carry_over - untied


@laws(25)
@given(histories(whole=True), st.data())
def test_everything_can_be_carried_over(history: History, data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(history.years))
    carried = history.and_rows("resolutions", resolution(year, "Übertragung", amount=None))
    after = accounts(carried.books(), year)[-1]
    assert after.carry_over_all
    assert after.refund_total == 0
    assert after.carry_over == accounts(history.books(), year)[-1].distributable


@laws(25)
@given(histories(whole=True), st.data())
def test_third_party_money_lowers_and_cost_raises_an_own_contribution(history: History, data: st.DataObject) -> None:
    assume(history.tables["grants"])
    grant = data.draw(st.sampled_from(history.tables["grants"]))["id"]
    amount = data.draw(st.integers(1, 10_000_000))
    more = data.draw(st.sampled_from(["Projekt", "Drittmittel", "Fördermittel"]))

    def own(books: History) -> tuple[int, int]:
        found = next(row for row in accounts(books.books(), books.first)[-1].grants if row.id == grant)
        return found.own_total, found.earned_total

    own_before, earned_before = own(history)
    own_after, earned_after = own(history.and_entries(entry(history.first, more, amount, grant=grant)))
    if more == "Projekt":
        assert own_before <= own_after <= own_before + amount
        assert earned_after >= earned_before
    elif more == "Drittmittel":
        assert own_before - amount <= own_after <= own_before
        assert earned_after <= earned_before
    else:
        assert (own_after, earned_after) == (own_before, earned_before)


# --- deficit and state ------------------------------------------------------------------------------------------


def overspent(history: History, data: st.DataObject) -> tuple[History, int]:
    """A history in which a year before the last costs more than there is."""
    year = data.draw(st.sampled_from(history.years[:-1]))
    before = accounts(history.books(), year)[-1]
    held = sum(layer.closing for layer in before.layers)
    more = data.draw(st.integers(1, 10**7))
    return history.and_entries(entry(year, "Projekt", held + more)), year


@laws(25)
@given(histories(2, 3, whole=True), st.data())
def test_a_deficit_blocks_later_years_until_a_nachforderung_resolves_it(history: History, data: st.DataObject) -> None:
    history, year = overspent(history, data)
    short = accounts(history.books(), year)[-1]
    assert short.deficit > 0
    assert short.refund_total == short.carry_over == 0
    assert short.liquidity_difference == 0
    with pytest.raises(Problem, match=str(year)) as caught:
        accounts(history.books(), year + 1)
    assert "\n" not in str(caught.value)
    call = resolution(year, "Nachforderung", amount=short.deficit)
    whole = accounts(history.and_rows("resolutions", call).books(), year)[-1]
    assert whole.deficit == 0
    assert whole.refund_total + whole.carry_over == 0
    assert whole.contributions_due == short.contributions_due + short.deficit
    assert [p.additional_call - q.additional_call for p, q in zip(whole.partners, short.partners, strict=True)] == [
        whole.key.allocate(whole.additional_call).get(p.id, 0) - short.key.allocate(short.additional_call).get(p.id, 0)
        for p in whole.partners
    ]
    assert whole.liquidity_difference == 0
