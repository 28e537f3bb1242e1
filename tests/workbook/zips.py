"""Zip archives that lie: written byte by byte, because no library writes them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One entry, and what each of its two headers says where that differs from the truth.

    Attributes:
        name: Its name in the central directory.
        content: Its content.
        local_name: Its name before the data.
        size: Its size in the central directory.
        local_size: Its size before the data.
        method: How it is packed: 0 or 8, else only claimed.
        flags: General purpose flags.
        attributes: External attributes.
        shares: Place of the entry whose data it uses in place of its own.
    """

    name: str | bytes
    content: bytes = b""
    local_name: str | bytes | None = None
    size: int | None = None
    local_size: int | None = None
    method: int = 8
    flags: int = 0
    attributes: int = 0
    shares: int | None = None


def coded(name: str | bytes) -> bytes:
    return name.encode() if isinstance(name, str) else name


def zip_bytes(entries: Sequence[Entry], before: bytes = b"", after: bytes = b"", disk: int = 0) -> bytes:
    """Return an archive."""
    data, directory, places, place = [before], [], [], len(before)
    for entry in entries:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(entry.content) + packer.flush() if entry.method else entry.content
        common = (0, 33, zlib.crc32(entry.content), len(packed))
        places.append(place if entry.shares is None else places[entry.shares])
        if entry.shares is None:
            name = coded(entry.name if entry.local_name is None else entry.local_name)
            told = len(entry.content) if entry.local_size is None else entry.local_size
            numbers = (20, entry.flags, entry.method, *common, told, len(name), 0)
            data += [struct.pack("<4s5H3L2H", b"PK\x03\x04", *numbers), name, packed]
            place += 30 + len(name) + len(packed)
        name = coded(entry.name)
        told = len(entry.content) if entry.size is None else entry.size
        numbers = (0x314, 20, entry.flags, entry.method, *common, told)
        directory.append(struct.pack("<4s6H3L", b"PK\x01\x02", *numbers))
        directory += [struct.pack("<5H2L", len(name), 0, 0, 0, 0, entry.attributes, places[-1]), name]
    listed, count = b"".join(directory), len(entries)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", disk, disk, count, count, len(listed), place - len(before), 0)
    return b"".join([*data, listed, end, after])


def entries_of(path: Path) -> list[Entry]:
    """Return the entries of an archive, to be written again with one of them changed."""
    with zipfile.ZipFile(path) as archive:
        return [Entry(info.filename, archive.read(info)) for info in archive.infolist()]


def changed(path: Path, name: str, **values: object) -> bytes:
    """Return an archive with one entry that lies."""
    made = [replace(entry, **values) if entry.name == name else entry for entry in entries_of(path)]  # type: ignore[arg-type]
    assert made != entries_of(path), f"{name} did not change"
    return zip_bytes(made)
