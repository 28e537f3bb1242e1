"""What a file is that is no workbook of ours, told by its content: each kind with its own German remedy.

The name of a file proves nothing: exports of other programs are called ``.xls`` and are web pages, and a workbook with
a password is no zip at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import BinaryIO

SAVE_AS = "Bitte in Excel öffnen und als Excel-Arbeitsmappe (.xlsx oder .xlsm) speichern."
RESTORE = "Bitte eine frühere Version oder eine Sicherung verwenden."
_UNPACK = "Bitte entpacken und die Arbeitsmappe angeben, die darin ist."
_OTHER_FILE = "Bitte die Arbeitsmappe (.xlsx oder .xlsm) angeben."
#: So much of a file tells its kind.
START = 4096
#: The directory of a compound file begins anywhere; its first entries name the streams.
_DIRECTORY = 64 * 1024
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


class _Kind(NamedTuple):
    """A kind of file.

    Attributes:
        marks: How its content begins, or what it contains.
        what: German words after "ist keine Excel-Arbeitsmappe, sondern".
        remedy: German sentence that says what to do.
    """

    marks: tuple[bytes, ...]
    what: str
    remedy: str


#: By the first bytes; the records 0x0009 to 0x0809 begin an Excel file older than 1997 that is no compound file.
_BEGINNINGS = (
    _Kind((b"\x1f\x8b",), "ein gepacktes Archiv (.gz)", _UNPACK),
    _Kind((b"7z\xbc\xaf\x27\x1c",), "ein gepacktes Archiv (.7z)", _UNPACK),
    _Kind((b"Rar!\x1a\x07",), "ein gepacktes Archiv (.rar)", _UNPACK),
    _Kind((b"BZh", b"\xfd7zXZ"), "ein gepacktes Archiv", _UNPACK),
    _Kind((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), "ein Bild", _OTHER_FILE),
    _Kind((b"%PDF", b"\xef\xbb\xbf%PDF"), "eine PDF-Datei", _OTHER_FILE),
    _Kind((b"MZ",), "ein Programm", "Bitte die Herkunft der Datei prüfen und die Datei nicht öffnen."),
    _Kind(
        (b"\x09\x08\x10\0", b"\x09\x08\x08\0", b"\x09\x04\x06\0", b"\x09\x02\x06\0", b"\x09\0\x04\0"),
        "eine Tabelle im alten Excel-Format (.xls)",
        SAVE_AS,
    ),
    _Kind(
        (bytes.fromhex("4C00000001140200"),),
        "nur eine Verknüpfung",
        "Bitte die Datei angeben, zu der die Verknüpfung führt.",
    ),
    _Kind(
        (bytes.fromhex("00051607"),),
        "eine Begleitdatei von macOS",
        "Bitte die Datei ohne „._“ am Anfang des Namens angeben.",
    ),
)
#: By what stands in the first bytes of a text, in small letters; the first that fits counts.
_TEXTS = (
    _Kind(
        (b"urn:schemas-microsoft-com:office:spreadsheet",),
        "eine XML-Kalkulationstabelle 2003",
        SAVE_AS,
    ),
    _Kind((b"urn:oasis:names:tc:opendocument",), "eine OpenDocument-Tabelle (.fods)", SAVE_AS),
    _Kind(
        (b"docs.google.com", b'"doc_id"'),
        "nur eine Verknüpfung zu Google Tabellen",
        "Bitte in Google Tabellen als Microsoft Excel (.xlsx) herunterladen.",
    ),
    _Kind(
        (b"[internetshortcut]",),
        "nur eine Verknüpfung",
        "Bitte die Datei angeben, zu der die Verknüpfung führt.",
    ),
    _Kind((b"mime-version:",), "eine Webseite (MHTML)", SAVE_AS),
)
_HTML = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta", b"<style")
#: By the streams of a compound file; what protects a file comes before what is protected.
_STREAMS = (
    _Kind(
        ("DRMEncryptedDataSpace".encode("utf-16-le"), "\tDRMContent".encode("utf-16-le")),
        "ist durch Rechteverwaltung (IRM) geschützt",
        "Bitte in Excel öffnen, den Schutz aufheben (Datei, Informationen, Arbeitsmappe schützen) und neu speichern.",
    ),
    _Kind(
        ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le")),
        "ist mit einem Kennwort verschlüsselt",
        "Bitte in Excel öffnen und ohne Kennwort speichern (Datei, Informationen, Arbeitsmappe schützen).",
    ),
    _Kind(
        ("Workbook\0".encode("utf-16-le"), "Book\0".encode("utf-16-le")), "hat das alte Excel-Format (.xls)", SAVE_AS
    ),
    _Kind(
        ("WordDocument".encode("utf-16-le"),), "ist keine Excel-Arbeitsmappe, sondern ein Word-Dokument", _OTHER_FILE
    ),
    _Kind(
        ("PowerPoint Document".encode("utf-16-le"),),
        "ist keine Excel-Arbeitsmappe, sondern eine PowerPoint-Präsentation",
        _OTHER_FILE,
    ),
)
#: By the parts of a zip archive.
_PARTS = (
    _Kind((b"xl/workbook.bin",), "hat das binäre Excel-Format (.xlsb)", SAVE_AS),
    _Kind((b"word/document.xml",), "ist keine Excel-Arbeitsmappe, sondern ein Word-Dokument", _OTHER_FILE),
    _Kind(
        (b"ppt/presentation.xml",), "ist keine Excel-Arbeitsmappe, sondern eine PowerPoint-Präsentation", _OTHER_FILE
    ),
    _Kind(
        (b"index/document.iwa", b"index.zip"),
        "ist keine Excel-Arbeitsmappe, sondern eine Datei von Apple Numbers",
        "Bitte in Numbers öffnen und als Excel-Datei (.xlsx) exportieren.",
    ),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def refuse_lock_file(name: str) -> None:
    """Refuse the little files that programs lay beside a workbook while it is open.

    Raises:
        Problem: The name is that of one.
    """
    for begin, end, program in (("~$", "", "Excel"), (".~lock.", "#", "LibreOffice")):
        if name.startswith(begin) and name.endswith(end):
            raise Problem(
                f"„{name}“ ist keine Arbeitsmappe, sondern nur die Sperrdatei, die {program} beim Öffnen anlegt.",
                f"Bitte „{name.removeprefix(begin).removesuffix(end)}“ angeben.",
            )


def refuse_other_content(name: str, file: BinaryIO, size: int) -> None:
    """Refuse a file that is no zip archive.

    Args:
        name: File name for the message.
        file: The open file.
        size: Its bytes.

    Raises:
        Problem: With what it is, and what to do.
    """
    file.seek(0)
    start = file.read(START)
    if not start:
        raise Problem(f"Die Datei „{name}“ ist leer (0 Byte).", RESTORE)
    if start.startswith(_OLE):
        raise _compound(name, start, file)
    if start.startswith(b"PK"):
        return
    if not start.strip(b"\0") and _is_zero(file, size):
        raise Problem(
            f"Die Datei „{name}“ enthält nur Nullen: beim Speichern oder Abgleichen (zum Beispiel OneDrive) ist ihr "
            "Inhalt verloren gegangen.",
            RESTORE,
        )
    what, remedy = _looks_like(start)
    raise Problem(f"Die Datei „{name}“ ist keine Excel-Arbeitsmappe{what}.", remedy)


def refuse_other_archive(name: str, parts: Collection[str], first: bytes) -> None:
    """Refuse a zip archive that is no workbook.

    Args:
        name: File name for the message.
        parts: Names of its entries in small letters.
        first: Content of the entry ``mimetype``, empty where there is none.

    Raises:
        Problem: With what it is, and what to do.
    """
    if b"opendocument" in first:
        raise Problem(f"Die Datei „{name}“ ist ein OpenDocument (.ods).", SAVE_AS)
    for kind in _PARTS:
        if any(mark.decode() in parts for mark in kind.marks):
            raise Problem(f"Die Datei „{name}“ {kind.what}.", kind.remedy)
    if "[content_types].xml" not in parts:
        raise Problem(f"Die Datei „{name}“ ist keine Excel-Arbeitsmappe, sondern ein Zip-Archiv.", _UNPACK)


def _compound(name: str, start: bytes, file: BinaryIO) -> Problem:
    """Say what a compound file is: its directory names the streams in UTF-16.

    The header has the place of the directory ([MS-CFB] 2.2: sector shift at offset 30, first directory sector at 48).
    """
    shift, sector = int.from_bytes(start[30:32], "little"), int.from_bytes(start[48:52], "little")
    directory = b""
    if shift in (9, 12):
        file.seek((sector + 1) << shift)
        directory = file.read(_DIRECTORY)
    for kind in _STREAMS:
        if any(mark in directory or mark in start for mark in kind.marks):
            return Problem(f"Die Datei „{name}“ {kind.what}.", kind.remedy)
    return Problem(f"Die Datei „{name}“ ist keine Excel-Arbeitsmappe.", SAVE_AS)


def _is_zero(file: BinaryIO, size: int) -> bool:
    """Say whether a file holds nothing but zeros; a large one is looked at in its middle and at its end only."""
    for place in (0, size // 2, max(size - 2**16, 0)):
        file.seek(place)
        if file.read(2**16).strip(b"\0"):
            return False
    return True


def _looks_like(start: bytes) -> tuple[str, str]:
    """Return what the first bytes look like, with the comma before it, and what to do."""
    for kind in _BEGINNINGS:
        if start.startswith(kind.marks):
            return f", sondern {kind.what}", kind.remedy
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[: len(start) // 2 * 2].decode("utf-16", "replace").encode()
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if _CONTROL.search(text):
        return "", SAVE_AS
    for kind in _TEXTS:
        if any(mark in text for mark in kind.marks):
            return f", sondern {kind.what}", kind.remedy
    what = ""
    if text.startswith(b"<") and any(mark in text for mark in _HTML):
        what = ", sondern eine HTML-Seite"
    elif text.startswith(b"<?xml"):
        what = ", sondern eine XML-Datei"
    elif any(separator in text for separator in (b";", b",", b"\t")):
        what = ", sondern eine Textdatei (zum Beispiel CSV)"
    return what, SAVE_AS
