"""A workbook file becomes Books."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from regman_xl.model.books import Books
from regman_xl.model.facts import CellFact, Fault, PackageFacts
from regman_xl.model.settings import Settings
from regman_xl.problems import Problem
from regman_xl.schema import SEALS, SETTINGS, TABLES
from regman_xl.workbook.cells import read_cells
from regman_xl.workbook.census import incomplete
from regman_xl.workbook.formats import read_formats
from regman_xl.workbook.package import open_package
from regman_xl.workbook.parts import read_workbook
from regman_xl.workbook.preflight import told
from regman_xl.workbook.reading import Reading, absent
from regman_xl.workbook.strings import read_strings
from regman_xl.workbook.tables import (
    book_facts,
    header_facts,
    layout_facts,
    locate,
    nearest_sheet,
    refuse_doubles,
    sheet_of,
)
from regman_xl.workbook.values import Source

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from regman_xl.model.frames import TableData
    from regman_xl.workbook.formats import Formats
    from regman_xl.workbook.package import Package
    from regman_xl.workbook.parts import Workbook


def read_books(path: Path) -> Books:
    """Read a workbook.

    Args:
        path: An .xlsx or .xlsm file; it is only read.

    Returns:
        Its settings and tables, and every fault found in cells and layout. Rows with a fault stay in the frames but
        are not usable.

    Raises:
        Problem: The file is missing, not a workbook, encrypted, damaged, too large, or has none of the input sheets.
    """
    with told(path.name), open_package(path) as package:
        workbook = read_workbook(package)
        refuse_doubles(path.name, workbook)
        sheets = {table.name: sheet_of(workbook, table) for table in TABLES}
        if not any(sheets.values()):
            raise _foreign(path.name)
        formats = read_formats(package, workbook.styles)
        strings = read_strings(package, workbook.strings)
        facts = list(book_facts(workbook))
        data: dict[str, TableData] = {}
        settings = Settings()
        for table in TABLES:
            sheet = sheets[table.name]
            if sheet is None:
                near = nearest_sheet(workbook, table)
                facts.append(CellFact(Fault.MISSING_SHEET, table.sheet, value=table.sheet, detail=near))
                data[table.name] = absent(table)
                continue
            cells = read_cells(package, sheet.part, strings, sheet.title)
            if np.any(cells.style >= len(formats.looks)):
                package.damaged(sheet.part)
            place = locate(table, sheet, cells)
            reading = Reading(table, place, cells, Source(cells.texts, formats, workbook.dates_1904))
            if not reading.complete:
                incomplete(package.name, sheet.title)
            data[table.name] = replace(reading.data, sheet=sheet.title)
            if table is SETTINGS:
                settings = Settings(**reading.settings)
            facts += [*header_facts(table, place), *layout_facts(table, sheet, place, cells, reading.extent)]
            facts += reading.facts
        data[SEALS.name] = _seals(package, workbook, strings, formats)
    return Books(settings, data, PackageFacts(path.name, workbook.titles, tuple(facts), workbook.generated))


def _seals(package: Package, workbook: Workbook, strings: pa.Array, formats: Formats) -> TableData:
    """Read the list of the seals, which is no input sheet: what is wrong with it is no finding of its own.

    Whatever is damaged, the list says less: the seal itself stands in Haushaltsjahre.
    """
    sheet = sheet_of(workbook, SEALS)
    if sheet is None:
        return absent(SEALS)
    try:
        cells = read_cells(package, sheet.part, strings, sheet.title)
    except Problem:
        return absent(SEALS)
    reading = Reading(SEALS, locate(SEALS, sheet, cells), cells, Source(cells.texts, formats, workbook.dates_1904))
    return replace(reading.data, sheet=sheet.title)


def _foreign(name: str) -> Problem:
    listed = ", ".join(table.sheet for table in TABLES)
    return Problem(
        f"Die Datei „{name}“ enthält keines der Eingabeblätter ({listed}).",
        "Bitte eine Arbeitsmappe des Regionalmanagements angeben oder mit „regman new“ eine anlegen.",
    )
