"""The places of the Prüfprotokoll jump to their cell, and the sheet holds whatever a workbook says."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from regman_xl.finding import Acceptance, Finding, Severity
from regman_xl.render import xlsx
from regman_xl.render.grid import Look
from regman_xl.render.layout import lay_out
from regman_xl.render.xlsx import workbook_bytes
from regman_xl.reports.findings import findings_report
from regman_xl.reports.parts import ReportContext
from regman_xl.reports.report import Form
from tests.libreoffice import cached, formulas, recalculated
from tests.reports.cases import books

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell.cell import Cell

    from regman_xl.reports.report import Report

DAY = dt.date(2027, 2, 15)
LONGEST = 32_767


def finding(sheet: str, cell: str | None, **more: str) -> Finding:
    given = {"value": "12,00", "message": "Der Betrag ist negativ.", "hint": "Bitte den Betrag berichtigen."}
    return Finding("JRN14", Severity.ERROR, sheet, cell, None, None, None, **(given | more))


def report(*findings: Finding) -> Report:
    return findings_report(books(), findings, ReportContext(DAY, errors=len(findings), findings=findings))


def written(path: Path, *findings: Finding) -> dict[str, Cell]:
    """The cells of the sheet by their text."""
    path.write_bytes(workbook_bytes([report(*findings)]))
    (sheet,) = load_workbook(path).worksheets
    assert sheet.title == "Prüfprotokoll"
    return {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}


@pytest.mark.parametrize(
    ("sheet", "location"),
    [
        ("Journal", "'Journal'!E17"),
        ("Förderungen 2026 (alt)", "'Förderungen 2026 (alt)'!E17"),
        ("Amt's Blatt", "'Amt''s Blatt'!E17"),
        ("A & B <neu> #1", "'A & B <neu> #1'!E17"),
    ],
)
def test_a_place_jumps_to_its_cell(sheet: str, location: str, tmp_path: Path) -> None:
    cell = written(tmp_path / "b.xlsx", finding(sheet, "E17"))[f"{sheet}!E17"]
    assert cell.hyperlink is not None
    assert cell.hyperlink.location == location
    assert cell.hyperlink.tooltip == "Zur Zelle springen"
    assert cell.hyperlink.target is None
    assert cell.font.underline == "single"
    assert cell.data_type == "s"


def test_a_place_without_a_cell_is_plain_text(tmp_path: Path) -> None:
    cell = written(tmp_path / "b.xlsx", finding("Personal", None))["Personal"]
    assert cell.hyperlink is None
    assert cell.font.underline is None


def test_beyond_the_links_that_a_sheet_can_have_places_are_plain_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "LINKS", 3)
    cells = written(tmp_path / "b.xlsx", *(finding("Journal", f"E{row}") for row in range(5, 10)))
    linked = [cells[f"Journal!E{row}"].hyperlink is not None for row in range(5, 10)]
    assert linked == [True, True, True, False, False]


def test_texts_of_the_user_stay_texts(tmp_path: Path) -> None:
    odd = finding("=Blatt", "A1", value="=1+1", message='=HYPERLINK("http://x")', hint="+49 211")
    path = tmp_path / "b.xlsx"
    cells = written(path, odd)
    for text in ("=Blatt!A1", "=1+1", '=HYPERLINK("http://x")', "+49 211"):
        assert cells[text].data_type == "s"
    assert not any(text.startswith(("=1", "=HYPER", "=Blatt")) for text in formulas(path)["Prüfprotokoll"].values())


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000, "Zeile\n" * 8_000])
def test_a_text_that_no_cell_can_hold_is_cut_with_a_mark(text: str, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    cells = written(path, finding("Journal", "E17", message=text))
    (cut,) = (shown for shown in cells if shown.endswith(" … (gekürzt)"))
    assert len(cut.encode("utf-16-le")) // 2 in (LONGEST - 1, LONGEST)
    assert text.startswith(cut.removesuffix(" … (gekürzt)"))
    assert max(line.height for line in lay_out(report(finding("Journal", "E17", message=text))).lines) <= 409


def test_a_text_that_just_fits_is_whole(tmp_path: Path) -> None:
    assert "x" * LONGEST in written(tmp_path / "b.xlsx", finding("Journal", "E17", message="x" * LONGEST))


def test_the_table_repeats_its_headings_on_every_page() -> None:
    made = report(*(finding("Journal", f"E{row}") for row in range(5, 205)))
    lines = lay_out(made).lines
    breaks = [place for place, line in enumerate(lines) if line.break_before]
    assert len(breaks) > 3
    for place in breaks[1:]:
        assert [cell.value for cell in lines[place].cells] == ["Befunde (Fortsetzung)"]
        assert lines[place + 1].cells[0].value == "Stelle"
    assert sum(cell.form is Form.PLACE and cell.place is not None for line in lines for cell in line.cells) == 200


@pytest.mark.parametrize("count", range(6, 40))
def test_no_page_holds_the_signatures_alone(count: int) -> None:
    lines = lay_out(report(*(finding("Journal", f"E{row}") for row in range(count)))).lines
    last = max(place for place, line in enumerate(lines) if line.break_before)
    assert any(Look.NOTE in {cell.look for cell in line.cells} for line in lines[last:])


def test_the_sheet_needs_no_part_that_a_user_s_workbook_would_lack(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(workbook_bytes([report(finding("Journal", "E17"))]))
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        parts = package.namelist()
    assert not any("drawing" in name or "chart" in name or "worksheets/_rels" in name for name in parts)
    assert "conditionalFormatting" not in sheet
    assert "r:id" not in sheet


def test_the_same_findings_give_the_same_bytes() -> None:
    first, second = (workbook_bytes([report(finding("Journal", "E17"))]) for _ in range(2))
    assert first == second


@pytest.mark.usefixtures("soffice")
def test_libreoffice_comes_to_the_same_counts(tmp_path: Path) -> None:
    path = tmp_path / "Prüfprotokoll.xlsx"
    accepted = Acceptance("Dr. Keller", "Gesehen.", DAY)
    warning = Finding("JRN04", Severity.WARNING, "Journal", "O18", 18, "Betrag", 2026, "1", "M", "H", "14", accepted)
    path.write_bytes(workbook_bytes([report(finding("Journal", "E17"), finding("Amt's Blatt", "E18"), warning)]))
    live = formulas(path)["Prüfprotokoll"]
    assert len(live) == 3 + 3 + 2
    stored, computed = cached(path)["Prüfprotokoll"], recalculated(path)["Prüfprotokoll"]
    assert {cell: computed[cell] for cell in live} == {cell: stored[cell] for cell in live}
    assert sorted(stored[cell] for cell in live) == [0, 1, 1, 1, 2, 2, 2, 3]  # type: ignore[type-var]
