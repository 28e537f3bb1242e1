"""The activities of a year by task field: all of them, also the empty ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.reports.parts import total_row
from regman_xl.reports.report import Field, Form, Heading, Note, Row, Subheading, Table, phrase
from regman_xl.schema.lists import ReportKind, Section, TaskField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from regman_xl.model.records import Activity
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block

_OVERVIEW = (
    Field("task_field", Form.LABEL),
    Field("activities", Form.COUNT),
    Field("attendance", Form.COUNT),
    Field("projects", Form.COUNT),
)
_FIELDS = (
    Field("activity", Form.LABEL),
    Field("date", Form.DATE),
    Field("description", Form.PROSE),
    Field("result", Form.PROSE),
    Field("participants", Form.PROSE),
    Field("attendance", Form.COUNT),
)


def task_fields(source: Source, text: Callable[[Section], Block]) -> Iterator[Block]:
    """Yield an overview, then text and activities of every task field.

    Args:
        source: The year.
        text: Returns the text of a section, or what stands in its place.
    """
    done: dict[TaskField | None, list[Activity]] = {field: [] for field in TaskField}
    for item in sorted(source.books.activities, key=lambda item: item.date):
        if item.date.year == source.year:
            done.setdefault(item.task_field, []).append(item)
    yield Heading(phrase("activity.heading.fields"))
    if any(done.values()):
        yield Note(phrase("activity.note.fields", year=source.year))
        yield _overview(source, done)
    else:
        yield Note(phrase("activity.note.no_activities", year=source.year))
    for field in TaskField:
        section = Section(field.value)
        yield Subheading(field.value)
        if done[field] or source.text(ReportKind.ACTIVITY, section):
            yield text(section)
        if done[field]:
            yield _activities(field.name, done[field])
        else:
            yield Note(phrase("activity.note.empty_field", field=field.value, year=source.year))
    if None in done:
        yield Subheading(phrase("label.no_task_field"))
        yield _activities("none", done[None])


def _overview(source: Source, done: dict[TaskField | None, list[Activity]]) -> Table:
    rows = [
        Row(
            (
                field.value if field else phrase("label.no_task_field"),
                len(items),
                sum(item.attendance or 0 for item in items),
                len({item.project for item in items if item.project}),
            ),
            f"field:{field.name if field else ''}",
        )
        for field, items in done.items()
    ]
    # A project may belong to several fields: its counts do not add up.
    fields = (*_OVERVIEW[:-1], Field("projects", Form.COUNT, adds=False))
    total = total_row(fields, rows, phrase("label.total"))
    return Table("fields", fields, (*rows, total), phrase("activity.table.fields", year=source.year))


def _activities(name: str, items: Sequence[Activity]) -> Table:
    rows = [
        Row(
            (
                item.title,
                item.date,
                item.description or None,
                item.result or None,
                item.participants or None,
                item.attendance,
            ),
            str(place),
        )
        for place, item in enumerate(items)
    ]
    return Table(f"activities:{name}", _FIELDS, tuple(rows))
