"""For every code: the clean sample with one fault gives this code at this cell, and nothing that it does not imply."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from regman_xl.app.audit import examine
from regman_xl.rules import CATALOGUE
from tests.workbook.faults_by_code import FAULTS, NOT_PLANTABLE
from tests.workbook.planting import Plant, clean_sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from regman_xl.finding import Finding
    from tests.workbook.fault import Fault

#: What must not show in a message: a placeholder that nobody filled, or a value that is none.
UNFILLED = re.compile(r"[{}]|<NA>|„“|\b(?:None|nan|NaT)\b")


def findings(data: bytes, folder: Path) -> Counter[Finding]:
    path = folder / "mappe.xlsx"
    path.write_bytes(data)
    return Counter(examine(path).findings)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Counter[Finding]:
    return findings(clean_sample(), tmp_path_factory.mktemp("clean"))


def test_every_code_has_a_fault() -> None:
    assert {fault.code for fault in FAULTS} == set(CATALOGUE) - NOT_PLANTABLE
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_the_clean_sample_has_only_its_waived_warning(clean: Counter[Finding]) -> None:
    assert [(finding.code, finding.waived) for finding in clean] == [("JRN17", True)]


@pytest.mark.parametrize("base", dict.fromkeys(fault.base for fault in FAULTS), ids=lambda base: base.__name__)
def test_planting_nothing_changes_nothing(base: Callable[[], bytes], clean: Counter[Finding], tmp_path: Path) -> None:
    assert findings(Plant(base()).to_bytes(), tmp_path) == clean


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_planted_fault_is_found(fault: Fault, clean: Counter[Finding], tmp_path: Path) -> None:
    plant = Plant(fault.base())
    fault.plant(plant)
    found = findings(plant.to_bytes(), tmp_path)
    new = list((found - clean).elements())
    told = Counter((finding.sheet, finding.cell) for finding in new if finding.code == fault.code)
    assert told == Counter(fault.cells(plant))
    assert {finding.code for finding in new} - {fault.code} == set(fault.implied), new
    assert clean - found == Counter(), "the waived warning of the clean sample stays"
    for finding in new:
        assert not UNFILLED.search(finding.message + finding.hint), finding
