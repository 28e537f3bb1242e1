"""Books: everything that a workbook says, as typed values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from regman_xl.model import records
from regman_xl.model.facts import PackageFacts
from regman_xl.model.frames import TableData, table_data
from regman_xl.model.settings import Settings
from regman_xl.schema import (
    ACCOUNTS,
    ACTIVITIES,
    BOARD_MEMBERS,
    BUDGET_YEARS,
    COMMITMENTS,
    CONTRIBUTIONS,
    FUNDING_PLAN,
    GRANT_DECISIONS,
    GRANTS,
    JOURNAL,
    PARTNERS,
    PLAN,
    PROJECTS,
    REPORT_TEXTS,
    RESOLUTIONS,
    SEALS,
    STAFF,
    TABLE_BY_NAME,
    TABLES,
    WAIVERS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from regman_xl.schema import Table

_R = TypeVar("_R", bound=records.Record)
_T = TypeVar("_T")


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else int(value)


@dataclass(frozen=True)
class Books:
    """One workbook: settings, tables, and what its package says.

    Small tables are read as tuples of frozen records in sheet order, the journal as a typed frame; both hold only
    the rows that the figures can use. Rules see all rows through `table`.
    """

    settings: Settings
    data: Mapping[str, TableData]
    package: PackageFacts = field(default_factory=PackageFacts)
    _made: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, settings: Settings | None = None, /, **tables: Iterable[Mapping[str, Any]]) -> Books:
        """Build books from plain rows by table name, as `frames.typed_frame` takes them; other tables are empty."""
        unknown = set(tables) - {*TABLE_BY_NAME, SEALS.name}
        if unknown:
            raise TypeError(f"unknown tables: {sorted(unknown)}")
        data = {table.name: table_data(table, tables.get(table.name, ())) for table in (*TABLES, SEALS)}
        return cls(settings or Settings(), data)

    def table(self, table: Table) -> TableData:
        """Return a table with all of its rows; the list of the seals may be absent and is empty then."""
        if table is SEALS and SEALS.name not in self.data:
            return table_data(SEALS)
        return self.data[table.name]

    def once(self, name: str, make: Callable[[], _T]) -> _T:
        """Return what several rules ask of these books: it is made for the first who asks.

        Args:
            name: What it is.
            make: Makes it, from these books alone.
        """
        if name not in self._made:
            self._made[name] = make()
        made: _T = self._made[name]
        return made

    @property
    def journal(self) -> pd.DataFrame:
        """The usable entries; `amount` and `budget_year` have no blanks."""
        return self.data[JOURNAL.name].used

    def _records(self, table: Table, record: type[_R]) -> tuple[_R, ...]:
        frame = self.data[table.name].used
        names = [column.name for column in table.columns]
        blank_means_none = {column.name for column in table.columns if column.choices is not None}
        made = []
        for row, values in zip(frame.index, frame[names].itertuples(index=False, name=None), strict=True):
            fields = {name: _plain(value) for name, value in zip(names, values, strict=True)}
            for name in blank_means_none:
                fields[name] = fields[name] or None
            made.append(record(row=int(row), **fields))
        return tuple(made)

    @cached_property
    def partners(self) -> tuple[records.Partner, ...]:
        """The partners in the order that breaks ties."""
        return self._records(PARTNERS, records.Partner)

    @cached_property
    def contributions(self) -> tuple[records.Contribution, ...]:
        """What each partner owes for each year."""
        return self._records(CONTRIBUTIONS, records.Contribution)

    @cached_property
    def budget_years(self) -> tuple[records.BudgetYear, ...]:
        """The budget years."""
        return self._records(BUDGET_YEARS, records.BudgetYear)

    @cached_property
    def accounts(self) -> tuple[records.Account, ...]:
        """The chart of accounts."""
        return self._records(ACCOUNTS, records.Account)

    @cached_property
    def projects(self) -> tuple[records.Project, ...]:
        """The projects."""
        return self._records(PROJECTS, records.Project)

    @cached_property
    def grants(self) -> tuple[records.Grant, ...]:
        """The grants."""
        return self._records(GRANTS, records.Grant)

    @cached_property
    def grant_decisions(self) -> tuple[records.GrantDecision, ...]:
        """The decisions about grants."""
        return self._records(GRANT_DECISIONS, records.GrantDecision)

    @cached_property
    def funding_plan(self) -> tuple[records.FundingPlanLine, ...]:
        """The financing plans of the grants."""
        return self._records(FUNDING_PLAN, records.FundingPlanLine)

    @cached_property
    def plan(self) -> tuple[records.PlanPosition, ...]:
        """The plan positions."""
        return self._records(PLAN, records.PlanPosition)

    @cached_property
    def commitments(self) -> tuple[records.Commitment, ...]:
        """The open and settled orders."""
        return self._records(COMMITMENTS, records.Commitment)

    @cached_property
    def resolutions(self) -> tuple[records.Resolution, ...]:
        """The resolutions, adopted or not."""
        return self._records(RESOLUTIONS, records.Resolution)

    @cached_property
    def activities(self) -> tuple[records.Activity, ...]:
        """The activities."""
        return self._records(ACTIVITIES, records.Activity)

    @cached_property
    def report_texts(self) -> tuple[records.ReportText, ...]:
        """The prose of the reports."""
        return self._records(REPORT_TEXTS, records.ReportText)

    @cached_property
    def board_members(self) -> tuple[records.BoardMember, ...]:
        """The members of the bodies."""
        return self._records(BOARD_MEMBERS, records.BoardMember)

    @cached_property
    def staff(self) -> tuple[records.StaffMember, ...]:
        """The seconded staff."""
        return self._records(STAFF, records.StaffMember)

    @cached_property
    def waivers(self) -> tuple[records.Waiver, ...]:
        """The accepted warnings."""
        return self._records(WAIVERS, records.Waiver)
