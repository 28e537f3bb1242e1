"""Plan and capacity of a year and the three after it (DOMAIN.md § 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finance.values import PlanYear
from regman_xl.schema.lists import COST_CATEGORIES, Category, GrantStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.agreement import Agreement
    from regman_xl.model.books import Books

#: How many years a plan shows, the plan year included.
HORIZON = 4
PLANNED_STATUS = (GrantStatus.APPLIED, GrantStatus.GRANTED, GrantStatus.FINISHED)


def plan_years(
    books: Books, agreement: Agreement, account: YearAccount, carried_in: Mapping[int, int]
) -> tuple[PlanYear, ...]:
    """Return the capacity of the account's year and the three after it.

    Args:
        books: The workbook.
        agreement: Its agreement.
        account: The account of the first plan year: what is resolved to be carried out of it enters the second.
        carried_in: What is carried into the first plan year, by origin year.
    """
    carried_out = {layer.origin: layer.carried for layer in account.layers if layer.carried}
    carried = {account.year: dict(carried_in), account.year + 1: carried_out}
    return tuple(
        _plan_year(books, agreement, year, carried.get(year, {}))
        for year in range(account.year, account.year + HORIZON)
    )


def _plan_year(books: Books, agreement: Agreement, year: int, carried_in: Mapping[int, int]) -> PlanYear:
    positions = [item for item in books.plan if item.budget_year == year]
    status = {grant.id: grant.status for grant in reversed(books.grants)}
    own: dict[str, int] = {}
    for line in books.funding_plan:
        if line.budget_year == year and status.get(line.grant) in PLANNED_STATUS:
            own[line.grant] = own.get(line.grant, 0) + line.total_cost - line.grant_amount - (line.third_party or 0)
    basis = agreement.latest_with_key(year) or year
    key = agreement.key(basis)
    return PlanYear(
        year=year,
        key=key,
        assumed_from=None if basis == year else basis,
        contributions=sum(key.weights),
        carried_in=dict(carried_in),
        other_income=sum(item.amount for item in positions if item.category is Category.OTHER_INCOME),
        supplementary=agreement.supplementary(year),
        uses_by_category={
            category: sum(item.amount for item in positions if item.category is category)
            for category in COST_CATEGORIES
        },
        own_by_grant=own,
    )
