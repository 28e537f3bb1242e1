"""Funds and uses as rows of a table; the reserve of an actual year is the sum of its layers less the deficit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finance.budget import OWN_OF_GRANTS, USE_IDS
from regman_xl.reports.report import Role, Row, difference, phrase, plus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from regman_xl.finance.budget import Budget
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Phrase, Sum, Value

#: Lines that are left out where every column is zero.
_RARE = ("additional_call", "released", "unconsumed")


def budget_rows(
    source: Source, columns: Sequence[Budget | None], more: Callable[[str, Sequence[int | None]], tuple[Value, ...]]
) -> tuple[Row, ...]:
    """Build the rows of a table of funds and uses.

    Args:
        source: Gives the names.
        columns: One budget per column of amounts; None where there is no data.
        more: Returns the cells that follow the amounts of a line.
    """
    table = _Lines(columns, more)
    known = [column for column in columns if column]
    partners = [partner.id for partner in source.books.partners]
    origins = sorted({origin for column in known for origin, amount in column.carried_in.items() if amount})
    table.group("funds")
    paying = [name for name in dict.fromkeys(partners) if any(column.contributions.get(name) for column in known)]
    table.lines(
        *(
            (f"contribution:{partner}", phrase("line.contribution", partner=source.partner_label(partner)))
            for partner in paying
        ),
        ("additional_call", phrase("line.additional_call")),
        *((f"carried:{origin}", phrase("line.carried", year=origin)) for origin in origins),
        ("released", phrase("line.released")),
        ("supplementary", phrase("line.supplementary")),
        ("other_income", phrase("line.other_income")),
    )
    table.subtotal("own_funds")
    table.lines(("grants", phrase("line.grants")), ("third_party", phrase("line.third_party")))
    table.total("funds", plus("own_funds", "grants", "third_party"))
    table.group("uses")
    table.lines(*((line, phrase(f"line.{line}")) for line in (*USE_IDS, OWN_OF_GRANTS)))
    table.subtotal("own_uses")
    table.lines(("funded_cost", phrase("line.funded_cost")), ("unconsumed", phrase("line.unconsumed")))
    table.total("uses", plus("own_uses", *(name for name in ("funded_cost", "unconsumed") if name in table.names)))
    table.total("reserve", difference("funds", "uses"))
    return tuple(table.rows)


class _Lines:
    """Collects the rows and the sums of their columns."""

    def __init__(
        self, columns: Sequence[Budget | None], more: Callable[[str, Sequence[int | None]], tuple[Value, ...]]
    ) -> None:
        self.columns = columns
        self.more = more
        self.rows: list[Row] = []
        self.amounts: dict[str, tuple[int | None, ...]] = {}
        self._open: list[str] = []

    @property
    def names(self) -> Iterable[str]:
        return self.amounts.keys()

    def group(self, name: str) -> None:
        cells = ("",) * (len(self.columns) + len(self.more(name, [None] * len(self.columns))))
        self.rows.append(Row((phrase(f"group.{name}"), *cells), f"group_{name}", Role.GROUP))

    def lines(self, *lines: tuple[str, Phrase]) -> None:
        for name, label in lines:
            amounts = tuple(column[name] if column else None for column in self.columns)
            if name in _RARE and not any(amounts):
                continue
            self._add(name, label, amounts, Role.BODY, None)
            self._open.append(name)

    def subtotal(self, name: str) -> None:
        relation, self._open = plus(*self._open), []
        self._sum(name, relation, Role.SUBTOTAL)

    def total(self, name: str, relation: Sum) -> None:
        self._open = []
        self._sum(name, relation, Role.TOTAL)

    def _sum(self, name: str, relation: Sum, role: Role) -> None:
        amounts = tuple(
            sum(term.sign * (self.amounts[term.name][place] or 0) for term in relation.terms) if column else None
            for place, column in enumerate(self.columns)
        )
        self._add(name, phrase(f"line.{name}"), amounts, role, relation)

    def _add(self, name: str, label: Phrase, amounts: tuple[int | None, ...], role: Role, relation: Sum | None) -> None:
        self.amounts[name] = amounts
        self.rows.append(Row((label, *amounts, *self.more(name, amounts)), name, role, relation))
