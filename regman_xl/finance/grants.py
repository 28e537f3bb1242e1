"""Grants: what cost has earned, what the own contribution is, what Zusatzmittel are used (DOMAIN.md § 4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from regman_xl.allocation import allocate
from regman_xl.finance.agreement import effective
from regman_xl.schema.lists import (
    COST_CATEGORIES,
    Applicant,
    Category,
    DecisionKind,
    FundingKind,
    GrantStatus,
    ResolutionKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regman_xl.finance.ledger import Posting
    from regman_xl.finance.values import Shares
    from regman_xl.model.books import Books
    from regman_xl.model.records import FundingPlanLine, Grant, GrantDecision, Resolution

_R = TypeVar("_R", "GrantDecision", "FundingPlanLine", "Resolution")

#: A rate is kept in ten-thousandths of a percent; this is 100 %.
WHOLE_RATE = 1_000_000


def earned_grant(
    kind: FundingKind | None,
    *,
    eligible: int,
    third: int,
    rate: int | None,
    cap: int | None,
    plan_cost: int = 0,
    plan_third: int = 0,
) -> int:
    """Return the grant that the cost so far has earned, rounded down to the cent.

    All amounts are cumulated cents. Income from third parties above plan lowers the eligible base of an
    Anteilfinanzierung, all of it that of the other kinds (ANBest-P no. 2 to § 44 LHO NRW).

    Args:
        kind: Finanzierungsart; None earns nothing.
        eligible: Eligible cost.
        third: Third-party money.
        rate: Fördersatz in ten-thousandths of a percent; needed by Anteil.
        cap: Höchstbetrag; None earns nothing.
        plan_cost: Planned total cost.
        plan_third: Planned third-party money.
    """
    if kind is None or cap is None:
        return 0
    open_cost = max(0, eligible - third)
    if kind is FundingKind.SHARE:
        base = max(0, eligible - max(0, third - plan_third))
        return min(cap, base * (rate or 0) // WHOLE_RATE, open_cost)
    if kind is FundingKind.GAP:
        return min(cap, max(0, eligible - third - max(0, plan_cost - plan_third - cap)))
    return min(cap, open_cost)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a grant as known at the end of a year; `fixed` is the amount that a final decision sets."""

    kind: FundingKind | None
    rate: int | None
    cap: int | None
    fixed: int | None
    earns: bool


def terms_at(grant: Grant, decisions: Iterable[GrantDecision], year: int) -> Terms:
    """Return the terms of a grant as known on 31 December of a year.

    The latest decision up to that day gives cap and rate (a blank rate leaves the one before), else the
    columns of the grant; from a Schlussbescheid or Widerruf on, its amount is what is earned.
    """
    cap, rate, fixed = grant.cap, grant.rate, None
    for decision in sorted(decisions, key=lambda item: item.date):
        if decision.date > dt.date(year, 12, 31):
            break
        cap = decision.cap
        rate = decision.rate if decision.rate is not None else rate
        if decision.kind in (DecisionKind.FINAL, DecisionKind.REVOCATION):
            fixed = cap
    earns = grant.applicant is not Applicant.OTHERS and grant.status in (GrantStatus.GRANTED, GrantStatus.FINISHED)
    return Terms(grant.kind, rate, cap, fixed, earns)


@dataclass(frozen=True, slots=True)
class GrantTotals:
    """A grant cumulated to the end of a year; amounts in cents, Zusatzmittel by giver."""

    cost: int = 0
    eligible: int = 0
    third: int = 0
    received: int = 0
    given: Mapping[str, int] = field(default_factory=dict)
    returned: Mapping[str, int] = field(default_factory=dict)

    def add(self, posting: Posting) -> GrantTotals:
        """Return the totals with one more posting of the grant."""
        amount = posting.amount
        if posting.category in COST_CATEGORIES:
            return replace(self, cost=self.cost + amount, eligible=self.eligible + posting.eligible)
        if posting.category in (Category.THIRD_PARTY, Category.OTHER_INCOME):
            return replace(self, third=self.third + amount)
        if posting.category is Category.SUPPLEMENTARY:
            return replace(self, given=_plus(self.given, posting.partner, amount))
        if posting.category is Category.SUPPLEMENTARY_REFUND:
            return replace(self, returned=_plus(self.returned, posting.partner, amount))
        sign = 1 if posting.category is Category.GRANT else -1
        return replace(self, received=self.received + sign * amount)


