"""The sample with deliberate faults: a second workbook that shows what validation finds."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regman_xl.model.contents import Contents
from regman_xl.problems import Problem
from regman_xl.sample.planted_entries import JOURNAL_FAULTS, template
from regman_xl.sample.planted_master import MASTER_FAULTS
from regman_xl.schema import COMMITMENTS, JOURNAL, PLAN, TABLE_BY_NAME, TABLES, Table
from regman_xl.workbook.master import FIRST_ROW, HEADER_ROW, master_bytes
from regman_xl.workbook.reader import read_books

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from regman_xl.model.contents import Value

#: A header that somebody misspelt; and where a note was written beside a table and a row was hidden.
_MISSPELT = ("contractor", "Aufragnehmer")
_HIDDEN_INDEX = 4
_NOTE_INDEX = 2
_NOTE = "bitte noch klären"


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """A fault that validation must find.

    Attributes:
        code: Code of the rule.
        sheet: German name of the sheet.
        cell: Address that the finding must name.
        what: German sentence that says what is wrong.
    """

    code: str
    sheet: str
    cell: str
    what: str


def faulty_workbook(source: Path, target: Path) -> tuple[PlantedFault, ...]:
    """Write a copy of the clean sample with deliberate faults.

    Args:
        source: The clean sample as `sample_contents` gives it; it is only read.
        target: The file to write, overwritten if it exists.

    Returns:
        The faults in it.

    Raises:
        Problem: The source is not readable or lacks a row that a fault is planted in.
    """
    contents = Contents.of_books(read_books(source))
    draft = _Draft({name: [dict(row) for row in rows] for name, rows in contents.rows.items()})
    faults = (*_in_master_data(draft), *_in_journal(draft))
    settings = {**contents.settings, "schema_version": 99}
    spoiled, in_package = _in_package(master_bytes(Contents(settings, draft.rows)))
    target.write_bytes(spoiled)
    version = PlantedFault("STR04", "Einstellungen", "B18", "Die Schemaversion ist unbekannt.")
    return (version, *faults, *in_package)


@dataclass
class _Draft:
    """The rows of the workbook while faults are planted in them."""

    rows: dict[str, list[dict[str, Value]]] = field(default_factory=dict)

    def find(self, table: Table, where: Mapping[str, Value]) -> int:
        """Return the index of the row that has these values."""
        for index, row in enumerate(self.rows[table.name]):
            if all(row.get(name) == value for name, value in where.items()):
                return index
        wanted = ", ".join(f"{table[name].title} {value}" for name, value in where.items())
        raise Problem(
            f"Auf dem Blatt {table.sheet} fehlt die Zeile mit {wanted}.",
            "Bitte die unveränderte Beispielmappe verwenden.",
        )


def address(table: Table, index: int, column: str) -> str:
    """Return the cell of a column in a row, given by its 0-based index, of a master workbook."""
    place = [declared.name for declared in table.columns].index(column)
    return f"{_letter(place)}{FIRST_ROW + index}"


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place - 26)}"


def _in_master_data(draft: _Draft) -> Iterator[PlantedFault]:
    for fault in MASTER_FAULTS:
        table = TABLE_BY_NAME[fault.table]
        if fault.where is None:
            draft.rows[table.name].append(dict(fault.values))
            index = len(draft.rows[table.name]) - 1
        else:
            index = draft.find(table, fault.where)
            draft.rows[table.name][index].update(fault.values)
        if fault.code:
            yield PlantedFault(fault.code, table.sheet, address(table, index, fault.column), fault.what)


def _in_journal(draft: _Draft) -> Iterator[PlantedFault]:
    rows = draft.rows[JOURNAL.name]
    number = int(str(rows[-1]["number"]))
    year, _, voucher = max(str(row["voucher"]) for row in rows).partition("-")
    used = int(voucher)
    for fault in JOURNAL_FAULTS:
        number += fault.step
        used += "voucher" not in fault.values
        rows.append({**template(number, f"{year}-{used:04d}"), **fault.values})
        if fault.code:
            yield PlantedFault(fault.code, JOURNAL.sheet, address(JOURNAL, len(rows) - 1, fault.column), fault.what)


def _in_package(data: bytes) -> tuple[bytes, tuple[PlantedFault, ...]]:
    """Plant what no cell value can say: a misspelt header, a hidden row, a note beside a table, no cached value."""
    misspelt = COMMITMENTS[_MISSPELT[0]]
    header = [column.name for column in COMMITMENTS.columns].index(misspelt.name)
    hidden, note = FIRST_ROW + _HIDDEN_INDEX, FIRST_ROW + _NOTE_INDEX
    beside = f"{_letter(len(PLAN.columns))}{note}"
    commitments, plan = _part(COMMITMENTS), _part(PLAN)
    changed = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.infolist():
            text = package.read(entry)
            if entry.filename == f"xl/worksheets/sheet{commitments}.xml":
                text = _hide_row(_rename_header(text, f"{_letter(header)}{HEADER_ROW + 1}"), hidden)
            elif entry.filename == f"xl/worksheets/sheet{plan}.xml":
                text = _write_beside(text, note, beside)
            elif entry.filename == f"xl/tables/table{commitments - 1}.xml":
                text = text.replace(f'name="{misspelt.title}"'.encode(), f'name="{_MISSPELT[1]}"'.encode())
            changed[entry] = text.replace(b"</f><v></v>", b"</f>")
    faults = (
        PlantedFault(
            "STR02",
            COMMITMENTS.sheet,
            f"{_letter(header)}{HEADER_ROW + 1}",
            f"Die Spalte {misspelt.title} ist falsch geschrieben.",
        ),
        PlantedFault("STR05", COMMITMENTS.sheet, f"A{hidden}", "Eine Zeile ist ausgeblendet."),
        PlantedFault("STR10", PLAN.sheet, beside, "Neben der Tabelle steht eine Notiz."),
    )
    return _packed(changed), faults


def _part(table: Table) -> int:
    """Return the number of a table's sheet part: Start is the first."""
    return TABLES.index(table) + 2


def _rename_header(text: bytes, cell: str) -> bytes:
    inline = rf'<c r="{cell}"\1 t="inlineStr"><is><t>{_MISSPELT[1]}</t></is></c>'
    return re.sub(rf'<c r="{cell}"( s="\d+") t="s"><v>\d+</v></c>'.encode(), inline.encode(), text)


def _hide_row(text: bytes, row: int) -> bytes:
    return text.replace(f'<row r="{row}"'.encode(), f'<row r="{row}" hidden="1"'.encode())


def _write_beside(text: bytes, row: int, cell: str) -> bytes:
    """Add a cell at the end of a row."""
    added = f'<c r="{cell}" t="inlineStr"><is><t>{_NOTE}</t></is></c></row>'
    return re.sub(rf'(<row r="{row}" .*?)</row>'.encode(), rf"\g<1>{added}".encode(), text, count=1)


def _packed(parts: Mapping[zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for entry, text in parts.items():
            package.writestr(entry, text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
