"""Any XML of sheets and shared strings, rewritten as the plain XML that the fast reader knows.

This is the slow way, for files of unusual programs: prefixes, single quotes, comments, CDATA, UTF-16, rich text in
cells. It is also the only place that reads what stands around the sheet data: merged cells and filters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_NUMBER = re.compile(r"[0-9]{1,9}")
#: A line end that a reference wrote stays one when it is read again.
_LINE_ENDS = {"\r": "&#13;"}
_TYPES = ("s", "n", "str", "inlineStr", "b", "e", "d")
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
#: Where an element of ours may stand, by its name: its parents as the standard has them.
_PARENTS = {
    "row": ("sheetData",),
    "c": ("row",),
    "f": ("c",),
    "v": ("c",),
    "is": ("c",),
    "si": ("sst",),
    "r": ("is", "si"),
    "rPh": ("is", "si"),
    "t": ("is", "si", "r", "rPh"),
}


class DocumentType(Exception):  # noqa: N818 - a finding about the file, turned into a Problem by the caller
    """The XML declares a document type."""


class Broken(Exception):  # noqa: N818 - as above
    """The XML is not well-formed."""


class _Events:
    """Namespace-aware parser that calls `start(name, attributes)` and `end(name)` with local names.

    Only elements of the namespace of the root are told, wherever they stand; of the alternatives that a newer program
    offers (ECMA-376 part 3) only the one for programs that know none of them.
    """

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self.text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._space: str | None = None
        self._choice = 0

    @staticmethod
    def _refuse(*_declaration: object) -> None:
        raise DocumentType

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self._space is None:
            self._space = space
        if self._choice or (space, local) == (_COMPATIBILITY, "Choice"):
            self._choice += 1
        elif space == self._space:
            self.start(local, attributes)
        elif space != _COMPATIBILITY:
            self.foreign(local)

    def _end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if self._choice:
            self._choice -= 1
        elif space == self._space:
            self.end(local)

    def foreign(self, name: str) -> None:
        """Take the beginning of an element that is not of the format."""

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
        """
        try:
            self._parser.Parse(piece, False)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Broken from error

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
        self._data = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note merged cells and active filters.

        Raises:
            Broken: There are cells outside of the one place for them.
        """
        if name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))
        elif name == "filterColumn":
            self.filtered = True
        elif name == "sheetData":
            self._data += 1
        if self._data > 1 or name in ("row", "c"):
            raise Broken

    def close(self) -> None:
        """Check that nothing is missing at the end, the place of the cells neither.

        Raises:
            Broken: The XML ends too early, or has no place for cells.
        """
        super().close()
        if not self._data:
            raise Broken


class _Texts:
    """The text of the element that is being read, and where in the tree it stands."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._pieces: list[str] = []

    @property
    def where(self) -> str:
        """The innermost open element of the format."""
        return self._open[-1] if self._open else ""

    def begin(self, name: str) -> None:
        """Open an element.

        Raises:
            Broken: It must not stand here; whether what it holds counts cannot be known.
        """
        if name in _PARENTS and self.where not in _PARENTS[name]:
            raise Broken
        if self.where in ("v", "t"):
            raise Broken
        self._open.append(name)

    def finish(self) -> None:
        """Close the innermost element."""
        self._open.pop()

    def add(self, text: str) -> None:
        """Take characters; only those of values and texts count, and no phonetic hints."""
        if self.where in ("v", "t") and "rPh" not in self._open:
            self._pieces.append(text)

    def take(self) -> str:
        """Hand out the text, and forget it."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return text


class SheetRewriter(Outline):
    """Rewrites sheet data; `take` hands out what is ready.

    Attributes:
        cells: Cells that have begun.
        valued: Cells with a value that is not inline; it may be empty.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cells = self.valued = 0
        self._done: list[str] = []
        self._texts = _Texts()
        self._cell = ""
        self._holds: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell or a part of it.

        Raises:
            Broken: It must not stand here, or names no place.
        """
        if not self._texts.where and name != "sheetData":
            super().start(name, attributes)
            return
        if name == "sheetData":
            super().start(name, attributes)
        self._texts.begin(name)
        if name == "row":
            self._done.append(_row_tag(attributes))
        elif name == "c":
            self.cells += 1
            self._cell = _cell_tag(attributes)
            self._holds.clear()
        elif name in ("f", "v", "is"):
            if name in self._holds or self._holds[-1:] in (["v"], ["is"]):
                raise Broken
            self._holds.append(name)

    def end(self, name: str) -> None:
        """Finish a row, a cell or a part of it."""
        if not self._texts.where:
            return
        self._texts.finish()
        if name == "c":
            self._done.append(f"{self._cell}{self._body()}</c>")
        elif name == "row":
            self._done.append("</row>")

    def _body(self) -> str:
        formula = "<f></f>" if "f" in self._holds else ""
        value = escape(self._texts.take(), _LINE_ENDS)
        self.valued += "v" in self._holds
        if "is" in self._holds:
            return f"{formula}<is><t>{value}</t></is>"
        return f"{formula}<v>{value}</v>" if "v" in self._holds else formula

    def foreign(self, name: str) -> None:
        """Take an element that is not of the format.

        Raises:
            Broken: It stands in a value, or looks like a cell.
        """
        if self._texts.where in ("v", "t") or (self._texts.where and name in ("row", "c")):
            raise Broken

    def text(self, text: str) -> None:
        """Collect the text of a value."""
        self._texts.add(text)

    def take(self) -> bytes:
        """Hand out the rows that are finished, and forget them."""
        last = next((place for place in range(len(self._done), 0, -1) if self._done[place - 1] == "</row>"), 0)
        piece = "".join(self._done[:last]).encode()
        del self._done[:last]
        return piece


def _row_tag(attributes: dict[str, str]) -> str:
    number = attributes.get("r", "").strip()
    if "r" in attributes and not _NUMBER.fullmatch(number):
        raise Broken
    hidden = ' hidden="1"' if attributes.get("hidden") in ("1", "true") else ""
    return f'<row r="{number}"{hidden}>' if number else f"<row{hidden}>"


def _cell_tag(attributes: dict[str, str]) -> str:
    tag = "<c"
    match = _REF.fullmatch(attributes.get("r", "").strip())
    if match is not None:
        tag += f' r="{match[1].upper()}{match[2]}"'
    elif "r" in attributes:
        raise Broken
    if not _NUMBER.fullmatch(attributes.get("s", "0").strip()) or attributes.get("t", "n") not in _TYPES:
        raise Broken
    if "s" in attributes:
        tag += f' s="{attributes["s"].strip()}"'
    if "t" in attributes:
        tag += f' t="{attributes["t"]}"'
    return tag + ">"


class StringsRewriter(_Events):
    """Rewrites shared strings: rich text becomes plain, phonetic hints are left out.

    Attributes:
        items: Items that have begun.
    """

    def __init__(self) -> None:
        super().__init__()
        self.items = 0
        self._done: list[str] = []
        self._texts = _Texts()

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Begin an item or a part of it.

        Raises:
            Broken: It must not stand here.
        """
        self._texts.begin(name)
        self.items += name == "si"

    def end(self, name: str) -> None:
        """Finish an item or a part of it."""
        self._texts.finish()
        if name == "si":
            self._done.append(f"<si><t>{escape(self._texts.take(), _LINE_ENDS)}</t></si>")

    def text(self, text: str) -> None:
        """Collect the text of an item."""
        self._texts.add(text)

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