def _plus(amounts: Mapping[str, int], partner: str, amount: int) -> dict[str, int]:
    return {**amounts, partner: amounts.get(partner, 0) + amount}


@dataclass(frozen=True, slots=True)
class GrantPosition:
    """Where a grant stands at the end of a year: everything cumulated, in cents (DOMAIN.md § 4)."""

    totals: GrantTotals
    terms: Terms
    plan_cost: int
    plan_third: int
    agreed: int

    @property
    def plan_own(self) -> int:
        """Planned own contribution of the whole project."""
        return self.plan_cost - self.plan_third - (self.terms.cap or 0)

    @property
    def earned(self) -> int:
        """Grant earned by the cost so far."""
        if not self.terms.earns:
            return 0
        if self.terms.fixed is not None:
            return self.terms.fixed
        return earned_grant(
            self.terms.kind,
            eligible=self.totals.eligible,
            third=self.totals.third,
            rate=self.terms.rate,
            cap=self.terms.cap,
            plan_cost=self.plan_cost,
            plan_third=self.plan_third,
        )

    @property
    def own(self) -> int:
        """Own contribution so far."""
        return max(0, self.totals.cost - self.totals.third - self.earned)

    @property
    def receivable(self) -> int:
        """Spent cash that the funder still owes."""
        return max(0, self.earned - self.totals.received)

    @property
    def unspent(self) -> int:
        """Money of the funder or of third parties that is ahead of cost."""
        ahead = max(0, self.totals.third + self.earned - self.totals.cost)
        return max(0, self.totals.received - self.earned) + ahead

    @property
    def given(self) -> int:
        """Zusatzmittel received."""
        return sum(self.totals.given.values())

    @property
    def returned(self) -> int:
        """Zusatzmittel given back."""
        return sum(self.totals.returned.values())

    @property
    def used(self) -> int:
        """Zusatzmittel used: subsidiary, the pool pays first what it planned to pay."""
        return min(self.given - self.returned, self.agreed, max(0, self.own - max(0, self.plan_own - self.agreed)))

    @property
    def unused_shares(self) -> Shares:
        """Zusatzmittel neither used nor returned, by giver, in the proportion in which they were given."""
        given, returned = self.totals.given, self.totals.returned
        if not sum(given.values()) or min(given.values()) < 0:
            return {}
        back = dict(zip(given, allocate(self.given - self.used, tuple(given.values())), strict=True))
        return {partner: back.get(partner, 0) - returned.get(partner, 0) for partner in {**back, **returned}}


class GrantBook:
    """The grants of a workbook with their plans, decisions and resolutions, ready to be asked year by year."""

    def __init__(self, books: Books) -> None:
        self.grants = {grant.id: grant for grant in reversed(books.grants)}
        self.order = tuple(dict.fromkeys(grant.id for grant in books.grants))
        self._partner_order = {partner.id: place for place, partner in enumerate(books.partners)}
        self._decisions = _grouped(books.grant_decisions)
        self._plans = _grouped(books.funding_plan)
        self._resolutions = _grouped(books.resolutions)

    def position(self, grant: str, totals: GrantTotals, year: int) -> GrantPosition:
        """Return where a grant stands at the end of a year."""
        plan = self._plans.get(grant, ())
        ordered = sorted(totals.given, key=lambda partner: self._partner_order[partner])
        return GrantPosition(
            totals=replace(totals, given={partner: totals.given[partner] for partner in ordered}),
            terms=terms_at(self.grants[grant], self._decisions.get(grant, ()), year),
            plan_cost=sum(line.total_cost for line in plan),
            plan_third=sum(line.third_party or 0 for line in plan),
            agreed=self._agreed(grant, year),
        )

    def _agreed(self, grant: str, year: int) -> int:
        """Zusatzmittel that the partners' bodies have resolved for a grant up to a year, in cents."""
        found = self._resolutions.get(grant, ())
        years = {item.budget_year for item in found if item.budget_year <= year}
        return sum(item.amount or 0 for past in years for item in effective(found, ResolutionKind.SUPPLEMENTARY, past))


def _grouped(items: Iterable[_R]) -> dict[str, list[_R]]:
    groups: dict[str, list[_R]] = {}
    for item in items:
        groups.setdefault(item.grant, []).append(item)
    return groups
