"""The rows of a sheet in plain XML, a piece of whole rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.workbook.markup import NotPlain, is_plain_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.workbook.dialect import Outline

#: What is unfinished is looked through with each piece; longer heads and rows are read in the slow way.
_MAX_HEAD = 8 * 2**20
_MAX_ROW_BYTES = 8 * 2**20


def plain_pieces(pieces: Iterator[bytes], outline: Outline) -> Iterator[bytes]:
    """Yield whole rows in pieces; what stands around the sheet data goes to the outline.

    Args:
        pieces: The bytes of the sheet.
        outline: What takes the rest.

    Raises:
        NotPlain: The XML is not of the plain dialect.
    """
    rest = _to_data(pieces, outline)
    while rest is not None:
        stop = rest.find(b"</sheetData>")
        if stop >= 0:
            yield rest[:stop]
            outline.feed(rest[stop + len(b"</sheetData>") :])
            break
        cut = rest.rfind(b"<row")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        piece = next(pieces, b"")
        if not piece or len(rest) > _MAX_ROW_BYTES:
            raise NotPlain
        rest += piece
    for piece in pieces:
        outline.feed(piece)
    outline.close()


def _to_data(pieces: Iterator[bytes], outline: Outline) -> bytes | None:
    """Read up to the sheet data; return what follows its tag, or None where there are no rows."""
    head = b""
    for piece in pieces:
        head += piece
        place = head.find(b"<sheetData")
        end = head.find(b">", place) if place >= 0 else -1
        if end >= 0:
            if not is_plain_head(head[:place], b"<worksheet"):
                raise NotPlain
            outline.feed(head[:place] + b"<sheetData/>")
            if head[end - 1 : end] != b"/":
                return head[end + 1 :]
            outline.feed(head[end + 1 :])
            return None
        if len(head) > _MAX_HEAD:
            break
    raise NotPlain
