"""The jobs of `benchmarks.allocation`, each in a process of its own."""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.timing import told
from regman_xl import allocation

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Amounts = NDArray[np.int64]

_AMOUNTS = 1_000_000
_KEY = (50_000_00, 50_000_00, 20_000_00)
_TIMES = 5


def allocate_many(amounts: Amounts) -> Amounts:
    """As regman does it."""
    return allocation.allocate_many(amounts, _KEY)


def residue_table(amounts: Amounts) -> Amounts:
    """One row of shares per remainder, written plainly."""
    parts = np.array(_KEY) // np.gcd.reduce(_KEY)
    whole = parts.sum()
    table = np.array([allocation.allocate(rest, parts.tolist()) for rest in range(whole)])
    times, rests = np.divmod(np.abs(amounts), whole)
    shares: Amounts = np.sign(amounts)[:, np.newaxis] * (times[:, np.newaxis] * parts + table[rests])
    return shares


def argsort(amounts: Amounts) -> Amounts:
    """The remainders of every amount are sorted.

    The key is in descending order, so a stable sort gives ties to the larger weight, then to the earlier partner.
    """
    weights = np.array(_KEY)
    products = np.abs(amounts)[:, np.newaxis] * weights
    shares, rests = np.divmod(products, weights.sum())
    left = np.abs(amounts) - shares.sum(axis=1)
    ranks = np.argsort(np.argsort(-rests, axis=1, kind="stable"), axis=1)
    signed: Amounts = np.sign(amounts)[:, np.newaxis] * (shares + (ranks < left[:, np.newaxis]))
    return signed


def one_by_one(amounts: Amounts) -> Amounts:
    """Plain Python."""
    return np.array([allocation.allocate(amount, _KEY) for amount in amounts.tolist()])


JOBS: dict[str, Callable[[Amounts], Amounts]] = {
    job.__name__: job for job in (residue_table, allocate_many, argsort, one_by_one)
}


def _digest(shares: Amounts) -> str:
    return hashlib.sha256(shares.astype("<i8").tobytes()).hexdigest()


def main(name: str) -> None:
    """Do one job."""
    amounts = np.random.default_rng(7).integers(-(10**9), 10**9, _AMOUNTS)
    job = JOBS[name]
    told(lambda: job(amounts), _digest, 1 if job is one_by_one else _TIMES)


if __name__ == "__main__":
    main(sys.argv[1])
