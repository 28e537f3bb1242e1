"""The bookings of the sample's second year."""

# ruff: noqa: E501 - a table has one line to a row

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.sample.entries import Entry
from regman_xl.sample.register import PARTNER_NAMES
from regman_xl.sample.routine import Office, routine

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = 2026
#: What the closing of 2025 gives back to each partner in cents; a test holds it to the engine's figures.
REFUND_2025 = {"DUS": 1_032_31, "ME": 1_032_31, "IHK": 412_93}
#: Zusatzmittel for the mobility stations in cents, as resolved and as paid.
SUPPLEMENTARY = {"DUS": 5_000_00, "ME": 5_000_00, "IHK": 2_000_00}

OFFICE = Office(
    year=YEAR,
    rent=640_00,
    hosting=95_20,
    copier=73_78,
    licences=202_30,
    insurance=426_15,
    telephone=(53_91, 55_40, 52_76, 56_03, 54_88, 51_19, 50_22, 49_73, 57_65, 58_30, 55_57, 53_84),
    supplies=(91_47, 55_16, 87_03, 104_92, 76_35, 68_58, 39_94, 42_71, 118_06, 93_89, 81_14, 50_27),
    postage=(49_30, 47_95, 41_60, 66_10),
    newsletter=928_20,
    travel=(
        ("01-22", "W", 22_40, "Köln, Metropolregion Rheinland: Arbeitskreis Mobilität"),
        ("02-10", "K", 49_60, "Münster, Treffen der Regionalmanagements in NRW"),
        ("02-24", "Ö", 27_30, "Dortmund, Agentur für Arbeit: Fachkräftemonitor"),
        ("03-17", "W", 13_10, "Mettmann, Bürgermeisterkonferenz"),
        ("03-26", "K", 187_90, "Berlin, Gespräch zum Förderprogramm Fachkräfteregionen"),
        ("04-14", "Ö", 33_70, "Krefeld, Kammerkreis Fachkräfte"),
        ("04-28", "W", 12_40, "Langenfeld, Baubeginn Mobilstation"),
        ("05-12", "K", 20_90, "Neuss, Regionale Arbeitsgemeinschaft"),
        ("05-26", "Ö", 17_80, "Solingen, Bergisches Land: Netzwerk Wasserstoff"),
        ("06-16", "K", 204_50, "Berlin, NRW-Fest in der Landesvertretung"),
        ("06-30", "W", 14_70, "Monheim, Ortstermin Mobilstation"),
        ("07-14", "Ö", 51_60, "Jülich, Beratung beim Projektträger"),
        ("08-18", "K", 43_20, "Paderborn, Runde der Entwicklungsorganisationen"),
        ("08-27", "W", 25_10, "Köln, Lenkungskreis Metropolregion Rheinland"),
        ("09-15", "Ö", 30_40, "Essen, Berufsbildungsmesse"),
        ("09-29", "W", 16_20, "Heiligenhaus, Campus: Fachkräfteforum"),
        ("10-13", "K", 427_80, "München, Expo Real"),
        ("10-14", "Ö", 405_10, "München, Expo Real"),
        ("10-29", "W", 58_30, "Venlo, Sondierung Interreg"),
        ("11-17", "K", 36_50, "Siegen, Treffen der Regionalmanagements in NRW"),
        ("11-24", "Ö", 21_60, "Wuppertal, Auftakt Wasserstoffnetz"),
        ("12-08", "W", 11_90, "Mettmann, Kreistagsausschuss"),
    ),
    training=(
        ("03-05", 505_00, "Studieninstitut Düsseldorf", "Verwendungsnachweise sicher führen"),
        ("06-11", 395_00, "vhw Bundesverband", "Beihilferecht für Regionalentwicklung"),
        ("11-05", 446_25, "Akademie Rheinland", "Daten verständlich darstellen"),
    ),
)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"{YEAR}-{text}")


def _span(first: str, last: str) -> tuple[dt.date, dt.date]:
    return _day(first), _day(last)


def bookings_2026() -> Iterator[Entry]:
    """Return all bookings of the budget year 2026."""
    yield from routine(OFFICE)
    yield from _partners()
    yield from _funders()
    yield from _events()
    yield from _projects()
    yield from _funded()


