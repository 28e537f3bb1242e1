"""The audit: every rule over one workbook in one run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from regman_xl.finding import Finding, Severity
from regman_xl.rules.bad_cells import BadCells
from regman_xl.rules.registry import REGISTRY, Hits, rule
from regman_xl.rules.waivers import waived
from regman_xl.rules.wording import filled, findings_of
from regman_xl.schema import TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Facts, Found, Rows, Rule


#: Code of the finding that a rule broke down.
BREAKDOWN = "INT01"


@dataclass(frozen=True)
class Audit:
    """What the audit of one workbook says.

    Attributes:
        findings: All findings, accepted ones marked, by sheet (workbook order), row, column and code.
        crashed: A rule broke down: its finding INT01 says which; the audit is incomplete.
        judged: Codes of the rules that ran to their end.
    """

    findings: tuple[Finding, ...] = ()
    crashed: bool = False
    judged: frozenset[str] = frozenset()

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Findings that are not waived, by severity; every severity is there."""
        counted = Counter(finding.severity for finding in self.findings if not finding.waived)
        return {severity: counted[severity] for severity in Severity}

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(finding.waived for finding in self.findings)


@rule(
    BREAKDOWN,
    Severity.ERROR,
    None,
    title="Regel abgebrochen",
    message="Die Regel {code} „{name}“ ist abgebrochen ({error}).",
    hint="Bitte diese Meldung an die Betreuung des Werkzeugs geben; bis dahin ist die Prüfung unvollständig.",
)
def rule_broke_down(books: Books) -> Found:
    """A rule of the toolkit broke down.

    Because: Eine Prüfung, die still ausfällt, sieht aus wie eine bestandene. Deshalb wird der Ausfall selbst zum
    Befund, und die übrigen Regeln laufen weiter.
    """
    return ()


def audit(
    books: Books,
    accounts: Sequence[YearAccount] = (),
    *,
    today: dt.date,
    rules: Iterable[Rule] | None = None,
) -> Audit:
    """Judge a workbook by all rules in one run.

    Args:
        books: The workbook.
        accounts: The computed years, for rules that need figures; without them such rules find nothing.
        today: The day that rules look at: ``--as-of``, else the setting Stichtag, else today.
        rules: Only these rules; None means the whole catalogue.

    Returns:
        All findings. A rule that breaks down becomes one finding INT01, and the run goes on.
    """
    chosen = tuple(REGISTRY.rules.values()) if rules is None else tuple(rules)
    run = _Run(books)
    asking_for_audit = [made for made in chosen if "audit" in made.needs]
    offered: dict[str, object] = {"accounts": accounts, "today": today}
    for made in chosen:
        if made not in asking_for_audit:
            run.judge(made, offered)
    judged = run.judged if accounts else run.judged - {made.code for made in chosen if made.needs_accounts}
    so_far = Audit(waived(run.findings(), books.waivers, today), run.crashed, judged)
    second = _Run(books)
    for made in asking_for_audit:
        second.judge(made, offered | {"audit": so_far})
    findings = sorted((*so_far.findings, *second.findings()), key=run.place)
    return Audit(tuple(findings), run.crashed or second.crashed, run.judged | second.judged)


class _Run:
    """Collects what the rules find."""

    def __init__(self, books: Books) -> None:
        self.judged: frozenset[str] = frozenset()
        self.crashed = False
        self._books = books
        self._bad = BadCells(books.package)
        self._findings: list[Finding] = []
        self._no_data: dict[tuple[str, int | None], str] = {}
        sheets = ("", *books.package.sheets, *(table.sheet for table in TABLES))
        self._order = {sheet: place for place, sheet in reversed(list(enumerate(sheets)))}

    def judge(self, made: Rule, offered: Mapping[str, object]) -> None:
        """Run one rule; if it breaks down, that is the finding."""
        try:
            found = _found(made, self._books, {name: offered[name] for name in made.needs})
            for group in found:
                findings = list(findings_of(made, group, self._books, self._bad))
                self._findings += findings
                if isinstance(group, Hits) and group.whole_row:
                    self._no_data |= {(finding.sheet, finding.row): made.code for finding in findings}
        except Exception as error:  # whatever breaks must be seen, and must not hide what other rules find
            self.crashed = True
            self._findings.append(_breakdown(made, error))
        else:
            self.judged |= {made.code}

    def findings(self) -> tuple[Finding, ...]:
        """The findings in order, without what other rules say about rows that are no data."""
        kept = (
            finding
            for finding in self._findings
            if self._no_data.get((finding.sheet, finding.row), finding.code) == finding.code
        )
        return tuple(sorted(kept, key=self.place))

    def place(self, finding: Finding) -> tuple[int, str, int, int, str, str, str]:
        """Return what findings are sorted by."""
        column = (finding.cell or "").rstrip("0123456789")
        order = self._order.get(finding.sheet, len(self._order))
        return order, finding.sheet, finding.row or 0, len(column), column, finding.code, finding.message


def _found(made: Rule, books: Books, needed: Mapping[str, object]) -> Iterable[Hits | Facts]:
    if made.table is None:
        return cast("Iterable[Hits | Facts]", made.function(books, **needed))
    rows = cast("Rows", made.function(books.table(made.table).frame, books, **needed))
    return (Hits(made.table, made.column, rows),)


def _breakdown(made: Rule, error: Exception) -> Finding:
    told = REGISTRY.rules[BREAKDOWN]
    return Finding(
        code=told.code,
        severity=told.severity,
        sheet=made.table.sheet if made.table else "",
        cell=None,
        row=None,
        column=None,
        year=None,
        value=made.code,
        message=filled(
            told.wordings[""],
            {"code": made.code, "name": made.title, "error": f"{type(error).__name__}: {error}"},
        ),
        hint=told.hint,
    )
