"""The commands take a macro workbook as they take any other, and leave its macros, ribbon and buttons alone."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from regman_xl.model.contents import Contents
from regman_xl.sample.faults import faulty_workbook
from regman_xl.schema import TABLES
from regman_xl.schema.xlwings_settings import CONFIGURATION_SHEET
from regman_xl.workbook import shell as parts_of_shell
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from tests.cli.conftest import REPOSITORY
from tests.excel.macros import modules_of
from tests.excel.office_schemas import faults
from tests.workbook.making import read_parts

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

SAMPLE = REPOSITORY / "workbooks" / "Regionalmanagement_Beispiel.xlsm"
#: The parts of macros, ribbon and buttons: Start with its relations, and the last sheet, with the settings of xlwings.
SHELL_PARTS = {
    f"xl/{parts_of_shell.PROJECT}",
    f"customUI/{parts_of_shell.RIBBON}",
    "_rels/.rels",
    "xl/drawings/vmlDrawing1.vml",
    "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/worksheets/sheet1.xml",
    f"xl/worksheets/sheet{len(TABLES) + 3}.xml",
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return shutil.copy(SAMPLE, tmp_path / "Haushalt.xlsm")


def test_the_same_call_makes_the_same_bytes(
    shell: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    for name, seed in (("eins.xlsm", "1"), ("zwei.xlsm", "2")):
        assert shell("new", name, "--year", "2027", PYTHONHASHSEED=seed).returncode == 0
    assert (tmp_path / "eins.xlsm").read_bytes() == (tmp_path / "zwei.xlsm").read_bytes()


def test_a_macro_workbook_is_read_as_the_plain_one() -> None:
    macros, plain = read_books(SAMPLE), read_books(SAMPLE.with_suffix(".xlsx"))
    assert macros.settings == plain.settings
    assert macros.package.facts == plain.package.facts
    for table in TABLES:
        assert macros.table(table).frame.equals(plain.table(table).frame), table.sheet


def test_the_sheet_of_xlwings_settings_is_no_finding(run: Callable[..., Run], tmp_path: Path) -> None:
    faulty_workbook(SAMPLE, tmp_path / "fehler.xlsx")
    contents = Contents.of_books(read_books(tmp_path / "fehler.xlsx"))
    found = []
    for ending in (".xlsm", ".xlsx"):
        write_master(tmp_path / f"mappe{ending}", contents)
        done = run("validate", tmp_path / f"mappe{ending}", "--format", "json")
        assert done.code == 1
        found.append(json.loads(done.out)["files"][0]["findings"])
    assert found[0] == found[1]
    assert len(found[0]) > 20
    assert CONFIGURATION_SHEET not in json.dumps(found)
    assert run("validate", SAMPLE).code == run("validate", SAMPLE.with_suffix(".xlsx")).code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("seal", "--year", "2025", "--in-place"),
        ("close", "--year", "2026", "--in-place"),
        ("plan", "--year", "2027", "--in-place"),
        ("new-year", "--year", "2028", "--in-place"),
    ],
    ids=lambda command: command[0],
)
def test_commands_in_place_keep_macros_ribbon_and_buttons(
    run: Callable[..., Run], book: Path, command: tuple[str, ...]
) -> None:
    before = read_parts(book)
    name, *options = command

    done = run(name, book, *options)

    assert done.code == 0, done.err
    after = read_parts(book)
    assert after != before
    assert {part for part in SHELL_PARTS if after[part] != before[part]} == set()
    assert modules_of(book) == modules_of(SAMPLE)
    assert faults(book) == []
    for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        assert elements(before[part]) <= elements(after[part])


def elements(part: bytes) -> set[str]:
    """Return what a register of the package lists."""
    return set(re.findall(r"<(?:Default|Override|Relationship) [^>]*>", part.decode()))
