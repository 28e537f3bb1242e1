"""Any XML of sheets and shared strings, rewritten as the plain XML that the fast reader knows.

This is the slow way, for files of unusual programs: prefixes, single quotes, comments, CDATA, UTF-16, rich text in
cells. It is also the only place that reads what stands around the sheet data: merged cells and filters.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape

from regman_xl.workbook.markup import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_TYPES = ("s", "n", "str", "inlineStr", "b", "e", "d")
#: Real parts nest to a depth of about ten.
MAX_DEPTH = 256
#: A tag or comment is read again from its beginning with each piece that does not end it.
MAX_TOKEN = 4 * 2**20
#: Excel: 16,384 columns; a cell that stands there twice is read as well.
_MAX_ROW_CELLS = 2 * 16_384
#: How often an element may stand around the cells of a sheet, and what it is. Excel names no limit for the first two;
#: it has 65,530 hyperlinks in a sheet.
MAX_AROUND = {
    "mergeCell": (200_000, "verbundene Zellen"),
    "cfRule": (100_000, "bedingte Formate"),
    "dataValidation": (100_000, "Gültigkeitsregeln"),
    "hyperlink": (70_000, "Links"),
    "filterColumn": (16_384, "Filter"),
    "filter": (200_000, "Filter"),
}


class DocumentType(Exception):  # noqa: N818 - a finding about the file, turned into a Problem by the caller
    """The XML declares a document type."""


class Broken(Exception):  # noqa: N818 - as above
    """The XML is not well-formed."""


class Excess(Exception):  # noqa: N818 - as above
    """The XML holds more of something than any real file; the text names it in German."""


class _Events:
    """Namespace-aware parser that calls `start(name, attributes)` and `end(name)` with local names."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self.text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._depth = 0
        self._fed = 0

    @staticmethod
    def _refuse(*_declaration: object) -> None:
        raise DocumentType

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Excess("eine ungewöhnlich tiefe Verschachtelung")
        self.start(name.rpartition(" ")[2], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.end(name.rpartition(" ")[2])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take characters between tags."""

    def feed(self, piece: bytes) -> None:
        """Parse the next bytes.

        Raises:
            Broken: They are not well-formed XML.
            DocumentType: They declare a document type.
            Excess: They hold more of something than any real file.
        """
        try:
            self._parser.Parse(piece, False)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Broken from error
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > MAX_TOKEN:
            raise Excess("ein ungewöhnlich langes XML-Element")

    def close(self) -> None:
        """Check that nothing is missing at the end.

        Raises:
            Broken: The XML ends too early.
        """
        try:
            self._parser.Parse(b"", True)
        except (expat.ExpatError, ValueError) as error:
            raise Broken from error


class Outline(_Events):
    """What a sheet says around its cells.

    Attributes:
        merged: Areas of merged cells as written.
        filtered: A filter of the sheet is active.
    """

    def __init__(self) -> None:
        super().__init__()
        self.merged: list[str] = []
        self.filtered = False
        self._counts: Counter[str] = Counter()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note merged cells and active filters."""
        if name in MAX_AROUND:
            self._counts[name] += 1
            most, what = MAX_AROUND[name]
            if self._counts[name] > most:
                raise Excess(f"mehr als {most:_} {what}".replace("_", "."))
        if name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))
        elif name == "filterColumn":
            self.filtered = True


