"""The short version of the closing report: a year in a few sentences, every figure from the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finance.account import ClosingState
from regman_xl.reports.parts import resolution_name
from regman_xl.reports.report import Amount, Note, Phrase, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block, Word


def short_version(source: Source) -> Iterator[Block]:
    """Yield what a board member wants to know first."""
    account = source.account
    if account.state is ClosingState.PROVISIONAL:
        yield Note(phrase("short.provisional", year=account.year), warning=True)
    elif source.examination is not None:
        yield Note(phrase("short.examined", year=account.year, resolution=resolution_name(source.examination)))
    yield Note(_contributions(source))
    yield Note(_cost(source))
    yield Note(phrase("short.cash", opening=Amount(account.opening_cash), closing=Amount(account.closing_cash)))
    if account.foreign_money > 0:
        yield Note(phrase("short.foreign", amount=Amount(account.foreign_money)))
    if account.receivables:
        tied = sum(layer.tied for layer in account.layers)
        yield Note(phrase("short.receivables", amount=Amount(account.receivables), tied=Amount(tied)))
    yield result_note(source)


def _contributions(source: Source) -> Phrase:
    account = source.account
    values: dict[str, Word] = {
        "year": account.year,
        "due": Amount(account.contributions_due),
        "paid": Amount(sum(partner.paid for partner in account.partners)),
    }
    late = tuple(
        phrase("short.arrears_of", partner=partner.id, amount=Amount(partner.arrears))
        for partner in account.partners
        if partner.arrears
    )
    return phrase("short.contributions_open", **values, open=late) if late else phrase("short.contributions", **values)


def _cost(source: Source) -> Phrase:
    account = source.account
    own = sum(grant.own for grant in account.grants)
    if any(grant.cost or grant.own for grant in account.grants):
        cost = sum(grant.cost for grant in account.grants)
        return phrase("short.cost_grants", amount=Amount(account.own_cost), cost=Amount(cost), own=Amount(own))
    if not account.own_cost:
        return phrase("short.no_cost")
    return phrase("short.cost", amount=Amount(account.own_cost))


def result_note(source: Source) -> Note:
    """Return what is left and where it goes, or the deficit."""
    account = source.account
    if account.deficit:
        return Note(phrase("short.deficit", amount=Amount(account.deficit), year=account.year), warning=True)
    values: dict[str, Word] = {
        "free": Amount(account.distributable),
        "carried": Amount(account.carry_over),
        "refund": Amount(account.refund_total),
        "next": account.year + 1,
    }
    if not account.distributable:
        return Note(phrase("short.nothing_left"))
    if account.carry_over and account.refund_total:
        return Note(phrase("short.both", **values))
    return Note(phrase("short.all_carried" if account.carry_over else "short.all_refunded", **values))
