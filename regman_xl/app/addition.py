"""Rows and settings that are added to the data of the user's workbook: written, and proved by reading them again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finance import engine
from regman_xl.model.facts import Fault
from regman_xl.model.frames import typed_frame
from regman_xl.problems import Problem
from regman_xl.schema import SETTINGS, TABLES
from regman_xl.schema.settings import SETTING_BY_NAME
from regman_xl.workbook.append import append
from regman_xl.workbook.parts import folded
from regman_xl.workbook.reader import read_books
from regman_xl.workbook.splice import splice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from regman_xl.app.audit import Examined
    from regman_xl.finance.account import YearAccount
    from regman_xl.model.additions import Additions
    from regman_xl.model.books import Books
    from regman_xl.model.facts import CellFact
    from regman_xl.model.frames import TableData
    from regman_xl.schema import Table


def insert_additions(examined: Examined, additions: Additions, place: Path, *, force: bool) -> tuple[str, ...]:
    """Write a copy of the workbook that holds more rows, and settings with new values.

    Args:
        examined: The workbook; it is only read.
        additions: What is added.
        place: Where the copy goes.
        force: A signature may go, and locked sheets may change.

    Returns:
        What the user should know.

    Raises:
        Problem: There is no room for it.
    """
    with splice(examined.path, force=force) as change:
        append(change, additions)
        change.write(place)
        return tuple(change.notes)


def prove_added(examined: Examined, additions: Additions, year: int, place: Path) -> None:
    """Read a copy that `insert_additions` has written: it must say what the workbook said, and the additions.

    Args:
        examined: The workbook.
        additions: What has been added.
        year: The first budget year whose figures may differ.
        place: The copy.

    Raises:
        Problem: It says something else.
    """
    written = read_books(place)
    if not (
        _same_settings(examined.books, written, additions)
        and all(_grown(examined.books, written, table, additions) for table in TABLES)
        and _facts(written, additions) == _facts(examined.books, additions)
        and _figures(_computed(written), year) == _figures(examined.accounts, year)
    ):
        raise Problem(
            "Die geschriebene Arbeitsmappe ergibt andere Angaben als vorher mit den neuen; es ist nichts ersetzt.",
            "Bitte die Arbeitsmappe in Excel öffnen, neu speichern und den Befehl wiederholen.",
        )


def _same_settings(before: Books, after: Books, additions: Additions) -> bool:
    return after.settings == before.settings.model_copy(update=dict(additions.settings))


def _grown(before: Books, after: Books, table: Table, additions: Additions) -> bool:
    """Whether a table holds its rows where they were, and the new ones below, all of them usable."""
    old, new = before.table(table), after.table(table)
    count = len(old.frame)
    if not (new.frame.index[:count].equals(old.frame.index) and bool(new.usable.iloc[count:].all())):
        return False
    if table is SETTINGS:
        # What the values mean is compared by `_same_settings`; here they are texts.
        kept = old.frame.index[~_set(old, additions)]
        more = {str(key) for key in new.frame["key"].iloc[count:]}
        same = new.frame.loc[kept].equals(old.frame.loc[kept]) and new.usable.loc[kept].equals(old.usable.loc[kept])
        return same and more <= set(_titles(additions))
    if not new.usable.iloc[:count].equals(old.usable):
        return False
    rows = typed_frame(table, additions.of(table.name))
    grown = pd.concat([old.frame, rows]) if count else rows
    computed = [column.name for column in table.columns if column.formula]
    return new.frame.iloc[:count].equals(old.frame) and _values(new.frame, computed).equals(_values(grown, computed))


def _values(frame: pd.DataFrame, computed: list[str]) -> pd.DataFrame:
    """Return what has been entered, wherever its rows are."""
    return frame.drop(columns=computed).reset_index(drop=True)


def _titles(additions: Additions) -> list[str]:
    return [SETTING_BY_NAME[name].title for name in additions.settings]


def _set(settings: TableData, additions: Additions) -> pd.Series:
    """Return which lines of the settings get a new value."""
    titles = [folded(title) for title in _titles(additions)]
    return settings.frame["key"].map(folded).isin(titles).astype(bool)


def _facts(books: Books, additions: Additions) -> list[CellFact]:
    """Return what the file says of its cells but those that get a new value.

    That rows stand below a table ends with a table that grows.
    """
    settings = books.table(SETTINGS)
    lines = {int(row) for row in settings.frame.index[_set(settings, additions)]}
    return [
        fact
        for fact in books.package.facts
        if fact.fault is not Fault.BELOW_TABLE and not (fact.sheet == SETTINGS.sheet and fact.row in lines)
    ]


def _computed(books: Books) -> tuple[YearAccount, ...]:
    try:
        return engine.history(books).accounts
    except Problem:
        return ()


def _figures(accounts: Sequence[YearAccount], year: int) -> list[YearAccount]:
    """Return the figures of earlier years.

    Their plans look ahead, and may see more now; which rows they leave out, `_grown` compares.
    """
    return [replace(account, plan=(), left_out=()) for account in accounts if account.year < year]
