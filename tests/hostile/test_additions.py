"""Rows are appended to damaged and twisted workbooks as they should be, or it is refused in one clear line."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from regman_xl.app.addition import insert_additions, prove_added
from regman_xl.app.audit import Examined
from regman_xl.finance import engine
from regman_xl.model.additions import Additions
from regman_xl.problems import Problem
from regman_xl.workbook.reader import read_books
from tests.hostile import bases
from tests.hostile.recipes import Step, stepped

if TYPE_CHECKING:
    from pathlib import Path

MUTANTS = 120
SHEETS = ("Einstellungen", "Partner", "Beiträge", "Haushaltsjahre")
YEAR = 2060
ADDED = Additions(
    {
        "contributions": [{"partner": "DUS", "budget_year": YEAR, "amount": 1_23, "due_on": dt.date(YEAR, 1, 1)}] * 2,
        "budget_years": [{"budget_year": YEAR, "status": "offen"}],
    },
    {"budget_year": YEAR},
)


def mutant(seed: int) -> bytes:
    """The sheets that get rows, changed in one or two places."""
    chance = Random(seed)  # noqa: S311 - a choice, no secret
    parts = list(bases.few(*SHEETS))
    for _ in range(chance.choice([1, 1, 2])):
        level = chance.choice(["xml", "xml", "package", "values", "values"])
        parts, _said = stepped(parts, Step(level, f"{level}{chance.random()}"))
    return bases.packed(parts)


def tried(path: Path, data: bytes) -> str:
    """Return what came of a mutant; whatever is written is proved."""
    path.write_bytes(data)
    try:
        books = read_books(path)
    except Problem:
        return "not read"
    try:
        accounts = engine.history(books).accounts
    except Problem:
        accounts = ()
    examined = Examined(path, books, accounts, (), None, (), dt.date(YEAR, 1, 1))
    out = path.with_name("out.xlsx")
    try:
        insert_additions(examined, ADDED, out, force=True)
    except Problem as problem:
        return "refused" if "\n" not in str(problem) else "told in several lines"
    prove_added(examined, ADDED, YEAR, out)
    return "added"


def test_mutants_get_their_rows_or_are_refused(tmp_path: Path) -> None:
    came = Counter(tried(tmp_path / "mappe.xlsx", mutant(seed)) for seed in range(MUTANTS))
    assert came["added"] > MUTANTS // 4
    assert came["refused"] > 3
    assert set(came) <= {"added", "refused", "not read"}
