"""Cells that are written into the rows of a user's sheet: the rest of the sheet stays as it is, byte by byte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from regman_xl.address import cell_address
from regman_xl.safe_text import for_xml
from regman_xl.workbook.outline import Edits, NotUnderstood, element, outline, text_element
from regman_xl.workbook.parts import area_of, is_true, whole_number
from regman_xl.workbook.splice import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from regman_xl.workbook.outline import Node
    from regman_xl.workbook.splice import Splice

#: A text that looks like an escape of Excel (_x000D_) must stay this text; the second of two may share an underscore.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SPAN = re.compile("([0-9]+):([0-9]+)")
_ROW = rb"<(?:[^\s<>/:]+:)?row\s(?:[^<>]*?\s)?r\s*=\s*[\"']%d[\"']"


@dataclass(frozen=True, slots=True)
class NewCell:
    """What a cell is to hold.

    Attributes:
        value: A text, a number as the file writes it, or None for a blank.
        style: Number of its format; None: that of the cell that stands there.
        formula: Formula whose cached value is `value`; ``""`` for none.
    """

    value: str | float | None
    style: int | None = None
    formula: str = ""

    def text(self, prefix: str, row: int, column: int, old_style: str) -> str:
        """Return its XML."""
        style = old_style if self.style is None else str(self.style)
        attributes = {"r": cell_address(row, column)} | ({"s": style} if style else {})
        if isinstance(self.value, str) and not self.formula:
            inside = element(f"{prefix}is", inside=text_element(f"{prefix}t", _escaped(self.value)))
            return element(f"{prefix}c", {**attributes, "t": "inlineStr"}, inside)
        inside = element(f"{prefix}f", inside=escape(self.formula)) if self.formula else ""
        if self.value is not None:
            attributes |= {"t": "str"} if isinstance(self.value, str) else {}
            shown = _escaped(self.value) if isinstance(self.value, str) else f"{self.value:.15G}"
            inside += element(f"{prefix}v", inside=escape(shown))
        return element(f"{prefix}c", attributes, inside)


def _escaped(text: str) -> str:
    """Return a text in which Excel reads every character again as it is."""
    plain = _ESCAPE.sub("_x005F_", text)
    return for_xml(_CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", plain))


def put_cells(splice: Splice, part: str, cells: Mapping[int, Mapping[int, NewCell]], above: int = 0) -> None:
    """Write cells; one that is there is replaced, a row that is not there comes in where it belongs.

    Args:
        splice: The workbook.
        part: The sheet's part.
        cells: The cells by row and column, both 1-based.
        above: A row above all of them that is there; the rows before it are not looked at. 0 where none is known.

    Raises:
        NotUnderstood: The rows or cells of the sheet are not in their order.
    """

    def change(edits: Edits, data: Node) -> None:
        rows = _numbered(data.all("row"), row_number)
        added: dict[int, str] = {}
        for row in sorted(cells):
            if row in rows:
                _change_row(splice, edits, rows[row], row, cells[row])
                continue
            prefix = data.prefix
            inside = "".join(cell.text(prefix, row, column, "") for column, cell in sorted(cells[row].items()))
            before = min((number for number in rows if number > row), default=0)
            added[before] = added.get(before, "") + element(f"{prefix}row", {"r": str(row)}, inside)
        for before, text in added.items():
            if before:
                edits.insert(rows[before].start, text)
            else:
                edits.append(data, text)

    _edit_rows(splice, part, above or min(cells, default=0), change)


def _change_row(splice: Splice, edits: Edits, node: Node, row: int, cells: Mapping[int, NewCell]) -> None:
    """Write cells into a row; where one comes in between, those that say no address get theirs."""
    own = Edits(edits.data[node.start : node.end])
    line = outline(own.data, 2)
    there = _numbered(line.all("c"), column_number)
    added: dict[int, str] = {}
    for column in set(there) - set(cells) if set(cells) - set(there) else ():
        if "r" not in there[column].attributes:
            own.set(there[column], "r", cell_address(row, column))
    for column, cell in sorted(cells.items()):
        old_cell = there.get(column)
        if old_cell is not None:
            if old_cell.find("f") is not None:
                splice.forget_calculation_order()
            text = cell.text(line.prefix, row, column, old_cell.attributes.get("s", ""))
            own.replace(old_cell.start, old_cell.end, text)
        else:
            before = min((place for place in there if place > column), default=0)
            added[before] = added.get(before, "") + cell.text(line.prefix, row, column, _row_style(line))
    if added:
        _widen(own, line, cells)
    for before, text in added.items():
        if before:
            own.insert(there[before].start, text)
        elif there:
            own.insert(there[max(there)].end, text)
        else:
            _begin(own, line, text)
    edits.replace(node.start, node.end, own.made())


def _widen(edits: Edits, line: Node, columns: Iterable[int]) -> None:
    """Keep what a row says of its width (from column to column) from being too narrow for new cells."""
    said = _SPAN.fullmatch(line.attributes.get("spans", ""))
    if said is not None:
        ends = [whole_number(said[1]), whole_number(said[2]), *columns]
        edits.set(line, "spans", f"{min(ends)}:{max(ends)}")


def _begin(edits: Edits, line: Node, text: str) -> None:
    """Put cells in as the first ones of their row, before what else it holds."""
    if line.empty:
        edits.append(line, text)
    else:
        edits.insert(line.inside, text)


def styles_of_rows(splice: Splice, part: str, rows: Iterable[int]) -> dict[int, dict[int, int]]:
    """Return the formats of cells, those of blank ones too, by row and column; column 0 is the row itself.

    Args:
        splice: The workbook.
        part: The sheet's part.
        rows: The rows, 1-based; one that is not there has no entry.
    """
    wanted = set(rows)
    found: dict[int, dict[int, int]] = {}

    def look(edits: Edits, data: Node) -> None:
        for row, node in _numbered(data.all("row"), row_number).items():
            if row in wanted:
                line = outline(edits.data[node.start : node.end], 1)
                cells = _numbered(line.all("c"), column_number)
                found[row] = {column: _style(cell.attributes.get("s", "")) for column, cell in cells.items()}
                if style := _row_style(line):
                    found[row][0] = _style(style)

    _edit_rows(splice, part, min(wanted, default=0), look)
    return found


def _row_style(line: Node) -> str:
    return line.attributes.get("s", "") if is_true(line.attributes.get("customFormat")) else ""


def _style(text: str) -> int:
    return whole_number(text) if text.isdecimal() else 0


def _edit_rows(splice: Splice, part: str, first: int, change: Callable[[Edits, Node], None]) -> None:
    """Change the rows of a sheet from one on; a long journal is not taken apart for the few rows at its end.

    Args:
        splice: The workbook.
        part: The sheet's part.
        first: The first row that is looked at; where there is none of this number, all rows are.
        change: Gets the edits and the element of the rows.
    """
    data = splice.read(part)
    begin, end = rows_of(data)
    found = re.compile(_ROW % first).search(data, begin, end)
    cut = found.start() if found else begin
    edits = Edits(data[:begin] + data[cut:])
    rows = outline(edits.data, 2).find("sheetData")
    if rows is None:
        raise NotUnderstood(part)
    change(edits, rows)
    made = edits.made()
    if made != edits.data:
        splice.put(part, data[:cut] + made[begin:] if cut > begin else made)


def _numbered(nodes: Iterable[Node], number_of: Callable[[str], int]) -> dict[int, Node]:
    """Return rows or cells by their number; one that does not say it follows the one before.

    Raises:
        NotUnderstood: They are not in their order: what is added could not be put in its place.
    """
    found: dict[int, Node] = {}
    last = 0
    for node in nodes:
        number = number_of(node.attributes.get("r", "")) or last + 1
        if number <= last:
            raise NotUnderstood(node.name)
        found[number] = node
        last = number
    return found


def row_number(text: str) -> int:
    """Return the number that a row says, 0 where it says none."""
    return whole_number(text) if text.isdecimal() else 0


def column_number(text: str) -> int:
    """Return the column of a cell's address, 0 where it has none."""
    area = area_of(text)
    return area.left if area else 0
