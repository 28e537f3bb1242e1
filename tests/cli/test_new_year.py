"""A new budget year in a workbook of the user: what it writes, what it leaves, what it refuses."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import openpyxl
import pytest

from regman_xl.app import addition
from regman_xl.app.audit import examine
from regman_xl.app.new import new_workbook
from regman_xl.app.new_year import add_year, additions_for
from regman_xl.model.additions import Additions
from regman_xl.model.contents import Contents
from regman_xl.problems import Problem
from regman_xl.sample.beginning import new_contents
from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from tests import libreoffice
from tests.hostile_texts import hostile_contents
from tests.workbook.dialects import prefixed, strict
from tests.workbook.feature_book import feature_book
from tests.workbook.making import edit_part, read_parts, write_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

NOTE = (
    "Haushaltsjahr 2028 angelegt: Status offen; Beiträge wie 2027 für DUS, ME, IHK (zusammen 120.000,00 EUR); "
    "laufendes Haushaltsjahr 2028 (bisher 2026).\n"
)
#: The sheets of the settings, the contributions and the budget years, and the tables of the last two.
CHANGED = {
    *(f"xl/worksheets/sheet{number}.xml" for number in (2, 4, 5)),
    *(f"xl/tables/table{number}.xml" for number in (3, 4)),
}


def findings(run: Callable[..., Run], path: Path) -> list[tuple[str, str]]:
    said = json.loads(run("validate", path, "--format", "json", "--fail-on", "never").out)
    return [(item["code"], item["message"]) for item in said["files"][0]["findings"]]


def test_the_new_year_stands_in_a_copy_beside_the_workbook(clean: Path, run: Callable[..., Run]) -> None:
    before = clean.read_bytes()
    done = run("new-year", clean, "--year", 2028)
    made = clean.with_name("mappe_mit_2028.xlsx")
    assert (done.code, done.out, done.err) == (0, f"{made}\n", NOTE)
    assert clean.read_bytes() == before
    assert run("new-year", clean, "--year", 2028).code == 2
    assert run("new-year", clean, "--year", 2028, "--force").code == 0
    books = read_books(made)
    assert books.settings.budget_year == 2028
    assert (books.budget_years[-1].budget_year, books.budget_years[-1].status) == (2028, "offen")
    new = [item for item in books.contributions if item.budget_year == 2028]
    assert [(item.partner, item.amount, f"{item.due_on:%d.%m.%Y}") for item in new] == [
        ("DUS", 50_000_00, "28.02.2028"),
        ("ME", 50_000_00, "28.02.2028"),
        ("IHK", 20_000_00, "28.02.2028"),
    ]
    assert {item.basis for item in new} == {"Kooperationsvertrag vom 20.11.2017"}


def test_the_new_year_brings_no_finding_and_changes_no_figure(clean: Path, run: Callable[..., Run]) -> None:
    told, figures = findings(run, clean), run("figures", clean, "--year", 2026, "--format", "json").out
    assert run("new-year", clean, "--year", 2028, "--in-place").code == 0
    assert findings(run, clean) == told
    assert run("figures", clean, "--year", 2026, "--format", "json").out == figures


def test_a_year_that_is_prepared_becomes_the_current_one(clean: Path, run: Callable[..., Run]) -> None:
    before = read_parts(clean)
    done = run("new-year", clean, "--year", 2027, "--in-place")
    assert done.code == 0
    assert "laufendes Haushaltsjahr 2027 (bisher 2026)." in done.err
    assert "Auf dem Blatt Haushaltsjahre steht 2027 schon; die Zeile bleibt, wie sie ist." in done.err
    after = read_parts(clean)
    assert {name for name in after if before.get(name) != after[name]} == {"xl/worksheets/sheet2.xml"}
    again = run("new-year", clean, "--year", 2027, "--in-place")
    assert (again.code, again.out) == (2, "")
    assert "2027 ist schon angelegt; es gibt nichts zu ergänzen." in again.err


@pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")
def test_no_byte_of_another_part_changes(tmp_path: Path, run: Callable[..., Run]) -> None:
    book = feature_book(tmp_path / "mappe.xlsm", linked=False)
    before = read_parts(book)
    done = run("new-year", book, "--year", 2028, "--in-place")
    assert (done.code, done.out, done.err) == (0, f"{book}\n", NOTE)
    after = read_parts(book)
    assert {name for name in before if after.get(name) != before[name]} == CHANGED
    assert set(after) == set(before)
    for name in CHANGED:
        gone = Counter(before[name].split(b"<")) - Counter(after[name].split(b"<"))
        # The used range; area and filter of a table; format and value of the setting.
        assert gone.total() <= 2, (name, gone)
    assert read_parts(book.with_name("mappe.xlsm.bak1")) == before
    assert openpyxl.load_workbook(book, keep_vba=True)["Beiträge"].tables["tblBeitraege"].ref == "A4:E16"


def test_formulas_are_computed_anew_at_the_next_opening(clean: Path, run: Callable[..., Run]) -> None:
    edit_part(clean, "xl/workbook.xml", lambda text: text.replace(' fullCalcOnLoad="1"', ""))
    assert run("new-year", clean, "--year", 2028, "--in-place").code == 0
    assert b'fullCalcOnLoad="1"' in read_parts(clean)["xl/workbook.xml"]


def test_a_workbook_that_begins_empty_gets_its_first_year(tmp_path: Path, run: Callable[..., Run]) -> None:
    book = new_workbook(tmp_path / "m.xlsx", year=2027, empty=True, force=False)
    done = run("new-year", book, "--year", 2027, "--in-place")
    assert done.code == 0
    assert "Auf dem Blatt Partner steht noch niemand" in done.err
    sheet = openpyxl.load_workbook(book)["Haushaltsjahre"]
    assert (sheet["A5"].value, sheet["B5"].value, sheet.tables["tblHaushaltsjahre"].ref) == (2027, "offen", "A4:F5")


def test_a_workbook_begun_a_year_later_is_the_same(tmp_path: Path, run: Callable[..., Run]) -> None:
    """There is one way to begin a year: what `regman new` writes for it is what `regman new-year` adds."""
    book = new_workbook(tmp_path / "m.xlsx", year=2027, empty=False, force=False)
    assert run("new-year", book, "--year", 2028, "--in-place").code == 0
    made, begun = read_books(book), Contents.of_books(read_books(book))
    later = new_contents(2028, empty=False)
    assert made.settings.budget_year == later.settings["budget_year"]
    for table in ("contributions", "budget_years"):
        expected = [dict(row) for row in later.rows[table]]
        assert [dict(row) for row in begun.rows[table] if row["budget_year"] == 2028] == expected


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2030, "Das Haushaltsjahr 2030 schließt nicht an die vorhandenen an. Vorhanden: 2025, 2026, 2027; das nächste"),
        (2024, "Das Haushaltsjahr 2024 liegt vor dem ersten."),
        (2025, "Das Haushaltsjahr 2025 ist schon abgeschlossen; ihm wird nichts mehr hinzugefügt."),
    ],
)
def test_a_year_that_does_not_fit_is_refused(clean: Path, run: Callable[..., Run], year: int, said: str) -> None:
    before = clean.read_bytes()
    done = run("new-year", clean, "--year", year, "--in-place")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert clean.read_bytes() == before
    assert [path.name for path in clean.parent.iterdir()] == ["mappe.xlsx"]


@pytest.mark.parametrize("options", [("--in-place", "--out", "neu.xlsx"), ("--out", "neu.xlsm"), ()])
def test_bad_usage_is_said(clean: Path, run: Callable[..., Run], options: tuple[str, ...]) -> None:
    done = run("new-year", clean, *(("--year", "2028") if options else ()), *options)
    assert (done.code, done.out) == (2, "")
    assert [path.name for path in clean.parent.iterdir()] == ["mappe.xlsx"]


def test_faults_of_the_workbook_do_not_stop_a_new_year(faulty: Path, run: Callable[..., Run]) -> None:
    done = run("new-year", faulty, "--year", 2028)
    assert done.code == 0
    assert done.err.splitlines()[-1] == "Die Arbeitsmappe enthält 52 Fehler; regman validate nennt alle."


@pytest.mark.parametrize("dialect", [prefixed, strict])
def test_other_dialects_get_their_year(
    clean: Path, run: Callable[..., Run], dialect: Callable[[dict[str, bytes]], dict[str, bytes]]
) -> None:
    write_parts(clean, dialect(read_parts(clean)))
    assert run("new-year", clean, "--year", 2028, "--in-place").code == 0
    assert read_books(clean).budget_years[-1].budget_year == 2028


def test_a_workbook_of_libreoffice_gets_its_year(clean: Path, run: Callable[..., Run], soffice: str) -> None:
    libreoffice.resave(clean, clean.with_name("office.xlsx"))
    done = run("new-year", clean.with_name("office.xlsx"), "--year", 2028, "--in-place")
    assert (done.code, done.err) == (0, NOTE)
    again = libreoffice.recalculated(clean.with_name("office.xlsx"))
    assert (again["Haushaltsjahre"]["A8"], again["Beiträge"]["C16"]) == (2028.0, 20000.0)


def test_a_signed_workbook_is_asked_about(tmp_path: Path, run: Callable[..., Run]) -> None:
    book = feature_book(tmp_path / "mappe.xlsm", signed=True)
    done = run("new-year", book, "--year", 2028, "--in-place")
    assert (done.code, "digital signiert" in done.err) == (2, True)
    assert run("new-year", book, "--year", 2028, "--in-place", "--force").code == 0


def test_a_sealed_year_stays_sealed(clean: Path, run: Callable[..., Run]) -> None:
    assert run("seal", clean, "--year", 2025, "--in-place").code == 0
    told = findings(run, clean)
    assert run("new-year", clean, "--year", 2028, "--in-place").code == 0
    assert findings(run, clean) == told


def test_texts_of_others_are_copied_as_texts(tmp_path: Path, run: Callable[..., Run]) -> None:
    write_master(tmp_path / "m.xlsx", hostile_contents())
    before = read_books(tmp_path / "m.xlsx")
    assert run("new-year", tmp_path / "m.xlsx", "--year", 2028, "--in-place").code == 0
    after = read_books(tmp_path / "m.xlsx").contributions
    assert [item.basis for item in after[-3:]] == [item.basis for item in before.contributions[-3:]]


def test_what_is_added_can_be_had_without_a_file(clean: Path) -> None:
    """A button of Excel writes the same additions into the open workbook."""
    made = additions_for(examine(clean).books, 2028)
    assert add_year(clean, 2028).notes == made.notes
    assert len(made.of("contributions")) == 3


@pytest.mark.parametrize(
    "wrong", [Additions(), Additions({"budget_years": [{"budget_year": 2031, "status": "offen"}]})]
)
def test_a_result_that_says_something_else_is_not_kept(
    clean: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, wrong: Additions
) -> None:
    before, real = clean.read_bytes(), addition.append
    monkeypatch.setattr(addition, "append", lambda change, _: real(change, wrong))
    done = run("new-year", clean, "--year", 2028, "--in-place")
    assert (done.code, done.out) == (2, "")
    assert "ergibt andere Angaben als vorher mit den neuen; es ist nichts ersetzt" in done.err
    assert clean.read_bytes() == before
    assert [path.name for path in clean.parent.iterdir()] == ["mappe.xlsx"]


def test_a_contribution_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    contents = sample_contents()
    rows = [dict(row) for row in contents.rows["contributions"]]
    rows[-1]["amount"] = None
    write_master(tmp_path / "m.xlsx", Contents(contents.settings, {**contents.rows, "contributions": rows}))
    with pytest.raises(Problem, match="Auf dem Blatt Beiträge ist die Zeile 13 nicht auswertbar"):
        add_year(tmp_path / "m.xlsx", 2028)


def test_a_setting_that_nobody_can_read_becomes_the_year(clean: Path, run: Callable[..., Run]) -> None:
    shutil.copy(clean, clean.with_name("text.xlsx"))
    text = edit_part(
        clean.with_name("text.xlsx"),
        "xl/worksheets/sheet2.xml",
        lambda xml: xml.replace("<v>2026</v>", "<v>1</v>"),
    )
    assert run("new-year", text, "--year", 2028, "--in-place").code == 0
    assert read_books(text).settings.budget_year == 2028
