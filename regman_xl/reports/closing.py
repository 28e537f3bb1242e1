"""Abschluss: the financial closing report of a year (REPORTS.md, no. 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finance.account import ClosingState
from regman_xl.reports.closing_cash import bridge, liquidity_proof
from regman_xl.reports.closing_grants import projects
from regman_xl.reports.closing_partners import alternatives, partner_accounts
from regman_xl.reports.closing_plan import plan_and_actual
from regman_xl.reports.closing_position import position, unspent
from regman_xl.reports.parts import Source, assemble, resolution_name, signatures, version_of
from regman_xl.reports.report import (
    Amount,
    Heading,
    Note,
    Resolution,
    phrase,
)
from regman_xl.reports.short_version import short_version
from regman_xl.reports.waived import waived_warnings
from regman_xl.schema.lists import ReportKind, ResolutionKind, Section
from regman_xl.seal.state import seal_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.reports.parts import ReportContext
    from regman_xl.reports.report import Block, Report

KIND = "closing"


def closing_report(
    books: Books, account: YearAccount, earlier: Sequence[YearAccount], context: ReportContext
) -> Report:
    """Build the financial closing report of a year.

    Args:
        books: The workbook.
        account: The account of the year.
        earlier: Accounts of earlier years; the one before is compared, where it is there.
        context: Day, findings and state of the document.
    """
    source = Source(books, account)
    blocks = [
        Heading(phrase("closing.heading.short")),
        *short_version(source),
        *plan_and_actual(source, next((item for item in earlier if item.year == account.year - 1), None)),
        *bridge(source),
        *liquidity_proof(source),
        *partner_accounts(source),
        *projects(source),
        *position(source),
        *unspent(source),
        *alternatives(source),
        *_texts(source),
        *waived_warnings(source, context),
        *_resolution(source),
        _seal(source),
        signatures(books, audit=True),
    ]
    return assemble(KIND, source, version_of(account, context), blocks, context, seal=source.seal)


def _texts(source: Source) -> Iterator[Block]:
    more = source.more_prose(ReportKind.CLOSING, (Section.PLAN_ACTUAL,))
    if more:
        yield Heading(phrase("closing.heading.more"))
        yield from more


def _seal(source: Source) -> Note:
    """The seal on paper: its copy outside the workbook is what the one inside is compared with."""
    state = seal_state(source.books, (source.account,), source.year)
    if state is None:
        return Note(phrase("closing.note.unsealed", year=source.year))
    key = "closing.note.sealed" if state.intact else "closing.note.seal_broken"
    return Note(phrase(key, year=source.year, seal=state.stored), warning=not state.intact)


def _resolution(source: Source) -> Iterator[Block]:
    account = source.account
    examined = account.state is not ClosingState.PROVISIONAL
    if examined:
        taken = (*source.resolutions(ResolutionKind.EXAMINATION), *source.resolutions(ResolutionKind.CARRY_OVER))
        yield Heading(phrase("closing.heading.resolved"))
        yield Note(phrase("closing.note.resolved", resolutions=tuple(resolution_name(item) for item in taken)))
    else:
        yield Heading(phrase("closing.heading.resolution"))
    year = account.year
    points = [phrase("closing.point.examined", year=year, cash=Amount(account.closing_cash))]
    if account.deficit:
        points.append(phrase("closing.point.deficit", amount=Amount(account.deficit)))
    elif account.distributable:
        points.append(phrase("closing.point.distributable", year=year, amount=Amount(account.distributable)))
    else:
        points.append(phrase("closing.point.nothing_left", year=year))
    if account.carry_over:
        points.append(phrase("closing.point.carried", amount=Amount(account.carry_over), next=year + 1))
    if account.refund_total:
        points.append(phrase("closing.point.refund", amount=Amount(account.refund_total)))
    if account.refund_total and not account.carry_over and not examined:
        points.append(phrase("closing.point.alternative", next=year + 1))
    if account.receivables:
        points.append(phrase("closing.point.tied", amount=Amount(sum(layer.tied for layer in account.layers))))
    if account.arrears:
        key = "closing.point.arrears" if account.refund_total else "closing.point.arrears_only"
        points.append(phrase(key, amount=Amount(account.arrears)))
    yield Resolution(phrase("closing.resolution.taken" if examined else "closing.resolution.opening"), tuple(points))
