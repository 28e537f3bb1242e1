"""Where the rules about closing begin: a cent more, a day later, another status."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from regman_xl.finance.engine import history
from regman_xl.model.books import Books
from regman_xl.model.settings import Settings
from regman_xl.rules import CATALOGUE, audit
from tests.rules.examples import read_examples

if TYPE_CHECKING:
    from regman_xl.finding import Finding

TODAY = dt.date(2027, 2, 15)
GRANT = {"id": "F-001", "project": "P-01", "status": "bewilligt", "kind": "Vollfinanzierung", "cap": 60_000_00}
EXAMPLES = [example for example in read_examples() if example.code.startswith("PER")]


def entry(number: int, year: int, category: str, amount: int, **more: Any) -> dict[str, Any]:
    income = category in ("Partnerbeitrag", "Zusatzmittel", "Fördermittel", "Drittmittel", "Sonstige Einnahme")
    return {
        "number": str(number),
        "budget_year": year,
        "booked_on": dt.date(year, 5, number),
        "direction": "Einnahme" if income else "Ausgabe",
        "category": category,
        "amount": amount,
        **more,
    }


def paid(number: int, year: int, amount: int = 50_000_00, partner: str = "DUS", **more: Any) -> dict[str, Any]:
    return entry(number, year, "Partnerbeitrag", amount, partner=partner, **more)


def back(number: int, year: int, amount: int, origin: int, partner: str = "DUS", **more: Any) -> dict[str, Any]:
    return entry(number, year, "Erstattung", amount, partner=partner, origin_year=origin, **more)


def books(
    *journal: dict[str, Any], cash: int = 0, years: tuple[int, ...] = (2025, 2026), status: str = "offen", **more: Any
) -> Books:
    """Two partners who owe 50.000 each for each year."""
    partners = ("DUS", "ME")
    tables: dict[str, Any] = {
        "partners": [{"id": partner, "name": partner} for partner in partners],
        "contributions": [
            {"partner": partner, "budget_year": year, "amount": 50_000_00} for year in years for partner in partners
        ],
        "budget_years": [{"budget_year": year, "status": status} for year in years],
        "journal": journal,
        "grants": [GRANT],
    }
    return Books.of(Settings(opening_cash=cash), **(tables | more))


def found(code: str, made: Books, today: dt.date = TODAY) -> list[Finding]:
    result = audit(made, history(made).accounts, today=today, rules=[CATALOGUE[code]])
    assert not result.crashed, result.findings
    return list(result.findings)


def places(code: str, made: Books, today: dt.date = TODAY) -> list[str]:
    return [finding.place for finding in found(code, made, today)]


@pytest.mark.parametrize(
    ("service", "cell"),
    [
        ((dt.date(2025, 1, 1), dt.date(2025, 12, 31)), "R2"),
        ((dt.date(2025, 1, 1), dt.date(2026, 1, 1)), ""),
        ((dt.date(2026, 12, 31), dt.date(2027, 12, 31)), ""),
        ((dt.date(2027, 1, 1), dt.date(2027, 1, 1)), "Q2"),
        ((dt.date(2025, 12, 31), None), "Q2"),
        ((None, dt.date(2027, 1, 1)), "R2"),
        ((None, None), ""),
        # The wrong way round is no reason to guess.
        ((dt.date(2027, 1, 1), dt.date(2025, 12, 31)), ""),
    ],
)
def test_a_service_wholly_in_another_year(service: tuple[dt.date | None, dt.date | None], cell: str) -> None:
    made = books(entry(1, 2026, "Geschäftsstelle", 100_00, service_from=service[0], service_to=service[1]))
    assert places("PER01", made) == ([f"Journal!{cell}"] if cell else [])


def confirmed(*amounts: int | None) -> Books:
    lines = [
        {"budget_year": year, "status": "offen", "confirmed_cash": amount} for year, amount in enumerate(amounts, 2025)
    ]
    return books(paid(1, 2025), entry(2, 2026, "Geschäftsstelle", 10_00), cash=1_00, budget_years=lines)


@pytest.mark.parametrize(
    ("amounts", "hit"),
    [
        ((50_001_00, 49_991_00), []),
        ((50_001_01, 49_991_00), ["Haushaltsjahre!E2"]),
        ((50_001_00, 49_990_99), ["Haushaltsjahre!E3"]),
        ((None, None), []),
        ((0, None), ["Haushaltsjahre!E2"]),
    ],
)
def test_the_cash_of_the_treasury(amounts: tuple[int | None, ...], hit: list[str]) -> None:
    assert places("PER02", confirmed(*amounts)) == hit


def test_cash_is_not_compared_where_nothing_is_computed() -> None:
    made = confirmed(1, 1)
    assert audit(made, (), today=TODAY, rules=[CATALOGUE["PER02"]]).findings == ()


@pytest.mark.parametrize(("cost", "hit"), [(200_000_00, []), (200_000_01, ["Beiträge!B4"])])
def test_a_deficit_stands_at_the_first_partner_of_its_year(cost: int, hit: list[str]) -> None:
    made = books(
        entry(1, 2026, "Geschäftsstelle", cost),
        budget_years=[{"budget_year": 2025, "status": "offen"}],
        resolutions=[
            {
                "id": "1",
                "kind": "Übertragung",
                "budget_year": 2025,
                "body": "Aufsichtsgremium",
                "date": dt.date(2026, 5, 1),
            }
        ],
    )
    assert places("PER04", made) == hit


# Of 2025 each partner gets 50.000,00 back when nothing was spent.
@pytest.mark.parametrize(
    ("refunds", "hit"),
    [
        ([back(4, 2026, 50_000_00, 2025)], []),
        ([back(4, 2026, 50_000_01, 2025)], ["Journal!O4"]),
        ([back(4, 2026, 50_000_00, 2025), back(5, 2026, 1, 2025)], ["Journal!O5"]),
        ([back(5, 2026, 50_000_00, 2025), back(4, 2026, 1, 2025)], ["Journal!O4"]),
        # Paid out in the year itself.
        ([back(4, 2026, 50_000_00, 2026)], []),
        ([back(4, 2026, 50_000_01, 2026)], ["Journal!O4"]),
        # A Storno takes it back; the entry that stays is the one to look at.
        ([back(4, 2026, 60_000_00, 2025), back(5, 2026, -60_000_00, 2025, reversal_of="4")], []),
        (
            [
                back(4, 2026, 60_000_00, 2025),
                back(5, 2026, 70_000_00, 2025),
                back(6, 2026, -70_000_00, 2025, reversal_of="5"),
            ],
            ["Journal!O4"],
        ),
        # What the partner pays back mends it.
        ([back(4, 2026, 60_000_00, 2025), paid(5, 2026, 10_000_00, origin_year=2025)], []),
        # The Storno of the contribution leaves nothing to refund, but without a refund it is an arrear.
        ([paid(4, 2026, -50_000_00, origin_year=2025), back(5, 2026, 1, 2025)], ["Journal!O5"]),
        ([paid(4, 2026, -50_000_01, origin_year=2025)], []),
        # Not counted, therefore not judged: the rule about its partner tells it.
        ([back(4, 2026, 60_000_00, 2025, partner="XX")], []),
    ],
)
def test_refunds_above_the_settlement(refunds: list[dict[str, Any]], hit: list[str]) -> None:
    made = books(paid(1, 2025), paid(2, 2026), *refunds)
    assert places("PER06", made) == hit


@pytest.mark.parametrize(
    ("refunds", "hit"),
    [
        ([back(1, 2025, 800_00, 2024)], []),
        ([back(1, 2025, 800_01, 2024)], ["Journal!O2"]),
        ([back(1, 2025, 500_00, 2024), back(2, 2025, 400_00, 2023, partner="ME")], ["Journal!O3"]),
        ([back(1, 2025, 900_00, 2024), paid(2, 2025, 100_00, origin_year=2024)], []),
        # By the closing of 2025 the money of 2024 belongs to that closing.
        ([back(1, 2026, 1, 2024)], ["Journal!O2"]),
        ([back(1, 2025, 801_00, 2024), back(2, 2026, 2_00, 2024)], ["Journal!O2", "Journal!O3"]),
    ],
)
def test_refunds_for_the_time_before_the_first_year(refunds: list[dict[str, Any]], hit: list[str]) -> None:
    made = books(*refunds, cash=800_00)
    assert places("PER06", made) == hit
    assert bool(found("PER08", made)) == bool(hit)


def test_the_proof_names_the_year_in_which_it_fails() -> None:
    made = books(back(1, 2026, 1_00, 2024), back(2, 2028, 2_00, 2024), cash=800_00, years=(2025, 2026, 2027, 2028))
    told = [(finding.year, finding.message.rpartition(":")[2]) for finding in found("PER08", made)]
    assert [year for year, _ in told] == [2026, 2027, 2028]
    assert "stammt aus 2026" in told[1][1]
    assert told[2][1] == " 3,00 EUR Unterschied."


def test_refunds_of_years_that_are_not_computed_are_not_judged() -> None:
    made = books(entry(1, 2025, "Geschäftsstelle", 200_000_00), back(2, 2026, 50_000_01, 2025))
    assert found("PER06", made) == []
    assert audit(made, (), today=TODAY, rules=[CATALOGUE["PER06"]]).findings == ()


OVER = [
    ("offen", dt.date(2026, 12, 31), False),
    ("offen", dt.date(2027, 1, 31), False),
    ("offen", dt.date(2027, 2, 1), True),
    ("", dt.date(2027, 1, 31), False),
    ("", dt.date(2027, 2, 1), True),
    ("vorgelegt", dt.date(2027, 1, 5), True),
    ("geprüft", dt.date(2027, 1, 5), True),
    ("abgeschlossen", dt.date(2027, 2, 1), True),
]


@pytest.mark.parametrize(("status", "today", "over"), OVER)
def test_orders_that_are_open_when_the_year_is_over(status: str, today: dt.date, over: bool) -> None:
    order = {"category": "Projekt", "amount": 100_00, "date": dt.date(2026, 5, 4)}
    made = books(
        years=(2026,),
        status=status,
        commitments=[
            {"id": "A-1", "budget_year": 2026, **order},
            {"id": "A-2", "budget_year": 2026, **order, "settled_on": today},
            {"id": "A-3", "budget_year": 2026, **order, "settled_on": today + dt.timedelta(days=1)},
            {"id": "A-4", "budget_year": 2027, **order},
        ],
    )
    assert places("PER07", made, today) == (["Verpflichtungen!I2", "Verpflichtungen!I4"] if over else [])


@pytest.mark.parametrize(("status", "today", "over"), OVER)
def test_payables_matter_when_the_year_is_over(status: str, today: dt.date, over: bool) -> None:
    made = books(paid(1, 2026), years=(2026,), status=status)
    assert places("PER11", made, today) == []
    spent = books(paid(1, 2026), entry(2, 2026, "Geschäftsstelle", 10_00), years=(2026,), status=status)
    assert places("PER11", spent, today) == (["Haushaltsjahre!A2"] if over else [])


def test_a_booking_deadline_on_29_february() -> None:
    made = books(paid(1, 2025), entry(2, 2025, "Geschäftsstelle", 10_00), years=(2025,))
    made = dataclasses.replace(made, settings=Settings(booking_deadline=(29, 2)))
    assert places("PER11", made, dt.date(2026, 2, 28)) == []
    assert places("PER11", made, dt.date(2026, 3, 1)) == ["Haushaltsjahre!A2"]


@pytest.mark.parametrize(("cost", "hit"), [(60_000_00, []), (60_000_01, ["Haushaltsjahre!A2"])])
def test_pre_financing_up_to_the_layers(cost: int, hit: list[str]) -> None:
    grant = {**GRANT, "cap": 90_000_00}
    office = entry(2, 2025, "Geschäftsstelle", 40_000_00)
    made = books(entry(1, 2025, "Projekt", cost, grant="F-001"), office, years=(2025,), grants=[grant])
    assert places("PER12", made) == hit


@pytest.mark.parametrize(
    ("cost", "today", "hit"),
    [
        (10_00, TODAY, []),
        (10_01, TODAY, ["Haushaltsjahre!A2"]),
        (10_01, dt.date(2025, 12, 31), ["Haushaltsjahre!A2"]),
        (10_01, dt.date(2024, 12, 31), []),
        (90_000_00, TODAY, ["Haushaltsjahre!A2"]),
    ],
)
def test_money_of_others_up_to_the_cash(cost: int, today: dt.date, hit: list[str]) -> None:
    given = entry(1, 2025, "Fördermittel", 60_000_00, grant="F-001")
    made = books(given, paid(2, 2025, 10_00), entry(3, 2025, "Geschäftsstelle", cost), years=(2025,))
    assert places("PER13", made, today) == hit


def test_an_empty_cash_without_money_of_others_is_no_finding() -> None:
    made = books(entry(1, 2025, "Geschäftsstelle", 10_00), years=(2025,))
    assert places("PER13", made) == []


@pytest.mark.parametrize(
    ("listed", "contributed", "booked", "hit"),
    [
        ((2025, 2026), (2025, 2026), (2025, 2026), []),
        ((2026, 2025, 2028), (2025, 2026, 2027, 2028), (2027,), ["Haushaltsjahre!A4"]),
        ((2025, 2026, 2027), (2025, 2027), (), ["Beiträge!B3"]),
        ((2025,), (2021, 2025), (), []),
        ((2025,), (2025, 2026), (2026, 2026, 2027), ["Journal!B2", "Journal!B4"]),
        ((2025,), (2025,), (2024, 2024), ["Journal!B2", "Journal!B3"]),
        ((), (2025,), (2025,), ["Journal!B2"]),
        ((2026,), (2026,), (2025, 2027), ["Journal!B2", "Journal!B3"]),
    ],
)
def test_gaps_in_the_years(
    listed: tuple[int, ...], contributed: tuple[int, ...], booked: tuple[int, ...], hit: list[str]
) -> None:
    made = books(
        *(entry(number, year, "Geschäftsstelle", 1_00) for number, year in enumerate(booked, 1)),
        budget_years=[{"budget_year": year, "status": "offen"} for year in listed],
        contributions=[{"partner": "DUS", "budget_year": year, "amount": 50_000_00} for year in contributed],
    )
    assert places("PER10", made) == hit


def test_gaps_are_named() -> None:
    made = books(years=(2025, 2027, 2030, 2034), contributions=[{"partner": "DUS", "budget_year": 2025, "amount": 1}])
    assert [finding.message.partition(": ")[2] for finding in found("PER10", made)] == [
        "Es fehlt 2026.",
        "Es fehlen 2028 und 2029.",
        "Es fehlen 2031 bis 2033.",
    ]


def test_a_workbook_without_any_year_is_not_a_gap() -> None:
    made = books(entry(1, 2025, "Geschäftsstelle", 1_00), budget_years=[], contributions=[])
    assert audit(made, (), today=TODAY, rules=[CATALOGUE["PER10"]]).findings == ()


def test_years_are_not_missed_where_the_sheet_is() -> None:
    made = books(entry(1, 2025, "Geschäftsstelle", 1_00), budget_years=[])
    without = dataclasses.replace(made.data["budget_years"], header_row=0)
    made = dataclasses.replace(made, data={**made.data, "budget_years": without})
    assert places("PER10", made) == []
    assert audit(made, (), today=TODAY, rules=[CATALOGUE["PER10"]]).findings == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{example.code}-{example.fails}" for example in EXAMPLES])
def test_findings_with_figures_do_not_depend_on_row_order(example: Any) -> None:
    turned = {}
    for name, data in example.books.data.items():
        # The order of the partners breaks ties: it is a figure.
        order = slice(None, None, 1 if name == "partners" else -1)
        index = data.frame.index
        frame, usable = data.frame.iloc[order].set_axis(index), data.usable.iloc[order].set_axis(index)
        turned[name] = dataclasses.replace(data, frame=frame, usable=usable)
    again = dataclasses.replace(example, books=dataclasses.replace(example.books, data=turned))
    rules = {(item.code, item.sheet, item.key) for item in example.audited().findings if item.code[:3] == "PER"}
    assert {(item.code, item.sheet, item.key) for item in again.audited().findings if item.code[:3] == "PER"} == rules
