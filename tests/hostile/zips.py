"""Zip files written byte by byte, so that they can lie."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DATE = (2026 - 1980) << 9 | 1 << 5 | 1
DEFLATED = 8
#: More is not worth the time that its checksum takes: such an entry is to be refused by its size.
_CHECKED = 400 * 2**20


@dataclass(frozen=True)
class Entry:
    """One entry of a zip, as it claims to be.

    Attributes:
        name: Its name in the directory.
        packed: Its bytes as they are stored.
        size: Claimed size.
        crc: Claimed checksum.
        method: How it is packed.
        flags: Flags; bit 0 is encryption, bit 3 a data descriptor.
        packed_size: Claimed packed size; None for the true one.
        extra: Extra field in the directory.
        local: Name and size in the local header, where they differ.
        offset: Claimed place of the local header; None for the true one.
    """

    name: bytes
    packed: bytes
    size: int
    crc: int = 0
    method: int = DEFLATED
    flags: int = 0x800
    packed_size: int | None = None
    extra: bytes = b""
    local: tuple[bytes, int] | None = None
    offset: int | None = None

    def header(self) -> bytes:
        """Return the local header."""
        name, size = self.local or (self.name, self.size)
        packed = len(self.packed) if self.packed_size is None else self.packed_size
        fields = (self.flags, self.method, 0, _DATE, self.crc, packed & 0xFFFFFFFF, size & 0xFFFFFFFF, len(name), 0)
        return _LOCAL.pack(b"PK\3\4", 20, *fields) + name

    def listing(self, offset: int) -> bytes:
        """Return the line in the directory."""
        packed = len(self.packed) if self.packed_size is None else self.packed_size
        place = offset if self.offset is None else self.offset
        fields = (self.flags, self.method, 0, _DATE, self.crc, packed & 0xFFFFFFFF, self.size & 0xFFFFFFFF)
        more = (len(self.name), len(self.extra), 0, 0, 0, 0, place & 0xFFFFFFFF)
        return _CENTRAL.pack(b"PK\1\2", 20, 20, *fields, *more) + self.name + self.extra


def stored(name: str, content: bytes, **lies: object) -> Entry:
    """Return an honest entry, packed, with what it is to lie about."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    values = {"size": len(content), "crc": zlib.crc32(content), **lies}
    return Entry(name.encode(), packed, **values)  # type: ignore[arg-type]


def repeated(name: str, before: bytes, middle: bytes, count: int, after: bytes = b"", **lies: object) -> Entry:
    """Return an entry that inflates to a piece many times over, without ever holding it."""
    packed = _flushed(before) + _flushed(middle) * count
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed += packer.compress(after) + packer.flush()
    size = len(before) + len(middle) * count + len(after)
    crc = zlib.crc32(before)
    if size <= _CHECKED:
        for _ in range(count):
            crc = zlib.crc32(middle, crc)
        crc = zlib.crc32(after, crc)
    values = {"size": size, "crc": crc, **lies}
    return Entry(name.encode(), packed, **values)  # type: ignore[arg-type]


def _flushed(piece: bytes) -> bytes:
    """Return packed bytes that can be put between others: a full flush forgets what came before."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def zip_of(entries: Iterable[Entry], *, comment: bytes = b"", count: int | None = None, before: bytes = b"") -> bytes:
    """Return a zip with these entries.

    Args:
        entries: The entries.
        comment: Comment of the zip.
        count: Claimed number of entries; None for the true one.
        before: Bytes in front of the zip.
    """
    body, directory, number = [before], [], 0
    offset = len(before)
    for entry in entries:
        directory.append(entry.listing(offset))
        pieces = (entry.header(), entry.packed)
        body.extend(pieces)
        offset += sum(map(len, pieces))
        number += 1
    lines = b"".join(directory)
    claimed = number if count is None else count
    end = _end(min(claimed, 0xFFFF), len(lines), offset, comment)
    big = _big_end(number, len(lines), offset) if number > 0xFFFF else b""
    return b"".join([*body, lines, big, end])


def _end(count: int, size: int, offset: int, comment: bytes = b"") -> bytes:
    return _END.pack(b"PK\5\6", 0, 0, count, count, size, offset, len(comment)) + comment


def _big_end(count: int, size: int, offset: int) -> bytes:
    """Return the directory's end for more entries than 16 bits can count."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    return record + struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)


def overlapping(names: Sequence[str], kernel: bytes) -> bytes:
    """Return a zip whose entries quote each other's headers and all end in one kernel (after David Fifield).

    Each entry is a stored block that holds the header of the next one, followed by the next one itself.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(kernel) + packer.flush()
    content, body, entries = kernel, packed, []
    last = Entry(names[-1].encode(), packed, len(kernel), zlib.crc32(kernel))
    chain = [last]
    body = last.header() + packed
    for name in reversed(names[:-1]):
        quoted = chain[0].header()
        block = struct.pack("<BHH", 0, len(quoted), len(quoted) ^ 0xFFFF) + body
        content = quoted + content
        entry = Entry(name.encode(), block, len(content), zlib.crc32(content))
        chain.insert(0, entry)
        body = entry.header() + block
    offset = 0
    for entry in chain:
        entries.append(entry.listing(offset))
        offset += len(entry.header()) + 5
    lines = b"".join(entries)
    return body + lines + _end(len(chain), len(lines), len(body))
