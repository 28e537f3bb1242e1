"""The partners in the closing report: what they owe and paid, and what they get in each alternative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.reports.parts import partner_row, total_row, with_chart
from regman_xl.reports.report import Amount, Field, Form, Heading, Note, Row, Table, difference, excess, phrase, plus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.finance.values import Layer
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block


def partner_accounts(source: Source) -> Iterator[Block]:
    """Yield what each partner owes, has paid and still owes."""
    account = source.account
    fields = (
        Field("partner", Form.LABEL),
        Field("contribution"),
        Field("additional_call"),
        Field("due", relation=plus("contribution", "additional_call")),
        Field("paid"),
        Field("arrears", relation=excess("due", "paid")),
        Field("overpaid", relation=excess("paid", "due")),
        Field("open_before"),
    )
    rows = [
        Row(
            (
                source.partner_label(partner.id),
                partner.contribution,
                partner.additional_call,
                partner.due,
                partner.paid,
                partner.arrears,
                partner.overpaid,
                partner.open_before,
            ),
            partner_row(partner.id),
        )
        for partner in account.partners
    ]
    yield Heading(phrase("closing.heading.partners"))
    yield Note(phrase("closing.note.partners", year=account.year))
    table = Table(
        "partners",
        fields,
        (*rows, total_row(fields, rows, phrase("label.total"))),
        phrase("closing.table.partners", year=account.year),
    )
    yield from with_chart(table, ("due", "paid"), phrase("closing.chart.partners", year=account.year))
    if account.prepayments:
        yield Note(phrase("closing.note.prepayments", amount=Amount(account.prepayments)))


def cost_shares(source: Source) -> Iterator[Block]:
    """Yield each partner's share of the cost, layer by layer."""
    account = source.account
    layers = [layer for layer in account.layers if layer.cost]
    if not layers:
        return
    partners = [partner.id for partner in account.partners]
    columns = tuple(Field(f"partner:{partner}", title=partner) for partner in partners)
    fields = (
        Field("layer", Form.LABEL),
        *columns,
        Field("sum", relation=plus(*(field.name for field in columns))),
    )
    rows = [
        Row(
            (
                phrase("label.layer", year=layer.origin),
                *(layer.cost_shares.get(partner, 0) for partner in partners),
                layer.cost,
            ),
            str(layer.origin),
        )
        for layer in layers
    ]
    yield Note(phrase("closing.note.cost_shares"))
    yield Table(
        "cost_shares",
        fields,
        (*rows, total_row(fields, rows, phrase("label.total"))),
        phrase("closing.table.cost_shares", year=account.year),
    )


def alternatives(source: Source) -> Iterator[Block]:
    """Yield refund and carry-over as resolved, and what the board could resolve instead."""
    account = source.account
    yield Heading(phrase("closing.heading.alternatives"))
    if account.deficit:
        yield Note(phrase("closing.note.deficit", amount=Amount(account.deficit)), warning=True)
        yield _deficit_shares(source)
    if not any(layer.closing for layer in account.layers):
        yield Note(phrase("closing.note.nothing_left"))
        return
    yield Note(phrase(_how_resolved(source), year=account.year, amount=Amount(account.carry_over)))
    yield Note(phrase("closing.note.alternatives", next=account.year + 1))
    yield _alternatives_table(source)


def _how_resolved(source: Source) -> str:
    account = source.account
    if account.carry_over_all:
        return "closing.note.carry_all"
    return "closing.note.carry_none" if account.carry_over_resolved is None else "closing.note.carry_part"


def _deficit_shares(source: Source) -> Table:
    fields = (Field("partner", Form.LABEL), Field("deficit_share"))
    rows = [
        Row((source.partner_label(partner), amount), partner_row(partner))
        for partner, amount in source.account.deficit_shares.items()
    ]
    total = total_row(fields, rows, phrase("label.total"))
    return Table("deficit_shares", fields, (*rows, total), phrase("closing.table.deficit"))


def _alternatives_table(source: Source) -> Table:
    account = source.account
    fields = (
        Field("partner", Form.LABEL),
        Field("share_of_rest", relation=plus("refund", "stays")),
        Field("refund"),
        Field("stays"),
        Field("all_refund"),
        Field("all_refund_stays", relation=difference("share_of_rest", "all_refund")),
        Field("all_carried_refund"),
        Field("all_carried_stays", relation=difference("share_of_rest", "all_carried_refund")),
    )
    rows = []
    for partner in account.partners:
        share = partner.refund + partner.carried_share
        everything = sum(_free_share(layer, partner.id) for layer in account.layers)
        rows.append(
            Row(
                (
                    source.partner_label(partner.id),
                    share,
                    partner.refund,
                    partner.carried_share,
                    everything,
                    share - everything,
                    0,
                    share,
                ),
                partner_row(partner.id),
            )
        )
    total = total_row(fields, rows, phrase("label.total"))
    return Table("alternatives", fields, (*rows, total), phrase("closing.table.alternatives"))


def _free_share(layer: Layer, partner: str) -> int:
    return layer.key.allocate(layer.free).get(partner, 0)
