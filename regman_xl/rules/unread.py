"""Rows that could not be read: a rule must not call missing what may only be illegible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finance.agreement import effective
from regman_xl.schema import RESOLUTIONS, TEXT_KINDS

if TYPE_CHECKING:
    from regman_xl.model.books import Books
    from regman_xl.model.frames import TableData
    from regman_xl.model.records import Resolution
    from regman_xl.schema.lists import ResolutionKind


def may_hold(data: TableData, /, **wanted: str | int) -> bool:
    """Whether a row that could not be read may be the wanted one.

    Args:
        data: The table.
        wanted: Values by column name; a blank cell of the row may be any of them.

    Returns:
        True as well where the whole sheet is missing: that has a finding of its own.
    """
    rows = data.frame[~data.usable]
    for name, value in wanted.items():
        values = rows[name]
        blank = values.eq("") if data.table[name].kind in TEXT_KINDS else values.isna()
        rows = rows[(blank | values.eq(value)).fillna(value=True).astype(bool)]
    return not data.header_row or bool(len(rows))


def resolved(books: Books, kind: ResolutionKind, year: int) -> tuple[Resolution, ...] | None:
    """Return the resolutions of a kind for a year that took effect; None where a row may be one that nobody can read.

    A row without a body may be of the body that decides; the empty cell has a finding of its own.
    """
    without_body = any(
        item.kind is kind and item.budget_year == year and item.body is None for item in books.resolutions
    )
    if without_body or may_hold(books.table(RESOLUTIONS), kind=kind.value, budget_year=year):
        return None
    return effective(books.resolutions, kind, year)
