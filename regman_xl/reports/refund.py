"""Rückerstattung: who gets what back from which layer, and why the odd cents went where (REPORTS.md, no. 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finance.account import ClosingState
from regman_xl.finance.agreement import REFUND_DAYS
from regman_xl.reports.parts import (
    Source,
    assemble,
    is_internal,
    partner_row,
    ratio,
    resolution_name,
    signatures,
    total_row,
    version_of,
)
from regman_xl.reports.report import (
    Amount,
    Field,
    Form,
    Heading,
    Note,
    Prorated,
    Ratio,
    Resolution,
    Role,
    Row,
    SameAs,
    Sum,
    Table,
    Term,
    difference,
    phrase,
    plus,
)
from regman_xl.reports.short_version import result_note
from regman_xl.schema.lists import ResolutionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.allocation import Share
    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import Layer, PartnerYear
    from regman_xl.model.books import Books
    from regman_xl.reports.parts import ReportContext
    from regman_xl.reports.report import Block, Phrase, Report, Value

KIND = "refund"


def refund_report(books: Books, account: YearAccount, context: ReportContext) -> Report:
    """Build the refund of a year: per layer, per partner, and what is to be paid.

    Args:
        books: The workbook.
        account: The account of the year.
        context: Day, findings and state of the document.
    """
    source = Source(books, account)
    blocks = [
        *_summary(source),
        *_layers(source),
        *_settlement(source),
        *_open_settlements(source),
        *_payments(source),
        *_supplementary(source),
        *_control(source),
        *_resolution(source),
        signatures(books, audit=True),
    ]
    return assemble(KIND, source, version_of(account, context), blocks, context, seal=source.seal)


def _summary(source: Source) -> Iterator[Block]:
    account = source.account
    yield Heading(phrase("refund.heading.basis"))
    if account.state is ClosingState.PROVISIONAL:
        yield Note(phrase("refund.note.provisional", year=account.year), warning=True)
    yield result_note(source)
    taken = (*source.resolutions(ResolutionKind.EXAMINATION), *source.resolutions(ResolutionKind.CARRY_OVER))
    if taken:
        yield Note(phrase("refund.note.resolutions", resolutions=tuple(resolution_name(item) for item in taken)))
    if not account.payable_total:
        return
    due = source.refund_due
    if due is None:
        yield Note(phrase("refund.note.due_later", days=REFUND_DAYS))
    else:
        yield Note(phrase("refund.note.due", date=due, days=REFUND_DAYS))


def _layers(source: Source) -> Iterator[Block]:
    yield Heading(phrase("refund.heading.layers"))
    layers = [layer for layer in source.account.layers if layer.refund]
    if not layers:
        yield Note(phrase("refund.note.no_layers", year=source.year))
        return
    yield Note(phrase("refund.note.rounding"))
    for layer in layers:
        yield _layer(source, layer)


def _layer(source: Source, layer: Layer) -> Table:
    fields = (
        Field("partner", Form.LABEL),
        Field("weight"),
        Field("share", Form.PERCENT, Ratio("weight", "weight", "total")),
        Field("exact", Form.EXACT, Prorated("refund", "weight", "total")),
        Field("odd_cent"),
        Field("refund"),
        Field("why", Form.PROSE),
    )
    shares = layer.key.explain(layer.refund)
    whole = sum(layer.key.weights)
    weights = dict(zip(layer.key.partners, layer.key.weights, strict=True))
    rows = [
        Row(
            (
                source.partner_label(partner),
                weights[partner],
                ratio(weights[partner], whole),
                share.exact,
                share.odd_cent,
                share.amount,
                _why(partner, shares, weights),
            ),
            partner_row(partner),
        )
        for partner, share in shares.items()
    ]
    title = phrase("refund.table.layer", year=layer.origin, amount=Amount(layer.refund))
    total = total_row(fields, rows, phrase("label.total"))
    return Table(f"layer_{layer.origin}", fields, (*rows, total), title)


def _why(partner: str, shares: dict[str, Share], weights: dict[str, int]) -> Phrase:
    """Say why a partner got an odd cent or not: largest remainder, then larger weight, then partner order."""
    share = shares[partner]
    rest = share.exact % 1
    if not rest:
        return phrase("why.exact")
    others = [
        (other, item) for other, item in shares.items() if item.exact % 1 == rest and item.odd_cent != share.odd_cent
    ]
    tied = any(weights[other] == weights[partner] for other, _ in others)
    kind = "order" if tied else "weight" if others else "rest"
    return phrase(f"why.{'odd' if share.odd_cent else 'none'}_{kind}", rest=rest)


def _settlement(source: Source) -> Iterator[Block]:
    account = source.account
    fields = (
        Field("partner", Form.LABEL),
        Field("refund"),
        Field("arrears"),
        Field("overpaid"),
        Field("settlement", relation=_SETTLEMENT),
        Field("refunded"),
        Field("open_before"),
        Field("payable", relation=_PAYABLE),
    )
    rows = [Row(_settlement_cells(source, partner), partner_row(partner.id)) for partner in account.partners]
    yield Heading(phrase("refund.heading.settlement"))
    yield Note(phrase("refund.note.settlement", year=account.year))
    yield Table(
        "settlement",
        fields,
        (*rows, total_row(fields, rows, phrase("label.total"))),
        phrase("refund.table.settlement", year=account.year),
    )
    for partner in account.partners:
        owed = -(partner.settlement - partner.refunded + partner.open_before)
        if owed > 0:
            yield Note(phrase("refund.note.debtor", partner=source.partner_label(partner.id), amount=Amount(owed)))


_SETTLEMENT = Sum((Term(1, "refund"), Term(-1, "arrears"), Term(1, "overpaid")))
_PAYABLE = Sum((Term(1, "settlement"), Term(-1, "refunded"), Term(1, "open_before")), not_negative=True)


def _settlement_cells(source: Source, partner: PartnerYear) -> tuple[Value, ...]:
    return (
        source.partner_label(partner.id),
        partner.refund,
        partner.arrears,
        partner.overpaid,
        partner.settlement,
        partner.refunded,
        partner.open_before,
        partner.payable,
    )


def _open_settlements(source: Source) -> Iterator[Block]:
    account = source.account
    origins = [origin for origin, shares in account.open_settlements.items() if any(shares.values())]
    if not origins:
        return
    columns = tuple(Field(f"partner:{partner.id}", title=partner.id) for partner in account.partners)
    fields = (
        Field("origin", Form.LABEL),
        *columns,
        Field("sum", relation=plus(*(field.name for field in columns))),
    )
    rows = []
    for origin in origins:
        shares = account.open_settlements[origin]
        cells = tuple(shares.get(partner.id, 0) for partner in account.partners)
        rows.append(Row((phrase("label.year", year=origin), *cells, sum(shares.values())), str(origin)))
    total = total_row(fields, rows, phrase("label.total"))
    yield Note(phrase("refund.note.open_settlements"))
    yield Table("open_settlements", fields, (*rows, total), phrase("refund.table.open_settlements"))


def _payments(source: Source) -> Iterator[Block]:
    account = source.account
    paid = [partner for partner in account.partners if partner.payable]
    yield Heading(phrase("refund.heading.payments"))
    if not paid:
        yield Note(phrase("refund.note.no_payment"))
        return
    fields = (
        Field("partner", Form.LABEL),
        Field("payable"),
        Field("due_on", Form.DATE),
        Field("payment_route", Form.TEXT),
        Field("payee", Form.PROSE),
    )
    rows = []
    for partner in paid:
        known = source.partners.get(partner.id)
        route = known.payment_route.value if known and known.payment_route else None
        if is_internal(known):
            payee: Value = phrase("payee.internal")
        elif known is not None and known.iban:
            payee = phrase("payee.transfer", iban=known.iban, year=account.year)
        else:
            payee = phrase("payee.unknown")
        rows.append(
            Row(
                (source.partner_label(partner.id), partner.payable, source.refund_due, route, payee),
                partner_row(partner.id),
            )
        )
    total = total_row(fields, rows, phrase("label.total"))
    yield Table("payments", fields, (*rows, total), phrase("refund.table.payments"))
    if account.payable_total > account.free_cash:
        free, payable = Amount(account.free_cash), Amount(account.payable_total)
        yield Note(phrase("refund.note.wait", free=free, payable=payable), warning=True)


def _supplementary(source: Source) -> Iterator[Block]:
    entries = [
        (grant.id, partner, amount)
        for grant in source.account.grants
        for partner, amount in grant.unused_shares.items()
        if amount
    ]
    if not entries:
        return
    fields = (Field("grant_label", Form.LABEL), Field("giver", Form.PROSE), Field("unused"))
    rows = [
        Row((source.grant_label(grant), source.partner_label(partner), amount), str(place))
        for place, (grant, partner, amount) in enumerate(entries)
    ]
    yield Heading(phrase("refund.heading.supplementary"))
    yield Note(phrase("refund.note.supplementary"))
    total = total_row(fields, rows, phrase("label.total"))
    yield Table("unused", fields, (*rows, total), phrase("refund.table.supplementary"))


def _control(source: Source) -> Iterator[Block]:
    account = source.account
    by_partner = sum(partner.refund for partner in account.partners)
    lines = (
        ("distributable", account.distributable, Role.BODY, None),
        ("carry_over", -account.carry_over, Role.BODY, None),
        ("refund_total", account.refund_total, Role.SUBTOTAL, plus("distributable", "carry_over")),
        ("refund_by_partner", by_partner, Role.SUBTOTAL, SameAs("settlement", "total", "refund")),
        ("gap", account.refund_total - by_partner, Role.TOTAL, difference("refund_total", "refund_by_partner")),
        ("payable", account.payable_total, Role.TOTAL, SameAs("settlement", "total", "payable")),
    )
    fields = (Field("line", Form.LABEL), Field("amount"), Field("note", Form.PROSE))
    rows = tuple(
        Row((phrase(f"control.{name}"), amount, phrase("control.note.gap") if name == "gap" else ""), name, role, rule)
        for name, amount, role, rule in lines
    )
    yield Heading(phrase("refund.heading.control"))
    yield Table("control", fields, rows, phrase("refund.table.control"))


def _resolution(source: Source) -> Iterator[Block]:
    account = source.account
    examined = account.state is not ClosingState.PROVISIONAL
    yield Heading(phrase("refund.heading.resolved" if examined else "refund.heading.resolution"))
    points = [phrase("refund.point.nothing", year=account.year)]
    if account.refund_total:
        points = [phrase("refund.point.refund", year=account.year, amount=Amount(account.refund_total))]
    if account.carry_over:
        points.append(phrase("refund.point.carried", amount=Amount(account.carry_over), next=account.year + 1))
    due = source.refund_due
    if account.payable_total:
        values = {"amount": Amount(account.payable_total)}
        points.append(
            phrase("refund.point.payment", **values, date=due)
            if due is not None
            else phrase("refund.point.payment_later", **values, days=REFUND_DAYS)
        )
    if account.unused_supplementary:
        points.append(phrase("refund.point.supplementary", amount=Amount(account.unused_supplementary)))
    yield Resolution(phrase("refund.resolution.taken" if examined else "refund.resolution.opening"), tuple(points))
