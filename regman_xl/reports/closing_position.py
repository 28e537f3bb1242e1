"""What others owe the partners' pool and what it owes others, and the money that is left."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.finance.orders import open_orders
from regman_xl.reports.parts import total_row
from regman_xl.reports.report import (
    Field,
    Form,
    Heading,
    Note,
    Role,
    Row,
    SameAs,
    Table,
    difference,
    phrase,
    plus,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block, Phrase

_FIELDS = (Field("line", Form.LABEL), Field("amount"), Field("note", Form.PROSE))
_CASH = SameAs("bridge", "closing_cash", "amount")
Line = tuple[str, "Phrase", int, "Phrase | str"]


def position(source: Source) -> Iterator[Block]:
    """Yield receivables, pre-financing and liabilities at the end of the year, and open orders for information."""
    rows = [
        *_side("receivables", [*_pre_financing(source), *_settlements(source, -1)]),
        *_side("liabilities", [*_settlements(source, 1), *_money_of_others(source)]),
    ]
    yield Heading(phrase("closing.heading.position"))
    yield Note(phrase("closing.note.position"))
    yield Table("position", _FIELDS, tuple(rows), phrase("closing.table.position", year=source.year))
    yield from _commitments(source)


def _side(name: str, lines: list[Line]) -> list[Row]:
    rows = [Row((phrase(f"position.{name}"), "", ""), name, Role.GROUP)]
    shown = lines or [(f"{name}_none", phrase("position.none"), 0, "")]
    rows += [Row((label, amount, note), row_id) for row_id, label, amount, note in shown]
    total = sum(amount for _, _, amount, _ in shown)
    relation = plus(*(row_id for row_id, *_ in shown))
    rows.append(Row((phrase(f"position.{name}_total"), total, ""), f"{name}_total", Role.SUBTOTAL, relation))
    return rows


def _pre_financing(source: Source) -> list[Line]:
    note = phrase("position.note.pre_financing")
    return [
        (f"receivable:{grant.id}", _funder_label(source, "position.grant", grant.id), grant.receivable, note)
        for grant in source.account.grants
        if grant.receivable
    ]


def _funder_label(source: Source, key: str, grant: str) -> Phrase:
    known = source.grants.get(grant)
    if known is None or not known.funder:
        return phrase(key, grant=source.grant_label(grant))
    return phrase(f"{key}_funder", grant=source.grant_label(grant), funder=known.funder)


def _settlements(source: Source, sign: int) -> list[Line]:
    """Return the settlements that are open in favour of the partners (+1) or of the pool (-1)."""
    account = source.account
    this = {partner.id: partner.settlement - partner.refunded for partner in account.partners}
    lines: list[Line] = []
    for origin, shares in (*account.open_settlements.items(), (account.year, this)):
        for partner, amount in shares.items():
            if amount * sign > 0:
                label = phrase("position.settlement", year=origin, partner=source.partner_label(partner))
                note = phrase("position.note.refund" if sign > 0 else "position.note.arrears")
                lines.append((f"settlement:{origin}:{partner}:{sign}", label, amount * sign, note))
    return lines


def _money_of_others(source: Source) -> list[Line]:
    account = source.account
    lines: list[Line] = []
    for grant in account.grants:
        if grant.unspent:
            label = _funder_label(source, "position.unspent", grant.id)
            lines.append((f"unspent:{grant.id}", label, grant.unspent, phrase("position.note.unspent")))
    for grant in account.grants:
        for partner, amount in grant.unused_shares.items():
            if amount:
                label = phrase("position.unused", grant=grant.id, partner=source.partner_label(partner))
                lines.append((f"unused:{len(lines)}", label, amount, phrase("position.note.unused")))
        rest = grant.unused - sum(grant.unused_shares.values())
        if rest:
            label = phrase("position.unused_rest", grant=grant.id)
            lines.append((f"unused:{len(lines)}", label, rest, phrase("position.note.unused")))
    if account.prepayments:
        note = phrase("position.note.prepayments")
        lines.append(("prepayments", phrase("position.prepayments"), account.prepayments, note))
    return lines


def _commitments(source: Source) -> Iterator[Block]:
    end = dt.date(source.year, 12, 31)
    open_ones = open_orders(source.books, end, end)
    if not open_ones:
        yield Note(phrase("closing.note.no_commitments"))
        return
    fields = (
        Field("commitment", Form.LABEL),
        Field("category", Form.TEXT),
        Field("budget_year", Form.YEAR),
        Field("amount"),
    )
    rows = [
        Row(
            (
                phrase("label.commitment", id=item.id, contractor=item.contractor),
                item.category.value,
                item.budget_year,
                item.amount,
            ),
            str(place),
        )
        for place, item in enumerate(open_ones)
    ]
    total = total_row(fields, rows, phrase("label.total"))
    yield Table("commitments", fields, (*rows, total), phrase("closing.table.commitments"))


def unspent(source: Source) -> Iterator[Block]:
    """Yield the layers from opening to refund, and the way from the cash to what may be distributed."""
    account = source.account
    fields = (
        Field("layer", Form.LABEL),
        Field("opening"),
        Field("layer_cost"),
        Field("closing", relation=difference("opening", "layer_cost")),
        Field("tied"),
        Field("free", relation=difference("closing", "tied")),
        Field("carried"),
        Field("refund", relation=difference("free", "carried")),
    )
    rows = [
        Row(
            (
                phrase("label.layer", year=layer.origin),
                layer.opening,
                layer.cost,
                layer.closing,
                layer.tied,
                layer.free,
                layer.carried,
                layer.refund,
            ),
            str(layer.origin),
        )
        for layer in account.layers
    ]
    yield Heading(phrase("closing.heading.unspent"))
    yield Note(phrase("closing.note.layers", year=account.year))
    yield Table(
        "layers",
        fields,
        (*rows, total_row(fields, rows, phrase("label.total"))),
        phrase("closing.table.layers", year=account.year),
    )
    yield Note(phrase("closing.note.from_cash"))
    yield _from_cash(source)


def _from_cash(source: Source) -> Table:
    account = source.account
    claims = account.arrears + account.refunded - account.overpaid - account.open_settlements_total
    tied = sum(layer.tied for layer in account.layers)
    lines: tuple[tuple[str, int], ...] = (
        ("unspent", -account.unspent_grants),
        ("unused", -account.unused_supplementary),
        ("prepayments", -account.prepayments),
    )
    rows = [
        Row((phrase("from_cash.cash"), account.closing_cash, ""), "cash", Role.SUBTOTAL, _CASH),
        *(Row((phrase(f"from_cash.{name}"), amount, ""), name) for name, amount in lines),
        Row(
            (
                phrase("from_cash.free_cash"),
                account.free_cash,
                phrase("from_cash.note.free_cash" if account.free_cash > 0 else "from_cash.note.no_free_cash"),
            ),
            "free_cash",
            Role.SUBTOTAL,
            plus("cash", "unspent", "unused", "prepayments"),
        ),
        Row((phrase("from_cash.claims"), claims, phrase("from_cash.note.claims")), "claims"),
        Row((phrase("from_cash.receivables"), account.receivables, ""), "receivables"),
        Row((phrase("from_cash.deficit"), account.deficit, ""), "deficit"),
        Row((phrase("from_cash.tied"), -tied, phrase("from_cash.note.tied")), "tied"),
        Row(
            (phrase("from_cash.distributable"), account.distributable, ""),
            "distributable",
            Role.TOTAL,
            plus("free_cash", "claims", "receivables", "deficit", "tied"),
        ),
    ]
    return Table("from_cash", _FIELDS, tuple(rows), phrase("closing.table.from_cash"))
