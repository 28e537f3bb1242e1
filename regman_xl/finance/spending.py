"""Expenses that no grant pays for, from the journal, by category and project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.schema import JOURNAL
from regman_xl.schema.lists import COST_CATEGORIES, Category

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books


def free_entries(books: Books, account: YearAccount) -> dict[tuple[Category, str], int]:
    """Sum the year's entries without a grant by category and project, in cents.

    Rows that the engine left out are left out here too.
    """
    frame = books.journal
    out = [item.row for item in account.left_out if item.sheet == JOURNAL.sheet]
    counted = frame[frame["budget_year"].eq(account.year) & frame["grant"].eq("") & ~frame.index.isin(out)]
    sums = counted.groupby(["category", "project"], sort=False, as_index=False)["amount"].sum()
    lines = zip(sums["category"], sums["project"], sums["amount"], strict=True)
    return {(Category(category), project): int(amount) for category, project, amount in lines}


def by_category(entries: Mapping[tuple[Category, str], int], category: Category) -> int:
    """Return the sum of one category."""
    return sum(amount for (kind, _), amount in entries.items() if kind is category)


def cost_by_project(entries: Mapping[tuple[Category, str], int]) -> dict[str, dict[Category, int]]:
    """Return the cost of each project (``""``: without one) by category."""
    costs: dict[str, dict[Category, int]] = {}
    for (category, project), amount in entries.items():
        if category in COST_CATEGORIES:
            costs.setdefault(project, dict.fromkeys(COST_CATEGORIES, 0))[category] += amount
    return costs
