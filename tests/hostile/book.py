"""The workbook that most cases spoil: small, without a finding, and edited as bytes, not through our own code."""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

from regman_xl.address import column_letters
from regman_xl.model.contents import Contents
from regman_xl.schema import JOURNAL, SETTINGS, TABLE_BY_NAME, TABLES
from regman_xl.workbook.master import FIRST_ROW, master_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regman_xl.schema import Table

WORKBOOK, LINKS, TYPES, ROOT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: A zip holds the time of each entry; it is the same in every run.
_MOMENT = (2026, 1, 1, 0, 0, 0)
YEAR = 2026
AS_OF = dt.date(2026, 12, 1)

SETTING_ROWS: dict[str, Any] = {
    "cooperation": "Regionalmanagement",
    "budget_year": YEAR,
    "opening_cash": 0,
    "reference_date": AS_OF,
    "legal_basis": "Vertrag",
}
_ENTRY = {
    "budget_year": YEAR,
    "category": "Geschäftsstelle",
    "direction": "Ausgabe",
    "voucher_date": dt.date(2026, 3, 30),
    "confirmed_by": "Anna",
    "approved_by": "Bernd",
}


def entry(number: int, **more: Any) -> dict[str, Any]:
    """Return a row of the journal that is right in itself."""
    day = dt.date(2026, 4, 1) + dt.timedelta(number)
    return {
        **_ENTRY,
        "number": str(number),
        "voucher": f"2026-{number:04d}",
        "booked_on": day,
        "counterparty": f"Firma {number}",
        "text": f"Buchung {number}",
        "amount": 100_00 + number,
        **more,
    }


def income(number: int, partner: str, amount: int) -> dict[str, Any]:
    """Return the payment of a contribution."""
    return entry(number, direction="Einnahme", category="Partnerbeitrag", partner=partner, amount=amount)


