"""The projects of a year in the activity report: goal, result and deviation."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.finance.projects import ProjectMoney, project_money
from regman_xl.reports.parts import total_row
from regman_xl.reports.report import Field, Form, Heading, Note, Row, Table, difference, phrase
from regman_xl.schema.lists import ProjectStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.model.records import Project
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block, Value


def projects(source: Source, today: dt.date) -> Iterator[Block]:
    """Yield the projects that moved in the year, or were to; the last line is cost of no project.

    Args:
        source: The year.
        today: The day that the document speaks for.
    """
    money = project_money(source.books, source.account)
    results: dict[str, list[str]] = {}
    for item in sorted(source.books.activities, key=lambda item: item.date):
        if item.project and item.date.year == source.year:
            results.setdefault(item.project, []).extend([item.result] if item.result else [])
    shown = [
        name
        for name in dict.fromkeys((*source.projects, *money))
        if name and (name in money or name in results or _is_under_way(source.projects[name], source.year))
    ]
    yield Heading(phrase("activity.heading.projects"))
    if not shown and not money:
        yield Note(phrase("activity.note.no_projects", year=source.year))
        return
    fields = (
        Field("project", Form.LABEL),
        Field("goal", Form.PROSE, title=phrase("field.project_goal")),
        Field("result", Form.PROSE),
        Field("state", Form.TEXT),
        Field("plan", title=phrase("field.plan_year", year=source.year)),
        Field("actual", title=phrase("field.actual_year", year=source.year)),
        Field("difference", relation=difference("actual", "plan")),
    )
    order = [name for name in dict.fromkeys(project.id for project in source.books.projects) if name in shown]
    order += [name for name in shown if name not in order]
    rows = [
        _row(source, name, money.get(name, ProjectMoney()), results.get(name, []), today)
        for name in (*order, *([""] if "" in money else []))
    ]
    yield Note(phrase("activity.note.projects", year=source.year))
    total = total_row(fields, rows, phrase("label.total"))
    yield Table("projects", fields, (*rows, total), phrase("activity.table.projects", year=source.year))


def _is_under_way(project: Project, year: int) -> bool:
    if project.status not in (ProjectStatus.PLANNED, ProjectStatus.RUNNING):
        return False
    return (project.start or dt.date.min).year <= year <= (project.end or dt.date.max).year


def _row(source: Source, name: str, money: ProjectMoney, results: list[str], today: dt.date) -> Row:
    project = source.projects.get(name)
    label: Value = source.project_label(name) if name else phrase("label.no_project")
    cells: tuple[Value, ...] = (
        label,
        (project.goal if project else "") or None,
        "; ".join(dict.fromkeys(results)) or None,
        _state(project, today) if project else None,
        money.planned,
        money.actual,
        money.deviation,
    )
    return Row(cells, f"project:{name}")


def _state(project: Project, today: dt.date) -> Value:
    """Return status and end of a project; an end that has passed while it goes on is a deviation."""
    if project.status is None:
        return None
    status = project.status.value
    if project.end is None:
        return status
    late = project.status in (ProjectStatus.PLANNED, ProjectStatus.RUNNING) and project.end < today
    return phrase("label.state_late" if late else "label.state_until", status=status, end=project.end)
