"""A workbook that we have rendered, taken apart: its sheets, and what hangs on them, move into the user's workbook."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.workbook.links import read_links, written_links
from regman_xl.workbook.outline import outline
from regman_xl.workbook.package import relations_of
from regman_xl.workbook.style_edit import borrowed_formats

if TYPE_CHECKING:
    from regman_xl.workbook.links import Link
    from regman_xl.workbook.splice import Splice

#: Transitional and Strict files differ in their namespaces, and in how a chart tells shares.
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PURE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT = (
    (_MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (_OFFICE.encode(), _PURE.encode()),
    (b"http://schemas.openxmlformats.org/drawingml/2006/", b"http://purl.oclc.org/ooxml/drawingml/"),
)
_SHARES = re.compile(rb'(<c:(?:gapWidth|overlap) val="-?\d+)"')
_FORMAT = re.compile(rb'(<(?:c|row) [^>]*?\bs=|<col [^>]*?\bstyle=)"(\d+)"')
_UNSTYLED = re.compile(rb'<c (?![^>]*?\bs=)r="')
_SHARED = re.compile(rb'( t=)"s"><v>(\d+)</v>')
_DIGITS = re.compile(r"\d*(\.\w+)$")


class RenderedSheet(NamedTuple):
    """A sheet of a rendered workbook.

    Attributes:
        title: Its name.
        part: Path of its XML.
        names: The names that are valid on it, with what they mean.
    """

    title: str
    part: str
    names: dict[str, str]


class Rendered:
    """A workbook as XlsxWriter writes it, without tables and comments.

    Args:
        data: Its bytes.

    Attributes:
        sheets: Its sheets in order.
    """

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        types = outline(self._parts["[Content_Types].xml"]).children
        self._types = {
            node.attributes["PartName"].lstrip("/"): node.attributes["ContentType"]
            for node in types
            if "PartName" in node.attributes
        }
        book = outline(self._parts["xl/workbook.xml"])
        links = {link.key: link.target for link in self._links("xl/workbook.xml")}
        listed, named = book.find("sheets"), book.find("definedNames")
        self.sheets = [
            RenderedSheet(
                sheet.attributes["name"],
                links[sheet.attributes["r:id"]],
                {
                    node.attributes["name"]: node.text
                    for node in (named.children if named else ())
                    if node.attributes.get("localSheetId") == str(place)
                },
            )
            for place, sheet in enumerate(listed.children if listed else ())
        ]
        strings = self._parts.get("xl/sharedStrings.xml", b"<sst/>")
        self._texts = [strings[node.inside : node.close] for node in outline(strings, 1).children]

    def _links(self, part: str) -> list[Link]:
        data = self._parts.get(relations_of(part))
        return read_links(data, part) if data else []

    def localised(self, splice: Splice) -> dict[str, bytes]:
        """Add the formats to the user's workbook and return its sheets' XML by title, as that workbook wants it."""
        numbers = [str(number).encode() for number in borrowed_formats(splice, self._parts["xl/styles.xml"])]
        return {sheet.title: self._localised(splice, sheet, numbers) for sheet in self.sheets}

    def _localised(self, splice: Splice, sheet: RenderedSheet, numbers: list[bytes]) -> bytes:
        data = _in_dialect(splice, self._parts[sheet.part]).replace(b' tabSelected="1"', b"")
        # A cell without a format has the first one, which is another one in the user's workbook.
        data = _UNSTYLED.sub(rb'<c s="0" r="', data)
        data = _FORMAT.sub(lambda found: found[1] + b'"' + numbers[int(found[2])] + b'"', data)
        return _SHARED.sub(lambda found: found[1] + b'"inlineStr"><is>' + self._texts[int(found[2])] + b"</is>", data)

    def move(self, splice: Splice, part: str, place: str) -> None:
        """Put what hangs on a part (drawings and their charts) into the user's workbook, under names that are free.

        Args:
            splice: The user's workbook.
            part: The part here.
            place: Where it is in the user's workbook.
        """
        moved = []
        for link in self._links(part):
            kind = link.kind.replace(_OFFICE, _PURE) if is_strict(splice) else link.kind
            target = link.target if link.external else self._moved(splice, link.target)
            moved.append(link._replace(kind=kind, target=target))
        if moved:
            splice.put_relations(place, written_links(moved, place))

    def _moved(self, splice: Splice, part: str) -> str:
        folder = posixpath.dirname(splice.main)
        pattern = _DIGITS.sub(r"{}\1", part.removeprefix("xl/"))
        place = splice.free_part(posixpath.join(folder, pattern))
        splice.put(place, _in_dialect(splice, self._parts[part]))
        splice.declare(place, self._types[part])
        self.move(splice, part, place)
        return place


def is_strict(splice: Splice) -> bool:
    """Whether a workbook is written in the Strict dialect."""
    return _MAIN not in splice.read(splice.main)


def _in_dialect(splice: Splice, data: bytes) -> bytes:
    if not is_strict(splice):
        return data
    for transitional, strict in _STRICT:
        data = data.replace(b'="' + transitional, b'="' + strict)
    return _SHARES.sub(rb'\1%"', data)
