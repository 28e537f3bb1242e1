"""Rules of the group Master data about amounts that must not be missing or negative: contributions above all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.rules.registry import Hits, rule
from regman_xl.schema import (
    BUDGET_YEARS,
    COMMITMENTS,
    CONTRIBUTIONS,
    FUNDING_PLAN,
    GRANT_DECISIONS,
    GRANTS,
    JOURNAL,
    PARTNERS,
    RESOLUTIONS,
)
from regman_xl.schema.lists import ResolutionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.model.books import Books
    from regman_xl.model.records import Contribution
    from regman_xl.schema import Table

#: Amounts whose direction is clear: a minus would turn it around.
_NEVER_NEGATIVE = (
    (CONTRIBUTIONS, "amount"),
    (GRANTS, "cap"),
    (GRANT_DECISIONS, "cap"),
    (FUNDING_PLAN, "total_cost"),
    (FUNDING_PLAN, "eligible_cost"),
    (FUNDING_PLAN, "grant_amount"),
    (FUNDING_PLAN, "third_party"),
    (COMMITMENTS, "amount"),
)
_RESOLVED_AMOUNTS = (
    ResolutionKind.CARRY_OVER.value,
    ResolutionKind.SUPPLEMENTARY.value,
    ResolutionKind.ADDITIONAL_CALL.value,
)


@rule(
    "STM02",
    Severity.ERROR,
    None,
    title="Jahresbeitrag fehlt",
    message={
        "partner": "Partner {id} hat für {year} keinen Jahresbeitrag, obwohl für {year} gebucht ist "
        "(Journal, Zeile {entry_row}).",
        "sum": "Die Beiträge für {year} ergeben zusammen 0,00 EUR: das ist kein Zahlungsschlüssel, und ab {year} kann "
        "nicht gerechnet werden.",
        "none": "Für das Haushaltsjahr {year} gibt es keine verwendbaren Beiträge; ab {year} kann nicht gerechnet "
        "werden.",
    },
    hint="Bitte auf dem Blatt Beiträge für {year} den Jahresbeitrag jedes beteiligten Partners eintragen. Ist ein "
    "Partner {year} nicht beteiligt, bitte „Gültig ab“ oder „Gültig bis“ auf dem Blatt Partner berichtigen; ein "
    "vertipptes Haushaltsjahr bitte dort, wo es steht.",
)
def contribution_missing(books: Books) -> Iterator[Hits]:
    """A year has no contributions that make a payment key, or a partner that takes part in it has none.

    Because: Die Beiträge sind der Zahlungsschlüssel; fehlt einer, werden Kosten und Rückerstattung falsch verteilt
    (Kooperationsvertrag, Finanzierung). Gerechnet wird vom ersten Jahr an lückenlos: ein Jahr ohne Schlüssel hält
    auch alle späteren auf.
    """
    keyless = _keyless_years(books)
    for table, name, case in ((CONTRIBUTIONS, "amount", "sum"), (BUDGET_YEARS, "budget_year", "none")):
        rows = {year: place.row for year, place in keyless.items() if place.table is table}
        yield Hits(table, name, pd.DataFrame({"year": list(rows)}, index=list(rows.values()), dtype="int64"), case)
    yield Hits(PARTNERS, "id", _without_contribution(books, set(keyless)), "partner")


class _Place(NamedTuple):
    """The row that is to blame."""

    table: Table
    row: int


def _keyless_years(books: Books) -> dict[int, _Place]:
    """Return the years that stop the figures, which are computed from the first year to the last known one.

    Where a year's contributions add up to nothing, the first partner's is blamed; where there are none, its line in
    the sheet of budget years, or that of the next year there, or else the next year's first contribution.
    """
    partners = {partner.id for partner in books.partners}
    agreed: dict[int, dict[str, Contribution]] = {}
    contributed: dict[int, int] = {}
    for item in sorted(books.contributions, key=lambda item: (item.partner, item.row)):
        contributed.setdefault(item.budget_year, item.row)
        if item.partner in partners:
            agreed.setdefault(item.budget_year, {}).setdefault(item.partner, item)
    listed = {item.budget_year: item.row for item in reversed(books.budget_years)}
    active = {*contributed, *(int(year) for year in books.journal["budget_year"].unique())}
    first = min((set(listed) & active) or contributed, default=0)
    last = max((*listed, *contributed), default=0)
    found = {}
    for year in range(first, last + 1) if first else ():
        shares = agreed.get(year, {}).values()
        # A negative contribution has a rule of its own.
        if shares and not any(item.amount for item in shares):
            found[year] = _Place(CONTRIBUTIONS, next(item.row for item in shares))
        elif not shares:
            later = min((other for other in listed if other >= year), default=None)
            found[year] = (
                _Place(CONTRIBUTIONS, contributed[min(other for other in contributed if other >= year)])
                if later is None
                else _Place(BUDGET_YEARS, listed[later])
            )
    return found


def _without_contribution(books: Books, told: set[int]) -> pd.DataFrame:
    """Return the partners that take part in a year with bookings and have no contribution for it."""
    partners, years = books.table(PARTNERS).frame, books.table(JOURNAL).frame["budget_year"].dropna()
    first = years[~years.duplicated() & ~years.isin(told)]
    booked = pd.DataFrame({"year": first.astype("int64"), "entry_row": first.index.astype("int64")})
    listed = partners.loc[partners["id"].ne(""), ["id", "valid_from", "valid_to"]]
    pairs = listed.assign(row=listed.index).merge(booked, how="cross")
    takes_part = pairs["valid_from"].le(pairs["year"]).fillna(True) & pairs["valid_to"].ge(pairs["year"]).fillna(True)
    contributions = books.table(CONTRIBUTIONS).frame
    agreed = pd.MultiIndex.from_frame(contributions[["partner", "budget_year"]].dropna())
    missing = pairs[takes_part.astype(bool) & ~pd.MultiIndex.from_frame(pairs[["id", "year"]]).isin(agreed)]
    return missing.set_index("row")[["year", "entry_row"]]


@rule(
    "STM14",
    Severity.ERROR,
    None,
    title="Betrag negativ",
    message="In der Spalte „{header}“ steht {value} EUR; dieser Betrag darf nicht negativ sein.",
    hint="Bitte den Betrag ohne Minus eintragen; soll er entfallen, bitte 0,00 eintragen oder die Zeile löschen.",
)
def amount_negative(books: Books) -> Iterator[Hits]:
    """An amount outside the journal is negative.

    Because: Beiträge, Bewilligungen, Aufträge und beschlossene Beträge können nicht kleiner als null sein; ein Minus
    kehrte sie still um und machte aus einer Forderung eine Schuld (Richtigkeit, § 28 KomHVO NRW).
    """
    for table, name in _NEVER_NEGATIVE:
        yield Hits(table, name, books.table(table).frame[name].lt(0))
    resolutions = books.table(RESOLUTIONS).frame
    yield Hits(RESOLUTIONS, "amount", resolutions["kind"].isin(_RESOLVED_AMOUNTS) & resolutions["amount"].lt(0))
