"""The checksum that a document prints: over the figures and texts it shows and the rows it was made from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from regman_xl.reports.report import Phrase, Prose, Table
from regman_xl.schema import (
    ACCOUNTS,
    ACTIVITIES,
    BOARD_MEMBERS,
    BUDGET_YEARS,
    JOURNAL,
    SETTINGS,
    TABLES,
    TEXT_KINDS,
    WAIVERS,
    Kind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from regman_xl.model.books import Books
    from regman_xl.reports.report import Block
    from regman_xl.schema import Column

#: Tables that no figure rests on, or (settings, waivers) that are in the document itself; the status of a year
#: and its seal change after the document is made.
_ASIDE = (SETTINGS, ACCOUNTS, ACTIVITIES, BOARD_MEMBERS, BUDGET_YEARS, WAIVERS)
_BLANK = np.iinfo(np.int64).min


def checksum(kind: str, year: int, blocks: Sequence[Block], books: Books, horizon: int) -> str:
    """Return the SHA-256 of a document's data in hex.

    The same data give the same checksum whatever the version, the day or the order of columns; entries of later
    years do not count, nor do rows of the other tables for years after the horizon.

    Args:
        kind: Kind of the document.
        year: Its budget year.
        blocks: What it says.
        books: The workbook that it was made from.
        horizon: Last year that it speaks of.
    """
    digest = hashlib.sha256()
    shown = [kind, year, books.settings.opening_cash, [_block(block) for block in blocks]]
    digest.update(json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode())
    for table in TABLES:
        if table in _ASIDE:
            continue
        frame = books.table(table).used
        if table.year_column is not None:
            last = year if table is JOURNAL else horizon
            frame = frame[frame[table.year_column].le(last).fillna(value=False).astype(bool)]
        for column in sorted(table.columns, key=lambda item: item.name):
            digest.update(f"{table.name}.{column.name}:{len(frame)}".encode())
            digest.update(_column(frame[column.name], column))
    return digest.hexdigest()


def _column(values: pd.Series, column: Column) -> bytes:
    if column.kind in TEXT_KINDS:
        return "\x1f".join(values.tolist()).encode()
    if column.kind is Kind.DATE:
        return values.to_numpy(dtype="datetime64[s]").astype("<i8").tobytes()
    return values.to_numpy(dtype="int64", na_value=_BLANK).astype("<i8").tobytes()


def _block(block: Block) -> object:
    if isinstance(block, Table):
        return [block.name, [[row.id, [_value(cell) for cell in row.cells]] for row in block.rows]]
    return _value(block.text) if isinstance(block, Prose) else None


def _value(value: object) -> object:
    if isinstance(value, Phrase):
        return [_value(item) for _, item in value.values]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    return [_value(item) for item in value] if isinstance(value, tuple) else value
