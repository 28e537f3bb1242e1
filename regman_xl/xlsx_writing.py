"""What every workbook that we write has in common, whoever writes it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from xlsxwriter import packager, xmlwriter
from xlsxwriter.chart import Chart
from xlsxwriter.core import Core

from regman_xl.safe_text import whole

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Arial"
FONT_SIZE = 10
LANGUAGE = "de-DE"
#: The clock must not change the bytes.
CREATED = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the property has no zone

# A text of a user that looks like an escape of Excel (_x000D_) must stay this text. XlsxWriter escapes its underscore,
# but overlooks the second of two that share one (_x005F_x000D_), which then reads as a control character.
xmlwriter.re_control_chars_1 = re.compile("(_(?=x[0-9A-Fa-f]{4}_))")


class _German(Core):  # type: ignore[misc]  # the library has no types of its own
    """Properties of a document whose texts are German, so that a screen reader says them in German."""

    def _write_dc_title(self) -> None:
        super()._write_dc_title()
        self._xml_data_element("dc:language", LANGUAGE)


def _write_language(chart: Chart) -> None:
    chart._xml_empty_tag("c:lang", [("val", LANGUAGE)])


# XlsxWriter names no language for a document, and American English for a chart.
packager.Core = _German
Chart._write_lang = _write_language


def writer_options() -> dict[str, object]:
    """Return new options for XlsxWriter, which writes into those that it is given.

    They keep texts texts: no cell of ours becomes a formula, a link or a number.
    """
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE},
    }


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format | None = None) -> None:
    """Write a text of the user as exactly this text.

    Args:
        sheet: The sheet.
        row: 0-based row.
        column: 0-based column.
        text: The text; not empty.
        style: Format of the cell.
    """
    text = whole(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes such a text for its own markup of a rich text and would put it into the file as XML.
        sheet.write_rich_string(row, column, "<", "r", text[2:], *([style] if style else ()))
    else:
        sheet.write_string(row, column, text, style)
