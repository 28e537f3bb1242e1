"""The calls of Windows, against stand-ins for the parts of Windows that exist nowhere else."""

from __future__ import annotations

import ctypes
import sys
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from regman_xl.app.setup.windows import on_network, registry_value, short_path

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there the real ones answer")

HIVES = {("HKCU", r"Software\A"): {"number": 3, "text": "x", "bytes": b"x"}, ("HKLM", r"SOFTWARE\B"): {"": "unnamed"}}


@pytest.fixture
def _windows(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def open_key(hive: str, path: str, _reserved: int, access: int) -> Iterator[dict[str, object]]:
        assert access == 0x20019 | 0x100
        if (hive, path) not in HIVES:
            raise FileNotFoundError(2, "missing")
        yield HIVES[hive, path]

    def query(key: dict[str, object], name: str) -> tuple[object, int]:
        if name not in key:
            raise PermissionError(5, "denied")
        return key[name], 1

    registry = SimpleNamespace(
        HKEY_LOCAL_MACHINE="HKLM",
        HKEY_CURRENT_USER="HKCU",
        KEY_READ=0x20019,
        KEY_WOW64_64KEY=0x100,
        OpenKey=open_key,
        QueryValueEx=query,
    )

    def shorten(path: str, buffer: ctypes.Array[ctypes.c_wchar], size: int) -> int:
        if "fehlt" in path:
            return 0
        buffer.value = path.replace("Łukasz", "UKASZ~1")
        return min(len(path), size)

    kernel = SimpleNamespace(
        GetShortPathNameW=shorten, GetDriveTypeW=lambda drive: 4 if drive == "N:\\" else 3 if drive == "C:\\" else 1
    )
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr("regman_xl.app.setup.windows.sys", SimpleNamespace(platform="win32"))


@pytest.mark.usefixtures("_windows")
@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        (r"HKCU\Software\A", "number", 3),
        (r"HKCU\Software\A", "text", "x"),
        (r"HKCU\Software\A", "bytes", None),
        (r"HKCU\Software\A", "denied", None),
        (r"HKCU\SOFTWARE\B", "", None),
        (r"HKLM\SOFTWARE\B", "", "unnamed"),
    ],
)
def test_a_value_of_the_registry(key: str, name: str, value: object) -> None:
    assert registry_value(key, name) == value


@pytest.mark.usefixtures("_windows")
def test_short_names_where_the_drive_has_some() -> None:
    assert short_path(r"C:\Users\Łukasz\python.exe") == r"C:\Users\UKASZ~1\python.exe"
    assert not short_path(r"C:\fehlt\python.exe")


@pytest.mark.usefixtures("_windows")
@pytest.mark.parametrize(
    ("path", "remote"), [("N:\\x", True), ("C:\\x", False), (r"\\server\x", True), ("x.xlsm", False)]
)
def test_drives_on_the_network(path: str, remote: bool) -> None:
    assert on_network(path) is remote
