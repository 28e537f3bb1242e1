"""The rule about double payments: linear however many entries look alike."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.rules.registry import rule
from regman_xl.rules.reversals import settled
from regman_xl.rules.series import in_booking_order
from regman_xl.schema import JOURNAL
from regman_xl.schema.lists import Direction

if TYPE_CHECKING:
    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Rows

#: Two equal payments within this time may be one that was made twice.
_DAYS = pd.Timedelta(days=60)
#: Which of Rechnungsnummer and service period an entry has.
_PATTERNS = ((False, False), (False, True), (True, False), (True, True))


@rule(
    "JRN04",
    Severity.WARNING,
    JOURNAL,
    "amount",
    title="Vielleicht doppelt gezahlt",
    message="{amount} EUR an {counterparty} sind vielleicht schon gezahlt: "
    "Nr {other_number} vom {other_date} in Zeile {other_row}.",
    hint="Bitte beide Belege vergleichen. Sind es zwei Leistungen, bitte in beiden Zeilen „Rechnungsnummer“ oder in "
    "beiden „Leistung von“ und „Leistung bis“ eintragen; sonst bitte die zweite Zahlung zurückfordern und das auf dem "
    "Blatt Quittierungen begründen.",
    depends_on=("counterparty", "invoice", "service_from", "service_to"),
)
def paid_twice(journal: pd.DataFrame, books: Books) -> Rows:
    """Two expenses look like one that was paid twice.

    Because: Doppelte Zahlungen sind der häufigste Fehler der Zahlungsabwicklung (Prüfungspraxis); Kennzeichen sind
    gleiche Gegenpartei und gleicher Betrag, dazu die gleiche Rechnungsnummer oder höchstens 60 Tage Abstand. Nennen
    beide Zeilen verschiedene Rechnungsnummern oder Leistungszeiträume, sind es zwei Leistungen.
    """
    payments = _alike(journal, books)
    earlier: dict[int, int] = {}
    for before, after in product(_PATTERNS, repeat=2):
        for place, other in _matches(payments, before, after):
            earlier[place] = max(other, earlier.get(place, -1))
    rows, others = payments.index[list(earlier)], payments.index[list(earlier.values())]
    return pd.DataFrame(
        {
            "other_row": others,
            "other_number": journal.loc[others, "number"].to_numpy(),
            "other_date": journal.loc[others, "booked_on"].to_numpy(),
        },
        index=rows,
    )


def _alike(journal: pd.DataFrame, books: Books) -> pd.DataFrame:
    """Return the expenses that share Gegenpartei and amount with another one, in booking order, as codes."""
    paid = journal[
        journal["direction"].eq(Direction.EXPENSE.value)
        & journal["amount"].gt(0).fillna(False).astype(bool)
        & journal["counterparty"].ne("")
        & ~settled(journal, books)
    ]
    paid = paid.assign(party=paid["counterparty"].str.casefold())
    paid = in_booking_order(paid[paid.duplicated(["party", "amount"], keep=False)])
    # Lines of one split voucher are one payment.
    split = paid["voucher"].ne("") & paid.duplicated(["party", "amount", "voucher", "booked_on"])
    paid = paid[~split]
    return pd.DataFrame(
        {
            "place": pd.Series(range(len(paid)), index=paid.index, dtype="Int64"),
            "on": paid["booked_on"],
            "alike": paid.groupby(["party", "amount"], sort=False).ngroup(),
            "invoice": pd.factorize(paid["invoice"])[0],
            "period": paid.groupby(["service_from", "service_to"], sort=False, dropna=False).ngroup(),
            "has_invoice": paid["invoice"].ne(""),
            "has_period": paid["service_from"].notna() | paid["service_to"].notna(),
        },
        index=paid.index,
    )


def _matches(payments: pd.DataFrame, before: tuple[bool, bool], after: tuple[bool, bool]) -> list[tuple[int, int]]:
    """Pair each payment of one pattern with the latest earlier one of another pattern that it may repeat.

    What both name must be equal; what one of them leaves blank may be equal. The latest is the nearest: if it is
    too long ago, all are.
    """
    both_invoices, both_periods = before[0] and after[0], before[1] and after[1]
    keys = ["alike"] + ["invoice"] * both_invoices + ["period"] * both_periods
    givers = _of(payments, before)
    takers = _of(payments, after)
    if not givers.any() or not takers.any():
        return []
    involved = payments[givers | takers]
    earlier = involved["place"].where(givers).groupby([involved[key] for key in keys])
    latest = (earlier.shift() if before == after else earlier.ffill())[takers].dropna().astype("int64")
    if not both_invoices:
        days = payments.loc[latest.index, "on"].to_numpy() - payments["on"].to_numpy()[latest.to_numpy(dtype="int64")]
        latest = latest[days <= _DAYS]
    places: list[int] = payments.loc[latest.index, "place"].to_list()
    return list(zip(places, [int(place) for place in latest], strict=True))


def _of(payments: pd.DataFrame, pattern: tuple[bool, bool]) -> pd.Series:
    return payments["has_invoice"].eq(pattern[0]) & payments["has_period"].eq(pattern[1])
