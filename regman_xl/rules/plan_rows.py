"""Where a finding about the plan stands, and which account speaks for a planned year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.rules.doubts import doubted_plan_years
from regman_xl.schema.lists import COST_CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import PlanYear
    from regman_xl.model.books import Books
    from regman_xl.model.records import PlanPosition
    from regman_xl.schema.lists import Category


def plans_by_year(books: Books, accounts: Sequence[YearAccount]) -> dict[int, PlanYear]:
    """Return each planned year as its own account sees it; a year without one as the latest account does.

    Years whose figures nobody knows, because a row that they rest on cannot be read, are left out.
    """
    doubted = doubted_plan_years(books, accounts) if accounts else frozenset()
    plans = {plan.year: plan for account in accounts for plan in account.plan}
    return {year: plan for year, plan in plans.items() if not doubted & {year, plan.assumed_from}}


def positions(books: Books, year: int, category: Category | None = None, project: str = "") -> list[PlanPosition]:
    """Return the planned uses of a year, the largest first; all of them, of one category, or of one project."""
    found = [
        item
        for item in books.plan
        if item.budget_year == year
        and (item.category is category if category else item.category in COST_CATEGORIES)
        and (not project or item.project == project)
    ]
    return sorted(found, key=lambda item: (-item.amount, item.category, item.project, item.title, item.row))


def largest_position(books: Books, year: int) -> int:
    """Return the sheet row of the largest planned use of a year that has any."""
    return positions(books, year)[0].row
