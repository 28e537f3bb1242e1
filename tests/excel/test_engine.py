"""The engine behaves like Excel where our macros could be wrong: documents, sheets and the application."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import xlwings as xw
from openpyxl import load_workbook

from regman_xl.app.documents import write_closing
from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from tests.excel import live_excel
from tests.excel.com import NotInTestEngineError, com_error, excel_is_busy
from tests.excel.compare import calculated_differences, differences
from tests.excel.small import reopened, small_book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample master and a closing of it."""
    folder = tmp_path_factory.mktemp("files")
    master, closing = folder / "Haushalt.xlsx", folder / "Abschluss.xlsx"
    write_master(master, sample_contents())
    write_closing(master, 2026, out=closing, as_of=dt.date(2027, 3, 1), draft=True)
    return master, closing


@pytest.fixture
def app() -> Iterator[xw.App]:
    with live_excel() as excel:
        yield excel


@pytest.fixture
def book(app: xw.App, tmp_path: Path) -> xw.Book:
    """A small workbook, open in Excel."""
    return app.books.open(small_book(tmp_path / "klein.xlsx"))


def test_a_table_is_read_as_a_frame(app: xw.App, files: tuple[Path, Path]) -> None:
    app.books.open(files[0]).set_mock_caller()
    journal = xw.Book.caller().sheets["Journal"].tables["tblJournal"]
    frame = journal.range.options(pd.DataFrame, index=False).value
    assert len(frame) == len(sample_contents().rows["journal"])
    assert frame["Betrag"].dtype == float
    assert isinstance(frame["Buchungsdatum"][0], dt.datetime)


def test_a_copied_document_is_the_document(app: xw.App, files: tuple[Path, Path], tmp_path: Path) -> None:
    master, closing = files
    book = app.books.open(master)
    made = app.books.open(closing, read_only=True)
    for sheet in made.sheets:
        sheet.copy(after=book.sheets[-1])
    made.close()
    book.api.SaveCopyAs(str(tmp_path / "Kopie.xlsx"))
    for values_only, compare in ((False, differences), (True, calculated_differences)):
        written, source, original = (
            load_workbook(path, data_only=values_only, rich_text=True)
            for path in (tmp_path / "Kopie.xlsx", closing, master)
        )
        assert written.sheetnames == original.sheetnames + source.sheetnames
        for sheet in (*source, *original):
            assert compare(written[sheet.title], sheet) == []


def test_our_reader_sees_what_the_user_sees(app: xw.App, files: tuple[Path, Path], tmp_path: Path) -> None:
    master, _closing = files
    book = app.books.open(master)
    book.sheets["Partner"]["B5"].value = "Neuer Name"
    book.api.SaveCopyAs(str(tmp_path / "Kopie.xlsx"))
    before, after = read_books(master), read_books(tmp_path / "Kopie.xlsx")
    changed = [name for name, data in before.data.items() if not after.data[name].frame.equals(data.frame)]
    assert changed == ["partners"]
    assert read_books(master).package.facts == before.package.facts


def test_an_unchanged_workbook_is_copied_byte_by_byte(app: xw.App, files: tuple[Path, Path], tmp_path: Path) -> None:
    app.books.open(files[0]).api.SaveCopyAs(str(tmp_path / "Kopie.xlsx"))
    assert (tmp_path / "Kopie.xlsx").read_bytes() == files[0].read_bytes()


def test_what_is_missing_says_so(book: xw.Book) -> None:
    sheet = book.sheets["Daten"]
    with pytest.raises(NotInTestEngineError, match=r"no Sheet\.autofit"):
        sheet.autofit()
    with pytest.raises(NotInTestEngineError, match=r"no Range\.borders"):
        sheet["A1"].borders  # noqa: B018
    with pytest.raises(NotInTestEngineError, match=r"cannot set NativeSheet\.EnableCalculation"):
        sheet.api.EnableCalculation = False


