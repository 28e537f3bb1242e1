"""The committed workbooks are what the sources make; compared part by part, because compression may differ."""

from __future__ import annotations

import runpy
import zipfile
from pathlib import Path

import pytest

from regman_xl.workbook.master import write_master

FOLDER = Path(__file__).parents[2] / "workbooks"
CONTENTS = runpy.run_path(str(FOLDER / "build.py"))["contents"]()


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_committed_workbook_is_up_to_date(name: str, tmp_path: Path) -> None:
    write_master(tmp_path / name, CONTENTS[name])
    fresh, committed = parts(tmp_path / name), parts(FOLDER / name)
    assert list(fresh) == list(committed)
    stale = [part for part in fresh if fresh[part] != committed[part]]
    assert not stale, "stale: run python workbooks/build.py"
