"""Files that are small on the disk and huge in memory, and zips that lie about their sizes."""

from __future__ import annotations

import bz2
import functools
import gzip
import lzma
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.hostile.book import JOURNAL_SHEET, MAIN, STRINGS, TYPES, WORKBOOK, Book
from tests.hostile.case import Case, raw
from tests.hostile.zips import Entry, overlapping, repeated, stored, zip_of

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "bomb"
MIB = 2**20
_ROW = b'<row r="5"><c r="A5" s="1"/></row>'
_SHEET = f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}"><sheetData>'.encode()
_SHEET_END = b"</sheetData></worksheet>"


def _around(*entries: Entry, count: int | None = None, comment: bytes = b"", before: bytes = b"") -> bytes:
    """Return the small workbook with some entries replaced or added."""
    new = {entry.name.decode(): entry for entry in entries}
    parts = Book().parts
    kept = [stored(name, content) for name, content in parts.items() if name not in new]
    return zip_of([*kept, *entries], count=count, comment=comment, before=before)


def _spaces(part: str, mebibytes: int) -> Callable[[], bytes]:
    """Return a maker of the small workbook in which a part ends in many blanks, which XML allows."""

    def make() -> bytes:
        content = Book().parts.get(part, b"\x89PNG")
        return _around(repeated(part, content, b" " * MIB, mebibytes))

    return make


def _lie(**lies: object) -> Callable[[], bytes]:
    """Return a maker of the small workbook whose journal is honest but for some claims."""

    def make() -> bytes:
        return _around(stored(JOURNAL_SHEET, Book().parts[JOURNAL_SHEET], **lies))

    return make


def _off_by(more: int) -> bytes:
    content = Book().parts[JOURNAL_SHEET]
    return _around(stored(JOURNAL_SHEET, content, size=len(content) + more))


