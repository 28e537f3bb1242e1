"""The cash of a year: bridge from opening to closing, and the liquidity proof (DOMAIN.md § 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from regman_xl.schema.lists import Category

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.finance.account import YearAccount
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block, Phrase, Relation

_FIELDS = (Field("line", Form.LABEL), Field("amount"), Field("note", Form.PROSE))
_EXPENSES = (
    Category.PROJECT,
    Category.EVENT,
    Category.OFFICE,
    Category.OWN_CONTRIBUTION,
    Category.REFUND,
    Category.SUPPLEMENTARY_REFUND,
)


def _line(
    name: str,
    amount: int,
    role: Role = Role.BODY,
    relation: Relation | None = None,
    *,
    label: Phrase | None = None,
    note: Phrase | str = "",
) -> Row:
    return Row((label or phrase(f"cash.{name}"), amount, note), name, role, relation)


def bridge(source: Source) -> Iterator[Block]:
    """Yield the bridge from opening to closing cash; expenses are negative, so that everything just adds up."""
    account = source.account
    income = [
        _line("contributions_paid", account.contributions_paid, note=phrase("cash.note.contributions_paid")),
        _line("supplementary_received", account.supplementary_received),
        _line("grants_received", account.grants_received),
        _line("third_party_funds", account.third_party_funds),
        _line("other_income", account.other_income),
    ]
    expenses = [_line(f"expense_{category.name.lower()}", -account.expenses.get(category, 0)) for category in _EXPENSES]
    expenses.append(_line("grants_repaid", -account.grants_repaid))
    rows = [
        _line("opening_cash", account.opening_cash, Role.SUBTOTAL, label=phrase("cash.opening", year=account.year)),
        *income,
        _line("income", _sum(income), Role.SUBTOTAL, plus(*(row.id for row in income))),
        *expenses,
        _line("expense", _sum(expenses), Role.SUBTOTAL, plus(*(row.id for row in expenses))),
        _line(
            "closing_cash",
            account.closing_cash,
            Role.TOTAL,
            plus("opening_cash", "income", "expense"),
            label=phrase("cash.closing", year=account.year),
        ),
    ]
    confirmed = next(
        (item.confirmed_cash for item in source.books.budget_years if item.budget_year == account.year), None
    )
    if confirmed is not None:
        rows.append(_line("confirmed_cash", confirmed, Role.MEMO, label=phrase("cash.confirmed")))
        gap = difference("closing_cash", "confirmed_cash")
        rows.append(_line("confirmed_gap", account.closing_cash - confirmed, Role.MEMO, gap))
    yield Heading(phrase("closing.heading.bridge"))
    yield Note(phrase("closing.note.bridge"))
    if account.left_out:
        yield Note(phrase("closing.note.left_out", rows=", ".join(_rows_left_out(account))))
    yield Table("bridge", _FIELDS, tuple(rows), phrase("closing.table.bridge", year=account.year))
    if confirmed is None:
        yield Note(phrase("closing.note.not_confirmed"))


def _rows_left_out(account: YearAccount) -> list[str]:
    """Return the rows that no figure counts, by sheet: a reader must not take the figures for complete."""
    rows: dict[str, list[int]] = {}
    for item in account.left_out:
        rows.setdefault(item.sheet, []).append(item.row)
    return [f"{sheet} {', '.join(map(str, sorted(found)))}" for sheet, found in rows.items()]


def _sum(rows: list[Row]) -> int:
    return sum(amount for row in rows if isinstance(amount := row.cells[1], int))


def liquidity_proof(source: Source) -> Iterator[Block]:
    """Yield the proof that the cash is what layers, claims and liabilities say, to the cent."""
    account = source.account
    rows = _proof_parts(account)
    parts = plus(*(row.id for row in rows))
    journal = SameAs("bridge", "closing_cash", "amount")
    rows += [
        _line("by_proof", account.cash_by_proof, Role.SUBTOTAL, parts, label=phrase("proof.by_proof")),
        _line("by_journal", account.closing_cash, Role.SUBTOTAL, journal, label=phrase("proof.by_journal")),
        _line(
            "gap",
            account.liquidity_difference,
            Role.TOTAL,
            difference("by_journal", "by_proof"),
            label=phrase("proof.gap"),
        ),
    ]
    yield Heading(phrase("closing.heading.proof"))
    yield Note(phrase("closing.note.proof"))
    yield Table("proof", _FIELDS, tuple(rows), phrase("closing.table.proof", year=account.year))


def _proof_parts(account: YearAccount) -> list[Row]:
    rows = [
        _line(f"layer:{layer.origin}", layer.closing, label=phrase("proof.layer", year=layer.origin))
        for layer in account.layers
    ]
    rows.append(_line("deficit", -account.deficit, label=phrase("proof.deficit")))
    rows += [
        _line(f"open:{origin}", sum(shares.values()), label=phrase("proof.open", year=origin))
        for origin, shares in account.open_settlements.items()
    ]
    for name, amount in (
        ("overpaid", account.overpaid),
        ("arrears", -account.arrears),
        ("refunded", -account.refunded),
        ("prepayments", account.prepayments),
        ("receivables", -account.receivables),
        ("unspent", account.unspent_grants),
        ("unused", account.unused_supplementary),
    ):
        rows.append(
            _line(name, amount, label=phrase(f"proof.{name}", year=account.year), note=phrase(f"proof.note.{name}"))
        )
    return rows
