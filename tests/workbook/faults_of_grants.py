"""Faults of the group Grants, one per case."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.workbook.fault import Fault, booked, entry, typed

if TYPE_CHECKING:
    from tests.workbook.planting import Plant

WATER = {"Kategorie": "Projekt", "Konto": "529120", "Projekt": "P-07", "Förderung": "F-005"}
SKILLED = {"Projekt": "P-03", "Förderung": "F-003"}


def _less_planned(plant: Plant) -> None:
    plant.set("Finanzierungsplan", "F-003 / 2026", "Gesamtausgaben", 17_000)
    plant.recompute("Finanzierungsplan", "F-003 / 2026", "Eigenanteil", 0)


def _less_third_party_money(plant: Plant) -> None:
    plant.set("Finanzierungsplan", "F-003 / 2026", "Drittmittel", 1_000)
    plant.recompute("Finanzierungsplan", "F-003 / 2026", "Eigenanteil", 6_000)


def _invoice_again(plant: Plant) -> None:
    """The invoice of entry 283 (F-003) is booked on F-005 too."""
    supplier = plant.value("Journal", "283", "Gegenpartei")
    entry(plant, **WATER, Gegenpartei=supplier, Betrag=1_190, Rechnungsnummer="BV-26-41")


def _large_project(plant: Plant) -> None:
    plant.set("Finanzierungsplan", "F-006 / 2027", "Gesamtausgaben", 124_000)
    plant.recompute("Finanzierungsplan", "F-006 / 2027", "Eigenanteil", 108_400)


GRANTS = (
    Fault(
        "FOE01",
        lambda plant: plant.set("Beiträge", "IHK / 2027", "Fällig am", dt.date(2027, 1, 31)),
        ("Beiträge", "IHK / 2027", "Jahresbeitrag"),
    ),
    Fault(
        "FOE02",
        lambda plant: entry(
            plant, Art="Einnahme", Kategorie="Partnerbeitrag", Konto="414200", Partner="DUS", Herkunftsjahr=2026
        ),
        ("Beiträge", "DUS / 2026", "Jahresbeitrag"),
    ),
    booked("FOE03", "Kategorie", **{**WATER, "Kategorie": "Eigenanteil", "Konto": "531800"}),
    Fault(
        "FOE04",
        lambda plant: entry(
            plant,
            Art="Einnahme",
            Kategorie="Fördermittel",
            Konto="414100",
            Projekt="P-02",
            Förderung="F-001",
            Betrag=30_000,
        ),
        ("Förderungen", "F-001", "Höchstbetrag"),
    ),
    typed(
        "FOE05",
        "Journal",
        "314",
        "Leistung von",
        dt.date(2026, 9, 21),
        what="cost",
        implied={"FOE06": "Vor dem Bescheid ist auch vor dem Bewilligungszeitraum."},
    ),
    typed("FOE05", "Verpflichtungen", "A-2026-05 / 2027", "Datum", dt.date(2026, 9, 21), what="order"),
    typed("FOE06", "Journal", "314", "Leistung von", dt.date(2026, 10, 5)),
    Fault(
        "FOE07",
        lambda plant: plant.setting("Stichtag", dt.date(2027, 2, 19)),
        ("Journal", "316", "Betrag"),
    ),
    Fault("FOE08", _less_planned, ("Finanzierungsplan", "F-003 / 2026", "Gesamtausgaben")),
    Fault("FOE09", _less_third_party_money, ("Förderungen", "F-003", "Förderung")),
    Fault("FOE10", _invoice_again, ("Journal", "320", "Rechnungsnummer")),
    booked("FOE11", "Zuwendungsfähig", Zuwendungsfähig=30),
    Fault("FOE12", _large_project, ("Finanzierungsplan", "F-006 / 2027", "Gesamtausgaben")),
    Fault(
        "FOE13",
        lambda plant: plant.set("Förderungen", "F-001", "Verwendungsnachweis bis", dt.date(2027, 1, 31)),
        ("Förderungen", "F-001", "Nachweis eingereicht am"),
        "overdue",
    ),
    Fault(
        "FOE13",
        lambda plant: plant.set("Förderungen", "F-001", "Verwendungsnachweis bis", dt.date(2027, 3, 31)),
        ("Förderungen", "F-001", "Nachweis eingereicht am"),
        "soon",
    ),
    booked(
        "FOE14", "Förderung", what="applied", Kategorie="Projekt", Konto="529110", Projekt="P-10", Förderung="F-006"
    ),
    booked(
        "FOE14", "Förderung", what="rejected", Kategorie="Projekt", Konto="529110", Projekt="P-09", Förderung="F-007"
    ),
    Fault(
        "FOE15",
        lambda plant: plant.set("Beschlüsse", "2026-03", "Betrag", 4_000),
        ("Journal", "213", "Betrag"),
    ),
    booked("FOE16", "Betrag", Kategorie="Rückzahlung Fördermittel", Konto="531100", Betrag=500, **SKILLED),
)