def _partners() -> Iterator[Entry]:
    """Contributions, the late rest of 2025, Zusatzmittel, and what the closing of 2025 gives back."""
    for partner, day, cents in (("DUS", "01-05", 50_000_00), ("ME", "02-12", 50_000_00), ("IHK", "02-26", 20_000_00)):
        yield Entry(_day(day), "414200", PARTNER_NAMES[partner], f"Jahresbeitrag {YEAR}", cents, partner=partner)
    yield Entry(
        _day("03-03"),
        "414200",
        PARTNER_NAMES["IHK"],
        "Jahresbeitrag 2025, Restzahlung",
        5_000_00,
        partner="IHK",
        origin=2025,
    )
    for partner, day in (("DUS", "05-19"), ("ME", "05-21"), ("IHK", "06-02")):
        yield Entry(
            _day(day),
            "414210",
            PARTNER_NAMES[partner],
            "Zusatzmittel Mobilstationen",
            SUPPLEMENTARY[partner],
            partner=partner,
            grant="F-001",
        )
    for partner, cents in REFUND_2025.items():
        yield Entry(
            _day("06-09"),
            "531900",
            PARTNER_NAMES[partner],
            "Erstattung nicht verausgabter Mittel 2025",
            cents,
            partner=partner,
            origin=2025,
            invoice=f"Beschluss 2026-07/{partner}",
        )


def _funders() -> Iterator[Entry]:
    land, ministry = "Bezirksregierung Düsseldorf, Landeskasse", "Ministerium für Wirtschaft NRW, Landeskasse"
    federal, agency = "Bundeskasse Halle", "Projektträger Jülich"
    for day, account, payer, text, cents, grant in (
        ("02-17", "414100", land, "Mittelabruf 2 Mobilstationen, Ausgaben 2025", 7_790_25, "F-001"),
        ("09-22", "414100", land, "Mittelabruf 3 Mobilstationen", 18_500_00, "F-001"),
        ("04-21", "414100", ministry, "Zweiter Abschlag Handlungskonzept", 6_000_00, "F-002"),
        ("07-16", "414100", ministry, "Schlusszahlung Handlungskonzept", 6_218_40, "F-002"),
        ("07-07", "414000", federal, "Erste Rate Fachkräfte für die Region", 6_000_00, "F-003"),
        ("11-10", "414000", federal, "Zweite Rate Fachkräfte für die Region", 6_000_00, "F-003"),
        ("05-28", "414100", "NRW.BANK", "Schlusszahlung Machbarkeitsstudie", 2_640_25, "F-004"),
        ("12-18", "414100", agency, "Erste Rate Wasserstoffnetz", 6_000_00, "F-005"),
    ):
        yield Entry(_day(day), account, payer, text, cents, grant=grant)
    for day, payer, text, cents, grant in (
        ("05-07", "Regionalstiftung Neanderland", "Zuschuss Handlungskonzept", 3_000_00, "F-002"),
        ("06-18", "Stiftung Mittelstand Rheinland", "Zuschuss Fachkräfte für die Region", 2_000_00, "F-003"),
    ):
        yield Entry(_day(day), "414800", payer, text, cents, grant=grant)
    for day, payer, text, cents in (
        ("05-29", "Teilnehmende des Regionalforums", "Teilnahmeentgelte Regionalforum, 18 Personen", 630_00),
        ("11-12", "WFG Rhein-Kreis Neuss", "Kostenerstattung gemeinsame Standfläche Expo Real", 490_00),
    ):
        yield Entry(_day(day), "448700", payer, text, cents)
    yield Entry(
        _day("12-10"),
        "531100",
        ministry,
        "Rückzahlung nach Schlussbescheid Handlungskonzept",
        281_60,
        grant="F-002",
        invoice="IV.3-40-12/2025-S",
    )


