"""The terms of a grant at their borders: the day itself, reversals, blank columns, unknown grants, unreadable cells."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regman_xl.model.books import Books
from regman_xl.model.facts import CellFact, Fault, PackageFacts
from regman_xl.rules import CATALOGUE, audit
from tests.rules.examples import german_date

if TYPE_CHECKING:
    from regman_xl.finding import Finding

TODAY = dt.date(2026, 12, 31)
GRANTED = {"id": "F-001", "project": "P-01", "status": "bewilligt"}
COST = {
    "number": "1",
    "budget_year": 2026,
    "booked_on": dt.date(2026, 6, 15),
    "direction": "Ausgabe",
    "category": "Projekt",
    "grant": "F-001",
    "amount": 1000,
}


def day(text: str) -> dt.date | None:
    """Read ``15.06.``, a day of 2026; blank is None."""
    return german_date(f"{text}2026") if text else None


def found(code: str, *, today: dt.date = TODAY, facts: tuple[CellFact, ...] = (), **tables: Any) -> list[Finding]:
    books = dataclasses.replace(Books.of(**tables), package=PackageFacts("mappe.xlsx", (), facts))
    result = audit(books, today=today, rules=[CATALOGUE[code], CATALOGUE["INT01"]])
    assert not result.crashed, result.findings
    return list(result.findings)


def columns(code: str, grant: dict[str, Any], entry: dict[str, Any], **more: Any) -> list[str | None]:
    grants, journal = [{**GRANTED, **grant}], [{**COST, **entry}]
    return [finding.column for finding in found(code, grants=grants, journal=journal, **more)]


@pytest.mark.parametrize("code", ["FOE03", "FOE05", "FOE06", "FOE10", "FOE11", "FOE13", "FOE14"])
def test_an_empty_workbook_has_no_finding(code: str) -> None:
    assert found(code) == []


@pytest.mark.parametrize("code", ["FOE03", "FOE05", "FOE06", "FOE14"])
def test_an_unknown_grant_is_told_by_the_rule_about_references_alone(code: str) -> None:
    entry = {**COST, "grant": "F-999", "category": "Eigenanteil", "booked_on": dt.date(2020, 1, 1)}
    grant = {**GRANTED, "granted_on": day("01.03."), "period_from": day("01.03."), "status": "sondiert"}
    assert found(code, grants=[grant], journal=[entry]) == []


# -- FOE05: the earliest day of an entry against the first day that it may have --------------------------------------

BEGINS = [
    # Maßnahmebeginn frei ab, Bescheid vom; Leistung, Beleg, Buchung; column of the finding
    ("", "15.03.", "15.03.", "15.03.", "15.03.", None),
    ("", "15.03.", "14.03.", "15.03.", "15.03.", "Leistung von"),
    ("", "15.03.", "15.03.", "14.03.", "15.03.", "Belegdatum"),
    ("", "15.03.", "15.03.", "15.03.", "14.03.", "Buchungsdatum"),
    ("", "15.03.", "13.03.", "12.03.", "14.03.", "Belegdatum"),
    ("", "15.03.", "12.03.", "12.03.", "12.03.", "Leistung von"),
    ("", "15.03.", "", "", "14.03.", "Buchungsdatum"),
    ("", "15.03.", "", "", "", None),
    ("01.03.", "15.03.", "01.03.", "", "", None),
    ("01.03.", "15.03.", "28.02.", "", "", "Leistung von"),
    ("20.03.", "15.03.", "19.03.", "", "", "Leistung von"),
    ("", "", "14.03.", "", "", None),
]


@pytest.mark.parametrize(("free", "granted", "service", "voucher", "booked", "column"), BEGINS)
def test_begin_of_the_work(
    free: str, granted: str, service: str, voucher: str, booked: str, column: str | None
) -> None:
    grant = {"start_allowed_from": day(free), "granted_on": day(granted)}
    entry = {"service_from": day(service), "voucher_date": day(voucher), "booked_on": day(booked)}
    assert columns("FOE05", grant, entry) == ([column] if column else [])


@pytest.mark.parametrize(
    ("kind", "status", "hit"),
    [
        ("Bewilligung", "bewilligt", True),
        ("Änderung", "bewilligt", False),
        ("Bewilligung", "beantragt", False),
        ("Bewilligung", "abgelehnt", False),
    ],
)
def test_the_sheet_of_decisions_says_when_a_grant_was_approved(kind: str, status: str, hit: bool) -> None:
    decision = {"grant": "F-001", "date": day("16.06."), "kind": kind, "cap": 5000}
    assert bool(columns("FOE05", {"status": status}, {}, grant_decisions=[decision])) == hit


def test_the_column_of_the_grant_goes_before_the_sheet_of_decisions() -> None:
    decision = {"grant": "F-001", "date": day("16.06."), "kind": "Bewilligung", "cap": 5000}
    assert columns("FOE05", {"granted_on": day("15.06.")}, {}, grant_decisions=[decision]) == []


@pytest.mark.parametrize(("other", "hit"), [("F-001", False), ("", False), ("F-002", True)])
def test_a_decision_that_cannot_be_read_may_be_the_one_that_counts(other: str, hit: bool) -> None:
    read = {"grant": "F-001", "date": day("16.06."), "kind": "Bewilligung", "cap": 5000}
    decisions = [read, {**read, "grant": other, "date": None}]
    assert bool(columns("FOE05", {}, {}, grant_decisions=decisions)) == hit
    assert bool(columns("FOE13", {"statement_due": TODAY}, {}, grant_decisions=decisions)) == hit


@pytest.mark.parametrize("name", ["start_allowed_from", "granted_on", "status", "applicant"])
def test_a_grant_whose_cell_cannot_be_read_is_not_judged(name: str) -> None:
    fact = CellFact(Fault.DATE_AS_TEXT, "Förderungen", 2, 1, name, "1. März")
    assert columns("FOE05", {"granted_on": day("16.06.")}, {}) == ["Buchungsdatum"]
    assert columns("FOE05", {"granted_on": day("16.06.")}, {}, facts=(fact,)) == []


@pytest.mark.parametrize(("ordered", "hit"), [("14.03.", True), ("15.03.", False)])
def test_an_order_is_the_begin_of_the_work(ordered: str, hit: bool) -> None:
    order = {"id": "A-1", "budget_year": 2026, "date": day(ordered), "category": "Projekt", "grant": "F-001"}
    told = found("FOE05", grants=[{**GRANTED, "granted_on": day("15.03.")}], commitments=[{**order, "amount": 100}])
    assert [finding.place for finding in told] == (["Verpflichtungen!C2"] if hit else [])


# -- FOE06: the service against the period ---------------------------------------------------------------------------

PERIODS = [
    # Leistung von, Leistung bis, Beleg, Buchung, Zuwendungsfähig (of 1000), column of the finding
    ("01.03.", "30.09.", "", "15.10.", None, None),
    ("28.02.", "30.09.", "", "15.10.", None, "Leistung von"),
    ("28.02.", "30.09.", "", "15.10.", 1000, "Leistung von"),
    ("28.02.", "30.09.", "", "15.10.", 999, None),
    ("01.03.", "01.10.", "", "15.10.", None, "Leistung bis"),
    ("01.03.", "01.10.", "", "15.10.", 1, None),
    ("01.10.", "02.10.", "", "15.10.", 1, "Leistung bis"),
    ("01.10.", "02.10.", "", "15.10.", 0, None),
    ("28.02.", "01.10.", "", "15.10.", None, "Leistung von"),
    ("01.02.", "28.02.", "", "15.10.", 1, "Leistung von"),
    ("30.09.", "", "", "15.10.", None, None),
    ("01.10.", "", "", "15.10.", None, "Leistung von"),
    ("", "30.09.", "", "15.10.", None, None),
    ("", "28.02.", "", "15.10.", None, "Leistung bis"),
    ("", "", "30.09.", "15.10.", None, None),
    ("", "", "01.10.", "15.10.", None, "Belegdatum"),
    ("", "", "28.02.", "15.03.", None, "Belegdatum"),
    ("", "", "", "30.09.", None, None),
    ("", "", "", "01.10.", None, "Buchungsdatum"),
    ("", "", "", "", None, None),
]


@pytest.mark.parametrize(("first", "last", "voucher", "booked", "eligible", "column"), PERIODS)
def test_period(first: str, last: str, voucher: str, booked: str, eligible: int | None, column: str | None) -> None:
    grant = {"period_from": day("01.03."), "period_to": day("30.09.")}
    dates = {"service_from": day(first), "service_to": day(last)}
    entry = {**dates, "voucher_date": day(voucher), "booked_on": day(booked), "eligible": eligible}
    assert columns("FOE06", grant, entry) == ([column] if column else [])


@pytest.mark.parametrize("blank", ["period_from", "period_to"])
def test_a_blank_end_of_the_period_is_no_border(blank: str) -> None:
    grant = {"period_from": day("01.07."), "period_to": day("01.06."), blank: None}
    assert len(columns("FOE06", grant, {})) == 1
    assert columns("FOE06", {"period_from": None, "period_to": None}, {}) == []


@pytest.mark.parametrize(
    ("submitted", "ends", "hit"),
    [("15.06.", "31.05.", False), ("14.06.", "31.05.", True), ("14.06.", "15.06.", False), ("14.06.", "", False)],
)
def test_what_is_paid_after_the_statement_is_not_in_it(submitted: str, ends: str, hit: bool) -> None:
    grant = {"period_to": day(ends), "statement_submitted": day(submitted)}
    assert bool(columns("FOE06", grant, {"service_from": day("01.05.")})) == hit


# -- FOE03, FOE05, FOE06, FOE14: reversals and cost that is not claimed ----------------------------------------------

EARLY = {"granted_on": day("01.07."), "period_from": day("01.07.")}


@pytest.mark.parametrize("code", ["FOE03", "FOE05", "FOE06", "FOE14"])
@pytest.mark.parametrize(("back", "rows"), [(-1000, []), (-999, ["1", "2"])])
def test_only_a_true_reversal_undoes_an_entry(code: str, back: int, rows: list[str]) -> None:
    grant = {**GRANTED, **EARLY, "status": "abgelehnt" if code == "FOE14" else "bewilligt"}
    entry = {**COST, "category": "Eigenanteil"}
    reversal = {**entry, "number": "2", "amount": back, "reversal_of": "1"}
    assert [finding.key for finding in found(code, grants=[grant], journal=[entry, reversal])] == rows


@pytest.mark.parametrize("code", ["FOE05", "FOE06"])
@pytest.mark.parametrize(
    ("changed", "hit"),
    [({}, True), ({"eligible": 1}, True), ({"eligible": 0}, False), ({"amount": None}, False), ({"grant": ""}, False)],
)
def test_only_what_is_claimed_is_bound_to_the_terms(code: str, changed: dict[str, Any], hit: bool) -> None:
    assert bool(columns(code, EARLY, changed)) == hit


@pytest.mark.parametrize("code", ["FOE05", "FOE06"])
@pytest.mark.parametrize(
    ("grant", "hit"),
    [
        ({"status": "abgeschlossen"}, True),
        ({"status": "beantragt", "start_allowed_from": day("01.07.")}, True),
        ({"status": "beantragt"}, False),
        ({"status": "sondiert", "start_allowed_from": day("01.07.")}, False),
        ({"applicant": "Andere"}, False),
        ({"applicant": "Regionalmanagement"}, True),
    ],
)
def test_the_terms_bind_grants_that_we_hold(code: str, grant: dict[str, Any], hit: bool) -> None:
    assert bool(columns(code, {**EARLY, **grant}, {})) == hit


# -- FOE03 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grants", "entry", "hit"),
    [
        ([{}], {}, True),
        ([{"applicant": "Andere"}], {}, False),
        ([{}], {"category": "Projekt"}, False),
        ([{}], {"grant": "", "project": "P-01"}, False),
    ],
)
def test_own_contribution(grants: list[dict[str, Any]], entry: dict[str, Any], hit: bool) -> None:
    journal = [{**COST, "category": "Eigenanteil", **entry}]
    told = found("FOE03", grants=[{**GRANTED, **grant} for grant in grants], journal=journal)
    assert bool(told) == hit


# -- FOE10 -----------------------------------------------------------------------------------------------------------

TWO = [GRANTED, {**GRANTED, "id": "F-002"}, {**GRANTED, "id": "F-003"}]


def vouchers(*rows: dict[str, Any]) -> list[str]:
    journal = [{**COST, "number": str(number), **row} for number, row in enumerate(rows, 1)]
    return [finding.key for finding in found("FOE10", grants=TWO, journal=journal)]


def test_each_further_grant_of_a_voucher_is_told_once() -> None:
    same = {"voucher": "2026-0001"}
    second, third = {**same, "grant": "F-002"}, {**same, "grant": "F-003"}
    assert vouchers(same, second, same, second, third) == ["2", "5"]


@pytest.mark.parametrize(
    ("first", "second", "hit"),
    [
        ({"voucher": "7"}, {"voucher": "7"}, True),
        ({"voucher": "7"}, {"voucher": "7", "budget_year": 2027}, False),
        ({"voucher": "2026-7"}, {"voucher": "2026-7", "budget_year": 2027}, True),
        ({"voucher": "7"}, {"voucher": "8"}, False),
        ({}, {}, False),
        ({"voucher": "7"}, {"voucher": "7", "grant": "F-999"}, False),
        ({"voucher": "7"}, {"voucher": "7", "eligible": 0}, False),
        ({"voucher": "7"}, {"voucher": "7", "amount": None}, False),
        ({"voucher": "7"}, {"voucher": "7", "direction": "Einnahme", "category": "Fördermittel"}, False),
        ({"invoice": "R", "counterparty": "Hotel"}, {"invoice": "R", "counterparty": "HOTEL"}, True),
        ({"invoice": "R", "counterparty": "Hotel"}, {"invoice": "R", "counterparty": "Bahn"}, False),
        ({"invoice": "R"}, {"invoice": "R"}, False),
        ({"counterparty": "Hotel"}, {"counterparty": "Hotel"}, False),
    ],
)
def test_same_voucher(first: dict[str, Any], second: dict[str, Any], hit: bool) -> None:
    assert vouchers(first, {"grant": "F-002", **second}) == (["2"] if hit else [])


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "booked_on": st.sampled_from([day("01.02."), day("01.03.")]),
            "voucher": st.sampled_from(["", "2026-1", "2026-2", "7"]),
            "counterparty": st.sampled_from(["", "Hotel"]),
            "invoice": st.sampled_from(["", "R-1"]),
            "grant": st.sampled_from(["", "F-001", "F-002", "F-003"]),
            "budget_year": st.sampled_from([2026, 2027]),
        }
    ),
    max_size=8,
)


@given(rows=ROWS, random=st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_further_grants_do_not_depend_on_row_order(rows: list[dict[str, Any]], random: Any) -> None:
    entries = [{**COST, "number": str(number), **row} for number, row in enumerate(rows, 1)]
    mixed = random.sample(entries, len(entries))
    told, again = (found("FOE10", grants=TWO, journal=journal) for journal in (entries, mixed))
    assert {(item.key, item.column) for item in told} == {(item.key, item.column) for item in again}


# -- FOE11 -----------------------------------------------------------------------------------------------------------


@given(amount=st.none() | st.integers(-3, 3), eligible=st.none() | st.integers(-4, 4))
@settings(max_examples=40)
def test_the_eligible_part_lies_between_nothing_and_the_amount(amount: int | None, eligible: int | None) -> None:
    told = found("FOE11", journal=[{**COST, "amount": amount, "eligible": eligible}])
    possible = amount is None or eligible is None or min(0, amount) <= eligible <= max(0, amount)
    assert bool(told) == (not possible)


def test_a_reversed_mistake_is_mended() -> None:
    wrong = {**COST, "eligible": 2000}
    reversal = {**wrong, "number": "2", "amount": -1000, "eligible": -2000, "reversal_of": "1"}
    assert found("FOE11", journal=[wrong, reversal]) == []


# -- FOE13 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "column"),
    [
        (-400, "Nachweis eingereicht am"),
        (-1, "Nachweis eingereicht am"),
        (0, "Nachweis eingereicht am"),
        (59, "Nachweis eingereicht am"),
        (60, "Nachweis eingereicht am"),
        (61, None),
    ],
)
def test_the_statement_of_use_is_told_sixty_days_ahead(days: int, column: str | None) -> None:
    due = TODAY + dt.timedelta(days=days)
    told = found("FOE13", grants=[{**GRANTED, "statement_due": due}])
    assert [finding.column for finding in told] == ([column] if column else [])
    assert all(due.strftime("%d.%m.%Y") in finding.message for finding in told)


@pytest.mark.parametrize(
    ("changed", "hit"),
    [
        ({}, True),
        ({"status": "abgeschlossen"}, True),
        ({"status": "beantragt"}, False),
        ({"applicant": "Andere"}, False),
        ({"statement_submitted": TODAY}, False),
        ({"statement_submitted": TODAY + dt.timedelta(days=1)}, True),
        ({"statement_due": None}, False),
        ({"statement_due": None, "period_to": TODAY}, False),
        ({"statement_due": None, "period_to": TODAY - dt.timedelta(days=1)}, True),
    ],
)
def test_who_owes_a_statement_of_use(changed: dict[str, Any], hit: bool) -> None:
    assert bool(found("FOE13", grants=[{**GRANTED, "statement_due": TODAY, **changed}])) == hit


@pytest.mark.parametrize(
    ("kind", "date", "cap", "hit"),
    [
        ("Schlussbescheid", TODAY, 5000, False),
        ("Schlussbescheid", TODAY + dt.timedelta(days=1), 5000, True),
        ("Widerruf", TODAY, 0, False),
        ("Widerruf", TODAY, 1, True),
        ("Änderung", TODAY, 0, True),
    ],
)
def test_after_the_final_decision_no_statement_is_owed(kind: str, date: dt.date, cap: int, hit: bool) -> None:
    decision = {"grant": "F-001", "date": date, "kind": kind, "cap": cap}
    told = found("FOE13", grants=[{**GRANTED, "statement_due": TODAY}], grant_decisions=[decision])
    assert bool(told) == hit


# -- FOE14 -----------------------------------------------------------------------------------------------------------

ALWAYS = {"sondiert", "abgelehnt", "beantragt"}


@pytest.mark.parametrize(
    ("category", "refused"),
    [
        ("Projekt", ALWAYS),
        ("Fördermittel", ALWAYS),
        ("Drittmittel", ALWAYS),
        ("Sonstige Einnahme", ALWAYS),
        ("Zusatzmittel", {"sondiert"}),
        ("Erstattung Zusatzmittel", set()),
        ("Rückzahlung Fördermittel", set()),
    ],
)
@pytest.mark.parametrize("status", ["sondiert", "beantragt", "bewilligt", "abgelehnt", "abgeschlossen"])
def test_bookable_grants(category: str, refused: set[str], status: str) -> None:
    assert bool(columns("FOE14", {"status": status}, {"category": category})) == (status in refused)


@pytest.mark.parametrize(("status", "hit"), [("sondiert", True), ("beantragt", False), ("abgelehnt", True)])
def test_leave_to_begin_opens_a_grant_that_is_applied_for(status: str, hit: bool) -> None:
    grant = {"status": status, "start_allowed_from": day("01.03.")}
    assert bool(columns("FOE14", grant, {})) == hit
