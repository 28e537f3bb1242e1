"""The cells and pages of a laid out report, and what a file holds of them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from regman_xl.render.layout import REPEATED, lay_out
from regman_xl.render.tables import shown
from regman_xl.reports.report import CellRef, Form, Phrase

if TYPE_CHECKING:
    from regman_xl.render.grid import Cell, Line
    from regman_xl.reports.report import Report, Value


def value_in_file(value: Value, form: Form | None) -> object:
    if isinstance(value, str | Phrase | CellRef) or value is None:
        return shown(value) or None
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell has no time zone
    if form is Form.MONEY:
        return value / 100
    return float(Fraction(value) / (100 if form is Form.EXACT else 1))


def same(one: object, other: object) -> bool:
    """Ratios may differ in the last bit, amounts may not."""
    if isinstance(one, float) and isinstance(other, float):
        return one == other or abs(one - other) <= 1e-12 * max(abs(one), abs(other))
    return one == other


def figures(report: Report) -> list[tuple[int, Cell]]:
    return [(row, cell) for row, line in enumerate(lay_out(report).lines) for cell in line.cells if cell.place]


def pages_of(report: Report) -> list[list[Line]]:
    """The rows with content of every page; the rows that each page repeats are left out."""
    pages: list[list[Line]] = [[]]
    for line in lay_out(report).lines[REPEATED:]:
        if line.break_before:
            pages.append([])
        if line.cells or line.chart:
            pages[-1].append(line)
    return pages
