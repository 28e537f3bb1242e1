"""Runs commands as a user does, and makes the sample once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from regman_xl.cli import regman

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Run:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run() -> Callable[..., Run]:
    """Run a command in this process."""

    def invoke(*arguments: str | Path) -> Run:
        result = CliRunner().invoke(regman, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Run(result.exit_code, result.stdout, result.stderr)

    return invoke


@pytest.fixture
def shell(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command in a process of its own, in an empty folder."""

    def call(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        paths = os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")])
        return subprocess.run(
            [sys.executable, "-m", "regman_xl", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": paths, **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return call


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder of the demo once; tests work on copies."""
    folder = tmp_path_factory.mktemp("demo") / "regman-demo"
    result = CliRunner().invoke(regman, ["demo", str(folder)])
    assert result.exit_code == 0, result.stderr
    return folder


@pytest.fixture
def clean(made_sample: Path, tmp_path: Path) -> Path:
    """Return a copy of the clean sample."""
    return Path(shutil.copy(made_sample / "Regionalmanagement.xlsx", tmp_path / "mappe.xlsx"))


@pytest.fixture
def faulty(made_sample: Path, tmp_path: Path) -> Path:
    """Return a copy of the sample with faults."""
    return Path(shutil.copy(made_sample / "Regionalmanagement_mit_Fehlern.xlsx", tmp_path / "fehler.xlsx"))
