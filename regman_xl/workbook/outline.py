"""Where the elements of an XML part stand, byte by byte, so that it can be changed without being written anew.

A part of the user's workbook is never parsed and serialised again: that would drop or reorder what the parser does not
keep. Pieces are cut out and put in at known places, and everything else stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from regman_xl.workbook.shortage import refuse_shortage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_ATTRIBUTE = re.compile(rb"\s([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_ENCODING = re.compile(rb"(<\?xml[^>]{0,99}?)\s{1,9}encoding\s*=\s*[\"']([^\"']*)[\"']")


class NotUnderstood(Exception):  # noqa: N818 - the caller says what it means to the user
    """The part is no well-formed XML, or not of a form that can be changed in place."""


@dataclass(slots=True)
class Node:
    """One element.

    Attributes:
        name: Its name as written, with its prefix.
        attributes: Its attributes as written; entities are resolved.
        start: Offset of its ``<``.
        inside: Offset after its start tag.
        close: Offset of its end tag; of an empty element, as `end`.
        end: Offset after it.
        empty: Whether it closes itself.
        children: The elements in it, as deep as asked for.
        text: Its own text, entities resolved.
    """

    name: str
    attributes: dict[str, str]
    start: int
    inside: int
    empty: bool
    close: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)
    text: str = ""

    @property
    def local(self) -> str:
        """Its name without prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """Its prefix with the colon, ``""`` where it has none: children of ours take the same."""
        head, colon, _ = self.name.rpartition(":")
        return head + colon

    def find(self, local: str) -> Node | None:
        """Return the first child of a name."""
        return next((child for child in self.children if child.local == local), None)

    def all(self, local: str) -> list[Node]:
        """Return the children of a name."""
        return [child for child in self.children if child.local == local]


def outline(data: bytes, depth: int | None = None) -> Node:
    """Return the root of an XML part with the places of its elements.

    Args:
        data: The part in UTF-8, as `utf8` returns it.
        depth: How deep children are listed; None for all. The root has depth 0.

    Raises:
        NotUnderstood: It is not well-formed, or has a document type.
    """
    return _Builder(data, depth).root


class _Builder:
    """Builds the tree of nodes while expat reads."""

    def __init__(self, data: bytes, depth: int | None) -> None:
        self.root = Node("", {}, 0, 0, empty=True)
        self._data = data
        self._depth = depth
        self._stack: list[Node | None] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            refuse_shortage(error)
            raise NotUnderstood(str(error)) from error

    def _refuse(self, *_: object) -> None:
        raise NotUnderstood("document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth is not None and len(self._stack) > self._depth:
            self._stack.append(None)
            return
        tag = _TAG.match(self._data, self._parser.CurrentByteIndex)
        if tag is None:
            raise NotUnderstood(name)
        node = Node(name, attributes, tag.start(), tag.end(), bool(tag[1]))
        parent = self._stack[-1] if self._stack else None
        if parent is not None:
            parent.children.append(node)
        elif not self._stack:
            self.root = node
        self._stack.append(node)

    def _end(self, _: str) -> None:
        node = self._stack.pop()
        if node is None:
            return
        if node.empty:
            node.close = node.end = node.inside
        else:
            node.close = self._parser.CurrentByteIndex
            node.end = self._data.index(b">", node.close) + 1

    def _characters(self, text: str) -> None:
        node = self._stack[-1] if self._stack else None
        if node is not None:
            node.text += text


def utf8(data: bytes) -> bytes:
    """Return an XML part in UTF-8 without a byte order mark; only what is in another encoding changes.

    Raises:
        NotUnderstood: Its encoding is unknown or its bytes do not fit it.
    """
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = data.decode("utf-16").encode()
        elif (said := _ENCODING.match(data)) is not None and said[2].lower() not in (b"utf-8", b"us-ascii"):
            data = data.decode(said[2].decode("ascii")).encode()
    except (UnicodeError, LookupError) as error:
        raise NotUnderstood(str(error)) from error
    data = data.removeprefix(b"\xef\xbb\xbf")
    return _ENCODING.sub(rb'\1 encoding="UTF-8"', data, count=1)


@dataclass
class Edits:
    """Changes of one part, collected and then made at once.

    Attributes:
        data: The part in UTF-8.
    """

    data: bytes
    _changes: list[tuple[int, int, int, bytes]] = field(default_factory=list)

    def replace(self, start: int, end: int, text: str | bytes) -> None:
        """Put a text in the place of some bytes; of several at one place the earlier stands first."""
        new = text.encode() if isinstance(text, str) else text
        self._changes.append((start, end, len(self._changes), new))

    def insert(self, place: int, text: str | bytes) -> None:
        """Put a text in."""
        self.replace(place, place, text)

    def remove(self, node: Node) -> None:
        """Cut an element out."""
        self.replace(node.start, node.end, b"")

    def append(self, parent: Node, text: str) -> None:
        """Put elements in as the last ones of their parent; of an empty one only once."""
        if parent.empty:
            slash = self.data.rindex(b"/", parent.start, parent.inside)
            self.replace(slash, parent.inside, f">{text}</{parent.name}>")
        else:
            self.insert(parent.close, text)

    def set(self, node: Node, name: str, value: str) -> None:
        """Give an element an attribute."""
        tag = self.data[node.start : node.inside]
        for found in _ATTRIBUTE.finditer(tag):
            if found[1].decode() == name:
                self.replace(node.start + found.start(2), node.start + found.end(2), quoteattr(value))
                return
        at = node.start + 1 + len(node.name.encode())
        self.insert(at, f" {name}={quoteattr(value)}")

    def add_in_order(self, parent: Node, order: Sequence[str], local: str, text: str) -> None:
        """Put an element in where the schema of its parent wants it.

        Args:
            parent: Its parent.
            order: The names of the parent's children in the order of the schema.
            local: Its name without prefix.
            text: It.
        """
        later = set(order[order.index(local) + 1 :])
        following = next((child for child in parent.children if child.local in later), None)
        if following is not None:
            self.insert(following.start, text)
        else:
            self.append(parent, text)

    def made(self) -> bytes:
        """Return the part with all changes."""
        pieces, at = [], 0
        for start, end, _, new in sorted(self._changes):
            if start < at:
                raise ValueError("two changes of the same bytes")
            pieces += [self.data[at:start], new]
            at = end
        return b"".join([*pieces, self.data[at:]])


def element(name: str, attributes: Mapping[str, str] | None = None, inside: str = "") -> str:
    """Return an element as text; `inside` is XML already."""
    listed = "".join(f" {key}={quoteattr(value)}" for key, value in (attributes or {}).items())
    return f"<{name}{listed}>{inside}</{name}>" if inside else f"<{name}{listed}/>"


def text_element(name: str, text: str) -> str:
    """Return an element that holds a text, blanks at its ends kept."""
    return f'<{name} xml:space="preserve">{escape(text)}</{name}>'


def walk(node: Node) -> Iterator[Node]:
    """Yield an element and all below it, in document order."""
    yield node
    for child in node.children:
        yield from walk(child)
