"""How the sample's journal is put together: entries in any order become numbered rows by day of payment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regman_xl.sample.funding import GRANT_PROJECT
from regman_xl.sample.register import ACCOUNT_CATEGORY, DEPUTY, ECONOMY_OFFICER, HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regman_xl.model.contents import Row, Value
    from regman_xl.schema.lists import Category


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry before it has a number.

    Attributes:
        booked: Day of payment.
        account: Account; it gives the category.
        counterparty: Who pays or is paid.
        text: What is booked.
        amount: Cents.
        year: Budget year, that of the payment where it is 0.
        project: Project; a grant brings its own.
        grant: Grant.
        partner: Partner.
        origin: Herkunftsjahr.
        eligible: Eligible part in cents.
        service: First and last day of the service.
        invoice: Number of the invoice.
        tag: A word by which another entry can name this one.
        reverses: Tag of the entry that this Storno takes back.
        voucher_of: Tag of the entry whose voucher this line shares.
        remark: Free text.
    """

    booked: dt.date
    account: str
    counterparty: str
    text: str
    amount: int
    year: int = 0
    project: str = ""
    grant: str = ""
    partner: str = ""
    origin: int | None = None
    eligible: int | None = None
    service: tuple[dt.date, dt.date] | None = None
    invoice: str = ""
    tag: str = ""
    reverses: str = ""
    voucher_of: str = ""
    remark: str = ""

    @property
    def budget_year(self) -> int:
        """The year that the entry counts for."""
        return self.year or self.booked.year

    @property
    def category(self) -> Category:
        """The category, as the account says."""
        return ACCOUNT_CATEGORY[self.account]


def month(year: int, number: int) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a month."""
    first = dt.date(year, number, 1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def weekday(day: dt.date) -> dt.date:
    """Return the day itself, or the Friday before a weekend: nothing is paid on a Sunday."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def reversal(entry: Entry, booked: dt.date) -> Entry:
    """Return the Storno that takes an entry back: its exact mirror on a later day."""
    return replace(
        entry,
        booked=booked,
        amount=-entry.amount,
        tag="",
        reverses=entry.tag,
        text=f"Storno: {entry.text}",
        remark="Betrag falsch erfasst, richtige Buchung folgt",
    )


def journal(entries: Iterable[Entry]) -> list[Row]:
    """Number the entries by day of payment and complete them to rows of the journal."""
    ordered = sorted(entries, key=lambda entry: (weekday(entry.booked), entry.budget_year))
    numbers = {entry.tag: str(number) for number, entry in enumerate(ordered, 1) if entry.tag}
    vouchers: dict[str, str] = {}
    counts: dict[int, int] = {}
    rows = []
    for number, entry in enumerate(ordered, 1):
        if entry.voucher_of:
            voucher = vouchers[entry.voucher_of]
        else:
            counts[entry.budget_year] = counts.get(entry.budget_year, 0) + 1
            voucher = f"{entry.budget_year}-{counts[entry.budget_year]:04d}"
        vouchers[entry.tag] = voucher
        rows.append(_row(str(number), voucher, numbers.get(entry.reverses, ""), entry))
    return rows


def _row(number: str, voucher: str, reversal_of: str, entry: Entry) -> Row:
    booked = weekday(entry.booked)
    lead = 3 if entry.category.direction.value == "Einnahme" else 6 + int(number) % 6
    confirmed, approved = _two_persons(entry)
    row: dict[str, Value] = {
        "number": number,
        "budget_year": entry.budget_year,
        "booked_on": booked,
        "voucher_date": weekday(booked - dt.timedelta(days=lead)),
        "voucher": voucher,
        "direction": entry.category.direction,
        "category": entry.category,
        "account": entry.account,
        "project": entry.project or GRANT_PROJECT.get(entry.grant, ""),
        "grant": entry.grant,
        "partner": entry.partner,
        "origin_year": entry.origin,
        "counterparty": entry.counterparty,
        "text": entry.text,
        "amount": entry.amount,
        "eligible": entry.eligible,
        "invoice": entry.invoice,
        "reversal_of": reversal_of,
        "confirmed_by": confirmed,
        "approved_by": approved,
        "document": f"DMS {voucher}",
        "remark": entry.remark,
    }
    if entry.service:
        row |= {"service_from": entry.service[0], "service_to": entry.service[1]}
    return row


def _two_persons(entry: Entry) -> tuple[str, str]:
    """Return who confirms and who approves: the head approves, unless it is her own expense."""
    if HEAD in entry.text or HEAD in entry.counterparty:
        return ECONOMY_OFFICER, DEPUTY
    return (ECONOMY_OFFICER if entry.account in ("541200", "529200") else DEPUTY), HEAD
