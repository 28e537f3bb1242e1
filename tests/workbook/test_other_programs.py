"""An empty master, filled by another program, gives the same figures as the one that we fill."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from regman_xl.app.new import new_workbook
from regman_xl.finance.engine import accounts
from regman_xl.render.json import figures_json
from regman_xl.sample.history import sample_contents
from regman_xl.schema import SETTINGS, TABLES, Kind
from regman_xl.schema.settings import SETTING_BY_TITLE, SETTING_LIST
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from tests import libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from regman_xl.schema import Column

YEARS = (2025, 2026)
DIVISOR = {Kind.MONEY: 100, Kind.RATE: 10_000}
MONEY_SETTINGS = {setting.name: setting for setting in SETTING_LIST}


def as_typed(column: Column, value: Any) -> Any:
    """The value as a person types it: EUR, percent, dates, texts."""
    return value / DIVISOR[column.kind] if column.kind in DIVISOR else value


def typed_setting(name: str, value: Any) -> Any:
    kind = MONEY_SETTINGS[name].kind.name
    if kind == "DAY_MONTH" and isinstance(value, tuple):
        return f"{value[0]:02d}.{value[1]:02d}."
    return value / DIVISOR[Kind[kind]] if kind in ("MONEY", "RATE") else value


def cells_to_fill(path: Path) -> dict[str, list[tuple[int, int, Any]]]:
    """What goes where, found by sheet and header names only: (row, column, value), counted from 1."""
    contents = sample_contents()
    book = openpyxl.load_workbook(path)
    plan: dict[str, list[tuple[int, int, Any]]] = {}
    for table in TABLES:
        sheet = book[table.sheet]
        header_row, headers = headers_of(sheet)
        if table is SETTINGS:
            rows = [sheet.cell(row, headers["Schlüssel"]).value for row in range(header_row + 1, sheet.max_row + 1)]
            plan[table.sheet] = [
                (header_row + 1 + place, headers["Wert"], typed_setting(setting.name, contents.settings[setting.name]))
                for place, title in enumerate(rows)
                if title and (setting := SETTING_BY_TITLE[title]).name in contents.settings
            ]
            continue
        plan[table.sheet] = [
            (header_row + 1 + place, headers[column.title], as_typed(column, row[column.name]))
            for place, row in enumerate(contents.of(table.name))
            for column in table.columns
            if row.get(column.name) is not None and column.formula is None
        ]
    return plan


def headers_of(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    ((_, table),) = ((name, sheet.tables[name]) for name in sheet.tables)
    left, top, right, _ = range_boundaries(table.ref)
    return top, {str(sheet.cell(top, column).value): column for column in range(left, right + 1)}


def fill_by_openpyxl(empty: Path, target: Path) -> None:
    book = openpyxl.load_workbook(empty)
    for name, cells in cells_to_fill(empty).items():
        sheet = book[name]
        for row, column, value in cells:
            sheet.cell(row, column).value = value
        ((_, table),) = ((key, sheet.tables[key]) for key in sheet.tables)
        left, top, right, bottom = range_boundaries(table.ref)
        last = max([bottom, *(row for row, _, _ in cells)])
        table.ref = f"{sheet.cell(top, left).coordinate}:{sheet.cell(last, right).coordinate}"
        if table.autoFilter is not None:
            table.autoFilter.ref = table.ref
    book.save(target)


def fill_by_libreoffice(empty: Path, target: Path, folder: Path) -> None:
    cells = {
        name: [[row - 1, column - 1, *_for_office(value)] for row, column, value in entries]
        for name, entries in cells_to_fill(empty).items()
    }
    listing = folder / "cells.json"
    listing.write_text(json.dumps(cells), encoding="utf-8")
    libreoffice.scripted("fill.py", empty, target, listing)


def _for_office(value: Any) -> tuple[str, Any]:
    if isinstance(value, dt.date):
        return "date", (value - dt.date(1899, 12, 30)).days
    return ("text", value) if isinstance(value, str) else ("number", value)


def figures(path: Path) -> list[str]:
    return [figures_json(account, "") for account in accounts(read_books(path), YEARS[-1])]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_workbook(tmp_path_factory.mktemp("empty") / "leer.xlsx", year=2026, empty=True, force=False)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("sample") / "muster.xlsx"
    write_master(path, sample_contents())
    return figures(path)


def test_filled_by_openpyxl(empty: Path, expected: list[str], tmp_path: Path) -> None:
    fill_by_openpyxl(empty, tmp_path / "gefüllt.xlsx")
    assert figures(tmp_path / "gefüllt.xlsx") == expected


def test_filled_by_libreoffice(empty: Path, expected: list[str], tmp_path: Path, soffice: str) -> None:
    assert soffice
    fill_by_libreoffice(empty, tmp_path / "gefüllt.xlsx", tmp_path)
    assert figures(tmp_path / "gefüllt.xlsx") == expected
