"""Rules of the group Resolutions about who sits in the bodies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.rules.registry import Hits, rule
from regman_xl.rules.unread import may_hold
from regman_xl.schema import BOARD_MEMBERS, PARTNERS, RESOLUTIONS
from regman_xl.schema.lists import Body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.model.books import Books
    from regman_xl.model.records import BoardMember, Partner
    from regman_xl.schema import Table


@dataclass(frozen=True)
class _Day:
    """A day on which the supervisory board must be complete, and where a gap is told."""

    day: dt.date
    id: str
    table: Table
    column: str
    row: int


@rule(
    "GOV10",
    Severity.WARNING,
    None,
    title="Aufsichtsgremium unvollständig",
    message={
        "resolution": "Als das Aufsichtsgremium am {day} den Beschluss {id} fasste, gehörte ihm kein Mitglied an, das "
        "{missing} entsendet hat (Blatt Gremien).",
        "today": "Am {day} gehört dem Aufsichtsgremium kein Mitglied an, das {missing} entsendet hat (Blatt Gremien).",
        "nobody": "Auf dem Blatt Gremien steht kein Mitglied des Aufsichtsgremiums.",
    },
    hint="Bitte auf dem Blatt Gremien die Mitglieder des Aufsichtsgremiums mit „Entsendet von“, „Von“ und „Bis“ "
    "eintragen; ist ein Partner ausgeschieden, bitte auf dem Blatt Partner „Gültig bis“.",
)
def board_incomplete(books: Books, today: dt.date) -> Iterator[Hits]:
    """The supervisory board had no member sent by a partner on the day of a resolution, or has none today.

    Because: Dem Aufsichtsgremium gehören der Oberbürgermeister, der Landrat und der Hauptgeschäftsführer der IHK an,
    also je ein Mitglied jedes Partners (Kooperationsvertrag, Aufsichtsgremium). Jede Lücke wird je Partner einmal
    gemeldet: am ersten Beschluss, der in sie fällt, sonst beim Partner selbst.
    """
    members = [item for item in books.board_members if item.body is Body.SUPERVISORY_BOARD]
    if any(item.body is None for item in books.board_members) or not books.table(BOARD_MEMBERS).header_row:
        return
    sessions = [
        _Day(item.date, item.id, RESOLUTIONS, "body", item.row)
        for item in books.resolutions
        if item.body is Body.SUPERVISORY_BOARD and item.date and item.date <= today
    ]
    sessions.sort(key=lambda place: (place.day, place.id, place.row))
    told = False
    for partner in sorted(books.partners, key=lambda item: (item.id, item.row)):
        if may_hold(books.table(BOARD_MEMBERS), body=Body.SUPERVISORY_BOARD.value, sent_by=partner.id):
            continue
        sent = [item for item in members if item.sent_by == partner.id]
        for place in _gaps(partner, sent, [*sessions, _Day(today, partner.id, PARTNERS, "id", partner.row)]):
            if members or not told:
                yield _hit(place, partner, nobody=not members)
            told = True


def _gaps(partner: Partner, sent: list[BoardMember], days: list[_Day]) -> Iterator[_Day]:
    """Yield the first day of each gap; days of one gap have the same member before them."""
    seen: set[dt.date] = set()
    for place in days:
        if not (partner.valid_from or 0) <= place.day.year <= (partner.valid_to or dt.MAXYEAR):
            continue
        spans = [(item.valid_from or dt.date.min, item.valid_to or dt.date.max) for item in sent]
        before = max((last for _, last in spans if last < place.day), default=dt.date.min)
        if before not in seen and not any(first <= place.day <= last for first, last in spans):
            seen.add(before)
            yield place


def _hit(place: _Day, partner: Partner, *, nobody: bool) -> Hits:
    case = "nobody" if nobody else "today" if place.table is PARTNERS else "resolution"
    row = {"day": place.day, "missing": partner.id, "year": place.day.year}
    return Hits(place.table, place.column, pd.DataFrame(row, index=[place.row]), case)
