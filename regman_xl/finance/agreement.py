"""What the partners agreed and the bodies resolved, asked by year."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.finance.values import PaymentKey
from regman_xl.problems import Problem
from regman_xl.schema import CONTRIBUTIONS
from regman_xl.schema.lists import Body, ResolutionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regman_xl.finance.values import Shares
    from regman_xl.model.books import Books
    from regman_xl.model.records import Resolution
    from regman_xl.schema.lists import YearStatus

#: Days after the examination of the closing report until a refund is due (REPORTS.md, no. 4).
REFUND_DAYS = 30
#: Who decides on what; on anything else any body but the Begleitgremium.
_DECIDES = {
    ResolutionKind.EXAMINATION: (Body.SUPERVISORY_BOARD,),
    ResolutionKind.CARRY_OVER: (Body.SUPERVISORY_BOARD,),
    ResolutionKind.SUPPLEMENTARY: (Body.CITY_COUNCIL, Body.DISTRICT_COUNCIL, Body.CHAMBER_ASSEMBLY, Body.OTHER),
}


class Agreement:
    """Contributions, keys, calls and resolutions of a workbook.

    Attributes:
        first_year: First budget year.
        partners: Partner ids in partner order.
    """

    def __init__(self, books: Books, first_year: int) -> None:
        self.first_year = first_year
        self.partners = tuple(dict.fromkeys(partner.id for partner in books.partners))
        self._amounts: dict[int, Shares] = {}
        for item in books.contributions:
            if item.partner in self.partners:
                # A doubled row is left out (`finance.ledger`): the first one counts.
                self._amounts.setdefault(item.budget_year, {}).setdefault(item.partner, item.amount)
        self._status = {item.budget_year: item.status for item in books.budget_years}
        self._resolutions: dict[int, list[Resolution]] = {}
        for resolution in books.resolutions:
            self._resolutions.setdefault(resolution.budget_year, []).append(resolution)

    def latest_with_key(self, year: int) -> int | None:
        """The latest year up to this one whose contributions are a key; prepared rows of zeros are none."""
        return max((past for past, shares in self._amounts.items() if past <= year and _is_key(shares)), default=None)

    def contribution(self, partner: str, year: int) -> int:
        """Agreed contribution in cents, 0 where there is none."""
        return self._amounts.get(year, {}).get(partner, 0)

    def key(self, year: int) -> PaymentKey:
        """Return the key of an origin year.

        Money from before the first year has that year's key where the sheet has it, else the first year's.

        Raises:
            Problem: The year has no contributions, or their sum or one of them is no weight.
        """
        origin = year if year >= self.first_year or year in self._amounts else self.first_year
        shares = self._amounts.get(origin, {})
        if not _is_key(shares):
            raise Problem(
                f"Für das Haushaltsjahr {origin} fehlt ein gültiger Zahlungsschlüssel.",
                f"Bitte auf dem Blatt {CONTRIBUTIONS.sheet} die Jahresbeiträge für {origin} eintragen.",
            )
        order = [partner for partner in self.partners if partner in shares]
        return PaymentKey(tuple(order), tuple(shares[partner] for partner in order))

    def resolutions(self, kind: ResolutionKind, year: int) -> tuple[Resolution, ...]:
        """Resolutions of a kind for a year that took effect."""
        return effective(self._resolutions.get(year, ()), kind, year)

    def additional_call(self, year: int) -> int:
        """Sum of the Nachforderungen resolved for a year, in cents."""
        return sum(item.amount or 0 for item in self.resolutions(ResolutionKind.ADDITIONAL_CALL, year))

    def additional_shares(self, year: int) -> Shares:
        """The Nachforderungen for a year by partner."""
        return self.key(year).allocate(self.additional_call(year))

    def due(self, year: int) -> Shares:
        """What each partner owes for a year: contribution and share of a Nachforderung."""
        calls = self.additional_shares(year)
        return {partner: self.contribution(partner, year) + call for partner, call in calls.items()}

    def status(self, year: int) -> YearStatus | None:
        """The status that the sheet gives a year."""
        return self._status.get(year)

    def supplementary(self, year: int) -> int:
        """Zusatzmittel that the partners' own bodies have resolved for a year, in cents."""
        return sum(item.amount or 0 for item in self.resolutions(ResolutionKind.SUPPLEMENTARY, year))


def effective(resolutions: Iterable[Resolution], kind: ResolutionKind, year: int) -> tuple[Resolution, ...]:
    """Return the resolutions of a kind for a year that took effect.

    Only adopted ones count, and only from who may decide: the Aufsichtsgremium on examination and carry-over,
    the partners' own bodies on Zusatzmittel; the Begleitgremium decides nothing (council paper; DOMAIN.md § 1).
    """
    bodies = _DECIDES.get(kind)
    return tuple(
        item
        for item in resolutions
        if item.kind is kind and item.budget_year == year and item.counts and (bodies is None or item.body in bodies)
    )


def examination(resolutions: Iterable[Resolution], year: int) -> Resolution | None:
    """Return the resolution by which the supervisory board examined a year: the latest of those that took effect."""
    found = effective(resolutions, ResolutionKind.EXAMINATION, year)
    return max(found, key=lambda item: item.date or dt.date.min, default=None)


def refund_due(examined: Resolution | None) -> dt.date | None:
    """Return the day on which a refund is due, None before the examination or where there is no such day."""
    days = dt.timedelta(days=REFUND_DAYS)
    if examined is None or examined.date is None or examined.date > dt.date.max - days:
        return None
    return examined.date + days


def _is_key(shares: Shares) -> bool:
    return sum(shares.values()) > 0 and min(shares.values()) >= 0
