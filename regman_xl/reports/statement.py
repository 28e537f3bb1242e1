"""Nachweis: the statement of use of one grant (REPORTS.md, no. 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finance.statement import statement_of_use
from regman_xl.reports.grants import period_text, terms_text
from regman_xl.reports.parts import Source, assemble, ratio, signatures
from regman_xl.reports.report import (
    Amount,
    Field,
    Form,
    Heading,
    Note,
    Ratio,
    Resolution,
    Role,
    Row,
    SameAs,
    Table,
    Term,
    Version,
    difference,
    phrase,
    plus,
)
from regman_xl.reports.report import Sum as Total
from regman_xl.reports.statement_activities import activities
from regman_xl.reports.statement_costs import cost_by_kind, cost_by_year
from regman_xl.reports.statement_vouchers import receipts, vouchers
from regman_xl.schema.lists import DecisionKind, GrantStatus

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.statement import StatementOfUse
    from regman_xl.model.books import Books
    from regman_xl.model.records import Grant
    from regman_xl.reports.parts import ReportContext
    from regman_xl.reports.report import Block, Relation, Report, Value

KIND = "statement"


def statement_report(books: Books, account: YearAccount, grant: Grant, context: ReportContext) -> Report:
    """Build the statement of use of a grant up to the end of a year.

    Args:
        books: The workbook.
        account: The account of the last year that counts.
        grant: The grant.
        context: Day, findings and state of the document.
    """
    source = Source(books, account)
    found = statement_of_use(books, account, grant)
    blocks = [
        *_decision(source, found, context.as_of),
        *_income(found),
        *cost_by_year(source, found),
        *cost_by_kind(source, found),
        *_result(found),
        *activities(source, found),
        *vouchers(source, found),
        *receipts(found),
        *_confirmations(),
        signatures(books, audit=True),
    ]
    version = Version.PROVISIONAL if _goes_on(grant, context.as_of) else Version.ISSUED
    first = min([item.year for item in found.years if item.cost] or [account.year])
    return assemble(
        KIND,
        source,
        Version.DRAFT if context.draft else version,
        blocks,
        context,
        subject=grant.id,
        first_year=first,
    )


def _goes_on(grant: Grant, today: dt.date) -> bool:
    """Whether money may still be spent: the statement is an interim one."""
    return grant.status is not GrantStatus.FINISHED and (grant.period_to is None or grant.period_to >= today)


def _decision(source: Source, found: StatementOfUse, today: dt.date) -> Iterator[Block]:
    grant = found.grant
    yield Heading(phrase("statement.heading.decision"))
    yield Note(phrase("statement.note.scope", year=found.year, date=today))
    if _goes_on(grant, today):
        yield Note(phrase("statement.note.interim"), warning=True)
    final = [
        item for item in source.books.grant_decisions if item.grant == grant.id and item.kind is DecisionKind.FINAL
    ]
    decisions = tuple(
        phrase("statement.decision", kind=item.kind.value, date=item.date, amount=Amount(item.cap))
        for item in sorted(source.books.grant_decisions, key=lambda item: item.date)
        if item.grant == grant.id
    )
    if not decisions and grant.granted_on:
        decisions = (phrase("statement.granted_on", date=grant.granted_on),)
    lines: tuple[tuple[str, Value], ...] = (
        ("project", source.project_label(grant.project) if grant.project else None),
        ("recipient", source.books.settings.cooperation or None),
        ("funder", grant.funder or None),
        ("programme", grant.programme or None),
        ("file_number", grant.file_number or None),
        ("decisions", phrase("statement.decisions", decisions=decisions) if decisions else None),
        ("terms", terms_text(source.books, grant, found.year)),
        ("cap", phrase("statement.amount", amount=Amount(found.planned.grant))),
        ("period", period_text(grant.period_from, grant.period_to)),
        ("conditions", grant.conditions or None),
        ("due", phrase("label.days", days=(grant.statement_due,)) if grant.statement_due else None),
    )
    fields = (Field("line", Form.LABEL), Field("value", Form.PROSE))
    rows = tuple(Row((phrase(f"statement.line.{name}"), value), name) for name, value in lines)
    yield Table("decision", fields, rows, phrase("statement.table.decision"))
    if final:
        yield Note(phrase("statement.note.final", date=final[-1].date, amount=Amount(final[-1].cap)))


def _income_lines(found: StatementOfUse) -> list[tuple[str, int, int, Role, Relation | None]]:
    planned, now = found.planned, found.now
    lines: list[tuple[str, int, int, Role, Relation | None]] = [
        ("own", planned.own, now.own_total, Role.BODY, None),
        ("third", planned.third, now.third_total, Role.BODY, None),
        ("grant", planned.grant, now.earned_total, Role.BODY, None),
    ]
    if found.surplus:
        lines.append(("surplus", 0, -found.surplus, Role.BODY, None))
    whole = (planned.own + planned.third + planned.grant, sum(line[2] for line in lines))
    lines.append(("total", *whole, Role.TOTAL, plus(*(name for name, *_ in lines))))
    if now.supplementary_agreed or now.supplementary_used_total:
        lines.append(("supplementary", now.supplementary_agreed, now.supplementary_used_total, Role.MEMO, None))
    return lines


def _income(found: StatementOfUse) -> Iterator[Block]:
    lines = _income_lines(found)
    whole = next((plan, actual) for name, plan, actual, *_ in lines if name == "total")
    fields = (
        Field("line", Form.LABEL),
        Field("planned"),
        Field("planned_share", Form.PERCENT, Ratio("planned", "planned", "total")),
        Field("actual"),
        Field("actual_share", Form.PERCENT, Ratio("actual", "actual", "total")),
        Field("difference", relation=difference("actual", "planned")),
    )
    rows = tuple(
        Row(
            (
                phrase(f"statement.income.{name}"),
                plan,
                ratio(plan, whole[0]),
                actual,
                ratio(actual, whole[1]),
                actual - plan,
            ),
            name,
            role,
            rule,
        )
        for name, plan, actual, role, rule in lines
    )
    yield Heading(phrase("statement.heading.figures"))
    yield Note(phrase("statement.note.income"))
    yield Table("income", fields, rows, phrase("statement.table.income"))


def _result(found: StatementOfUse) -> Iterator[Block]:
    now = found.now
    earned_less_received = Total((Term(1, "earned"), Term(-1, "received")))
    lines: tuple[tuple[str, int, Role, Relation | None], ...] = (
        ("cost", now.cost_total, Role.BODY, SameAs("cost_by_year", "total", "actual")),
        ("not_eligible", now.cost_total - now.eligible_total, Role.BODY, None),
        ("eligible", now.eligible_total, Role.SUBTOTAL, difference("cost", "not_eligible")),
        ("earned", now.earned_total, Role.BODY, SameAs("income", "grant", "actual")),
        ("received", now.received_total, Role.BODY, None),
        ("balance", found.balance, Role.TOTAL, earned_less_received),
    )
    fields = (Field("line", Form.LABEL), Field("amount"), Field("note", Form.PROSE))
    rows = tuple(
        Row(
            (phrase(f"statement.result.{name}"), amount, _balance_note(found) if name == "balance" else ""),
            name,
            role,
            rule,
        )
        for name, amount, role, rule in lines
    )
    yield Table("result", fields, rows, phrase("statement.table.result"))


def _balance_note(found: StatementOfUse) -> Value:
    if not found.balance:
        return phrase("statement.balance.even")
    return phrase("statement.balance.claim" if found.balance > 0 else "statement.balance.repay")


def _confirmations() -> Iterator[Block]:
    yield Heading(phrase("statement.heading.confirmations"))
    points = ("conditions", "necessary", "books", "inventory", "documents")
    yield Resolution(
        phrase("statement.confirm.opening"), tuple(phrase(f"statement.confirm.{point}") for point in points)
    )
    yield Note(phrase("statement.note.law"))
