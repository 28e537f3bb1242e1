"""What an installation lacks and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regman_xl.app.setup import checks, gather, workbook_checks
from regman_xl.app.setup.check import checks_text, faults

if TYPE_CHECKING:
    from pathlib import Path


class Diagnosis(NamedTuple):
    """What the checks found.

    Attributes:
        text: One line for each check, and what follows.
        works: Buttons and functions can work.
    """

    text: str
    works: bool


def diagnosis(file: Path | None = None) -> Diagnosis:
    """Check this installation and, where one is given, a workbook.

    Raises:
        Problem: The workbook cannot be read.
    """
    found = gather.facts(file)
    results = [*checks.installation(found), *workbook_checks.checks(found)]
    return Diagnosis(checks_text(results), not faults(results))
