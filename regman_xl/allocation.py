"""Sharing an amount by a payment key so that no cent is lost (DOMAIN.md § 3)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

from regman_xl.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Share:
    """One partner's share of an amount.

    Attributes:
        amount: The share in cents.
        exact: The exact share in cents, a fraction.
        odd_cent: +1 or -1 where one of the cents left over went here, else 0.
    """

    amount: int
    exact: Fraction
    odd_cent: int


def _checked(weights: Sequence[int]) -> int:
    if not weights:
        raise Problem("Der Zahlungsschlüssel ist leer.", "Bitte mindestens einen Anteil angeben.")
    if any(weight < 0 for weight in weights):
        raise Problem("Der Zahlungsschlüssel enthält einen negativen Anteil.", "Anteile müssen null oder größer sein.")
    total = sum(weights)
    if total == 0:
        raise Problem(
            "Der Zahlungsschlüssel ergibt in der Summe null.",
            "Mindestens ein Anteil muss größer als null sein.",
        )
    return total


def allocate(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Allocate an amount by largest remainder.

    Every share is the floor of ``|total| * w / W``; the cents left over go one each to the largest
    remainders, ties to the larger weight, then to the earlier partner. The sign is restored at the end,
    so that a reversal mirrors its entry exactly.

    Args:
        total: Amount in cents, of either sign.
        weights: The partners' weights in partner order: whole numbers, none negative, not all zero.

    Returns:
        One share in cents per weight; they add up to ``total``.

    Raises:
        Problem: The key is empty, sums to zero, or has a negative weight.
    """
    whole = _checked(weights)
    size = abs(total)
    shares = [size * weight // whole for weight in weights]
    left = size - sum(shares)
    if left:
        order = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), -weights[i], i))
        for index in order[:left]:
            shares[index] += 1
    return tuple(shares) if total >= 0 else tuple(-share for share in shares)


def allocate_many(amounts: NDArray[np.int64], weights: Sequence[int]) -> NDArray[np.int64]:
    """Allocate many amounts at once, each exactly as `allocate` does, whatever its size.

    Who gets the odd cents depends only on the remainder of an amount by the sum of the weights (without their
    common divisor). So the shares of each remainder are computed once, and the amounts look them up.

    Args:
        amounts: Amounts in cents, of either sign; one dimension, type int64.
        weights: The partners' weights, as in `allocate`.

    Returns:
        One row of shares in cents per amount, one column per weight.

    Raises:
        Problem: As `allocate`.
        TypeError: The amounts are not of the type int64: nothing is converted or cut off silently.
    """
    import numpy as np  # noqa: PLC0415 - `allocate` is used where nobody waits for numpy

    _checked(weights)
    if amounts.dtype != np.int64:
        raise TypeError(f"amounts must be int64, not {amounts.dtype}")
    parts = [weight // gcd(*weights) for weight in weights]
    whole = sum(parts)
    limits = np.iinfo(np.int64)
    # Below, a remainder is multiplied by a weight, and an amount is rounded down to a multiple of the sum.
    if whole * max(parts) > limits.max or amounts.min(initial=0) < limits.min + whole:
        rows = [allocate(amount, parts) for amount in amounts.tolist()]
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(parts))
    times = amounts // whole
    # Of two amounts with the same remainder the negative one mirrors another allocation: it has a row of its own.
    rests = amounts - times * whole + whole * (amounts < 0)
    if whole <= len(amounts):
        table, places = _shares_of_rests(np.arange(2 * whole), parts), rests
    else:
        distinct, places = np.unique(rests, return_inverse=True)
        table = _shares_of_rests(distinct, parts)
    # Column by column: each pass runs through neighbouring memory.
    shares = np.empty((len(parts), len(amounts)), dtype=np.int64)
    for index, part in enumerate(parts):
        np.multiply(times, part, out=shares[index])
        shares[index] += table[:, index][places]
    return shares.T


def _shares_of_rests(rests: NDArray[np.int64], parts: Sequence[int]) -> NDArray[np.int64]:
    """Share what is left of amounts above a multiple of the sum of the weights.

    Args:
        rests: Remainders from 0; those of negative amounts are increased by the sum.
        parts: The weights without common divisor.

    Returns:
        One row per remainder: what each partner gets beside the shares of the multiple below.
    """
    import numpy as np  # noqa: PLC0415 - as in `allocate_many`

    key = np.array(parts, dtype=np.int64)
    whole = int(key.sum())
    negative = rests >= whole
    # -5 = -1 * 12 + 7 mirrors 5: the multiple below takes one whole key too much, and 5 = 12 - 7 comes off it.
    sizes = np.where(negative, (2 * whole - rests) % whole, rests)
    products = sizes[:, np.newaxis] * key
    shares = products // whole
    left = sizes - shares.sum(axis=1)
    # A stable sort keeps ties in the order of its input: the larger weight, then the earlier partner.
    by_weight = np.argsort(-key, kind="stable")
    ranks = np.argsort(-(products[:, by_weight] % whole), axis=1, kind="stable")
    lucky = np.arange(len(parts)) < left[:, np.newaxis]
    np.put_along_axis(shares, by_weight[ranks], np.take_along_axis(shares, by_weight[ranks], axis=1) + lucky, axis=1)
    mirrored = np.where(sizes[:, np.newaxis] > 0, key - shares, 0)
    return np.where(negative[:, np.newaxis], mirrored, shares)


