"""A hundredth of the mutation fuzzing, the same in every run; and proof that it would see what it looks for.

The workers need limits that only POSIX systems have.
"""

from __future__ import annotations

import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

import pytest

from regman_xl.workbook.reader import read_books
from tests.hostile import bases, money_cells, mutants
from tests.hostile.recipes import Step, base_of, described, mutant, recipe, stepped

if TYPE_CHECKING:
    from pathlib import Path

SEED, SHARE = 1, 1000
#: Mutants of seed 1 that once ended in a traceback: a date after the last one, a format beyond all numbers, a part that
#: claims to be LZMA.
FOUND = (2147, 2646, 7874, 7902, 17233)


def test_a_hundredth_of_the_mutants_ends_in_findings_or_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.hostile.mutants", "--runs", str(SHARE), "--seed", str(SEED)]
    run = subprocess.run([*command, "--folder", str(tmp_path)], capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, mutants.failures(tmp_path)) == (0, []), run.stdout + run.stderr
    assert f"{SHARE} mutants, 0 failures" in run.stdout


@pytest.mark.parametrize("number", FOUND)
def test_what_mutants_once_broke_holds(number: int, tmp_path: Path) -> None:
    assert mutants.failure(recipe(SEED, number), tmp_path / "mappe.xlsx") == ("", "")


def test_a_mutant_is_the_same_again_and_its_steps_can_be_told() -> None:
    for number in range(40):
        made = recipe(SEED, number)
        assert mutant(made) == mutant(recipe(SEED, number))
        assert len(described(made)) == len(made.steps)


def test_a_breakdown_is_seen_and_traced_to_the_mutations_that_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_down(path: Path) -> None:
        if b"[Content_Types].xml" not in path.read_bytes():
            raise ZeroDivisionError

    monkeypatch.setattr(mutants, "read_books", breaks_down)
    numbers = [n for n in range(3000) if "drop_part" in described(recipe(SEED, n)) and len(recipe(SEED, n).steps) > 1]
    kinds = {number: mutants.failure(recipe(SEED, number), tmp_path / "mappe.xlsx")[0] for number in numbers}
    broken = next(number for number, kind in kinds.items() if kind == "ZeroDivisionError")
    assert len(mutants.minimised(recipe(SEED, broken), tmp_path / "mappe.xlsx").steps) == 1


def test_an_amount_that_is_lost_or_changed_without_a_word_is_seen(tmp_path: Path) -> None:
    parts = list(bases.few("Beiträge"))
    path = tmp_path / "mappe.xlsx"
    path.write_bytes(bases.packed(parts))
    before = read_books(path)
    silent = [money_cells.complaint(parts, Random(str(seed)), before, before) for seed in range(60)]  # noqa: S311
    assert sum(bool(complaint) for complaint in silent) > 50
    assert any("is not" in complaint for complaint in silent)
    assert any("became" in complaint for complaint in silent)


def test_each_level_changes_the_sample() -> None:
    made = recipe(SEED, 1)
    parts = base_of(made)
    for level in ("bytes", "xml", "package", "values"):
        changed = [stepped(parts, Step(level, f"{level}{seed}"))[0] != parts for seed in range(20)]
        assert sum(changed) > 10, level
