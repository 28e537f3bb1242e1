"""A few parts of a workbook change, all others stay byte by byte, and programs still open the result."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from regman_xl.finding import Severity
from regman_xl.problems import Problem
from regman_xl.sample.history import sample_contents
from regman_xl.workbook.graft import graft_sheets
from regman_xl.workbook.master import write_master
from regman_xl.workbook.outline import Edits, NotUnderstood, outline, utf8
from regman_xl.workbook.reader import read_books
from regman_xl.workbook.sheet_edit import mark_cells, set_text
from regman_xl.workbook.splice import splice
from tests import libreoffice
from tests.workbook.dialects import in_utf16, prefixed, strict
from tests.workbook.making import hand_made, sheet_xml, write_parts

if TYPE_CHECKING:
    from regman_xl.workbook.splice import Splice

ERROR, WARNING = Severity.ERROR, Severity.WARNING
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("splice") / "mappe.xlsx"
    write_master(path, sample_contents())
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rendered(path: Path, title: str = "Prüfprotokoll", text: str = "Befund") -> bytes:
    """A sheet of ours with formats, a link, a number format and names."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True, "bg_color": "#DDEEFF", "num_format": '#,##0.00\\ "EUR"'})
        sheet.set_column(0, 0, 30, bold)
        sheet.write_string(0, 0, text, bold)
        sheet.write_number(1, 0, 12.5, bold)
        sheet.write_string(2, 0, " =1+1 & <b> ")
        sheet.write_url(3, 0, "internal:'Journal'!E17", string="Journal!E17")
        sheet.repeat_rows(0)
        book.define_name(f"'{title}'!regman_kind", '="findings"')
    return path.read_bytes()


def grafted(source: Path, target: Path, sheet: bytes, **options: bool) -> Path:
    with splice(source) as made:
        graft_sheets(made, sheet, **options)
        made.write(target)
    return target


def test_only_the_parts_that_register_a_sheet_change(master: Path, tmp_path: Path) -> None:
    before = parts_of(master)
    after = parts_of(grafted(master, tmp_path / "neu.xlsx", rendered(tmp_path / "r.xlsx")))
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet21.xml",
    }
    assert set(before) - set(after) == set()
    # Formats are only appended to: what was there is still there, in its place.
    for name in ("fonts", "fills", "borders", "cellXfs"):
        old, new = (etree.fromstring(parts["xl/styles.xml"]).find(f"{MAIN}{name}") for parts in (before, after))
        assert [etree.tostring(item) for item in old] == [etree.tostring(item) for item in new][: len(old)]
        assert int(new.get("count")) == len(new)


