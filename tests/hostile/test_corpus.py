"""Every file of the corpus: what the program promises holds, and it says what is recorded in ``outcomes.txt``.

POSIX only: limits of the kernel and forks. On Windows the same code is tested by the tests of its modules.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.hostile.corpus import CASES
from tests.hostile.run import OUTCOMES, Runner, fresh_cases, recorded, tried, tried_fresh

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.hostile.case import Case

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only: fork and setrlimit")


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    running = Runner()
    yield running
    running.close()


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    return recorded()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_the_program_says_what_is_recorded(
    case: Case, runner: Runner, expected: dict[str, str], tmp_path: Path
) -> None:
    said, faults, _ = tried(runner, case, tmp_path)
    assert not faults, "\n".join([f"promises broken on {case.key}:", *faults, f"It said: {said}"])
    assert said == expected.get(case.key, "(nothing is recorded)"), (
        f"{case.key} had another outcome. If it is better: python -m tests.hostile.run --record '{case.key}'"
    )


@pytest.mark.parametrize("case", fresh_cases(), ids=lambda case: case.key)
def test_a_new_process_says_the_same_as_a_fork(case: Case, runner: Runner, tmp_path: Path) -> None:
    forked, fresh, faults = tried_fresh(runner, case, tmp_path)
    assert not faults, "\n".join(faults)
    assert fresh == forked


def test_every_case_has_a_name_of_its_own_and_an_outcome(expected: dict[str, str]) -> None:
    keys = [case.key for case in CASES]
    assert len(set(keys)) == len(keys) >= 200
    assert set(expected) == set(keys), f"{OUTCOMES.name} and the corpus list different cases"


def test_a_file_is_the_same_each_time_it_is_made(tmp_path: Path) -> None:
    for case in fresh_cases():
        for name in ("a", "b"):
            (tmp_path / name).mkdir(exist_ok=True)
            case.place(tmp_path / name / "mappe.xlsx")
        if (tmp_path / "a" / "mappe.xlsx").is_file():
            assert (tmp_path / "a" / "mappe.xlsx").read_bytes() == (tmp_path / "b" / "mappe.xlsx").read_bytes(), (
                case.key
            )
            for name in ("a", "b"):
                (tmp_path / name / "mappe.xlsx").unlink()
