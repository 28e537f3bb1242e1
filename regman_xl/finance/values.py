"""What an account is made of: keys, layers, grants, partners and plan years, everything in whole cents.

Shares are keyed by partner id in partner order. Names follow the glossary of the domain (DOMAIN.md § 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.allocation import Share, allocate, explain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.schema.lists import Category

Shares = dict[str, int]


@dataclass(frozen=True, slots=True)
class PaymentKey:
    """The agreed contributions of a year, by which everything of that year is shared.

    Attributes:
        partners: Partner ids in partner order.
        weights: Their agreed contributions in cents.
    """

    partners: tuple[str, ...]
    weights: tuple[int, ...]

    def allocate(self, total: int) -> Shares:
        """Share an amount in cents by largest remainder."""
        return dict(zip(self.partners, allocate(total, self.weights), strict=True))

    def explain(self, total: int) -> dict[str, Share]:
        """Share an amount in cents and say where the odd cents went."""
        return dict(zip(self.partners, explain(total, self.weights), strict=True))


@dataclass(frozen=True, slots=True)
class Layer:
    """Money of one origin year and its way through the year (DOMAIN.md § 5).

    Attributes:
        origin: The year whose money it is.
        key: That year's key.
        opening: What it holds before the year's cost is taken (contributions owed, other income, carried in).
        closing: What it holds after; `opening - closing` is the cost it bore.
        tied: Part of `closing` that pre-finances grants.
        carried: Part of `closing - tied` that a resolution carries into the next year.
        refund: The rest, which goes back to the partners.
    """

    origin: int
    key: PaymentKey
    opening: int
    closing: int
    tied: int = 0
    carried: int = 0
    refund: int = 0

    @property
    def free(self) -> int:
        """What is neither spent nor tied."""
        return self.closing - self.tied

    @property
    def cost(self) -> int:
        """Own cost that this layer bore in the year."""
        return self.opening - self.closing

    @property
    def refund_shares(self) -> Shares:
        """The refund by partner."""
        return self.key.allocate(self.refund)

    @property
    def closing_shares(self) -> Shares:
        """What the layer holds at the end, by partner."""
        return self.key.allocate(self.closing)

    @property
    def cost_shares(self) -> Shares:
        """Cost by partner: shares before less shares after, so that they always close (DOMAIN.md § 5, step 7)."""
        before, after = self.key.allocate(self.opening), self.key.allocate(self.closing)
        return {partner: before[partner] - after[partner] for partner in self.key.partners}


@dataclass(frozen=True, slots=True)
class GrantYear:
    """One grant in one year: the year's own figures, and `*_total` cumulated to the year's end.

    Attributes:
        id: The grant.
        cost: Expenses of the year that name the grant.
        eligible: Eligible part of them.
        third: Third-party money of the year.
        received: Fördermittel less Rückzahlung of the year.
        earned: Grant earned by the year's cost.
        own: Own contribution of the year; a correction may make it negative.
        supplementary_used: Zusatzmittel used in the year.
        shares: `own` by partner, controlled rounding over all grants, key of the year.
        cost_total: Cumulated cost, and so on for the other totals.
        supplementary_received: Zusatzmittel received so far.
        supplementary_returned: Zusatzmittel given back so far.
        supplementary_agreed: Zusatzmittel that the partners' bodies have resolved so far.
        supplementary_used_total: Zusatzmittel used so far.
        unused_shares: Zusatzmittel neither used nor returned, by giver.
        receivable: Grant earned but not yet received (pre-financing).
        unspent: Money of funders and third parties that is ahead of cost.
        plan_cost: Planned total cost, all years; `plan_third` and `plan_own` likewise.
        cap: Höchstbetrag as known at the year's end, None if unknown or not granted.
        rate: Fördersatz in ten-thousandths of a percent as known at the year's end.
    """

    id: str
    cost: int
    eligible: int
    third: int
    received: int
    earned: int
    own: int
    supplementary_used: int
    shares: Shares
    cost_total: int
    eligible_total: int
    third_total: int
    received_total: int
    earned_total: int
    own_total: int
    supplementary_received: int
    supplementary_returned: int
    supplementary_agreed: int
    supplementary_used_total: int
    unused_shares: Shares
    receivable: int
    unspent: int
    plan_cost: int
    plan_third: int
    plan_own: int
    cap: int | None
    rate: int | None

    @property
    def unused(self) -> int:
        """Zusatzmittel neither used nor returned."""
        return self.supplementary_received - self.supplementary_used_total - self.supplementary_returned


@dataclass(frozen=True, slots=True)
class PartnerYear:
    """One partner's account of one year.

    Attributes:
        id: The partner.
        contribution: Agreed contribution of the year.
        additional_call: Share of a Nachforderung for the year.
        paid: Contributions for the year that are booked up to its end.
        cost_share: Its part of the cost that the layers bore.
        refund: Its part of what goes back.
        refunded: Erstattungen for the year that are booked in the year.
        open_before: Open settlements of earlier years at the year's end.
        carried_share: Residual of what is carried over or tied (closing share less refund), all layers.
    """

    id: str
    contribution: int
    additional_call: int
    paid: int
    cost_share: int
    refund: int
    refunded: int
    open_before: int
    carried_share: int

    @property
    def due(self) -> int:
        """What the partner owes for the year."""
        return self.contribution + self.additional_call

    @property
    def arrears(self) -> int:
        """What it has not paid."""
        return max(0, self.due - self.paid)

    @property
    def overpaid(self) -> int:
        """What it has paid too much."""
        return max(0, self.paid - self.due)

    @property
    def settlement(self) -> int:
        """Refund less arrears plus overpayment; negative is owed by the partner."""
        return self.refund - self.arrears + self.overpaid

    @property
    def payable(self) -> int:
        """What may be paid out now: nothing to a net debtor."""
        return max(0, self.settlement - self.refunded + self.open_before)


@dataclass(frozen=True, slots=True)
class PlanYear:
    """Capacity of one plan year (DOMAIN.md § 6).

    Attributes:
        year: The plan year.
        key: Its key.
        assumed_from: Year whose contributions stand in because the plan year has none yet, else None.
        contributions: Agreed contributions.
        carried_in: What is carried into the year by resolution, by origin year.
        other_income: Planned Sonstige Einnahme.
        supplementary: Zusatzmittel resolved for the year.
        uses: Planned cost by category, without the funding plans.
        own_by_grant: Own contribution of each grant by its funding plan.
    """

    year: int
    key: PaymentKey
    assumed_from: int | None
    contributions: int
    carried_in: Mapping[int, int]
    other_income: int
    supplementary: int
    uses_by_category: Mapping[Category, int]
    own_by_grant: Mapping[str, int]

    @property
    def available(self) -> int:
        """What the year can spend."""
        return self.contributions + sum(self.carried_in.values()) + self.other_income + self.supplementary

    @property
    def own_contributions(self) -> int:
        """Own contributions of the funding plans."""
        return sum(self.own_by_grant.values())

    @property
    def uses(self) -> int:
        """What the year plans to spend of its own money."""
        return sum(self.uses_by_category.values()) + self.own_contributions

    @property
    def shortfall(self) -> int:
        """What is missing."""
        return max(0, self.uses - self.available)

    @property
    def supplementary_need(self) -> int:
        """The part of the shortfall that own contributions justify."""
        return max(0, min(self.shortfall, self.own_contributions))

    @property
    def need_shares(self) -> Shares:
        """The supplementary need by partner."""
        return self.key.allocate(self.supplementary_need)

    @property
    def uncovered(self) -> int:
        """The shortfall beyond own contributions: an unbalanced plan."""
        return self.shortfall - self.supplementary_need