def _events() -> Iterator[Entry]:
    for day, account, payee, text, cents, first, last, invoice in (
        ("02-19", "529200", "Café Kö-Bogen", "Bewirtung Unternehmensfrühstück Düsseldorf", 398_40, "02-10", "02-10", "26-0133"),
        ("03-24", "529200", "Kreis Mettmann, Kantine", "Bewirtung Begleitgremium, 1. Sitzung", 192_60, "03-12", "03-12", "K-2026-28"),
        ("04-16", "529210", "Messe Düsseldorf GmbH", "Gemeinschaftsstand polis Convention, Anzahlung", 1_695_75, "04-01", "04-10", "MD-81044"),
        ("05-08", "529210", "Messe Düsseldorf GmbH", "Gemeinschaftsstand polis Convention, Schlussrechnung", 1_933_75, "04-29", "04-30", "MD-81502"),
        ("05-13", "529210", "Atelier Rheinlicht", "Standgrafik polis Convention", 690_20, "04-13", "04-24", "AR-26-054"),
        ("05-15", "529200", "Bürgerhaus Bilk", "Saalmiete Regionalforum", 3_213_00, "05-06", "05-06", "BB-2026-090"),
        ("05-20", "529200", "Neanderland Catering", "Bewirtung Regionalforum, 160 Personen", 2_748_90, "05-06", "05-06", "NC-0526-06"),
        ("05-22", "529200", "Impuls Moderation", "Moderation Regionalforum", 1_844_50, "05-06", "05-06", "IM-26-11"),
        ("06-04", "529200", "Bühne und Ton Erkrath", "Technik und Übertragung Regionalforum", 1_963_50, "05-06", "05-06", "BT-26-207"),
        ("06-05", "529200", "Druckhaus Heerdt", "Programmhefte und Namensschilder Regionalforum", 607_00, "04-20", "04-28", "DH-260430"),
        ("06-12", "529200", "Fotostudio Haan", "Fotodokumentation Regionalforum", 499_80, "05-06", "05-06", "FH-26-38"),
        ("06-25", "529200", "Gut Neuenhof", "Bewirtung Unternehmensfrühstück Kreis Mettmann", 427_90, "06-16", "06-16", "GN-2026-69"),
        ("07-09", "529210", "Messe München GmbH", "Standfläche Expo Real, Anteil der Region", 6_069_00, "07-01", "07-31", "MM-EX26-3127"),
        ("09-24", "529210", "Atelier Rheinlicht", "Standgrafik und Karten Expo Real", 856_80, "09-01", "09-18", "AR-26-121"),
        ("09-28", "529200", "Stadthalle Hilden", "Raum und Bewirtung Begleitgremium, 2. Sitzung", 309_40, "09-17", "09-17", "SH-26-377"),
        ("10-16", "529210", "Feinkost Isar", "Bewirtung am Gemeinschaftsstand Expo Real", 1_012_70, "10-05", "10-07", "FI-20261008"),
        ("11-19", "529200", "Café Kö-Bogen", "Bewirtung Unternehmensfrühstück Wasserstoff", 455_30, "11-10", "11-10", "26-0876"),
        ("12-11", "529200", "Technologiezentrum Düsseldorf", "Raummiete Jahresabschluss der Netzwerke", 392_70, "12-02", "12-02", "TZ-2026-1202"),
    ):  # fmt: skip
        yield Entry(_day(day), account, payee, text, cents, service=_span(first, last), invoice=invoice)


def _projects() -> Iterator[Entry]:
    for day, account, payee, text, cents, project, first, last, invoice in (
        ("03-19", "529120", "Planungsbüro Stadtraum Rhein", "Flächenpass für zwölf Standorte, 1. Rate", 8_330_00, "P-01", "01-12", "03-06", "PSR-26-05"),
        ("06-23", "529120", "Planungsbüro Stadtraum Rhein", "Flächenpass für zwölf Standorte, 2. Rate", 7_735_00, "P-01", "03-09", "06-12", "PSR-26-13"),
        ("10-22", "529120", "Planungsbüro Stadtraum Rhein", "Flächenpass für zwölf Standorte, Schlussrate", 6_545_00, "P-01", "06-15", "10-09", "PSR-26-24"),
        ("11-26", "529110", "Impuls Moderation", "Moderation des Flächendialogs", 2_618_00, "P-01", "09-07", "11-13", "IM-26-27"),
        ("05-05", "529110", "Agentur Rheinblick", "Standortkampagne, Konzept", 3_570_00, "P-08", "02-16", "04-24", "ARB-2026-071"),
        ("10-08", "529110", "Metropolregion Rheinland e.V.", "Anteil an der gemeinsamen Standortkampagne", 2_975_00, "P-08", "05-01", "09-30", "MRR-2026-81"),
        ("06-26", "529120", "Statistik und Raum GbR", "Datenmodell Region in Zahlen", 6_842_50, "P-09", "02-02", "06-12", "SuR-26-04"),
        ("11-20", "529110", "Webwerk Bilk GmbH", "Internetauftritt Region in Zahlen", 5_593_00, "P-09", "07-06", "11-06", "WB-2611-90"),
    ):  # fmt: skip
        span = _span(first, last)
        yield Entry(_day(day), account, payee, text, cents, project=project, service=span, invoice=invoice)
    yield Entry(
        _day("09-10"),
        "531800",
        PARTNER_NAMES["ME"],
        "Eigenanteil der Region an der Rad- und Wanderroute, Abschnitt 2026",
        7_500_00,
        project="P-06",
        service=_span("04-01", "08-31"),
        invoice="ME-61-2026-09",
    )


