"""The buttons, from the click to the sheets in the open workbook, compared with what the command line writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlwings as xw
from openpyxl import load_workbook

from regman_xl.app.audit import Choice
from regman_xl.app.documents import write_call, write_closing, write_grants, write_plan, write_statement
from regman_xl.app.protocol import check_with_protocol
from regman_xl.app.seal import seal_year
from regman_xl.hosts.excel import run
from regman_xl.sample.faults import faulty_workbook
from regman_xl.sample.history import sample_contents
from regman_xl.schema import START_SHEET, cockpit
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from tests.excel import live_excel
from tests.excel.compare import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with macros."""
    path = tmp_path_factory.mktemp("master") / "Haushalt.xlsm"
    write_master(path, sample_contents())
    return path


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[xw.App]:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "privat"))
    with live_excel() as excel:
        yield excel


def opened(app: xw.App, path: Path, year: int = 2026) -> xw.Book:
    book = app.books.open(path)
    book.set_mock_caller()
    book.sheets[START_SHEET]["C4"].value = year
    # What openpyxl adds when it saves for the first time is no difference.
    saved(book, path.with_name("einmal.xlsm")).unlink()
    return book


def saved(book: xw.Book, path: Path) -> Path:
    book.api.SaveCopyAs(str(path))
    return path


def said(app: xw.App) -> str:
    """Return the one box that the user has seen."""
    (alert,) = app.engine.impl.alerts
    return alert[0]


def unlike(live: Path, written: Path) -> list[str]:
    """Return how two workbooks differ; the panel on Start is only filled in the open one."""
    ours, theirs = (load_workbook(path, rich_text=True, keep_vba=True) for path in (live, written))
    assert ours.sheetnames == theirs.sheetnames
    assert len(ours.sheetnames) > 20
    return [
        f"{sheet.title}: {difference}"
        for sheet in ours
        if sheet.title != START_SHEET
        for difference in differences(sheet, theirs[sheet.title])
    ]


BUTTONS: dict[str, tuple[int, Callable[..., object], object]] = {
    "plan": (2027, write_plan, 2027),
    "close": (2026, write_closing, 2026),
    "call": (2026, write_call, 2026),
    "grants": (2026, write_grants, 2026),
}


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_writes_what_the_command_line_writes(
    app: xw.App, master: Path, tmp_path: Path, button: str
) -> None:
    year, write, about = BUTTONS[button]
    book = opened(app, master, year)
    start = saved(book, tmp_path / "Anfang.xlsm")

    run(button)

    assert "erstellt" in said(app)
    live = saved(book, tmp_path / "live.xlsm")
    write(start, about, in_place=True)
    assert unlike(live, start) == []
    assert read_books(live).package.generated == read_books(start).package.generated
