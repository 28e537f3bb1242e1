"""Writes the one setting that the buttons and functions need, for this user only; takes it out again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.app.causes import cause
from regman_xl.app.output import write_whole
from regman_xl.app.setup import configuration, gather
from regman_xl.app.setup.interpreter_path import configuration_value
from regman_xl.problems import Problem
from regman_xl.workbook.atomic import snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from regman_xl.app.setup.facts import Machine
    from regman_xl.workbook.atomic import Snapshot


class Change(NamedTuple):
    """What is done to the user's ``xlwings.conf``.

    Attributes:
        before: What it holds, empty where there is no file.
        after: What it is to hold; empty: the file goes.
        text: German lines that say what is done.
        read_from: The state of the file to which this refers.
    """

    before: bytes
    after: bytes
    text: str
    read_from: Snapshot


def install(*, remove: bool, dry_run: bool) -> str:
    """Set up Excel for this user, or undo it.

    Args:
        remove: Undo it.
        dry_run: Only say what would be done.

    Returns:
        What is done, in German lines.

    Raises:
        Problem: This is not Windows, Excel could not start this Python at its path, or the file cannot be written.
    """
    found = gather.facts()
    if not found.machine.windows:
        raise Problem(
            "regman install richtet Excel unter Windows ein; hier ist kein Windows.",
            "Alle anderen Befehle laufen ohne Einrichtung.",
        )
    file = found.settings.file
    value = b"" if remove else configuration_value(found.machine, found.python)
    return carried_out(file, planned(file, value, found.machine), dry_run=dry_run)


def planned(file: Path, value: bytes, machine: Machine) -> Change:
    """Return what is to be done to the file.

    Args:
        file: The user's ``xlwings.conf``.
        value: The interpreter as it is to stand there; empty: our entry goes.
        machine: Says how the file is encoded.

    Raises:
        Problem: The file is there and cannot be read.
    """
    known = snapshot(file)
    try:
        before = file.read_bytes()
    except FileNotFoundError:
        before = b""
    except OSError as error:
        raise Problem(f"„{file}“ lässt sich nicht lesen: {cause(error)}.", "Bitte die Rechte prüfen.") from error
    after = configuration.installed(before, value) if value else configuration.removed(before)
    if after == before:
        holds = "enthält schon, was Excel braucht" if value else "enthält nichts von regman"
        return Change(before, after, f"„{file}“ {holds}; nichts geändert.", known)
    return Change(before, after, _told(file, before, after, value, machine), known)


def _told(file: Path, before: bytes, after: bytes, value: bytes, machine: Machine) -> str:
    def shown(text: bytes) -> str:
        return f"„{text.decode(machine.encoding, 'replace')}“"

    old, new = configuration.interpreter(before), configuration.interpreter(after)
    if not value:
        rest = f" Es gilt wieder {shown(new)}." if new else ""
        return f"„{file}“: Python {shown(old or b'')} für Excel ausgetragen.{rest}"
    lines = [f"„{file}“: Python {shown(value)} für Excel eingetragen. Ein geöffnetes Excel bitte neu starten."]
    if old and old != value and not configuration.is_ours(before):
        lines.append(
            f"Bisher galt dort {shown(old)}. Der Eintrag bleibt erhalten und gilt nach „regman install --remove“ "
            "wieder; andere Mappen mit xlwings benutzen bis dahin das neue."
        )
    return "\n".join(lines)


def carried_out(file: Path, change: Change, *, dry_run: bool = False) -> str:
    """Write the file whole or not at all, or only say what would be written.

    Returns:
        What is done, in German lines.

    Raises:
        Problem: It cannot be written.
    """
    if dry_run:
        return f"Nur angezeigt, nichts geändert:\n{change.text}" if change.after != change.before else change.text
    if change.after == change.before:
        return change.text
    try:
        if not change.after and file.read_bytes() == change.before:
            file.unlink()
            with suppress(OSError):  # somebody else's files are in it
                file.parent.rmdir()
            return change.text
        file.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise Problem(f"„{file}“ lässt sich nicht ändern: {cause(error)}.", "Bitte die Rechte prüfen.") from error
    made = write_whole(
        file,
        lambda place: place.write_bytes(change.after),
        whole=lambda _: None,
        read_from=change.read_from if change.before else None,
    )
    if made != file:
        with suppress(OSError):
            made.unlink()
        raise Problem(f"„{file}“ ist gerade in einem anderen Programm geöffnet.", "Bitte schließen und wiederholen.")
    kept = f"\nDie bisherige Datei bleibt als „{file.name}.bak1“ erhalten." if change.before else ""
    return f"{change.text}{kept}"
