"""Which Storno is the mirror of which entry: JRN05 tells the others, and only true mirrors settle a payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.rules.series import in_booking_order, looked_up
from regman_xl.schema import JOURNAL
from regman_xl.schema.lists import Category

if TYPE_CHECKING:
    from regman_xl.model.books import Books

#: What a Storno must repeat unchanged.
_REPEATED = ("direction", "category", "account", "project", "grant", "partner")


def judged_reversals(journal: pd.DataFrame, books: Books) -> pd.DataFrame:
    """Compare each Storno with the entry that it names.

    Args:
        journal: All entries.
        books: Says which of them could be read: a Storno is not compared with what nobody knows.

    Returns:
        One row per Storno: `case` (``absent``, ``second``, ``different``; ``""`` where nothing is wrong with it),
        `other_row` (the entry, or the first Storno of it) and `differing` (headers of the columns that differ).
    """
    if journal is books.table(JOURNAL).frame:
        return books.once("judged_reversals", lambda: _judged(journal, books))
    return _judged(journal, books)


def _judged(journal: pd.DataFrame, books: Books) -> pd.DataFrame:
    reversals = in_booking_order(journal[journal["reversal_of"].ne("")])
    numbered = in_booking_order(journal[journal["number"].isin(reversals["reversal_of"])]).drop_duplicates("number")
    rows = pd.Series(numbered.index, index=numbered["number"].to_numpy())
    target = looked_up(reversals["reversal_of"], rows)
    own = reversals.index.to_series()
    first = own.groupby(reversals["reversal_of"]).transform("first")
    absent = target.isna()
    second = ~absent & first.ne(own)
    usable = books.table(JOURNAL).usable
    comparable = reversals[~absent & ~second]
    comparable = comparable[usable[comparable.index] & usable[target[comparable.index]].to_numpy()]
    differing = _differing(comparable, journal.loc[target[comparable.index]]).reindex(reversals.index, fill_value="")
    case = pd.Series("", index=reversals.index, dtype="str").mask(differing.ne(""), "different")
    return pd.DataFrame(
        {
            "case": case.mask(absent, "absent").mask(second, "second"),
            "other_row": target.mask(second, first).fillna(0).astype("int64"),
            "differing": differing,
        }
    )


def settled(journal: pd.DataFrame, books: Books) -> pd.Series:
    """Whether an entry is a true Storno or is reversed by one: together they are no payment."""
    if journal is books.table(JOURNAL).frame:
        return books.once("settled", lambda: _settled(journal, books))
    return _settled(journal, books)


def _settled(journal: pd.DataFrame, books: Books) -> pd.Series:
    if not journal["reversal_of"].ne("").any():
        return pd.Series(data=False, index=journal.index)
    judged = judged_reversals(journal, books)
    mirrors = judged.index[judged["case"].eq("")]
    reversed_numbers = journal.loc[mirrors, "reversal_of"]
    return journal.index.to_series().isin(mirrors) | journal["number"].isin(reversed_numbers)


def _differing(reversals: pd.DataFrame, originals: pd.DataFrame) -> pd.Series:
    """Name for each Storno the columns in which it is not the mirror of its original (both in the same order)."""
    originals = originals.set_axis(reversals.index)
    unlike = {name: reversals[name].ne(originals[name]) for name in _REPEATED}
    unlike["origin_year"] = _origin(reversals).ne(_origin(originals))
    unlike["amount"] = reversals["amount"].ne(-originals["amount"])
    # Where both are blank the whole amount is eligible: then only the amount differs.
    stated = reversals["eligible"].notna() | originals["eligible"].notna()
    unlike["eligible"] = stated & _eligible(reversals).ne(-_eligible(originals))
    titles = {name: JOURNAL[name].title for name in unlike}
    return pd.Series(
        [
            ", ".join(titles[name] for name, differs in zip(unlike, row, strict=True) if differs)
            for row in zip(*unlike.values(), strict=True)
        ],
        index=reversals.index,
        dtype="str",
    )


def _origin(entries: pd.DataFrame) -> pd.Series:
    """The year that an entry counts for: a contribution without an origin year counts for its budget year."""
    contribution = entries["category"].eq(Category.PARTNER_CONTRIBUTION.value)
    return entries["origin_year"].mask(contribution & entries["origin_year"].isna(), entries["budget_year"]).fillna(0)


def _eligible(entries: pd.DataFrame) -> pd.Series:
    return entries["eligible"].fillna(entries["amount"])
