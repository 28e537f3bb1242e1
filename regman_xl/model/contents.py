"""What a workbook is to hold, before it is a file: the input of the master template."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from regman_xl.schema import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regman_xl.model.books import Books

#: What a number, a text or a date is in a cell.
Plain: TypeAlias = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell that is written exactly as given, whatever its column holds.

    Attributes:
        value: What the cell shows; amounts in EUR, not in cents. An error such as ``#REF!`` needs a formula.
        formula: Formula in English notation whose cached value is `value`; None for a plain cell. A formula
            without a value is written without a cached value.
        number_format: Number format of the cell, None for that of the column.
    """

    value: Plain
    formula: str | None = None
    number_format: str | None = None

    @property
    def cents(self) -> Decimal:
        """The amount in cents as a sum over the column sees it: texts and blanks count nothing."""
        if isinstance(self.value, int | float):
            return Decimal(repr(self.value)) * 100
        return Decimal(0)


#: A value as the records have it (cents, ten-thousandths of a percent, dates, texts), or a raw cell.
Value: TypeAlias = str | int | dt.date | tuple[int, int] | Raw | None
Row: TypeAlias = "Mapping[str, Value]"


@dataclass(frozen=True)
class Contents:
    """Everything that is filled into a master workbook.

    Attributes:
        settings: Values by setting name; a missing one gets its default.
        rows: Rows by table name, each by column name; a missing table or cell is blank, a row without values
            is a blank row.
    """

    settings: Mapping[str, Value] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def of(self, table: str) -> Sequence[Row]:
        """Return the rows of a table, none if it is not filled."""
        return self.rows.get(table, ())

    @classmethod
    def of_books(cls, books: Books) -> Contents:
        """Take everything that books hold, so that the same workbook can be written again."""
        rows: dict[str, list[dict[str, Value]]] = {}
        for name, data in books.data.items():
            if name == SETTINGS.name:
                continue
            rows[name] = [
                {column: value for column, value in zip(data.frame.columns, values, strict=True) if value is not None}
                for values in zip(*(_plain_values(data.frame[column]) for column in data.frame.columns), strict=True)
            ]
        return cls(settings=books.settings.model_dump(), rows=rows)


def _plain_values(values: pd.Series) -> list[Value]:
    """Return a column as plain values, None for blanks."""
    blank = values.isna()
    if values.dtype.kind == "M":
        return [None if empty else value.date() for value, empty in zip(values, blank, strict=True)]
    if pd.api.types.is_integer_dtype(values.dtype):
        return [None if empty else int(value) for value, empty in zip(values, blank, strict=True)]
    return [None if empty or value == "" else str(value) for value, empty in zip(values, blank, strict=True)]
