"""Looks as cell formats of XlsxWriter: one sober style, colour never the only signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regman_xl.render.grid import Look
from regman_xl.render.sizes import SIZES
from regman_xl.reports.report import Form
from regman_xl.xlsx_writing import FONT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

INK = "#1F2A36"
ACCENT = "#1F3A4D"
MUTED = "#5B6770"
RULE = "#AEB9C2"
SHADE = "#E8EDF1"
LIGHT = "#F4F6F8"
ALERT = "#9C2A1F"
ALERT_SHADE = "#FBEDEA"

NUMBER_FORMATS = {
    Form.MONEY: '#,##0.00\\ "€"',
    Form.EXACT: '#,##0.0000\\ "€"',
    Form.PERCENT: "0.0\\ %",
    Form.DATE: "dd.mm.yyyy",
    Form.YEAR: "0",
    Form.COUNT: "#,##0",
    Form.NUMBER: "0",
}

_THIN, _MEDIUM, _HAIR, _DOUBLE = 1, 2, 7, 6
_UNDERLINED = 1
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.RUNNING: {"font_color": MUTED, "bottom": _THIN, "bottom_color": RULE},
    Look.TITLE: {"font_color": ACCENT},
    Look.MARK: {
        "font_color": ALERT,
        "bg_color": ALERT_SHADE,
        "border": _MEDIUM,
        "border_color": ALERT,
        "valign": "vcenter",
    },
    Look.FACT_NAME: {"font_color": MUTED},
    Look.FACT: {},
    Look.HEADING: {"font_color": ACCENT, "bottom": _THIN, "bottom_color": ACCENT},
    Look.SUBHEADING: {"font_color": ACCENT},
    Look.TABLE_TITLE: {"font_color": ACCENT},
    Look.COLUMN: {"bg_color": SHADE, "bottom": _THIN, "top": _THIN},
    Look.BODY: {"bottom": _HAIR, "bottom_color": RULE},
    Look.GROUP: {"bg_color": LIGHT, "bottom": _HAIR, "bottom_color": RULE},
    Look.SUBTOTAL: {"top": _THIN, "bottom": _HAIR, "bottom_color": RULE},
    Look.TOTAL: {"bg_color": SHADE, "top": _THIN, "bottom": _DOUBLE},
    Look.MEMO: {"italic": True, "bottom": _HAIR, "bottom_color": RULE},
    Look.NOTE: {"font_color": INK},
    Look.WARNING: {"font_color": ALERT, "left": _MEDIUM, "left_color": ALERT, "indent": 1},
    Look.PROSE: {},
    Look.PROMPT: {
        "font_color": ALERT,
        "bg_color": ALERT_SHADE,
        "border": _THIN,
        "border_color": ALERT,
        "valign": "vcenter",
    },
    Look.SIGN: {"bottom": _THIN},
    Look.SIGN_ROLE: {},
}
_CENTRED = (Form.DATE, Form.YEAR, Form.NUMBER)


class Styles:
    """The formats of one workbook, made when they are first needed."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Look, Form | None, bool], Format] = {}

    def get(self, look: Look, form: Form | None = None, *, text: bool = True) -> Format:
        """Return the format of a cell.

        Args:
            look: What the cell is.
            form: What the field of a table holds; None for a text of the document.
            text: False for a number or a date.
        """
        key = (look, form, text)
        if key not in self._made:
            self._made[key] = self._book.add_format(_properties(look, form, text=text))
        return self._made[key]


def _properties(look: Look, form: Form | None, *, text: bool) -> dict[str, Any]:
    size, bold = SIZES[look]
    base: dict[str, Any] = {"font_name": FONT, "font_size": size, "bold": bold, "text_wrap": text}
    base["valign"] = "top" if form is None else "vcenter"
    if form is Form.PLACE:
        base |= {"underline": _UNDERLINED, "font_color": ACCENT}
    if form in NUMBER_FORMATS:
        # A heading and the dash for missing data stand where the figures do.
        base["align"] = "center" if form in _CENTRED else "right"
        if not text:
            base["num_format"] = NUMBER_FORMATS[form]
    elif form in (Form.TEXT, Form.PROSE):
        base |= {"indent": 1, "bold": bold and look not in (Look.SUBTOTAL, Look.TOTAL)}
    return base | _LOOKS[look]
