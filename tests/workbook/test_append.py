"""Rows that are appended to tables of a user's workbook: they are read again as given, and nothing else changes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from regman_xl.model.additions import Additions
from regman_xl.model.contents import Contents
from regman_xl.model.facts import Fault
from regman_xl.sample.beginning import new_contents
from regman_xl.sample.history import sample_contents
from regman_xl.schema import FUNDING_PLAN, JOURNAL
from regman_xl.workbook import row_edit
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from regman_xl.workbook.splice import splice
from regman_xl.workbook.target import find_target
from tests import libreoffice
from tests.workbook.appending import BARE, DUE, NEW, PAID, Row, added, as_frame, cell, new_rows, small
from tests.workbook.dialects import in_utf16, prefixed, strict
from tests.workbook.making import (
    ENTRY,
    facts_of,
    make_book,
    read_parts,
    write_parts,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("append") / "mappe.xlsx"
    write_master(path, sample_contents())
    return path


def test_rows_come_below_the_last_one_and_only_their_parts_change(master: Path) -> None:
    made, notes = added(master, {"contributions": [NEW, BARE], "journal": [PAID]}, budget_year=2027)
    before, after = read_books(master), read_books(made)
    expected = as_frame("contributions", [{**NEW, "basis": "=1+1 & <b>"}, BARE], 14)
    assert new_rows(before, after, "contributions").equals(expected)
    assert new_rows(before, after, "journal")["amount"].tolist() == [-5]
    assert after.settings == before.settings.model_copy(update={"budget_year": 2027})
    # The text begins with a blank, which the reader tells; the file is not to change what it is given.
    assert {fact.fault for fact in after.package.facts} == {Fault.STRAY_BLANKS}
    old, new = read_parts(master), read_parts(made)
    assert {name for name in new if old.get(name) != new[name]} == {
        *(f"xl/worksheets/sheet{number}.xml" for number in (2, 4, 13)),
        *(f"xl/tables/table{number}.xml" for number in (3, 12)),
    }
    assert set(old) == set(new)
    assert notes == []


def test_new_rows_look_like_the_one_above_and_the_table_ends_with_them(master: Path) -> None:
    made, _ = added(master, {"contributions": [NEW, BARE]})
    sheet = openpyxl.load_workbook(made)["Beiträge"]
    assert (sheet.tables["tblBeitraege"].ref, sheet.tables["tblBeitraege"].autoFilter.ref) == ("A4:E15", "A4:E15")
    assert sheet.dimensions == "A1:E15"
    for row in (14, 15):
        assert [sheet.cell(row, place)._style for place in range(1, 6)] == [
            sheet.cell(13, place)._style for place in range(1, 6)
        ]
    assert [sheet.cell(14, place).value for place in range(1, 6)] == [
        "ME",
        2027,
        12345.67,
        DUE,
        " =1+1 & <b> ",
    ]
    assert {str(area.sqref) for area in sheet.data_validations.dataValidation} >= {"A5:A5013"}


def test_of_a_changed_sheet_nothing_is_lost(master: Path) -> None:
    made, _ = added(master, {"contributions": [NEW]})
    old, new = (read_parts(path)["xl/worksheets/sheet4.xml"] for path in (master, made))
    pieces = iter(new.split(b"<"))
    assert all(piece in pieces for piece in old.split(b"<") if not piece.startswith(b"dimension"))


def test_an_empty_master_is_filled_from_its_blank_row_on(tmp_path: Path) -> None:
    write_master(tmp_path / "leer.xlsx", new_contents(2027, empty=True))
    plan = {"grant": "F-1", "budget_year": 2027, "total_cost": 100_00, "grant_amount": 60_00, "third_party": 15_00}
    made, _ = added(tmp_path / "leer.xlsx", {"contributions": [NEW, BARE], "funding_plan": [plan, plan]})
    books = read_books(made)
    assert books.data["contributions"].frame.index.tolist() == [5, 6]
    assert books.data["funding_plan"].frame["own_contribution"].tolist() == [25_00, 25_00]
    assert [fact.fault for fact in books.package.facts if fact.fault is not Fault.STRAY_BLANKS] == []
    sheet = openpyxl.load_workbook(made)["Finanzierungsplan"]
    assert sheet.tables["tblFinanzierungsplan"].ref == "A4:G6"
    assert sheet["G6"].value == sheet["G5"].value == f"={FUNDING_PLAN['own_contribution'].formula}"
    assert sheet["C6"]._style == sheet["C5"]._style


def test_libreoffice_opens_the_result_and_recalculation_changes_nothing(master: Path, soffice: str) -> None:
    plan = {"grant": "F-002", "budget_year": 2028, "total_cost": 100_10, "grant_amount": 60_00}
    made, _ = added(master, {"contributions": [NEW], "funding_plan": [plan]}, budget_year=2027)
    values, stored = libreoffice.recalculated(made), libreoffice.cached(made)
    assert values["Beiträge"]["C14"] == 12345.67
    assert values["Finanzierungsplan"]["G17"] == 40.1
    for title, cells in stored.items():
        assert cells.keys() == values[title].keys()
        for place, value in cells.items():
            shown = values[title][place]
            assert shown == (pytest.approx(value, abs=1e-6) if isinstance(value, float) else value), (title, place)


@pytest.mark.parametrize("dialect", [prefixed, strict, in_utf16])
def test_other_dialects_keep_theirs(master: Path, tmp_path: Path, dialect: Callable[..., dict[str, bytes]]) -> None:
    source = write_parts(tmp_path / "quelle.xlsx", dialect(read_parts(master)))
    made, _ = added(source, {"contributions": [NEW], "journal": [PAID]}, budget_year=2027)
    after = read_books(made)
    assert len(new_rows(read_books(source), after, "contributions")) == 1
    assert len(new_rows(read_books(source), after, "journal")) == 1
    assert after.settings.budget_year == 2027
    if dialect is strict:
        assert b"schemas.openxmlformats.org/spreadsheetml" not in b"".join(read_parts(made).values())


@pytest.mark.parametrize("defined", [True, False])
def test_columns_are_found_by_their_headers(tmp_path: Path, defined: bool) -> None:
    order = ("due_on", "amount", "basis", "budget_year", "partner")
    made, _ = added(small(tmp_path / "m.xlsx", order=order, defined=defined, top=6), {"contributions": [NEW]})
    sheet = openpyxl.load_workbook(made)["Beiträge"]
    assert [sheet.cell(10, place).value for place in range(1, 6)] == [
        DUE,
        12345.67,
        " =1+1 & <b> ",
        2027,
        "ME",
    ]


def with_own_column(path: Path, *, formula: str = "") -> Path:
    """Contributions with a column of the user's own in the middle of them, filled in the first row."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Beiträge")
        date = book.add_format({"num_format": "dd.mm.yyyy"})
        titles = ["Partner", "Haushaltsjahr", "Notiz", "Jahresbeitrag", "Fällig am", "Grundlage"]
        columns: list[dict[str, str]] = [{"header": title} for title in titles]
        if formula:
            columns[2]["formula"] = formula
        sheet.add_table(0, 0, 2, 5, {"name": "tblBeitraege", "columns": columns})
        sheet.write_row(1, 0, ["DUS", 2026])
        if not formula:
            sheet.write_string(1, 2, "nur mündlich", book.add_format({"bold": True}))
        sheet.write_number(1, 3, 50000)
        sheet.write_datetime(1, 4, dt.date(2026, 2, 28), date)
        # A text far beside the table is a note.
        sheet.write_string(2, 8, "Bemerkung")
    return path


