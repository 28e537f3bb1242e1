"""Mutations of what a user sees: cells, rows, columns, headers, extents of tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from regman_xl.address import column_letters
from tests.hostile import nasty

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Mutation = Callable[[bytes, Random], bytes]

CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^<>]*?)(?:/>|>(.*?)</c>)')
_ROW = re.compile(rb'<row r="([0-9]+)"[^<>]*?(?:/>|>.*?</row>)', re.DOTALL)
_STYLE = re.compile(rb' s="([0-9]+)"')
HEADER_ROW = 4


def cell_xml(address: str, style: bytes, kind: str, value: str, formula: str | None = None) -> bytes:
    """Return a cell; the value is escaped, so that it is what the user would see."""
    told = "" if formula is None else f"<f>{escape(formula)}</f>"
    if kind == "inlineStr":
        body = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
    else:
        body = f"<v>{escape(value)}</v>" if value else ""
    typed = f' t="{kind}"' if kind else ""
    return f'<c r="{address}"'.encode() + style + f"{typed}>{told}{body}</c>".encode()


def nasty_cell(address: str, style: bytes, rng: Random) -> bytes:
    """Return a cell with anything in it."""
    kind = rng.choice(("", "", "", "inlineStr", "inlineStr", "str", "s", "b", "e", "d"))
    values = {"": nasty.NUMBERS, "d": nasty.DATES, "e": nasty.ERRORS, "b": ("0", "1", "2", "true", "", "x")}
    if kind == "s":
        value = rng.choice((str(rng.randrange(400)), "-1", "99999999", "1.5", "NaN", "", "x"))
    else:
        value = rng.choice(values.get(kind, nasty.TEXTS))
    formula = rng.choice(nasty.FORMULAS) if rng.random() < 0.15 else None
    if rng.random() < 0.15:
        style = b' s="%d"' % rng.choice((0, 1, 65535, 65536, 10**9, rng.randrange(90)))
    return cell_xml(address, style, kind, value, formula)


def _cells(data: bytes) -> list[re.Match[bytes]]:
    return [match for match in CELL.finditer(data) if int(match[2]) > HEADER_ROW]


def change_cell(data: bytes, rng: Random) -> bytes:
    """Put something else into a cell."""
    found = _cells(data)
    if not found:
        return data
    match = rng.choice(found)
    style = _STYLE.search(match[3])
    new = nasty_cell(f"{match[1].decode()}{match[2].decode()}", style[0] if style else b"", rng)
    return data[: match.start()] + new + data[match.end() :]


def copy_cell(data: bytes, rng: Random) -> bytes:
    """Put into a cell what stands in another one, of its column or of any."""
    found = _cells(data)
    if not found:
        return data
    match = rng.choice(found)
    same = [other for other in found if other[1] == match[1]] if rng.random() < 0.7 else found
    other = rng.choice(same)
    new = other[0].replace(b'r="%s%s"' % other.groups()[:2], b'r="%s%s"' % match.groups()[:2], 1)
    return data[: match.start()] + new + data[match.end() :]


def add_cell(data: bytes, rng: Random) -> bytes:
    """Put a cell somewhere in the grid, in its row or in a row of its own."""
    rows = list(_ROW.finditer(data))
    if not rows:
        return data
    column = column_letters(rng.choice((1, 2, 5, 15, 25, 26, 30, 16_384)))
    if rng.random() < 0.7:
        match = rng.choice(rows)
        new = nasty_cell(f"{column}{match[1].decode()}", b"", rng)
        end = match[0].rfind(b"</row>")
        return data if end < 0 else data[: match.start() + end] + new + data[match.start() + end :]
    row = rng.choice((1, 3, int(rows[-1][1]) + 1, int(rows[-1][1]) + 5, 1_048_576, 1_048_577))
    new = f'<row r="{row}">'.encode() + nasty_cell(f"{column}{row}", b"", rng) + b"</row>"
    return data.replace(b"</sheetData>", new + b"</sheetData>", 1)


def _renumbered(row: bytes, old: bytes, new: bytes) -> bytes:
    row = row.replace(b'<row r="%s"' % old, b'<row r="%s"' % new, 1)
    return re.sub(rb'(<c r="[A-Z]+)' + old + rb'"', rb"\g<1>" + new + b'"', row)


def change_rows(data: bytes, rng: Random) -> bytes:
    """Delete a row, double one, let two change places, move one far away, hide one, or shuffle them in the file."""
    rows = [match for match in _ROW.finditer(data) if int(match[1]) > HEADER_ROW]
    if len(rows) < 2:
        return data
    first, second = sorted(rng.sample(rows, 2), key=lambda match: match.start())
    kind = rng.randrange(7)
    one, other = first[0], second[0]
    if kind == 0:
        one = b""
    elif kind == 1:
        other = _renumbered(first[0], first[1], second[1])
    elif kind == 2:
        one, other = (
            _renumbered(second[0], second[1], first[1]),
            _renumbered(first[0], first[1], second[1]),
        )
    elif kind == 3:
        one = _renumbered(first[0], first[1], rng.choice((b"1048576", b"500", b"1", b"4")))
    elif kind == 4:
        one = first[0].replace(b"<row ", b'<row hidden="1" ', 1)
    elif kind == 5:
        one, other = other, one
    else:
        one = first[0] * 2
    return data[: first.start()] + one + data[first.end() : second.start()] + other + data[second.end() :]


def change_header(data: bytes, rng: Random) -> bytes:
    """Rename a header, blank it, or give two columns the same one."""
    found = [match for match in CELL.finditer(data) if int(match[2]) == HEADER_ROW]
    if not found:
        return data
    match, other = rng.choice(found), rng.choice(found)
    address = f"{match[1].decode()}{HEADER_ROW}"
    if rng.random() < 0.4:
        new = other[0].replace(b'r="%s4"' % other[1], b'r="%s4"' % match[1], 1)
    else:
        new = nasty_cell(address, b"", rng) if rng.random() < 0.7 else b""
    return data[: match.start()] + new + data[match.end() :]


def swap_columns(data: bytes, rng: Random) -> bytes:
    """Let two columns change places, headers included or not."""
    letters = sorted({match[1] for match in CELL.finditer(data) if int(match[2]) == HEADER_ROW})
    if len(letters) < 2:
        return data
    first, second = rng.sample(letters, 2)
    whole = rng.random() < 0.5

    def moved(match: re.Match[bytes]) -> bytes:
        if match[1] not in (first, second) or (int(match[2]) <= HEADER_ROW and not whole):
            return match[0]
        other = second if match[1] == first else first
        return match[0].replace(b'r="%s' % match[1], b'r="%s' % other, 1)

    return CELL.sub(moved, data)


def change_table(data: bytes, rng: Random) -> bytes:
    """Change where a table says that it is, what it is called and whether it has headers or totals."""
    reference = b"A%d:%s%d" % (
        rng.choice((1, 3, 4, 5, 9)),
        rng.choice((b"A", b"C", b"X", b"AZ", b"XFD")),
        rng.choice((4, 5, 7, 10, 1_048_576)),
    )
    kind = rng.randrange(4)
    if kind == 0:
        return re.sub(rb' ref="[^"]*"', b' ref="%s"' % reference, data)
    if kind == 1:
        return re.sub(rb' (displayName|name)="tbl', rb' \1="x', data)
    if kind == 2:
        return data.replace(b"<table ", rng.choice((b'<table headerRowCount="0" ', b'<table totalsRowCount="1" ')), 1)
    return data.replace(b"<autoFilter ", b'<autoFilter x="1" ', 1).replace(
        b"/><tableColumns", b'><filterColumn colId="0"/></autoFilter><tableColumns', 1
    )


def change_sheet(data: bytes, rng: Random) -> bytes:
    """Merge cells, hide all rows, or filter the sheet."""
    area = f"{rng.choice('ABCO')}{rng.randrange(1, 9)}:{rng.choice('CDOX')}{rng.randrange(3, 12)}".encode()
    new = rng.choice(
        (
            b'</sheetData><mergeCells count="1"><mergeCell ref="%s"/></mergeCells>' % area,
            b'</sheetData><autoFilter ref="%s"><filterColumn colId="0"/></autoFilter>' % area,
        )
    )
    if rng.random() < 0.3:
        return data.replace(b"<row ", b'<row hidden="true" ')
    return data.replace(b"</sheetData>", new, 1)


SHEET: tuple[Mutation, ...] = (
    *(change_cell, change_cell, change_cell, change_cell, copy_cell, copy_cell, add_cell, change_rows, change_rows),
    *(change_header, swap_columns, change_sheet),
)
