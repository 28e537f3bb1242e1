"""Faults of the groups Master data, Journal and Waivers, one per case."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.workbook.fault import LAST, NEW, Fault, booked, entry, typed

if TYPE_CHECKING:
    from tests.workbook.planting import Plant

PERSONNEL = {"Konto": "501200", "Bezeichnung": "Dienstaufwendungen Beschäftigte"}
WAIVER = {
    "Regel": "JRN10",
    "Blatt": "Journal",
    "Zeile": "12",
    "Begründung": "Rechnung lag als Entwurf vor.",
    "Name": "Dr. Martina Keller",
    "Datum": dt.date(2027, 1, 11),
}
REVERSAL = {
    "Nr": NEW,
    "Haushaltsjahr": 2027,
    "Buchungsdatum": dt.date(2027, 1, 21),
    "Leistung von": None,
    "Leistung bis": None,
    "Storno zu": LAST,
}
NEW_PARTNER = {"Kürzel": "RKN", "Name": "Rhein-Kreis Neuss", "Rechtsform": "Kreis", "Gültig ab": 2026}
TWIN = {
    "Projekt": "P-01",
    "Titel": "Gewerbeflächendialog (doppelt angelegt)",
    "Aufgabenfeld": "Raumentwicklung",
    "Zielbezug": "Ziel 2",
    "Status": "geplant",
}


def _new_partner(plant: Plant) -> None:
    plant.append("Partner", NEW_PARTNER)
    member = {"Name": "Katja Wevelinghoven", "Entsendet von": "RKN", "Von": dt.date(2026, 1, 1)}
    plant.append("Gremien", {"Gremium": "Aufsichtsgremium", **member})


def _other_contribution(plant: Plant) -> None:
    plant.set("Beschlüsse", "2027-01", "Art", "Sonstiges")
    plant.set("Beiträge", "ME / 2027", "Jahresbeitrag", 55_000)


def _percentages(plant: Plant) -> None:
    for partner, share in (("DUS", 41.67), ("ME", 41.67), ("IHK", 16.67)):
        plant.set("Beiträge", f"{partner} / 2027", "Jahresbeitrag", share)


def _without_decision(plant: Plant) -> None:
    plant.delete_row("Bescheide", "F-003 / 19.01.2026 / Bewilligung")
    plant.set("Förderungen", "F-003", "Bescheid vom", None)


def _more_than_granted(plant: Plant) -> None:
    plant.set("Finanzierungsplan", "F-003 / 2027", "Zuwendung", 1_000)
    plant.recompute("Finanzierungsplan", "F-003 / 2027", "Eigenanteil", 3_000)


def _too_much_cover(plant: Plant) -> None:
    plant.set("Finanzierungsplan", "F-005 / 2027", "Drittmittel", 1_000)
    plant.recompute("Finanzierungsplan", "F-005 / 2027", "Eigenanteil", -1_000)


def _personnel(plant: Plant) -> None:
    plant.append("Kontenplan", PERSONNEL)
    entry(plant, Konto="501200")


def _waived(plant: Plant, **values: object) -> None:
    titles = {title.replace("_", " "): value for title, value in values.items()}
    plant.append("Quittierungen", {**WAIVER, **titles})


def _second_reversal(plant: Plant) -> None:
    plant.append("Journal", {**REVERSAL, "Betrag": -66.1}, like=LAST)
    plant.append("Journal", {**REVERSAL, "Betrag": -66.1, "Nr": "321"}, like=LAST)


def _unequal_reversal(plant: Plant) -> None:
    plant.append("Journal", {**REVERSAL, "Betrag": -61.6}, like=LAST)


def _large_expense(plant: Plant) -> None:
    """The contribution that pays for it has come in."""
    entry(plant, Art="Einnahme", Kategorie="Partnerbeitrag", Konto="414200", Partner="DUS", Betrag=50_000)
    entry(plant, Kategorie="Projekt", Konto="529110", Projekt="P-02", Betrag=31_000)


def _swapped_numbers(plant: Plant) -> None:
    row, next_row = (plant.at("Journal", number, "Nr") for number in ("318", LAST))
    plant.write("Journal", row, LAST)
    plant.write("Journal", next_row, "318")


MASTER_DATA = (
    Fault("STM01", lambda plant: plant.append("Projekte", TWIN), ("Projekte", "A15")),
    Fault("STM02", _new_partner, ("Partner", "RKN", "Kürzel")),
    Fault("STM03", _other_contribution, ("Beiträge", "ME / 2027", "Jahresbeitrag")),
    Fault(
        "STM04",
        _percentages,
        ("Beiträge", "DUS / 2027", "Jahresbeitrag"),
        also=(("Beiträge", "ME / 2027", "Jahresbeitrag"), ("Beiträge", "IHK / 2027", "Jahresbeitrag")),
        implied={
            "FOE12": "Von 100 EUR Budget lassen sich keine Eigenanteile zahlen.",
            "PLN02": "Der Plan 2027 ist mit 100 EUR nicht ausgeglichen.",
            "PLN04": "Für 2028 wird dasselbe Budget angenommen; der Auftrag ist größer.",
        },
    ),
    Fault(
        "STM05",
        lambda plant: plant.set("Partner", "IHK", "Gültig bis", 2026),
        ("Beiträge", "IHK / 2027", "Partner"),
    ),
    typed("STM06", "Projekte", "P-09", "Zielbezug", None),
    Fault("STM07", _without_decision, ("Förderungen", "F-003", "Bescheid vom")),
    Fault("STM08", _too_much_cover, ("Finanzierungsplan", "F-005 / 2027", "Eigenanteil"), "negative"),
    Fault(
        "STM08",
        lambda plant: plant.recompute("Finanzierungsplan", "F-008 / 2028", "Eigenanteil", 7_000),
        ("Finanzierungsplan", "F-008 / 2028", "Eigenanteil"),
        "different",
    ),
    typed("STM09", "Förderungen", "F-005", "Finanzierungsart", None, what="kind"),
    typed("STM09", "Förderungen", "F-006", "Fördersatz", 165, what="range"),
    typed("STM10", "Journal", LAST, "Konto", "543900", what="blocked"),
    typed("STM10", "Journal", LAST, "Konto", "543119", what="unknown"),
    typed("STM11", "Aktivitäten", "18.11.2026 / Fachkräfteforum Heiligenhaus", "Projekt", "P-99"),
    Fault("STM12", _more_than_granted, ("Förderungen", "F-003", "Höchstbetrag")),
    typed("STM13", "Partner", "ME", "IBAN", "DE27300999020004082201"),
    typed("STM13", "Einstellungen", "IBAN", "Wert", "DE33300999010001202018", what="setting"),
    typed("STM15", "Förderungen", "F-001", "Höchstbetrag", 1_000),
    typed("STM14", "Verpflichtungen", "A-2026-05 / 2027", "Betrag", -9_520),
)

JOURNAL = (
    typed("JRN01", "Journal", LAST, "Belegnummer", None),
    typed("JRN02", "Journal", LAST, "Belegnummer", "2026-0164"),
    booked("JRN03", "Nr", Nr="322", Belegnummer="2027-0001"),
    booked("JRN04", "Betrag", Gegenpartei="Textbüro Flingern", Betrag=928.2, Rechnungsnummer="TF-2026-06"),
    booked("JRN05", "Storno zu", Betrag=-75, Storno_zu="999", what="absent"),
    Fault("JRN05", _unequal_reversal, ("Journal", NEW, "Storno zu"), "different"),
    Fault("JRN05", _second_reversal, ("Journal", "321", "Storno zu"), "second"),
    booked("JRN06", "Art", Art="Einnahme"),
    Fault("JRN07", _personnel, ("Journal", NEW, "Konto")),
    typed("JRN08", "Journal", LAST, "Festgestellt von", None),
    Fault(
        "JRN09",
        lambda plant: plant.set("Journal", LAST, "Festgestellt von", "Dr. Martina Keller"),
        ("Journal", LAST, "Freigegeben von"),
    ),
    Fault(
        "JRN10",
        lambda plant: plant.set("Journal", LAST, "Belegdatum", dt.date(2026, 12, 28)),
        ("Journal", LAST, "Buchungsdatum"),
    ),
    booked("JRN11", "Partner", Art="Einnahme", Kategorie="Partnerbeitrag", Konto="414200"),
    booked("JRN12", "Förderung", Art="Einnahme", Kategorie="Fördermittel", Konto="414100"),
    booked("JRN13", "Projekt", Kategorie="Projekt", Konto="529110"),
    booked("JRN14", "Betrag", Betrag=-12, what="negative"),
    booked("JRN14", "Betrag", Betrag=0, what="zero"),
    typed("JRN15", "Journal", LAST, "Konto", "529200"),
    booked("JRN16", "Projekt", Kategorie="Projekt", Konto="529110", Projekt="P-01", Förderung="F-003"),
    Fault("JRN17", _large_expense, ("Journal", "321", "Betrag")),
    Fault("JRN18", lambda plant: plant.set("Journal", LAST, "Nr", "318"), ("Journal", "318", "Nr"), "doubled"),
    Fault("JRN18", _swapped_numbers, ("Journal", "318", "Nr"), "order"),
    typed("JRN19", "Journal", LAST, "Freigegeben von", None),
    booked("JRN20", "Herkunftsjahr", Kategorie="Erstattung", Konto="531900", Partner="IHK"),
)

WAIVERS = (
    Fault("QUI01", _waived, ("Quittierungen", "A6")),
    Fault("QUI02", lambda plant: _waived(plant, Gültig_bis=dt.date(2027, 1, 31)), ("Quittierungen", "H6")),
    Fault("QUI03", lambda plant: _waived(plant, Regel="JRN09"), ("Quittierungen", "A6"), "error"),
    Fault("QUI03", lambda plant: _waived(plant, Regel="JRN99"), ("Quittierungen", "A6"), "unknown"),
)
