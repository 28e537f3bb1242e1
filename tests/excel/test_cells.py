"""The engine behaves like Excel where our macros could be wrong: cells, ranges and tables."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.excel import live_excel
from tests.excel.com import NotInTestEngineError, com_error
from tests.excel.small import reopened, small_book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import xlwings as xw


@pytest.fixture
def book(tmp_path: Path) -> Iterator[xw.Book]:
    """A small workbook, open in Excel."""
    with live_excel() as app:
        yield app.books.open(small_book(tmp_path / "klein.xlsx"))


@pytest.fixture
def data(book: xw.Book) -> xw.Sheet:
    return book.sheets["Daten"]


def test_values_come_as_excel_gives_them(data: xw.Sheet) -> None:
    assert data["A1:C3"].value == [
        ["Nr", "Tag", "Betrag"],
        [1.0, dt.datetime(2026, 1, 31), 12.5],  # noqa: DTZ001
        [2.0, None, None],
    ]
    assert data["C3"].options(err_to_str=True).value == "#N/A"
    assert data["A:A"].shape == (3, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("=1+1", None),
        ("12.50", 12.5),
        ("12,50", 1250.0),
        ("1/2/2026", dt.datetime(2026, 1, 2)),  # noqa: DTZ001
        ("2026-03-01", dt.datetime(2026, 3, 1)),  # noqa: DTZ001
        ("50%", 0.5),
        ("TRUE", True),
        ("'=1+1", "=1+1"),
        ("1.1.2026", "1.1.2026"),
        ("001", 1.0),
    ],
)
def test_texts_are_read_as_if_typed_in_the_united_states(data: xw.Sheet, text: str, value: object) -> None:
    data["G1"].value = text
    if value is None:
        assert data["G1"].formula == text
        with pytest.raises(NotInTestEngineError, match=r"Daten!G1"):
            data["G1"].value  # noqa: B018
    else:
        assert data["G1"].value == value
    data["G2"].number_format = "@"
    data["G2"].value = text
    assert data["G2"].value == text.removeprefix("'")


def test_written_texts_survive_the_file(book: xw.Book, tmp_path: Path) -> None:
    sheet = book.sheets["Daten"]
    sheet["G1:G2"].number_format = "@"
    sheet["G1"].value = [["=1+1"], ["007"]]
    book.save()
    written = reopened(tmp_path / "klein.xlsx")["Daten"]
    assert [(cell.value, cell.data_type) for cell in (written["G1"], written["G2"])] == [("=1+1", "s"), ("007", "s")]


def test_a_german_formula_is_refused(data: xw.Sheet) -> None:
    with pytest.raises(com_error):
        data["G1"].formula = "=SUM(A2;A3)"
    data["G1"].formula = '=IF(A2=1,"a;b","c")'
    assert data["G1"].formula == '=IF(A2=1,"a;b","c")'


def test_a_block_too_small_leaves_errors(data: xw.Sheet) -> None:
    data["G1:H2"].raw_value = [["a"]]
    assert data["G1:H2"].options(err_to_str=True).value == [["a", "#N/A"], ["#N/A", "#N/A"]]


def test_an_address_may_name_several_areas_but_not_too_many(data: xw.Sheet) -> None:
    data["A2,B3:C3"].color = (255, 0, 0)
    assert [data[cell].color for cell in ("A2", "C3", "A3")] == [(255, 0, 0), (255, 0, 0), None]
    with pytest.raises(com_error, match="Range"):
        data[",".join(f"A{row}" for row in range(1, 80))]
    with pytest.raises(com_error, match="Range"):
        data["A1048577"]


def test_a_locked_cell_of_a_protected_sheet(book: xw.Book) -> None:
    sheet = book.sheets["Alles"]
    sheet.api.Protect()
    sheet["A1"].value = "frei"
    for change in (
        lambda: setattr(sheet["A1:A2"], "value", "gesperrt"),
        sheet["B2"].clear_contents,
        lambda: setattr(sheet["A1"], "color", (0, 0, 0)),
        sheet.tables["tblAlles"].api.ListRows.Add,
    ):
        with pytest.raises(com_error, match="schreibgeschützt"):
            change()
    assert sheet["A1:A2"].value == ["frei", "eins"]
    assert sheet.api.ProtectContents


def test_a_table_grows(book: xw.Book, tmp_path: Path) -> None:
    table = book.sheets["Daten"].tables["tblDaten"]
    table.rows.add([3, None, 7])
    table.resize(book.sheets["Daten"]["A1:C6"])
    assert table.range.address == "$A$1:$C$6"
    assert table.data_body_range.value[2] == [3.0, None, 7.0]
    assert table.header_row_range.value == ["Nr", "Tag", "Betrag"]
    with pytest.raises(com_error, match="Resize"):
        table.resize(book.sheets["Daten"]["A2:C6"])
    book.save()
    assert reopened(tmp_path / "klein.xlsx")["Daten"].tables["tblDaten"].ref == "A1:C6"


def test_a_row_of_a_table_needs_room(data: xw.Sheet) -> None:
    data["B4"].value = "darunter"
    with pytest.raises(NotInTestEngineError, match="something stands below"):
        data.tables["tblDaten"].rows.add()


def test_the_head_of_a_table_names_its_columns(book: xw.Book, tmp_path: Path) -> None:
    book.sheets["Daten"]["B1"].value = "Datum"
    book.save()
    columns = reopened(tmp_path / "klein.xlsx")["Daten"].tables["tblDaten"].tableColumns
    assert [column.name for column in columns] == ["Nr", "Datum", "Betrag"]
    with pytest.raises(NotInTestEngineError, match="invent"):
        book.sheets["Daten"]["B1"].value = "nr"


def test_a_filter_is_seen_and_taken_off(tmp_path: Path) -> None:
    made = reopened(small_book(tmp_path / "klein.xlsx"))
    made["Daten"].tables["tblDaten"].autoFilter.add_filter_column(0, ["1"])
    made["Daten"].row_dimensions[3].hidden = True
    made.save(tmp_path / "gefiltert.xlsx")
    with live_excel() as app:
        sheet = app.books.open(tmp_path / "gefiltert.xlsx").sheets["Daten"]
        table = sheet.tables["tblDaten"]
        assert (table.show_autofilter, table.api.AutoFilter.FilterMode, sheet["A3"].rows.hidden) == (True, True, True)
        table.api.AutoFilter.ShowAllData()
        assert (table.show_autofilter, table.api.AutoFilter.FilterMode, sheet["A3"].rows.hidden) == (True, False, False)


def test_cells_move_when_others_come_or_go(book: xw.Book) -> None:
    sheet = book.sheets["Daten"]
    sheet["G1"].value = [["a"], ["b"]]
    sheet["G1"].insert("down")
    assert sheet["G1:G3"].value == [None, "a", "b"]
    sheet["G1:G2"].delete("up")
    assert sheet["G1:G3"].value == ["b", None, None]
    with pytest.raises(NotInTestEngineError, match=r"Summe!A1 refers to Daten!C2:C3"):
        sheet["C3"].insert("down")


def test_a_link_shows_its_text_and_looks_like_one(book: xw.Book, tmp_path: Path) -> None:
    book.sheets["Daten"]["G1"].add_hyperlink("#Alles!B4", "zur Summe", "Klick")
    book.save()
    cell = reopened(tmp_path / "klein.xlsx")["Daten"]["G1"]
    assert (cell.value, cell.hyperlink.location, cell.hyperlink.tooltip) == ("zur Summe", "Alles!B4", "Klick")
    assert cell.font.underline == "single"


def test_a_condition_is_written_in_the_language_of_excel(book: xw.Book) -> None:
    conditions = book.sheets["Daten"]["A2:A3,C2"].api.FormatConditions
    with pytest.raises(com_error, match="Sprache"):
        conditions.Add(2, None, "=AND(TRUE,TRUE)")
    condition = conditions.Add(2, None, "=1=1")
    condition.Interior.Color = 0x0000FF
    assert (conditions.Count, condition.Interior.Color) == (1, 0x0000FF)
    with pytest.raises(NotInTestEngineError, match="part of"):
        book.sheets["Daten"]["A2"].api.FormatConditions.Delete()
    conditions.Delete()
    assert conditions.Count == 0


def test_texts_are_replaced_in_formulas_too(book: xw.Book) -> None:
    assert book.sheets["Summe"].api.Cells.Replace("Daten!", "Alles!", 2, 1, True, False, False, False)
    assert book.sheets["Summe"]["A1"].formula == "=SUM(Alles!C2:C3)"
