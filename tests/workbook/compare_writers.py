"""Which way of adding a sheet keeps the user's workbook: ``python -m tests.workbook.compare_writers [PYTHON]``.

Opens the workbook of `feature_book`, adds one sheet (or changes one cell of the sheet with the features) and saves it,
with each library and with our splice, and prints what became of the parts. Run by hand; the table is in
`docs/in-place.md`. excelize is no dependency: the argument is a Python that has it installed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import xlsxwriter

from regman_xl.workbook.graft import graft_sheets
from regman_xl.workbook.sheet_edit import set_text
from regman_xl.workbook.splice import splice
from tests import libreoffice
from tests.workbook.feature_book import feature_book
from tests.workbook.feature_parts import TITLE
from tests.workbook.making import read_parts

if TYPE_CHECKING:
    from collections.abc import Callable

_EXCELIZE = (
    "import sys, excelize\n"
    "book = excelize.open_file(sys.argv[1])\n"
    "sheet, cell = sys.argv[3:]\n"
    "sheet == 'Neu' and book.new_sheet(sheet)\n"
    "book.set_cell_value(sheet, cell, 'Text')\n"
    "book.save_as(sys.argv[2])\n"
    "book.close()\n"
)
#: What stands for a feature: in which parts, and a pattern of what stands in them.
FEATURES = {
    "macros": (r"vbaProject\.bin$", b""),
    "ribbon": (r"^customUI/", b""),
    "chart": (r"charts/chart\d+\.xml$", b""),
    "chart sheet": (r"chartsheets/", b""),
    "pivot table": (r"pivotTables/", b""),
    "pivot records": (r"pivotCacheRecords", b""),
    "slicer": (r"slicers/", b""),
    "slicer cache": (r"slicerCaches/", b""),
    "threaded comments": (r"threadedComments/", b""),
    "persons": (r"persons/", b""),
    "notes": (r"comments\d+\.xml$", b""),
    "control properties": (r"ctrlProps/", b""),
    "printer settings": (r"printerSettings", b""),
    "external link": (r"externalLinks/", b""),
    "custom XML": (r"customXml/", b""),
    "custom properties": (r"docProps/custom\.xml$", b"Aktenplan"),
    "dynamic array": (r"worksheets/sheet\d+\.xml$", b'cm="1"'),
    "sparklines": (r"worksheets/sheet\d+\.xml$", b"sparklineGroup"),
    "x14 conditional format": (r"worksheets/sheet\d+\.xml$", b"x14:conditionalFormatting"),
    "x14 validation": (r"worksheets/sheet\d+\.xml$", b"x14:dataValidation"),
    "control on the sheet": (r"worksheets/sheet\d+\.xml$", b"<control "),
    "sheet protection": (r"worksheets/sheet\d+\.xml$", b"<sheetProtection"),
    "cached value": (r"worksheets/sheet\d+\.xml$", b"<v>7</v>"),
    "rich text": (r"sharedStrings\.xml$", b">rik</t>"),
    "table with totals": (r"tables/table\d+\.xml$", b'totalsRowFunction="sum"'),
    "sheet-scoped name": (r"workbook\.xml$", rb'<definedName(?=[^>]*\bname="Anteil")[^>]*localSheetId'),
    "alternate content of the book": (r"workbook\.xml$", b"absPath"),
    "order of calculation": (r"calcChain\.xml$", b""),
}


def with_openpyxl(source: Path, target: Path) -> None:
    book = openpyxl.load_workbook(source, keep_vba=True, rich_text=True)
    book.create_sheet("Neu")["A1"] = "Text"
    book.save(target)


def with_libreoffice(source: Path, target: Path) -> None:
    """Only open and save: more than that it needs a macro for, and it loses the parts already so."""
    made = libreoffice.convert(source, "xlsm:Calc MS Excel 2007 VBA XML", target.parent / "office")
    made.replace(target)


def with_splice(source: Path, target: Path) -> None:
    sheet = target.with_name("blatt.xlsx")
    with xlsxwriter.Workbook(sheet) as book:
        book.add_worksheet("Neu").write_string(0, 0, "Text")
        book.define_name("'Neu'!regman_kind", '="findings"')
    with splice(source) as change:
        graft_sheets(change, sheet.read_bytes())
        change.write(target)


def with_excelize(python: str, sheet: str, cell: str) -> Callable[[Path, Path], None]:
    def write(source: Path, target: Path) -> None:
        run = [python, "-c", _EXCELIZE, str(source), str(target), sheet, cell]
        done = subprocess.run(run, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1])

    return write


def one_cell_by_splice(source: Path, target: Path) -> None:
    with splice(source) as change:
        entry = change.sheet(TITLE)
        assert entry is not None
        set_text(change, entry.part, "D3", "Text")
        change.write(target)


def has(parts: dict[str, bytes], feature: str) -> bool:
    pattern, words = FEATURES[feature]
    return any(re.search(pattern, name) and re.search(words, data) for name, data in parts.items())


def told(name: str, write: Callable[[Path, Path], None], source: Path, target: Path) -> str:
    start = time.perf_counter()
    try:
        write(source, target)
    except Exception as error:
        return f"{name}: {type(error).__name__}: {error}"
    seconds = time.perf_counter() - start
    before, after = read_parts(source), read_parts(target)
    lost = [part for part in before if part not in after]
    same = sum(after.get(part) == data for part, data in before.items())
    missing = [feature for feature in FEATURES if has(before, feature) and not has(after, feature)]
    return (
        f"{name}: {len(before)} parts, {same} the same, {len(before) - same - len(lost)} changed, {len(lost)} lost, "
        f"{seconds:.2f} s; features lost: {', '.join(missing) or 'none'}"
    )


def main() -> None:
    warnings.simplefilter("ignore")
    ways: dict[str, Callable[[Path, Path], None]] = {"openpyxl": with_openpyxl, "LibreOffice": with_libreoffice}
    if len(sys.argv) > 1:
        ways["excelize"] = with_excelize(sys.argv[1], "Neu", "A1")
        ways["excelize, one cell"] = with_excelize(sys.argv[1], TITLE, "D3")
    ways["splice"] = with_splice
    ways["splice, one cell"] = one_cell_by_splice
    with tempfile.TemporaryDirectory() as folder:
        source = feature_book(Path(folder) / "mappe.xlsm")
        absent = [feature for feature in FEATURES if not has(read_parts(source), feature)]
        assert not absent, absent
        for name, write in ways.items():
            print(told(name, write, source, Path(folder) / f"{name}.xlsm"), flush=True)


if __name__ == "__main__":
    main()
