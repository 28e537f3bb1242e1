"""Sachbericht: what the year achieved, by task field, project and grant (REPORTS.md, no. 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.reports.activity_bodies import bodies
from regman_xl.reports.activity_fields import task_fields
from regman_xl.reports.activity_projects import projects
from regman_xl.reports.parts import Source, assemble, grant_row, signatures, version_of
from regman_xl.reports.pipeline import pipeline
from regman_xl.reports.report import Field, Form, Heading, MissingText, Note, Prose, Row, Table, Version, phrase
from regman_xl.schema.lists import ReportKind, Section, TaskField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.reports.parts import ReportContext
    from regman_xl.reports.report import Block, Report

KIND = "activity"
_EVENTS = (
    Field("grant_label", Form.LABEL),
    Field("funder", Form.PROSE),
    Field("applied_on", Form.DATE),
    Field("granted_on", Form.DATE),
    Field("status", Form.TEXT),
)
#: Sections that have a place of their own in the report.
_PLACED = (
    Section.STARTING_POINT,
    Section.GOALS,
    *(Section(field.value) for field in TaskField),
    Section.OUTLOOK,
)


def activity_report(books: Books, account: YearAccount, context: ReportContext) -> Report:
    """Build the activity report of a year.

    Args:
        books: The workbook.
        account: The account of the year.
        context: Day, findings and state of the document.
    """
    source = Source(books, account)
    version = version_of(account, context)
    final = version is Version.EXAMINED
    blocks = [
        Heading(phrase("activity.heading.start")),
        section_text(source, Section.STARTING_POINT, final=final),
        *_goals(source),
        *task_fields(source, lambda section: section_text(source, section, final=final)),
        *projects(source, context.as_of),
        *_acquisition(source),
        *bodies(source),
        *_more(source),
        Heading(phrase("activity.heading.outlook")),
        section_text(source, Section.OUTLOOK, final=final),
        signatures(books, audit=False),
    ]
    return assemble(KIND, source, version, blocks, context)


def section_text(source: Source, section: Section, *, final: bool) -> Prose | MissingText | Note:
    """Return the user's text of a section; where there is none the prompt to write it, or that it is not there.

    Args:
        source: The year.
        section: The section.
        final: The report is examined: it is too late to ask for a text.
    """
    found = source.prose(ReportKind.ACTIVITY, section)
    if final and isinstance(found, MissingText):
        return Note(phrase("activity.note.no_text", section=section.value))
    return found


def _goals(source: Source) -> Iterator[Block]:
    text = source.text(ReportKind.ACTIVITY, Section.GOALS)
    if text:
        yield Prose(text, Section.GOALS.value)


def _acquisition(source: Source) -> Iterator[Block]:
    yield Heading(phrase("activity.heading.acquisition"))
    yield from pipeline(source)
    moved = [
        grant
        for grant in source.grants.values()
        if source.year in {day.year for day in (grant.applied_on, grant.granted_on) if day}
    ]
    if not moved:
        yield Note(phrase("activity.note.no_applications", year=source.year))
        return
    order = [grant.id for grant in source.books.grants]
    rows = tuple(
        Row(
            (
                source.grant_label(grant.id),
                "; ".join(name for name in (grant.funder, grant.programme) if name) or None,
                grant.applied_on,
                grant.granted_on,
                grant.status.value,
            ),
            grant_row(grant.id),
        )
        for grant in sorted(moved, key=lambda grant: order.index(grant.id))
    )
    yield Table("applications", _EVENTS, rows, phrase("activity.table.applications", year=source.year))


def _more(source: Source) -> Iterator[Block]:
    more = source.more_prose(ReportKind.ACTIVITY, _PLACED)
    if more:
        yield Heading(phrase("activity.heading.more"))
        yield from more
