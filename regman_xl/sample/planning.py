"""Plan positions and commitments of the sample."""

# ruff: noqa: E501 - a table has one line to a row

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.schema.lists import Category

if TYPE_CHECKING:
    from regman_xl.model.contents import Row

_PROJECT, _EVENT, _OFFICE, _OWN = Category.PROJECT, Category.EVENT, Category.OFFICE, Category.OWN_CONTRIBUTION
_OTHER = Category.OTHER_INCOME

#: Positions by category, project, title, month and explanation; amounts in EUR for the years 2025 to 2029,
#: 0 where the position is not planned.
_POSITIONS: tuple[tuple[Category, str, str, int, str, tuple[int, int, int, int, int]], ...] = (
    (_OTHER, "", "Teilnahmeentgelte und Kostenerstattungen", 5, "Regionalforum und Expo Real", (1000, 1100, 1100, 1100, 1100)),
    (_PROJECT, "P-01", "Gewerbeflächendialog", 4, "Monitor 2025, Flächenpass 2026, Pflege ab 2027", (20000, 26000, 24000, 12000, 12000)),
    (_PROJECT, "P-08", "Standortmarketing Rheinland", 6, "Anteil an gemeinsamen Kampagnen", (5500, 7000, 9000, 9000, 9000)),
    (_PROJECT, "P-09", "Region in Zahlen", 6, "Datenmodell und Internetauftritt", (0, 13000, 8000, 6000, 6000)),
    (_PROJECT, "", "Ideenfonds für neue Vorhaben", 9, "Wird auf Vorschlag des Begleitgremiums vergeben", (3000, 4500, 6000, 9000, 9000)),
    (_EVENT, "", "Regionalforum", 5, "Jährliche Veranstaltung im Wechsel der Partner", (10500, 11800, 12000, 12500, 12500)),
    (_EVENT, "", "Expo Real und polis Convention", 10, "Gemeinschaftsstände mit den Städten des Kreises", (12500, 13000, 13500, 14000, 14000)),
    (_EVENT, "", "Unternehmensfrühstück und Gremien", 3, "Kleine Formate und Sitzungen", (2800, 2800, 3000, 3000, 3000)),
    (_OFFICE, "", "Miete und Nebenkosten", 1, "Willi-Becker-Allee 8", (7440, 7680, 7680, 7920, 7920)),
    (_OFFICE, "", "Öffentlichkeitsarbeit", 2, "Sechs Newsletter, Broschüre", (6600, 6000, 6500, 6500, 6500)),
    (_OFFICE, "", "Technik, Telefon, Bürobedarf, Versicherung", 1, "Laufender Betrieb", (6300, 6400, 6600, 6800, 6800)),
    (_OFFICE, "", "Reisen und Fortbildung", 6, "Drei abgeordnete Beschäftigte", (3200, 3300, 3500, 3500, 3500)),
    (_OWN, "P-06", "Rad- und Wanderroute Rhein – Neandertal", 9, "Anteil an einem Projekt des Kreises Mettmann", (5000, 7500, 8000, 0, 0)),
)  # fmt: skip

PLAN: tuple[Row, ...] = tuple(
    {
        "budget_year": year,
        "category": category,
        "project": project,
        "title": title,
        "amount": amount * 100,
        "month": month,
        "explanation": explanation,
    }
    for year in range(2025, 2031)
    for category, project, title, month, explanation, amounts in _POSITIONS
    # The last year of the medium-term plan is carried on as it is.
    if (amount := amounts[min(year - 2025, len(amounts) - 1)])
)


def _commitment(
    number: str, year: int, ordered: str, contractor: str, what: tuple[Category, str, str], amount: int, paid: str = ""
) -> Row:
    category, project, grant = what
    return {
        "id": number,
        "budget_year": year,
        "date": dt.date.fromisoformat(ordered),
        "contractor": contractor,
        "category": category,
        "project": project,
        "grant": grant,
        "amount": amount,
        "settled_on": dt.date.fromisoformat(paid) if paid else None,
    }


_LAND_USE, _MOBILITY, _CONCEPT = (_PROJECT, "P-01", ""), (_PROJECT, "P-02", "F-001"), (_PROJECT, "P-04", "F-002")
_SKILLS, _HYDROGEN = (_PROJECT, "P-03", "F-003"), (_PROJECT, "P-07", "F-005")

COMMITMENTS: tuple[Row, ...] = (
    _commitment("A-2025-01", 2025, "2025-02-24", "Planungsbüro Stadtraum Rhein", _LAND_USE, 17_255_00, "2025-11-27"),
    _commitment("A-2025-02", 2025, "2025-03-05", "Verkehrsplanung Düssel PartG", _MOBILITY, 20_230_00, "2025-06-27"),
    _commitment("A-2025-03", 2025, "2025-04-02", "Regionalstrategie Ruhr GmbH", _CONCEPT, 19_516_00, "2025-12-18"),
    _commitment("A-2025-03", 2026, "2025-04-02", "Regionalstrategie Ruhr GmbH", _CONCEPT, 13_685_00, "2026-06-17"),
    _commitment("A-2025-04", 2025, "2025-09-16", "Velo-Stadt GmbH", _MOBILITY, 6_961_50, "2025-11-18"),
    _commitment("A-2025-04", 2026, "2025-09-16", "Velo-Stadt GmbH", _MOBILITY, 7_140_00, "2026-02-27"),
    _commitment("A-2026-01", 2026, "2026-01-09", "Planungsbüro Stadtraum Rhein", _LAND_USE, 22_610_00, "2026-10-22"),
    _commitment("A-2026-02", 2026, "2026-02-12", "Metallbau Monheim GmbH", _MOBILITY, 31_892_00, "2026-06-30"),
    _commitment("A-2026-03", 2026, "2026-02-18", "Agentur Lebenswerk", _SKILLS, 15_470_00, "2026-09-03"),
    _commitment("A-2026-04", 2027, "2026-11-16", "Agentur Lebenswerk", _SKILLS, 3_570_00),
    _commitment("A-2026-05", 2026, "2026-10-19", "Institut für Stoffströme", _HYDROGEN, 1_904_00, "2026-12-16"),
    _commitment("A-2026-05", 2027, "2026-10-19", "Institut für Stoffströme", _HYDROGEN, 9_520_00),
    _commitment("A-2026-06", 2027, "2026-12-07", "Planungsbüro Stadtraum Rhein", _LAND_USE, 14_280_00),
    _commitment("A-2026-06", 2028, "2026-12-07", "Planungsbüro Stadtraum Rhein", _LAND_USE, 7_140_00),
    _commitment("A-2027-01", 2027, "2027-01-20", "Messe München GmbH", (_EVENT, "", ""), 6_188_00),
)