def test_xlwings_is_afterwards_as_it_was(tmp_path: Path) -> None:
    before = (xw.engines.active, list(xw.engines), "pywintypes" in sys.modules, hasattr(xw.Book, "_mock_caller"))
    with live_excel() as app:
        app.books.open(small_book(tmp_path / "klein.xlsx")).set_mock_caller()
    after = (xw.engines.active, list(xw.engines), "pywintypes" in sys.modules, hasattr(xw.Book, "_mock_caller"))
    assert after == before


def test_a_busy_excel_refuses_every_call(app: xw.App, book: xw.Book) -> None:
    excel = app.engine.impl
    excel.failing[""] = excel_is_busy()
    for ask in (lambda: book.name, lambda: book.sheets["Daten"], lambda: app.screen_updating, lambda: app.api.Ready):
        with pytest.raises(com_error, match="abgelehnt"):
            ask()


def test_a_call_fails_where_the_test_wants_it(app: xw.App, book: xw.Book) -> None:
    app.engine.impl.failing = {"Sheet.delete": [None, excel_is_busy()]}
    book.sheets["Daten"].delete()
    with pytest.raises(com_error, match="abgelehnt"):
        book.sheets["Alles"].delete()
    book.sheets["Alles"].delete()
    assert book.sheet_names == ["Summe"]


def test_a_block_takes_the_same_calls_whatever_its_length(app: xw.App, book: xw.Book) -> None:
    calls = app.engine.impl.calls
    taken = []
    for rows in (10, 10_000):
        calls.clear()
        book.sheets["Daten"]["H1"].value = [["Text", 1.5, True]] * rows
        taken.append(calls.total())
        assert calls["Range.raw_value="] == 1
    assert taken[0] == taken[1]


@pytest.mark.parametrize("name", ["x" * 32, "a/b", "a:b", "'a", "daten", "", "History"])
def test_sheet_names_that_excel_refuses(book: xw.Book, name: str) -> None:
    with pytest.raises(com_error):
        book.sheets["Alles"].impl.name = name
    assert book.sheet_names == ["Daten", "Summe", "Alles"]


def test_a_renamed_sheet_keeps_its_references(book: xw.Book) -> None:
    book.sheets["Daten"].name = "Alte Daten"
    assert book.sheets["Summe"]["A1"].formula == "=SUM('Alte Daten'!C2:C3)"
    assert book.names["Erste"].refers_to == "='Alte Daten'!$A$2"


def test_a_deleted_sheet_leaves_broken_references(book: xw.Book) -> None:
    book.sheets["Daten"].delete()
    total = book.sheets["Summe"]
    assert [total[cell].formula for cell in ("A1", "A2", "A3")] == ["=SUM(#REF!)", "=SUM(#REF!)", "=A1+1"]
    assert total["A1"].value is None
    assert total["A1"].options(err_to_str=True).value == "#REF!"
    assert book.names["Erste"].refers_to == "=#REF!"


def test_the_last_visible_sheet_stays(book: xw.Book) -> None:
    book.sheets["Daten"].visible = False
    book.sheets["Alles"].delete()
    with pytest.raises(com_error, match="mindestens ein sichtbares Blatt"):
        book.sheets["Summe"].delete()
    with pytest.raises(com_error, match="Activate"):
        book.sheets["Daten"].activate()


def test_a_copy_that_would_link_to_its_old_workbook(app: xw.App, book: xw.Book, tmp_path: Path) -> None:
    target = app.books.open(small_book(tmp_path / "ziel.xlsx"))
    with pytest.raises(
        NotInTestEngineError, match=r"Summe!A1 would become an external link: \[klein.xlsx\]Daten!C2:C3"
    ):
        book.sheets["Summe"].copy(after=target.sheets[0])
    copied = book.sheets["Alles"].copy(before=target.sheets[0])
    assert copied.name == "Alles (2)"
    assert target.sheet_names == ["Alles (2)", "Daten", "Summe", "Alles"]
    assert [table.name for table in copied.tables] == ["tblAlles2"]
    assert copied.names["kind"].name == "'Alles (2)'!kind"
    target.save()
    found = differences(reopened(tmp_path / "ziel.xlsx")["Alles (2)"], reopened(tmp_path / "klein.xlsx")["Alles"])
    assert {line.split(":")[0] for line in found} == {
        "tblAlles",
        "tblAlles2",
        "A2",
    }  # a link keeps the name of the sheet


