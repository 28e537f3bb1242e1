"""A seal holds whatever program saves the workbook, and its list is read however it comes back."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from regman_xl.finance.engine import history
from regman_xl.model.facts import GeneratedSheet
from regman_xl.render.xlsx import workbook_bytes
from regman_xl.rules import CATALOGUE, audit
from regman_xl.sample.history import sample_contents
from regman_xl.schema import BUDGET_YEARS, SEALS
from regman_xl.seal.checksum import data_checksum
from regman_xl.seal.seal import seal_of
from regman_xl.seal.state import seal_state
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from tests import libreoffice
from tests.reports.cases import documents, sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

TODAY = dt.date(2027, 2, 15)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean sample, 2025 sealed, the list on a very hidden sheet."""
    path = tmp_path_factory.mktemp("sealed") / "mappe.xlsx"
    write_master(path, sample_contents())
    books = read_books(path)
    seal = seal_of(books, history(books).accounts, 2025)
    book = openpyxl.load_workbook(path)
    data = books.table(BUDGET_YEARS)
    book[BUDGET_YEARS.sheet].cell(books.budget_years[0].row, data.positions["seal"]).value = seal.head
    sheet = book.create_sheet(SEALS.sheet)
    sheet.sheet_state = "veryHidden"
    sheet.append([SEALS.help])
    sheet.append([column.title for column in SEALS.columns])
    for line in seal.rows:
        sheet.append([2025, line.table, line.row_key, line.digest])
    book.save(path)
    return path


def found(path: Path) -> list[tuple[str, str, str | None]]:
    """What the rules say that a seal or its sheet could disturb."""
    books = read_books(path)
    rules = [rule for code, rule in CATALOGUE.items() if code.startswith(("STR", "TYP", "PER03", "PER05"))]
    result = audit(books, history(books).accounts, today=TODAY, rules=rules)
    assert not result.crashed
    return [(item.code, item.sheet, item.cell) for item in result.findings if not item.waived]


def holds(path: Path) -> None:
    books = read_books(path)
    state = seal_state(books, history(books).accounts, 2025)
    assert state is not None
    assert state.intact
    assert len(books.table(SEALS).used) == len(seal_of(books, history(books).accounts, 2025).rows)
    assert found(path) == []


def test_the_seal_holds_in_the_file_of_openpyxl(sealed: Path) -> None:
    holds(sealed)


def test_the_seal_holds_after_libreoffice(sealed: Path, tmp_path: Path, soffice: str) -> None:
    assert soffice
    holds(libreoffice.resave(sealed, tmp_path / "mappe.xlsx"))


@pytest.mark.parametrize("state", ["hidden", "visible"])
def test_the_list_may_come_back_hidden_or_visible(sealed: Path, tmp_path: Path, state: str) -> None:
    book = openpyxl.load_workbook(sealed)
    book[SEALS.sheet].sheet_state = state
    book.move_sheet(SEALS.sheet, offset=-15)
    book.save(tmp_path / "mappe.xlsx")
    holds(tmp_path / "mappe.xlsx")


def without_header(book: Workbook) -> None:
    book[SEALS.sheet].delete_rows(2)


def scrambled(book: Workbook) -> None:
    for row in book[SEALS.sheet].iter_rows(min_row=3):
        row[0].value, row[3].value = "2025", "=1/0"
    book[SEALS.sheet].merge_cells("A5:B9")
    book[SEALS.sheet].row_dimensions[4].hidden = True


def gone(book: Workbook) -> None:
    del book[SEALS.sheet]


def somebody_elses(book: Workbook) -> None:
    del book[SEALS.sheet]
    book.create_sheet("Siegel").append(["Vögel", "Haushaltsjahr"])


@pytest.mark.parametrize("damage", [without_header, scrambled, gone, somebody_elses])
def test_a_damaged_list_breaks_nothing(sealed: Path, tmp_path: Path, damage: Callable[[Workbook], None]) -> None:
    path = tmp_path / "mappe.xlsx"
    book = openpyxl.load_workbook(sealed)
    damage(book)
    book.save(path)
    assert found(path) == []
    book["Journal"].cell(9, 14).value = "anders"
    book.save(path)
    assert found(path) == [("PER03", "Haushaltsjahre", "F5")]


def test_a_list_that_is_no_xml_is_as_if_it_were_not_there(sealed: Path, tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    with zipfile.ZipFile(sealed) as source, zipfile.ZipFile(path, "w") as target:
        sheets = sorted((name for name in source.namelist() if name.startswith("xl/worksheets/sheet")), key=number)
        for name in source.namelist():
            target.writestr(name, b"<worksheet" if name == sheets[-1] else source.read(name))
    assert read_books(path).table(SEALS).frame.empty
    assert found(path) == []


def number(name: str) -> int:
    return int("".join(filter(str.isdecimal, name)))


def test_a_changed_row_is_told_at_the_row(sealed: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sealed)
    book["Journal"].cell(9, 14).value = "anders"
    book.save(tmp_path / "mappe.xlsx")
    assert found(tmp_path / "mappe.xlsx") == [("PER03", "Haushaltsjahre", "F5"), ("PER03", "Journal", "A9")]


# --- generated sheets -------------------------------------------------------------------------------------------


def test_a_generated_sheet_is_known_again(tmp_path: Path, soffice: str) -> None:
    assert soffice
    path = tmp_path / "bericht.xlsx"
    reports = documents(sample(), 2026)
    path.write_bytes(workbook_bytes(reports))
    # A workbook of documents only has no input sheet: with one, it is read.
    book = openpyxl.load_workbook(path)
    book.create_sheet("Partner", 0).append(["Kürzel", "Name"])
    book.save(path)
    expected = tuple(
        GeneratedSheet(title, report.kind, 2026, "", report.head.checksum)
        for title, report in zip(("Jahresplan 2026", "Abschluss 2026", "Rückerstattung 2026"), reports, strict=True)
    )
    assert read_books(path).package.generated == expected
    assert read_books(libreoffice.resave(path, tmp_path / "again.xlsx")).package.generated == expected


def test_names_that_are_not_ours_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    write_master(path, sample_contents())
    names = (
        '<definedName name="regman_kind" localSheetId="3">"closing"</definedName>'
        '<definedName name="regman_year" localSheetId="3">"bald"</definedName>'
        '<definedName name="regman_kind" localSheetId="999">"closing"</definedName>'
        '<definedName name="regman_kind">"closing"</definedName>'
        '<definedName name="regman_checksum" localSheetId="4">"aa"</definedName>'
        '<definedName name="regman_kind" localSheetId="-1"/>'
    )
    edited = tmp_path / "edited.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(edited, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/workbook.xml":
                data = data.replace(b"<definedNames>", b"<definedNames>" + names.encode())
            target.writestr(name, data)
    assert read_books(edited).package.generated == (GeneratedSheet("Beiträge", "closing"),)


def test_documents_print_the_checksum_of_their_data() -> None:
    for report in documents(sample(), 2026):
        assert report.head.checksum == data_checksum(sample(), report.kind, 2026)
