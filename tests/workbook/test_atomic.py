"""A new workbook takes the place of the old one whole or not at all, and no backup is lost on the way."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from regman_xl.problems import Problem
from regman_xl.workbook import atomic, temporary
from regman_xl.workbook.atomic import replace_whole, snapshot
from regman_xl.workbook.temporary import temporary_beside, temporary_name
from tests.hostile.steps import Step, watched

if TYPE_CHECKING:
    from collections.abc import Callable

POSIX = pytest.mark.skipif(os.name == "nt", reason="links, modes, owners and locks are those of POSIX")
NAMES = ("mappe.xlsx", "mappe.xlsx.bak1", "mappe.xlsx.bak2", "mappe.xlsx.bak3")


def write(place: Path, text: str = "neu") -> None:
    with zipfile.ZipFile(place, "w") as package:
        package.writestr(zipfile.ZipInfo("teil.xml"), text)


def text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return package.read("teil.xml").decode()


def texts(folder: Path) -> dict[str, str]:
    """What stands in a folder; every file must be a whole package."""
    return {path.name: text(path) for path in sorted(folder.iterdir())}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A workbook in a folder of its own, with three backups."""
    folder = tmp_path / "ordner"
    folder.mkdir()
    for name, content in zip(NAMES, ("alt", "eins", "zwei", "drei"), strict=True):
        write(folder / name, content)
    return folder / "mappe.xlsx"


# A fault at every step.

FAULTS: dict[str, Callable[[], BaseException]] = {
    "full": lambda: OSError(errno.ENOSPC, "full"),
    "denied": lambda: PermissionError(errno.EACCES, "denied"),
    "broken": lambda: OSError(errno.EIO, "broken"),
    "interrupted": KeyboardInterrupt,
}


def alone(target: Path) -> None:
    """The usual case: the old file gets a second name."""


def with_another_name(target: Path) -> None:
    """The old file has another name already: it is copied."""
    target.with_name("anders").hardlink_to(target)


def not_there_yet(target: Path) -> None:
    for path in target.parent.iterdir():
        path.unlink()


def with_remains(target: Path) -> None:
    """A killed run has left a half file, and a gap among the backups."""
    target.with_name(temporary_name(target)).write_bytes(b"halb")
    target.with_name("mappe.xlsx.bak1").unlink()


@POSIX
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("before", [alone, with_another_name, not_there_yet, with_remains])
def test_a_fault_at_any_step_loses_nothing(
    target: Path, tmp_path: Path, before: Callable[[Path], None], fault: str
) -> None:
    before(target)
    beginning = tmp_path / "anfang"
    target.parent.rename(beginning)
    number, reached = 0, True
    while reached:
        shutil.rmtree(target.parent, ignore_errors=True)
        shutil.copytree(beginning, target.parent)
        if before is with_another_name:
            target.with_name("anders").unlink()
            before(target)
        reached = fails_well(target, number, fault)
        number += 1
    assert number > 10


def fails_well(target: Path, number: int, fault: str) -> bool:
    """Let a step fail and look at what is there; False where there is no such step."""
    folder, failed = target.parent, []
    raised: BaseException | None = None

    def act(step: Step) -> None:
        if step.number == number:
            failed.append(step)
            raise FAULTS[fault]()

    there = texts_of_whole(folder)
    with watched(folder, act):
        try:
            replace_whole(target, write)
        except (OSError, KeyboardInterrupt) as error:
            raised = error
    removal = bool(failed) and failed[0].event == "os.remove"
    after = texts_of_whole(folder)
    assert after.get("mappe.xlsx") in {there.get("mappe.xlsx"), "neu"}
    assert raised or after["mappe.xlsx"] == "neu"
    # Whoever is told that it cannot be written finds the old one.
    assert not isinstance(raised, OSError) or after.get("mappe.xlsx") == there.get("mappe.xlsx")
    kept = {after.get(name) for name in NAMES[1:]}
    assert {there.get(name) for name in NAMES[1:3]} <= kept | {None}
    if after.get("mappe.xlsx") == "neu" and "mappe.xlsx" in there:
        assert after["mappe.xlsx.bak1"] == "alt"
    # What the fault itself keeps from being taken away is swept by the next run.
    strange = {path.name for path in folder.iterdir()} - {*NAMES, "anders"}
    assert not strange or removal or (failed[0].event in {"os.scandir", "open", "fcntl.flock"} and len(strange) == 1)
    replace_whole(target, lambda place: write(place, "danach"))
    assert {path.name for path in folder.iterdir()} <= {*NAMES, "anders"}
    assert text(target) == "danach"
    return bool(failed)


