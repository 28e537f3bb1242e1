"""What the partners still owe of their contributions for a year: the basis of the calls for funds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.finance.account import ClosingState
from regman_xl.finance.ledger import build_ledger
from regman_xl.schema.lists import Category

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books


@dataclass(frozen=True, slots=True)
class Claim:
    """What one partner owes and has paid for a year, in cents.

    Attributes:
        partner: The partner.
        contribution: Agreed contribution.
        additional_call: Share of a Nachforderung.
        paid: Contributions for the year, whenever they were booked.
        settled: What the settlement of an examined year has set off; negative where it added to the debt.
        open: What is still to be paid.
        earlier: What the partner owes for earlier years, after their settlements.
    """

    partner: str
    contribution: int
    additional_call: int
    paid: int
    settled: int
    open: int
    earlier: int

    @property
    def due(self) -> int:
        """What the partner owes for the year before any payment."""
        return self.contribution + self.additional_call


def claims(books: Books, accounts: Sequence[YearAccount], year: int) -> tuple[Claim, ...]:
    """Return the claims of a year on all partners, in partner order.

    Payments count whenever they were booked: a call must not ask for what was paid after the year. Once the year is
    examined, arrears are set off against the refund, and only a debt that is left is still owed (DOMAIN.md § 5).

    Args:
        books: The workbook.
        accounts: The accounts from the first year on, that of the year among them.
        year: The budget year.
    """
    account = next(item for item in accounts if item.year == year)
    latest = accounts[-1]
    paid = _paid(books, year, latest.year)
    balances = latest.balances
    examined = account.state is not ClosingState.PROVISIONAL
    found = []
    for partner in account.partners:
        missing = partner.due - paid.get(partner.id, 0)
        left = max(0, -balances[partner.id, year] if examined else missing)
        found.append(
            Claim(
                partner=partner.id,
                contribution=partner.contribution,
                additional_call=partner.additional_call,
                paid=paid.get(partner.id, 0),
                settled=missing - left if missing > 0 or left else 0,
                open=left,
                earlier=sum(
                    max(0, -amount) for (name, past), amount in balances.items() if name == partner.id and past < year
                ),
            )
        )
    return tuple(found)


def _paid(books: Books, year: int, until: int) -> dict[str, int]:
    """Sum the contributions for a year by partner, booked up to another year."""
    paid: dict[str, int] = {}
    for booked, postings in build_ledger(books).postings.items():
        for item in postings:
            if booked <= until and item.category is Category.PARTNER_CONTRIBUTION and item.origin == year:
                paid[item.partner] = paid.get(item.partner, 0) + item.amount
    return paid