class SheetRewriter(Outline):
    """Rewrites sheet data; `take` hands out what is ready."""

    def __init__(self) -> None:
        super().__init__()
        self._done: list[str] = []
        self._texts: list[str] = []
        self._cell = ""
        self._formula = ""
        self._collecting = False
        self._phonetic = 0
        self._length = 0
        self._ready = 0
        self._inside = False
        self._inline = False
        self._value: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell or a part of it."""
        if name == "sheetData":
            self._inside = True
        elif not self._inside:
            super().start(name, attributes)
        elif name == "row":
            hidden = ' hidden="1"' if attributes.get("hidden") in ("1", "true") else ""
            number = attributes.get("r", "").strip()
            self._done.append(f'<row r="{number}"{hidden}>' if number.isdecimal() else f"<row{hidden}>")
        elif name == "c":
            self._cell, self._formula, self._value, self._inline = _cell_tag(attributes), "", None, False
            self._length = 0
        elif name == "f":
            self._formula = "<f></f>"
        elif name == "rPh":
            self._phonetic += 1
        elif name in ("v", "t", "is"):
            self._inline |= name == "is"
            self._value = self._value or ""
            self._collecting = name != "is" and not self._phonetic

    def end(self, name: str) -> None:
        """Finish a row, a cell or a part of it."""
        if not self._inside:
            return
        if name in ("v", "t"):
            self._value = (self._value or "") + "".join(self._texts)
            self._texts.clear()
            self._collecting = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "c":
            value = "" if self._value is None else self._value
            body = f"<is><t>{escape(value)}</t></is>" if self._inline else f"<v>{escape(value)}</v>"
            self._done.append(f"{self._cell}{self._formula}{body}</c>")
            if len(self._done) - self._ready > _MAX_ROW_CELLS:
                raise Excess("eine Zeile mit mehr Zellen, als es Spalten gibt,")
        elif name == "row":
            self._done.append("</row>")
            self._ready = len(self._done)
        elif name == "sheetData":
            self._inside = False

    def text(self, text: str) -> None:
        """Collect the text of a value."""
        if self._collecting:
            self._length += len(text)
            if self._length > MAX_TEXT:
                raise Excess("eine Zelle mit mehr als einer Million Zeichen")
            self._texts.append(text)

    def take(self) -> bytes:
        """Hand out the rows that are finished, and forget them."""
        piece = "".join(self._done[: self._ready]).encode()
        del self._done[: self._ready]
        self._ready = 0
        return piece


def _cell_tag(attributes: dict[str, str]) -> str:
    tag = "<c"
    match = _REF.fullmatch(attributes.get("r", "").strip())
    if match is not None:
        tag += f' r="{match[1].upper()}{match[2]}"'
    elif "r" in attributes:
        raise Broken
    if attributes.get("s", "").isdecimal():
        tag += f' s="{attributes["s"]}"'
    if attributes.get("t") in _TYPES:
        tag += f' t="{attributes["t"]}"'
    return tag + ">"


class StringsRewriter(_Events):
    """Rewrites shared strings: rich text becomes plain, phonetic hints are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._done: list[str] = []
        self._texts: list[str] = []
        self._collecting = False
        self._phonetic = 0
        self._length = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Begin an item or a part of it."""
        if name == "si":
            self._texts.clear()
            self._length = 0
        elif name == "rPh":
            self._phonetic += 1
        elif name == "t":
            self._collecting = not self._phonetic

    def end(self, name: str) -> None:
        """Finish an item or a part of it."""
        if name == "si":
            self._done.append(f"<si><t>{escape(''.join(self._texts))}</t></si>")
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "t":
            self._collecting = False

    def text(self, text: str) -> None:
        """Collect the text of an item."""
        if self._collecting:
            self._length += len(text)
            if self._length > MAX_TEXT:
                raise Excess("eine Zelle mit mehr als einer Million Zeichen")
            self._texts.append(text)

    def take(self) -> bytes:
        """Hand out the items that are finished, and forget them."""
        piece = "".join(self._done).encode()
        self._done.clear()
        return piece


def rewritten(pieces: Iterable[bytes], rewriter: SheetRewriter | StringsRewriter) -> Iterator[bytes]:
    """Yield the plain XML of whole rows or items.

    Raises:
        Broken: The XML is damaged.
        DocumentType: It declares a document type.
    """
    for piece in pieces:
        rewriter.feed(piece)
        if plain := rewriter.take():
            yield plain
    rewriter.close()
    yield rewriter.take()
