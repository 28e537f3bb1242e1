"""The shared strings of a workbook as one Arrow array."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from regman_xl.workbook.dialect import StringsRewriter, rewritten
from regman_xl.workbook.markup import NotPlain, Tag, decoded, is_plain_head, tags_of, texts_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from regman_xl.workbook.markup import Tags
    from regman_xl.workbook.package import Package

#: A hint must not contain the beginning of another one, else each unclosed one would be looked for up to the end.
_PHONETIC = re.compile(rb"<rPh[ >](?:(?!</?rPh).)*+</rPh>", re.DOTALL)
_RUN = re.compile(rb"<t(?: [^<>]*)?>([^<]*)</t>")
_NO_ITEMS = re.compile(rb"<sst[^<>]*(?:/>|>\s*</sst>)\s*$")
#: No string is longer than 32,767 characters, but its rich text may be. Longer ones are read in the slow way: here
#: everything that is unfinished is looked through with each piece.
_MAX_ITEM = 8 * 2**20


def read_strings(package: Package, part: str) -> pa.Array:
    """Read the shared strings.

    Args:
        package: The open file.
        part: Their path; ``""`` where the file has none.

    Returns:
        Arrow ``large_string``, one element per item; rich text is joined, phonetic hints are left out.

    Raises:
        Problem: The part is damaged.
    """
    if not part:
        return pa.array([], pa.large_string())
    try:
        with closing(package.stream(part)) as pieces:
            arrays = [_items(piece) for piece in _plain_pieces(pieces)]
    except NotPlain:
        arrays = _rewritten_items(package, part)
    return pa.concat_arrays(arrays) if arrays else pa.array([], pa.large_string())


def _rewritten_items(package: Package, part: str) -> list[pa.Array]:
    with package.checked(part), closing(package.stream(part)) as pieces:
        return [_items(piece) for piece in rewritten(pieces, StringsRewriter())]


def _plain_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield whole items: from the first ``<si`` to the last ``</si>``."""
    rest = b""
    started = False
    for piece in pieces:
        rest += piece
        if not started and (first := rest.find(b"<si")) >= 0:
            if not is_plain_head(rest[:first], b"<sst"):
                raise NotPlain
            rest, started = rest[first:], True
        if started and (cut := rest.rfind(b"<si")) > 0:
            yield rest[:cut]
            rest = rest[cut:]
        if len(rest) > _MAX_ITEM:
            raise NotPlain
    end = rest.rfind(b"</sst>")
    if started:
        if end < 0 or rest[end + 6 :].strip() or b"<!" in rest[rest.rfind(b"</si>") + 1 :]:
            raise NotPlain
        yield rest[: rest.rfind(b"</si>") + 5] if b"</si>" in rest else rest[: rest.find(b">") + 1]
    elif not is_plain_head(rest, b"<sst") or not _NO_ITEMS.search(rest):
        raise NotPlain


def _items(piece: bytes) -> pa.Array:
    tags = tags_of(piece)
    first = np.flatnonzero(tags.kind == Tag.ITEM)
    last = _item_ends(tags, first)
    kinds = np.append(tags.kind, np.zeros(3, np.uint8))
    simple = (kinds[first + 1] == Tag.TEXT) & (kinds[first + 2] == Tag.TEXT_END) & (last == first + 3)
    places = first[simple] + 1
    texts = decoded(texts_between(pa.py_buffer(piece), tags.end[places] + 1, tags.start[places + 1]))
    if simple.all():
        return texts
    others = [
        _joined(piece[tags.start[a] : tags.end[b] + 1]) for a, b in zip(first[~simple], last[~simple], strict=True)
    ]
    order = np.empty(len(first), np.int64)
    order[simple] = np.arange(len(texts))
    order[~simple] = np.arange(len(texts), len(first))
    return pa.concat_arrays([texts, decoded(pa.array(others, pa.binary()))]).take(pa.array(order))


def _item_ends(tags: Tags, first: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the tag that closes each item, and prove that nothing stands between the items."""
    closes = np.flatnonzero((tags.kind == Tag.ITEM_END) | ((tags.kind == Tag.ITEM) & tags.empty))
    proper = len(closes) == len(first) and (not len(first) or (first[0] == 0 and closes[-1] == len(tags.kind) - 1))
    if not proper or not np.array_equal(first[1:], closes[:-1] + 1):
        raise NotPlain
    return closes


def _joined(item: bytes) -> bytes:
    if b"<!" in item or b"<?" in item:
        raise NotPlain
    item = _PHONETIC.sub(b"", item)
    if b"rPh" in item:
        raise NotPlain
    return b"".join(_RUN.findall(item))
