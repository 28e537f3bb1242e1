"""The examples of the rules: small text tables with the expected code beside the offending row.

A file of the folder ``examples`` holds blocks that begin with ``# CODE fails`` or ``# CODE passes``. A block names
sheets, each followed by a table with German headers; its rows stand in the sheet from row 2 on. The column ``Befund``
holds the codes that the row must get. The pseudo sheet ``Datei`` holds what the package says (`CellFact`), the pseudo
sheet ``Berichte`` the sheets that the toolkit made (`GeneratedSheet`), the line
``Stichtag: 31.12.2026`` the day that rules look at. Rules that need figures get those of the example, as far as it has
what figures rest on (partners with contributions).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regman_xl.finance.engine import history
from regman_xl.model.books import Books
from regman_xl.model.facts import CellFact, Fault, GeneratedSheet, PackageFacts
from regman_xl.model.frames import table_data
from regman_xl.model.settings import Settings
from regman_xl.money import cents_of
from regman_xl.problems import Problem
from regman_xl.rules import Audit, audit
from regman_xl.schema import PLACES, SEALS, TABLE_BY_SHEET, TABLES, TEXT_KINDS, Kind, Table
from regman_xl.schema.settings import SETTING_BY_TITLE, SettingKind

if TYPE_CHECKING:
    from regman_xl.model.frames import TableData

FOLDER = Path(__file__).parent / "examples"
FILE = "Datei"
REPORTS = "Berichte"
MARK = "Befund"
DAY = "Stichtag: "

Place = tuple[str, str, int | None]
EMPTY = {table.name: table_data(table, []) for table in (*TABLES, SEALS)}


@dataclasses.dataclass(frozen=True, eq=False)
class Example:
    """One example: what the workbook holds, and which rows get which code."""

    code: str
    fails: bool
    text: str
    books: Books
    today: dt.date
    expected: frozenset[Place]

    def audited(self) -> Audit:
        """Judge the example by all rules."""
        try:
            accounts = history(self.books).accounts
        except Problem:
            accounts = ()
        return audit(self.books, accounts, today=self.today)


def read_examples() -> list[Example]:
    """Read all examples of the folder."""
    blocks = []
    for file in sorted(FOLDER.glob("*.txt")):
        blocks += file.read_text(encoding="utf-8").split("\n# ")
    return [parse_example(block.removeprefix("# ")) for block in blocks]


def parse_example(block: str) -> Example:
    """Read one block without its leading ``#``."""
    head, _, text = block.partition("\n")
    code, verdict = head.split()
    if verdict not in ("fails", "passes"):
        raise ValueError(f"neither fails nor passes: {head}")
    today = dt.date(2026, 12, 31)
    tables: dict[str, list[dict[str, str]]] = {}
    sheet, headers = "", None
    for line in text.splitlines():
        if line.startswith(DAY):
            today = german_date(line.removeprefix(DAY))
        elif "|" not in line:
            sheet, headers = (line or sheet), None
        elif headers is None:
            headers = [cell.strip() for cell in line.split("|")]
            tables[sheet] = []
        else:
            cells = [cell.strip() for cell in line.split("|")]
            tables[sheet].append(dict(zip(headers, cells, strict=True)))
    return Example(code, verdict == "fails", text.strip(), made_books(tables), today, marks(tables))


def marks(tables: dict[str, list[dict[str, str]]]) -> frozenset[Place]:
    """Return code, sheet and row of every mark."""
    places: set[Place] = set()
    for sheet, rows in tables.items():
        for number, row in enumerate(rows, 2):
            for code in row.get(MARK, "").split():
                if sheet == FILE:
                    places.add((code, row["Blatt"], int(row["Zeile"] or 0) or None))
                elif sheet == REPORTS:
                    places.add((code, row["Blatt"], 1))
                else:
                    places.add((code, sheet, number))
    return frozenset(places)


def made_books(tables: dict[str, list[dict[str, str]]]) -> Books:
    """Build the workbook of an example."""
    lines = [(SETTING_BY_TITLE[row["Schlüssel"]], row["Wert"]) for row in tables.get("Einstellungen", ())]
    known = {setting.name: setting_value(setting.kind, text) for setting, text in lines if text}
    data = {table.name: filled(table, tables.get(table.sheet, [])) for table in (*TABLES, SEALS)}
    facts = tuple(fact(row) for row in tables.get(FILE, ()))
    generated = tuple(
        GeneratedSheet(row["Blatt"], row["Dokument"], int(row["Haushaltsjahr"]), "", row["Prüfsumme"])
        for row in tables.get(REPORTS, ())
    )
    return Books(Settings(**known), data, PackageFacts("beispiel.xlsx", (), facts, generated))


def filled(table: Table, rows: list[dict[str, str]]) -> TableData:
    """Return a table with rows; an empty one, of which an example has a dozen, is made once."""
    return table_data(table, [typed(table, row) for row in rows]) if rows else EMPTY[table.name]


def setting_value(kind: SettingKind, text: str) -> Any:
    """Read the German value of a setting."""
    if kind is SettingKind.TEXT:
        return text
    if kind is SettingKind.DAY_MONTH:
        day, month = text.removesuffix(".").split(".")
        return int(day), int(month)
    return value_of(Kind[kind.name], text)


def fact(row: dict[str, str]) -> CellFact:
    """Build a fact of the package."""
    table = TABLE_BY_SHEET.get(row["Blatt"])
    name = next((column.name for column in table.columns if column.title == row["Spalte"]), "") if table else ""
    place = [column.name for column in table.columns].index(name) + 1 if table and name else 0
    return CellFact(
        Fault[row["Fakt"]], row["Blatt"], int(row["Zeile"] or 0), place, name, row["Wert"], row.get("Detail", "")
    )


def typed(table: Table, row: dict[str, str]) -> dict[str, Any]:
    """Turn the cells of a row into values as the frames hold them."""
    columns = {column.title: column for column in table.columns}
    return {columns[title].name: value_of(columns[title].kind, cell) for title, cell in row.items() if title != MARK}


def value_of(kind: Kind, cell: str) -> Any:
    """Read one German cell."""
    if kind in TEXT_KINDS:
        return cell
    if not cell:
        return None
    if kind is Kind.DATE:
        return german_date(cell)
    number = Decimal(cell.replace(".", "").replace(",", "."))
    return cents_of(number) if kind is Kind.MONEY else int(number.scaleb(PLACES[kind]))


def german_date(text: str) -> dt.date:
    """Read ``31.12.2026``."""
    day, month, year = (int(part) for part in text.split("."))
    return dt.date(year, month, day)
