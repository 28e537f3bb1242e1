"""Borders of the rules about resolutions and bodies: what is unknown, what counts, and where a finding stands."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from regman_xl.model.books import Books
from regman_xl.model.facts import CellFact, Fault, PackageFacts
from tests.rules.found import found, places

PARTNER = {"id": "DUS", "legal_form": "kreisfreie Stadt", "valid_from": 2025}
BOARD = "Aufsichtsgremium"


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d.%m.%Y").replace(tzinfo=dt.UTC).date()


def resolution(kind: str, year: int, on: str = "", **more: Any) -> dict[str, Any]:
    row = {"id": "B-1", "date": day(on) if on else None, "body": BOARD, "kind": kind, "budget_year": year}
    return {**row, "file_number": "AG 1", **more}


def examined(on: str = "18.05.2026", **more: Any) -> dict[str, Any]:
    return resolution("Prüfung Jahresabschluss", 2025, on, **more)


def entry(year: int, on: str, category: str, amount: int, **more: Any) -> dict[str, Any]:
    direction = "Einnahme" if category == "Partnerbeitrag" else "Ausgabe"
    row = {"number": "1", "budget_year": year, "booked_on": day(on), "direction": direction, "category": category}
    return {**row, "partner": "DUS", "amount": amount, **more}


def refund(on: str, origin: int | None = 2025, **more: Any) -> dict[str, Any]:
    return entry(2026, on, "Erstattung", 100_00, origin_year=origin, **more)


def books(**tables: Any) -> Books:
    """Books of two years with one partner who has paid for both."""
    contributions = [{"partner": "DUS", "budget_year": year, "amount": 50_000_00} for year in (2025, 2026)]
    return Books.of(**{"partners": [PARTNER], "contributions": contributions, **tables})


def without_sheet(made: Books, name: str) -> Books:
    missing = dataclasses.replace(made.data[name], header_row=0)
    return dataclasses.replace(made, data={**made.data, name: missing})


@pytest.mark.parametrize(
    ("resolutions", "expected"),
    [
        ([], True),
        ([examined("09.06.2026")], False),
        ([examined("10.06.2026")], True),
        # The first examination counts, also where the board has examined again.
        ([examined("10.06.2026"), examined("01.06.2026", id="B-2")], False),
        ([examined("01.06.2026", result="vertagt")], True),
        ([examined("01.06.2026", body="Rat")], True),
        # A cell that is empty or cannot be read has a finding of its own.
        ([examined("")], False),
        ([examined("01.06.2026", body="")], False),
        ([examined("01.06.2026", id="")], False),
        ([examined("01.06.2026", id="", budget_year=None)], False),
        ([examined("01.06.2026", id="", budget_year=2026)], True),
    ],
)
def test_a_refund_needs_the_examination_before_it(resolutions: list[dict[str, Any]], expected: bool) -> None:
    assert bool(found("GOV01", books(journal=[refund("09.06.2026")], resolutions=resolutions))) == expected


@pytest.mark.parametrize(
    "row",
    [
        refund("09.06.2026", 2024),
        # JRN20 tells these.
        refund("09.06.2026", 2027),
        refund("09.06.2026", None),
    ],
)
def test_a_refund_for_another_time_is_not_judged(row: dict[str, Any]) -> None:
    assert not found("GOV01", books(journal=[row]))


def test_a_refund_without_figures_or_resolutions_sheet_is_not_judged() -> None:
    assert not found("GOV01", Books.of(journal=[refund("09.06.2026")]))
    assert not found("GOV01", without_sheet(books(journal=[refund("09.06.2026")]), "resolutions"))


def test_a_refund_that_was_reversed_and_booked_again_is_no_fault() -> None:
    again = [
        refund("09.05.2026"),
        {**refund("20.05.2026"), "number": "2", "amount": -100_00, "reversal_of": "1"},
        refund("20.05.2026", number="3"),
    ]
    assert not found("GOV01", books(journal=again, resolutions=[examined()]))


@pytest.mark.parametrize(("amount", "expected"), [(50_000_00, False), (50_000_01, True), (0, False), (None, False)])
def test_no_more_is_carried_over_than_there_is(amount: int | None, expected: bool) -> None:
    made = books(resolutions=[resolution("Übertragung", 2025, "18.05.2026", amount=amount)])
    assert bool(found("GOV02", made)) == expected


def test_of_several_carry_overs_the_latest_is_too_much() -> None:
    two = [
        resolution("Übertragung", 2025, "19.05.2026", amount=30_000_00),
        resolution("Übertragung", 2025, "18.05.2026", amount=30_000_00, id="B-2"),
        resolution("Übertragung", 2025, "", amount=1_00, id="B-3"),
    ]
    made = books(resolutions=two)
    assert [finding.key for finding in found("GOV02", made)] == ["B-1"]
    assert "zusammen 60.001,00 EUR" in found("GOV02", made)[0].message


PAID = entry(2025, "10.02.2025", "Partnerbeitrag", 50_000_00)


@pytest.mark.parametrize(
    ("journal", "resolutions", "expected"),
    [
        ([PAID], [examined()], True),
        ([PAID], [], False),
        ([PAID], [examined("")], False),
        # The partner owes its contribution: nothing is paid to it.
        ([], [examined()], False),
        ([PAID, entry(2025, "08.05.2025", "Projekt", 50_000_00, number="2")], [examined()], False),
        ([PAID, refund("09.06.2026", number="2")], [examined()], False),
        ([PAID, refund("09.06.2026", number="2", direction="")], [examined()], False),
        ([PAID], [examined(), resolution("Übertragung", 2025, "18.05.2026", amount=1_00, id="B-2")], False),
        ([PAID], [examined(), resolution("Übertragung", 2025, "18.05.2026", id="")], False),
        ([PAID], [examined(), resolution("Übertragung", 2025, "18.05.2026", id="B-2", result="abgelehnt")], True),
    ],
)
def test_what_is_examined_is_refunded_or_carried_over(
    journal: list[dict[str, Any]], resolutions: list[dict[str, Any]], expected: bool
) -> None:
    assert bool(found("GOV04", books(journal=journal, resolutions=resolutions))) == expected


def test_a_refund_is_due_thirty_days_after_the_examination() -> None:
    made = books(journal=[PAID], resolutions=[examined("18.05.2026")], budget_years=[{"budget_year": 2025}])
    assert not found("GOV04", made, day("17.06.2026"))
    assert places("GOV04", made, day("18.06.2026")) == [("Haushaltsjahre", "A2")]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"partner": "DUS", "body": "Rat"}, None),
        ({"partner": "DUS", "body": "Kreistag"}, "C2"),
        ({"partner": "DUS", "body": BOARD}, "C2"),
        ({"partner": "", "body": "Rat"}, "F2"),
        # Told elsewhere: an unknown partner (STM11), an empty body (TYP15), the advisory board (GOV08).
        ({"partner": "XYZ", "body": "Kreistag"}, None),
        ({"partner": "XYZ", "body": BOARD}, "C2"),
        ({"partner": "DUS", "body": ""}, None),
        ({"partner": "DUS", "body": "Begleitgremium"}, None),
    ],
)
def test_only_a_partners_own_body_gives_supplementary_funds(row: dict[str, Any], cell: str | None) -> None:
    made = books(resolutions=[resolution("Zusatzmittel", 2026, "26.03.2026", **row)])
    assert [place for _, place in places("GOV05", made)] == ([cell] if cell else [])


def test_a_resolution_without_a_day_is_not_misdated() -> None:
    assert not found("GOV07", books(resolutions=[examined("")]))


@pytest.mark.parametrize(("kind", "expected"), [("Empfehlung", False), ("Übertragung", True), ("", False)])
def test_the_advisory_board_only_advises(kind: str, expected: bool) -> None:
    made = books(resolutions=[resolution(kind, 2026, "12.03.2026", body="Begleitgremium")])
    assert bool(found("GOV08", made)) == expected


def test_an_empty_cell_is_told_once() -> None:
    made = books(resolutions=[examined("", file_number="")])
    assert [finding.column for finding in found("GOV06", made)] == ["Datum", "Aktenzeichen"]
    fact = CellFact(Fault.REQUIRED_EMPTY, "Beschlüsse", 2, 2, "date")
    elsewhere = CellFact(Fault.REQUIRED_EMPTY, "Journal", 2, 3, "booked_on")
    told = dataclasses.replace(made, package=PackageFacts("datei.xlsx", (), (fact, elsewhere)))
    assert [finding.column for finding in found("GOV06", told)] == ["Aktenzeichen"]


@pytest.mark.parametrize("kind", ["Empfehlung", "Sonstiges"])
def test_a_recommendation_needs_no_file_number(kind: str) -> None:
    assert not found("GOV06", books(resolutions=[resolution(kind, 2026, "05.02.2026", file_number="")]))


@pytest.mark.parametrize(
    ("kind", "year", "on", "part"),
    [
        ("Sonstiges", 2026, "31.12.2026", ""),
        ("Sonstiges", 2026, "01.01.2027", "in der Zukunft"),
        ("Prüfung Jahresabschluss", 2025, "19.03.2026", "Abschlussbericht 2025 vom 20.03.2026"),
        ("Prüfung Jahresabschluss", 2025, "20.03.2026", ""),
        ("Übertragung", 2024, "31.12.2024", "vor dem Ende"),
        ("Übertragung", 2024, "01.01.2025", ""),
        ("Jahresplanung", 2026, "31.12.2024", "mehr als ein Jahr"),
        ("Jahresplanung", 2026, "01.01.2025", ""),
        ("Jahresplanung", 2025, "31.12.2025", ""),
        ("Jahresplanung", 2025, "01.01.2026", "nach dem Ende"),
    ],
)
def test_the_day_of_a_resolution(kind: str, year: int, on: str, part: str) -> None:
    years = [
        {"budget_year": 2025, "report_date": day("20.03.2026")},
        # A doubled year: the earlier report counts.
        {"budget_year": 2025, "report_date": day("20.04.2026")},
        {"budget_year": 2024},
    ]
    result = found("GOV07", books(resolutions=[resolution(kind, year, on)], budget_years=years))
    assert part in result[0].message if part else not result


@pytest.mark.parametrize(
    ("resolutions", "expected"),
    [
        ([], "fehlt der Beschluss"),
        ([examined(body="Rat", id="B-2"), examined(body="Rat")], "der Beschluss B-1"),
        ([examined(result="abgelehnt")], "zählt nicht"),
        ([examined()], ""),
        ([examined(body="")], ""),
        ([{**examined(), "kind": ""}], ""),
    ],
)
def test_a_year_is_examined_by_resolution(resolutions: list[dict[str, Any]], expected: str) -> None:
    years = [{"budget_year": 2025, "status": "geprüft"}, {"budget_year": 2026, "status": "vorgelegt"}]
    result = found("GOV09", books(resolutions=resolutions, budget_years=years))
    assert expected in result[0].message if expected else not result


def member(sent_by: str, begin: str = "", end: str = "", **more: Any) -> dict[str, Any]:
    span = {"valid_from": day(begin) if begin else None, "valid_to": day(end) if end else None}
    return {"body": BOARD, "name": "Meier", "sent_by": sent_by, **span, **more}


def session(on: str, number: str = "B-1") -> dict[str, Any]:
    return resolution("Sonstiges", 2026, on, id=number)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([member("DUS")], []),
        ([member("DUS", "05.02.2026")], []),
        ([member("DUS", "06.02.2026")], [("Beschlüsse", "C2")]),
        ([member("DUS", end="05.02.2026")], [("Beschlüsse", "C3")]),
        ([member("DUS", end="20.10.2026")], [("Partner", "A2")]),
        # Two gaps are two findings, however many sessions fall into each.
        ([member("DUS", "06.02.2026", "07.02.2026")], [("Beschlüsse", "C2"), ("Beschlüsse", "C3")]),
        # Nobody at all, or a row of another body only: one finding.
        ([], [("Beschlüsse", "C2")]),
        ([member("DUS", body="Begleitgremium")], [("Beschlüsse", "C2")]),
        # An empty body has a finding of its own.
        ([member("DUS", body="")], []),
    ],
)
def test_every_partner_sits_in_the_board(members: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    sessions = [session("05.02.2026"), session("18.05.2026", "B-2"), session("20.10.2026", "B-3")]
    assert places("GOV10", books(board_members=members, resolutions=sessions)) == expected


def test_an_empty_list_of_members_is_one_finding_for_all_partners() -> None:
    made = books(partners=[{**PARTNER, "id": "ME"}, PARTNER])
    assert places("GOV10", made) == [("Partner", "A3")]
    assert not found("GOV10", without_sheet(made, "board_members"))


def test_a_member_that_cannot_be_read_may_be_the_one() -> None:
    made = books(partners=[PARTNER, {**PARTNER, "id": "ME"}], board_members=[member("DUS"), member("")])
    unread = made.data["board_members"].usable.copy()
    assert places("GOV10", made) == [("Partner", "A3")]
    unread.iloc[1] = False
    damaged = dataclasses.replace(made.data["board_members"], usable=unread)
    assert not found("GOV10", dataclasses.replace(made, data={**made.data, "board_members": damaged}))


def test_a_partner_that_has_left_sends_nobody() -> None:
    left = {**PARTNER, "id": "ALT", "valid_to": 2025}
    later = {**PARTNER, "id": "NEU", "valid_from": 2027}
    always = {"id": "WFG"}
    made = books(partners=[PARTNER, left, later, always], board_members=[member("DUS"), member("WFG")])
    assert not found("GOV10", made)
    assert places("GOV10", made, day("31.12.2027")) == [("Partner", "A4")]
