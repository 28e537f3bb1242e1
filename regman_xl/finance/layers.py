"""Layers of money by origin year: who bears the cost, what is tied, carried over and refunded (DOMAIN.md § 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.finance.values import Layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from regman_xl.finance.values import PaymentKey


@dataclass(frozen=True, slots=True)
class Burden:
    """How a year's own cost falls on the layers.

    Attributes:
        closing: What each layer holds afterwards, by origin year.
        borne: Cost that each origin year has borne so far, less what went back to it.
        deficit: Cost that no layer covers.
    """

    closing: Mapping[int, int]
    borne: Mapping[int, int]
    deficit: int


def bear(opening: Mapping[int, int], borne: Mapping[int, int], own_cost: int, year: int) -> Burden:
    """Take a year's own cost from the oldest layer first (DOMAIN.md § 5, step 2).

    A negative own cost goes back to the layers that bore cost, the youngest first, each at most what it bore;
    the rest goes to the year's own layer.

    Args:
        opening: What each layer holds before, none negative, by origin year.
        borne: Cost that each origin year bore in earlier years.
        own_cost: Cost in cents.
        year: The budget year.
    """
    held, bore = dict(opening), dict(borne)
    left = own_cost
    if left >= 0:
        for origin in sorted(held):
            part = min(held[origin], left)
            held[origin] -= part
            bore[origin] = bore.get(origin, 0) + part
            left -= part
        return Burden(held, bore, left)
    for origin in sorted(bore, reverse=True):
        part = min(bore[origin], -left)
        held[origin] = held.get(origin, 0) + part
        bore[origin] -= part
        left += part
    held[year] = held.get(year, 0) - left
    return Burden(held, bore, 0)


def _youngest_first(holdings: Mapping[int, int], total: int) -> dict[int, int]:
    """Take up to a total from holdings, the youngest origin first; return what is taken from each."""
    taken = {}
    for origin in sorted(holdings, reverse=True):
        taken[origin] = min(holdings[origin], total)
        total -= taken[origin]
    return taken


def settle_layers(
    opening: Mapping[int, int],
    closing: Mapping[int, int],
    receivables: int,
    carry_over: int | None,
    key_of: Callable[[int], PaymentKey],
) -> tuple[Layer, ...]:
    """Tie pre-financing, carry over what is resolved, refund the rest (DOMAIN.md § 5, steps 3 and 4).

    Args:
        opening: What each layer held before the year's cost, by origin year.
        closing: What it holds after.
        receivables: Grants earned but not yet received: they tie the youngest layers first.
        carry_over: Amount resolved to be carried over, taken from the youngest layers first; None is everything.
        key_of: Gives the key of an origin year.

    Returns:
        The layers, oldest first.
    """
    tied = _youngest_first(closing, receivables)
    free = {origin: closing[origin] - tied[origin] for origin in closing}
    carried = free if carry_over is None else _youngest_first(free, max(0, carry_over))
    return tuple(
        Layer(
            origin=origin,
            key=key_of(origin),
            opening=opening.get(origin, 0),
            closing=closing[origin],
            tied=tied[origin],
            carried=carried[origin],
            refund=free[origin] - carried[origin],
        )
        for origin in sorted(closing)
    )


def carried_on(layers: Iterable[Layer]) -> dict[int, int]:
    """Return what the layers bring into the next year: carried and tied money, by origin year."""
    return {layer.origin: layer.carried + layer.tied for layer in layers if layer.carried + layer.tied}
