"""The voucher list of a statement of use, and its receipts one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.reports.grants import period_text
from regman_xl.reports.parts import total_row
from regman_xl.reports.report import Field, Form, Heading, Note, Row, Table, difference, phrase
from regman_xl.reports.statement_costs import account_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.finance.statement import StatementOfUse, Voucher
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block, Value

_FIELDS = (
    Field("position", Form.NUMBER),
    Field("voucher", Form.TEXT),
    Field("kind", Form.PROSE),
    Field("voucher_date", Form.DATE),
    Field("invoice", Form.TEXT),
    Field("service", Form.TEXT),
    Field("booked_on", Form.DATE),
    Field("payee", Form.PROSE),
    Field("reason", Form.PROSE),
    Field("amount"),
    Field("not_eligible"),
    Field("eligible", relation=difference("amount", "not_eligible")),
)
_RECEIPTS = (
    Field("kind", Form.LABEL),
    Field("voucher", Form.TEXT),
    Field("received_on", Form.DATE),
    Field("payer", Form.PROSE),
    Field("reason", Form.PROSE),
    Field("amount"),
)


def vouchers(source: Source, found: StatementOfUse) -> Iterator[Block]:
    """Yield every expense with its voucher, in the order of payment; the sums are those of the statement."""
    yield Heading(phrase("statement.heading.vouchers"))
    if not found.expenses:
        yield Note(phrase("statement.note.no_cost", year=found.year))
        return
    yield Note(phrase("statement.note.vouchers"))
    names = account_names(source)
    rows = [_row(place, item, names) for place, item in enumerate(found.expenses, 1)]
    total = total_row(_FIELDS, rows, phrase("label.total"))
    yield Table("vouchers", _FIELDS, (*rows, total), phrase("statement.table.vouchers", grant=found.grant.id))


def _row(place: int, item: Voucher, names: dict[str, str]) -> Row:
    kind = item.account or item.category.value
    cells: tuple[Value, ...] = (
        place,
        item.voucher or None,
        names.get(kind, kind),
        item.voucher_date,
        item.invoice or None,
        _service(item),
        item.booked_on,
        item.counterparty or None,
        item.text or None,
        item.amount,
        item.not_eligible,
        item.eligible,
    )
    return Row(cells, str(place))


def _service(item: Voucher) -> Value:
    if item.service_from and item.service_to and item.service_from != item.service_to:
        return phrase("label.span", start=item.service_from, end=item.service_to)
    day = item.service_from or item.service_to
    if day is None or item.service_from == item.service_to:
        return phrase("label.days", days=(day,)) if day else None
    return period_text(item.service_from, item.service_to)


def receipts(found: StatementOfUse) -> Iterator[Block]:
    """Yield what came in for the grant; a repayment is negative."""
    yield Heading(phrase("statement.heading.receipts"))
    if not found.receipts:
        yield Note(phrase("statement.note.no_receipts", year=found.year))
        return
    yield Note(phrase("statement.note.receipts"))
    rows = [
        Row(
            (
                item.category.value,
                item.voucher or None,
                item.booked_on,
                item.counterparty or None,
                item.text or None,
                item.amount,
            ),
            str(place),
        )
        for place, item in enumerate(found.receipts, 1)
    ]
    total = total_row(_RECEIPTS, rows, phrase("label.total"))
    yield Table("receipts", _RECEIPTS, (*rows, total), phrase("statement.table.receipts", grant=found.grant.id))
