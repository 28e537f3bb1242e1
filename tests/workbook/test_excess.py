"""What is checked while the parts are parsed: more than any file has, document types, and lies about counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regman_xl.workbook.package import open_package
from regman_xl.workbook.parts import read_workbook
from regman_xl.workbook.reader import read_books
from tests.workbook.making import edit_part, hand_made, journal, sheet_xml, strings_xml
from tests.workbook.test_problems import problem

if TYPE_CHECKING:
    from pathlib import Path

SHEET, STYLES, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return journal(tmp_path / "buch.xlsx", {})


# XML that is too much.


def styles(inside: str) -> str:
    return f'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inside}</styleSheet>'


TOO_MUCH = {
    "formats": (STYLES, styles("<cellXfs>" + "<xf/>" * 140_000 + "</cellXfs>"), "Zellformate"),
    "conditional formats": (STYLES, styles("<dxfs>" + "<dxf/>" * 70_000 + "</dxfs>"), "bedingte Formate"),
    "number formats": (STYLES, styles("<numFmts>" + "<numFmt/>" * 30_000 + "</numFmts>"), "Zahlenformate"),
    "elements": (STYLES, styles("<a/>" * 600_000), "XML-Elemente"),
    "depth": (STYLES, "<a>" * 100_000 + "</a>" * 100_000, "Verschachtelung"),
    "attributes": (STYLES, "<a " + " ".join(f'b{number}=""' for number in range(300)) + "/>", "Verschachtelung"),
    "depth in a sheet": (SHEET, sheet_xml("", "<a>" * 100_000 + "</a>" * 100_000), "Verschachtelung"),
    "a long tag": (SHEET, sheet_xml("", f'<a b="{"x" * 6 * 2**20}"/>'), "langes XML-Element"),
    "a long comment": (SHEET, sheet_xml(f"<!--{'x' * 6 * 2**20}-->"), "langes XML-Element"),
    "a long text": (
        SHEET,
        sheet_xml(f'<row r="1"><c r="A1" t="str"><v>{"x" * 2**21}</v></c></row>'),
        "Million Zeichen",
    ),
    "cells in a row": (SHEET, sheet_xml(f'<row r="1">{"<c><v>1</v></c>" * 900_000}</row>'), "mehr Zellen"),
    "merged cells": (SHEET, sheet_xml("", "<mergeCells>" + '<mergeCell ref=""/>' * 250_000), "verbundene Zellen"),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_more_than_any_real_file_has(book: Path, case: str) -> None:
    part, xml, word = TOO_MUCH[case]
    edit_part(book, part, lambda _: xml)
    assert word in problem(book).message


def test_as_much_as_excel_allows_is_read(book: Path) -> None:
    formats = "<numFmts>" + '<numFmt numFmtId="200" formatCode="0.00"/>' * 250 + "</numFmts>"
    formats += "<cellXfs>" + '<xf numFmtId="200"><alignment/><protection/></xf>' * 65_490 + "</cellXfs>"
    edit_part(book, STYLES, lambda _: styles(formats))
    names = '<definedName name="x">Journal!$A$1</definedName>' * 60_000
    edit_part(book, WORKBOOK, lambda xml: xml.replace("</sheets>", f"</sheets><definedNames>{names}</definedNames>"))
    assert len(read_books(book).data["journal"].frame) == 1


def test_ten_thousand_relations_lead_to_one_table(book: Path) -> None:
    links = "xl/worksheets/_rels/sheet1.xml.rels"
    edit_part(
        book,
        links,
        lambda xml: xml.replace(
            "</Relationships>",
            "".join(
                f'<Relationship Id="x{number}" Type="http://a/table" Target="../tables/table1.xml"/>'
                for number in range(10_000)
            )
            + "</Relationships>",
        ),
    )
    with open_package(book) as package:
        assert len(read_workbook(package).sheets[0].tables) == 1


def test_two_sheets_of_one_part(book: Path) -> None:
    edit_part(
        book, WORKBOOK, lambda xml: xml.replace("</sheets>", '<sheet name="b" sheetId="2" r:id="rId1"/></sheets>')
    )
    assert "beschädigt" in problem(book).message


# Document types, wherever they hide.

ENTITY = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;]>'
LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
TEXT = '<row r="1"><c r="A1" t="inlineStr"><is><t>Nr</t></is></c></row>'


def in_utf16(xml: str) -> bytes:
    return xml.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


@pytest.mark.parametrize("declaration", [ENTITY, LAUGHS, "<!DOCTYPE worksheet>"])
def test_document_types_in_sheets_and_strings(tmp_path: Path, declaration: str) -> None:
    sheet, strings = sheet_xml(TEXT), strings_xml("<si><t>x</t></si>")
    for part in (sheet, strings):
        whole = part.replace("?>\n", f"?>\n<!-- {'x' * 600_000} -->{declaration}", 1)
        for text in (whole.encode(), in_utf16(whole)):
            arguments = (text, strings) if part is sheet else (sheet, text)
            assert "Dokumenttyp" in problem(hand_made(tmp_path / "a.xlsx", *arguments)).message


@pytest.mark.parametrize("place", ["</sheetData>", "<row", "</worksheet>", "</t>"])
def test_a_document_type_in_the_middle_is_no_xml(tmp_path: Path, place: str) -> None:
    sheet = sheet_xml(TEXT).replace(place, f"{LAUGHS}{place}", 1)
    assert "beschädigt" in problem(hand_made(tmp_path / "a.xlsx", sheet)).message


@pytest.mark.parametrize("place", ["<si>", "</sst>", "</t>"])
def test_a_document_type_in_the_middle_of_strings_is_no_xml(tmp_path: Path, place: str) -> None:
    strings = strings_xml("<si><t>x</t></si>").replace(place, f"{LAUGHS}{place}", 1)
    found = problem(hand_made(tmp_path / "a.xlsx", sheet_xml(TEXT), strings)).message
    assert "beschädigt" in found or "Dokumenttyp" in found


def test_what_xml_could_load_is_not_loaded(tmp_path: Path) -> None:
    loading = '<?xml-stylesheet href="file:///etc/passwd"?>\n<worksheet xmlns:xi="http://www.w3.org/2001/XInclude"'
    sheet = sheet_xml(TEXT, '<xi:include href="file:///etc/passwd" parse="text"/>').replace("<worksheet", loading, 1)
    books = read_books(hand_made(tmp_path / "a.xlsx", sheet))
    assert books.package.sheets == ("Journal",)


# What a file says about itself is not believed.


def test_harmless_lies_change_nothing(tmp_path: Path) -> None:
    sheet = sheet_xml(
        '<row r="1" spans="1:1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>2026</v></c></row>'
    )
    strings = strings_xml("<si><t>Nr</t></si><si><t>Haushaltsjahr</t></si><si><t>7</t></si>")
    true = read_books(hand_made(tmp_path / "a.xlsx", sheet, strings)).data["journal"].frame
    assert true["number"].tolist() == ["7"]
    for dimension in ("A1", "A1:XFD1048576", "Z9:A1", "Unsinn"):
        lying = sheet.replace("<sheetData>", f'<dimension ref="{dimension}"/><sheetData>')
        counted = strings.replace("<sst ", '<sst count="4294967295" uniqueCount="-1" ')
        found = read_books(hand_made(tmp_path / "b.xlsx", lying, counted)).data["journal"].frame
        assert found.equals(true)


def test_fewer_strings_than_cells_refer_to(tmp_path: Path) -> None:
    sheet = sheet_xml('<row r="1"><c r="A1" t="s"><v>5</v></c></row>')
    assert "beschädigt" in problem(hand_made(tmp_path / "a.xlsx", sheet, strings_xml("<si><t>Nr</t></si>"))).message


@pytest.mark.parametrize("cell", ["A1048577", "XFE1", "A0", "ZZZ9999999"])
def test_cells_outside_the_grid(tmp_path: Path, cell: str) -> None:
    sheet = sheet_xml(f'<row><c r="{cell}"><v>5</v></c></row>')
    assert "beschädigt" in problem(hand_made(tmp_path / "a.xlsx", sheet)).message


def test_cells_at_the_far_corners_take_no_room(tmp_path: Path) -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'
    sheet = sheet_xml(f'<row r="1"><c r="A1" t="inlineStr"><is><t>Nr</t></is></c></row>{corner}')
    assert len(read_books(hand_made(tmp_path / "a.xlsx", sheet)).data["journal"].frame) == 0


def test_strings_without_a_text_keep_their_place(tmp_path: Path) -> None:
    strings = strings_xml("<si/><si></si><si><t/></si><si><t>Nr</t></si><si><r><t>7</t></r></si>")
    sheet = sheet_xml('<row r="1"><c r="A1" t="s"><v>3</v></c></row><row r="2"><c r="A2" t="s"><v>4</v></c></row>')
    found = read_books(hand_made(tmp_path / "a.xlsx", sheet, strings)).data["journal"].frame
    assert found["number"].tolist() == ["7"]


@pytest.mark.parametrize("hints", ["</rPh>" * 9 + "<rPh>" * 9, "<rPh>" * 9 + "</rPh>" * 8])
def test_hints_that_do_not_nest_are_refused(tmp_path: Path, hints: str) -> None:
    strings = strings_xml(f"<si><t>Nr</t>{hints}</si>")
    sheet = sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    assert "beschädigt" in problem(hand_made(tmp_path / "a.xlsx", sheet, strings)).message
