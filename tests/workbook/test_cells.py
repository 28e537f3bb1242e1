"""Cells come out of the XML as they are, in every dialect that the standard allows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from regman_xl.address import column_letters
from regman_xl.problems import Problem
from regman_xl.workbook.cells import Content, read_cells
from regman_xl.workbook.package import open_package
from regman_xl.workbook.parts import read_workbook
from regman_xl.workbook.strings import read_strings
from tests import libreoffice
from tests.workbook.making import edit_bytes, edit_part, hand_made, sheet_xml, strings_xml

if TYPE_CHECKING:
    from pathlib import Path

    from regman_xl.workbook.cells import Cells

    Found = dict[str, tuple[str, object]]


def read(path: Path, sheet: int = 0) -> Cells:
    with open_package(path) as package:
        workbook = read_workbook(package)
        return read_cells(package, workbook.sheets[sheet].part, read_strings(package, workbook.strings))


def listed(cells: Cells) -> Found:
    """Return content and value of each cell by its address."""
    found: Found = {}
    for row, column, content, value in zip(cells.row, cells.column, cells.content, cells.value, strict=True):
        kind = Content(int(content))
        shown: object = float(value)
        if kind in (Content.TEXT, Content.ERROR, Content.ISO_DATE):
            shown = cells.texts[int(value)].as_py()
        elif kind is Content.BLANK:
            shown = None
        found[f"{column_letters(int(column))}{row}"] = (kind.name, shown)
    return found


def cells_of(tmp_path: Path, rows: str, items: str = "") -> Found:
    return listed(read(hand_made(tmp_path / "a.xlsx", sheet_xml(rows), strings_xml(items) if items else "")))


EVERY_KIND = (
    '<row r="2"><c r="B2"><v>12.5</v></c><c r="C2" s="3" t="n"><v>-1E-3</v></c><c r="D2" t="s"><v>1</v></c>'
    '<c r="E2" t="b"><v>1</v></c><c r="F2" t="e"><v>#REF!</v></c><c r="G2" t="str"><f>A1&amp;"x"</f><v>äx</v></c>'
    '<c r="H2" t="inlineStr"><is><t xml:space="preserve"> a &lt; b </t></is></c><c r="I2" t="d"><v>2026-03-01</v></c>'
    '<c r="J2"><f>1+1</f></c><c r="K2" s="7"/><c r="L2"><f t="shared" si="0"/><v>7</v></c></row>'
)
ITEMS = "<si><t>null</t></si><si><t>eins &amp; mehr</t></si>"
READ: Found = {
    "B2": ("NUMBER", 12.5),
    "C2": ("NUMBER", -0.001),
    "D2": ("TEXT", "eins & mehr"),
    "E2": ("BOOLEAN", 1.0),
    "F2": ("ERROR", "#REF!"),
    "G2": ("TEXT", "äx"),
    "H2": ("TEXT", " a < b "),
    "I2": ("ISO_DATE", "2026-03-01"),
    "J2": ("BLANK", None),
    "L2": ("NUMBER", 7.0),
}


def test_every_kind_of_cell_is_read(tmp_path: Path) -> None:
    assert cells_of(tmp_path, EVERY_KIND, ITEMS) == READ


def test_styles_and_formulas_are_kept(tmp_path: Path) -> None:
    cells = read(hand_made(tmp_path / "a.xlsx", sheet_xml(EVERY_KIND), strings_xml(ITEMS)))
    assert cells.style.tolist() == [0, 3, 0, 0, 0, 0, 0, 0, 0, 0]
    assert [place for place, formula in zip(READ, cells.formula, strict=True) if formula] == ["G2", "J2", "L2"]


def _prefixed(xml: str) -> str:
    for name in ("worksheet", "sheetData", "row", "is", "c", "v", "f", "t"):
        for after in (" ", ">", "/"):
            xml = xml.replace(f"<{name}{after}", f"<x:{name}{after}").replace(f"</{name}>", f"</x:{name}>")
    return xml.replace("xmlns=", "xmlns:x=")


DIALECTS = {
    "prefix": _prefixed,
    "single quotes": lambda xml: xml.replace('"', "'"),
    "comment": lambda xml: xml.replace("<c r", "<!-- <c> -->\n<c r"),
    "comment before the data": lambda xml: xml.replace("<sheetData>", "<!-- <sheetData> --><sheetData>"),
    "processing instruction": lambda xml: xml.replace("<c r", "<?x <c?>\n<c r"),
    "cdata": lambda xml: xml.replace("äx", "<![CDATA[äx]]>").replace(" a &lt; b ", "<![CDATA[ a < b ]]>"),
    "line breaks between tags": lambda xml: xml.replace("<c ", "\r\n\t<c ").replace("<v>", "\n<v>"),
    "line breaks in tags": lambda xml: xml.replace("<c r", "<c\n  r").replace('" t=', '"\n  t='),
    "blanks before the end of a tag": lambda xml: xml.replace('"/>', '" />').replace("</c>", "</c >"),
    "blanks around numbers": lambda xml: xml.replace("12.5", " 12.5\n"),
    "other order of attributes": lambda xml: xml.replace('<c r="D2" t="s">', '<c t="s" r="D2">'),
    "further attributes": lambda xml: xml.replace('<c r="B2"', '<c r="B2" cm="1" vm="2" ph="1"'),
    "lower case": lambda xml: xml.replace('"B2"', '"b2"'),
    "rich text in a cell": lambda xml: xml.replace(
        '<t xml:space="preserve"> a &lt; b </t>',
        '<r><rPr><b/></rPr><t> a</t></r><r><t> &lt; b </t></r><rPh sb="0" eb="1"><t>oh</t></rPh>',
    ),
    "greater than": lambda xml: xml.replace("<f>1+1</f>", "<f>1>0</f>"),
    "character references": lambda xml: xml.replace("äx", "&#228;&#x78;"),
    "byte order mark": lambda xml: "\ufeff" + xml,
    "no declaration": lambda xml: xml.partition("\n")[2],
    "foreign elements": lambda xml: xml.replace("</c></row>", '</c><extLst xmlns="urn:x"><v>9</v></extLst></row>'),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_dialects_mean_the_same(tmp_path: Path, dialect: str) -> None:
    xml = DIALECTS[dialect](sheet_xml(EVERY_KIND))
    assert xml != sheet_xml(EVERY_KIND)
    assert listed(read(hand_made(tmp_path / "a.xlsx", xml, strings_xml(ITEMS)))) == READ


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    xml = sheet_xml(EVERY_KIND).replace("UTF-8", encoding).encode(encoding)
    assert listed(read(hand_made(tmp_path / "a.xlsx", xml, strings_xml(ITEMS)))) == READ


def test_strict_workbooks_are_read_too(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "a.xlsx", sheet_xml(EVERY_KIND), strings_xml(ITEMS))
    strict = "http://purl.oclc.org/ooxml/"
    for part in ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        edit_part(
            path,
            part,
            lambda xml: xml.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/", f"{strict}officeDocument/"
            ).replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", f"{strict}spreadsheetml/main"),
        )
    edit_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", f"{strict}spreadsheetml/main"
        ),
    )
    assert listed(read(path)) == READ


def test_places_are_counted_where_the_file_names_none(tmp_path: Path) -> None:
    rows = (
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/>"
        '<row r="5" hidden="1"><c r="C5"><v>4</v></c><c><v>5</v></c></row><row hidden="true"><c><v>6</v></c></row>'
    )
    cells = read(hand_made(tmp_path / "a.xlsx", sheet_xml(rows)))
    assert {place: value for place, (_, value) in listed(cells).items()} == {
        "A1": 1.0,
        "C1": 3.0,
        "C5": 4.0,
        "D5": 5.0,
        "A6": 6.0,
    }
    assert cells.hidden.tolist() == [5, 6]


def test_cells_and_rows_may_be_out_of_order(tmp_path: Path) -> None:
    rows = '<row r="3"><c r="B3"><v>32</v></c><c r="A3"><v>31</v></c></row><row r="1"><c r="A1"><v>11</v></c></row>'
    found = cells_of(tmp_path, rows)
    assert {place: value for place, (_, value) in found.items()} == {"A1": 11.0, "B3": 32.0, "A3": 31.0}


def test_a_lone_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert set(cells_of(tmp_path, rows)) == {"A1", "XFD1048576"}


@pytest.mark.parametrize("reference", ["XFE1", "A1048577", "A0", "A", "7", "A1B", "AAAA1", "R1C1", "0A1", "0FD1"])
def test_cells_outside_of_the_grid_are_damage(tmp_path: Path, reference: str) -> None:
    with pytest.raises(Problem, match="beschädigt"):
        cells_of(tmp_path, f'<row r="1"><c r="{reference}"><v>1</v></c></row>')


def test_a_number_that_is_none_stays_a_text(tmp_path: Path) -> None:
    rows = "".join(f'<c r="{place}1"><v>{text}</v></c>' for place, text in (("A", "1_0"), ("B", "x"), ("C", " 7 ")))
    found = cells_of(tmp_path, f'<row r="1">{rows}</row>')
    assert found == {"A1": ("TEXT", "1_0"), "B1": ("TEXT", "x"), "C1": ("NUMBER", 7.0)}


def test_a_missing_shared_string_is_damage(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="beschädigt"):
        cells_of(tmp_path, '<row r="1"><c r="A1" t="s"><v>2</v></c></row>', ITEMS)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="1"><c r="A1"><v>1</c></v></row>',
        "<row r='1'><c r='1A'><v>1</v></c></row>",
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&#1114112;</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&nbsp;</t></is></c></row>',
        '<row r="1"><c r="A1" t="zz"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row',
    ],
)
def test_broken_xml_is_damage(tmp_path: Path, rows: str) -> None:
    with pytest.raises(Problem, match="sheet1"):
        cells_of(tmp_path, rows)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Zeile 1_x000D_\nZeile 2", "Zeile 1\nZeile 2"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x000D_\rZeile 2", "\nZeile 2"),
        ("_xD83D__xDE00_", "😀"),
        ("a\r\nb", "a\nb"),
        ("&quot;&apos;&gt;", "\"'>"),
        ("&#128;", "\x80"),
        ("_x_", "_x_"),
    ],
)
def test_escapes_are_resolved(tmp_path: Path, raw: str, text: str) -> None:
    rows = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>{raw}</t></is></c></row>'
    found = cells_of(tmp_path, rows, f"<si><t>{raw}</t></si>")
    assert [value for _, value in found.values()] == [text, text]


SHARED = {
    "plain": ("<si><t>a</t></si><si><t>b</t></si>", ["a", "b"]),
    "empty": ("<si><t>a</t></si><si/><si><t/></si><si></si>", ["a", "", "", ""]),
    "rich": (
        '<si><r><rPr><b/></rPr><t xml:space="preserve">a </t></r><r><t>b</t></r></si><si><t>c</t></si>',
        ["a b", "c"],
    ),
    "phonetic": (
        '<si><t>a</t><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/></si><si><t>b</t></si>',
        ["a", "b"],
    ),
    "comment": ("<!-- x --><si><t>a</t></si><!-- <si> --><si><t>b<!-- y --></t></si>", ["a", "b"]),
    "cdata": ("<si><t><![CDATA[<a>]]></t></si>", ["<a>"]),
    "extension": ('<si><t>a</t></si><extLst><ext uri="u"/></extLst>', ["a"]),
    "prefix": ('<x:si xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:t>a</x:t></x:si>', ["a"]),
    "line breaks": ("\n<si>\n<t>a</t>\n</si>\n", ["a"]),
}


@pytest.mark.parametrize("case", SHARED)
def test_shared_strings(tmp_path: Path, case: str) -> None:
    items, texts = SHARED[case]
    path = hand_made(tmp_path / "a.xlsx", sheet_xml(""), strings_xml(items))
    with open_package(path) as package:
        assert read_strings(package, "xl/sharedStrings.xml").to_pylist() == texts


def test_shared_strings_that_end_early_are_damage(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "a.xlsx", sheet_xml(""), strings_xml(ITEMS).removesuffix("</sst>"))
    with pytest.raises(Problem, match="sharedStrings"):
        read(path)


def test_pieces_do_not_cut_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regman_xl.workbook.package.PIECE", 7)
    assert cells_of(tmp_path, EVERY_KIND + '<row r="3"/><row r="4"></row>', ITEMS) == READ


def test_merged_cells_and_filters_around_the_data_are_noted(tmp_path: Path) -> None:
    after = (
        '<autoFilter ref="A1:B9"><filterColumn colId="0"><filters blank="1"/></filterColumn></autoFilter>'
        '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    )
    for rows in (EVERY_KIND, EVERY_KIND.replace('"', "'")):
        cells = read(hand_made(tmp_path / "a.xlsx", sheet_xml(rows, after), strings_xml(ITEMS)))
        assert cells.merged == ("A1:B2",)
        assert cells.filtered


def test_a_sheet_without_rows(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "a.xlsx", sheet_xml("").replace("<sheetData></sheetData>", "<sheetData/>"))
    assert len(read(path).row) == 0


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    path = hand_made(tmp_path / "a.xlsx", sheet_xml(EVERY_KIND).replace("<worksheet", f"{bomb}<worksheet"))
    with pytest.raises(Problem, match="Dokumenttyp"):
        read(path)
    path = hand_made(tmp_path / "b.xlsx", sheet_xml(""), strings_xml(ITEMS).replace("<sst", f"{bomb}<sst"))
    with pytest.raises(Problem, match="Dokumenttyp"):
        read(path)
    path = hand_made(tmp_path / "c.xlsx", sheet_xml(""))
    edit_bytes(path, "xl/workbook.xml", lambda xml: bomb.encode() + xml)
    with pytest.raises(Problem, match="Dokumenttyp"):
        read(path)


def _everything(path: Path) -> Path:
    """Write a workbook that has a bit of everything, by XlsxWriter."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Journal")
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for row in range(60):
            sheet.write_number(row, 0, row / 7)
            sheet.write_number(row, 1, -row * 1e9)
            sheet.write_string(row, 2, f"Müller & Söhne <{row}> „Anführung“")
            sheet.write_datetime(row, 3, dt.date(2026, 1, 1) + dt.timedelta(days=row), day)
            sheet.write_boolean(row, 5, bool(row % 2))
            sheet.write_formula(row, 27, f'=A{row + 1}&"\'"', None, f"x{row}'")
            sheet.write_blank(row, 28, None, bold)
        sheet.write_rich_string(70, 2, "viel ", bold, "fetter", " Text\nund mehr")
        sheet.write_string(300, 40, "weit weg")
        sheet.write_formula(80, 0, "=1/0", None, "#DIV/0!")
    return path


