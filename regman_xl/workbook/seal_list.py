"""The very hidden sheet that keeps the digests of sealed rows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from regman_xl.schema import SEALS
from regman_xl.xlsx_writing import CREATED, write_text, writer_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEADER_ROW = 2


def seal_list_bytes(rows: Iterable[Mapping[str, str | int]]) -> bytes:
    """Return a workbook with this one sheet.

    Args:
        rows: The sealed rows of all years by column name.
    """
    buffer = io.BytesIO()
    with Workbook(buffer, writer_options()) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet(SEALS.sheet)
        sheet.write_string(0, 0, SEALS.help)
        for place, column in enumerate(SEALS.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(HEADER_ROW, place, column.title)
        for number, row in enumerate(rows, HEADER_ROW + 1):
            for place, column in enumerate(SEALS.columns):
                value = row[column.name]
                if isinstance(value, int):
                    sheet.write_number(number, place, value)
                else:
                    write_text(sheet, number, place, value)
        book.define_name(f"'{SEALS.sheet}'!regman_kind", '="seals"')
    return buffer.getvalue()
