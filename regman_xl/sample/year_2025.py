"""The bookings of the sample's first year."""

# ruff: noqa: E501 - a table has one line to a row

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from regman_xl.sample.entries import Entry, reversal
from regman_xl.sample.register import PARTNER_NAMES
from regman_xl.sample.routine import Office, routine

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = 2025

OFFICE = Office(
    year=YEAR,
    rent=620_00,
    hosting=89_25,
    copier=73_78,
    licences=190_40,
    insurance=412_60,
    telephone=(54_37, 52_18, 55_02, 51_44, 58_91, 53_27, 49_86, 50_75, 56_12, 57_33, 54_08, 52_60),
    supplies=(84_13, 47_92, 112_66, 63_05, 138_40, 58_77, 41_29, 36_84, 97_50, 121_38, 74_21, 45_63),
    postage=(46_20, 51_85, 38_70, 62_45),
    newsletter=892_50,
    travel=(
        ("01-24", "K", 61_40, "Berlin, Landesvertretung: Vorbereitung des Parlamentarischen Abends"),
        ("02-13", "W", 23_80, "Köln, Metropolregion Rheinland: Arbeitskreis Flächen"),
        ("02-27", "Ö", 18_60, "Wuppertal, Bergische Struktur- und Wirtschaftsförderung"),
        ("03-18", "K", 47_20, "Münster, Treffen der Regionalmanagements in NRW"),
        ("03-31", "W", 12_90, "Mettmann, Bürgermeisterkonferenz"),
        ("04-15", "Ö", 36_10, "Dortmund, Fachtagung Zirkuläre Wertschöpfung"),
        ("04-29", "K", 21_70, "Neuss, Regionale Arbeitsgemeinschaft"),
        ("05-20", "W", 14_30, "Velbert, Ortstermin Gewerbepark"),
        ("05-28", "Ö", 52_80, "Aachen, Strukturwandelkonferenz"),
        ("06-17", "K", 198_60, "Berlin, NRW-Fest in der Landesvertretung"),
        ("06-26", "W", 11_20, "Ratingen, Ortstermin Mobilstation"),
        ("07-08", "Ö", 29_40, "Krefeld, Kammerkreis Fachkräfte"),
        ("07-22", "W", 13_50, "Langenfeld, Ortstermin Mobilstation"),
        ("08-19", "K", 44_90, "Bielefeld, Runde der Entwicklungsorganisationen"),
        ("09-09", "W", 26_30, "Köln, Lenkungskreis Metropolregion Rheinland"),
        ("09-23", "Ö", 31_80, "Essen, Netzwerktreffen Bauwirtschaft"),
        ("10-14", "K", 412_30, "München, Expo Real"),
        ("10-15", "W", 398_70, "München, Expo Real"),
        ("10-28", "Ö", 19_20, "Solingen, Bergisches Land: Abstimmung Wasserstoff"),
        ("11-11", "K", 38_40, "Arnsberg, Treffen der Regionalmanagements in NRW"),
        ("11-25", "W", 15_60, "Hilden, Fortbildung der Wirtschaftsförderer"),
        ("12-09", "K", 24_80, "Bonn, Sondierung Interreg"),
    ),
    training=(
        ("03-06", 490_00, "Studieninstitut Düsseldorf", "Zuwendungsrecht in der Praxis"),
        ("06-12", 385_00, "vhw Bundesverband", "Vergaberecht für kleine Aufträge"),
        ("10-30", 428_40, "Akademie Rheinland", "Moderation regionaler Prozesse"),
    ),
)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"{YEAR}-{text}")


def _span(first: str, last: str) -> tuple[dt.date, dt.date]:
    return _day(first), _day(last)


def bookings_2025() -> Iterator[Entry]:
    """Return all bookings of the budget year 2025."""
    yield from routine(OFFICE)
    yield from _income()
    yield from _events()
    yield from _projects()
    yield from _mobility()
    yield from _concept()
    yield from _circular()
    yield from _correction()
    yield from _split()


