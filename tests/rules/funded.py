"""Small workbooks with money of grants and partners, and what a rule says about them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

from regman_xl.finance.engine import history as computed
from regman_xl.model.facts import PackageFacts
from regman_xl.rules import CATALOGUE, audit
from tests.finance.workbooks import entry

if TYPE_CHECKING:
    from regman_xl.finding import Finding
    from regman_xl.model.facts import CellFact
    from tests.finance.workbooks import History, Row

TODAY = dt.date(2026, 12, 31)


def found(code: str, workbook: History, today: dt.date = TODAY, *facts: CellFact) -> tuple[Finding, ...]:
    books = dataclasses.replace(workbook.books(), package=PackageFacts("mappe.xlsx", (), facts))
    result = audit(books, computed(books).accounts, today=today, rules=[CATALOGUE[code]])
    assert not result.crashed, result.findings
    return result.findings


def keys(code: str, workbook: History, today: dt.date = TODAY, *facts: CellFact) -> list[str]:
    return [finding.key for finding in found(code, workbook, today, *facts)]


def money(category: str, amount: int, day: dt.date | None = None, **more: Any) -> Row:
    """A booking for the one grant."""
    return entry(
        (day or TODAY).year, category, amount, **{"grant": "F-1", "booked_on": day or dt.date(2026, 6, 30), **more}
    )
