"""A workbook file as its parts: XML trees that a test may change, read and written without our own code."""

from __future__ import annotations

import functools
import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK, STYLES, STRINGS, TYPES = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
_REF = re.compile(r"([A-Z]+)(\d+)")


def split(cell: str) -> tuple[int, int]:
    """Return row and column, from 1, of an address such as ``E17``."""
    letters, digits = _REF.fullmatch(cell).groups()  # type: ignore[union-attr]
    return int(digits), functools.reduce(lambda number, letter: number * 26 + ord(letter) - 64, letters, 0)


class Parts:
    """The parts of a workbook; only those that are touched are parsed.

    Args:
        data: The bytes of an ``.xlsx`` file.
    """

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._parts = {entry.filename: package.read(entry) for entry in package.infolist()}
        self._trees: dict[str, Element] = {}
        self._cells: dict[str, dict[str, Element]] = {}

    def to_bytes(self) -> bytes:
        """Return the spoiled file."""
        for part, root in self._trees.items():
            self._parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
            for part, text in self._parts.items():
                package.writestr(part, text)
        return buffer.getvalue()

    @functools.cached_property
    def _strings(self) -> list[str]:
        return ["".join(entry.itertext(f"{MAIN}t")) for entry in self._tree(STRINGS)]

    # Parts of the package.

    def _tree(self, part: str) -> Element:
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self._parts[part])
        return self._trees[part]

    def _sheets(self) -> Element:
        return next(self._tree(WORKBOOK).iter(f"{MAIN}sheets"))

    def _sheet(self, title: str) -> Element:
        return next(sheet for sheet in self._sheets() if sheet.get("name") == title)

    def _sheet_part(self, title: str) -> str:
        link = self._sheet(title).get(f"{{{OFFICE}}}id")
        links = self._tree(relations(WORKBOOK))
        return next(target(WORKBOOK, element) for element in links if element.get("Id") == link)

    def _links(self, part: str) -> Iterator[tuple[str, str]]:
        if relations(part) in self._parts:
            for element in self._tree(relations(part)):
                yield element.get("Type", "").rpartition("/")[2], target(part, element)

    def _linked(self, part: str, kind: str) -> Iterator[str]:
        return (place for found, place in self._links(part) if found == kind)

    def _link(self, part: str, kind: str, target: str, content: str) -> str:
        links = self._tree(relations(part))
        link = f"rId{len(links) + 100}"
        name = f"{{{PACKAGE}/relationships}}Relationship"
        etree.SubElement(links, name, Id=link, Type=f"{OFFICE}/{kind}", Target=target)
        whole = posixpath.join("/", posixpath.dirname(part), target)
        name = f"{{{PACKAGE}/content-types}}Override"
        etree.SubElement(self._tree(TYPES), name, PartName=whole, ContentType=content)
        return link

    # XML of a sheet.

    def _data(self, sheet: str) -> Element:
        return next(self._tree(self._sheet_part(sheet)).iter(f"{MAIN}sheetData"))

    def _cells_of(self, sheet: str) -> dict[str, Element]:
        if sheet not in self._cells:
            self._cells[sheet] = {cell.get("r", ""): cell for cell in self._data(sheet).iter(f"{MAIN}c")}
        return self._cells[sheet]

    def _row(self, sheet: str, number: int) -> Element:
        data = self._data(sheet)
        behind = 0
        for place, row in enumerate(data):
            if int(row.get("r", "")) == number:
                return row
            if int(row.get("r", "")) < number:
                behind = place + 1
        made = etree.Element(f"{MAIN}row", r=str(number))
        data.insert(behind, made)
        return made

    def _cell(self, sheet: str, cell: str) -> Element:
        cells = self._cells_of(sheet)
        if cell not in cells:
            row, column = split(cell)
            parent = self._row(sheet, row)
            behind = sum(split(other.get("r", ""))[1] < column for other in parent)
            parent.attrib.pop("spans", None)
            parent.insert(behind, etree.Element(f"{MAIN}c", r=cell))
            cells[cell] = parent[behind]
        return cells[cell]

    # Formats.

    def _style(self, like: str, number_format: str) -> str:
        """Return a format that differs from another one by its number format."""
        root = self._tree(STYLES)
        formats, styles = (next(root.iter(f"{MAIN}{name}")) for name in ("numFmts", "cellXfs"))
        number = str(900 + len(formats))
        etree.SubElement(formats, f"{MAIN}numFmt", numFmtId=number, formatCode=number_format)
        formats.set("count", str(len(formats)))
        made = copied(styles[int(like)])
        made.set("numFmtId", number)
        made.set("applyNumberFormat", "1")
        styles.append(made)
        styles.set("count", str(len(styles)))
        return str(len(styles) - 1)

    def _date_styles(self) -> set[str]:
        root = self._tree(STYLES)
        formats = {
            element.get("numFmtId") for element in root.iter(f"{MAIN}numFmt") if "yy" in element.get("formatCode", "")
        }
        styles = next(root.iter(f"{MAIN}cellXfs"))
        return {str(place) for place, style in enumerate(styles) if style.get("numFmtId") in formats}


def copied(element: Element) -> Element:
    """Return a copy of an element with all that is in it."""
    made = etree.Element(element.tag, dict(element.items()))
    made.text = element.text
    made.extend([copied(child) for child in element])
    return made


def relations(part: str) -> str:
    """Return the part that holds the relations of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target(part: str, link: Element) -> str:
    """Return the part that a relation of a part leads to."""
    whole = posixpath.join("/", posixpath.dirname(part), link.get("Target", ""))
    return posixpath.normpath(whole).lstrip("/")
