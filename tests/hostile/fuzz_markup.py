"""The markup of cells: numbers, texts and tags, many at a time, beside expat, which reads one at a time."""

from __future__ import annotations

import re
from xml.parsers import expat

import pyarrow as pa

from regman_xl.workbook.dialect import Broken
from regman_xl.workbook.markup import NotPlain, decoded, numbers_of, tags_of, unescaped
from regman_xl.workbook.parts import MAX_ROW
from regman_xl.workbook.references import TYPES, attributes_of
from tests.hostile.fuzz_targets import WrongError, column_number, same


def cell_numbers(data: bytes) -> None:
    """Many numbers at once are what each is alone, and each is the nearest float, written in references too."""
    pieces = data.split(b"\n")[:8]
    try:
        numbers, wrong = numbers_of(pa.array(pieces, pa.binary()))
    except NotPlain:
        return
    for piece, number, bad in zip(pieces, numbers.tolist(), wrong.tolist(), strict=True):
        alone, alone_bad = numbers_of(pa.array([piece], pa.binary()))
        same((repr(number), bad), (repr(float(alone[0])), bool(alone_bad[0])), piece)
        text = (_expat_text(piece) or "").encode() if b"&" in piece else piece
        if re.fullmatch(rb"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,4})?", text):
            same((number, bad), (float(text), False), piece)
        elif not bad and not re.fullmatch(rb"\s*[+-]?([0-9.eE+-]+|inf(inity)?|nan)\s*", text, re.IGNORECASE):
            raise WrongError(f"{piece!r} is taken for {number!r}")


def cell_texts(data: bytes) -> None:
    """Raw XML text is what expat reads, Excel's escapes resolved; many texts at once are what each is alone."""
    pieces = data.replace(b"<", b"").replace(b">", b"").split(b"\n")[:4]
    expected = [_expat_text(piece) for piece in pieces]
    try:
        texts = decoded(pa.array(pieces, pa.binary())).to_pylist()
    except NotPlain:
        return
    for piece, text, wanted in zip(pieces, texts, expected, strict=True):
        text.encode()
        if wanted is not None:
            same(text, _naively_unescaped(wanted), piece)
            same(unescaped(wanted), text, piece)


def _expat_text(piece: bytes) -> str | None:
    """Return the text of an element, None where it is not well-formed."""
    texts: list[str] = []
    parser = expat.ParserCreate("UTF-8")
    parser.CharacterDataHandler = texts.append
    try:
        parser.Parse(b"<a>" + piece + b"</a>", True)
    except expat.ExpatError:
        return None
    return "".join(texts)


def _naively_unescaped(text: str) -> str:
    units: list[int] = []
    place = 0
    while place < len(text):
        if re.match("_x[0-9A-Fa-f]{4}_", text[place:]):
            units.append(int(text[place + 2 : place + 6], 16))
            place += 7
        else:
            raw = text[place].encode("utf-16-le")
            units += [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]
            place += 1
    shown, place = [], 0
    while place < len(units):
        unit = units[place]
        following = units[place + 1] if place + 1 < len(units) else 0
        if 0xD800 <= unit < 0xDC00 <= following < 0xE000:
            shown.append(chr(0x10000 + ((unit - 0xD800) << 10) + following - 0xDC00))
            place += 1
        else:
            shown.append("\ufffd" if 0xD800 <= unit < 0xE000 else chr(unit))
        place += 1
    return re.sub("\r\n?", "\n", "".join(shown))


def cell_tags(data: bytes) -> None:
    """The attributes of many cell tags at once are what expat reads of each."""
    pieces = [piece for piece in data.replace(b"<", b"").split(b"\n")[:6] if b">" not in piece]
    tags = [b"<c" + (b"" if piece[:1] in (b"", b"/") else b" ") + piece + b">" for piece in pieces]
    expected = [_expat_cell(tag) for tag in tags]
    if not tags or any(naive is None for naive in expected):
        tags = [tag for tag, naive in zip(tags, expected, strict=True) if naive is not None]
        expected = [naive for naive in expected if naive is not None]
    found = tags_of(b"".join(tags))
    try:
        said = attributes_of(found.data, found.start, found.end)
    except NotPlain:
        return
    except Broken:
        if not any(naive == "broken" for naive in expected):
            raise WrongError(f"{tags!r} is called broken") from None
        return
    cells = zip(*(array.tolist() for array in said), strict=True)
    for tag, (row, column, style, kind), naive in zip(tags, cells, expected, strict=True):
        if naive == "broken":
            # The caller refuses what is outside of the grid.
            same(row > MAX_ROW, True, tag)
        else:
            same((row, column, min(style, 65535), kind), naive, tag)


def _expat_cell(tag: bytes) -> tuple[int, int, int, int] | str | None:
    """Return row, column, style and type of a cell; None where its tag is not well-formed, or of a rare form."""
    seen: list[dict[str, str]] = []
    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler = lambda _name, attributes: seen.append(attributes)
    try:
        parser.Parse(tag + (b"" if tag.endswith(b"/>") else b"</c>"), True)
    except expat.ExpatError:
        return None
    attributes = seen[0]
    if "$" in attributes.get("r", "") or not re.fullmatch("[0-9]{0,9}", attributes.get("s", "0")):
        return None
    row = column = 0
    if "r" in attributes:
        match = re.fullmatch("([A-Za-z]{1,3})([0-9]{1,7})", attributes["r"])
        if match is None or int(match[2]) == 0:
            return "broken"
        row, column = int(match[2]), column_number(match[1])
    kind = attributes.get("t", "n").encode()
    if kind not in TYPES:
        return "broken"
    style = attributes.get("s", "0")
    if not style:
        return "broken"
    return row, column, min(int(style), 65535), TYPES.index(kind)
