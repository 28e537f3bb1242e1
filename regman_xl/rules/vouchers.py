"""Rules of the group Journal that compare entries: voucher numbers, running numbers, double payments, reversals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from regman_xl.finding import Severity
from regman_xl.rules.bad_cells import BadCells
from regman_xl.rules.registry import Hits, rule
from regman_xl.rules.reversals import judged_reversals, settled
from regman_xl.rules.series import HAS_YEAR, in_booking_order, split_numbers
from regman_xl.schema import JOURNAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Rows


@rule(
    "JRN01",
    Severity.ERROR,
    JOURNAL,
    "voucher",
    title="Belegnummer fehlt",
    message="In Zeile {row} fehlt die Belegnummer.",
    hint="Bitte die Nummer des Belegs eintragen; fehlt der Beleg, bitte einen Eigenbeleg anlegen.",
)
def voucher_missing(journal: pd.DataFrame, books: Books) -> Rows:
    """An entry has no voucher number.

    Because: Keine Buchung ohne Beleg; die Belegnummer verbindet beide (§ 28 KomHVO NRW).
    """
    return journal["voucher"].eq("")


@rule(
    "JRN02",
    Severity.ERROR,
    JOURNAL,
    "voucher",
    title="Belegnummer doppelt",
    message="Belegnummer {voucher} steht auch in Zeile {other_row} (Nr {other_number}).",
    hint="Bitte die Belegnummer mit dem Beleg vergleichen und berichtigen. Zeilen eines aufgeteilten Belegs brauchen "
    "dasselbe Buchungsdatum und dieselbe Gegenpartei.",
    depends_on=("booked_on", "counterparty"),
)
def voucher_doubled(journal: pd.DataFrame, books: Books) -> Rows:
    """Two payments carry the same voucher number.

    Because: Eine Belegnummer, die zweimal vergeben ist, kann eine doppelte Zahlung verdecken (Belegprinzip,
    § 28 KomHVO NRW). Zeilen eines aufgeteilten Belegs und ein Storno mit seiner Buchung tragen sie zu Recht
    gemeinsam; Nummern ohne Jahreszahl beginnen in jedem Haushaltsjahr neu.
    """
    own = journal["voucher"].ne("") & journal["reversal_of"].eq("")
    numbered = journal[own & ~settled(journal, books)]
    numbered = numbered[numbered["voucher"].duplicated(keep=False)]
    year = numbered["budget_year"].fillna(0).mask(numbered["voucher"].str.contains(HAS_YEAR), 0)
    entries = in_booking_order(numbered.assign(scope=year))
    first = entries.groupby(["voucher", "scope"])
    other = pd.DataFrame(
        {
            "other_row": entries.index.to_series().groupby([entries["voucher"], entries["scope"]]).transform("first"),
            "other_number": first["number"].transform("first"),
            "other_party": first["counterparty"].transform("first"),
            "other_day": first["booked_on"].transform("min"),
        }
    )
    split = entries["counterparty"].eq(other["other_party"]) & (
        entries["booked_on"].eq(other["other_day"]) | entries["booked_on"].isna()
    )
    return other[~split]


@rule(
    "JRN03",
    Severity.WARNING,
    None,
    title="Lücke in der Nummernfolge",
    message={
        "one": "Vor {value} fehlt in der Spalte „{header}“ die Nummer {first_missing} "
        "(davor kommt {previous} in Zeile {other_row}).",
        "many": "Vor {value} fehlen in der Spalte „{header}“ die Nummern {first_missing} bis {last_missing} "
        "(davor kommt {previous} in Zeile {other_row}).",
    },
    hint="Bitte die fehlende Buchung nachtragen; wurde eine Nummer nicht vergeben, die Warnung auf dem Blatt "
    "Quittierungen begründen.",
)
def gap_in_numbers(books: Books) -> Iterator[Hits]:
    """A running number is missing.

    Because: Fortlaufende Nummern zeigen, dass keine Buchung entfernt wurde (Vollständigkeit, § 28 KomHVO NRW).
    Geprüft wird die Nr, und die Belegnummer, wenn sie einen Vorsatz wie „2026-“ hat und überwiegend fortläuft.
    """
    journal, bad = books.table(JOURNAL).frame, BadCells(books.package)
    numbers, vouchers = split_numbers(journal["number"]), split_numbers(journal["voucher"])
    ours = vouchers[vouchers["prefix"].ne("")]
    # Each unreadable cell may hold a number that seems to be missing.
    unread = {name: bad.count(JOURNAL.sheet, name) for name in ("number", "voucher")}
    yield Hits(JOURNAL, "number", _gaps(journal, "number", numbers, unread["number"]))
    yield Hits(JOURNAL, "voucher", _gaps(journal, "voucher", ours, unread["voucher"], mostly_running=True))


def _gaps(
    journal: pd.DataFrame, name: str, parts: pd.DataFrame, unread: int, *, mostly_running: bool = False
) -> pd.DataFrame:
    """Find the rows after a gap.

    Args:
        journal: All entries.
        name: The column.
        parts: Its values, split.
        unread: Gaps of so many numbers may have a harmless cause.
        mostly_running: Only series that mostly go on by one: numbers that suppliers give have no order of ours.
    """
    series = _in_order(journal, parts.dropna())
    step = series.groupby("prefix")["number"].diff()
    gap = step.gt(1 + unread)
    if mostly_running:
        running = step.eq(1).groupby(series["prefix"]).transform("sum")
        gap &= running.ge(step.gt(1).groupby(series["prefix"]).transform("sum"))
    before = series["row"].shift()[gap].astype("int64")
    missing = step[gap].astype("int64") - 1
    previous = journal.loc[before, name].to_list()
    return pd.DataFrame(
        {
            "first_missing": _beside(previous, parts["prefix"][before], series["number"][gap] - missing),
            "last_missing": _beside(previous, parts["prefix"][before], series["number"][gap] - 1),
            "previous": previous,
            "other_row": before,
            "case": np.where(missing.eq(1), "one", "many"),
        },
        index=before.index,
    )


def _in_order(journal: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Return each number of each prefix once, ascending, with the entry that names it first, by day and Nr."""
    series = pd.DataFrame(
        {
            "prefix": pd.factorize(parts["prefix"])[0],
            "number": parts["number"].astype("int64"),
            "on": journal.loc[parts.index, "booked_on"],
            "entry": journal.loc[parts.index, "number"],
            "row": parts.index,
        }
    )
    twice = series.duplicated(["prefix", "number"], keep=False)
    # Only where a number stands twice does the order of the entries matter.
    series["nr"] = split_numbers(series.loc[twice, "entry"])["number"].reindex(series.index)
    order = ["prefix", "number", "on", "nr", "entry", "row"]
    return series.sort_values(order).drop_duplicates(["prefix", "number"])


