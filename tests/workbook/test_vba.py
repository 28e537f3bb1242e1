"""The version of the VBA of xlwings, told from projects that Excel and that our own build have written."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlwings
from hypothesis import given
from hypothesis import strategies as st
from pyopenvba.vba import compress

from regman_xl.workbook.preflight import opened_archive
from regman_xl.workbook.vba import has_macros, version_in, xlwings_version

#: Written by Excel.
STANDALONE = Path(xlwings.__file__).parent / "quickstart_standalone.xlsm"
#: Written by Excel, with macros that only refer to the add-in.
REFERRING = Path(xlwings.__file__).parent / "quickstart.xlsm"


def with_project(target: Path, project: bytes) -> Path:
    """Copy a workbook, its VBA project replaced."""
    with zipfile.ZipFile(STANDALONE) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            copy.writestr(entry, project if entry.filename == "xl/vbaProject.bin" else source.read(entry))
    return target


def project_of(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read("xl/vbaProject.bin")


def told(path: Path) -> tuple[bool, str | None]:
    with opened_archive(path) as archive:
        return has_macros(archive), xlwings_version(archive)


def test_the_version_of_the_module_that_excel_has_saved() -> None:
    assert told(STANDALONE) == (True, xlwings.__version__)


def test_macros_without_the_module_tell_no_version() -> None:
    assert told(REFERRING) == (True, None)


def test_a_workbook_without_macros(tmp_path: Path) -> None:
    target = tmp_path / "m.xlsx"
    with zipfile.ZipFile(STANDALONE) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            if "vba" not in entry.filename:
                copy.writestr(entry, source.read(entry))

    assert told(target) == (False, None)


@given(st.text(st.sampled_from("ab \n'()"), max_size=9000), st.sampled_from(["0.36.1", "0.37.10", "1.0"]))
def test_another_version_is_told(before: str, version: str) -> None:
    """A module of any length before the version, packed by the library that builds our macros."""
    module = f'Attribute VB_Name = "xlwings"\n{before}\nPublic Const XLWINGS_VERSION As String = "{version}"\n'

    assert version_in(b"\0" * 512 + compress(module.encode("cp1252"))) == version


@pytest.mark.parametrize("length", [0, 1, 512, 5000, 20_000])
def test_a_torn_project_tells_what_it_can(tmp_path: Path, length: int) -> None:
    _, version = told(with_project(tmp_path / "m.xlsm", project_of(STANDALONE)[:length]))

    assert version in {None, xlwings.__version__}


PROJECT = project_of(STANDALONE)


@given(st.lists(st.tuples(st.integers(0, len(PROJECT) - 1), st.integers(0, 255)), min_size=1, max_size=40))
def test_a_damaged_project_breaks_nothing(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(PROJECT)
    for place, byte in changes:
        damaged[place] = byte

    said = version_in(bytes(damaged))

    assert said is None or set(said) <= set("0123456789.")


@given(st.binary(max_size=6000))
def test_a_hostile_project_costs_little(noise: bytes) -> None:
    assert version_in((b"\x01\xff\xbf\0Attribut" + noise) * 20) is None
