"""The oracle itself: LibreOffice must recalculate what a file claims, or the other tests prove nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from tests.libreoffice import cached, formulas, recalculated, resave, to_pdf

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("soffice")


@pytest.fixture
def lying_file(tmp_path: Path) -> Path:
    path = tmp_path / "Lüge und Wahrheit.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Blatt ä")
        sheet.write_column("A1", [1.5, 2, 3])
        sheet.write_formula("A4", "=SUM(A1:A3)", None, 99)
        sheet.write_string("B1", "=1+1")
    return path


def test_recalculation_does_not_believe_the_cached_value(lying_file: Path) -> None:
    assert cached(lying_file)["Blatt ä"]["A4"] == 99.0
    values = recalculated(lying_file)["Blatt ä"]
    assert values == {"A1": 1.5, "A2": 2.0, "A3": 3.0, "A4": 6.5, "B1": "=1+1"}
    assert formulas(lying_file)["Blatt ä"] == {"A4": "=SUM(A1:A3)"}


def test_a_file_can_be_printed_and_saved_again(lying_file: Path, tmp_path: Path) -> None:
    assert to_pdf(lying_file, tmp_path / "pdf").read_bytes().startswith(b"%PDF")
    again = resave(lying_file, tmp_path / "wieder.xlsx")
    assert formulas(again)["Blatt ä"]["A4"] == "=SUM(A1:A3)"
