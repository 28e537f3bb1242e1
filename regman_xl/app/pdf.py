"""Documents as PDF, printed by LibreOffice where it is installed."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from regman_xl.problems import Problem

if TYPE_CHECKING:
    import datetime as dt

#: A document of some hundred pages takes a few seconds; a first start on a slow machine takes longer.
_SECONDS = 300
_NAMES = ("soffice", "libreoffice")
#: Bookmarks per sheet, tags for screen readers, and the bookmarks shown when the file is opened.
_OPTIONS = (
    'pdf:calc_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},"InitialView":{"type":"long","value":"1"}}'
)
#: German numbers and a German document, no wizard, no macros; the user's own settings are left alone.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_SETTINGS = (
    ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", "de-DE"),
    ("org.openoffice.Office.Linguistic/General", "DefaultLocale", "de-DE"),
    ("org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
)
_CREATED = re.compile(rb"(?<=/CreationDate\(D:)[0-9]{14}")
_IDENTITY = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)(?=[^/]*?/DocChecksum)|(?<=/DocChecksum /)[0-9A-F]{32}", re.DOTALL)
_TRAILER = b"trailer"
_BEGIN = b"%PDF-"


def require_printer() -> str:
    """Return the program that prints; called before any work is done.

    Raises:
        Problem: There is none on this machine.
    """
    for found in (*map(shutil.which, _NAMES), *map(str, filter(Path.is_file, places()))):
        if found:
            return found
    raise Problem(
        "Für --pdf wird LibreOffice gebraucht; es ist auf diesem Rechner nicht zu finden.",
        "Bitte LibreOffice installieren, oder das Dokument ohne --pdf erstellen und in Excel als PDF speichern.",
    )


def require_whole_pdf(path: Path) -> None:
    """Prove that a PDF is there from its beginning to its end.

    Raises:
        OSError: It is not.
    """
    content = path.read_bytes()
    if not (content.startswith(_BEGIN) and content.rstrip().endswith(b"%%EOF")):
        raise OSError(errno.EIO, str(path))


def places() -> tuple[Path, ...]:
    """Return where LibreOffice is when it is not on the path; unlike `soffice.exe`, `soffice.com` waits for its end."""
    if sys.platform == "win32":
        folders = filter(None, map(os.environ.get, ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")))
        return tuple(Path(folder) / "LibreOffice" / "program" / "soffice.com" for folder in folders)
    return (
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        Path("/opt/libreoffice/program/soffice"),
        Path("/snap/bin/libreoffice"),
    )


def pdf_bytes(document: bytes, name: str, as_of: dt.date) -> bytes:
    """Print a workbook of ours.

    Args:
        document: The workbook; it must be one that we have made, since it is opened by another program.
        name: Name of its file, which its pages show at the foot.
        as_of: The day that the document speaks for; the PDF says it was made then, so that the same workbook gives the
            same bytes.

    Returns:
        A tagged PDF with a bookmark per sheet.

    Raises:
        Problem: There is no printer, or it failed.
    """
    printer = require_printer()
    with tempfile.TemporaryDirectory(prefix="regman-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, name).with_suffix(".xlsx")
        source.write_bytes(document)
        profile = Path(folder, "profile")
        _make_profile(profile)
        made = _printed(printer, profile, source)
    return _settled(made, as_of)


def _make_profile(profile: Path) -> None:
    item = '<item oor:path="/{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
    (profile / "user").mkdir(parents=True)
    items = "".join(item.format(*setting) for setting in _SETTINGS)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def _printed(printer: str, profile: Path, source: Path) -> bytes:
    folder = source.parent / "pdf"
    command = [printer, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--nologo", "--norestore"]
    try:
        subprocess.run(  # noqa: S603 - a fixed program with our own file, no shell
            [*command, "--convert-to", _OPTIONS, "--outdir", str(folder), str(source)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
        made = (folder / f"{source.stem}.pdf").read_bytes()
    except (OSError, subprocess.SubprocessError):
        made = b""
    if not made.startswith(_BEGIN):
        raise Problem(
            "LibreOffice hat kein PDF erzeugt.",
            "Bitte prüfen, ob LibreOffice sich öffnen lässt, oder das Dokument ohne --pdf erstellen und in Excel als "
            "PDF speichern.",
        )
    return made


def _settled(made: bytes, as_of: dt.date) -> bytes:
    """Return a PDF without the moment and the chance that the printer puts into it; nothing moves by a byte."""
    settled = _CREATED.sub(f"{as_of:%Y%m%d}000000".encode(), made)
    head, mark, trailer = settled.rpartition(_TRAILER)
    identity = hashlib.sha256(head).hexdigest()[:32].upper().encode()
    return head + mark + _IDENTITY.sub(identity, trailer)
