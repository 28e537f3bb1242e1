"""Where the facts come from: planted registry, environment and files; the real Python."""

from __future__ import annotations

import shutil
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlwings

from regman_xl.app.setup import gather
from regman_xl.app.setup.facts import Machine
from regman_xl.app.setup.windows import on_network, registry_value, short_path

if TYPE_CHECKING:
    from collections.abc import Mapping

POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
CLOUD = r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0\Excel\Security"
USER = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
SETUP = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
PROGRAMS = r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
RULE = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
HERE = Machine(windows=True, name="Windows 11", environment={"APPDATA": r"C:\Users\x\AppData\Roaming"})


class Registry(dict[tuple[str, str], object]):
    """A registry; what is not in it is not there."""

    def __call__(self, key: str, name: str) -> str | int | None:
        """Return a value."""
        value = self.get((key, name))
        assert value is None or isinstance(value, (str, int))
        return value


def program(path: Path, machine: int) -> Path:
    """Write the beginning of a program of Windows."""
    path.write_bytes(
        b"MZ".ljust(60, b"\0") + struct.pack("<L", 80) + bytes(16) + b"PE\0\0" + struct.pack("<H", machine)
    )
    return path


def test_an_empty_registry_tells_nothing_and_breaks_nothing() -> None:
    found = gather.excel(HERE, Registry())

    assert not found.path
    assert (found.bits, found.user_macros, found.policy_macros, found.no_vba, found.trusted) == (
        None,
        None,
        None,
        False,
        (),
    )
    assert gather.machine({}, Registry()).child_processes is None


@pytest.mark.parametrize(("machine", "bits"), [(0x8664, 64), (0x014C, 32), (0xAA64, 64), (0x1234, None)])
def test_excel_itself_tells_its_bits(tmp_path: Path, machine: int, bits: int | None) -> None:
    excel = program(tmp_path / "EXCEL.EXE", machine)

    assert gather.program_bits(excel) == bits
    assert gather.excel(HERE, Registry({(PROGRAMS, ""): f'"{excel}"'})).bits == bits


@pytest.mark.parametrize("content", [b"", b"MZ", b"MZ" + b"\xff" * 62, b"#!/bin/sh\n" * 20])
def test_what_is_no_program_tells_no_bits(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "EXCEL.EXE").write_bytes(content)

    assert gather.program_bits(tmp_path / "EXCEL.EXE") is None
    assert gather.program_bits(tmp_path / "fehlt.exe") is None


def test_where_excel_cannot_be_read_its_setup_tells_the_bits() -> None:
    noted = Registry({(PROGRAMS, ""): r"C:\fehlt\EXCEL.EXE", (SETUP, "Platform"): "x86"})
    noted[SETUP, "VersionToReport"] = "16.0.19000.1"

    found = gather.excel(HERE, noted)

    assert (found.bits, found.version) == (32, "16.0.19000.1")


@pytest.mark.parametrize("policy", [POLICY, CLOUD])
def test_policies_are_told_from_what_the_user_has_set(policy: str) -> None:
    ruled = Registry({(policy, "VBAWarnings"): 3, (USER, "VBAWarnings"): 1})
    ruled[policy, "blockcontentexecutionfrominternet"] = 1

    found = gather.excel(HERE, ruled)

    assert (found.policy_macros, found.user_macros, found.policy_internet) == (3, 1, True)


def test_trusted_locations_have_their_variables_replaced() -> None:
    known = Registry(
        {
            (rf"{USER}\Trusted Locations\Location2", "Path"): r"%APPDATA%\Microsoft\Excel",
            (rf"{POLICY}\Trusted Locations\Location0", "Path"): r"\\amt\haushalt",
            (rf"{POLICY}\Trusted Locations\Location0", "AllowSubFolders"): 1,
            (rf"{POLICY}\Trusted Locations", "AllowNetworkLocations"): 1,
        }
    )

    found = gather.excel(HERE, known)

    assert found.trusted == ((r"C:\Users\x\AppData\Roaming\Microsoft\Excel", False), (r"\\amt\haushalt", True))
    assert found.trusted_network


@pytest.mark.parametrize(
    ("key", "name", "value", "meant"),
    [
        (rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules", RULE, "1", 1),
        (rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules", RULE, 2, 2),
        (rf"{DEFENDER}\Policy Manager", "ASRRules", f"be9ba2d9-53ea-4cdc=1|{RULE.lower()}=6", 6),
        (rf"{DEFENDER}\Policy Manager", "ASRRules", "be9ba2d9-53ea-4cdc=1", None),
    ],
)
def test_the_rule_of_defender_wherever_it_is_set(key: str, name: str, value: str | int, meant: int | None) -> None:
    found = gather.machine({}, Registry({(key, name): value}))

    assert found.child_processes == meant
    assert found.api_calls is None


def test_the_running_python() -> None:
    found = gather.interpreter()

    assert found.path == sys.executable
    assert found.xlwings == xlwings.__version__
    assert found.bits in {32, 64}
    assert not found.packaged


def test_a_python_without_xlwings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])

    found = gather.interpreter()

    assert (found.xlwings, found.pywin32) == (None, False)


