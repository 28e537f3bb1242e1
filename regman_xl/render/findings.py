"""Findings of several files as the text a person reads and the JSON a program reads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regman_xl import __version__
from regman_xl.finding import Severity
from regman_xl.rules.waivers import waivable, waiver_place
from regman_xl.safe_text import json_text, one_line
from regman_xl.schema import wording_findings as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from regman_xl.finding import Acceptance, Finding

JSON_SCHEMA = 1
#: Singular and plural of each severity.
WORDS = words.SEVERITIES


@dataclass(frozen=True)
class CheckedFile:
    """What the audit of one file came to.

    Attributes:
        file: The file as the user named it.
        findings: Its findings in the order of the audit.
        rows: Rows read, by sheet.
        error: Why it could not be read, None where it could.
        note: What else the user should know, for example why later years are not computed; may be empty.
        judged: Codes of the rules that have judged all that was asked for.
        crashed: A rule broke down (finding INT01): the audit is incomplete.
    """

    file: str
    findings: tuple[Finding, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    error: str | None = None
    note: str = ""
    judged: frozenset[str] = frozenset()
    crashed: bool = False

    @property
    def counts(self) -> dict[Severity, int]:
        """Findings by severity, the waived ones left out."""
        return counts_of(self.findings)

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(finding.waived for finding in self.findings)

    @property
    def notes(self) -> tuple[str, ...]:
        """What else the user should know about the audit."""
        return tuple(filter(None, (self.note, words.INCOMPLETE if self.crashed else "")))

    @property
    def status(self) -> str:
        """``unreadable``, ``findings`` (at least one that is not waived) or ``ok``."""
        if self.error is not None:
            return "unreadable"
        return "findings" if any(self.counts.values()) else "ok"


def counts_of(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Count findings by severity, the waived ones left out."""
    numbers = Counter(finding.severity for finding in findings if not finding.waived)
    return {severity: numbers[severity] for severity in Severity}


def severe(threshold: Severity | None) -> tuple[Severity, ...]:
    """Return the severities that reach a threshold; None is reached by none."""
    order = tuple(Severity)
    return () if threshold is None else order[: order.index(threshold) + 1]


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its noun: ``1 Warnung``, ``2 Warnungen``."""
    return f"{count} {one if count == 1 else many}"


def summary(counts: Mapping[Severity, int], waived: int = 0) -> str:
    """Return the counts as a German list; severities without a finding are left out."""
    parts = [counted(counts[severity], *WORDS[severity]) for severity in Severity if counts[severity]]
    text = ", ".join(parts) or words.NO_FINDINGS
    return words.WITH_WAIVED.format(summary=text, waived=waived) if waived else text


def findings_json(files: Iterable[CheckedFile]) -> str:
    """Return the findings of all files as JSON, schema 1."""
    document = {
        "schema": JSON_SCHEMA,
        "tool": "regman",
        "version": __version__,
        "files": [
            {
                "file": file.file,
                "status": file.status,
                "error": file.error,
                "rows": dict(file.rows),
                "counts": {severity.value: count for severity, count in file.counts.items()},
                "waived": file.waived,
                "findings": [_finding(finding) for finding in file.findings],
            }
            for file in files
        ],
    }
    return json_text(document)


def _finding(finding: Finding) -> dict[str, str | int | bool | None]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "row": finding.row,
        "column": finding.column,
        "year": finding.year,
        "value": finding.value,
        "message": finding.message,
        "hint": finding.hint,
        "key": finding.key,
        "waived": finding.waived,
    }


def findings_text(files: Sequence[CheckedFile]) -> str:
    """Return the findings of all files as text: place, severity, code, message, and below it what to do.

    What a workbook says never makes a line of its own, and nothing of it acts on the screen.
    """
    return "\n\n".join("\n".join(map(one_line, _file_lines(file))) for file in files)


def finding_line(finding: Finding) -> str:
    """Return one finding in one line."""
    kind = WORDS[finding.severity][0]
    if finding.waived:
        kind = words.WAIVED.format(severity=kind)
    return f"{place_of(finding)}  {kind} {finding.code}: {finding.message}"


def first_lines(findings: Sequence[Finding], most: int = 3) -> list[str]:
    """Return the first findings, a line each, and how many more there are: why something is refused."""
    lines = [one_line(f"  {finding.place}  {finding.code}: {finding.message}") for finding in findings[:most]]
    if len(findings) > most:
        lines.append(f"  ... und {len(findings) - most} weitere.")
    return lines


def place_of(finding: Finding) -> str:
    """Return the place of a finding; one of no sheet is about the whole workbook."""
    return finding.place or words.WORKBOOK


def finding_lines(finding: Finding) -> list[str]:
    """Return one finding with what to do about it, or with who has accepted it and why."""
    lines = [finding_line(finding)]
    if finding.acceptance is not None:
        return [*lines, f"    {accepted_text(finding.acceptance)}"]
    if finding.hint:
        lines.append(f"    {finding.hint}")
    if waivable(finding.code):
        sheet, key = waiver_place(finding)
        lines.append(f"    {words.WAIVE.format(code=finding.code, sheet=sheet, key=key)}")
    return lines


def accepted_text(acceptance: Acceptance) -> str:
    """Return who has accepted a finding, when, until when and why."""
    wording = words.ACCEPTED if acceptance.valid_until is None else words.ACCEPTED_UNTIL
    return wording.format(
        name=acceptance.name, date=acceptance.date, until=acceptance.valid_until, reason=acceptance.reason
    )


def _file_lines(file: CheckedFile) -> list[str]:
    if file.error is not None:
        return [words.UNREADABLE.format(file=file.file, error=file.error)]
    lines = [line for finding in file.findings for line in finding_lines(finding)]
    return [*lines, file_summary(file)]


def file_summary(file: CheckedFile) -> str:
    """Return in one line what the audit of a file came to."""
    return f"{file.file}: {summary(file.counts, file.waived)}."
