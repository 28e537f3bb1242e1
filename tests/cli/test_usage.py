"""Wrong calls: one German line on standard error, exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from regman_xl import __version__
from regman_xl.cli import regman
from tests.cli.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["vaildate", "x.xlsx"], "Den Befehl vaildate gibt es nicht. Ist validate gemeint? Hilfe: regman --help"),
        (["zusammenfassen"], "Den Befehl zusammenfassen gibt es nicht. Hilfe: regman --help"),
        (["--verson"], "Die Option --verson gibt es nicht. Ist --version gemeint? Hilfe: regman --help"),
        (["figures"], "Die Angabe DATEI fehlt. Hilfe: regman figures --help"),
        (["validate"], "Die Angabe DATEI fehlt. Hilfe: regman validate --help"),
        (["figures", "x.xlsx"], "Die Option --year fehlt. Hilfe: regman figures --help"),
        (
            ["figures", "x.xlsx", "--yaer", "2026"],
            "Die Option --yaer gibt es nicht. Ist --year gemeint? Hilfe: regman figures --help",
        ),
        (["plan", "x.xlsx", "--year"], "Die Option --year braucht einen Wert. Hilfe: regman plan --help"),
        (
            ["plan", "x.xlsx", "--year", "2026", "--force=ja"],
            "Die Option --force nimmt keinen Wert. Hilfe: regman plan --help",
        ),
        (
            ["plan", "x.xlsx", "--year", "26"],
            "--year: 26 ist kein Haushaltsjahr (Beispiel: 2026). Hilfe: regman plan --help",
        ),
        (
            ["plan", "x.xlsx", "--year", "2026", "--as-of", "31.02.2026"],
            "--as-of: 31.02.2026 ist kein Datum (Beispiele: 31.12.2026 oder 2026-12-31). Hilfe: regman plan --help",
        ),
        (
            ["figures", "x.xlsx", "y.xlsx", "--year", "2026"],
            "Die Angabe y.xlsx ist hier zu viel. Hilfe: regman figures --help",
        ),
        (
            ["validate", "x.xlsx", "--format", "xml"],
            (
                "--format: xml ist nicht möglich; bitte text, json, junit, sarif oder github angeben. "
                "Hilfe: regman validate --help"
            ),
        ),
        (
            ["validate", "x.xlsx", "--fail-on", "info"],
            "--fail-on: info ist nicht möglich; bitte error, warning oder never angeben. Hilfe: regman validate --help",
        ),
        (
            ["validate", "-"],
            (
                "DATEI: Die Standardein- und -ausgabe (-) wird nicht unterstützt; bitte eine Datei angeben. "
                "Hilfe: regman validate --help"
            ),
        ),
        (["validate", ""], "DATEI: Der Dateiname ist leer oder ungültig. Hilfe: regman validate --help"),
        (
            ["validate", "x.xlsx", "--select", ","],
            "--select: Bitte mindestens einen Code angeben (Beispiel: JRN02 oder JRN). Hilfe: regman validate --help",
        ),
    ],
)
def test_wrong_call_is_one_german_line(run: Callable[..., Run], arguments: list[str], line: str) -> None:
    result = run(*arguments)

    assert (result.code, result.out, result.err) == (2, "", line + "\n")


def test_no_command_shows_the_help(run: Callable[..., Run]) -> None:
    result = run()

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Aufruf: regman [OPTIONEN] BEFEHL")


@pytest.mark.parametrize("command", ["", *regman.commands])
def test_help_is_german(run: Callable[..., Run], command: str) -> None:
    result = run(*command.split(), "--help")

    assert (result.code, result.err) == (0, "")
    assert "Aufruf: regman" in result.out
    for english in ("Usage", "Options", "Commands", "COMMAND", "Show", "required", "default"):
        assert english not in result.out


def test_version(run: Callable[..., Run]) -> None:
    assert run("--version").out == f"regman {__version__}\n"


@pytest.mark.parametrize("call", [["--help"], ["--version"], ["rules", "--help"], ["validate", "--help"], ["bogus"]])
def test_help_does_not_wait_for_pandas(call: list[str]) -> None:
    heavy = {"pandas", "numpy", "pyarrow", "pydantic", "xlsxwriter", "openpyxl", "xlwings", "stdnum", "lxml"}
    code = f"""
import sys
sys.argv = ["regman", *{call!r}]
from regman_xl.cli import main
try:
    main()
except SystemExit:
    pass
print(sorted({{name.partition(".")[0] for name in sys.modules}} & {heavy!r}))
"""

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)

    assert said.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is told differently on Windows")
def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "regman_xl", "rules"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (0, b"")


def test_interruption_ends_with_130(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    _replace_rules(monkeypatch, KeyboardInterrupt)

    result = run("rules")

    assert (result.code, result.out) == (130, "")
    assert result.err.endswith("Abgebrochen.\n")


def test_unexpected_error_is_one_line(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REGMAN_DEBUG", raising=False)
    _replace_rules(monkeypatch, ZeroDivisionError("bei\nder Arbeit"))

    result = run("rules")

    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "Interner Fehler (ZeroDivisionError): bei der Arbeit. "
        "Bitte melden; mit REGMAN_DEBUG=1 erscheinen Einzelheiten.\n"
    )


def test_debug_shows_the_traceback(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGMAN_DEBUG", "1")
    _replace_rules(monkeypatch, ZeroDivisionError())

    result = run("rules")

    assert result.code == 2
    assert "Traceback" in result.err


def test_failing_disk_is_named(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    _replace_rules(monkeypatch, OSError(5, "Input/output error", "mappe.xlsx"))

    result = run("rules")

    assert (result.code, result.err) == (
        2,
        "Lesen oder Schreiben ist fehlgeschlagen („mappe.xlsx“): der Datenträger meldet einen Fehler.\n",
    )


def _replace_rules(monkeypatch: pytest.MonkeyPatch, error: BaseException | type[BaseException]) -> None:
    def fail() -> int:
        raise error

    command = regman.commands["rules"]
    assert isinstance(command, click.Command)
    monkeypatch.setattr(command, "callback", fail)
