"""Findings as workflow commands of GitHub Actions, which shows them as annotations.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finding import Severity
from regman_xl.render.findings import accepted_text, file_summary, place_of
from regman_xl.render.places import path_from
from regman_xl.safe_text import for_screen
from regman_xl.schema import wording_findings as words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from regman_xl.finding import Finding
    from regman_xl.render.findings import CheckedFile

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def findings_github(files: Iterable[CheckedFile], base: Path) -> str:
    """Return the findings of all files as annotations, and a line about each file for the log.

    An accepted finding is a notice that says who has accepted it. The line of an annotation is the row of the sheet.

    Args:
        files: The files.
        base: Folder of the repository, from which GitHub names files.
    """
    return "\n".join(line for file in files for line in _lines(file, base))


def _lines(file: CheckedFile, base: Path) -> list[str]:
    place = path_from(base, file.file).as_posix()
    if file.error is not None:
        return [_command("error", {"file": place, "title": words.READING}, file.error)]
    # What the user has named must not look like a command: one begins a line with "::", an old one has "##[" anywhere.
    told = _data(file_summary(file)).replace("##[", "##%5B")
    return [*(_annotation(finding, place) for finding in file.findings), f"regman: {told}"]


def _annotation(finding: Finding, file: str) -> str:
    title = f"{finding.code} {place_of(finding)}"
    command, said = _COMMANDS[finding.severity], finding.hint
    if finding.acceptance is not None:
        title = words.WAIVED.format(severity=title)
        command, said = "notice", accepted_text(finding.acceptance)
    message = "\n".join(filter(None, (finding.message, said)))
    return _command(command, {"file": file, "line": str(finding.row or 1), "title": title}, message)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{_data(message)}"


def _data(text: str) -> str:
    return for_screen(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