def _income() -> Iterator[Entry]:
    for partner, day, cents in (("DUS", "01-02", 50_000_00), ("ME", "02-14", 50_000_00), ("IHK", "03-11", 15_000_00)):
        text = f"Jahresbeitrag {YEAR}" + (", Teilzahlung" if partner == "IHK" else "")
        yield Entry(_day(day), "414200", PARTNER_NAMES[partner], text, cents, partner=partner)
    for day, payer, text, cents in (
        ("05-23", "Teilnehmende des Regionalforums", "Teilnahmeentgelte Regionalforum, 16 Personen", 560_00),
        ("11-06", "WFG Rhein-Kreis Neuss", "Kostenerstattung gemeinsame Standfläche Expo Real", 475_00),
    ):
        yield Entry(_day(day), "448700", payer, text, cents)
    land = "Bezirksregierung Düsseldorf, Landeskasse"
    yield Entry(_day("10-21"), "414100", land, "Mittelabruf 1 Mobilstationen", 15_000_00, grant="F-001")
    ministry = "Ministerium für Wirtschaft NRW, Landeskasse"
    yield Entry(_day("12-11"), "414100", ministry, "Abschlag Handlungskonzept", 10_000_00, grant="F-002")
    yield Entry(_day("11-13"), "414100", "NRW.BANK", "Abschlag Machbarkeitsstudie", 9_000_00, grant="F-004")


def _events() -> Iterator[Entry]:
    for day, account, payee, text, cents, first, last, invoice in (
        ("02-20", "529200", "Café Kö-Bogen", "Bewirtung Unternehmensfrühstück Düsseldorf", 386_75, "02-11", "02-11", "25-0148"),
        ("03-27", "529200", "Kreis Mettmann, Kantine", "Bewirtung Begleitgremium, 1. Sitzung", 184_20, "03-19", "03-19", "K-2025-31"),
        ("04-10", "529210", "Messe Düsseldorf GmbH", "Gemeinschaftsstand polis Convention, Anzahlung", 1_636_25, "04-01", "04-30", "MD-77120"),
        ("05-09", "529210", "Messe Düsseldorf GmbH", "Gemeinschaftsstand polis Convention, Schlussrechnung", 1_871_85, "05-01", "05-08", "MD-77683"),
        ("05-15", "529210", "Atelier Rheinlicht", "Standgrafik polis Convention", 714_00, "04-14", "04-25", "AR-25-061"),
        ("05-16", "529200", "Stadthalle Ratingen GmbH", "Saalmiete Regionalforum", 3_094_00, "05-14", "05-14", "SR-2025-118"),
        ("05-22", "529200", "Neanderland Catering", "Bewirtung Regionalforum, 140 Personen", 2_486_40, "05-14", "05-14", "NC-0525-14"),
        ("05-27", "529200", "Impuls Moderation", "Moderation Regionalforum", 1_785_00, "05-14", "05-14", "IM-25-09"),
        ("05-30", "529200", "Bühne und Ton Erkrath", "Technik Regionalforum", 1_332_80, "05-14", "05-14", "BT-25-233"),
        ("06-03", "529200", "Druckhaus Heerdt", "Programmhefte und Namensschilder Regionalforum", 583_10, "05-05", "05-09", "DH-250512"),
        ("06-06", "529200", "Fotostudio Haan", "Fotodokumentation Regionalforum", 476_00, "05-14", "05-14", "FH-25-41"),
        ("06-24", "529200", "Gut Neuenhof", "Bewirtung Unternehmensfrühstück Kreis Mettmann", 412_30, "06-17", "06-17", "GN-2025-77"),
        ("07-10", "529210", "Messe München GmbH", "Standfläche Expo Real, Anteil der Region", 5_890_50, "07-01", "07-31", "MM-EX25-3390"),
        ("09-25", "529210", "Atelier Rheinlicht", "Standgrafik und Karten Expo Real", 833_00, "09-01", "09-19", "AR-25-118"),
        ("09-30", "529200", "Stadthalle Hilden", "Raum und Bewirtung Begleitgremium, 2. Sitzung", 297_50, "09-18", "09-18", "SH-25-402"),
        ("10-17", "529210", "Feinkost Isar", "Bewirtung am Gemeinschaftsstand Expo Real", 968_40, "10-06", "10-08", "FI-20251009"),
        ("11-20", "529200", "Café Kö-Bogen", "Bewirtung Unternehmensfrühstück Digitalisierung", 441_60, "11-12", "11-12", "25-0911"),
        ("12-12", "529200", "Technologiezentrum Düsseldorf", "Raummiete Werkstatt Gewerbeflächen", 357_00, "12-03", "12-03", "TZ-2025-1203"),
    ):  # fmt: skip
        yield Entry(_day(day), account, payee, text, cents, service=_span(first, last), invoice=invoice)


