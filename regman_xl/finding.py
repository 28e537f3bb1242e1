"""A finding of the audit of a workbook: what, where, why and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class Severity(StrEnum):
    """How much a finding weighs: an error blocks closing, a warning must be waived, an info is a note."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who has accepted a warning, why and until when (sheet Quittierungen).

    Attributes:
        name: Who answers for it.
        reason: Why the warning is accepted.
        date: Day of the acceptance.
        valid_until: Its last day, None without end.
    """

    name: str
    reason: str
    date: dt.date
    valid_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One hit of one rule at one place.

    Attributes:
        code: The rule's code, for example ``JRN02``.
        severity: How much it weighs.
        sheet: German name of the sheet.
        cell: Address such as ``E17``; None only where no cell exists (a missing sheet).
        row: 1-based sheet row, None where there is none.
        column: German header of the column, None where the finding is not about one column.
        year: Budget year that the row belongs to, None where it belongs to none.
        value: The value as the user sees it.
        message: German sentence with the value and what is wrong.
        hint: German sentence that says what to do.
        key: The row's key, by which a waiver names it.
        acceptance: Who has accepted it; None for an open finding.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str | None
    row: int | None
    column: str | None
    year: int | None
    value: str
    message: str
    hint: str
    key: str = ""
    acceptance: Acceptance | None = None

    @property
    def waived(self) -> bool:
        """Whether an accepted warning covers it."""
        return self.acceptance is not None

    @property
    def place(self) -> str:
        """The place as a person says it: ``Journal!E17``, or the sheet alone."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet
