"""Where rows are appended: what stands around a table stays, and is respected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter

from regman_xl.finding import Severity
from regman_xl.model.facts import Fault
from regman_xl.problems import Problem
from regman_xl.schema import CONTRIBUTIONS
from regman_xl.workbook.reader import read_books
from regman_xl.workbook.sheet_edit import mark_cells
from regman_xl.workbook.splice import splice
from tests.workbook.appending import BARE, NEW, PAID, PART, TABLE, added, cell, small
from tests.workbook.making import (
    edit_part,
    make_book,
    read_parts,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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
