"""A column of cells is read all at once; here each cell is also read alone, and by the rules of its kind."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from regman_xl.model.facts import HARMLESS, Fault
from regman_xl.money import MAX_CENTS
from regman_xl.schema import BUDGET_YEARS, GRANTS, JOURNAL, PLACES, Column, Kind
from regman_xl.workbook.cells import Content
from regman_xl.workbook.formats import Formats, Look
from regman_xl.workbook.values import Converted, Picked, Source, Where, convert
from tests.hostile.fuzz_targets import WrongError, counted_day, exact, same, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS = (
    *(JOURNAL["amount"], JOURNAL["budget_year"], JOURNAL["booked_on"], JOURNAL["text"], JOURNAL["direction"]),
    *(JOURNAL["number"], GRANTS["rate"], GRANTS["project"], BUDGET_YEARS["confirmed_cash"]),
)
_LOOKS = (Look.GENERAL, Look.NUMBER, Look.PERCENT, Look.DATE, Look.TIME, Look.FOREIGN)
_FORMATS = Formats(np.array(_LOOKS, np.uint8), {5: "CHF"})


def columns(data: bytes) -> None:
    """Read up to six cells as a column; each is typed exactly, or told."""
    if len(data) < 2:
        return
    column = _COLUMNS[data[0] % len(_COLUMNS)]
    dates_1904 = bool(data[0] & 0x80)
    cells, texts = _cells(data[1:])
    source = Source(pa.array(texts or [""], pa.large_string()), _FORMATS, dates_1904)
    count = len(cells.place)
    where = Where(JOURNAL.sheet, 3, np.arange(5, 5 + count, dtype=np.int32))
    said = convert(column, cells, where, source)
    by_row = {fact.row: fact for fact in said.facts}
    for place in range(count):
        alone = convert(column, cells.one(place), where._replace(rows=where.rows[place : place + 1]), source)
        told = by_row.get(5 + place)
        same((told, _value(said, place)), (alone.facts[0] if alone.facts else None, _value(alone, 0)), cells.one(place))
        same(bool(said.spoiled[place]), told is not None and told.fault not in HARMLESS, cells.one(place))
        _judge(column, cells.one(place), _value(said, place), told.fault if told else None, source)


def _cells(data: bytes) -> tuple[Picked, list[str]]:
    """Turn bytes into cells: a byte of content and style, then a number or a text, up to a line end."""
    texts: list[str] = []
    rows = [(piece[0], piece[1:]) for piece in data.split(b"\n")[:6] if piece]
    content, value, style, formula = [], [], [], []
    for head, body in rows:
        kind = Content(head % 6)
        content.append(kind)
        style.append(head // 6 % 7)
        formula.append(head >= 0xD0)
        if kind in (Content.TEXT, Content.ERROR, Content.ISO_DATE):
            value.append(float(len(texts)))
            texts.append(text_of(body))
        else:
            value.append(_float(body) if kind is Content.NUMBER else float(head & 1))
    places = np.arange(len(rows), dtype=np.intp)
    picked = Picked(
        places, np.array(content, np.uint8), np.array(value, float), np.array(style, np.uint16), np.array(formula, bool)
    )
    return picked, texts


def _float(body: bytes) -> float:
    try:
        return float(body)
    except ValueError:
        return float(np.frombuffer(body[:8], np.float64)[0]) if len(body) >= 8 else float(len(body))


def _value(converted: Converted, place: int) -> object:
    value = converted.values[place]
    return None if pd.isna(value) else value


def _judge(column: Column, cell: Picked, value: object, fault: Fault | None, source: Source) -> None:
    """Check what became of one cell."""
    content, number = Content(int(cell.content[0])), float(cell.value[0])
    text = column.kind not in (Kind.MONEY, Kind.RATE, Kind.YEAR, Kind.COUNT, Kind.DATE)
    if fault is None and value in (None, "") and content is not Content.TEXT:
        raise WrongError(f"{cell} is gone, and nothing tells it")
    if fault is not None and fault not in HARMLESS and value not in (None, ""):
        # What a text column shows beside its finding is told as it stands; it is spoiled all the same.
        same(text, True, cell)
    if content is not Content.NUMBER or fault not in (None, Fault.TIME_OF_DAY):
        return
    if column.kind is Kind.DATE:
        day = counted_day(number, dates_1904=source.dates_1904)
        date = value.item() if hasattr(value, "item") else value
        same((date.year, date.month, date.day), day, cell)  # type: ignore[union-attr]
    elif text:
        same(value, str(int(number)), cell)
    else:
        percent = source.formats.look(cell.style.astype(np.int32))[0] == Look.PERCENT
        wanted = exact(number)
        assert wanted is not None
        same(value, wanted * 10 ** PLACES[column.kind] * (100 if percent else 1), cell)
        same(abs(int(value)) <= MAX_CENTS and math.isfinite(number), True, cell)  # type: ignore[call-overload]


def seeds() -> Iterator[bytes]:
    """Yield a few columns of each kind."""
    for place in range(len(_COLUMNS)):
        for body in (
            b"\x0112.5\n\x0246",
            b"\x0d0.125\n\x0431.12.2026\n\x05",
            b"\x1346022\n\x1346022.5",
            b"\x02 Ausgabe",
        ):
            yield bytes([place]) + body
