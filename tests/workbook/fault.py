"""What one planted fault is, and the ordinary rows that faults are planted in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.workbook.planting import clean_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.workbook.planting import Plant

#: Sheet, key of the row and title of the column; or sheet and address (``""`` where the finding has no cell).
Place = tuple[str, str, str] | tuple[str, str]

LAST = "319"
NEW = "320"


@dataclass(frozen=True)
class Fault:
    """One fault in the clean sample.

    Attributes:
        code: The rule that must find it.
        plant: Plants it.
        at: Where the finding must be, as the spoiled file says.
        what: The case, where a code has several.
        also: Further cells where the same code is found.
        implied: Other codes that the fault implies, each with the reason.
        base: The workbook that is spoiled: the clean sample, or what a command has made of it.
    """

    code: str
    plant: Callable[[Plant], None]
    at: Place
    what: str = ""
    also: tuple[Place, ...] = ()
    implied: Mapping[str, str] = field(default_factory=dict)
    base: Callable[[], bytes] = clean_sample

    @property
    def name(self) -> str:
        """The code and the case."""
        return f"{self.code} {self.what}".strip()

    def cells(self, plant: Plant) -> list[tuple[str, str | None]]:
        """Return the cells where the code must be found, after planting."""
        return [
            (place[0], plant.at(*place) if len(place) == 3 else place[1] or None) for place in (self.at, *self.also)
        ]


def typed(
    code: str,
    sheet: str,
    key: str,
    column: str,
    value: object,
    *,
    what: str = "",
    implied: Mapping[str, str] | None = None,
) -> Fault:
    """A fault that is one cell: the finding points to it; the value None clears the cell."""
    place = (sheet, key, column)
    return Fault(code, lambda plant: plant.set(*place, value), place, what, implied=implied or {})


def cleared(
    code: str, sheet: str, key: str, column: str, *, what: str = "", implied: Mapping[str, str] | None = None
) -> Fault:
    """A fault that is one empty cell."""
    return typed(code, sheet, key, column, None, what=what, implied=implied)


def entry(plant: Plant, **changes: object) -> None:
    """Append an entry of the open year 2027 that is faultless but for the changes (`_` in a title is a blank)."""
    number = str(int(plant.keys("Journal")[-1]) + 1)
    values: dict[str, object] = {
        "Nr": number,
        "Haushaltsjahr": 2027,
        "Buchungsdatum": dt.date(2027, 1, 21),
        "Belegdatum": dt.date(2027, 1, 14),
        "Belegnummer": f"2027-{int(number) - int(LAST):04d}",
        "Art": "Ausgabe",
        "Kategorie": "Geschäftsstelle",
        "Konto": "543100",
        "Gegenpartei": f"Lieferant {number}",
        "Buchungstext": "Büromaterial zum Jahresbeginn",
        "Betrag": 21.5,
        "Rechnungsnummer": f"L-{number}",
        "Festgestellt von": "Jonas Weidenfeld",
        "Freigegeben von": "Dr. Martina Keller",
    }
    plant.append("Journal", values | {title.replace("_", " "): value for title, value in changes.items()})


def booked(
    code: str, column: str, *, what: str = "", implied: Mapping[str, str] | None = None, **changes: object
) -> Fault:
    """A fault in a new entry: the finding points to the column of it."""
    place = ("Journal", str(changes.get("Nr", NEW)), column)
    return Fault(code, lambda plant: entry(plant, **changes), place, what, implied=implied or {})
