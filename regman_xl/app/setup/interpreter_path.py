"""How the path of the interpreter is written for the VBA, which reads it without Unicode."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from regman_xl.problems import Problem

if TYPE_CHECKING:
    from regman_xl.app.setup.facts import Interpreter, Machine

#: The folders of a user, the innermost first: their names have the umlauts that paths have.
_FOLDERS = ("LOCALAPPDATA", "APPDATA", "USERPROFILE")
MOVE = (
    "Bitte regman in einem Ordner installieren, dessen ganzer Pfad nur Buchstaben, Ziffern, Leerzeichen, Punkte und "
    "Striche enthält (docs/installation.md)."
)


def unusable(machine: Machine, path: str) -> str:
    """Return why the VBA cannot use a path, as a German clause; empty where it can.

    Because: it expands ``%NAME%``, and hands paths to functions of Windows that know only the letters of the code page.
    """
    if "%" in path:
        return "der Pfad enthält das Zeichen %"
    if not machine.encodable(path):
        return f"der Pfad enthält Buchstaben, die Excel hier nicht lesen kann (Zeichensatz {machine.encoding})"
    return ""


def usable_path(machine: Machine, python: Interpreter) -> str:
    """Return the path of the interpreter that the VBA can use: itself, or the same in short names.

    Raises:
        Problem: It can use neither.
    """
    for path in filter(None, (python.path, python.short)):
        if not unusable(machine, path):
            return path
    raise Problem(
        f"Excel kann dieses Python nicht starten („{python.path}“): {unusable(machine, python.path)}.",
        MOVE,
    )


def configuration_value(machine: Machine, python: Interpreter) -> bytes:
    """Return the path as it stands in the file.

    In ASCII wherever that is possible: then it means the same to every program that reads the file. A folder of the
    user becomes its variable, which the VBA replaces.

    Raises:
        Problem: The VBA cannot use the path.
    """
    path = usable_path(machine, python)
    return _in_ascii(machine, path).encode(machine.encoding)


def _in_ascii(machine: Machine, path: str) -> str:
    if path.isascii():
        return path
    for name in _FOLDERS:
        folder = machine.environment.get(name)
        if folder and PureWindowsPath(path).is_relative_to(PureWindowsPath(folder)):
            short = f"%{name}%\\{PureWindowsPath(path).relative_to(PureWindowsPath(folder))}"
            if machine.expanded(short).casefold() == path.casefold():
                return short
    return path
