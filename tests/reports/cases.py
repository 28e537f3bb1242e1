"""Workbooks at the edges of what a report must show, and the reports of any workbook."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

from regman_xl.finance.engine import accounts
from regman_xl.finance.statement import last_year_of
from regman_xl.model.books import Books
from regman_xl.model.settings import Settings
from regman_xl.reports.activity import activity_report
from regman_xl.reports.call import call_report
from regman_xl.reports.closing import closing_report
from regman_xl.reports.grants import grants_report
from regman_xl.reports.parts import ReportContext
from regman_xl.reports.plan import plan_report
from regman_xl.reports.refund import refund_report
from regman_xl.reports.statement import statement_report
from regman_xl.sample.history import sample_contents

if TYPE_CHECKING:
    from regman_xl.finance.account import YearAccount
    from regman_xl.reports.report import Report

AS_OF = dt.date(2027, 3, 31)
CONTEXT = ReportContext(AS_OF)
Row = dict[str, Any]
THREE = {"DUS": 50_000_00, "ME": 50_000_00, "IHK": 20_000_00}
SIX = {**THREE, "RKN": 30_000_00, "KR": 17_333_33, "SG": 1}
LONG = "Gesellschaft zur Förderung der interkommunalen Zusammenarbeit im erweiterten Verflechtungsraum " * 2


def entry(year: int, category: str, amount: int, **more: Any) -> Row:
    income = category in ("Partnerbeitrag", "Zusatzmittel", "Fördermittel", "Drittmittel", "Sonstige Einnahme")
    row = {"budget_year": year, "category": category, "amount": amount, "booked_on": dt.date(year, 6, 1)}
    return {**row, "direction": "Einnahme" if income else "Ausgabe", **more}


def books(
    key: dict[str, int] | None = None,
    *,
    years: tuple[int, ...] = (2026,),
    paid: dict[str, int] | None = None,
    journal: tuple[Row, ...] = (),
    settings: Row | None = None,
    **tables: Any,
) -> Books:
    """Books in which the partners of a key pay (all they owe, or what is given) in every year."""
    key = key or THREE
    given = key if paid is None else paid
    payments = [
        entry(year, "Partnerbeitrag", amount, partner=partner)
        for year in years
        for partner, amount in given.items()
        if amount
    ]
    rows: dict[str, Any] = {
        "partners": [{"id": name, "name": f"Partner {name}", "payment_route": "Überweisung"} for name in key],
        "contributions": [
            {"partner": name, "budget_year": year, "amount": amount} for year in years for name, amount in key.items()
        ],
        "budget_years": [{"budget_year": year, "status": "offen"} for year in years],
        "journal": [*payments, *journal],
        **tables,
    }
    return Books.of(Settings(cooperation="Regionalmanagement", **(settings or {})), **rows)


def examined(year: int) -> Row:
    return {
        "id": f"B-{year}",
        "date": dt.date(year + 1, 4, 15),
        "body": "Aufsichtsgremium",
        "kind": "Prüfung Jahresabschluss",
        "budget_year": year,
    }


def documents(source: Books, year: int, context: ReportContext = CONTEXT) -> tuple[Report, Report, Report]:
    """Plan, closing and refund of a year."""
    *earlier, account = accounts(source, year)
    return documents_of(source, account, tuple(earlier), context)


def documents_of(
    source: Books, account: YearAccount, earlier: tuple[YearAccount, ...], context: ReportContext = CONTEXT
) -> tuple[Report, Report, Report]:
    return (
        plan_report(source, account, earlier, context),
        closing_report(source, account, earlier, context),
        refund_report(source, account, context),
    )


def more_documents(source: Books, year: int, context: ReportContext = CONTEXT) -> tuple[Report, ...]:
    """Activity report, grants and calls of a year, and the statements of the grants that the office holds."""
    known = accounts(source, year)
    account = known[-1]
    return (
        activity_report(source, account, context),
        grants_report(source, account, context),
        call_report(source, known, year, context),
        *statements(source, year, context),
    )


def statements(source: Books, year: int, context: ReportContext = CONTEXT) -> tuple[Report, ...]:
    """The statements of use of all granted grants, each up to the last year that touches it."""
    known = accounts(source, year)
    made = []
    for grant in source.grants:
        if grant.status.value in ("bewilligt", "abgeschlossen"):
            last = last_year_of(source, grant.id, [item.year for item in known], year)
            account = next(item for item in known if item.year == last)
            made.append(statement_report(source, account, grant, context))
    return tuple(made)


def grant_case() -> Books:
    """One grant with pre-financing, Zusatzmittel that are left, and texts that could be taken for formulas."""
    return books(
        years=(2026, 2027),
        projects=[{"id": "P-1", "title": "=1+1", "task_field": "Leuchtturmprojekte", "goal": "@SUM(A1)"}],
        grants=[
            {
                "id": "F-1",
                "project": "P-1",
                "funder": "+49 Land",
                "status": "bewilligt",
                "kind": "Anteil",
                "rate": 600_000,
                "cap": 60_000_00,
            }
        ],
        funding_plan=[{"grant": "F-1", "budget_year": 2026, "total_cost": 100_000_00, "grant_amount": 60_000_00}],
        resolutions=[
            {
                "id": "Z-1",
                "body": "Rat",
                "kind": "Zusatzmittel",
                "budget_year": 2026,
                "partner": "DUS",
                "grant": "F-1",
                "amount": 30_000_00,
                "date": dt.date(2026, 1, 10),
            }
        ],
        journal=(
            entry(2026, "Projekt", 92_345_67, grant="F-1", project="P-1"),
            entry(2026, "Fördermittel", 10_000_00, grant="F-1"),
            entry(2026, "Zusatzmittel", 20_000_00, grant="F-1", partner="DUS"),
            entry(2026, "Geschäftsstelle", 1_234_56),
            entry(2026, "Projekt", 77, project="P-1"),
        ),
        report_texts=[
            {"budget_year": 2026, "report": "Jahresplan", "section": "Ziele und Schwerpunkte", "text": "=HYPERLINK(1)"}
        ],
    )


def reserved_names() -> Books:
    """Partners, grants and projects of the user that are called like rows of ours."""
    names = ("total", "key", "cash", "receivables_none", "funds")
    key = {name: 10_000_00 + place for place, name in enumerate(names)}
    return books(
        key,
        paid={**key, "key": 9_000_00},
        projects=[{"id": name, "title": name, "task_field": "Leuchtturmprojekte"} for name in names],
        grants=[
            {"id": name, "project": name, "status": "bewilligt", "kind": "Anteil", "rate": 500_000, "cap": 5_000_00}
            for name in (*names, "total:key")
        ],
        funding_plan=[
            {"grant": name, "budget_year": 2026, "total_cost": 8_000_00, "grant_amount": 4_000_00} for name in names
        ],
        resolutions=[
            {
                "id": f"Z-{partner}",
                "body": "Rat",
                "kind": "Zusatzmittel",
                "budget_year": 2026,
                "partner": partner,
                "grant": grant,
                "amount": 3_000_00,
                "date": dt.date(2026, 1, 10),
            }
            for grant, partner in (("total", "key"), ("total", "total"), ("total:key", "cash"))
        ],
        journal=(
            *(entry(2026, "Projekt", 1_000_00 + place, grant=name) for place, name in enumerate(names)),
            entry(2026, "Zusatzmittel", 3_000_00, grant="total", partner="key"),
            entry(2026, "Zusatzmittel", 3_000_00, grant="total", partner="total"),
            entry(2026, "Zusatzmittel", 3_000_00, grant="total:key", partner="cash"),
            entry(2026, "Projekt", 77_00, project="total"),
        ),
    )


def edge_cases() -> dict[str, tuple[Books, int]]:
    """Books and year by what is special about them."""
    huge = {"DUS": 999_999_999_99, "ME": 999_999_999_99, "IHK": 999_999_999_99}
    long_names = [{"id": name, "name": f"{LONG}{name}"} for name in THREE]
    return {
        "underpayment": (
            books(
                paid={**THREE, "IHK": 15_000_00},
                journal=(entry(2026, "Projekt", 100_000_00),),
                resolutions=[examined(2026)],
            ),
            2026,
        ),
        "one partner": (books({"DUS": 10_000_00}, journal=(entry(2026, "Veranstaltung", 1),)), 2026),
        "six partners": (books(SIX, years=(2026, 2027), journal=(entry(2027, "Projekt", 55_555_55),)), 2027),
        "deficit": (books(journal=(entry(2026, "Projekt", 150_000_00),)), 2026),
        "huge": (books(huge, journal=(entry(2026, "Projekt", 999_999_999_99),)), 2026),
        "long names": (books(partners=long_names, journal=(entry(2026, "Projekt", 1_000_00),)), 2026),
        "nothing happened": (books(paid={}), 2026),
        "grant": (grant_case(), 2026),
        "reserved names": (reserved_names(), 2026),
        "many orders": (
            books(
                commitments=[
                    {"id": f"A-{n}", "budget_year": 2026, "category": "Projekt", "amount": n, "contractor": "X"}
                    for n in range(1, 120)
                ]
            ),
            2026,
        ),
    }


@cache
def sample() -> Books:
    """The clean sample of the demo."""
    contents = sample_contents()
    settings: Any = contents.settings
    return Books.of(Settings(**settings), **contents.rows)


@cache
def all_documents() -> dict[str, tuple[Report, ...]]:
    """The documents of every edge case and of the years of the sample."""
    made: dict[str, tuple[Report, ...]] = {
        name: documents(source, year) for name, (source, year) in edge_cases().items()
    }
    made |= {f"sample {year}": documents(sample(), year) for year in (2025, 2026, 2027)}
    return made
