"""Funds and uses: the same lines for a planned year and for an actual one, so that they can be compared.

Own money (contributions, carry-over, Zusatzmittel, other income) and its uses are those of DOMAIN.md § 6; what
funders and third parties pay stands below as funds and as cost of the projects, so that the whole volume shows.
The reserve of an actual year is the sum of its layers less the deficit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regman_xl.finance.spending import by_category, free_entries
from regman_xl.reports.report import Role, Row, difference, phrase, plus
from regman_xl.schema.lists import COST_CATEGORIES, Category

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import PlanYear
    from regman_xl.model.books import Books
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Phrase, Sum, Value

#: Rows that a chart of the uses shows.
USE_IDS = tuple(f"use_{category.name.lower()}" for category in COST_CATEGORIES)
OWN_OF_GRANTS = "own_of_grants"
#: Lines that nobody plans: sums of others, and what earlier years had tied.
NOT_PLANNED = ("own_funds", "funds", "own_uses", "uses", "reserve", "released")
#: Lines that are left out where every column is zero.
_RARE = ("additional_call", "released", "unconsumed")


@dataclass(frozen=True)
class Budget:
    """One year's funds and uses in cents.

    Attributes:
        contributions: What the partners owe, by partner.
        carried_in: What is carried into the year by resolution, by origin year.
        other: Every other line by its name.
    """

    contributions: Mapping[str, int]
    carried_in: Mapping[int, int]
    other: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, line: str) -> int:
        kind, _, name = line.partition(":")
        if kind == "contribution":
            return self.contributions.get(name, 0)
        if kind == "carried":
            return self.carried_in.get(int(name), 0)
        return self.other.get(line, 0)


def planned(books: Books, plan: PlanYear) -> Budget:
    """Return a planned year; grants and third parties by the financing plans of the grants that count."""
    lines = [line for line in books.funding_plan if line.budget_year == plan.year and line.grant in plan.own_by_grant]
    grants = sum(line.grant_amount for line in lines)
    third = sum(line.third_party or 0 for line in lines)
    return Budget(
        dict(zip(plan.key.partners, plan.key.weights, strict=True)),
        plan.carried_in,
        {
            "supplementary": plan.supplementary,
            "other_income": plan.other_income,
            "grants": grants,
            "third_party": third,
            **{f"use_{category.name.lower()}": plan.uses_by_category.get(category, 0) for category in COST_CATEGORIES},
            OWN_OF_GRANTS: plan.own_contributions,
            "funded_cost": grants + third,
        },
    )


def actual(books: Books, account: YearAccount) -> Budget:
    """Return what really came and went in a year.

    Contributions are those owed; a grant counts as far as it is earned. What grants and third parties paid ahead
    of cost is a use of its own, because it is not the partners' money.
    """
    entries = free_entries(books, account)
    carried = dict(account.plan[0].carried_in) if account.plan else {}
    before = sum(layer.opening for layer in account.layers if layer.origin < account.year)
    earned = sum(grant.earned for grant in account.grants)
    third = sum(grant.third for grant in account.grants)
    own = sum(grant.own for grant in account.grants)
    funded = sum(grant.cost for grant in account.grants) - own
    return Budget(
        {partner.id: partner.contribution for partner in account.partners},
        carried,
        {
            "additional_call": account.additional_call,
            "released": before - sum(carried.values()),
            "supplementary": sum(grant.supplementary_used for grant in account.grants),
            "other_income": by_category(entries, Category.OTHER_INCOME),
            "grants": earned,
            "third_party": third,
            **{f"use_{category.name.lower()}": by_category(entries, category) for category in COST_CATEGORIES},
            OWN_OF_GRANTS: own,
            "funded_cost": funded,
            "unconsumed": earned + third - funded,
        },
    )


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