def _funded() -> Iterator[Entry]:
    for day, account, payee, text, cents, grant, first, last, invoice in (
        ("02-27", "529110", "Velo-Stadt GmbH", "Abstellanlagen Langenfeld, Lieferung", 7_140_00, "F-001", "01-19", "02-18", "VS-260218"),
        ("04-23", "529110", "Elektro Benrath GmbH", "Ladepunkte Langenfeld, Anschluss", 4_462_50, "F-001", "03-02", "04-10", "EB-2026-0391"),
        ("06-30", "529110", "Metallbau Monheim GmbH", "Überdachungen für drei Mobilstationen", 31_892_00, "F-001", "03-16", "06-19", "MBM-26-058"),
        ("08-20", "529110", "Agentur Rheinblick", "Beschilderung und Stelen", 5_355_00, "F-001", "06-01", "08-07", "ARB-2026-140"),
        ("11-25", "529120", "Verkehrsplanung Düssel PartG", "Auswertung der Nutzung", 2_380_00, "F-001", "09-01", "11-13", "VD-26-088"),
        ("12-15", "529110", "Druckhaus Heerdt", "Leitfaden für Unternehmen", 1_158_60, "F-001", "11-16", "12-04", "DH-261204"),
        ("02-25", "529120", "Regionalstrategie Ruhr GmbH", "Handlungskonzept, Zukunftsbild", 6_188_00, "F-002", "01-07", "02-13", "RS-26-006"),
        ("04-29", "529120", "Regionalstrategie Ruhr GmbH", "Handlungskonzept, Maßnahmen", 5_593_00, "F-002", "02-16", "04-17", "RS-26-019"),
        ("06-17", "529120", "Regionalstrategie Ruhr GmbH", "Handlungskonzept, Schlussfassung", 1_904_00, "F-002", "04-20", "06-05", "RS-26-028"),
        ("06-24", "529110", "Druckhaus Heerdt", "Druck des Handlungskonzeptes", 1_017_40, "F-002", "06-08", "06-17", "DH-260617"),
        ("05-26", "529110", "Agentur Lebenswerk", "Kampagne Fachkräfte, Konzept", 6_902_00, "F-003", "02-23", "05-15", "AL-26-12"),
        ("09-03", "529110", "Agentur Lebenswerk", "Kampagne Fachkräfte, Umsetzung", 8_568_00, "F-003", "05-18", "08-21", "AL-26-25"),
        ("10-15", "529110", "Bildwerk Velbert", "Filme mit sechs Unternehmen", 4_165_00, "F-003", "07-01", "09-30", "BV-26-41"),
        ("12-03", "529110", "Campus Heiligenhaus", "Fachkräfteforum, Raum und Technik", 1_785_00, "F-003", "11-18", "11-18", "CH-26-300"),
        ("12-16", "529120", "Institut für Stoffströme", "Wasserstoffnetz, Akteursanalyse", 1_904_00, "F-005", "11-02", "12-04", "IfS-26-31"),
    ):  # fmt: skip
        span = _span(first, last)
        yield Entry(_day(day), account, payee, text, cents, grant=grant, service=span, invoice=invoice)
