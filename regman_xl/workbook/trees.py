"""Small XML parts as trees, with limits on what is in them.

The limits are what Excel itself allows ("Excel specifications and limits", Microsoft), or far more than any real file
has where Excel names none. They hold for what is there; what a file declares about its own counts is never believed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from regman_xl.workbook.events import MAX_DEPTH, Broken, DocumentType, Excess
from regman_xl.workbook.shortage import refuse_shortage

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: In all parts together; styles at Excel's limits have half as many.
MAX_ELEMENTS = 500_000
#: No element of the format has more than some dozen attributes.
MAX_ATTRIBUTES = 256
#: How often an element may stand in one part.
MAX_COUNTS = {
    # Excel: limited by memory; every sheet is one part more.
    "sheet": (5_000, "Blätter"),
    # Excel: limited by memory; old files drag along tens of thousands.
    "definedName": (100_000, "Namen"),
    # Excel: 65,490 cell formats, and as many below named styles.
    "xf": (2 * 65_490, "Zellformate"),
    "dxf": (65_490, "bedingte Formate"),
    # Excel: 200 to 250 own number formats; other programs write more.
    "numFmt": (20_000, "Zahlenformate"),
    # Excel: 65,530 hyperlinks in a sheet, each of which is a relation.
    "Relationship": (70_000, "Verknüpfungen zwischen ihren Teilen"),
    # Excel: columns of the grid.
    "tableColumn": (16_384, "Spalten einer Tabelle"),
}


class _Bounded(TreeBuilder):
    """Builds a tree and counts what is in it."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit
        self._depth = 0
        self._counts: Counter[str] = Counter()
        self.elements = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        """Begin an element."""
        self.elements += 1
        self._depth += 1
        if self.elements > self._left:
            raise Excess(f"mehr als {MAX_ELEMENTS:_} XML-Elemente".replace("_", "."))
        if self._depth > MAX_DEPTH or len(attrs) > MAX_ATTRIBUTES:
            raise Excess("eine ungewöhnlich tiefe Verschachtelung")
        name = tag.rpartition("}")[2]
        if name in MAX_COUNTS:
            self._counts[name] += 1
            most, what = MAX_COUNTS[name]
            if self._counts[name] > most:
                raise Excess(f"mehr als {most:_} {what}".replace("_", "."))
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        """Finish an element."""
        self._depth -= 1
        return super().end(tag)


def tree_of(data: bytes, limit: int = MAX_ELEMENTS) -> tuple[Element, int]:
    """Parse a part.

    Args:
        data: It.
        limit: How many elements it may have.

    Returns:
        Its root, and how many elements it has.

    Raises:
        DocumentType: It declares a document type.
        Broken: It is not well-formed.
        Excess: It has more of something than any real file.
    """
    builder = _Bounded(limit)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise DocumentType from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        refuse_shortage(error)
        raise Broken from error
    return root, builder.elements