def test_the_sheet_looks_as_it_was_rendered(master: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(grafted(master, tmp_path / "neu.xlsx", rendered(tmp_path / "r.xlsx")))
    sheet = book["Prüfprotokoll"]
    assert book.sheetnames[-1] == "Prüfprotokoll"
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["Befund", 12.5, " =1+1 & <b> "]
    assert (sheet["A1"].font.b, sheet["A1"].fill.fgColor.rgb) == (True, "FFDDEEFF")
    assert sheet["A2"].number_format == '#,##0.00\\ "EUR"'
    assert (sheet["A3"].data_type, sheet["A3"].font.b) == ("s", True)
    assert sheet["A4"].hyperlink.location == "'Journal'!E17"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.defined_names["regman_kind"].value == '"findings"'


def test_the_books_are_the_same_afterwards(master: Path, tmp_path: Path) -> None:
    made = grafted(master, tmp_path / "neu.xlsx", rendered(tmp_path / "r.xlsx"))
    before, after = read_books(master), read_books(made)
    assert after.package.facts == ()
    for name, data in before.data.items():
        assert data.frame.equals(after.data[name].frame)


def test_libreoffice_opens_the_result(master: Path, tmp_path: Path, soffice: str) -> None:
    made = grafted(master, tmp_path / "neu.xlsx", rendered(tmp_path / "r.xlsx"), activate=True)
    values = libreoffice.recalculated(made)
    assert values["Prüfprotokoll"]["A1"] == "Befund"
    assert values["Journal"] == libreoffice.recalculated(master)["Journal"]


def test_a_second_run_replaces_the_sheet_and_adds_nothing_else(master: Path, tmp_path: Path) -> None:
    first = grafted(master, tmp_path / "eins.xlsx", rendered(tmp_path / "r.xlsx"))
    second = grafted(first, tmp_path / "zwei.xlsx", rendered(tmp_path / "r.xlsx", text="Anderer Befund"))
    before, after = parts_of(first), parts_of(second)
    assert {name for name in after if before.get(name) != after[name]} == {"xl/worksheets/sheet21.xml"}
    assert openpyxl.load_workbook(second)["Prüfprotokoll"]["A1"].value == "Anderer Befund"


def test_a_sheet_of_the_user_is_not_replaced(master: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="schon ein Blatt „Journal“, das nicht von regman stammt"):
        grafted(master, tmp_path / "neu.xlsx", rendered(tmp_path / "r.xlsx", title="journal"))


def test_a_hidden_sheet_is_very_hidden_and_an_active_one_is_the_only_selected(master: Path, tmp_path: Path) -> None:
    made = grafted(master, tmp_path / "neu.xlsx", rendered(tmp_path / "r.xlsx"), hidden=True)
    assert openpyxl.load_workbook(made)["Prüfprotokoll"].sheet_state == "veryHidden"
    book = openpyxl.load_workbook(grafted(master, tmp_path / "vorn.xlsx", rendered(tmp_path / "r.xlsx"), activate=True))
    assert book.active.title == "Prüfprotokoll"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Prüfprotokoll"]


def test_the_same_change_gives_the_same_bytes(master: Path, tmp_path: Path) -> None:
    sheet = rendered(tmp_path / "r.xlsx")
    one, two = (grafted(master, tmp_path / name, sheet).read_bytes() for name in ("eins.xlsx", "zwei.xlsx"))
    assert one == two


@pytest.mark.parametrize("dialect", [prefixed, strict, in_utf16])
def test_other_dialects_keep_theirs(master: Path, tmp_path: Path, dialect: object) -> None:
    source = write_parts(tmp_path / "quelle.xlsx", dialect(parts_of(master)))  # type: ignore[operator]
    with splice(source) as made:
        graft_sheets(made, rendered(tmp_path / "r.xlsx"), activate=True)
        mark_cells(made, {"Journal": {"E17": ERROR}})
        set_text(made, part(made, "Haushaltsjahre"), "F5", "Siegel")
        made.write(tmp_path / "neu.xlsx")
    after = parts_of(tmp_path / "neu.xlsx")
    for name, data in after.items():
        assert name.endswith((".bin", "/")) or etree.fromstring(data) is not None
    books = read_books(tmp_path / "neu.xlsx")
    assert books.package.sheets[-1] == "Prüfprotokoll"
    assert books.budget_years[0].seal == "Siegel"
    if dialect is strict:
        assert b"schemas.openxmlformats.org/spreadsheetml" not in b"".join(after.values())


def test_a_part_is_changed_where_it_stands_however_its_name_is_written(master: Path, tmp_path: Path) -> None:
    name, odd = "xl/worksheets/sheet5.xml", "xl/worksheets/.//Sheet5.XML"
    parts = {odd if part == name else part: data for part, data in parts_of(master).items()}
    with splice(write_parts(tmp_path / "quelle.xlsx", parts)) as made:
        set_text(made, part(made, "Haushaltsjahre"), "F5", "Siegel")
        made.write(tmp_path / "neu.xlsx")
    assert list(parts_of(tmp_path / "neu.xlsx")) == list(parts)
    assert read_books(tmp_path / "neu.xlsx").budget_years[0].seal == "Siegel"


def part(made: Splice, title: str) -> str:
    entry = made.sheet(title)
    assert entry is not None
    return entry.part


def test_marks_leave_the_cells_alone_and_go_with_the_next_run(master: Path, tmp_path: Path) -> None:
    def marked(source: Path, name: str, cells: dict[str, dict[str, Severity]]) -> Path:
        with splice(source) as made:
            mark_cells(made, cells)
            made.write(tmp_path / name)
        return tmp_path / name

    first = marked(master, "eins.xlsx", {"Journal": {"E17": ERROR, "E18": ERROR, "B9": WARNING}, "Plan": {"A7": ERROR}})
    sheet = openpyxl.load_workbook(first)["Journal"]
    rules = {
        str(areas.sqref): rule.dxf.font.b
        for areas in sheet.conditional_formatting
        for rule in areas.rules
        if rule.formula == ['"regman"="regman"']
    }
    assert rules == {"E17:E18": True, "B9": True}
    cells = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
    name = "xl/worksheets/sheet13.xml"
    assert cells.search(parts_of(first)[name])[0] == cells.search(parts_of(master)[name])[0]  # type: ignore[index]
    second = marked(first, "zwei.xlsx", {"Plan": {"A7": ERROR}})
    assert parts_of(second)[name] == parts_of(master)[name]
    third = marked(second, "drei.xlsx", {"Plan": {"A7": ERROR}})
    assert parts_of(second) == parts_of(third)


def test_many_marks_are_split_and_runs_are_joined(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 2001))
    source = hand_made(tmp_path / "quelle.xlsx", sheet_xml(rows))
    with_styles(source)
    with splice(source) as made:
        mark_cells(made, {"Journal": {f"A{row}": ERROR for row in range(1, 2001, 2)} | {"C5": ERROR, "C6": ERROR}})
        made.write(tmp_path / "neu.xlsx")
    root = etree.fromstring(parts_of(tmp_path / "neu.xlsx")["xl/worksheets/sheet1.xml"])
    formats = root.findall(f"{MAIN}conditionalFormatting")
    assert [len(areas.get("sqref").split()) for areas in formats] == [400, 400, 201]
    assert formats[-1].get("sqref").endswith("C5:C6")
    assert [areas[0].get("priority") for areas in formats] == ["1", "2", "3"]


