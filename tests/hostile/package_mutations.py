"""Mutations of the package: its parts, what leads from one to the other, and the zip around them."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from tests.hostile import nasty

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.hostile.bases import Parts

    Mutation = Callable[[Parts, Random], Parts]
    ZipMutation = Callable[[bytes, Random], bytes]

_RELATION = re.compile(rb"<Relationship [^<>]*/>")
_TYPE = re.compile(rb"<(?:Override|Default) [^<>]*/>")
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_WORTH = re.compile(r"rels|workbook|worksheets/sheet|tables|sharedStrings|styles|Types")


def part_of(parts: Parts, rng: Random) -> int:
    """Choose a part; those that the reader looks at more often."""
    worth = [place for place, (name, _) in enumerate(parts) if _WORTH.search(name)]
    return rng.choice(worth) if worth and rng.random() < 0.95 else rng.randrange(len(parts))


def drop_part(parts: Parts, rng: Random) -> Parts:
    """Take a part away."""
    place = part_of(parts, rng)
    return parts[:place] + parts[place + 1 :] if len(parts) > 1 else parts


def double_part(parts: Parts, rng: Random) -> Parts:
    """Put a part in twice, the second time perhaps with the content of another one."""
    place, other = part_of(parts, rng), part_of(parts, rng)
    content = parts[rng.choice((place, other))][1]
    name = parts[place][0]
    return [*parts, (rng.choice((name, name, name.upper(), name.replace("/", "\\"), f"/{name}")), content)]


def swap_parts(parts: Parts, rng: Random) -> Parts:
    """Let two parts change their contents."""
    changed = list(parts)
    one, other = part_of(parts, rng), part_of(parts, rng)
    changed[one], changed[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])
    return changed


def other_kind(parts: Parts, rng: Random) -> Parts:
    """Empty a part, or put something else into it."""
    changed = list(parts)
    place = part_of(parts, rng)
    changed[place] = (parts[place][0], rng.choice(nasty.OTHER_KINDS))
    return changed


def rename_part(parts: Parts, rng: Random) -> Parts:
    """Give a part another name."""
    changed = list(parts)
    place = part_of(parts, rng)
    name = parts[place][0]
    new = rng.choice(
        (*nasty.NAMES, name.upper(), name.replace("/", "\\"), f"/{name}", f"./{name}", name + " ", name[:-1])
    )
    changed[place] = (new, parts[place][1])
    return changed


def add_part(parts: Parts, rng: Random) -> Parts:
    """Add a part of any name."""
    return [
        *parts,
        (rng.choice(nasty.NAMES), rng.choice((*nasty.OTHER_KINDS, b"application/vnd.oasis.opendocument.x"))),
    ]


def shuffle_parts(parts: Parts, rng: Random) -> Parts:
    """Store the parts in another order: this must change nothing."""
    changed = list(parts)
    rng.shuffle(changed)
    return changed


def _edited(parts: Parts, wanted: str, rng: Random, pattern: re.Pattern[bytes], values: tuple[bytes, ...]) -> Parts:
    places = [place for place, (name, _) in enumerate(parts) if wanted in name]
    if not places:
        return parts
    place = rng.choice(places)
    name, data = parts[place]
    found = list(pattern.finditer(data))
    if not found:
        return parts
    match, other = rng.choice(found), rng.choice(found)
    target = rng.choice((*values, *(part.encode() for part, _ in parts)))
    new = rng.choice(
        (
            b"",
            match[0] * 2,
            other[0],
            re.sub(rb'(Target|PartName)="[^"]*"', rb'\1="' + target.replace(b"\\", b"\\\\") + b'"', match[0]),
            re.sub(rb'(Target)="[^"]*"', rb'\1="/' + target.replace(b"\\", b"\\\\") + b'"', match[0]),
            match[0].replace(b"/>", b' TargetMode="External"/>'),
            re.sub(rb'Id="[^"]*"', b'Id="rId%d"' % rng.randrange(9), match[0]),
            re.sub(rb'(Type|ContentType)="[^"]*/', rb'\1="x/', match[0]),
            re.sub(rb'(Type)="[^"]*"', re.search(rb'Type="[^"]*"|$', other[0])[0].replace(b"\\", b""), match[0]),  # type: ignore[index]
        )
    )
    changed = list(parts)
    changed[place] = (name, data[: match.start()] + new + data[match.end() :])
    return changed


_TARGETS = (
    b"",
    b".",
    b"..",
    b"../../../../x",
    b"http://x.invalid/a.xml",
    b"file:///dev/null",
    b"\\\\srv\\x",
    b"%2e%2e/x",
)


def change_relation(parts: Parts, rng: Random) -> Parts:
    """Let a relation lead elsewhere, be of another type, lose its id, or come twice."""
    return _edited(parts, ".rels", rng, _RELATION, _TARGETS)


def change_content_type(parts: Parts, rng: Random) -> Parts:
    """Take a content type away, double it or let it name another part."""
    return _edited(parts, "[Content_Types]", rng, _TYPE, _TARGETS)


PARTS: tuple[Mutation, ...] = (
    *(drop_part, drop_part, double_part, double_part, swap_parts, other_kind, other_kind, rename_part, rename_part),
    *(add_part, shuffle_parts, change_relation, change_relation, change_relation, change_content_type),
)


def _headers(data: bytes, mark: bytes) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(mark), data)]


#: Fields of a header by their offset: version, flags, method, time, checksum, sizes, lengths of names.
_LOCAL_FIELDS = {4: "H", 6: "H", 8: "H", 10: "H", 12: "H", 14: "I", 18: "I", 22: "I", 26: "H", 28: "H"}
_CENTRAL_FIELDS = {
    offset: "I" if offset in (16, 20, 24, 38, 42) else "H"
    for offset in (4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 30, 32, 34, 36, 38, 42)
}
_END_FIELDS = {4: "H", 6: "H", 8: "H", 10: "H", 12: "I", 16: "I", 20: "H"}
_VALUES = {
    "H": (0, 1, 2, 8, 9, 12, 14, 20, 45, 93, 95, 98, 99, 0x800, 0x20, 0x40, 0x2000, 0x7FFF, 0xFFFF),
    "I": (0, 1, 2, 100, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF),
}


def change_header(data: bytes, rng: Random) -> bytes:
    """Put another number into a field of a header of the zip."""
    mark, fields = rng.choice(((_LOCAL, _LOCAL_FIELDS), (_CENTRAL, _CENTRAL_FIELDS), (_END, _END_FIELDS)))
    places = _headers(data, mark)
    if not places:
        return data
    place = rng.choice(places)
    offset, size = rng.choice(list(fields.items()))
    value = rng.choice((*_VALUES[size], rng.randrange(0x10000)))
    packed = struct.pack(f"<{size}", value)
    begin = place + offset
    return data[:begin] + packed + data[begin + len(packed) :]


def change_method(data: bytes, rng: Random) -> bytes:
    """Say of one part, in both of its headers, that it is compressed in another way or encrypted."""
    place = rng.randrange(max(1, len(_headers(data, _CENTRAL))))
    field = rng.choice((0, 0, 0, 1))  # method, flags
    values = (0, 8, 9, 12, 14, 93, 95, 99, 1) if field == 0 else (1, 8, 0x20, 0x40, 0x800, 0x2000, 0x2041)
    packed = struct.pack("<H", rng.choice(values))
    changed = bytearray(data)
    for mark, offset in ((_LOCAL, 8 - 2 * field), (_CENTRAL, 10 - 2 * field)):
        places = _headers(data, mark)
        if place < len(places):
            changed[places[place] + offset : places[place] + offset + 2] = packed
    return bytes(changed)


def frame(data: bytes, rng: Random) -> bytes:
    """Put something before or behind the zip."""
    more = rng.choice((b"PK", b"\x00" * 100, _END + bytes(18), b"x" * 70_000, b"PK\x06\x06" + bytes(52), b"\xff"))
    return rng.choice((more + data, data + more))


ZIP: tuple[ZipMutation, ...] = (change_header, change_header, change_header, change_method, frame)
