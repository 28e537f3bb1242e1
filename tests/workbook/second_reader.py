"""A second reader of cells, slow and obvious, written from ECMA-376 alone: it shares no code with the program.

Part 1, 18.3.1.4 (c), 18.3.1.73 (row), 18.18.11 (ST_CellType), 18.4.8 (si), 22.9.2.19 (ST_Xstring: ``_xHHHH_``), and
part 2 for the package. Names are compared without their namespace, so that Strict files are read like the others.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006"


class Seen(NamedTuple):
    """What a cell holds: kind, value, number of its format, whether it is computed."""

    kind: str
    value: object
    style: int
    formula: bool


Place = tuple[str, int, int]


def read_all(path: Path) -> dict[Place, Seen]:
    """Return the filled cells of all worksheets by sheet, row and column; of a doubled address the last one."""
    with zipfile.ZipFile(path) as package:
        parts = {name.lstrip("/"): package.read(name) for name in package.namelist()}
    [main] = [target for kind, target in links(parts, "").values() if kind == "officeDocument"]
    linked = links(parts, main)
    strings: list[str] = []
    for kind, target in linked.values():
        if kind == "sharedStrings" and target in parts:
            strings = [text_of(item) for item in children(etree.fromstring(parts[target]), "si")]
    found = {}
    for sheet in descendants(etree.fromstring(parts[main]), "sheet"):
        key = next(value for name, value in sheet.items() if etree.QName(name).localname == "id")
        kind, target = linked[key]
        if kind == "worksheet":
            for row, column, seen in cells(etree.fromstring(parts[target]), strings):
                found[sheet.get("name"), row, column] = seen
    return found


def links(parts: dict[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """Return kind and target of the relations of a part by their id."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    found = {}
    for link in etree.fromstring(parts[place]) if place in parts else ():
        target = posixpath.normpath(posixpath.join("/", folder, link.get("Target"))).lstrip("/")
        found[link.get("Id")] = (link.get("Type").rpartition("/")[2], target)
    return found


def children(parent: Any, name: str) -> Iterator[Any]:
    """Yield the children of a name; of alternatives those of the fallback."""
    for child in parent:
        if not isinstance(child.tag, str):
            continue
        tag = etree.QName(child)
        if tag.namespace == _ALTERNATIVES and tag.localname in ("AlternateContent", "Fallback"):
            yield from children(child, name)
        elif tag.localname == name and tag.namespace == etree.QName(parent.getroottree().getroot()).namespace:
            yield child


def descendants(root: Any, name: str) -> Iterator[Any]:
    """Yield all elements of a name."""
    return (
        element for element in root.iter() if isinstance(element.tag, str) and etree.QName(element).localname == name
    )


def cells(root: Any, strings: list[str]) -> Iterator[tuple[int, int, Seen]]:
    """Yield the filled cells of a worksheet."""
    row = 0
    for data in children(root, "sheetData"):
        for line in children(data, "row"):
            row = int(line.get("r", row + 1))
            column = 0
            for cell in children(line, "c"):
                here, column = place(cell.get("r"), row, column + 1)
                seen = content(cell, strings)
                if seen is not None:
                    yield here, column, seen


def place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """Return the row and column that a reference names, else those that are next."""
    if reference is None:
        return row, column
    letters, digits = re.fullmatch(r"\s*\$?([A-Za-z]+)\$?([0-9]+)\s*", reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters.upper():
        column = column * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    return int(digits), column


def content(cell: Any, strings: list[str]) -> Seen | None:  # noqa: PLR0911 - one kind of cell after the other
    """Return what a cell holds, None where it is blank."""
    kind, style = cell.get("t", "n"), int(cell.get("s", "0"))
    formula = any(True for _ in children(cell, "f"))
    inline = list(children(cell, "is"))
    values = ["".join(value.itertext(with_tail=False)) for value in children(cell, "v") if comments_gone(value)]
    if inline:
        return filled("TEXT", text_of(inline[0]), style, formula)
    if kind == "e" and not formula and not "".join(values):
        return Seen("ERROR", "#UNKNOWN!", style, formula)
    if not values or (values == [""] and kind not in ("str", "inlineStr")):
        return Seen("BLANK", None, style, formula) if formula else None
    [value] = values
    if kind == "s":
        return filled("TEXT", strings[int(value)], style, formula)
    if kind in ("str", "inlineStr"):
        return filled("TEXT", unescaped(value), style, formula)
    if kind in ("e", "d"):
        return Seen({"e": "ERROR", "d": "ISO_DATE"}[kind], unescaped(value), style, formula)
    if kind == "b" and value.strip() in ("true", "false"):
        return Seen("BOOLEAN", float(value.strip() == "true"), style, formula)
    if re.fullmatch(r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*", value, re.ASCII):
        return Seen({"n": "NUMBER", "b": "BOOLEAN"}[kind], float(value), style, formula)
    if re.fullmatch(r"\s*[+-]?(inf|infinity|nan)\s*", value, re.IGNORECASE | re.ASCII):
        return Seen({"n": "NUMBER", "b": "BOOLEAN"}[kind], float(value), style, formula)
    return filled("TEXT", unescaped(value), style, formula)


def comments_gone(element: Any) -> bool:
    """Drop comments and processing instructions in a value; their texts are no content."""
    etree.strip_tags(element, etree.Comment, etree.PI)
    return True


def filled(kind: str, text: str, style: int, formula: bool) -> Seen | None:
    """Return a text; an empty one that nobody computed is a blank cell."""
    return Seen(kind, text, style, formula) if text or formula else None


def text_of(item: Any) -> str:
    """Join the texts of an item and its runs, in order, without phonetic hints."""
    pieces = []
    for child in item:
        if isinstance(child.tag, str) and etree.QName(child).localname == "t" and comments_gone(child):
            pieces.append(child.text or "")
        elif isinstance(child.tag, str) and etree.QName(child).localname == "r":
            pieces += [text.text or "" for text in children(child, "t") if comments_gone(text)]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """Resolve ``_xHHHH_``; line ends become line feeds, as the program shows them."""
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda escape: chr(int(escape[1], 16)), text)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
