"""What is checked before a parser sees a file: each kind and budget with an example that fails and one that passes."""

from __future__ import annotations

import io
import os
import socket
import stat
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from regman_xl.problems import Problem
from regman_xl.workbook import preflight
from regman_xl.workbook.reader import read_books
from tests.workbook.making import edit_part, journal, write_parts
from tests.workbook.test_problems import problem, written
from tests.workbook.zips import Entry, changed, entries_of, zip_bytes

SHEET, STYLES, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return journal(tmp_path / "buch.xlsx", {})


# What is no regular file.


@POSIX
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rohr.xlsx")
    assert "keine gewöhnliche Datei" in problem(tmp_path / "rohr.xlsx").message


@POSIX
def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("dose.xlsx")
        assert "keine gewöhnliche Datei" in problem(Path("dose.xlsx")).message


@POSIX
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_not_read(device: str) -> None:
    assert "keine gewöhnliche Datei" in problem(Path(device)).message


@POSIX
def test_a_link_to_a_device(tmp_path: Path) -> None:
    (tmp_path / "buch.xlsx").symlink_to("/dev/zero")
    assert "keine gewöhnliche Datei" in problem(tmp_path / "buch.xlsx").message


@POSIX
def test_a_link_to_a_workbook_is_read(book: Path) -> None:
    (book.parent / "verweis.xlsx").symlink_to(book)
    assert len(read_books(book.parent / "verweis.xlsx").journal) == 1


@pytest.mark.parametrize("name", ["NUL", "con.xlsx", "COM1.xlsx", "lpt9 .xlsx", "buch.xlsx:strom", "C:buch.xlsx"])
def test_names_that_windows_takes_for_something_else(name: str) -> None:
    with pytest.raises(Problem, match="kein Name einer Datei"):
        preflight.refuse_device_name(name, windows=True)
    preflight.refuse_device_name(name, windows=False)


@pytest.mark.parametrize("name", ["Null.xlsx", "Konto.xlsx", "Comic1.xlsx", "2026.xlsx"])
def test_names_that_windows_takes(name: str) -> None:
    preflight.refuse_device_name(name, windows=True)


def test_a_name_that_cannot_be() -> None:
    assert "ungültig" in problem(Path("a\0b.xlsx")).message


