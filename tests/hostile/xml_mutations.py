"""Mutations of one part: of its bytes, and of its tags and attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.hostile import nasty

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Mutation = Callable[[bytes, Random], bytes]

_TAG = re.compile(rb"<[^<>]+>")
_OPENING = re.compile(rb"<([A-Za-z][\w:.]*)[^<>]*>")
_ATTRIBUTE = re.compile(rb' ([\w:.-]+)="([^"]*)"')
_DIGITS = re.compile(rb"[0-9]+")


def flip_bits(data: bytes, rng: Random) -> bytes:
    """Flip one to eight bits."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8)) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def set_byte(data: bytes, rng: Random) -> bytes:
    """Put any byte, or one that matters to XML, in the place of another."""
    if not data:
        return data
    place = rng.randrange(len(data))
    byte = rng.choice((rng.randrange(256), *b"<>/&\"'= \x00\r\n09AZaz-_"))
    return data[:place] + bytes([byte]) + data[place + 1 :]


def _span(data: bytes, rng: Random) -> tuple[int, int]:
    begin = rng.randrange(len(data) + 1)
    return begin, min(len(data), begin + rng.choice((1, 3, 10, 50, 400, 5000)))


def cut_bytes(data: bytes, rng: Random) -> bytes:
    """Take a piece away."""
    begin, end = _span(data, rng)
    return data[:begin] + data[end:]


def double_bytes(data: bytes, rng: Random) -> bytes:
    """Put a piece in once more."""
    begin, end = _span(data, rng)
    return data[:end] + data[begin:end] * rng.choice((1, 1, 3)) + data[end:]


def blank_bytes(data: bytes, rng: Random) -> bytes:
    """Overwrite a piece with zeros or noise."""
    begin, end = _span(data, rng)
    return data[:begin] + rng.choice((bytes(end - begin), rng.randbytes(end - begin))) + data[end:]


def truncate(data: bytes, rng: Random) -> bytes:
    """End too early."""
    return data[: rng.randrange(len(data) + 1)]


def insert_token(data: bytes, rng: Random) -> bytes:
    """Put a piece of XML between two tags, or anywhere."""
    places = [match.start() for match in _TAG.finditer(data)] or [0]
    place = rng.choice(places) if rng.random() < 0.7 else rng.randrange(len(data) + 1)
    return data[:place] + rng.choice(nasty.TOKENS) + data[place:]


def change_digits(data: bytes, rng: Random) -> bytes:
    """Change one number somewhere."""
    found = list(_DIGITS.finditer(data))
    if not found:
        return data
    match = rng.choice(found)
    number = int(match[0][:18])
    new = rng.choice((number + 1, number - 1, number * 10, -number, 0, rng.randrange(10**9), 2**31, 2**63, 10**25))
    return data[: match.start()] + str(new).encode() + data[match.end() :]


def change_attribute(data: bytes, rng: Random) -> bytes:
    """Give an attribute another value, take it away, double it, or give it another name."""
    found = list(_ATTRIBUTE.finditer(data))
    if not found:
        return data
    match = rng.choice(found)
    name, value = match.groups()
    kind = rng.randrange(8)
    if kind < 4:
        new = b' %s="%s"' % (name, rng.choice(nasty.ATTRIBUTES).encode())
    elif kind == 4:
        new = b' %s="%s"' % (name, rng.choice(found)[2])
    else:
        new = (b"", match[0] * 2, b' %s="%s"' % (rng.choice(found)[1], value))[kind - 5]
    return data[: match.start()] + new + data[match.end() :]


def _element(data: bytes, rng: Random) -> tuple[int, int]:
    """Return where an element begins and ends; a quick guess is enough."""
    found = list(_OPENING.finditer(data))
    if not found:
        return 0, 0
    match = rng.choice(found)
    if match[0].endswith(b"/>"):
        return match.span()
    end = data.find(b"</%s>" % match[1], match.end())
    return match.start(), len(data) if end < 0 else end + len(match[1]) + 3


