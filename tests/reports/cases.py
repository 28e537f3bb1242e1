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
DRAFT = ReportContext(AS_OF, errors=7, draft=True)
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


def accession() -> Books:
    """A first year without one before it, whose successor has a fourth partner; what was examined is set off."""
    four = {**THREE, "RKN": 30_000_00}
    return books(
        four,
        years=(2025, 2026),
        paid={},
        contributions=[
            {"partner": name, "budget_year": year, "amount": amount}
            for year, key in ((2025, THREE), (2026, four))
            for name, amount in key.items()
        ],
        journal=(entry(2025, "Projekt", 100_000_00), entry(2026, "Partnerbeitrag", 60_000_00, partner="ME")),
        resolutions=[examined(2025), examined(2026)],
    )


FUNDED = {"status": "bewilligt", "kind": "Anteil", "rate": 600_000}


def many_vouchers() -> Books:
    """Four hundred bookings on one grant, a Storno among them."""
    spent = [
        entry(2026, "Projekt", 100_00 + place, grant="F-1", project="P-1", voucher=f"2026-{place:04d}", text="Druck")
        for place in range(399)
    ]
    return books(
        projects=[{"id": "P-1", "title": "Wegweiser", "task_field": "Leuchtturmprojekte"}],
        grants=[{"id": "F-1", "project": "P-1", "cap": 24_000_00, **FUNDED}],
        funding_plan=[{"grant": "F-1", "budget_year": 2026, "total_cost": 40_000_00, "grant_amount": 24_000_00}],
        journal=(*spent, {**spent[-1], "amount": -spent[-1]["amount"], "eligible": -1_00, "text": "Storno: Druck"}),
    )


def huge_grant() -> Books:
    """A grant, a claim and a cost of 999.999.999,99 EUR."""
    most = 999_999_999_99
    return books(
        {"DUS": most, "ME": most},
        paid={},
        projects=[{"id": "P-1", "title": "Brücke", "task_field": "Leuchtturmprojekte"}],
        grants=[{"id": "F-1", "project": "P-1", "cap": most, **FUNDED, "kind": "Festbetrag"}],
        funding_plan=[{"grant": "F-1", "budget_year": 2026, "total_cost": most, "grant_amount": most}],
        journal=(
            entry(2026, "Projekt", most, grant="F-1", project="P-1", eligible=0, account="529110"),
            entry(2026, "Fördermittel", most, grant="F-1"),
        ),
    )


def long_texts() -> Books:
    """Every text that a document prints is very long, and ids hold what no name of a sheet may hold."""
    grant = "F/2026: [lang] " + "x" * 30
    return books(
        paid={},
        partners=[{"id": name, "name": f"{LONG}{name}", "address": LONG, "payment_route": "intern"} for name in THREE],
        contributions=[
            {
                "partner": name,
                "budget_year": 2026,
                "amount": amount,
                "basis": LONG,
                "due_on": dt.date(2026, 2, 28),
            }
            for name, amount in THREE.items()
        ],
        accounts=[{"account": "529110", "name": LONG}],
        projects=[{"id": "P-1", "title": LONG, "task_field": "Leuchtturmprojekte", "goal": LONG, "status": "laufend"}],
        grants=[
            {
                "id": grant,
                "project": "P-1",
                "funder": LONG,
                "programme": LONG,
                "file_number": "Aktenzeichen/" * 5,
                "conditions": LONG,
                "cap": 600_00,
                **FUNDED,
            }
        ],
        activities=[
            {
                "date": dt.date(2026, 5, day),
                "task_field": "Leuchtturmprojekte",
                "project": "P-1",
                "title": LONG,
                "description": LONG * 2,
                "result": LONG,
                "participants": LONG,
            }
            for day in range(1, 9)
        ],
        board_members=[{"body": "Aufsichtsgremium", "name": LONG, "function": LONG, "sent_by": "DUS"}],
        resolutions=[
            {"id": LONG, "kind": "Sonstiges", "budget_year": 2026, "date": dt.date(2026, 5, 1), "remark": LONG}
        ],
        report_texts=[
            {"budget_year": 2026, "report": "Sachbericht", "section": section, "text": f"{LONG * 20}\n{LONG}"}
            for section in ("Ausgangslage", "Leuchtturmprojekte", "Risiken", "Ausblick")
        ],
        journal=(
            entry(
                2026,
                "Projekt",
                1_000_00,
                grant=grant,
                project="P-1",
                account="529110",
                counterparty=LONG,
                text=LONG,
                voucher="Beleg-" * 6,
                invoice="Rechnung-" * 6,
            ),
        ),
    )


def owing_partners() -> Books:
    """Three partners who owe: one of the same treasury, one long ago, one at no known day; and a call for more."""
    return books(
        paid={"DUS": 10_000_00},
        settings={"iban": "DE33300999010001202017", "account_holder": "Stadtkasse", "legal_basis": "Vertrag."},
        partners=[
            {"id": "DUS", "name": "Landeshauptstadt", "payment_route": "intern"},
            {"id": "ME", "name": "Kreis", "payment_route": "Überweisung", "address": "Straße 1, 40822 Mettmann"},
            {"id": "IHK", "name": "Kammer"},
        ],
        contributions=[
            {"partner": "DUS", "budget_year": 2026, "amount": 50_000_00, "due_on": dt.date(2027, 5, 1)},
            {"partner": "ME", "budget_year": 2026, "amount": 50_000_00, "due_on": dt.date(2026, 2, 28), "basis": "§ 3"},
            {"partner": "IHK", "budget_year": 2026, "amount": 20_000_00},
        ],
        journal=(entry(2026, "Projekt", 130_000_00),),
        resolutions=[{"id": "N", "kind": "Nachforderung", "budget_year": 2026, "amount": 10_000_01}],
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
        "400 vouchers": (many_vouchers(), 2026),
        "huge grant": (huge_grant(), 2026),
        "long texts": (long_texts(), 2026),
        "owing partners": (owing_partners(), 2026),
        "accession": (accession(), 2026),
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
    cases = {**edge_cases(), **{f"sample {year}": (sample(), year) for year in (2025, 2026, 2027)}}
    made: dict[str, tuple[Report, ...]] = {
        name: (*documents(*case), *more_documents(*case)) for name, case in cases.items()
    }
    made["only errors"] = (*documents(books(paid={}), 2026, DRAFT), *more_documents(grant_case(), 2026, DRAFT))
    return made
