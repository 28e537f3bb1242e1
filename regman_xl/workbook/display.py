"""Cells as the user sees them, for messages."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from regman_xl.schema import Kind
from regman_xl.workbook.cells import Content
from regman_xl.workbook.formats import Look
from regman_xl.workbook.serials import date_of
from regman_xl.workbook.texts import german_date, german_number

if TYPE_CHECKING:
    import pyarrow as pa

    from regman_xl.workbook.formats import Formats

#: Error values as a German Excel shows them; the others are the same in both languages.
GERMAN_ERRORS = {
    "#REF!": "#BEZUG!",
    "#N/A": "#NV",
    "#VALUE!": "#WERT!",
    "#NUM!": "#ZAHL!",
    "#SPILL!": "#ÜBERLAUF!",
    "#CALC!": "#KALK!",
}


class Shown(NamedTuple):
    """Shows the cells of one column.

    Attributes:
        texts: All texts of the sheet.
        formats: The cell formats.
        kind: What the column holds; amounts are grouped in thousands.
        dates_1904: Days are counted from 1904.
    """

    texts: pa.Array
    formats: Formats
    kind: Kind
    dates_1904: bool

    def text(self, content: int, value: float, style: int) -> str:
        """Return a cell as the user sees it.

        Args:
            content: Its `Content`.
            value: Its number, or the place of its text.
            style: Number of its format.
        """
        if content == Content.BLANK:
            return ""
        if content == Content.BOOLEAN:
            return "WAHR" if value else "FALSCH"
        if content == Content.NUMBER:
            return self._number(value, style)
        text = str(self.texts[int(value)].as_py())
        return GERMAN_ERRORS.get(text, text) if content == Content.ERROR else text

    def _number(self, value: float, style: int) -> str:
        look = Look(int(self.formats.look(np.array([style], np.int32))[0]))
        moment = date_of(value, dates_1904=self.dates_1904) if look is Look.DATE else None
        if moment is not None:
            return german_date(moment) + (f" {moment:%H:%M}" if moment.time() != moment.time().min else "")
        grouped = self.kind is Kind.MONEY
        if look is Look.PERCENT and np.isfinite(value):
            return german_number(float(Decimal(repr(value)) * 100), grouped=grouped) + " %"
        currency = self.formats.currencies.get(style, "")
        return f"{german_number(value, grouped=grouped)} {currency}".rstrip()
