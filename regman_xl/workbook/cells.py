"""All cells of a sheet as parallel arrays, read in one pass over the XML.

No library tells the whole truth about cells: error cells vanish, the text ``12.50`` becomes a number, hostile grids
abort the process. So the bytes themselves are searched, a piece of whole rows at a time and all cells of it at once.
Only cells that are there cost memory, wherever they lie in the grid.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pyarrow as pa

from regman_xl.problems import Problem
from regman_xl.workbook.dialect import Broken, Outline, SheetRewriter, rewritten
from regman_xl.workbook.markup import NotPlain, Tag, decoded, is_plain_head, numbers_of, tags_of, texts_between
from regman_xl.workbook.parts import MAX_COLUMN, MAX_ROW
from regman_xl.workbook.references import Attributes, attributes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from regman_xl.workbook.markup import Tags
    from regman_xl.workbook.package import Package

_Scalar = TypeVar("_Scalar", bound=np.generic)
#: More cells than a full journal has three times over.
MAX_CELLS = 75_000_000
#: What is unfinished is looked through with each piece; longer heads and rows are read in the slow way.
_MAX_HEAD = 8 * 2**20
_MAX_ROW_BYTES = 8 * 2**20
_HIDDEN_ROW = re.compile(rb"""<row [^<>]*hidden=["'](?:1|true)["'][^<>]*>""")
_ROW_NUMBER = re.compile(rb"""\sr=["']([0-9]{1,7})["']""")


class Content(IntEnum):
    """What a cell holds; `BLANK` is a formula without a cached value."""

    BLANK = 0
    NUMBER = 1
    TEXT = 2
    BOOLEAN = 3
    ERROR = 4
    ISO_DATE = 5


@dataclass(frozen=True, slots=True)
class Cells:
    """The filled cells of a sheet in row order; all arrays have one element per cell.

    Attributes:
        row: 1-based row.
        column: 1-based column.
        content: `Content`.
        value: The number (a boolean is 0 or 1), or the place of the text in `texts`.
        style: Number of the cell format.
        formula: Whether the cell is computed.
        texts: All texts; that of errors and ISO dates too.
        hidden: Hidden rows, ascending.
        merged: Merged areas as written.
        filtered: A filter of the sheet (not of a table) is active.
    """

    row: NDArray[np.int32]
    column: NDArray[np.int16]
    content: NDArray[np.uint8]
    value: NDArray[np.float64]
    style: NDArray[np.uint16]
    formula: NDArray[np.bool_]
    texts: pa.Array
    hidden: NDArray[np.int32]
    merged: tuple[str, ...]
    filtered: bool


def read_cells(package: Package, part: str, strings: pa.Array) -> Cells:
    """Read the cells of a sheet.

    Args:
        package: The open file.
        part: Path of the sheet.
        strings: Its shared strings.

    Raises:
        Problem: The sheet is damaged, or holds more cells than any journal.
    """
    with package.checked(part):
        try:
            outline, scan = Outline(), _Scan(strings, package)
            with closing(package.stream(part)) as pieces:
                for piece in _plain_pieces(pieces, outline):
                    scan.add(piece)
        except NotPlain:
            outline, scan = SheetRewriter(), _Scan(strings, package)
            with closing(package.stream(part)) as pieces:
                for piece in rewritten(pieces, outline):
                    scan.add(piece)
        return scan.result(outline)


def _plain_pieces(pieces: Iterator[bytes], outline: Outline) -> Iterator[bytes]:
    """Yield whole rows in pieces; what stands around the sheet data goes to the outline."""
    rest = _to_data(pieces, outline)
    while rest is not None:
        stop = rest.find(b"</sheetData>")
        if stop >= 0:
            yield rest[:stop]
            outline.feed(rest[stop + len(b"</sheetData>") :])
            break
        cut = rest.rfind(b"<row")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        piece = next(pieces, b"")
        if not piece or len(rest) > _MAX_ROW_BYTES:
            raise NotPlain
        rest += piece
    for piece in pieces:
        outline.feed(piece)
    outline.close()


def _to_data(pieces: Iterator[bytes], outline: Outline) -> bytes | None:
    """Read up to the sheet data; return what follows its tag, or None where there are no rows."""
    head = b""
    for piece in pieces:
        head += piece
        place = head.find(b"<sheetData")
        end = head.find(b">", place) if place >= 0 else -1
        if end >= 0:
            if not is_plain_head(head[:place], b"<worksheet"):
                raise NotPlain
            outline.feed(head[:place] + b"<sheetData/>")
            if head[end - 1 : end] != b"/":
                return head[end + 1 :]
            outline.feed(head[end + 1 :])
            return None
        if len(head) > _MAX_HEAD:
            break
    raise NotPlain


def _grammar() -> NDArray[np.bool_]:
    """Build the table of which tag may follow which; 16 is added to a tag that closes itself."""
    rules = {
        "r": "c C /r",
        "R": "r R",
        "/r": "r R",
        "c": "f F v V i I /c",
        "C": "c C /r",
        "/c": "c C /r",
        "f": "/f",
        "F": "v V i I /c",
        "/f": "v V i I /c",
        "v": "/v",
        "V": "/c",
        "/v": "/c",
        "i": "t T /i",
        "I": "/c",
        "/i": "/c",
        "t": "/t",
        "T": "/i",
        "/t": "/i",
    }
    opening = {"r": Tag.ROW, "c": Tag.CELL, "f": Tag.FORMULA, "v": Tag.VALUE, "i": Tag.INLINE, "t": Tag.TEXT}
    codes = {name: int(tag) for name, tag in opening.items()}
    codes |= {name.upper(): tag + 16 for name, tag in opening.items()}
    codes |= {f"/{name}": tag + Tag.ROW_END - Tag.ROW for name, tag in opening.items()}
    table = np.zeros((32, 32), np.bool_)
    for before, after in rules.items():
        table[codes[before], [codes[name] for name in after.split()]] = True
    return table


_GRAMMAR = _grammar().ravel()
_TYPE_CONTENT = np.array(
    [Content.NUMBER, Content.TEXT, Content.TEXT, Content.TEXT, Content.BOOLEAN, Content.ERROR, Content.ISO_DATE],
    np.uint8,
)
_SHARED, _INLINE = 1, 3


class _Scan:
    """Collects the cells of one sheet, piece by piece."""

    def __init__(self, strings: pa.Array, package: Package) -> None:
        self._strings = strings
        self._package = package
        self._texts = [strings]
        self._text_count = len(strings)
        self._count = 0
        self._last_row = 0
        self._parts: list[list[NDArray[Any]]] = []
        self._hidden: list[int] = []

    def add(self, piece: bytes) -> None:
        """Read the cells of some whole rows.

        Raises:
            NotPlain: The XML is not of the plain dialect.
            Broken: The cells contradict the format.
        """
        tags = tags_of(piece)
        if not len(tags.kind):
            return
        _check_order(tags)
        cell_tags = np.flatnonzero(tags.kind == Tag.CELL)
        attributes = attributes_of(tags.data, tags.start[cell_tags], tags.end[cell_tags])
        row, column = self._places(piece, tags, cell_tags, attributes)
        content, value, filled = self._contents(piece, tags, cell_tags, attributes)
        formula = np.zeros(len(cell_tags), np.bool_)
        formula[np.searchsorted(cell_tags, np.flatnonzero(tags.kind == Tag.FORMULA)) - 1] = True
        keep = filled | formula
        if np.any((row[keep] < 1) | (row[keep] > MAX_ROW) | (column[keep] < 1) | (column[keep] > MAX_COLUMN)):
            raise Broken
        content[~filled] = Content.BLANK
        style = np.minimum(attributes.style, 65535).astype(np.uint16)
        arrays = (row.astype(np.int32), column.astype(np.int16), content, value, style, formula)
        self._parts.append([array[keep] for array in arrays])
        self._limit(int(keep.sum()))

    def _limit(self, added: int) -> None:
        self._count += added
        if self._count > MAX_CELLS:
            raise Problem(
                f"Ein Blatt der Datei „{self._package.name}“ hat mehr als {MAX_CELLS // 10**6} Millionen Zellen.",
                "Bitte überzählige Zellen löschen und neu speichern.",
            )

    def _places(
        self, piece: bytes, tags: Tags, cell_tags: NDArray[np.int64], attributes: Attributes
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return row and column of each cell; note the hidden rows."""
        hidden = [_ROW_NUMBER.search(tag[0]) for tag in _HIDDEN_ROW.finditer(piece)] if b"hidden=" in piece else []
        complete = bool(np.all(attributes.row > 0))
        if complete and all(hidden):
            self._hidden.extend(int(match[1]) for match in hidden if match)
            if len(attributes.row):
                self._last_row = int(attributes.row[-1])
            return attributes.row, attributes.column
        return self._counted_places(piece, tags, cell_tags, attributes)

    def _counted_places(
        self, piece: bytes, tags: Tags, cell_tags: NDArray[np.int64], attributes: Attributes
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Count rows and cells where the file leaves their names out, as the standard allows."""
        rows, columns = attributes.row.tolist(), attributes.column.tolist()
        current, column, cell = self._last_row, 0, 0
        for place in np.flatnonzero((tags.kind == Tag.ROW) | (tags.kind == Tag.CELL)).tolist():
            if tags.kind[place] == Tag.ROW:
                tag = piece[tags.start[place] : tags.end[place] + 1]
                number = _ROW_NUMBER.search(tag)
                current, column = int(number[1]) if number else current + 1, 0
                if _HIDDEN_ROW.match(tag):
                    self._hidden.append(current)
                continue
            rows[cell] = rows[cell] or current
            columns[cell] = column = columns[cell] or column + 1
            cell += 1
        self._last_row = current
        return np.array(rows, np.int64), np.array(columns, np.int64)

    def _contents(
        self, piece: bytes, tags: Tags, cell_tags: NDArray[np.int64], attributes: Attributes
    ) -> tuple[NDArray[np.uint8], NDArray[np.float64], NDArray[np.bool_]]:
        """Return content and value of each cell, and whether it has one."""
        kind = attributes.kind
        content = _TYPE_CONTENT[kind]
        value = np.full(len(kind), np.nan)
        filled = np.zeros(len(kind), np.bool_)
        holds = np.flatnonzero(((tags.kind == Tag.VALUE) | (tags.kind == Tag.TEXT)) & ~tags.empty)
        owners = np.searchsorted(cell_tags, holds) - 1
        inline = tags.kind[holds] == Tag.TEXT
        content[owners[inline]] = Content.TEXT
        start, end = tags.end[holds] + 1, tags.start[holds + 1]
        # An empty text is a blank cell, but a formula that returned one has a cached value.
        empty = (start == end) & (content[owners] != Content.TEXT)
        start, end, owners, inline = start[~empty], end[~empty], owners[~empty], inline[~empty]
        filled[owners] = True
        data = pa.py_buffer(piece)
        shared = (kind[owners] == _SHARED) & ~inline
        text = (content[owners] != Content.NUMBER) & (content[owners] != Content.BOOLEAN) & ~shared
        number = ~text
        numbers, wrong = numbers_of(texts_between(data, start[number], end[number]))
        value[owners[number]] = numbers
        self._check_shared(value[owners[shared]])
        if wrong.any():
            text[np.flatnonzero(number)[wrong]] = True
            content[owners[number][wrong]] = Content.TEXT
        texts = decoded(texts_between(data, start[text], end[text]))
        value[owners[text]] = np.arange(self._text_count, self._text_count + len(texts))
        if len(texts):
            self._texts.append(texts)
            self._text_count += len(texts)
        return content, value, filled

    def _check_shared(self, places: NDArray[np.float64]) -> None:
        if not np.all((places >= 0) & (places < len(self._strings)) & (np.floor(places) == places)):
            raise Broken

    def result(self, outline: Outline) -> Cells:
        """Join what was collected, in row order."""
        row = _joined(self._parts, 0, np.int32)
        column = _joined(self._parts, 1, np.int16)
        content = _joined(self._parts, 2, np.uint8)
        value = _joined(self._parts, 3, np.float64)
        style = _joined(self._parts, 4, np.uint16)
        formula = _joined(self._parts, 5, np.bool_)
        if np.any(row[1:] < row[:-1]):
            order = np.argsort(row, kind="stable")
            row, column, content = row[order], column[order], content[order]
            value, style, formula = value[order], style[order], formula[order]
        texts = pa.concat_arrays(self._texts) if len(self._texts) > 1 else self._strings
        hidden = np.unique(np.array(self._hidden, np.int32))
        merged = tuple(outline.merged)
        return Cells(row, column, content, value, style, formula, texts, hidden, merged, outline.filtered)


def _joined(parts: list[list[NDArray[Any]]], place: int, kind: type[_Scalar]) -> NDArray[_Scalar]:
    """Join one array of all parts and let go of the parts of it: both at once would double the memory."""
    joined = np.concatenate([part[place] for part in parts]) if parts else np.empty(0)
    for part in parts:
        part[place] = joined[:0]
    return joined.astype(kind, copy=False)


def _check_order(tags: Tags) -> None:
    """Prove that rows, cells and values nest as they must.

    Raises:
        NotPlain: They do not, or there are other tags.
    """
    codes = tags.kind.astype(np.uint16) + 16 * tags.empty.astype(np.uint16)
    proper = codes[0] in (Tag.ROW, Tag.ROW + 16) and codes[-1] in (Tag.ROW_END, Tag.ROW + 16)
    if not proper or not _GRAMMAR[codes[:-1] * np.uint16(32) + codes[1:]].all():
        raise NotPlain
