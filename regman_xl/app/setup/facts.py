"""What the checks of an installation look at; gathered by `regman_xl.app.setup.gather`, planted by tests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_VARIABLE = re.compile(r"%([^%\r\n]+)%")
#: Where OneDrive keeps its folders, by its environment variables.
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


@dataclass(frozen=True)
class Machine:
    """What Windows tells of itself and its rules for this user.

    Attributes:
        windows: It is Windows.
        name: Its name and version.
        environment: The environment variables.
        encoding: How programs without Unicode, the VBA among them, write texts.
        disable_cmd: The policy that forbids the command prompt; 1 forbids its use by programs too.
        child_processes: What Microsoft Defender does when Excel starts a program: 0 nothing, 1 it blocks, 2 it notes,
            6 it warns; None where it is not known.
        api_calls: What it does with macros that call functions of Windows.
    """

    windows: bool
    name: str
    environment: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "cp1252"
    disable_cmd: int = 0
    child_processes: int | None = None
    api_calls: int | None = None

    def expanded(self, text: str) -> str:
        """Return a text with the variables like ``%LOCALAPPDATA%`` replaced, as the VBA does."""
        known = {name.upper(): value for name, value in self.environment.items()}
        return _VARIABLE.sub(lambda match: known.get(match[1].upper(), match[0]), text)

    def encodable(self, text: str) -> bool:
        """Say whether the VBA can handle a text: it hands it to functions of Windows that know no Unicode."""
        try:
            return text.encode(self.encoding).decode(self.encoding) == text
        except UnicodeError:
            return False

    def in_onedrive(self, path: str) -> bool:
        """Say whether OneDrive or Teams keeps a path in the cloud."""
        folders = [PureWindowsPath(folder) for name in _ONEDRIVE if (folder := self.environment.get(name))]
        place = PureWindowsPath(path)
        named = any(part.casefold().startswith("onedrive") for part in place.parts[:-1])
        return named or any(place.is_relative_to(folder) for folder in folders)


@dataclass(frozen=True)
class Interpreter:
    """The Python that runs the program.

    Attributes:
        version: Its version.
        bits: 64 or 32.
        path: Its program ``python.exe``.
        short: The same path in short names (8.3), as far as the drive has such.
        base: Folder of the installation to which it belongs.
        remote: It lies on a network drive.
        xlwings: The version of xlwings, None where it is not installed.
        pywin32: pywin32 is installed.
        libraries: The libraries of xlwings that lie where the VBA looks for them.
    """

    version: str
    bits: int
    path: str
    short: str = ""
    base: str = ""
    remote: bool = False
    xlwings: str | None = None
    pywin32: bool = False
    libraries: frozenset[str] = frozenset()

    @property
    def packaged(self) -> bool:
        """Whether it is an app of the Microsoft Store, whose files in AppData other programs do not see."""
        return "windowsapps" in (part.casefold() for part in PureWindowsPath(self.base).parts)


@dataclass(frozen=True)
class Excel:
    """The Excel of this machine.

    Attributes:
        path: Its program, empty where there is none.
        version: Its version, empty where it is not known.
        bits: 64 or 32, None where it is not known.
        user_macros: What the user has set for macros (``VBAWarnings``), None where nothing is set.
        policy_macros: What the administration has set, which counts before that.
        policy_internet: The administration has macros of files from the internet blocked.
        no_vba: The administration has switched VBA off.
        trusted: The trusted locations, each with whether the folders below it are too.
        trusted_network: They may lie on a network drive.
    """

    path: str = ""
    version: str = ""
    bits: int | None = None
    user_macros: int | None = None
    policy_macros: int | None = None
    policy_internet: bool = False
    no_vba: bool = False
    trusted: tuple[tuple[str, bool], ...] = ()
    trusted_network: bool = False

    def trusts(self, workbook: WorkbookFacts) -> bool:
        """Say whether a workbook lies in a trusted location: there Excel runs macros without asking."""
        if workbook.remote and not self.trusted_network:
            return False
        parents = PureWindowsPath(workbook.path).parents
        return any(PureWindowsPath(place) in (parents if below else parents[:1]) for place, below in self.trusted)


@dataclass(frozen=True)
class Settings:
    """What `regman install` writes, and where the buttons keep their files.

    Attributes:
        file: The user's ``xlwings.conf``.
        interpreter: What the VBA reads there, with its variables; None where there is nothing.
        unreadable: Why the file cannot be read, in German; empty where it can.
        folder: The private folder for logs and copies of the workbook.
        unwritable: Why nothing can be written there, in German; empty where it can.
    """

    file: Path
    interpreter: str | None = None
    unreadable: str = ""
    folder: Path = field(default_factory=Path)
    unwritable: str = ""


@dataclass(frozen=True)
class Facts:
    """All that the checks look at.

    Attributes:
        machine: Windows.
        python: The Python that runs the program.
        excel: Excel.
        settings: The user's settings.
        workbook: The workbook that is checked too, None where none is.
    """

    machine: Machine
    python: Interpreter
    excel: Excel
    settings: Settings
    workbook: WorkbookFacts | None = None

    @property
    def trusted(self) -> bool:
        """Whether there is a workbook, and it lies in a trusted location."""
        return self.workbook is not None and self.excel.trusts(self.workbook)


@dataclass(frozen=True)
class WorkbookFacts:
    """What the checks of a workbook look at.

    Attributes:
        path: Where it is, whole.
        folder: The folder in which it is.
        zone: The zone of the internet that Windows has noted beside it, None where there is none.
        macros: It holds VBA.
        vba_version: The version of the VBA of xlwings in it, None where it cannot be told.
        remote: It lies on a network drive.
        foreign_settings: Path of a file ``xlwings.conf`` in its folder that names another interpreter, else empty.
    """

    path: str
    folder: str
    zone: int | None = None
    macros: bool = True
    vba_version: str | None = None
    remote: bool = False
    foreign_settings: str = ""
