"""Relations between parts of a workbook file that is being changed: who leads where, and what belongs to one part."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.workbook.outline import element, outline
from regman_xl.workbook.package import relations_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regman_xl.workbook.splice import Splice

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SUFFIX = ".rels"


class Link(NamedTuple):
    """A relation as it is written.

    Attributes:
        key: Its id.
        kind: Its whole type.
        target: Path of the part it leads to; where it leads out of the file, the address.
        external: Whether it leads out of the file.
    """

    key: str
    kind: str
    target: str
    external: bool


def read_links(data: bytes, part: str) -> list[Link]:
    """Return the relations of a part.

    Args:
        data: The relations in UTF-8.
        part: The part that they start from, ``""`` for the whole file.
    """
    folder = posixpath.dirname(part)
    found = []
    for node in outline(data).children:
        target = node.attributes.get("Target", "")
        external = node.attributes.get("TargetMode") == "External"
        key, kind = node.attributes.get("Id", ""), node.attributes.get("Type", "")
        found.append(Link(key, kind, target if external else resolved(folder, target), external))
    return found


def written_links(links: Iterable[Link], part: str) -> bytes:
    """Return relations as XML; arguments as `read_links` returns and takes them."""
    folder = posixpath.dirname(part)
    lines = []
    for link in links:
        target = link.target if link.external else posixpath.relpath(link.target, folder)
        mode = {"TargetMode": "External"} if link.external else {}
        lines.append(element("Relationship", {"Id": link.key, "Type": link.kind, "Target": target, **mode}))
    return (_HEAD + element("Relationships", {"xmlns": _NAMESPACE}, "".join(lines))).encode()


def owned_parts(splice: Splice, part: str) -> set[str]:
    """Return the parts that only this part leads to, directly or through each other: they have no use without it.

    Args:
        splice: The workbook.
        part: The part; it is not one of them.
    """
    leads = {source: set(targets) for source, targets in _all_links(splice)}
    start = part.casefold()
    owned: set[str] = set()
    reached = [start]
    while reached:
        new = leads.get(reached.pop(), set()) - owned - {start}
        owned |= new
        reached += new
    while shared := {
        target
        for source, targets in leads.items()
        if source != start and source not in owned
        for target in targets & owned
    }:
        owned -= shared
    return {splice.stored_name(name) for name in owned if name in splice}


def _all_links(splice: Splice) -> Iterator[tuple[str, list[str]]]:
    """Yield every part that leads to others, with these, in lower case."""
    for name in splice.parts():
        folder, _, file = name.rpartition("/")
        if file.endswith(_SUFFIX) and (folder == "_rels" or folder.endswith("/_rels")):
            source = posixpath.join(folder.removesuffix("_rels"), file.removesuffix(_SUFFIX))
            links = read_links(splice.read(name), source)
            yield source.casefold(), [link.target.casefold() for link in links if not link.external]


def links_of(splice: Splice, part: str) -> list[Link]:
    """Return the relations of a part of the workbook; none where it has none."""
    name = relations_of(part) if part else "_rels/.rels"
    return read_links(splice.read(name), part) if name in splice else []
