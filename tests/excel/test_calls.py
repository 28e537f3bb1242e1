"""Excel is asked block by block, never cell by cell: each call takes it about a millisecond."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regman_xl.app.audit import Choice, checked_file, examine
from regman_xl.app.live import Outcome
from regman_xl.app.protocol import marks, protocol_bytes
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
ROWS = 1_300


def test_ten_thousand_findings_take_no_call_per_cell(app: xw.App, tmp_path: Path) -> None:
    contents = new_contents(2026, empty=False)
    entries = [{"number": number + 1, "amount": 100} for number in range(ROWS)]
    full = replace(contents, rows={**contents.rows, JOURNAL.name: entries})
    write_master(tmp_path / "voll.xlsm", full)
    write_master(tmp_path / "leer.xlsm", contents)
    examined = examine(tmp_path / "voll.xlsm")
    file = checked_file(examined, Choice())
    assert len(file.findings) > 10_000
    outcome = Outcome(
        ("",), "", sheets=protocol_bytes(examined, file, Choice()), marks=marks(file.findings), counts=(1, 2, 3)
    )
    book = opened(app, tmp_path / "leer.xlsm")
    calls = app.engine.impl.calls
    calls.clear()

    write(book, outcome, tmp_path / "Blaetter.xlsx", ACTION_BY_KEY["check"])

    marked = sum(map(len, outcome.marks.values()))
    assert marked > 5_000
    assert sum(calls.values()) < 1_000, calls.most_common(5)


def test_scattered_marks_share_their_calls(app: xw.App, tmp_path: Path) -> None:
    write_master(tmp_path / "leer.xlsm", new_contents(2026, empty=False))
    book = opened(app, tmp_path / "leer.xlsm")
    cells = {f"{column}{row}": Severity.ERROR for column in "BDFHJ" for row in range(5, 4005, 2)}
    assert len(cells) == 10_000
    calls = app.engine.impl.calls
    calls.clear()

    mark(book, {JOURNAL.sheet: cells})

    assert sum(calls.values()) < 3_000, calls.most_common(5)
