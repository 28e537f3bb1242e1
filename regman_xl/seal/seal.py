"""The seal of a budget year: made from what the workbook says now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.problems import Problem
from regman_xl.schema import BUDGET_YEARS, GRANTS, PARTNERS
from regman_xl.seal.lines import SEALED_TABLES, SealedRow, figures_lines, head_of, present_rows, stored_seals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books

_ORDER = {table.sheet: place for place, table in enumerate((*SEALED_TABLES, GRANTS, PARTNERS, BUDGET_YEARS))}


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of a budget year.

    Attributes:
        year: The budget year.
        previous: The seal of the year before, as stored; ``""`` where it has none.
        head: SHA-256 in hex over everything: what stands in Haushaltsjahre.
        rows: The list for the sheet Siegel: the sealed rows, the terms of grants and partners, the figures (sheet
            Haushaltsjahre, the year), and the seal before (sheet Haushaltsjahre, the year before).
    """

    year: int
    previous: str
    head: str
    rows: tuple[SealedRow, ...]


def seal_of(books: Books, accounts: Iterable[YearAccount], year: int) -> Seal:
    """Seal a budget year as the workbook has it now; whether it may be sealed is for the caller to say.

    Args:
        books: The workbook.
        accounts: Computed years, that of the year among them.
        year: The budget year.

    Raises:
        Problem: The figures of the year cannot be computed.
    """
    account = next((item for item in accounts if item.year == year), None)
    if account is None:
        raise Problem(
            f"Das Haushaltsjahr {year} lässt sich nicht versiegeln, denn seine Zahlen lassen sich nicht rechnen.",
            "Bitte die Befunde von „regman validate“ beheben.",
        )
    previous = stored_seals(books).get(year - 1, "")
    lines = [*(row.line for row in present_rows(books, year)), *figures_lines(books, account)]
    chain = [SealedRow(BUDGET_YEARS.sheet, str(year - 1), previous)] if previous else []
    listed = sorted((*lines, *chain), key=_in_order)
    return Seal(year, previous, head_of(year, previous, lines), tuple(listed))


def _in_order(line: SealedRow) -> tuple[int, int, str, str]:
    return _ORDER[line.table], len(line.row_key), line.row_key, line.digest
