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
from regman_xl.workbook.census import ByteCount, incomplete, repeats
from regman_xl.workbook.dialect import Outline, SheetRewriter, rewritten
from regman_xl.workbook.events import Broken
from regman_xl.workbook.markup import (
    NotPlain,
    Tag,
    check_order,
    decoded,
    numbers_of,
    tags_of,
    texts_between,
    truth_of,
)
from regman_xl.workbook.parts import MAX_COLUMN, MAX_ROW
from regman_xl.workbook.pieces import plain_pieces
from regman_xl.workbook.references import Attributes, attributes_of, numbers_of_rows, refuse_repeats

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from regman_xl.workbook.markup import Tags
    from regman_xl.workbook.package import Package

_Scalar = TypeVar("_Scalar", bound=np.generic)
#: More cells than a full journal has three times over.
MAX_CELLS = 75_000_000
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
        repeated: For each cell, whether the file holds its address more than once; a blank one counts too.
        repeated_rows: Rows that the file holds more than once, ascending.
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
    repeated: NDArray[np.bool_]
    repeated_rows: NDArray[np.int32]


def read_cells(package: Package, part: str, strings: pa.Array, title: str = "") -> Cells:
    """Read the cells of a sheet, and prove that none is missing.

    Args:
        package: The open file.
        part: Path of the sheet.
        strings: Its shared strings.
        title: Its name for messages.

    Raises:
        Problem: The sheet is damaged, holds more cells than any journal, or its cells are not all accounted for.
    """

    def scanned(read: Callable[[_Scan], Cells]) -> Cells:
        scan = _Scan(strings, package)
        cells = read(scan)
        if not scan.disordered:
            return cells
        # Rare: only now blank cells matter, because one of them may have the address of a filled one.
        return read(_Scan(strings, package, with_blanks=True))

    with package.checked(part):
        try:
            return scanned(lambda scan: _plain_cells(package, part, scan))
        except NotPlain:
            return scanned(lambda scan: _rewritten_cells(package, part, scan, title or part))


def _plain_cells(package: Package, part: str, scan: _Scan) -> Cells:
    """Read plain XML; where the bytes tell another number of cells, the XML is not plain after all."""
    outline = Outline()
    counted = ByteCount(b"<sheetData>", b"</sheetData>", b"<c", b"</v>")
    with closing(package.stream(part)) as pieces:
        for piece in plain_pieces(counted.watched(pieces), outline):
            scan.add(piece)
    if [scan.seen, scan.valued] != counted.counts:
        raise NotPlain
    return scan.result(outline)


def _rewritten_cells(package: Package, part: str, scan: _Scan, title: str) -> Cells:
    outline = SheetRewriter()
    with closing(package.stream(part)) as pieces:
        for piece in rewritten(pieces, outline):
            scan.add(piece)
    if (scan.seen, scan.valued) != (outline.cells, outline.valued):
        incomplete(package.name, title)
    return scan.result(outline)


_TYPE_CONTENT = np.array(
    [Content.NUMBER, Content.TEXT, Content.TEXT, Content.TEXT, Content.BOOLEAN, Content.ERROR, Content.ISO_DATE],
    np.uint8,
)
_SHARED = 1
#: What Excel shows for an error that it does not know.
_UNKNOWN_ERROR = "#UNKNOWN!"


