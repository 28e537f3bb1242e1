"""Rows that are appended to tables of a user's workbook: they are read again as given, and nothing else changes."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from regman_xl.finding import Severity
from regman_xl.model.additions import Additions
from regman_xl.model.contents import Contents
from regman_xl.model.facts import Fault
from regman_xl.model.frames import typed_frame
from regman_xl.problems import Problem
from regman_xl.sample.beginning import new_contents
from regman_xl.sample.history import sample_contents
from regman_xl.schema import CONTRIBUTIONS, FUNDING_PLAN, JOURNAL, TABLE_BY_NAME
from regman_xl.workbook import row_edit
from regman_xl.workbook.append import append
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from regman_xl.workbook.row_edit import NewCell, put_cells
from regman_xl.workbook.sheet_edit import mark_cells
from regman_xl.workbook.splice import splice
from regman_xl.workbook.target import find_target
from regman_xl.workbook.texts import clean
from tests import libreoffice
from tests.hostile_texts import BEGINNINGS, LOOKALIKES
from tests.workbook.dialects import in_utf16, prefixed, strict
from tests.workbook.making import (
    CONTRIBUTION,
    ENTRY,
    Formula,
    Styled,
    edit_part,
    facts_of,
    hand_made,
    make_book,
    read_parts,
    sheet_xml,
    write_parts,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from regman_xl.model.books import Books

Row = dict[str, Any]
PART = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"
NEW: Row = {
    "partner": "ME",
    "budget_year": 2027,
    "amount": 12_345_67,
    "due_on": dt.date(2027, 2, 28),
    "basis": " =1+1 & <b> ",
}
#: Excel has no zones.
DUE = dt.datetime(2027, 2, 28)  # noqa: DTZ001
BARE: Row = {"partner": "IHK", "budget_year": 2027, "amount": 0}
PAID: Row = {
    "number": "900",
    "budget_year": 2027,
    "booked_on": dt.date(2027, 1, 4),
    "voucher": "2027-0001",
    "direction": "Ausgabe",
    "category": "Geschäftsstelle",
    "text": "Papier",
    "amount": -5,
}


def added(source: Path, rows: dict[str, list[Row]], *, force: bool = False, **more: Any) -> tuple[Path, list[str]]:
    target = source.with_name(f"neu_{source.name}")
    with splice(source, force=force) as change:
        append(change, Additions(rows, more))
        change.write(target)
        return target, change.notes


def new_rows(before: Books, after: Books, table: str) -> pd.DataFrame:
    """The rows that are new; those that were there are as they were, and where they were."""
    old, new = before.data[table].frame, after.data[table].frame
    assert new.iloc[: len(old)].equals(old)
    assert bool(after.data[table].usable.iloc[len(old) :].all())
    return new.iloc[len(old) :]


def as_frame(table: str, rows: list[Row], at: int) -> pd.DataFrame:
    return typed_frame(TABLE_BY_NAME[table], rows, at)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("append") / "mappe.xlsx"
    write_master(path, sample_contents())
    return path


def small(path: Path, *rows: Row, **options: Any) -> Path:
    """A workbook of two contributions, or those given, and nothing else."""
    return make_book(path, contributions=list(rows) or [CONTRIBUTION, {**CONTRIBUTION, "partner": "ME"}], **options)


def cell(path: Path, title: str, place: str) -> Any:
    return openpyxl.load_workbook(path)[title][place]


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


def test_rows_that_stand_below_a_table_become_part_of_it(tmp_path: Path) -> None:
    source = edit_part(small(tmp_path / "m.xlsx"), TABLE, lambda text: text.replace("A1:E3", "A1:E2"))
    before = read_books(source)
    assert Fault.BELOW_TABLE in {fact.fault for fact in before.package.facts}
    made, notes = added(source, {"contributions": [NEW]})
    assert cell(made, "Beiträge", "A4").value == "ME"
    assert openpyxl.load_workbook(made)["Beiträge"].tables["tblBeitraege"].ref == "A1:E4"
    said = "sie umfasst jetzt auch die Zeilen, die schon darunter standen."
    assert notes == [f"Die Tabelle auf dem Blatt Beiträge endete in Zeile 2; {said}"]


def extended(path: Path, change: Callable[[xlsxwriter.Workbook, Any], None], *, totals: bool = False) -> Path:
    """One contribution in row 2 of a table, and what else `change` puts there."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Beiträge")
        columns = [{"header": column.title} for column in CONTRIBUTIONS.columns]
        options = {"name": "tblBeitraege", "columns": columns, "total_row": totals}
        sheet.add_table(0, 0, 1 + totals, 4, options)
        sheet.write_row(1, 0, ["DUS", 2026, 50000])
        change(book, sheet)
    return path


