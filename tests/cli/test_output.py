"""Writing: whole or not at all, and nothing lost."""

from __future__ import annotations

import errno
import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from regman_xl.app.causes import cause
from regman_xl.app.output import checked_target, moved, write_whole
from regman_xl.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


def _package(path: Path, text: str = "neu") -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(zipfile.ZipInfo("teil.xml"), text)


def _text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("teil.xml").decode()


def test_a_failing_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "mappe.xlsx"
    target.write_bytes(b"alt")

    def fail(place: Path) -> None:
        place.write_bytes(b"halb")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Problem, match=r"mappe\.xlsx“ lässt sich nicht schreiben: der Datenträger ist voll"):
        write_whole(target, fail)
    assert [path.name for path in tmp_path.iterdir()] == ["mappe.xlsx"]
    assert target.read_bytes() == b"alt"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EDQUOT, "das Speicherkontingent ist erschöpft"),
        (errno.EACCES, "der Zugriff ist verweigert"),
        (errno.EROFS, "der Datenträger ist schreibgeschützt"),
        (errno.EFBIG, "die Datei wird zu groß"),
        (errno.EIO, "der Datenträger meldet einen Fehler"),
    ],
)
def test_what_hinders_a_write_is_said_in_german(tmp_path: Path, number: int, said: str) -> None:
    def fail(place: Path) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(Problem) as problem:
        write_whole(tmp_path / "mappe.xlsx", fail)
    told = f"„{tmp_path / 'mappe.xlsx'}“ lässt sich nicht schreiben: {said}. Bitte einen anderen Ort wählen."
    assert str(problem.value) == told


def test_a_name_that_is_too_long_and_a_folder_that_is_gone_are_said(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="der Name ist zu lang"):
        write_whole(tmp_path / ("m" * 300 + ".xlsx"), _package)
    with pytest.raises(Problem, match="den Ordner gibt es nicht"):
        write_whole(tmp_path / "fort" / "mappe.xlsx", _package)
    assert list(tmp_path.iterdir()) == []


def test_the_last_three_files_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "mappe.xlsx"
    for number in range(6):
        text = f"Fassung {number}"
        write_whole(target, lambda place, text=text: _package(place, text))

    kept = [_text(tmp_path / f"mappe.xlsx{suffix}") for suffix in ("", ".bak1", ".bak2", ".bak3")]
    assert kept == ["Fassung 5", "Fassung 4", "Fassung 3", "Fassung 2"]
    assert len(list(tmp_path.iterdir())) == 4


def test_the_same_bytes_are_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "mappe.xlsx"
    write_whole(target, _package)
    before = target.stat().st_mtime_ns

    write_whole(target, _package)

    assert (target.stat().st_mtime_ns, len(list(tmp_path.iterdir()))) == (before, 1)


def test_a_file_open_in_excel_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "mappe.xlsx"
    _package(target, "alt")
    (tmp_path / "~$mappe.xlsx").write_bytes(b"")

    made = write_whole(target, _package)

    assert (made.name, _text(made), _text(target)) == ("mappe_2.xlsx", "neu", "alt")
    assert moved(target, target) == ()
    assert moved(target, made) == (
        f"„{target}“ ist gerade in einem anderen Programm geöffnet; das Ergebnis liegt deshalb in „{made}“.",
        f"Ist sie nirgends geöffnet, so bitte die übrig gebliebene Sperrdatei „{tmp_path / '~$mappe.xlsx'}“ löschen.",
    )


@pytest.mark.skipif(os.name == "nt", reason="links and modes are those of POSIX")
def test_links_and_modes_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.xlsx", tmp_path / "link.xlsx"
    _package(real, "alt")
    real.chmod(0o640)
    link.symlink_to(real)

    assert write_whole(link, _package) == link

    assert link.is_symlink()
    assert (_text(real), real.stat().st_mode & 0o777) == ("neu", 0o640)


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    usual, made = tmp_path / "usual", tmp_path / "mappe.xlsx"
    usual.touch()

    write_whole(made, _package)

    assert made.stat().st_mode == usual.stat().st_mode


def test_the_workbook_itself_is_never_the_target(tmp_path: Path) -> None:
    source = tmp_path / "mappe.xlsx"
    _package(source)
    other_way = tmp_path / "." / "mappe.xlsx"

    with pytest.raises(Problem, match="“ ist die Arbeitsmappe selbst"):
        checked_target(other_way, force=True, source=source)


def test_a_path_too_long_for_windows_is_no_missing_folder() -> None:
    # Only Windows raises such errors; these are made as it makes them.
    long, short = (OSError(errno.ENOENT, "not found", f"C:\\{'o' * size}\\mappe.xlsx.bak1") for size in (250, 20))
    for error in (long, short):
        error.winerror = 3  # type: ignore[attr-defined]
    assert (cause(long), cause(short)) == ("der Pfad ist zu lang", "den Ordner gibt es nicht")
