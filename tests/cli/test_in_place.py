"""Commands that write into a workbook of the user change the parts that they name, and no byte of any other."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from lxml import etree

from tests import libreoffice
from tests.workbook.dialects import prefixed, strict
from tests.workbook.feature_book import feature_book
from tests.workbook.feature_parts import TITLE
from tests.workbook.making import edit_part, read_parts, write_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REGISTERS = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"}
#: The sheets of a closing, and those of them that have a chart.
CLOSING, CHARTED = (21, 22, 23, 24), (21, 22, 24)


def sheets(*numbers: int) -> set[str]:
    return {f"xl/worksheets/sheet{number}.xml" for number in numbers}


def charts(*numbers: int, count: int) -> set[str]:
    """Return the parts of the charts of sheets: a drawing for each sheet, and so many charts in all."""
    found = {f"xl/worksheets/_rels/sheet{number}.xml.rels" for number in numbers}
    for drawing in range(1, len(numbers) + 1):
        found |= {f"xl/drawings/drawing{drawing}.xml", f"xl/drawings/_rels/drawing{drawing}.xml.rels"}
    return found | {f"xl/charts/chart{chart}.xml" for chart in range(1, count + 1)}


CHAIN = "xl/calcChain.xml"
CLOSE = ("close", "--year", "2026", "--in-place")
PLAN = ("plan", "--year", "2027", "--in-place")
SEAL = ("seal", "--year", "2025", "--in-place")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return feature_book(tmp_path_factory.mktemp("features") / "mappe.xlsm", linked=False)


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return shutil.copy(made, tmp_path / "mappe.xlsm")


def called(run: Callable[..., Run], book: Path, command: Iterable[str], *more: str, code: int = 0) -> Run:
    name, *options = command
    done = run(name, book, *options, *more)
    assert done.code == code, done.err
    return done


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in before if after.get(name) != before[name]}


def only_more(before: bytes, after: bytes) -> bool:
    """Whether every piece of the old part is in the new one, in the old order."""
    pieces = iter(after.split(b"<"))
    return all(piece in pieces for piece in before.split(b"<"))


@pytest.mark.parametrize(
    ("command", "more", "added"),
    [
        (CLOSE, {"xl/styles.xml"}, sheets(*CLOSING) | charts(*CHARTED, count=4)),
        (PLAN, {"xl/styles.xml"}, sheets(21) | charts(21, count=2)),
        (SEAL, {"xl/worksheets/sheet5.xml"}, {"xl/worksheets/sheet21.xml"}),
    ],
)
def test_only_the_parts_that_are_named_change(
    run: Callable[..., Run], book: Path, command: tuple[str, ...], more: set[str], added: set[str]
) -> None:
    before = read_parts(book)

    called(run, book, command)

    after = read_parts(book)
    assert changed(before, after) == REGISTERS | more
    assert set(after) - set(before) == added
    assert all(only_more(before[name], after[name]) for name in REGISTERS)
    assert read_parts(book.with_name("mappe.xlsm.bak1")) == before


def test_formats_are_only_appended(run: Callable[..., Run], book: Path) -> None:
    before = etree.fromstring(read_parts(book)["xl/styles.xml"])

    called(run, book, CLOSE)

    after = etree.fromstring(read_parts(book)["xl/styles.xml"])
    assert [item.tag for item in before] == [item.tag for item in after]
    for old, new in zip(before, after, strict=True):
        kept = [etree.tostring(item) for item in new][: len(old)]
        assert kept == [etree.tostring(item) for item in old]
        if old.tag in {f"{MAIN}{name}" for name in ("cellStyleXfs", "cellStyles", "dxfs", "tableStyles")}:
            assert len(old) == len(new)


def test_a_seal_changes_one_cell_of_the_sheet(run: Callable[..., Run], book: Path) -> None:
    part, cell = "xl/worksheets/sheet5.xml", re.compile(rb'<c r="F5"(?:[^>]*/>|.*?</c>)')
    before = read_parts(book)[part]

    called(run, book, SEAL)

    after = read_parts(book)[part]
    assert len(cell.findall(before)) == len(cell.findall(after)) == 1
    assert cell.sub(b"", before) == cell.sub(b"", after)


def test_a_report_changes_only_what_shows_it(run: Callable[..., Run], book: Path) -> None:
    before, raw = read_parts(book), book.read_bytes()
    copy = book.with_name("bericht.xlsm")

    assert run("validate", book, "--report", copy).code == 0

    after = read_parts(copy)
    # The first sheet is not the selected one any more.
    assert changed(before, after) == REGISTERS | {"xl/styles.xml", "xl/worksheets/sheet1.xml"}
    assert after["xl/worksheets/sheet1.xml"] == before["xl/worksheets/sheet1.xml"].replace(
        b'tabSelected="1"', b'tabSelected="0"'
    )
    assert set(after) - set(before) == {"xl/worksheets/sheet21.xml"}
    assert book.read_bytes() == raw


def test_entries_keep_their_order_date_and_attributes(run: Callable[..., Run], book: Path) -> None:
    parts = read_parts(book)
    with zipfile.ZipFile(book, "w") as archive:
        for number, (name, data) in enumerate(parts.items()):
            entry = zipfile.ZipInfo(name, (2001 + number % 20, 5, 17, 8, 30, 2))
            entry.external_attr, entry.create_system = number << 16, number % 2 * 3
            entry.comment, entry.internal_attr = b"Akte", number % 2
            entry.compress_type = zipfile.ZIP_STORED if number % 3 else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)

    kept = ("filename", "date_time", "external_attr", "create_system", "comment", "internal_attr", "compress_type")

    def facts() -> list[list[object]]:
        with zipfile.ZipFile(book) as archive:
            return [[getattr(entry, name) for name in kept] for entry in archive.infolist()]

    before = facts()
    called(run, book, CLOSE)
    assert facts()[: len(before)] == before


@pytest.mark.parametrize("commands", [(CLOSE,), (CLOSE, PLAN)])
def test_a_second_run_changes_nothing(
    run: Callable[..., Run], book: Path, commands: tuple[tuple[str, ...], ...]
) -> None:
    for command in commands:
        called(run, book, command)
    written = book.read_bytes()
    backups = sorted(path.name for path in book.parent.iterdir())

    for command in commands:
        called(run, book, command)

    assert book.read_bytes() == written
    assert sorted(path.name for path in book.parent.iterdir()) == backups


def test_a_replaced_sheet_leaves_nothing_behind(run: Callable[..., Run], book: Path) -> None:
    called(run, book, CLOSE)
    first = read_parts(book)

    called(run, book, CLOSE, "--as-of", "01.03.2027")
    second = read_parts(book)
    # The order of calculation may name cells that are no formulas any more.
    assert set(first) - set(second) == {CHAIN}
    assert set(second) <= set(first)
    # Names say where the tables of a sheet are.
    assert changed(first, second) == {CHAIN, *REGISTERS, *sheets(*CLOSING)}
    assert all(only_more(second[name], first[name]) for name in REGISTERS - {"xl/workbook.xml"})


def test_a_sheet_takes_with_it_what_excel_has_hung_on_it(run: Callable[..., Run], book: Path) -> None:
    called(run, book, CLOSE)
    clean = read_parts(book)
    parts = dict(clean)
    family = "http://schemas.microsoft.com/office/2011/relationships"
    parts["xl/charts/style1.xml"] = b'<cs:chartStyle xmlns:cs="urn:x" id="201"/>'
    parts["xl/charts/_rels/chart1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{family}/chartStyle" Target="style1.xml"/></Relationships>'
    ).encode()
    override = b'<Override PartName="/xl/charts/style1.xml" ContentType="application/vnd.ms-office.chartstyle+xml"/>'
    parts["[Content_Types].xml"] = clean["[Content_Types].xml"].replace(b"</Types>", override + b"</Types>")
    write_parts(book, parts)

    called(run, book, CLOSE)

    assert read_parts(book) == clean


def test_the_sheets_of_another_year_stay(run: Callable[..., Run], book: Path) -> None:
    called(run, book, ("close", "--year", "2025", "--in-place"))
    before = read_parts(book)

    called(run, book, CLOSE)

    after = read_parts(book)
    assert changed(before, after) <= REGISTERS | {"xl/styles.xml"}
    with zipfile.ZipFile(book) as archive:
        listed = archive.read("xl/workbook.xml").decode()
    names = ("Abschluss", "Sachbericht", "Rückerstattung", "Fördermittel")
    titles = [f"{name} {year}" for year in (2025, 2026) for name in names]
    assert re.findall(r'<sheet name="([^"]*)"', listed)[-8:] == titles


def test_a_year_that_is_gone_is_refused_and_its_sheets_stay(run: Callable[..., Run], book: Path) -> None:
    called(run, book, CLOSE)
    before = book.read_bytes()
    done = called(run, book, ("close", "--year", "2024", "--in-place"), code=2)
    assert done.err.startswith("Das Haushaltsjahr 2024 kommt in der Arbeitsmappe nicht vor.")
    assert book.read_bytes() == before


def test_nothing_new_is_found_afterwards(run: Callable[..., Run], book: Path) -> None:
    def findings() -> list[tuple[str, str]]:
        said = json.loads(run("validate", book, "--format", "json").out)["files"][0]
        return [(item["code"], item["cell"]) for item in said["findings"]]

    before = findings()
    figures = run("figures", book, "--year", "2026", "--format", "json").out
    for command in (CLOSE, PLAN):
        called(run, book, command)
    assert findings() == before
    assert run("figures", book, "--year", "2026", "--format", "json").out == figures


@pytest.mark.parametrize("dialect", [prefixed, strict])
def test_other_dialects_stay_theirs(
    run: Callable[..., Run], book: Path, dialect: Callable[[dict[str, bytes]], dict[str, bytes]]
) -> None:
    before = dialect(read_parts(book))
    write_parts(book, before)

    called(run, book, CLOSE)

    after = read_parts(book)
    assert changed(before, after) == REGISTERS | {"xl/styles.xml"}
    written = b"".join(data for name, data in after.items() if name not in before)
    assert (b"http://schemas.openxmlformats.org/drawingml" not in written) == (dialect is strict)
    for name in (set(after) - set(before)) | REGISTERS:
        etree.fromstring(after[name])
    again = book.read_bytes()
    called(run, book, CLOSE)
    assert book.read_bytes() == again


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return feature_book(tmp_path_factory.mktemp("signed") / "mappe.xlsm", linked=False, signed=True)


@pytest.mark.parametrize("command", [CLOSE, PLAN, SEAL, ("seal", "--year", "2025")])
def test_a_signature_goes_only_by_force_and_then_as_a_whole(
    run: Callable[..., Run], signed: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    book = shutil.copy(signed, tmp_path / "mappe.xlsm")
    before = book.read_bytes()
    refused = called(run, book, command, code=2)
    assert refused.err.startswith("Die Datei „mappe.xlsm“ ist digital signiert;")
    assert "--force" in refused.err
    assert (book.read_bytes(), [path.name for path in tmp_path.iterdir()]) == (before, ["mappe.xlsm"])

    done = called(run, book, command, "--force")

    assert "Die digitale Signatur ist entfernt" in done.err
    parts = read_parts(book if "--in-place" in command else tmp_path / "mappe_versiegelt_2025.xlsm")
    assert not [name for name in parts if name.startswith("_xmlsignatures")]
    assert b"digital-signature" not in parts["_rels/.rels"] + parts["[Content_Types].xml"]
    assert b"sigs" not in parts["[Content_Types].xml"]
    assert parts["xl/vbaProject.bin"] == read_parts(signed)["xl/vbaProject.bin"]


def test_a_report_on_a_signed_workbook_says_that_it_is_not_signed(
    run: Callable[..., Run], signed: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "bericht.xlsm"
    assert "digital signiert" in run("validate", signed, "--report", copy).err
    assert not copy.exists()
    assert "Die digitale Signatur ist entfernt" in run("validate", signed, "--report", copy, "--force").err
    assert "_xmlsignatures/sig1.xml" not in read_parts(copy)


def test_a_locked_structure_is_respected(run: Callable[..., Run], tmp_path: Path) -> None:
    book = feature_book(tmp_path / "mappe.xlsm", linked=False, locked=True)
    before = book.read_bytes()
    refused = called(run, book, CLOSE, code=2)
    assert refused.err.startswith("Die Struktur der Datei „mappe.xlsm“ ist geschützt")
    assert book.read_bytes() == before

    assert "Der Schutz besteht weiter." in called(run, book, CLOSE, "--force").err
    assert b'lockStructure="1"' in read_parts(book)["xl/workbook.xml"]
    # The sheets are there now: replacing them does not touch the structure.
    assert called(run, book, CLOSE, "--as-of", "01.03.2027").err == ""
    # A copy that shows the findings is not the workbook that was locked.
    assert run("validate", book, "--report", tmp_path / "bericht.xlsm").code == 0


@pytest.mark.parametrize(("command", "title"), [(CLOSE, "RÜCKERSTATTUNG 2026"), (PLAN, "Jahresplan 2027")])
def test_a_sheet_of_the_user_is_not_replaced(
    run: Callable[..., Run], book: Path, command: tuple[str, ...], title: str
) -> None:
    edit_part(book, "xl/workbook.xml", lambda text: text.replace(f'name="{TITLE}"', f'name="{title}"'))
    before = book.read_bytes()

    refused = called(run, book, command, "--force", code=2)

    assert refused.err.startswith(
        f"In der Arbeitsmappe gibt es schon ein Blatt „{title}“, das nicht von regman stammt."
    )
    assert book.read_bytes() == before


@pytest.mark.parametrize("command", [CLOSE, PLAN, SEAL])
def test_two_targets_are_a_wrong_call(run: Callable[..., Run], book: Path, command: tuple[str, ...]) -> None:
    done = called(run, book, command, "--out", "x.xlsx", code=2)
    assert done.err.startswith("Bitte entweder --out oder --in-place angeben, nicht beides.")


def test_what_excel_holds_open_gets_a_new_name(run: Callable[..., Run], book: Path) -> None:
    before = book.read_bytes()
    book.with_name("~$mappe.xlsm").write_bytes(b"Kaya")

    done = called(run, book, CLOSE)

    other = book.with_name("mappe_2.xlsm")
    assert done.out == f"{other}\n"
    assert "ist gerade in einem anderen Programm geöffnet" in done.err
    assert book.read_bytes() == before
    assert "xl/worksheets/sheet21.xml" in read_parts(other)


def test_errors_refuse_the_sheets_and_a_draft_says_so(run: Callable[..., Run], faulty: Path) -> None:
    before = faulty.read_bytes()
    refused = called(run, faulty, CLOSE, code=1)
    assert "wird nicht erstellt" in refused.err
    assert faulty.read_bytes() == before
    called(run, faulty, CLOSE, "--draft")
    assert "Abschluss 2026" in openpyxl.load_workbook(faulty, read_only=True).sheetnames


def test_the_sheets_are_those_of_the_document(run: Callable[..., Run], book: Path) -> None:
    assert run("close", book, "--year", "2026").code == 0
    alone = openpyxl.load_workbook(book.with_name("mappe_Abschluss_2026.xlsx"))
    called(run, book, CLOSE)
    inside = openpyxl.load_workbook(book)
    for title in alone.sheetnames:
        one, other = alone[title], inside[title]
        looks = {}
        cells = [[cell for row in sheet.iter_rows() for cell in row] for sheet in (one, other)]
        for old, new in zip(*cells, strict=True):
            assert (old.coordinate, old.value, old.number_format) == (new.coordinate, new.value, new.number_format)
            looks[old.style_id, new.style_id] = (old, new)
        for old, new in looks.values():
            for look in ("font", "fill", "border", "alignment"):
                assert repr(getattr(old, look)) == repr(getattr(new, look)), (title, old.coordinate, look)
        assert one.merged_cells.ranges == other.merged_cells.ranges
        for name in ("print_area", "print_title_rows", "freeze_panes"):
            assert getattr(one, name) == getattr(other, name)
        for name in ("page_setup", "page_margins", "row_breaks", "sheet_format"):
            assert repr(getattr(one, name)) == repr(getattr(other, name))
        feet = [(sheet.oddFooter.left.text, sheet.oddFooter.right.text) for sheet in (one, other)]
        assert feet[0] == feet[1]
        widths = [{letter: size.width for letter, size in sheet.column_dimensions.items()} for sheet in (one, other)]
        heights = [{row: size.height for row, size in sheet.row_dimensions.items()} for sheet in (one, other)]
        assert (widths[0], heights[0]) == (widths[1], heights[1])
        assert len(one._charts) == len(other._charts)


def test_libreoffice_opens_the_result_and_computes_the_same(run: Callable[..., Run], book: Path, soffice: str) -> None:
    called(run, book, CLOSE)
    called(run, book, PLAN)
    values, stored = libreoffice.recalculated(book), libreoffice.cached(book)
    for title in ("Abschluss 2026", "Rückerstattung 2026", "Jahresplan 2027"):
        assert stored[title].keys() == values[title].keys()
        for cell, value in stored[title].items():
            told = values[title][cell]
            assert told == (pytest.approx(value, abs=1e-6) if isinstance(value, float) else value), (title, cell)
    assert values[TITLE]["B5"] == 7.0
