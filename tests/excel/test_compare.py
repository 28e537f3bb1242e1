"""Two sheets differ in what was changed, and in nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break

from tests.excel.compare import differences
from tests.excel.small import reopened, small_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_book(tmp_path_factory.mktemp("small") / "klein.xlsx")


def test_a_sheet_differs_in_nothing_from_itself(book: Path) -> None:
    assert differences(reopened(book)["Alles"], reopened(book)["Alles"]) == []


def test_another_name_of_the_sheet_is_no_difference(book: Path, tmp_path: Path) -> None:
    renamed = reopened(book)
    sheet = renamed["Alles"]
    sheet.title = "Neues Blatt"
    sheet["A2"].hyperlink.location = "'Neues Blatt'!B4"
    for series in sheet._charts[0].series:
        series.val.numRef.f = "'Neues Blatt'!$B$2:$B$3"
    renamed.save(tmp_path / "neu.xlsx")
    assert differences(reopened(tmp_path / "neu.xlsx")["Neues Blatt"], reopened(book)["Alles"]) == []


def put(cell: str, name: str, value: object) -> Callable[[Worksheet], object]:
    return lambda sheet: setattr(sheet[cell], name, value)


CHANGES: dict[str, tuple[Callable[[Worksheet], object], str]] = {
    "value": (put("B2", "value", 7), "B2: value: n 1.0 / n 7.0"),
    "number as text": (put("B2", "value", "1"), "B2: value: n 1.0 / s '1'"),
    "formula": (put("B4", "value", "=SUM(B2:B2)"), "B4: value: formula  '=SUM(B2:B3)' / formula  '=SUM(B2:B2)'"),
    "number format": (put("B2", "number_format", "0"), "B2: number_format: '#,##0.00' / '0'"),
    "font": (put("A1", "font", Font(bold=True, italic=True)), "A1: font: i False / True"),
    "fill": (put("A1", "fill", PatternFill("solid", fgColor="FF000000")), "A1: fill: fgColor"),
    "border": (put("A1", "border", Border(bottom=Side("thick"))), "A1: border: bottom"),
    "alignment": (
        put("A1", "alignment", Alignment(horizontal="right", wrap_text=True)),
        "A1: alignment: horizontal None / 'right'",
    ),
    "protection": (put("B3", "protection", Protection(locked=False)), "B3: protection: locked True / False"),
    "comment": (lambda sheet: setattr(sheet["A1"].comment, "text", "Anders"), "A1: comment: ('Hinweis'"),
    "hyperlink": (
        lambda sheet: setattr(sheet["A2"].hyperlink, "location", "Daten!A1"),
        "A2: hyperlink: (None, 'OWN!B4",
    ),
    "merged area": (lambda sheet: sheet.unmerge_cells("A6:B7"), "A6:B7: merged: True / False"),
    "width": (lambda sheet: setattr(sheet.column_dimensions["A"], "width", 31), "column A: size: (30.0"),
    "height": (lambda sheet: setattr(sheet.row_dimensions[1], "height", 26), "row 1: size: (25.0"),
    "hidden row": (lambda sheet: setattr(sheet.row_dimensions[8], "hidden", False), "row 8: size: (None, True"),
    "conditional format": (
        lambda sheet: setattr(next(iter(sheet.conditional_formatting)).rules[0], "formula", ["$B2>2"]),
        "sheet: conditional formats: [('B2:B4'",
    ),
    "validation": (
        lambda sheet: setattr(sheet.data_validations.dataValidation[0], "formula1", '"eins"'),
        "A2:A3: validation: ",
    ),
    "table": (lambda sheet: setattr(sheet.tables["tblAlles"], "ref", "A9:B11"), "tblAlles: table: "),
    "paper": (lambda sheet: setattr(sheet.page_setup, "orientation", "portrait"), "sheet: page_setup: "),
    "margin": (lambda sheet: setattr(sheet.page_margins, "left", 1), "sheet: page_margins: "),
    "footer": (lambda sheet: setattr(sheet.oddFooter.center, "text", "&P"), "sheet: HeaderFooter: "),
    "page break": (lambda sheet: sheet.row_breaks.append(Break(id=3)), "sheet: row_breaks: "),
    "print area": (lambda sheet: setattr(sheet, "print_area", "A1:B9"), "sheet: print area: "),
    "titles": (lambda sheet: setattr(sheet, "print_title_rows", "1:2"), "sheet: print_title_rows: '$1:$1' / '$1:$2'"),
    "frozen panes": (lambda sheet: setattr(sheet, "freeze_panes", "B2"), "sheet: freeze_panes: 'A2' / 'B2'"),
    "gridlines": (lambda sheet: setattr(sheet.sheet_view, "showGridLines", True), "sheet: showGridLines: False / True"),
    "tab": (lambda sheet: setattr(sheet.sheet_properties, "tabColor", "FF000000"), "sheet: tabColor: "),
    "sheet protection": (lambda sheet: sheet.protection.enable(), "sheet: protection: "),
    "hidden sheet": (lambda sheet: setattr(sheet, "sheet_state", "hidden"), "sheet: sheet_state: 'visible' / 'hidden'"),
    "name": (lambda sheet: sheet.defined_names.add(DefinedName("kind", attr_text='"x"')), "kind: name: ('\"alles\"'"),
    "chart": (lambda sheet: setattr(sheet._charts[0], "gapWidth", 11), "chart 1: chart: "),
    "place of a chart": (lambda sheet: setattr(sheet._charts[0].anchor._from, "row", 9), "chart 1: chart: "),
    "no chart": (lambda sheet: sheet._charts.clear(), "chart 1: chart: "),
}
#: What a change brings with it.
WITH_IT = {"frozen panes": "sheet: pane: ", "merged area": "B6: "}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_told(kind: str, book: Path, tmp_path: Path) -> None:
    change, told = CHANGES[kind]
    changed = reopened(book)
    change(changed["Alles"])
    changed.save(tmp_path / "anders.xlsx")
    found = differences(reopened(book)["Alles"], reopened(tmp_path / "anders.xlsx")["Alles"])
    first = [line for line in found if not line.startswith(WITH_IT.get(kind, "#"))]
    assert len(first) == 1, found
    assert first[0].startswith(told)
