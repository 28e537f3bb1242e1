"""What was found, in the form that was asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from regman_xl.render.findings import findings_json, findings_text
from regman_xl.render.github import findings_github
from regman_xl.render.junit import findings_junit
from regman_xl.render.sarif import findings_sarif

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.app.audit import Choice
    from regman_xl.finding import Severity
    from regman_xl.render.findings import CheckedFile


def findings_as(form: str, files: Sequence[CheckedFile], choice: Choice, threshold: Severity | None) -> str:
    """Return the findings of all files.

    Args:
        form: ``text``, ``json``, ``junit``, ``sarif`` or ``github``.
        files: The files.
        choice: Which findings were asked for.
        threshold: From which severity on a finding counts as a failure; None: none does.
    """
    if form == "junit":
        return findings_junit(files, choice.rules, threshold)
    if form == "sarif":
        return findings_sarif(files, choice.rules, repository_folder())
    if form == "github":
        return findings_github(files, repository_folder())
    return findings_json(files) if form == "json" else findings_text(files)


def repository_folder() -> Path:
    """Return the folder that GitHub names files from, elsewhere the current one."""
    return Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
