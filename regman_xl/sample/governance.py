"""Resolutions, bodies, staff and accepted warnings of the sample."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.sample.register import DEPUTY, ECONOMY_OFFICER, HEAD
from regman_xl.sample.year_2026 import SUPPLEMENTARY
from regman_xl.schema import JOURNAL
from regman_xl.schema.lists import Body, Outcome, ResolutionKind

if TYPE_CHECKING:
    from regman_xl.model.contents import Row, Value

#: What the supervisory board carried from 2025 into 2026, in cents.
CARRY_OVER_2025 = 8_000_00

_BOARD, _ADVICE = Body.SUPERVISORY_BOARD, Body.ADVISORY_BOARD


def _resolution(
    number: str, day: str, body: Body, kind: ResolutionKind, year: int, file_number: str, **more: Value
) -> Row:
    return {
        "id": number,
        "date": dt.date.fromisoformat(day),
        "body": body,
        "kind": kind,
        "budget_year": year,
        "result": Outcome.ADOPTED,
        "vote": "einstimmig",
        "file_number": file_number,
        **more,
    }


RESOLUTIONS: tuple[Row, ...] = (
    _resolution("2025-01", "2025-02-06", _BOARD, ResolutionKind.ANNUAL_PLAN, 2025, "AG 1/2025"),
    _resolution(
        "2025-02",
        "2025-03-19",
        _ADVICE,
        ResolutionKind.RECOMMENDATION,
        2025,
        "BG 1/2025",
        remark="Empfehlung, die Mobilstationen vorrangig umzusetzen",
    ),
    _resolution(
        "2025-03",
        "2025-09-18",
        _ADVICE,
        ResolutionKind.RECOMMENDATION,
        2026,
        "BG 2/2025",
        vote="18 dafür, 2 Enthaltungen",
        remark="Empfehlung, eine gemeinsame Datengrundlage aufzubauen",
    ),
    _resolution("2026-01", "2026-02-05", _BOARD, ResolutionKind.ANNUAL_PLAN, 2026, "AG 1/2026"),
    _resolution(
        "2026-02",
        "2026-03-12",
        _ADVICE,
        ResolutionKind.RECOMMENDATION,
        2026,
        "BG 1/2026",
        remark="Empfehlung, für die Mobilstationen Zusatzmittel zu beantragen",
    ),
    *(
        _resolution(
            number,
            day,
            body,
            ResolutionKind.SUPPLEMENTARY,
            2026,
            file_number,
            partner=partner,
            grant="F-001",
            amount=SUPPLEMENTARY[partner],
            vote=vote,
        )
        for number, day, body, partner, file_number, vote in (
            ("2026-03", "2026-03-26", Body.CITY_COUNCIL, "DUS", "01/84/2026", "mehrheitlich"),
            ("2026-04", "2026-04-20", Body.DISTRICT_COUNCIL, "ME", "61/009/2026", "einstimmig"),
            ("2026-05", "2026-04-27", Body.CHAMBER_ASSEMBLY, "IHK", "VV 2/2026-7", "einstimmig"),
        )
    ),
    _resolution(
        "2026-06",
        "2026-05-18",
        _BOARD,
        ResolutionKind.EXAMINATION,
        2025,
        "AG 2/2026-1",
        remark="Jahresabschluss 2025 geprüft, keine Beanstandungen",
    ),
    _resolution(
        "2026-07",
        "2026-05-18",
        _BOARD,
        ResolutionKind.CARRY_OVER,
        2025,
        "AG 2/2026-2",
        amount=CARRY_OVER_2025,
        remark="Übertragung für Flächenpass und Region in Zahlen; der Rest geht an die Partner zurück",
    ),
    _resolution(
        "2026-08",
        "2026-09-17",
        _ADVICE,
        ResolutionKind.RECOMMENDATION,
        2027,
        "BG 2/2026",
        vote="11 dafür, 7 dagegen",
        result=Outcome.POSTPONED,
        remark="Eigener Messeauftritt; wird 2027 erneut beraten",
    ),
    _resolution("2027-01", "2027-02-04", _BOARD, ResolutionKind.ANNUAL_PLAN, 2027, "AG 1/2027"),
)


def _member(body: Body, name: str, function: str, partner: str, begin: str = "2025-01-01", end: str = "") -> Row:
    return {
        "body": body,
        "name": name,
        "function": function,
        "sent_by": partner,
        "valid_from": dt.date.fromisoformat(begin),
        "valid_to": dt.date.fromisoformat(end) if end else None,
    }


BOARD_MEMBERS: tuple[Row, ...] = (
    _member(_BOARD, "Dr. Andreas Rheinhoff", "Oberbürgermeister der Landeshauptstadt Düsseldorf", "DUS"),
    _member(_BOARD, "Thomas Neuhaus-Berg", "Landrat des Kreises Mettmann", "ME", end="2025-10-31"),
    _member(_BOARD, "Bettina Wülfrath", "Landrätin des Kreises Mettmann", "ME", begin="2025-11-01"),
    _member(_BOARD, "Gregor Lindemann", "Hauptgeschäftsführer der IHK zu Düsseldorf", "IHK"),
    _member(_ADVICE, "Claudia Oberkassel", "Mitglied des Rates, Vorsitz", "DUS"),
    _member(_ADVICE, "Murat Aydın", "Mitglied des Rates", "DUS"),
    _member(_ADVICE, "Henrike Vogt", "Mitglied des Rates", "DUS", begin="2025-11-01"),
    _member(_ADVICE, "Peter Haanen", "Mitglied des Kreistages, stellvertretender Vorsitz", "ME"),
    _member(_ADVICE, "Svenja Erkrath", "Mitglied des Kreistages", "ME"),
    _member(_ADVICE, "Lars Tönnies", "Mitglied des Kreistages", "ME", begin="2025-11-01"),
    _member(_ADVICE, "Dr. Ines Kaiserwerth", "Mitglied der Vollversammlung der IHK", "IHK"),
    _member(_ADVICE, "Robert Hösel", "Mitglied der Vollversammlung der IHK", "IHK"),
)

STAFF: tuple[Row, ...] = tuple(
    {
        "partner": partner,
        "name": name,
        "function": function,
        "valid_from": dt.date(2025, 1, 1),
        "share": share,
        "remark": remark,
    }
    for partner, name, function, share, remark in (
        ("DUS", HEAD, "Leitung der Geschäftsstelle", 100_0000, "Vorgesetztenfunktion"),
        ("ME", DEPUTY, "Stellvertretende Leitung, Raumentwicklung", 100_0000, ""),
        ("IHK", ECONOMY_OFFICER, "Referentin Regionalwirtschaft", 80_0000, "Abordnung mit vier Fünfteln der Stelle"),
    )
)


def waivers(large_entry: str) -> tuple[Row, ...]:
    """Return the accepted warnings.

    Args:
        large_entry: Nr of the one large payment.
    """
    return (
        {
            "rule": "JRN17",
            "sheet": JOURNAL.sheet,
            "row_key": large_entry,
            "reason": "Überdachungen für drei Mobilstationen in einem Auftrag; öffentlich ausgeschrieben, im "
            "Finanzierungsplan von F-001 enthalten und vom Aufsichtsgremium zur Kenntnis genommen (AG 2/2026).",
            "name": HEAD,
            "date": dt.date(2026, 7, 2),
        },
    )
