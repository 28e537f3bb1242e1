"""The package around the macros: parts, relations, kinds of content, and the public schemas of Office."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.excel.office_schemas import faults
from tests.workbook.making import edit_part
from tests.workbook.package_xml import relations, target
from workbooks import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TYPES = "[Content_Types].xml"
MACROS = [build.FOLDER / name for name in build.contents() if name.endswith(".xlsm")]
PLAIN = [path.with_suffix(".xlsx") for path in MACROS]
BOOKS = [*MACROS, *PLAIN]
WORKBOOK_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}
books = pytest.mark.parametrize("book", BOOKS, ids=lambda path: path.name)
macro_books = pytest.mark.parametrize("book", MACROS, ids=lambda path: path.name)


def names(book: Path) -> list[str]:
    with zipfile.ZipFile(book) as package:
        return package.namelist()


def root(book: Path, part: str) -> etree._Element:
    with zipfile.ZipFile(book) as package:
        return etree.fromstring(package.read(part))


def kinds(book: Path) -> dict[str, str]:
    """Return the kind of content of every part, as the package declares it."""
    types = root(book, TYPES)
    defaults = {item.get("Extension"): item.get("ContentType") for item in types if item.get("Extension")}
    own = {item.get("PartName").lstrip("/"): item.get("ContentType") for item in types if item.get("PartName")}
    assert len(defaults) + len(own) == len(types)
    assert set(own) <= set(names(book))
    return {name: own.get(name) or defaults[name.rpartition(".")[2]] for name in names(book) if name != TYPES}


def links(book: Path, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield id, kind and target of the relations of a part, the package itself being the part without a name."""
    if relations(part) in names(book):
        for link in root(book, relations(part)):
            if link.get("TargetMode") != "External":
                yield link.get("Id"), link.get("Type"), target(part, link)


def reached(book: Path) -> set[str]:
    """Return every part to which relations lead, and the parts of these relations."""
    found, waiting = set(), [""]
    while waiting:
        part = waiting.pop()
        if relations(part) in names(book):
            found.add(relations(part))
        for _, _, other in links(book, part):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


@books
def test_every_part_is_once_there_known_by_kind_and_reached(book: Path) -> None:
    assert len(set(names(book))) == len(names(book))
    assert set(kinds(book)) == reached(book)


@books
def test_relations_have_ids_of_their_own(book: Path) -> None:
    for part in ["", *kinds(book)]:
        ids = [link for link, _, _ in links(book, part)]
        assert len(ids) == len(set(ids)), part


@books
def test_macros_are_where_the_name_of_the_file_promises_them(book: Path) -> None:
    declared = kinds(book)
    assert declared["xl/workbook.xml"] == WORKBOOK_TYPES[book.suffix]
    macros = book in MACROS
    kind = "application/vnd.ms-office.vbaProject"
    assert [name for name, content in declared.items() if content == kind] == ["xl/vbaProject.bin"] * macros
    project = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    ribbon = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    assert [other for _, kind, other in links(book, "xl/workbook.xml") if kind == project] == (
        ["xl/vbaProject.bin"] * macros
    )
    assert [other for _, kind, other in links(book, "") if kind == ribbon] == ["customUI/customUI14.xml"] * macros


@books
def test_the_package_is_valid_by_the_schemas_of_office(book: Path) -> None:
    assert faults(book) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", "pageMargins", "pageMargin"),
        ("xl/_rels/workbook.xml.rels", 'Target="vbaProject.bin"', 'Target="macros.bin"'),
        ("xl/workbook.xml", 'state="hidden"', 'state="unseen"'),
    ],
)
def test_the_schemas_would_find_a_fault(tmp_path: Path, part: str, old: str, new: str) -> None:
    book = tmp_path / "kaputt.xlsm"
    book.write_bytes(MACROS[0].read_bytes())
    edit_part(book, part, lambda text: text.replace(old, new))
    assert faults(book)
