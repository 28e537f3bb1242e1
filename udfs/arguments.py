"""From the cells that Excel hands over to cents, texts and keys, and back.

Excel hands over a single value, or the rows of a range; numbers are binary floats, an error is a text like ``#N/A``.
Nothing is guessed: what is not what it should be is refused with the name of the argument and the place in it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias, runtime_checkable

from regman_xl.money import cents_of, euros
from regman_xl.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from enum import StrEnum
    from typing import TypeVar

    _E = TypeVar("_E", bound=StrEnum)

Cell: TypeAlias = "float | str | bool | dt.datetime | None"
Rows: TypeAlias = "list[list[Cell]]"

#: So many digits Excel keeps and shows: what a binary float has beyond them is no information (0,1 + 0,2).
_DIGITS = 15
#: What Excel calls its errors, in English as xlwings hands them over.
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA")
_WHOLE_PERCENT = 100


@runtime_checkable
class Placed(Protocol):
    """What we use of a range of xlwings."""

    @property
    def row(self) -> int:
        """Its first row, from 1 on."""

    @property
    def column(self) -> int:
        """Its first column, from 1 on."""

    def options(self, **options: object) -> Any:
        """Say how its value is wanted."""


class Cells(NamedTuple):
    """One argument of a function.

    Attributes:
        name: What the user calls it, for messages.
        rows: Its cells; a single value is one row of one cell.
        corner: Row and column of the first cell on its sheet, both from 1 on, where Excel hands over the place too.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    corner: tuple[int, int] = (1, 1)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is in it."""
        return all(cell is None for row in self.rows for cell in row)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    @property
    def is_row(self) -> bool:
        """Whether it lies: one row of several columns."""
        return self.shape[0] == 1 < self.shape[1]

    def at(self, row: int, column: int) -> Cell:
        """Return a cell; a single value stands everywhere."""
        return self.rows[0][0] if self.shape == (1, 1) else self.rows[row][column]

    def one(self) -> Cell:
        """Return the only cell.

        Raises:
            Problem: There are several.
        """
        if self.shape != (1, 1):
            raise Problem(f"{self.name}: Bitte eine einzelne Zelle angeben, keinen Bereich.")
        return self.rows[0][0]

    def line(self) -> tuple[Cell, ...]:
        """Return the cells of a row or of a column.

        Raises:
            Problem: It is a block, or nothing is in it.
        """
        if self.is_blank:
            raise Problem(f"{self.name}: Der Bereich ist leer.")
        if 1 not in self.shape:
            raise Problem(f"{self.name}: Bitte eine einzelne Zeile oder Spalte angeben.")
        return tuple(cell for row in self.rows for cell in row)


def cells_of(name: str, value: object) -> Cells:
    """Return an argument as Excel hands it over: a value, a list of values, a list of rows, or a range with its place.

    A range is one of xlwings; its errors are asked for as texts, they would else come as blank cells.
    """
    if isinstance(value, Placed):
        return cells_of(name, value.options(ndim=2, err_to_str=True).value)._replace(corner=(value.row, value.column))
    if not isinstance(value, list | tuple):
        return Cells(name, ((_plain(value),),))
    rows = value if value and all(isinstance(row, list | tuple) for row in value) else [value]
    return Cells(name, tuple(tuple(map(_plain, row)) for row in rows))


def _plain(value: object) -> Cell:
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if value is None or isinstance(value, float | str | bool | dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    return str(value)


def _refuse_other(cell: Cell, what: str) -> None:
    if isinstance(cell, str) and cell in _ERRORS:
        raise Problem(f"{what}: Die Zelle enthält einen Fehlerwert.")
    if isinstance(cell, bool):
        raise Problem(f"{what}: Die Zelle enthält einen Wahrheitswert, keine Zahl.")
    if isinstance(cell, dt.datetime):
        raise Problem(f"{what}: Die Zelle enthält ein Datum, keine Zahl.")
    if isinstance(cell, str):
        raise Problem(f"{what}: „{cell[:40]}“ ist ein Text, keine Zahl.")


def number(cell: Cell, what: str) -> Decimal | None:
    """Return a number with the digits that Excel shows, None for a blank cell.

    Raises:
        Problem: It is none.
    """
    _refuse_other(cell, what)
    return Decimal(f"{cell:.{_DIGITS}g}") if isinstance(cell, float) else None


def cents(cell: Cell, what: str) -> int | None:
    """Return an amount in cents, None for a blank cell.

    Raises:
        Problem: It is no amount, or has more than two decimals: it is never rounded.
    """
    amount = number(cell, what)
    if amount is None:
        return None
    try:
        return cents_of(amount)
    except ValueError:
        raise Problem(
            f"{what}: Der Betrag hat mehr als zwei Nachkommastellen oder ist zu groß. Bitte mit RUNDEN runden."
        ) from None


def whole(cell: Cell, what: str) -> int | None:
    """Return a whole number, None for a blank cell.

    Raises:
        Problem: It is none.
    """
    found = number(cell, what)
    if found is not None and found != found.to_integral_value():
        raise Problem(f"{what}: Bitte eine ganze Zahl angeben.")
    return None if found is None else int(found)


def rate(cell: Cell, what: str) -> int | None:
    """Return a Fördersatz in ten-thousandths of a percent, None for a blank cell.

    The sheets hold it as a number from 0 to 100. A cell that Excel shows as 60 % holds 0.6: that is refused, because a
    function does not see how a cell is shown.

    Raises:
        Problem: It is no rate.
    """
    percent = number(cell, what)
    if percent is None:
        return None
    if 0 < percent <= 1:
        raise Problem(f"{what}: Bitte als Zahl von 0 bis 100 angeben, 60 für 60 %.")
    scaled = percent.scaleb(4)
    if not 0 <= percent <= _WHOLE_PERCENT or scaled != scaled.to_integral_value():
        raise Problem(f"{what}: Bitte eine Zahl von 0 bis 100 mit höchstens vier Nachkommastellen angeben.")
    return int(scaled)


def text(cell: Cell, what: str) -> str:
    """Return a text without blanks around it, ``""`` for a blank cell; a number is one with its digits.

    Raises:
        Problem: It is an error, a date or a truth value.
    """
    if isinstance(cell, str) and cell not in _ERRORS:
        return cell.strip()
    found = number(cell, what)
    return "" if found is None else f"{found.normalize():f}"


def chosen(cell: Cell, what: str, choices: type[_E]) -> _E:
    """Return an entry of a list of the workbook.

    Raises:
        Problem: It is not in the list.
    """
    content = text(cell, what)
    try:
        return choices(content)
    except ValueError:
        raise Problem(f"{what}: „{content[:40]}“ gibt es nicht; möglich sind {', '.join(choices)}.") from None


def needed(value: int | None, what: str) -> int:
    """Return a value that must be there.

    Raises:
        Problem: The cell is blank.
    """
    if value is None:
        raise Problem(f"{what}: Die Angabe fehlt.")
    return value


def key(cells: Cells) -> tuple[int, ...]:
    """Return a payment key: the partners' contributions in cents; a blank cell is a partner that pays nothing.

    Raises:
        Problem: A cell is no amount, or the argument is no row or column.
    """
    return tuple(cents(cell, f"{cells.name}, Wert {place}") or 0 for place, cell in enumerate(cells.line(), 1))


def shown(amount: int) -> float:
    """Return cents as the EUR that a cell holds."""
    return float(euros(amount))


def along(like: Cells, amounts: Sequence[int]) -> Rows:
    """Return amounts in cents as EUR in the direction of an argument: a column, unless it is a row."""
    values: list[Cell] = [shown(amount) for amount in amounts]
    return [values] if like.is_row else [[value] for value in values]


def each(count: Callable[..., Cell], *arguments: Cells) -> Rows:
    """Compute cell by cell over ranges of one shape; single values stand for every cell.

    A cell that cannot be computed says why; the others are computed.

    Args:
        count: Takes one cell of each argument.
        *arguments: The arguments.

    Raises:
        Problem: Two ranges differ in shape.
    """
    shapes = [item for item in arguments if item.shape != (1, 1)]
    for item in shapes[1:]:
        if item.shape != shapes[0].shape:
            raise Problem(f"{item.name}: Der Bereich ist anders geformt als „{shapes[0].name}“.")
    height, width = shapes[0].shape if shapes else (1, 1)

    def one(row: int, column: int) -> Cell:
        try:
            return count(*(item.at(row, column) for item in arguments))
        except Problem as problem:
            return told(problem)

    return [[one(row, column) for column in range(width)] for row in range(height)]


def told(problem: Problem) -> str:
    """Return what a cell shows in place of a result."""
    return f"#RM {problem.message}"
