"""Seeded workbooks with planted faults: the master template, its journal filled by templated XML.

XlsxWriter takes minutes for a full sheet; here only the rows of the journal are written as text into the sheet of a
master workbook, with shared strings as Excel saves them.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import sys
import zipfile
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias

from benchmarks.layout import Layout
from regman_xl.model.contents import Contents
from regman_xl.sample import register
from regman_xl.schema import ACCOUNTS, JOURNAL, TABLES
from regman_xl.schema.lists import Category, Direction, YearStatus
from regman_xl.workbook.master import FIRST_ROW, HEADER_ROW, master_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

#: An entry as its cells hold it: dates as dates, amounts in EUR (a text only where that is the planted fault).
Cells: TypeAlias = "dict[str, str | float | dt.date | None]"
#: The rules that every contender checks, in the order in which their faults are planted.
CODES = ("TYP01", "JRN01", "JRN02", "JRN08", "JRN09", "JRN14", "STM10")
#: One row in so many has a fault.
FAULT_EVERY = 200
#: Rows that a sheet of Excel has.
SHEET_ROWS = 2**20
YEAR = 2026
_EPOCH = dt.date(1899, 12, 30)
_FIRST_EXPENSE, _LAST_EXPENSE = dt.date(YEAR, 2, 1), dt.date(YEAR, 12, 30)
#: The sheet part and the table part of the journal in a master workbook: the sheet Start comes before all tables.
_PLACE = TABLES.index(JOURNAL)
_SHEET, _TABLE = f"xl/worksheets/sheet{_PLACE + 2}.xml", f"xl/tables/table{_PLACE + 1}.xml"
_STRINGS = "xl/sharedStrings.xml"
_CHUNK = 5_000


def write_workbook(path: Path, rows: int, seed: int) -> None:
    """Write a workbook and, beside it, its layout as JSON; the same seed gives the same cells.

    Args:
        path: The ``.xlsx`` file; the layout ends with ``.json``.
        rows: Entries of the journal, at most as many as a sheet has room for.
        seed: Seed of the amounts and of the rows with a fault.

    Raises:
        ValueError: There are more rows than the sheet has room for.
    """
    if rows > SHEET_ROWS - HEADER_ROW - 1:
        raise ValueError(f"a sheet has no room for {rows} entries")
    faults = planted_faults(rows, seed)
    template = BytesIO(master_bytes(_contents(rows)))
    with (
        zipfile.ZipFile(template) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        strings = _Strings(source.read(_STRINGS).decode())
        for name in source.namelist():
            if name not in (_SHEET, _TABLE, _STRINGS):
                target.writestr(name, source.read(name))
        table = source.read(_TABLE).decode()
        target.writestr(_TABLE, re.sub(r'(ref="A\d+:[A-Z]+)\d+"', rf'\g<1>{FIRST_ROW + rows - 1}"', table))
        _write_sheet(target, source.read(_SHEET).decode(), _entries(rows, seed, faults), strings, rows)
        with target.open(_STRINGS, "w", force_zip64=True) as part:
            strings.write(part)
    layout = Layout(
        journal=JOURNAL.sheet,
        accounts=ACCOUNTS.sheet,
        header_row=HEADER_ROW,
        titles={column.name: column.title for column in JOURNAL.columns},
        account=ACCOUNTS.columns[0].title,
        planted=sorted((code, FIRST_ROW + index) for index, code in faults.items()),
        part=_SHEET,
    )
    path.with_suffix(".json").write_text(json.dumps(asdict(layout)), encoding="utf-8")


def planted_faults(rows: int, seed: int) -> dict[int, str]:
    """Return the code by the 0-based entry of every fault: half a percent of the rows, each kind at least once."""
    count = max(len(CODES), rows // FAULT_EVERY)
    # The contributions at the beginning stay without fault, and so does the entry before each doubled voucher.
    chosen = random.Random(seed).sample(range(10, rows, 2), count)  # noqa: S311 - no secret
    return {index: CODES[number % len(CODES)] for number, index in enumerate(chosen)}


def _contents(rows: int) -> Contents:
    """Return a workbook without entries whose contributions pay for all that will be booked."""
    contributions = [
        {**row, "amount": _contribution(str(row["partner"]), rows)} for row in register.contributions(YEAR)
    ]
    return Contents(
        settings={**register.SETTINGS, "budget_year": YEAR, "reference_date": dt.date(2027, 1, 15)},
        rows={
            "partners": register.PARTNERS,
            "contributions": contributions,
            "budget_years": [{"budget_year": YEAR, "status": YearStatus.OPEN.value}],
            "accounts": register.ACCOUNTS,
            "projects": register.PROJECTS,
        },
    )


def _contribution(partner: str, rows: int) -> int:
    """Return a yearly contribution in cents: more than the expenses, and four times the largest of them."""
    return register.AGREED[partner] * max(1, rows // 100)


def _entries(rows: int, seed: int, faults: dict[int, str]) -> Iterator[Cells]:
    """Yield the entries, contributions first."""
    draw = random.Random(seed + 1)  # noqa: S311 - no secret
    first = {"direction": Direction.INCOME.value, "category": Category.PARTNER_CONTRIBUTION.value, "account": "414200"}
    partners = [str(row["id"]) for row in register.PARTNERS]
    days = (_LAST_EXPENSE - _FIRST_EXPENSE).days
    entry: Cells = {}
    for index in range(rows):
        before = entry
        if index < len(partners):
            partner = partners[index]
            booked, amount = dt.date(YEAR, 1, 2 + index), _contribution(partner, rows) / 100
            own: Cells = {
                **first,
                "partner": partner,
                "counterparty": partner,
                "text": "Jahresbeitrag",
            }
        else:
            booked = _FIRST_EXPENSE + dt.timedelta(days=days * index // rows)
            amount = draw.randrange(100, 30_000) / 100
            own = _expense(draw, index)
        entry = {
            "number": str(index + 1),
            "budget_year": YEAR,
            "booked_on": booked,
            "voucher_date": booked - dt.timedelta(days=5),
            "voucher": f"{YEAR}-{index + 1:07d}",
            **own,
            "amount": amount,
            "confirmed_by": "Jonas Weidenfeld",
            "approved_by": "Dr. Martina Keller",
        }
        _plant(entry, before, faults.get(index))
        yield entry


def _expense(draw: random.Random, index: int) -> Cells:
    return {
        "direction": Direction.EXPENSE.value,
        "category": Category.OFFICE.value,
        "account": draw.choice(("542200", "543110", "543120", "543130")),
        "counterparty": f"Lieferant {draw.randrange(500)}",
        "text": f"Lieferung {draw.randrange(2_000)}",
        "invoice": f"R-{index + 1}",
    }


def _plant(entry: Cells, before: Cells, code: str | None) -> None:
    changes: dict[str | None, Cells] = {
        "TYP01": {"amount": f"{entry['amount']:.2f}".replace(".", ",")},
        "JRN01": {"voucher": None},
        # Another counterparty: two lines of one invoice may share a voucher.
        "JRN02": {"voucher": before.get("voucher"), "counterparty": "Lieferant ohne Nummer"},
        "JRN08": {"confirmed_by": None},
        "JRN09": {"approved_by": entry["confirmed_by"]},
        "JRN14": {"amount": -1.5},
        "STM10": {"account": "999999"},
    }
    entry.update(changes.get(code, {}))


class _Strings:
    """The shared strings of the package, those of the template first."""

    def __init__(self, part: str) -> None:
        head, _, self._old = part.partition("<si>")
        self._head = re.sub(r' (?:unique)?[cC]ount="\d+"', "", head)
        self._old = "<si>" + self._old.removesuffix("</sst>")
        self._count = self._old.count("<si>")
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        """Return the place of a text."""
        return self._places.setdefault(text, self._count + len(self._places))

    def write(self, part: IO[bytes]) -> None:
        """Write the part; no text of ours needs to be escaped."""
        part.write(f"{self._head}{self._old}".encode())
        texts = list(self._places)
        for start in range(0, len(texts), _CHUNK):
            part.write("".join(f"<si><t>{text}</t></si>" for text in texts[start : start + _CHUNK]).encode())
        part.write(b"</sst>")


def _write_sheet(target: zipfile.ZipFile, sheet: str, entries: Iterator[Cells], strings: _Strings, rows: int) -> None:
    """Write the sheet of the template with other rows; each cell keeps the style of its column."""
    blank = re.search(rf'<row r="{FIRST_ROW}".*?</row>', sheet)
    if blank is None:
        raise ValueError("the template has no first row")
    styles = dict(re.findall(rf'<c r="([A-Z]+){FIRST_ROW}" s="(\d+)"', blank.group()))
    columns = [
        (column.name, letter, style)
        for column, (letter, style) in zip(JOURNAL.columns, styles.items(), strict=True)
    ]  # fmt: skip
    head = re.sub(r'(<dimension ref="A1:[A-Z]+)\d+"', rf'\g<1>{FIRST_ROW + rows - 1}"', sheet[: blank.start()])
    with target.open(_SHEET, "w", force_zip64=True) as part:
        part.write(head.encode())
        lines: list[str] = []
        for number, entry in enumerate(entries, FIRST_ROW):
            lines.append(_row_xml(number, entry, columns, strings))
            if len(lines) == _CHUNK:
                part.write("".join(lines).encode())
                lines.clear()
        part.write("".join(lines).encode())
        part.write(sheet[blank.end() :].encode())


def _row_xml(number: int, entry: Cells, columns: list[tuple[str, str, str]], strings: _Strings) -> str:
    cells = []
    for name, letter, style in columns:
        value = entry.get(name)
        if value is None:
            continue
        if isinstance(value, str):
            cells.append(f'<c r="{letter}{number}" s="{style}" t="s"><v>{strings.place(value)}</v></c>')
        else:
            figure = (value - _EPOCH).days if isinstance(value, dt.date) else value
            cells.append(f'<c r="{letter}{number}" s="{style}"><v>{figure}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


if __name__ == "__main__":
    write_workbook(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
