"""How the path of Python is written so that the VBA, which knows no Unicode, finds it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regman_xl.app.setup.interpreter_path import configuration_value
from regman_xl.problems import Problem
from tests.setup.planted import INTERPRETER, MACHINE


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (r"C:\Program Files\regman\Scripts\python.exe", rb"C:\Program Files\regman\Scripts\python.exe"),
        # Umlauts of the profile hide behind its variable, the innermost one.
        (r"C:\Users\müller\AppData\Local\regman\python.exe", rb"%LOCALAPPDATA%\regman\python.exe"),
        (r"c:\users\MÜLLER\py\python.exe", rb"%USERPROFILE%\py\python.exe"),
        # Others are written as the VBA reads them.
        (r"D:\Prüfung\python.exe", b"D:\\Pr\xfcfung\\python.exe"),
        (r"C:\Users\müller\Prüfung\python.exe", b"%USERPROFILE%\\Pr\xfcfung\\python.exe"),
    ],
)
def test_a_path_that_the_vba_can_read(path: str, written: bytes) -> None:
    python = replace(INTERPRETER, path=path)

    assert configuration_value(MACHINE, python) == written
    assert MACHINE.expanded(written.decode("cp1252")).casefold() == path.casefold()


def test_letters_that_it_cannot_read_are_avoided_by_short_names() -> None:
    python = replace(INTERPRETER, path=r"C:\Users\Łukasz\python.exe", short=r"C:\Users\UKASZ~1\python.exe")

    assert configuration_value(MACHINE, python) == rb"C:\Users\UKASZ~1\python.exe"


@pytest.mark.parametrize(
    ("path", "short"),
    [
        (r"C:\Users\Łukasz\python.exe", ""),
        (r"C:\Users\Łukasz\python.exe", r"C:\Users\Łukasz\python.exe"),
        (r"C:\100%\python.exe", ""),
    ],
)
def test_a_path_that_it_cannot_read_at_all_is_refused_with_a_remedy(path: str, short: str) -> None:
    with pytest.raises(Problem) as refused:
        configuration_value(MACHINE, replace(INTERPRETER, path=path, short=short))

    assert path in refused.value.message
    assert "Bitte regman in einem Ordner installieren" in refused.value.remedy