def _openpyxl_reads(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, dt.datetime):
                found[cell.coordinate] = float((cell.value.date() - dt.date(1899, 12, 30)).days)
            elif cell.value is not None:
                found[cell.coordinate] = cell.value
    return found


def test_an_independent_reader_sees_the_same_cells(tmp_path: Path) -> None:
    path = _everything(tmp_path / "a.xlsx")
    assert {place: value for place, (_, value) in listed(read(path)).items()} == _openpyxl_reads(path)


def test_constant_memory_files_have_strings_in_their_cells(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(500):
            sheet.write_string(row, 0, f"Straße <{row}> & so")
            sheet.write_number(row, 1, row)
    found = {place: value for place, (_, value) in listed(read(tmp_path / "a.xlsx")).items()}
    assert found == _openpyxl_reads(tmp_path / "a.xlsx")


def test_openpyxl_files(tmp_path: Path) -> None:
    openpyxl.load_workbook(_everything(tmp_path / "a.xlsx"), data_only=True).save(tmp_path / "b.xlsx")
    found = {place: value for place, (_, value) in listed(read(tmp_path / "b.xlsx")).items()}
    assert found == _openpyxl_reads(tmp_path / "a.xlsx")


def test_libreoffice_files(tmp_path: Path, soffice: str) -> None:
    path = libreoffice.resave(_everything(tmp_path / "a.xlsx"), tmp_path / f"{soffice and 'b'}.xlsx")
    found = {place: value for place, (_, value) in listed(read(path)).items()}
    assert found == _openpyxl_reads(path)
    assert len(found) > 300


@pytest.mark.parametrize("kind", ["stx", "st", "inlineStx", "in$ineStr", "inlineString", "ss", "N", ""])
def test_a_type_that_only_begins_like_one_is_damage(tmp_path: Path, kind: str) -> None:
    with pytest.raises(Problem, match="beschädigt"):
        cells_of(tmp_path, f'<row r="1"><c r="A1" t="{kind}"><v>1</v></c></row>')