def with_styles(path: Path) -> None:
    """Give a small workbook the least formats there can be: no collection is there, or an empty one."""
    parts = parts_of(path)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/styles.xml"] = f'<styleSheet {main}><dxfs count="0"/><colors/></styleSheet>'.encode()
    family = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="r9" Type="{family}/styles" Target="styles.xml"/></Relationships>'
    links = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", link.encode())
    write_parts(path, {**parts, "xl/_rels/workbook.xml.rels": links})


@pytest.mark.parametrize(
    ("rows", "made"),
    [
        ('<row r="2"><c r="B2" s="3"><v>1</v></c></row>', ["B2 3 neu"]),
        ('<row r="2"><c r="A2"/><c r="C2"><v>1</v></c></row>', ["A2  ", "B2  neu", "C2  1"]),
        ('<row r="2"><c r="A2"><v>7</v></c></row>', ["A2  7", "B2  neu"]),
        ("<row><c><v>1</v></c></row><row><c><v>2</v></c><c><f>1+1</f><v>3</v></c></row>", ["  1", "  2", "B2  neu"]),
        ('<row r="2"/>', ["B2  neu"]),
    ],
)
def test_a_text_is_written_into_its_cell(tmp_path: Path, rows: str, made: list[str]) -> None:
    source = hand_made(tmp_path / "quelle.xlsx", sheet_xml(rows))
    with splice(source) as change:
        set_text(change, "xl/worksheets/sheet1.xml", "B2", "neu")
        change.write(tmp_path / "neu.xlsx")
    root = etree.fromstring(parts_of(tmp_path / "neu.xlsx")["xl/worksheets/sheet1.xml"])
    cells = [f"{cell.get('r', '')} {cell.get('s', '')} {''.join(cell.itertext())}" for cell in root.iter(f"{MAIN}c")]
    assert cells == made


def test_a_sheet_without_the_row_is_not_guessed_at(tmp_path: Path) -> None:
    source = hand_made(tmp_path / "quelle.xlsx", sheet_xml('<row r="1"/>'))
    with pytest.raises(Problem, match="in die sich nichts sicher einfügen lässt"), splice(source) as change:
        set_text(change, "xl/worksheets/sheet1.xml", "B2", "neu")


def test_a_signed_workbook_is_left_alone(master: Path, tmp_path: Path) -> None:
    signed = write_parts(tmp_path / "signiert.xlsx", {**parts_of(master), "_xmlsignatures/origin.sigs": b""})
    with pytest.raises(Problem, match="digital signiert"), splice(signed):
        raise AssertionError


