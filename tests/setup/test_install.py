"""Installing writes one file, whole or not at all, and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regman_xl.app.setup.configuration import installed
from regman_xl.app.setup.install import carried_out, planned
from regman_xl.problems import Problem
from tests.setup.planted import MACHINE

if TYPE_CHECKING:
    from pathlib import Path

OURS = rb"C:\regman\Scripts\python.exe"
OTHERS = b'"LICENSE_KEY","gA1"\r\n"INTERPRETER_WIN","C:\\anaconda\\python.exe"\r\n'


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    """The file of a user who has not used xlwings before."""
    return tmp_path / ".xlwings" / "xlwings.conf"


def change(file: Path, value: bytes, *, dry_run: bool = False) -> str:
    return carried_out(file, planned(file, value, MACHINE), dry_run=dry_run)


def test_the_first_time_makes_the_folder_and_the_file(conf: Path) -> None:
    said = change(conf, OURS)

    assert conf.read_bytes() == b'"REGMAN","INTERPRETER_WIN"\r\n"INTERPRETER_WIN","C:\\regman\\Scripts\\python.exe"\r\n'
    assert said == (
        f"„{conf}“: Python „C:\\regman\\Scripts\\python.exe“ für Excel eingetragen. "
        "Ein geöffnetes Excel bitte neu starten."
    )
    assert [path.name for path in conf.parent.iterdir()] == ["xlwings.conf"]


def test_the_same_again_changes_nothing_and_says_so(conf: Path) -> None:
    change(conf, OURS)
    before = conf.stat()

    assert change(conf, OURS) == f"„{conf}“ enthält schon, was Excel braucht; nichts geändert."
    assert (conf.stat().st_mtime_ns, conf.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert [path.name for path in conf.parent.iterdir()] == ["xlwings.conf"]


def test_the_entry_of_another_project_is_covered_told_and_kept(conf: Path) -> None:
    conf.parent.mkdir()
    conf.write_bytes(OTHERS)

    said = change(conf, OURS)

    assert conf.read_bytes() == installed(b"", OURS) + OTHERS
    assert conf.with_name("xlwings.conf.bak1").read_bytes() == OTHERS
    assert "Bisher galt dort „C:\\anaconda\\python.exe“." in said
    assert said.endswith("Die bisherige Datei bleibt als „xlwings.conf.bak1“ erhalten.")


def test_removing_leaves_what_was_there_before(conf: Path) -> None:
    conf.parent.mkdir()
    conf.write_bytes(OTHERS)
    change(conf, OURS)

    said = change(conf, b"")

    assert conf.read_bytes() == OTHERS
    assert "Es gilt wieder „C:\\anaconda\\python.exe“." in said


def test_removing_where_nothing_was_there_before_leaves_nothing(conf: Path) -> None:
    change(conf, OURS)

    assert "ausgetragen" in change(conf, b"")
    assert not conf.parent.exists()
    assert change(conf, b"") == f"„{conf}“ enthält nichts von regman; nichts geändert."
    assert not conf.parent.exists()


def test_removing_leaves_files_of_others_in_the_folder(conf: Path) -> None:
    change(conf, OURS)
    conf.with_name("license").write_text("x", encoding="utf-8")

    change(conf, b"")

    assert [path.name for path in conf.parent.iterdir()] == ["license"]


def test_a_dry_run_only_tells(conf: Path) -> None:
    said = change(conf, OURS, dry_run=True)

    assert said.startswith("Nur angezeigt, nichts geändert:\n")
    assert "eingetragen" in said
    assert not conf.parent.exists()


def test_a_file_that_somebody_has_changed_in_between_is_not_replaced(conf: Path) -> None:
    conf.parent.mkdir()
    conf.write_bytes(OTHERS)
    plan = planned(conf, OURS, MACHINE)
    conf.write_bytes(b'"LICENSE_KEY","neu"\r\n')

    with pytest.raises(Problem, match="nicht mehr die Datei, die gelesen wurde"):
        carried_out(conf, plan)
    assert conf.read_bytes() == b'"LICENSE_KEY","neu"\r\n'


def test_a_folder_in_the_place_of_the_file_is_one_german_line(conf: Path) -> None:
    conf.mkdir(parents=True)

    with pytest.raises(Problem, match=r"lässt sich nicht lesen: dort liegt ein Ordner dieses Namens\."):
        planned(conf, OURS, MACHINE)


def test_a_file_in_the_place_of_the_folder_is_one_german_line(conf: Path) -> None:
    conf.parent.write_text("x", encoding="utf-8")

    with pytest.raises(Problem, match=r"lässt sich nicht (lesen|ändern)"):
        change(conf, OURS)


def test_a_profile_that_is_not_there_is_one_german_line(conf: Path) -> None:
    missing = conf.parent / "fehlt" / ".xlwings" / "xlwings.conf"

    with pytest.raises(Problem, match=r"lässt sich nicht ändern: den Ordner gibt es nicht\."):
        change(missing, OURS)


def test_a_file_that_another_program_holds_stays_and_nothing_lies_beside_it(conf: Path) -> None:
    conf.parent.mkdir()
    conf.write_bytes(OTHERS)
    conf.with_name(".~lock.xlwings.conf#").touch()

    with pytest.raises(Problem, match="in einem anderen Programm geöffnet"):
        change(conf, OURS)
    assert conf.read_bytes() == OTHERS
    assert sorted(path.name for path in conf.parent.iterdir()) == [".~lock.xlwings.conf#", "xlwings.conf"]


def test_a_folder_without_the_right_to_write_is_one_german_line(conf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conf.parent.mkdir()
    # The one who runs the tests may be one who may write everywhere.
    monkeypatch.setattr("regman_xl.app.output.replace_whole", _refused)

    with pytest.raises(Problem, match=r"lässt sich nicht schreiben: der Zugriff ist verweigert\."):
        change(conf, OURS)


def _refused(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")
