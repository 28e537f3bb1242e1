"""Workbooks at the edges of what documents must show, as one table of cases.

Unlike `tests.reports.cases`, which makes books that only the documents see, these are whole master workbooks as a user
fills them in: the commands read, check and close them. But for the ones that are drafts they have no error.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from regman_xl.model.contents import Contents, Raw
from regman_xl.sample import register
from regman_xl.sample.entries import Entry, reversal
from regman_xl.schema.lists import (
    Category,
    FundingKind,
    ReportKind,
    ResolutionKind,
    Section,
    TaskField,
    YearStatus,
)
from tests.reports.edge_books import (
    MOST,
    SIX,
    YEAR,
    book,
    financing,
    grant,
    office,
    on,
    planned,
    project,
    resolution,
    study,
    text,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.model.contents import Row

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
        says: What the documents say about what is special.
        never: What would be nonsense here.
    """

    contents: Contents
    year: int = YEAR
    grant: str = ""
    draft: bool = False
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def without_grants() -> Contents:
    """No project, no grant, no activity: an office that pays its rent."""
    return book(entries=[office(21_345_67)], plan=[planned(Category.OFFICE, "Geschäftsstelle", 22_000_00)])


def one_partner() -> Contents:
    """One partner, one project, one grant, one of everything."""
    spent = [study(10_000_00, grant="F-01"), office(1_234_56)]
    money = Entry(on(8, 18), "414100", "Landeskasse", "Abruf 1", 6_000_00, grant="F-01", project="P-01")
    return book(
        {"DUS": 20_000_00},
        [*spent, money],
        projects=[project()],
        grants=[grant(6_000_00)],
        funding_plan=[financing(10_000_00, 6_000_00)],
        plan=[planned(Category.OFFICE, "Geschäftsstelle", 1_300_00)],
        activities=[
            {
                "date": on(6, 16),
                "task_field": TaskField.SPATIAL,
                "project": "P-01",
                "title": "Auftakt",
                "result": "Gutachten beauftragt",
                "attendance": 1,
            }
        ],
        staff=[{"partner": "DUS", "name": register.HEAD, "function": "Leitung", "valid_from": on(1, 1)}],
    )


def six_partners() -> Contents:
    """Six partners with very unequal contributions, one of whom has paid nothing, in a second year."""
    spent = [study(50_000_01, grant="F-01"), office(33_333_33), study(44_444_44, on(6, 17, YEAR - 1))]
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
            *(resolution(f"1/{year}", on(2, 5, year), ResolutionKind.ANNUAL_PLAN, year) for year in (YEAR - 1, YEAR)),
            resolution("2/2026", on(4, 15), ResolutionKind.EXAMINATION, YEAR - 1),
            resolution("3/2026", on(4, 15), ResolutionKind.CARRY_OVER, YEAR - 1),
        ],
    )


def many_bookings() -> Contents:
    """Four hundred bookings on one grant, a Storno among them."""
    spent = [
        Entry(
            on(3, 2) + dt.timedelta(days=place // 2),
            ("529110", "529120", "529200")[place % 3],
            f"Auftragnehmer {place % 17 + 1:02d} GmbH",
            f"Leistung Nr. {place:03d}",
            100_00 + 7 * place,
            grant="F-01",
            project="P-01",
            eligible=90_00 if place % 50 == 0 else None,
            service=(on(2, 2), on(2, 27)),
            invoice=f"R-{place:04d}",
            tag=f"t{place}",
        )
        for place in range(1, 399)
    ]
    wrong = spent[200]
    money = Entry(on(10, 20), "414100", "Landeskasse", "Abruf 1", 20_000_00, grant="F-01", project="P-01")
    return book(
        entries=[*spent, reversal(wrong, on(11, 3)), money],
        projects=[project()],
        grants=[grant(30_000_00)],
        funding_plan=[financing(50_000_00, 30_000_00)],
    )


def _deficit(**tables: Sequence[Row]) -> Contents:
    return book(
        entries=[study(100_000_00, on(6, 17)), office(32_345_67)],
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
            resolution("1/2026", on(2, 5), ResolutionKind.ANNUAL_PLAN, YEAR),
            resolution("1/2027", on(2, 10, YEAR + 1), ResolutionKind.ADDITIONAL_CALL, YEAR, amount=12_345_67),
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
        {**row, "voucher": "", "confirmed_by": "", "amount": Raw(f"{whole(row['amount']) / 100:.2f}".replace(".", ","))}
        for row in contents.of("journal")
    ]
    return Contents(contents.settings, {**contents.rows, "journal": spoilt})


def long_names() -> Contents:
    """All names are very long."""
    names = {"DUS": LONG["Zweckverband"], "ME": f"Kreis {TAIL}", "IHK": f"Kammer {TAIL}"}
    spent = Entry(
        on(6, 16),
        "529120",
        LONG["Beratungsgesellschaft"],
        LONG["Teilrechnung"],
        12_345_67,
        grant="F-01",
        project="P-01",
        invoice="Rechnungsnummer-2026-000000123456789",
        service=(on(6, 1), on(6, 12)),
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
                "date": on(6, day),
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
                "date": on(11, 16),
                "contractor": LONG["Beratungsgesellschaft"],
                "category": Category.PROJECT,
                "project": "P-01",
                "amount": 3_570_00,
            }
        ],
        staff=[{"partner": "ME", "name": f"Dr. {WORD}", "function": f"Referentin {TAIL}", "valid_from": on(1, 1)}],
        report_texts=[
            text(report, section, " ".join([f"{section.value}: {TAIL}."] * 12))
            for report in (ReportKind.ANNUAL_PLAN, ReportKind.CLOSING, ReportKind.ACTIVITY)
            for section in sections
        ],
    )


