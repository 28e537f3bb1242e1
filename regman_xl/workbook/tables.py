"""Where the input tables are in a workbook, and which of their columns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regman_xl.model.facts import CellFact, Fault
from regman_xl.nearest import nearest
from regman_xl.problems import Problem
from regman_xl.schema import SEALS, TABLES
from regman_xl.workbook.cells import Content
from regman_xl.workbook.kinds import RESTORE
from regman_xl.workbook.parts import MAX_COLUMN, MAX_ROW, Area, ListObject, Sheet, area_of, area_text, folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from regman_xl.schema import Column, Table
    from regman_xl.workbook.cells import Cells
    from regman_xl.workbook.parts import Workbook

#: Titles and links may stand above a table, but not more of them.
HEADER_ROWS = 20
#: From this likeness on, an unknown header is taken for that of a column that may be left out.
_RENAMED = 0.7


@dataclass(frozen=True, slots=True)
class Place:
    """Where an input table is.

    Attributes:
        definition: Its Excel table, None where the headers alone tell.
        header_row: 1-based row of its headers; 0 where there are none.
        area: Cells that may hold its data.
        positions: Sheet column of each declared column that is there once.
        doubled: Declared columns whose header stands there more than once, with the columns.
        others: Headers that belong to no declared column, with their columns.
    """

    definition: ListObject | None
    header_row: int
    area: Area
    positions: Mapping[str, int]
    doubled: Mapping[str, tuple[int, ...]]
    others: Mapping[str, int]


def sheet_of(workbook: Workbook, table: Table) -> Sheet | None:
    """Find the sheet of a table: by its Excel table wherever that is, else by the name of the sheet."""
    for sheet in workbook.sheets:
        if any(folded(found.name) == folded(table.list_name) for found in sheet.tables):
            return sheet
    named = [sheet for sheet in workbook.sheets if folded(sheet.title) == folded(table.sheet)]
    return next((sheet for sheet in named if sheet.title == table.sheet), named[0] if named else None)


def locate(table: Table, sheet: Sheet, cells: Cells) -> Place:
    """Find a table on its sheet: by its definition, else by the header row that fits best."""
    definitions = sorted(sheet.tables, key=lambda found: folded(found.name) != folded(table.list_name))
    for found in definitions:
        if found.headers != 1:
            continue
        headers = _texts(cells, found.area.top, found.area.top)
        inside = {
            column: text for (_, column), text in headers.items() if found.area.left <= column <= found.area.right
        }
        place = _place(table, found, found.area.top, inside)
        if place.positions or folded(found.name) == folded(table.list_name):
            return replace(place, area=_with_rows_below(place.area, found, cells))
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in _texts(cells, 1, HEADER_ROWS).items():
        rows.setdefault(row, {})[column] = text
    places = [_place(table, None, row, headers) for row, headers in rows.items()]
    best = max(places, key=lambda place: _fit(table, place), default=None)
    if best is None or not (best.positions or best.doubled):
        return Place(None, 0, Area(1, 1, 0, 0), {}, {}, {})
    return best


def _fit(table: Table, place: Place) -> tuple[int, int, int]:
    known = {*place.positions, *place.doubled}
    return sum(table[name].required for name in known), len(known), -place.header_row


def _texts(cells: Cells, first: int, last: int) -> dict[tuple[int, int], str]:
    """Return the texts of some rows by row and column."""
    begin, end = np.searchsorted(cells.row, [first, last + 1])
    found = {}
    for cell in range(int(begin), int(end)):
        if cells.content[cell] == Content.TEXT:
            text = str(cells.texts[int(cells.value[cell])].as_py())
            found[int(cells.row[cell]), int(cells.column[cell])] = text
    return found


def _place(table: Table, definition: ListObject | None, row: int, headers: dict[int, str]) -> Place:
    titles = {folded(column.title): column.name for column in table.columns}
    found: dict[str, list[int]] = {}
    others: dict[str, int] = {}
    for position, header in sorted(headers.items()):
        name = titles.get(folded(header))
        if name is not None:
            found.setdefault(name, []).append(position)
        elif header.strip():
            others.setdefault(header.strip(), position)
    positions = {name: places[0] for name, places in found.items() if len(places) == 1}
    doubled = {name: tuple(places) for name, places in found.items() if len(places) > 1}
    if definition is not None:
        top, left, bottom, right = definition.area
        area = Area(top + 1, left, bottom - definition.totals, right)
    else:
        everywhere = [place for places in found.values() for place in places]
        area = Area(row + 1, min(everywhere, default=1), MAX_ROW, max(everywhere, default=0))
    ordered = {column.name: positions[column.name] for column in table.columns if column.name in positions}
    return Place(definition, row, area, ordered, doubled, others)


def header_facts(table: Table, place: Place) -> Iterator[CellFact]:
    """Tell doubled headers, and missing columns that must be there or that seem to be renamed."""
    taken: set[str] = set()
    for name, columns in place.doubled.items():
        listed = ", ".join(area_text(place.header_row, column, place.header_row, column) for column in columns)
        title = table[name].title
        yield CellFact(Fault.DOUBLED_HEADER, table.sheet, place.header_row, columns[1], name, title, listed)
    missing = [column for column in missing_columns(table, place) if column.name not in place.doubled]
    # A header that a needed column may have been given is not offered to one that may be left out.
    for column in sorted(missing, key=lambda column: not _needed(column)):
        near = _nearest_header(column, [header for header in place.others if header not in taken])
        if near or _needed(column):
            taken.add(near)
            here = place.others.get(near, 0)
            yield CellFact(Fault.MISSING_COLUMN, table.sheet, place.header_row, here, column.name, column.title, near)


def _needed(column: Column) -> bool:
    return column.required or column.weighty


def missing_columns(table: Table, place: Place) -> list[Column]:
    """Return the declared columns that cannot be read."""
    return [column for column in table.columns if column.name not in place.positions]


def _nearest_header(column: Column, headers: list[str]) -> str:
    """Return the header that a column may have been given; ``""`` where none is near.

    A column that may be left out has to be more alike: a header of the user's own is no mistake.
    """
    by_fold = {folded(header): header for header in headers}
    title = folded(column.title)
    if not _needed(column):
        return nearest(title, headers, fold=folded, cutoff=_RENAMED)
    contained = [fold for fold in by_fold if title in fold or fold in title]
    return nearest(title, headers, fold=folded, cutoff=0.5) or (by_fold[contained[0]] if contained else "")


def layout_facts(table: Table, sheet: Sheet, place: Place, cells: Cells, rows: list[int]) -> Iterator[CellFact]:
    """Tell what the layout of the sheet hides or spoils.

    Args:
        table: The table's declaration.
        sheet: Its sheet.
        place: Where it is.
        cells: All cells of the sheet.
        rows: First and last row with data; empty where there is none.
    """
    if sheet.hidden:
        yield CellFact(Fault.HIDDEN, table.sheet, value=sheet.title, detail="Blatt")
    if place.header_row:
        yield from _hidden(table, place, cells, rows)
        yield from _merged(table, place, cells, rows)
        yield from _like_entries(table, sheet, place, cells)
        yield from _without_header(table, place, cells)
        if place.definition is not None:
            yield from _outside(table, place.definition, place.area.bottom, cells)


def _hidden(table: Table, place: Place, cells: Cells, rows: list[int]) -> Iterator[CellFact]:
    inside = [row for row in cells.hidden.tolist() if rows and rows[0] <= row <= rows[-1]]
    listed = ranges_text(inside)
    first = inside[0] if inside else place.header_row
    if cells.filtered or (place.definition is not None and place.definition.filtered):
        yield CellFact(Fault.FILTERED, table.sheet, first, detail=listed)
    elif inside:
        yield CellFact(Fault.HIDDEN, table.sheet, first, detail=listed)


def _merged(table: Table, place: Place, cells: Cells, rows: list[int]) -> Iterator[CellFact]:
    last = rows[-1] if rows else place.header_row
    for text in cells.merged:
        area = area_of(text)
        if area is None or area.bottom < place.header_row or area.top > last:
            continue
        touched = [name for name, column in place.positions.items() if area.left <= column <= area.right]
        if touched:
            top = max(area.top, place.header_row)
            yield CellFact(Fault.MERGED, table.sheet, top, area.left, touched[0], "", area.text)


def _with_rows_below(area: Area, definition: ListObject, cells: Cells) -> Area:
    """Extend a table by the rows that follow it without a gap.

    Excel lets a table grow when somebody types below it; other programs do not, and the user of one cannot see
    that the table ends. A total row ends a table for good.
    """
    if definition.totals:
        return area
    below = (cells.row > area.bottom) & (cells.column >= area.left) & (cells.column <= area.right)
    rows = np.unique(cells.row[showing(cells, np.flatnonzero(below))])
    following = rows == area.bottom + 1 + np.arange(len(rows))
    return area._replace(bottom=area.bottom + int(np.logical_and.accumulate(following).sum()))


def _outside(table: Table, definition: ListObject, last: int, cells: Cells) -> Iterator[CellFact]:
    """Tell cells below the Excel table, and beside it: whoever typed them thinks that they count.

    Args:
        table: The table's declaration.
        definition: Its Excel table.
        last: Last row that is read, which may be below the Excel table.
        cells: All cells of the sheet.

    Above the headers there are notes; words far beside the headers, and below and beside the table, are notes too.
    """
    top, left, bottom, right = definition.area
    if last > bottom:
        yield CellFact(Fault.BELOW_TABLE, table.sheet, bottom + 1, detail=area_text(bottom + 1, left, last, right))
    # A number that somebody typed counts for him wherever it stands; words beside a table are notes.
    typed = (cells.content == Content.NUMBER) & ~cells.formula & (cells.row >= top)
    below = (cells.row > max(bottom, last)) & (cells.column >= left) & (cells.column <= right)
    rows = (cells.row > top) & (cells.row <= max(bottom, last))
    header = cells.row == top
    before = ((rows | typed) & (cells.column < left)) | (header & (cells.column == left - 1))
    behind = ((rows | typed) & (cells.column > right)) | (header & (cells.column == right + 1))
    for mask in (below, before, behind):
        found = showing(cells, np.flatnonzero(mask))
        if len(found):
            row, column = int(cells.row[found[0]]), int(cells.column[found].min())
            listed = area_text(row, column, int(cells.row[found[-1]]), int(cells.column[found].max()))
            yield CellFact(Fault.OUTSIDE_TABLE, table.sheet, row, int(cells.column[found[0]]), "", "", listed)


def _like_entries(table: Table, sheet: Sheet, place: Place, cells: Cells) -> Iterator[CellFact]:
    """Tell rows that are no data by their place, but look like it: above the headers, or in the totals row.

    These are another Excel table above ours, and rows in which everything that is required is typed in.
    """
    top = place.header_row
    rows: set[int] = set()
    for other in sheet.tables:
        if other is not place.definition and other.area.bottom < top:
            rows.update(range(other.area.top, other.area.bottom + 1))
    while top > 1 and _is_entry(table, place, cells, top - 1):
        top -= 1
        rows.add(top)
    if place.definition is not None and place.definition.totals:
        rows.update(row for row in [place.definition.area.bottom] if _is_entry(table, place, cells, row))
    begin, end = np.searchsorted(cells.row, [[row, row + 1] for row in sorted(rows)]).T if rows else ([], [])
    for first, last in zip(begin, end, strict=True):
        found = showing(cells, np.arange(first, last))
        if len(found):
            row, columns = int(cells.row[found[0]]), cells.column[found]
            left, right = int(columns.min()), int(columns.max())
            yield CellFact(Fault.OUTSIDE_TABLE, table.sheet, row, left, "", "", area_text(row, left, row, right))


def _is_entry(table: Table, place: Place, cells: Cells, row: int) -> bool:
    """Say whether somebody has typed something into each required column of a row, no formulas and not only texts."""
    begin, end = np.searchsorted(cells.row, [row, row + 1])
    found = showing(cells, np.arange(begin, end))
    found = found[~cells.formula[found]]
    wanted = [place.positions[name] for name in place.positions if table[name].required]
    texts = cells.content[found] == Content.TEXT
    return len(wanted) > 1 and bool(np.isin(wanted, cells.column[found]).all()) and not texts.all()


def _without_header(table: Table, place: Place, cells: Cells) -> Iterator[CellFact]:
    """Tell data in columns that have no header at all: nobody can say what they are.

    Beside an Excel table `_outside` tells them.
    """
    begin, data, end = np.searchsorted(cells.row, [place.header_row, place.area.top, place.area.bottom + 1])
    headed = np.zeros(MAX_COLUMN + 1, np.bool_)
    headed[cells.column[showing(cells, np.arange(begin, data))]] = True
    if place.definition is not None:
        headed[: place.area.left] = headed[place.area.right + 1 :] = True
    found = showing(cells, data + np.flatnonzero(~headed[cells.column[data:end]]))
    if len(found):
        row, columns = int(cells.row[found[0]]), cells.column[found]
        listed = area_text(row, int(columns.min()), int(cells.row[found[-1]]), int(columns.max()))
        yield CellFact(Fault.OUTSIDE_TABLE, table.sheet, row, int(columns[0]), "", "", listed)


def showing(cells: Cells, places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return those of the cells, given by their places, in which the user sees anything."""
    shows = cells.content[places] != Content.TEXT
    texts = cells.texts.take(pa.array(cells.value[places[~shows]].astype(np.int64)))
    filled = pc.not_equal(pc.utf8_trim_whitespace(texts), "")
    shows[~shows] = filled.to_numpy(zero_copy_only=False)
    found: NDArray[np.intp] = places[shows]
    return found


