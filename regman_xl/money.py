"""Whole cents, and the way from a cell to cents and from cents to a text.

A cell holds a binary float. It becomes cents by exact decimal conversion of its shortest text
(``0.1`` is ten cents, although the float is a little more); more than two decimals are refused,
never rounded (DOMAIN.md § 2).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Most cents that a cell can hold exactly: Excel keeps 15 significant digits.
MAX_CENTS = 10**15 - 1


def cents_of(value: float | Decimal) -> int:
    """Convert one amount in EUR to whole cents.

    Args:
        value: Amount in EUR; a float stands for its shortest decimal text.

    Returns:
        The amount in cents.

    Raises:
        ValueError: The amount is not finite, has more than two decimals or more than 15 digits.
    """
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not number.is_finite():
        raise ValueError(f"not a finite amount: {value!r}")
    scaled = number.scaleb(2)
    if scaled != scaled.to_integral_value():
        raise ValueError(f"more than two decimals: {value!r}")
    if abs(scaled) > MAX_CENTS:
        raise ValueError(f"more than 15 digits: {value!r}")
    return int(scaled)


def scaled_integers(values: NDArray[np.float64], places: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Convert many numbers to integers of a fixed number of decimal places.

    ``rint(value * 10**places)`` is the only candidate; it is right exactly when dividing it again gives
    back the same float, because division is correctly rounded and the shortest text of a float is unique.

    Args:
        values: Numbers as read from cells.
        places: Decimal places that the result keeps (2 turns EUR into cents).

    Returns:
        The integers, and a mask of the values that fit; where the mask is False the integer is 0.
    """
    factor = float(10**places)
    with np.errstate(all="ignore"):
        candidates = np.rint(values * factor)
        fits = np.isfinite(values) & (np.abs(candidates) <= MAX_CENTS) & (candidates / factor == values)
    return np.where(fits, candidates, 0).astype(np.int64), fits


def euros(cents: int) -> Decimal:
    """Return cents as EUR with two places, the form in which money leaves the core."""
    return Decimal(cents).scaleb(-2)


def amount_text(cents: int) -> str:
    """Return cents as machine text with two decimals: ``-345678`` is ``"-3456.78"``."""
    return f"{euros(cents):.2f}"


def german_amount(cents: int) -> str:
    """Return cents as a German reader writes them: ``-345678`` is ``"-3.456,78"``."""
    text = f"{euros(cents):,.2f}"
    return text.translate(str.maketrans(",.", ".,"))
