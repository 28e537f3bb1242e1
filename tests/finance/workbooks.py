"""Workbooks as plain rows, and what engine and oracle say about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings

from regman_xl.finance.engine import account, accounts
from regman_xl.model.books import Books
from regman_xl.model.frames import table_data
from regman_xl.model.settings import Settings
from regman_xl.schema import TABLE_BY_NAME
from tests.finance import oracle

if TYPE_CHECKING:
    from collections.abc import Callable

    from regman_xl.finance.account import YearAccount

Row = dict[str, Any]
EMPTY = Books.of()


def laws(examples: int = 60) -> Callable[..., Any]:
    """Settings of a law over histories: so many examples, however long they take to draw."""
    return settings(
        max_examples=examples,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )


@dataclass(frozen=True)
class History:
    """A workbook as plain rows: what the oracle reads and what Books are made of."""

    tables: dict[str, list[Row]]
    opening_cash: int = 0

    @property
    def years(self) -> list[int]:
        return sorted(row["budget_year"] for row in self.tables["budget_years"])

    @property
    def first(self) -> int:
        return self.years[0]

    @property
    def journal(self) -> list[Row]:
        return self.tables["journal"]

    def books(self) -> Books:
        """What `Books.of` makes of the rows; the empty tables are made once, because there are many histories."""
        filled = {name: table_data(TABLE_BY_NAME[name], rows) for name, rows in self.tables.items() if rows}
        return Books(Settings(opening_cash=self.opening_cash), {**EMPTY.data, **filled})

    def expected(self) -> list[Row]:
        """What the oracle says, up to the first unresolved deficit."""
        return oracle.years(self.tables, self.opening_cash)

    def computed(self) -> tuple[YearAccount, ...]:
        """What the engine says, up to the first unresolved deficit."""
        return accounts(self.books(), self.expected()[-1]["year"])

    def account(self, year: int) -> YearAccount:
        return account(self.books(), year)

    def and_rows(self, table: str, *rows: Row) -> History:
        """The same workbook with more rows at the end of a table."""
        return replace(self, tables={**self.tables, table: [*self.tables.get(table, []), *rows]})

    def and_entries(self, *rows: Row) -> History:
        """The same workbook with more bookings, numbered on."""
        start = len(self.journal) + 1
        return self.and_rows("journal", *({**row, "number": str(start + i)} for i, row in enumerate(rows)))

    def only(self, table: str, keep: Callable[[Row], bool]) -> History:
        """The same workbook without some rows of a table."""
        return replace(self, tables={**self.tables, table: [row for row in self.tables.get(table, []) if keep(row)]})


def entry(year: int, category: str, amount: int, **more: Any) -> Row:
    """One booking."""
    return {
        "number": "1",
        "budget_year": year,
        "booked_on": dt.date(year, 6, 30),
        "voucher": "B",
        "direction": "Einnahme" if category in oracle.INCOME else "Ausgabe",
        "category": category,
        "text": category,
        "amount": amount,
        **more,
    }


def resolution(year: int, kind: str, body: str = "Aufsichtsgremium", **more: Any) -> Row:
    """One resolution, adopted in the spring after the year."""
    return {
        "id": f"{kind} {year}",
        "date": dt.date(year + 1, 3, 1),
        "body": body,
        "kind": kind,
        "budget_year": year,
        **more,
    }
