"""Typed frames of the input tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from regman_xl.schema import TEXT_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regman_xl.schema import Column, Table

#: Joins the columns of a key; findings print it so, and waivers name it so.
KEY_SEPARATOR = " / "


def dtype_of(column: Column) -> str:
    """Return the frame's type of a column: ``str``, ``datetime64[s]`` or nullable ``Int64``."""
    if column.kind in TEXT_KINDS:
        return "str"
    return "datetime64[s]" if column.kind is Kind.DATE else "Int64"


@dataclass(frozen=True)
class TableData:
    """One input table as read.

    Attributes:
        table: Its declaration.
        frame: One row per data row, indexed by 1-based sheet row, one column per declared column, typed as
            `dtype_of` says. A blank cell or one that does not fit is ``""`` or null.
        usable: For each row of the frame, whether the figures may use it: its essential cells are filled and
            every cell fits its column.
        positions: 1-based sheet column of each declared column that the sheet has.
        header_row: 1-based sheet row of the headers; 0 where the sheet is missing.
        sheet: Name of the sheet in the file; it may have been renamed, because the Excel table names it.
    """

    table: Table
    frame: pd.DataFrame
    usable: pd.Series
    positions: Mapping[str, int]
    header_row: int
    sheet: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sheet", self.sheet or self.table.sheet)

    @cached_property
    def used(self) -> pd.DataFrame:
        """The rows that the figures use."""
        return self.frame if bool(self.usable.all()) else self.frame[self.usable]

    def keys(self, rows: pd.Index | None = None) -> pd.Series:
        """Return the key text of the rows (all, or those given by index)."""
        frame = self.frame if rows is None else self.frame.loc[rows]
        first, *others = (key_text(frame[name]) for name in self.table.key)
        return first.str.cat(pd.concat(others, axis=1), sep=KEY_SEPARATOR) if others else first


def key_text(values: pd.Series) -> pd.Series:
    """Return a column as text for keys: dates in German form, blanks empty."""
    if values.dtype.kind == "M":
        return pd.Series(values.dt.strftime("%d.%m.%Y"), dtype="str").fillna("")
    return values.astype("string").fillna("").astype("str")


def typed_frame(table: Table, rows: Iterable[Mapping[str, Any]], first_row: int = 2) -> pd.DataFrame:
    """Build a frame of a table from plain rows: for tests, and for tables that a program makes.

    Args:
        table: The table's declaration.
        rows: Values by column name, as the records have them (cents, ten-thousandths of a percent, dates, texts);
            missing ones are blank.
        first_row: Sheet row of the first one.
    """
    listed = list(rows)
    index = pd.RangeIndex(first_row, first_row + len(listed))
    data = {}
    for column in table.columns:
        blank = "" if column.kind in TEXT_KINDS else None
        values = [row.get(column.name, blank) for row in listed]
        values = [blank if value is None else str(value) if blank == "" else value for value in values]
        data[column.name] = pd.Series(values, index=index, dtype=dtype_of(column))
    return pd.DataFrame(data, index=index)


def table_data(table: Table, rows: Iterable[Mapping[str, Any]] = (), first_row: int = 2) -> TableData:
    """Build the data of a table from plain rows, as `typed_frame`; a row without an essential value is not usable."""
    frame = typed_frame(table, rows, first_row)
    usable = pd.Series(data=True, index=frame.index)
    for column in table.columns:
        if column.essential:
            values = frame[column.name]
            usable &= values.ne("") if column.kind in TEXT_KINDS else values.notna()
    positions = {column.name: place for place, column in enumerate(table.columns, 1)}
    return TableData(table, frame, usable, positions, first_row - 1)