def test_a_python_without_a_console_is_entered_as_the_one_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("python.exe", "pythonw.exe", "xlwings64-0.37.8.dll"):
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "pythonw.exe"))

    found = gather.interpreter()

    assert Path(found.path) == tmp_path / "python.exe"
    assert found.libraries == {"xlwings64-0.37.8.dll"}


def test_the_library_is_found_above_the_scripts_of_a_virtual_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Scripts").mkdir()
    for name in ("Scripts/python.exe", "xlwings64-0.37.8.dll", "xlwings32-0.37.7.dll"):
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Scripts" / "python.exe"))

    assert gather.interpreter().libraries == {"xlwings64-0.37.8.dll"}


def home(folder: Path, content: bytes | None) -> Mapping[str, str]:
    """Return the environment of a user who has this `xlwings.conf`."""
    (folder / ".xlwings").mkdir()
    if content is not None:
        (folder / ".xlwings" / "xlwings.conf").write_bytes(content)
    return {"USERPROFILE": str(folder), "LOCALAPPDATA": str(folder / "lokal")}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, None),
        (b"", None),
        (b'"INTERPRETER_WIN","D:\\Pr\xfcfung\\python.exe"\r\n', r"D:\Prüfung\python.exe"),
    ],
)
def test_the_settings_of_the_user(tmp_path: Path, content: bytes | None, said: str | None) -> None:
    found = gather.settings(home(tmp_path, content), "cp1252")

    assert (found.interpreter, found.unreadable) == (said, "")
    assert (found.folder, found.unwritable) == (tmp_path / "lokal" / "regman", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".xlwings"], "a check leaves nothing behind"


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    environment = home(tmp_path, None)
    (tmp_path / ".xlwings" / "xlwings.conf").mkdir()

    assert gather.settings(environment).unreadable == "dort liegt ein Ordner dieses Namens"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    environment = home(tmp_path, None)
    (tmp_path / "lokal").write_text("eine Datei, kein Ordner", encoding="utf-8")

    assert gather.settings(environment).unwritable


@pytest.mark.parametrize(
    ("note", "zone"),
    [
        (b"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n", 3),
        (b"[ZoneTransfer]\r\nzoneid = 0\r\n", 0),
        (b"[ZoneTransfer]\r\n", None),
        (b"\xff\xfe\0", None),
    ],
)
def test_the_zone_from_the_note_of_windows(note: bytes, zone: int | None) -> None:
    assert gather.noted_zone(note) == zone


@pytest.mark.parametrize("zone", [None, 3])
def test_the_note_lies_in_a_stream_beside_the_workbook(tmp_path: Path, zone: int | None) -> None:
    """On a drive of another system the stream is a file of this name, as a copy from Windows leaves it."""
    book = Path(shutil.copy(Path(xlwings.__file__).parent / "quickstart_standalone.xlsm", tmp_path / "m.xlsm"))
    if zone is not None:
        Path(f"{book}:Zone.Identifier").write_text(f"[ZoneTransfer]\nZoneId={zone}\n", encoding="utf-8")

    assert gather.workbook(book).zone == zone


def test_all_facts_together() -> None:
    found = gather.facts(environment={"USERPROFILE": "x"}, registry=Registry())

    assert found.workbook is None
    assert found.machine.windows == (sys.platform == "win32")
    assert found.machine.name
    assert found.settings.file == Path("x", ".xlwings", "xlwings.conf")


def test_a_workbook_is_known_by_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    shutil.copy(Path(xlwings.__file__).parent / "quickstart_standalone.xlsm", tmp_path / "m.xlsm")
    monkeypatch.chdir(tmp_path / "a")

    found = gather.workbook(Path("..", "m.xlsm"))

    assert (found.path, found.folder) == (str(tmp_path / "m.xlsm"), str(tmp_path))
    assert (found.macros, found.vba_version, found.zone) == (True, xlwings.__version__, None)


@pytest.mark.skipif(sys.platform == "win32", reason="what Windows answers depends on the machine")
def test_outside_windows_its_calls_answer_nothing() -> None:
    assert registry_value(USER, "VBAWarnings") is None
    assert not short_path("/home")
    assert not on_network("/home")
    assert on_network(r"\\server\amt")
