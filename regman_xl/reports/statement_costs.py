"""The cost side of a statement of use: by budget year against the plan, and by kind of expense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.reports.parts import ratio, total_row
from regman_xl.reports.report import Field, Form, Note, Ratio, Row, Table, difference, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.finance.statement import StatementOfUse
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block


def cost_by_year(source: Source, found: StatementOfUse) -> Iterator[Block]:
    """Yield cost as planned and as booked, year by year: the financing plan knows no other division."""
    planned, actual = sum(item.plan_cost for item in found.years), sum(item.cost for item in found.years)
    fields = (
        Field("year", Form.LABEL),
        Field("planned"),
        Field("planned_share", Form.PERCENT, Ratio("planned", "planned", "total")),
        Field("planned_eligible"),
        Field("actual"),
        Field("actual_share", Form.PERCENT, Ratio("actual", "actual", "total")),
        Field("actual_eligible"),
        Field("difference", relation=difference("actual", "planned")),
    )
    rows = [
        Row(
            (
                phrase("label.year", year=item.year),
                item.plan_cost,
                ratio(item.plan_cost, planned),
                item.plan_eligible,
                item.cost,
                ratio(item.cost, actual),
                item.eligible,
                item.cost - item.plan_cost,
            ),
            str(item.year),
        )
        for item in found.years
    ]
    total = total_row(fields, rows, phrase("label.total"))
    if not found.years:
        yield Note(phrase("statement.note.no_cost", year=source.year))
    yield Table("cost_by_year", fields, (*rows, total), phrase("statement.table.cost_by_year"))


def cost_by_kind(source: Source, found: StatementOfUse) -> Iterator[Block]:
    """Yield cost by kind of expense, as the vouchers show it."""
    kinds = found.by_account
    if not kinds:
        return
    names = account_names(source)
    fields = (
        Field("kind", Form.LABEL),
        Field("amount"),
        Field("not_eligible"),
        Field("eligible", relation=difference("amount", "not_eligible")),
        Field("eligible_share", Form.PERCENT, Ratio("eligible", "eligible", "total")),
    )
    whole = sum(eligible for _, eligible in kinds.values())
    rows = [
        Row((names.get(kind, kind), cost, cost - eligible, eligible, ratio(eligible, whole)), f"kind:{kind}")
        for kind, (cost, eligible) in kinds.items()
    ]
    total = total_row(fields, rows, phrase("label.total"))
    yield Table("cost_by_kind", fields, (*rows, total), phrase("statement.table.cost_by_kind"))


def account_names(source: Source) -> dict[str, str]:
    """Return the names of the accounts by number; an account without a name is left out."""
    return {item.account: item.name for item in reversed(source.books.accounts) if item.name}
