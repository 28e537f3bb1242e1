"""One budget year after the other: from the postings to the account of a year (DOMAIN.md § 5)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regman_xl.allocation import allocate_table
from regman_xl.finance.account import ClosingState, YearAccount
from regman_xl.finance.grants import GrantPosition, GrantTotals
from regman_xl.finance.layers import bear, carried_on, settle_layers
from regman_xl.finance.values import GrantYear, PartnerYear
from regman_xl.schema.lists import (
    COST_CATEGORIES,
    INCOME_CATEGORIES,
    Category,
    ResolutionKind,
    YearStatus,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regman_xl.finance.agreement import Agreement
    from regman_xl.finance.grants import GrantBook
    from regman_xl.finance.ledger import Posting
    from regman_xl.finance.values import PaymentKey, Shares

#: Expenses that the figures list by category; Rückzahlung has a figure of its own.
LISTED_EXPENSES = (*COST_CATEGORIES, Category.REFUND, Category.SUPPLEMENTARY_REFUND)


@dataclass(frozen=True)
class Past:
    """What the years before leave to the next one; amounts in cents.

    Attributes:
        cash: Cash by the journal.
        layers: Carried and tied money by origin year.
        borne: Cost that each origin year has borne.
        grants: Each grant's totals.
        positions: Where each grant stood at the end of the year before.
        paid: Contributions by partner and the year that they are for.
        open: Open settlement by year and partner.
    """

    cash: int
    layers: Mapping[int, int] = field(default_factory=dict)
    borne: Mapping[int, int] = field(default_factory=dict)
    grants: Mapping[str, GrantTotals] = field(default_factory=dict)
    positions: Mapping[str, GrantPosition] = field(default_factory=dict)
    paid: Mapping[tuple[str, int], int] = field(default_factory=dict)
    open: Mapping[int, Shares] = field(default_factory=dict)


@dataclass(frozen=True)
class Booked:
    """The postings of one year, looked at in the ways that the figures need."""

    postings: tuple[Posting, ...]

    def total(self, *categories: Category, grants: bool | None = None) -> int:
        """Sum categories: all entries, only those that name a grant, or only those that do not."""
        return sum(
            item.amount
            for item in self.postings
            if item.category in categories and (grants is None or bool(item.grant) == grants)
        )

    def by_origin(self, category: Category) -> dict[tuple[str, int], int]:
        """Sum a category by partner and origin year."""
        sums: dict[tuple[str, int], int] = {}
        for item in self.postings:
            if item.category is category:
                place = (item.partner, item.origin)
                sums[place] = sums.get(place, 0) + item.amount
        return sums


def close_year(
    year: int, postings: Sequence[Posting], past: Past, agreement: Agreement, grant_book: GrantBook
) -> tuple[YearAccount, Past]:
    """Compute the account of one year and what it leaves to the next.

    Raises:
        Problem: The year has no contributions, so that nothing can be shared.
    """
    booked = Booked(tuple(postings))
    totals, positions = _grants(year, booked, past, grant_book)
    grants = _grant_years(totals, positions, past, agreement.key(year))
    own_cost = booked.total(*COST_CATEGORIES, grants=False) + sum(g.own - g.supplementary_used for g in grants)
    opening, missing = _opening(year, booked, past, agreement)
    burden = bear(opening, past.borne, own_cost + missing, year)
    resolved, everything = _carry_over(year, agreement)
    receivables = sum(grant.receivable for grant in grants)
    layers = settle_layers(opening, burden.closing, receivables, None if everything else resolved or 0, agreement.key)
    paid = _plus(past.paid, booked.by_origin(Category.PARTNER_CONTRIBUTION))
    account = replace(
        _cash_flows(year, booked, past, agreement),
        own_cost=own_cost,
        deficit=burden.deficit,
        carry_over_resolved=resolved,
        carry_over_all=everything,
        layers=layers,
        grants=grants,
        open_settlements=_open_settlements(year, booked, past),
        prepayments=sum(amount for (_, origin), amount in paid.items() if origin > year),
    )
    account = replace(account, partners=_partner_years(account, agreement, paid, booked))
    settled = {partner.id: partner.settlement - partner.refunded for partner in account.partners}
    return account, Past(
        cash=account.closing_cash,
        layers=carried_on(layers),
        borne=burden.borne,
        grants=totals,
        positions=positions,
        paid=paid,
        open={**account.open_settlements, year: settled},
    )


def _cash_flows(year: int, booked: Booked, past: Past, agreement: Agreement) -> YearAccount:
    """Return the account with what the journal and the agreement say; what follows from them is still empty."""
    flow = sum(item.amount if item.category in INCOME_CATEGORIES else -item.amount for item in booked.postings)
    return YearAccount(
        year=year,
        state=_state(year, agreement),
        key=agreement.key(year),
        opening_cash=past.cash,
        closing_cash=past.cash + flow,
        contributions_paid=booked.total(Category.PARTNER_CONTRIBUTION),
        supplementary_received=booked.total(Category.SUPPLEMENTARY),
        grants_received=booked.total(Category.GRANT),
        grants_repaid=booked.total(Category.GRANT_REPAYMENT),
        third_party_funds=booked.total(Category.THIRD_PARTY),
        other_income=booked.total(Category.OTHER_INCOME),
        expenses={category: booked.total(category) for category in LISTED_EXPENSES},
        own_cost=0,
        additional_call=agreement.additional_call(year),
        deficit=0,
        carry_over_resolved=None,
        carry_over_all=False,
        layers=(),
        grants=(),
        partners=(),
        open_settlements={},
        prepayments=0,
    )


def _plus(sums: Mapping[tuple[str, int], int], more: Mapping[tuple[str, int], int]) -> dict[tuple[str, int], int]:
    return {place: sums.get(place, 0) + more.get(place, 0) for place in {**sums, **more}}


def _grants(
    year: int, booked: Booked, past: Past, grant_book: GrantBook
) -> tuple[dict[str, GrantTotals], dict[str, GrantPosition]]:
    totals = dict(past.grants)
    for item in booked.postings:
        if item.grant:
            totals[item.grant] = totals.get(item.grant, GrantTotals()).add(item)
    positions = {
        grant: grant_book.position(grant, totals.get(grant, GrantTotals()), year) for grant in grant_book.order
    }
    return totals, positions


def _grant_years(
    totals: Mapping[str, GrantTotals], positions: Mapping[str, GrantPosition], past: Past, key: PaymentKey
) -> tuple[GrantYear, ...]:
    years = [
        _grant_year(grant, now, past.positions.get(grant), past.grants.get(grant, GrantTotals()))
        for grant, now in positions.items()
    ]
    # Only grants with an own contribution enter the table: a row of zeros would change nothing but cost time.
    shared = [place for place, item in enumerate(years) if item.own]
    table = allocate_table([years[place].own for place in shared], key.weights)
    rows = dict(zip(shared, table, strict=True))
    nothing = (0,) * len(key.partners)
    return tuple(
        replace(item, shares=dict(zip(key.partners, rows.get(place, nothing), strict=True)))
        for place, item in enumerate(years)
    )


def _grant_year(grant: str, now: GrantPosition, before: GrantPosition | None, was: GrantTotals) -> GrantYear:
    totals = now.totals
    return GrantYear(
        id=grant,
        cost=totals.cost - was.cost,
        eligible=totals.eligible - was.eligible,
        third=totals.third - was.third,
        received=totals.received - was.received,
        earned=now.earned - (before.earned if before else 0),
        own=now.own - (before.own if before else 0),
        supplementary_used=now.used - (before.used if before else 0),
        shares={},
        cost_total=totals.cost,
        eligible_total=totals.eligible,
        third_total=totals.third,
        received_total=totals.received,
        earned_total=now.earned,
        own_total=now.own,
        supplementary_received=now.given,
        supplementary_returned=now.returned,
        supplementary_agreed=now.agreed,
        supplementary_used_total=now.used,
        unused_shares=now.unused_shares,
        receivable=now.receivable,
        unspent=now.unspent,
        plan_cost=now.plan_cost,
        plan_third=now.plan_third,
        plan_own=now.plan_own,
        cap=now.terms.cap,
        rate=now.terms.rate,
    )


def _opening(year: int, booked: Booked, past: Past, agreement: Agreement) -> tuple[dict[int, int], int]:
    """Return the layers before the year's cost, and what the year's own layer lacks where it would be negative.

    Money for a time before the first year raises or lowers the opening layer, at most by what that holds
    (DOMAIN.md § 5, step 6).
    """
    first = agreement.first_year
    layers = dict(past.layers)
    if year == first and past.cash:
        layers[first - 1] = past.cash
    early = sum(
        sign * amount
        for sign, category in ((1, Category.PARTNER_CONTRIBUTION), (-1, Category.REFUND))
        for (_, origin), amount in booked.by_origin(category).items()
        if origin < first
    )
    if early:
        layers[first - 1] = max(0, layers.get(first - 1, 0) + early)
    new = sum(agreement.due(year).values()) + booked.total(Category.OTHER_INCOME, grants=False)
    layers[year] = max(0, new)
    return layers, max(0, -new)


def _carry_over(year: int, agreement: Agreement) -> tuple[int | None, bool]:
    """Return the amount resolved to be carried over (None without one) and whether it is everything."""
    found = agreement.resolutions(ResolutionKind.CARRY_OVER, year)
    if any(item.amount is None for item in found):
        return None, True
    return (sum(item.amount or 0 for item in found) if found else None), False


def _open_settlements(year: int, booked: Booked, past: Past) -> dict[int, Shares]:
    contributions = booked.by_origin(Category.PARTNER_CONTRIBUTION)
    refunds = booked.by_origin(Category.REFUND)
    return {
        origin: {
            partner: amount + contributions.get((partner, origin), 0) - refunds.get((partner, origin), 0)
            for partner, amount in shares.items()
        }
        for origin, shares in past.open.items()
    }


def _partner_years(
    account: YearAccount, agreement: Agreement, paid: Mapping[tuple[str, int], int], booked: Booked
) -> tuple[PartnerYear, ...]:
    year, layers = account.year, account.layers
    calls = agreement.additional_shares(year)
    refunded = booked.by_origin(Category.REFUND)
    costs = _summed([layer.cost_shares for layer in layers])
    backs = _summed([layer.refund_shares for layer in layers])
    held = _summed([layer.closing_shares for layer in layers])
    return tuple(
        PartnerYear(
            id=partner,
            contribution=agreement.contribution(partner, year),
            additional_call=calls.get(partner, 0),
            paid=paid.get((partner, year), 0),
            cost_share=costs.get(partner, 0),
            refund=backs.get(partner, 0),
            refunded=refunded.get((partner, year), 0),
            open_before=sum(shares.get(partner, 0) for shares in account.open_settlements.values()),
            carried_share=held.get(partner, 0) - backs.get(partner, 0),
        )
        for partner in agreement.partners
    )


def _summed(many: Sequence[Shares]) -> Shares:
    sums: Shares = {}
    for shares in many:
        for partner, amount in shares.items():
            sums[partner] = sums.get(partner, 0) + amount
    return sums


def _state(year: int, agreement: Agreement) -> ClosingState:
    examined = agreement.resolutions(ResolutionKind.EXAMINATION, year)
    if not examined:
        return ClosingState.PROVISIONAL
    return ClosingState.CLOSED if agreement.status(year) is YearStatus.CLOSED else ClosingState.EXAMINED
