"""What is no workbook at all, whatever it is called. POSIX only: pipes, devices and links."""

from __future__ import annotations

import gzip
import os
import struct
from typing import TYPE_CHECKING

from tests.hostile.book import PACKAGE, base_bytes, packed
from tests.hostile.case import Case, raw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FAMILY = "kind"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def _ole(*streams: str) -> bytes:
    """Return what looks like an OLE file with these streams in its directory."""
    head = _OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(470)
    return head + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams) + bytes(4096)


_BYTES: dict[str, Callable[[], bytes]] = {
    "an encrypted workbook": lambda: _ole("Root Entry", "EncryptionInfo", "EncryptedPackage"),
    "an old workbook": lambda: _ole("Root Entry", "Workbook"),
    "a very old workbook": lambda: _ole("Root Entry", "Book"),
    "an old document of Word": lambda: _ole("Root Entry", "WordDocument"),
    "a mail of Outlook": lambda: _ole("Root Entry", "__properties_version1.0"),
    "the start of an OLE file only": lambda: _OLE,
    "a workbook of Excel 2": lambda: bytes.fromhex("0900040002001000") + bytes(600),
    "a binary workbook": lambda: packed([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"\x83\x01\0")]),
    "CSV": lambda: "Nr;Betrag\r\n1;12,50\r\n=cmd|'/c calc'!A1;3\r\n".encode("cp1252"),
    "CSV in UTF-16": lambda: "Nr\tBetrag\r\n1\t12,50\r\n".encode("utf-16"),
    "an HTML table": lambda: b"<html><table><tr><td>1<td>12,50</table><script>x()</script></html>",
    "a web archive": lambda: b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x',
    "XML of Excel 2003": lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "a PDF": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj",
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(200),
    "a program": lambda: b"MZ\x90\0" + bytes(500),
    "a shell script": lambda: b"#!/bin/sh\nrm -rf /\n",
    "rich text": lambda: b"{\\rtf1\\ansi HOSTILE}",
    "gzip": lambda: gzip.compress(base_bytes(), mtime=0),
    "7z": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(200),
    "a document of Word": lambda: packed(
        [
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", b"<w/>"),
            (
                "_rels/.rels",
                f'<Relationships xmlns="{PACKAGE}/relationships">'.encode()
                + b'<Relationship Id="r" Type="x/officeDocument" '
                b'Target="word/document.xml"/></Relationships>',
            ),
        ]
    ),
    "a presentation": lambda: packed([("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")]),
    "an OpenDocument": lambda: packed(
        [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>")]
    ),
    "Numbers": lambda: packed([("Index/Document.iwa", b"x"), ("Metadata/Properties.plist", b"x")]),
    "a zip of a workbook": lambda: packed([("Regionalmanagement.xlsx", base_bytes())]),
    "an empty zip": lambda: packed([]),
    "nothing": lambda: b"",
    "one byte": lambda: b"P",
    "the first two letters of a zip": lambda: b"PK",
    "zeros": lambda: bytes(100_000),
    "blanks": lambda: b" " * 5000,
    "the pointer of a large file store": lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
}


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "inhalt.txt").write_text("x", encoding="utf-8")


def _device(path: Path) -> None:
    path.symlink_to("/dev/null")


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.symlink_to("gibt-es-nicht.xlsx")


def _linked(path: Path) -> None:
    """A link to a workbook is as good as the workbook."""
    whole = path.with_name("ziel.xlsx")
    whole.write_bytes(base_bytes())
    path.symlink_to(whole.name)


def _missing(_path: Path) -> None:
    """Leave the place empty."""


def _owner_file(path: Path) -> None:
    """The workbook is open in Excel: the owner file stands beside it."""
    path.write_bytes(base_bytes())
    path.with_name(f"~${path.name}").write_bytes(bytes(165))


_PLACES = {
    "a pipe": _pipe,
    "a folder": _folder,
    "a device": _device,
    "an endless device": _endless,
    "a link in a circle": _circle,
    "a link to nothing": _dangling,
    "a link to a workbook": _linked,
    "a file that is not there": _missing,
    "a workbook that is open in Excel": _owner_file,
}

CASES: tuple[Case, ...] = (
    *(raw(FAMILY, what, content) for what, content in _BYTES.items()),
    *(Case(FAMILY, what, place) for what, place in _PLACES.items()),
    raw(FAMILY, "a workbook without extension", base_bytes, suffix=""),
    raw(FAMILY, "a workbook called by a command", base_bytes, suffix=";rm -rf ~;$(x)`y`|.xlsx"),
    raw(FAMILY, "a workbook called by a line feed", base_bytes, suffix="\n\x1b[31m.xlsx", also=("close",)),
    raw(FAMILY, "a healthy workbook", base_bytes, also=("report", "close", "seal")),
)
