"""Writes new rows of tables and new values of settings into the open workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regman_xl.hosts import messages
from regman_xl.hosts.marking import unmark
from regman_xl.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xlwings as xw

    from regman_xl.app.live_rows import Block, Growth

#: `XlAutoFillType` of formats alone.
_FORMATS = 3


def require_open(book: xw.Book, growths: Sequence[Growth]) -> None:
    """Refuse rows for a sheet whose table was lost, before anything is written.

    Raises:
        Problem: There is none.
    """
    for growth in growths:
        _table(book, growth)


def write_rows(book: xw.Book, growths: Sequence[Growth], blocks: Sequence[Block]) -> None:
    """Let tables grow and fill in their new rows, one write per block.

    Args:
        book: The workbook.
        growths: The tables that grow.
        blocks: The cells.
    """
    for growth in growths:
        _grow(book, growth)
    for block in blocks:
        sheet = book.sheets[block.sheet]
        last = (block.row + len(block.values) - 1, block.column + len(block.values[0]) - 1)
        cells = sheet.range((block.row, block.column), last)
        if block.is_text and cells.number_format != "@":
            # Any other cell would read a text as if it had been typed: a running number as a date.
            cells.number_format = "@"
        cells.value = block.values


def _table(book: xw.Book, growth: Growth) -> xw.main.Table:
    for table in book.sheets[growth.sheet].tables:
        whole = table.range
        if whole is not None and (whole.row, whole.column) == (growth.header_row, growth.left):
            return table
    raise Problem(messages.NO_TABLE.format(sheet=growth.sheet))


def _grow(book: xw.Book, growth: Growth) -> None:
    sheet = book.sheets[growth.sheet]
    table = _table(book, growth)
    if growth.last > table.range.last_cell.row:
        table.resize(sheet.range((growth.header_row, growth.left), (growth.last, growth.right)))
    if growth.like:
        # The formats that are taken over would bring the marks along.
        unmark(sheet)
        like: Any = sheet.range((growth.like, growth.left), (growth.like, growth.right))
        like.api.AutoFill(sheet.range((growth.like, growth.left), (growth.last, growth.right)).api, _FORMATS)