def base_rows() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the small workbook: three partners who have paid, five bills that are paid."""
    agreed = {"DUS": 5_000_00, "ME": 5_000_00, "IHK": 2_000_00}
    return {
        "partners": [
            {"id": who, "name": f"Partner {who}", "valid_from": YEAR, "payment_route": "Überweisung"} for who in agreed
        ],
        "contributions": [
            {"partner": who, "budget_year": YEAR, "amount": cents, "due_on": dt.date(YEAR, 2, 28)}
            for who, cents in agreed.items()
        ],
        "budget_years": [{"budget_year": YEAR, "status": "offen", "plan_date": dt.date(YEAR, 3, 1)}],
        "accounts": [{"account": "543100", "name": "Geschäftsaufwand"}],
        "projects": [
            {"id": "P-01", "title": "Radwege", "task_field": "Raumentwicklung", "goal": "Z 1", "status": "laufend"}
        ],
        "plan": [{"budget_year": YEAR, "category": "Geschäftsstelle", "title": "Büro", "amount": 9_000_00}],
        "report_texts": [
            {"budget_year": YEAR, "report": "Jahresplan", "section": "Ziele und Schwerpunkte", "text": "Radwege bauen."}
        ],
        "journal": [
            *(income(place, who, cents) for place, (who, cents) in enumerate(agreed.items(), 1)),
            *(entry(number) for number in range(4, 9)),
        ],
        "board_members": [
            {"body": "Aufsichtsgremium", "name": f"Mitglied {who}", "sent_by": who, "valid_from": dt.date(YEAR, 1, 1)}
            for who in agreed
        ],
    }


@functools.cache
def base_bytes() -> bytes:
    """Return the small workbook as a file."""
    return made(base_rows())


def made(rows: Mapping[str, Iterable[Mapping[str, Any]]], settings: Mapping[str, Any] = SETTING_ROWS) -> bytes:
    """Return a workbook of our own making with these rows."""
    return master_bytes(Contents(dict(settings), {name: tuple(found) for name, found in rows.items()}))


@functools.cache
def _base_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(base_bytes())) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


class Book:
    """The parts of a workbook, to be spoiled.

    Args:
        data: A workbook; default: the small one.
    """

    def __init__(self, data: bytes | None = None) -> None:
        if data is None:
            self.parts = dict(_base_parts())
            return
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {info.filename: archive.read(info) for info in archive.infolist()}

    def pack(self) -> bytes:
        """Return the file."""
        return packed(self.parts.items())

    def edit(self, part: str, old: str | bytes, new: str | bytes) -> Book:
        """Replace bytes of a part, which must be there, once."""
        before, after = _bytes(old), _bytes(new)
        assert before in self.parts[part], f"{part} does not hold {before!r}"
        self.parts[part] = self.parts[part].replace(before, after, 1)
        return self

    def sub(self, part: str, pattern: str, new: str, count: int = 0) -> Book:
        """Replace what a pattern finds in a part."""
        text, found = re.subn(pattern, lambda _: new, self.parts[part].decode(), count=count, flags=re.DOTALL)
        assert found, f"{part} does not hold {pattern}"
        self.parts[part] = text.encode()
        return self

    def add(self, part: str, content: str | bytes) -> Book:
        """Add a part, or replace it."""
        self.parts[part] = _bytes(content)
        return self

    def link(self, source: str, kind: str, target: str, *, external: bool = False, content: str = "") -> Book:
        """Register a relation of a part to a target, and what the target holds where that is given."""
        folder, _, name = source.rpartition("/")
        links = f"{folder}/_rels/{name}.rels".lstrip("/")
        mode = ' TargetMode="External"' if external else ""
        number = self.parts[links].count(b"<Relationship ")
        relation = f'<Relationship Id="rHostile{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        self.edit(links, "</Relationships>", f"{relation}</Relationships>")
        if content:
            override = f'<Override PartName="{target}" ContentType="{content}"/>'
            self.edit(TYPES, "</Types>", f"{override}</Types>")
        return self

    def put(self, table: str, row: int, column: str, inside: str, attributes: str = "") -> Book:
        """Give the cell in a data row (from 1) of a table a content of its own; its format stays.

        Args:
            table: Name of the table.
            row: Data row.
            column: Name of the column.
            inside: XML inside of the cell.
            attributes: Attributes of the cell beside place and format.
        """
        return self.cell(table, address(table, row, column), inside, attributes)

    def repeat_booking(self, count: int) -> Book:
        """Put copies of the last booking behind it, and let the table cover them."""
        last = FIRST_ROW + 7
        found = re.search(rf'<row r="{last}".*?</row>'.encode(), self.parts[JOURNAL_SHEET], re.DOTALL)
        assert found
        row = re.sub(rf'(?<= r=")([A-Z]*){last}(?=")'.encode(), rb"\1%d", found[0].replace(b"%", b"%%"))
        places = row.count(b"%d")
        rows = b"".join(row % ((number,) * places) for number in range(last + 1, last + 1 + count))
        self.parts[JOURNAL_SHEET] = self.parts[JOURNAL_SHEET].replace(found[0], found[0] + rows, 1)
        return self.sub(definition("journal"), f"X{last}", f"X{last + count}")

    def text(self, table: str, row: int, column: str, text: str) -> Book:
        """Type a text; ``text`` is XML already."""
        return self.put(table, row, column, f'<is><t xml:space="preserve">{text}</t></is>', 't="inlineStr"')

    def number(self, row: int, column: str, number: str) -> Book:
        """Type a number into the journal, letter by letter as the file is to hold it."""
        return self.put("journal", row, column, f"<v>{number}</v>")

    def cell(self, table: str, place: str, inside: str, attributes: str = "") -> Book:
        """Give a cell that is there a content of its own."""
        part = sheet(table)
        found = re.search(rf'<c r="{place}"( s="\d+")?[^>]*?(/>|>.*?</c>)'.encode(), self.parts[part], re.DOTALL)
        assert found, f"{part} has no cell {place}"
        style = (found[1] or b"").decode()
        made_cell = f'<c r="{place}"{style} {attributes}>{inside}</c>'
        self.parts[part] = self.parts[part].replace(found[0], made_cell.encode(), 1)
        return self


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def sheet(table: str) -> str:
    """Return the part of an input sheet: the cockpit is the first sheet."""
    return f"xl/worksheets/sheet{TABLES.index(TABLE_BY_NAME[table]) + 2}.xml"


def sheet_links(table: str) -> str:
    """Return the part with the relations of an input sheet."""
    return f"xl/worksheets/_rels/{sheet(table).rpartition('/')[2]}.rels"


def definition(table: str) -> str:
    """Return the part that defines the Excel table of an input sheet."""
    return f"xl/tables/table{TABLES.index(TABLE_BY_NAME[table]) + 1}.xml"


def address(table: str, row: int, column: str) -> str:
    """Return the address of a cell in a data row, counted from 1."""
    return f"{letters(TABLE_BY_NAME[table], column)}{FIRST_ROW + row - 1}"


def letters(table: Table, column: str) -> str:
    """Return the column of a table in the sheet as letters."""
    return column_letters([known.name for known in table.columns].index(column) + 1)


def packed(parts: Iterable[tuple[str, bytes]], level: int = 6) -> bytes:
    """Return a zip with these entries, doubled names allowed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Duplicate name")
        for name, content in parts:
            archive.writestr(entry_of(name), content, zipfile.ZIP_DEFLATED, level)
    return buffer.getvalue()


def entry_of(name: str) -> zipfile.ZipInfo:
    """Return a zip entry whose name is kept as given."""
    info = zipfile.ZipInfo("x", _MOMENT)
    info.filename = info.orig_filename = name
    info.external_attr = 0o600 << 16
    return info


SETTINGS_SHEET = sheet(SETTINGS.name)
JOURNAL_SHEET = sheet(JOURNAL.name)
