"""The examples of docs/ci.md run as they stand there, and the pre-commit hook calls a command that exists."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from regman_xl.cli import regman
from tests.cli.conftest import REPOSITORY
from tests.render.checked import valid_junit, valid_sarif

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

TEXT = (REPOSITORY / "docs" / "ci.md").read_text(encoding="utf-8")
GITHUB, GITLAB, PRE_COMMIT = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))}
STEPS: list[dict[str, Any]] = GITHUB["jobs"]["pruefen"]["steps"]
MASTER = "haushalt/Regionalmanagement.xlsx"
needs_bash = pytest.mark.skipif(not shutil.which("bash") or os.name == "nt", reason="the examples are for bash")


def regman_runs(command: str) -> bool:
    """Say whether a step runs the tool; the other one installs it."""
    assert not command or command.startswith(("regman ", "pip install "))
    return command.startswith("regman ")


@pytest.fixture
def bash(tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Run a step as the CI does, with `regman` on the path."""
    program = tmp_path / "bin" / "regman"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m regman_xl "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    paths = {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(REPOSITORY)}
    environment = {**os.environ, **paths, "GITHUB_WORKSPACE": str(tmp_path)}

    def step(script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return step


def placed(workbook: Path, folder: Path) -> None:
    (folder / "haushalt").mkdir()
    shutil.copy(workbook, folder / MASTER)


@needs_bash
@pytest.mark.parametrize(("name", "judgement"), [("clean", 0), ("faulty", 1)])
def test_the_github_example_runs(
    bash: Callable[[str], subprocess.CompletedProcess[str]],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    name: str,
    judgement: int,
) -> None:
    placed(request.getfixturevalue(name), tmp_path)

    checked, *reported = [bash(step["run"]) for step in STEPS if regman_runs(step.get("run", ""))]

    assert [checked.returncode, *(result.returncode for result in reported)] == [judgement, 0, 0]
    lines = checked.stdout.splitlines()
    assert re.fullmatch(rf"regman: {MASTER}: .+\.", lines[-1])
    assert [
        line for line in lines[:-1] if not re.match(rf"::(error|warning|notice) file={MASTER},line=\d+,", line)
    ] == []
    log = valid_sarif((tmp_path / "regman.sarif").read_text(encoding="utf-8"))
    assert len(log["results"]) == len(lines) - 1
    assert [artifact["location"]["uri"] for artifact in log["artifacts"]] == [MASTER]
    report = valid_junit((tmp_path / "regman-junit.xml").read_text(encoding="utf-8"))
    assert (report.get("failures") == "0") == (judgement == 0)


@needs_bash
def test_an_unreadable_workbook_stops_the_github_example(
    bash: Callable[[str], subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    results = [bash(step["run"]) for step in STEPS if regman_runs(step.get("run", ""))]

    # The last one is what `test` says of the 2.
    assert [result.returncode for result in results] == [2, 2, 1]
    assert not valid_sarif((tmp_path / "regman.sarif").read_text(encoding="utf-8"))["results"]
    assert valid_junit((tmp_path / "regman-junit.xml").read_text(encoding="utf-8")).get("errors") == "1"


@needs_bash
def test_the_gitlab_example_runs(
    bash: Callable[[str], subprocess.CompletedProcess[str]], clean: Path, tmp_path: Path
) -> None:
    placed(clean, tmp_path)
    (job,) = GITLAB.values()

    (result,) = [bash(line) for line in (*job["before_script"], *job["script"]) if regman_runs(line)]

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    report = tmp_path / job["artifacts"]["reports"]["junit"]
    assert valid_junit(report.read_text(encoding="utf-8")).get("failures") == "0"


def test_what_is_uploaded_is_what_was_written() -> None:
    written = {name for step in STEPS for name in re.findall(r"> (\S+)", step.get("run", ""))}
    uploaded = {
        step["with"].get("sarif_file") or step["with"]["path"] for step in STEPS if "upload" in step.get("uses", "")
    }

    assert written == uploaded == {"regman.sarif", "regman-junit.xml"}
    assert GITHUB["permissions"]["security-events"] == "write"


def test_the_page_names_every_format_and_only_options_that_exist() -> None:
    validate = regman.commands["validate"]
    known = {option for parameter in validate.params for option in parameter.opts}
    (form,) = (parameter for parameter in validate.params if "--format" in parameter.opts)

    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", TEXT)) <= known
    assert form.metavar == f"[{'|'.join(re.findall(r'^[|] `([a-z]+)` [|]', TEXT, re.MULTILINE))}]"


def test_the_hook_calls_a_command_that_takes_several_files(run: Callable[..., Run], clean: Path, faulty: Path) -> None:
    hook = HOOKS["regman-validate"]
    program, *arguments = shlex.split(hook["entry"])

    assert (program, hook["language"], hook["require_serial"]) == ("regman", "python", True)
    result = run(*arguments, *PRE_COMMIT["repos"][0]["hooks"][0]["args"], clean, faulty)
    assert result.code == 1
    assert f"{clean}: keine Befunde" in result.out
    assert f"{faulty}: " in result.out


@pytest.mark.parametrize(
    ("path", "is_checked"),
    [
        ("mappe.xlsx", True),
        ("haushalt/2026/Mappe mit Makros.xlsm", True),
        ("a$~b.xlsx", True),
        ("~$mappe.xlsx", False),
        ("haushalt/~$mappe.xlsm", False),
        ("mappe.xlsb", False),
        ("mappe.xlsx.bak1", False),
        ("mappe.xls", False),
    ],
)
def test_the_hook_checks_workbooks_but_not_the_files_of_open_ones(path: str, is_checked: bool) -> None:
    hook = HOOKS["regman-validate"]

    # pre-commit searches, it does not match.
    assert (bool(re.search(hook["files"], path)) and not re.search(hook["exclude"], path)) is is_checked


def test_the_example_of_the_hook_checks_the_master_workbook() -> None:
    (hook,) = PRE_COMMIT["repos"][0]["hooks"]

    assert hook["id"] in HOOKS
    assert re.search(hook["files"], MASTER)
    assert not re.search(hook["files"], "haushalt/Regionalmanagement_Abschluss_2026.xlsx")
