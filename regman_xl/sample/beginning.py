"""What a new master workbook begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.model.contents import Contents
from regman_xl.sample import register
from regman_xl.schema.lists import YearStatus, YesNo

if TYPE_CHECKING:
    from regman_xl.model.contents import Row


def new_contents(year: int, *, empty: bool) -> Contents:
    """Return the contents of a new master workbook.

    Args:
        year: The first budget year.
        empty: Only headers, lists and the defaults of the settings; otherwise also the three partners of the
            council paper with their contributions, the open year, and a chart of accounts.
    """
    if empty:
        return Contents(settings={"budget_year": year})
    kept = ("cooperation", "legal_basis")
    return Contents(
        settings={"budget_year": year, **{name: register.SETTINGS[name] for name in kept}},
        rows={
            "partners": tuple(_partner(row, year) for row in register.PARTNERS),
            "contributions": register.contributions(year),
            "budget_years": ({"budget_year": year, "status": YearStatus.OPEN},),
            "accounts": tuple(row for row in register.ACCOUNTS if row["blocked"] == YesNo.NO),
        },
    )


def _partner(row: Row, year: int) -> Row:
    """Take a partner of the sample without its made-up bank account: nothing must ever be paid to it."""
    return {**{name: value for name, value in row.items() if name != "iban"}, "valid_from": year}
