"""Networks and bodies in the activity report: who sat where, and what was resolved or recommended in the year."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.reports.report import Field, Form, Heading, Note, Role, Row, Table, phrase
from regman_xl.schema.lists import Body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block

_MEMBERS = (
    Field("name", Form.LABEL),
    Field("function", Form.PROSE),
    Field("sent_by", Form.TEXT),
    Field("valid_from", Form.DATE),
    Field("valid_to", Form.DATE),
)
_RESOLUTIONS = (
    Field("resolution", Form.LABEL),
    Field("date", Form.DATE),
    Field("resolution_kind", Form.TEXT),
    Field("budget_year", Form.YEAR),
    Field("outcome", Form.TEXT),
    Field("remark", Form.PROSE),
)


def bodies(source: Source) -> Iterator[Block]:
    """Yield the members of the bodies in the year, and the resolutions that they took in it."""
    yield Heading(phrase("activity.heading.bodies"))
    yield Note(phrase("activity.note.networks"))
    yield from _members(source)
    yield from _resolutions(source)


def _members(source: Source) -> Iterator[Block]:
    first, last = dt.date(source.year, 1, 1), dt.date(source.year, 12, 31)
    members = [
        item
        for item in source.books.board_members
        if (item.valid_from or dt.date.min) <= last and (item.valid_to or dt.date.max) >= first
    ]
    if not members:
        yield Note(phrase("activity.note.no_members", year=source.year))
        return
    rows: list[Row] = []
    for body in (*Body, None):
        seated = [(place, item) for place, item in enumerate(members) if item.body is body]
        if seated:
            title = body.value if body else phrase("activity.no_body")
            rows.append(Row((title, *("",) * (len(_MEMBERS) - 1)), f"group:{body.name if body else ''}", Role.GROUP))
            rows += [
                Row(
                    (item.name, item.function or None, item.sent_by or None, item.valid_from, item.valid_to),
                    str(place),
                )
                for place, item in seated
            ]
    yield Table("members", _MEMBERS, tuple(rows), phrase("activity.table.members", year=source.year))


def _resolutions(source: Source) -> Iterator[Block]:
    taken = [item for item in source.books.resolutions if item.date is not None and item.date.year == source.year]
    if not taken:
        yield Note(phrase("activity.note.no_resolutions", year=source.year))
        return
    rows = tuple(
        Row(
            (
                phrase("activity.resolution", id=item.id, body=item.body.value) if item.body else item.id,
                item.date,
                item.kind.value,
                item.budget_year,
                item.result.value if item.result else None,
                item.remark or None,
            ),
            str(place),
        )
        for place, item in enumerate(sorted(taken, key=lambda item: item.date or dt.date.max))
    )
    yield Table("resolutions", _RESOLUTIONS, rows, phrase("activity.table.resolutions", year=source.year))
