"""Fördermittel: every grant with its terms, its money and its next deadline (REPORTS.md, no. 6)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from regman_xl.finance.acquisition import acquisition
from regman_xl.finance.funding_plan import granted_terms, planned_funding
from regman_xl.finance.grants import WHOLE_RATE
from regman_xl.reports.parts import Source, assemble, grant_row, signatures, total_row, version_of
from regman_xl.reports.pipeline import pipeline
from regman_xl.reports.report import Amount, Field, Form, Heading, Note, Percent, Role, Row, Table, phrase
from regman_xl.schema.lists import Applicant, DecisionKind, GrantStatus

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.acquisition import Acquisition
    from regman_xl.finance.values import GrantYear
    from regman_xl.model.books import Books
    from regman_xl.model.records import Grant
    from regman_xl.reports.parts import ReportContext
    from regman_xl.reports.report import Block, Phrase, Report, Value

KIND = "grants"
#: Groups of the table of terms in the order of their weight; a finished grant stands by itself.
_GROUPS = (
    GrantStatus.GRANTED,
    GrantStatus.FINISHED,
    GrantStatus.APPLIED,
    GrantStatus.EXPLORED,
    GrantStatus.REJECTED,
)


def grants_report(books: Books, account: YearAccount, context: ReportContext) -> Report:
    """Build the overview of all grants at the end of a year.

    Args:
        books: The workbook.
        account: The account of the year.
        context: Day, findings and state of the document.
    """
    source = Source(books, account)
    found = acquisition(books, account.year)
    blocks: list[Block] = [Heading(phrase("grants.heading.terms"))]
    if found.prospects:
        blocks += [*_terms(source, found, context.as_of), *_money(source, found)]
        blocks += [Heading(phrase("grants.heading.pipeline")), *pipeline(source)]
    else:
        blocks.append(Note(phrase("grants.note.none", year=account.year)))
    blocks.append(signatures(books, audit=False))
    return assemble(KIND, source, version_of(account, context), blocks, context)


def _terms(source: Source, found: Acquisition, today: dt.date) -> Iterator[Block]:
    fields = (
        Field("grant_label", Form.LABEL),
        Field("funder", Form.PROSE),
        Field("file_number", Form.TEXT),
        Field("terms", Form.TEXT),
        Field("cap", adds=False),
        Field("grant_period", Form.TEXT),
        Field("deadline", Form.TEXT),
    )
    rows: list[Row] = []
    for status in _GROUPS:
        members = [item for item in found.prospects if _group(source.grants[item.grant], item.stage) is status]
        if members:
            title = phrase(f"stage.{status.name.lower()}")
            rows.append(Row((title, *("",) * (len(fields) - 1)), f"group:{status.name}", Role.GROUP))
            rows += [_terms_row(source, source.grants[item.grant], item.stage, item.volume, today) for item in members]
    yield Note(phrase("grants.note.terms", date=today))
    yield Table("terms", fields, tuple(rows), phrase("grants.table.terms", year=source.year))


def _group(grant: Grant, stage: GrantStatus) -> GrantStatus:
    return grant.status if stage is GrantStatus.GRANTED else stage


def _terms_row(source: Source, grant: Grant, stage: GrantStatus, cap: int, today: dt.date) -> Row:
    if grant.applicant is Applicant.OTHERS:
        label: Value = phrase("grants.label.others", grant=source.grant_label(grant.id))
    else:
        label = source.grant_label(grant.id)
    names = [name for name in (grant.funder, grant.programme) if name]
    return Row(
        (
            label,
            phrase("grants.label.funder", funder=names[0], programme=names[1]) if len(names) > 1 else "".join(names),
            grant.file_number or None,
            terms_text(source.books, grant, source.year),
            cap,
            period_text(grant.period_from, grant.period_to),
            _deadline(source.books, grant, stage, today),
        ),
        grant_row(grant.id),
    )


def terms_text(books: Books, grant: Grant, year: int) -> str | Phrase | None:
    """Return kind and rate of a grant as granted up to the end of a year, None where neither is known."""
    terms = granted_terms(books, grant, year)
    if terms.kind is None:
        return None
    if terms.rate is None:
        return terms.kind.value
    return phrase("label.kind_rate", kind=terms.kind.value, rate=Percent(Fraction(terms.rate, WHOLE_RATE)))


def period_text(start: dt.date | None, end: dt.date | None) -> Phrase | None:
    """Return a period as far as it is known."""
    if start and end:
        return phrase("label.from_to", start=start, end=end)
    if start:
        return phrase("label.from", start=start)
    return phrase("label.until", end=end) if end else None


def _deadline(books: Books, grant: Grant, stage: GrantStatus, today: dt.date) -> Phrase | None:
    """Return what has to be done next, None where nothing is known to be due."""
    if stage is not GrantStatus.GRANTED or grant.applicant is Applicant.OTHERS:
        return None
    final = [
        item.date
        for item in books.grant_decisions
        if item.grant == grant.id and item.kind is DecisionKind.FINAL and item.date <= today
    ]
    if final:
        return phrase("deadline.settled", date=max(final))
    if grant.statement_submitted is not None and grant.statement_submitted <= today:
        return phrase("deadline.submitted", date=grant.statement_submitted)
    if grant.statement_due is not None and grant.statement_due < today:
        return phrase("deadline.overdue", date=grant.statement_due)
    coming = [
        (day, key)
        for day, key in ((grant.period_to, "deadline.period"), (grant.statement_due, "deadline.statement"))
        if day is not None and day >= today
    ]
    return phrase(min(coming)[1], date=min(coming)[0]) if coming else None


def _money(source: Source, found: Acquisition) -> Iterator[Block]:
    granted = {item.grant for item in found.at(GrantStatus.GRANTED)}
    shown = [item for item in source.account.grants if _has_money(item) or _is_ours(source, granted, item.id)]
    yield Heading(phrase("grants.heading.money"))
    if not shown:
        yield Note(phrase("grants.note.no_money", year=source.year))
        return
    fields = (
        Field("grant_label", Form.LABEL),
        Field("plan_eligible"),
        Field("eligible_total"),
        Field("earned_total"),
        Field("received_total"),
        Field("receivable"),
        Field("plan_own"),
        Field("own_total", title=phrase("field.own_so_far")),
    )
    rows = [_money_row(source, item) for item in shown]
    yield Note(phrase("grants.note.money", year=source.year))
    total = total_row(fields, rows, phrase("label.total"))
    yield Table("money", fields, (*rows, total), phrase("grants.table.money", year=source.year))
    if source.account.unspent_grants:
        yield Note(phrase("grants.note.unspent", amount=Amount(source.account.unspent_grants), year=source.year))


def _is_ours(source: Source, granted: set[str], grant: str) -> bool:
    return grant in granted and source.grants[grant].applicant is not Applicant.OTHERS


def _has_money(grant: GrantYear) -> bool:
    return any((grant.cost_total, grant.third_total, grant.received_total, grant.earned_total))


def _money_row(source: Source, grant: GrantYear) -> Row:
    planned = planned_funding(source.books, source.grants[grant.id], source.year)
    return Row(
        (
            source.grant_label(grant.id),
            planned.eligible,
            grant.eligible_total,
            grant.earned_total,
            grant.received_total,
            grant.receivable,
            planned.own,
            grant.own_total,
        ),
        grant_row(grant.id),
    )
