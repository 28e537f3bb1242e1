"""What the file says about its cells beyond their values: the raw material of the rules STR and TYP.

The reader states facts, the rules word them; neither guesses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property


class Fault(Enum):
    """Why a cell or a place does not fit its column. Each is told by exactly one rule."""

    NUMBER_AS_TEXT = auto()
    STRAY_BLANKS = auto()
    TRAILING_MINUS = auto()
    AMBIGUOUS_SEPARATOR = auto()
    DATE_AS_TEXT = auto()
    TIME_OF_DAY = auto()
    TOO_MANY_DECIMALS = auto()
    NO_CACHED_VALUE = auto()
    ERROR_VALUE = auto()
    FORMULA_OVERWRITTEN = auto()
    FOREIGN_CURRENCY = auto()
    NOT_IN_LIST = auto()
    OUT_OF_RANGE = auto()
    REQUIRED_EMPTY = auto()
    WRONG_TYPE = auto()
    BLANK_ROW = auto()
    MERGED = auto()
    OUTSIDE_TABLE = auto()
    BELOW_TABLE = auto()
    REPEATED = auto()
    DOUBLED_HEADER = auto()
    MISSING_COLUMN = auto()
    MISSING_SHEET = auto()
    SIMILAR_SHEET_NAMES = auto()
    UNREAD_SHEET = auto()
    HIDDEN = auto()
    FILTERED = auto()
    DATES_1904 = auto()
    EXTERNAL_LINK = auto()
    OUTDATED = auto()


#: Faults after which the value is still known for certain: the row stays in the figures.
HARMLESS = frozenset({Fault.STRAY_BLANKS, Fault.TIME_OF_DAY, Fault.FORMULA_OVERWRITTEN})


@dataclass(frozen=True, slots=True)
class CellFact:
    """One fault at one place.

    Attributes:
        fault: What is wrong.
        sheet: German name of the sheet.
        row: 1-based sheet row; 0 where the fault concerns the whole sheet.
        column: 1-based sheet column; 0 where there is none.
        name: Column name of the schema, ``""`` where the place belongs to no column.
        value: The cell as the user sees it.
        detail: What the message needs beside it: the nearest valid value, the range, the number format.
    """

    fault: Fault
    sheet: str
    row: int = 0
    column: int = 0
    name: str = ""
    value: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class GeneratedSheet:
    """A sheet that the toolkit made, as its own names say.

    Attributes:
        sheet: Its name.
        kind: Kind of the document.
        year: Its budget year, None where it speaks of all years or does not say.
        subject: What tells two documents of a kind apart; may be empty.
        checksum: SHA-256 in hex over the data that it was made from.
    """

    sheet: str
    kind: str
    year: int | None = None
    subject: str = ""
    checksum: str = ""


@dataclass(frozen=True)
class PackageFacts:
    """What the file as a whole says.

    Attributes:
        file: Its name, without folder.
        sheets: All sheet names in workbook order.
        facts: Every fault found while reading, in workbook order.
        generated: The sheets that the toolkit made, in workbook order.
    """

    file: str = ""
    sheets: tuple[str, ...] = ()
    facts: tuple[CellFact, ...] = field(default=())
    generated: tuple[GeneratedSheet, ...] = ()

    @cached_property
    def _by_fault(self) -> dict[Fault, list[CellFact]]:
        grouped: dict[Fault, list[CellFact]] = {}
        for fact in self.facts:
            grouped.setdefault(fact.fault, []).append(fact)
        return grouped

    def of(self, *faults: Fault) -> list[CellFact]:
        """Return the facts of the given kinds, kind by kind, each in workbook order."""
        return [fact for fault in faults for fact in self._by_fault.get(fault, ())]
