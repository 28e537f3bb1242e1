"""What whole master workbooks of a few rows are made of: partners that pay, expenses, one project, one grant."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from stdnum import iban

from regman_xl.model.contents import Contents
from regman_xl.sample import register
from regman_xl.sample.entries import Entry, journal
from regman_xl.schema.lists import (
    Applicant,
    Body,
    Category,
    Direction,
    FundingKind,
    GrantStatus,
    LegalForm,
    Outcome,
    PaymentRoute,
    ReportKind,
    ResolutionKind,
    Section,
    TaskField,
    YearStatus,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regman_xl.model.contents import Row, Value

YEAR = 2026
MOST = 999_999_999_99
_MAY, _JUNE = dt.date(YEAR, 5, 19), dt.date(YEAR, 6, 16)
THREE = register.AGREED
SIX = {**THREE, "RKN": 30_000_00, "KR": 17_333_33, "SG": 1_00}
NAMES = {
    **register.PARTNER_NAMES,
    "RKN": "Rhein-Kreis Neuss",
    "KR": "Stadt Krefeld",
    "SG": "Klingenstadt Solingen",
}


def on(month: int, day: int, year: int = YEAR) -> dt.date:
    return dt.date(year, month, day)


def _partner(name: str, title: str) -> Row:
    forms = {"ME": LegalForm.DISTRICT, "RKN": LegalForm.DISTRICT, "IHK": LegalForm.CHAMBER}
    number = f"DE0030099901{sum(map(ord, name)):010d}"
    return {
        "id": name,
        "name": title,
        "legal_form": forms.get(name, LegalForm.CITY),
        "valid_from": YEAR - 1,
        "payment_route": PaymentRoute.INTERNAL if name == "DUS" else PaymentRoute.TRANSFER,
        "address": "Marktplatz 1, 40000 Musterstadt",
        "iban": f"DE{iban.calc_check_digits(number)}{number[4:]}",
    }


def resolution(number: str, day: dt.date, kind: ResolutionKind, year: int, **more: Value) -> Row:
    return {
        "id": number,
        "date": day,
        "body": Body.SUPERVISORY_BOARD,
        "kind": kind,
        "budget_year": year,
        "result": Outcome.ADOPTED,
        "vote": "einstimmig",
        "file_number": f"AG {number}",
        **more,
    }


def book(
    key: dict[str, int] | None = None,
    entries: Iterable[Entry] = (),
    *,
    years: Sequence[int] = (YEAR,),
    paid: dict[str, int] | None = None,
    names: dict[str, str] | None = None,
    **tables: Sequence[Row],
) -> Contents:
    """Return a workbook in which the partners of a key pay (all they owe, or what is given) in every year."""
    key = key or THREE
    given = key if paid is None else paid
    names = NAMES | (names or {})
    payments = [
        Entry(on(2, 20, year), "414200", names[partner], f"Jahresbeitrag {year}", amount, partner=partner)
        for year in years
        for partner, amount in given.items()
        if amount
    ]
    rows = journal([*payments, *entries])
    filled: dict[str, Sequence[Row]] = {
        "partners": [_partner(name, names[name]) for name in key],
        "contributions": [_contribution(name, year, amount) for year in years for name, amount in key.items()],
        "budget_years": [_budget_year(year, rows) for year in years],
        "accounts": register.ACCOUNTS,
        "journal": rows,
        "board_members": [_member(name) for name in key],
        "resolutions": [resolution(f"1/{year}", on(2, 5, year), ResolutionKind.ANNUAL_PLAN, year) for year in years],
    }
    settings = {**register.SETTINGS, "budget_year": years[-1], "reference_date": on(2, 15, years[-1] + 1)}
    return Contents(settings=settings, rows={**filled, **tables})


def _contribution(partner: str, year: int, amount: int) -> Row:
    basis = register.CONTRACT
    return {"partner": partner, "budget_year": year, "amount": amount, "due_on": on(2, 28, year), "basis": basis}


def _budget_year(year: int, rows: Sequence[Row]) -> Row:
    """A year that was planned and reported in time, with the cash that the treasury confirms."""
    return {
        "budget_year": year,
        "status": YearStatus.SUBMITTED,
        "plan_date": on(1, 29, year),
        "report_date": on(2, 12, year + 1),
        "confirmed_cash": sum(_signed(row) for row in rows if whole(row["budget_year"]) <= year),
    }


def _member(partner: str) -> Row:
    return {
        "body": Body.SUPERVISORY_BOARD,
        "name": f"Dr. Alex {partner}",
        "function": "Mitglied",
        "sent_by": partner,
        "valid_from": on(1, 1, YEAR - 1),
    }


def _signed(entry: Row) -> int:
    return whole(entry["amount"]) * (1 if entry["direction"] == Direction.INCOME else -1)


def whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def office(amount: int, day: dt.date = _MAY) -> Entry:
    """An expense of the office."""
    return Entry(day, "543100", "Bürobedarf Beispiel GmbH", "Bürobedarf", amount, invoice=f"B-{day:%m%d}")


def study(amount: int, day: dt.date = _JUNE, **more: str) -> Entry:
    """An expense of the project P-01."""
    return Entry(day, "529120", "Gutachten GbR", "Gutachten", amount, project="P-01", invoice=f"G-{day:%m%d}", **more)


def project(title: str = "Gewerbeflächendialog", goal: str = "Flächen gemeinsam entwickeln") -> Row:
    """The project P-01."""
    return {
        "id": "P-01",
        "title": title,
        "task_field": TaskField.SPATIAL,
        "goal": goal,
        "responsible": register.DEPUTY,
        "start": on(1, 1, YEAR - 1),
        "end": on(12, 31, YEAR + 1),
        "status": "laufend",
    }


def grant(cap: int, **more: Value) -> Row:
    """The grant F-01 of the project P-01, which pays up to a cap."""
    return {
        "id": "F-01",
        "project": "P-01",
        "funder": "Land Nordrhein-Westfalen",
        "programme": "Regionale Entwicklung",
        "applicant": Applicant.OFFICE,
        "status": GrantStatus.GRANTED,
        "applied_on": on(10, 14, YEAR - 1),
        "granted_on": on(1, 15),
        "file_number": "25.17-2026/014",
        "kind": FundingKind.SHARE,
        "rate": 60_0000,
        "cap": cap,
        "period_from": on(2, 1),
        "period_to": on(12, 31),
        "statement_due": on(6, 30, YEAR + 1),
        **more,
    }


def financing(cost: int, cap: int) -> Row:
    """The financing plan of the grant F-01."""
    return {"grant": "F-01", "budget_year": YEAR, "total_cost": cost, "grant_amount": cap}


def planned(category: Category, title: str, amount: int, *, year: int = YEAR, in_project: str = "") -> Row:
    """A plan position."""
    return {"budget_year": year, "category": category, "project": in_project, "title": title, "amount": amount}


def text(report: ReportKind, section: Section, text: str) -> Row:
    return {"budget_year": YEAR, "report": report, "section": section, "text": text}
