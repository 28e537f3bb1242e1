"""The outcome of a check, and how a list of them is shown."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Verdict(Enum):
    """How a check ended; a sign and a word, so that it can be told without colours and without Unicode."""

    FINE = ("✓", "in Ordnung")
    NOTE = ("!", "Hinweis")
    FAULT = ("✗", "Fehler")


class Check(NamedTuple):
    """What a check has found.

    Attributes:
        verdict: How it ended; a fault keeps buttons or functions from working.
        title: What was looked at.
        text: What was found.
        remedy: What to do, empty where there is nothing to do.
    """

    verdict: Verdict
    title: str
    text: str
    remedy: str = ""


def fine(title: str, text: str) -> Check:
    """Return a check that found nothing to mend."""
    return Check(Verdict.FINE, title, text)


def hint(title: str, text: str, remedy: str) -> Check:
    """Return a check that found something that may be in the way."""
    return Check(Verdict.NOTE, title, text, remedy)


def fault(title: str, text: str, remedy: str) -> Check:
    """Return a check that found what keeps buttons or functions from working."""
    return Check(Verdict.FAULT, title, text, remedy)


def faults(checks: Sequence[Check]) -> int:
    """Return how many checks found a fault."""
    return sum(check.verdict is Verdict.FAULT for check in checks)


def checks_text(checks: Sequence[Check]) -> str:
    """Return one line for each check and a last one that says what follows."""
    width = max(len(verdict.value[1]) for verdict in Verdict)
    lines = []
    for check in checks:
        sign, word = check.verdict.value
        said = f"{sign} {word:<{width}}  {check.title}: {check.text}"
        lines.append(f"{said} Abhilfe: {check.remedy}" if check.remedy else said)
    return "\n".join([*lines, "", _conclusion(checks)])


def _conclusion(checks: Sequence[Check]) -> str:
    wrong = faults(checks)
    noted = sum(check.verdict is Verdict.NOTE for check in checks)
    hints = "" if not noted else " 1 Hinweis." if noted == 1 else f" {noted} Hinweise."
    if wrong:
        count = "1 Fehler" if wrong == 1 else f"{wrong} Fehler"
        return f"Schaltflächen und Funktionen arbeiten so nicht: {count}.{hints}"
    return f"Schaltflächen und Funktionen können arbeiten.{hints}"
