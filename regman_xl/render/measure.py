"""How much room a text takes: merged and wrapped cells do not fit their height by themselves.

The widths are those of Arial (and of Liberation Sans, which replaces it) in thousandths of the font size.
"""

from __future__ import annotations

import math
from functools import lru_cache

PIXELS_PER_POINT = 96 / 72
#: Room that a cell keeps free at its sides, in pixels.
PADDING = 8
#: Programs differ a little in how they set a line; a line more costs less than a cut text.
SAFETY = 1.03
LINE_HEIGHT = 1.22
#: The greatest height of a row in Excel, in points.
MAX_HEIGHT = 409.0
_BOLD = 1.08

_WIDTHS = {
    **dict.fromkeys("ijl'|", 222),
    **dict.fromkeys(" !,./:;I[\\]ft\u00a0", 278),
    **dict.fromkeys("-()r„“”‚‘`\u2011", 333),
    **dict.fromkeys('*"', 380),
    **dict.fromkeys("cksvxyzJ", 500),
    **dict.fromkeys("+<=>~−", 584),
    **dict.fromkeys("FTZß", 611),
    **dict.fromkeys("ABEKPSVXYÄ&", 667),
    **dict.fromkeys("CDHNRUwÜ", 722),
    **dict.fromkeys("GOQÖ", 778),
    **dict.fromkeys("Mm", 833),
    **dict.fromkeys("%", 889),
    **dict.fromkeys("W…—@▸☐", 1000),
}
_OTHER = 556
#: Words up to this length come again and again; their widths are remembered.
_WORD = 40


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in pixels.

    Args:
        text: The line.
        size: Font size in points.
        bold: Whether it is bold.
    """
    units = _word_units(text) if len(text) <= _WORD else _units(text)
    return units / 1000 * size * PIXELS_PER_POINT * (_BOLD if bold else 1)


def _units(text: str) -> int:
    return sum(_WIDTHS.get(char, _OTHER) for char in text)


_word_units = lru_cache(maxsize=1 << 16)(_units)


def line_count(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a cell of a width in pixels."""
    room = _room(width)
    return sum(_lines_of(paragraph, room, size, bold=bold) for paragraph in text.split("\n"))


def torn_words(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Return how many words of a text are longer than a line of a cell of a width in pixels."""
    room = _room(width)
    return sum(text_width(word, size, bold=bold) > room for word in text.replace("-", "- ").split())


def _room(width: float) -> float:
    return max(1.0, (width - PADDING) / SAFETY)


def _lines_of(paragraph: str, room: float, size: float, *, bold: bool) -> int:
    lines, used = 1, 0.0
    blank = text_width(" ", size, bold=bold)
    for word in paragraph.replace("-", "- ").split(" "):
        width = text_width(word, size, bold=bold)
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        if width > room:
            broken = math.ceil(width / room)
            lines, used = lines + broken - 1, width - (broken - 1) * room
        else:
            used += width
        used += blank
    return lines


def row_height(lines: int, size: float, gap: float = 4) -> float:
    """Return the height of a row in points for some lines of text."""
    return min(MAX_HEIGHT, round(lines * size * LINE_HEIGHT + gap, 2))


def split_text(text: str, width: float, size: float, most: int) -> list[str]:
    """Split prose into pieces of at most some lines: a row has a greatest height, and a page an end.

    Args:
        text: Prose; its lines are paragraphs.
        width: Width in pixels.
        size: Font size in points.
        most: Greatest number of lines of a piece.
    """
    pieces = []
    for paragraph in filter(None, (part.strip() for part in text.replace("\r", "").split("\n"))):
        piece = ""
        for word in paragraph.split(" "):
            longer = f"{piece} {word}" if piece else word
            if piece and line_count(longer, width, size) > most:
                pieces.append(piece)
                longer = word
            piece = longer
        pieces.append(piece)
    return pieces
