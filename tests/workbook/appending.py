"""What the tests of appended rows share: rows to append, and a way to do it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import openpyxl

from regman_xl.model.additions import Additions
from regman_xl.model.frames import typed_frame
from regman_xl.schema import TABLE_BY_NAME
from regman_xl.workbook.append import append
from regman_xl.workbook.splice import splice
from tests.workbook.making import (
    CONTRIBUTION,
    make_book,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from regman_xl.model.books import Books

Row = dict[str, Any]
PART = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"
NEW: Row = {
    "partner": "ME",
    "budget_year": 2027,
    "amount": 12_345_67,
    "due_on": dt.date(2027, 2, 28),
    "basis": " =1+1 & <b> ",
}
#: Excel has no zones.
DUE = dt.datetime(2027, 2, 28)  # noqa: DTZ001
BARE: Row = {"partner": "IHK", "budget_year": 2027, "amount": 0}
PAID: Row = {
    "number": "900",
    "budget_year": 2027,
    "booked_on": dt.date(2027, 1, 4),
    "voucher": "2027-0001",
    "direction": "Ausgabe",
    "category": "Geschäftsstelle",
    "text": "Papier",
    "amount": -5,
}


def added(source: Path, rows: dict[str, list[Row]], *, force: bool = False, **more: Any) -> tuple[Path, list[str]]:
    target = source.with_name(f"neu_{source.name}")
    with splice(source, force=force) as change:
        append(change, Additions(rows, more))
        change.write(target)
        return target, change.notes


def new_rows(before: Books, after: Books, table: str) -> pd.DataFrame:
    """The rows that are new; those that were there are as they were, and where they were."""
    old, new = before.data[table].frame, after.data[table].frame
    assert new.iloc[: len(old)].equals(old)
    assert bool(after.data[table].usable.iloc[len(old) :].all())
    return new.iloc[len(old) :]


def as_frame(table: str, rows: list[Row], at: int) -> pd.DataFrame:
    return typed_frame(TABLE_BY_NAME[table], rows, at)


def small(path: Path, *rows: Row, **options: Any) -> Path:
    """A workbook of two contributions, or those given, and nothing else."""
    return make_book(path, contributions=list(rows) or [CONTRIBUTION, {**CONTRIBUTION, "partner": "ME"}], **options)


def cell(path: Path, title: str, place: str) -> Any:
    return openpyxl.load_workbook(path)[title][place]