def test_a_column_of_the_users_own_is_left_blank(tmp_path: Path) -> None:
    made, notes = added(with_own_column(tmp_path / "m.xlsx"), {"contributions": [NEW, BARE]})
    sheet = openpyxl.load_workbook(made)["Beiträge"]
    assert [sheet.cell(3, place).value for place in (1, 3, 4, 9)] == ["ME", None, 12345.67, "Bemerkung"]
    assert (sheet["C3"].font.b, sheet["C4"].font.b) == (True, True)
    assert sheet.tables["tblBeitraege"].ref == "A1:F4"
    assert notes == []


def test_a_column_that_the_user_has_computed_is_told(tmp_path: Path) -> None:
    source = with_own_column(tmp_path / "m.xlsx", formula="=[@Jahresbeitrag]/12")
    made, notes = added(source, {"contributions": [NEW, BARE]})
    # In the blank row of the table the formula stood ready, and still does.
    assert cell(made, "Beiträge", "C3").data_type == "f"
    assert cell(made, "Beiträge", "C4").value is None
    said = "in den neuen Zeilen rechnet die Spalte „Notiz“ noch nicht; bitte ihre Formel nach unten ziehen."
    assert notes == [f"Blatt Beiträge: {said}"]


CENTS = st.integers(-(10**13), 10**13)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn"]), max_size=20
)
ENTRIES = st.fixed_dictionaries(
    {
        "number": st.integers(1, 10**6).map(str),
        "budget_year": st.integers(2000, 2099),
        "booked_on": st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)),
        "voucher": TEXTS.filter(bool),
        "direction": st.sampled_from(["Einnahme", "Ausgabe"]),
        "category": st.just("Projekt"),
        "text": TEXTS.filter(bool),
        "amount": CENTS,
        "eligible": st.none() | CENTS,
        "remark": TEXTS,
    }
)


