"""Derived references and the commands that documents name are not older than the code."""

from __future__ import annotations

import re
import runpy

import pytest

from regman_xl.cli import regman
from tests.cli.conftest import REPOSITORY

GENERATOR = runpy.run_path(str(REPOSITORY / "docs" / "generate.py"))


@pytest.mark.parametrize("name", GENERATOR["REFERENCES"])
def test_reference_is_not_stale(name: str) -> None:
    written = (REPOSITORY / "docs" / name).read_text(encoding="utf-8")

    assert written == GENERATOR["REFERENCES"][name](), f"docs/{name} is stale: run `python docs/generate.py`"


def test_every_command_is_in_the_reference() -> None:
    text = (REPOSITORY / "docs" / "cli.md").read_text(encoding="utf-8")

    assert [name for name in regman.commands if f"## regman {name}\n" not in text] == []


@pytest.mark.parametrize("name", ["README.md", "docs/handbuch.md", "docs/excel-acceptance.md", "docs/installation.md"])
def test_documents_name_only_commands_and_options_that_exist(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    for command, rest in re.findall(r"\bregman ([a-z][a-z-]*)([^`\n]*)", text):
        assert command in regman.commands, command
        known = {option for parameter in regman.commands[command].params for option in parameter.opts} | {"--help"}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known, f"{command}{rest}"


def test_readme_and_ci_run_the_same_commands() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8").splitlines()
    ci = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")

    commands = re.findall(r"^(?:test|demo)_command='(.*)'$", ci, re.MULTILINE)

    assert len(commands) == 2
    assert [command for command in commands if command not in readme] == []


def test_links_in_the_documents_lead_somewhere() -> None:
    for document in [REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8")):
            if target.endswith(".png"):
                continue
            assert (document.parent / target).exists(), f"{document.name}: {target}"
