"""The checksum of the data that a document was made from: printed in its head, and compared by PER05."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from regman_xl.finance.plan import HORIZON
from regman_xl.schema import (
    ACTIVITIES,
    BOARD_MEMBERS,
    BUDGET_YEARS,
    GRANT_DECISIONS,
    GRANTS,
    JOURNAL,
    PARTNERS,
    SETTINGS,
    STAFF,
    TABLES,
)
from regman_xl.seal.canonical import VERSION, canonical, hashed, row_digests

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from regman_xl.model.books import Books
    from regman_xl.schema import Table

#: Years after its own that a document of a kind looks at; None: it looks at everything.
YEARS_AHEAD: dict[str, int | None] = {
    "plan": HORIZON - 1,
    "closing": 0,
    "activity": 0,
    "refund": 0,
    "grants": 0,
    "call": 0,
    "statement": 0,
    "findings": None,
}
#: A plan is made of money that is agreed and planned: of the journal it shows what is past. A call counts payments
#: whenever they were booked.
_JOURNAL_AHEAD = {"plan": -1, "call": None}
#: Days that say from which year on a row counts, where there is no budget year.
_DAYS = {ACTIVITIES: "date", GRANT_DECISIONS: "date", BOARD_MEMBERS: "valid_from", STAFF: "valid_from"}
#: What changes after the document is made, because of it.
_LATER = {BUDGET_YEARS: ("status", "seal")}
#: The order of these sheets decides where an odd cent goes (DOMAIN.md § 3).
_ORDERED = (PARTNERS, GRANTS)
#: The day that rules look at, and the year that is worked on: no figure rests on them.
_SETTINGS_ASIDE = {"reference_date", "budget_year"}


def data_checksum(books: Books, kind: str, year: int | None) -> str:
    """Return the SHA-256 in hex of the data that a document rests on.

    The same data give the same checksum whatever the order of rows (but of partners and grants) and columns, the
    program that saved them, and the day; rows of years after those that the document looks at do not count.

    Args:
        books: The workbook.
        kind: Kind of the document, one of `YEARS_AHEAD`.
        year: Its budget year; None where it speaks of all years.
    """
    return checksums(books)(kind, year)


def checksums(books: Books) -> Callable[[str, int | None], str]:
    """Return `data_checksum` of a workbook for several documents: every row is hashed once."""

    @cache
    def digests(table: Table) -> NDArray[np.bytes_]:
        data = books.table(table)
        return np.array(row_digests(table, data.frame, _LATER.get(table, ())), dtype="S64")

    def checksum(kind: str, year: int | None) -> str:
        settings = books.settings.model_dump(mode="json", exclude_defaults=True, exclude=_SETTINGS_ASIDE)
        parts = []
        for table in TABLES:
            if table is not SETTINGS:
                counted = digests(table)[_until(books, table, _last_year(kind, year, table))]
                rows = counted if table in _ORDERED else np.sort(counted)
                # A sheet that a later version adds and that is empty changes nothing.
                parts += [[table.name, hashed(rows.tobytes().decode())]] if len(rows) else []
        return hashed(canonical([VERSION, "document", kind, year, settings, parts]))

    return checksum


def _last_year(kind: str, year: int | None, table: Table) -> int | None:
    ahead = _JOURNAL_AHEAD.get(kind, YEARS_AHEAD[kind]) if table is JOURNAL else YEARS_AHEAD[kind]
    return None if year is None or ahead is None else year + ahead


def _until(books: Books, table: Table, last: int | None) -> NDArray[np.bool_]:
    """Return which rows count: those up to a year, and those that do not say when."""
    frame = books.table(table).frame
    if last is None or (table.year_column is None and table not in _DAYS):
        return np.ones(len(frame), np.bool_)
    years = frame[_DAYS[table]].dt.year if table in _DAYS else frame[table.year_column]
    return ~(years.gt(last).fillna(value=False).to_numpy(dtype=bool))
