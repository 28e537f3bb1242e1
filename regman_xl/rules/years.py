"""Where a finding about a whole budget year stands, and when a year is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.rules.registry import Hits
from regman_xl.schema import BUDGET_YEARS, CONTRIBUTIONS, JOURNAL
from regman_xl.schema.lists import YearStatus

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from regman_xl.model.books import Books


def year_hits(
    books: Books, found: Mapping[int, Mapping[str, object]], column: str = "budget_year", case: str = ""
) -> Iterator[Hits]:
    """Yield hits about budget years: at the year's line in Haushaltsjahre, else where the year is first named.

    Args:
        books: The workbook.
        found: What the message needs, by year; every year has the same names.
        column: Column of Haushaltsjahre that the findings point to; elsewhere they point to the year.
        case: Which wording they get.
    """
    left = dict(found)
    for table in (BUDGET_YEARS, CONTRIBUTIONS, JOURNAL):
        frame = books.table(table).frame
        # By key, so that the finding stays with its row wherever that stands.
        years = frame[frame["budget_year"].isin(left)].sort_values(list(table.key))["budget_year"]
        rows = {int(year): int(row) for row, year in reversed(list(years.drop_duplicates().items()))}
        here = {year: left.pop(year) for year in list(left) if year in rows}
        if here:
            values = [{"year": year, **named} for year, named in here.items()]
            yield Hits(
                table,
                column if table is BUDGET_YEARS else "budget_year",
                pd.DataFrame(values, index=[rows[year] for year in here]),
                case,
            )


def over_as(books: Books, year: int, today: dt.date) -> YearStatus | None:
    """Return the status with which a budget year is over, None while it is running.

    It is over when its closing has been handed in (the status says so), or, still ``offen``, when the booking
    deadline in the following year has passed.
    """
    order = list(YearStatus)
    known = [item.status for item in books.budget_years if item.budget_year == year and item.status is not None]
    status = max(known, key=order.index, default=YearStatus.OPEN)
    day, month = books.settings.booking_deadline
    # No date is built: the deadline may be 29 February.
    passed = (today.year, today.month, today.day) > (year + 1, month, day)
    return status if passed or status is not YearStatus.OPEN else None
