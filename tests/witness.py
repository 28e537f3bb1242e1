"""What a workbook holds by its raw XML, read without the package's reader, its writer or a spreadsheet library."""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from tests.workbook.package_xml import MAIN, OFFICE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element as Element

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


class Sheet(NamedTuple):
    """One sheet.

    Attributes:
        texts: Its texts by address; of a formula the stored one.
        formulas: Its formulas by address.
        kinds: The type of each filled cell.
        links: The elements of its links.
    """

    texts: dict[str, str]
    formulas: dict[str, str]
    kinds: dict[str, str]
    links: list[dict[str, str]]


class Witness:
    """An ``.xlsx`` file; every part of it has to be well-formed.

    Attributes:
        parts: The XML of its parts by name.
        names: Its defined names with their texts.
    """

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            self.parts = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
        book = self.parts["xl/workbook.xml"]
        self.names = [(node.get("name", ""), node.text or "") for node in book.iter(f"{MAIN}definedName")]
        shared = self.parts.get("xl/sharedStrings.xml")
        self._shared = [] if shared is None else [_text(item) for item in shared.iter(f"{MAIN}si")]

    def sheets(self) -> Iterator[tuple[str, Sheet]]:
        """Yield name and contents of every sheet."""
        links = {link.get("Id"): link.get("Target", "") for link in self.parts["xl/_rels/workbook.xml.rels"]}
        for node in self.parts["xl/workbook.xml"].iter(f"{MAIN}sheet"):
            part = posixpath.normpath(posixpath.join("xl", links[node.get(f"{{{OFFICE}}}id")]))
            yield node.get("name", ""), self._sheet(self.parts[part])

    def _sheet(self, root: Element) -> Sheet:
        found = Sheet({}, {}, {}, [{str(key): str(text) for key, text in node.items()} for node in _links(root)])
        for cell in root.iter(f"{MAIN}c"):
            place, kind = cell.get("r", ""), cell.get("t", "n")
            formula, value = cell.find(f"{MAIN}f"), cell.findtext(f"{MAIN}v")
            if formula is not None:
                found.formulas[place] = formula.text or ""
            if kind == "s":
                found.texts[place] = self._shared[int(value or "")]
            elif kind == "inlineStr":
                found.texts[place] = _text(cell)
            elif kind == "str":
                found.texts[place] = unescaped(value or "")
            if value is not None or kind == "inlineStr":
                found.kinds[place] = kind
        return found

    def external(self) -> list[str]:
        """Return all targets of relations that lead out of the file."""
        return [
            link.get("Target", "")
            for name, root in self.parts.items()
            if name.endswith(".rels")
            for link in root
            if link.get("TargetMode") == "External"
        ]


def unescaped(text: str) -> str:
    """Resolve ``_x000D_``: how workbooks write what XML cannot hold, and a text of a user that looks like it."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _links(root: Element) -> Iterator[Element]:
    return root.iter(f"{MAIN}hyperlink")


def _text(item: Element) -> str:
    return unescaped("".join(item.itertext(f"{MAIN}t")))
