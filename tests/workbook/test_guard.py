"""Reading in a child process: the same books, and one line whatever becomes of the child."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from regman_xl.app.audit import examine
from regman_xl.finance import engine
from regman_xl.problems import Problem
from regman_xl.rules import audit
from regman_xl.schema import JOURNAL, SEALS, SETTINGS, TABLES
from regman_xl.workbook import guard
from regman_xl.workbook.guard import Limits, read_by_child, read_guarded
from regman_xl.workbook.preflight import ORDINARY, examined
from regman_xl.workbook.reader import read_books
from tests.workbook.making import journal
from tests.workbook.planting import clean_sample
from tests.workbook.test_independence import planted

if TYPE_CHECKING:
    from pathlib import Path

    from regman_xl.model.books import Books

GENEROUS = Limits(memory=2 * 2**30, processor=300, seconds=600)
DAY = dt.date(2027, 1, 31)


def by_child(path: Path, limits: Limits = GENEROUS) -> Books:
    return read_by_child(path, limits, guard._command(path, limits))


def large(path: Path, size: int = ORDINARY + 1) -> Path:
    """Write a workbook that is too large for this process: with a picture, which nobody reads."""
    journal(path, {})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/image1.png", bytes(size))
    return path


@pytest.fixture(scope="module", params=["clean", "planted"])
def workbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("guard") / "mappe.xlsx"
    path.write_bytes(clean_sample() if request.param == "clean" else planted())
    return path


def test_the_child_hands_over_the_same_books(workbook: Path) -> None:
    here, there = read_books(workbook), by_child(workbook)
    assert there.settings == here.settings
    assert there.package == here.package
    for table in (*TABLES, SEALS):
        ours, theirs = here.table(table), there.table(table)
        pd.testing.assert_frame_equal(theirs.frame, ours.frame, check_index_type="exact", check_freq=True)
        pd.testing.assert_series_equal(theirs.usable, ours.usable)
        assert theirs.table is table
        assert (theirs.positions, theirs.header_row, theirs.sheet) == (ours.positions, ours.header_row, ours.sheet)
        assert type(theirs.frame.index) is type(ours.frame.index)
    assert there.table(SETTINGS).table is SETTINGS
    assert there.table(JOURNAL).table["amount"] is JOURNAL["amount"]


def test_figures_and_findings_are_the_same(workbook: Path) -> None:
    here, there = read_books(workbook), by_child(workbook)
    ours, theirs = engine.history(here), engine.history(there)
    assert theirs.accounts == ours.accounts
    assert audit(there, theirs.accounts, today=DAY).findings == audit(here, ours.accounts, today=DAY).findings


def test_an_ordinary_workbook_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert len(read_guarded(journal(tmp_path / "buch.xlsx", {})).journal) == 1
    with pytest.raises(AssertionError):
        read_guarded(large(tmp_path / "gross.xlsx"))


def test_a_large_workbook_is_audited_through_the_child(tmp_path: Path) -> None:
    path = large(tmp_path / "gross.xlsx")
    assert examined(path).unusual
    assert len(examine(path).books.journal) == 1


def test_a_packed_program_reads_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = large(tmp_path / "gross.xlsx")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.delattr(subprocess, "Popen")
    assert len(read_guarded(path).journal) == 1


def test_a_problem_of_the_child_is_told_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "tabelle.csv"
    path.write_text("Nr;Betrag\n1;2,50\n", encoding="utf-8")
    with pytest.raises(Problem) as here:
        read_books(path)
    with pytest.raises(Problem) as there:
        by_child(path)
    assert (there.value.message, there.value.remedy) == (here.value.message, here.value.remedy)


ENDS = {
    "aborts": ("import os; os.abort()", "abgestürzt"),
    "prints garbage": ("print('Betrag' * 1000)", "abgestürzt"),
    "prints half": (f"import sys; sys.stdout.buffer.write({guard.MAGIC!r} + b'\\x80\\x05\\x95')", "abgestürzt"),
    "prints nothing": ("pass", "abgestürzt"),
    "fails": ("raise SystemExit(3)", "abgestürzt"),
    "loops": ("while True: pass", "viel länger"),
    "sleeps": ("import time; time.sleep(600)", "viel länger"),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_child_that_does_not_end_well(tmp_path: Path, end: str) -> None:
    program, word = ENDS[end]
    # A child that is too slow is waited for as briefly as makes sense; the others as long as they take.
    with pytest.raises(Problem) as caught:
        read_by_child(
            tmp_path / "buch.xlsx", Limits(2**30, 60, 1 if "länger" in word else 60), [sys.executable, "-c", program]
        )
    assert word in caught.value.message
    assert "„buch.xlsx“" in caught.value.message
    assert caught.value.remedy.startswith("Bitte")
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process limit its own memory")
def test_a_child_that_takes_all_memory_is_stopped(tmp_path: Path) -> None:
    program = (
        "from regman_xl.workbook.fence import fence_in\nfence_in(64 * 2**20, 60)\nkept = []\n"
        "while True: kept.append(bytearray(2**20))"
    )
    with pytest.raises(Problem, match="Arbeitsspeicher"):
        read_by_child(tmp_path / "buch.xlsx", GENEROUS, [sys.executable, "-P", "-c", program])


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows a job counts the work")
def test_a_child_that_works_too_long_is_stopped(tmp_path: Path) -> None:
    program = "from regman_xl.workbook.fence import fence_in\nfence_in(2**30, 1)\nwhile True: pass"
    with pytest.raises(Problem, match="viel länger"):
        read_by_child(tmp_path / "buch.xlsx", GENEROUS, [sys.executable, "-P", "-c", program])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process limit its own memory")
def test_reading_within_too_little_memory_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"Arbeitsspeicher|abgestürzt"):
        by_child(journal(tmp_path / "buch.xlsx", {}), Limits(memory=0, processor=60, seconds=60))


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows a job ends the child")
def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    program = "from regman_xl.workbook.fence import fence_in\nfence_in(2**30, 60)\nimport time\ntime.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, cwd=tmp_path) as child:
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(60) == 1


def test_nothing_is_imported_from_the_folder_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "pickle.py").write_text("raise SystemExit(9)", encoding="utf-8")
    path = journal(tmp_path / "buch.xlsx", {})
    monkeypatch.chdir(tmp_path)
    assert len(by_child(path).journal) == 1


def test_what_the_child_prints_beside_the_books_does_no_harm() -> None:
    problem = Problem("Die Datei „a.xlsx“ ist beschädigt.", "Bitte neu speichern.")
    sink = io.BytesIO()
    guard.hand_over(None, problem, sink)
    assert guard._answer(io.BytesIO(sink.getvalue())) == ("problem", (problem.message, problem.remedy))
    assert guard._answer(io.BytesIO(b"Warnung\n" + sink.getvalue())) is None


def test_larger_files_get_more() -> None:
    small, big = Limits.of(ORDINARY), Limits.of(10 * ORDINARY)
    assert small.memory < big.memory
    assert small.seconds < big.seconds
