"""Values on their way into cells and out of them, as pywin32 and Excel hand them over."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

from tests.excel.com import NotInTestEngineError, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ERRORS = {
    "#DIV/0!": -2146826281,
    "#N/A": -2146826246,
    "#NAME?": -2146826259,
    "#NULL!": -2146826288,
    "#NUM!": -2146826252,
    "#REF!": -2146826265,
    "#VALUE!": -2146826273,
}
_TEXT_OF_ERROR = {code: text for text, code in ERRORS.items()}
_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no time zone
LONGEST_TEXT = 32767
_NUMBER = re.compile(r"[+-]?(\d+|\d[\d,]*\d)?(\.\d*)?([eE][+-]?\d+)?%?")
_DATES = ("%m/%d/%Y", "%m-%d-%Y", "%Y-%m-%d", "%Y/%m/%d", "%m/%d/%y")


def prepared(value: Any, _options: Any) -> Any:
    """Make a value ready for COM, as `xlwings._xlwindows.Engine.prepare_xl_data_element` does."""
    if value is None or value is pd.NaT:
        return ""
    if isinstance(value, np.datetime64 | pd.Timestamp):
        value = pd.Timestamp(value).to_pydatetime()
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001
    if pd.isna(value):
        return ""
    return float(value) if isinstance(value, np.number) else value


def cleaned(
    data: Sequence[Sequence[Any]],
    dates: Callable[..., Any],
    empty: Any,
    numbers: Callable[[float], Any] | None,
    err_to_str: bool,
) -> list[list[Any]]:
    """Turn what COM gave into values, as `xlwings._xlwindows.Engine.clean_value_data` does."""

    def clean(value: Any) -> Any:
        if value is None or value == "":
            return empty
        if isinstance(value, dt.datetime):
            date = (value.year, value.month, value.day)
            time = {"hour": value.hour, "minute": value.minute, "second": value.second}
            return dates(*date, **time, microsecond=value.microsecond, tzinfo=None)
        if numbers is not None and isinstance(value, float):
            return numbers(value)
        if type(value) is int and value in _TEXT_OF_ERROR:
            return _TEXT_OF_ERROR[value] if err_to_str else None
        return value

    return [[clean(value) for value in row] for row in data]


def from_cell(value: Any, kind: str) -> Any:
    """Return what `Range.Value` gives for a constant: floats, dates with time, codes of errors."""
    if kind == "e":
        return ERRORS[value]
    if isinstance(value, CellRichText):
        return str(value)
    if isinstance(value, dt.timedelta):
        return _ZERO + value
    if isinstance(value, dt.time):
        return dt.datetime.combine(_ZERO.date(), value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def from_calculated(told: tuple[str, str] | None, number_format: str, where: str) -> Any:
    """Return what `Range.Value` gives for a formula; this engine does not calculate, so a new one has no value."""
    if told is None:
        raise NotInTestEngineError(f"The test engine does not calculate, and no file told the value of {where}")
    kind, text = told
    if kind == "e":
        return ERRORS[text]
    if kind == "b":
        return text == "1"
    if kind == "str":
        return text
    number = float(text)
    return from_cell(from_excel(number), "d") if is_date_format(number_format) else number


def entered(value: Any, number_format: str) -> Any:
    """Return what stands in a cell after `Range.Value = value`: Excel reads texts as if typed in the United States.

    A cell of format text keeps them; everywhere else "=1+1" becomes a formula, "12,50" 1250 and "1/2/2026" a date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool | float | dt.datetime):
        return value
    if isinstance(value, int):
        return float(value)
    if not isinstance(value, str):
        raise TypeError(f"must be a value that COM knows, not {type(value).__name__}")
    if len(value) > LONGEST_TEXT:
        raise refused("Anwendungs- oder objektdefinierter Fehler")
    if number_format == "@" or value[0] == "'":
        return Text(value.removeprefix("'"))
    return _typed(value)


class Text(str):
    """A text that stays one, whatever it looks like."""

    __slots__ = ()


def _typed(text: str) -> Any:
    if text[0] in "=+-@" and len(text) > 1 and not _NUMBER.fullmatch(text):
        if text[0] == "@":
            raise refused("Anwendungs- oder objektdefinierter Fehler")
        return text if text[0] == "=" else f"={text}"
    if text.upper() in {"TRUE", "FALSE"}:
        return text.upper() == "TRUE"
    if text in ERRORS:
        return text
    bare = text.strip()
    if _NUMBER.fullmatch(bare) and any(sign.isdigit() for sign in bare):
        number = float(bare.rstrip("%").replace(",", ""))
        return number / 100 if bare.endswith("%") else number
    for pattern in _DATES:
        try:
            return dt.datetime.strptime(bare, pattern)  # noqa: DTZ007
        except ValueError:
            continue
    return Text(text)
