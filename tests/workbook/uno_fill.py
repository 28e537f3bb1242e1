"""Fill a workbook in a running LibreOffice; run by the Python that has LibreOffice's bridge.

Arguments: the pipe's name, the workbook, the target, and a JSON file with the cells by sheet:
``{"Journal": [[row, column, kind, value], ...]}``, rows and columns counted from 0.
"""

import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue


def connect(pipe):
    """Wait for the office to listen and return its desktop."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(1500):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice does not answer")


def main():
    """Type every cell as a person would: numbers, dates and texts, then save as xlsx."""
    pipe, source, target, cells = sys.argv[1:]
    desktop = connect(pipe)
    hidden = PropertyValue("Hidden", 0, True, 0)
    document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (hidden,))
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
