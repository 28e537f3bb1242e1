"""The calls that only Windows knows; nothing here decides anything.

The lines of other systems come first, so that the types are checked for both.
"""
# ruff: noqa: PLC0415 - the modules exist under Windows only

from __future__ import annotations

import sys

_NETWORK_DRIVE = 4
_LONGEST = 32768


def registry_value(key: str, name: str) -> str | int | None:
    r"""Return a text or number of the registry, None where it is not there or may not be read.

    Args:
        key: Path that begins with ``HKLM\`` or ``HKCU\``; read as a program of 64 bits does, where there are such.
        name: Name of the value, empty for the one without a name.
    """
    if sys.platform != "win32":
        return None
    import winreg

    root, _, path = key.partition("\\")
    hive = winreg.HKEY_LOCAL_MACHINE if root == "HKLM" else winreg.HKEY_CURRENT_USER
    try:
        with winreg.OpenKey(hive, path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
            value, _ = winreg.QueryValueEx(opened, name)
    except OSError:
        return None
    return value if isinstance(value, (str, int)) else None


def short_path(path: str) -> str:
    """Return a path in short names (8.3), empty where there are none."""
    if sys.platform != "win32":
        return ""
    import ctypes

    buffer = ctypes.create_unicode_buffer(_LONGEST)
    length = ctypes.windll.kernel32.GetShortPathNameW(path, buffer, _LONGEST)
    return buffer.value if 0 < length < _LONGEST else ""


def on_network(path: str) -> bool:
    """Say whether a path lies on a network drive."""
    if path.startswith("\\\\"):
        return True
    if sys.platform != "win32" or path[1:2] != ":":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path[:2]}\\") == _NETWORK_DRIVE)
