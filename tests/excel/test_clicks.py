"""LibreOffice opens the macro workbook, every button is clicked, and the cockpit outlives closing and opening.

`xlwings.bas` does not compile in LibreOffice's Basic and would silently disable the whole project; a stub stands in
its place and writes down what Python would have been told. All the rest is the committed workbook.
"""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from regman_xl.workbook import shell
from tests import libreoffice
from tests.excel.buttons import BUTTONS
from tests.workbook.making import edit_bytes
from workbooks import build

SAMPLE = build.FOLDER / "Regionalmanagement_Beispiel.xlsm"
#: LibreOffice's own FileExists hides the one of xlwings, therefore the Python of the settings is a file that exists.
STUB = """Attribute VB_Name = "xlwings"
Public Const XLWINGS_VERSION As String = "1.2.3"

Public Function RunPython(PythonCommand As String)
    Open "{record}" For Append As #1
    Print #1, PythonCommand
    Close #1
End Function

Public Function GetConfig(configKey As String, Optional standard As String = "") As Variant
    GetConfig = "{python}"
End Function

Public Function ParentFolder(ByVal Folder)
    ParentFolder = Folder
End Function

Public Function XLPy() As Object
End Function
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, soffice: str) -> dict[str, Any]:
    """What the script of the clicks saw, in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("clicks")
    record = folder / "calls.txt"
    stub = STUB.format(record=record.as_posix(), python=soffice)
    project = build.project({**build.modules(), "xlwings": stub})
    book = shutil.copy(SAMPLE, folder / "Mappe.xlsm")
    edit_bytes(book, f"xl/{shell.PROJECT}", lambda _: project)
    before = book.read_bytes()
    seen: dict[str, Any] = json.loads(libreoffice.scripted("click.py", book, record))
    assert book.read_bytes() == before
    return seen


def test_a_click_on_each_button_starts_what_its_caption_says(told: dict[str, Any]) -> None:
    call = "from regman_xl.hosts.excel import run; run('{}', 1, '1.2.3')"
    assert dict(told["clicked"]) == {caption: [call.format(key)] for caption, _, key in BUTTONS}
    assert len(told["clicked"]) == len(BUTTONS)


def test_the_cockpit_is_as_designed_whenever_it_is_opened(told: dict[str, Any]) -> None:
    script = "vnd.sun.star.script:VBAProject.Regionalmanagement.{}?language=Basic&location=document"

    assert len(told["openings"]) == 3
    for opening in told["openings"]:
        assert [button[:2] for button in opening["buttons"]] == [
            [caption, [script.format(macro)]] for caption, macro, _ in BUTTONS
        ]
        assert opening["names"] == {
            "Auswahl_Jahr": "$Start.$C$4",
            "Letzte_Pruefung": "$Start.$I$18:$I$21",
            "Letzte_Vorgaenge": "$Start.$H$25:$I$32",
        }
        assert opening["active"] == "Start"


def test_buttons_stand_in_two_columns_between_their_bar_and_the_next(told: dict[str, Any]) -> None:
    opening = told["openings"][-1]
    columns, rows = opening["columns"], opening["rows"]
    tolerance = 30  # hundredths of a millimetre: a pixel
    below = {0: rows[7], 1: rows[7]}
    for place, (caption, _, (left, top, right, bottom)) in enumerate(opening["buttons"]):
        side = place % 2
        assert columns[7 + side] <= left < right <= columns[8 + side] + tolerance, caption
        assert below[side] < top < bottom, caption
        below[side] = bottom
    # The bar "Letzte Prüfung" is row 17, as "Kasse" is; a row stays free above it.
    assert max(below.values()) <= rows[15] + tolerance
