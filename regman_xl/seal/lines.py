"""The lines of a seal: one per row, terms of a grant or partner, and figures that it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regman_xl.schema import (
    BUDGET_YEARS,
    CONTRIBUTIONS,
    FUNDING_PLAN,
    GRANT_DECISIONS,
    GRANTS,
    JOURNAL,
    PARTNERS,
    RESOLUTIONS,
    SEALS,
)
from regman_xl.seal.canonical import VERSION, canonical, digest_of, hashed, row_digests
from regman_xl.seal.figures import sealed_figures
from regman_xl.seal.terms import GRANT_TERMS, PARTNER_TERMS, grant_terms, partner_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.schema import Table

#: The tables whose rows of the year are sealed.
SEALED_TABLES = (JOURNAL, CONTRIBUTIONS, RESOLUTIONS, FUNDING_PLAN, GRANT_DECISIONS)
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One line of the list on the sheet Siegel.

    Attributes:
        table: German sheet of the row.
        row_key: Key of the row, as findings show it.
        digest: SHA-256 in hex.
    """

    table: str
    row_key: str
    digest: str


@dataclass(frozen=True, slots=True)
class SealedPlace:
    """Where a row of the workbook stands: its table, its 1-based sheet row and its key."""

    table: Table
    row: int
    row_key: str


@dataclass(frozen=True, slots=True)
class PresentRow:
    """A row of the sealed tables as it is now."""

    place: SealedPlace
    digest: str

    @property
    def line(self) -> SealedRow:
        """The line that it has in a seal."""
        return SealedRow(self.place.table.sheet, self.place.row_key, self.digest)


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 in hex."""
    return _HEX.fullmatch(text) is not None


def rows_of_year(books: Books, table: Table, year: int) -> pd.DataFrame:
    """Return the rows of a sealed table that belong to a budget year; a Bescheid to the year of its date."""
    frame = books.table(table).frame
    years = frame["date"].dt.year if table is GRANT_DECISIONS else frame["budget_year"]
    return frame[years.eq(year).fillna(value=False).astype(bool)]


def present_rows(books: Books, year: int) -> Iterator[PresentRow]:
    """Yield the rows of the year as they are now."""
    for table in SEALED_TABLES:
        frame = rows_of_year(books, table, year)
        keys = books.table(table).keys(frame.index).str.strip()
        for row, key, digest in zip(frame.index, keys, row_digests(table, frame), strict=True):
            yield PresentRow(SealedPlace(table, int(row), str(key)), digest)


def terms_lines(books: Books, year: int) -> dict[tuple[str, str], str]:
    """Return the digests of the terms of all grants and partners, by sheet and id."""
    grants = {(GRANTS.sheet, name): digest_of(GRANT_TERMS, terms) for name, terms in grant_terms(books, year).items()}
    partners = {(PARTNERS.sheet, name): digest_of(PARTNER_TERMS, terms) for name, terms in partner_terms(books).items()}
    return grants | partners


def figures_lines(books: Books, account: YearAccount) -> list[SealedRow]:
    """Return the lines of the figures of a year, and of the terms that they rest on."""
    figures: dict[str, Any] = sealed_figures(account)
    named = [(GRANTS.sheet, name) for name in figures.get("grants", ())]
    named += [(PARTNERS.sheet, name) for name in figures.get("partners", ())]
    terms = terms_lines(books, account.year)
    lines = [SealedRow(sheet, name, terms[sheet, name]) for sheet, name in named]
    return [*lines, SealedRow(BUDGET_YEARS.sheet, str(account.year), digest_of("figures", figures))]


def head_of(year: int, previous: str, lines: Iterable[SealedRow]) -> str:
    """Return the head of a seal: SHA-256 over the year, the seal before it, and all lines in any order.

    Args:
        year: The budget year.
        previous: The seal of the year before; ``""`` where it has none.
        lines: The lines, without the one that names the seal before.
    """
    return hashed(
        canonical([VERSION, year, previous, sorted((line.table, line.row_key, line.digest) for line in lines)])
    )


def stored_seals(books: Books) -> dict[int, str]:
    """Return what stands in the column Prüfsumme of Haushaltsjahre, by year; a doubled year counts once."""
    frame = books.table(BUDGET_YEARS).frame
    frame = frame[frame["budget_year"].notna() & frame["seal"].ne("")].drop_duplicates("budget_year")
    return {int(year): str(seal) for year, seal in zip(frame["budget_year"], frame["seal"], strict=True)}


def listed_rows(books: Books) -> dict[int, list[SealedRow]]:
    """Return the lines of the sheet Siegel by year; what is no line of a seal is passed over."""
    data = books.table(SEALS)
    frame = data.used[data.used["digest"].str.fullmatch(_HEX.pattern)] if len(data.used) else data.used
    lines: dict[int, list[SealedRow]] = {}
    for year, sheet, key, digest in frame[["budget_year", "table", "row_key", "digest"]].itertuples(index=False):
        lines.setdefault(int(year), []).append(SealedRow(str(sheet), str(key), str(digest)))
    return lines