def test_checks_of_the_whole_column_grow_with_it(tmp_path: Path) -> None:
    def rules(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.data_validation("C2:C2", {"validate": "decimal", "criteria": ">", "value": 0})
        sheet.data_validation("B2:B900", {"validate": "integer", "criteria": ">", "value": 0})
        sheet.conditional_format("A2:E2", {"type": "no_blanks", "format": book.add_format({"bold": True})})
        sheet.conditional_format("G2", {"type": "no_blanks", "format": book.add_format({"bold": True})})

    made, _ = added(extended(tmp_path / "m.xlsx", rules), {"contributions": [NEW, BARE]})
    sheet = openpyxl.load_workbook(made)["Beiträge"]
    assert {str(item.sqref) for item in sheet.data_validations.dataValidation} == {"C2:C4", "B2:B900"}
    assert {str(item.sqref) for item in sheet.conditional_formatting} == {"A2:E4", "G2"}


X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"


def test_checks_of_excel_2010_grow_too_and_sparklines_do_not(tmp_path: Path) -> None:
    extension = (
        f'<extLst><ext xmlns:x14="{X14}" xmlns:xm="{XM}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}">'
        '<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>Listen!A1:A3</xm:f>'
        "</x14:formula1><xm:sqref>A2 B9</xm:sqref></x14:dataValidation></x14:dataValidations>"
        "<x14:sparklineGroups><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>B2:C2</xm:f>"
        "<xm:sqref>E2</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )
    plain = extended(tmp_path / "m.xlsx", lambda *_: None)
    source = edit_part(plain, PART, lambda text: text.replace("</worksheet>", f"{extension}</worksheet>"))
    made, _ = added(source, {"contributions": [NEW, BARE]})
    assert extension.replace("A2 B9", "A2:A4 B9").encode() in read_parts(made)[PART]


def test_a_table_that_excel_shows_with_an_empty_row_is_filled(tmp_path: Path) -> None:
    empty = make_book(tmp_path / "m.xlsx", contributions=[], defined=True)
    source = edit_part(empty, TABLE, lambda text: text.replace(' ref="A1', ' insertRow="1" ref="A1', 1))
    made, _ = added(source, {"contributions": [NEW]})
    assert b'insertRow="0" ref="A1:E2"' in read_parts(made)[TABLE]
    assert cell(made, "Beiträge", "A2").value == "ME"


def test_the_mark_of_a_finding_stays_on_its_cell(tmp_path: Path) -> None:
    source = extended(tmp_path / "m.xlsx", lambda *_: None)
    with splice(source) as change:
        mark_cells(change, {"Beiträge": {"C2": Severity.ERROR}})
        change.write(tmp_path / "markiert.xlsx")
    made, _ = added(tmp_path / "markiert.xlsx", {"contributions": [NEW]})
    assert {str(item.sqref) for item in openpyxl.load_workbook(made)["Beiträge"].conditional_formatting} == {"C2"}


def obstacle(place: str, value: object = "Summe") -> Callable[..., None]:
    return lambda _book, sheet: sheet.write(place, value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (obstacle("B4"), "kein Platz für 2 neue Zeilen: in B4 steht schon etwas. Bitte dort Platz schaffen"),
        # Right below the new rows it would be taken for one of them.
        (obstacle("C5", 50000), "in C5 steht schon etwas"),
        (obstacle("C4", "=SUM(C2:C2)"), "in C4 steht schon etwas"),
        (lambda _, sheet: sheet.merge_range("A4:B6", ""), "in A4:B6 sind Zellen verbunden"),
        (lambda _, sheet: sheet.add_table("B5:C8", {"name": "Andere"}), "in B5"),
        (lambda _, sheet: sheet.set_row(3, None, None, {"hidden": True}), "ist die Zeile 4 ausgeblendet"),
        (lambda _, sheet: sheet.protect(), "Das Blatt Beiträge ist geschützt: dort soll sich nichts ändern."),
    ],
)
def test_nothing_is_written_over(tmp_path: Path, change: Callable[..., None], said: str) -> None:
    source = extended(tmp_path / "m.xlsx", change)
    with pytest.raises(Problem) as problem:
        added(source, {"contributions": [NEW, BARE]})
    assert said in str(problem.value)
    assert [path.name for path in tmp_path.iterdir()] == ["m.xlsx"]


def test_what_stands_far_below_or_beside_is_no_obstacle(tmp_path: Path) -> None:
    def notes(_: object, sheet: Any) -> None:
        sheet.write("B6", "Hinweis")
        sheet.write("H3", "Randnotiz")

    made, _ = added(extended(tmp_path / "m.xlsx", notes), {"contributions": [NEW, BARE]})
    assert [cell(made, "Beiträge", place).value for place in ("A3", "A4", "B6", "H3")] == [
        "ME",
        "IHK",
        "Hinweis",
        "Randnotiz",
    ]


def test_a_locked_sheet_changes_only_by_force(tmp_path: Path) -> None:
    source = extended(tmp_path / "m.xlsx", lambda _, sheet: sheet.protect())
    made, notes = added(source, {"contributions": [NEW]}, force=True)
    assert notes == ["Das Blatt Beiträge ist geschützt und trotzdem geändert. Der Schutz besteht weiter."]
    assert openpyxl.load_workbook(made)["Beiträge"].protection.sheet is True


def test_a_totals_row_stays_the_last_one(tmp_path: Path) -> None:
    source = extended(tmp_path / "m.xlsx", lambda _, sheet: sheet.write("A3", "Summe"), totals=True)
    with pytest.raises(Problem, match="hat eine Ergebniszeile, vor der für neue Zeilen kein Platz ist"):
        added(source, {"contributions": [NEW]})
    # Blank rows above it are room.
    roomy = edit_part(source, TABLE, lambda text: text.replace("A1:E3", "A1:E5").replace("A1:E2", "A1:E4"))
    moved = edit_part(roomy, PART, lambda text: text.replace('<row r="3"', '<row r="5"').replace('r="A3"', 'r="A5"'))
    made, _ = added(moved, {"contributions": [NEW, BARE]})
    assert [cell(made, "Beiträge", f"A{row}").value for row in range(2, 6)] == ["DUS", "ME", "IHK", "Summe"]
    assert openpyxl.load_workbook(made)["Beiträge"].tables["tblBeitraege"].ref == "A1:E5"


FILTERED = """<autoFilter ref="A1:E3"><filterColumn colId="0"><filters><filter val="DUS"/></filters></filterColumn>
</autoFilter>"""


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (TABLE, '<autoFilter ref="A1:E3"/>', FILTERED, "ein Filter aktiv"),
        (TABLE, 'totalsRowShown="0"', 'totalsRowShown="0" tableType="queryTable"', "aus einer anderen Quelle"),
        ("xl/sharedStrings.xml", "Grundlage", "Rechtsgrund", "fehlt die Spalte „Grundlage“"),
        ("xl/sharedStrings.xml", "Grundlage", "Partner", "steht mehrmals die Spalte „Partner“"),
        (PART, '<row r="3"', '<row r="2"', "beschädigt"),
    ],
)  # fmt: skip
def test_tables_that_cannot_grow_are_refused(tmp_path: Path, part: str, old: str, new: str, said: str) -> None:
    source = edit_part(small(tmp_path / "m.xlsx"), part, lambda text: text.replace(old, new))
    with pytest.raises(Problem) as problem:
        added(source, {"contributions": [NEW]})
    assert said in str(problem.value)
    assert [path.name for path in tmp_path.iterdir()] == ["m.xlsx"]


