"""The Prüfprotokoll (REPORTS.md, no. 8): what was checked, counts by severity and rule, and every finding."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl import __version__
from regman_xl.finding import Severity
from regman_xl.reports.parts import assemble, total_row
from regman_xl.reports.report import (
    CellRef,
    Count,
    Field,
    Form,
    Heading,
    Note,
    Row,
    Signatures,
    Table,
    Version,
    phrase,
    plus,
)
from regman_xl.rules import CATALOGUE
from regman_xl.rules.waivers import waivable, waiver_place
from regman_xl.schema import TABLES
from regman_xl.seal.lines import stored_seals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from regman_xl.finding import Finding
    from regman_xl.model.books import Books
    from regman_xl.reports.parts import ReportContext
    from regman_xl.reports.report import Block, Phrase, Report, Word

KIND = "findings"
#: So many findings are listed one by one: a sheet has an end, and so has the patience of its readers.
LISTED = 100_000

_COUNTS = (Field("open", Form.COUNT), Field("accepted", Form.COUNT))
_BY_SEVERITY = (Field("severity", Form.LABEL), *_COUNTS, Field("all", Form.COUNT, plus("open", "accepted")))
_BY_RULE = (Field("code", Form.LABEL), Field("title", Form.PROSE), Field("severity", Form.TEXT), *_COUNTS)
_FINDINGS = (
    Field("place", Form.PLACE),
    Field("kind", Form.TEXT),
    Field("value", Form.TEXT),
    Field("message", Form.PROSE),
    Field("hint", Form.PROSE),
    Field("state", Form.PROSE),
)


@dataclass(frozen=True)
class _Checked:
    """What was checked, and which part of it the document tells; the attributes as in `findings_report`."""

    books: Books
    findings: Sequence[Finding]
    year: int | None
    chosen: tuple[str, ...]
    judged: Collection[str]

    @property
    def whole(self) -> bool:
        """Whether the document tells all findings."""
        return self.year is None and len(self.chosen) == len(CATALOGUE)

    @property
    def still_open(self) -> Counter[Severity]:
        """How many findings are not accepted, by severity."""
        return Counter(item.severity for item in self.findings if not item.waived)

    @property
    def not_judged(self) -> tuple[str, ...]:
        """The chosen rules that could not judge."""
        return tuple(code for code in self.chosen if code not in self.judged)


def findings_report(
    books: Books,
    findings: Sequence[Finding],
    context: ReportContext,
    *,
    year: int | None = None,
    chosen: Collection[str] | None = None,
    judged: Collection[str] | None = None,
) -> Report:
    """Build the Prüfprotokoll.

    Args:
        books: The workbook.
        findings: The findings to tell, in the order of the audit: those of the year and the rules chosen.
        context: Day of the document, and all findings of the audit.
        year: The budget year that the findings were chosen by; None for all.
        chosen: Codes of the rules that the findings were chosen by; None for all.
        judged: Codes of the rules that ran to their end; None for all.
    """
    codes = tuple(code for code in CATALOGUE if chosen is None or code in chosen)
    checked = _Checked(books, findings, year, codes, CATALOGUE if judged is None else judged)
    blocks = (
        *_what_was_checked(checked, context),
        *_result(checked, context),
        *_by_rule(checked),
        *_one_by_one(findings),
        _signed(checked, context),
        Signatures((("made", ""), ("examined", "")), audit=False),
    )
    return assemble(KIND, checked, Version.CHECKED, blocks, context)


def _what_was_checked(checked: _Checked, context: ReportContext) -> Iterator[Block]:
    package = checked.books.package
    yield Heading(phrase("findings.heading.checked"))
    if package.file:
        yield Note(phrase("findings.note.file", file=package.file, as_of=context.as_of))
    else:
        yield Note(phrase("findings.note.unnamed_file", as_of=context.as_of))
    yield Note(phrase("findings.note.tool", version=__version__))
    tables = [checked.books.table(table) for table in TABLES]
    read = [
        phrase("findings.rows", sheet=data.sheet, count=Count(len(data.frame))) for data in tables if data.header_row
    ]
    if read:
        yield Note(phrase("findings.note.rows", sheets=tuple(read)))
    if checked.year is None:
        yield Note(phrase("findings.note.all_years"))
    else:
        yield Note(phrase("findings.note.one_year", year=checked.year))
    yield Note(_which_rules(checked.chosen))
    if checked.not_judged:
        yield Note(phrase("findings.note.not_judged", codes=checked.not_judged), warning=True)
    seals = tuple(
        phrase("findings.seal", year=year, seal=seal) for year, seal in sorted(stored_seals(checked.books).items())
    )
    yield Note(phrase("findings.note.seals", seals=seals) if seals else phrase("findings.note.no_seals"))
    yield Note(phrase("findings.note.no_audit"))


def _which_rules(chosen: Sequence[str]) -> Phrase:
    """Say which rules the findings are of, by the shorter list: the chosen ones or the others."""
    count, whole = Count(len(chosen)), Count(len(CATALOGUE))
    others = tuple(code for code in CATALOGUE if code not in chosen)
    if not others:
        return phrase("findings.note.all_rules", count=count)
    if len(others) < len(chosen):
        return phrase("findings.note.without_rules", count=count, all=whole, codes=others)
    return phrase("findings.note.some_rules", count=count, all=whole, codes=tuple(chosen))


def _result(checked: _Checked, context: ReportContext) -> Iterator[Block]:
    findings, still_open = checked.findings, checked.still_open
    accepted = Counter(item.severity for item in findings if item.waived)
    yield Heading(phrase("findings.heading.result"))
    if not findings:
        yield Note(phrase("findings.note.clean" if checked.whole else "findings.note.clean_choice"))
    elif not still_open:
        yield Note(phrase("findings.note.nothing_open", count=Count(len(findings))))
    if still_open[Severity.ERROR]:
        yield Note(phrase("findings.note.errors", count=Count(still_open[Severity.ERROR])), warning=True)
    if still_open[Severity.WARNING]:
        yield Note(phrase("findings.note.warnings", count=Count(still_open[Severity.WARNING])))
    if context.errors > still_open[Severity.ERROR]:
        more = Count(context.errors - still_open[Severity.ERROR])
        yield Note(phrase("findings.note.errors_elsewhere", count=more), warning=True)
    if findings:
        both = still_open + accepted
        rows = [
            Row((phrase(f"severities.{item.value}"), still_open[item], accepted[item], both[item]), item.value)
            for item in Severity
        ]
        total = total_row(_BY_SEVERITY, rows, phrase("label.total"))
        yield Table("counts", _BY_SEVERITY, (*rows, total), phrase("findings.table.counts"))


def _by_rule(checked: _Checked) -> Iterator[Block]:
    if not checked.findings:
        return
    counts: dict[str, Counter[bool]] = {}
    severities: dict[str, Severity] = {}
    for item in checked.findings:
        counts.setdefault(item.code, Counter())[item.waived] += 1
        severities[item.code] = item.severity
    rows = []
    for code in (*(known for known in CATALOGUE if known in counts), *sorted(set(counts) - set(CATALOGUE))):
        title = CATALOGUE[code].title if code in CATALOGUE else None
        severity = phrase(f"severity.{severities[code].value}")
        rows.append(Row((code, title, severity, counts[code][False], counts[code][True]), code))
    total = total_row(_BY_RULE, rows, phrase("label.total"))
    without = [code for code in checked.chosen if code not in counts]
    partly = sum(code not in checked.judged for code in without)
    yield Heading(phrase("findings.heading.rules"))
    key = "findings.note.rules_partly" if partly else "findings.note.rules"
    told = {"count": Count(len(without)), "all": Count(len(checked.chosen))}
    yield Note(phrase(key, **told, partly=Count(partly)) if partly else phrase(key, **told))
    yield Table("rules", _BY_RULE, (*rows, total), phrase("findings.table.rules"))


def _one_by_one(findings: Sequence[Finding]) -> Iterator[Block]:
    if not findings:
        return
    yield Heading(phrase("findings.heading.findings"))
    yield Note(phrase("findings.note.order"))
    if len(findings) > LISTED:
        more = Count(len(findings) - LISTED)
        yield Note(phrase("findings.note.more", count=Count(LISTED), more=more), warning=True)
    rows = tuple(_row(item, str(place)) for place, item in enumerate(findings[:LISTED]))
    yield Table("findings", _FINDINGS, rows, phrase("findings.table.findings"))


def _signed(checked: _Checked, context: ReportContext) -> Note:
    """Say in one line what is signed: the signatures may stand on a page of their own."""
    still_open = checked.still_open
    return Note(
        phrase(
            "findings.note.signed",
            as_of=context.as_of,
            errors=Count(still_open[Severity.ERROR]),
            warnings=Count(still_open[Severity.WARNING]),
            notes=Count(still_open[Severity.INFO]),
            accepted=Count(len(checked.findings) - still_open.total()),
        )
    )


def _row(finding: Finding, row_id: str) -> Row:
    place = CellRef(finding.sheet, finding.cell) if finding.sheet else phrase("findings.whole_workbook")
    severity = phrase(f"severity.{finding.severity.value}")
    kind = phrase("findings.kind", severity=severity, code=finding.code)
    return Row((place, kind, finding.value or None, finding.message, finding.hint or None, _state(finding)), row_id)


def _state(finding: Finding) -> Phrase:
    given = finding.acceptance
    if given is None:
        if waivable(finding.code):
            return phrase("findings.state.waivable", row=waiver_place(finding)[1])
        return phrase("findings.state.open")
    told: dict[str, Word] = {"name": given.name, "date": given.date, "reason": given.reason}
    if given.valid_until is None:
        return phrase("findings.state.waived", **told)
    return phrase("findings.state.waived_until", **told, until=given.valid_until)
