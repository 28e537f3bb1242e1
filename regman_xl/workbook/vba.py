"""The version of the VBA of xlwings in a workbook, read from its VBA project without running or changing it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regman_xl.workbook.archive import beginning, plain_name

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

PROJECT = "xl/vbaproject.bin"
#: Projects of people take some hundred thousand bytes.
MAX_PROJECT = 16 * 2**20
#: How the text of a module begins, packed: the first eight letters stand there as they are.
_MODULE = re.compile(rb"\x01(?=.[\xb0-\xbf]\0Attribut)", re.DOTALL)
_VERSION = re.compile(rb'XLWINGS_VERSION As String = "(\d+(?:\.\d+){1,3})"')
#: The version stands behind the licence, in the second of the blocks of 4,096 bytes.
_BLOCKS = 4
_BLOCK = 4096


def has_macros(archive: zipfile.ZipFile) -> bool:
    """Say whether a proved archive of a workbook holds a VBA project."""
    return any(plain_name(entry.filename) == PROJECT for entry in archive.infolist())


def xlwings_version(archive: zipfile.ZipFile) -> str | None:
    """Return the version of the module of xlwings in a workbook, None where it cannot be told.

    Args:
        archive: The proved archive of a workbook, from `regman_xl.workbook.preflight.opened_archive`.
    """
    for entry in archive.infolist():
        if plain_name(entry.filename) == PROJECT and entry.file_size <= MAX_PROJECT:
            return version_in(beginning(archive, entry, MAX_PROJECT))
    return None


def version_in(project: bytes) -> str | None:
    """Return the version of the module of xlwings in a VBA project, None where it cannot be told."""
    found = (_VERSION.search(text) for text in _modules(project))
    return next((match[1].decode("ascii") for match in found if match), None)


def _modules(project: bytes) -> Iterator[bytes]:
    """Yield the beginnings of all modules; one whose sectors do not follow each other ends where they part."""
    for match in _MODULE.finditer(project):
        place, text = match.end(), b""
        for _ in range(_BLOCKS):
            header = int.from_bytes(project[place : place + 2], "little")
            if header >> 12 != 0b1011:
                break
            end = place + (header & 0xFFF) + 3
            text += _unpacked(project[place + 2 : end])
            place = end
        yield text


def _unpacked(block: bytes) -> bytes:
    """Unpack a block, as [MS-OVBA] 2.4.1.3 has it; what contradicts itself ends the text."""
    text, place = bytearray(), 0
    while place < len(block):
        flags = block[place]
        place += 1
        for bit in range(8):
            if place >= len(block) or len(text) > _BLOCK:
                break
            if not flags >> bit & 1:
                text.append(block[place])
                place += 1
                continue
            token = int.from_bytes(block[place : place + 2], "little")
            place += 2
            # The further the text has come, the more bits tell how far to go back.
            bits = max((len(text) - 1).bit_length(), 4)
            length, back = (token & (0xFFFF >> bits)) + 3, (token >> (16 - bits)) + 1
            if back > len(text):
                return bytes(text)
            for _ in range(length):
                text.append(text[-back])
    return bytes(text)
