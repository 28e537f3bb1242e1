"""The figures that a seal holds: those of the figures' JSON without plan and status, listed by name.

A figure that a later version adds is not sealed by this one; zeros are left out, and with them what is idle in the
year: a partner who joins later, or a grant of a later year, changes no sealed figure. The shares of a grant are left
out too: they follow from its own contribution and the key, and cents that could go either way follow the order of
the sheet Förderungen.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from regman_xl.schema.lists import Category

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.finance.account import YearAccount

AMOUNTS = (
    "opening_cash",
    "closing_cash",
    "contributions_due",
    "contributions_paid",
    "supplementary_received",
    "grants_received",
    "grants_repaid",
    "third_party_funds",
    "other_income",
    "own_cost",
    "receivables",
    "unspent_grants",
    "unused_supplementary",
    "deficit",
    "prepayments",
    "distributable",
    "carry_over",
    "refund_total",
    "liquidity_difference",
)
EXPENSES = (
    Category.PROJECT,
    Category.EVENT,
    Category.OFFICE,
    Category.OWN_CONTRIBUTION,
    Category.REFUND,
    Category.SUPPLEMENTARY_REFUND,
)
LAYER_AMOUNTS = ("opening", "closing", "tied", "free", "carried", "refund")
GRANT_AMOUNTS = (
    "cost",
    "third",
    "earned",
    "own",
    "supplementary_used",
    "receivable",
    "unspent",
    "earned_total",
    "own_total",
)
PARTNER_AMOUNTS = ("due", "paid", "arrears", "overpaid", "cost_share", "refund", "settlement", "payable")


def sealed_figures(account: YearAccount) -> dict[str, Any]:
    """Return the figures of a year that its seal holds, in cents; zeros and what is empty are left out."""
    return _filled(
        {
            **_amounts(account, AMOUNTS),
            "key": _filled(dict(zip(account.key.partners, account.key.weights, strict=True))),
            "deficit_shares": _filled(account.deficit_shares),
            "expenses": _filled({category.value: account.expenses.get(category, 0) for category in EXPENSES}),
            "layers": _filled({str(layer.origin): _amounts(layer, LAYER_AMOUNTS) for layer in account.layers}),
            "grants": _filled({grant.id: _amounts(grant, GRANT_AMOUNTS) for grant in account.grants}),
            "partners": _filled({partner.id: _amounts(partner, PARTNER_AMOUNTS) for partner in account.partners}),
            "open_settlements": _filled(
                {str(year): _filled(shares) for year, shares in account.open_settlements.items()}
            ),
        }
    )


def _amounts(thing: object, names: tuple[str, ...]) -> dict[str, Any]:
    return _filled({name: attrgetter(name)(thing) for name in names})


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
