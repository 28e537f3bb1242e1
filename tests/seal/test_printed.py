"""Figures and closing report print the seal, and say when it is broken."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from regman_xl.finance.engine import history
from regman_xl.render.figures import figures_text
from regman_xl.render.german import phrase_text
from regman_xl.render.json import figures_json
from regman_xl.reports.closing import closing_report
from regman_xl.reports.parts import ReportContext
from regman_xl.reports.report import Note, Signatures
from regman_xl.seal.state import seal_state
from tests.seal.years import Tables, books_of, changed, find, sealed, tables

if TYPE_CHECKING:
    from regman_xl.model.books import Books

SEALED = sealed(tables())
BROKEN = changed(SEALED, lambda rows: find(rows, "journal", text="Forum").update(text="X"))
HEAD = find(SEALED, "budget_years", budget_year=2026)["seal"]


def closing_note(books: Books) -> Note:
    """What stands right above the signatures."""
    accounts = history(books).accounts
    report = closing_report(books, accounts[1], accounts[:1], ReportContext(dt.date(2027, 3, 31)))
    note = report.blocks[next(at for at, block in enumerate(report.blocks) if isinstance(block, Signatures)) - 1]
    assert isinstance(note, Note)
    return note


@pytest.mark.parametrize(
    ("rows", "seal", "intact", "line", "note"),
    [
        (tables(), None, None, "Siegel: nicht versiegelt", "Siegel: Das Haushaltsjahr 2026 ist nicht versiegelt."),
        (SEALED, HEAD, True, f"Siegel: {HEAD}", f"Siegel des Haushaltsjahres 2026: {HEAD}. Was es umfasst"),
        (BROKEN, HEAD, False, f"Siegel: {HEAD}, aber gebrochen", f"2026 ({HEAD}) ist gebrochen"),
    ],
    ids=["open", "sealed", "broken"],
)
def test_the_seal_is_printed(rows: Tables, seal: str | None, intact: bool | None, line: str, note: str) -> None:
    books = books_of(rows)
    account = history(books).accounts[1]
    state = seal_state(books, (account,), 2026)
    figures = json.loads(figures_json(account, "mappe.xlsx", state))
    assert (figures["seal"], figures["seal_intact"]) == (seal, intact)
    assert figures_text(account, state).splitlines()[1].startswith(line)
    printed = closing_note(books)
    assert note in phrase_text(printed.text)
    assert printed.warning == (intact is False)
