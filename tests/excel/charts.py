"""The parts of a chart as openpyxl holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.chart.text import Paragraph
from openpyxl.descriptors.serialisable import Serialisable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def parts_of_chart(part: Any, seen: set[int] | None = None) -> Iterator[Any]:
    """Return all objects of which a chart consists."""
    seen = set() if seen is None else seen
    if id(part) in seen:  # combined charts know each other
        return
    seen.add(id(part))
    if isinstance(part, list | tuple):
        held: Iterable[Any] = part
    elif isinstance(part, Serialisable):
        yield part
        held = list(vars(part).values())
    else:
        return
    for one in held:
        yield from parts_of_chart(one, seen)


def references_of_chart(chart: Any) -> Iterator[Any]:
    """Return the parts of a chart that hold a reference, as `f`."""
    return (part for part in parts_of_chart(chart) if isinstance(getattr(part, "f", None), str))


def drop_invented_text(chart: Any) -> None:
    """Take out the empty texts that openpyxl invents when it reads a chart; it would write them as "None"."""
    for part in parts_of_chart(chart):
        if isinstance(part, Paragraph):
            part.r = [run for run in part.r if run.t]
