"""The attributes of many cell tags at once: where the cell is, its type and its format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from regman_xl.workbook.events import Broken
from regman_xl.workbook.markup import NotPlain

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Types of a cell in the order of `Attributes.kind`; no type is a number.
TYPES = (b"n", b"s", b"str", b"inlineStr", b"b", b"e", b"d")
_TAG = re.compile(rb"""<c((?:\s+[A-Za-z_][\w.:-]*="[^"<>]*")*)\s*/?>""")
_ATTRIBUTE = re.compile(rb"""([A-Za-z_][\w.:-]*)="([^"]*)\"""")
_REFERENCE = re.compile(rb"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ROW_TAG = re.compile(rb"""<row(?:\s+[A-Za-z_][\w.:-]*="[^"<>]*")*\s*/?>""")
_NUMBERED_ROW = b'<row r="'
_NAME = re.compile(rb"""\s([A-Za-z_][\w.:-]*)=["']""")
_NUMBER = re.compile(rb"[0-9]{1,9}")
#: The first two characters after the quote tell which type it can only be; words that are longer are proved.
_TYPE_OF = np.full(65536, 255, np.uint8)
for _code, _word in enumerate(TYPES):
    _padded = _word + b'"'
    _TYPE_OF[_padded[0] << 8 | _padded[1]] = _code
#: A bit for each attribute that is read, to find one that stands there twice.
_BIT = np.full(256, 8, np.uint8)
_BIT[list(b"rst")] = 1, 2, 4
_LONG_TYPES = [(code, word + b'"') for code, word in enumerate(TYPES) if len(word) > 1]
_QUOTE, _SPACE = ord('"'), ord(" ")
#: ``XFD1048576`` and ``inlineStr`` fit.
_LONGEST = 10


class Attributes(NamedTuple):
    """The attributes of many cells; row and column are 0 where the file does not name them."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    style: NDArray[np.int64]
    kind: NDArray[np.uint8]


def attributes_of(data: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64]) -> Attributes:
    """Read the attributes of cell tags, all tags in step: first attribute, second, third.

    Args:
        data: The bytes.
        start: Where each tag begins.
        end: Where it ends.

    Raises:
        NotPlain: A tag is not of the plain dialect.
        Broken: An attribute holds what it must not.
    """
    count = len(start)
    found = Attributes(
        np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.uint8)
    )
    odd = np.zeros(count, np.bool_)
    taken = np.zeros(count, np.uint8)
    place = start + 2
    active = np.flatnonzero(data[place] == _SPACE)
    for _step in range(3):
        at = place[active]
        usual = (data[at + 2] == ord("=")) & (data[at + 3] == _QUOTE)
        if not usual.all():
            # ' >' and ' />' only end the tag; everything else is read one by one.
            odd[active[~usual & (data[at + 1] != ord("/")) & (data[at + 1] != ord(">"))]] = True
            active, at = active[usual], at[usual]
        if not len(active):
            break
        bit = _BIT[data[at + 1]]
        odd[active[(taken[active] & bit) != 0]] = True
        taken[active] |= bit
        length = _take(data, at, active, found, odd)
        place[active] = at + 4 + length + 1
        active = active[data[place[active]] == _SPACE]
    odd[active] = True
    odd |= (data[place] != ord(">")) & (data[place] != ord("/")) & (data[place] != _SPACE)
    for cell in np.flatnonzero(odd).tolist():
        _read_one(data[start[cell] : end[cell] + 1].tobytes(), cell, found)
    return found


def numbers_of_rows(data: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int32]:
    """Read the numbers of row tags, 0 where a tag has none.

    Args:
        data: The bytes.
        start: Where each tag begins.
        end: Where it ends.

    Raises:
        NotPlain: A tag is not of the plain dialect.
        Broken: A number is none.
    """
    letters, numbers, length, unusual = _decode(data, start + 8)
    usual = (length < _LONGEST - 1) & (length > 0) & (letters == 0) & ~unusual & (numbers > 0)
    for place, character in enumerate(b' r="'):
        usual &= data[start + 4 + place] == character
    for row in np.flatnonzero(~usual).tolist():
        numbers[row] = _number_of_row(data[start[row] : end[row] + 1].tobytes())
    return numbers


def _number_of_row(tag: bytes) -> int:
    if not _ROW_TAG.fullmatch(tag):
        raise NotPlain
    text = _values(tag).get(b"r")
    if text is None:
        return 0
    if not _NUMBER.fullmatch(text) or int(text) == 0:
        raise Broken
    return int(text)


def refuse_repeats(piece: bytes, start: NDArray[np.int64], end: NDArray[np.int64]) -> None:
    """Prove that no row says the same thing twice, which is no XML: nobody knows which of the two counts.

    Args:
        piece: The bytes.
        start: Where each row tag begins.
        end: Where it ends.

    Raises:
        NotPlain: One does.
    """
    # But for their numbers the tags of a sheet are nearly all alike, and each kind is looked at once.
    kinds = set()
    for first, last in zip(start.tolist(), end.tolist(), strict=True):
        numbered = piece.startswith(_NUMBERED_ROW, first)
        kinds.add((numbered, piece[piece.find(b'"', first + len(_NUMBERED_ROW), last) if numbered else first : last]))
    for numbered, tag in kinds:
        names = _NAME.findall(tag) + [b"r"] * numbered
        if len(set(names)) != len(names):
            raise NotPlain


def _values(tag: bytes) -> dict[bytes, bytes]:
    """Return the attributes of a tag.

    Raises:
        NotPlain: One of them stands there twice.
    """
    listed = _ATTRIBUTE.findall(tag)
    values = dict(listed)
    if len(values) != len(listed):
        raise NotPlain
    return values


def _take(
    data: NDArray[np.uint8], at: NDArray[np.int64], cells: NDArray[np.int64], found: Attributes, odd: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Store one attribute of each of the cells; return the lengths of their values."""
    name = data[at + 1]
    letters, digits, length, unusual = _decode(data, at + 4)
    is_reference, is_style, is_type = name == ord("r"), name == ord("s"), name == ord("t")
    wrong = ~(is_reference | is_style | is_type) | (unusual & ~is_type) | (length > _LONGEST)
    wrong |= is_reference & ((letters == 0) | (digits == 0)) | is_style & (
        (letters != 0) | (length > 9) | (length == 0)
    )
    kind = _TYPE_OF[data[at + 4].astype(np.uint16) << 8 | data[at + 5]]
    wrong |= is_type & (kind == 255)
    for code, word in _LONG_TYPES:
        told = np.flatnonzero(is_type & (kind == code))
        for place, letter in enumerate(word, 4):
            wrong[told] |= data[at[told] + place] != letter
    odd[cells[wrong]] = True
    if is_reference.all():
        found.row[cells], found.column[cells] = digits, letters
        return length
    found.row[cells[is_reference]] = digits[is_reference]
    found.column[cells[is_reference]] = letters[is_reference]
    found.style[cells[is_style]] = digits[is_style]
    found.kind[cells[is_type]] = kind[is_type]
    return length


