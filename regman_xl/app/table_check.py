"""One table by itself: the rules that need nothing else, over the cells of a range."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter

from regman_xl.problems import Problem
from regman_xl.rules import CATALOGUE, audit
from regman_xl.rules.audit import BREAKDOWN
from regman_xl.schema import TABLES, WAIVERS
from regman_xl.workbook.reader import read_books
from regman_xl.xlsx_writing import write_text, writer_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from regman_xl.finding import Finding
    from regman_xl.model.books import Books
    from regman_xl.model.frames import TableData
    from regman_xl.schema import Table

#: Errors of Excel that a file can hold.
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_DATE = "dd.mm.yyyy"
#: What a rule may ask for that one table does not give.
_FURTHER = {"accounts", "audit"}
#: A function sees values: whether a formula gave them, it cannot know.
_ABOUT_FORMULAS = {"TYP10"}


class TableAudit(NamedTuple):
    """What the rules say about one table.

    Attributes:
        findings: Their findings, with the cells where the range stands.
        judged: How many rules could judge it by itself.
    """

    findings: tuple[Finding, ...]
    judged: int


def check_table(rows: Sequence[Sequence[object]], sheet: str, corner: tuple[int, int], today: dt.date) -> TableAudit:
    """Check the cells of a table with every rule that looks at nothing but this table.

    The cells go through the reader of workbooks, so that they are judged like those of a file.

    Args:
        rows: The cells, headings first: texts, floats, truth values, dates, None; an error is its text.
        sheet: Name of the input sheet that they belong to.
        corner: Row and column of the first cell on its sheet, both from 1 on.
        today: The day that counts as today.

    Raises:
        Problem: There is no such input sheet.
    """
    table = next((table for table in TABLES if table.sheet.casefold() == sheet.strip().casefold()), None)
    if table is None:
        listed = ", ".join(table.sheet for table in TABLES)
        raise Problem(f"Das Blatt „{sheet[:40]}“ ist kein Eingabeblatt; möglich sind {listed}.")
    with tempfile.TemporaryDirectory(prefix="regman-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, "bereich.xlsx")
        _write(path, table, rows, corner)
        books = _Alone.of(read_books(path), table)
    rules = [
        made
        for made in CATALOGUE.values()
        if made.table in (None, table) and not _FURTHER & set(made.needs) and made.code not in _ABOUT_FORMULAS
    ]
    found = audit(books, today=today, rules=rules)
    findings = tuple(item for item in found.findings if item.sheet == table.sheet and not _broke_off(item))
    return TableAudit(findings, len(found.judged))


class OutOfSight(LookupError):  # noqa: N818 - a rule needs more: that is no error
    """A rule has looked at more than the table."""


def _broke_off(finding: Finding) -> bool:
    """Whether a finding says no more than that a rule needs more than the table; any other breakdown is told."""
    return finding.code == BREAKDOWN and OutOfSight.__name__ in finding.message


class _Alone(Mapping[str, "TableData"]):
    """The tables of a workbook of which only one may be looked at: a rule that needs another breaks off."""

    def __init__(self, data: Mapping[str, TableData], table: Table) -> None:
        self._data = data
        self._table = table

    @staticmethod
    def of(books: Books, table: Table) -> Books:
        """Return books that hold one table and no settings."""
        # What stands in for the settings only refuses: it is none.
        return replace(books, data=_Alone(books.data, table), settings=_Unknown())  # type: ignore[arg-type]

    def __getitem__(self, name: str) -> TableData:
        # Waivers are no part of what a rule looks at: here there are none.
        if name not in (self._table.name, WAIVERS.name):
            raise OutOfSight(name)
        return self._data[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


class _Unknown:
    """Settings of which none is known."""

    def __getattr__(self, name: str) -> object:
        raise OutOfSight(name)


def _write(path: Path, table: Table, rows: Sequence[Sequence[object]], corner: tuple[int, int]) -> None:
    with xlsxwriter.Workbook(path, writer_options()) as book:
        sheet = book.add_worksheet(table.sheet)
        date = book.add_format({"num_format": _DATE})
        for row, cells in enumerate(rows, corner[0] - 1):
            for column, cell in enumerate(cells, corner[1] - 1):
                if isinstance(cell, dt.date):
                    day = cell.replace(tzinfo=None) if isinstance(cell, dt.datetime) else cell
                    sheet.write_datetime(row, column, day, date)
                else:
                    _put(sheet, row, column, cell)


def _put(sheet: Worksheet, row: int, column: int, cell: object) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, str) and cell in _ERRORS:
        sheet.write_formula(row, column, f"={cell}", None, cell)
    elif isinstance(cell, str) and cell:
        write_text(sheet, row, column, cell)