def huge_amounts() -> Contents:
    """Everything amounts to 999.999.999,99 EUR."""
    spent = [study(MOST, grant="F-01"), office(MOST)]
    money = Entry(on(8, 18), "414100", "Landeskasse", "Abruf 1", MOST, grant="F-01", project="P-01")
    return book(
        {"DUS": MOST, "ME": MOST, "IHK": MOST},
        [*spent, money],
        paid={"DUS": MOST, "ME": MOST},
        projects=[project()],
        grants=[grant(MOST, kind=FundingKind.FIXED, rate=None)],
        funding_plan=[financing(MOST, MOST)],
        plan=[planned(Category.OFFICE, "Geschäftsstelle", MOST), planned(Category.EVENT, "Regionalforum", MOST)],
    )


@cache
def edges() -> dict[str, Edge]:
    """The cases by what is special about them."""
    return {
        "keine Förderung": Edge(
            without_grants(),
            says=(
                "Im Jahr 2026 gab es keine Förderprojekte mit Zahlungen.",
                "Bis Ende 2026 ist keine Förderung sondiert",
            ),
            never=("Bewilligungsquote",),
        ),
        "ein Partner": Edge(one_partner(), grant="F-01", never=("Die Partner haben",)),
        "sechs Partner": Edge(six_partners(), grant="F-01", says=("Klingenstadt Solingen (SG)",)),
        "400 Buchungen": Edge(
            many_bookings(), grant="F-01", says=("Leistung Nr. 398", "Belegliste F-01 (Fortsetzung)")
        ),
        "Fehlbetrag": Edge(
            deficit(),
            draft=True,
            says=("schließt mit einem Fehlbetrag von 12.345,67 €", "davon kann nichts ausgezahlt werden"),
            never=("mehr kann jetzt nicht ausgezahlt werden", "Fällig 30 Tage", "verteilbaren Mittel 2026 werden mit"),
        ),
        "Nachforderung": Edge(
            deficit_resolved(),
            says=("Rückständige Beiträge von 12.345,67 € sind nachzuzahlen.", "Verteilbare Mittel sind aus 2026 nicht"),
            never=("mit der Rückerstattung verrechnet; was", "werden mit 0,00 € festgestellt"),
        ),
        "erstes Jahr": Edge(
            first_year(),
            says=("Aus dem gemeinsamen Budget wurde nichts verausgabt.",),
            never=("Ist 2024", "Plan 2025", "Ein Strich bedeutet"),
        ),
        "nur Fehler": Edge(only_errors(), draft=True, says=("meldet 41 Fehler und 8 offene Warnungen",)),
        "lange Namen": Edge(long_names(), grant="F-01", says=tuple(LONG.values())),
        "große Beträge": Edge(
            huge_amounts(),
            grant="F-01",
            says=("999.999.999,99 €", "neunhundertneunundneunzig Millionen", "2.999.999.999,97 €"),
        ),
    }