def test_a_file_that_is_only_in_the_cloud(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class CloudError(OSError):
        winerror = 362

    def refuse(*_arguments: object) -> None:
        raise CloudError

    monkeypatch.setattr(os, "open", refuse)
    assert "Cloud" in problem(book).message


def test_the_lock_file_of_libreoffice(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Sperrdatei, die LibreOffice") as caught:
        read_books(written(tmp_path / ".~lock.buch.xlsx#", b",meier,pc,01.01.2026;"))
    assert caught.value.remedy == "Bitte „buch.xlsx“ angeben."


# Kinds by content.

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def compound(*streams: str, sector: int = 0) -> bytes:
    """Return a compound file with the names of its streams in its directory, which begins with a sector."""
    header = OLE + bytes(22) + struct.pack("<H", 9) + bytes(16) + struct.pack("<L", sector)
    directory = b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return header.ljust(512 * (sector + 1), b"\0") + directory


FILES = {
    "irm.xlsx": (compound("EncryptedPackage", "DRMEncryptedDataSpace"), "Rechteverwaltung"),
    "irm.xls": (compound("\tDRMContent"), "Rechteverwaltung"),
    "geheim.xlsx": (compound("EncryptedPackage", "EncryptionInfo", sector=2000), "Kennwort"),
    "biff8.xls": (compound("Workbook", sector=700), ".xls"),
    "biff5.xls": (compound("Book"), ".xls"),
    "biff5-ohne-ole.xls": (b"\x09\x08\x08\0\0\x05\x05\0" + bytes(99), ".xls"),
    "biff4.xls": (b"\x09\x04\x06\0" + bytes(99), ".xls"),
    "brief.doc": (compound("WordDocument"), "Word-Dokument"),
    "folien.ppt": (compound("PowerPoint Document"), "PowerPoint"),
    "nachricht.msg": (compound("__properties_version1.0"), "keine Excel-Arbeitsmappe"),
    "tabelle.gsheet": (b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}', "Google"),
    "tabelle.tsv": (b"Nr\tBetrag\n1\t2.50\n", "Textdatei"),
    "utf16.csv": ("Nr;Betrag\n1;2,50\n".encode("utf-16"), "Textdatei"),
    "seite.xls": (b"\xef\xbb\xbf \r\n<HTML xmlns:x='urn:x'><table>", "HTML"),
    "utf16.xls": ("<html><table></table></html>".encode("utf-16"), "HTML"),
    "seite.mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "Webseite"),
    "alt.xml": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML-Kalk"),
    "flach.fods": (b'<?xml version="1.0"?><o:document xmlns:o="urn:oasis:names:tc:opendocument:x">', "OpenDocument"),
    "bild.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(20), "Bild"),
    "foto.xlsx": (b"\xff\xd8\xff\xe0" + bytes(20), "Bild"),
    "a.gz": (b"\x1f\x8b\x08\0" + bytes(20), ".gz"),
    "a.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(20), ".7z"),
    "a.rar": (b"Rar!\x1a\x07\x01\0" + bytes(20), ".rar"),
    "programm.xlsx": (b"MZ\x90\0" + bytes(20), "Programm"),
    "buch.lnk": (bytes.fromhex("4C0000000114020000000000C000000000000046"), "Verknüpfung"),
    "buch.url": (b"[InternetShortcut]\r\nURL=https://example.org/buch.xlsx", "Verknüpfung"),
    "._buch.xlsx": (bytes.fromhex("0005160700020000") + b"Mac OS X", "macOS"),
    "nullen.xlsx": (bytes(200_000), "nur Nullen"),
    "nicht-nur-nullen.xlsx": (bytes(5000) + b"x" * 200_000, "keine Excel-Arbeitsmappe"),
    "ohne-ende.xlsx": (b"PK\x03\x04" + bytes(70_000), "unvollständig"),
}


@pytest.mark.parametrize("name", FILES)
def test_kinds_of_files(tmp_path: Path, name: str) -> None:
    content, word = FILES[name]
    assert word in problem(written(tmp_path / name, content)).message


TYPES = b"<Types/>"
ARCHIVES = {
    "a.docx": ({"[Content_Types].xml": TYPES, "word/document.xml": b"<a/>"}, "Word-Dokument"),
    "a.pptx": ({"[Content_Types].xml": TYPES, "ppt/presentation.xml": b"<a/>"}, "PowerPoint"),
    "a.vsdx": ({"[Content_Types].xml": TYPES, "visio/document.xml": b"<a/>"}, "keine Excel-Arbeitsmappe"),
    "a.numbers": ({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}, "Numbers"),
    "a.ots": ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet-template"}, "OpenDocument"),
    "mappe-in-zip.zip": ({"buch.xlsx": b"PK\x03\x04"}, "Zip-Archiv"),
    "leer.zip": ({}, "keine Excel-Arbeitsmappe"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_kinds_of_archives(tmp_path: Path, name: str) -> None:
    parts, word = ARCHIVES[name]
    assert word in problem(write_parts(tmp_path / name, parts)).message


MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def test_an_add_in_is_no_workbook(book: Path) -> None:
    kind = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    edit_part(book, "[Content_Types].xml", lambda xml: xml.replace(MAIN_TYPE, kind))
    assert ".xlam" in problem(book).message


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ],
)
def test_templates_and_macro_workbooks_are_read(book: Path, kind: str) -> None:
    edit_part(book, "[Content_Types].xml", lambda xml: xml.replace(MAIN_TYPE, kind))
    assert len(read_books(book).journal) == 1


# The zip.


def test_an_archive_written_byte_by_byte_is_read(book: Path) -> None:
    book.write_bytes(zip_bytes(entries_of(book)))
    assert len(read_books(book).journal) == 1


def test_backslashes_and_folders_are_read(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        found = [Entry(info.filename.replace("/", "\\"), archive.read(info)) for info in archive.infolist()]
    book.write_bytes(zip_bytes([Entry("xl/", method=0), *found]))
    assert len(read_books(book).journal) == 1


def test_an_archive_whose_sizes_follow_the_data_is_read(book: Path, tmp_path: Path) -> None:
    class Stream(io.RawIOBase):
        """Cannot go back, so that the library writes sizes after the data."""

        def __init__(self) -> None:
            self.content = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, piece: bytes) -> int:  # type: ignore[override]
            self.content += piece
            return len(piece)

    sink = Stream()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries_of(book):
            archive.writestr(str(entry.name), entry.content)
    written(tmp_path / "strom.xlsx", bytes(sink.content))
    with zipfile.ZipFile(tmp_path / "strom.xlsx") as archive:
        assert all(info.flag_bits & 8 for info in archive.infolist())
    assert len(read_books(tmp_path / "strom.xlsx").journal) == 1


LIES = {
    "another name before the data": ({"local_name": "xl/worksheets/sheet2.xml"}, "widersprüchliche"),
    "another size before the data": ({"local_size": 17}, "widersprüchliche"),
    "a size that is too large": ({"size": 17_000, "local_size": 17_000}, "beschädigt"),
    "a size that is too small": ({"size": 17, "local_size": 17}, "beschädigt"),
    "an unknown method": ({"method": 12}, "gepackt"),
    "a password": ({"flags": 1}, "Kennwort"),
    "strong encryption": ({"flags": 0x41}, "Kennwort"),
    "a masked header": ({"flags": 0x2000}, "Kennwort"),
    "a link": ({"attributes": (stat.S_IFLNK | 0o777) << 16}, "Verweis"),
}


@pytest.mark.parametrize("lie", LIES)
def test_entries_that_lie(book: Path, lie: str) -> None:
    values, word = LIES[lie]
    assert word in problem(written(book, changed(book, SHEET, **values))).message


NAMES = [
    "../xl/worksheets/sheet9.xml",
    "xl/../../../etc/passwd",
    "xl\\..\\..\\boot.ini",
    "/etc/passwd",
    "\\\\server\\freigabe",
    "C:/Windows/win.ini",
    b"xl/media/bild\0.png",
    "xl/media/zeile\n.png",
    "xl/" + "lang/" * 60,
]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_elsewhere(book: Path, name: str | bytes) -> None:
    assert "unzulässigem Namen" in problem(written(book, zip_bytes([*entries_of(book), Entry(name)]))).message


@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), SHEET.replace("/", "\\")])
def test_two_parts_of_one_name(book: Path, name: str) -> None:
    twice = zip_bytes([*entries_of(book), Entry(name, b"<worksheet/>")])
    assert "zwei Teile mit demselben Namen" in problem(written(book, twice)).message


