"""The rows of a table: how wide each field is, how high each row, and which rows stay together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regman_xl.render.german import phrase_text, word_text
from regman_xl.render.grid import Cell, Line, Look, Place
from regman_xl.render.measure import line_count, row_height, torn_words
from regman_xl.render.sizes import SIZES, column_runs, page_height, span_width
from regman_xl.reports.report import CellRef, Form, Phrase, Role
from regman_xl.schema.wording import PHRASES, field_title

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from regman_xl.reports.report import Field, Row, Table, Value

TEXT_FORMS = (Form.LABEL, Form.TEXT, Form.PROSE)
_LOOKS = {
    Role.BODY: Look.BODY,
    Role.GROUP: Look.GROUP,
    Role.SUBTOTAL: Look.SUBTOTAL,
    Role.TOTAL: Look.TOTAL,
    Role.MEMO: Look.MEMO,
}
#: A table that fills less than this part of a page is not torn without need; what a page break in one costs, and one
#: between rows that belong together: those a page parts only where they do not fit on it.
_WHOLE_PART = 0.65
_TORN_WHOLE, _TORN = 22.0, 3.0
TOGETHER = 80.0
#: Rows that stay together at the beginning and at the end of a torn table, and how much of a page they may fill.
_FIRST, _LAST = 5, 4
_EDGE_PART = 0.25
#: Rows that a chart shows stay together, if they do not fill more than this part of a page.
_CHARTED_PART = 0.5
_SUMS = (Role.SUBTOTAL, Role.TOTAL)
#: Texts beside figures keep a distance, in pixels.
INDENT = 10
#: Rows by which the widths of a long table are found: to measure all of them would take longer than to write them.
_SAMPLE = 500


def columns_needed(table: Table) -> int:
    """Return how many columns beside the label a table needs at least."""
    return len(table.fields) - 1


def heading(table: Table, field: Field) -> str:
    """Return the heading of a column."""
    return field_title(table.name, field.name) if field.title is None else word_text(field.title)


def shown(value: Value) -> str:
    """Return a text of a table as it is shown; what is not a text is not shown by it."""
    if value is None:
        return PHRASES["label.no_data"]
    if isinstance(value, Phrase):
        return phrase_text(value)
    if isinstance(value, CellRef):
        return f"{value.sheet}!{value.cell}" if value.cell else value.sheet
    return value if isinstance(value, str) else ""


def table_lines(table: Table, widths: Sequence[int], together: Collection[str]) -> list[Line]:
    """Return the rows of a table with its title and headings.

    Args:
        table: The table.
        widths: Column widths of the sheet in pixels.
        together: Names of rows that a chart shows: they stay on one page.
    """
    places = _columns(table, widths)
    head = _head_line(table, places, widths)
    size, bold = SIZES[Look.TABLE_TITLE]
    title = phrase_text(table.title) if table.title else ""
    width = span_width(widths, 0, len(widths))
    top = [Line(height=6, keep=True)]
    if title:
        height = row_height(line_count(title, width, size, bold=bold), size, 5)
        top.append(Line((Cell(0, title, Look.TABLE_TITLE, len(widths)),), height, keep=True))
    more = PHRASES["table.continued"].format(title=title).strip()
    again = (Line((Cell(0, more, Look.TABLE_TITLE, len(widths)),), 17, keep=True), head)
    rows = [replace(_line(table, row, places, widths), again=again) for row in table.rows]
    return [*top, head, *_kept(table, rows, together, page_height(sum(widths))), Line(height=6)]


def _kept(table: Table, lines: list[Line], together: Collection[str], room: float) -> list[Line]:
    """Return the rows with what keeps them on one page: groups with their first row, sums with their last; edges."""
    whole = sum(line.height for line in lines) < room * _WHOLE_PART
    charted = {row.id for row in table.rows} & set(together)
    shown = sum(line.height for row, line in zip(table.rows, lines, strict=True) if row.id in charted)
    if shown > room * _CHARTED_PART:
        charted = set()
    edges = _edges(lines, room * _EDGE_PART)
    kept = []
    last = len(lines) - 1
    for place, (row, line) in enumerate(zip(table.rows, lines, strict=True)):
        following = table.rows[place + 1] if place < last else None
        sums = following is not None and following.role in _SUMS
        pair = following is not None and {row.id, following.id} <= charted
        keep = place < last and (sums or row.role is Role.GROUP)
        inside = TOGETHER if place in edges or pair else _TORN_WHOLE if whole else _TORN
        cost = inside if place < last else 0.0
        kept.append(replace(line, keep=keep, cost=cost))
    return kept


def _edges(lines: Sequence[Line], most: float) -> set[int]:
    """Return the rows that are not parted from the next one because they stand at an end: a few, if they are low."""
    last = len(lines) - 1
    edges = {0, last - 1}
    for count in range(2, _FIRST):
        if sum(line.height for line in lines[: count + 1]) <= most:
            edges.add(count - 1)
    for count in range(2, _LAST + 1):
        if sum(line.height for line in lines[-count - 1 :]) <= most:
            edges.add(last - count)
    return edges


def _columns(table: Table, widths: Sequence[int]) -> list[tuple[int, int]]:
    """Return first column and span of each field.

    Room that is left goes column by column to the text whose words it keeps whole, or whose lines it saves most; what
    no text needs stays free. Where
    the sheet has the narrow columns of a list, any other table takes ordinary ones, which span several of them.
    """
    if len(table.fields) == len(widths):
        return [(column, 1) for column in range(len(widths))]
    runs = column_runs(widths)
    wide = [span_width(widths, first, span) for first, span in runs]
    return [(runs[at][0], sum(many for _, many in runs[at : at + span])) for at, span in _spans(table, wide)]


def _spans(table: Table, widths: Sequence[int]) -> list[tuple[int, int]]:
    spans = [1] * len(table.fields)
    texts = [place for place, field in enumerate(table.fields) if field.form in TEXT_FORMS]
    counted = {(place, 1): _line_counts(table, place, 1, widths) for place in texts}
    for _ in range(len(widths) - len(table.fields)):
        wanting = [place for place in texts if max(counted[place, spans[place]], default=1) > 1]
        if not wanting:
            break
        for place in wanting:
            wider = (place, spans[place] + 1)
            counted.setdefault(wider, _line_counts(table, *wider, widths))

        def lines_if(wider: int) -> tuple[int, int, int]:
            now = [(place, spans[place] + (place == wider)) for place in texts]
            columns = [counted[column] for column in now]
            torn = sum(_torn(table, *column, widths) for column in now)
            return torn, sum(max(row) for row in zip(*columns, strict=True)), sum(map(sum, columns))

        spans[min(wanting, key=lines_if)] += 1
    firsts = [sum(spans[:place]) for place in range(len(spans))]
    return list(zip(firsts, spans, strict=True))


def _line_counts(table: Table, place: int, span: int, widths: Sequence[int]) -> list[int]:
    """Return how many lines each row takes in a field, its heading first; of a long table only some rows count."""
    width = span_width(widths, min(place, 1), span) - (INDENT if place else 0)
    rows = table.rows[:: -(-len(table.rows) // _SAMPLE) or 1]
    size, _ = SIZES[Look.BODY]
    head = line_count(heading(table, table.fields[place]), width, size, bold=True)
    counts = [
        line_count(shown(row.cells[place]), width, size, bold=row.role not in (Role.BODY, Role.MEMO)) for row in rows
    ]
    return [head, *counts]


def _torn(table: Table, place: int, span: int, widths: Sequence[int]) -> int:
    """Return how many words of a field do not fit on a line."""
    width = span_width(widths, min(place, 1), span) - (INDENT if place else 0)
    rows = table.rows[:: -(-len(table.rows) // _SAMPLE) or 1]
    size, _ = SIZES[Look.BODY]
    head = torn_words(heading(table, table.fields[place]), width, size, bold=True)
    return head + sum(torn_words(shown(row.cells[place]), width, size) for row in rows)


def _head_line(table: Table, places: Sequence[tuple[int, int]], widths: Sequence[int]) -> Line:
    size, bold = SIZES[Look.COLUMN]
    cells, count = [], 1
    for field, (first, span) in zip(table.fields, places, strict=True):
        text = heading(table, field)
        cells.append(Cell(first, text, Look.COLUMN, span, field.form))
        width = span_width(widths, first, span) - _indent(field)
        count = max(count, line_count(text, width, size, bold=bold))
    return Line(tuple(cells), row_height(count, size, 6), keep=True)


def _line(table: Table, row: Row, places: Sequence[tuple[int, int]], widths: Sequence[int]) -> Line:
    look = _LOOKS[row.role]
    size, bold = SIZES[look]
    cells, count = [], 1
    for field, value, (first, span) in zip(table.fields, row.cells, places, strict=True):
        cells.append(Cell(first, value, look, span, field.form, Place(table.name, row.id, field.name)))
        text = shown(value)
        if text:
            width = span_width(widths, first, span) - _indent(field)
            count = max(count, line_count(text, width, size, bold=bold))
    return Line(tuple(cells), row_height(count, size))


def _indent(field: Field) -> int:
    return INDENT if field.form in (Form.TEXT, Form.PROSE) else 0
