"""Deliberate faults outside the journal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.model.contents import Raw
from regman_xl.schema import JOURNAL
from regman_xl.schema.lists import (
    Category,
    FundingKind,
    GrantStatus,
    LegalForm,
    Outcome,
    PaymentRoute,
    ProjectStatus,
    TaskField,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.model.contents import Value


@dataclass(frozen=True, slots=True)
class MasterFault:
    """A change of one row, or a new row.

    Attributes:
        table: Name of the table.
        where: Values that name the row to change; None adds a row at the end.
        values: What is written into it.
        code: Rule that must find it; ``""`` for a change that only prepares another fault.
        column: Column of the cell that the finding must name.
        what: German sentence that says what is wrong.
    """

    table: str
    where: Mapping[str, Value] | None
    values: Mapping[str, Value]
    code: str = ""
    column: str = ""
    what: str = ""


_NEW_PARTNER: dict[str, Value] = {
    "id": "RKN",
    "name": "Rhein-Kreis Neuss",
    "legal_form": LegalForm.DISTRICT,
    "valid_from": 2026,
    "payment_route": PaymentRoute.TRANSFER,
}
_TWIN: dict[str, Value] = {
    "id": "P-01",
    "title": "Gewerbeflächendialog (doppelt angelegt)",
    "task_field": TaskField.SPATIAL,
    "goal": "Handlungskonzept, Ziel 2: Flächen gemeinsam entwickeln",
    "status": ProjectStatus.PLANNED,
}
_HALF_APPROVED: dict[str, Value] = {
    "id": "F-009",
    "project": "P-01",
    "funder": "Land Nordrhein-Westfalen, Bezirksregierung Düsseldorf",
    "status": GrantStatus.GRANTED,
    "file_number": "35.01-2026/9",
    "kind": FundingKind.SHARE,
    "cap": 10_000_00,
}
_PERSONNEL: dict[str, Value] = {"account": "501200", "name": "Dienstaufwendungen Beschäftigte"}
_WITH_ZERO: dict[str, Value] = {"account": "054310", "name": "Bürobedarf (Konto der Regionalagentur)"}
_LAST_POSITION: dict[str, Value] = {
    "budget_year": 2029,
    "category": Category.OFFICE,
    "title": "Reserve für Umzug",
    "amount": 1_500_00,
}
_WAIVER: dict[str, Value] = {
    "rule": "JRN04",
    "sheet": JOURNAL.sheet,
    "row_key": "12",
    "reason": "Geprüft, keine doppelte Zahlung.",
    "name": "Dr. Martina Keller",
}

MASTER_FAULTS: tuple[MasterFault, ...] = (
    MasterFault("accounts", None, _PERSONNEL),
    MasterFault("accounts", None, _WITH_ZERO),
    MasterFault("partners", None, _NEW_PARTNER, "STM02", "id", "Für den Partner RKN fehlt der Beitrag 2026."),
    MasterFault(
        "contributions",
        None,
        {"partner": "RKN", "budget_year": 2025, "amount": 30_000_00},
        "STM05",
        "partner",
        "Der Partner RKN ist erst ab 2026 beteiligt.",
    ),
    MasterFault(
        "partners",
        {"id": "ME"},
        {"iban": "DE27300999020004082201"},
        "STM13",
        "iban",
        "Die Prüfziffer der IBAN stimmt nicht.",
    ),
    MasterFault("resolutions", {"id": "2027-01"}, {"result": Outcome.REJECTED}),
    MasterFault(
        "contributions",
        {"partner": "DUS", "budget_year": 2027},
        {"amount": 41_67},
        "STM04",
        "amount",
        "Die Beiträge 2027 sind gerundete Prozente.",
    ),
    MasterFault(
        "contributions",
        {"partner": "ME", "budget_year": 2027},
        {"amount": 41_67},
        "STM03",
        "amount",
        "Der Beitrag 2027 weicht ohne Beschluss vom Vorjahr ab.",
    ),
    MasterFault("contributions", {"partner": "IHK", "budget_year": 2027}, {"amount": 16_67}),
    MasterFault("projects", None, _TWIN, "STM01", "id", "Das Projekt P-01 ist zweimal angelegt."),
    MasterFault("projects", {"id": "P-08"}, {"goal": ""}, "STM06", "goal", "Der Zielbezug fehlt."),
    MasterFault("grants", None, _HALF_APPROVED, "STM07", "granted_on", "Das Datum des Bescheids fehlt."),
    MasterFault("grants", {"id": "F-009"}, {}, "STM09", "rate", "Zur Anteilfinanzierung fehlt der Fördersatz."),
    MasterFault("grants", {"id": "F-009"}, {}, "STM12", "cap", "Zur Förderung fehlt der Finanzierungsplan."),
    MasterFault(
        "funding_plan",
        {"grant": "F-005", "budget_year": 2027},
        {"third_party": 1_000_00},
        "STM08",
        "own_contribution",
        "Der Eigenanteil ist negativ.",
    ),
    MasterFault(
        "funding_plan",
        {"grant": "F-001", "budget_year": 2025},
        {"own_contribution": Raw(16_000)},
        "TYP10",
        "own_contribution",
        "Die Formel ist durch eine Zahl ersetzt.",
    ),
    MasterFault(
        "activities",
        {"title": "Fachkräfteforum Heiligenhaus"},
        {"attendance": Raw(1e16)},
        "TYP14",
        "attendance",
        "Die Zahl hat mehr als 15 Stellen.",
    ),
    MasterFault("plan", None, {}, "STR07", "budget_year", "Eine leere Zeile steht vor der letzten Position."),
    MasterFault("plan", None, _LAST_POSITION),
    MasterFault("waivers", None, _WAIVER, "QUI01", "rule", "Zu dieser Quittierung gibt es keinen Befund."),
    MasterFault("waivers", {"row_key": "12"}, {}, "TYP15", "date", "Das Datum der Quittierung fehlt."),
    MasterFault(
        "waivers",
        None,
        {**_WAIVER, "rule": "JRN09", "row_key": "13", "date": dt.date(2027, 1, 11)},
        "QUI03",
        "rule",
        "Ein Fehler lässt sich nicht quittieren.",
    ),
)
