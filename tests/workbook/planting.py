"""Plants faults in a finished workbook as a person or another program would leave them: in its XML, without our writer.

Cells are named as a user says them, by sheet, the key of the row and the title of the column, and are found through
the file itself.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from regman_xl.address import cell_address
from regman_xl.model.frames import KEY_SEPARATOR
from regman_xl.sample.history import sample_contents
from regman_xl.schema import TABLE_BY_SHEET, Kind
from regman_xl.workbook.master import master_bytes
from tests.workbook.making import Formula, Styled
from tests.workbook.package_xml import MAIN, OFFICE, PACKAGE, TYPES, WORKBOOK, Parts, copied, relations, split, target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
LINK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
#: Day 0 of Excel's calendar, and how many days later the other calendar begins.
DAY_0 = dt.date(1899, 12, 30)
LATER_1904 = 1462


@functools.cache
def clean_sample() -> bytes:
    """The clean sample as a file: made once, planted often."""
    return master_bytes(sample_contents())


@dataclass
class Listing:
    """The Excel table of a sheet: its part, its area and where its columns are."""

    part: str
    top: int
    left: int
    bottom: int
    right: int
    columns: dict[str, int]


class Plant(Parts):
    """A workbook in memory, to be spoiled.

    Args:
        data: The bytes of an ``.xlsx`` file; default: the clean sample.
    """

    def __init__(self, data: bytes | None = None) -> None:
        super().__init__(data or clean_sample())

    # What a cell is called.

    def at(self, sheet: str, key: str, column: str) -> str:
        """Return the address of the cell in the row with this key (as findings print it), in this column."""
        return cell_address(self.row(sheet, key), self.listing(sheet).columns[column])

    def row(self, sheet: str, key: str) -> int:
        """Return the sheet row with this key; of several the last one."""
        table, place = TABLE_BY_SHEET[sheet], self.listing(sheet)
        columns = [(place.columns[table[name].title], table[name].kind) for name in table.key]
        for row in range(place.bottom, place.top, -1):
            shown = [self._shown(sheet, cell_address(row, column), kind) for column, kind in columns]
            if KEY_SEPARATOR.join(shown) == key:
                return row
        raise LookupError(f"{sheet} has no row {key}")

    def keys(self, sheet: str) -> list[str]:
        """Return the first key column of all rows."""
        place = self.listing(sheet)
        first = place.columns[TABLE_BY_SHEET[sheet].columns[0].title]
        return [self._shown(sheet, cell_address(row, first)) for row in range(place.top + 1, place.bottom + 1)]

    def value(self, sheet: str, key: str, column: str) -> str:
        """Return what a cell holds as text: the digits of a number, the serial of a date."""
        return self._shown(sheet, self.at(sheet, key, column))

    def listing(self, sheet: str) -> Listing:
        """Find the Excel table of a sheet."""
        part = next(self._linked(self._sheet_part(sheet), "table"))
        first, last = self._tree(part).get("ref", "").split(":")
        (top, left), (bottom, right) = split(first), split(last)
        columns: dict[str, int] = {}
        for column in range(left, right + 1):
            columns.setdefault(self._shown(sheet, cell_address(top, column)), column)
        return Listing(part, top, left, bottom, right, columns)

    def _shown(self, sheet: str, cell: str, kind: Kind = Kind.TEXT) -> str:
        element = self._cells_of(sheet).get(cell)
        if element is None:
            return ""
        text = "".join(element.itertext(f"{MAIN}v", f"{MAIN}t"))
        if element.get("t") == "s":
            return self._strings[int(text)]
        if kind is Kind.DATE and text and element.get("t") is None:
            return f"{DAY_0 + dt.timedelta(int(text)):%d.%m.%Y}"
        return text

    # Cells and rows.

    def set(self, sheet: str, key: str, column: str, value: object) -> None:
        """Type a value into a cell; see `write`."""
        self.write(sheet, self.at(sheet, key, column), value)

    def clear(self, sheet: str, key: str, column: str) -> None:
        """Empty a cell; its format stays."""
        self.set(sheet, key, column, None)

    def write(self, sheet: str, cell: str, value: object) -> None:
        """Type a value into a cell, given by its address; it keeps its format unless the value is `Styled`.

        Texts become inline texts, dates serials; a `Formula` whose value is None has no cached value.
        """
        element = self._cell(sheet, cell)
        for child in list(element):
            element.remove(child)
        element.attrib.pop("t", None)
        if isinstance(value, Styled):
            element.set("s", self._style(element.get("s", "0"), value.number_format))
            value = value.value
        if isinstance(value, Formula):
            etree.SubElement(element, f"{MAIN}f").text = value.text.removeprefix("=")
            value = value.value
            if isinstance(value, str):
                element.set("t", "e" if value.startswith("#") else "str")
                etree.SubElement(element, f"{MAIN}v").text = value
                return
        _fill(element, value)

    def recompute(self, sheet: str, key: str, column: str, value: float) -> None:
        """Give the formula in a cell another cached value, as Excel would after a change."""
        cell = self._cell(sheet, self.at(sheet, key, column))
        self.write(sheet, cell.get("r", ""), Formula(cell.findtext(f"{MAIN}f", ""), value))

    def append(
        self, sheet: str, values: Mapping[str, object], like: str = "", *, gap: int = 0, grows: bool = True
    ) -> None:
        """Type a row below the last one.

        Args:
            sheet: The sheet.
            values: By title of the column; a number for a formula column is what the formula shows.
            like: Key of a row whose other values are repeated.
            gap: Rows that stay blank before it.
            grows: The Excel table grows with it, as in Excel; other programs leave it as it was.
        """
        place = self.listing(sheet)
        source = self.row(sheet, like) if like else place.bottom
        row = place.bottom + 1 + gap
        for title, column in place.columns.items():
            above = self._cells_of(sheet).get(cell_address(source, column))
            cell = cell_address(row, column)
            self._cell(sheet, cell).set("s", above.get("s", "0") if above is not None else "0")
            formula = above.findtext(f"{MAIN}f") if above is not None else None
            if title in values:
                value = values[title]
                self.write(sheet, cell, Formula(formula, value) if formula and value is not None else value)
            elif like and above is not None:
                self._cell(sheet, cell)[:] = [copied(child) for child in above]
                self._cell(sheet, cell).attrib.update({name: text for name, text in above.items() if name != "r"})
        if grows:
            self._resize(place, bottom=row)

    def delete_row(self, sheet: str, key: str) -> None:
        """Delete a row; those below move up and the Excel table shrinks."""
        place, row = self.listing(sheet), self.row(sheet, key)
        for element in list(self._tree(self._sheet_part(sheet)).iter(f"{MAIN}row")):
            number = int(element.get("r", ""))
            if number == row:
                element.getparent().remove(element)  # type: ignore[union-attr]
            elif number > row:
                element.set("r", str(number - 1))
                for cell in element:
                    cell.set("r", cell_address(number - 1, split(cell.get("r", ""))[1]))
        del self._cells[sheet]
        self._resize(place, bottom=place.bottom - 1)

    def add_column(self, sheet: str, title: str) -> None:
        """Add a column at the right end of the table."""
        place = self.listing(sheet)
        self.write(sheet, cell_address(place.top, place.right + 1), title)
        columns = self._tree(place.part).find(f"{MAIN}tableColumns")
        assert columns is not None
        columns.set("count", str(len(columns) + 1))
        etree.SubElement(columns, f"{MAIN}tableColumn", id=str(len(columns) + 1), name=f"{title}2")
        self._resize(place, right=place.right + 1)

    def rename_column(self, sheet: str, column: str, title: str) -> None:
        """Give a column another header, in its cell and in the definition of the table."""
        place = self.listing(sheet)
        self.write(sheet, cell_address(place.top, place.columns[column]), title)
        for element in self._tree(place.part).iter(f"{MAIN}tableColumn"):
            if element.get("name") == column:
                element.set("name", title)

    def setting(self, title: str, value: object) -> None:
        """Change a setting."""
        self.set("Einstellungen", title, "Wert", value)

    def _resize(self, place: Listing, bottom: int = 0, right: int = 0) -> None:
        area = f"{cell_address(place.top, place.left)}:{cell_address(bottom or place.bottom, right or place.right)}"
        root = self._tree(place.part)
        for element in (root, *root.iter(f"{MAIN}autoFilter")):
            element.set("ref", area)

    # What no program should write.

    def repeat(self, sheet: str, cell: str) -> None:
        """Let a cell stand twice in the file, with another text the second time."""
        element = self._cell(sheet, cell)
        again = copied(element)
        element.addnext(again)
        self._cells_of(sheet)[cell] = again
        self.write(sheet, cell, "anderer Text")

    def split_row(self, sheet: str, cell: str) -> None:
        """Let a row stand twice in the file: from a cell on in another element."""
        element = self._cell(sheet, cell)
        row = self._row(sheet, split(cell)[0])
        again = etree.Element(f"{MAIN}row", r=row.get("r", ""))
        row.addnext(again)
        again.extend([element, *element.itersiblings()])

    # The layout of a sheet.

    def hide_row(self, sheet: str, key: str) -> None:
        """Hide a row."""
        self._row(sheet, self.row(sheet, key)).set("hidden", "1")

    def filter(self, sheet: str, value: str) -> None:
        """Show only rows whose first column has this value; no row is hidden yet."""
        found = next(self._tree(self.listing(sheet).part).iter(f"{MAIN}autoFilter"))
        filters = etree.SubElement(etree.SubElement(found, f"{MAIN}filterColumn", colId="0"), f"{MAIN}filters")
        etree.SubElement(filters, f"{MAIN}filter", val=value)

    def merge(self, sheet: str, first: str, last: str) -> None:
        """Merge cells; as in Excel only the first one keeps its value."""
        (top, left), (bottom, right) = split(first), split(last)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.write(sheet, cell_address(row, column), None)
        merged = etree.Element(f"{MAIN}mergeCells", count="1")
        etree.SubElement(merged, f"{MAIN}mergeCell", ref=f"{first}:{last}")
        self._data(sheet).addnext(merged)

    # The workbook.

    def rename_sheet(self, sheet: str, title: str) -> None:
        """Rename a sheet; its Excel table keeps its name."""
        self._sheet(sheet).set("name", title)

    def hide_sheet(self, sheet: str) -> None:
        """Hide a sheet."""
        self._sheet(sheet).set("state", "hidden")

    def add_sheet(self, title: str) -> None:
        """Add an empty sheet behind the others."""
        part = "xl/worksheets/sheet99.xml"
        self._parts[part] = f'<worksheet xmlns="{MAIN[1:-1]}"><sheetData/></worksheet>'.encode()
        sheets = self._sheets()
        link = self._link(WORKBOOK, "worksheet", "worksheets/sheet99.xml", SHEET_TYPE)
        etree.SubElement(sheets, f"{MAIN}sheet", {"name": title, "sheetId": "99", f"{{{OFFICE}}}id": link})

    def delete_sheet(self, sheet: str) -> None:
        """Delete a sheet with all that hangs on it."""
        element, part, sheets = self._sheet(sheet), self._sheet_part(sheet), self._sheets()
        place = list(sheets).index(element)
        for name in list(self._tree(WORKBOOK).iter(f"{MAIN}definedName")):
            local = int(name.get("localSheetId", -1))
            if local == place or f"{sheet}'!" in (name.text or ""):
                name.getparent().remove(name)  # type: ignore[union-attr]
            elif local > place:
                name.set("localSheetId", str(local - 1))
        sheets.remove(element)
        links = self._tree(relations(WORKBOOK))
        links.remove(next(link for link in links if target(WORKBOOK, link) == part))
        gone = {part, relations(part), *(found for _, found in self._links(part))}
        for name_of_part in gone & set(self._parts):
            del self._parts[name_of_part]
            self._trees.pop(name_of_part, None)
        for entry in list(self._tree(TYPES)):
            if entry.get("PartName", "/")[1:] in gone:
                self._tree(TYPES).remove(entry)

    def count_from_1904(self) -> None:
        """Count days from 1904, as old workbooks of a Macintosh do; every date still means the same day."""
        for properties in self._tree(WORKBOOK).iter(f"{MAIN}workbookPr"):
            properties.set("date1904", "1")
        dates = self._date_styles()
        for element in self._sheets():
            for cell in self._cells_of(element.get("name", "")).values():
                serial = cell.find(f"{MAIN}v")
                if cell.get("s") in dates and serial is not None and cell.get("t") is None:
                    serial.text = str(int(serial.text or "0") - LATER_1904)

    def link_to(self, target: str) -> None:
        """Add a link to another workbook, as a formula that refers to it leaves behind."""
        part = "xl/externalLinks/externalLink1.xml"
        self._parts[part] = (
            f'<externalLink xmlns="{MAIN[1:-1]}" xmlns:r="{OFFICE}"><externalBook r:id="rId1"><sheetNames>'
            f'<sheetName val="Tabelle1"/></sheetNames></externalBook></externalLink>'
        ).encode()
        self._parts[relations(part)] = (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/externalLinkPath" Target="{target}" TargetMode="External"/></Relationships>'
        ).encode()
        link = self._link(WORKBOOK, "externalLink", "externalLinks/externalLink1.xml", LINK_TYPE)
        references = etree.Element(f"{MAIN}externalReferences")
        etree.SubElement(references, f"{MAIN}externalReference", {f"{{{OFFICE}}}id": link})
        self._sheets().addnext(references)


def _fill(element: Element, value: object) -> None:
    """Give an emptied cell a value."""
    if value is None:
        return
    if isinstance(value, str):
        element.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(element, f"{MAIN}is"), f"{MAIN}t")
        text.text = value
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    elif isinstance(value, bool):
        element.set("t", "b")
        etree.SubElement(element, f"{MAIN}v").text = str(int(value))
    elif isinstance(value, dt.date):
        etree.SubElement(element, f"{MAIN}v").text = str((value - DAY_0).days)
    else:
        etree.SubElement(element, f"{MAIN}v").text = repr(value)
