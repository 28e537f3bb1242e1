"""What the audit finds does not depend on how the workbook is laid out, nor on the program that saved it."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regman_xl.address import cell_address
from regman_xl.app.audit import examine
from regman_xl.sample.faults import faulty_workbook
from regman_xl.schema import TABLES
from tests import libreoffice
from tests.workbook.faults_of_grants import GRANTS
from tests.workbook.faults_of_years import PERIOD, PLAN, RESOLUTIONS
from tests.workbook.package_xml import MAIN, split
from tests.workbook.planting import Plant, clean_sample

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lxml.etree import _Element as Element

#: One finding, told by what a waiver names: code, sheet and key of the row.
Told = tuple[str, str, str]
#: Structure, JRN18 and TYP11 judge the order itself.
ABOUT_ORDER = ("STR", "JRN18", "TYP11")
#: Few examples: each reads and checks a whole workbook.
FEW = settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Layout(Plant):
    """A workbook whose tables are laid out anew."""

    def move(self, sheet: str, rows: Sequence[int], columns: Sequence[int], top: int, left: int) -> None:
        """Move a table.

        Args:
            sheet: Its sheet.
            rows: Its data rows in their new order.
            columns: Its columns in their new order.
            top: New row of the headers; what would be in the way above them is dropped.
            left: New first column.

        What stands below the table or beside it moves along.
        """
        place, data = self.listing(sheet), self._data(sheet)
        row_of = {old: top + index for index, old in enumerate((place.top, *rows))}
        column_of = {old: left + index for index, old in enumerate(columns)}
        made: dict[int, Element] = {}
        for row in list(data):
            number = int(row.get("r", ""))
            above = number < place.top
            target = number if above else row_of.get(number, number + top - place.top)
            data.remove(row)
            row.attrib.pop("spans", None)
            row.set("r", str(target))
            for cell in row:
                column = split(cell.get("r", ""))[1]
                beside = column if above else column + left - place.left
                cell.set("r", cell_address(target, column_of.get(column, beside)) if not above else cell.get("r"))
            row[:] = sorted(row, key=lambda cell: split(cell.get("r", ""))[1])
            if not above or target < top:
                made[target] = row
        data[:] = [made[number] for number in sorted(made)]
        self._cells.pop(sheet, None)
        definitions = self._tree(place.part).find(f"{MAIN}tableColumns")
        definitions[:] = [definitions[column - place.left] for column in columns]
        last = cell_address(top + len(rows), left + len(columns) - 1)
        for element in (self._tree(place.part), *self._tree(place.part).iter(f"{MAIN}autoFilter")):
            element.set("ref", f"{cell_address(top, left)}:{last}")


def laid_out(
    data: bytes, seed: int, *, rows: bool = False, columns: bool = False, top: int = 4, left: int = 1
) -> bytes:
    """Return the workbook with all of its tables laid out anew."""
    layout, chance = Layout(data), random.Random(seed)  # noqa: S311 - a shuffle
    for table in TABLES:
        place = layout.listing(table.sheet)
        order = list(range(place.top + 1, place.bottom + 1))
        across = list(range(place.left, place.right + 1))
        if rows:
            chance.shuffle(order)
        if columns:
            chance.shuffle(across)
        layout.move(table.sheet, order, across, top, left)
    return layout.to_bytes()


def told(data: bytes, folder: Path) -> Counter[Told]:
    """Return what is found; Excel does not tell keys apart by case, nor do we."""
    path = folder / "mappe.xlsx"
    path.write_bytes(data)
    return Counter((finding.code, finding.sheet, finding.key.casefold()) for finding in examine(path).findings)


def besides(found: Counter[Told], codes: tuple[str, ...]) -> Counter[Told]:
    """Return findings without those of some codes."""
    return Counter({place: count for place, count in found.items() if not place[0].startswith(codes)})


@dataclass(frozen=True)
class Sample:
    """A workbook as our writer saved it.

    Attributes:
        data: The file.
        told: What is found in it.
        uncomputed: Keys of journal rows with a formula whose value is not stored.
        broken: Keys of journal rows with a formula that shows an error.
    """

    data: bytes
    told: Counter[Told]
    uncomputed: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


def planted() -> bytes:
    """The clean sample with faults of money, days and resolutions together, which the faulty sample has not."""
    plant = Plant()
    for fault in (*GRANTS, *PERIOD, *RESOLUTIONS, *PLAN):
        # These take away what others rest on, use the same key, or begin with another workbook.
        if fault.code not in {"PER03", "PER05", "PER10", "GOV02"}:
            fault.plant(plant)
    plant.recompute("Finanzierungsplan", "F-003 / 2026", "Eigenanteil", 1_000)
    return plant.to_bytes()


@pytest.fixture(scope="module", params=["clean", "faulty", "planted"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("sample")
    if request.param != "faulty":
        data = clean_sample() if request.param == "clean" else planted()
        return Sample(data, told(data, folder))
    (folder / "clean.xlsx").write_bytes(clean_sample())
    faulty_workbook(folder / "clean.xlsx", folder / "faulty.xlsx")
    data = (folder / "faulty.xlsx").read_bytes()
    return Sample(data, told(data, folder), uncomputed=("327",), broken=("328",))


@given(seed=st.integers(0, 2**32))
@FEW
def test_row_order_does_not_matter(sample: Sample, seed: int, tmp_path: Path) -> None:
    moved = laid_out(sample.data, seed, rows=True)
    assert besides(told(moved, tmp_path), ABOUT_ORDER) == besides(sample.told, ABOUT_ORDER)


@given(seed=st.integers(0, 2**32), top=st.integers(1, 20), left=st.integers(1, 30))
@FEW
def test_columns_and_position_do_not_matter(sample: Sample, seed: int, top: int, left: int, tmp_path: Path) -> None:
    moved = laid_out(sample.data, seed, columns=True, top=top, left=left)
    assert told(moved, tmp_path) == sample.told


def test_saved_by_openpyxl(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "ours.xlsx").write_bytes(sample.data)
    openpyxl.load_workbook(tmp_path / "ours.xlsx").save(tmp_path / "again.xlsx")
    before, after = sample.told, told((tmp_path / "again.xlsx").read_bytes(), tmp_path)
    # openpyxl drops what formulas show: an error becomes a formula without a value. The Eigenanteil, a formula
    # column of ours, loses nothing: its value follows from the row.
    assert before - after == Counter([("TYP09", "Journal", key) for key in sample.broken])
    assert after - before == Counter([("TYP08", "Journal", key) for key in sample.broken])


def test_saved_by_libreoffice(sample: Sample, tmp_path: Path, soffice: str) -> None:
    assert soffice
    (tmp_path / "ours.xlsx").write_bytes(sample.data)
    libreoffice.resave(tmp_path / "ours.xlsx", tmp_path / "again.xlsx")
    before, after = sample.told, told((tmp_path / "again.xlsx").read_bytes(), tmp_path)
    # LibreOffice computes what had no value: that fault is mended. Nothing else changes.
    assert before - after == Counter([("TYP08", "Journal", key) for key in sample.uncomputed])
    assert after - before == Counter()
