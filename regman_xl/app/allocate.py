"""One allocation, explained to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.allocation import explain
from regman_xl.money import german_amount
from regman_xl.render.columns import aligned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

EXACT_PLACES = 4


def allocation_text(amount: int, key: Sequence[tuple[str, int]]) -> str:
    """Return who gets what of an amount and where the odd cents went.

    Args:
        amount: Cents.
        key: Partners with their weights.

    Raises:
        Problem: The key shares nothing out.
    """
    shares = explain(amount, [weight for _, weight in key])
    rows = [("Partner", "Anteil genau", "Anteil", "übriger Cent")]
    for (partner, _), share in zip(key, shares, strict=True):
        odd = german_amount(share.odd_cent) if share.odd_cent else ""
        rows.append((partner, _exact(share.exact), german_amount(share.amount), odd))
    odd_total = sum(share.odd_cent for share in shares)
    rows.append(("Summe", "", german_amount(amount), german_amount(odd_total) if odd_total else ""))
    return aligned(rows, right=(1, 2, 3))


def _exact(cents: Fraction) -> str:
    """Return exact cents in EUR with four places; a share that goes on is marked."""
    size = abs(cents) * 10 ** (EXACT_PLACES - 2)
    digits = f"{int(size):0{EXACT_PLACES + 1}d}"
    whole = f"{int(digits[:-EXACT_PLACES]):,}".replace(",", ".")
    more = " ..." if size.denominator != 1 else ""
    return f"{'-' if cents < 0 else ''}{whole},{digits[-EXACT_PLACES:]}{more or '    '}"
