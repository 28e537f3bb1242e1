"""Mittelanforderung: what each partner is asked to pay, a page each (REPORTS.md, no. 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stdnum import iban

from regman_xl.finance.account import ClosingState
from regman_xl.finance.claims import claims
from regman_xl.reports.parts import Source, assemble, is_internal, partner_row, signatures, total_row, with_chart
from regman_xl.reports.report import (
    Amount,
    Field,
    Form,
    Heading,
    Note,
    Part,
    Role,
    Row,
    SameAs,
    Subheading,
    Table,
    Version,
    Words,
    excess,
    phrase,
    plus,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.claims import Claim
    from regman_xl.model.books import Books
    from regman_xl.model.records import Contribution
    from regman_xl.reports.parts import ReportContext
    from regman_xl.reports.report import Block, Phrase, Report, Value, Word

KIND = "call"


@dataclass(frozen=True)
class _Letter:
    """One partner's claim with what the letter says about it."""

    source: Source
    claim: Claim
    agreed: Contribution | None
    as_of: dt.date

    @property
    def internal(self) -> bool:
        return is_internal(self.source.partners.get(self.claim.partner))

    @property
    def due_on(self) -> dt.date | None:
        return self.agreed.due_on if self.agreed else None


def call_report(books: Books, accounts: Sequence[YearAccount], year: int, context: ReportContext) -> Report:
    """Build the calls for the contributions of a year: an overview, then a letter to every partner who owes.

    Args:
        books: The workbook.
        accounts: The accounts from the first year on, as far as they can be computed.
        year: The budget year; its account is among them.
        context: Day, findings and state of the document.
    """
    source = Source(books, next(item for item in accounts if item.year == year))
    agreed = {item.partner: item for item in reversed(books.contributions) if item.budget_year == year}
    letters = [
        _Letter(source, claim, agreed.get(claim.partner), context.as_of) for claim in claims(books, accounts, year)
    ]
    blocks: list[Block] = [*_overview(source, letters)]
    for letter in letters:
        if letter.claim.open:
            blocks += [*(_note(letter) if letter.internal else _demand(letter)), signatures(books, audit=False)]
    if not any(letter.claim.open for letter in letters):
        blocks.append(signatures(books, audit=False))
    version = Version.DRAFT if context.draft else Version.ISSUED
    return assemble(KIND, source, version, blocks, context)


def _overview(source: Source, letters: Sequence[_Letter]) -> Iterator[Block]:
    settled = any(letter.claim.settled for letter in letters)
    fields = _fields(called=any(letter.claim.additional_call for letter in letters), settled=settled)
    names = [field.name for field in fields[1:-1]]
    rows = [
        Row(
            (
                source.partner_label(letter.claim.partner),
                *(getattr(letter.claim, name) for name in names),
                letter.due_on,
            ),
            partner_row(letter.claim.partner),
        )
        for letter in letters
    ]
    yield Heading(phrase("call.heading.overview"))
    yield Note(phrase("call.note.overview", year=source.year, date=letters[0].as_of))
    if source.account.state is not ClosingState.PROVISIONAL:
        yield Note(phrase("call.note.examined" if settled else "call.note.examined_even", year=source.year))
    total = total_row(fields, rows, phrase("label.total"))
    table = Table("claims", fields, (*rows, total), phrase("call.table.claims", year=source.year))
    yield from with_chart(table, ("due", "paid", "open"), phrase("call.chart", year=source.year))
    if any(letter.claim.open for letter in letters):
        yield Note(phrase("call.note.letters"))
    yield from _without_demand(source, letters)


def _fields(*, called: bool, settled: bool) -> tuple[Field, ...]:
    """The columns of the overview; those of rare cases only where there is one."""
    less = ("paid", "settled") if settled else ("paid",)
    return (
        Field("partner", Form.LABEL),
        *((Field("contribution"), Field("additional_call")) if called else ()),
        Field("due", relation=plus("contribution", "additional_call") if called else None),
        *(Field(name) for name in less),
        Field("open", relation=excess("due", *less)),
        Field("due_on", Form.DATE),
    )


def _without_demand(source: Source, letters: Sequence[_Letter]) -> Iterator[Block]:
    for letter in letters:
        claim = letter.claim
        values: dict[str, Word] = {"partner": source.partner_label(claim.partner), "year": source.year}
        if claim.open:
            continue
        if claim.earlier:
            yield Note(phrase("call.note.earlier_of", **values, amount=Amount(claim.earlier)))
        if not claim.due and not claim.paid:
            yield Note(phrase("call.note.owes_nothing", **values))
        elif claim.paid > claim.due:
            yield Note(phrase("call.note.overpaid", **values, amount=Amount(claim.paid - claim.due)))
        elif claim.settled:
            yield Note(phrase("call.note.set_off", **values, amount=Amount(claim.settled)))
        else:
            yield Note(phrase("call.note.paid", **values))


