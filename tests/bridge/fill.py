"""Fill a workbook in a running LibreOffice; run by the Python that has LibreOffice's bridge.

Arguments: the pipe's name, the workbook, the target, and a JSON file with the cells by sheet:
``{"Journal": [[row, column, kind, value], ...]}``, rows and columns counted from 0.
"""

import json
import sys
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from office import connect, open_document


def main():
    """Type every cell as a person would: numbers, dates and texts, then save as xlsx."""
    pipe, source, target, cells = sys.argv[1:]
    desktop = connect(pipe)
    document = open_document(desktop, source, Hidden=True)
    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    date_format = document.NumberFormats.queryKey("DD.MM.YYYY", locale, False)
    if date_format == -1:
        date_format = document.NumberFormats.addNew("DD.MM.YYYY", locale)
    for sheet, entries in json.loads(Path(cells).read_text(encoding="utf-8")).items():
        grid = document.Sheets.getByName(sheet)
        for row, column, kind, value in entries:
            cell = grid.getCellByPosition(column, row)
            if kind == "text":
                cell.String = value
            else:
                cell.Value = value
            if kind == "date":
                cell.NumberFormat = date_format
    store = PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0)
    document.storeToURL(Path(target).as_uri(), (store,))
    document.close(True)
    desktop.terminate()


main()
