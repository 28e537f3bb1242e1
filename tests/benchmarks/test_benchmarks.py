"""The benchmarks measure what they say: the same faults for all. Nothing here looks at the clock."""

from __future__ import annotations

import json
import os
import sys
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from benchmarks import allocation, validation
from benchmarks.__main__ import compare, main
from benchmarks.contenders import inflate, openpyxl_pydantic
from benchmarks.jobs_allocation import JOBS
from benchmarks.layout import read_layout
from benchmarks.measure import Contender, run
from benchmarks.table import table
from benchmarks.workbook import CODES, planted_faults, write_workbook
from regman_xl.cli import regman

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.layout import Layout

ROWS, SEED = 500, 7


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seeded workbook of 500 entries."""
    made = tmp_path_factory.mktemp("benchmarks") / "journal.xlsx"
    write_workbook(made, ROWS, SEED)
    return made


@pytest.fixture(scope="module")
def layout(path: Path) -> Layout:
    return read_layout(path)


def python(name: str, code: str, **more: object) -> Contender:
    return Contender(name, (sys.executable, "-c", code), answer=json.loads, **more)  # type: ignore[arg-type]


# --- the workbook -----------------------------------------------------------------------------------------------


def test_half_a_percent_of_the_rows_have_a_fault_and_each_kind_is_there() -> None:
    assert sorted(planted_faults(ROWS, SEED).values()) == sorted(CODES)
    many = planted_faults(10_000, SEED)
    assert len(many) == 50
    assert set(many.values()) == set(CODES)
    assert planted_faults(10_000, SEED + 1) != many


def test_the_journal_is_as_long_as_asked_for_and_its_table_too(path: Path, layout: Layout) -> None:
    sheet = load_workbook(path)[layout.journal]
    (headers,) = sheet.iter_rows(min_row=layout.first_row - 1, max_row=layout.first_row - 1, values_only=True)
    assert list(headers) == list(layout.titles.values())
    assert sheet.max_row == layout.first_row + ROWS - 1
    (name,) = sheet.tables
    assert sheet.tables[name].ref == f"A{layout.first_row - 1}:X{sheet.max_row}" == sheet.dimensions.replace("A1", "A4")


def test_more_entries_than_a_sheet_has_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no room"):
        write_workbook(tmp_path / "long.xlsx", validation.FULL + 1, SEED)
    assert list(tmp_path.iterdir()) == []


def test_the_same_seed_gives_the_same_cells(path: Path, layout: Layout, tmp_path: Path) -> None:
    write_workbook(tmp_path / "again.xlsx", ROWS, SEED)
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(tmp_path / "again.xlsx") as other:
        assert one.namelist() == other.namelist()
        assert layout.part in one.namelist()
        assert [name for name in one.namelist() if one.read(name) != other.read(name)] == []


# --- the contenders ---------------------------------------------------------------------------------------------


def regman_finds(path: Path, *arguments: str) -> list[tuple[str, int]]:
    result = CliRunner().invoke(regman, ["validate", "--format", "json", *arguments, str(path)])
    assert result.exit_code == 1, result.stderr
    return validation.regman_faults(result.stdout_bytes)


def test_regman_finds_exactly_what_was_planted(path: Path, layout: Layout) -> None:
    assert regman_finds(path, "--select", ",".join(CODES)) == layout.planted


def test_all_rules_find_no_error_that_was_not_planted(path: Path, layout: Layout) -> None:
    found = regman_finds(path)
    # Warnings: a planted fault of a voucher number leaves a gap, and the workbook has no plan and no board.
    warnings = {"JRN03", "PLN01", "GOV10"}
    assert [fault for fault in found if fault[0] not in warnings] == layout.planted


def test_openpyxl_and_pydantic_find_exactly_what_was_planted(path: Path, layout: Layout) -> None:
    assert sorted(openpyxl_pydantic.faults(path, layout)) == layout.planted


def test_the_floors_find_nothing(path: Path, layout: Layout) -> None:
    assert inflate.faults(path, layout) == []


def test_all_ways_of_sharing_give_the_same() -> None:
    amounts = np.array([0, 1, -1, 100_00, -3_456_78, 10**9, *range(-30, 30)])
    first, *others = [job(amounts) for job in JOBS.values()]
    assert len(others) == len(allocation.contenders()) - 1
    for shares in others:
        np.testing.assert_array_equal(shares, first)


# --- the command ------------------------------------------------------------------------------------------------


def test_the_command_names_who_is_missing_and_says_that_all_agree(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = ("openpyxl + pydantic", "polars (fastexcel)", "inflating the sheet")
    monkeypatch.setattr("benchmarks.machine.find_spec", lambda name: None if name == "polars" else name)
    assert main(["--part", "validation", "--rows", str(ROWS), "--runs", "1", "--only", *shown]) == 0
    told = capsys.readouterr().out
    assert "NOT RUN: polars (fastexcel): polars not installed" in told
    assert "Left out as asked: fastexcel load, no check, regman validate" in told
    assert "\nopenpyxl + pydantic " in told
    assert "All agree: 7 faults each." in told


def test_contenders_that_find_different_faults_fail_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    contenders = [python("one", "print([1])"), python("other", "print([2])")]
    assert not compare("Title", contenders, "one", 1)
    assert "DIFFERENT: other" in capsys.readouterr().out
    assert not compare("Title", contenders, "one", 1, expected=[2])
    assert "DIFFERENT: one" in capsys.readouterr().out
    assert compare("Title", contenders[:1], "one", 2, expected=[1])


def test_a_contender_whose_package_is_missing_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare("Title", [python("one", "print([1])"), python("two", "", needs=("no_such_package",))], "two", 1)
    assert "NOT RUN: two: no_such_package not installed" in capsys.readouterr().out


def test_a_contender_that_breaks_down_says_why() -> None:
    with pytest.raises(RuntimeError, match=r"(?s)broken: exit code 3.*no more paper"):
        run(python("broken", "import sys; sys.stderr.write('no more paper'); sys.exit(3)"))


def test_a_system_without_usage_still_measures_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "wait4", raising=False)
    done = run(python("one", "print([1])"))
    assert (done.cpu, done.memory, json.loads(done.output)) == (None, None, [1])
    head, line = table({"one": [done]}, "one").splitlines()
    assert line.split()[1:3] == ["-", "1.00"]
    assert head.split()[:2] == ["CPU", "s"]


@pytest.mark.parametrize("arguments", [("--rows", "499"), ("--runs", "0"), ("--part", "lunch")])
def test_arguments_that_make_no_sense_are_refused(arguments: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
