"""Whose figures rest on rows that could not be counted: rules about sums must not blame them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finance.ledger import Reason
from regman_xl.model.facts import Fault
from regman_xl.schema import CONTRIBUTIONS, FUNDING_PLAN, GRANT_DECISIONS, GRANTS, JOURNAL, PLAN, RESOLUTIONS
from regman_xl.schema.lists import GRANT_CATEGORIES, PARTNER_CATEGORIES, FundingKind, GrantStatus, ResolutionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.schema import Table

_LOST = (Fault.MISSING_COLUMN, Fault.DOUBLED_HEADER, Fault.MISSING_SHEET)
#: Sheets that say where a grant stands.
_ABOUT_GRANTS = (GRANTS, GRANT_DECISIONS, FUNDING_PLAN, JOURNAL, RESOLUTIONS)
#: Sheets that say what a plan year can spend and wants to spend.
_ABOUT_PLANS = (CONTRIBUTIONS, GRANTS, FUNDING_PLAN, PLAN, RESOLUTIONS)


def doubted_grants(books: Books, accounts: Sequence[YearAccount]) -> frozenset[str]:
    """Return the grants whose figures nobody knows: a row of theirs is left out, or their id stands there twice.

    A row left out that belongs to a grant but does not say to which one puts all of them in doubt.

    Args:
        books: The workbook.
        accounts: Its computed years, at least one.
    """
    ids = books.table(GRANTS).frame["id"]
    everything = frozenset(ids)
    if _lost(books, _ABOUT_GRANTS):
        return everything
    doubted = frozenset(ids[ids.duplicated()]) | _without_terms(books)
    for table in (GRANT_DECISIONS, FUNDING_PLAN, JOURNAL, RESOLUTIONS):
        rows = _left_out(books, accounts, table)
        named = rows["grant"]
        if table is JOURNAL:
            named = named[named.ne("") | rows["category"].isin(GRANT_CATEGORIES)]
        elif table is RESOLUTIONS:
            named = named[named.ne("") | rows["kind"].eq(ResolutionKind.SUPPLEMENTARY.value)]
        if not named.isin(ids).all():
            return everything
        doubted |= frozenset(named)
    return doubted


def _without_terms(books: Books) -> frozenset[str]:
    """Return the approved grants of which nobody knows what they earn: STM09 tells what they lack."""
    rated = {item.grant for item in books.grant_decisions if item.rate is not None}
    return frozenset(
        grant.id
        for grant in books.grants
        if grant.status in (GrantStatus.GRANTED, GrantStatus.FINISHED)
        and (grant.kind is None or (grant.kind is FundingKind.SHARE and grant.rate is None and grant.id not in rated))
    )


def doubted_contributions(books: Books, accounts: Sequence[YearAccount]) -> frozenset[tuple[str, int]]:
    """Return partners and years whose payments nobody knows, because an entry that may be theirs is left out.

    Args:
        books: The workbook.
        accounts: Its computed years, at least one.
    """
    agreed = [(item.partner, item.budget_year) for item in books.contributions]
    if _lost(books, (JOURNAL, CONTRIBUTIONS)):
        return frozenset(agreed)
    rows = _left_out(books, accounts, JOURNAL)
    rows = rows[rows["category"].isin([*PARTNER_CATEGORIES, ""])]
    rows = rows[rows["partner"].ne("") | rows["category"].ne("")]
    partner = rows["partner"].where(rows["partner"].isin([item.id for item in books.partners]), "")
    year = rows["origin_year"].fillna(rows["budget_year"]).fillna(0)
    unread = set(zip(partner, year, strict=True))
    return frozenset(
        (name, of)
        for name, of in agreed
        if unread & {(name, of), (name, 0), ("", of), ("", 0)} or agreed.count((name, of)) > 1
    )


def doubted_plan_years(books: Books, accounts: Sequence[YearAccount]) -> frozenset[int]:
    """Return the plan years whose figures nobody knows, because a row of theirs is left out.

    Args:
        books: The workbook.
        accounts: Its computed years, at least one.
    """
    everything = frozenset(plan.year for account in accounts for plan in account.plan)
    # A grant that cannot be read may have own contributions in any year, a row without a year belong to any.
    if _lost(books, _ABOUT_PLANS) or len(_left_out(books, accounts, GRANTS)):
        return everything
    tables = [table for table in _ABOUT_PLANS if table is not GRANTS]
    years = pd.concat([_left_out(books, accounts, table)["budget_year"] for table in tables])
    return everything if years.isna().any() else frozenset(int(year) for year in years)


def _left_out(books: Books, accounts: Sequence[YearAccount], table: Table) -> pd.DataFrame:
    """Return the rows of a table that the figures had to leave out; those before the first year they mean to."""
    rows = [
        item.row
        for item in accounts[-1].left_out
        if item.sheet == table.sheet and item.reason not in (Reason.BEFORE_FIRST_YEAR, Reason.DOUBLED)
    ]
    return books.table(table).frame.loc[rows]


def _lost(books: Books, tables: Sequence[Table]) -> bool:
    """Whether one of the sheets, or a column that the figures need of it, is missing."""
    sheets = {table.sheet for table in tables}
    return any(fact.sheet in sheets for fact in books.package.of(*_LOST))
