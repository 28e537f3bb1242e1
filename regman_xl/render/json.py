"""The figures of a year as JSON, schema 1: amounts are texts with two decimals, keys are partner ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from regman_xl.money import amount_text
from regman_xl.safe_text import json_text
from regman_xl.schema.lists import Category

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import GrantYear, Layer, PartnerYear, PlanYear
    from regman_xl.seal.state import SealState

Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"

JSON_SCHEMA = 1
#: The categories under `expenses`, in this order.
EXPENSES = (
    Category.PROJECT,
    Category.EVENT,
    Category.OFFICE,
    Category.OWN_CONTRIBUTION,
    Category.REFUND,
    Category.SUPPLEMENTARY_REFUND,
)


def figures_json(account: YearAccount, file: str, seal: SealState | None = None) -> str:
    """Return every computed figure of a year as JSON.

    Args:
        account: The account of the year.
        file: The file as the user named it.
        seal: What the seal of the year says, None where it is not sealed.
    """
    return json_text(figures_document(account, file, seal))


def figures_document(account: YearAccount, file: str, seal: SealState | None = None) -> dict[str, Json]:
    """Return what `figures_json` prints as a value; arguments as there."""
    return {
        "schema": JSON_SCHEMA,
        "file": file,
        "year": account.year,
        "status": account.state.value,
        "key": _by_name(dict(zip(account.key.partners, account.key.weights, strict=True))),
        **_cash(account),
        "layers": [_layer(layer) for layer in account.layers],
        "grants": [_grant(grant) for grant in account.grants],
        "partners": [_partner(partner) for partner in account.partners],
        "distributable": amount_text(account.distributable),
        "carry_over": amount_text(account.carry_over),
        "refund_total": amount_text(account.refund_total),
        "open_settlements": {str(year): _by_name(shares) for year, shares in account.open_settlements.items()},
        "liquidity_difference": amount_text(account.liquidity_difference),
        "plan": [_plan(plan) for plan in account.plan],
        "seal": seal.stored if seal else None,
        "seal_intact": seal.intact if seal else None,
    }


def _by_name(amounts: Mapping[str, int]) -> dict[str, Json]:
    return {name: amount_text(amount) for name, amount in amounts.items()}


def _cash(account: YearAccount) -> dict[str, Json]:
    amounts: dict[str, Json] = _by_name(
        {
            "opening_cash": account.opening_cash,
            "closing_cash": account.closing_cash,
            "contributions_due": account.contributions_due,
            "contributions_paid": account.contributions_paid,
            "supplementary_received": account.supplementary_received,
            "grants_received": account.grants_received,
            "grants_repaid": account.grants_repaid,
            "third_party_funds": account.third_party_funds,
            "other_income": account.other_income,
        }
    )
    amounts["expenses"] = _by_name({category.value: account.expenses.get(category, 0) for category in EXPENSES})
    amounts |= _by_name(
        {
            "own_cost": account.own_cost,
            "receivables": account.receivables,
            "unspent_grants": account.unspent_grants,
            "unused_supplementary": account.unused_supplementary,
            "deficit": account.deficit,
        }
    )
    amounts["deficit_shares"] = _by_name(account.deficit_shares)
    amounts["prepayments"] = amount_text(account.prepayments)
    return amounts


def _layer(layer: Layer) -> dict[str, Json]:
    return {
        "origin": layer.origin,
        **_by_name(
            {
                "opening": layer.opening,
                "closing": layer.closing,
                "tied": layer.tied,
                "free": layer.free,
                "carried": layer.carried,
                "refund": layer.refund,
            }
        ),
    }


def _grant(grant: GrantYear) -> dict[str, Json]:
    return {
        "id": grant.id,
        **_by_name(
            {
                "cost": grant.cost,
                "third": grant.third,
                "earned": grant.earned,
                "own": grant.own,
                "supplementary_used": grant.supplementary_used,
                "receivable": grant.receivable,
                "unspent": grant.unspent,
                "earned_total": grant.earned_total,
                "own_total": grant.own_total,
            }
        ),
        "shares": _by_name(grant.shares),
    }


def _partner(partner: PartnerYear) -> dict[str, Json]:
    return {
        "id": partner.id,
        **_by_name(
            {
                "due": partner.due,
                "paid": partner.paid,
                "arrears": partner.arrears,
                "overpaid": partner.overpaid,
                "cost_share": partner.cost_share,
                "refund": partner.refund,
                "settlement": partner.settlement,
                "payable": partner.payable,
            }
        ),
    }


def _plan(plan: PlanYear) -> dict[str, Json]:
    return {
        "year": plan.year,
        **_by_name(
            {
                "available": plan.available,
                "uses": plan.uses,
                "own_contributions": plan.own_contributions,
                "shortfall": plan.shortfall,
            }
        ),
        "supplementary_need": _by_name(plan.need_shares),
        "uncovered": amount_text(plan.uncovered),
    }
