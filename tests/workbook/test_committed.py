"""The committed workbooks are what the sources make; compared part by part, because compression may differ."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from regman_xl.workbook import shell
from regman_xl.workbook.master import write_master
from workbooks import build
from workbooks.sources import FOLDER, RIBBON, texts

if TYPE_CHECKING:
    from pathlib import Path

CONTENTS = build.contents()
STALE = "stale: run python -m workbooks.build"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_committed_workbook_is_up_to_date(name: str, tmp_path: Path) -> None:
    write_master(tmp_path / name, CONTENTS[name])
    fresh, committed = parts(tmp_path / name), parts(FOLDER / name)
    assert list(fresh) == list(committed)
    stale = [part for part in fresh if fresh[part] != committed[part]]
    assert not stale, STALE


@pytest.mark.parametrize("name", texts())
def test_a_generated_source_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == texts()[name], STALE


def test_the_package_ships_what_the_sources_make() -> None:
    assert (build.SHIPPED / shell.PROJECT).read_bytes() == build.project(build.modules()), STALE
    assert (build.SHIPPED / shell.RIBBON).read_text("utf-8") == texts()[RIBBON], STALE
