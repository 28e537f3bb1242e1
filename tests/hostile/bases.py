"""The workbooks that mutants are made of: the sample, all of it, cut down, or a few sheets of it."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from dataclasses import replace

from regman_xl.sample.history import sample_contents
from regman_xl.schema import TABLES
from regman_xl.workbook.master import master_bytes

#: Parts of a workbook in the order of the file; a name may come twice.
Parts = list[tuple[str, bytes]]

ROWS = 6
#: Sheets that have more than one column of money, and most of the rules, are taken more often.
_FAVOURITES = ("Journal", "Journal", "Beiträge", "Förderungen", "Plan", "Beschlüsse", "Einstellungen", "Haushaltsjahre")
SHEETS = (*_FAVOURITES, *(table.sheet for table in TABLES))
_SHEET = re.compile(rb'<sheet name="([^"]*)" sheetId="\d+"(?: state="\w+")? r:id="(rId\d+)"/>')
_KEPT = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")


@functools.cache
def full() -> tuple[tuple[str, bytes], ...]:
    """Return the parts of the whole sample."""
    return tuple(unpacked(master_bytes(sample_contents())))


@functools.cache
def cut() -> tuple[tuple[str, bytes], ...]:
    """Return the parts of the sample with all sheets and few rows."""
    contents = sample_contents()
    rows = {name: tuple(listed)[:ROWS] for name, listed in contents.rows.items()}
    return tuple(unpacked(master_bytes(replace(contents, rows=rows))))


@functools.cache
def few(*titles: str) -> tuple[tuple[str, bytes], ...]:
    """Return the parts of the cut sample with some of its sheets only, without comments and drawings."""
    parts = dict(cut())
    links = parts["xl/_rels/workbook.xml.rels"]
    kept = set(_KEPT)
    book = parts["xl/workbook.xml"]
    for name, link in _SHEET.findall(book):
        target = re.search(rb'Id="' + link + rb'"[^>]*Target="([^"]*)"', links)
        assert target is not None
        if name.decode() in titles:
            place = f"xl/{target[1].decode()}"
            kept |= {place, place.replace("worksheets/", "worksheets/_rels/") + ".rels"}
            tables = re.findall(rb'Target="\.\./(tables/[^"]*)"', parts[max(kept & {_links(place)}, default=place)])
            kept |= {f"xl/{table.decode()}" for table in tables}
    keep = {name.encode() for name in titles}
    book = _SHEET.sub(lambda match: match[0] if match[1] in keep else b"", book)
    book = re.sub(rb"<definedNames>.*</definedNames>", b"", book)
    chosen = {**parts, "xl/workbook.xml": book}
    return tuple((name, content) for name, content in chosen.items() if name in kept or name in _shared())


def _links(place: str) -> str:
    return place.replace("worksheets/", "worksheets/_rels/") + ".rels"


def _shared() -> tuple[str, ...]:
    return "xl/sharedStrings.xml", "xl/styles.xml"


def unpacked(data: bytes) -> Parts:
    """Return the parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(entry.filename, package.read(entry)) for entry in package.infolist()]


def packed(parts: Parts, *, method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a file of the parts; nothing is tidied up."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, content in parts:
            # Written past the archive's own list of names: a doubled name is wanted, a warning is not.
            package.NameToInfo.pop(name, None)
            package.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()
