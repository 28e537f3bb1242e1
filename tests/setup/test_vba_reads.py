"""What the VBA of xlwings itself reads in the user's file: its function runs in LibreOffice, which knows `Input #`."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import pytest
import xlwings

from regman_xl.app.setup.configuration import installed, interpreter, removed
from regman_xl.schema.xlwings_settings import INTERPRETER
from tests.libreoffice import headless
from tests.setup.test_configuration import FOREIGN, MARK, READ

OURS = rb"C:\Program Files\regman\Scripts\python.exe"
CHANGED = MARK + b'"LICENSE_KEY","gA123"\r\n"INTERPRETER_WIN","python"\r\n'
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">
"""
_NAMES = 'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"'
_LINK = 'xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"'
#: A library of macros in a profile of LibreOffice.
_LIBRARY = {
    "script.xlc": f"""{_HEAD.format("library", "libraries")}<library:libraries {_NAMES}>
<library:library library:name="Standard" {_LINK} library:link="false"/></library:libraries>""",
    "Standard/script.xlb": f"""{_HEAD.format("library", "library")}<library:library {_NAMES} library:name="Standard"
library:readonly="false" library:passwordprotected="false"><library:element library:name="Read"/></library:library>""",
    "Standard/Read.xba": f"""{_HEAD.format("script", "module")}<script:module
xmlns:script="http://openoffice.org/2000/script" script:name="Read" script:language="StarBasic">%s</script:module>""",
}


def run_basic(source: str) -> None:
    """Run `Main` of a Basic source in LibreOffice."""
    command = headless()
    (profile,) = (urlsplit(word.partition("=")[2]).path for word in command if word.startswith("-env:User"))
    for name, text in _LIBRARY.items():
        file = Path(profile, "user", "basic", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("%s", escape(source)), encoding="utf-8")
    subprocess.run([*command, "macro:///Standard.Read.Main"], check=True, capture_output=True, timeout=60)


def read_by_vba(folder: Path, contents: list[bytes]) -> list[bytes | None]:
    """Return the interpreter that `GetConfigFromFile` of xlwings finds in each file."""
    vba = (Path(xlwings.__file__).parent / "xlwings.bas").read_text(encoding="utf-8")
    function = re.search(r"^Function GetConfigFromFile.*?^End Function", vba, re.DOTALL | re.MULTILINE)
    assert function is not None
    calls = []
    for number, content in enumerate(contents):
        file = folder / f"{number}.conf"
        file.write_bytes(content)
        found = f'GetConfigFromFile("{file}", "{INTERPRETER}", v)'
        calls.append(f'v = ""\nIf {found} Then\nPrint #9, "+" & v\nElse\nPrint #9, "-"\nEnd If')
    head = "Option VBASupport 1\nFunction FileExists(s)\nFileExists = True\nEnd Function"
    main = f'Sub Main\nDim v As String\nOpen "{folder / "read.txt"}" For Output As #9\n'
    run_basic("\n".join((head, function[0], main, *calls, "Close #9", "End Sub")))
    lines = (folder / "read.txt").read_bytes().splitlines()
    assert len(lines) == len(contents)
    return [line[1:] if line[:1] == b"+" else None for line in lines]


@pytest.mark.usefixtures("soffice")
def test_the_vba_finds_what_we_say_that_it_finds(tmp_path: Path) -> None:
    contents = [content for content, _ in READ]
    every = [*contents, FOREIGN, CHANGED]
    ours = [installed(content, OURS) for content in every]

    found = read_by_vba(tmp_path, [*every, *ours, *(removed(content) for content in ours)])

    assert found[: len(READ)] == [value for _, value in READ]
    assert found[: len(every)] == [interpreter(content) for content in every]
    assert found[len(every) : -len(every)] == [OURS] * len(every)
    assert found[-len(every) :] == [interpreter(content) for content in every]
