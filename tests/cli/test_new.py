"""`regman new`."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from regman_xl.schema import START_SHEET, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run


def test_new_workbook_is_ready_to_use(run: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"

    result = run("new", path, "--year", "2026")

    assert (result.code, result.out, result.err) == (0, f"{path}\n", "")
    assert run("validate", path, "--as-of", "2026-01-02").code == 0
    assert load_workbook(path).sheetnames[:2] == [START_SHEET, TABLES[0].sheet]


def test_a_name_with_macros_brings_buttons_and_functions(run: Callable[..., Run], tmp_path: Path) -> None:
    path, again = tmp_path / "mappe.xlsm", tmp_path / "noch einmal.xlsm"

    assert run("new", path, "--year", "2026").out == f"{path}\n"
    run("new", again, "--year", "2026")

    with zipfile.ZipFile(path) as package:
        assert {"xl/vbaProject.bin", "customUI/customUI14.xml"} <= set(package.namelist())
    assert path.read_bytes() == again.read_bytes()
    assert run("validate", path, "--as-of", "2026-01-02").code == 0


def test_no_account_number_of_the_sample_gets_into_a_new_workbook(run: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    run("new", path)

    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row]

    assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith("DE") and cell[2:4].isdigit()]


def test_year_follows_as_of(run: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"

    run("new", path, "--as-of", "01.03.2031")

    assert '"year": 2031' in run("figures", path, "--year", "2031", "--format", "json").out


def test_empty_workbook_has_no_rows(run: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "leer.xlsx"

    assert run("new", path, "--empty").code == 0

    result = run("figures", path, "--year", "2026")
    assert result.code == 2
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mappe.xls", "„{path}“ endet nicht auf .xlsx. Bitte einen Namen mit der Endung .xlsx angeben."),
        ("fehlt/mappe.xlsx", "Den Ordner „{path.parent}“ gibt es nicht. Bitte zuerst den Ordner anlegen."),
        (".", "„{path}“ ist ein Ordner. Bitte einen Dateinamen angeben."),
    ],
)
def test_impossible_names(run: Callable[..., Run], tmp_path: Path, name: str, message: str) -> None:
    path = tmp_path / name

    result = run("new", path)

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(message.format(path=path))
    assert list(tmp_path.iterdir()) == []


def test_existing_file_is_replaced_only_by_force(run: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    path.write_bytes(b"kostbar")

    refused = run("new", path)
    assert refused.code == 2
    assert refused.err == f"„{path}“ gibt es schon. Bitte einen anderen Namen angeben oder mit --force ersetzen.\n"
    assert path.read_bytes() == b"kostbar"

    assert run("new", path, "--force").code == 0
    assert path.with_name("mappe.xlsx.bak1").read_bytes() == b"kostbar"
    load_workbook(path)
