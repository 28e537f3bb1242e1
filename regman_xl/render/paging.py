"""Page breaks: no heading at the foot of a page, no table torn without need, headings of columns repeated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regman_xl.render.sizes import page_height

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regman_xl.render.grid import Line


def paged(lines: Sequence[Line], repeated: int, width: int) -> list[Line]:
    """Return the rows with page breaks, and with the headings of a table that goes on over a break.

    Args:
        lines: The rows of a sheet.
        repeated: How many of the first rows every page repeats.
        width: Width of the sheet in pixels.
    """
    room = page_height(width)
    head = sum(line.height for line in lines[:repeated])
    result: list[Line] = []
    used = 0.0
    for group in _groups(lines):
        height = sum(line.height for line in group)
        if result and (used + height > room or any(line.new_page for line in group)):
            begun = _at_top(group)
            if begun:
                result.extend(begun)
                used = head + sum(line.height for line in begun)
        else:
            result.extend(group)
            used += height
    return result


def _at_top(group: list[Line]) -> list[Line]:
    """Return rows as they stand at the top of a page: without the distance above, with headings repeated."""
    first = next((place for place, line in enumerate(group) if line.cells or line.chart), len(group))
    rest = group[first:]
    if not rest:
        return []
    begun = [*rest[0].again, *rest]
    return [replace(begun[0], break_before=True), *begun[1:]]


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        group.append(line)
        if not line.keep:
            yield group
            group = []
    if group:
        yield group
