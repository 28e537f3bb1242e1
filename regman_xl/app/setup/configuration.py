"""The user's file ``xlwings.conf``: ours is one entry at its top, what others have written stays byte by byte.

The VBA reads pairs (``Input #``) from the top until it has found a key. At the top our interpreter counts whatever
follows, and an entry of the same key that another project has written is only covered: taking ours out again
uncovers it. Other projects of the user read the same file, therefore nothing else of ours is in it.
"""

from __future__ import annotations

import re

from regman_xl.schema.xlwings_settings import INTERPRETER

_KEY = INTERPRETER.encode("ascii")
_MARK = b'"REGMAN","' + _KEY + b'"\r\n'
#: The mark may have lost its entry: the add-in of xlwings replaces entries of a key that it sets.
_OURS = re.compile(rb'^"REGMAN","' + _KEY + rb'"\r?\n(?:"' + _KEY + rb'","[^"\r\n]*"\r?\n)?', re.MULTILINE)
#: One value as ``Input #`` reads it: quoted or up to the next comma or end of line.
_VALUE = re.compile(rb'[ \t\r\n]*(?:"([^"]*)"?[ \t]*|([^,\r\n]*))(?:,|\r\n|\r|\n|\Z)')


def installed(content: bytes, value: bytes) -> bytes:
    """Return the file with the interpreter as its first entry.

    Args:
        content: The file as it is; empty where there is none.
        value: Path of the interpreter in the encoding of the VBA.

    Raises:
        ValueError: The value cannot stand in quotes on a line.
    """
    if re.search(rb'["\r\n]', value):
        raise ValueError("A path holds no quotes and no line breaks.")
    return _MARK + b'"' + _KEY + b'","' + value + b'"\r\n' + removed(content)


def removed(content: bytes) -> bytes:
    """Return the file without our entry."""
    return _OURS.sub(b"", content)


def is_ours(content: bytes) -> bool:
    """Say whether the entry that counts is ours."""
    match = _OURS.match(content)
    return match is not None and match[0].count(b"\n") > 1


def interpreter(content: bytes) -> bytes | None:
    """Return the interpreter that the VBA finds, None where there is no entry."""
    values = _values(content)
    pairs = zip(values[::2], values[1::2], strict=False)
    return next((value for key, value in pairs if key.upper() == _KEY), None)


def _values(content: bytes) -> list[bytes]:
    values, place = [], 0
    while content[place:].strip(b" \t\r\n") and (match := _VALUE.match(content, place)):
        values.append(match[2] if match[1] is None else match[1])
        place = match.end()
    return values