def _projects() -> Iterator[Entry]:
    for day, account, payee, text, cents, project, first, last, invoice in (
        ("04-24", "529120", "Planungsbüro Stadtraum Rhein", "Gewerbeflächenmonitor, 1. Rate", 6_545_00, "P-01", "03-01", "04-11", "PSR-25-07"),
        ("07-17", "529120", "Planungsbüro Stadtraum Rhein", "Gewerbeflächenmonitor, 2. Rate", 5_950_00, "P-01", "04-14", "07-04", "PSR-25-15"),
        ("09-18", "529110", "Impuls Moderation", "Moderation der drei Flächenwerkstätten", 2_380_00, "P-01", "06-02", "09-12", "IM-25-21"),
        ("11-27", "529120", "Planungsbüro Stadtraum Rhein", "Gewerbeflächenmonitor, Schlussrate", 4_760_00, "P-01", "07-07", "11-21", "PSR-25-26"),
        ("06-20", "529110", "Metropolregion Rheinland e.V.", "Anteil am gemeinsamen Standortfilm", 2_975_00, "P-08", "03-01", "06-13", "MRR-2025-88"),
        ("10-09", "529110", "Agentur Rheinblick", "Englische Fassung des Standortprofils", 1_190_00, "P-08", "08-18", "09-26", "ARB-2025-164"),
    ):  # fmt: skip
        span = _span(first, last)
        yield Entry(_day(day), account, payee, text, cents, project=project, service=span, invoice=invoice)
    yield Entry(
        _day("09-12"),
        "531800",
        PARTNER_NAMES["ME"],
        "Eigenanteil der Region an der Rad- und Wanderroute, Abschnitt 2025",
        5_000_00,
        project="P-06",
        service=_span("06-01", "08-31"),
        invoice="ME-61-2025-09",
    )
    yield Entry(
        dt.date(2026, 1, 14),
        "529110",
        "Agentur Rheinblick",
        "Restarbeiten am Standortprofil, Rechnung vom Dezember 2025",
        645_58,
        year=YEAR,
        project="P-08",
        service=_span("12-01", "12-19"),
        invoice="ARB-2025-231",
        remark="Innerhalb des Buchungsschlusses für 2025 gebucht",
    )