def test_a_protected_workbook_takes_no_sheets(app: xw.App, book: xw.Book, tmp_path: Path) -> None:
    locked = reopened(tmp_path / "klein.xlsx")
    locked.security.lockStructure = True
    locked.save(tmp_path / "zu.xlsx")
    target = app.books.open(tmp_path / "zu.xlsx")
    assert target.api.ProtectStructure
    for change in (
        lambda: book.sheets["Alles"].copy(after=target.sheets[0]),
        lambda: target.sheets.add("Neu"),
        target.sheets["Alles"].delete,
        lambda: setattr(target.sheets["Alles"], "name", "Neu"),
    ):
        with pytest.raises(com_error, match="geschützt"):
            change()
    assert target.sheet_names == ["Daten", "Summe", "Alles"]


def test_a_new_sheet_with_a_bad_name_stays_under_its_first_one(book: xw.Book) -> None:
    assert book.sheets.add("Neu", after=book.sheets["Daten"]).index == 2
    with pytest.raises(com_error):
        book.sheets.add("x" * 32)
    assert book.sheet_names == ["Daten", "Tabelle5", "Neu", "Summe", "Alles"]


def test_names_of_workbook_and_sheet(book: xw.Book) -> None:
    sheet = book.sheets["Alles"]
    sheet.names.add("jahr", "2026")
    assert [name.name for name in book.names] == ["Erste", "Alles!kind", "Alles!jahr"]
    assert sheet.names["jahr"].refers_to == '="2026"'
    assert "kind" not in book.names
    sheet.names["kind"].delete()
    assert [name.name for name in sheet.names] == ["Alles!jahr"]
    with pytest.raises(com_error, match="Syntax"):
        book.names.add("A1", "=1")


def test_what_the_user_is_told_and_asked(app: xw.App) -> None:
    excel = app.engine.impl
    app.status_bar = "liest"
    app.status_bar = False
    excel.answers = ["no"]
    assert app.alert("Weiter?", title="Regionalmanagement", buttons="yes_no") == "no"
    with pytest.raises(NotInTestEngineError, match="no answer"):
        app.alert("Weiter?", buttons="yes_no")
    assert excel.status_texts == ["liest", False]
    assert excel.alerts[0] == ("Weiter?", "Regionalmanagement", "yes_no", None)


def test_a_pdf_has_the_sheets_that_are_asked_for(app: xw.App, book: xw.Book, tmp_path: Path, soffice: str) -> None:
    assert soffice
    book.to_pdf(tmp_path / "Alles.pdf", include="Alles")
    assert app.engine.impl.printed == [(str(tmp_path / "Alles.pdf"), ("Alles",))]
    assert (tmp_path / "Alles.pdf").read_bytes().startswith(b"%PDF")
    assert [sheet.visible for sheet in book.sheets] == [-1, -1, -1]


def test_files_that_cannot_be_opened_or_written(app: xw.App, book: xw.Book, tmp_path: Path) -> None:
    (tmp_path / "kaputt.xlsx").write_text("kein Excel", encoding="utf-8")
    with pytest.raises(com_error, match="Format"):
        app.books.open(tmp_path / "kaputt.xlsx")
    with pytest.raises(com_error, match="zugegriffen"):
        book.api.SaveCopyAs(str(tmp_path / "fehlt" / "x.xlsx"))
    with pytest.raises(com_error, match="geöffnet"):
        book.api.SaveCopyAs(book.fullname)
    book.close()
    with pytest.raises(com_error):
        book.name  # noqa: B018
    read_only = app.books.open(tmp_path / "klein.xlsx", read_only=True)
    with pytest.raises(com_error, match="schreibgeschützt"):
        read_only.save()
