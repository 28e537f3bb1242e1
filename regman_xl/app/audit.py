"""Read a workbook, compute its years and check it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.app.catalogue import unknown_rule
from regman_xl.finance import engine
from regman_xl.finance.ledger import FIGURE_TABLES
from regman_xl.finding import Severity
from regman_xl.problems import Problem
from regman_xl.render.findings import CheckedFile, counted, severe
from regman_xl.rules import CATALOGUE, audit
from regman_xl.rules.audit import BREAKDOWN
from regman_xl.schema import TABLES
from regman_xl.schema.left_out import LEFT_OUT_WORDS
from regman_xl.workbook.guard import read_guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from regman_xl.finance.account import YearAccount
    from regman_xl.finding import Finding
    from regman_xl.model.books import Books
    from regman_xl.rules import Rule

#: Rows left out that are named one by one.
SHOWN_ROWS = 20
SHEETS = [table.sheet for table in TABLES]
#: Rules that judge only as many years as can be computed.
NEED_ACCOUNTS = frozenset(code for code, rule in CATALOGUE.items() if rule.needs_accounts)


@dataclass(frozen=True)
class Examined:
    """One workbook, read, computed and checked.

    Attributes:
        path: Where it is.
        books: What it says.
        accounts: Its years as far as they can be computed.
        known_years: The budget years that the workbook knows.
        problem: Why later years, or all, cannot be computed; None where nothing stopped.
        findings: The findings of all rules.
        today: The day that counts as today.
        judged: Codes of the rules that ran to their end.
        crashed: A rule broke down: the audit is incomplete.
    """

    path: Path
    books: Books
    accounts: tuple[YearAccount, ...]
    known_years: tuple[int, ...]
    problem: Problem | None
    findings: tuple[Finding, ...]
    today: dt.date
    judged: frozenset[str] = frozenset()
    crashed: bool = False

    def account(self, year: int) -> YearAccount:
        """Return the account of a year.

        Raises:
            Problem: The year is unknown or cannot be computed.
        """
        for account in self.accounts:
            if account.year == year:
                return account
        return engine.account(self.books, year)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that block a document."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def examine(path: Path, as_of: dt.date | None = None) -> Examined:
    """Read, compute and check a workbook.

    Args:
        path: The workbook.
        as_of: The day that counts as today; default: the setting Stichtag, else the clock.

    Raises:
        Problem: The file cannot be read.
    """
    books = read_guarded(path)
    today = as_of or books.settings.reference_date or dt.datetime.now().astimezone().date()
    try:
        history = engine.history(books)
        accounts, years, problem = history.accounts, history.known_years, history.problem
    except Problem as stopped:
        accounts, years, problem = (), (), stopped
    result = audit(books, accounts, today=today)
    return Examined(path, books, accounts, years, problem, result.findings, today, result.judged, result.crashed)


def require_sheets(examined: Examined) -> None:
    """Refuse to compute documents and figures without a sheet that they rest on.

    Raises:
        Problem: A sheet is missing.
    """
    missing = [table.sheet for table in FIGURE_TABLES if examined.books.table(table).header_row == 0]
    if missing:
        words = "fehlt das Blatt" if len(missing) == 1 else "fehlen die Blätter"
        raise Problem(
            f"In „{examined.path}“ {words} {', '.join(missing)}, oder die Überschriften sind verloren.",
            "Bitte die Mappe aus der Vorlage wieder vervollständigen (regman new).",
        )


def breakdown_notes(examined: Examined) -> tuple[str, ...]:
    """Return a line for each rule that broke down: a document or figures without it must not look checked."""
    return tuple(
        f"{examined.path}: {finding.message} {finding.hint}"
        for finding in examined.findings
        if finding.code == BREAKDOWN
    )


def require_complete(examined: Examined, refused: str, remedy: str) -> None:
    """Refuse what rests on a whole audit: a rule that broke down leaves the workbook unchecked.

    Args:
        examined: The workbook.
        refused: German clause that says what is not done.
        remedy: German sentence that says what to do instead.

    Raises:
        Problem: A rule broke down.
    """
    if examined.crashed:
        notes = " ".join(breakdown_notes(examined))
        raise Problem(f"{refused}, denn die Prüfung ist unvollständig. {notes}", remedy)


def left_out_notes(account: YearAccount) -> tuple[str, ...]:
    """Return a line for each row that the figures leave out, and how many more there are."""
    lines = [
        f"{row.sheet}, Zeile {row.row}: nicht mitgerechnet, denn {LEFT_OUT_WORDS[row.reason]}."
        for row in sorted(account.left_out, key=lambda item: (SHEETS.index(item.sheet), item.row))[:SHOWN_ROWS]
    ]
    more = len(account.left_out) - len(lines)
    if more:
        lines.append(f"{counted(more, 'weitere Zeile ist', 'weitere Zeilen sind')} nicht mitgerechnet.")
    return tuple(lines)


@dataclass(frozen=True)
class Choice:
    """Which findings a run reports.

    Attributes:
        year: Only findings of this budget year and of none; None for all.
        select: Only rules whose code begins so; empty for all.
        ignore: No rules whose code begins so.
    """

    year: int | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for code in (*self.select, *self.ignore):
            if not any(known.startswith(code) for known in CATALOGUE):
                raise unknown_rule(code)
        if all(rule.code == BREAKDOWN for rule in self.rules):
            raise Problem(
                "Die Auswahl lässt keine Regel übrig.", "Bitte prüfen, ob --ignore wegnimmt, was --select verlangt."
            )

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are reported, in the order of the catalogue."""
        return tuple(rule for code, rule in CATALOGUE.items() if self.covers(code))

    def covers(self, code: str) -> bool:
        """Say whether the findings of a rule are reported; that a rule broke down always is."""
        if code == BREAKDOWN:
            return True
        if self.select and not code.startswith(self.select):
            return False
        return not (self.ignore and code.startswith(self.ignore))

    def includes(self, finding: Finding) -> bool:
        """Say whether a finding is reported."""
        if self.year is not None and finding.year not in {None, self.year}:
            return False
        return self.covers(finding.code)


