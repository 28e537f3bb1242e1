"""Small workbooks for examples: three partners, one grant, a few bookings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regman_xl.finance.engine import accounts
from tests.finance.workbooks import History, Row, entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import GrantYear

THREE = {"DUS": 50_000_00, "ME": 50_000_00, "IHK": 20_000_00}
FOUR = {**THREE, "RKN": 30_000_00}


def history(
    contributions: dict[int, dict[str, int]],
    *entries: Row,
    opening_cash: int = 0,
    years: Sequence[int] = (),
    **tables: list[Row],
) -> History:
    """A workbook with the given agreed contributions and bookings; its years are those of the contributions."""
    names = dict.fromkeys(name for key in contributions.values() for name in key)
    base: dict[str, list[Row]] = {
        "partners": [{"id": name, "name": name} for name in names],
        "contributions": [
            {"partner": name, "budget_year": year, "amount": amount}
            for year, key in contributions.items()
            for name, amount in key.items()
        ],
        "budget_years": [{"budget_year": year, "status": "offen"} for year in years or contributions],
        "journal": [],
    }
    return History({**base, **tables}, opening_cash).and_entries(*entries)


def paid(year: int, amounts: dict[str, int], **more: Any) -> list[Row]:
    return [entry(year, "Partnerbeitrag", amount, partner=name, **more) for name, amount in amounts.items()]


def grant(kind: str | None, cap: int | None = 60_000_00, **more: Any) -> Row:
    rate = 600_000 if kind == "Anteil" else None
    return {"id": "F-1", "project": "P-1", "kind": kind, "cap": cap, "rate": rate, "status": "bewilligt", **more}


PLAN_100 = {"grant": "F-1", "budget_year": 2026, "total_cost": 100_000_00, "grant_amount": 60_000_00}
PROJECT = {"id": "P-1", "title": "Radschnellweg"}


def funded(row: Row, *entries: Row, decisions: Sequence[Row] = (), **tables: list[Row]) -> History:
    """2026 with one grant whose plan is 100.000; 2027 follows."""
    return history(
        {2026: THREE, 2027: THREE},
        *entries,
        projects=[PROJECT],
        grants=[row],
        grant_decisions=list(decisions),
        **{"funding_plan": [PLAN_100], **tables},
    )


def grant_in(books: History, year: int = 2026) -> GrantYear:
    return accounts(books.books(), year)[-1].grants[0]


def shares_of(year: YearAccount, name: str) -> list[int]:
    return [getattr(partner, name) for partner in year.partners]


COST_DOWN = (
    entry(2026, "Projekt", 92_345_67, grant="F-1"),
    entry(2026, "Drittmittel", 3_000_00, grant="F-1"),
)
COST_UP = (entry(2026, "Projekt", 110_000_00, grant="F-1"),)
