"""What every document needs: context, names, texts of the user, head and foot, total rows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from regman_xl.finance.account import ClosingState
from regman_xl.finance.agreement import effective, examination, refund_due
from regman_xl.finding import Severity
from regman_xl.reports.report import (
    SUMMED,
    Chart,
    Head,
    MissingText,
    Prose,
    Ratio,
    Report,
    Role,
    Row,
    Signatures,
    Version,
    phrase,
    plus,
)
from regman_xl.schema.lists import PaymentRoute, ReportKind, ResolutionKind, Section
from regman_xl.seal.checksum import data_checksum
from regman_xl.seal.lines import stored_seals

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.finding import Finding
    from regman_xl.model import records
    from regman_xl.model.books import Books
    from regman_xl.reports.report import Block, Field, Phrase, Table, Value


@dataclass(frozen=True)
class ReportContext:
    """What a document needs to know beside the books.

    Attributes:
        as_of: The day that the document speaks for (Stand).
        errors: Number of findings of severity error.
        draft: True when the document is made although it may not be final.
        findings: Findings of the audit; the waived ones are listed in the closing report.
    """

    as_of: dt.date
    errors: int = 0
    draft: bool = False
    findings: Sequence[Finding] = ()

    @property
    def warnings(self) -> int:
        """Number of open warnings."""
        return sum(item.severity is Severity.WARNING and not item.waived for item in self.findings)


class Subject(Protocol):
    """What a document is about: books, and one budget year or all of them (None)."""

    @property
    def books(self) -> Books:
        """The workbook."""

    @property
    def year(self) -> int | None:
        """The budget year."""


@dataclass(frozen=True)
class Source:
    """The books and the account of a document, with the look-ups that all builders share."""

    books: Books
    account: YearAccount

    @property
    def year(self) -> int:
        """The budget year."""
        return self.account.year

    @property
    def seal(self) -> str:
        """The seal of the year as it stands in Haushaltsjahre, ``""`` where it has none."""
        return stored_seals(self.books).get(self.year, "")

    @cached_property
    def partners(self) -> Mapping[str, records.Partner]:
        """Partners by id."""
        return {partner.id: partner for partner in reversed(self.books.partners)}

    @cached_property
    def projects(self) -> Mapping[str, records.Project]:
        """Projects by id."""
        return {project.id: project for project in reversed(self.books.projects)}

    @cached_property
    def grants(self) -> Mapping[str, records.Grant]:
        """Grants by id."""
        return {grant.id: grant for grant in reversed(self.books.grants)}

    def partner_label(self, partner: str) -> str | Phrase:
        """Name and id of a partner."""
        known = self.partners.get(partner)
        return phrase("label.named", id=partner, name=known.name) if known and known.name else partner

    def project_label(self, project: str) -> str | Phrase:
        """Title and id of a project."""
        known = self.projects.get(project)
        return phrase("label.named", id=project, name=known.title) if known and known.title else project

    def grant_label(self, grant: str) -> str | Phrase:
        """Project title and id of a grant."""
        known = self.grants.get(grant)
        if known is None:
            return grant
        project = self.projects.get(known.project)
        title = project.title if project and project.title else known.programme or known.project
        return phrase("label.named", id=grant, name=title) if title else grant

    def resolutions(self, kind: ResolutionKind) -> tuple[records.Resolution, ...]:
        """Resolutions of a kind for the year of the document that took effect: those the figures rest on."""
        return effective(self.books.resolutions, kind, self.year)

    @property
    def examination(self) -> records.Resolution | None:
        """The resolution by which the supervisory board examined the year."""
        return examination(self.books.resolutions, self.year)

    @property
    def refund_due(self) -> dt.date | None:
        """The day on which a refund of the year is due, None before the examination or where there is no such day."""
        return refund_due(self.examination)

    def text(self, report: ReportKind, section: Section) -> str:
        """The user's text of a section, ``""`` where there is none."""
        return "\n".join(
            item.text
            for item in self.books.report_texts
            if item.budget_year == self.year and item.report is report and item.section is section and item.text
        )

    def prose(self, report: ReportKind, section: Section, *, titled: bool = False) -> Prose | MissingText:
        """The user's text of a section, or the prompt to write it."""
        text = self.text(report, section)
        return Prose(text, section.value if titled else "") if text else MissingText(report.value, section.value)

    def more_prose(self, report: ReportKind, without: Iterable[Section]) -> tuple[Prose, ...]:
        """All other texts that the user wrote for a report, each under the name of its section."""
        left = [section for section in Section if section not in set(without)]
        return tuple(Prose(text, section.value) for section in left if (text := self.text(report, section)))