def _decode(
    data: NDArray[np.uint8], at: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64], NDArray[np.bool_]]:
    """Read the value that begins at each place.

    Returns:
        Its leading capital letters as a column, its digits as a number, its length, and whether it holds anything else.
    """
    count = len(at)
    letters, digits = np.zeros(count, np.int32), np.zeros(count, np.int32)
    length = np.full(count, _LONGEST + 1, np.int64)
    running, unusual = np.ones(count, np.bool_), np.zeros(count, np.bool_)
    numbered = np.zeros(count, np.bool_)
    for step in range(_LONGEST + 1):
        byte = data[at + step]
        closing = running & (byte == _QUOTE)
        length[closing] = step
        running &= ~closing
        if not running.any():
            break
        digit = byte - np.uint8(48)
        is_digit = running & (digit < 10)
        other = running & ~is_digit
        if step < 3 and other.any():
            letter = byte - np.uint8(65)
            is_letter = other & (letter < 26) & ~numbered
            np.copyto(letters, letters * 26 + letter + 1, where=is_letter, casting="unsafe")
            other &= ~is_letter
        unusual |= other
        np.copyto(digits, digits * 10 + digit, where=is_digit, casting="unsafe")
        numbered |= is_digit
    return letters, digits, length, unusual


def _read_one(tag: bytes, cell: int, found: Attributes) -> None:
    match = _TAG.fullmatch(tag)
    if match is None:
        raise NotPlain
    values = _values(match[1])
    if b"xmlns" in values:
        raise NotPlain
    found.row[cell] = found.column[cell] = found.style[cell] = found.kind[cell] = 0
    if b"r" in values:
        reference = _REFERENCE.fullmatch(values[b"r"])
        if reference is None or int(reference[2]) == 0:
            raise Broken
        found.row[cell] = int(reference[2])
        for letter in reference[1].upper():
            found.column[cell] = found.column[cell] * 26 + letter - 64
    if b"s" in values:
        if not _NUMBER.fullmatch(values[b"s"]):
            raise Broken
        found.style[cell] = int(values[b"s"])
    if values.get(b"t", b"n") not in TYPES:
        raise Broken
    found.kind[cell] = TYPES.index(values.get(b"t", b"n"))
