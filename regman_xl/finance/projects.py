"""What the projects of a year were planned to cost and did cost, whoever paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.schema import JOURNAL
from regman_xl.schema.lists import COST_CATEGORIES

if TYPE_CHECKING:
    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """Planned and actual cost of a project in one year, in cents, grants and third parties included."""

    planned: int = 0
    actual: int = 0

    @property
    def deviation(self) -> int:
        """Actual less planned cost."""
        return self.actual - self.planned


def project_money(books: Books, account: YearAccount) -> dict[str, ProjectMoney]:
    """Return the cost of each project of a year (``""``: cost of no project), in the order of the sheet Projekte.

    A row that names a grant and no project belongs to the project of its grant. Planned are the positions of the
    sheet Plan and the Gesamtausgaben of the grants that count in the plan (DOMAIN.md § 6).
    """
    of_grant = {grant.id: grant.project for grant in reversed(books.grants)}
    planned: dict[str, int] = {}
    for item in books.plan:
        if item.budget_year == account.year and item.category in COST_CATEGORIES:
            planned[item.project] = planned.get(item.project, 0) + item.amount
    counting = account.plan[0].own_by_grant if account.plan else {}
    for line in books.funding_plan:
        if line.budget_year == account.year and line.grant in counting:
            project = of_grant.get(line.grant, "")
            planned[project] = planned.get(project, 0) + line.total_cost
    actual = _actual(books, account, of_grant)
    names = [*dict.fromkeys(project.id for project in books.projects), *sorted({*planned, *actual})]
    return {
        name: ProjectMoney(planned.get(name, 0), actual.get(name, 0))
        for name in dict.fromkeys(names)
        if name in planned or name in actual
    }


def _actual(books: Books, account: YearAccount, of_grant: dict[str, str]) -> dict[str, int]:
    frame = books.journal
    out = [item.row for item in account.left_out if item.sheet == JOURNAL.sheet]
    counted = frame[
        frame["budget_year"].eq(account.year) & frame["category"].isin(COST_CATEGORIES) & ~frame.index.isin(out)
    ]
    sums: dict[str, int] = {}
    for project, grant, amount in zip(counted["project"], counted["grant"], counted["amount"], strict=True):
        name = project or of_grant.get(grant, "")
        sums[name] = sums.get(name, 0) + int(amount)
    return sums
