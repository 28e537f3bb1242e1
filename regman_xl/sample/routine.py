"""What the office of the sample pays every year: rent, telephone, supplies, travel, training."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.sample.entries import Entry, month
from regman_xl.sample.register import DEPUTY, ECONOMY_OFFICER, HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Months of a German calendar, for booking texts.
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_LANDLORD = "Landeshauptstadt Düsseldorf, Amt für Gebäudemanagement"
_PERSONS = {"K": HEAD, "W": DEPUTY, "Ö": ECONOMY_OFFICER}


@dataclass(frozen=True, slots=True)
class Office:
    """The prices of one year in cents.

    Attributes:
        year: The budget year.
        rent: Monthly rent and service charges.
        hosting: Monthly hosting of the website.
        copier: Monthly lease of the copier.
        licences: Software licences of a quarter.
        insurance: Insurance of the year.
        telephone: Telephone bill of each month.
        supplies: Office supplies of each month.
        postage: Postage of each quarter.
        newsletter: Editing of each of the six newsletters.
        travel: Journeys: month and day, person, cents, destination and occasion.
        training: Training: month and day, cents, organiser, subject.
    """

    year: int
    rent: int
    hosting: int
    copier: int
    licences: int
    insurance: int
    telephone: tuple[int, ...]
    supplies: tuple[int, ...]
    postage: tuple[int, ...]
    newsletter: int
    travel: tuple[tuple[str, str, int, str], ...]
    training: tuple[tuple[str, int, str, str], ...]


def routine(office: Office) -> Iterator[Entry]:
    """Return the routine payments of a year."""
    yield from _monthly(office)
    yield from _quarterly(office)
    yield from _journeys(office)


def _monthly(office: Office) -> Iterator[Entry]:
    """Return the bills of each month by day of payment, and every second month the newsletter."""
    year = office.year
    for number, name in enumerate(MONTHS, 1):
        code, period = f"{year % 100}{number:02d}", f"{name} {year}"
        issue, supplies = number // 2, 310 + number * 7
        rent = f"Miete und Nebenkosten Willi-Becker-Allee 8, {period}"
        telephone, stationery = office.telephone[number - 1], office.supplies[number - 1]
        bills = [
            (8, "542200", _LANDLORD, rent, office.rent, f"AGM-{code}"),
            (12, "543110", "Rheinfon GmbH", f"Telefon und Internet, {period}", telephone, f"RF{code}8841"),
            (16, "543120", "Webwerk Bilk GmbH", f"Hosting und Wartung, {period}", office.hosting, f"WB-{code}-17"),
            (19, "543130", "Kopiertechnik Neander KG", f"Miete Kopiersystem, {period}", office.copier, f"DKN{code}"),
            (23, "543100", "Bürohaus Derendorf GmbH", f"Büromaterial, {period}", stationery, f"BD-{code}-{supplies}"),
        ]
        if number % 2 == 0:
            text = f"Redaktion und Versand des Newsletters, Ausgabe {issue}/{year}"
            bills.append((23, "542900", "Textbüro Flingern", text, office.newsletter, f"TF-{year}-{issue:02d}"))
        for day, account, payee, told, cents, invoice in bills:
            booked, service = dt.date(year, number, day), month(year, number)
            yield Entry(booked, account, payee, told, cents, service=service, invoice=invoice)


def _quarterly(office: Office) -> Iterator[Entry]:
    year = office.year
    for quarter, cents in enumerate(office.postage, 1):
        first, last = month(year, quarter * 3 - 2)[0], month(year, quarter * 3)[1]
        yield Entry(
            dt.date(year, quarter * 3, 27),
            "543110",
            "Deutsche Post AG",
            f"Porto, {quarter}. Quartal {year}",
            cents,
            service=(first, last),
            invoice=f"DP-{year}-Q{quarter}",
        )
        yield Entry(
            dt.date(year, quarter * 3 - 2, 22),
            "543120",
            "Kommunales Rechenzentrum Rhein",
            f"Lizenzen für Projekt- und Videosoftware, {quarter}. Quartal {year}",
            office.licences,
            service=(first, last),
            invoice=f"KRR-{year}-{quarter}04",
        )
    yield Entry(
        dt.date(year, 2, 6),
        "544100",
        "GVV Kommunalversicherung",
        f"Inventar- und Veranstaltungsversicherung {year}",
        office.insurance,
        service=(dt.date(year, 1, 1), dt.date(year, 12, 31)),
        invoice=f"GVV-{year}-55120",
    )


def _journeys(office: Office) -> Iterator[Entry]:
    year = office.year
    for number, (day, person, cents, occasion) in enumerate(office.travel, 1):
        booked = dt.date.fromisoformat(f"{year}-{day}")
        travelled = booked - dt.timedelta(days=12) if booked.day > 12 else booked.replace(day=1)
        yield Entry(
            booked,
            "541200",
            _PERSONS[person],
            f"Dienstreise {occasion}",
            cents,
            service=(travelled, travelled),
            invoice=f"RK-{year}-{number:02d}",
        )
    for day, cents, organiser, subject in office.training:
        booked = dt.date.fromisoformat(f"{year}-{day}")
        yield Entry(
            booked,
            "541300",
            organiser,
            f"Fortbildung „{subject}“",
            cents,
            service=(booked, booked),
            invoice=f"FB-{year}-{booked.month:02d}",
        )