def test_unusual_names_are_read(book: Path) -> None:
    names = ["docProps/größe.xml", "xl/media/Bild 1.png", "xl/..ungewöhnlich..xml", "customXml/item1.xml"]
    extra = [Entry(name, b"<a/>", flags=0x800) for name in names]
    assert len(read_books(written(book, zip_bytes([*entries_of(book), *extra]))).journal) == 1


def test_overlapping_entries(book: Path) -> None:
    parts = entries_of(book)
    double = zip_bytes([*parts, Entry(parts[0].name, parts[0].content), Entry("xl/b.xml", parts[0].content, shares=0)])
    assert problem(written(book, double))
    only = zip_bytes([*parts, Entry("xl/b.xml", parts[0].content, shares=0)])
    assert "überlappen" in problem(written(book, only)).message


def test_data_before_and_behind_the_archive(book: Path) -> None:
    parts = entries_of(book)
    other = zip_bytes([Entry("a.txt", b"harmlos")])
    assert "vor dem Anfang" in problem(written(book, zip_bytes(parts, before=other))).message
    assert "nach dem Ende" in problem(written(book, zip_bytes(parts, after=b"<html>" * 9))).message
    assert "unvollständig" in problem(written(book, zip_bytes(parts, after=bytes(70_000)))).message


def test_a_part_of_a_split_archive(book: Path) -> None:
    assert "geteilten Archivs" in problem(written(book, zip_bytes(entries_of(book), disk=1))).message


def test_many_parts_that_are_small_but_empty(book: Path) -> None:
    zeros = [Entry(f"xl/media/{number}.png", bytes(2**23)) for number in range(10)]
    assert "ungewöhnlich groß" in problem(written(book, zip_bytes([*entries_of(book), *zeros]))).message
    assert len(read_books(written(book, zip_bytes([*entries_of(book)[:-10], *zeros[:2]]))).journal) == 1


def test_a_directory_that_is_too_long_is_not_read(book: Path) -> None:
    flood = [Entry(f"xl/{number:09}.xml", method=0) for number in range(25_000)]
    assert "ungewöhnlich groß" in problem(written(book, zip_bytes([*entries_of(book), *flood]))).message


# Whatever a library raises.


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (MemoryError(), "Arbeitsspeicher"),
        (RecursionError(), "RecursionError"),
        (OverflowError(), "OverflowError"),
        (UnicodeDecodeError("utf-8", b"", 0, 1, ""), "UnicodeDecodeError"),
        (struct.error(), "(error)"),
        (KeyError("x"), "KeyError"),
        (PermissionError(), "gesperrt"),
    ],
)
def test_no_error_of_a_library_is_a_traceback(
    book: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, word: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("regman_xl.workbook.reader.read_formats", fail)
    found = problem(book)
    assert word in found.message
    assert found.__cause__ is error
