"""What rules about entries share: running numbers, booking order, values looked up by a key."""

from __future__ import annotations

import pandas as pd

_DIGITS = "0123456789"
#: More digits do not fit a number that is compared exactly.
_MOST_DIGITS = 15
#: A number that names its year may stand again in another year only by mistake.
HAS_YEAR = r"(?:19|20)\d{2}"
#: From this length on, digits that begin with a year are the year and a number within it: 20260012.
_YEAR_AND_NUMBER = 7


def split_numbers(texts: pd.Series) -> pd.DataFrame:
    """Split texts such as ``2026-0012`` into ``prefix`` (``2026-``) and ``number`` (12; missing where no digits end).

    Args:
        texts: Texts of dtype ``str``.

    Returns:
        A frame with the same index; `number` is ``Int64``.
    """
    prefix = texts.str.rstrip(_DIGITS)
    led_by_year = prefix.eq("") & texts.str.len().ge(_YEAR_AND_NUMBER) & texts.str.slice(0, 2).isin(["19", "20"])
    prefix = prefix.mask(led_by_year, texts.str.slice(0, 4))
    lengths = prefix.str.len()
    # Few prefixes differ in length: slicing by length keeps a million rows vectorised.
    digits = pd.concat([texts[lengths.eq(length)].str.slice(length) for length in lengths.unique()] or [texts])
    counted = digits.str.len()
    numbers = digits[counted.gt(0) & counted.le(_MOST_DIGITS)].astype("int64")
    return pd.DataFrame({"prefix": prefix, "number": numbers.reindex(texts.index).astype("Int64")})


def in_booking_order(entries: pd.DataFrame) -> pd.DataFrame:
    """Return journal rows by booking date and Nr: an order that does not depend on where the rows stand."""
    parts = split_numbers(entries["number"])
    order = pd.DataFrame(
        {"on": entries["booked_on"], "prefix": parts["prefix"], "number": parts["number"], "text": entries["number"]}
    )
    return entries.loc[order.sort_values(["on", "prefix", "number", "text"]).index]


def looked_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """Return for each key its value (`values` is indexed by unique keys), missing where there is none.

    Unlike `Series.map` it keeps the type of the values, also where no key is found.
    """
    return pd.Series(values.reindex(keys.array).array, index=keys.index)


def one_per_key(rows: pd.DataFrame, key: str, *columns: str) -> pd.DataFrame:
    """Return columns of a table by its key; of a doubled key always the same row, wherever it stands."""
    known = rows.loc[rows[key].ne(""), [key, *columns]]
    return known.sort_values([key, *columns]).drop_duplicates(key).set_index(key)
