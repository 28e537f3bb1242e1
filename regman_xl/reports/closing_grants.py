"""Projects in the closing report: grants, own contributions with shares, and cost without a grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finance.spending import cost_by_project, free_entries
from regman_xl.reports.closing_partners import cost_shares
from regman_xl.reports.parts import grant_row, total_row
from regman_xl.reports.report import Amount, Field, Form, Heading, Note, Row, Table, phrase, plus
from regman_xl.schema.lists import COST_CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.finance.values import GrantYear
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block


def projects(source: Source) -> Iterator[Block]:
    """Yield grants, their own contributions by partner, other project cost, and the shares of all cost."""
    account = source.account
    active = [grant for grant in account.grants if _moved(grant)]
    yield Heading(phrase("closing.heading.projects"))
    if active:
        yield Note(phrase("closing.note.grants"))
        yield _grants(source, active)
        yield from _own_shares(source, [grant for grant in active if grant.own])
    else:
        yield Note(phrase("closing.note.no_grants", year=account.year))
    yield from _without_grant(source)
    if account.own_cost:
        yield Note(phrase("closing.note.own_cost", amount=Amount(account.own_cost)))
    yield from cost_shares(source)


def _moved(grant: GrantYear) -> bool:
    return any(
        (grant.cost, grant.third, grant.received, grant.earned, grant.own, grant.supplementary_used, grant.cost_total)
    )


def _grants(source: Source, grants: list[GrantYear]) -> Table:
    fields = (
        Field("grant_label", Form.LABEL),
        Field("cost"),
        Field("third"),
        Field("earned"),
        Field("own"),
        Field("supplementary_used"),
        Field("received"),
        Field("own_total"),
    )
    rows = [
        Row(
            (
                source.grant_label(grant.id),
                grant.cost,
                grant.third,
                grant.earned,
                grant.own,
                grant.supplementary_used,
                grant.received,
                grant.own_total,
            ),
            grant_row(grant.id),
        )
        for grant in grants
    ]
    total = total_row(fields, rows, phrase("label.total"))
    return Table("grants", fields, (*rows, total), phrase("closing.table.grants", year=source.year))


def _own_shares(source: Source, grants: list[GrantYear]) -> Iterator[Block]:
    if not grants:
        return
    partners = source.account.key.partners
    columns = tuple(Field(f"partner:{partner}", title=partner) for partner in partners)
    fields = (
        Field("grant_label", Form.LABEL),
        *columns,
        Field("sum", relation=plus(*(field.name for field in columns))),
    )
    rows = [
        Row(
            (source.grant_label(grant.id), *(grant.shares.get(partner, 0) for partner in partners), grant.own),
            grant_row(grant.id),
        )
        for grant in grants
    ]
    yield Note(phrase("closing.note.own_shares"))
    yield Table(
        "own_shares",
        fields,
        (*rows, total_row(fields, rows, phrase("label.total"))),
        phrase("closing.table.own_shares", year=source.year),
    )


def _without_grant(source: Source) -> Iterator[Block]:
    costs = cost_by_project(free_entries(source.books, source.account))
    if not costs:
        yield Note(phrase("closing.note.no_free_cost", year=source.year))
        return
    columns = tuple(Field(f"category_{category.name.lower()}") for category in COST_CATEGORIES)
    fields = (
        Field("project", Form.LABEL),
        *columns,
        Field("sum", relation=plus(*(field.name for field in columns))),
    )
    order = [project for project in source.projects if project in costs]
    order += sorted(project for project in costs if project and project not in source.projects)
    rows = [
        Row(
            (
                source.project_label(project) if project else phrase("label.no_project"),
                *(costs[project][category] for category in COST_CATEGORIES),
                sum(costs[project].values()),
            ),
            f"project:{project}",
        )
        for project in (*order, *([""] if "" in costs else []))
    ]
    yield Table(
        "free_cost",
        fields,
        (*rows, total_row(fields, rows, phrase("label.total"))),
        phrase("closing.table.free_cost", year=source.year),
    )
