"""The clean sample: two years of a Regionalmanagement, from the first contribution to the second closing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.model.contents import Contents
from regman_xl.sample import funding, governance, planning, register
from regman_xl.sample.activities import ACTIVITIES
from regman_xl.sample.entries import journal
from regman_xl.sample.prose import report_texts
from regman_xl.sample.year_2025 import bookings_2025
from regman_xl.sample.year_2026 import bookings_2026
from regman_xl.schema.lists import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.model.contents import Row


def sample_contents() -> Contents:
    """Return the clean sample of the years 2025 and 2026 with the plan for 2027.

    It is deterministic, has no error and no warning that is not accepted, and its closing of 2025 is examined,
    carried over and refunded to the cent.
    """
    entries = journal([*bookings_2025(), *bookings_2026()])
    return Contents(
        settings={**register.SETTINGS, "budget_year": 2026, "reference_date": dt.date(2027, 2, 15)},
        rows={
            "partners": register.PARTNERS,
            "contributions": register.contributions(2025, 2026, 2027),
            "budget_years": _years_with_cash(entries),
            "accounts": register.ACCOUNTS,
            "projects": register.PROJECTS,
            "grants": funding.GRANTS,
            "grant_decisions": funding.GRANT_DECISIONS,
            "funding_plan": funding.FUNDING_PLAN,
            "plan": planning.PLAN,
            "commitments": planning.COMMITMENTS,
            "journal": entries,
            "resolutions": governance.RESOLUTIONS,
            "activities": ACTIVITIES,
            "report_texts": report_texts(),
            "board_members": governance.BOARD_MEMBERS,
            "staff": governance.STAFF,
            "waivers": governance.waivers(_largest(entries)),
        },
    )


def _years_with_cash(entries: Sequence[Row]) -> tuple[Row, ...]:
    """Add to the closed years what the treasury confirms: the cash by the journal."""
    completed = []
    for row in register.BUDGET_YEARS:
        year = row["budget_year"]
        cash = sum(_signed(entry) for entry in entries if _int(entry["budget_year"]) <= _int(year))
        completed.append({**row, "confirmed_cash": cash} if "report_date" in row else row)
    return tuple(completed)


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _signed(entry: Row) -> int:
    amount = _int(entry["amount"])
    return amount if entry["direction"] == Direction.INCOME else -amount


def _largest(entries: Sequence[Row]) -> str:
    """Return the Nr of the largest expense."""
    expenses = [entry for entry in entries if entry["direction"] == Direction.EXPENSE]
    return str(max(expenses, key=lambda entry: _int(entry["amount"]))["number"])
