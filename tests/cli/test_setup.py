"""`regman install` and `regman doctor` as a user calls them; on Windows their results depend on the machine."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlwings

from regman_xl.app.setup import gather
from tests.setup import planted

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from regman_xl.app.setup.facts import Facts
    from tests.cli.conftest import Run

elsewhere = pytest.mark.skipif(sys.platform == "win32", reason="says what happens outside Windows")
STANDALONE = Path(xlwings.__file__).parent / "quickstart_standalone.xlsm"


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Plant a Windows on which all is well but the settings, in an empty profile; return the settings' file."""
    (tmp_path / "profil").mkdir()
    conf = tmp_path / "profil" / ".xlwings" / "xlwings.conf"

    def facts(file: Path | None = None) -> Facts:
        known = replace(gather.settings({"USERPROFILE": str(conf.parents[1])}, "cp1252"), unwritable="")
        return replace(planted.GOOD, settings=known, workbook=None if file is None else gather.workbook(file))

    monkeypatch.setattr(gather, "facts", facts)
    return conf


@elsewhere
def test_outside_windows_the_doctor_says_that_the_commands_run(run: Callable[..., Run]) -> None:
    result = run("doctor")

    assert result.code == 1
    assert result.out.startswith("✗ Fehler      Betriebssystem: ")
    assert "alle Befehle von regman laufen auch hier." in result.out
    assert result.err == ""


@elsewhere
@pytest.mark.parametrize("options", [[], ["--remove"], ["--dry-run"]])
def test_outside_windows_there_is_nothing_to_install(run: Callable[..., Run], options: list[str]) -> None:
    result = run("install", *options)

    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "regman install richtet Excel unter Windows ein; hier ist kein Windows. "
        "Alle anderen Befehle laufen ohne Einrichtung.\n"
    )


def test_installing_writes_the_settings_and_then_checks(run: Callable[..., Run], windows: Path) -> None:
    assert run("doctor").code == 1

    result = run("install")

    assert result.code == 0
    assert rb'"INTERPRETER_WIN","%LOCALAPPDATA%\regman\Scripts\python.exe"' in windows.read_bytes()
    assert "für Excel eingetragen." in result.out
    assert result.out.endswith("\nSchaltflächen und Funktionen können arbeiten.\n")
    assert run("doctor").code == 0


def test_what_is_still_missing_after_installing_is_told(
    run: Callable[..., Run], windows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planted, "GOOD", planted.python(xlwings=None))

    result = run("install")

    assert windows.exists()
    assert result.code == 1
    assert "✗ Fehler      xlwings: nicht installiert. Abhilfe: " in result.out


def test_a_dry_run_and_removing(run: Callable[..., Run], windows: Path) -> None:
    assert "Nur angezeigt" in run("install", "--dry-run").out
    assert not windows.exists()
    run("install")
    shown = run("install", "--remove", "--dry-run")
    assert (shown.code, windows.exists()) == (0, True)
    assert "Nur angezeigt" in shown.out

    gone = run("install", "--remove")

    assert (gone.code, windows.exists()) == (0, False)
    assert "ausgetragen" in gone.out
    assert "nichts geändert" in run("install", "--remove").out


def test_a_python_that_excel_cannot_start_is_not_entered(
    run: Callable[..., Run], windows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planted, "GOOD", planted.python(path=r"C:\Users\Łukasz\python.exe"))

    result = run("install")

    assert result.code == 2
    assert re.fullmatch(r"Excel kann dieses Python nicht starten \(„.*“\): .* Bitte .*\n", result.err)
    assert not windows.exists()


@pytest.mark.usefixtures("windows")
def test_the_doctor_looks_at_a_workbook(run: Callable[..., Run], clean: Path, tmp_path: Path) -> None:
    run("install")
    macros = Path(shutil.copy(STANDALONE, tmp_path / "mit.xlsm"))

    assert run("doctor", macros).code == 0
    result = run("doctor", clean)
    assert result.code == 1
    assert "✗ Fehler      Makros der Mappe: keine; " in result.out


@pytest.mark.usefixtures("windows")
def test_settings_beside_the_workbook_that_would_count_are_told(run: Callable[..., Run], tmp_path: Path) -> None:
    run("install")
    macros = Path(shutil.copy(STANDALONE, tmp_path / "mit.xlsm"))
    beside = tmp_path / "xlwings.conf"
    beside.write_bytes(b'"PYTHONPATH","x"\r\n')
    assert run("doctor", macros).code == 0

    beside.write_bytes(b'"INTERPRETER_WIN","python"\r\n')

    assert f"„{beside}“ nennt ein Python" in run("doctor", macros).out


@pytest.mark.parametrize("content", [None, b"", b"kein zip", b"PK\x03\x04"])
def test_a_workbook_that_cannot_be_read_is_one_german_line(
    run: Callable[..., Run], tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "m.xlsm").write_bytes(content)

    result = run("doctor", tmp_path / "m.xlsm")

    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert "m.xlsm" in result.err


def test_the_words_stay_where_a_console_does_not_know_the_signs(
    shell: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    result = shell("doctor", PYTHONIOENCODING="ascii:replace")

    assert "Traceback" not in result.stderr
    assert "Betriebssystem: " in result.stdout
    assert re.match(r". (in Ordnung|Fehler) ", result.stdout)
