"""What the small parts of the file say: sheets, table definitions, links, the date system."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.address import cell_address
from regman_xl.model.facts import GeneratedSheet
from regman_xl.problems import Problem
from regman_xl.workbook.package import local, relations_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from regman_xl.workbook.package import Package, Relation

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
#: How the names begin that `regman_xl.render.xlsx` gives a sheet of ours.
_TAG = "regman_"
_SHORT_NUMBER = re.compile(r"[0-9]{1,5}")
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


class Area(NamedTuple):
    """A rectangle of cells, 1-based, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def text(self) -> str:
        """The area as Excel writes it, for example ``A5:C9``."""
        return area_text(self.top, self.left, self.bottom, self.right)


class ListObject(NamedTuple):
    """An Excel table: its name, where its headers and rows are, and whether a filter hides some.

    Attributes:
        name: Name of the table.
        area: The whole table, headers and totals row included.
        headers: Number of header rows (0 or 1).
        totals: Number of totals rows (0 or 1).
        filtered: A filter is active.
        part: Path of its XML.
    """

    name: str
    area: Area
    headers: int
    totals: int
    filtered: bool
    part: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet of the file.

    Attributes:
        title: Its name as the user sees it.
        part: Path of its XML.
        hidden: Whether it is hidden.
        tables: Its Excel tables.
    """

    title: str
    part: str
    hidden: bool
    tables: tuple[ListObject, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the workbook part says.

    Attributes:
        titles: All sheet names in order, chart sheets included.
        sheets: The worksheets.
        dates_1904: Days are counted from 1904.
        links: Addresses of the other workbooks that formulas refer to.
        strings: Path of the shared strings, ``""`` where there are none.
        styles: Path of the cell formats, ``""`` where there are none.
        generated: The sheets that the toolkit made.
    """

    titles: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    dates_1904: bool
    links: tuple[str, ...]
    strings: str
    styles: str
    generated: tuple[GeneratedSheet, ...] = ()


def folded(text: str) -> str:
    """Return a name as names are compared: composed, without case and surplus blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def area_text(top: int, left: int, bottom: int, right: int) -> str:
    """Return an area as Excel writes it; a single cell without colon."""
    first, last = cell_address(top, left), cell_address(bottom, right)
    return first if first == last else f"{first}:{last}"


def area_of(text: str) -> Area | None:
    """Parse ``A5:C9`` or ``A5``; None where it is not an area of the grid."""
    match = _AREA.fullmatch(text.strip())
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    columns = sorted(_column_number(letters) for letters in (left, right or left))
    rows = sorted(int(digits) for digits in (top, bottom or top))
    if rows[0] < 1 or rows[1] > MAX_ROW or columns[1] > MAX_COLUMN:
        return None
    return Area(rows[0], columns[0], rows[1], columns[1])


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def is_true(text: str | None) -> bool:
    """Read an XML boolean; absent is false."""
    return text is not None and text.strip().lower() in ("1", "true", "on")


def read_workbook(package: Package) -> Workbook:
    """Read the workbook part and what hangs on it, but no sheet data.

    Raises:
        Problem: The file is no workbook, or a part of it is damaged.
    """
    main = _only(package, package.relations(""), "officeDocument", relations_of(""))
    if main not in package or local(root := package.tree(main)) != "workbook":
        raise Problem(
            f"Die Datei „{package.name}“ ist keine Excel-Arbeitsmappe.",
            "Bitte in Excel öffnen und als Excel-Arbeitsmappe (.xlsx oder .xlsm) speichern.",
        )
    links, source = package.relations(main), relations_of(main)
    elements = [element for element in root.iter() if local(element) == "sheet"]
    properties = next((element for element in root.iter() if local(element) == "workbookPr"), None)
    return Workbook(
        titles=tuple(element.get("name", "") for element in elements),
        sheets=tuple(_sheets(package, elements, links)),
        dates_1904=properties is not None and is_true(properties.get("date1904")),
        links=tuple(_external(package, links)),
        strings=_only(package, links, "sharedStrings", source),
        styles=_only(package, links, "styles", source),
        generated=tuple(_generated(root, [element.get("name", "") for element in elements])),
    )


def _generated(root: Element, titles: list[str]) -> Iterator[GeneratedSheet]:
    """Read the names by which a sheet of ours is known again: texts that are valid on that sheet only."""
    tags: dict[int, dict[str, str]] = {}
    for element in root.iter():
        name, sheet = element.get("name", "").casefold(), _number(element.get("localSheetId", ""))
        if local(element) == "definedName" and name.startswith(_TAG) and sheet is not None:
            value = (element.text or "").strip().removeprefix("=")[1:-1].replace('""', '"')
            tags.setdefault(sheet, {})[name.removeprefix(_TAG)] = value
    for place, tag in sorted(tags.items()):
        if "kind" in tag and place < len(titles):
            year = _number(tag.get("year", ""))
            yield GeneratedSheet(titles[place], tag["kind"], year, tag.get("subject", ""), tag.get("checksum", ""))


def _number(text: str) -> int | None:
    return int(text) if _SHORT_NUMBER.fullmatch(text) else None


def _only(package: Package, links: dict[str, Relation], kind: str, source: str) -> str:
    """Return the one part of a kind, ``""`` where there is none; of two nobody can say which one holds."""
    parts = [link.target for link in links.values() if link.kind == kind]
    if len(parts) > 1:
        package.damaged(source)
    if parts and parts[0] not in package:
        package.damaged(parts[0])
    return parts[0] if parts else ""


def _sheets(package: Package, elements: list[Element], links: dict[str, Relation]) -> Iterator[Sheet]:
    seen: set[str] = set()
    for element in elements:
        key = next((value for name, value in element.items() if name.rpartition("}")[2] == "id"), "")
        link = links.get(key)
        # A part that several sheets lead to would be read once for each of them.
        if link is None or link.target not in package or link.target in seen:
            package.damaged(element.get("name", "") or "workbook.xml")
        seen.add(link.target)
        if link.kind == "worksheet":
            hidden = element.get("state", "visible") != "visible"
            yield Sheet(element.get("name", ""), link.target, hidden, tuple(_tables(package, link.target)))


def _tables(package: Package, sheet: str) -> Iterator[ListObject]:
    links = package.relations(sheet).values()
    for part in dict.fromkeys(link.target for link in links if link.kind == "table" and not link.external):
        root = package.document(part, "table")
        area, totals = area_of(root.get("ref", "")), _count(root, "totalsRowCount", 0)
        # More than one row of totals is damage, and would hide rows: the table is then found by its headers.
        if area is None or totals > 1:
            continue
        name = root.get("displayName") or root.get("name") or ""
        filtered = any(local(element) == "filterColumn" for element in root.iter())
        yield ListObject(name, area, _count(root, "headerRowCount", 1), totals, filtered, part)


def _count(element: Element, name: str, default: int) -> int:
    text = element.get(name, "")
    return whole_number(text) if text.isdecimal() else default


def whole_number(digits: str) -> int:
    """Return the number of an attribute that holds digits only; how large one is beyond any limit does not matter."""
    return int(digits.lstrip("0")[:9] or 0)


def _external(package: Package, links: dict[str, Relation]) -> Iterator[str]:
    for link in links.values():
        if link.kind == "externalLink":
            targets = [target.target for target in package.relations(link.target).values() if target.external]
            yield targets[0] if targets else link.target
