"""What a stored seal says about the workbook as it is now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.schema import BUDGET_YEARS, GRANTS, PARTNERS
from regman_xl.seal.lines import (
    SEALED_TABLES,
    SealedPlace,
    SealedRow,
    figures_lines,
    head_of,
    is_digest,
    listed_rows,
    present_rows,
    rows_of_year,
    stored_seals,
    terms_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.schema import Table
    from regman_xl.seal.lines import PresentRow

_TERMS = (GRANTS, PARTNERS)


@dataclass(frozen=True, slots=True)
class SealState:
    """What a stored seal says about the workbook as it is now.

    Attributes:
        year: The budget year.
        stored: Its seal as stored in Haushaltsjahre.
        intact: Nothing that the seal holds is known to have changed.
        well_formed: What is stored can be a seal at all.
        listed: The sheet Siegel has the list that belongs to the seal: only then it is known what has changed.
        changed: Rows that are not as they were sealed, also those that belong to another year now; terms of grants
            and partners as rows of their sheets.
        added: Rows that came later.
        missing: Lines of rows that are gone.
        figures: The figures of the year differ.
        previous: The seal of the year before is another one than at sealing.
    """

    year: int
    stored: str
    intact: bool
    well_formed: bool = True
    listed: bool = False
    changed: tuple[SealedPlace, ...] = ()
    added: tuple[SealedPlace, ...] = ()
    missing: tuple[SealedRow, ...] = ()
    figures: bool = False
    previous: bool = False


def seal_state(books: Books, accounts: Iterable[YearAccount], year: int) -> SealState | None:
    """Compare a sealed year with what the workbook says now; None where the year has no seal.

    Args:
        books: The workbook.
        accounts: Computed years. Without that of the year, only rows, terms and the seal before are compared.
        year: The budget year.
    """
    stored = stored_seals(books).get(year)
    if stored is None:
        return None
    if not is_digest(stored):
        return SealState(year, stored, intact=False, well_formed=False)
    account = next((item for item in accounts if item.year == year), None)
    present = tuple(present_rows(books, year))
    previous = stored_seals(books).get(year - 1, "")
    figures = figures_lines(books, account) if account else None
    if figures is not None and head_of(year, previous, [*(row.line for row in present), *figures]) == stored:
        return SealState(year, stored, intact=True, listed=True)
    chain = (BUDGET_YEARS.sheet, str(year - 1))
    listed = listed_rows(books).get(year, [])
    lines = [line for line in listed if _place(line) != chain]
    sealed_previous = next((line.digest for line in listed if _place(line) == chain), "")
    if head_of(year, sealed_previous, lines) != stored:
        # The list is lost or belongs to something else: it names nothing. Without figures even that is unknown.
        return SealState(year, stored, intact=account is None)
    return _compared(books, stored, year, lines, present, figures, previous=previous != sealed_previous)


def _place(line: SealedRow) -> tuple[str, str]:
    return line.table, line.row_key


def _compared(
    books: Books,
    stored: str,
    year: int,
    lines: Sequence[SealedRow],
    present: Sequence[PresentRow],
    figures: Sequence[SealedRow] | None,
    *,
    previous: bool,
) -> SealState:
    """Say what is not as a genuine list has it."""
    terms_sheets = {table.sheet for table in _TERMS}
    rows = [line for line in lines if line.table not in {*terms_sheets, BUDGET_YEARS.sheet}]
    changed, added, gone = _paired(*_unmatched(rows, present))
    moved, missing = _moved(books, year, gone)
    terms, lost = _changed_terms(books, year, [line for line in lines if line.table in terms_sheets])
    computed = set() if figures is None else {line for line in figures if line.table == BUDGET_YEARS.sheet}
    differ = bool(computed) and not computed <= set(lines)
    found = (changed, added, moved, missing, terms, lost)
    return SealState(
        year,
        stored,
        intact=figures is None and not any(found) and not previous,
        listed=True,
        changed=(*changed, *moved, *terms),
        added=tuple(added),
        missing=(*missing, *lost),
        figures=differ,
        previous=previous,
    )


def _unmatched(lines: Iterable[SealedRow], present: Iterable[PresentRow]) -> tuple[list[SealedRow], list[PresentRow]]:
    """Return the lines and the rows that are not the same on both sides; equal ones pair off one by one."""
    sealed = Counter((line.table, line.digest) for line in lines)
    surplus = []
    for row in present:
        line = row.line
        if sealed[line.table, line.digest]:
            sealed[line.table, line.digest] -= 1
        else:
            surplus.append(row)
    left = []
    for line in reversed(list(lines)):
        if sealed[line.table, line.digest]:
            sealed[line.table, line.digest] -= 1
            left.append(line)
    return left[::-1], surplus


def _paired(
    lines: Iterable[SealedRow], rows: Iterable[PresentRow]
) -> tuple[list[SealedPlace], list[SealedPlace], list[SealedRow]]:
    """Pair lines and rows of one key: return changed rows, added rows, and the lines that have no row."""
    by_place: dict[tuple[str, str], list[SealedPlace]] = {}
    for row in rows:
        by_place.setdefault(_place(row.line), []).append(row.place)
    changed, gone = [], []
    for line in lines:
        waiting = by_place.get(_place(line))
        if waiting:
            changed.append(waiting.pop(0))
        else:
            gone.append(line)
    return changed, [place for places in by_place.values() for place in places], gone


def _moved(books: Books, year: int, lines: Sequence[SealedRow]) -> tuple[list[SealedPlace], list[SealedRow]]:
    """Find the rows that have left the year but not the sheet; return them and the lines that are gone."""
    places: dict[tuple[str, str], SealedPlace] = {}
    for table in SEALED_TABLES:
        asked = {line.row_key for line in lines if line.table == table.sheet}
        if asked:
            data = books.table(table)
            elsewhere = data.frame.index.difference(rows_of_year(books, table, year).index)
            keys = data.keys(elsewhere).str.strip()
            for row, key in zip(keys.index[keys.isin(asked)], keys[keys.isin(asked)], strict=True):
                places.setdefault((table.sheet, str(key)), SealedPlace(table, int(row), str(key)))
    moved = [places[_place(line)] for line in lines if _place(line) in places]
    return moved, [line for line in lines if _place(line) not in places]


def _changed_terms(books: Books, year: int, lines: Iterable[SealedRow]) -> tuple[list[SealedPlace], list[SealedRow]]:
    """Return grants and partners whose terms have changed, and the lines of those that are gone."""
    now = terms_lines(books, year)
    changed, lost = [], []
    for line in lines:
        if now.get(_place(line)) == line.digest:
            continue
        row = _row_of(books, line)
        if row is None:
            lost.append(line)
        else:
            changed.append(row)
    return changed, lost


def _row_of(books: Books, line: SealedRow) -> SealedPlace | None:
    table: Table = next(table for table in _TERMS if table.sheet == line.table)
    names = books.table(table).frame["id"]
    rows = names.index[names.str.strip().eq(line.row_key)]
    return SealedPlace(table, int(rows[0]), line.row_key) if len(rows) else None
