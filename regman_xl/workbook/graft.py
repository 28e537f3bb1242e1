"""Puts a sheet that we have made into a workbook of the user, or in the place of the one that we made before."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from regman_xl.problems import Problem
from regman_xl.workbook.outline import NotUnderstood, element, outline
from regman_xl.workbook.package import relations_of
from regman_xl.workbook.parts import whole_number
from regman_xl.workbook.style_edit import borrowed_formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from regman_xl.workbook.outline import Edits, Node
    from regman_xl.workbook.splice import SheetEntry, Splice

#: Children of a workbook in the order of the schema.
ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    *("externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches"),
    *("smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
)
#: Sheet-scoped name by which a sheet of ours is known again.
KIND = "regman_kind"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
#: Transitional and Strict files differ in their namespaces.
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = (
    (_MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
_FORMAT = re.compile(rb'(<(?:c|row) [^>]*?\bs=|<col [^>]*?\bstyle=)"(\d+)"')
_UNSTYLED = re.compile(rb'<c (?![^>]*?\bs=)r="')
_SHARED = re.compile(rb'( t=)"s"><v>(\d+)</v>')


def graft_sheet(splice: Splice, rendered: bytes, *, hidden: bool = False, activate: bool = False) -> None:
    """Put the only sheet of a rendered workbook into the user's, behind the sheets that are there.

    A sheet of its name that we made before is replaced where it is.

    Args:
        splice: The user's workbook.
        rendered: A workbook of one sheet as XlsxWriter writes it, without drawings and tables.
        hidden: The sheet is very hidden: only a macro can show it.
        activate: The workbook opens on it.

    Raises:
        Problem: There is a sheet of its name that we did not make.
    """
    with zipfile.ZipFile(io.BytesIO(rendered)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = outline(parts["xl/workbook.xml"])
    listed = book.find("sheets")
    title = listed.children[0].attributes["name"] if listed else ""
    names = [(node.attributes["name"], node.text) for node in _names(book)]
    there = splice.sheet(title)
    if there is not None and KIND not in {node.attributes.get("name") for node in _names_of(splice, there)}:
        raise Problem(
            f"In der Arbeitsmappe gibt es schon ein Blatt „{there.title}“, das nicht von regman stammt.",
            "Bitte das Blatt umbenennen und den Vorgang wiederholen.",
        )
    sheet = _localised(splice, parts)
    if there is None:
        there = _register(splice, title, sheet, hidden=hidden)
    else:
        splice.put(there.part, sheet)
        splice.drop(relations_of(there.part))
        splice.forget_calculation_order()
    _name(splice, there, names)
    if activate:
        _activate(splice, there)


def _names(book: Node) -> list[Node]:
    found = book.find("definedNames")
    return found.children if found else []


def _names_of(splice: Splice, sheet: SheetEntry) -> list[Node]:
    names = _names(outline(splice.read(splice.main)))
    return [node for node in names if node.attributes.get("localSheetId") == str(sheet.place)]


def _localised(splice: Splice, parts: dict[str, bytes]) -> bytes:
    """Return the sheet's XML with the formats, texts and namespaces of the user's workbook."""
    numbers = [str(number).encode() for number in borrowed_formats(splice, parts["xl/styles.xml"])]
    strings = parts.get("xl/sharedStrings.xml", b"<sst/>")
    texts = [strings[node.inside : node.close] for node in outline(strings, 1).children]
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b' tabSelected="1"', b"")
    # A cell without a format has the first one, which is another one in the user's workbook.
    sheet = _UNSTYLED.sub(rb'<c s="0" r="', sheet)
    sheet = _FORMAT.sub(lambda found: found[1] + b'"' + numbers[int(found[2])] + b'"', sheet)
    sheet = _SHARED.sub(lambda found: found[1] + b'"inlineStr"><is>' + texts[int(found[2])] + b"</is>", sheet)
    if _MAIN not in splice.read(splice.main):
        for transitional, strict in _STRICT:
            sheet = sheet.replace(transitional, strict)
    return sheet


def _register(splice: Splice, title: str, sheet: bytes, *, hidden: bool) -> SheetEntry:
    folder = splice.main.rpartition("/")[0]
    part = splice.free_part(f"{folder}/worksheets/sheet{{}}.xml".lstrip("/"))
    splice.put(part, sheet)
    splice.declare(part, _CONTENT_TYPE)
    key = splice.relate(splice.main, "worksheet", part)

    def change(edits: Edits, root: Node) -> None:
        listed = root.find("sheets")
        if listed is None:
            raise NotUnderstood("sheets")
        texts = [node.attributes.get("sheetId", "") for node in listed.children]
        ids = [whole_number(text) for text in texts if text.isdecimal()]
        attributes = {"name": title, "sheetId": str(max(ids, default=0) + 1)}
        attributes |= {"state": "veryHidden"} if hidden else {}
        first, named = _first_with_id(listed)
        # The namespace of the id may be declared at the sheet itself.
        declared = {name: text for name, text in first.attributes.items() if name.startswith("xmlns")}
        edits.append(listed, element(first.name, {**declared, **attributes, named: key}))

    splice.edit(splice.main, change)
    entry = splice.sheet(title)
    if entry is None:
        raise NotUnderstood(title)
    return entry


def _first_with_id(listed: Node) -> tuple[Node, str]:
    """Return the first sheet and how its attribute is called that names its relation."""
    for node in listed.children:
        for name in node.attributes:
            if name.rpartition(":")[2] == "id":
                return node, name
    raise NotUnderstood("sheets without relations")


def _name(splice: Splice, sheet: SheetEntry, names: list[tuple[str, str]]) -> None:
    """Give the sheet its names; those of an earlier run go."""

    def change(edits: Edits, root: Node) -> None:
        ours = {name for name, _ in names}
        old = [node for node in _names(root) if node.attributes.get("localSheetId") == str(sheet.place)]
        for node in old:
            name = node.attributes.get("name", "")
            if name in ours or name.startswith("_xlnm."):
                edits.remove(node)
        texts = [
            element(f"{root.prefix}definedName", {"name": name, "localSheetId": str(sheet.place)}, escape(text))
            for name, text in names
        ]
        there = root.find("definedNames")
        if there is None:
            added = element(f"{root.prefix}definedNames", inside="".join(texts))
            edits.add_in_order(root, ORDER, "definedNames", added)
        else:
            edits.append(there, "".join(texts))

    splice.edit(splice.main, change)


def _activate(splice: Splice, sheet: SheetEntry) -> None:
    """Let the workbook open on a sheet; of two selected sheets, whatever is typed would go into both."""

    def view(edits: Edits, root: Node) -> None:
        for node in _grandchildren(root, "bookViews", "workbookView"):
            edits.set(node, "activeTab", str(sheet.place))

    splice.edit(splice.main, view)
    for entry in splice.worksheets():
        splice.edit_sheet(entry.part, _selecting("1" if entry.place == sheet.place else "0"))


def _selecting(value: str) -> Callable[[Edits, Node], None]:
    def change(edits: Edits, root: Node) -> None:
        for node in _grandchildren(root, "sheetViews", "sheetView"):
            if node.attributes.get("tabSelected", "0") != value:
                edits.set(node, "tabSelected", value)

    return change


def _grandchildren(root: Node, parents: str, children: str) -> list[Node]:
    return [node for parent in root.all(parents) for node in parent.all(children)]