def _demand(letter: _Letter) -> Iterator[Block]:
    source, claim = letter.source, letter.claim
    partner = source.partners.get(claim.partner)
    name = source.partner_label(claim.partner)
    values: dict[str, Word] = {"partner": name, "year": source.year}
    yield Part(phrase("call.part.demand", **values))
    if partner is not None and partner.address:
        lines = partner.address.replace(", ", "\n")
        yield Note(phrase("call.address", name=partner.name or partner.id, address=lines))
    else:
        yield Note(phrase("call.no_address", **values))
    yield Note(_sender(letter))
    yield Subheading(phrase("call.subject", year=source.year))
    yield Note(_basis(letter))
    yield _claim_table(letter)
    yield Note(_request(letter))
    yield from _earlier(letter)
    yield _payment_table(letter)
    if not source.books.settings.iban:
        yield Note(phrase("call.note.no_iban"), warning=True)


def _note(letter: _Letter) -> Iterator[Block]:
    """The internal note that takes the place of a letter where both sides bank with the same treasury."""
    source, claim = letter.source, letter.claim
    yield Part(phrase("call.part.internal", partner=source.partner_label(claim.partner), year=source.year))
    yield Note(_sender(letter))
    yield Note(phrase("call.internal"))
    yield Note(_basis(letter))
    yield _claim_table(letter)
    amounts: dict[str, Word] = {"amount": Amount(claim.open), "words": Words(claim.open)}
    key = "call.transfer" if letter.due_on else "call.transfer_undated"
    yield Note(phrase(key, **amounts, **({"date": letter.due_on} if letter.due_on else {})))
    yield from _earlier(letter)
    yield _payment_table(letter)


def _sender(letter: _Letter) -> Phrase:
    cooperation = letter.source.books.settings.cooperation
    sender: Word = cooperation or phrase("head.no_cooperation")
    return phrase("call.date", sender=sender, date=letter.as_of)


def _basis(letter: _Letter) -> Phrase:
    basis = (letter.agreed.basis if letter.agreed else "") or letter.source.books.settings.legal_basis
    values: dict[str, Word] = {"year": letter.source.year, "amount": Amount(letter.claim.due)}
    return phrase("call.basis", basis=basis.rstrip(". "), **values) if basis else phrase("call.no_basis", **values)


def _claim_table(letter: _Letter) -> Table:
    claim, row = letter.claim, partner_row(letter.claim.partner)
    lines = [("due", claim.due, Role.BODY)]
    if claim.additional_call:
        lines = [("contribution", claim.contribution, Role.BODY), ("additional_call", claim.additional_call, Role.BODY)]
        lines.append(("due", claim.due, Role.SUBTOTAL))
    lines.append(("paid", claim.paid, Role.BODY))
    if claim.settled:
        lines.append(("settled", claim.settled, Role.BODY))
    lines.append(("open", claim.open, Role.TOTAL))
    fields = (Field("line", Form.LABEL), Field("amount"))
    rows = tuple(
        Row((phrase(f"call.line.{name}", year=letter.source.year), amount), name, role, SameAs("claims", row, name))
        for name, amount, role in lines
    )
    return Table(f"claim:{claim.partner}", fields, rows, phrase("call.table.claim"))


def _request(letter: _Letter) -> Phrase:
    values: dict[str, Word] = {"amount": Amount(letter.claim.open), "words": Words(letter.claim.open)}
    if letter.due_on is None:
        return phrase("call.request_undated", **values)
    return phrase(
        "call.request" if letter.due_on >= letter.as_of else "call.request_late", **values, date=letter.due_on
    )


def _earlier(letter: _Letter) -> Iterator[Block]:
    if letter.claim.earlier:
        yield Note(phrase("call.note.earlier", amount=Amount(letter.claim.earlier), year=letter.source.year))


def _payment_table(letter: _Letter) -> Table:
    settings = letter.source.books.settings
    account: Value = iban.format(settings.iban) if settings.iban else phrase("call.missing.iban")
    lines: list[tuple[str, Value]] = [
        ("payee", settings.account_holder or settings.cooperation or None),
        ("iban", account),
        ("reference", phrase("call.reference", year=letter.source.year, partner=letter.claim.partner)),
        ("due_on", phrase("label.days", days=(letter.due_on,)) if letter.due_on else phrase("call.missing.due_on")),
    ]
    fields = (Field("line", Form.LABEL), Field("value", Form.PROSE))
    rows = tuple(Row((phrase(f"call.payment.{name}"), value), name) for name, value in lines)
    return Table(f"payment:{letter.claim.partner}", fields, rows, phrase("call.table.payment"))
