"""Tags of plain XML found many at a time, without an object per tag.

*Plain* is what spreadsheet programs write: UTF-8, no prefixes, no comments, no CDATA, double quotes. Whatever is not
plain raises `NotPlain` and is first rewritten by `regman_xl.workbook.dialect`, so that there is one reader.
"""

from __future__ import annotations

import functools
import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regman_xl.workbook.events import SPREADSHEET

if TYPE_CHECKING:
    from numpy.typing import NDArray


class NotPlain(Exception):  # noqa: N818 - it is no error: the part is read in another way
    """The XML is not of the plain dialect."""


class Tag(IntEnum):
    """The tags of sheet data and shared strings; `OTHER` is any other."""

    OTHER = 0
    ROW = 1
    CELL = 2
    FORMULA = 3
    VALUE = 4
    INLINE = 5
    TEXT = 6
    ITEM = 7
    ROW_END = 8
    CELL_END = 9
    FORMULA_END = 10
    VALUE_END = 11
    INLINE_END = 12
    TEXT_END = 13
    ITEM_END = 14


_NAMES = {
    b"row": Tag.ROW,
    b"c": Tag.CELL,
    b"f": Tag.FORMULA,
    b"v": Tag.VALUE,
    b"is": Tag.INLINE,
    b"t": Tag.TEXT,
    b"si": Tag.ITEM,
}
_CLOSING = Tag.ROW_END - Tag.ROW
#: Excel: 32,767 characters in a cell; each may be written as an escape of seven. Longer texts are refused.
MAX_TEXT = 2**20


def _table() -> NDArray[np.uint8]:
    """Build the tag of the first two bytes after ``<``; it is proved by `_prove` where two bytes are not enough."""
    table = np.zeros(65536, np.uint8)
    for name, tag in _NAMES.items():
        for following in b" >/" if len(name) == 1 else name[1:2]:
            table[name[0] << 8 | following] = tag
        table[ord("/") << 8 | name[0]] = tag + _CLOSING
    return table


_TAGS = _table()
#: Closing tags that begin alike are told apart by their length: ``</si>`` and ``</is>`` by the letter.
_LENGTHS = np.zeros(16, np.int64)
for _name, _tag in _NAMES.items():
    _LENGTHS[_tag + _CLOSING] = len(_name) + 2
