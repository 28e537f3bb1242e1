"""The foot of a document: who signs, and the certificate of the audit office."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regman_xl.render.grid import Cell, Line, Look
from regman_xl.render.sizes import LABEL_WIDTH, column_runs, span_width
from regman_xl.schema.wording import PHRASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.reports.report import Signatures

_ROOM_TO_SIGN = 34.0
_ROW = 13.5


def signature_lines(block: Signatures, widths: Sequence[int]) -> list[Line]:
    """Return the rows of the foot; they stay together on one page."""
    places = _places(len(block.signers), widths)
    lines = [
        Line(height=14, keep=True),
        Line((Cell(0, PHRASES["foot.signatures"], Look.SIGN_ROLE, 2),), _ROW, keep=True),
        Line(tuple(Cell(first, "", Look.SIGN, span) for first, span in places), _ROOM_TO_SIGN, keep=True),
        _row(places, [PHRASES[f"foot.{role}"] for role, _ in block.signers], Look.SIGN_ROLE),
        _row(places, [name or PHRASES["foot.place_date"] for _, name in block.signers], Look.FACT),
    ]
    if block.audit:
        lines += _audit(widths)
    return [*lines[:-1], replace(lines[-1], keep=False)]


def _row(places: Sequence[tuple[int, int]], texts: Sequence[str], look: Look) -> Line:
    cells = tuple(Cell(first, text, look, span) for (first, span), text in zip(places, texts, strict=True))
    return Line(cells, _ROW, keep=True)


def _audit(widths: Sequence[int]) -> list[Line]:
    width = len(widths)
    return [
        Line(height=16, keep=True),
        Line((Cell(0, PHRASES["foot.audit"], Look.SIGN_ROLE, width),), _ROW, keep=True),
        Line((Cell(0, PHRASES["foot.audit_text"], Look.FACT, width),), _ROW + 4, keep=True),
        Line((Cell(0, "", Look.SIGN, min(3, width)),), _ROOM_TO_SIGN, keep=True),
        Line((Cell(0, PHRASES["foot.audit_sign"], Look.FACT, min(4, width)),), _ROW, keep=True),
    ]


def _places(count: int, widths: Sequence[int]) -> list[tuple[int, int]]:
    """Return first column and span of each signature: the width of a label, then others with gaps between them."""
    runs = column_runs(widths)
    first = 1 if span_width(widths, 0, runs[0][1]) >= LABEL_WIDTH else 2
    span = max(1, (len(runs) - first - (count - 1)) // max(2, count - 1))
    taken = [(0, first)] + [(first + 1 + place * (span + 1), span) for place in range(count - 1)]
    return [(runs[start][0], sum(wide for _, wide in runs[start : start + many])) for start, many in taken]