def _mobility() -> Iterator[Entry]:
    for day, account, payee, text, cents, first, last, invoice, eligible in (
        ("04-30", "529120", "Verkehrsplanung Düssel PartG", "Standortanalyse Mobilstationen", 8_925_00, "03-10", "04-17", "VD-25-031", None),
        ("06-27", "529120", "Verkehrsplanung Düssel PartG", "Entwurfsplanung für drei Standorte", 11_305_00, "04-22", "06-13", "VD-25-052", None),
        ("07-31", "529110", "Agentur Rheinblick", "Gestaltungskonzept und Beschilderung", 4_998_00, "05-19", "07-18", "ARB-2025-117", None),
        ("09-11", "529110", "Impuls Moderation", "Beteiligung der Unternehmen, vier Termine", 3_272_50, "06-16", "08-29", "IM-25-19", None),
        ("09-26", "529110", "Neanderland Catering", "Bewirtung der Beteiligungstermine", 428_60, "06-16", "08-29", "NC-0925-03", 0),
        ("11-18", "529110", "Velo-Stadt GmbH", "Abstellanlagen Ratingen, Lieferung", 6_961_50, "10-06", "11-07", "VS-251107", None),
        ("12-16", "529110", "Elektro Benrath GmbH", "Ladepunkte Ratingen, Anschluss", 2_521_75, "11-10", "12-05", "EB-2025-1188", None),
    ):  # fmt: skip
        yield Entry(
            _day(day),
            account,
            payee,
            text,
            cents,
            grant="F-001",
            service=_span(first, last),
            invoice=invoice,
            eligible=eligible,
        )


def _concept() -> Iterator[Entry]:
    for day, text, cents, first, last, invoice in (
        ("06-05", "Handlungskonzept, Bestandsaufnahme", 6_426_00, "04-07", "05-23", "RS-25-014"),
        ("08-28", "Handlungskonzept, Fachgespräche", 4_284_00, "06-02", "08-08", "RS-25-022"),
        ("11-14", "Handlungskonzept, Stärken und Schwächen", 5_355_00, "08-18", "10-31", "RS-25-037"),
        ("12-18", "Handlungskonzept, Zwischenbericht", 3_451_00, "11-03", "12-12", "RS-25-044"),
    ):
        yield Entry(
            _day(day),
            "529120",
            "Regionalstrategie Ruhr GmbH",
            text,
            cents,
            grant="F-002",
            service=_span(first, last),
            invoice=invoice,
        )


def _circular() -> Iterator[Entry]:
    for day, payee, text, cents, first, last, invoice in (
        ("07-24", "Institut für Stoffströme", "Machbarkeitsstudie, 1. Teilbericht", 4_165_00, "05-12", "07-11", "IfS-25-09"),
        ("10-24", "Institut für Stoffströme", "Machbarkeitsstudie, 2. Teilbericht", 4_760_00, "07-14", "10-10", "IfS-25-17"),
        ("12-10", "Institut für Stoffströme", "Machbarkeitsstudie, Schlussbericht", 2_380_00, "10-13", "12-01", "IfS-25-24"),
        ("12-15", "Druckhaus Heerdt", "Druck der Machbarkeitsstudie", 335_25, "12-02", "12-10", "DH-251210"),
    ):  # fmt: skip
        yield Entry(_day(day), "529120", payee, text, cents, grant="F-004", service=_span(first, last), invoice=invoice)


def _correction() -> Iterator[Entry]:
    """A wrong amount, its Storno and the right booking."""
    wrong = Entry(
        _day("08-14"),
        "542900",
        "Druckhaus Heerdt",
        "Druck der Imagebroschüre, 500 Stück",
        684_25,
        service=_span("07-28", "08-06"),
        invoice="DH-250806",
        tag="brochure",
    )
    yield wrong
    yield reversal(wrong, _day("08-21"))
    yield Entry(
        _day("08-22"),
        "542900",
        "Druckhaus Heerdt",
        "Druck der Imagebroschüre, 500 Stück (berichtigt)",
        648_25,
        service=wrong.service,
        invoice=wrong.invoice,
    )


def _split() -> Iterator[Entry]:
    """One invoice split between two accounts: two lines with one voucher."""
    office_part = Entry(
        _day("11-07"),
        "542900",
        "Werbetechnik Gerresheim",
        "Roll-ups der Geschäftsstelle",
        357_00,
        service=_span("10-20", "10-31"),
        invoice="WG-25-318",
        tag="banners",
    )
    yield office_part
    yield replace(
        office_part,
        account="529200",
        text="Roll-ups für Veranstaltungen",
        amount=238_00,
        tag="",
        voucher_of="banners",
    )
