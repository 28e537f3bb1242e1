"""The rules: one function each, with code, wording and reason; and the audit that runs them all."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

# Importing a module declares its rules.
from regman_xl.rules import (  # noqa: F401
    bodies,
    budget_use,
    closing,
    contributions,
    examined,
    grant_data,
    grant_dates,
    grant_money,
    grant_terms,
    journal,
    master_data,
    payment_key,
    payments,
    period,
    planning,
    resolutions,
    sealed,
    structure,
    types,
    vouchers,
    waivers,
)
from regman_xl.rules.audit import Audit, audit
from regman_xl.rules.registry import REGISTRY, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUPS = ("STR", "TYP", "STM", "JRN", "FOE", "PER", "GOV", "PLN", "QUI", "INT")

#: All rules by code, in the order of the catalogue.
CATALOGUE: Mapping[str, Rule] = MappingProxyType(
    {code: REGISTRY.rules[code] for code in sorted(REGISTRY.rules, key=lambda code: (_GROUPS.index(code[:3]), code))}
)

__all__ = ["CATALOGUE", "Audit", "Rule", "audit"]