def _beside(texts: list[str], prefixes: pd.Series, numbers: pd.Series) -> list[str]:
    """Write numbers as the texts beside them are written: with their prefix and leading zeros."""
    return [
        f"{prefix}{number:0{len(text) - len(prefix)}d}"
        for text, prefix, number in zip(texts, prefixes, numbers, strict=True)
    ]


@rule(
    "JRN05",
    Severity.ERROR,
    JOURNAL,
    "reversal_of",
    title="Storno ohne genaues Gegenstück",
    message={
        "absent": "Storno zu {reversal_of}: eine Buchung mit dieser Nr gibt es nicht.",
        "different": "Das Storno weicht von der Buchung Nr {reversal_of} in Zeile {other_row} ab: {differing}.",
        "second": "Die Buchung Nr {reversal_of} ist schon in Zeile {other_row} storniert.",
    },
    hint="Bitte in „Storno zu“ die Nr der aufgehobenen Buchung eintragen; jede lässt sich nur einmal stornieren. Das "
    "Storno wiederholt ihre Angaben, nur die Beträge stehen mit Minus.",
)
def reversal_without_mirror(journal: pd.DataFrame, books: Books) -> Rows:
    """A Storno reverses nothing, is no exact mirror, or is the second of the same entry.

    Because: Berichtigt wird durch eine spiegelgleiche Gegenbuchung, damit beide Buchungen nachvollziehbar bleiben
    und sich in jeder Auswertung aufheben (Unveränderlichkeit der Buchung, § 28 KomHVO NRW).
    """
    judged = judged_reversals(journal, books)
    return judged[judged["case"].ne("")]


@rule(
    "JRN18",
    Severity.ERROR,
    JOURNAL,
    "number",
    title="Nr nicht aufsteigend oder doppelt",
    message={
        "doubled": "Nr {number} steht schon in Zeile {other_row}.",
        "order": "Nr {number} folgt auf Nr {previous} in Zeile {other_row}; die Nummern müssen aufsteigen.",
    },
    hint="Bitte jeder Buchung eine eigene Nr geben, fortlaufend in der Reihenfolge der Zeilen; sind nur die Zeilen "
    "vertauscht, bitte das Journal nach der Nr sortieren.",
)
def number_not_ascending(journal: pd.DataFrame, books: Books) -> Rows:
    """A Nr stands twice or is not greater than the one before it.

    Because: Die Nr nennt genau eine Buchung und zeigt die Reihenfolge der Eintragung (zeitgerecht und geordnet,
    § 28 KomHVO NRW).
    """
    numbers = journal.loc[journal["number"].ne(""), "number"]
    doubled = numbers.duplicated()
    first = numbers[~doubled]
    rows = pd.Series(first.index, index=first.to_numpy())
    parts = split_numbers(numbers)
    before, value = parts.shift(), parts["number"].fillna(-1)
    same_prefix = parts["prefix"].eq(before["prefix"])
    descending = (same_prefix & value.lt(before["number"].fillna(-1))) | (
        ~same_prefix & before["prefix"].notna() & parts["prefix"].lt(before["prefix"].fillna(""))
    )
    order = numbers[descending & ~doubled].index
    return pd.concat(
        [
            pd.DataFrame({"case": "doubled", "other_row": numbers[doubled].map(rows), "previous": ""}),
            pd.DataFrame(
                {
                    "case": "order",
                    "other_row": numbers.index.to_series().shift(fill_value=0)[order],
                    "previous": numbers.shift()[order],
                }
            ),
        ]
    )
