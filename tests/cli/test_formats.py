"""`regman validate --format`: what CI systems read, with every choice and exit code."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest

from regman_xl.app import audit, documents, figures
from regman_xl.app.audit import Examined, examine
from regman_xl.rules import CATALOGUE
from regman_xl.rules.registry import REGISTRY
from tests.render.checked import valid_junit, valid_sarif

if TYPE_CHECKING:
    import datetime as dt
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from regman_xl.model.books import Books
    from tests.cli.conftest import Run

FORMATS = ("text", "json", "junit", "sarif", "github")
WARNINGS = "JRN03,JRN04,TYP02,TYP06"


BREAKS = "STR08"
EXAMINED: dict[tuple[bytes, object], Examined] = {}


@pytest.fixture(autouse=True)
def _examine_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examine each workbook once for all formats and choices: what is tested here comes after that."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)

    def examine_once(path: Path, as_of: dt.date | None = None) -> Examined:
        assert as_of is None
        if not path.exists():
            return examine(path)
        key = (path.read_bytes(), REGISTRY.rules[BREAKS].function)
        if key not in EXAMINED:
            EXAMINED[key] = examine(path)
        return dataclasses.replace(EXAMINED[key], path=path)

    for module in (audit, documents, figures):
        monkeypatch.setattr(module, "examine", examine_once)


def broken(books: Books) -> tuple[()]:
    """Break down.

    Because: Prüfungspraxis.
    """
    raise KeyError("Spalte")


@pytest.fixture
def broken_rule(monkeypatch: pytest.MonkeyPatch) -> str:
    """Let a rule of the catalogue break down, and return its code."""
    monkeypatch.setitem(REGISTRY.rules, BREAKS, dataclasses.replace(REGISTRY.rules[BREAKS], function=broken))
    return BREAKS


def codes_in(form: str, text: str) -> set[str]:
    """Return the codes of what is told as a finding."""
    if form == "json":
        return {finding["code"] for file in json.loads(text)["files"] for finding in file["findings"]}
    if form == "sarif":
        return {result["ruleId"] for result in valid_sarif(text)["results"]}
    if form == "junit":
        told = valid_junit(text).xpath("//testcase[failure or error or system-out]/@name")
        return {str(name)[:5] for name in told}
    return {code for code in CATALOGUE if f" {code}: " in text or f"title={code} " in text}


@pytest.mark.parametrize("form", FORMATS)
def test_exit_codes(run: Callable[..., Run], clean: Path, faulty: Path, tmp_path: Path, form: str) -> None:
    def code(*arguments: str | Path) -> int:
        return run("validate", "--format", form, *arguments).code

    assert code(clean) == 0
    assert code(faulty) == 1
    assert code(faulty, "--fail-on", "never") == 0
    assert code(faulty, "--select", WARNINGS) == 0
    assert code(faulty, "--select", WARNINGS, "--fail-on", "warning") == 1
    assert code(clean, tmp_path / "fehlt.xlsx", faulty) == 2
    assert code(clean, "--select", "XYZ") == 2


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_the_same_findings(run: Callable[..., Run], faulty: Path, form: str) -> None:
    def codes(form: str, *options: str) -> set[str]:
        return codes_in(form, run("validate", faulty, "--format", form, *options).out)

    everything = codes("json")
    assert codes(form) == everything
    assert codes(form, "--select", "jrn") == {code for code in everything if code.startswith("JRN")}
    assert codes(form, "--ignore", "JRN,TYP03") == {
        code for code in everything if not code.startswith("JRN") and code != "TYP03"
    }
    assert codes(form, "--year", "2026") == codes("json", "--year", "2026") < everything


@pytest.mark.parametrize("form", FORMATS)
def test_waived_findings_are_visible_as_waived(run: Callable[..., Run], clean: Path, form: str) -> None:
    told = {"json": '"waived": true', "sarif": '"justification": "Quittiert von '}.get(form, "(quittiert)")

    result = run("validate", clean, "--format", form, "--fail-on", "warning")

    assert result.code == 0
    assert result.out.count(told) == json.loads(run("validate", clean, "--format", "json").out)["files"][0]["waived"]
    assert told in result.out


def test_junit_has_a_case_for_every_rule_that_was_asked_for(run: Callable[..., Run], clean: Path) -> None:
    def codes(*options: str) -> list[str]:
        root = valid_junit(run("validate", clean, "--format", "junit", *options).out)
        return [case.get("name", "")[:5] for case in root.iter("testcase")]

    assert codes() == list(CATALOGUE)
    assert codes("--select", "JRN0,STM01") == [
        code for code in CATALOGUE if code.startswith(("JRN0", "STM01")) or code == "INT01"
    ]
    assert codes("--ignore", "JRN,INT") == [code for code in CATALOGUE if not code.startswith("JRN")]


def test_junit_fails_by_the_threshold(run: Callable[..., Run], faulty: Path) -> None:
    def failures(*options: str) -> int:
        root = valid_junit(run("validate", faulty, "--format", "junit", *options).out)
        return int(root.get("failures", ""))

    assert failures("--select", WARNINGS) == 0
    assert failures("--select", WARNINGS, "--fail-on", "warning") == len(WARNINGS.split(","))
    assert failures() > 0
    assert failures("--fail-on", "never") == 0


@pytest.mark.parametrize("form", FORMATS)
def test_several_files_are_all_told(
    run: Callable[..., Run], clean: Path, faulty: Path, tmp_path: Path, form: str
) -> None:
    broken = tmp_path / "kaputt.xlsx"
    broken.write_bytes(b"PK\x03\x04 gar nichts")

    result = run("validate", "--format", form, broken, faulty, clean)

    assert result.code == 2
    assert [name for name in ("kaputt.xlsx", "fehler.xlsx", "mappe.xlsx") if name not in result.out] == []
    if form == "junit":
        assert [suite.get("errors") for suite in valid_junit(result.out)] == ["1", "0", "0"]
    if form == "sarif":
        run_object = valid_sarif(result.out)
        assert not run_object["invocations"][0]["executionSuccessful"]
        assert len(run_object["artifacts"]) == 3


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "options", [(), ("--select", "JRN"), ("--ignore", "INT,STR"), ("--year", "2026"), ("--fail-on", "never")]
)
def test_a_rule_that_breaks_down_is_never_hidden(
    run: Callable[..., Run], clean: Path, broken_rule: str, form: str, options: tuple[str, ...]
) -> None:
    result = run("validate", clean, "--format", form, *options)

    assert result.code == 2
    assert "INT01" in codes_in(form, result.out)
    assert f"Die Regel {broken_rule} „" in result.out
    assert "KeyError: 'Spalte'" in result.out
    assert result.err == f"{clean}: Die Prüfung ist unvollständig, denn eine Regel ist abgebrochen (INT01).\n"


def test_the_other_rules_go_on(run: Callable[..., Run], faulty: Path, broken_rule: str) -> None:
    result = run("validate", faulty, "--format", "junit")

    found = {
        case.get("name", "")[:5]: [child.tag for child in case] for case in valid_junit(result.out).iter("testcase")
    }
    assert (found[broken_rule], found["INT01"], found["JRN09"]) == (["error"], ["error"], ["failure"])


def test_no_document_is_made_of_what_could_not_be_checked(
    run: Callable[..., Run], clean: Path, tmp_path: Path, broken_rule: str
) -> None:
    refused = run("close", clean, "--year", "2026", "--out", tmp_path / "a.xlsx")

    assert (refused.code, refused.out, (tmp_path / "a.xlsx").exists()) == (2, "", False)
    assert "Abschluss 2026 wird nicht erstellt, denn die Prüfung ist unvollständig." in refused.err
    assert broken_rule in refused.err

    draft = run("close", clean, "--year", "2026", "--out", tmp_path / "a.xlsx", "--draft")

    assert (draft.code, (tmp_path / "a.xlsx").exists()) == (0, True)
    assert f"Die Regel {broken_rule} „" in draft.err


def test_figures_say_that_a_rule_broke_down(run: Callable[..., Run], clean: Path, broken_rule: str) -> None:
    result = run("figures", clean, "--year", "2026", "--format", "json")

    assert (result.code, json.loads(result.out)["year"]) == (0, 2026)
    assert f"{clean}: Die Regel {broken_rule} „" in result.err


def test_rules_without_figures_are_skipped(run: Callable[..., Run], faulty: Path) -> None:
    result = run("validate", faulty, "--format", "junit")

    cases = {case.get("name", "")[:5]: case for case in valid_junit(result.out).iter("testcase")}
    told = {
        code: case.find("skipped").get("message") for code, case in cases.items() if case.find("skipped") is not None
    }
    failing = {code for code, case in cases.items() if case.find("failure") is not None}
    assert set(told) == {code for code, rule in CATALOGUE.items() if rule.needs_accounts} - failing
    assert {message[:70] for message in told.values()} == {
        "Nicht geprüft: Das Haushaltsjahr 2026 schließt mit einem Fehlbetrag; sp"[:70]
    }
    (invocation,) = valid_sarif(run("validate", faulty, "--format", "sarif").out)["invocations"]
    assert invocation["executionSuccessful"]
    assert [note["level"] for note in invocation["toolExecutionNotifications"]] == ["warning"]


def test_a_year_before_the_figures_end_is_judged(run: Callable[..., Run], faulty: Path) -> None:
    def skipped(year: str) -> set[str]:
        root = valid_junit(run("validate", faulty, "--format", "junit", "--year", year).out)
        return {case.get("name", "")[:5] for case in root.iter("testcase") if case.find("skipped") is not None}

    assert skipped("2025") == skipped("2026") == set()
    assert "PER04" in skipped("2027")


@pytest.mark.parametrize(("form", "place"), [("sarif", '"uri": "mappe.xlsx"'), ("github", "file=mappe.xlsx,")])
def test_files_are_named_from_the_folder_of_the_repository(
    run: Callable[..., Run], clean: Path, monkeypatch: pytest.MonkeyPatch, form: str, place: str
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(clean.parent))

    assert place in run("validate", clean, "--format", form).out


@pytest.mark.parametrize("form", ["junit", "sarif"])
def test_a_reader_of_the_pipe_gets_utf_8(
    shell: Callable[..., subprocess.CompletedProcess[str]], clean: Path, form: str
) -> None:
    result = shell("validate", clean.name, "--format", form, PYTHONIOENCODING="latin-1", GITHUB_WORKSPACE="")

    assert (result.returncode, result.stderr) == (0, "")
    read: Any = {"junit": valid_junit, "sarif": valid_sarif}[form]
    assert len(read(result.stdout)) > 0
    assert "ü" in result.stdout


def test_unknown_format(run: Callable[..., Run], clean: Path) -> None:
    result = run("validate", clean, "--format", "xml")

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("--format: xml ist nicht möglich; bitte text, json, junit, sarif oder github angeben.")


def test_other_commands_know_text_and_json_only(run: Callable[..., Run], clean: Path) -> None:
    assert run("figures", clean, "--year", "2026", "--format", "junit").code == 2
