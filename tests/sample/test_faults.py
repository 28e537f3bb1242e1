"""Every planted fault is found, with its sheet and cell."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from regman_xl.problems import Problem
from regman_xl.rules import audit
from regman_xl.sample.beginning import new_contents
from regman_xl.sample.faults import PlantedFault, faulty_workbook
from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from tests import libreoffice

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[PlantedFault, ...]]:
    folder = tmp_path_factory.mktemp("faults")
    write_master(folder / "clean.xlsx", sample_contents())
    return folder / "faulty.xlsx", faulty_workbook(folder / "clean.xlsx", folder / "faulty.xlsx")


def test_every_planted_fault_is_found_at_its_cell(planted: tuple[Path, tuple[PlantedFault, ...]]) -> None:
    path, faults = planted
    found = audit(read_books(path), today=dt.date(2027, 2, 15)).findings
    told = {(finding.code, finding.sheet, finding.cell or f"A{finding.row}") for finding in found}
    missed = [fault for fault in faults if (fault.code, fault.sheet, fault.cell) not in told]
    assert missed == []


def test_there_are_many_faults_of_all_groups(planted: tuple[Path, tuple[PlantedFault, ...]]) -> None:
    _, faults = planted
    assert len(faults) >= 25
    assert {fault.code[:3] for fault in faults} >= {"STR", "TYP", "STM", "JRN"}
    assert {f"JRN{number:02d}" for number in range(1, 21)} <= {fault.code for fault in faults}
    assert len({(fault.sheet, fault.cell, fault.code) for fault in faults}) == len(faults)
    assert all(fault.what.endswith(".") for fault in faults)


def test_the_same_source_gives_the_same_faulty_workbook(
    planted: tuple[Path, tuple[PlantedFault, ...]], tmp_path: Path
) -> None:
    path, faults = planted
    assert faulty_workbook(path.with_name("clean.xlsx"), tmp_path / "again.xlsx") == faults
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_another_workbook_than_the_sample_is_refused(tmp_path: Path) -> None:
    write_master(tmp_path / "new.xlsx", new_contents(2027, empty=False))
    with pytest.raises(Problem, match="fehlt die Zeile"):
        faulty_workbook(tmp_path / "new.xlsx", tmp_path / "target.xlsx")
    assert not (tmp_path / "target.xlsx").exists()


def test_libreoffice_opens_it_and_computes_what_it_shows(
    planted: tuple[Path, tuple[PlantedFault, ...]], soffice: str
) -> None:
    path, faults = planted
    shown, computed = libreoffice.cached(path), libreoffice.recalculated(path)
    (without,) = ((fault.sheet, fault.cell) for fault in faults if fault.code == "TYP08")
    for sheet, cells in libreoffice.formulas(path).items():
        for cell in cells:
            if (sheet, cell) == without:
                assert cell not in shown[sheet]
            else:
                assert shown[sheet].get(cell, "") == pytest.approx(computed[sheet].get(cell, ""), abs=1e-6), cell
