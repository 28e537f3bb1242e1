"""The accepted warnings that the closing report has to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finding import Severity
from regman_xl.reports.report import Field, Form, Heading, Note, Row, Table, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.finding import Finding
    from regman_xl.reports.parts import ReportContext, Source
    from regman_xl.reports.report import Block

_FIELDS = (
    Field("place", Form.LABEL),
    Field("message", Form.PROSE),
    Field("reason", Form.PROSE),
    Field("waived_by", Form.TEXT),
)


def waived_warnings(source: Source, context: ReportContext) -> Iterator[Block]:
    """Yield every accepted warning with its reason, and count the open ones."""
    waived = [item for item in context.findings if item.waived and item.year in (None, source.year)]
    yield Heading(phrase("closing.heading.waived"))
    if waived:
        yield Note(phrase("closing.note.waived"))
        rows = tuple(_row(item, str(place)) for place, item in enumerate(waived))
        yield Table("waived", _FIELDS, rows, phrase("closing.table.waived"))
    else:
        yield Note(phrase("closing.note.none_waived"))
    still_open = sum(
        item.severity is Severity.WARNING and not item.waived and item.year in (None, source.year)
        for item in context.findings
    )
    if still_open:
        yield Note(phrase("closing.note.open_warnings", count=still_open), warning=True)


def _row(finding: Finding, row_id: str) -> Row:
    place = phrase("label.finding", code=finding.code, place=finding.place)
    given = finding.acceptance
    if given is None:
        return Row((place, finding.message, None, None), row_id)
    by = phrase("label.name_date", name=given.name, date=given.date)
    return Row((place, finding.message, given.reason, by), row_id)
