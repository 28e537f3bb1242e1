"""Faults of the groups Period and closing, Resolutions and Plan, one per case."""

from __future__ import annotations

import datetime as dt
import functools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from regman_xl.app.audit import Choice
from regman_xl.app.protocol import check_with_protocol
from regman_xl.app.seal import seal_year
from tests.workbook.fault import LAST, Fault, booked, entry, typed
from tests.workbook.planting import clean_sample

if TYPE_CHECKING:
    from tests.workbook.planting import Plant


@functools.cache
def sealed_sample() -> bytes:
    """The clean sample after `regman seal --year 2025`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mappe.xlsx"
        path.write_bytes(clean_sample())
        return seal_year(path, 2025).path.read_bytes()


@functools.cache
def sample_with_protocol() -> bytes:
    """The clean sample after `regman validate --report`."""
    with tempfile.TemporaryDirectory() as folder:
        path, report = Path(folder) / "mappe.xlsx", Path(folder) / "geprüft.xlsx"
        path.write_bytes(clean_sample())
        check_with_protocol(path, Choice(), report, force=False)
        return report.read_bytes()


YEAR_2026, YEAR_2027 = (("Haushaltsjahre", year, "Haushaltsjahr") for year in ("2026", "2027"))
REFUND = {"Kategorie": "Erstattung", "Konto": "531900", "Partner": "DUS", "Betrag": 100}


def _paid_too_little(plant: Plant) -> None:
    plant.set("Journal", "176", "Betrag", 15_000)
    plant.set("Haushaltsjahre", "2026", "Bestand lt. Kasse", 11_198.59)


def _refunded_too_early(plant: Plant) -> None:
    plant.set("Journal", "226", "Belegdatum", dt.date(2026, 5, 11))
    plant.set("Journal", "226", "Buchungsdatum", dt.date(2026, 5, 12))


def _resolve(plant: Plant, **values: object) -> None:
    row = {"Beschluss": "2027-02", "Datum": dt.date(2027, 2, 13), "Gremium": "Aufsichtsgremium", "Haushaltsjahr": 2026}
    titles = {title.replace("_", " "): value for title, value in values.items()}
    plant.append("Beschlüsse", {**row, "Ergebnis": "angenommen", "Aktenzeichen": "AG 2/2027", **titles})


def _neither_refund_nor_carry_over(plant: Plant) -> None:
    plant.set("Haushaltsjahre", "2026", "Abschlussbericht vom", dt.date(2027, 1, 8))
    _resolve(plant, Art="Prüfung Jahresabschluss", Datum=dt.date(2027, 1, 13))


def _undated_plan(plant: Plant) -> None:
    plant.setting("Frist Jahresplanung", "31.01.")
    plant.set("Haushaltsjahre", "2027", "Planung vom", None)
    plant.set("Beschlüsse", "2027-01", "Art", "Sonstiges")


PERIOD = (
    booked(
        "PER01",
        "Leistung bis",
        Leistung_von=dt.date(2026, 12, 1),
        Leistung_bis=dt.date(2026, 12, 31),
    ),
    typed("PER02", "Haushaltsjahre", "2026", "Bestand lt. Kasse", 16_198.95),
    Fault(
        "PER03",
        lambda plant: plant.set("Journal", "2", "Buchungstext", "Miete"),
        ("Haushaltsjahre", "2025", "Prüfsumme"),
        also=(("Journal", "2", "Nr"),),
        base=sealed_sample,
    ),
    Fault(
        "PER04",
        lambda plant: entry(plant, Betrag=150_000),
        YEAR_2027,
        implied={
            "JRN17": "Wer das ganze Budget ausgibt, gibt auch mehr als ein Viertel aus.",
            "PLN03": "Der Ansatz der Kategorie ist kleiner als das Budget.",
            "PER13": "Mit der Kasse ist auch das Geld der Fördergeber verbraucht.",
        },
    ),
    Fault(
        "PER05",
        lambda plant: plant.set("Journal", LAST, "Bemerkung", "Beleg nachgereicht"),
        ("Prüfprotokoll", "A1"),
        base=sample_with_protocol,
    ),
    booked("PER06", "Betrag", **REFUND, Herkunftsjahr=2025),
    typed("PER07", "Verpflichtungen", "A-2026-03 / 2026", "Erledigt am", None),
    Fault(
        "PER08",
        lambda plant: entry(plant, **REFUND, Herkunftsjahr=2024),
        YEAR_2027,
        implied={
            "PER06": "Vor dem ersten Haushaltsjahr war nichts übrig, das erstattet werden könnte.",
            "STM05": "DUS ist erst ab 2025 beteiligt.",
        },
    ),
    Fault(
        "PER09",
        lambda plant: plant.set("Journal", LAST, "Buchungsdatum", dt.date(2027, 2, 11)),
        ("Journal", LAST, "Haushaltsjahr"),
    ),
    Fault("PER10", lambda plant: plant.delete_row("Haushaltsjahre", "2026"), YEAR_2027),
    Fault(
        "PER11",
        _paid_too_little,
        YEAR_2026,
        implied={"FOE01": "Was zur Auszahlung fehlt, ist der Beitrag, den ein Partner schuldet."},
    ),
    Fault(
        "PER12",
        lambda plant: plant.set("Journal", "272", "Betrag", 1_850),
        YEAR_2026,
        implied={
            "PER02": "Der vertippte Betrag fehlt gegenüber dem bestätigten Kassenbestand.",
            "PER13": "Was vorfinanziert und nicht gedeckt ist, fehlt an fremden Mitteln.",
        },
    ),
    Fault("PER13", lambda plant: entry(plant, Betrag=12_000), YEAR_2027),
)

RESOLUTIONS = (
    Fault("GOV01", _refunded_too_early, ("Journal", "226", "Buchungsdatum")),
    Fault(
        "GOV02", lambda plant: _resolve(plant, Art="Übertragung", Betrag=50_000), ("Beschlüsse", "2027-02", "Betrag")
    ),
    Fault("GOV04", _neither_refund_nor_carry_over, YEAR_2026),
    typed("GOV05", "Beschlüsse", "2026-03", "Gremium", "Kreistag"),
    typed("GOV06", "Beschlüsse", "2026-06", "Aktenzeichen", None),
    typed("GOV07", "Beschlüsse", "2027-01", "Datum", dt.date(2027, 3, 4)),
    typed("GOV08", "Beschlüsse", "2026-08", "Art", "Sonstiges"),
    typed("GOV09", "Haushaltsjahre", "2026", "Status", "geprüft"),
    Fault(
        "GOV10",
        lambda plant: plant.set(
            "Gremien", "Aufsichtsgremium / Bettina Wülfrath / 01.11.2025", "Von", dt.date(2026, 3, 1)
        ),
        ("Beschlüsse", "2026-01", "Gremium"),
    ),
)

PLAN = (
    Fault("PLN01", _undated_plan, ("Haushaltsjahre", "2027", "Planung vom")),
    typed(
        "PLN02",
        "Plan",
        "2027 / Veranstaltung /  / Regionalforum",
        "Betrag",
        120_000,
        implied={"FOE12": "Wo schon die übrigen Ausgaben das Budget übersteigen, bleibt für Eigenanteile nichts."},
    ),
    Fault(
        "PLN03",
        lambda plant: plant.set("Plan", "2026 / Veranstaltung /  / Regionalforum", "Betrag", 1_180),
        ("Plan", "2026 / Veranstaltung /  / Expo Real und polis Convention", "Kategorie"),
    ),
    typed("PLN04", "Verpflichtungen", "A-2026-06 / 2028", "Betrag", 714_000),
    Fault(
        "PLN06",
        lambda plant: plant.delete_row("Berichtstexte", "2025 / Sachbericht / Geschäftsstelle"),
        ("Haushaltsjahre", "2025", "Haushaltsjahr"),
    ),
    Fault(
        "PLN07",
        lambda plant: plant.delete_row("Berichtstexte", "2026 / Sachbericht / Ausblick"),
        YEAR_2026,
    ),
    Fault(
        "PLN08",
        lambda plant: plant.delete_row("Berichtstexte", "2026 / Abschlussbericht / Erläuterung Plan-Ist"),
        YEAR_2026,
    ),
    Fault(
        "PLN09",
        lambda plant: plant.delete_row("Berichtstexte", "2026 / Jahresplan / Ziele und Schwerpunkte"),
        YEAR_2026,
    ),
)
