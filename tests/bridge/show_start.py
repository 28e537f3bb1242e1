"""Show Start of a macro workbook in a window, as a user sees it after some work, without anything around the sheet.

Arguments: the pipe's name, the workbook, a JSON file with what stands in the cells beside the file, by defined name
(rows of values), and the file to which the place of the cells A1 to the last one on the screen is written when all is
drawn: ``[x, y, width, height]`` in pixels. The window closes when that file is gone again.
"""

import json
import sys
import time
from pathlib import Path

import uno
from office import NEVER, connect, open_document

SHEET = "Start"
TABLE = uno.getConstantByName("com.sun.star.accessibility.AccessibleRole.TABLE")
#: Larger than the sheet.
WINDOW = (2400, 1600)


def fill(document, cells):
    """Write values into named ranges."""
    # The office fits the height of a row to what is written, if it was not set.
    for row in document.Sheets.getByName(SHEET).Rows[:60]:
        row.Height = row.Height
    for name, rows in cells.items():
        area = document.NamedRanges.getByName(name).ReferredCells
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                cell = area.getCellByPosition(column, row)
                if isinstance(value, str):
                    cell.String = value
                else:
                    cell.Value = value


def undress(controller):
    """Leave nothing in the window but the sheet."""
    layout = controller.Frame.LayoutManager
    layout.setVisible(False)
    for part in ("ColumnRowHeaders", "SheetTabs", "HorizontalScrollBar", "VerticalScrollBar"):
        setattr(controller, f"Has{part}", False)
    controller.ShowPageBreaks = False
    controller.ZoomType = 3
    controller.ZoomValue = 100


def table_of(node):
    """Return the accessible table of the sheet."""
    context = node.getAccessibleContext()
    if context.getAccessibleRole() == TABLE:
        return context
    for place in range(min(context.getAccessibleChildCount(), 50)):
        child = context.getAccessibleChild(place)
        if child is not None and (found := table_of(child)) is not None:
            return found
    return None


def place_of(document, controller):
    """Return where the used cells are on the screen: x, y, width and height."""
    cursor = document.Sheets.getByName(SHEET).createCursor()
    cursor.gotoEndOfUsedArea(False)
    table = table_of(controller.Frame.ComponentWindow)
    end = cursor.RangeAddress
    last = table.getAccessibleCellAt(end.EndRow, end.EndColumn).getAccessibleContext()
    corner, size = last.getLocation(), last.getSize()
    start = table.getLocationOnScreen()
    return [start.X, start.Y, corner.X + size.Width, corner.Y + size.Height]


def main():
    """Open, fill, show, and wait until the picture is taken."""
    pipe, source, cells, ready = sys.argv[1:]
    desktop = connect(pipe)
    document = open_document(desktop, source, MacroExecutionMode=NEVER)
    fill(document, json.loads(Path(cells).read_text("utf-8")))
    controller = document.CurrentController
    controller.setActiveSheet(document.Sheets.getByName(SHEET))
    controller.Frame.ContainerWindow.setPosSize(0, 0, *WINDOW, 15)
    undress(controller)
    # The cell with the cursor has a frame: an empty one outside the picture.
    controller.select(document.Sheets.getByName(SHEET).getCellByPosition(10, 60))
    controller.setFirstVisibleRow(0)
    controller.setFirstVisibleColumn(0)
    # Nothing tells when a window is drawn.
    time.sleep(3)
    Path(ready).write_text(json.dumps(place_of(document, controller)), "utf-8")
    while Path(ready).exists():
        time.sleep(0.1)
    document.setModified(False)
    document.close(True)
    desktop.terminate()


main()
