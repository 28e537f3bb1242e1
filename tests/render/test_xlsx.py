"""The written sheets: every figure is the report's, every formula is true, text stays text."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from regman_xl.render.grid import Look
from regman_xl.render.layout import lay_out
from regman_xl.render.xlsx import workbook_bytes
from regman_xl.reports.parts import ReportContext
from regman_xl.reports.report import Chart, Signatures, Table
from tests.libreoffice import Sheets, cached, formulas, recalculated_all
from tests.render.cells import figures, pages_of, same, value_in_file
from tests.reports.cases import AS_OF, all_documents, books, documents, edge_cases

if TYPE_CHECKING:
    from regman_xl.render.grid import Line


@pytest.mark.parametrize("case", all_documents())
def test_every_cell_holds_the_value_of_the_report(case: str, tmp_path: Path) -> None:
    path = tmp_path / "bericht.xlsx"
    reports = all_documents()[case]
    path.write_bytes(workbook_bytes(reports))
    book = load_workbook(path, data_only=True)
    for report, sheet in zip(reports, book.worksheets, strict=True):
        laid = figures(report)
        wanted = sum(len(row.cells) for table in report.tables.values() for row in table.rows)
        assert len(laid) == wanted
        for row, cell in laid:
            found = sheet.cell(row + 1, cell.column + 1).value
            found = float(found) if isinstance(found, int) else found
            assert same(found, value_in_file(cell.value, cell.form)), (sheet.title, cell)


@pytest.fixture(scope="module")
def computed_files(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Sheets]]:
    """Every case as a file, with what LibreOffice makes of its formulas."""
    assert soffice
    folder = tmp_path_factory.mktemp("berichte")
    paths = {case: folder / f"{case}.xlsx" for case in all_documents()}
    for case, path in paths.items():
        path.write_bytes(workbook_bytes(all_documents()[case]))
    values = recalculated_all(list(paths.values()))
    return {case: (path, values[path]) for case, path in paths.items()}


@pytest.mark.parametrize("case", all_documents())
def test_libreoffice_comes_to_the_same_figures(case: str, computed_files: dict[str, tuple[Path, Sheets]]) -> None:
    path, computed = computed_files[case]
    stored = cached(path)
    live = formulas(path)
    assert sum(map(len, live.values())) > 20
    for sheet, cells in live.items():
        for cell in cells:
            assert same(computed[sheet][cell], stored[sheet][cell]), (sheet, cell, cells[cell])


@pytest.mark.parametrize("case", all_documents())
def test_totals_and_differences_are_live(case: str, tmp_path: Path) -> None:
    path = tmp_path / "bericht.xlsx"
    reports = all_documents()[case]
    path.write_bytes(workbook_bytes(reports))
    live = formulas(path)
    for report in reports:
        expected = sum(
            table.relation_of(row, field) is not None
            for table in report.tables.values()
            for row in table.rows
            for field in table.fields
        )
        assert len(live[lay_out(report).name]) == expected


def test_the_same_reports_give_the_same_bytes() -> None:
    first, second, third = (workbook_bytes(documents(*edge_cases()["grant"])) for _ in range(3))
    assert first == second == third


def test_a_new_process_gives_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from tests.reports.cases import documents, edge_cases; "
        "from regman_xl.render.xlsx import workbook_bytes; "
        "pathlib.Path(sys.argv[1]).write_bytes(workbook_bytes(documents(*edge_cases()['grant'])))"
    )
    path = tmp_path / "neu.xlsx"
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", code, str(path)], check=True, cwd=root, env=environment)
    assert path.read_bytes() == workbook_bytes(documents(*edge_cases()["grant"]))


def test_text_of_the_user_never_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "bericht.xlsx"
    path.write_bytes(workbook_bytes(documents(*edge_cases()["grant"])))
    texts = {
        cell.value: cell.data_type
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
    }
    assert texts["=HYPERLINK(1)"] == "s"
    assert texts["@SUM(A1)"] == "s"
    assert texts["=1+1 (P-1)"] == "s"


def test_sheets_are_named_and_set_up_for_print(tmp_path: Path) -> None:
    path = tmp_path / "bericht.xlsx"
    path.write_bytes(workbook_bytes(documents(*edge_cases()["underpayment"])))
    book = load_workbook(path)
    assert book.sheetnames == ["Jahresplan 2026", "Abschluss 2026", "Rückerstattung 2026"]
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$2"
        assert not sheet.sheet_view.showGridLines
        assert "Seite &P von &N" in str(sheet.oddFooter.right.text)
        assert "&F" in str(sheet.oddFooter.left.text)


def test_the_head_says_what_the_document_is(tmp_path: Path) -> None:
    path = tmp_path / "bericht.xlsx"
    closing = documents(books(settings={"legal_basis": "Vertrag vom 20.11.2017"}), 2026)[1]
    path.write_bytes(workbook_bytes([closing]))
    head = [cell.value for row in load_workbook(path).worksheets[0].iter_rows(max_row=10) for cell in row if cell.value]
    for text in ("Regionalmanagement", "2026", "vorläufig", "31.03.2027", "Vertrag vom 20.11.2017", "Beträge in EUR"):
        assert text in head
    assert any(str(text).replace(" ", "") == closing.head.checksum[:16] for text in head)
    with zipfile.ZipFile(path) as package:
        assert closing.head.checksum in package.read("xl/workbook.xml").decode()


def test_a_draft_is_marked_with_the_count_of_errors(tmp_path: Path) -> None:
    path = tmp_path / "bericht.xlsx"
    path.write_bytes(workbook_bytes(documents(books(), 2026, ReportContext(AS_OF, errors=7, draft=True))))
    for values in cached(path).values():
        assert any("ENTWURF" in str(value) and "7 Fehler" in str(value) for value in values.values())
        assert "Fassung: Entwurf" in str(values["A1"])


@pytest.mark.parametrize("case", all_documents())
def test_every_chart_shows_rows_that_stand_together(case: str) -> None:
    for report in all_documents()[case]:
        grid = lay_out(report)
        places = grid.places()
        for chart in (block for block in report.blocks if isinstance(block, Chart)):
            rows = [row for (table, name, _), (row, _) in places.items() if table == chart.table and name in chart.rows]
            assert max(rows) - min(rows) + 1 == len(set(rows)) == len(chart.rows)


@pytest.mark.parametrize("case", all_documents())
def test_nothing_is_higher_than_a_row_may_be_or_wider_than_the_sheet(case: str) -> None:
    for report in all_documents()[case]:
        grid = lay_out(report)
        assert isinstance(report.blocks[-1], Signatures)
        for line in grid.lines:
            assert 0 < line.height <= 409
            taken = [column for cell in line.cells for column in range(cell.column, cell.column + cell.span)]
            assert len(taken) == len(set(taken))
            assert max(taken, default=0) < len(grid.widths)


def test_rows_have_names_of_their_own() -> None:
    for reports in all_documents().values():
        for report in reports:
            names = [block.name for block in report.blocks if isinstance(block, Table)]
            assert len(names) == len(set(names))
            for table in report.tables.values():
                ids = [row.id for row in table.rows]
                assert len(ids) == len(set(ids)), table.name


def looks(line: Line) -> set[Look]:
    return {cell.look for cell in line.cells}


@pytest.mark.parametrize("case", all_documents())
def test_no_page_begins_with_a_sum_or_ends_with_a_heading_or_holds_a_single_line(case: str) -> None:
    for report in all_documents()[case]:
        for page in pages_of(report):
            assert len(page) > 1
            assert not looks(page[-1]) & {Look.HEADING, Look.TABLE_TITLE, Look.COLUMN, Look.GROUP}
            rows = [line for line in page if not looks(line) & {Look.TABLE_TITLE, Look.COLUMN}]
            assert not looks(rows[0]) & {Look.SUBTOTAL, Look.TOTAL}
