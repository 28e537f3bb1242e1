"""The accepted warnings that the closing report has to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finding import Severity
from regman_xl.reports.report import Field, Form, Heading, Note, Row, Table, phrase
from regman_xl.rules.waivers import waivers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.finding import Finding
    from regman_xl.model.records import Waiver
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
        used = waivers_of(waived, source.books.waivers, context.as_of)
        rows = tuple(_row(*pair, str(place)) for place, pair in enumerate(zip(waived, used, strict=True)))
        yield Table("waived", _FIELDS, rows, phrase("closing.table.waived"))
    else:
        yield Note(phrase("closing.note.none_waived"))
    still_open = sum(
        item.severity is Severity.WARNING and not item.waived and item.year in (None, source.year)
        for item in context.findings
    )
    if still_open:
        yield Note(phrase("closing.note.open_warnings", count=still_open), warning=True)


def _row(finding: Finding, waiver: Waiver | None, row_id: str) -> Row:
    place = phrase("label.finding", code=finding.code, place=finding.place)
    if waiver is None or waiver.date is None:
        return Row((place, finding.message, None, None), row_id)
    by = phrase("label.name_date", name=waiver.name, date=waiver.date)
    return Row((place, finding.message, waiver.reason, by), row_id)
