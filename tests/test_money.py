"""Cents from cells and cents as text (DOMAIN.md § 2)."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regman_xl.money import MAX_CENTS, amount_text, cents_of, euros, german_amount, scaled_integers

CENTS = st.integers(-MAX_CENTS, MAX_CENTS)
CELLS = st.one_of(
    st.floats(),
    CENTS.map(lambda cents: cents / 100),
    st.integers(-(10**9), 10**9).map(lambda mills: mills / 1000),
    st.integers(-(10**6), 10**6).map(float),
)


def by_decimal(value: float, places: int) -> int | None:
    """What the law says, spelled out: the shortest repr as a decimal number; None where it does not fit."""
    if not math.isfinite(value):
        return None
    scaled = Decimal(repr(value)) * 10**places
    if scaled != int(scaled) or abs(scaled) > MAX_CENTS:
        return None
    return int(scaled)


@pytest.mark.parametrize(
    ("value", "cents"),
    [
        (0.0, 0),
        (-0.0, 0),
        (0.1, 10),
        (0.29, 29),
        (1.15, 115),
        (1234.5, 123450),
        (-3456.78, -345678),
        (9999999999999.99, MAX_CENTS),
        (Decimal("12.30"), 1230),
        (Decimal("-0.01"), -1),
        (Decimal("1E+2"), 10_000),
        (7, 700),
    ],
)
def test_a_cell_becomes_cents(value: float | Decimal, cents: int) -> None:
    assert cents_of(value) == cents


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (0.005, "more than two decimals"),
        (1.001, "more than two decimals"),
        (0.1 + 0.2, "more than two decimals"),
        (1e-300, "more than two decimals"),
        (Decimal("0.001"), "more than two decimals"),
        (1e15, "more than 15 digits"),
        (-1e300, "more than 15 digits"),
        (math.nan, "not a finite amount"),
        (-math.inf, "not a finite amount"),
        (Decimal("NaN"), "not a finite amount"),
    ],
)
def test_an_amount_that_is_no_whole_number_of_cents_is_refused_and_never_rounded(
    value: float | Decimal, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        cents_of(value)


@given(CENTS)
def test_every_amount_that_a_cell_can_hold_comes_back(cents: int) -> None:
    assert cents_of(cents / 100) == cents
    assert cents_of(euros(cents)) == cents


@given(CELLS)
def test_a_float_stands_for_its_shortest_text(value: float) -> None:
    expected = by_decimal(value, 2)
    if expected is None:
        with pytest.raises(ValueError, match=r"finite|decimals|digits"):
            cents_of(value)
    else:
        assert cents_of(value) == expected


@given(st.lists(CELLS, max_size=30))
@example([0.1, 0.29, 1.15, 0.005, math.nan, math.inf, 9999999999999.99, 1e15, 1e300])
def test_a_whole_column_converts_like_its_cells(values: list[float]) -> None:
    integers, fits = scaled_integers(np.array(values, dtype=np.float64), 2)
    expected = [by_decimal(value, 2) for value in values]
    assert fits.tolist() == [cents is not None for cents in expected]
    assert integers.tolist() == [cents or 0 for cents in expected]


@given(st.lists(CELLS, max_size=30), st.sampled_from([0, 4]))
@example([60.0, 66.6667, 0.33333, 2026.0, 2026.5], 4)
@example([2026.0, 2026.5], 0)
def test_rates_and_years_convert_by_the_same_law(values: list[float], places: int) -> None:
    integers, fits = scaled_integers(np.array(values, dtype=np.float64), places)
    expected = [by_decimal(value, places) for value in values]
    assert fits.tolist() == [number is not None for number in expected]
    assert integers.tolist() == [number or 0 for number in expected]


@pytest.mark.parametrize(
    ("cents", "machine", "german"),
    [
        (0, "0.00", "0,00"),
        (5, "0.05", "0,05"),
        (-5, "-0.05", "-0,05"),
        (123450, "1234.50", "1.234,50"),
        (-345678, "-3456.78", "-3.456,78"),
        (MAX_CENTS, "9999999999999.99", "9.999.999.999.999,99"),
    ],
)
def test_amounts_as_text(cents: int, machine: str, german: str) -> None:
    assert amount_text(cents) == machine
    assert german_amount(cents) == german


@given(st.integers(-(10**25), 10**25))
def test_money_leaves_the_core_exactly_and_with_two_places(cents: int) -> None:
    amount = euros(cents)
    assert amount * 100 == cents
    assert amount.as_tuple().exponent == -2
    assert Decimal(amount_text(cents)) == amount
    assert german_amount(cents).replace(".", "").replace(",", ".") == amount_text(cents)
