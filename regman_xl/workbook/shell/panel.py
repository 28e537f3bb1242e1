"""The right half of Start in a macro workbook: the buttons, the traffic lights, the last runs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range_abs

from regman_xl.schema import cockpit
from regman_xl.schema.actions import ACTIONS
from regman_xl.workbook.styles import DARK, LINE, Styles

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

#: 0-based columns of the panel, left and right, and their width in digits.
PLACES = (7, 8)
WIDTH = 31
#: Pixels of such a column and of a row of usual height, and between two buttons.
_COLUMN, _ROW, _GAP = 222, 20, 6
#: Colours of a light by whether it shows something: background, text.
_LIGHTS = {
    cockpit.LIGHT_ERRORS: ("#F8CBAD", "#9C0006"),
    cockpit.LIGHT_WARNINGS: ("#FFE699", "#7F6000"),
    cockpit.LIGHT_NOTES: ("#DDEBF7", "#1F3864"),
}
_CLEAR = ("#C6E0B4", "#375623")


def write_panel(workbook: Workbook, sheet: Worksheet, styles: Styles, rows: tuple[int, int, int]) -> None:
    """Write the panel.

    Args:
        workbook: The workbook that is being written.
        sheet: The sheet Start.
        styles: The formats of the workbook.
        rows: 0-based rows in which the buttons, the lights and the last runs begin.
    """
    buttons, lights, runs = rows
    sheet.set_column(PLACES[0] - 1, PLACES[0] - 1, 2)
    sheet.set_column(PLACES[0], PLACES[1], WIDTH)
    # One row stays free between two blocks.
    _buttons(sheet, buttons, lights - buttons - 2, styles)
    _lights(workbook, sheet, lights, styles)
    _runs(workbook, sheet, runs, styles)


def _bar(sheet: Worksheet, row: int, title: str, styles: Styles) -> None:
    bar = styles.make(bold=True, font_color="#FFFFFF", bg_color=DARK)
    sheet.write_string(row, PLACES[0], title, bar)
    sheet.write_blank(row, PLACES[1], None, bar)


def _buttons(sheet: Worksheet, row: int, height: int, styles: Styles) -> None:
    """Write the buttons, which share the rows below their bar.

    Args:
        sheet: The sheet Start.
        row: 0-based row of the bar.
        height: How many rows they have.
        styles: The formats of the workbook.
    """
    _bar(sheet, row, cockpit.BUTTONS, styles)
    step = height * _ROW // math.ceil(len(ACTIONS) / len(PLACES))
    for number, action in enumerate(ACTIONS):
        down, across = divmod(number, len(PLACES))
        options = {"macro": action.macro, "caption": action.label, "description": action.tip}
        # A button ends where its column ends, however wide another font makes that.
        size = {"width": _COLUMN - across * _GAP, "height": step - _GAP}
        place = {"x_offset": across * _GAP, "y_offset": down * step + _GAP}
        sheet.insert_button(row + 1, PLACES[across], {**options, **size, **place})


def _lights(workbook: Workbook, sheet: Worksheet, row: int, styles: Styles) -> None:
    _bar(sheet, row, cockpit.LIGHTS, styles)
    for number, label in enumerate((*_LIGHTS, cockpit.CHECKED_AT), row + 1):
        line: dict[str, object] = {"bottom": 1, "bottom_color": LINE}
        sheet.write_string(number, PLACES[0], label, styles.make(**line))
        shown = {"num_format": "dd.mm.yyyy hh:mm"} if label == cockpit.CHECKED_AT else {"num_format": "0"}
        sheet.write_blank(number, PLACES[1], None, styles.make(align="right", bold=True, **shown, **line))
        if label in _LIGHTS:
            _light(workbook, sheet, number, _LIGHTS[label])
    _name(workbook, sheet, cockpit.LIGHTS_NAME, row + 1, PLACES[1], row + 4)


def _light(workbook: Workbook, sheet: Worksheet, row: int, colours: tuple[str, str]) -> None:
    """Colour a count; a blank cell, before the first check, keeps its white."""
    cell = xl_range_abs(row, PLACES[1], row, PLACES[1])
    for condition, (back, front) in ((f"AND(ISNUMBER({cell}),{cell}=0)", _CLEAR), (f"{cell}>0", colours)):
        colour = workbook.add_format({"bg_color": back, "font_color": front})
        sheet.conditional_format(
            row, PLACES[1], row, PLACES[1], {"type": "formula", "criteria": f"={condition}", "format": colour}
        )


def _runs(workbook: Workbook, sheet: Worksheet, row: int, styles: Styles) -> None:
    _bar(sheet, row, cockpit.RUNS, styles)
    first, last = row + 1, row + cockpit.RUN_COUNT
    for number in range(first, last + 1):
        for place in PLACES:
            sheet.write_blank(number, place, None, styles.make(num_format="@", valign="vcenter", font_size=9))
    _name(workbook, sheet, cockpit.RUNS_NAME, first, PLACES[0], last)


def _name(workbook: Workbook, sheet: Worksheet, name: str, first: int, left: int, last: int) -> None:
    workbook.define_name(name, f"='{sheet.get_name()}'!{xl_range_abs(first, left, last, PLACES[1])}")
