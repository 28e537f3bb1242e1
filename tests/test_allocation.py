"""Sharing to the cent (DOMAIN.md § 3)."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from regman_xl.allocation import allocate, allocate_many, allocate_table, explain
from regman_xl.problems import Problem

KEY = (5_000_000, 5_000_000, 2_000_000)

TOTALS = st.one_of(st.integers(-30, 30), st.integers(-(10**13), 10**13))
WEIGHTS = st.lists(st.one_of(st.integers(0, 5), st.integers(0, 10**9)), min_size=1, max_size=6).filter(any)
SMALL_WEIGHTS = st.lists(st.integers(0, 10), min_size=1, max_size=4).filter(any)
SMALL_TOTALS = st.lists(st.integers(-15, 15), max_size=3)
INT64 = np.iinfo(np.int64)
AMOUNTS = st.lists(st.one_of(TOTALS, st.integers(int(INT64.min), int(INT64.max))), max_size=40)
ANY_WEIGHTS = st.lists(st.one_of(st.integers(0, 5), st.integers(0, 10**20)), min_size=1, max_size=6).filter(any)


def exact(total: int, weights: list[int] | tuple[int, ...]) -> list[Fraction]:
    return [Fraction(total * weight, sum(weights)) for weight in weights]


# --- one amount -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "shares"),
    [
        (100_00, (41_67, 41_67, 16_66)),
        (6, (3, 2, 1)),
        (-3456_78, (-1440_33, -1440_32, -576_13)),
        (0, (0, 0, 0)),
        (120_000_00, (50_000_00, 50_000_00, 20_000_00)),
        (20_000_00, (8_333_34, 8_333_33, 3_333_33)),
    ],
)
def test_examples(total: int, shares: tuple[int, ...]) -> None:
    assert allocate(total, KEY) == shares


def test_one_cent_goes_to_the_larger_weight_when_remainders_tie() -> None:
    assert allocate(3, (1, 3)) == (1, 2)
    assert allocate(2, (1, 3)) == (0, 2)
    assert allocate(1, (2, 2)) == (1, 0)


@pytest.mark.parametrize(
    ("weights", "message"),
    [((), "leer"), ((0, 0), "null"), ((3, -1), "negativ")],
)
def test_a_key_that_shares_nothing_is_an_error(weights: tuple[int, ...], message: str) -> None:
    for call in (
        lambda: allocate(100, weights),
        lambda: explain(100, weights),
        lambda: allocate_table([1], weights),
        lambda: allocate_many(np.array([100]), weights),
    ):
        with pytest.raises(Problem, match=message):
            call()


@given(TOTALS, WEIGHTS)
def test_no_cent_is_lost(total: int, weights: list[int]) -> None:
    assert sum(allocate(total, weights)) == total


@given(TOTALS, WEIGHTS)
def test_a_reversal_mirrors_its_entry(total: int, weights: list[int]) -> None:
    assert allocate(-total, weights) == tuple(-share for share in allocate(total, weights))


@given(TOTALS, WEIGHTS)
def test_every_share_is_the_floor_or_the_ceiling_of_the_exact_one(total: int, weights: list[int]) -> None:
    for share, fair in zip(allocate(total, weights), exact(total, weights), strict=True):
        assert share in (floor(fair), ceil(fair))


@given(TOTALS, WEIGHTS)
def test_odd_cents_go_to_the_largest_remainders_then_weights_then_to_the_earlier_partner(
    total: int, weights: list[int]
) -> None:
    fair = exact(abs(total), weights)
    shares = allocate(abs(total), weights)
    rank = [(fair[i] - floor(fair[i]), weights[i], -i) for i in range(len(weights))]
    lucky = [rank[i] for i in range(len(weights)) if shares[i] > floor(fair[i])]
    others = [rank[i] for i in range(len(weights)) if shares[i] == floor(fair[i])]
    assert not lucky or not others or min(lucky) > max(others)


@given(TOTALS, WEIGHTS, st.randoms(use_true_random=False))
def test_partners_with_different_weights_get_the_same_in_any_order(total: int, weights: list[int], random) -> None:
    assume(len(set(weights)) == len(weights))
    by_weight = dict(zip(weights, allocate(total, weights), strict=True))
    shuffled = random.sample(weights, len(weights))
    assert dict(zip(shuffled, allocate(total, shuffled), strict=True)) == by_weight


@given(TOTALS, WEIGHTS, st.integers(1, 1000))
def test_only_the_proportion_of_weights_counts(total: int, weights: list[int], factor: int) -> None:
    assert allocate(total, [weight * factor for weight in weights]) == allocate(total, weights)


@given(TOTALS, WEIGHTS)
def test_a_larger_weight_never_gets_less(total: int, weights: list[int]) -> None:
    shares = allocate(abs(total), weights)
    for (mine, share), (yours, other) in itertools.permutations(zip(weights, shares, strict=True), 2):
        if mine > yours:
            assert share >= other


@given(TOTALS, WEIGHTS)
def test_an_explanation_says_where_the_odd_cents_went(total: int, weights: list[int]) -> None:
    shares = explain(total, weights)
    assert tuple(share.amount for share in shares) == allocate(total, weights)
    assert [share.exact for share in shares] == exact(total, weights)
    assert all(share.odd_cent in ((0, 1) if total >= 0 else (0, -1)) for share in shares)
    for share in shares:
        assert share.amount - share.odd_cent == (floor(share.exact) if total >= 0 else ceil(share.exact))


def test_an_explanation_of_an_example() -> None:
    assert [(share.amount, share.odd_cent) for share in explain(-6, KEY)] == [(-3, -1), (-2, 0), (-1, 0)]


# --- many amounts at once ---------------------------------------------------------------------------------------


def one_by_one(totals: list[int], weights: list[int] | tuple[int, ...]) -> list[list[int]]:
    return [list(allocate(total, weights)) for total in totals]


@given(AMOUNTS, st.one_of(WEIGHTS, ANY_WEIGHTS))
@example([int(INT64.min), int(INT64.min) + 1, int(INT64.max), -1, 0], [5, 5, 2])
@example([int(INT64.min)], [1])
@example([int(INT64.max), int(INT64.min)], [0, 3_037_000_499, 1])
@example([7, -7], [2**62, 2**62, 2**61 + 1])
@example([], [1, 2])
def test_many_amounts_are_allocated_like_one(totals: list[int], weights: list[int]) -> None:
    shares = allocate_many(np.array(totals, dtype=np.int64), weights)
    assert shares.shape == (len(totals), len(weights))
    assert shares.dtype == np.int64
    assert shares.tolist() == one_by_one(totals, weights)


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_many_amounts_for_every_small_key(width: int) -> None:
    for weights in itertools.product(range(6 if width < 4 else 4), repeat=width):
        if any(weights):
            reach = 2 * sum(weights) + 1
            totals = list(range(-reach, reach + 1))
            assert allocate_many(np.array(totals), weights).tolist() == one_by_one(totals, weights), weights


@given(st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=40), st.integers(1, 10**9))
def test_a_key_whose_sum_is_greater_than_the_number_of_amounts(totals: list[int], last: int) -> None:
    weights = [10**9 + 7, 10**9, last]
    assert allocate_many(np.array(totals), weights).tolist() == one_by_one(totals, weights)


def test_products_that_no_64_bits_hold_are_not_cut_off() -> None:
    totals, weights = [10**18, -(10**18), 999_999_999_999_999_999], [10**18 + 9, 10**17, 3]
    assert allocate_many(np.array(totals), weights).tolist() == one_by_one(totals, weights)


def test_many_amounts_that_are_no_whole_cents_are_refused() -> None:
    with pytest.raises(TypeError, match="float64"):
        allocate_many(np.array([1.5]), KEY)


# --- tables of projects and partners ----------------------------------------------------------------------------


def all_tables(totals: list[int], weights: list[int]) -> list[tuple[tuple[int, ...], ...]]:
    """Every table whose cells are floor or ceiling and whose rows add up."""
    rows = []
    for total in totals:
        choices = [sorted({floor(fair), ceil(fair)}) for fair in exact(total, weights)]
        rows.append([row for row in itertools.product(*choices) if sum(row) == total])
    return list(itertools.product(*rows))


def columns(table: tuple[tuple[int, ...], ...], width: int) -> tuple[int, ...]:
    return tuple(sum(row[j] for row in table) for j in range(width))


def merit(table: tuple[tuple[int, ...], ...], totals: list[int], weights: list[int]) -> tuple[Fraction, list[bool]]:
    """The sum of the remainders rounded up, then which cells (project, then partner) were."""
    up = []
    gain = Fraction(0)
    for total, row in zip(totals, table, strict=True):
        for fair, cell in zip(exact(total, weights), row, strict=True):
            up.append(cell > floor(fair))
            gain += fair - floor(fair) if cell > floor(fair) else 0
    return gain, up


def best_table(totals: list[int], weights: list[int]) -> tuple[tuple[int, ...], ...]:
    """The law by brute force."""
    tables = all_tables(totals, weights)
    wanted = allocate(sum(totals), weights)
    fitting = [table for table in tables if columns(table, len(weights)) == wanted]
    if not fitting:
        fair = exact(sum(totals), weights)
        fitting = [
            table
            for table in tables
            if all(floor(f) <= c <= ceil(f) for f, c in zip(fair, columns(table, len(weights)), strict=True))
        ]
    return max(fitting, key=lambda table: merit(table, totals, weights))


@given(SMALL_TOTALS, SMALL_WEIGHTS)
@example([-10, -14], [10, 10, 2, 3, 3])
@example([1, 1], [1, 1])
@example([1, 1, 1], [1, 1, 1])
@example([-1, 1], [1, 1])
@example([6, -6, 100], [50, 50, 20])
@example([10, 10, 15], [9, 9, 8, 2, 2])
@example([-10, -10, -15], [9, 9, 8, 2, 2])
@example([6, 15, 15, 15], [8, 8, 5, 5, 4])
@example([-6, -15, -15, -15], [8, 8, 5, 5, 4])
@example([12, 18, 12], [10, 10, 10, 3, 3])
@example([20, 8, 20, 14], [10, 7, 7, 2, 2])
@example([-15, -10, -10], [9, 8, 8, 3, 2])
@example([21, 14, 14], [10, 10, 10, 9, 3])
def test_a_small_table_is_the_best_of_all_that_add_up(totals: list[int], weights: list[int]) -> None:
    assert allocate_table(totals, weights) == best_table(totals, weights)


@given(st.lists(TOTALS, max_size=6), WEIGHTS)
def test_rows_and_columns_of_a_table_add_up(totals: list[int], weights: list[int]) -> None:
    table = allocate_table(totals, weights)
    assert [sum(row) for row in table] == totals
    for total, row in zip(totals, table, strict=True):
        for cell, fair in zip(row, exact(total, weights), strict=True):
            assert cell in (floor(fair), ceil(fair))
    for column, fair in zip(columns(table, len(weights)), exact(sum(totals), weights), strict=True):
        assert column in (floor(fair), ceil(fair))


@given(TOTALS, WEIGHTS)
def test_a_table_of_one_row_is_the_allocation(total: int, weights: list[int]) -> None:
    assert allocate_table([total], weights) == (allocate(total, weights),)


@given(st.lists(TOTALS, min_size=1, max_size=5), WEIGHTS)
def test_a_row_of_nothing_changes_no_other_row(totals: list[int], weights: list[int]) -> None:
    assert allocate_table([*totals, 0], weights)[:-1] == allocate_table(totals, weights)


def test_a_table_without_rows_is_empty() -> None:
    assert allocate_table([], KEY) == ()


def test_columns_follow_the_allocation_of_the_grand_total() -> None:
    table = allocate_table([1, 1, 1], (50, 50, 20))
    assert columns(table, 3) == allocate(3, (50, 50, 20)) == (1, 1, 1)


def test_two_rows_whose_columns_cannot_be_those_of_the_allocation() -> None:
    totals, weights = [-10, -14], [10, 10, 2, 3, 3]
    wanted = allocate(-24, weights)
    assert wanted not in {columns(table, 5) for table in all_tables(totals, weights)}
    table = allocate_table(totals, weights)
    assert [sum(row) for row in table] == totals
    assert columns(table, 5) != wanted
    assert sum(columns(table, 5)) == -24
