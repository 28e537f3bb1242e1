"""How a column and a table of the workbook are declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import StrEnum


class Kind(Enum):
    """What a cell of a column holds, and how it is kept in a frame.

    A frame keeps TEXT, CHOICE and REFERENCE as ``str`` (a blank is ``""``), dates as ``datetime64[s]``,
    everything else as nullable ``Int64``.
    """

    TEXT = "Text"
    YEAR = "Jahr"
    COUNT = "Ganze Zahl"
    DATE = "Datum"
    MONEY = "Betrag"
    RATE = "Prozentsatz"
    CHOICE = "Auswahl"
    REFERENCE = "Verweis"


#: Decimal places that the integer of a column keeps: cents, and ten-thousandths of a percent.
PLACES = {Kind.MONEY: 2, Kind.RATE: 4, Kind.YEAR: 0, Kind.COUNT: 0}
TEXT_KINDS = (Kind.TEXT, Kind.CHOICE, Kind.REFERENCE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an input sheet.

    Attributes:
        name: The code's word for it; the column of the frame and the field of the record.
        title: The German header.
        kind: What its cells hold.
        help: German note for whoever fills it in.
        required: An empty cell is a finding.
        essential: The figures need it: where it is empty or unusable the row is left out of them.
        weighty: Cells may be blank, but the column must be there: a blank means something in the figures, or a rule
            judges it.
        choices: The list that its values come from (kind CHOICE).
        target: Name of the table whose first column its values come from (kind REFERENCE).
        formula: Formula of a computed column in English notation, None for a column that is filled in.
        width: Column width in characters.
    """

    name: str
    title: str
    kind: Kind
    help: str
    required: bool = False
    essential: bool = False
    choices: type[StrEnum] | None = None
    target: str | None = None
    formula: str | None = None
    width: int = 14
    weighty: bool = False


@dataclass(frozen=True)
class Table:
    """One input sheet: exactly one Excel table.

    Attributes:
        name: The code's word for it.
        sheet: German name of the sheet.
        list_name: Name of the Excel table (ListObject).
        columns: Its columns in the order of the master workbook.
        key: Names of the columns that name a row in waivers, findings and seals.
        help: German sentence that says what the sheet is for.
        unique: The key must be unique (STM01).
    """

    name: str
    sheet: str
    list_name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    help: str
    unique: bool = True
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    def __getitem__(self, name: str) -> Column:
        return self.by_name[name]

    @cached_property
    def year_column(self) -> str | None:
        """Name of the column that says to which budget year a row belongs, None if there is none."""
        return "budget_year" if "budget_year" in self.by_name else None


def text(
    name: str,
    title: str,
    note: str,
    *,
    required: bool = False,
    essential: bool = False,
    width: int = 22,
    weighty: bool = False,
) -> Column:
    """Declare a text column."""
    return Column(name, title, Kind.TEXT, note, required=required, essential=essential, width=width, weighty=weighty)


def year(
    name: str,
    title: str,
    note: str,
    *,
    required: bool = True,
    essential: bool | None = None,
    weighty: bool = False,
) -> Column:
    """Declare a budget year; a required one is needed by the figures unless said otherwise."""
    needed = required if essential is None else essential
    return Column(name, title, Kind.YEAR, note, required=required, essential=needed, width=14, weighty=weighty)


def date(
    name: str, title: str, note: str, *, required: bool = False, essential: bool = False, weighty: bool = False
) -> Column:
    """Declare a date; its header breaks between words only."""
    width = max(14, *(len(word) + 3 for word in title.split()))
    return Column(name, title, Kind.DATE, note, required=required, essential=essential, width=width, weighty=weighty)


def money(
    name: str, title: str, note: str, *, required: bool = False, formula: str | None = None, weighty: bool = False
) -> Column:
    """Declare an amount in EUR; a required one is needed by the figures."""
    return Column(
        name,
        title,
        Kind.MONEY,
        note,
        required=required,
        essential=required,
        formula=formula,
        width=17,
        weighty=weighty,
    )


def rate(name: str, title: str, note: str, *, weighty: bool = False) -> Column:
    """Declare a percentage from 0 to 100."""
    return Column(name, title, Kind.RATE, note, width=13, weighty=weighty)


def choice(
    name: str,
    title: str,
    choices: type[StrEnum],
    note: str,
    *,
    required: bool = False,
    essential: bool = False,
    width: int = 18,
    weighty: bool = False,
) -> Column:
    """Declare a choice from a list."""
    return Column(
        name,
        title,
        Kind.CHOICE,
        note,
        required=required,
        essential=essential,
        choices=choices,
        width=width,
        weighty=weighty,
    )


def reference(
    name: str,
    title: str,
    target: str,
    note: str,
    *,
    required: bool = False,
    essential: bool = False,
    width: int = 14,
    weighty: bool = False,
) -> Column:
    """Declare a reference to the first column of another table."""
    return Column(
        name,
        title,
        Kind.REFERENCE,
        note,
        required=required,
        essential=essential,
        target=target,
        width=width,
        weighty=weighty,
    )
