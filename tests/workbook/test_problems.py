"""Files that cannot be read: one line that says which and what to do."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from regman_xl.problems import Problem
from regman_xl.workbook.reader import read_books
from tests.workbook.making import (
    ENTRY,
    edit_bytes,
    edit_part,
    facts_of,
    hand_made,
    journal,
    make_book,
    sheet_xml,
    write_parts,
)

if TYPE_CHECKING:
    from pathlib import Path

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


def problem(path: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        read_books(path)
    assert "\n" not in str(caught.value)
    assert caught.value.message.endswith(".")
    assert caught.value.remedy.startswith("Bitte")
    assert path.name in str(caught.value) or path.name.removeprefix("~$") in str(caught.value)
    return caught.value


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_missing_file(tmp_path: Path) -> None:
    assert "gibt es nicht" in problem(tmp_path / "fehlt.xlsx").message


def test_a_folder(tmp_path: Path) -> None:
    assert "Ordner" in problem(tmp_path).message


FILES = {
    "leer.xlsx": (b"", "leer"),
    "tabelle.csv": (b"Nr;Betrag\n1;2,50\n", "Textdatei"),
    "seite.xls": (b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
    "brief.xlsx": (b"%PDF-1.7", "PDF"),
    "daten.xml": (b"<?xml version='1.0'?><a/>", "XML"),
    "rauschen.xlsx": (bytes(range(256)), "keine Excel-Arbeitsmappe"),
    "alt.xls": (OLE + "Workbook".encode("utf-16-le"), ".xls"),
    "geheim.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "Kennwort"),
    "brief.doc": (OLE, "keine Excel-Arbeitsmappe"),
    "halb.xlsx": (b"PK\x03\x04" + bytes(100), "unvollständig"),
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_no_workbook(tmp_path: Path, name: str) -> None:
    content, word = FILES[name]
    assert word in problem(written(tmp_path / name, content)).message


ARCHIVES = {
    "a.xlsb": ({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}, ".xlsb"),
    "a.ods": ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, ".ods"),
    "a.zip": ({"lies.txt": b"x"}, "Zip-Archiv"),
    "a.docx": ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}, "keine Excel-Arbeitsmappe"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_archives_that_are_no_workbook(tmp_path: Path, name: str) -> None:
    parts, word = ARCHIVES[name]
    assert word in problem(write_parts(tmp_path / name, parts)).message


def test_the_owner_file_of_an_open_workbook(tmp_path: Path) -> None:
    found = problem(written(tmp_path / "~$buch.xlsx", b"\x05Meier"))
    assert "Sperrdatei" in found.message
    assert "„buch.xlsx“" in found.remedy


def test_an_owner_file_beside_the_workbook_does_not_matter(tmp_path: Path) -> None:
    path = journal(tmp_path / "buch.xlsx", {})
    written(tmp_path / "~$buch.xlsx", b"\x05Meier")
    assert len(read_books(path).journal) == 1


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = journal(tmp_path / "buch.xlsx", {})

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.open", refuse)
    assert "gesperrt" in problem(path).message


def test_truncated_files(tmp_path: Path) -> None:
    content = journal(tmp_path / "ganz.xlsx", {}).read_bytes()
    for length in (len(content) // 2, len(content) - 10):
        assert "beschädigt" in problem(written(tmp_path / "halb.xlsx", content[:length])).message


def test_flipped_bytes_never_end_in_a_traceback(tmp_path: Path) -> None:
    content = bytearray(journal(tmp_path / "ganz.xlsx", {}).read_bytes())
    refused = 0
    for place in range(30, len(content), 331):
        broken = bytes(content[:place]) + bytes([content[place] ^ 0x5A]) + bytes(content[place + 1 :])
        try:
            read_books(written(tmp_path / "kaputt.xlsx", broken))
        except Problem:
            refused += 1
    assert refused > 5


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/tables/table1.xml", "_rels/.rels"]
)
def test_damaged_parts(tmp_path: Path, part: str) -> None:
    path = edit_bytes(journal(tmp_path / "buch.xlsx", {}), part, lambda xml: xml[: len(xml) // 2])
    assert "beschädigt" in problem(path).message


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/tables/table1.xml"]
)
def test_document_types_are_refused(tmp_path: Path, part: str) -> None:
    path = journal(tmp_path / "buch.xlsx", {})
    edit_part(path, part, lambda xml: xml.replace("?>", '?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1))
    assert "Sicherheitsgründen" in problem(path).message


def test_a_sheet_that_the_file_does_not_hold(tmp_path: Path) -> None:
    path = journal(tmp_path / "buch.xlsx", {})
    edit_part(path, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace("sheet1.xml", "sheet9.xml"))
    assert "beschädigt" in problem(path).message


def test_an_encrypted_archive(tmp_path: Path) -> None:
    content = bytearray(journal(tmp_path / "buch.xlsx", {}).read_bytes())
    place = content.rindex(b"PK\x01\x02")
    content[place + 8] |= 1
    assert "Kennwort" in problem(written(tmp_path / "geheim.xlsx", bytes(content))).message


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = journal(tmp_path / "bombe.xlsx", {})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(70 * 2**20))
    assert "ungewöhnlich groß" in problem(path).message


def test_a_file_that_claims_to_be_huge(tmp_path: Path) -> None:
    content = bytearray(journal(tmp_path / "buch.xlsx", {}).read_bytes())
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 0xFFFFFFF0)
    assert "ungewöhnlich groß" in problem(written(tmp_path / "riese.xlsx", bytes(content))).message


def test_too_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regman_xl.workbook.archive.MAX_ENTRIES", 5)
    assert "ungewöhnlich groß" in problem(journal(tmp_path / "buch.xlsx", {})).message


def test_too_large_small_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regman_xl.workbook.package.MAX_SMALL", 100)
    assert "ungewöhnlich groß" in problem(journal(tmp_path / "buch.xlsx", {})).message


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regman_xl.workbook.cells.MAX_CELLS", 10)
    assert "Zellen" in problem(journal(tmp_path / "buch.xlsx", {})).message


def test_a_workbook_of_somebody_else(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "fremd.xlsx", sheet_xml(""), title="Tabelle1")
    assert "keines der Eingabeblätter" in problem(path).message


def test_one_of_our_sheets_is_enough_to_be_read(tmp_path: Path) -> None:
    books = read_books(make_book(tmp_path / "buch.xlsx", journal=[ENTRY]))
    assert len(books.journal) == 1
    assert books.package.file == "buch.xlsx"
    assert books.package.sheets == ("Journal",)


def test_the_name_that_a_missing_sheet_may_have_is_not_that_of_another_one(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", partners=[], waivers=[], journal=[])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Beitraege")
    book.save(path)
    missing = {fact.sheet: fact.detail for fact in facts_of(read_books(path), absent=True)}
    assert missing["Einstellungen"] == ""
    assert missing["Beiträge"] == "Beitraege"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 99])
def test_a_part_that_is_not_compressed_as_the_zip_says(tmp_path: Path, method: int) -> None:
    path = journal(tmp_path / "a.xlsx", {})
    # What the decoder of LZMA takes for its options, and cannot be.
    edit_bytes(path, "xl/styles.xml", lambda _: b"\x09\x04\x05\x00" + b"\xff" * 60)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        local = archive.getinfo("xl/styles.xml").header_offset
    data = bytearray(path.read_bytes())
    central = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/styles.xml"))
    for place in (local + 8, central + 10):
        struct.pack_into("<H", data, place, method)
    assert "auf eine Weise gepackt" in problem(written(tmp_path / "b.xlsx", bytes(data))).message
