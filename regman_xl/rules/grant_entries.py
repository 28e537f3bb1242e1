"""The entries that name a grant, and where a grant stood on a day: the engine's figures of a part of the journal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from regman_xl.finance.grants import GrantBook, GrantTotals
from regman_xl.finance.ledger import build_ledger
from regman_xl.rules.doubts import doubted_grants
from regman_xl.rules.reversals import settled
from regman_xl.rules.series import in_booking_order, looked_up
from regman_xl.schema import JOURNAL

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.grants import GrantPosition
    from regman_xl.finance.ledger import Posting
    from regman_xl.model.books import Books
    from regman_xl.schema.lists import Category


def postings_of(books: Books, entries: pd.DataFrame) -> Mapping[int, tuple[Posting, ...]]:
    """Return the sums of some entries by budget year, counted as the figures count them.

    Args:
        books: The workbook; its figures can be computed.
        entries: Usable rows of its journal.
    """
    part = replace(books.table(JOURNAL), frame=entries, usable=pd.Series(data=True, index=entries.index))
    return build_ledger(replace(books, data={**books.data, JOURNAL.name: part})).postings


def booked_by(entries: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return the entries booked up to a day; one without a date may have been booked."""
    return entries[~entries["booked_on"].gt(pd.Timestamp(day))]


def payments(entries: pd.DataFrame, books: Books, *categories: Category) -> pd.DataFrame:
    """Return the payments of some categories in booking order, without those that a Storno takes back."""
    rows = entries[entries["category"].isin(categories)]
    return in_booking_order(rows[rows["amount"].gt(0) & ~settled(rows, books)])


def last_rows(entries: pd.DataFrame, books: Books, keys: list[str], *categories: Category) -> pd.Series:
    """Return the sheet row of the latest payment of some categories, by the values of some columns.

    A payment that a Storno takes back is named only where there is no other.
    """
    rows = entries[entries["category"].isin(categories) & entries["amount"].gt(0)]
    stands = ~settled(entries, books)[rows.index]
    ordered = in_booking_order(rows)
    ordered = pd.concat([ordered[~stands[ordered.index]], ordered[stands[ordered.index]]])
    last = ordered.drop_duplicates(keys, keep="last")
    return pd.Series(last.index, index=pd.MultiIndex.from_frame(last[keys]))


class GivenBack(NamedTuple):
    """What a grant has given back in a year, and where it would stand otherwise.

    What may be given back is judged by the closing of the year before, by the day of the last payment, or by the
    year's own closing: whoever pays follows one of them, and cost that comes later does not make a right payment
    wrong.

    Attributes:
        grant: The grant.
        year: The budget year.
        sums: What was given back.
        states: Where the grant would stand without it, at these three times.
    """

    grant: str
    year: int
    sums: list[Posting]
    states: tuple[GrantPosition, GrantPosition, GrantPosition]


def grant_entries(books: Books, accounts: Sequence[YearAccount]) -> GrantEntries:
    """Return the entries that name a grant; one audit judges by one history."""
    return books.once("grant_entries", lambda: GrantEntries(books, accounts))


class GrantEntries:
    """The entries that name a grant.

    Attributes:
        rows: The usable ones.
        book: The grants with their terms.
        known: Sums of the entries with their budget year, oldest first, by grant; grants in doubt are left out.
    """

    def __init__(self, books: Books, accounts: Sequence[YearAccount]) -> None:
        journal = books.journal
        self.rows = journal[journal["grant"].ne("")]
        self.book = GrantBook(books)
        self._books = books
        self._doubted = doubted_grants(books, accounts)
        self.known = self._by_grant(postings_of(books, self.rows))

    def on_day(self, day: dt.date) -> dict[str, GrantPosition]:
        """Return where the known grants stand by what is booked up to a day."""
        booked = self._by_grant(postings_of(self._books, booked_by(self.rows, day)))
        return {grant: self._position(grant, sums, day.year) for grant, sums in booked.items()}

    def given_back(self, category: Category, last: int) -> Iterator[GivenBack]:
        """Yield what the known grants have given back year by year, up to a last year."""
        years = {year for sums in self.known.values() for year, posting in sums if posting.category is category}
        for year in sorted(year for year in years if year <= last):
            on_last_day = self._on_last_day(category, year)
            for grant, sums in self.known.items():
                back = [posting for of, posting in sums if of == year and posting.category is category]
                if back:
                    before = [(of, posting) for of, posting in sums if of < year]
                    within = [(of, posting) for of, posting in sums if of == year and posting.category is not category]
                    states = (
                        self._position(grant, before, year - 1),
                        self._position(grant, on_last_day.get(grant, ()), year),
                        self._position(grant, [*before, *within], year),
                    )
                    yield GivenBack(grant, year, back, states)

    def _on_last_day(self, category: Category, year: int) -> dict[str, list[tuple[int, Posting]]]:
        """Return the other sums as booked by the day on which each grant last gave back money in a year."""
        rows = self.rows[self.rows["budget_year"].le(year)]
        back = rows["category"].eq(category.value) & rows["budget_year"].eq(year)
        last_days = rows[back].groupby("grant")["booked_on"].max()
        others = rows[~back & rows["grant"].isin(last_days.index)]
        later = others["booked_on"].gt(looked_up(others["grant"], last_days))
        return self._by_grant(postings_of(self._books, others[~later]))

    def _by_grant(self, postings: Mapping[int, tuple[Posting, ...]]) -> dict[str, list[tuple[int, Posting]]]:
        sums: dict[str, list[tuple[int, Posting]]] = {}
        for year in sorted(postings):
            for posting in postings[year]:
                if posting.grant and posting.grant not in self._doubted:
                    sums.setdefault(posting.grant, []).append((year, posting))
        return sums

    def _position(self, grant: str, sums: Iterable[tuple[int, Posting]], year: int) -> GrantPosition:
        totals = GrantTotals()
        for _, posting in sums:
            totals = totals.add(posting)
        return self.book.position(grant, totals, year)
