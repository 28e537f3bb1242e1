"""The statement of use of one grant: planned and actual financing, its vouchers and its receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from regman_xl.finance.funding_plan import PlannedFunding, planned_funding
from regman_xl.finance.ledger import MAY_NAME_A_GRANT
from regman_xl.schema import JOURNAL
from regman_xl.schema.lists import COST_CATEGORIES, INCOME_CATEGORIES, Category

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import GrantYear
    from regman_xl.model.books import Books
    from regman_xl.model.records import Grant


@dataclass(frozen=True, slots=True)
class Voucher:
    """One entry of the journal that names the grant; amounts in cents, `amount` as it changes the cash of its side.

    An expense has a positive amount, its Storno a negative one; of the receipts a repayment is negative.
    """

    number: str
    voucher: str
    budget_year: int
    category: Category
    account: str
    voucher_date: dt.date | None
    booked_on: dt.date | None
    invoice: str
    service_from: dt.date | None
    service_to: dt.date | None
    counterparty: str
    text: str
    amount: int
    eligible: int

    @property
    def not_eligible(self) -> int:
        """The part that the funder does not recognise."""
        return self.amount - self.eligible


@dataclass(frozen=True, slots=True)
class CostYear:
    """Planned and actual cost of the project in one budget year, in cents."""

    year: int
    plan_cost: int
    plan_eligible: int
    cost: int
    eligible: int


@dataclass(frozen=True)
class StatementOfUse:
    """Everything that the statement of use of a grant counts, cumulated to the end of a year.

    Attributes:
        grant: The grant.
        year: The last budget year that counts.
        planned: Its financing as granted.
        now: Its figures at the end of the year, by the engine.
        expenses: Cost entries by day of payment.
        receipts: Entries of grant, third-party money and Zusatzmittel by day of payment.
        years: Cost of every year with a plan or an expense.
    """

    grant: Grant
    year: int
    planned: PlannedFunding
    now: GrantYear
    expenses: tuple[Voucher, ...]
    receipts: tuple[Voucher, ...]
    years: tuple[CostYear, ...]

    @property
    def surplus(self) -> int:
        """Grant and third-party money that no cost stands against."""
        return max(0, self.now.third_total + self.now.earned_total - self.now.cost_total)

    @property
    def balance(self) -> int:
        """Grant earned less grant received: positive is still to be paid out, negative is to be paid back."""
        return self.now.earned_total - self.now.received_total

    @property
    def by_account(self) -> dict[str, tuple[int, int]]:
        """Cost and its eligible part by kind of expense: the account, else the category."""
        sums: dict[str, tuple[int, int]] = {}
        for item in self.expenses:
            kind = item.account or item.category.value
            cost, eligible = sums.get(kind, (0, 0))
            sums[kind] = (cost + item.amount, eligible + item.eligible)
        return sums


def statement_of_use(books: Books, account: YearAccount, grant: Grant) -> StatementOfUse:
    """Return the statement of use of a grant up to the end of the account's year.

    Args:
        books: The workbook.
        account: The account of the last year that counts.
        grant: The grant, one of the workbook.
    """
    entries = _entries(books, account, grant.id)
    expenses = tuple(item for item in entries if item.category in COST_CATEGORIES)
    return StatementOfUse(
        grant=grant,
        year=account.year,
        planned=planned_funding(books, grant, account.year),
        now=next(item for item in account.grants if item.id == grant.id),
        expenses=expenses,
        receipts=tuple(item for item in entries if item.category not in COST_CATEGORIES),
        years=_years(books, grant.id, expenses),
    )


def last_year_of(books: Books, grant: str, years: Sequence[int], until: int) -> int:
    """Return the budget year up to which the statement of a grant counts.

    It is the last one with an entry or a decision that names the grant, at most `until`: a statement that is handed
    in does not change by what happens to other grants later.

    Args:
        books: The workbook.
        grant: The grant.
        years: The budget years of the workbook, in order and at least one.
        until: No later year counts.
    """
    journal = books.journal
    touched = {int(year) for year in journal.loc[journal["grant"].eq(grant), "budget_year"]}
    touched |= {item.date.year for item in books.grant_decisions if item.grant == grant}
    last = max((year for year in touched if year <= until), default=until)
    return max((year for year in years if year <= last), default=years[0])


def _entries(books: Books, account: YearAccount, grant: str) -> tuple[Voucher, ...]:
    frame = books.journal
    out = [item.row for item in account.left_out if item.sheet == JOURNAL.sheet]
    of_grant = frame["grant"].eq(grant) & frame["category"].isin(MAY_NAME_A_GRANT)
    counted = frame[of_grant & frame["budget_year"].le(account.year) & ~frame.index.isin(out)]
    ordered = counted.sort_values(["booked_on", "budget_year"], kind="stable", na_position="last")
    return tuple(_voucher(row) for row in ordered.to_dict("records"))


def _voucher(row: dict[Any, Any]) -> Voucher:
    category = Category(row["category"])
    # Rückzahlung and Erstattung Zusatzmittel lower what was received.
    sign = 1 if category in INCOME_CATEGORIES or category in COST_CATEGORIES else -1
    amount = int(row["amount"])
    return Voucher(
        number=row["number"],
        voucher=row["voucher"],
        budget_year=int(row["budget_year"]),
        category=category,
        account=row["account"],
        voucher_date=_day(row["voucher_date"]),
        booked_on=_day(row["booked_on"]),
        invoice=row["invoice"],
        service_from=_day(row["service_from"]),
        service_to=_day(row["service_to"]),
        counterparty=row["counterparty"],
        text=row["text"],
        amount=sign * amount,
        # A blank means that the whole amount is eligible (WORKBOOK.md, Journal).
        eligible=sign * (amount if pd.isna(row["eligible"]) else int(row["eligible"])),
    )


def _day(value: Any) -> dt.date | None:
    return None if pd.isna(value) else value.date()


def _years(books: Books, grant: str, expenses: Sequence[Voucher]) -> tuple[CostYear, ...]:
    plan = [line for line in books.funding_plan if line.grant == grant]
    years = {line.budget_year for line in plan} | {item.budget_year for item in expenses}
    return tuple(
        CostYear(
            year=year,
            plan_cost=sum(line.total_cost for line in plan if line.budget_year == year),
            plan_eligible=sum(
                line.total_cost if line.eligible_cost is None else line.eligible_cost
                for line in plan
                if line.budget_year == year
            ),
            cost=sum(item.amount for item in expenses if item.budget_year == year),
            eligible=sum(item.eligible for item in expenses if item.budget_year == year),
        )
        for year in sorted(years)
    )
