"""What every workbook that we write has in common, whoever writes it."""

from __future__ import annotations

import datetime as dt

FONT = "Arial"
FONT_SIZE = 10
#: The clock must not change the bytes.
CREATED = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the property has no zone


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
