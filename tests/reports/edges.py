"""Workbooks at the edges of what documents must show, as one table of cases.

Unlike `tests.reports.cases`, which makes books that only the documents see, these are whole master workbooks as a user
fills them in: the commands read, check and close them. But for the ones that are drafts they have no error.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from stdnum import iban

from regman_xl.model.contents import Contents, Raw
from regman_xl.sample import register
from regman_xl.sample.entries import Entry, journal, reversal
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
_D = dt.date
THREE = register.AGREED
SIX = {**THREE, "RKN": 30_000_00, "KR": 17_333_33, "SG": 1_00}
NAMES = {
    **register.PARTNER_NAMES,
    "RKN": "Rhein-Kreis Neuss",
    "KR": "Stadt Krefeld",
    "SG": "Klingenstadt Solingen",
}
#: A word that no line of a narrow column can hold, and names around it: each is to be found whole in the documents.
WORD = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
TAIL = f"im erweiterten Verflechtungsraum an Rhein, Ruhr und Wupper nach der {WORD} in ihrer jeweils geltenden Fassung"
LONG = {
    what: f"{what} für die interkommunale Zusammenarbeit {TAIL}, Lang-{number}"
    for number, what in enumerate(
        ("Zweckverband", "Leitprojekt", "Förderprogramm", "Gutachten", "Beratungsgesellschaft", "Teilrechnung"), 1
    )
}


@dataclass(frozen=True)
class Edge:
    """A workbook and what is made of it.

    Attributes:
        contents: What it holds.
        year: The year that is planned, called and closed.
        grant: The grant whose use is accounted for, ``""`` for none.
        draft: It has errors, so that there are only drafts.
        says: What some document must say, and what none may say.
    """

    contents: Contents
    year: int = YEAR
    grant: str = ""
    draft: bool = False
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = field(default=("###", "1 Partner haben", "None", "{", "}"))


def _day(month: int, day: int, year: int = YEAR) -> dt.date:
    return _D(year, month, day)


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


def _resolution(number: str, day: dt.date, kind: ResolutionKind, year: int, **more: Value) -> Row:
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
        Entry(_day(2, 20, year), "414200", names[partner], f"Jahresbeitrag {year}", amount, partner=partner)
        for year in years
        for partner, amount in given.items()
        if amount
    ]
    rows = journal([*payments, *entries])
    filled: dict[str, Sequence[Row]] = {
        "partners": [_partner(name, names[name]) for name in key],
        "contributions": [
            {
                "partner": name,
                "budget_year": year,
                "amount": amount,
                "due_on": _day(2, 28, year),
                "basis": register.CONTRACT,
            }
            for year in years
            for name, amount in key.items()
        ],
        "budget_years": [
            {
                "budget_year": year,
                "status": YearStatus.SUBMITTED,
                "plan_date": _day(1, 29, year),
                "report_date": _day(2, 12, year + 1),
                "confirmed_cash": sum(map(_signed, (row for row in rows if _int(row["budget_year"]) <= year))),
            }
            for year in years
        ],
        "accounts": register.ACCOUNTS,
        "journal": rows,
        "board_members": [
            {
                "body": Body.SUPERVISORY_BOARD,
                "name": f"Dr. Alex {name}",
                "function": "Mitglied",
                "sent_by": name,
                "valid_from": _day(1, 1, YEAR - 1),
            }
            for name in key
        ],
        "resolutions": [_resolution(f"1/{year}", _day(2, 5, year), ResolutionKind.ANNUAL_PLAN, year) for year in years],
    }
    settings = {**register.SETTINGS, "budget_year": years[-1], "reference_date": _day(2, 15, years[-1] + 1)}
    return Contents(settings=settings, rows={**filled, **tables})


def _signed(entry: Row) -> int:
    return _int(entry["amount"]) * (1 if entry["direction"] == Direction.INCOME else -1)


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def office(amount: int, day: dt.date = _D(YEAR, 5, 19)) -> Entry:
    """An expense of the office."""
    return Entry(day, "543100", "Bürobedarf Beispiel GmbH", "Bürobedarf", amount, invoice=f"B-{day:%m%d}")


def study(amount: int, day: dt.date = _D(YEAR, 6, 16), **more: str) -> Entry:
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
        "start": _day(1, 1, YEAR - 1),
        "end": _day(12, 31, YEAR + 1),
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
        "applied_on": _day(10, 14, YEAR - 1),
        "granted_on": _day(1, 15),
        "file_number": "25.17-2026/014",
        "kind": FundingKind.SHARE,
        "rate": 60_0000,
        "cap": cap,
        "period_from": _day(2, 1),
        "period_to": _day(12, 31),
        "statement_due": _day(6, 30, YEAR + 1),
        **more,
    }


def financing(cost: int, cap: int) -> Row:
    """The financing plan of the grant F-01."""
    return {"grant": "F-01", "budget_year": YEAR, "total_cost": cost, "grant_amount": cap}


def planned(category: Category, title: str, amount: int, *, year: int = YEAR, in_project: str = "") -> Row:
    """A plan position."""
    return {"budget_year": year, "category": category, "project": in_project, "title": title, "amount": amount}


def _text(report: ReportKind, section: Section, text: str) -> Row:
    return {"budget_year": YEAR, "report": report, "section": section, "text": text}


def without_grants() -> Contents:
    """No project, no grant, no activity: an office that pays its rent."""
    return book(entries=[office(21_345_67)], plan=[planned(Category.OFFICE, "Geschäftsstelle", 22_000_00)])


def one_partner() -> Contents:
    """One partner, one project, one grant, one of everything."""
    spent = [study(10_000_00, grant="F-01"), office(1_234_56)]
    money = Entry(_day(8, 18), "414100", "Landeskasse", "Abruf 1", 6_000_00, grant="F-01", project="P-01")
    return book(
        {"DUS": 20_000_00},
        [*spent, money],
        projects=[project()],
        grants=[grant(6_000_00)],
        funding_plan=[financing(10_000_00, 6_000_00)],
        plan=[planned(Category.OFFICE, "Geschäftsstelle", 1_300_00)],
        activities=[
            {
                "date": _day(6, 16),
                "task_field": TaskField.SPATIAL,
                "project": "P-01",
                "title": "Auftakt",
                "result": "Gutachten beauftragt",
                "attendance": 1,
            }
        ],
        staff=[{"partner": "DUS", "name": register.HEAD, "function": "Leitung", "valid_from": _day(1, 1)}],
    )


def six_partners() -> Contents:
    """Six partners with very unequal contributions, one of whom has paid nothing, in a second year."""
    spent = [study(50_000_01, grant="F-01"), office(33_333_33), study(44_444_44, _day(6, 17, YEAR - 1))]
    return book(
        SIX,
        spent,
        years=(YEAR - 1, YEAR),
        paid={**SIX, "SG": 0},
        projects=[project()],
        grants=[grant(30_000_00)],
        funding_plan=[financing(50_000_00, 30_000_00)],
        plan=[
            planned(Category.PROJECT, "Gutachten", 45_000_00, year=YEAR - 1, in_project="P-01"),
            planned(Category.OFFICE, "Geschäftsstelle", 30_000_00),
        ],
        resolutions=[
            *(_resolution(f"1/{year}", _day(2, 5, year), ResolutionKind.ANNUAL_PLAN, year) for year in (YEAR - 1, YEAR)),
            _resolution("2/2026", _day(4, 15), ResolutionKind.EXAMINATION, YEAR - 1),
            _resolution("3/2026", _day(4, 15), ResolutionKind.CARRY_OVER, YEAR - 1),
        ],
    )


def many_bookings() -> Contents:
    """Four hundred bookings on one grant, a Storno among them."""
    spent = [
        Entry(
            _day(3, 2) + dt.timedelta(days=place // 2),
            ("529110", "529120", "529200")[place % 3],
            f"Auftragnehmer {place % 17 + 1:02d} GmbH",
            f"Leistung Nr. {place:03d}",
            100_00 + 7 * place,
            grant="F-01",
            project="P-01",
            eligible=90_00 if place % 50 == 0 else None,
            service=(_day(2, 2), _day(2, 27)),
            invoice=f"R-{place:04d}",
            tag=f"t{place}",
        )
        for place in range(1, 399)
    ]
    wrong = spent[200]
    money = Entry(_day(10, 20), "414100", "Landeskasse", "Abruf 1", 20_000_00, grant="F-01", project="P-01")
    return book(
        entries=[*spent, reversal(wrong, _day(11, 3)), money],
        projects=[project()],
        grants=[grant(30_000_00)],
        funding_plan=[financing(50_000_00, 30_000_00)],
    )


def _deficit(**tables: Sequence[Row]) -> Contents:
    return book(
        entries=[study(100_000_00, _day(6, 17)), office(32_345_67)],
        projects=[project()],
        plan=[planned(Category.PROJECT, "Gutachten", 90_000_00, in_project="P-01")],
        **tables,
    )


def deficit() -> Contents:
    """More was spent than there was; nothing is resolved."""
    return _deficit()


def deficit_resolved() -> Contents:
    """More was spent than there was, and the board called for the rest."""
    return _deficit(
        resolutions=[
            _resolution("1/2026", _day(2, 5), ResolutionKind.ANNUAL_PLAN, YEAR),
            _resolution("1/2027", _day(2, 10, YEAR + 1), ResolutionKind.ADDITIONAL_CALL, YEAR, amount=12_345_67),
        ]
    )


def first_year() -> Contents:
    """The first year: no year before it, no text, no plan, and nothing happened but a start with some cash."""
    contents = book(paid={"DUS": 50_000_00}, resolutions=[])
    years = [{"budget_year": YEAR, "status": YearStatus.OPEN}]
    rows = {**contents.rows, "budget_years": years, "board_members": []}
    return Contents({**contents.settings, "opening_cash": 5_000_00}, rows)


def only_errors() -> Contents:
    """A year whose bookings are all wrong."""
    contents = six_partners()
    spoilt = [
        {**row, "voucher": "", "confirmed_by": "", "amount": Raw(f"{_int(row['amount']) / 100:.2f}".replace(".", ","))}
        for row in contents.of("journal")
    ]
    return Contents(contents.settings, {**contents.rows, "journal": spoilt})


def long_names() -> Contents:
    """All names are very long."""
    names = {"DUS": LONG["Zweckverband"], "ME": f"Kreis {TAIL}", "IHK": f"Kammer {TAIL}"}
    spent = Entry(
        _day(6, 16),
        "529120",
        LONG["Beratungsgesellschaft"],
        LONG["Teilrechnung"],
        12_345_67,
        grant="F-01",
        project="P-01",
        invoice="Rechnungsnummer-2026-000000123456789",
        service=(_day(6, 1), _day(6, 12)),
    )
    sections = (Section.GOALS, Section.STARTING_POINT, Section.SPATIAL, Section.RISKS, Section.OUTLOOK)
    return book(
        entries=[spent],
        names=names,
        projects=[project(LONG["Leitprojekt"], f"Ziel {TAIL}")],
        grants=[
            grant(
                6_000_00,
                funder=f"Ministerium {TAIL}",
                programme=LONG["Förderprogramm"],
                file_number="Aktenzeichen-25.17.01-RM-2026/014-Ä12",
                conditions=f"Nebenbestimmungen {TAIL}",
            )
        ],
        funding_plan=[financing(10_000_00, 6_000_00)],
        plan=[
            planned(Category.PROJECT, LONG["Gutachten"], 5_000_00),
            planned(Category.EVENT, f"Regionalforum {TAIL}", 2_000_00),
        ],
        activities=[
            {
                "date": _day(6, day),
                "task_field": TaskField.SPATIAL,
                "project": "P-01",
                "title": f"Werkstatt {TAIL}",
                "description": f"Beschreibung {TAIL}",
                "result": f"Ergebnis {TAIL}",
                "participants": f"Beteiligte {TAIL}",
                "attendance": 12_345,
            }
            for day in (2, 9, 16)
        ],
        commitments=[
            {
                "id": "A-2026-01",
                "budget_year": YEAR + 1,
                "date": _day(11, 16),
                "contractor": LONG["Beratungsgesellschaft"],
                "category": Category.PROJECT,
                "project": "P-01",
                "amount": 3_570_00,
            }
        ],
        staff=[{"partner": "ME", "name": f"Dr. {WORD}", "function": f"Referentin {TAIL}", "valid_from": _day(1, 1)}],
        report_texts=[
            _text(report, section, " ".join([f"{section.value}: {TAIL}."] * 12))
            for report in (ReportKind.ANNUAL_PLAN, ReportKind.CLOSING, ReportKind.ACTIVITY)
            for section in sections
        ],
    )


def huge_amounts() -> Contents:
    """Everything amounts to 999.999.999,99 EUR."""
    spent = [study(MOST, grant="F-01"), office(MOST)]
    money = Entry(_day(8, 18), "414100", "Landeskasse", "Abruf 1", MOST, grant="F-01", project="P-01")
    return book(
        {"DUS": MOST, "ME": MOST, "IHK": MOST},
        [*spent, money],
        projects=[project()],
        grants=[grant(MOST, kind=FundingKind.FIXED, rate=None)],
        funding_plan=[financing(MOST, MOST)],
        plan=[planned(Category.OFFICE, "Geschäftsstelle", MOST), planned(Category.EVENT, "Regionalforum", MOST)],
    )


@cache
def edges() -> dict[str, Edge]:
    """The cases by what is special about them."""
    return {
        "keine Förderung": Edge(without_grants()),
        "ein Partner": Edge(one_partner(), grant="F-01"),
        "sechs Partner": Edge(six_partners(), grant="F-01"),
        "400 Buchungen": Edge(many_bookings(), grant="F-01"),
        "Fehlbetrag": Edge(deficit(), draft=True),
        "Nachforderung": Edge(deficit_resolved()),
        "erstes Jahr": Edge(first_year()),
        "nur Fehler": Edge(only_errors(), draft=True),
        "lange Namen": Edge(long_names(), grant="F-01"),
        "große Beträge": Edge(huge_amounts(), grant="F-01"),
    }
