"""How far the search for grants has come at the end of a year: explored, applied for, granted, rejected."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from regman_xl.finance.funding_plan import planned_funding
from regman_xl.schema.lists import GrantStatus

if TYPE_CHECKING:
    from regman_xl.model.books import Books
    from regman_xl.model.records import Grant

#: The stages in the order in which a grant goes through them; a finished grant counts as granted.
STAGES = (GrantStatus.EXPLORED, GrantStatus.APPLIED, GrantStatus.GRANTED, GrantStatus.REJECTED)


@dataclass(frozen=True, slots=True)
class Prospect:
    """One grant in the pipeline.

    Attributes:
        grant: Its id.
        stage: One of `STAGES`.
        volume: Höchstbetrag granted or asked for, in cents.
        applied: It was applied for in the year.
        granted: It was granted in the year.
    """

    grant: str
    stage: GrantStatus
    volume: int
    applied: bool
    granted: bool


@dataclass(frozen=True)
class Acquisition:
    """The pipeline at the end of a year.

    Attributes:
        year: The year.
        prospects: The grants in sheet order.
        later: How many grants are left out, because they were applied for after the year.
    """

    year: int
    prospects: tuple[Prospect, ...]
    later: int

    def at(self, stage: GrantStatus) -> tuple[Prospect, ...]:
        """Return the grants that stand at a stage."""
        return tuple(item for item in self.prospects if item.stage is stage)

    def moved_to(self, stage: GrantStatus) -> tuple[Prospect, ...] | None:
        """Return the grants that came to a stage in the year; None where the workbook knows no day of it."""
        if stage is GrantStatus.APPLIED:
            return tuple(item for item in self.prospects if item.applied)
        if stage is GrantStatus.GRANTED:
            return tuple(item for item in self.prospects if item.granted)
        return None

    @property
    def decided(self) -> tuple[Prospect, ...]:
        """The grants that were granted or rejected."""
        return tuple(item for item in self.prospects if item.stage in (GrantStatus.GRANTED, GrantStatus.REJECTED))

    @property
    def quota(self) -> Fraction | None:
        """Share of the decided applications that were granted, None where none is decided."""
        return Fraction(len(self.at(GrantStatus.GRANTED)), len(self.decided)) if self.decided else None

    @property
    def volume_quota(self) -> Fraction | None:
        """Share of the decided volume that was granted, None where there is none."""
        whole = volume(self.decided)
        return Fraction(volume(self.at(GrantStatus.GRANTED)), whole) if whole else None


def volume(prospects: tuple[Prospect, ...]) -> int:
    """Return the sum of the volumes in cents."""
    return sum(item.volume for item in prospects)


def acquisition(books: Books, year: int) -> Acquisition:
    """Return the pipeline at the end of a year.

    A day is known of application and decision only: what is explored or rejected counts with the status that it has
    today, and a grant that was applied for after the year is left out.
    """
    prospects = []
    grants = {grant.id: grant for grant in reversed(books.grants)}
    order = dict.fromkeys(grant.id for grant in books.grants)
    for known in (grants[name] for name in order):
        stage = stage_at(known, year)
        if stage is not None:
            prospects.append(
                Prospect(
                    known.id,
                    stage,
                    planned_funding(books, known, year).grant,
                    applied=known.applied_on is not None and known.applied_on.year == year,
                    granted=known.granted_on is not None and known.granted_on.year == year,
                )
            )
    return Acquisition(year, tuple(prospects), len(order) - len(prospects))


def stage_at(grant: Grant, year: int) -> GrantStatus | None:
    """Return the stage of a grant at the end of a year, None where it was applied for later."""
    end = dt.date(year, 12, 31)
    if grant.status is not GrantStatus.EXPLORED and grant.applied_on is not None and grant.applied_on > end:
        return None
    if grant.status not in (GrantStatus.GRANTED, GrantStatus.FINISHED):
        return grant.status
    return GrantStatus.APPLIED if grant.granted_on is not None and grant.granted_on > end else GrantStatus.GRANTED