def explain(total: int, weights: Sequence[int]) -> tuple[Share, ...]:
    """Allocate an amount and say for each share what it is exactly and where the odd cents went.

    Args and errors are those of `allocate`.
    """
    amounts = allocate(total, weights)
    whole = sum(weights)
    sign = -1 if total < 0 else 1
    return tuple(
        Share(
            amount=amount,
            exact=Fraction(total * weight, whole),
            odd_cent=amount - sign * (abs(total) * weight // whole),
        )
        for amount, weight in zip(amounts, weights, strict=True)
    )


def allocate_table(totals: Sequence[int], weights: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Allocate several amounts at once so that rows and columns add up to the cent (controlled rounding).

    Every cell is the floor or the ceiling of its exact share, every row sums to its amount, and every
    column to the partner's share of the grand total: the one that `allocate` gives wherever such a table
    exists, else its floor or ceiling. Among these tables the one with the greatest sum of remainders
    rounded up is taken, ties by row, then by partner.

    Args:
        totals: One amount in cents per row, of either sign.
        weights: The partners' weights, as in `allocate`.

    Returns:
        One row of shares in cents per amount.

    Raises:
        Problem: As `allocate`.
    """
    grand = sum(totals)
    exact_columns = allocate(grand, weights)
    whole = sum(weights)
    lowest = tuple(grand * weight // whole for weight in weights)
    highest = tuple(-(-grand * weight // whole) for weight in weights)
    table = _RoundedTable(totals, weights)
    if not table.meet(exact_columns, exact_columns):
        table = _RoundedTable(totals, weights)
        table.meet(lowest, highest)
    return table.rows()


class _RoundedTable:
    """A table of floors in which some cells are rounded up, mended until its columns fit.

    It is a minimum-cost flow: each row starts with its own best choice, and units then move between
    columns along cheapest paths, which keeps the choice the best one for the columns reached.
    """

    def __init__(self, totals: Sequence[int], weights: Sequence[int]) -> None:
        whole = _checked(weights)
        self.floors = [[total * weight // whole for weight in weights] for total in totals]
        rests = [[total * weight % whole for weight in weights] for total in totals]
        cells = len(totals) * len(weights)
        # One integer carries both the remainder and, below it, the place: earlier rows and partners win ties.
        self.gains = [
            [(rest << cells) | (1 << (cells - 1 - i * len(weights) - j)) if rest else 0 for j, rest in enumerate(row)]
            for i, row in enumerate(rests)
        ]
        self.up = [self._best(gains, sum(row) // whole) for gains, row in zip(self.gains, rests, strict=True)]
        self.width = len(weights)

    @staticmethod
    def _best(gains: list[int], count: int) -> list[bool]:
        chosen = set(sorted(range(len(gains)), key=lambda j: -gains[j])[:count])
        return [j in chosen for j in range(len(gains))]

    def rows(self) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(floor + up for floor, up in zip(floors, ups, strict=True))
            for floors, ups in zip(self.floors, self.up, strict=True)
        )

    def meet(self, lowest: Sequence[int], highest: Sequence[int]) -> bool:
        """Move units between columns until every column total lies within its bounds; False if impossible."""
        columns = range(self.width)
        counts = [sum(row[j] for row in self.rows()) for j in columns]
        held = [min(max(counts[j], lowest[j]), highest[j]) for j in columns]
        # The last node is the world outside the columns; it balances what the columns hold too much or too little.
        surplus = [counts[j] - held[j] for j in columns]
        surplus.append(-sum(surplus))
        while any(surplus):
            path = self._cheapest_path(surplus, held, lowest, highest)
            if path is None:
                return False
            for start, end, row in path:
                if row is not None:
                    self.up[row][start], self.up[row][end] = False, True
                elif end == self.width:
                    held[start] += 1
                else:
                    held[end] -= 1
            surplus[path[0][0]] -= 1
            surplus[path[-1][1]] += 1
        return True

    def _moves(
        self, held: list[int], lowest: Sequence[int], highest: Sequence[int]
    ) -> dict[tuple[int, int], tuple[int, int | None]]:
        """Cheapest single moves: from column to column within one row, or to and from the outside."""
        moves: dict[tuple[int, int], tuple[int, int | None]] = {}
        for i, (gains, ups) in enumerate(zip(self.gains, self.up, strict=True)):
            for start in range(self.width):
                for end in range(self.width):
                    if ups[start] and gains[end] and not ups[end]:
                        cost = gains[start] - gains[end]
                        if (start, end) not in moves or cost < moves[start, end][0]:
                            moves[start, end] = (cost, i)
        for j in range(self.width):
            if held[j] < highest[j]:
                moves[j, self.width] = (0, None)
            if held[j] > lowest[j]:
                moves[self.width, j] = (0, None)
        return moves

    def _cheapest_path(
        self, surplus: list[int], held: list[int], lowest: Sequence[int], highest: Sequence[int]
    ) -> list[tuple[int, int, int | None]] | None:
        """Bellman-Ford from a node with too much to the nearest with too little."""
        moves = self._moves(held, lowest, highest)
        source = next(j for j, value in enumerate(surplus) if value > 0)
        cost: dict[int, int] = {source: 0}
        before: dict[int, tuple[int, int | None]] = {}
        for _ in range(self.width + 1):
            for (start, end), (price, row) in moves.items():
                if start in cost and (end not in cost or cost[start] + price < cost[end]):
                    cost[end] = cost[start] + price
                    before[end] = (start, row)
        targets = [j for j, value in enumerate(surplus) if value < 0 and j in cost]
        if not targets:
            return None
        path: list[tuple[int, int, int | None]] = []
        node = min(targets, key=lambda j: (cost[j], j))
        while node != source:
            start, row = before[node]
            path.append((start, node, row))
            node = start
        return path[::-1]
