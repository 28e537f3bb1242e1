"""Orders that are not paid yet (sheet Verpflichtungen), as reports show them and rules count them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regman_xl.model.books import Books
    from regman_xl.model.records import Commitment


def open_orders(books: Books, since: dt.date, until: dt.date) -> list[Commitment]:
    """Return the orders that are open at the end of `since`, or placed after it, and placed by `until`.

    With one day for both these are the orders open at the end of that day. An order without a date counts as
    placed long ago, one without a day of settlement as open. The rest is in the order of budget year and id.
    """
    found = [
        item
        for item in books.commitments
        if (item.date or dt.date.min) <= until and (item.settled_on is None or item.settled_on > since)
    ]
    return sorted(found, key=lambda item: (item.budget_year, item.id))