#: A reader of attributes may look this far beyond a tag.
_PADDING = 32
_ENDS_NAME = np.zeros(256, np.bool_)
_ENDS_NAME[list(b" />")] = True
_SPECIAL = re.compile(rb"[&\r]|_x[0-9A-Fa-f]{4}_")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Bytes that XML forbids, beside line ends and tabulators, and the letters U+FFFE and U+FFFF (XML 1.0, section 2.2).
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_LETTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_ENTITY = re.compile(r"&([^;&]{0,10}(?=;)|);?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def is_plain_head(head: bytes, root: bytes) -> bool:
    """Say whether the bytes before the data promise the plain dialect.

    Args:
        head: Everything before the data.
        root: Beginning of the root tag, for example ``<sst``.
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<?xml"):
        declaration, _, text = text.partition(b"?>")
        encoding = _ENCODING.search(declaration)
        if encoding is not None and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
            return False
    text = text.lstrip()
    return (
        text.startswith(root)
        and text[len(root) : len(root) + 1] in (b" ", b">", b"\n", b"\r", b"\t")
        and (b"<!" not in text and b"<?" not in text)
        and any(b' xmlns="' + space.encode() + b'"' in text for space in SPREADSHEET)
    )


class Tags(NamedTuple):
    """All tags of a piece of XML in order.

    Attributes:
        data: The bytes, padded with zeros.
        start: Where each tag begins (its ``<``).
        end: Where it ends (its ``>``).
        kind: Its `Tag`.
        empty: Whether it closes itself.
    """

    data: NDArray[np.uint8]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    kind: NDArray[np.uint8]
    empty: NDArray[np.bool_]


def tags_of(piece: bytes) -> Tags:
    """Find all tags of a piece of plain XML that begins and ends between tags.

    Raises:
        NotPlain: A tag does not end, or has an unusual form; or there is a letter that XML forbids.
    """
    if _forbidden(piece):
        raise NotPlain
    data = np.frombuffer(piece + bytes(_PADDING), np.uint8)
    start, ends = _brackets(data)
    first, second = data[start + 1], data[start + 2]
    kind = _TAGS[first.astype(np.uint16) << 8 | second]
    _prove(data, start, ends, kind)
    empty = (data[ends - 1] == ord("/")) & (kind < Tag.ROW_END)
    return Tags(data, start, ends, kind, empty)


def _forbidden(piece: bytes) -> bool:
    """Say whether a piece holds a letter that XML forbids."""
    # Most pieces hold no byte below the blank at all, and numpy sees it faster than a search.
    low = len(piece) > 0 and np.frombuffer(piece, np.uint8).min() < ord(" ")
    if low and _FORBIDDEN.search(piece) is not None:
        return True
    return b"\xef" in piece and any(letter in piece for letter in _NO_LETTERS)


def _brackets(data: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each tag begins and ends."""
    # "<" and ">" differ in one bit, so one search finds both; they alternate unless a text holds a ">".
    both = np.flatnonzero((data | 2) == ord(">"))
    start, ends = both[0::2].copy(), both[1::2].copy()
    if len(start) == len(ends) and (data[start] == ord("<")).all() and (data[ends] == ord(">")).all():
        return start, ends
    start, ends = np.flatnonzero(data == ord("<")), np.flatnonzero(data == ord(">"))
    places = np.searchsorted(ends, start)
    if len(places) and places[-1] >= len(ends):
        raise NotPlain
    ends = ends[places]
    if np.any(ends[:-1] > start[1:]):
        raise NotPlain
    return start, ends


def _prove(data: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64], kind: NDArray[np.uint8]) -> None:
    closing = kind >= Tag.ROW_END
    wrong = closing & (end - start != _LENGTHS[kind])
    for tag, length in ((Tag.ROW, 3), (Tag.INLINE, 2), (Tag.ITEM, 2)):
        places = np.flatnonzero(kind == tag)
        wrong[places] |= ~_ENDS_NAME[data[start[places] + length + 1]]
    kind[wrong] = Tag.OTHER


def _grammar() -> NDArray[np.bool_]:
    """Build the table of which tag may follow which; 16 is added to a tag that closes itself."""
    rules = {
        "r": "c C /r",
        "R": "r R",
        "/r": "r R",
        "c": "f F v V i I /c",
        "C": "c C /r",
        "/c": "c C /r",
        "f": "/f",
        "F": "v V i I /c",
        "/f": "v V i I /c",
        "v": "/v",
        "V": "/c",
        "/v": "/c",
        "i": "t T /i",
        "I": "/c",
        "/i": "/c",
        "t": "/t",
        "T": "/i",
        "/t": "/i",
    }
    opening = {"r": Tag.ROW, "c": Tag.CELL, "f": Tag.FORMULA, "v": Tag.VALUE, "i": Tag.INLINE, "t": Tag.TEXT}
    codes = {name: int(tag) for name, tag in opening.items()}
    codes |= {name.upper(): tag + 16 for name, tag in opening.items()}
    codes |= {f"/{name}": tag + Tag.ROW_END - Tag.ROW for name, tag in opening.items()}
    table = np.zeros((32, 32), np.bool_)
    for before, after in rules.items():
        table[codes[before], [codes[name] for name in after.split()]] = True
    return table


_GRAMMAR = _grammar().ravel()


def check_order(tags: Tags) -> None:
    """Prove that rows, cells and values nest as they must.

    Raises:
        NotPlain: They do not, or there are other tags.
    """
    codes = tags.kind.astype(np.uint16) + 16 * tags.empty.astype(np.uint16)
    proper = codes[0] in (Tag.ROW, Tag.ROW + 16) and codes[-1] in (Tag.ROW_END, Tag.ROW + 16)
    if not proper or not _GRAMMAR[codes[:-1] * np.uint16(32) + codes[1:]].all():
        raise NotPlain


