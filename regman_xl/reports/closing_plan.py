"""Plan against actual in the closing report, with what has to be explained."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from regman_xl.finance.budget import OWN_OF_GRANTS, USE_IDS, actual, deviates, planned
from regman_xl.finance.grants import WHOLE_RATE
from regman_xl.reports.budget import budget_rows
from regman_xl.reports.parts import ratio
from regman_xl.reports.report import (
    Chart,
    Field,
    Form,
    Heading,
    MissingText,
    Note,
    Percent,
    Phrase,
    Ratio,
    Role,
    Row,
    Table,
    difference,
    phrase,
)
from regman_xl.schema.lists import ReportKind, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block, Value

_CHARTED = (*USE_IDS, OWN_OF_GRANTS)


def plan_and_actual(source: Source, last: YearAccount | None) -> Iterator[Block]:
    """Yield the comparison of plan and actual, its chart and the explanation of what deviates.

    Args:
        source: The year.
        last: The account of the year before, None where there is none.
    """
    account, books, year = source.account, source.books, source.year
    plan = planned(books, account.plan[0]) if account.plan else None
    threshold = Fraction(books.settings.variance_threshold, WHOLE_RATE)
    before = [actual(books, last)] if last else []
    lines = budget_rows(
        source, (*before, plan, actual(books, account)), lambda name, amounts: _compared(name, amounts[-2:], threshold)
    )
    rows = tuple(Row(_blank_group(row), row.id, row.role, row.relation) for row in lines)
    yield Heading(phrase("closing.heading.plan_actual"))
    yield Note(phrase("closing.note.plan_actual", threshold=Percent(threshold)))
    if plan is None or not any(plan[line] for line in _CHARTED):
        yield Note(phrase("closing.note.no_plan", year=year), warning=True)
    yield Table("plan_actual", _fields(year, bool(last)), rows, phrase("closing.table.plan_actual", year=year))
    title = phrase("closing.chart.plan_actual", year=year)
    if any(cell for row in rows if row.id in _CHARTED for cell in row.cells[1:-1]):
        yield Chart("plan_actual", "plan_actual", "line", ("plan", "actual"), _CHARTED, title)
    text = source.prose(ReportKind.CLOSING, Section.PLAN_ACTUAL, titled=True)
    if not isinstance(text, MissingText) or any(isinstance(row.cells[-1], Phrase) for row in rows):
        yield text


def _fields(year: int, with_last: bool) -> tuple[Field, ...]:
    return (
        Field("line", Form.LABEL),
        *([Field("actual_before", title=phrase("field.actual_year", year=year - 1))] if with_last else []),
        Field("plan", title=phrase("field.plan_year", year=year)),
        Field("actual", title=phrase("field.actual_year", year=year)),
        Field("difference", relation=difference("actual", "plan")),
        Field("difference_percent", Form.PERCENT, Ratio("difference", "plan")),
        Field("explanation", Form.PROSE),
    )


def _compared(name: str, amounts: Sequence[int | None], threshold: Fraction) -> tuple[Value, ...]:
    """Return difference, percentage and explanation of one line; from nothing planned everything deviates."""
    plan, now = amounts
    if plan is None or now is None:
        return (None, None, "")
    gap = now - plan
    if name == "reserve":
        # What is left over is a result: a percentage of a planned remainder says nothing.
        return (gap, "", "")
    return (gap, ratio(gap, plan), phrase("closing.variance") if deviates(name, plan, now, threshold) else "")


def _blank_group(row: Row) -> tuple[Value, ...]:
    return tuple("" if cell is None and row.role is Role.GROUP else cell for cell in row.cells)
