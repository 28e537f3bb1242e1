"""Cell formats of the master workbook."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from regman_xl.schema import Kind
from regman_xl.schema.settings import SettingKind
from regman_xl.xlsx_writing import FONT

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

#: Arial has a free twin of the same widths, so that a sheet looks alike in Excel and LibreOffice.
DARK = "#1F3864"
MIDDLE = "#2F5597"
GREY = "#7F7F7F"
LIGHT = "#DCE6F2"
LINE = "#BFBFBF"
INPUT = "#FFF8DC"

#: Number format of each kind; texts are text, so that an account keeps its digits.
NUMBER_FORMATS = {
    Kind.TEXT: "@",
    Kind.CHOICE: "@",
    Kind.REFERENCE: "@",
    Kind.YEAR: "0",
    Kind.COUNT: "0",
    Kind.DATE: "dd.mm.yyyy",
    Kind.MONEY: '#,##0.00\\ "€"',
    Kind.RATE: "0.00##",
}
CENTRED = (Kind.YEAR, Kind.COUNT, Kind.DATE)
#: The kind of cell that the value of a setting is written as.
SETTING_CELLS = {
    SettingKind.TEXT: Kind.TEXT,
    SettingKind.YEAR: Kind.YEAR,
    SettingKind.COUNT: Kind.COUNT,
    SettingKind.MONEY: Kind.MONEY,
    SettingKind.RATE: Kind.RATE,
    SettingKind.DATE: Kind.DATE,
    SettingKind.DAY_MONTH: Kind.TEXT,
}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def make(self, **properties: object) -> Format:
        """Return the format with these XlsxWriter properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"font_name": FONT, "font_size": 10, **properties})
        return self._made[key]

    def cell(self, kind: Kind, *, wrap: bool = False, number_format: str | None = None, align: str = "") -> Format:
        """Return the format of a data cell; its line stands in for the table style, which only Excel draws."""
        properties: dict[str, object] = {
            "num_format": number_format or NUMBER_FORMATS[kind],
            "valign": "top",
            "bottom": 1,
            "bottom_color": LINE,
        }
        if wrap:
            properties["text_wrap"] = True
        if align or kind in CENTRED:
            properties["align"] = align or "center"
        return self.make(**properties)

    def column(self, kind: Kind) -> Format:
        """Return the format of the cells below the table, which rows added later take on."""
        centre = {"align": "center"} if kind in CENTRED else {}
        return self.make(num_format=NUMBER_FORMATS[kind], valign="top", **centre)

    def header(self, *, required: bool, computed: bool) -> Format:
        """Return the format of a header: dark where the cell must be filled, grey where it is computed."""
        fill = GREY if computed else DARK if required else MIDDLE
        return self.make(
            bold=True,
            font_color="#FFFFFF",
            bg_color=fill,
            border=1,
            border_color="#FFFFFF",
            text_wrap=True,
            # Excel's filter button covers the lower right corner.
            valign="top",
        )

    @cached_property
    def title(self) -> Format:
        """The title of a sheet."""
        return self.make(font_size=16, bold=True, font_color=DARK)

    @cached_property
    def note(self) -> Format:
        """A sentence beside the figures."""
        return self.make(italic=True, font_color="#595959")

    @cached_property
    def link(self) -> Format:
        """A link to another sheet."""
        return self.make(font_color="#0563C1", underline=1)
