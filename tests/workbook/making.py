"""Small workbooks for tests: made by XlsxWriter, or by hand from XML."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import xlsxwriter

from regman_xl.address import column_letters
from regman_xl.model.facts import CellFact, Fault
from regman_xl.schema import TABLE_BY_NAME, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from regman_xl.model.books import Books
    from regman_xl.schema import Column, Table

    Row = Mapping[str, object]


@dataclass(frozen=True)
class Styled:
    """A value with a number format of its own."""

    value: object
    number_format: str


@dataclass(frozen=True)
class Formula:
    """A formula with the value that the file caches."""

    text: str
    value: object = 0


#: A contribution as a person types it, in EUR.
CONTRIBUTION = {
    "partner": "DUS",
    "budget_year": 2026,
    "amount": 50000.0,
    "due_on": dt.date(2026, 2, 15),
    "basis": "§ 5",
}
#: A journal row without any fault.
ENTRY: dict[str, object] = {
    "number": "1",
    "budget_year": 2026,
    "booked_on": dt.date(2026, 3, 31),
    "voucher": "2026-0001",
    "direction": "Ausgabe",
    "category": "Geschäftsstelle",
    "text": "Druck der Einladungen",
    "amount": 1234.56,
}
_FORMATS = {Kind.DATE: "dd.mm.yyyy", Kind.MONEY: "#,##0.00"}


def make_book(
    path: Path, *, defined: bool = True, order: Sequence[str] = (), top: int = 0, **tables: Sequence[Row]
) -> Path:
    """Write a workbook with some input sheets.

    Args:
        path: The file.
        defined: Make Excel tables, else only headers and rows.
        order: Names of the columns to write; all in their order where empty.
        top: Rows above the headers.
        tables: Rows by table name.
    """
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"}) as book:
        for name, rows in tables.items():
            table = TABLE_BY_NAME[name]
            columns = [table[column] for column in order] or list(table.columns)
            sheet = book.add_worksheet(table.sheet)
            if defined:
                headers = [{"header": column.title} for column in columns]
                options = {"name": table.list_name, "columns": headers}
                sheet.add_table(top, 0, top + max(len(rows), 1), len(columns) - 1, options)
            for place, column in enumerate(columns):
                sheet.write_string(top, place, column.title)
                for row, values in enumerate(rows, top + 1):
                    _write(book, sheet, row, place, column, values.get(column.name))
    return path


def _write(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    place: int,
    column: Column,
    value: object,
) -> None:
    code = _FORMATS.get(column.kind, "")
    if isinstance(value, Styled):
        value, code = value.value, value.number_format
    style = book.add_format({"num_format": code}) if code else None
    if value is None:
        return
    if isinstance(value, Formula):
        sheet.write_formula(row, place, value.text, style, value.value)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, style)
    else:
        sheet.write(row, place, value, style)


def journal(path: Path, *changes: Row, **options: object) -> Path:
    """Write a workbook whose journal has one row per change of the faultless entry."""
    rows = [{**ENTRY, "number": str(place), **change} for place, change in enumerate(changes, 1)]
    return make_book(path, journal=rows, **options)  # type: ignore[arg-type]


def edit_part(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Change the text of one part of a workbook in place."""
    return edit_bytes(path, part, lambda content: change(content.decode()).encode())


def edit_bytes(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Change the bytes of one part of a workbook in place; the part must change."""
    parts = read_parts(path)
    changed = change(parts.get(part, b""))
    assert changed != parts.get(part), f"{part} did not change"
    parts[part] = changed
    write_parts(path, parts)
    return path


def read_parts(path: Path) -> dict[str, bytes]:
    """Return the parts of a workbook by name, in their order."""
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Write a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def hand_made(path: Path, sheet: str | bytes, strings: str | bytes = "", title: str = "Journal") -> Path:
    """Write the smallest workbook around the XML of one sheet (and of the shared strings)."""
    links = f'<Relationship Id="r1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        f'<sheet name="{title}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings:
        parts["xl/sharedStrings.xml"] = strings
        links += f'<Relationship Id="r2" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = relations
    return write_parts(path, {name: part.encode() if isinstance(part, str) else part for name, part in parts.items()})


def sheet_xml(rows: str, after: str = "") -> str:
    """Return the XML of a sheet with the given rows."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def strings_xml(items: str) -> str:
    """Return the XML of shared strings with the given items."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{_MAIN}">{items}</sst>'


def address(fact: CellFact) -> str:
    """Return where a fact is, as the user reads it."""
    return f"{column_letters(fact.column)}{fact.row}"


def facts_of(books: Books, *, absent: bool = False) -> list[CellFact]:
    """Return the facts, without those about sheets that a small workbook leaves out."""
    return [fact for fact in books.package.facts if absent or fact.fault is not Fault.MISSING_SHEET]


def faults_at(books: Books) -> list[tuple[str, Fault]]:
    """Return place and fault of all facts."""
    return [(address(fact), fact.fault) for fact in facts_of(books)]


def position(table: Table, name: str) -> str:
    """Return the column letter of a column in the order of the schema."""
    return column_letters([column.name for column in table.columns].index(name) + 1)
