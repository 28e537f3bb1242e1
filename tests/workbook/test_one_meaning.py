"""What could be read in two ways, what is no XML and what is not there is refused or told: never chosen in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from regman_xl.model.facts import Fault
from regman_xl.problems import Problem
from regman_xl.schema import JOURNAL
from regman_xl.workbook.reader import read_books
from tests.workbook.making import (
    edit_part,
    faults_at,
    hand_made,
    journal,
    make_book,
    position,
    read_parts,
    sheet_xml,
    strings_xml,
    write_parts,
)
from tests.workbook.test_problems import problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET, STYLES, STRINGS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
WORKBOOK, LINKS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
ROOT, TABLE, THEME = "_rels/.rels", "xl/tables/table1.xml", "xl/theme/theme1.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
AMOUNT = position(JOURNAL, "amount")
DTD = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return journal(tmp_path / "buch.xlsx", {})


def cells(inside: str, more: str = "") -> str:
    return sheet_xml(f'<row r="1"><c r="A1" t="inlineStr"><is><t>Nr</t></is></c></row>{inside}', more)


# What XML 1.0 forbids, where the fast way would read it.

NO_XML = {
    "a reference to NUL": "a&#0;b",
    "a reference to a control letter": "a&#7;b",
    "a reference to what is no letter": "a&#xFFFE;b",
    "a reference to half a letter": "a&#xD800;b",
    "a NUL": "a\0b",
    "a control letter": "a\x07b",
    "what is no letter": "a\uffffb",
}


@pytest.mark.parametrize("case", NO_XML)
def test_letters_that_xml_forbids_are_damage(tmp_path: Path, case: str) -> None:
    text = NO_XML[case]
    inline = cells(f'<row r="2"><c r="A2" t="inlineStr"><is><t>{text}</t></is></c></row>')
    assert "beschädigt" in problem(hand_made(tmp_path / "a.xlsx", inline)).message
    shared = cells('<row r="2"><c r="A2" t="s"><v>0</v></c></row>')
    assert (
        "beschädigt" in problem(hand_made(tmp_path / "b.xlsx", shared, strings_xml(f"<si><t>{text}</t></si>"))).message
    )


@pytest.mark.parametrize("text", ["a&#9;b", "a&#x0A;b", "a\tb", "a&#128512;b", "a\ufffdb", "a&#x7f;b"])
def test_letters_that_xml_allows_are_read(tmp_path: Path, text: str) -> None:
    rows = f'<row r="2"><c r="A2" t="inlineStr"><is><t>{text}</t></is></c></row>'
    assert len(read_books(hand_made(tmp_path / "a.xlsx", cells(rows))).data["journal"].frame) == 1


@pytest.mark.parametrize(
    "row",
    [
        '<row r="2" r="3"><c r="A2"><v>7</v></c></row>',
        '<row r="2" hidden="0" hidden="1"><c r="A2"><v>7</v></c></row>',
        '<row r="2"\nr=\'3\'><c r="A2"><v>7</v></c></row>',
        '<row r="2"><c r="A2" r="B2"><v>7</v></c></row>',
        '<row r="2"><c r="A2" s="0" s="1"><v>7</v></c></row>',
        '<row r="2"><c r="A2" t="n" t="b"><v>1</v></c></row>',
        '<row r="2"><c r="A2" cm="1" cm="2"><v>7</v></c></row>',
    ],
)
def test_an_attribute_twice_is_damage(tmp_path: Path, row: str) -> None:
    assert "beschädigt" in problem(hand_made(tmp_path / "a.xlsx", cells(row))).message


def test_an_amount_of_character_references_is_the_number(book: Path) -> None:
    edit_part(book, SHEET, lambda xml: xml.replace("<v>1234.56</v>", "<v>&#49;&#x32;&#46;5</v>"))
    books = read_books(book)
    assert books.journal["amount"].tolist() == [12_50]
    assert faults_at(books) == []


def test_an_amount_with_an_unknown_entity_is_damage(book: Path) -> None:
    edit_part(book, SHEET, lambda xml: xml.replace("<v>1234.56</v>", "<v>1&unbekannt;2</v>"))
    assert "beschädigt" in problem(book).message


# Parts that are not what they should be.


@pytest.mark.parametrize("part", [STYLES, STRINGS, TABLE])
def test_a_part_that_is_registered_and_missing_is_damage(book: Path, part: str) -> None:
    write_parts(book, {name: content for name, content in read_parts(book).items() if name != part})
    assert part in problem(book).message


@pytest.mark.parametrize(("part", "content"), [(TYPES, "<Types"), (TYPES, "<Andere/>"), (STYLES, "<worksheet/>")])
def test_a_part_that_is_none_is_damage(book: Path, part: str, content: str) -> None:
    edit_part(book, part, lambda _: content)
    assert f"Teil „{part}“ ist nicht lesbar" in problem(book).message


@pytest.mark.parametrize("target", ["workbook.xml", "styles.xml", "sharedStrings.xml", "theme/theme1.xml"])
def test_a_sheet_that_is_another_part_is_damage(book: Path, target: str) -> None:
    edit_part(book, LINKS, lambda xml: xml.replace("worksheets/sheet1.xml", target))
    assert f"Teil „xl/{target}“ ist nicht lesbar" in problem(book).message


@pytest.mark.parametrize("part", [SHEET, STRINGS, STYLES, TABLE])
def test_a_part_in_a_foreign_namespace_is_damage(book: Path, part: str) -> None:
    edit_part(book, part, lambda xml: xml.replace("spreadsheetml/2006/main", "spreadsheetml/2099/main"))
    assert part in problem(book).message


def test_without_styles_each_day_is_told(book: Path) -> None:
    edit_part(book, LINKS, lambda xml: re.sub(r'<Relationship [^>]*/styles"[^>]*/>', "", xml))
    edit_part(book, SHEET, lambda xml: re.sub(r' s="\d+"', "", xml))
    books = read_books(book)
    assert faults_at(books) == [(f"{position(JOURNAL, 'booked_on')}2", Fault.WRONG_TYPE)]
    assert len(books.journal) == 0


# Two of what there can be one of.


def _linked(kind: str, target: str) -> Callable[[str], str]:
    link = f'<Relationship Id="x9" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return lambda xml: xml.replace("</Relationships>", f"{link}</Relationships>")


@pytest.mark.parametrize(
    ("links", "kind", "target"),
    [
        (ROOT, "officeDocument", "xl/workbook.xml"),
        (LINKS, "sharedStrings", "theme/theme1.xml"),
        (LINKS, "styles", "styles.xml"),
    ],
)
def test_two_parts_of_a_kind_are_damage(book: Path, links: str, kind: str, target: str) -> None:
    edit_part(book, links, _linked(kind, target))
    assert f"Teil „{links}“ ist nicht lesbar" in problem(book).message


def test_two_relations_of_one_id_are_damage(book: Path) -> None:
    edit_part(book, LINKS, lambda xml: xml.replace('Id="rId2"', 'Id="rId1"'))
    assert f"Teil „{LINKS}“ ist nicht lesbar" in problem(book).message


@pytest.mark.parametrize("name", ["./xl/workbook.xml", "xl//workbook.xml", "xl/./Workbook.xml", "xl/workbook.xml/"])
def test_names_that_differ_by_steps_that_lead_nowhere(book: Path, name: str) -> None:
    write_parts(book, {**read_parts(book), name: b"x"})
    assert "zwei Teile mit demselben Namen" in problem(book).message


def test_two_sheets_of_one_name_are_damage(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", journal=[], plan=[])
    edit_part(path, WORKBOOK, lambda xml: xml.replace('name="Plan"', 'name="Journal"'))
    with pytest.raises(Problem, match="zwei Blätter mit dem Namen „Journal“"):
        read_books(path)


def test_two_tables_of_one_name_are_damage(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", journal=[], plan=[])
    edit_part(path, "xl/tables/table2.xml", lambda xml: xml.replace("tblPlan", "TBLJournal"))
    with pytest.raises(Problem, match="zwei Tabellen mit dem Namen „tblJournal“"):
        read_books(path)


def test_a_sheet_of_ours_whose_table_stands_elsewhere_is_told(tmp_path: Path) -> None:
    path = make_book(tmp_path / "a.xlsx", journal=[], plan=[])
    edit_part(path, WORKBOOK, lambda xml: xml.replace('"Journal"', '"Kopie"').replace('name="Plan"', 'name="Journal"'))
    told = [fact for fact in read_books(path).package.facts if fact.fault is Fault.UNREAD_SHEET]
    assert [(fact.sheet, fact.detail) for fact in told] == [("Journal", "Kopie")]


# Numbers far from everything.


@pytest.mark.parametrize("place", ["XFD1048576", "A900000", "ZZ1", "ZZ2"])
def test_a_number_far_outside_the_table_is_told(book: Path, place: str) -> None:
    row = re.sub("[A-Z]", "", place)
    inside = f'<c r="{place}"><v>5</v></c>'
    if int(row) > 2:
        edit_part(book, SHEET, lambda xml: xml.replace("</sheetData>", f'<row r="{row}">{inside}</row></sheetData>'))
    else:
        edit_part(book, SHEET, lambda xml: re.sub(rf'(<row r="{row}".*?)</row>', rf"\1{inside}</row>", xml, count=1))
    assert faults_at(read_books(book)) == [(place, Fault.OUTSIDE_TABLE)]


def test_words_below_and_beside_the_table_are_a_note(book: Path) -> None:
    note = '<row r="90"><c r="ZZ90" t="inlineStr"><is><t>Notiz</t></is></c></row>'
    edit_part(book, SHEET, lambda xml: xml.replace("</sheetData>", f"{note}</sheetData>"))
    assert faults_at(read_books(book)) == []


# Document types in parts of any kind.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(
    "part", [TYPES, THEME, "docProps/core.xml", "xl/drawings/vmlDrawing1.vml", "xl/x/_rels/y.rels"]
)
def test_document_types_in_parts_that_nobody_reads(book: Path, part: str, encoding: str) -> None:
    head = '<?xml version="1.0"?>\n<!-- so -->\n'
    write_parts(book, {**read_parts(book), part: f"{head}{DTD}<a/>".encode(encoding)})
    found = problem(book).message
    assert "Dokumenttyp-Deklaration" in found
    assert part in found


def test_words_about_document_types_are_no_declaration(book: Path) -> None:
    text = b"<?xml version='1.0'?><!-- <!DOCTYPE a> --><a>&lt;!DOCTYPE <b><![CDATA[<!DOCTYPE a>]]></b></a>"
    write_parts(book, {**read_parts(book), "docProps/custom.xml": text})
    assert len(read_books(book).journal) == 1
