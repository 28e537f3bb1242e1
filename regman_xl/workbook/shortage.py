"""Lack of memory, which parsers and the system report in the way in which they report damage.

A sound file must never be called damaged because other programs have taken the memory.
"""

from __future__ import annotations

import errno
import zlib
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

#: XML_ERROR_NO_MEMORY (expat.h).
_EXPAT_NO_MEMORY = 1
#: Z_MEM_ERROR (zlib.h), as Python words it.
_ZLIB_NO_MEMORY = "Error -4 "


def is_shortage(error: BaseException) -> bool:
    """Say whether what a parser, an unpacker or the system has raised means that there is not enough memory."""
    return (
        isinstance(error, MemoryError)
        or (isinstance(error, (expat.ExpatError, ParseError)) and error.code == _EXPAT_NO_MEMORY)
        or (isinstance(error, zlib.error) and str(error).startswith(_ZLIB_NO_MEMORY))
        or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
    )


def refuse_shortage(error: BaseException) -> None:
    """Do nothing, unless an error means that there is not enough memory.

    Raises:
        MemoryError: It does.
    """
    if is_shortage(error):
        raise MemoryError from error
