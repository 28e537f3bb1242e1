"""The sample workbook with everything in it that libraries lose: macros, ribbon, pivots, slicers, controls and so on.

The VBA project is a real one (pyOpenVBA); the rest is written by hand (`feature_parts`). The signature is a stand-in.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pyopenvba import ExcelFile

from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import master_bytes
from regman_xl.workbook.package import relations_of
from tests.workbook import feature_parts as made
from tests.workbook.making import read_parts, write_parts

if TYPE_CHECKING:
    from pathlib import Path

_BOOK, _SHEET, _TYPES = "xl/workbook.xml", "xl/worksheets/sheet90.xml", "[Content_Types].xml"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_EXCEL = "application/vnd.ms-excel."
_OFFICE = "http://schemas.microsoft.com/office"


class _Book:
    """A workbook in parts that are added one by one."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts

    def edit(self, part: str, old: str, new: str) -> None:
        data = self.parts[part]
        assert data.count(old.encode()) >= 1, (part, old)
        self.parts[part] = data.replace(old.encode(), new.encode(), 1)

    def add(self, part: str, data: str | bytes, content_type: str = "") -> None:
        self.parts[part] = data.encode() if isinstance(data, str) else data
        if content_type:
            self.edit(_TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>')

    def ending(self, name: str, content_type: str) -> None:
        if f'Extension="{name}"'.encode() not in self.parts[_TYPES]:
            self.edit(_TYPES, "<Override", f'<Default Extension="{name}" ContentType="{content_type}"/><Override')

    def link(self, source: str, key: str, kind: str, target: str, mode: str = "") -> None:
        name = relations_of(source) if source else "_rels/.rels"
        self.parts.setdefault(name, f'{made.HEAD}<Relationships xmlns="{_LINKS}"></Relationships>'.encode())
        kind = kind if kind.startswith("http") else f"{made.REL}/{kind}"
        where = target if mode else posixpath.relpath("/" + target, "/" + posixpath.dirname(source))
        link = f'<Relationship Id="{key}" Type="{kind}" Target="{where}"{mode}/></Relationships>'
        self.edit(name, "</Relationships>", link)


def feature_book(path: Path, *, signed: bool = False, locked: bool = False, linked: bool = True) -> Path:
    """Write the workbook.

    Args:
        path: Where; its name ends with ``.xlsm``.
        signed: With a digital signature.
        locked: The structure of the workbook is protected.
        linked: With a link to another workbook, of which `regman validate` warns.
    """
    path.write_bytes(master_bytes(sample_contents()))
    with ExcelFile(path) as file:
        file.add_vba_project().add_module("Eigenes", made.MACRO)
        file.save()
    book = _Book(read_parts(path))
    _add_sheets(book)
    _add_pivot(book)
    _add_comments(book)
    _add_to_the_book(book)
    _add_ribbon(book)
    if linked:
        _add_external_link(book)
    if locked:
        book.edit(_BOOK, "<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>')
    if signed:
        _sign(book)
    return write_parts(path, book.parts)


def _add_sheets(book: _Book) -> None:
    texts = book.parts["xl/sharedStrings.xml"]
    rich = texts.count(b"<si>")
    book.edit("xl/sharedStrings.xml", "</sst>", f"{made.RICH}</sst>")
    book.edit("xl/sharedStrings.xml", f'uniqueCount="{rich}"', f'uniqueCount="{rich + 1}"')
    book.add(_SHEET, made.SHEET.replace("{rich}", str(rich)), f"{_SPREADSHEET}worksheet+xml")
    book.link(_BOOK, "rEigenes", "worksheet", _SHEET)
    book.add("xl/chartsheets/sheet90.xml", made.CHART_SHEET, f"{_SPREADSHEET}chartsheet+xml")
    book.link(_BOOK, "rChart", "chartsheet", "xl/chartsheets/sheet90.xml")
    listed = f'<sheet name="{made.TITLE}" sheetId="90" r:id="rEigenes"/><sheet name="Schaubild" sheetId="91" '
    book.edit(_BOOK, "</sheets>", f'{listed}r:id="rChart"/></sheets>')
    drawings = "application/vnd.openxmlformats-officedocument.drawing"
    for number, (source, key, xml) in enumerate(
        [(_SHEET, "rId2", made.DRAWING_XML), ("xl/chartsheets/sheet90.xml", "rId1", made.CHART_SHEET_DRAWING)], 90
    ):
        drawing, chart = f"xl/drawings/drawing{number}.xml", f"xl/charts/chart{number}.xml"
        book.add(drawing, xml, f"{drawings}+xml")
        book.link(source, key, "drawing", drawing)
        book.add(chart, made.CHART_XML.replace("{0}", str(number)), f"{drawings}ml.chart+xml")
        book.link(drawing, "rId1", "chart", chart)
    book.ending("bin", f"{_SPREADSHEET}printerSettings")
    book.add("xl/printerSettings/printerSettings1.bin", b"\x01\x04DEVMODE" * 20, f"{_SPREADSHEET}printerSettings")
    book.link(_SHEET, "rId1", "printerSettings", "xl/printerSettings/printerSettings1.bin")
    book.add("xl/tables/table90.xml", made.TABLE, f"{_SPREADSHEET}table+xml")
    book.link(_SHEET, "rId6", "table", "xl/tables/table90.xml")
    book.add("xl/ctrlProps/ctrlProp1.xml", made.CONTROL, f"{_EXCEL}controlproperties+xml")
    book.link(_SHEET, "rId5", "ctrlProp", "xl/ctrlProps/ctrlProp1.xml")


def _add_pivot(book: _Book) -> None:
    cache, pivot = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml"
    book.add(cache, made.CACHE, f"{_SPREADSHEET}pivotCacheDefinition+xml")
    book.link(_BOOK, "rCache", "pivotCacheDefinition", cache)
    book.add("xl/pivotCache/pivotCacheRecords1.xml", made.RECORDS, f"{_SPREADSHEET}pivotCacheRecords+xml")
    book.link(cache, "rId1", "pivotCacheRecords", "xl/pivotCache/pivotCacheRecords1.xml")
    book.add(pivot, made.PIVOT, f"{_SPREADSHEET}pivotTable+xml")
    book.link(_SHEET, "rId7", "pivotTable", pivot)
    book.link(pivot, "rId1", "pivotCacheDefinition", cache)
    book.add("xl/slicers/slicer1.xml", made.SLICER, f"{_EXCEL}slicer+xml")
    book.link(_SHEET, "rId8", f"{_OFFICE}/2007/relationships/slicer", "xl/slicers/slicer1.xml")
    book.add("xl/slicerCaches/slicerCache1.xml", made.SLICER_CACHE, f"{_EXCEL}slicerCache+xml")
    slicer_cache = f"{_OFFICE}/2007/relationships/slicerCache"
    book.link(_BOOK, "rSlicerCache", slicer_cache, "xl/slicerCaches/slicerCache1.xml")
    caches = '<pivotCaches><pivotCache cacheId="7" r:id="rCache"/></pivotCaches>'
    book.edit(_BOOK, "</workbook>", f"{caches}{made.SLICER_EXTENSION}</workbook>")


def _add_comments(book: _Book) -> None:
    book.ending("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    book.add("xl/drawings/vmlDrawing90.vml", made.VML)
    book.link(_SHEET, "rId3", "vmlDrawing", "xl/drawings/vmlDrawing90.vml")
    book.add("xl/comments90.xml", made.NOTES, f"{_SPREADSHEET}comments+xml")
    book.link(_SHEET, "rId4", "comments", "xl/comments90.xml")
    talk = "xl/threadedComments/threadedComment1.xml"
    book.add(talk, made.TALK, f"{_EXCEL}threadedcomments+xml")
    book.link(_SHEET, "rId9", f"{_OFFICE}/2017/10/relationships/threadedComment", talk)
    book.add("xl/persons/person.xml", made.PERSONS, f"{_EXCEL}person+xml")
    book.link(_BOOK, "rPersons", f"{_OFFICE}/2017/10/relationships/person", "xl/persons/person.xml")


def _add_to_the_book(book: _Book) -> None:
    """Add what hangs on the whole workbook."""
    book.add("xl/metadata.xml", made.METADATA, f"{_SPREADSHEET}sheetMetadata+xml")
    book.link(_BOOK, "rMetadata", "sheetMetadata", "xl/metadata.xml")
    book.add("xl/calcChain.xml", made.CALC_CHAIN, f"{_SPREADSHEET}calcChain+xml")
    book.link(_BOOK, "rChain", "calcChain", "xl/calcChain.xml")
    names = f"<definedName name=\"Anteil\">'{made.TITLE}'!$B$5</definedName>"
    names += f'<definedName name="Anteil" localSheetId="20">\'{made.TITLE}\'!$B$4</definedName></definedNames>'
    book.edit(_BOOK, "</definedNames>", names)
    book.edit(_BOOK, "<bookViews>", f"{made.PATH_HINT}<bookViews>")
    office = "application/vnd.openxmlformats-officedocument."
    book.add("docProps/custom.xml", made.CUSTOM_PROPERTIES, f"{office}custom-properties+xml")
    book.link("", "rCustom", "custom-properties", "docProps/custom.xml")
    book.add("customXml/item1.xml", f'{made.HEAD}<akte xmlns="urn:beispiel:akte">20.21</akte>')
    book.link(_BOOK, "rItem", "customXml", "customXml/item1.xml")
    book.add("customXml/itemProps1.xml", made.ITEM_PROPERTIES, f"{office}customXmlProperties+xml")
    book.link("customXml/item1.xml", "rId1", "customXmlProps", "customXml/itemProps1.xml")


def _add_ribbon(book: _Book) -> None:
    book.ending("png", "image/png")
    book.add("customUI/images/bild.png", made.png())
    for name, year, spaces in (("customUI", 2006, "2006/01"), ("customUI14", 2007, "2009/07")):
        part = f"customUI/{name}.xml"
        book.add(part, made.RIBBON.replace("{}", f"{_OFFICE}/{spaces}/customui"))
        book.link("", f"r{name}", f"{_OFFICE}/{year}/relationships/ui/extensibility", part)
        book.link(part, "bild", "image", "customUI/images/bild.png")


def _add_external_link(book: _Book) -> None:
    part = "xl/externalLinks/externalLink1.xml"
    book.add(part, made.EXTERNAL, f"{_SPREADSHEET}externalLink+xml")
    book.link(_BOOK, "rExternal", "externalLink", part)
    book.link(part, "rId1", "externalLinkPath", "Vorjahr.xlsx", ' TargetMode="External"')
    listed = '<externalReferences><externalReference r:id="rExternal"/></externalReferences><definedNames>'
    book.edit(_BOOK, "<definedNames>", listed)


def _sign(book: _Book) -> None:
    digital = "application/vnd.openxmlformats-package.digital-signature"
    family = f"{_LINKS}/digital-signature"
    book.ending("sigs", f"{digital}-origin")
    book.add("_xmlsignatures/origin.sigs", b"")
    book.link("", "rSigned", f"{family}/origin", "_xmlsignatures/origin.sigs")
    book.add("_xmlsignatures/sig1.xml", made.SIGNATURE, f"{digital}-xmlsignature+xml")
    book.link("_xmlsignatures/origin.sigs", "rId1", f"{family}/signature", "_xmlsignatures/sig1.xml")
