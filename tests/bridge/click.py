"""Click every button of Start in a running LibreOffice, then open the workbook again and again.

Arguments: the pipe's name, the workbook, and the file to which its macros add a line per call. Prints JSON:
``clicked``, each caption with the lines that its click added, and ``openings``, what the cockpit is at each opening.
"""

import json
import sys
import time
from pathlib import Path

import uno
from office import ALWAYS, connect, open_document

SHEET = "Start"
PUSH_BUTTON = uno.getConstantByName("com.sun.star.accessibility.AccessibleRole.PUSH_BUTTON")


def accessible_buttons(node, depth=0):
    """Yield the push buttons below a node of the accessible tree."""
    context = node.getAccessibleContext()
    if context.getAccessibleRole() == PUSH_BUTTON and depth > 1:
        yield context
    # A sheet has a child for every cell; the buttons come before.
    for place in range(min(context.getAccessibleChildCount(), 300)):
        child = context.getAccessibleChild(place)
        if child is not None:
            yield from accessible_buttons(child, depth + 1)


def cockpit(document):
    """Return what is on Start: the buttons with macros and edges, where the cells begin, and the names of cells."""
    sheet = document.Sheets.getByName(SHEET)
    page = sheet.DrawPage
    shapes = [page.getByIndex(place) for place in range(page.Count)]
    form = page.Forms.getByIndex(0)
    places = {form.getByIndex(place).Name: place for place in range(form.Count)}
    columns = [sheet.getCellByPosition(place, 0).Position.X for place in range(20)]
    rows = [sheet.getCellByPosition(0, place).Position.Y for place in range(50)]
    buttons = []
    for shape in shapes:
        if shape.supportsService("com.sun.star.drawing.ControlShape"):
            events = form.getScriptEvents(places[shape.Control.Name])
            scripts = [event.ScriptCode for event in events]
            left, top = shape.Position.X, shape.Position.Y
            edges = [left, top, left + shape.Size.Width, top + shape.Size.Height]
            buttons.append([shape.Control.Label, scripts, edges])
    names = {name.Name: name.Content for name in document.NamedRanges if f"${SHEET}." in name.Content}
    active = document.CurrentController.ActiveSheet.Name
    return {"buttons": buttons, "columns": columns, "rows": rows, "names": names, "active": active}


def lines_after(record, known):
    """Return the lines behind those that are known; the office runs a macro when it is idle, so wait for the first."""
    for _ in range(200):
        lines = record.read_text("utf-8").splitlines()[known:] if record.exists() else []
        if lines:
            break
        time.sleep(0.1)
    return lines


def click_all(document, record):
    """Click the buttons as a user does, one after the other, and return captions and lines."""
    wanted = {caption for caption, *_ in cockpit(document)["buttons"]}
    window = document.CurrentController.Frame.ComponentWindow
    found = [button for button in accessible_buttons(window) if button.getAccessibleName() in wanted]
    clicked, known = [], 0
    for button in found:
        button.doAccessibleAction(0)
        lines = lines_after(record, known)
        known += len(lines)
        clicked.append([button.getAccessibleName(), lines])
    return clicked


def main():
    """Open, click and close; open and close twice more."""
    pipe, source, record = sys.argv[1:]
    desktop = connect(pipe)
    result = {"clicked": [], "openings": []}
    for number in range(3):
        document = open_document(desktop, source, MacroExecutionMode=ALWAYS)
        result["openings"].append(cockpit(document))
        if number == 0:
            result["clicked"] = click_all(document, Path(record))
        document.close(True)
    desktop.terminate()
    print(json.dumps(result))


main()
