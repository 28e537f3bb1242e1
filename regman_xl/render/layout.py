"""From a report to a grid: where every block stands and how high its rows are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regman_xl.render.foot import signature_lines
from regman_xl.render.german import date_text, phrase_text
from regman_xl.render.grid import Cell, Grid, Line, Look
from regman_xl.render.measure import line_count, row_height, split_text, torn_words
from regman_xl.render.paging import paged
from regman_xl.render.sizes import SIZES, chart_height, column_runs, list_widths, page_widths, span_width
from regman_xl.render.tables import TOGETHER, columns_needed, shown, table_lines
from regman_xl.reports.report import (
    Chart,
    Form,
    Heading,
    MissingText,
    Note,
    Part,
    Phrase,
    Prose,
    Resolution,
    Signatures,
    Subheading,
    Table,
    phrase,
)
from regman_xl.schema.wording import PHRASES, REPORT_TITLES, sheet_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.reports.report import Block, Head, Report

#: Rows at the top that every page repeats.
REPEATED = 2
#: Lines of prose that one row may hold: more would not break over pages, and Excel's rows end at 409 points.
PROSE_LINES = 12
#: What a page break costs between a chart and its table, before the last word of a section, inside a text, and between
#: two blocks of one section.
_APART, _UNSAID, _IN_TEXT, _IN_SECTION = 26.0, 9.0, 4.0, 2.0
#: Names along the axis of a chart: their size in points, their lines at most, and the part of the page for all bars.
_NAME_SIZE, _NAME_LINES, _PLOT_PART = 8, 4, 0.8
_CHECKSUM_SHOWN = 16


def lay_out(report: Report) -> Grid:
    """Lay a report out on a sheet."""
    widths = _widths(report)
    lines = [*_head(report, widths), *_blocks(report.blocks, widths)]
    return Grid(
        name=sheet_title(report.kind, report.year, report.subject),
        title=_title(report),
        widths=widths,
        lines=tuple(paged(lines, REPEATED, sum(widths))),
        repeated=REPEATED,
        tag={
            "kind": report.kind,
            "year": "" if report.year is None else str(report.year),
            "subject": report.subject,
            "checksum": report.head.checksum,
        },
    )


def _widths(report: Report) -> tuple[int, ...]:
    """Return the column widths: those that the longest list of numbered rows needs, else the ordinary ones."""
    tables = report.tables.values()
    numbered = [table for table in tables if table.fields[0].form is Form.NUMBER]
    if numbered:
        return list_widths([field.form for field in max(numbered, key=lambda table: len(table.fields)).fields])
    units = max([columns_needed(table) for table in tables], default=0)
    return page_widths(units, places=any(table.fields[0].form is Form.PLACE for table in tables))


def _title(report: Report) -> str:
    return REPORT_TITLES[report.kind].format(year=report.year, subject=report.subject)


def text_line(
    text: str, look: Look, widths: Sequence[int], *, first: int = 0, keep: bool = False, gap: float = 4
) -> Line:
    """Return a row with one text over the page from a column on."""
    span = len(widths) - first
    size, bold = SIZES[look]
    count = line_count(text, span_width(widths, first, span), size, bold=bold)
    return Line((Cell(first, text, look, span),), row_height(count, size, gap), keep)


def _head(report: Report, widths: Sequence[int]) -> list[Line]:
    head = report.head
    cooperation = head.cooperation or PHRASES["head.no_cooperation"]
    version = PHRASES[f"version.{head.version.value}"]
    running = PHRASES["head.running"].format(
        title=sheet_title(report.kind, report.year, report.subject),
        cooperation=cooperation,
        version=version,
        as_of=date_text(head.as_of),
    )
    lines = [
        text_line(running, Look.RUNNING, widths, keep=True),
        Line(height=6, keep=True),
        text_line(_title(report), Look.TITLE, widths, keep=True, gap=8),
    ]
    if head.version.value == "draft":
        key = "head.draft_errors" if head.errors else "head.draft"
        mark = PHRASES[key].format(errors=head.errors, warnings=_open_warnings(head.warnings))
        lines.append(text_line(mark, Look.MARK, widths, keep=True, gap=8))
    facts = (
        ("cooperation", cooperation, "year", _years(report)),
        ("legal_basis", head.legal_basis or PHRASES["head.not_given"], "version", version),
        ("currency", PHRASES["head.amounts"], "as_of", date_text(head.as_of)),
        ("checksum", grouped(head.checksum[:_CHECKSUM_SHOWN], 4), *_seal_fact(head)),
    )
    lines.append(Line(height=4, keep=True))
    lines += [_fact_line(fact, widths) for fact in facts]
    return [*lines, Line(height=8, keep=True)]


def _open_warnings(count: int) -> str:
    kind = {0: ".none", 1: ".one"}.get(count, "")
    return PHRASES[f"head.warnings{kind}"].format(count=count)


def _years(report: Report) -> str:
    if report.year is None:
        return PHRASES["head.all_years"]
    first = report.head.first_year
    if first is None or first == report.year:
        return str(report.year)
    return PHRASES["head.years"].format(first=first, last=report.year)


def grouped(text: str, size: int) -> str:
    """Return a long text in groups that can be compared by eye."""
    return " ".join(text[at : at + size] for at in range(0, len(text), size))


def _seal_fact(head: Head) -> tuple[str, str]:
    if head.seal is None:
        return "", ""
    return "seal", grouped(head.seal, 8) or PHRASES["head.unsealed"]


def _fact_line(fact: tuple[str, str, str, str], widths: Sequence[int]) -> Line:
    left, left_value, right, right_value = fact
    runs = column_runs(widths)
    middle = 1 + (len(runs) - 1) // 2
    name, value = runs[0][1], runs[middle][0]
    cells = [
        Cell(0, PHRASES[f"head.{left}"], Look.FACT_NAME, name),
        Cell(name, left_value, Look.FACT, value - name),
    ]
    after = value + runs[middle][1]
    if right:
        cells.append(Cell(value, PHRASES[f"head.{right}"], Look.FACT_NAME, after - value))
        cells.append(Cell(after, right_value, Look.FACT, len(widths) - after))
    size, _ = SIZES[Look.FACT]
    count = max(
        line_count(left_value, span_width(widths, name, value - name), size),
        line_count(right_value, span_width(widths, after, len(widths) - after), size),
        line_count(PHRASES[f"head.{left}"], span_width(widths, 0, name), size, bold=True),
    )
    return Line(tuple(cells), row_height(count, size), keep=True)


def _blocks(blocks: Sequence[Block], widths: Sequence[int]) -> list[Line]:
    lines: list[Line] = []
    charted: dict[str, set[str]] = {}
    blocks = _drawn(blocks, sum(widths))
    for block in blocks:
        if isinstance(block, Chart):
            charted.setdefault(block.table, set()).update(block.rows)
    number = 0
    for place, block in enumerate(blocks):
        following = blocks[place + 1 : place + 3]
        if isinstance(block, Heading | Part):
            number = number + 1 if isinstance(block, Heading) else 0
            lines += _heading(block, number, widths)
        elif isinstance(block, Table):
            made = table_lines(block, widths, charted.get(block.name, set()))
            lines += _end_of_table(made, following)
        else:
            lines += _block(block, widths, following)
        if following and not isinstance(following[0], Heading | Part):
            closing = isinstance(following[0], Note) and isinstance(following[-1], Note | Heading | Part)
            lines[-1] = replace(lines[-1], cost=max(lines[-1].cost, _UNSAID if closing else _IN_SECTION))
    return lines


def _drawn(blocks: Sequence[Block], width: int) -> list[Block]:
    """Return the blocks without charts whose names along the axis do not fit: programs turn them over the bars.

    No figure is lost, since a chart only shows what its table holds.
    """
    tables = {block.name: block for block in blocks if isinstance(block, Table)}
    return [block for block in blocks if not isinstance(block, Chart) or _named(block, tables[block.table], width)]


def _named(chart: Chart, table: Table, width: int) -> bool:
    names = [shown(table.value(row, chart.categories)) for row in chart.rows]
    room = width * _PLOT_PART / len(names)
    lines = max(line_count(name, room, _NAME_SIZE) for name in names)
    return lines <= _NAME_LINES and not any(torn_words(name, room, _NAME_SIZE) for name in names)


def _heading(block: Heading | Part, number: int, widths: Sequence[int]) -> list[Line]:
    text = phrase_text(block.text)
    if isinstance(block, Part):
        title = text_line(text, Look.TITLE, widths, keep=True, gap=8)
        return [replace(title, new_page=True), Line(height=6, keep=True)]
    heading = text_line(f"{number}. {text}", Look.HEADING, widths, keep=True, gap=6)
    return [Line(height=10), heading, Line(height=4, keep=True)]


def _block(
    block: Subheading | Chart | Signatures | Note | Prose | MissingText | Resolution,
    widths: Sequence[int],
    following: Sequence[Block],
) -> list[Line]:
    if isinstance(block, Subheading):
        text = phrase_text(block.text) if isinstance(block.text, Phrase) else block.text
        return [Line(height=6), text_line(text, Look.SUBHEADING, widths, keep=True, gap=6)]
    if isinstance(block, Chart):
        keep = bool(following) and isinstance(following[0], Signatures)
        drawn = Line(height=chart_height(block), chart=block, keep=keep, cost=_UNSAID)
        return [Line(height=8, keep=True), drawn, Line(height=8, keep=keep)]
    if isinstance(block, Signatures):
        return signature_lines(block, widths)
    introduces = bool(following) and isinstance(following[0], Note | Table | Chart | Resolution | Signatures)
    return _text(block, widths, introduces=introduces)


def _end_of_table(made: list[Line], following: Sequence[Block]) -> list[Line]:
    """Return the rows of a table by what follows it.

    Nobody signs a page that does not say what is signed, and a chart stands below the figures that it shows.
    """
    signed = [place for place, block in enumerate(following) if isinstance(block, Signatures)]
    if signed and all(isinstance(block, Note) for block in following[: signed[0]]):
        return [*made[:-3], *(replace(line, cost=TOGETHER) for line in made[-3:])]
    cost = _APART if following and isinstance(following[0], Chart) else 0.0
    return [*made[:-1], replace(made[-1], cost=cost)]


def _kept_at_end(lines: list[Line], count: int) -> list[Line]:
    """Return rows of which the last ones stay on one page with what follows."""
    return [*lines[:-count], *(replace(line, keep=True) for line in lines[-count:])]


def _text(block: Note | Prose | MissingText | Resolution, widths: Sequence[int], *, introduces: bool) -> list[Line]:
    if isinstance(block, Note):
        text = phrase_text(block.text)
        if block.warning:
            text = PHRASES["label.warning"] + text
        return [text_line(text, Look.WARNING if block.warning else Look.NOTE, widths, keep=introduces)]
    if isinstance(block, MissingText):
        text = phrase_text(phrase("missing.text", report=block.report, section=block.section))
        return [text_line(text, Look.PROMPT, widths, keep=introduces)]
    if isinstance(block, Resolution):
        points = [f"{place}. {phrase_text(point)}" for place, point in enumerate(block.points, 1)]
        lines = [text_line(text, Look.PROSE, widths, keep=True) for text in (phrase_text(block.opening), *points)]
        return [*lines[:-1], replace(lines[-1], keep=introduces)]
    size, _ = SIZES[Look.PROSE]
    pieces = split_text(block.text, span_width(widths, 0, len(widths)), size, PROSE_LINES)
    lines = [replace(text_line(piece, Look.PROSE, widths), cost=_IN_TEXT) for piece in pieces]
    lines[-1] = replace(lines[-1], cost=0)
    if introduces:
        lines = _kept_at_end(lines, 1)
    if block.title:
        lines.insert(0, text_line(block.title, Look.TABLE_TITLE, widths, keep=True, gap=5))
        lines.insert(0, Line(height=4, keep=True))
    return lines