@settings(max_examples=40)
@given(
    rows=st.lists(ENTRIES, min_size=1, max_size=4),
    there=st.integers(0, 2),
    order=st.permutations([column.name for column in JOURNAL.columns]),
    defined=st.booleans(),
)
def test_what_is_appended_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], there: int, order: list[str], defined: bool
) -> None:
    source = make_book(
        tmp_path_factory.mktemp("law") / "m.xlsx", journal=[ENTRY] * there, order=order, defined=defined, top=2
    )
    made, _ = added(source, {"journal": rows})
    before, after = read_books(source), read_books(made)
    found = new_rows(before, after, "journal").reset_index(drop=True)
    pd.testing.assert_frame_equal(found, as_frame("journal", rows, 0).reset_index(drop=True))
    assert facts_of(after) == facts_of(before)


def test_where_rows_go_can_be_asked_without_changing_anything(master: Path) -> None:
    """A writer into the open workbook asks this of a copy of it."""
    additions = Additions(
        {"contributions": [NEW, BARE], "budget_years": [{"budget_year": 2028}]}, {"budget_year": 2028}
    )
    with splice(master) as change:
        before = {name: change.read(name) for name in change.parts()}
        target = find_target(change, additions)
        assert {name: change.read(name) for name in change.parts()} == before
    assert {name: (room.sheet.title, room.first, room.last) for name, room in target.rooms.items()} == {
        "contributions": ("Beiträge", 14, 15),
        "budget_years": ("Haushaltsjahre", 8, 8),
    }
    sheet, row, column = target.settings["budget_year"]
    assert (sheet.title, row, column) == ("Einstellungen", 6, 2)


def test_the_same_additions_give_the_same_bytes(master: Path) -> None:
    one = added(master, {"contributions": [NEW]}, budget_year=2027)[0].read_bytes()
    assert added(master, {"contributions": [NEW]}, budget_year=2027)[0].read_bytes() == one
    assert added(master, {})[0].read_bytes() != one
    assert read_parts(added(master, {})[0]) == read_parts(master)


def test_a_long_journal_is_not_taken_apart_for_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    whole = row_edit.outline
    monkeypatch.setattr(row_edit, "outline", lambda data, depth: looked.append(len(data)) or whole(data, depth))
    entries = [{**ENTRY, "number": str(number), "amount": 1_00} for number in range(1, 3001)]
    write_master(tmp_path / "m.xlsx", Contents(rows={"journal": entries}))  # type: ignore[dict-item]
    added(tmp_path / "m.xlsx", {"journal": [PAID]})
    assert max(looked) < 20_000