def test_a_table_that_the_user_has_sorted_grows_at_its_end(tmp_path: Path) -> None:
    order = '<sortState ref="A2:E3"><sortCondition ref="A2:A3"/></sortState>'
    source = edit_part(
        small(tmp_path / "m.xlsx"), TABLE, lambda text: text.replace("<tableColumns", f"{order}<tableColumns")
    )
    made, _ = added(source, {"contributions": [NEW]})
    assert order.encode() in read_parts(made)[TABLE]
    assert cell(made, "Beiträge", "A4").value == "ME"


def test_a_computed_column_needs_its_table(tmp_path: Path) -> None:
    plan = {"grant": "F-1", "budget_year": 2027, "total_cost": 100_00, "grant_amount": 60_00}
    source = make_book(tmp_path / "m.xlsx", funding_plan=[], defined=False)
    with pytest.raises(Problem, match="ist die Excel-Tabelle verloren, mit der „Eigenanteil“ gerechnet wird"):
        added(source, {"funding_plan": [plan]})


def test_a_sheet_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="fehlt das Blatt Journal"):
        added(small(tmp_path / "m.xlsx"), {"journal": [PAID]})


def test_numbers_are_written_as_their_format_shows_them(tmp_path: Path) -> None:
    """A date is no number to the reader, a percentage in a cell of percent is a hundredth."""
    grant = {"id": "F-1", "project": "P-1", "funder": "Land", "status": "beantragt", "rate": Styled(0.5, "0.00%")}
    source = make_book(tmp_path / "m.xlsx", grants=[{**grant, "applied_on": Styled(1, "0")}])
    made, _ = added(
        source, {"grants": [{**grant, "id": "F-2", "rate": 33_3333, "cap": 1_05, "applied_on": dt.date(2026, 5, 4)}]}
    )
    read = read_books(made).grants[-1]
    assert (read.id, read.rate, read.cap, read.applied_on) == ("F-2", 33_3333, 1_05, dt.date(2026, 5, 4))


