"""The measures of a planned year by task field, with what they cost and who pays."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.reports.parts import grant_row, total_row
from regman_xl.reports.report import Field, Form, Note, Role, Row, Table, phrase, plus
from regman_xl.schema.lists import COST_CATEGORIES, Category, ProjectStatus, TaskField

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regman_xl.model.records import PlanPosition, Project
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block, Value

_FIELDS = (
    Field("measure", Form.LABEL),
    Field("goal", Form.PROSE),
    Field("period", Form.TEXT),
    Field("own_money"),
    Field("other_money"),
    Field("whole", relation=plus("own_money", "other_money")),
)


def measures(source: Source) -> Iterator[Block]:
    """Yield the table of measures; its total is the volume of the plan.

    A measure is a project with its plan positions and financing plans, or a plan position without a project.
    """
    groups = _groups(source)
    rows: list[Row] = []
    for task_field in (*TaskField, None):
        if task_field in groups:
            title = task_field.value if task_field else phrase("label.no_task_field")
            rows.append(Row((title, *("",) * (len(_FIELDS) - 1)), f"group:{title}", Role.GROUP))
            rows.extend(groups[task_field])
    if not rows:
        yield Note(phrase("plan.note.no_measures", year=source.year))
        return
    yield Note(phrase("plan.note.measures"))
    total = total_row(_FIELDS, rows, phrase("label.total"))
    yield Table("measures", _FIELDS, (*rows, total), phrase("plan.table.measures", year=source.year))
    empty = tuple(task_field.value for task_field in TaskField if task_field not in groups)
    if empty:
        yield Note(phrase("plan.note.empty_fields", year=source.year, fields=empty))


def _groups(source: Source) -> dict[TaskField | None, list[Row]]:
    groups: dict[TaskField | None, list[Row]] = {}
    for project in source.projects.values():
        own, other = _money(source, project)
        if own or other or _goes_on(project, source.year):
            row = Row((*_about(source, project), own, other, own + other), f"project:{project.id}")
            groups.setdefault(project.task_field, []).append(row)
    for place, item in enumerate(_positions(source)):
        if item.project not in source.projects:
            field = TaskField.OFFICE if item.category is Category.OFFICE else None
            cells: tuple[Value, ...] = (item.title or item.category.value, item.explanation, "")
            row = Row((*cells, item.amount, 0, item.amount), f"position:{place}")
            groups.setdefault(field, []).append(row)
    for grant in source.account.plan[0].own_by_grant:
        known = source.grants.get(grant)
        if known is None or known.project not in source.projects:
            own, other = _grant_money(source, (grant,))
            row = Row((source.grant_label(grant), "", "", own, other, own + other), grant_row(grant))
            groups.setdefault(None, []).append(row)
    return groups


def _positions(source: Source) -> list[PlanPosition]:
    return [item for item in source.books.plan if item.budget_year == source.year and item.category in COST_CATEGORIES]


def _money(source: Source, project: Project) -> tuple[int, int]:
    """Return what the project takes of the partners' money and of others' in the year."""
    own, other = _grant_money(source, [grant.id for grant in source.grants.values() if grant.project == project.id])
    return own + sum(item.amount for item in _positions(source) if item.project == project.id), other


def _grant_money(source: Source, grants: Sequence[str]) -> tuple[int, int]:
    plan = source.account.plan[0]
    lines = [
        line
        for line in source.books.funding_plan
        if line.budget_year == source.year and line.grant in grants and line.grant in plan.own_by_grant
    ]
    own = sum(plan.own_by_grant.get(grant, 0) for grant in grants)
    return own, sum(line.grant_amount + (line.third_party or 0) for line in lines)


def _goes_on(project: Project, year: int) -> bool:
    if project.status not in (ProjectStatus.PLANNED, ProjectStatus.RUNNING):
        return False
    starts = project.start or dt.date.min
    ends = project.end or dt.date.max
    return starts.year <= year <= ends.year


def _about(source: Source, project: Project) -> tuple[Value, ...]:
    if project.goal and project.responsible:
        goal: Value = phrase("label.goal_and_responsible", goal=project.goal, responsible=project.responsible)
    else:
        goal = project.goal or (phrase("label.responsible", name=project.responsible) if project.responsible else "")
    if project.start and project.end:
        period: Value = phrase("label.from_to", start=project.start, end=project.end)
    elif project.start:
        period = phrase("label.from", start=project.start)
    else:
        period = ""
    return source.project_label(project.id), goal, period
