"""Files as bad disks, broken downloads and careless programs leave them: bits flipped, ends missing, parts gone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.hostile.book import (
    JOURNAL_SHEET,
    LINKS,
    ROOT,
    SETTINGS_SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    Book,
    base_bytes,
    definition,
    sheet_links,
)
from tests.hostile.case import Case, raw, spoiled

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "damage"
SEED = 20_261_125
_FILE_FLIPS, _PART_FLIPS = 6, 6
_ENDS = (1, 4, 4096)
_FROM_END = (1, 22, 1000)
_PARTS = {
    "the content types": TYPES,
    "the root relations": ROOT,
    "the workbook part": WORKBOOK,
    "its relations": LINKS,
    "the journal": JOURNAL_SHEET,
    "the settings": SETTINGS_SHEET,
    "the relations of the journal": sheet_links("journal"),
    "the journal's table": definition("journal"),
    "the shared strings": STRINGS,
    "the styles": STYLES,
    "the theme": "xl/theme/theme1.xml",
}

_CUT = (
    "the content types",
    "the workbook part",
    "the journal",
    "the journal's table",
    "the shared strings",
    "the theme",
)
_EMPTY = ("the content types", "the root relations", "the settings", "the styles")


def _flipped(number: int) -> Callable[[], bytes]:
    """Return a maker of the file with one to eight bits flipped."""

    def make() -> bytes:
        chance = random.Random(SEED + number)  # noqa: S311 - reproducible damage, no secret
        data = bytearray(base_bytes())
        for _ in range(1 + number % 8):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)

    return make


def _part_flipped(number: int) -> Callable[[Book], object]:
    """Return a change of one byte inside a part, of which the zip knows nothing."""

    def change(book: Book) -> None:
        chance = random.Random(SEED * 2 + number)  # noqa: S311 - as above
        part = (JOURNAL_SHEET, STRINGS, WORKBOOK, STYLES, definition("journal"), LINKS)[number % 6]
        data = bytearray(book.parts[part])
        data[chance.randrange(60, len(data))] ^= 1 << chance.randrange(8)
        book.parts[part] = bytes(data)

    return change


def _cut(part: str, share: float) -> Callable[[Book], object]:
    def change(book: Book) -> None:
        book.parts[part] = book.parts[part][: int(len(book.parts[part]) * share)]

    return change


def _hole(start: float, size: int, fill: bytes = b"\0") -> Callable[[], bytes]:
    """Return a maker of the file with a stretch overwritten, as by a bad block."""

    def make() -> bytes:
        data = base_bytes()
        place = int(len(data) * start)
        return data[:place] + fill * size + data[place + size :]

    return make


def _text_mode() -> bytes:
    """The file after a transfer that took it for text."""
    return base_bytes().replace(b"\n", b"\r\n")


def _seven_bits() -> bytes:
    return bytes(byte & 0x7F for byte in base_bytes())


def _rewritten(part: str, content: bytes) -> Callable[[Book], object]:
    return lambda book: book.add(part, content)


def _exchanged(one: str, other: str) -> Callable[[Book], object]:
    def change(book: Book) -> None:
        book.parts[one], book.parts[other] = book.parts[other], book.parts[one]

    return change


CASES: tuple[Case, ...] = (
    *(raw(FAMILY, f"bits flipped, file {number}", _flipped(number)) for number in range(_FILE_FLIPS)),
    *(
        spoiled(FAMILY, f"a bit flipped inside a part, {number}", _part_flipped(number))
        for number in range(_PART_FLIPS)
    ),
    *(raw(FAMILY, f"cut after {size} bytes", lambda size=size: base_bytes()[:size]) for size in _ENDS),
    *(raw(FAMILY, f"{size} bytes missing at the end", lambda size=size: base_bytes()[:-size]) for size in _FROM_END),
    raw(FAMILY, "the first half only", lambda: base_bytes()[: len(base_bytes()) // 2]),
    raw(FAMILY, "the second half only", lambda: base_bytes()[len(base_bytes()) // 2 :]),
    raw(FAMILY, "the first byte missing", lambda: base_bytes()[1:]),
    raw(FAMILY, "a byte put in the middle", lambda: base_bytes()[:9000] + b"!" + base_bytes()[9000:]),
    raw(FAMILY, "sent as text", _text_mode),
    raw(FAMILY, "512 bytes of zeros at the start", _hole(0, 512)),
    raw(FAMILY, "4 KiB of zeros in the middle", _hole(0.4, 4096)),
    *(spoiled(FAMILY, f"{what} cut in half", _cut(_PARTS[what], 0.5)) for what in _CUT),
    *(spoiled(FAMILY, f"{what} empty", _rewritten(_PARTS[what], b"")) for what in _EMPTY),
    *(spoiled(FAMILY, f"{what} gone", lambda book, part=part: book.parts.pop(part)) for what, part in _PARTS.items()),
    spoiled(FAMILY, "the journal is zeros", _rewritten(JOURNAL_SHEET, b"\0" * 5000)),
    spoiled(FAMILY, "journal and plan exchanged", _exchanged(JOURNAL_SHEET, "xl/worksheets/sheet12.xml")),
    spoiled(FAMILY, "journal and styles exchanged", _exchanged(JOURNAL_SHEET, STYLES)),
    spoiled(FAMILY, "shared strings shifted by one", lambda book: book.edit(STRINGS, "<si>", "<si><t>0</t></si><si>")),
    spoiled(
        FAMILY,
        "text behind the end of the journal",
        lambda book: book.edit(JOURNAL_SHEET, "</worksheet>", "</worksheet>zu viel"),
    ),
    spoiled(
        FAMILY,
        "a header of the journal emptied",
        lambda book: book.sub(JOURNAL_SHEET, '<c r="O4"[^>]*>.*?</c>', '<c r="O4"/>', 1),
    ),
    spoiled(
        FAMILY,
        "two headers of the journal exchanged",
        lambda book: (
            book.edit(JOURNAL_SHEET, '<c r="O4"', '<c r="P4_"')
            .edit(JOURNAL_SHEET, '<c r="P4"', '<c r="O4"')
            .edit(JOURNAL_SHEET, '<c r="P4_"', '<c r="P4"')
        ),
    ),
)
