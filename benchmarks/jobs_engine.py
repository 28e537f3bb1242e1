"""The job of `benchmarks.engine`, in a process of its own."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from benchmarks.engine import GRANTS, YEARS
from benchmarks.timing import told
from regman_xl.finance.engine import accounts
from regman_xl.model.books import Books
from regman_xl.model.frames import table_data
from regman_xl.model.settings import Settings
from regman_xl.sample import register
from regman_xl.schema import TABLE_BY_NAME
from regman_xl.schema.lists import Body, Category, FundingKind, GrantStatus, ResolutionKind, YearStatus

if TYPE_CHECKING:
    from regman_xl.finance.account import YearAccount

_FIRST = 2025
#: Years that a grant runs.
_TERM = 3
_TIMES = 3


def books() -> Books:
    """Return the books: grants begin evenly over the years and run for some years each; every year is carried over."""
    years = range(_FIRST, _FIRST + YEARS)
    grants, plan, entries = _grants()
    agreed = {partner: amount * 100 for partner, amount in register.AGREED.items()}
    contributions = [
        {"partner": partner, "budget_year": year, "amount": amount}
        for year in years
        for partner, amount in agreed.items()
    ]
    entries += [
        _entry(year, Category.PARTNER_CONTRIBUTION, amount, partner=partner)
        for year in years
        for partner, amount in agreed.items()
    ]
    resolutions = [
        {"id": f"{kind} {year}", "date": dt.date(year + 1, 3, 1), "body": Body.SUPERVISORY_BOARD, "kind": kind,
         "budget_year": year}
        for year in years
        for kind in (ResolutionKind.EXAMINATION, ResolutionKind.CARRY_OVER)
    ]  # fmt: skip
    tables = {
        "partners": register.PARTNERS,
        "contributions": contributions,
        "budget_years": [{"budget_year": year, "status": YearStatus.OPEN} for year in years],
        "projects": register.PROJECTS,
        "grants": grants,
        "funding_plan": plan,
        "journal": [{**row, "number": str(number)} for number, row in enumerate(entries, 1)],
        "resolutions": resolutions,
    }
    filled = {name: table_data(TABLE_BY_NAME[name], rows) for name, rows in tables.items()}
    return Books(Settings(opening_cash=0), {**Books.of().data, **filled})


def _grants() -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the grants, their financing plans and their entries."""
    grants, plan, entries = [], [], []
    for index in range(GRANTS):
        name, start = f"F-{index:04d}", _FIRST + index * (YEARS - _TERM) // GRANTS
        cost = 1_000_001 + 37 * index
        yearly = cost * 6 // 10
        grants.append(
            {
                "id": name,
                "project": "P-01",
                "funder": "Land",
                "status": GrantStatus.GRANTED,
                "kind": FundingKind.SHARE,
                "rate": 600_000,
                "cap": yearly * _TERM,
                "granted_on": dt.date(start, 1, 15),
                "file_number": name,
                "period_from": dt.date(start, 1, 15),
                "period_to": dt.date(start + _TERM - 1, 12, 31),
            }
        )
        for year in range(start, start + _TERM):
            plan.append({"grant": name, "budget_year": year, "total_cost": cost, "grant_amount": yearly})
            entries.append(_entry(year, Category.PROJECT, cost, project="P-01", grant=name))
            # What is earned is paid out a little late and never to the cent.
            entries.append(_entry(year, Category.GRANT, yearly - 12_345, project="P-01", grant=name))
    return grants, plan, entries


def _entry(year: int, category: Category, amount: int, **more: str) -> dict[str, Any]:
    return {
        "budget_year": year,
        "booked_on": dt.date(year, 6, 30),
        "voucher": "B",
        "direction": category.direction,
        "category": category,
        "text": "x",
        "amount": amount,
        **more,
    }


def _digest(accounts: tuple[YearAccount, ...]) -> str:
    if len(accounts) != YEARS or accounts[-1].liquidity_difference:
        raise ValueError("not all years are computed")
    return hashlib.sha256(repr(accounts).encode()).hexdigest()


def main() -> None:
    """Compute the accounts of all years."""
    filled = books()
    told(lambda: accounts(filled, _FIRST + YEARS - 1), _digest, _TIMES)


if __name__ == "__main__":
    main()
