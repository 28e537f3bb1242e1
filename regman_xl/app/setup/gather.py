"""Gathers the facts for the checks, from the registry, the files and the running Python; nothing is written."""

from __future__ import annotations

import locale
import os
import platform
import re
import struct
import sys
import tempfile
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING

from regman_xl.app.causes import cause
from regman_xl.app.private_folder import private_folder
from regman_xl.app.setup import configuration
from regman_xl.app.setup.checks import API_CALLS, CHILD_PROCESSES, library
from regman_xl.app.setup.facts import Excel, Facts, Interpreter, Machine, Settings, WorkbookFacts
from regman_xl.app.setup.windows import on_network, registry_value, short_path
from regman_xl.workbook.preflight import opened_archive
from regman_xl.workbook.vba import has_macros, xlwings_version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Registry = Callable[[str, str], str | int | None]

_EXCEL = r"Software\Microsoft\Office\16.0\Excel\Security"
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_POLICIES = (
    r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security",
    r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0\Excel\Security",
)
_TRUSTED = (rf"HKCU\{_EXCEL}\Trusted Locations", rf"{_POLICIES[0]}\Trusted Locations")
#: Excel numbers its trusted locations; more than so many nobody has.
_LOCATIONS = 40
_DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
#: The rules of Microsoft Defender: as the administration has set them, and as they are set on the machine itself.
_RULES = (
    rf"{_DEFENDER}\Windows Defender Exploit Guard\ASR\Rules",
    r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
#: The machines of programs, from the header of their files.
_BITS = {0x8664: 64, 0xAA64: 64, 0x014C: 32}
_ZONE = re.compile(r"^ZoneId\s*=\s*(\d+)", re.MULTILINE | re.IGNORECASE)
#: The note of Windows where a file came from is a few lines long.
_MAX_NOTE = 64 * 1024


def facts(
    file: Path | None = None, environment: Mapping[str, str] = os.environ, registry: Registry = registry_value
) -> Facts:
    """Return all that can be known of this machine, this Python, Excel and the user's settings.

    Args:
        file: A workbook that is to be checked too.
        environment: The environment variables.
        registry: Reads a value of the registry.

    Raises:
        Problem: The workbook cannot be read, or is no workbook.
    """
    book = None if file is None else workbook(file)
    here = machine(environment, registry)
    return Facts(here, interpreter(), excel(here, registry), settings(environment), book)


def machine(environment: Mapping[str, str], registry: Registry) -> Machine:
    """Return what Windows tells of itself and of its rules."""
    return Machine(
        windows=sys.platform == "win32",
        name=f"{platform.system()} {platform.release()}".strip(),
        environment=dict(environment),
        encoding=locale.getencoding(),
        disable_cmd=_number(registry(r"HKCU\Software\Policies\Microsoft\Windows\System", "DisableCMD")) or 0,
        child_processes=_defender(registry, CHILD_PROCESSES),
        api_calls=_defender(registry, API_CALLS),
    )


def _number(value: str | int | None) -> int | None:
    """Return a number, which some policies keep as a text."""
    if isinstance(value, str):
        return int(value) if value.strip().isdecimal() else None
    return value


def _defender(registry: Registry, rule: str) -> int | None:
    """Return how a rule of Microsoft Defender is set, None where it is not, or cannot be read."""
    for key in _RULES:
        if (found := _number(registry(key, rule))) is not None:
            return found
    listed = str(registry(rf"{_DEFENDER}\Policy Manager", "ASRRules") or "")
    match = re.search(rf"{rule}=(\d)", listed, re.IGNORECASE)
    return int(match[1]) if match else None


def interpreter() -> Interpreter:
    """Return what is known of the running Python."""
    path = _console_program(Path(sys.executable))
    try:
        version: str | None = metadata.version("xlwings")
    except metadata.PackageNotFoundError:
        version = None
    names = (library(64), library(32))
    folders = (path.parent, path.parent.parent)
    return Interpreter(
        version=platform.python_version(),
        bits=struct.calcsize("P") * 8,
        path=str(path),
        short=short_path(str(path)),
        base=sys.base_prefix,
        remote=on_network(str(path)),
        xlwings=version,
        pywin32=util.find_spec("pythoncom") is not None,
        libraries=frozenset(name for name in names if any((folder / name).is_file() for folder in folders)),
    )


def _console_program(path: Path) -> Path:
    """Return ``python.exe`` for ``pythonw.exe``, which has no output that the VBA could show."""
    other = path.with_name("python.exe")
    return other if path.name.casefold() == "pythonw.exe" and other.is_file() else path


def excel(here: Machine, registry: Registry) -> Excel:
    """Return what the registry tells of Excel."""
    programs = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    path = str(registry(rf"HKLM\{programs}", "") or registry(rf"HKCU\{programs}", "") or "").strip('"')
    ruled = (_number(registry(key, "VBAWarnings")) for key in _POLICIES)
    return Excel(
        path=path,
        version=str(registry(_CLICK_TO_RUN, "VersionToReport") or ""),
        bits=_excel_bits(path, registry) if path else None,
        user_macros=_number(registry(rf"HKCU\{_EXCEL}", "VBAWarnings")),
        policy_macros=next((value for value in ruled if value is not None), None),
        policy_internet=any(_number(registry(key, "blockcontentexecutionfrominternet")) == 1 for key in _POLICIES),
        no_vba=any(
            _number(registry(rf"{root}\Software\Policies\Microsoft\Office\16.0\Common", "vbaoff")) == 1
            for root in ("HKCU", "HKLM")
        ),
        trusted=_trusted(here, registry),
        trusted_network=any(_number(registry(key, "AllowNetworkLocations")) == 1 for key in _TRUSTED),
    )


def _trusted(here: Machine, registry: Registry) -> tuple[tuple[str, bool], ...]:
    places = [rf"{key}\Location{number}" for key in _TRUSTED for number in range(_LOCATIONS)]
    return tuple(
        (here.expanded(str(path)), _number(registry(place, "AllowSubFolders")) == 1)
        for place in places
        if (path := registry(place, "Path"))
    )


def _excel_bits(path: str, registry: Registry) -> int | None:
    """Ask the program itself, else what its setup has noted."""
    if (bits := program_bits(Path(path))) is not None:
        return bits
    noted = registry(_CLICK_TO_RUN, "Platform") or registry(r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook", "Bitness")
    return {"x64": 64, "x86": 32}.get(str(noted).casefold())


def program_bits(path: Path) -> int | None:
    """Return for how many bits a program of Windows is made, None where the file does not tell."""
    try:
        with path.open("rb") as file:
            start = file.read(64)
            if not start.startswith(b"MZ") or len(start) < 64:
                return None
            file.seek(int.from_bytes(start[60:64], "little"))
            header = file.read(6)
    except OSError:
        return None
    return _BITS.get(int.from_bytes(header[4:6], "little")) if header.startswith(b"PE\0\0") else None


def configuration_file(environment: Mapping[str, str]) -> Path:
    """Return the user's ``xlwings.conf``, where the VBA looks for it."""
    return Path(environment.get("USERPROFILE") or Path.home()) / ".xlwings" / "xlwings.conf"


def settings(environment: Mapping[str, str], encoding: str = "") -> Settings:
    """Return what the VBA will find, and whether the private folder can be written.

    Args:
        environment: The environment variables.
        encoding: How the VBA reads; default: that of programs without Unicode.
    """
    file, folder = configuration_file(environment), private_folder(environment)
    found, unreadable = None, ""
    try:
        found = configuration.interpreter(file.read_bytes())
    except FileNotFoundError:
        pass
    except OSError as error:
        unreadable = cause(error)
    said = None if found is None else found.decode(encoding or locale.getencoding(), "replace")
    return Settings(file, said, unreadable, folder, _unwritable(folder))


def _unwritable(folder: Path) -> str:
    """Say why nothing can be written to a folder, or to the first above it that there is; nothing is left there."""
    try:
        place = next(place for place in (folder, *folder.parents) if place.exists())
        with tempfile.TemporaryFile(dir=place):
            return ""
    except OSError as error:
        return cause(error)


def workbook(path: Path) -> WorkbookFacts:
    """Return what is known of a workbook.

    Raises:
        Problem: It cannot be read, or is no workbook.
    """
    with opened_archive(path) as archive:
        macros, version = has_macros(archive), xlwings_version(archive)
    # As Excel sees it: resolved, a drive letter would become the server behind it.
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - pathlib keeps the steps upwards
    return WorkbookFacts(
        path=str(whole),
        folder=str(whole.parent),
        zone=_zone(whole),
        macros=macros,
        vba_version=version,
        remote=on_network(str(whole)),
        foreign_settings=_foreign_settings(whole.with_name("xlwings.conf")),
    )


def _zone(path: Path) -> int | None:
    """Return the zone from which a file came: Windows notes it in a stream beside the contents."""
    try:
        with Path(f"{path}:Zone.Identifier").open("rb") as file:
            return noted_zone(file.read(_MAX_NOTE))
    except OSError:
        return None


def noted_zone(note: bytes) -> int | None:
    """Return the zone that a note of Windows names, None where it names none."""
    match = _ZONE.search(note.decode("latin-1"))
    return int(match[1]) if match else None


def _foreign_settings(file: Path) -> str:
    try:
        return str(file) if configuration.interpreter(file.read_bytes()) else ""
    except OSError:
        return ""