def partner_row(partner: str) -> str:
    """Return the id of a partner's row: an id of the user never equals one of ours, as "total"."""
    return f"partner:{partner}"


def with_chart(table: Table, series: tuple[str, ...], title: Phrase) -> Iterator[Table | Chart]:
    """Yield a table by partner, and its chart where there is something to compare.

    Args:
        table: The table, whose first field is the partner.
        series: The fields of money that are shown.
        title: Title of the chart.
    """
    yield table
    rows = tuple(row.id for row in table.rows if row.role is Role.BODY)
    if len(rows) > 1 and any(table.value(row, field) for row in rows for field in series):
        yield Chart(table.name, table.name, table.fields[0].name, series, rows, title)


def grant_row(grant: str) -> str:
    """Return the id of a grant's row; why not the bare id: see `partner_row`."""
    return f"grant:{grant}"


def resolution_name(resolution: records.Resolution) -> Phrase:
    """Number, body and day of a resolution, as far as they are known."""
    values = {"id": resolution.id, "body": resolution.body.value if resolution.body else ""}
    key = "resolution.body" if resolution.body else "resolution.plain"
    if resolution.date is None:
        return phrase(key, **values)
    return phrase(f"{key}_date", **values, date=resolution.date)


def total_row(
    fields: Sequence[Field], rows: Iterable[Row], label: Phrase, *, row_id: str = "total", role: Role = Role.TOTAL
) -> Row:
    """Build the row that adds up all body rows; a field with a ratio gets the ratio of the sums."""
    body = [row for row in rows if row.role is Role.BODY]
    sums = {
        field.name: sum(cell for row in body if isinstance(cell := row.cells[place], int))
        for place, field in enumerate(fields)
        if field.form in SUMMED and field.adds
    }
    cells: list[Value] = [label]
    for field in fields[1:]:
        if isinstance(field.relation, Ratio):
            cells.append(ratio(sums[field.relation.part], sums[field.relation.whole]))
        else:
            cells.append(sums.get(field.name, ""))
    return Row(tuple(cells), row_id, role, plus(*(row.id for row in body)))


def ratio(part: int, whole: int) -> Fraction | None:
    """Return part of whole; None where the whole is zero."""
    return Fraction(part, whole) if whole else None


def version_of(account: YearAccount, context: ReportContext) -> Version:
    """How binding a document about a closing is."""
    if context.draft:
        return Version.DRAFT
    return Version.PROVISIONAL if account.state is ClosingState.PROVISIONAL else Version.EXAMINED


def assemble(
    kind: str,
    source: Subject,
    version: Version,
    blocks: Sequence[Block],
    context: ReportContext,
    *,
    seal: str | None = None,
    subject: str = "",
    first_year: int | None = None,
) -> Report:
    """Put head, blocks and checksum together.

    Args:
        kind: Kind of the document, one that `seal.checksum` knows.
        source: What it is about.
        version: How binding it is.
        blocks: What it says.
        context: Day, findings and state of the document.
        seal: The year's seal where one belongs into the head, ``""`` where the year has none.
        subject: What tells two documents of a kind and year apart.
        first_year: First budget year, where the document speaks of several.
    """
    settings = source.books.settings
    head = Head(
        cooperation=settings.cooperation,
        version=version,
        as_of=context.as_of,
        legal_basis=settings.legal_basis,
        checksum=data_checksum(source.books, kind, source.year),
        errors=context.errors,
        warnings=context.warnings,
        seal=seal,
        first_year=first_year,
    )
    return Report(kind, source.year, head, tuple(blocks), subject)


def signatures(books: Books, *, audit: bool) -> Signatures:
    """The signature block; who leads the office signs by name."""
    return Signatures((("made", ""), ("confirmed", ""), ("head", books.settings.head)), audit)


def is_internal(partner: records.Partner | None) -> bool:
    """Whether a partner is paid by a transfer inside the same treasury."""
    return partner is not None and partner.payment_route is PaymentRoute.INTERNAL
