"""The result of the engine: one account per budget year, everything in whole cents (DOMAIN.md § 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.finance.values import GrantYear, Layer, PartnerYear, PaymentKey, PlanYear, Shares
    from regman_xl.schema.lists import Category


class ClosingState(StrEnum):
    """How binding a year's closing is; the text is part of the JSON contract."""

    PROVISIONAL = "vorläufig"
    EXAMINED = "geprüft"
    CLOSED = "abgeschlossen"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that the figures leave out, and why.

    Attributes:
        sheet: German sheet name.
        row: 1-based sheet row.
        reason: Code of the reason, see `finance.ledger.Reason`.
    """

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True)
class YearAccount:
    """Everything computed for one budget year.

    Attributes:
        year: The budget year.
        state: How binding the closing is.
        key: The payment key.
        opening_cash: Cash by the journal at the end of the year before.
        closing_cash: Cash by the journal at the end of the year.
        contributions_paid: Contributions booked in the year, whatever their origin year.
        supplementary_received: Zusatzmittel booked in the year.
        grants_received: Fördermittel booked in the year.
        grants_repaid: Rückzahlungen booked in the year.
        third_party_funds: Drittmittel booked in the year.
        other_income: Sonstige Einnahmen booked in the year.
        expenses: Every other expense category booked in the year, grants included.
        own_cost: What the layers had to bear.
        additional_call: Betrag of the Nachforderung resolved for the year.
        deficit: What no layer covers.
        carry_over_resolved: Amount that the Übertragung names; None when none is resolved or it says everything.
        carry_over_all: True when a resolution carries everything over.
        layers: The layers, oldest first.
        grants: The grants in sheet order.
        partners: All partners in sheet order.
        open_settlements: Open settlements of earlier years at the year's end, by year and partner.
        prepayments: Contributions booked for later years.
        plan: Capacity of the year and the three after it.
        left_out: Rows that the figures leave out.
    """

    year: int
    state: ClosingState
    key: PaymentKey
    opening_cash: int
    closing_cash: int
    contributions_paid: int
    supplementary_received: int
    grants_received: int
    grants_repaid: int
    third_party_funds: int
    other_income: int
    expenses: Mapping[Category, int]
    own_cost: int
    additional_call: int
    deficit: int
    carry_over_resolved: int | None
    carry_over_all: bool
    layers: tuple[Layer, ...]
    grants: tuple[GrantYear, ...]
    partners: tuple[PartnerYear, ...]
    open_settlements: Mapping[int, Shares]
    prepayments: int
    plan: tuple[PlanYear, ...] = ()
    left_out: tuple[LeftOut, ...] = field(default=())

    @property
    def contributions_due(self) -> int:
        """What the partners owe for the year."""
        return sum(partner.due for partner in self.partners)

    @property
    def deficit_shares(self) -> Shares:
        """Memo: the deficit by the key of the year; in no cost share."""
        return self.key.allocate(self.deficit)

    @property
    def receivables(self) -> int:
        """Grants earned but not yet received."""
        return sum(grant.receivable for grant in self.grants)

    @property
    def unspent_grants(self) -> int:
        """Money of funders and third parties ahead of cost."""
        return sum(grant.unspent for grant in self.grants)

    @property
    def unused_supplementary(self) -> int:
        """Zusatzmittel neither used nor returned."""
        return sum(grant.unused for grant in self.grants)

    @property
    def distributable(self) -> int:
        """What is neither spent nor tied."""
        return sum(layer.free for layer in self.layers)

    @property
    def carry_over(self) -> int:
        """What is carried into the next year by resolution."""
        return sum(layer.carried for layer in self.layers)

    @property
    def refund_total(self) -> int:
        """What goes back to the partners."""
        return sum(layer.refund for layer in self.layers)

    @property
    def arrears(self) -> int:
        """What the partners have not paid for the year."""
        return sum(partner.arrears for partner in self.partners)

    @property
    def overpaid(self) -> int:
        """What the partners have paid too much for the year."""
        return sum(partner.overpaid for partner in self.partners)

    @property
    def refunded(self) -> int:
        """Erstattungen for the year that are booked in the year."""
        return sum(partner.refunded for partner in self.partners)

    @property
    def open_settlements_total(self) -> int:
        """Open settlements of all earlier years."""
        return sum(sum(shares.values()) for shares in self.open_settlements.values())

    @property
    def balances(self) -> dict[tuple[str, int], int]:
        """What each partner still gets for each year, by partner and year; negative is owed."""
        balances = {(partner.id, self.year): partner.settlement - partner.refunded for partner in self.partners}
        for year, shares in self.open_settlements.items():
            balances |= {(partner, year): amount for partner, amount in shares.items()}
        return balances

    @property
    def payable_total(self) -> int:
        """What may be paid out to the partners now."""
        return sum(partner.payable for partner in self.partners)

    @property
    def foreign_money(self) -> int:
        """Money in the cash that belongs to others: unspent, unused Zusatzmittel, prepayments."""
        return self.unspent_grants + self.unused_supplementary + self.prepayments

    @property
    def free_cash(self) -> int:
        """Cash less the money of others; payables above it must wait (DOMAIN.md § 5, step 5)."""
        return self.closing_cash - self.foreign_money

    @property
    def cash_by_proof(self) -> int:
        """Cash as the liquidity proof derives it from layers, claims and liabilities."""
        return (
            sum(layer.closing for layer in self.layers)
            - self.deficit
            + self.open_settlements_total
            + self.overpaid
            - self.arrears
            - self.refunded
            + self.prepayments
            - self.receivables
            + self.unspent_grants
            + self.unused_supplementary
        )

    @property
    def liquidity_difference(self) -> int:
        """Cash by the journal less cash by the proof: zero, or the figures are wrong."""
        return self.closing_cash - self.cash_by_proof
