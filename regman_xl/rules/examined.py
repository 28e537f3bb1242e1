"""Rules of the group Resolutions about closed years: examination first, then refund or carry-over."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finance.account import ClosingState
from regman_xl.finance.agreement import effective, examination, refund_due
from regman_xl.finding import Severity
from regman_xl.rules.registry import by_row, rule
from regman_xl.rules.reversals import settled
from regman_xl.rules.unread import may_hold, resolved
from regman_xl.rules.years import year_hits
from regman_xl.schema import BUDGET_YEARS, JOURNAL, RESOLUTIONS
from regman_xl.schema.lists import Category, ResolutionKind, YearStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Hits, Rows

_DONE = (YearStatus.EXAMINED, YearStatus.CLOSED)


@rule(
    "GOV01",
    Severity.ERROR,
    JOURNAL,
    "booked_on",
    title="Erstattung vor der Prüfung des Jahresabschlusses",
    message={
        "early": "Die Buchung Nr {number} erstattet am {value} Mittel des Jahres {origin_year}; das Aufsichtsgremium "
        "hat den Jahresabschluss aber erst am {examined} geprüft (Beschluss {resolution}, Blatt Beschlüsse, Zeile "
        "{other_row}).",
        "none": "Die Buchung Nr {number} erstattet am {value} Mittel des Jahres {origin_year}; auf dem Blatt "
        "Beschlüsse fehlt dazu ein angenommener Beschluss „Prüfung Jahresabschluss“ des Aufsichtsgremiums für "
        "{origin_year}.",
    },
    hint="Bitte Datum und Herkunftsjahr der Buchung prüfen und einen fehlenden Beschluss eintragen; ist das Geld zu "
    "früh geflossen, bitte die Buchung stornieren und nach dem Beschluss neu buchen.",
    depends_on=("origin_year", "category"),
)
def refund_before_examination(journal: pd.DataFrame, books: Books, accounts: Sequence[YearAccount]) -> Rows:
    """A refund is paid before the supervisory board has examined the year's closing.

    Because: Nicht verausgabte Mittel gehen erst nach der Prüfung des Jahresabschlussberichtes durch das
    Aufsichtsgremium an die Partner zurück (Kooperationsvertrag, Finanzierung und Rechenschaft). Erstattungen für die
    Zeit vor dem ersten Jahr der Arbeitsmappe bleiben ungeprüft, denn deren Beschlüsse stehen nicht in der Mappe.
    """
    origin = journal["origin_year"]
    judged = journal["category"].eq(Category.REFUND.value) & origin.le(journal["budget_year"]).fillna(value=False)
    refunds = journal[judged.astype(bool) & journal["booked_on"].notna()]
    if not accounts or refunds.empty:
        return pd.DataFrame(index=journal.index[:0])
    refunds = refunds[~settled(journal, books)[refunds.index]]
    years = [int(year) for year in refunds["origin_year"].unique() if year >= accounts[0].year]
    hits = [_too_early(refunds[refunds["origin_year"].eq(year)], books, year) for year in years]
    return pd.concat([pd.DataFrame(index=journal.index[:0]), *hits])


def _too_early(refunds: pd.DataFrame, books: Books, year: int) -> pd.DataFrame:
    """Return the refunds of a year that were paid before its first examination."""
    found = resolved(books, ResolutionKind.EXAMINATION, year)
    nothing: dict[str, object] = {"examined": None, "resolution": "", "other_row": 0}
    if found is None or any(item.date is None for item in found):
        return pd.DataFrame(index=refunds.index[:0])
    if not found:
        return pd.DataFrame({"case": "none", **nothing}, index=refunds.index)
    day, number, row = min((item.date, item.id, item.row) for item in found if item.date)
    early = refunds.index[refunds["booked_on"].lt(pd.Timestamp(day))]
    return pd.DataFrame({"case": "early", "examined": day, "resolution": number, "other_row": row}, index=early)


@rule(
    "GOV02",
    Severity.ERROR,
    RESOLUTIONS,
    "amount",
    title="Übertragung höher als die verteilbaren Mittel",
    message={
        "one": "Für {budget_year} ist eine Übertragung von {total:eur} EUR beschlossen; verteilbar sind nach dem "
        "Abschluss {budget_year} aber nur {distributable:eur} EUR.",
        "several": "Für {budget_year} sind Übertragungen von zusammen {total:eur} EUR beschlossen; verteilbar sind "
        "nach dem Abschluss {budget_year} aber nur {distributable:eur} EUR.",
    },
    hint="Bitte Betrag und Haushaltsjahr des Beschlusses prüfen; soll alles übertragen werden, bitte den Betrag leer "
    "lassen. Verteilbar ist, was weder ausgegeben noch durch Vorfinanzierung gebunden ist.",
    depends_on=("budget_year", "kind"),
)
def carry_over_too_high(resolutions: pd.DataFrame, books: Books, accounts: Sequence[YearAccount]) -> Rows:
    """More is resolved to be carried over than is distributable.

    Because: Übertragen werden können nur nicht verausgabte Mittel des Jahresbudgets (Kooperationsvertrag,
    Finanzierung und Rechenschaft); was für Förderprojekte vorfinanziert ist, bleibt ohnehin gebunden.
    """
    found = {}
    for account in accounts:
        total = account.carry_over_resolved or 0
        if total > account.distributable:
            items = effective(books.resolutions, ResolutionKind.CARRY_OVER, account.year)
            # The latest resolution is the one that went too far.
            last = max(items, key=lambda item: (item.date or dt.date.min, item.id))
            case = "several" if len(items) > 1 else "one"
            found[last.row] = {"case": case, "total": total, "distributable": account.distributable}
    return by_row(found)


@rule(
    "GOV04",
    Severity.WARNING,
    None,
    title="Geprüftes Jahr ohne Erstattung und ohne Übertragung",
    message="Der Jahresabschluss {year} ist seit dem {examined} geprüft (Beschluss {resolution}, Blatt Beschlüsse, "
    "Zeile {other_row}), aber {amount:eur} EUR sind weder erstattet noch übertragen; die Erstattung war am {due} "
    "fällig.",
    hint="Bitte die Erstattung mit Herkunftsjahr {year} im Journal buchen oder den Beschluss des Aufsichtsgremiums "
    "über die Übertragung auf dem Blatt Beschlüsse eintragen.",
)
def neither_refunded_nor_carried(books: Books, accounts: Sequence[YearAccount], today: dt.date) -> Iterator[Hits]:
    """A year is examined, but its unspent money is neither paid back nor carried over when the refund is due.

    Because: Nach der Prüfung gehen nicht verausgabte Mittel in die Haushalte der Partner zurück, oder das
    Aufsichtsgremium beschließt die Übertragung; ein Drittes gibt es nicht (Kooperationsvertrag, Finanzierung und
    Rechenschaft). Wer dem Regionalmanagement selbst noch mehr schuldet, bekommt nichts ausgezahlt.
    """
    paid = _paid_back(books)
    found = {}
    for account in accounts:
        year = account.year
        examined = examination(books.resolutions, year)
        due = refund_due(examined)
        if account.state is ClosingState.PROVISIONAL or examined is None or due is None or due >= today:
            continue
        owed = min(account.refund_total, account.payable_total)
        if owed <= 0 or paid.get(year, 0) > 0 or _may_be_settled(books, year):
            continue
        found[year] = {
            "examined": examined.date,
            "resolution": examined.id,
            "other_row": examined.row,
            "amount": account.refund_total,
            "due": due,
        }
    yield from year_hits(books, found)


def _paid_back(books: Books) -> dict[int, int]:
    """Return the booked refunds by origin year, in cents."""
    journal = books.journal
    refunds = journal[journal["category"].eq(Category.REFUND.value)]
    sums = refunds.groupby("origin_year", as_index=False)["amount"].sum()
    return {int(year): int(amount) for year, amount in zip(sums["origin_year"], sums["amount"], strict=True)}


def _may_be_settled(books: Books, year: int) -> bool:
    """Whether a carry-over is resolved, or a row that cannot be read may be one or a refund."""
    carried = resolved(books, ResolutionKind.CARRY_OVER, year)
    return carried != () or may_hold(books.table(JOURNAL), category=Category.REFUND.value, origin_year=year)


@rule(
    "GOV09",
    Severity.ERROR,
    BUDGET_YEARS,
    "status",
    title="Jahr geprüft ohne Beschluss",
    message={
        "none": "Das Haushaltsjahr {budget_year} hat den Status „{value}“, aber auf dem Blatt Beschlüsse fehlt der "
        "Beschluss „Prüfung Jahresabschluss“ des Aufsichtsgremiums für {budget_year}.",
        "void": "Das Haushaltsjahr {budget_year} hat den Status „{value}“, aber der Beschluss {resolution} über die "
        "Prüfung (Blatt Beschlüsse, Zeile {other_row}) zählt nicht: er ist nicht angenommen oder nicht vom "
        "Aufsichtsgremium gefasst.",
    },
    hint="Bitte den Beschluss auf dem Blatt Beschlüsse eintragen oder berichtigen; steht die Prüfung noch aus, bitte "
    "den Status auf „vorgelegt“ setzen.",
    depends_on=("budget_year",),
)
def examined_without_resolution(budget_years: pd.DataFrame, books: Books) -> Rows:
    """A year is marked as examined or closed, and no resolution of the supervisory board says so.

    Because: Den Jahresabschluss prüft das Aufsichtsgremium; ohne seinen Beschluss sind alle Zahlen des Jahres
    vorläufig (Kooperationsvertrag, Aufsichtsgremium sowie Finanzierung und Rechenschaft).
    """
    kind = ResolutionKind.EXAMINATION
    found = {}
    for item in books.budget_years:
        year = item.budget_year
        if item.status not in _DONE or resolved(books, kind, year) != ():
            continue
        void = [other for other in books.resolutions if other.kind is kind and other.budget_year == year]
        named = min(void, key=lambda other: other.id, default=None)
        found[item.row] = {
            "case": "void" if named else "none",
            "resolution": named.id if named else "",
            "other_row": named.row if named else 0,
        }
    return by_row(found)
