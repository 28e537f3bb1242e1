"""The day that rules look at is the Stichtag of the workbook, not the day on which somebody runs them."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

import regman_xl
from regman_xl.app import audit
from tests.workbook.planting import Plant, clean_sample

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(regman_xl.__file__).parent
#: Where the clock may be read: as the last resort of a command.
MAY_READ_THE_CLOCK = {
    "app/audit.py",
    "app/new.py",
    # When a button was pressed: on Start, in the log and in the name of a backup, in no document.
    "hosts/journal.py",
    "hosts/panel.py",
    # How long to wait for a file that is held, and how old a left one is: no result shows it.
    "workbook/atomic.py",
    "workbook/temporary.py",
}


class In2031(dt.datetime):
    """A clock that stands in 2031."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> In2031:
        return cls(2031, 5, 4, 12, 0, tzinfo=tz)


@pytest.fixture
def in_2031(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "dt", SimpleNamespace(datetime=In2031, date=dt.date))


def examined(data: bytes, folder: Path) -> audit.Examined:
    path = folder / "mappe.xlsx"
    path.write_bytes(data)
    return audit.examine(path)


@pytest.mark.usefixtures("in_2031")
def test_the_clean_sample_stays_clean(tmp_path: Path) -> None:
    later = examined(clean_sample(), tmp_path)
    assert later.today == dt.date(2027, 2, 15)
    assert [(finding.code, finding.waived) for finding in later.findings] == [("JRN17", True)]


@pytest.mark.usefixtures("in_2031")
def test_without_a_stichtag_the_clock_counts(tmp_path: Path) -> None:
    plant = Plant()
    plant.setting("Stichtag", None)
    assert examined(plant.to_bytes(), tmp_path).today == dt.date(2031, 5, 4)


def clock_readings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in {"now", "today", "utcnow"}:
            yield called.attr
        if isinstance(node, ast.Import) and any(name.name == "time" for name in node.names):
            yield "import time"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield "from time"


def test_nobody_else_reads_the_clock() -> None:
    reading = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(clock_readings(path.read_text(encoding="utf-8")))
    }
    assert reading <= MAY_READ_THE_CLOCK


@pytest.mark.parametrize(
    "source", ["dt.datetime.now()", "pd.Timestamp.today()", "import time", "from time import monotonic", "date.today()"]
)
def test_a_reading_of_the_clock_is_seen(source: str) -> None:
    assert list(clock_readings(source))
