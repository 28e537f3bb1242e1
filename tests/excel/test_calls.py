"""Excel is asked block by block, never cell by cell: each call takes it about a millisecond."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from regman_xl.app.live import Outcome
from regman_xl.finding import Severity
from regman_xl.hosts.marking import mark
from regman_xl.hosts.writing import write
from regman_xl.sample.beginning import new_contents
from regman_xl.schema import JOURNAL
from regman_xl.schema.actions import ACTION_BY_KEY
from regman_xl.workbook.master import write_master
from tests.excel.test_buttons import app, opened

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

__all__ = ["app"]


def long_list() -> bytes:
    """A sheet of ours with 10,000 lines of five cells."""
    buffer = io.BytesIO()
    with Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet("Prüfprotokoll")
        for row in range(10_000):
            sheet.write_row(row, 0, [f"Journal!E{row}", "JRN02", row, "Meldung", ""])
        workbook.define_name("'Prüfprotokoll'!regman_kind", '="findings"')
    return buffer.getvalue()


def test_ten_thousand_findings_take_no_call_per_cell(app: xw.App, tmp_path: Path) -> None:
    write_master(tmp_path / "leer.xlsm", new_contents(2026, empty=False))
    cells = {f"{column}{row}": Severity.WARNING for column in "BDFHJ" for row in range(5, 2005)}
    outcome = Outcome(("",), "", sheets=long_list(), marks={JOURNAL.sheet: cells}, counts=(0, 10_000, 0))
    book = opened(app, tmp_path / "leer.xlsm")
    for _again in range(2):
        calls = app.engine.impl.calls
        calls.clear()

        write(book, outcome, tmp_path / "Blaetter.xlsx", ACTION_BY_KEY["check"])

        assert book.sheets["Prüfprotokoll"]["C10000"].value == 9_999
        assert sum(calls.values()) < 600, calls.most_common(5)


def test_scattered_marks_share_their_calls(app: xw.App, tmp_path: Path) -> None:
    write_master(tmp_path / "leer.xlsm", new_contents(2026, empty=False))
    book = opened(app, tmp_path / "leer.xlsm")
    cells = {f"{column}{row}": Severity.ERROR for column in "BDFHJ" for row in range(5, 4005, 2)}
    assert len(cells) == 10_000
    calls = app.engine.impl.calls
    calls.clear()

    mark(book, {JOURNAL.sheet: cells})

    assert sum(calls.values()) < 3_000, calls.most_common(5)
