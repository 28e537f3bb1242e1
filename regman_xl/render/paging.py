"""Page breaks: no heading at the foot of a page, no table torn without need, no page left half empty for nothing.

Where a page may end is a matter of degree: a row says how bad a break after it is, a page how bad its empty part. The
breaks are those with the least sum over all pages, so that a table is torn only where much room would stay empty else.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.render.sizes import page_height

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regman_xl.render.grid import Line

#: What a page costs, and what its empty part does: the square of the part, so that one page half empty is worse than
#: two that are a quarter empty. The last page before a new part may be short, but not nearly empty.
_PAGE, _EMPTY, _THIN, _THIN_PART = 20.0, 100.0, 60.0, 0.3
#: What it costs to make all charts of a page as low as they may be.
_LOWER = 6.0
#: A chart may lose this part of its height where it then fits on the page.
_CHART_GIVES = 0.24


class _Group(NamedTuple):
    """Rows that stay together, and the blank ones after them.

    Attributes:
        lines: The rows.
        begun: The rows as they stand at the top of a page: without the distance above, with headings repeated.
        height: Height where they do not begin a page.
        top: Height where they do.
        tail: Height of the blank rows at the end: at the end of a page they need no room.
        gives: By how much its charts may be lower.
        cost: What a page break after it costs.
        new_page: Whether it has to begin a page.
    """

    lines: tuple[Line, ...]
    begun: tuple[Line, ...]
    height: float
    top: float
    tail: float
    gives: float
    cost: float
    new_page: bool


def _group(lines: Sequence[Line]) -> _Group:
    filled = [place for place, line in enumerate(lines) if _filled(line)]
    begun = (*lines[filled[0]].again, *lines[filled[0] :]) if filled else ()
    last = filled[-1] if filled else -1
    return _Group(
        lines=tuple(lines),
        begun=begun,
        height=_height(lines),
        top=_height(begun),
        tail=_height(lines[last + 1 :]),
        gives=_CHART_GIVES * _height([line for line in lines if line.chart]),
        cost=max(line.cost for line in lines[max(0, last) :]),
        new_page=any(line.new_page for line in lines),
    )


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


def paged(lines: Sequence[Line], repeated: int, width: int) -> list[Line]:
    """Return the rows with page breaks, and with the headings of a table that goes on over a break.

    Args:
        lines: The rows of a sheet.
        repeated: How many of the first rows every page repeats.
        width: Width of the sheet in pixels.
    """
    room = page_height(width)
    head = _height(lines[:repeated])
    groups = list(_groups(lines))
    result: list[Line] = []
    for first, end in _pages(groups, room, head):
        page = [line for group in groups[first + 1 : end] for line in group.lines]
        page = _trimmed([*(groups[first].begun if first else groups[first].lines), *page])
        used = (head if first else 0) + _height(page)
        page = _lowered(page, used - room)
        result += [replace(page[0], break_before=True), *page[1:]] if first and page else page
    return result


def _filled(line: Line) -> bool:
    return bool(line.cells or line.chart)


def _trimmed(page: list[Line]) -> list[Line]:
    """Return the rows of a page without the blank ones at its end: one that does not fit would fill a page alone."""
    last = max((place for place, line in enumerate(page) if _filled(line)), default=-1)
    return page[: last + 1]


def _lowered(page: list[Line], over: float) -> list[Line]:
    """Return the rows of a page with charts that are so much lower as the page is too long, as far as they give."""
    charts = _height([line for line in page if line.chart])
    if over <= 0 or not charts:
        return page
    left = 1 - min(over / charts, _CHART_GIVES)
    return [replace(line, height=round(line.height * left, 2)) if line.chart else line for line in page]


def _pages(groups: Sequence[_Group], room: float, head: float) -> list[tuple[int, int]]:
    """Return the first group of each page and the one after its last: those with the least cost of all pages."""
    count = len(groups)
    best = [(0.0, count)] * (count + 1)
    for first in range(count - 1, -1, -1):
        best[first] = _best_end(groups, best, first, room, head)
    pages = []
    first = 0
    while first < count:
        end = best[first][1]
        pages.append((first, end))
        first = end
    return pages


def _best_end(
    groups: Sequence[_Group], best: Sequence[tuple[float, int]], first: int, room: float, head: float
) -> tuple[float, int]:
    """Return the least cost of a page that begins with a group and of all after it, and the group after the page."""
    used = (head + groups[first].top) if first else groups[first].height
    gives = groups[first].gives
    found = (math.inf, first + 1)
    count = len(groups)
    for end in range(first + 1, count + 1):
        last = groups[end - 1]
        filled = used - last.tail
        if filled - room > gives and end > first + 1:
            break
        closed = end == count or groups[end].new_page
        lowered = min(1.0, (filled - room) / gives) if filled > room and gives else 0.0
        cost = best[end][0] + _PAGE + _LOWER * lowered
        if closed:
            cost += _THIN * max(0.0, 1 - filled / room / _THIN_PART) ** 2
        else:
            cost += last.cost + _EMPTY * max(0.0, 1 - filled / room) ** 2
        if cost < found[0]:
            found = (cost, end)
        if closed:
            break
        used += groups[end].height
        gives += groups[end].gives
    return found


def _groups(lines: Sequence[Line]) -> Iterator[_Group]:
    """Yield the rows in groups that no page break tears; blank rows belong to what stands above them."""
    group: list[Line] = []
    for line in lines:
        if group and not group[-1].keep and (_filled(line) or line.keep):
            yield _group(group)
            group = []
        group.append(line)
    if group:
        yield _group(group)
