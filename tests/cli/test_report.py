"""The Prüfprotokoll in a copy of the workbook: every finding with its link, and the cells marked."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl

from regman_xl.address import cell_address
from tests import libreoffice

if TYPE_CHECKING:
    from pathlib import Path


Command = "Callable[..., Run]"


def findings(run: Command, path: Path, *options: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("validate", path, "--format", "json", *options).out)["files"][0][
        "findings"
    ]
    return found


def test_every_finding_has_a_link_to_its_cell(faulty: Path, run: Command, tmp_path: Path) -> None:
    before = faulty.read_bytes()
    made = tmp_path / "protokoll.xlsx"
    done = run("validate", faulty, "--report", made)
    assert done.code == 1
    assert f"Prüfprotokoll: {made}" in done.err
    assert faulty.read_bytes() == before
    book = openpyxl.load_workbook(made)
    sheet = book["Prüfprotokoll"]
    assert book.active is sheet
    links = [cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink]
    found = findings(run, faulty)
    places = [f"'{item['sheet']}'!{item['cell']}" for item in found if item["cell"]]
    assert [link.replace("'", "") for link in links] == [place.replace("'", "") for place in places]
    texts = {str(cell.value) for row in sheet for cell in row}
    assert {str(item["message"]) for item in found} <= texts
    for item in found:
        if item["cell"]:
            assert book[str(item["sheet"])][str(item["cell"])] is not None


def test_open_findings_are_marked_and_accepted_ones_are_not(faulty: Path, run: Command, tmp_path: Path) -> None:
    made = tmp_path / "protokoll.xlsx"
    run("validate", faulty, "--report", made)
    book = openpyxl.load_workbook(made)
    found = findings(run, faulty)
    marked = {
        (sheet.title, cell_address(row, area.min_col))
        for sheet in book
        for areas in sheet.conditional_formatting
        if any(rule.formula == ['"regman"="regman"'] for rule in areas.rules)
        for area in areas.sqref.ranges
        for row in range(area.min_row, area.max_row + 1)
    }
    assert marked == {(item["sheet"], item["cell"]) for item in found if item["cell"] and not item["waived"]}


def test_all_other_parts_stay_as_they_are(faulty: Path, run: Command, tmp_path: Path) -> None:
    run("validate", faulty, "--report", tmp_path / "protokoll.xlsx")
    with zipfile.ZipFile(faulty) as old, zipfile.ZipFile(tmp_path / "protokoll.xlsx") as new:
        cells = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
        for name in old.namelist():
            before, after = old.read(name), new.read(name)
            if name.startswith("xl/worksheets/sheet"):
                assert cells.findall(before) == cells.findall(after)
            elif name not in ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"):
                assert before == after, name


def test_a_report_of_a_report_says_the_same(faulty: Path, run: Command, tmp_path: Path) -> None:
    first, second = tmp_path / "eins.xlsx", tmp_path / "zwei.xlsx"
    run("validate", faulty, "--report", first)
    run("validate", first, "--report", second)
    assert openpyxl.load_workbook(second).sheetnames.count("Prüfprotokoll") == 1
    keys = ("code", "sheet", "cell", "message", "waived")
    assert [[item[key] for key in keys] for item in findings(run, second)] == [
        [item[key] for key in keys] for item in findings(run, faulty)
    ]


def test_a_clean_workbook_gets_a_protocol_too(clean: Path, run: Command, tmp_path: Path, soffice: str) -> None:
    made = tmp_path / "protokoll.xlsx"
    assert run("validate", clean, "--report", made).code == 0
    values = libreoffice.recalculated(made)["Prüfprotokoll"]
    assert any("JRN17" in str(value) for value in values.values())
    assert run("validate", made).code == 0


def test_the_choice_of_rules_and_year_holds_for_the_protocol(faulty: Path, run: Command, tmp_path: Path) -> None:
    made = tmp_path / "protokoll.xlsx"
    run("validate", faulty, "--report", made, "--select", "JRN09,TYP")
    texts = {str(cell.value) for row in openpyxl.load_workbook(made)["Prüfprotokoll"] for cell in row}
    assert "JRN09" in texts
    assert "STM01" not in texts


def test_what_cannot_be_written_is_said_before_any_work(clean: Path, run: Command, tmp_path: Path) -> None:
    (tmp_path / "da.xlsx").write_bytes(b"")
    for arguments, said in (
        ((clean, clean, "--report", tmp_path / "neu.xlsx"), "nur eine Arbeitsmappe"),
        ((clean, "--report", tmp_path / "da.xlsx"), "gibt es schon"),
        ((clean, "--report", clean), "ist die Arbeitsmappe selbst"),
        ((clean, "--report", tmp_path / "neu.xlsm"), "endet nicht auf .xlsx"),
    ):
        done = run("validate", *arguments)
        assert (done.code, done.out) == (2, "")
        assert said in done.err
    unreadable = tmp_path / "kaputt.xlsx"
    unreadable.write_bytes(b"PK")
    done = run("validate", unreadable, "--report", tmp_path / "neu.xlsx")
    assert done.code == 2
    assert "beschädigt" in done.out
    assert not (tmp_path / "neu.xlsx").exists()


def test_a_sheet_of_the_user_with_that_name_is_not_replaced(clean: Path, run: Command, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(clean)
    book.create_sheet("Prüfprotokoll")["A1"] = "meine Notizen"
    book.save(clean)
    done = run("validate", clean, "--report", tmp_path / "neu.xlsx")
    assert done.code == 2
    assert "das nicht von regman stammt" in done.err
    assert not (tmp_path / "neu.xlsx").exists()
