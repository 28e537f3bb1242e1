"""Jahresplan: the annual and financial plan of a year (REPORTS.md, no. 1)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.finance.budget import actual, planned
from regman_xl.finance.orders import open_orders
from regman_xl.reports.budget import budget_rows
from regman_xl.reports.measures import measures
from regman_xl.reports.parts import (
    Source,
    assemble,
    grant_row,
    partner_row,
    ratio,
    resolution_name,
    signatures,
    total_row,
    with_chart,
)
from regman_xl.reports.report import (
    Amount,
    Chart,
    Field,
    Form,
    Heading,
    Note,
    Ratio,
    Resolution,
    Role,
    Row,
    Smaller,
    Table,
    Version,
    difference,
    excess,
    phrase,
)
from regman_xl.schema.lists import ReportKind, ResolutionKind, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import PlanYear
    from regman_xl.model.books import Books
    from regman_xl.reports.parts import ReportContext
    from regman_xl.reports.report import Block, Report, Value

KIND = "plan"


def plan_report(books: Books, account: YearAccount, earlier: Sequence[YearAccount], context: ReportContext) -> Report:
    """Build the annual plan of the account's year.

    Args:
        books: The workbook.
        account: The account of the plan year, with its plan.
        earlier: Accounts of earlier years; the two before are compared, where they are there.
        context: Day, findings and state of the document.
    """
    source = Source(books, account)
    blocks = [
        *_goals(source),
        Heading(phrase("plan.heading.measures")),
        *measures(source),
        *_budget(source, {item.year: item for item in earlier}),
        *_own_contributions(source),
        *_commitments(source),
        *_contributions(source),
        *_capacity(source),
        *_staff(source),
        *_texts(source),
        *_resolution(source),
        signatures(books, audit=False),
    ]
    version = Version.ADOPTED if source.resolutions(ResolutionKind.ANNUAL_PLAN) else Version.DRAFT
    if context.draft:
        version = Version.DRAFT
    return assemble(KIND, source, version, blocks, context)


def _goals(source: Source) -> Iterator[Block]:
    yield Heading(phrase("plan.heading.goals"))
    yield source.prose(ReportKind.ANNUAL_PLAN, Section.GOALS)


def _texts(source: Source) -> Iterator[Block]:
    more = source.more_prose(ReportKind.ANNUAL_PLAN, (Section.GOALS,))
    if more:
        yield Heading(phrase("plan.heading.more"))
        yield from more


def year_field(plan: PlanYear) -> Field:
    """The column of a planned year."""
    return Field(f"plan_{plan.year}", title=phrase("field.plan_year", year=plan.year))


def _budget(source: Source, earlier: dict[int, YearAccount]) -> Iterator[Block]:
    year, books = source.year, source.books
    before, last = earlier.get(year - 2), earlier.get(year - 1)
    plans = source.account.plan
    columns = [
        actual(books, before) if before else None,
        planned(books, last.plan[0]) if last and last.plan else None,
        *(planned(books, plan) for plan in plans),
    ]
    fields = (
        Field("line", Form.LABEL),
        Field("actual_before", title=phrase("field.actual_year", year=year - 2)),
        Field("plan_before", title=phrase("field.plan_year", year=year - 1)),
        *(year_field(plan) for plan in plans),
    )
    if not any(columns[:2]):
        # In the first year nothing is compared: two columns without a figure say nothing.
        columns, fields = columns[2:], (fields[0], *fields[3:])
    rows = budget_rows(source, columns, lambda _name, _amounts: ())
    yield Heading(phrase("plan.heading.budget"))
    if len(columns) > len(plans):
        yield Note(phrase("plan.note.budget"))
    for basis in sorted({plan.assumed_from for plan in plans if plan.assumed_from is not None}):
        years = tuple(plan.year for plan in plans if plan.assumed_from == basis)
        yield Note(phrase("plan.note.assumed", years=years, source=basis))
    yield Table("budget", fields, rows, phrase("plan.table.budget"))


def _own_contributions(source: Source) -> Iterator[Block]:
    plans = source.account.plan
    grants = [grant for grant in source.grants if any(grant in plan.own_by_grant for plan in plans)]
    yield Heading(phrase("plan.heading.own_contributions"))
    if not grants:
        yield Note(phrase("plan.note.no_grants", first=source.year, last=plans[-1].year))
        return
    own = tuple(
        Field(f"own_{plan.year}", title=phrase("field.own_year", year=plan.year), relation=relation)
        for plan, relation in zip(plans, (difference("cost", "grant", "third"), *(None,) * len(plans)), strict=False)
    )
    fields = (
        Field("grant_label", Form.LABEL),
        Field("cost", title=phrase("field.cost_year", year=source.year)),
        Field("grant"),
        Field("third"),
        *own,
    )
    rows = [_grant_row(source, grant) for grant in grants]
    yield Note(phrase("plan.note.own_contributions"))
    yield Table(
        "own_contributions",
        fields,
        (*rows, total_row(fields, rows, phrase("label.total"))),
        phrase("plan.table.own_contributions"),
    )


def _grant_row(source: Source, grant: str) -> Row:
    lines = [line for line in source.books.funding_plan if line.grant == grant and line.budget_year == source.year]
    cells: tuple[Value, ...] = (
        phrase("label.status", label=source.grant_label(grant), status=source.grants[grant].status.value),
        sum(line.total_cost for line in lines),
        sum(line.grant_amount for line in lines),
        sum(line.third_party or 0 for line in lines),
        *(plan.own_by_grant.get(grant, 0) for plan in source.account.plan),
    )
    return Row(cells, grant_row(grant))


def _commitments(source: Source) -> Iterator[Block]:
    open_ones = open_orders(source.books, dt.date(source.year - 1, 12, 31), dt.date(source.year, 12, 31))
    if not open_ones:
        yield Note(phrase("plan.note.no_commitments"))
        return
    fields = (
        Field("commitment", Form.LABEL),
        Field("project", Form.PROSE),
        Field("category", Form.TEXT),
        Field("budget_year", Form.YEAR),
        Field("amount"),
    )
    rows = [
        Row(
            (
                phrase("label.commitment", id=item.id, contractor=item.contractor),
                source.grant_label(item.grant) if item.grant else source.project_label(item.project),
                item.category.value,
                item.budget_year,
                item.amount,
            ),
            str(place),
        )
        for place, item in enumerate(open_ones)
    ]
    yield Table(
        "commitments",
        fields,
        (*rows, total_row(fields, rows, phrase("label.total"))),
        phrase("plan.table.commitments"),
    )


def _contributions(source: Source) -> Iterator[Block]:
    plan = source.account.plan[0]
    known = [item for item in source.books.contributions if item.budget_year == plan.year]
    fields = (
        Field("partner", Form.LABEL),
        Field("contribution"),
        Field("share", Form.PERCENT, Ratio("contribution", "contribution", "total")),
        Field("due_on", Form.TEXT),
        Field("basis", Form.PROSE),
    )
    total = sum(plan.key.weights)
    rows = []
    for partner, weight in zip(plan.key.partners, plan.key.weights, strict=True):
        own = [item for item in known if item.partner == partner]
        days = tuple(sorted({item.due_on for item in own if item.due_on}))
        basis = "; ".join(dict.fromkeys(item.basis for item in own if item.basis))
        rows.append(
            Row(
                (
                    source.partner_label(partner),
                    weight,
                    ratio(weight, total),
                    phrase("label.days", days=days) if days else None,
                    basis or None,
                ),
                partner_row(partner),
            )
        )
    yield Heading(phrase("plan.heading.contributions"))
    yield Note(phrase("plan.note.contributions"))
    table = Table(
        "contributions",
        fields,
        (*rows, total_row(fields, rows, phrase("label.total"))),
        phrase("plan.table.contributions", year=plan.year),
    )
    yield from with_chart(table, ("contribution",), phrase("plan.chart.contributions", year=plan.year))


_CAPACITY = (
    Field("year", Form.LABEL),
    Field("available"),
    Field("uses"),
    Field("reserve", relation=excess("available", "uses")),
    Field("shortfall", relation=excess("uses", "available")),
    Field("own", title=phrase("field.own_contributions")),
    Field("need", relation=Smaller("shortfall", "own")),
    Field("uncovered", relation=difference("shortfall", "need")),
)


def _capacity_row(plan: PlanYear) -> Row:
    cells = (
        phrase("label.year", year=plan.year),
        plan.available,
        plan.uses,
        max(0, plan.available - plan.uses),
        plan.shortfall,
        plan.own_contributions,
        plan.supplementary_need,
        plan.uncovered,
    )
    return Row(cells, str(plan.year))


def _capacity(source: Source) -> Iterator[Block]:
    plans = source.account.plan
    yield Heading(phrase("plan.heading.capacity"))
    yield Note(phrase("plan.note.capacity"))
    yield Table("capacity", _CAPACITY, tuple(map(_capacity_row, plans)), phrase("plan.table.capacity"))
    yield Chart(
        "funds_and_uses",
        "capacity",
        "year",
        ("available", "uses"),
        tuple(str(plan.year) for plan in plans),
        phrase("plan.chart.capacity", first=source.year, last=plans[-1].year),
    )
    needy = [plan for plan in plans if plan.supplementary_need]
    if not needy:
        yield Note(phrase("plan.note.no_need", first=source.year, last=plans[-1].year))
    else:
        yield _need(source, needy)
    for plan in plans:
        if plan.uncovered:
            yield Note(phrase("plan.note.uncovered", year=plan.year, amount=Amount(plan.uncovered)), warning=True)


def _need(source: Source, plans: Sequence[PlanYear]) -> Table:
    partners = [item for item in source.partners if any(item in plan.key.partners for plan in plans)]
    partners.sort(key=[partner.id for partner in source.books.partners].index)
    columns = tuple(Field(f"need_{plan.year}", title=phrase("field.need_year", year=plan.year)) for plan in plans)
    fields = (Field("partner", Form.LABEL), *columns)
    shares = [plan.need_shares for plan in plans]
    rows = [
        Row((source.partner_label(partner), *(share.get(partner, 0) for share in shares)), partner_row(partner))
        for partner in partners
    ]
    return Table(
        "need_by_partner",
        fields,
        (*rows, total_row(fields, rows, phrase("label.total"))),
        phrase("plan.table.need"),
    )


def _staff(source: Source) -> Iterator[Block]:
    first, last = f"{source.year}-01-01", f"{source.year}-12-31"
    members = [
        item
        for item in source.books.staff
        if (item.valid_from is None or item.valid_from.isoformat() <= last)
        and (item.valid_to is None or item.valid_to.isoformat() >= first)
    ]
    yield Heading(phrase("plan.heading.staff"))
    yield Note(phrase("plan.note.staff"))
    if not members:
        yield Note(phrase("plan.note.no_staff", year=source.year))
        return
    fields = (
        Field("partner", Form.LABEL),
        Field("function", Form.PROSE),
        Field("name", Form.TEXT),
        Field("valid_from", Form.DATE),
        Field("valid_to", Form.DATE),
        Field("staff_share", Form.PERCENT),
    )
    rows = tuple(
        Row(
            (
                source.partner_label(item.partner),
                item.function,
                item.name or None,
                item.valid_from,
                item.valid_to,
                ratio(item.share, 1_000_000) if item.share is not None else None,
            ),
            str(place),
            Role.BODY,
        )
        for place, item in enumerate(members)
    )
    yield Table("staff", fields, rows, phrase("plan.table.staff"))


def _resolution(source: Source) -> Iterator[Block]:
    plan = source.account.plan[0]
    taken = source.resolutions(ResolutionKind.ANNUAL_PLAN)
    if taken:
        yield Heading(phrase("plan.heading.resolved"))
        yield Note(phrase("plan.note.resolved", resolutions=tuple(resolution_name(item) for item in taken)))
    else:
        yield Heading(phrase("plan.heading.resolution"))
    points = [
        phrase("plan.point.plan", year=plan.year, available=Amount(plan.available), uses=Amount(plan.uses)),
        phrase("plan.point.contributions", year=plan.year, amount=Amount(plan.contributions)),
    ]
    if plan.own_contributions:
        points.append(phrase("plan.point.own", amount=Amount(plan.own_contributions)))
    if plan.supplementary_need:
        points.append(phrase("plan.point.need", year=plan.year, amount=Amount(plan.supplementary_need)))
    if plan.uncovered:
        points.append(phrase("plan.point.uncovered", amount=Amount(plan.uncovered)))
    points.append(phrase("plan.point.staff"))
    yield Resolution(phrase("plan.resolution.taken" if taken else "plan.resolution.opening"), tuple(points))