def drop_element(data: bytes, rng: Random) -> bytes:
    """Take an element away."""
    begin, end = _element(data, rng)
    return data[:begin] + data[end:]


def double_element(data: bytes, rng: Random) -> bytes:
    """Put an element in once more, or very often."""
    begin, end = _element(data, rng)
    piece = data[begin:end][:20_000]
    return data[:end] + piece * rng.choice((1, 1, 2, 100 if len(piece) < 200 else 1)) + data[end:]


def swap_elements(data: bytes, rng: Random) -> bytes:
    """Let two elements change places, or put one into the other."""
    (first, first_end), (second, second_end) = sorted((_element(data, rng), _element(data, rng)))
    if first_end > second:
        return data[:first] + data[second:second_end] + data[first:]
    middle = data[first_end:second]
    return data[:first] + data[second:second_end] + middle + data[first:first_end] + data[second_end:]


def drop_tag(data: bytes, rng: Random) -> bytes:
    """Take a single tag away, or let it come twice."""
    found = list(_TAG.finditer(data))
    if not found:
        return data
    match = rng.choice(found)
    return data[: match.start()] + match[0] * rng.choice((0, 0, 2)) + data[match.end() :]


def rename_tag(data: bytes, rng: Random) -> bytes:
    """Give an opening tag the name of another one."""
    found = list(_OPENING.finditer(data))
    if not found:
        return data
    match, other = rng.choice(found), rng.choice(found)
    return data[: match.start(1)] + other[1] + data[match.end(1) :]


def change_text(data: bytes, rng: Random) -> bytes:
    """Change what stands between two tags."""
    found = list(re.finditer(rb">([^<>]+)<", data))
    if not found:
        return data
    match = rng.choice(found)
    new = rng.choice(rng.choice((nasty.NUMBERS, nasty.TEXTS, nasty.DATES, nasty.ATTRIBUTES))).encode()
    return data[: match.start(1)] + new + data[match.end(1) :]


def recode(data: bytes, rng: Random) -> bytes:
    """Write the part in another encoding, or say that it is in one."""
    said = rng.choice(nasty.SAID_ENCODINGS).encode()
    if rng.random() < 0.5:
        return re.sub(rb'encoding="[^"]*"', b'encoding="%s"' % said, data, count=1)
    try:
        text = data.decode()
        encoding = rng.choice(nasty.ENCODINGS)
        if rng.random() < 0.7:
            text = re.sub('encoding="[^"]*"', f'encoding="{encoding.removesuffix("-sig").removesuffix("-le")}"', text)
        return text.encode(encoding, "xmlcharrefreplace")
    except UnicodeError:
        return data


def other_dialect(data: bytes, rng: Random) -> bytes:
    """Write the same XML as other programs do: prefixes, single quotes, blanks, the Strict namespace."""
    kind = rng.randrange(6)
    if kind == 0:
        return re.sub(rb"<(/?)(?=[a-z])", rb"<\1x:", data).replace(b" xmlns=", b" xmlns:x=", 1)
    if kind == 1:
        return re.sub(rb'="([^"\']*)"', rb"='\1'", data)
    if kind == 2:
        return re.sub(rb"(?<!\?)>", rng.choice((b" >", b"\n>", b"\t >", b">\n")), data)
    if kind == 3:
        return data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
    if kind == 4:
        return re.sub(rb' r="[A-Z]*[0-9]+"', b"", data)
    return re.sub(rb"<(v|f|t)>([^<>]*)</\1>", rb"<\1><![CDATA[\2]]></\1>", data)


BYTES: tuple[Mutation, ...] = (flip_bits, set_byte, cut_bytes, double_bytes, blank_bytes, truncate)
XML: tuple[Mutation, ...] = (
    *(change_attribute, change_attribute, change_digits, change_text, insert_token, drop_element, double_element),
    *(swap_elements, drop_tag, rename_tag, recode, other_dialect),
)
