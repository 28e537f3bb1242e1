"""Formats that are added to those of a workbook; none that is there is changed."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from regman_xl.finding import Severity
from regman_xl.workbook.outline import NotUnderstood, element, outline, walk
from regman_xl.workbook.parts import whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regman_xl.workbook.outline import Edits, Node
    from regman_xl.workbook.splice import Splice

#: Children of the style sheet in the order of the schema.
ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"),
    *("colors", "extLst"),
)
#: Number formats below are built in.
_FIRST_NUMBER = 164
_OPENING = re.compile(r"<(/?)(?=\w)")
#: The line around a marked cell.
MARK_LINE = "FF9C0006"
#: Fill and letters of a marked cell; the letters and the frame mark it for who does not see the colour.
MARK_COLOURS = MappingProxyType(
    {
        Severity.ERROR: ("FFFFC7CE", "FF9C0006"),
        Severity.WARNING: ("FFFFEB9C", "FF7F6000"),
        Severity.INFO: ("FFDDEBF7", "FF1F4E78"),
    }
)


def styles_part(splice: Splice) -> str:
    """Return the path of the workbook's formats.

    Raises:
        NotUnderstood: It has none.
    """
    links = splice.package.relations(splice.main).values()
    part = next((link.target for link in links if link.kind == "styles"), "")
    if part not in splice:
        raise NotUnderstood("styles")
    return part


def add_mark_formats(splice: Splice) -> dict[Severity, int]:
    """Add the formats of marks and return their numbers."""
    sides = "".join(
        element(side, {"style": "thin"}, element("color", {"rgb": MARK_LINE}))
        for side in ("left", "right", "top", "bottom")
    )
    texts = []
    for fill, letters in MARK_COLOURS.values():
        font = element("font", inside=element("b") + element("color", {"rgb": letters}))
        pattern = element("patternFill", inside=element("bgColor", {"rgb": fill}))
        texts.append(element("dxf", inside=font + element("fill", inside=pattern) + element("border", inside=sides)))
    numbers = add_formats(splice, "dxfs", texts)
    return dict(zip(MARK_COLOURS, numbers, strict=True))


def add_formats(splice: Splice, collection: str, texts: Sequence[str]) -> list[int]:
    """Add elements to a collection of formats; what is there already is not added again.

    Args:
        splice: The workbook.
        collection: Name of the collection, for example ``fonts``.
        texts: The elements without namespace prefix.

    Returns:
        The number of each element in the collection.
    """
    numbers: list[int] = []

    def change(edits: Edits, root: Node) -> None:
        prefixed = [with_prefix(text, root.prefix) for text in texts]
        there = root.find(collection)
        items = [edits.data[node.start : node.end].decode() for node in there.children] if there else []
        known = {text: number for number, text in reversed(list(enumerate(items)))}
        new: list[str] = []
        for text in prefixed:
            if text not in known:
                known[text] = len(items) + len(new)
                new.append(text)
            numbers.append(known[text])
        if not new:
            return
        count = str(len(items) + len(new))
        if there is None:
            added = element(f"{root.prefix}{collection}", {"count": count}, "".join(new))
            edits.add_in_order(root, ORDER, collection, added)
        else:
            edits.set(there, "count", count)
            edits.append(there, "".join(new))

    splice.edit(styles_part(splice), change)
    return numbers


def with_prefix(text: str, prefix: str) -> str:
    """Give every element of a text a namespace prefix."""
    return _OPENING.sub(rf"<\g<1>{prefix}", text) if prefix else text


def add_number_formats(splice: Splice, codes: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Add number formats.

    Args:
        splice: The workbook.
        codes: Number and code of each in the file that they come from.

    Returns:
        Their numbers in the workbook by the number where they come from.
    """
    there = outline(splice.read(styles_part(splice))).find("numFmts")
    known = {
        node.attributes.get("formatCode", ""): node.attributes.get("numFmtId", "0")
        for node in (there.children if there else ())
    }
    last = max((whole_number(number) for number in known.values() if number.isdecimal()), default=0)
    numbers, new = {}, []
    for number, code in codes:
        if code not in known:
            last = max(last + 1, _FIRST_NUMBER)
            known[code] = str(last)
            new.append(element("numFmt", {"numFmtId": known[code], "formatCode": code}))
        numbers[number] = known[code]
    add_formats(splice, "numFmts", new)
    return numbers


def borrowed_formats(splice: Splice, data: bytes) -> list[int]:
    """Add the cell formats of another style sheet and return their numbers in the workbook.

    Args:
        splice: The workbook.
        data: A style sheet without namespace prefixes, as XlsxWriter writes it.
    """
    root = outline(data)
    codes = [(node.attributes["numFmtId"], node.attributes["formatCode"]) for node in _children(root, "numFmts")]
    numbers = add_number_formats(splice, codes)
    parts = {}
    for collection, attribute in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
        texts = [data[node.start : node.end].decode() for node in _children(root, collection)]
        parts[attribute] = [str(number) for number in add_formats(splice, collection, texts)]
    made = []
    for node in _children(root, "cellXfs"):
        own = dict(node.attributes)
        for attribute, placed in parts.items():
            own[attribute] = placed[int(own[attribute])]
        own["numFmtId"] = numbers.get(own["numFmtId"], own["numFmtId"])
        own["xfId"] = "0"
        made.append(element("xf", own, data[node.inside : node.close].decode()))
    return add_formats(splice, "cellXfs", made)


def _children(root: Node, collection: str) -> list[Node]:
    found = next((node for node in walk(root) if node.local == collection), None)
    return found.children if found else []
