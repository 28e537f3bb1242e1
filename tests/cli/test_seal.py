"""Sealing a year: what it writes, what it refuses, and what a later change is told as."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from regman_xl.app import seal
from regman_xl.sample.history import sample_contents
from regman_xl.schema import SEALS
from regman_xl.seal.seal import seal_of
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from regman_xl.workbook.sheet_edit import set_text
from regman_xl.workbook.splice import splice
from tests import libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from regman_xl.model.contents import Contents

Command = "Callable[..., Run]"
EXAMINED = {
    "id": "2027-09",
    "date": dt.date(2027, 2, 15),
    "body": "Aufsichtsgremium",
    "kind": "Prüfung Jahresabschluss",
    "budget_year": 2026,
    "file_number": "AG 1/2027",
}


def with_rows(contents: Contents, table: str, *rows: dict[str, Any]) -> Contents:
    return dataclasses.replace(contents, rows={**contents.rows, table: (*contents.rows[table], *rows)})


@pytest.fixture
def book(clean: Path) -> Path:
    return clean


@pytest.fixture
def sealed(book: Path, run: Command) -> Path:
    assert run("seal", book, "--year", 2025, "--in-place").code == 0
    return book


def stored(path: Path, year: int) -> str:
    return next(item.seal for item in read_books(path).budget_years if item.budget_year == year)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_sealed_copy_stands_beside_the_workbook(book: Path, run: Command) -> None:
    before = book.read_bytes()
    done = run("seal", book, "--year", 2025)
    made = book.with_name("mappe_versiegelt_2025.xlsx")
    assert done.code == 0
    assert done.out == f"Siegel 2025: {stored(made, 2025)}\n{made}\n"
    assert "außerhalb der Mappe" in done.err
    assert book.read_bytes() == before
    assert run("seal", book, "--year", 2025).code == 2
    assert run("seal", book, "--year", 2025, "--force").code == 0


def test_in_place_only_what_the_seal_needs_changes(book: Path, run: Command) -> None:
    before = parts_of(book)
    assert run("seal", book, "--year", 2025, "--in-place").code == 0
    after = parts_of(book)
    assert {name for name in after if before.get(name) != after[name]} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/worksheets/sheet5.xml",
        "xl/worksheets/sheet21.xml",
    }
    assert parts_of(book.with_name("mappe.xlsx.bak1")) == before
    assert openpyxl.load_workbook(book)["Siegel"].sheet_state == "veryHidden"


def test_a_sealed_workbook_has_no_new_findings(sealed: Path, run: Command) -> None:
    said = json.loads(run("validate", sealed, "--format", "json", "--fail-on", "warning").out)
    assert [(item["code"], item["waived"]) for item in said["files"][0]["findings"]] == [("JRN17", True)]


def test_figures_and_closing_print_the_seal(sealed: Path, run: Command) -> None:
    figures = json.loads(run("figures", sealed, "--year", 2025, "--format", "json").out)
    assert (figures["seal"], figures["seal_intact"]) == (stored(sealed, 2025), True)
    figures = json.loads(run("figures", sealed, "--year", 2026, "--format", "json").out)
    assert (figures["seal"], figures["seal_intact"]) == (None, None)
    assert stored(sealed, 2025)[:16] in run("figures", sealed, "--year", 2025).out
    assert run("close", sealed, "--year", 2025).code == 0
    shown = libreoffice.cached(sealed.with_name("mappe_Abschluss_2025.xlsx"))["Abschluss 2025"]
    assert stored(sealed, 2025) in " ".join(str(value) for value in shown.values())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--year", "2026"), 1, "2026 wird nicht versiegelt, denn das Jahr ist noch nicht geprüft."),
        (("--year", "2027"), 1, "denn das Haushaltsjahr ist noch nicht zu Ende."),
        (("--year", "2031"), 2, "Das Haushaltsjahr 2031 kommt in der Arbeitsmappe nicht vor."),
        (("--year", "2025", "--in-place", "--out", "neu.xlsx"), 2, "entweder --out oder --in-place"),
        (("--year", "2025", "--out", "neu.xlsm"), 2, "endet nicht auf .xlsx"),
    ],
)
def test_what_cannot_be_sealed_is_said(
    book: Path, run: Command, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = book.read_bytes()
    done = run("seal", book, *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir() if path.suffix != ".txt"] == ["mappe.xlsx"]


def test_a_sealed_year_is_not_sealed_again(sealed: Path, run: Command) -> None:
    done = run("seal", sealed, "--year", 2025, "--in-place")
    assert done.code == 1
    assert f"2025 ist schon versiegelt ({stored(sealed, 2025)}), und nichts hat sich seitdem geändert." in done.err


def test_after_a_resolution_a_year_can_be_sealed_anew(sealed: Path, run: Command) -> None:
    first = stored(sealed, 2025)
    with splice(sealed) as change:
        for title, cell, text in (("Haushaltsjahre", "F5", ""), ("Journal", "X9", "nachgetragen")):
            entry = change.sheet(title)
            assert entry is not None
            set_text(change, entry.part, cell, text)
        change.write(sealed.with_name("neu.xlsx"))
    changed = sealed.with_name("neu.xlsx")
    told = json.loads(run("validate", changed, "--format", "json", "--select", "PER03").out)["files"][0]["findings"]
    assert told
    again = run("seal", changed, "--year", 2025, "--in-place")
    assert again.code == 0
    assert "2025 war schon einmal versiegelt; dieses Siegel ersetzt das frühere." in again.err
    assert stored(changed, 2025) not in ("", first)
    assert run("validate", changed).code == 0


def test_errors_and_open_warnings_refuse_the_seal(tmp_path: Path, run: Command) -> None:
    contents = sample_contents()
    journal = [dict(row) for row in contents.rows["journal"]]
    journal[4]["approved_by"] = ""
    broken = dataclasses.replace(contents, rows={**contents.rows, "journal": journal})
    write_master(tmp_path / "fehler.xlsx", broken)
    done = run("seal", tmp_path / "fehler.xlsx", "--year", 2025)
    assert done.code == 1
    assert "2025 wird nicht versiegelt, denn es gibt noch 1 Fehler:\n" in done.err
    assert "JRN19" in done.err
    projects = [dict(row) for row in contents.rows["projects"]]
    projects[0]["goal"] = ""
    write_master(tmp_path / "warnung.xlsx", dataclasses.replace(contents, rows={**contents.rows, "projects": projects}))
    done = run("seal", tmp_path / "warnung.xlsx", "--year", 2025)
    assert done.code == 1
    assert "1 offene Warnung:" in done.err
    assert "Quittierungen" in done.err


def test_years_are_sealed_one_after_the_other(tmp_path: Path, run: Command) -> None:
    book = tmp_path / "mappe.xlsx"
    write_master(book, with_rows(sample_contents(), "resolutions", EXAMINED))
    early = run("seal", book, "--year", 2026, "--in-place")
    assert early.code == 1
    assert "denn 2025 ist noch nicht versiegelt" in early.err
    for year in (2025, 2026):
        done = run("seal", book, "--year", year, "--in-place")
        assert done.code == 0, done.err
    first, second = stored(book, 2025), stored(book, 2026)
    assert len({first, second}) == 2
    assert run("validate", book).code == 0
    # Another first year gives another second seal, although no row of the second year differs.
    contents = with_rows(sample_contents(), "resolutions", EXAMINED)
    journal = [dict(row) for row in contents.rows["journal"]]
    journal[0]["remark"] = "anders"
    write_master(tmp_path / "andere.xlsx", dataclasses.replace(contents, rows={**contents.rows, "journal": journal}))
    for year in (2025, 2026):
        assert run("seal", tmp_path / "andere.xlsx", "--year", year, "--in-place").code == 0
    assert stored(tmp_path / "andere.xlsx", 2026) != second


def test_a_change_of_a_sealed_row_is_told_at_the_row(sealed: Path, run: Command) -> None:
    book = openpyxl.load_workbook(sealed)
    sheet = book["Journal"]
    headers = {cell.value: cell.column for cell in sheet[4]}
    text = sheet.cell(9, headers["Buchungstext"])
    text.value = f"{text.value} (nachgetragen)"
    key = str(sheet.cell(9, headers["Nr"]).value)
    book.save(sealed)
    found = json.loads(run("validate", sealed, "--format", "json", "--select", "PER03").out)["files"][0]["findings"]
    assert {(item["sheet"], item["row"]) for item in found} == {("Journal", 9), ("Haushaltsjahre", 5)}
    assert key in {item["key"] for item in found}
    assert "das Siegel ist gebrochen" in run("seal", sealed, "--year", 2025).err
    assert json.loads(run("figures", sealed, "--year", 2025, "--format", "json").out)["seal_intact"] is False


def test_a_workbook_with_macros_keeps_its_name_and_parts(book: Path, run: Command) -> None:
    macro = book.with_suffix(".xlsm")
    with zipfile.ZipFile(shutil.copy(book, macro), "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf not a real project")
        archive.writestr("customUI/customUI14.xml", "<customUI/>")
    assert run("seal", macro, "--year", 2025).code == 0
    made = parts_of(macro.with_name("mappe_versiegelt_2025.xlsm"))
    for name in ("xl/vbaProject.bin", "customUI/customUI14.xml", "xl/worksheets/sheet13.xml"):
        assert made[name] == parts_of(macro)[name]


def test_a_workbook_without_the_column_is_not_guessed_at(book: Path, run: Command, tmp_path: Path) -> None:
    made = openpyxl.load_workbook(book)
    sheet = made["Haushaltsjahre"]
    sheet.cell(4, 6).value = "Siegelwert"
    sheet.tables["tblHaushaltsjahre"].tableColumns[5].name = "Siegelwert"
    plan = made["Finanzierungsplan"]
    for row in plan.iter_rows(min_row=5, min_col=7, max_col=7):
        row[0].value = None
    made.save(book)
    done = run("seal", book, "--year", 2025)
    assert done.code == 2
    assert "fehlt die Spalte „Prüfsumme“" in done.err


def test_a_lost_list_is_made_anew_with_the_next_seal(tmp_path: Path, run: Command) -> None:
    book = tmp_path / "mappe.xlsx"
    write_master(book, with_rows(sample_contents(), "resolutions", EXAMINED))
    assert run("seal", book, "--year", 2025, "--in-place").code == 0
    whole = [row for row in read_books(book).table(SEALS).frame.itertuples(index=False) if row.budget_year == 2025]
    with splice(book) as change:
        entry = change.sheet("Siegel")
        assert entry is not None
        for row in range(4, 4 + len(whole)):
            set_text(change, entry.part, f"D{row}", "verloren")
        change.write(tmp_path / "ohne.xlsx")
    assert run("seal", tmp_path / "ohne.xlsx", "--year", 2026, "--in-place").code == 0
    again = read_books(tmp_path / "ohne.xlsx").table(SEALS).frame
    assert [row for row in again.itertuples(index=False) if row.budget_year == 2025] == whole


def test_an_error_of_a_later_plan_does_not_keep_a_year_open(tmp_path: Path, run: Command) -> None:
    unbalanced = {"budget_year": 2028, "category": "Projekt", "title": "Zu viel", "amount": 500_000_00}
    book = tmp_path / "mappe.xlsx"
    write_master(book, with_rows(sample_contents(), "plan", unbalanced))
    assert "PLN02" in run("validate", book).out
    assert run("seal", book, "--year", 2025).code == 0


def test_a_workbook_that_somebody_saves_meanwhile_is_not_replaced(
    book: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(shutil.copy(book, book.with_name("neuer.xlsx")), "a") as archive:
        archive.writestr("docProps/notiz.txt", "von jemand anderem")
    saved = book.with_name("neuer.xlsx").read_bytes()

    def meanwhile(*arguments: Any) -> Any:
        book.write_bytes(saved)
        return seal_of(*arguments)

    monkeypatch.setattr(seal, "seal_of", meanwhile)
    done = run("seal", book, "--year", 2025, "--in-place")
    assert (done.code, done.out) == (2, "")
    assert "inzwischen hat jemand sie gespeichert, verschoben oder gelöscht. Es ist nichts ersetzt." in done.err
    assert book.read_bytes() == saved
    assert not list(book.parent.glob("*.bak*"))


def test_an_interrupted_seal_leaves_the_workbook_and_nothing_else(
    book: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book.read_bytes()

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(seal, "_prove", interrupted)
    done = run("seal", book, "--year", 2025, "--in-place")
    assert (done.code, done.err.strip()) == (130, "Abgebrochen.")
    assert [(path.name, path.read_bytes()) for path in book.parent.iterdir()] == [(book.name, before)]