def texts_between(data: pa.Buffer, start: NDArray[np.int64], end: NDArray[np.int64]) -> pa.Array:
    """Cut many pieces out of a buffer.

    Args:
        data: The bytes.
        start: First byte of each piece, ascending.
        end: Byte after each piece; pieces do not overlap.

    Returns:
        The pieces as Arrow ``binary``.
    """
    # Arrow wants pieces that touch: the gaps between them are pieces too, and every other one is taken.
    offsets = np.empty(2 * len(start), np.int32)
    offsets[0::2] = start
    offsets[1::2] = end
    if not len(start):
        return pa.array([], pa.binary())
    whole = pa.Array.from_buffers(pa.binary(), len(offsets) - 1, [None, pa.py_buffer(offsets), data])
    return whole.take(pa.array(np.arange(0, len(offsets), 2, dtype=np.int32)))


def decoded(pieces: pa.Array) -> pa.Array:
    """Turn raw XML text into ``large_string``: entities, line ends and Excel's ``_x000D_`` escapes resolved.

    Raises:
        NotPlain: An unknown entity, or bytes that are not UTF-8.
    """
    content = pieces.buffers()[2]
    if len(pieces) and pc.max(pc.binary_length(pieces)).as_py() > MAX_TEXT:
        raise NotPlain
    try:
        if content is not None and _SPECIAL.search(content):
            marks = (pc.match_substring(pieces, mark) for mark in (b"&", b"\r", b"_x"))
            special = functools.reduce(pc.or_, marks)
            texts = [_resolved(piece.as_py().decode()) for piece in pieces.filter(special)]
            pieces = pc.replace_with_mask(pieces, special, pa.array([text.encode() for text in texts], pa.binary()))
        return pieces.cast(pa.string()).cast(pa.large_string())
    except (pa.ArrowInvalid, UnicodeError) as error:
        raise NotPlain from error


def _resolved(text: str) -> str:
    # XML makes one line feed of a line end before anything else; what is escaped is no line end of the file.
    text = _line_feeds(text)
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return unescaped(text)


def _character(match: re.Match[str]) -> str:
    word = match[1]
    if word in _NAMED:
        return _NAMED[word]
    digits = re.fullmatch(r"#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))", word)
    if digits is None:
        raise NotPlain
    number = int(digits[1], 16) if digits[1] else int(digits[2])
    letter = chr(number) if number <= 0x10FFFF else "\0"
    if letter not in "\t\n\r" and (letter < " " or "\ud800" <= letter <= "\udfff" or letter in "\ufffe\uffff"):
        raise NotPlain
    return letter


def unescaped(text: str) -> str:
    """Resolve Excel's ``_xHHHH_`` escapes of characters that XML cannot hold; every line end becomes a line feed."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _line_feeds(text)


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def numbers_of(pieces: pa.Array) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Parse many numbers, each to the nearest float.

    Returns:
        The numbers, and a mask of those that are none; they are not-a-number.

    Raises:
        NotPlain: One is written with an unknown entity.
    """
    try:
        parsed = pieces.cast(pa.string()).cast(pa.float64())
    except pa.ArrowInvalid:
        values = [_number(piece.as_py()) for piece in pieces]
        return np.array([np.nan if value is None else value for value in values]), np.array([v is None for v in values])
    return np.asarray(parsed.to_numpy(zero_copy_only=False)), np.zeros(len(pieces), np.bool_)


def _number(piece: bytes) -> float | None:
    try:
        if b"&" in piece:
            piece = _ENTITY.sub(_character, piece.decode()).encode()
        return float(piece) if b"_" not in piece else None
    except ValueError:
        return None


def truth_of(pieces: pa.Array) -> tuple[list[bool], list[float]]:
    """Read truth values that are written as words.

    Returns:
        Whether each is none after all, and the values.
    """
    words = [piece.strip() for piece in pieces.to_pylist()]
    return [word not in (b"true", b"false") for word in words], [float(word == b"true") for word in words]
