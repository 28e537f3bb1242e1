"""Dates as Excel counts them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: 31 December 9999 in both date systems.
LAST_1900, LAST_1904 = 2_958_465, 2_957_003
MINUTES = 24 * 60
_DAY_ZERO = np.datetime64("1899-12-30", "s")
_DAY_ZERO_1904 = np.datetime64("1904-01-01", "s")


def dates_of(
    serials: NDArray[np.float64], *, dates_1904: bool
) -> tuple[NDArray[np.datetime64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Turn day numbers into dates.

    Excel's 1900 system has a 29 February 1900 (number 60) that never was; numbers before it are a day off.

    Args:
        serials: Day numbers; their fraction is the time of day.
        dates_1904: Days are counted from 1904.

    Returns:
        The dates, a mask of the numbers that are dates, and a mask of those with a time of day.
    """
    first, last = (0, LAST_1904) if dates_1904 else (1, LAST_1900)
    with np.errstate(invalid="ignore"):
        days = np.floor(serials)
        valid = np.isfinite(serials) & (days >= first) & (days <= last)
    if not dates_1904:
        valid &= days != 60
    whole = np.where(valid, days, 0).astype(np.int64)
    if not dates_1904:
        whole += whole < 60
    zero = _DAY_ZERO_1904 if dates_1904 else _DAY_ZERO
    dates = zero + whole.astype("timedelta64[D]").astype("timedelta64[s]")
    dates[~valid] = np.datetime64("NaT")
    return dates, valid, valid & (serials != days)


def date_of(serial: float, *, dates_1904: bool) -> dt.datetime | None:
    """Return date and minute of one day number, None where it is no date."""
    dates, valid, _ = dates_of(np.array([serial]), dates_1904=dates_1904)
    if not valid[0]:
        return None
    date: dt.datetime = dates[0].item()
    # The last seconds of a day belong to it, also those of the last day that there is.
    return date + dt.timedelta(minutes=min(round((serial - np.floor(serial)) * MINUTES), MINUTES - 1))


def serial_of(date: dt.date, *, dates_1904: bool) -> int:
    """Return the day number of a date; it is not before March 1900."""
    zero = _DAY_ZERO_1904 if dates_1904 else _DAY_ZERO
    days: int = (date - zero.item().date()).days
    return days


def iso_date(text: str) -> dt.datetime | None:
    """Parse the date of a cell of type ``d``; None where it is none."""
    try:
        return dt.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None
