"""Accepted warnings (sheet Quittierungen), and the rules about them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Acceptance, Severity
from regman_xl.rules.registry import REGISTRY, rows_with, rule
from regman_xl.schema import WAIVERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from regman_xl.finding import Finding
    from regman_xl.model.books import Books
    from regman_xl.model.records import Waiver
    from regman_xl.rules.audit import Audit
    from regman_xl.rules.registry import Rows

#: In the column Zeile: the whole sheet; in the column Blatt: what belongs to no sheet.
WHOLE_SHEET = "*"
#: Groups whose findings are about the audit itself.
_ABOUT_THE_AUDIT = ("QUI", "INT")


def waivable(code: str) -> bool:
    """Whether findings of this code can be accepted: known warnings and notes, but none about waivers."""
    known = REGISTRY.rules.get(code)
    return known is not None and known.severity is not Severity.ERROR and known.group not in _ABOUT_THE_AUDIT


def waiver_place(finding: Finding) -> tuple[str, str]:
    """Return what a waiver of a finding has in the columns Blatt and Zeile."""
    return finding.sheet or WHOLE_SHEET, finding.key or WHOLE_SHEET


def expired(waiver: Waiver, today: dt.date) -> bool:
    """Whether the waiver's last day is over."""
    return waiver.valid_until is not None and waiver.valid_until < today


def waived(findings: Iterable[Finding], waivers: Iterable[Waiver], today: dt.date) -> tuple[Finding, ...]:
    """Mark the findings that a waiver covers as accepted.

    A waiver counts only if it says why, who and when: without them nobody answers for it. One of the row goes
    before one of the whole sheet, one of the value before one of any value, and the upper before the lower.
    """
    offered: dict[tuple[str, str, str, str], Acceptance] = {}
    for waiver in waivers:
        given = _acceptance(waiver)
        if given is not None and waivable(waiver.rule) and not expired(waiver, today):
            offered.setdefault((waiver.rule, waiver.sheet, waiver.row_key, waiver.value), given)
    found = ((finding, _fitting(finding, offered)) for finding in findings)
    return tuple(finding if given is None else replace(finding, acceptance=given) for finding, given in found)


def _fitting(finding: Finding, offered: dict[tuple[str, str, str, str], Acceptance]) -> Acceptance | None:
    sheet, key = waiver_place(finding)
    places = ((finding.code, sheet, row_key, value) for row_key in (key, WHOLE_SHEET) for value in (finding.value, ""))
    return next((offered[place] for place in places if place in offered), None)


def _acceptance(waiver: Waiver) -> Acceptance | None:
    if not (waiver.reason and waiver.name and waiver.date):
        return None
    return Acceptance(waiver.name, waiver.reason, waiver.date, waiver.valid_until)


def _mask(waivers: pd.DataFrame, rows: Iterable[int]) -> pd.Series:
    return pd.Series(waivers.index.isin(list(rows)), index=waivers.index)


@rule(
    "QUI01",
    Severity.WARNING,
    WAIVERS,
    "rule",
    title="Quittierung ohne Befund",
    message="Zu dieser Quittierung gibt es keinen Befund: {rule} auf dem Blatt {on_sheet}, Zeile {row_key}.",
    hint="Bitte die Zeile löschen, wenn der Mangel behoben ist; sonst Blatt, Zeile und Wert so eintragen, "
    "wie der Befund sie nennt.",
)
def waiver_fits_nothing(waivers: pd.DataFrame, books: Books, today: dt.date, audit: Audit) -> Rows:
    """A waiver covers no finding.

    Because: Eine Quittierung auf Vorrat würde einen späteren Mangel verdecken, den niemand geprüft hat
    (Prüfungspraxis).
    """
    places = {
        (finding.code, sheet, row_key, value)
        for finding in audit.findings
        for sheet, key in (waiver_place(finding),)
        for row_key in (key, WHOLE_SHEET)
        for value in ("", finding.value)
    }
    idle = [
        waiver.row
        for waiver in books.waivers
        if waiver.rule in audit.judged
        and waivable(waiver.rule)
        and not expired(waiver, today)
        and (waiver.rule, waiver.sheet, waiver.row_key, waiver.value) not in places
    ]
    return rows_with(waivers, _mask(waivers, idle), on_sheet=waivers["sheet"])


@rule(
    "QUI02",
    Severity.WARNING,
    WAIVERS,
    "valid_until",
    title="Quittierung abgelaufen",
    message="Die Quittierung von {rule} (Blatt {on_sheet}, Zeile {row_key}) galt nur bis {valid_until}.",
    hint="Bitte den Befund neu prüfen: den Mangel beheben und diese Zeile löschen, oder unter „Datum“ und „Gültig bis“ "
    "neue Daten eintragen.",
)
def waiver_has_expired(waivers: pd.DataFrame, books: Books, today: dt.date) -> Rows:
    """A waiver's last day is over.

    Because: Wer eine Warnung befristet hinnimmt, sagt zu, sie danach neu zu prüfen (Prüfungspraxis).
    """
    return rows_with(waivers, waivers["valid_until"] < pd.Timestamp(today), on_sheet=waivers["sheet"])


@rule(
    "QUI03",
    Severity.ERROR,
    WAIVERS,
    "rule",
    title="Quittierung nicht möglich",
    message={
        "unknown": "Eine Regel {rule} gibt es nicht.",
        "error": "{rule} ist ein Fehler und lässt sich nicht quittieren.",
        "own": "{rule} meldet einen Mangel der Quittierungen oder der Prüfung selbst und lässt sich nicht quittieren.",
    },
    hint="Bitte die Regel so eintragen, wie der Befund sie nennt, zum Beispiel JRN17. Was sich nicht quittieren lässt, "
    "bitte beheben und die Zeile löschen.",
)
def waiver_is_not_possible(waivers: pd.DataFrame, books: Books) -> Rows:
    """A waiver names an error, an unknown rule, or a rule about waivers.

    Because: Ein Fehler macht die Zahlen falsch; ihn hinzunehmen hieße, einen falschen Abschluss zu unterschreiben
    (Grundsatz der Richtigkeit, § 28 KomHVO NRW).
    """
    cases = waivers["rule"].map(_obstacle)
    return rows_with(waivers, cases.ne(""), case=cases)


def _obstacle(code: str) -> str:
    known = REGISTRY.rules.get(code)
    if code == "" or waivable(code):
        return ""
    if known is None:
        return "unknown"
    return "error" if known.severity is Severity.ERROR else "own"
