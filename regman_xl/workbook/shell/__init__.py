"""What makes a master workbook a macro workbook: VBA project, code names, ribbon, buttons, settings of xlwings.

`vbaProject.bin` and `customUI14.xml` are built from the texts in `workbooks/`.
"""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING

from regman_xl.schema import START_SHEET, TABLES, cockpit
from regman_xl.schema.xlwings_settings import CONFIGURATION_SHEET, SHEET_SETTINGS

if TYPE_CHECKING:
    from xlsxwriter import Workbook

PROJECT, RIBBON = "vbaProject.bin", "customUI14.xml"
#: Module of the workbook; those of the sheets follow `code_names`.
BOOK_MODULE = "ThisWorkbook"
_RIBBON_PART = f"customUI/{RIBBON}"
_RIBBON_LINK = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"


def code_names() -> dict[str, str]:
    """Return the name of each sheet in VBA: ASCII, and for ever, whatever the user calls the sheet."""
    tables = {table.sheet: table.list_name.replace("tbl", "sht", 1) for table in TABLES}
    return {START_SHEET: "shtStart", **tables, cockpit.LISTS_SHEET: "shtListen", CONFIGURATION_SHEET: "shtXlwingsConf"}


def add_project(workbook: Workbook) -> None:
    """Make a workbook that XlsxWriter is writing a macro workbook; all its sheets but that of the settings exist."""
    conf = workbook.add_worksheet(CONFIGURATION_SHEET)
    conf.hide()
    conf.set_column(0, 1, 32)
    text = workbook.add_format({"num_format": "@"})
    for row, (key, value) in enumerate(SHEET_SETTINGS):
        conf.write_string(row, 0, key)
        # As text, so that Excel keeps it as text; a blank value is a value, too.
        conf.write_string(row, 1, value, text)
    names = code_names()
    for sheet in workbook.worksheets():
        sheet.set_vba_name(names[sheet.get_name()])
    workbook.set_vba_name(BOOK_MODULE)
    workbook.add_vba_project(io.BytesIO(_shipped(PROJECT)), is_stream=True)


def with_ribbon(data: bytes) -> bytes:
    """Return a workbook as XlsxWriter writes it with our tab in the ribbon."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "_rels/.rels":
                link = f'<Relationship Id="rIdRibbon" Type="{_RIBBON_LINK}" Target="{_RIBBON_PART}"/></Relationships>'
                content = content.replace(b"</Relationships>", link.encode())
            new.writestr(entry, content, zipfile.ZIP_DEFLATED)
        part = zipfile.ZipInfo(_RIBBON_PART, old.infolist()[0].date_time)
        new.writestr(part, _shipped(RIBBON), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _shipped(name: str) -> bytes:
    return files(__name__).joinpath(name).read_bytes()
