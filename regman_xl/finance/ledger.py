"""The journal, summed up: what the engine counts, and which rows it has to leave out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from regman_xl.finance.account import LeftOut
from regman_xl.problems import Problem
from regman_xl.schema import (
    BUDGET_YEARS,
    CONTRIBUTIONS,
    FUNDING_PLAN,
    GRANT_DECISIONS,
    GRANTS,
    JOURNAL,
    PARTNERS,
    PLAN,
    RESOLUTIONS,
    SETTINGS,
)
from regman_xl.schema.lists import (
    COST_CATEGORIES,
    GRANT_CATEGORIES,
    INCOME_CATEGORIES,
    PARTNER_CATEGORIES,
    Category,
    Direction,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.model.books import Books

#: Tables whose rows the figures rest on: a row that does not fit is left out, and that is said.
FIGURE_TABLES = (
    SETTINGS,
    PARTNERS,
    CONTRIBUTIONS,
    BUDGET_YEARS,
    GRANTS,
    GRANT_DECISIONS,
    FUNDING_PLAN,
    PLAN,
    JOURNAL,
    RESOLUTIONS,
)
MAY_NAME_A_GRANT = (*GRANT_CATEGORIES, Category.OTHER_INCOME, *COST_CATEGORIES)


class Reason(StrEnum):
    """Why the figures leave a row out; the rules TYP, STM and JRN word it for the user."""

    DOES_NOT_FIT = "does_not_fit"
    BEFORE_FIRST_YEAR = "before_first_year"
    DIRECTION = "direction"
    NO_PARTNER = "no_partner"
    NO_GRANT = "no_grant"
    NO_ORIGIN_YEAR = "no_origin_year"
    DOUBLED = "doubled"


class Posting(NamedTuple):
    """Entries of one year summed by everything that matters to the figures; amounts in cents, as booked."""

    category: Category
    grant: str
    partner: str
    origin: int
    amount: int
    eligible: int


@dataclass(frozen=True)
class Ledger:
    """The counted part of the journal.

    Attributes:
        first_year: First budget year of the workbook.
        known_years: Budget years that the workbook knows.
        postings: Sums of the entries by budget year.
        left_out: Rows of any table that the figures leave out.
    """

    first_year: int
    known_years: tuple[int, ...]
    postings: Mapping[int, tuple[Posting, ...]]
    left_out: tuple[LeftOut, ...]


def build_ledger(books: Books) -> Ledger:
    """Sum the usable entries by year, category, grant, partner and origin year.

    Raises:
        Problem: The workbook has no budget year with contributions or entries.
    """
    first, known = _years(books)
    frame = books.journal
    reasons = _reasons(books, frame, first)
    out = [
        LeftOut(table.sheet, int(row), Reason.DOES_NOT_FIT)
        for table in FIGURE_TABLES
        for row in books.table(table).frame.index[~books.table(table).usable]
    ]
    partners = {partner.id for partner in books.partners}
    seen: set[tuple[str, int]] = set()
    for item in books.contributions:
        if item.partner not in partners:
            out.append(LeftOut(CONTRIBUTIONS.sheet, item.row, Reason.NO_PARTNER))
        elif (item.partner, item.budget_year) in seen:
            out.append(LeftOut(CONTRIBUTIONS.sheet, item.row, Reason.DOUBLED))
        seen.add((item.partner, item.budget_year))
    out += [LeftOut(JOURNAL.sheet, int(row), reason) for row, reason in reasons.items()]
    counted = frame.drop(index=list(reasons))
    return Ledger(first, known, _postings(counted), tuple(out))


def _years(books: Books) -> tuple[int, tuple[int, ...]]:
    contributed = {item.budget_year for item in books.contributions}
    active = contributed | {int(year) for year in books.journal["budget_year"].unique()}
    listed = {item.budget_year for item in books.budget_years}
    started = (listed & active) or contributed
    if not started:
        raise Problem(
            "Die Arbeitsmappe enthält kein Haushaltsjahr mit Beiträgen oder Buchungen.",
            f"Bitte die Blätter {BUDGET_YEARS.sheet} und {CONTRIBUTIONS.sheet} ausfüllen.",
        )
    first = min(started)
    return first, tuple(sorted(year for year in listed | contributed if year >= first))


def _reasons(books: Books, frame: pd.DataFrame, first: int) -> dict[int, Reason]:
    """Return the rows that cannot be counted with the first reason that applies, by sheet row."""
    category = frame["category"]
    income = category.isin(INCOME_CATEGORIES)
    misdirected = frame["direction"].eq(Direction.INCOME) != income
    no_partner = category.isin(PARTNER_CATEGORIES) & ~frame["partner"].isin([partner.id for partner in books.partners])
    known_grant = frame["grant"].isin([grant.id for grant in books.grants])
    named = frame["grant"].ne("")
    no_grant = (category.isin(GRANT_CATEGORIES) & ~known_grant) | (
        category.isin(MAY_NAME_A_GRANT) & named & ~known_grant
    )
    origin, year = frame["origin_year"], frame["budget_year"]
    no_origin = category.eq(Category.REFUND) & (origin.isna() | (origin > year)).fillna(value=True)
    early = (year < first).fillna(value=False)
    result: dict[int, Reason] = {}
    for mask, reason in (
        (early, Reason.BEFORE_FIRST_YEAR),
        (misdirected, Reason.DIRECTION),
        (no_partner, Reason.NO_PARTNER),
        (no_grant, Reason.NO_GRANT),
        (no_origin, Reason.NO_ORIGIN_YEAR),
    ):
        for row in frame.index[mask.astype(bool)]:
            result.setdefault(int(row), reason)
    return result


def _postings(frame: pd.DataFrame) -> dict[int, tuple[Posting, ...]]:
    category = frame["category"]
    contribution = category.eq(Category.PARTNER_CONTRIBUTION)
    dated = contribution | category.eq(Category.REFUND)
    origin = frame["origin_year"].fillna(frame["budget_year"]).where(dated, 0)
    amount = frame["amount"].astype("int64")
    keys = pd.DataFrame(
        {
            "year": frame["budget_year"].astype("int64"),
            "category": category,
            "grant": frame["grant"].where(category.isin(MAY_NAME_A_GRANT), ""),
            "partner": frame["partner"].where(category.isin(PARTNER_CATEGORIES), ""),
            "origin": origin.astype("int64"),
            "amount": amount,
            # A blank means that the whole amount is eligible (WORKBOOK.md, Journal).
            "eligible": frame["eligible"].fillna(frame["amount"]).astype("int64"),
        }
    )
    names = ["year", "category", "grant", "partner", "origin"]
    sums = keys.groupby(names, sort=True, observed=True)[["amount", "eligible"]].sum()
    postings: dict[int, list[Posting]] = defaultdict(list)
    for (year, kind, grant, partner, first), booked, eligible in zip(
        sums.index, sums["amount"], sums["eligible"], strict=True
    ):
        postings[int(year)].append(Posting(Category(kind), grant, partner, int(first), int(booked), int(eligible)))
    return {year: tuple(items) for year, items in postings.items()}
