"""Keys are spelled as the VBA of xlwings asks for them: it takes others for missing, without a word."""

from __future__ import annotations

import re
from pathlib import Path

import xlwings

from regman_xl.schema.xlwings_settings import CONFIGURATION_SHEET, INTERPRETER, SHEET_SETTINGS, XLWINGS_VERSION

VBA = (Path(xlwings.__file__).parent / "xlwings.bas").read_text(encoding="utf-8")


def test_every_key_is_one_that_the_vba_asks_for() -> None:
    asked = set(re.findall(r'GetConfig\("([^"]+)"', VBA))

    assert {INTERPRETER, *(key for key, _ in SHEET_SETTINGS)} <= asked


def test_the_vba_is_of_the_pinned_version() -> None:
    assert f'Public Const XLWINGS_VERSION As String = "{XLWINGS_VERSION}"' in VBA
    assert f'"xlwings64-{XLWINGS_VERSION}.dll"' in VBA
    assert f'Public Const PROJECT_NAME As String = "{CONFIGURATION_SHEET.removesuffix(".conf")}"' in VBA