def test_days_are_counted_as_the_workbook_counts_them(tmp_path: Path) -> None:
    source = edit_part(
        small(tmp_path / "m.xlsx"),
        "xl/workbook.xml",
        lambda text: text.replace("<workbookPr", '<workbookPr date1904="1"'),
    )
    made, _ = added(source, {"contributions": [NEW]})
    assert read_books(made).contributions[-1].due_on == dt.date(2027, 2, 28)


def test_a_setting_that_is_missing_gets_its_line(tmp_path: Path) -> None:
    lines = [{"key": "Anfangsbestand", "value": 0}, {"key": "Schemaversion", "value": 1}]
    source = make_book(tmp_path / "m.xlsx", settings=lines, contributions=[CONTRIBUTION])
    made, _ = added(source, {}, budget_year=2027, cooperation="Neu", plan_deadline=(1, 4), opening_cash=12_34)
    books = read_books(made)
    assert (books.settings.budget_year, books.settings.cooperation) == (2027, "Neu")
    assert (books.settings.plan_deadline, books.settings.opening_cash) == ((1, 4), 12_34)
    assert books.data["settings"].frame["key"].tolist()[2:] == ["Haushaltsjahr", "Kooperation", "Frist Jahresplanung"]
    assert facts_of(books) == []


def test_a_setting_that_is_computed_is_left_to_the_user(tmp_path: Path) -> None:
    lines = [{"key": "Haushaltsjahr", "value": Formula("=2020+6", 2026)}]
    source = make_book(tmp_path / "m.xlsx", settings=lines)
    with pytest.raises(Problem, match="steht in B2 eine Formel"):
        added(source, {}, budget_year=2027)


@pytest.mark.parametrize("text", [*(f"{beginning}x" for beginning in BEGINNINGS), *LOOKALIKES, "Straße\nHaus", "𝄞"])
def test_a_text_is_written_as_a_text(tmp_path: Path, text: str) -> None:
    source = small(tmp_path / "m.xlsx")
    made, _ = added(source, {"contributions": [{**NEW, "basis": text}]})
    assert read_books(made).contributions[-1].basis == clean(text).replace("\r\n", "\n")
    assert b"<f>" not in read_parts(made)[PART]


@pytest.mark.parametrize(
    ("rows", "made"),
    [
        ("", "A2=x C2=1"),
        ('<row r="1"/><row r="5"/>', "A2=x C2=1"),
        ('<row r="2"/>', "A2=x C2=1"),
        ('<row r="2" s="4" customFormat="1"><extLst/></row>', "A2:4=x C2:4=1"),
        ('<row r="2"><c r="A2" s="3"/><c r="D2"><v>9</v></c></row>', "A2:3=x C2=1 D2=9"),
        ("<row/><row><c/><c><v>5</v></c><c/><c><v>9</v></c></row>", "A2=x =5 C2=1 =9"),
        ("<row/><row><c/><c><v>5</v></c></row>", "A2=x B2=5 C2=1"),
    ],
)
def test_cells_come_where_they_belong(tmp_path: Path, rows: str, made: str) -> None:
    source = hand_made(tmp_path / "m.xlsx", sheet_xml(rows))
    with splice(source) as change:
        put_cells(change, PART, {2: {1: NewCell("x"), 3: NewCell(1)}})
        change.write(tmp_path / "neu.xlsx")
    text = read_parts(tmp_path / "neu.xlsx")[PART].decode()
    numbers = re.findall(r'<row r="(\d+)"', text)
    assert numbers == sorted(numbers)
    found = []
    for attributes, inside in re.findall(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", text):
        place, style = (re.search(rf'{name}="(\w+)"', attributes) for name in ("r", "s"))
        value = re.sub(r"<[^>]*>", "", inside)
        found.append(f"{place[1] if place else ''}{f':{style[1]}' if style else ''}={value}")
    assert " ".join(found) == made


def test_a_row_never_says_that_it_is_narrower_than_it_is(tmp_path: Path) -> None:
    source = hand_made(tmp_path / "m.xlsx", sheet_xml('<row r="2" spans="2:2"><c r="B2"/></row>'))
    with splice(source) as change:
        put_cells(change, PART, {2: {1: NewCell("x"), 3: NewCell(1)}})
        assert b'<row r="2" spans="1:3">' in change.read(PART)


@pytest.mark.parametrize("rows", ['<row r="3"/><row r="1"/>', '<row r="2"><c r="B2"/><c r="A2"/></row>'])
def test_cells_in_disorder_are_not_touched(tmp_path: Path, rows: str) -> None:
    source = hand_made(tmp_path / "m.xlsx", sheet_xml(rows))
    with pytest.raises(Problem, match="in die sich nichts sicher einfügen lässt"), splice(source) as change:
        put_cells(change, PART, {2: {1: NewCell("x")}})


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