class _Scan:
    """Collects the cells of one sheet, piece by piece."""

    def __init__(self, strings: pa.Array, package: Package, *, with_blanks: bool = False) -> None:
        self.seen = self.valued = 0
        self.disordered = False
        self._with_blanks = with_blanks
        self._last_key = 0
        self._row_numbers: list[NDArray[np.int64]] = []
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
        check_order(tags)
        cell_tags = np.flatnonzero(tags.kind == Tag.CELL)
        attributes = attributes_of(tags.data, tags.start[cell_tags], tags.end[cell_tags])
        rows = np.flatnonzero(tags.kind == Tag.ROW)
        refuse_repeats(piece, tags.start[rows], tags.end[rows])
        row, column = self._places(piece, tags, cell_tags, attributes)
        self.seen += len(cell_tags)
        self._check_places(tags, cell_tags, row, column)
        content, value, filled = self._contents(piece, tags, cell_tags, attributes)
        formula = np.zeros(len(cell_tags), np.bool_)
        formula[np.searchsorted(cell_tags, np.flatnonzero(tags.kind == Tag.FORMULA)) - 1] = True
        self._name_errors(content, value, filled, formula)
        keep = filled | formula
        if np.any((row[keep] < 1) | (row[keep] > MAX_ROW) | (column[keep] < 1) | (column[keep] > MAX_COLUMN)):
            raise Broken
        content[~filled] = Content.BLANK
        if self._with_blanks:
            keep[:] = True
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
                if number is None and b" r=" in tag:
                    raise NotPlain
                current, column = int(number[1]) if number else current + 1, 0
                if _HIDDEN_ROW.match(tag):
                    self._hidden.append(current)
                continue
            rows[cell] = rows[cell] or current
            columns[cell] = column = columns[cell] or column + 1
            cell += 1
        self._last_row = current
        return np.array(rows, np.int64), np.array(columns, np.int64)

    def _check_places(
        self, tags: Tags, cell_tags: NDArray[np.int64], row: NDArray[np.int64], column: NDArray[np.int64]
    ) -> None:
        """Prove that cells stand in their rows, and note whether the file repeats or mixes them.

        Raises:
            Broken: A cell names another row than the one that it stands in.
        """
        if not len(row):
            return
        heads = np.flatnonzero((tags.kind[:-1] == Tag.ROW) & (tags.kind[1:] == Tag.CELL))
        firsts = np.searchsorted(cell_tags, heads)
        numbers = numbers_of_rows(tags.data, tags.start[heads], tags.end[heads])
        changes = np.flatnonzero(row[1:] != row[:-1]) + 1
        if np.any((numbers != row[firsts]) & (numbers > 0)) or not np.isin(changes, firsts).all():
            raise Broken
        self._row_numbers.append(row[firsts])
        keys = row << 16 | column
        self.disordered |= bool(keys[0] <= self._last_key or np.any(keys[1:] <= keys[:-1]))
        self.disordered |= len(firsts) != len(changes) + 1 or row[0] == self._last_key >> 16
        self._last_key = int(keys[-1])

    def _contents(
        self, piece: bytes, tags: Tags, cell_tags: NDArray[np.int64], attributes: Attributes
    ) -> tuple[NDArray[np.uint8], NDArray[np.float64], NDArray[np.bool_]]:
        """Return content and value of each cell, and whether it has one."""
        kind = attributes.kind
        content = _TYPE_CONTENT[kind]
        value = np.full(len(kind), np.nan)
        filled = np.zeros(len(kind), np.bool_)
        holds = np.flatnonzero((tags.kind == Tag.VALUE) | (tags.kind == Tag.TEXT))
        closed = tags.empty[holds]
        self.valued += int(np.count_nonzero((tags.kind[holds] == Tag.VALUE) & ~closed))
        owners = np.searchsorted(cell_tags, holds) - 1
        inline = tags.kind[holds] == Tag.TEXT
        content[owners[inline]] = Content.TEXT
        start = tags.end[holds] + 1
        end = np.where(closed, start, tags.start[holds + 1])
        # An empty text is a blank cell, but a formula that returned one has a cached value.
        empty = (start == end) & (content[owners] != Content.TEXT)
        start, end, owners, inline = start[~empty], end[~empty], owners[~empty], inline[~empty]
        filled[owners] = True
        data = pa.py_buffer(piece)
        shared = (kind[owners] == _SHARED) & ~inline
        text = (content[owners] != Content.NUMBER) & (content[owners] != Content.BOOLEAN) & ~shared
        number = ~text
        written = texts_between(data, start[number], end[number])
        numbers, wrong = numbers_of(written)
        if wrong.any():
            truth = np.flatnonzero(wrong & (content[owners[number]] == Content.BOOLEAN))
            wrong[truth], numbers[truth] = truth_of(written.take(pa.array(truth)))
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

    def _name_errors(
        self,
        content: NDArray[np.uint8],
        value: NDArray[np.float64],
        filled: NDArray[np.bool_],
        formula: NDArray[np.bool_],
    ) -> None:
        """Keep errors whose name the file leaves out: they are no blanks."""
        nameless = (content == Content.ERROR) & ~filled & ~formula
        if nameless.any():
            self._texts.append(pa.array([_UNKNOWN_ERROR], pa.large_string()))
            value[nameless] = self._text_count
            filled[nameless] = True
            self._text_count += 1

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
        repeated = repeats(row, column) if self.disordered else np.zeros(len(row), np.bool_)
        if self._with_blanks or np.any(row[1:] < row[:-1]):
            order = np.argsort(row, kind="stable")
            # Without a value and a formula a cell is blank, unless the file holds its address twice.
            order = order[((content != Content.BLANK) | formula | repeated)[order]]
            row, column, content = row[order], column[order], content[order]
            value, style, formula, repeated = value[order], style[order], formula[order], repeated[order]
        texts = pa.concat_arrays(self._texts) if len(self._texts) > 1 else self._strings
        hidden = np.unique(np.array(self._hidden, np.int32))
        merged = tuple(outline.merged)
        return Cells(
            row,
            column,
            content,
            value,
            style,
            formula,
            texts,
            hidden,
            merged,
            outline.filtered,
            repeated,
            self._twice(),
        )

    def _twice(self) -> NDArray[np.int32]:
        """Return the rows that the file holds more than once."""
        if not self.disordered:
            return np.empty(0, np.int32)
        rows, counts = np.unique(np.concatenate(self._row_numbers), return_counts=True)
        return rows[counts > 1].astype(np.int32)


def _joined(parts: list[list[NDArray[Any]]], place: int, kind: type[_Scalar]) -> NDArray[_Scalar]:
    """Join one array of all parts and let go of the parts of it: both at once would double the memory."""
    joined = np.concatenate([part[place] for part in parts]) if parts else np.empty(0)
    for part in parts:
        part[place] = joined[:0]
    return joined.astype(kind, copy=False)
