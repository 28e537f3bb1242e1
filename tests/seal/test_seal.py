"""What breaks a seal, what does not, and what the seal can say about it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from regman_xl.finance.engine import history
from regman_xl.problems import Problem
from regman_xl.schema import SEALS
from regman_xl.seal.figures import AMOUNTS, GRANT_AMOUNTS, LAYER_AMOUNTS, PARTNER_AMOUNTS
from regman_xl.seal.lines import SealedRow, head_of
from regman_xl.seal.seal import seal_of
from regman_xl.seal.state import seal_state
from tests.finance.workbooks import entry, resolution
from tests.render.test_json import KEYS
from tests.seal.years import Tables, books_of, changed, find, sealed, state, tables

if TYPE_CHECKING:
    from collections.abc import Callable

BEFORE = sealed(tables())


def book(year: int, category: str, amount: int, **more: object) -> Callable[[Tables], object]:
    return lambda rows: rows["journal"].append({**entry(year, category, amount, **more), "number": "99"})


def put(table: str, at: dict[str, object], **values: object) -> Callable[[Tables], object]:
    return lambda rows: find(rows, table, **at).update(values)


def add(table: str, **values: object) -> Callable[[Tables], object]:
    return lambda rows: rows[table].append(values)


def drop(table: str, **at: object) -> Callable[[Tables], object]:
    return lambda rows: rows[table].remove(find(rows, table, **at))


def test_what_is_sealed_holds() -> None:
    for year in (2025, 2026):
        assert state(BEFORE, year).intact
    assert seal_state(books_of(BEFORE), (), 2027) is None


LIFE_GOES_ON = {
    "a booking of the next year": book(2027, "Geschäftsstelle", 1_00),
    "a late contribution": book(2027, "Partnerbeitrag", 1_00, partner="DUS", origin_year=2026),
    "a refund that is paid": book(2027, "Erstattung", 1_00, partner="DUS", origin_year=2026),
    "the grant is finished": put("grants", {"id": "F-1"}, status="abgeschlossen"),
    "another grant is granted": put(
        "grants", {"id": "F-2"}, status="bewilligt", kind="Festbetrag", cap=5_00, granted_on=dt.date(2027, 3, 1)
    ),
    "a new grant": add("grants", id="F-3", project="P-1", status="beantragt", funder="EU"),
    "a decision of the next year": add(
        "grant_decisions", grant="F-1", date=dt.date(2027, 5, 1), kind="Änderung", cap=55_000_00
    ),
    "a final decision": add(
        "grant_decisions", grant="F-1", date=dt.date(2027, 9, 1), kind="Schlussbescheid", cap=50_000_00
    ),
    "the statement is handed in": put("grants", {"id": "F-1"}, statement_submitted=dt.date(2027, 9, 1)),
    "the applicant is written out": put("grants", {"id": "F-1"}, applicant="Regionalmanagement"),
    "a partner leaves": put("partners", {"id": "IHK"}, valid_to=2027),
    "a partner moves": put("partners", {"id": "IHK"}, address="Neuer Platz 1", iban="DE02300999030004021200"),
    "a new partner": lambda rows: (
        rows["partners"].append({"id": "RKN", "name": "RKN", "valid_from": 2028}),
        rows["contributions"].append({"partner": "RKN", "budget_year": 2028, "amount": 30_000_00}),
    ),
    "a resolution for the next year": lambda rows: rows["resolutions"].append(resolution(2027, "Jahresplanung")),
    "the financing plan of the next year": put("funding_plan", {"budget_year": 2027}, total_cost=51_000_00),
    "the status of the year": put("budget_years", {"budget_year": 2026}, status="geprüft"),
    "the confirmed cash": put("budget_years", {"budget_year": 2026}, confirmed_cash=1),
    "a project text": put("projects", {"id": "P-1"}, title="Radschnellweg"),
    "a new year": add("budget_years", budget_year=2028, status="offen"),
}


@pytest.mark.parametrize("change", LIFE_GOES_ON.values(), ids=LIFE_GOES_ON)
def test_life_goes_on_without_breaking_a_seal(change: Callable[[Tables], object]) -> None:
    after = changed(BEFORE, change)
    assert state(after, 2025).intact
    assert state(after, 2026).intact


FORUM = {"text": "Forum"}
TAMPERED = {
    "amount": (put("journal", FORUM, amount=5_000_01), ["Journal"], [], 0),
    "date": (put("journal", FORUM, booked_on=dt.date(2026, 7, 1)), ["Journal"], [], 0),
    "text": (put("journal", FORUM, text="Forum Region"), ["Journal"], [], 0),
    "remark": (put("journal", FORUM, remark="nachgetragen"), ["Journal"], [], 0),
    "another year": (put("journal", FORUM, budget_year=2027), ["Journal"], [], 0),
    "deleted": (drop("journal", **FORUM), [], [], 1),
    "added": (book(2026, "Geschäftsstelle", 1_00), [], ["Journal"], 0),
    "contribution": (put("contributions", {"budget_year": 2026, "partner": "ME"}, basis="neu"), ["Beiträge"], [], 0),
    "resolution": (put("resolutions", {"budget_year": 2026}, vote="2:1"), ["Beschlüsse"], [], 0),
    "second resolution": (
        lambda rows: rows["resolutions"].append(resolution(2026, "Übertragung", amount=1)),
        [],
        ["Beschlüsse"],
        0,
    ),
    "financing plan": (put("funding_plan", {"budget_year": 2026}, eligible_cost=1), ["Finanzierungsplan"], [], 0),
    "decision": (put("grant_decisions", {}, file_number="X"), ["Bescheide"], [], 0),
    "earlier decision added": (
        add("grant_decisions", grant="F-1", date=dt.date(2026, 6, 1), kind="Änderung", cap=59_000_00),
        ["Förderungen"],
        ["Bescheide"],
        0,
    ),
    "kind of funding": (put("grants", {"id": "F-1"}, kind="Festbetrag"), ["Förderungen"], [], 0),
    "project of the grant": (put("grants", {"id": "F-1"}, project="P-2"), ["Förderungen"], [], 0),
    "legal form": (put("partners", {"id": "ME"}, legal_form="Kammer"), ["Partner"], [], 0),
}


@pytest.mark.parametrize(("change", "rows", "added", "missing"), TAMPERED.values(), ids=TAMPERED)
def test_a_change_breaks_the_seal_and_names_the_rows(
    change: Callable[[Tables], object], rows: list[str], added: list[str], missing: int
) -> None:
    after = state(changed(BEFORE, change), 2026)
    assert not after.intact
    assert after.listed
    assert [place.table.sheet for place in after.changed] == rows
    assert [place.table.sheet for place in after.added] == added
    assert len(after.missing) == missing
    assert not after.previous


def test_a_changed_rate_breaks_the_seal() -> None:
    # The Bescheide are empty: the columns of Förderungen are the terms.
    before = sealed({**tables(), "grant_decisions": []})
    after = state(changed(before, put("grants", {"id": "F-1"}, rate=500_000)), 2026)
    assert [(place.table.sheet, place.row, place.row_key) for place in after.changed] == [("Förderungen", 2, "F-1")]
    assert after.figures


def test_a_grant_or_partner_that_is_gone_is_named() -> None:
    after = state(changed(BEFORE, drop("partners", id="IHK")), 2026)
    assert ("Partner", "IHK") in {(line.table, line.row_key) for line in after.missing}


def test_other_opening_cash_changes_the_figures_alone() -> None:
    after = state(BEFORE, 2026, opening_cash=200_00)
    assert (after.intact, after.figures, after.changed, after.added, after.missing) == (False, True, (), (), ())


def test_a_changed_earlier_year_breaks_only_that_year() -> None:
    after = changed(BEFORE, put("journal", {"budget_year": 2025, "category": "Geschäftsstelle"}, text="anders"))
    assert not state(after, 2025).intact
    assert state(after, 2026).intact
    more = changed(BEFORE, put("journal", {"budget_year": 2025, "category": "Geschäftsstelle"}, amount=1_00))
    assert state(more, 2026).figures


def test_another_seal_of_the_year_before_breaks_the_chain() -> None:
    after = state(changed(BEFORE, put("budget_years", {"budget_year": 2025}, seal="a" * 64)), 2026)
    assert (after.intact, after.previous, after.figures, after.changed) == (False, True, False, ())


def test_a_doubled_row_is_one_row_more() -> None:
    after = state(changed(BEFORE, lambda rows: rows["journal"].append(find(rows, "journal", text="Forum"))), 2026)
    assert [place.table.sheet for place in after.added] == ["Journal"]
    twice = sealed(changed(tables(), lambda rows: rows["journal"].append(find(rows, "journal", text="Forum"))))
    fewer = state(changed(twice, drop("journal", **FORUM)), 2026)
    assert [line.table for line in fewer.missing] == ["Journal"]


def test_without_the_list_nothing_can_be_named() -> None:
    bare = {**BEFORE, "seals": []}
    assert state(bare, 2026).intact
    after = state(changed(bare, put("journal", FORUM, amount=1)), 2026)
    assert (after.intact, after.listed, after.changed) == (False, False, ())


def test_a_damaged_list_names_nothing() -> None:
    for damage in ({"digest": "b" * 64}, {"digest": "?"}, {"digest": ""}, {"table": ""}, {"budget_year": None}):
        after = changed(BEFORE, lambda rows, damage=damage: rows["seals"][-3].update(damage))
        assert state(after, 2026).intact
        broken = state(changed(after, put("journal", FORUM, amount=1)), 2026)
        assert (broken.intact, broken.listed) == (False, False)


def test_what_is_no_checksum_is_a_broken_seal() -> None:
    for text in ("ja", "a" * 63, "G" * 64):
        after = state(changed(BEFORE, put("budget_years", {"budget_year": 2026}, seal=text)), 2026)
        assert (after.intact, after.well_formed) == (False, False)


def test_without_figures_the_rows_still_tell() -> None:
    assert state(BEFORE, 2026, computed=False).intact
    assert state({**BEFORE, "seals": []}, 2026, computed=False).intact
    after = state(changed(BEFORE, put("journal", FORUM, amount=1)), 2026, computed=False)
    assert [place.row_key for place in after.changed] == [find(BEFORE, "journal", text="Forum")["number"]]
    assert not after.figures
    books = books_of(BEFORE)
    with pytest.raises(Problem, match="lässt sich nicht versiegeln"):
        seal_of(books, (), 2026)


def test_the_seal_chains_what_is_stored() -> None:
    books = books_of(BEFORE)
    first, second = (seal_of(books, history(books).accounts, year) for year in (2025, 2026))
    assert (first.previous, second.previous) == ("", first.head)
    assert second.rows[-2:] == (
        SealedRow("Haushaltsjahre", "2025", first.head),
        SealedRow("Haushaltsjahre", "2026", second.rows[-1].digest),
    )
    lines = [line for line in second.rows if line.row_key != "2025" or line.table != "Haushaltsjahre"]
    assert head_of(2026, first.head, reversed(lines)) == second.head
    assert len({first.head, second.head, head_of(2027, first.head, lines), head_of(2026, "", lines)}) == 4


def test_the_list_holds_the_rows_of_the_year_and_what_they_rest_on() -> None:
    books = books_of(tables())
    listed = [(line.table, line.row_key) for line in seal_of(books, history(books).accounts, 2026).rows]
    assert [key for sheet, key in listed if sheet == "Bescheide"] == ["F-1 / 01.02.2026 / Bewilligung"]
    assert [key for sheet, key in listed if sheet == "Förderungen"] == ["F-1"]
    assert sorted(key for sheet, key in listed if sheet == "Partner") == ["DUS", "IHK", "ME"]
    assert len([key for sheet, key in listed if sheet == "Journal"]) == 6
    assert len(listed) == len(set(listed))


def test_a_row_that_cannot_be_used_is_sealed_too() -> None:
    before = sealed(changed(tables(), put("journal", FORUM, amount=None)))
    assert state(before, 2026).intact
    assert not state(changed(before, put("journal", FORUM, text="X")), 2026).intact


def test_the_figures_are_those_of_the_interface() -> None:
    aside = {"schema", "file", "year", "status", "plan", "seal", "seal_intact"}
    nested = {"key", "expenses", "deficit_shares", "layers", "grants", "partners", "open_settlements"}
    assert {*AMOUNTS} == {*KEYS} - aside - nested
    assert len({*LAYER_AMOUNTS, *GRANT_AMOUNTS, *PARTNER_AMOUNTS}) > 15


def test_the_list_of_the_seals_is_no_input_sheet() -> None:
    assert books_of({}).table(SEALS).frame.empty
    books = books_of(tables())
    bare = dataclasses.replace(books, data={name: data for name, data in books.data.items() if name != SEALS.name})
    assert bare.table(SEALS).frame.empty
    assert seal_state(bare, (), 2025) is None
