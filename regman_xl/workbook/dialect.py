"""Any XML of sheets and shared strings, rewritten as the plain XML that the fast reader knows.

This is the slow way, for files of unusual programs: prefixes, single quotes, comments, CDATA, UTF-16, rich text in
cells. It is also the only place that reads what stands around the sheet data: merged cells and filters.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from regman_xl.workbook.events import Broken, Events, Excess
from regman_xl.workbook.markup import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_NUMBER = re.compile(r"[0-9]{1,9}")
#: A line end that a reference wrote stays one when it is read again.
_LINE_ENDS = {"\r": "&#13;"}
_TYPES = ("s", "n", "str", "inlineStr", "b", "e", "d")
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


class Outline(Events):
    """What a sheet says around its cells.

    Attributes:
        merged: Areas of merged cells as written.
        filtered: A filter of the sheet is active.
    """

    def __init__(self) -> None:
        super().__init__("worksheet")
        self.merged: list[str] = []
        self.filtered = False
        self._data = 0
        self._counts: Counter[str] = Counter()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note merged cells and active filters.

        Raises:
            Broken: There are cells outside of the one place for them.
            Excess: There is more of something than in any real file.
        """
        if name in MAX_AROUND:
            self._counts[name] += 1
            most, what = MAX_AROUND[name]
            if self._counts[name] > most:
                raise Excess(f"mehr als {most:_} {what}".replace("_", "."))
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
        self._length = 0

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
        """Take characters; only those of values and texts count, and no phonetic hints.

        Raises:
            Excess: They are more than a cell can hold.
        """
        if self.where in ("v", "t") and "rPh" not in self._open:
            self._length += len(text)
            if self._length > MAX_TEXT:
                raise Excess("eine Zelle mit mehr als einer Million Zeichen")
            self._pieces.append(text)

    def take(self) -> str:
        """Hand out the text, and forget it."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
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
        self._ready = 0
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
        """Finish a row, a cell or a part of it.

        Raises:
            Excess: A row has more cells than there are columns.
        """
        if not self._texts.where:
            return
        self._texts.finish()
        if name == "c":
            self._done.append(f"{self._cell}{self._body()}</c>")
            if len(self._done) - self._ready > _MAX_ROW_CELLS:
                raise Excess("eine Zeile mit mehr Zellen, als es Spalten gibt,")
        elif name == "row":
            self._done.append("</row>")
            self._ready = len(self._done)

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
        piece = "".join(self._done[: self._ready]).encode()
        del self._done[: self._ready]
        self._ready = 0
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


class StringsRewriter(Events):
    """Rewrites shared strings: rich text becomes plain, phonetic hints are left out.

    Attributes:
        items: Items that have begun.
    """

    def __init__(self) -> None:
        super().__init__("sst")
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