def check(path: Path, choice: Choice, as_of: dt.date | None = None) -> CheckedFile:
    """Check one file; one that cannot be read is told as a result, so that the others go on."""
    try:
        return checked_file(examine(path, as_of), choice)
    except Problem as problem:
        return CheckedFile(str(path), error=str(problem))


def checked_file(examined: Examined, choice: Choice) -> CheckedFile:
    """Return what the audit of a workbook came to, as far as it was asked for.

    Raises:
        Problem: The year that was asked for is unknown.
    """
    if choice.year is not None and examined.known_years and choice.year not in examined.known_years:
        examined.account(choice.year)
    rows = {table.sheet: len(data.frame) for table in TABLES if (data := examined.books.table(table)).header_row > 0}
    findings = tuple(finding for finding in examined.findings if choice.includes(finding))
    judged = examined.judged if _computed(examined, choice.year) else examined.judged - NEED_ACCOUNTS
    note = str(examined.problem or "")
    return CheckedFile(str(examined.path), findings, rows, note=note, judged=judged, crashed=examined.crashed)


def _computed(examined: Examined, year: int | None) -> bool:
    """Say whether the rules that need figures have seen those of the year, or of all years."""
    return examined.problem is None or any(account.year == year for account in examined.accounts)


def check_all(
    paths: Iterable[Path], choice: Choice, as_of: dt.date | None = None, say: Callable[[str], None] = lambda _: None
) -> tuple[CheckedFile, ...]:
    """Check several files, one after the other.

    Args:
        paths: The files.
        choice: Which findings are reported.
        as_of: As in `examine`.
        say: Is told before each file which one it is.
    """
    checked = []
    for path in paths:
        say(f"Prüfe {path} ...")
        checked.append(check(path, choice, as_of))
    return tuple(checked)


def reached(files: Sequence[CheckedFile], threshold: Severity | None) -> bool:
    """Say whether a finding that is not waived is as severe as the threshold; None never is."""
    return any(file.counts[severity] for file in files for severity in severe(threshold))
