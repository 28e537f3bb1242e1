"""Where a finding about a whole budget year stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.rules.registry import Hits
from regman_xl.schema import BUDGET_YEARS, CONTRIBUTIONS, JOURNAL

if TYPE_CHECKING:
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
        years = books.table(table).frame["budget_year"].dropna()
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