def _rows(mebibytes: int, **lies: object) -> bytes:
    piece = _ROW * (MIB // len(_ROW))
    return _around(repeated(JOURNAL_SHEET, _SHEET, piece, mebibytes, _SHEET_END, **lies))


def _many_parts() -> bytes:
    one = repeated("xl/media/image.png", b"\x89PNG", b" " * MIB, 60)
    return _around(*(replace(one, name=b"xl/media/image%d.png" % number) for number in range(100)))


def _many_entries() -> bytes:
    parts = Book().parts
    empty = [Entry(b"xl/media/%d.png" % number, b"", 0, method=0) for number in range(150_000)]
    return zip_of([*(stored(name, content) for name, content in parts.items()), *empty])


def _nested() -> bytes:
    inner = zip_of([repeated(f"{number}.dll", b"", b"\0" * MIB, 64) for number in range(8)])
    for _ in range(4):
        inner = zip_of([stored(f"lib {number}.zip", inner) for number in range(8)])
    return inner


def _nested_inside() -> bytes:
    return _around(stored("xl/embeddings/workbook1.xlsx", _nested()))


def _quine() -> bytes:
    names = [*Book().parts, *(f"xl/media/image{number}.png" for number in range(300))]
    return overlapping(names, b" " * (4 * MIB))


def _one_place() -> bytes:
    """All entries claim to be at the place of the first one."""
    kernel = repeated("[Content_Types].xml", b"", b" " * MIB, 200)
    names = [name.encode() for name in Book().parts if name != TYPES]
    more = [Entry(name, b"", kernel.size, kernel.crc, packed_size=len(kernel.packed), offset=0) for name in names]
    return zip_of([kernel, *more])


def _zip64(size: int, packed: int) -> Callable[[], bytes]:
    """Return a maker of a workbook whose journal tells its sizes in the extra field for large files."""

    def make() -> bytes:
        honest = stored(JOURNAL_SHEET, Book().parts[JOURNAL_SHEET])
        extra = struct.pack("<2H2Q", 1, 16, size, packed)
        return _around(Entry(honest.name, honest.packed, 0xFFFFFFFF, honest.crc, packed_size=0xFFFFFFFF, extra=extra))

    return make


def _zip64_without_field() -> bytes:
    honest = stored(JOURNAL_SHEET, Book().parts[JOURNAL_SHEET])
    return _around(Entry(honest.name, honest.packed, 0xFFFFFFFF, honest.crc, packed_size=0xFFFFFFFF))


def _packed(method: int, pack: Callable[[bytes], bytes], content: bytes) -> bytes:
    return _around(Entry(JOURNAL_SHEET.encode(), pack(content), len(content), zlib.crc32(content), method))


def _lzma(content: bytes) -> bytes:
    options = {"id": lzma.FILTER_LZMA1, "preset": 1}
    packed = lzma.compress(content, lzma.FORMAT_RAW, filters=[options])
    return struct.pack("<BBH", 9, 4, 5) + b"\x5d\x00\x00\x10\x00" + packed


def _gzip_in_gzip() -> bytes:
    content = b"\0" * (8 * MIB)
    for _ in range(5):
        content = gzip.compress(content, mtime=0)
    return content


_PARTS = {
    "the journal": JOURNAL_SHEET,
    "the shared strings": STRINGS,
    "the workbook part": WORKBOOK,
    "the content types": TYPES,
    "a picture": "xl/media/image1.png",
    "the notes": "xl/comments1.xml",
}
_TIGHT = functools.partial(raw, FAMILY, tight=True)
_LOOSE = functools.partial(raw, FAMILY)

CASES: tuple[Case, ...] = (
    *(_TIGHT(f"half a gibibyte of blanks in {what}", _spaces(part, 512)) for what, part in _PARTS.items()),
    _TIGHT("flat, 3 GiB of zeros as a picture", lambda: _around(repeated("xl/media/1.png", b"", b"\0" * MIB, 3072))),
    _TIGHT("flat, 3 GiB of rows in the journal", lambda: _rows(3072)),
    _TIGHT("300 MiB of rows in the journal", lambda: _rows(300)),
    _TIGHT("100 pictures of 60 MiB, each below the limit", _many_parts),
    _TIGHT("150,000 entries", _many_entries),
    _TIGHT("zip in zip in zip, 42 style", _nested),
    _TIGHT("overlapping entries that quote each other", _quine),
    _TIGHT("all entries at one place", _one_place),
    _TIGHT("gzip in gzip", _gzip_in_gzip),
    _TIGHT("2 GiB of rows that claim to be 1 KiB", lambda: _rows(2048, size=1024)),
    _TIGHT("2 GiB of rows, honest in the local header only", lambda: _rows(2048, size=4096, local=(b"x", 2**31))),
    _TIGHT(
        "bzip2, 300 MiB of blanks",
        lambda: _packed(12, functools.partial(bz2.compress, compresslevel=1), b" " * (300 * MIB)),
    ),
    _LOOSE("nested bomb as an embedded workbook that nobody opens", _nested_inside),
    _LOOSE("lzma entry", lambda: _packed(14, _lzma, Book().parts[JOURNAL_SHEET])),
    _LOOSE("an unknown way of packing", _lie(method=97)),
    _LOOSE("stored by name, packed in truth", _lie(method=0)),
    _LOOSE("claims 3 GiB, is small", _lie(size=3 * 2**30)),
    _LOOSE("claims one byte less than it has", lambda: _off_by(-1)),
    _LOOSE("claims one byte more than it has", lambda: _off_by(1)),
    _LOOSE("claims to have no packed bytes", _lie(packed_size=0)),
    _LOOSE("claims more packed bytes than the file has", _lie(packed_size=2**31 - 1)),
    _LOOSE("wrong checksum", _lie(crc=1)),
    _LOOSE("zip64 sizes of 2 to the 64 less one", _zip64(2**64 - 1, 2**64 - 1)),
    _LOOSE("zip64 sizes without the field that tells them", _zip64_without_field),
    _LOOSE("local header outside of the file", _lie(offset=2**31 - 1)),
    _LOOSE("another name in the local header", _lie(local=(b"xl/worksheets/sheet2.xml", 10))),
    _LOOSE("marked as encrypted", _lie(flags=0x801)),
    _LOOSE("claims one entry only", lambda: _around(count=1)),
    _LOOSE("a program in front of the zip", lambda: _around(before=b"MZ" + b"\x90" * 2000)),
    _LOOSE("a comment that holds another end", lambda: _around(comment=b"PK\5\6" + b"\0" * 18)),
    _LOOSE("a comment of 64 KiB", lambda: _around(comment=b"=cmd|" * 13_000)),
    _LOOSE("bytes behind the zip", lambda: _around() + b"\0" * 4096),
)
