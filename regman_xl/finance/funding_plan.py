"""What a grant's financing plan and its decision say: the plan that a statement of use is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.finance.grants import terms_at
from regman_xl.schema.lists import DecisionKind

if TYPE_CHECKING:
    from regman_xl.finance.grants import Terms
    from regman_xl.model.books import Books
    from regman_xl.model.records import Grant


@dataclass(frozen=True, slots=True)
class PlannedFunding:
    """The financing of a whole project as it was granted; amounts in cents.

    Attributes:
        cost: Planned total cost of all years.
        eligible: Its eligible part.
        third: Planned third-party money.
        grant: Höchstbetrag that was granted or asked for.
    """

    cost: int
    eligible: int
    third: int
    grant: int

    @property
    def own(self) -> int:
        """What is left to the applicant."""
        return self.cost - self.third - self.grant


def granted_terms(books: Books, grant: Grant, year: int) -> Terms:
    """Return the terms of a grant as granted up to the end of a year.

    A Schlussbescheid is left aside: it settles what was granted, and does not change what was planned.
    """
    decisions = [
        item for item in books.grant_decisions if item.grant == grant.id and item.kind is not DecisionKind.FINAL
    ]
    return terms_at(grant, decisions, year)


def planned_funding(books: Books, grant: Grant, year: int) -> PlannedFunding:
    """Return the financing of a grant's project as known at the end of a year.

    Where no Höchstbetrag is known, the grant is the sum that the Finanzierungsplan asks for.
    """
    lines = [line for line in books.funding_plan if line.grant == grant.id]
    cap = granted_terms(books, grant, year).cap
    return PlannedFunding(
        cost=sum(line.total_cost for line in lines),
        eligible=sum(line.total_cost if line.eligible_cost is None else line.eligible_cost for line in lines),
        third=sum(line.third_party or 0 for line in lines),
        grant=sum(line.grant_amount for line in lines) if cap is None else cap,
    )
