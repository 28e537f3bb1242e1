"""The zip around a workbook, examined before anything of it is inflated.

A zip says everything twice, in the central directory and before each entry, and programs believe one or the other: a
file that contradicts itself shows one content to a virus scanner, another one to Excel and a third one to us.
Every size that is trusted later is proved here.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, NoReturn, cast

from regman_xl.problems import Problem
from regman_xl.workbook.kinds import RESTORE
from regman_xl.workbook.shortage import refuse_shortage

if TYPE_CHECKING:
    from typing import BinaryIO

#: A million journal rows inflate to less than 1 GiB; what is far above is not a workbook of ours.
MAX_TOTAL = 2 * 2**30
MAX_ENTRIES = 20_000
#: So much takes the directory of that many entries with long names; it is read at once.
MAX_DIRECTORY = 4 * 2**20
#: Deflate reaches 1032, rows that are all the same 340; real sheets stay below 100, because each cell has an address
#: of its own. Small parts may be as repetitive as they like.
MAX_RATIO = 250
RATIO_FREE = 64 * 2**20
#: Names of parts are paths of at most some dozen characters; Windows ends at 260.
MAX_NAME = 255
_RESAVE = "Bitte die Herkunft der Datei prüfen; in Excel öffnen und neu speichern."
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s2B4HL2L2H")
_LOCATOR = 20
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_SIZES_FOLLOW = 0x8
_UNKNOWN = 0xFFFFFFFF
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: Characters that no part name has, and a drive of Windows.
_BAD_NAME = re.compile(r"[\x00-\x1f\x7f]|^[/\\]|^[A-Za-z]:")


def plain_name(part: str) -> str:
    """Return the name of an entry as names are compared: programs tell neither cases nor slashes apart.

    Steps that lead nowhere (``./``, ``//``) are left out: what differs only by them is one place.
    """
    steps = part.replace("\\", "/").casefold().split("/")
    return "/".join(step for step in steps if step not in ("", "."))


def open_archive(name: str, file: BinaryIO, size: int) -> zipfile.ZipFile:
    """Open a zip and prove that it is one that can be trusted.

    Args:
        name: File name for messages.
        file: The open file; it begins like a zip.
        size: Its bytes.

    Raises:
        Problem: It is damaged, contradicts itself, is encrypted, or would inflate to too much.
    """
    start_of_directory, claimed = _check_end(name, file, size)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error, OverflowError):
        _damaged(name)
    entries = archive.infolist()
    if len(entries) != claimed:
        _contradictory(name, "widersprüchliche Angaben über ihre Teile")
    _check_budgets(name, entries)
    _check_names(name, entries)
    for entry in entries:
        if entry.compress_type not in _METHODS:
            raise Problem(f"Die Datei „{name}“ ist auf eine Weise gepackt, die Excel nicht verwendet.", _RESAVE)
        if stat.S_ISLNK(entry.external_attr >> 16):
            _contradictory(name, "einen Verweis auf andere Dateien")
    _check_places(name, file, entries, start_of_directory)
    return archive


def inflated(archive: zipfile.ZipFile) -> int:
    """Return to how many bytes a proved archive inflates."""
    return sum(entry.file_size for entry in archive.infolist())


def beginning(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, size: int) -> bytes:
    """Return the first bytes of an entry of a proved archive.

    Args:
        archive: The archive.
        entry: The entry.
        size: How many bytes at most; there may be fewer, and none where the entry is damaged.
    """
    file = cast("BinaryIO", archive.fp)
    file.seek(entry.header_offset)
    header = file.read(_LOCAL.size)
    file.seek(sum(_LOCAL.unpack(header)[-2:]), os.SEEK_CUR)
    packed = file.read(min(entry.compress_size, size))
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size)
    except zlib.error as error:
        refuse_shortage(error)
        return b""


def too_large(name: str) -> NoReturn:
    """Tell the user that the file would grow beyond any workbook."""
    raise Problem(
        f"Die Datei „{name}“ ist entpackt ungewöhnlich groß und wird aus Sicherheitsgründen nicht gelesen.",
        "Bitte die Herkunft der Datei prüfen; leere, aber formatierte Zeilen und Spalten löschen und neu speichern.",
    )


def _damaged(name: str) -> NoReturn:
    raise Problem(f"Die Datei „{name}“ ist beschädigt oder unvollständig kopiert.", RESTORE) from None


def _contradictory(name: str, what: str) -> NoReturn:
    raise Problem(f"Die Datei „{name}“ enthält {what} und wird aus Sicherheitsgründen nicht gelesen.", _RESAVE)


def _check_end(name: str, file: BinaryIO, size: int) -> tuple[int, int]:
    """Check the record at the end of the file; return where the central directory begins, and of how many entries.

    Raises:
        Problem: It is missing, or there is anything before the archive or after it.
    """
    tail_start = max(size - _END.size - 0xFFFF, 0)
    file.seek(tail_start)
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or place + _END.size > len(tail):
        _damaged(name)
    _, disk, first_disk, _, entries, length, start, comment = _END.unpack_from(tail, place)
    # All ones: zip64 says it.
    if disk not in (0, 0xFFFF) or first_disk not in (0, 0xFFFF):
        raise Problem(f"Die Datei „{name}“ ist nur ein Teil eines geteilten Archivs.", RESTORE)
    if place + _END.size + comment != len(tail):
        _contradictory(name, "nach dem Ende der Arbeitsmappe weitere Daten")
    end = tail_start + place
    locator = tail[max(place - _LOCATOR, 0) : place]
    if locator.startswith(b"PK\x06\x07"):
        entries, length, start, end = _wide_end(name, file, struct.unpack_from("<Q", locator, 8)[0], end)
    if entries > MAX_ENTRIES or length > MAX_DIRECTORY:
        too_large(name)
    if start + length > end:
        _damaged(name)
    if start + length < end:
        _contradictory(name, "vor dem Anfang der Arbeitsmappe weitere Daten")
    return int(start), int(entries)


def _wide_end(name: str, file: BinaryIO, place: int, end: int) -> tuple[int, int, int, int]:
    """Read the record of a zip64 archive: number of entries, length and start of the directory, its own place."""
    if place + 56 + _LOCATOR != end:
        _damaged(name)
    file.seek(place)
    record = file.read(56)
    if not record.startswith(b"PK\x06\x06"):
        _damaged(name)
    entries, length, start = struct.unpack_from("<3Q", record, 32)
    return entries, length, start, place


def _check_budgets(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Problem(
            f"Die Datei „{name}“ ist mit einem Kennwort verschlüsselt.", "Bitte ohne Kennwort speichern oder entpacken."
        )
    sizes = [(entry.file_size, entry.compress_size) for entry in entries]
    # Many parts that are each below the limit are as bad as one above it.
    sizes.append((sum(size for size, _ in sizes), sum(packed for _, packed in sizes)))
    risky = any(size > RATIO_FREE and size > MAX_RATIO * max(packed, 1) for size, packed in sizes)
    if risky or len(entries) > MAX_ENTRIES or sizes[-1][0] > MAX_TOTAL:
        too_large(name)


def _check_names(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse names that mean two things, or a place outside the archive."""
    seen = set()
    for entry in entries:
        # The library cuts a name at its first zero byte, and believes a second name in the extra field.
        for written in {entry.orig_filename, entry.filename}:
            if len(written) > MAX_NAME or _BAD_NAME.search(written) or ".." in re.split(r"[/\\]", written):
                _contradictory(name, "einen Teil mit unzulässigem Namen")
        if (plain := plain_name(entry.filename)) in seen:
            _contradictory(name, "zwei Teile mit demselben Namen")
        seen.add(plain)


def _check_places(name: str, file: BinaryIO, entries: list[zipfile.ZipInfo], end: int) -> None:
    """Prove that entries follow each other without overlap, and that each says of itself what the directory says."""
    free = 0
    for place, entry in enumerate(sorted(entries, key=lambda entry: entry.header_offset)):
        if entry.header_offset < free or entry.header_offset > end:
            _contradictory(name, "Teile, die einander überlappen,")
        if not place and entry.header_offset:
            _contradictory(name, "vor dem Anfang der Arbeitsmappe weitere Daten")
        free = entry.header_offset + _local_length(name, file, entry) + entry.compress_size
    if free > end:
        _contradictory(name, "Teile, die einander überlappen,")


def _local_length(name: str, file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Return the length of the header before an entry, which must not contradict the directory."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        _damaged(name)
    _, _, _, flags, method, _, _, checksum, packed, size, length, extra = _LOCAL.unpack(header)
    written = file.read(length)
    said = ((checksum, entry.CRC), (packed, entry.compress_size), (size, entry.file_size))
    # Sizes may follow the data (then they are zero here) or stand in the extra field.
    open_ended = bool(flags & _SIZES_FOLLOW)
    wrong = any(here not in (there, _UNKNOWN) and not (open_ended and here == 0) for here, there in said)
    encoding = "utf-8" if flags & 0x800 else "cp437"
    if wrong or method != entry.compress_type or written.decode(encoding, "replace") != entry.orig_filename:
        _contradictory(name, "widersprüchliche Angaben über ihre Teile")
    return _LOCAL.size + int(length) + int(extra)