def texts_of_whole(folder: Path) -> dict[str, str]:
    return {name: text(folder / name) for name in NAMES if (folder / name).exists()}


@POSIX
def test_what_counts_is_on_the_disk_before_it_is_named(target: Path) -> None:
    steps: list[Step] = []
    with watched(target.parent, steps.append):
        replace_whole(target, write)
    done = [
        (step.event, step.names[-1] if step.names and not step.names[-1].startswith(".regman") else "")
        for step in steps
        if step.event in {"os.fsync", "os.rename", "os.link"}
    ]
    assert done == [
        ("os.fsync", ""),  # the new file
        ("os.link", ""),
        ("os.rename", "mappe.xlsx.bak3"),
        ("os.rename", "mappe.xlsx.bak2"),
        ("os.rename", "mappe.xlsx.bak1"),
        ("os.fsync", ""),  # the names of the backups
        ("os.rename", "mappe.xlsx"),
        ("os.fsync", ""),  # the name of the new file
    ]


@POSIX
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.EPERM, errno.EISDIR, errno.ENOTTY])
def test_a_drive_that_does_not_sync_folders_is_good_enough(
    target: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    # Simulated: network drives say so in many ways.
    fsync, refused = os.fsync, []

    def files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            refused.append(handle)
            raise OSError(code, os.strerror(code))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    assert replace_whole(target, write) == target
    assert texts(target.parent) == dict(zip(NAMES, ("neu", "alt", "eins", "zwei"), strict=True))
    assert len(refused) == 2


def test_what_is_not_a_whole_package_never_gets_the_name(target: Path) -> None:
    def half(place: Path) -> None:
        write(place)
        place.write_bytes(place.read_bytes()[:-9])

    with pytest.raises(OSError, match="regman") as error:
        replace_whole(target, half)
    assert error.value.errno == errno.EIO
    assert texts(target.parent) == dict(zip(NAMES, ("alt", "eins", "zwei", "drei"), strict=True))


def test_what_the_caller_finds_wrong_never_gets_the_name(target: Path) -> None:
    def check(place: Path) -> None:
        raise Problem(f"{text(place)} hält nicht")

    with pytest.raises(Problem, match="neu hält nicht"):
        replace_whole(target, write, check=check)
    assert texts(target.parent) == dict(zip(NAMES, ("alt", "eins", "zwei", "drei"), strict=True))


# Backups.


def test_a_gap_among_the_backups_is_filled_before_one_is_given_up(target: Path) -> None:
    target.with_name("mappe.xlsx.bak2").unlink()
    replace_whole(target, write)
    assert texts(target.parent) == dict(zip(NAMES, ("neu", "alt", "eins", "drei"), strict=True))


def test_a_file_is_not_kept_twice(target: Path) -> None:
    # A run was killed after the backup and before the new file took its place.
    write(target.with_name("mappe.xlsx.bak1"), "alt")
    replace_whole(target, write)
    assert texts(target.parent) == dict(zip(NAMES, ("neu", "alt", "zwei", "drei"), strict=True))


@POSIX
def test_another_name_of_the_old_file_keeps_the_old_contents_and_reaches_no_backup(target: Path) -> None:
    other = target.with_name("anders")
    other.hardlink_to(target)
    replace_whole(target, write)
    assert (text(target), text(other)) == ("neu", "alt")
    write(other, "unter dem anderen Namen geändert")
    assert text(target.with_name("mappe.xlsx.bak1")) == "alt"


def test_without_hard_links_the_backup_is_a_copy(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Simulated: the file system of the tests has hard links.
    def no_links(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "no hard links")

    monkeypatch.setattr(os, "link", no_links)
    old = target.stat().st_mtime_ns
    replace_whole(target, write)
    assert texts(target.parent) == dict(zip(NAMES, ("neu", "alt", "eins", "zwei"), strict=True))
    assert target.with_name("mappe.xlsx.bak1").stat().st_mtime_ns == old
    made = replace_whole(target.with_name("noch nicht da.xlsx"), write)
    assert text(made) == "neu"


# What stays of the old file.


@pytest.mark.skipif(sys.platform != "linux", reason="Python knows extended attributes only on Linux")
def test_extended_attributes_stay(target: Path) -> None:
    os.setxattr(target, "user.aktenzeichen", b"RM 7/2026")
    replace_whole(target, write)
    assert os.getxattr(target, "user.aktenzeichen") == b"RM 7/2026"


@POSIX
def test_owner_and_group_stay(target: Path) -> None:
    # Only root may give a file away; a user keeps what is his anyway.
    owner = (12345, 23456) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    os.chown(target, *owner)
    replace_whole(target, write)
    assert (target.stat().st_uid, target.stat().st_gid) == owner


@POSIX
def test_another_group_gets_no_more_than_everybody(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() == 0:
        os.chown(target, -1, 23456)
    else:  # a file of a group of which the user is no member
        other = [group for group in os.getgroups() if group != target.stat().st_gid]
        if not other:
            pytest.skip("the user is in one group only, and cannot make a file of another")
        os.chown(target, -1, other[0])
    target.chmod(0o664)

    def denied(*_: object) -> None:
        raise PermissionError(errno.EPERM, "not a member")

    # Simulated: root may give a file to any group.
    monkeypatch.setattr(os, "chown", denied)
    replace_whole(target, write)
    assert target.stat().st_mode & 0o777 == 0o644


@POSIX
def test_nobody_else_reads_the_new_file_before_it_has_the_old_ones_mode(target: Path) -> None:
    modes = []

    def writing(place: Path) -> None:
        modes.append(place.stat().st_mode & 0o777)
        write(place)

    target.chmod(0o640)
    replace_whole(target, writing)
    assert (modes, target.stat().st_mode & 0o777) == ([0o600], 0o640)


@POSIX
def test_a_drive_without_modes_is_good_enough(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no modes here")

    target.chmod(0o600)  # as every file there, and the new one too
    # Simulated: drives of Windows and virtual machines have one mode for all files, and refuse to set it.
    monkeypatch.setattr(Path, "chmod", refused)
    assert replace_whole(target, write) == target
    assert text(target) == "neu"


# Temporary files of others.


def test_what_a_killed_run_left_is_swept_and_nothing_else(target: Path) -> None:
    left = target.with_name(temporary_name(target))
    others = [
        target.with_name(temporary_name(target.with_name("andere.xlsx"))),
        target.with_name(f"{left.name}.xlsx"),
        target.with_name(".regman-notizen.tmp"),
    ]
    for path in (left, *others):
        path.write_bytes(b"halb")
    replace_whole(target, write)
    assert not left.exists()
    assert all(path.read_bytes() == b"halb" for path in others)


def test_what_another_run_has_in_use_is_not_swept(target: Path) -> None:
    with temporary_beside(target) as (place, _):
        write(place, "noch in Arbeit")
        replace_whole(target, write)
        assert text(place) == "noch in Arbeit"


@POSIX
def test_without_locks_only_what_is_a_day_old_is_swept(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Simulated: the file system of the tests has locks.
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(temporary.fcntl, "flock", no_locks)
    young, old = target.with_name(temporary_name(target)), target.with_name(temporary_name(target))
    for path, age in ((young, 60), (old, temporary.STALE + 60)):
        path.write_bytes(b"halb")
        os.utime(path, (time.time() - age,) * 2)
    replace_whole(target, write)
    assert (young.exists(), old.exists()) == (True, False)


# Others who use the workbook.


@pytest.mark.parametrize("owner", ["~$mappe.xlsx", ".~lock.mappe.xlsx#"])
def test_a_workbook_that_excel_or_libreoffice_has_open_stays(target: Path, owner: str) -> None:
    target.with_name(owner).write_bytes(b"")
    write(target.with_name("mappe_2.xlsx"), "gibt es schon")
    before = target.read_bytes()
    made = replace_whole(target, write)
    assert (made.name, text(made), target.read_bytes()) == ("mappe_3.xlsx", "neu", before)
    assert text(target.with_name("mappe_2.xlsx")) == "gibt es schon"


def held(times: int, name: str) -> Callable[[Path, Path], Path]:
    """What Windows does with a file that another program holds open; simulated, because only Windows does it."""
    real = Path.replace

    def replace(source: Path, place: Path) -> Path:
        nonlocal times
        if place.name == name and times > 0:
            times -= 1
            error = PermissionError(errno.EACCES, "used by another process")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return real(source, place)

    return replace


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sum(atomic.PAUSES) <= 1.5
    monkeypatch.setattr(atomic, "PAUSES", (0.0,) * len(atomic.PAUSES))


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize("name", ["mappe.xlsx", "mappe.xlsx.bak2"])
def test_a_file_that_is_held_for_a_moment_is_waited_for(
    target: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(Path, "replace", held(len(atomic.PAUSES), name))
    assert replace_whole(target, write) == target
    assert texts(target.parent) == dict(zip(NAMES, ("neu", "alt", "eins", "zwei"), strict=True))


@pytest.mark.usefixtures("no_pause")
def test_the_result_goes_to_a_new_name_if_a_file_is_held_for_long(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", held(len(atomic.PAUSES) + 1, "mappe.xlsx"))
    made = replace_whole(target, write)
    assert (made.name, text(made), text(target)) == ("mappe_2.xlsx", "neu", "alt")
    assert len(list(target.parent.iterdir())) == 5


CHANGES: dict[str, Callable[[Path], object]] = {
    "saved": lambda path: write(path, "von jemand anderem"),
    "saved as Excel does": lambda path: write(path.with_name("x"), "dazu") or path.with_name("x").replace(path),
    "moved": lambda path: path.rename(path.with_name("verschoben.xlsx")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_workbook_that_changed_since_it_was_read_is_not_replaced(target: Path, change: str) -> None:
    before = snapshot(target)

    def writing(place: Path) -> None:
        write(place)
        CHANGES[change](target)

    with pytest.raises(Problem, match=r"mappe\.xlsx“ ist nicht mehr die Datei, die gelesen wurde.*Befehl wiederholen"):
        replace_whole(target, writing, read_from=before)
    there = texts(target.parent)
    assert "neu" not in there.values()
    assert [there[name] for name in NAMES[1:]] == ["eins", "zwei", "drei"]


def test_a_workbook_that_changes_at_the_last_moment_is_not_replaced(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up = atomic._back_up
    monkeypatch.setattr(atomic, "_back_up", lambda real: (back_up(real), CHANGES["saved as Excel does"](real)))
    with pytest.raises(Problem, match="ist nicht mehr die Datei"):
        replace_whole(target, write, read_from=snapshot(target))
    assert text(target) == "dazu"


def test_a_workbook_that_was_only_touched_is_replaced(target: Path) -> None:
    before = snapshot(target)
    os.utime(target, (1, 1))
    replace_whole(target, write, read_from=before)
    assert text(target) == "neu"


# Targets that cannot be.


@POSIX
def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mappe.xlsx")
    with pytest.raises(Problem, match="ist keine gewöhnliche Datei"):
        replace_whole(tmp_path / "mappe.xlsx", write)
    assert snapshot(tmp_path / "mappe.xlsx").digest == ""


@POSIX
def test_a_long_name_is_written_as_long_as_its_backup_has_a_name_too(tmp_path: Path) -> None:
    target = tmp_path / ("m" * 250 + ".xlsx")
    assert replace_whole(target, write) == target
    with pytest.raises(OSError, match=str(errno.ENAMETOOLONG)):
        replace_whole(target, lambda place: write(place, "neuer"))
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert text(target) == "neu"


@POSIX
def test_a_folder_that_vanishes_leaves_nothing_behind(target: Path, tmp_path: Path) -> None:
    def writing(place: Path) -> None:
        write(place)
        target.parent.rename(tmp_path / "umbenannt")

    with pytest.raises(FileNotFoundError):
        replace_whole(target, writing)
    assert texts_of_whole(tmp_path / "umbenannt") == dict(zip(NAMES, ("alt", "eins", "zwei", "drei"), strict=True))
