"""Wording of the sheet Start and of what the master workbook says beside its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.schema.lists import (
    Applicant,
    Body,
    Category,
    DecisionKind,
    Direction,
    FundingKind,
    GrantStatus,
    LegalForm,
    Outcome,
    PaymentRoute,
    ProjectStatus,
    ReportKind,
    ResolutionKind,
    Section,
    TaskField,
    YearStatus,
    YesNo,
)

if TYPE_CHECKING:
    from enum import StrEnum

#: Hidden sheet that holds the values of the choice lists.
LISTS_SHEET = "Listen"
#: Begins the defined names of the ranges that dropdowns offer.
LIST_PREFIX = "Liste_"
#: Defined name of the cell in which the year of the cockpit is chosen.
YEAR_NAME = "Auswahl_Jahr"

#: Header of each choice list; with `LIST_PREFIX` it is also its defined name, therefore ASCII without blanks.
LIST_TITLES: dict[type[StrEnum], str] = {
    LegalForm: "Rechtsform",
    PaymentRoute: "Zahlweg",
    YearStatus: "Jahresstatus",
    Direction: "Buchungsart",
    Category: "Kategorie",
    TaskField: "Aufgabenfeld",
    ProjectStatus: "Projektstatus",
    YesNo: "Ja_Nein",
    Applicant: "Antragsteller",
    GrantStatus: "Foerderstatus",
    FundingKind: "Finanzierungsart",
    DecisionKind: "Bescheidart",
    Body: "Gremium",
    ResolutionKind: "Beschlussart",
    Outcome: "Ergebnis",
    ReportKind: "Bericht",
    Section: "Abschnitt",
}

TITLE = "Regionalmanagement"
SUBTITLE = "Haushalt, Eigenanteile, Planung und Abschluss in einer Mappe"
BUDGET_YEAR = "Haushaltsjahr"
YEAR_STATUS = "Stand des Jahres"
YEAR_UNKNOWN = "nicht angelegt"
YEAR_HINT = "Bitte hier das Haushaltsjahr wählen. Alle Zahlen dieses Blattes folgen der Auswahl."
INCOME = "Einnahmen des Jahres"
EXPENSE = "Ausgaben des Jahres"
CASH = "Kasse"
AGREEMENT = "Vereinbarung"
INCOME_TOTAL = "Summe Einnahmen"
EXPENSE_TOTAL = "Summe Ausgaben"
AGREED_CONTRIBUTIONS = "Vereinbarte Beiträge"
PAID_CONTRIBUTIONS = "Gezahlte Beiträge"
ENTRY_COUNT = "Anzahl der Buchungen"
OPENING_CASH = "Bestand zu Jahresbeginn"
BALANCE = "Einnahmen − Ausgaben"
CLOSING_CASH = "Bestand am Jahresende"
CURRENCY_NOTE = "Beträge in EUR nach dem Buchungsstand. Verbindlich sind die Berichte des Jahres."
SHEETS = "Blätter dieser Mappe"
BACK_TO_START = "zurück zum Start"
TO_SHEET = "zum Blatt {sheet}"
REQUIRED = "Pflichtfeld"
COMPUTED = "wird gerechnet"
FOOTER = "&L&8&F&C&8&A&R&8Seite &P von &N"

#: What a macro workbook has on Start beside it: buttons, traffic lights, last runs; and the names of their cells.
BUTTONS = "Aktionen"
LIGHTS = "Letzte Prüfung"
LIGHT_ERRORS = "Fehler"
LIGHT_WARNINGS = "Warnungen"
LIGHT_NOTES = "Hinweise"
CHECKED_AT = "Geprüft am"
RUNS = "Letzte Vorgänge"
LIGHTS_NAME = "Letzte_Pruefung"
RUNS_NAME = "Letzte_Vorgaenge"
RUN_COUNT = 8

#: Document properties of a workbook that the template makes.
PROPERTIES = {
    "title": "Mappe des Regionalmanagements",
    "subject": "Haushalt, Eigenanteile, Planung und Abschluss",
    "category": "Haushalt",
    "keywords": "Regionalmanagement, Haushalt, Förderung, Eigenanteil",
    "comments": "Die Blätter, Spalten und Listen folgen der Schemaversion in den Einstellungen.",
}
