"""Settings, partners, years, accounts and projects of the sample."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.schema.lists import (
    Category,
    Direction,
    LegalForm,
    PaymentRoute,
    ProjectStatus,
    TaskField,
    YearStatus,
    YesNo,
)

if TYPE_CHECKING:
    from regman_xl.model.contents import Row, Value

COOPERATION = "Regionalmanagement Düsseldorf – Kreis Mettmann"
HEAD = "Dr. Martina Keller"
DEPUTY = "Jonas Weidenfeld"
ECONOMY_OFFICER = "Sabine Öztürk"
CONTRACT = "Kooperationsvertrag vom 20.11.2017"

SETTINGS: dict[str, Value] = {
    "cooperation": COOPERATION,
    "opening_cash": 0,
    "legal_basis": "Öffentlich-rechtlicher Kooperationsvertrag vom 20.11.2017 zwischen der Landeshauptstadt "
    "Düsseldorf, dem Kreis Mettmann und der IHK zu Düsseldorf",
    "account_holder": "Landeshauptstadt Düsseldorf, Stadtkasse",
    "iban": "DE33300999010001202017",
    "head": HEAD,
    "deputy": DEPUTY,
}

PARTNERS: tuple[Row, ...] = (
    {
        "id": "DUS",
        "name": "Landeshauptstadt Düsseldorf",
        "legal_form": LegalForm.CITY,
        "valid_from": 2025,
        "payment_route": PaymentRoute.INTERNAL,
        "address": "Marktplatz 2, 40213 Düsseldorf",
    },
    {
        "id": "ME",
        "name": "Kreis Mettmann",
        "legal_form": LegalForm.DISTRICT,
        "valid_from": 2025,
        "payment_route": PaymentRoute.TRANSFER,
        "address": "Düsseldorfer Straße 26, 40822 Mettmann",
        "iban": "DE27300999020004082200",
    },
    {
        "id": "IHK",
        "name": "Industrie- und Handelskammer zu Düsseldorf",
        "legal_form": LegalForm.CHAMBER,
        "valid_from": 2025,
        "payment_route": PaymentRoute.TRANSFER,
        "address": "Ernst-Schneider-Platz 1, 40212 Düsseldorf",
        "iban": "DE02300999030004021200",
    },
)
#: Agreed contributions in cents: together 120.000 EUR a year.
AGREED = {"DUS": 50_000_00, "ME": 50_000_00, "IHK": 20_000_00}
PARTNER_NAMES = {str(row["id"]): str(row["name"]) for row in PARTNERS}


def contributions(*years: int) -> tuple[Row, ...]:
    """Return the agreed contributions of the years, due at the end of February."""
    return tuple(
        {
            "partner": partner,
            "budget_year": year,
            "amount": amount,
            "due_on": dt.date(year, 2, 28),
            "basis": CONTRACT,
        }
        for year in years
        for partner, amount in AGREED.items()
    )


BUDGET_YEARS: tuple[Row, ...] = (
    {
        "budget_year": 2025,
        "status": YearStatus.CLOSED,
        "plan_date": dt.date(2025, 1, 30),
        "report_date": dt.date(2026, 3, 20),
    },
    {
        "budget_year": 2026,
        "status": YearStatus.SUBMITTED,
        "plan_date": dt.date(2026, 1, 29),
        "report_date": dt.date(2027, 2, 12),
    },
    {"budget_year": 2027, "status": YearStatus.OPEN, "plan_date": dt.date(2027, 1, 28)},
)

_IN, _OUT = Direction.INCOME, Direction.EXPENSE
_ACCOUNT_LINES: tuple[tuple[str, str, Direction, Category | None], ...] = (
    ("414000", "Zuweisungen vom Bund für laufende Zwecke", _IN, Category.GRANT),
    ("414100", "Zuweisungen vom Land für laufende Zwecke", _IN, Category.GRANT),
    ("414200", "Beiträge der Vertragspartner", _IN, Category.PARTNER_CONTRIBUTION),
    ("414210", "Zusatzmittel der Vertragspartner", _IN, Category.SUPPLEMENTARY),
    ("414800", "Zuschüsse von Unternehmen und Stiftungen", _IN, Category.THIRD_PARTY),
    ("448700", "Teilnahmeentgelte und Kostenerstattungen", _IN, Category.OTHER_INCOME),
    ("529110", "Projektleistungen Dritter", _OUT, Category.PROJECT),
    ("529120", "Gutachten und Studien", _OUT, Category.PROJECT),
    ("529200", "Veranstaltungen", _OUT, Category.EVENT),
    ("529210", "Messen und Ausstellungen", _OUT, Category.EVENT),
    ("531100", "Rückzahlung von Zuwendungen", _OUT, Category.GRANT_REPAYMENT),
    ("531800", "Eigenanteile an Projekten Dritter", _OUT, Category.OWN_CONTRIBUTION),
    ("531900", "Erstattung nicht verausgabter Mittel", _OUT, Category.REFUND),
    ("531910", "Erstattung von Zusatzmitteln", _OUT, Category.SUPPLEMENTARY_REFUND),
    ("541200", "Reisekosten", _OUT, None),
    ("541300", "Aus- und Fortbildung", _OUT, Category.OFFICE),
    ("542200", "Mieten und Nebenkosten", _OUT, Category.OFFICE),
    ("542900", "Öffentlichkeitsarbeit", _OUT, Category.OFFICE),
    ("543100", "Bürobedarf", _OUT, Category.OFFICE),
    ("543110", "Porto und Telekommunikation", _OUT, Category.OFFICE),
    ("543120", "Software, Hosting und Wartung", _OUT, Category.OFFICE),
    ("543130", "Kopier- und Druckkosten", _OUT, Category.OFFICE),
    ("544100", "Versicherungsbeiträge", _OUT, Category.OFFICE),
)
ACCOUNTS: tuple[Row, ...] = (
    *(
        {"account": number, "name": name, "direction": direction, "category": category, "blocked": YesNo.NO}
        for number, name, direction, category in _ACCOUNT_LINES
    ),
    {
        "account": "543900",
        "name": "Vermischte Geschäftsaufwendungen (bis 2024)",
        "direction": Direction.EXPENSE,
        "category": Category.OFFICE,
        "blocked": YesNo.YES,
    },
)
#: Category that an entry on the account has unless it says otherwise; travel belongs to the office.
ACCOUNT_CATEGORY = {number: category or Category.OFFICE for number, _, _, category in _ACCOUNT_LINES}


def _project(
    number: str, title: str, field: TaskField, goal: str, responsible: str, years: str, *, flagship: bool = False
) -> Row:
    """Declare a project; `years` is begin, end and status, for example ``2025-03 2026-12 laufend``."""
    begin, end, status = years.split()
    last = dt.date.fromisoformat(f"{end}-28")
    last = (last.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return {
        "id": number,
        "title": title,
        "task_field": field,
        "goal": goal,
        "responsible": responsible,
        "start": dt.date.fromisoformat(f"{begin}-01"),
        "end": last,
        "status": ProjectStatus(status),
        "flagship": YesNo.YES if flagship else YesNo.NO,
    }


PROJECTS: tuple[Row, ...] = (
    _project(
        "P-01",
        "Gewerbeflächendialog Düsseldorf – Kreis Mettmann",
        TaskField.SPATIAL,
        "Handlungskonzept, Ziel 2: Flächen gemeinsam entwickeln",
        DEPUTY,
        "2025-02 2029-12 laufend",
    ),
    _project(
        "P-02",
        "Mobilstationen an Gewerbestandorten",
        TaskField.FLAGSHIPS,
        "Handlungskonzept, Ziel 4: Erreichbarkeit verbessern",
        HEAD,
        "2025-03 2026-12 abgeschlossen",
        flagship=True,
    ),
    _project(
        "P-03",
        "Fachkräfte für die Region",
        TaskField.ECONOMY,
        "Handlungskonzept, Ziel 1: Fachkräfte gewinnen und halten",
        ECONOMY_OFFICER,
        "2026-02 2027-03 laufend",
    ),
    _project(
        "P-04",
        "Fortschreibung des regionalen Handlungskonzeptes",
        TaskField.STRUCTURAL_FUNDING,
        "Handlungskonzept, Ziel 6: Strategie fortschreiben",
        HEAD,
        "2025-04 2026-06 abgeschlossen",
    ),
    _project(
        "P-05",
        "Machbarkeitsstudie Kreislaufwirtschaft im Bauwesen",
        TaskField.FLAGSHIPS,
        "Handlungskonzept, Ziel 3: Klimaneutral wirtschaften",
        ECONOMY_OFFICER,
        "2025-05 2025-12 abgeschlossen",
        flagship=True,
    ),
    _project(
        "P-06",
        "Rad- und Wanderroute Rhein – Neandertal (Antragsteller: Kreis Mettmann)",
        TaskField.FLAGSHIPS,
        "Handlungskonzept, Ziel 5: Freizeit und Tourismus vernetzen",
        DEPUTY,
        "2025-06 2027-12 laufend",
        flagship=True,
    ),
    _project(
        "P-07",
        "Wasserstoffnetz Rheinland – Bergisches Land",
        TaskField.INTERREGIONAL,
        "Handlungskonzept, Ziel 3: Klimaneutral wirtschaften",
        ECONOMY_OFFICER,
        "2026-10 2027-09 laufend",
    ),
    _project(
        "P-08",
        "Gemeinsames Standortmarketing in der Metropolregion Rheinland",
        TaskField.INTERREGIONAL,
        "Handlungskonzept, Ziel 7: Region sichtbar machen",
        HEAD,
        "2025-01 2030-12 laufend",
    ),
    _project(
        "P-09",
        "Region in Zahlen: gemeinsame Datengrundlage",
        TaskField.COORDINATION,
        "Handlungskonzept, Ziel 6: Strategie fortschreiben",
        DEPUTY,
        "2026-01 2030-12 laufend",
    ),
    _project(
        "P-10",
        "Schnittstelle Schiene und Gewerbe",
        TaskField.STATE,
        "Handlungskonzept, Ziel 4: Erreichbarkeit verbessern",
        DEPUTY,
        "2027-04 2028-12 geplant",
    ),
)
