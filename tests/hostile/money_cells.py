"""A cell of money is replaced: the amount must become the other one to the cent, or be told."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from regman_xl.schema import TABLES, Kind
from tests.hostile import nasty
from tests.hostile.value_mutations import CELL, HEADER_ROW, cell_xml

if TYPE_CHECKING:
    from random import Random

    from regman_xl.model.books import Books
    from regman_xl.schema import Table
    from tests.hostile.bases import Parts

_TABLES = [
    table for table in TABLES if any(column.kind is Kind.MONEY and column.formula is None for column in table.columns)
]
MONEY_SHEETS = tuple(table.sheet for table in _TABLES)
_BY_SHEET = {table.sheet: table for table in _TABLES}
#: Amounts from here on have lost their cents.
_LIMIT = Decimal(10) ** 13


class Replaced(NamedTuple):
    """What was put where: German sheet name, row, sheet column, and what the cell then says."""

    table: Table
    row: int
    column: int
    kind: str
    value: str


def choose(parts: Parts, rng: Random) -> tuple[Replaced, int, tuple[int, int]]:
    """Choose a cell and what replaces it; return that, its part and where it stands in the part."""
    place = next(place for place, (name, _) in enumerate(parts) if "worksheets/sheet" in name)
    book = dict(parts)["xl/workbook.xml"].decode()
    table = next(table for sheet, table in _BY_SHEET.items() if f'<sheet name="{sheet}"' in book)
    money = {
        number for number, column in enumerate(table.columns, 1) if column.kind is Kind.MONEY and column.formula is None
    }
    cells = [
        match
        for match in CELL.finditer(parts[place][1])
        if int(match[2]) > HEADER_ROW and _number(match[1]) in money and match[4]
    ]
    match = rng.choice(cells)
    kind = rng.choice(("", "", "", "", "", "str", "inlineStr", "b", "e"))
    value = rng.choice({"": nasty.NUMBERS, "b": ("0", "1"), "e": nasty.ERRORS}.get(kind, nasty.TEXTS))
    if kind == "" and rng.random() < 0.5:
        value = _any_number(rng)
    return Replaced(table, int(match[2]), _number(match[1]), kind, value), place, match.span()


def _any_number(rng: Random) -> str:
    cents = rng.randrange(10 ** rng.randrange(1, 19))
    text = f"{Decimal(cents).scaleb(-rng.choice((0, 1, 2, 2, 2, 2, 3)))}"
    return rng.choice(("", "", "-")) + (repr(float(text)) if rng.random() < 0.5 else text)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def change_money(parts: Parts, rng: Random) -> tuple[Parts, str]:
    """Replace one cell of money."""
    replaced, place, (begin, end) = choose(parts, rng)
    name, data = parts[place]
    match = CELL.match(data, begin)
    assert match is not None
    style = match[3].replace(b' t="s"', b"")
    new = cell_xml((match[1] + match[2]).decode(), style, replaced.kind, replaced.value)
    changed = list(parts)
    changed[place] = (name, data[:begin] + new + data[end:])
    return changed, f"{replaced.kind or 'number'} {replaced.value!r} in {match[1].decode()}{replaced.row}"


def complaint(parts: Parts, rng: Random, before: Books, after: Books) -> str:
    """Return what is wrong with the books after one cell of money was replaced; ``""`` where nothing is."""
    replaced, _, _ = choose(parts, rng)
    column = replaced.table.columns[replaced.column - 1].name
    here = (replaced.table.sheet, replaced.row, replaced.column)
    told = [fact for fact in after.package.facts if (fact.sheet, fact.row, fact.column) == here]
    frame, expected = after.table(replaced.table).frame, before.table(replaced.table).frame.copy()
    known = replaced.row in frame.index and not pd.isna(frame.at[replaced.row, column])
    meant = _meant(replaced)
    if meant is None:
        if known:
            return f"{replaced} became {frame.at[replaced.row, column]} cents"
        if not told and replaced.value.strip():
            return f"{replaced} is gone, and nothing tells it"
    elif not known or frame.at[replaced.row, column] != meant or told:
        return f"{replaced} is not {meant} cents: {told}"
    rest = [name for name in frame.columns if name != column]
    if not frame[rest].equals(expected[rest]):
        return f"{replaced} changed another cell"
    return ""


def _meant(replaced: Replaced) -> int | None:
    """Return the cents of a number: the exact decimal of the shortest text of its float; None where it is none."""
    if replaced.kind:
        return None
    try:
        amount = (
            Decimal(repr(float(replaced.value))) if replaced.value.isascii() and "_" not in replaced.value else None
        )
    except (ValueError, InvalidOperation):
        return None
    if amount is None or not amount.is_finite() or abs(amount) >= _LIMIT or amount * 100 != int(amount * 100):
        return None
    return int(amount * 100)
