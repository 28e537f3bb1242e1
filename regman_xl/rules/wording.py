"""From hits and facts to findings: places, values and German wording.

Only the rows hit are formatted; everything before is vectorised.
"""

from __future__ import annotations

import datetime as dt
import string
from typing import TYPE_CHECKING, Any

import pandas as pd

from regman_xl.address import cell_address
from regman_xl.finding import Finding
from regman_xl.money import german_amount
from regman_xl.rules.registry import Facts, Hits
from regman_xl.schema import PLACES, TABLE_BY_SHEET, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regman_xl.model.books import Books
    from regman_xl.model.facts import CellFact
    from regman_xl.model.frames import TableData
    from regman_xl.rules.bad_cells import BadCells
    from regman_xl.rules.registry import Rule
    from regman_xl.schema import Column


def findings_of(rule: Rule, found: Hits | Facts, books: Books, bad: BadCells) -> Iterator[Finding]:
    """Word what a rule has found; hits that point to a bad cell are left out, because its value is unknown."""
    if isinstance(found, Hits):
        return _from_hits(rule, found, books.table(found.table), bad)
    return _from_facts(rule, found, books)


def filled(wording: str, values: Mapping[str, object]) -> str:
    """Fill the placeholders of a wording: values in German form, ``{total:eur}`` as an amount from cents."""
    return _GERMAN.vformat(wording, (), values)


def _from_hits(rule: Rule, hits: Hits, data: TableData, bad: BadCells) -> Iterator[Finding]:
    rows = hits.rows if isinstance(hits.rows, pd.DataFrame) else _hit(hits.rows)
    if not len(rows.index):
        return
    if "column" not in rows.columns:
        yield from _in_column(rule, hits, data, bad, hits.column, rows)
        return
    for name, part in rows.groupby("column"):
        yield from _in_column(rule, hits, data, bad, str(name), part)


def _hit(mask: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(index=mask.index[mask.fillna(False).astype(bool)])


def _in_column(
    rule: Rule, hits: Hits, data: TableData, bad: BadCells, name: str, rows: pd.DataFrame
) -> Iterator[Finding]:
    if name not in data.positions:
        # The missing column is the finding (STR02), not each of its cells.
        return
    sheet, column, position = data.sheet, data.table[name], data.positions[name]
    shown = {str(extra): rows[extra].to_list() for extra in rows.columns}
    shown = _texts(rule, data.frame.loc[rows.index], data, besides=shown) | shown
    columns = zip(
        rows.index,
        [german(value, column) for value in data.frame.loc[rows.index, name]],
        data.keys(rows.index),
        _years(data, rows),
        strict=True,
    )
    for place, (row, value, key, year) in enumerate(columns):
        if bad.any(data.table.sheet, int(row), (name, *rule.depends_on)):
            continue
        told = {asked: values[place] for asked, values in shown.items()}
        # These names mean the finding in every wording, also where a column of the table has the same name.
        told |= {"sheet": sheet, "row": int(row), "header": column.title, "value": value, "key": key}
        yield Finding(
            code=rule.code,
            severity=rule.severity,
            sheet=sheet,
            cell=cell_address(int(row), position),
            row=int(row),
            column=column.title,
            year=None if pd.isna(year) else int(year),
            value=value,
            message=filled(rule.wordings[str(told.get("case", hits.case))], told),
            hint=filled(rule.hint, told),
            key=key,
        )


def _years(data: TableData, rows: pd.DataFrame) -> list[Any]:
    if "year" in rows.columns:
        return rows["year"].to_list()
    if data.table.year_column is None:
        return [None] * len(rows.index)
    years: list[Any] = data.frame.loc[rows.index, data.table.year_column].to_list()
    return years


def _texts(rule: Rule, frame: pd.DataFrame, data: TableData, besides: Mapping[str, object]) -> dict[str, list[Any]]:
    """Return the values of the rows that a wording of the rule asks for, as text."""
    asked = {name for text in (*rule.wordings.values(), rule.hint) for _, name, _, _ in _GERMAN.parse(text) if name}
    names = [name for name in asked if name in data.table.by_name and name not in besides]
    return {name: [german(value, data.table[name]) for value in frame[name]] for name in names}


def _from_facts(rule: Rule, facts: Facts, books: Books) -> Iterator[Finding]:
    rows = _row_details(facts.facts, books)
    for fact in facts.facts:
        table = TABLE_BY_SHEET.get(fact.sheet)
        header = table[fact.name].title if table and fact.name in table.by_name else None
        key, year = rows.get((fact.sheet, fact.row), ("", None))
        # Facts name the sheet as the schema does, findings as the file does.
        sheet = books.table(table).sheet if table else fact.sheet
        # A fact about a whole sheet points to its first cell, so that every finding can be jumped to.
        row = fact.row or (1 if sheet in books.package.sheets else 0)
        cell = cell_address(row, fact.column or 1) if row else None
        values = {
            "sheet": sheet,
            "row": row,
            "header": header or fact.value,
            "key": key,
            "value": fact.value,
            "detail": fact.detail,
            "cell": cell or "",
        }
        yield Finding(
            code=rule.code,
            severity=rule.severity,
            sheet=sheet,
            cell=cell,
            row=row or None,
            column=header,
            year=year,
            value=fact.value,
            message=filled(rule.wordings[facts.case], values),
            hint=filled(rule.hint, values),
            key=key,
        )


def _row_details(facts: Iterable[CellFact], books: Books) -> dict[tuple[str, int], tuple[str, int | None]]:
    """Return key and budget year of the data rows that facts point to."""
    rows_of: dict[str, set[int]] = {}
    for fact in facts:
        if fact.sheet in TABLE_BY_SHEET:
            rows_of.setdefault(fact.sheet, set()).add(fact.row)
    details: dict[tuple[str, int], tuple[str, int | None]] = {}
    for sheet, rows in rows_of.items():
        data = books.table(TABLE_BY_SHEET[sheet])
        index = data.frame.index[data.frame.index.isin(list(rows))]
        year_column = data.table.year_column
        years = data.frame.loc[index, year_column].to_list() if year_column else [None] * len(index)
        for row, key, year in zip(index, data.keys(index), years, strict=True):
            details[sheet, int(row)] = (key, None if pd.isna(year) else int(year))
    return details


def german(value: Any, column: Column | None = None) -> str:
    """Return a value as a German reader writes it; the column says what the integer of a cell means."""
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return ""
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if column is not None and column.kind is Kind.MONEY:
        return german_amount(int(value))
    if column is not None and column.kind is Kind.RATE:
        return _rate(int(value))
    return str(int(value))


def _rate(value: int) -> str:
    places = PLACES[Kind.RATE]
    sign, digits = "-" if value < 0 else "", f"{abs(value):0{places + 1}d}"
    return f"{sign}{digits[:-places]},{digits[-places:]}".rstrip("0").rstrip(",")


class _German(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        return german_amount(int(value)) if format_spec == "eur" else german(value)


_GERMAN = _German()
