"""One rule over books that a test has made, with their figures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.finance.engine import history
from regman_xl.problems import Problem
from regman_xl.rules import CATALOGUE, audit

if TYPE_CHECKING:
    from regman_xl.finding import Finding
    from regman_xl.model.books import Books

TODAY = dt.date(2026, 12, 31)


def found(code: str, books: Books, today: dt.date = TODAY) -> tuple[Finding, ...]:
    """Return what one rule finds."""
    try:
        accounts = history(books).accounts
    except Problem:
        accounts = ()
    result = audit(books, accounts, today=today, rules=[CATALOGUE[code]])
    assert not result.crashed, result.findings
    return result.findings


def places(code: str, books: Books, today: dt.date = TODAY) -> list[tuple[str, str | None]]:
    """Return sheet and cell of what one rule finds."""
    return [(finding.sheet, finding.cell) for finding in found(code, books, today)]