@pytest.mark.parametrize("data", [b"<a><b></a>", b"<!DOCTYPE a><a/>", b"<a", b""])
def test_what_is_not_well_formed_is_not_changed(data: bytes) -> None:
    with pytest.raises(NotUnderstood):
        outline(data)


@pytest.mark.parametrize("data", [b'<?xml version="1.0" encoding="klingon"?><a/>', b"\xff\xfe<"])
def test_an_unknown_encoding_is_not_guessed(data: bytes) -> None:
    with pytest.raises(NotUnderstood):
        utf8(data)


def test_elements_stand_where_they_are_even_with_brackets_in_attributes() -> None:
    data = """<?xml version='1.0'?><!-- <a> --><a x='>'><b y="/>"/><![CDATA[<c>]]><c>&lt;ä</c></a>""".encode()
    root = outline(utf8(data))
    first, second = root.children
    assert data[first.start : first.end] == b'<b y="/>"/>'
    assert (data[second.start : second.close], second.text) == (b"<c>&lt;\xc3\xa4", "<ä")
    edits = Edits(data)
    edits.set(root, "x", 'neu"')
    edits.append(first, "<d/>")
    edits.remove(second)
    assert edits.made().endswith(b"""<a x='neu"'><b y="/>"><d/></b><![CDATA[<c>]]></a>""")


def test_two_changes_of_one_place_are_a_mistake() -> None:
    edits = Edits(b"<a>text</a>")
    edits.replace(3, 6, "x")
    edits.replace(4, 7, "y")
    with pytest.raises(ValueError, match="same bytes"):
        edits.made()


def with_calculation_order(source: Path, target: Path, place: str = "calcChain.xml") -> Path:
    """Add the order of calculation as Excel writes it; its place may also be told from the top."""
    parts = parts_of(source)
    family = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    links, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    link = f'<Relationship Id="rCalc" Type="{family}/calcChain" Target="{place}"/></Relationships>'
    parts[links] = parts[links].replace(b"</Relationships>", link.encode())
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
    parts[types] = parts[types].replace(b"</Types>", override.encode())
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN[1:-1]}"><c r="B2" i="1"/></calcChain>'.encode()
    return write_parts(target, parts)


@pytest.mark.parametrize("place", ["calcChain.xml", "/xl/calcChain.xml"])
def test_the_order_of_calculation_goes_where_formulas_may_have_gone(master: Path, tmp_path: Path, place: str) -> None:
    chained = with_calculation_order(master, tmp_path / "kette.xlsx", place)
    first = grafted(chained, tmp_path / "eins.xlsx", rendered(tmp_path / "r.xlsx"))
    assert "xl/calcChain.xml" in parts_of(first)
    second = parts_of(grafted(first, tmp_path / "zwei.xlsx", rendered(tmp_path / "r.xlsx", text="anders")))
    assert "xl/calcChain.xml" not in second
    assert b"calcChain" not in second["[Content_Types].xml"] + second["xl/_rels/workbook.xml.rels"]
    formula = with_calculation_order(
        hand_made(tmp_path / "f.xlsx", sheet_xml('<row r="2"><c r="B2"><f>1+1</f><v>2</v></c></row>')),
        tmp_path / "formel.xlsx",
    )
    with splice(formula) as change:
        set_text(change, "xl/worksheets/sheet1.xml", "B2", "neu")
        change.write(tmp_path / "neu.xlsx")
    assert "xl/calcChain.xml" not in parts_of(tmp_path / "neu.xlsx")


@pytest.mark.parametrize("cause", [KeyboardInterrupt, MemoryError])
def test_what_cuts_writing_short_is_seen_as_what_it_is(
    master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cause: type[BaseException]
) -> None:
    def cut_short(*_: object) -> None:
        raise cause

    # The moment at which an entry counts as open, and nobody has it yet who would close it.
    monkeypatch.setattr(zipfile, "_ZipWriteFile", cut_short)
    with splice(master) as change, pytest.raises(cause):
        change.write(tmp_path / "kopie.xlsx")
    if os.name == "posix":
        opened = [link.readlink() for link in Path("/dev/fd").iterdir() if link.is_symlink()]
        assert tmp_path / "kopie.xlsx" not in opened
