"""Faults of the groups Structure and Types, one per case."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.workbook.fault import LAST, Fault, booked, typed
from tests.workbook.making import Formula, Styled

if TYPE_CHECKING:
    from tests.workbook.planting import Plant

FORUM = "18.11.2026 / Fachkräfteforum Heiligenhaus"
MEMBER = "Begleitgremium / Robert Hösel / 01.01.2025"
STAFF = "ME / Jonas Weidenfeld / Stellvertretende Leitung, Raumentwicklung / 01.01.2025"


def _leading_zero(plant: Plant) -> None:
    """All accounts have seven digits with a zero in front, as another treasury numbers them; one has lost it."""
    for key in plant.keys("Kontenplan"):
        plant.set("Kontenplan", key, "Konto", f"0{key}")
    for key in plant.keys("Journal"):
        account = plant.value("Journal", key, "Konto")
        if key != LAST:
            plant.set("Journal", key, "Konto", f"0{account}")


def _sum_line(plant: Plant) -> None:
    plant.append("Verpflichtungen", {"Auftragnehmer": "Summe", "Betrag": 172_931.5})


STRUCTURE = (
    Fault("STR01", lambda plant: plant.delete_sheet("Personal"), ("Personal", "")),
    Fault(
        "STR02",
        lambda plant: plant.rename_column("Verpflichtungen", "Auftragnehmer", "Aufragnehmer"),
        ("Verpflichtungen", "D4"),
    ),
    Fault("STR03", lambda plant: plant.add_column("Journal", "Bemerkung"), ("Journal", "Y4")),
    typed("STR04", "Einstellungen", "Schemaversion", "Wert", 99),
    Fault("STR05", lambda plant: plant.hide_row("Aktivitäten", FORUM), ("Aktivitäten", "A50"), "row"),
    Fault("STR05", lambda plant: plant.hide_sheet("Journal"), ("Journal", "A1"), "sheet"),
    Fault("STR05", lambda plant: plant.filter("Partner", "DUS"), ("Partner", "A4"), "filter"),
    Fault("STR06", lambda plant: plant.merge("Aktivitäten", "E50", "F50"), ("Aktivitäten", FORUM, "Beschreibung")),
    Fault(
        "STR07",
        lambda plant: plant.append("Personal", {"Funktion": "Assistenz"}, like=STAFF, gap=1),
        ("Personal", "A8"),
        "blank",
    ),
    Fault("STR07", _sum_line, ("Verpflichtungen", "D20"), "sum"),
    Fault("STR08", lambda plant: plant.count_from_1904(), ("", "")),
    Fault("STR09", lambda plant: plant.link_to("K:/Haushalt/Kasse 2026.xlsx"), ("", "")),
    Fault("STR10", lambda plant: plant.write("Plan", "H7", "bitte noch klären"), ("Plan", "H7"), "beside"),
    Fault("STR10", lambda plant: plant.write("Partner", "B10", "Rhein-Kreis Neuss?"), ("Partner", "B10"), "below"),
    Fault(
        "STR10",
        lambda plant: plant.append("Gremien", {"Name": "Nora Weber"}, like=MEMBER, grows=False),
        ("Gremien", "A17"),
        "next row",
    ),
    Fault("STR11", lambda plant: plant.add_sheet("journal"), ("journal", "A1")),
    Fault("STR12", lambda plant: plant.repeat("Aktivitäten", "D50"), ("Aktivitäten", "D50"), "cell"),
    Fault("STR12", lambda plant: plant.split_row("Aktivitäten", "D50"), ("Aktivitäten", "A50"), "row"),
)

TYPES = (
    booked("TYP01", "Betrag", Betrag="1234,50"),
    booked("TYP02", "Gegenpartei", Gegenpartei="Bürohaus Derendorf\u00a0"),
    booked("TYP03", "Betrag", Betrag="345,60-"),
    booked("TYP04", "Betrag", Betrag="1.234"),
    booked("TYP05", "Belegdatum", Belegdatum="14.01.2027"),
    typed("TYP06", "Journal", LAST, "Belegdatum", 46374.375, what="time"),
    typed("TYP06", "Journal", "1", "Belegdatum", dt.date(2014, 12, 30), what="early"),
    typed("TYP06", "Journal", LAST, "Leistung bis", dt.date(2062, 12, 31), what="late"),
    booked("TYP07", "Betrag", Betrag=119.995),
    booked("TYP08", "Betrag", Betrag=Formula("=20+1.5", None)),
    booked("TYP09", "Zuwendungsfähig", Zuwendungsfähig=Formula("=#REF!*2", "#REF!")),
    typed("TYP10", "Finanzierungsplan", "F-001 / 2025", "Eigenanteil", 16_000),
    Fault(
        "TYP11",
        _leading_zero,
        ("Journal", LAST, "Konto"),
        implied={"STM10": "Ohne die Null steht das Konto nicht im Kontenplan."},
    ),
    booked("TYP12", "Betrag", Betrag=Styled(250, '#,##0.00\\ "USD"')),
    booked("TYP13", "Kategorie", Kategorie="Geschäftstelle"),
    typed("TYP14", "Aktivitäten", FORUM, "Teilnehmende", 1e16),
    typed("TYP15", "Aktivitäten", FORUM, "Aufgabenfeld", None),
    typed("TYP15", "Einstellungen", "Anfangsbestand", "Wert", None, what="setting"),
    typed("TYP16", "Aktivitäten", FORUM, "Teilnehmende", "viele"),
)
