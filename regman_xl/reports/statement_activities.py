"""The factual part of a statement of use: goal, what was done, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.reports.report import Field, Form, Heading, Note, Row, Table, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.finance.statement import StatementOfUse
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block

_FIELDS = (
    Field("activity", Form.LABEL),
    Field("date", Form.DATE),
    Field("description", Form.PROSE),
    Field("result", Form.PROSE),
)


def activities(source: Source, found: StatementOfUse) -> Iterator[Block]:
    """Yield the goal of the project and its activities up to the last year that counts."""
    project = source.projects.get(found.grant.project)
    yield Heading(phrase("statement.heading.activities"))
    goal = project.goal if project else ""
    yield Note(phrase("statement.note.goal", goal=goal) if goal else phrase("statement.note.no_goal"))
    done = [
        item
        for item in source.books.activities
        if found.grant.project and item.project == found.grant.project and item.date.year <= found.year
    ]
    if done:
        rows = tuple(
            Row((item.title, item.date, item.description or None, item.result or None), str(place))
            for place, item in enumerate(sorted(done, key=lambda item: item.date), 1)
        )
        yield Table("activities", _FIELDS, rows, phrase("statement.table.activities"))
    else:
        yield Note(phrase("statement.note.no_activities", year=found.year))
    yield Note(phrase("statement.note.annex"))
