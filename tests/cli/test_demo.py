"""`regman demo`: what a newcomer runs first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

FILES = [
    "LIESMICH.txt",
    "Pruefprotokoll.xlsx",
    "Regionalmanagement.xlsx",
    "Regionalmanagement_Abschluss_2025.xlsx",
    "Regionalmanagement_Abschluss_2026.xlsx",
    "Regionalmanagement_Foerdermittel_2027.xlsx",
    "Regionalmanagement_Jahresplan_2027.xlsx",
    "Regionalmanagement_Mittelanforderung_2027.xlsx",
    "Regionalmanagement_Nachweis_F-001.xlsx",
    "Regionalmanagement_mit_Fehlern.xlsx",
]


def test_demo_ends_with_the_files_that_it_made(
    shell: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    result = shell("demo")

    assert (result.returncode, result.stderr) == (0, "")
    folder = tmp_path / "regman-demo"
    assert sorted(path.name for path in folder.iterdir()) == FILES
    named = [line.split()[0] for line in result.stdout.splitlines()[1 - len(FILES) :]]
    assert sorted(named) == sorted(f"regman-demo/{name}" for name in FILES if name != "LIESMICH.txt")


def test_demo_can_be_run_again(run: Callable[..., Run], tmp_path: Path) -> None:
    folder = tmp_path / "beispiel"
    first = run("demo", folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    second = run("demo", folder)

    assert (second.code, second.out) == (0, first.out)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_demo_keeps_what_somebody_tried_out(run: Callable[..., Run], made_sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "beispiel"
    folder.mkdir()
    for path in made_sample.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "Regionalmanagement.xlsx").write_bytes(b"ausprobiert")

    assert run("demo", folder).code == 0

    assert (folder / "Regionalmanagement.xlsx.bak1").read_bytes() == b"ausprobiert"


@pytest.mark.parametrize("name", FILES)
def test_demo_does_not_touch_a_folder_of_somebody_else(run: Callable[..., Run], tmp_path: Path, name: str) -> None:
    own = tmp_path / name
    own.write_bytes(b"kostbar")

    result = run("demo", tmp_path)

    assert result.code == 2
    assert result.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert own.read_bytes() == b"kostbar"


def test_demo_in_a_place_that_is_a_file(run: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "datei").touch()

    result = run("demo", tmp_path / "datei")

    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1


def test_demo_without_permission(run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)

    result = run("demo", tmp_path / "x")

    assert (result.code, result.err) == (
        2,
        f"„{tmp_path / 'x'}“ lässt sich nicht schreiben: der Zugriff ist verweigert. Bitte einen anderen Ort wählen.\n",
    )