def ranges_text(rows: list[int]) -> str:
    """Return row numbers as ranges: ``3-5, 9``."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def book_facts(workbook: Workbook) -> Iterator[CellFact]:
    """Tell what concerns the workbook as a whole."""
    if workbook.dates_1904:
        yield CellFact(Fault.DATES_1904, "")
    if workbook.links:
        yield CellFact(Fault.EXTERNAL_LINK, "", value=workbook.links[0], detail=", ".join(workbook.links))
    seen: dict[str, str] = {}
    for title in workbook.titles:
        first = seen.setdefault(folded(title), title)
        if first != title:
            yield CellFact(Fault.SIMILAR_SHEET_NAMES, title, value=title, detail=first)
    for table in TABLES:
        read = sheet_of(workbook, table)
        if read is not None and folded(read.title) != folded(table.sheet) and folded(table.sheet) in seen:
            title = seen[folded(table.sheet)]
            yield CellFact(Fault.UNREAD_SHEET, title, value=title, detail=read.title)


def refuse_doubles(file: str, workbook: Workbook) -> None:
    """Refuse names that stand for two things; no program writes them, and Excel opens such a file only repaired.

    Args:
        file: Name of the workbook file.
        workbook: What its small parts say.

    Raises:
        Problem: Two sheets have one name, or two Excel tables have the name of one of ours.
    """
    ours = {folded(table.list_name): table.list_name for table in (*TABLES, SEALS)}
    lists = [ours.get(folded(found.name), "") for sheet in workbook.sheets for found in sheet.tables]
    for names, what in ((workbook.titles, "zwei Blätter"), (lists, "zwei Tabellen")):
        for name, count in Counter(names).items():
            if name and count > 1:
                raise Problem(f"Die Datei „{file}“ ist beschädigt: sie enthält {what} mit dem Namen „{name}“.", RESTORE)


def nearest_sheet(workbook: Workbook, table: Table) -> str:
    """Return the sheet name that a missing sheet may have been given."""
    known = {folded(other.sheet) for other in (*TABLES, SEALS)}
    return nearest(table.sheet, [title for title in workbook.titles if folded(title) not in known], fold=folded)
