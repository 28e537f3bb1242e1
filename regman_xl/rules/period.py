"""Rules of the group Period and closing: which budget years there are, and which one an entry belongs to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finance.ledger import Reason
from regman_xl.finding import Severity
from regman_xl.rules.registry import Hits, by_row, rows_with, rule
from regman_xl.rules.reversals import settled
from regman_xl.rules.series import in_booking_order
from regman_xl.schema import BUDGET_YEARS, CONTRIBUTIONS, JOURNAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Rows
    from regman_xl.schema import Table


@rule(
    "PER01",
    Severity.WARNING,
    JOURNAL,
    "service_from",
    title="Leistung in einem anderen Jahr",
    message="Die Leistung ({period}) liegt im Jahr {service_year}, gebucht ist sie im Haushaltsjahr {budget_year}.",
    hint="Bitte Haushaltsjahr und Leistungszeitraum mit der Rechnung vergleichen; bis zum Buchungsschluss darf für das "
    "alte Jahr gebucht werden. Stimmen beide, die Warnung auf dem Blatt Quittierungen begründen.",
    depends_on=("service_to", "budget_year", "reversal_of"),
)
def service_in_another_year(journal: pd.DataFrame, books: Books) -> Rows:
    """The service of an entry lies wholly outside of its budget year.

    Because: Ausgaben gehören in das Haushaltsjahr, für das sie geleistet werden, sonst zahlen die Partner nach dem
    Schlüssel eines fremden Jahres (Grundsatz der Jährlichkeit, § 78 GO NRW). Ein Zeitraum, der nur zum Teil in einem
    anderen Jahr liegt, ist üblich (Abonnements, Versicherungen).
    """
    begin, end = journal["service_from"], journal["service_to"]
    # One date alone is a service of one day.
    first, last, year = begin.fillna(end), end.fillna(begin), journal["budget_year"]
    later = (first.dt.year.gt(year) & last.dt.year.gt(year)).fillna(value=False).astype(bool)
    earlier = (first.dt.year.lt(year) & last.dt.year.lt(year)).fillna(value=False).astype(bool)
    outside: pd.Series = later | earlier
    if not outside.any():
        return outside
    hits = rows_with(journal, outside & ~settled(journal, books), begin=first, end=last, later=later)
    return hits.assign(
        # The nearer end is told: it is the one that the year misses.
        service_year=hits["begin"].where(hits["later"], hits["end"]).dt.year,
        period=[_period(*days) for days in zip(hits["begin"], hits["end"], strict=True)],
        column=_nearer_cell(begin[hits.index], end[hits.index], hits["later"]),
    )


def _period(first: pd.Timestamp, last: pd.Timestamp) -> str:
    days = dict.fromkeys(f"{day:%d.%m.%Y}" for day in (first, last))
    return " bis ".join(days)


def _nearer_cell(begin: pd.Series, end: pd.Series, later: pd.Series) -> pd.Series:
    from_begin = end.isna() | (later & begin.notna())
    return from_begin.map({True: "service_from", False: "service_to"})


@rule(
    "PER09",
    Severity.ERROR,
    JOURNAL,
    "budget_year",
    title="Haushaltsjahr passt nicht zum Buchungsdatum",
    message="Das Haushaltsjahr {budget_year} passt nicht zum Buchungsdatum {booked_on}.",
    hint="Bitte Haushaltsjahr oder Buchungsdatum berichtigen. Für ein Haushaltsjahr wird in diesem Jahr gebucht und im "
    "folgenden noch bis zum Buchungsschluss (Blatt Einstellungen, Vorgabe 31.01.).",
    depends_on=("booked_on",),
)
def booked_in_another_year(journal: pd.DataFrame, books: Books) -> Rows:
    """An entry names a budget year other than that of its date, and is not within the closing of the books.

    Because: Einnahmen und Ausgaben gehören in das Haushaltsjahr, in dem gezahlt wird; nach dem Buchungsschluss
    wird für das alte Jahr nicht mehr gebucht (Grundsatz der Jährlichkeit, § 78 GO NRW).
    """
    on = journal["booked_on"]
    later = on.dt.year - journal["budget_year"]
    day, month = books.settings.booking_deadline
    in_time = (on.dt.month * 100 + on.dt.day).le(month * 100 + day)
    misdated: pd.Series = on.notna() & journal["budget_year"].notna() & later.ne(0) & ~(later.eq(1) & in_time)
    return misdated


@rule(
    "PER10",
    Severity.ERROR,
    None,
    title="Lücke in den Haushaltsjahren",
    message={
        "gap": "Auf dem Blatt {sheet} folgt auf {before} gleich {budget_year}: Es {missing}.",
        "booked": "Das Haushaltsjahr {budget_year} dieser Buchung fehlt auf dem Blatt Haushaltsjahre (Buchungen dieses "
        "Jahres: {count}).",
        "early": "Das Haushaltsjahr {budget_year} liegt vor dem ersten Haushaltsjahr der Mappe ({first}): Die Buchung "
        "wird nicht mitgerechnet.",
    },
    hint="Bitte das fehlende Haushaltsjahr auf den Blättern Haushaltsjahre und Beiträge ergänzen oder ein vertipptes "
    "Haushaltsjahr berichtigen.",
)
def gap_in_years(books: Books, accounts: Sequence[YearAccount]) -> Iterator[Hits]:
    """A budget year is missing between others, or entries name a year that the workbook does not have.

    Because: Jedes Jahr baut auf den Mittelschichten des Vorjahres auf; fehlt eines, fehlt die Kette der Abschlüsse
    (Bilanzidentität, Prüfungspraxis), und seine Buchungen fehlen in den Zahlen.
    """
    listed = _years(books, BUDGET_YEARS)
    yield _gaps(books, BUDGET_YEARS, listed)
    # Contributions of a year before the first one are only the key of the opening cash.
    known = _years(books, CONTRIBUTIONS)
    yield _gaps(books, CONTRIBUTIONS, {year for year in known if year >= min(listed, default=year)})
    early = {
        row.row
        for row in (accounts[0].left_out if accounts else ())
        if row.sheet == JOURNAL.sheet and row.reason == Reason.BEFORE_FIRST_YEAR
    }
    journal = books.table(JOURNAL).frame
    before_all = pd.Series(journal.index.isin(list(early)), index=journal.index)
    yield Hits(JOURNAL, "budget_year", rows_with(journal, before_all, first=accounts[0].year if early else 0), "early")
    # A sheet that is missing is STR01, and a workbook without any year is a problem of its own.
    if books.table(BUDGET_YEARS).header_row > 0 and (listed or known):
        yield _booked(journal[~before_all], listed)


def _years(books: Books, table: Table) -> set[int]:
    return {int(year) for year in books.table(table).frame["budget_year"].dropna().unique()}


def _gaps(books: Books, table: Table, years: Collection[int]) -> Hits:
    """Point to the year after each gap, in the row with the first key."""
    frame = books.table(table).frame.sort_values(list(table.key)).drop_duplicates("budget_year")
    rows = dict(zip(frame["budget_year"], frame.index, strict=True))
    found = {
        rows[after]: {
            "before": before,
            "missing": _missing(before + 1, after - 1),
        }
        for before, after in pairwise(sorted(years))
        if after - before > 1
    }
    return Hits(table, "budget_year", by_row(found), "gap")


def _booked(journal: pd.DataFrame, listed: Collection[int]) -> Hits:
    """Point to the first entry of each year that is not listed; years within a gap are told there."""
    inside = journal["budget_year"].between(min(listed, default=1), max(listed, default=0))
    missing = in_booking_order(journal[journal["budget_year"].notna() & ~inside.fillna(value=False)])
    counts = missing.groupby("budget_year")["number"].transform("size")
    return Hits(JOURNAL, "budget_year", pd.DataFrame({"count": counts})[~missing.duplicated("budget_year")], "booked")


def _missing(first: int, last: int) -> str:
    if first == last:
        return f"fehlt {first}"
    return f"fehlen {first} {'und' if last - first == 1 else 'bis'} {last}"
