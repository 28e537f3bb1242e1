"""Funds and uses of a year, the same lines for a planned year and for an actual one, so that they can be compared.

Own money (contributions, carry-over, Zusatzmittel, other income) and its uses are those of DOMAIN.md § 6; what
funders and third parties pay stands below as funds and as cost of the projects, so that the whole volume shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regman_xl.finance.spending import by_category, free_entries
from regman_xl.schema.lists import COST_CATEGORIES, Category

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import PlanYear
    from regman_xl.model.books import Books

#: The uses that the partners' money is for, by category.
USE_IDS = tuple(f"use_{category.name.lower()}" for category in COST_CATEGORIES)
OWN_OF_GRANTS = "own_of_grants"
#: Lines that nobody plans: sums of others, and what earlier years had tied.
NOT_PLANNED = ("own_funds", "funds", "own_uses", "uses", "reserve", "released")


@dataclass(frozen=True)
class Budget:
    """One year's funds and uses in cents.

    Attributes:
        contributions: What the partners owe, by partner.
        carried_in: What is carried into the year by resolution, by origin year.
        other: Every other line by its name.
    """

    contributions: Mapping[str, int]
    carried_in: Mapping[int, int]
    other: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, line: str) -> int:
        kind, _, name = line.partition(":")
        if kind == "contribution":
            return self.contributions.get(name, 0)
        if kind == "carried":
            return self.carried_in.get(int(name), 0)
        return self.other.get(line, 0)

    def __iter__(self) -> Iterator[str]:
        yield from (f"contribution:{partner}" for partner in self.contributions)
        yield from (f"carried:{origin}" for origin in self.carried_in)
        yield from self.other


def planned(books: Books, plan: PlanYear) -> Budget:
    """Return a planned year; grants and third parties by the financing plans of the grants that count."""
    lines = [line for line in books.funding_plan if line.budget_year == plan.year and line.grant in plan.own_by_grant]
    grants = sum(line.grant_amount for line in lines)
    third = sum(line.third_party or 0 for line in lines)
    return Budget(
        dict(zip(plan.key.partners, plan.key.weights, strict=True)),
        plan.carried_in,
        {
            "supplementary": plan.supplementary,
            "other_income": plan.other_income,
            "grants": grants,
            "third_party": third,
            **{f"use_{category.name.lower()}": plan.uses_by_category.get(category, 0) for category in COST_CATEGORIES},
            OWN_OF_GRANTS: plan.own_contributions,
            "funded_cost": grants + third,
        },
    )


def actual(books: Books, account: YearAccount) -> Budget:
    """Return what really came and went in a year.

    Contributions are those owed; a grant counts as far as it is earned. What grants and third parties paid ahead
    of cost is a use of its own, because it is not the partners' money.
    """
    entries = free_entries(books, account)
    carried = dict(account.plan[0].carried_in) if account.plan else {}
    before = sum(layer.opening for layer in account.layers if layer.origin < account.year)
    earned = sum(grant.earned for grant in account.grants)
    third = sum(grant.third for grant in account.grants)
    own = sum(grant.own for grant in account.grants)
    funded = sum(grant.cost for grant in account.grants) - own
    return Budget(
        {partner.id: partner.contribution for partner in account.partners},
        carried,
        {
            "additional_call": account.additional_call,
            "released": before - sum(carried.values()),
            "supplementary": sum(grant.supplementary_used for grant in account.grants),
            "other_income": by_category(entries, Category.OTHER_INCOME),
            "grants": earned,
            "third_party": third,
            **{f"use_{category.name.lower()}": by_category(entries, category) for category in COST_CATEGORIES},
            OWN_OF_GRANTS: own,
            "funded_cost": funded,
            "unconsumed": earned + third - funded,
        },
    )


def deviates(line: str, plan: int, now: int, threshold: Fraction) -> bool:
    """Say whether a line differs so much from its plan that it has to be explained; from zero everything does.

    Args:
        line: Its name.
        plan: Planned cents.
        now: Actual cents.
        threshold: The part of the plan by which it may differ.
    """
    return abs(now - plan) > threshold * abs(plan) and line not in NOT_PLANNED


def deviations(books: Books, account: YearAccount, threshold: Fraction) -> tuple[str, ...]:
    """Return the lines of a year that have to be explained; none where the year has no plan."""
    if not account.plan:
        return ()
    plan, now = planned(books, account.plan[0]), actual(books, account)
    lines = dict.fromkeys((*plan, *now))
    return tuple(line for line in lines if deviates(line, plan[line], now[line], threshold))
