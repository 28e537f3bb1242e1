"""The engine behaves like Excel where our macros could be wrong."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import xlwings as xw
from openpyxl import load_workbook

from regman_xl.app.documents import write_closing
from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import write_master
from tests.excel import live_excel
from tests.excel.compare import calculated_differences, differences

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample master and a closing of it."""
    folder = tmp_path_factory.mktemp("files")
    master, closing = folder / "Haushalt.xlsx", folder / "Abschluss.xlsx"
    write_master(master, sample_contents())
    write_closing(master, 2026, out=closing, as_of=dt.date(2027, 3, 1), draft=True)
    return master, closing


def test_a_table_is_read_as_a_frame(files: tuple[Path, Path]) -> None:
    with live_excel() as app:
        app.books.open(files[0]).set_mock_caller()
        journal = xw.Book.caller().sheets["Journal"].tables["tblJournal"]
        frame = journal.range.options(pd.DataFrame, index=False).value
    entries = sample_contents().rows["journal"]
    assert len(frame) == len(entries)
    assert frame["Betrag"].dtype == float
    assert isinstance(frame["Buchungsdatum"][0], dt.datetime)


def test_a_copied_document_is_the_document(files: tuple[Path, Path], tmp_path: Path) -> None:
    master, closing = files
    with live_excel() as app:
        book = app.books.open(master)
        made = app.books.open(closing, read_only=True)
        for sheet in made.sheets:
            sheet.copy(after=book.sheets[-1])
        made.close()
        book.api.SaveCopyAs(str(tmp_path / "Kopie.xlsx"))
    for values_only, compare in ((False, differences), (True, calculated_differences)):
        written = load_workbook(tmp_path / "Kopie.xlsx", data_only=values_only, rich_text=True)
        source = load_workbook(closing, data_only=values_only, rich_text=True)
        original = load_workbook(master, data_only=values_only, rich_text=True)
        assert written.sheetnames == original.sheetnames + source.sheetnames
        for sheet in (*source, *original):
            assert compare(written[sheet.title], sheet) == []
