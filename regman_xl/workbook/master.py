"""The master workbook, built from the schema declaration alone.

Each input sheet holds one Excel table below a title and a help sentence. Everything that a person needs while
filling it in (notes, dropdowns, checks on entry, number formats) reaches beyond the last row, so that rows added
later behave alike in Excel and LibreOffice.
"""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from regman_xl.model.contents import Contents, Raw, Row, Value
from regman_xl.schema import JOURNAL, SETTINGS, START_SHEET, TABLES, TEXT_KINDS, Column, Kind, Table, cockpit
from regman_xl.schema.settings import SETTING_LIST, Setting, SettingKind
from regman_xl.workbook.entry import restrict, restrict_setting, write_lists
from regman_xl.workbook.shell import add_project, with_ribbon
from regman_xl.workbook.start import write_start
from regman_xl.workbook.styles import SETTING_CELLS, Styles
from regman_xl.xlsx_writing import CREATED, write_text, writer_options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Contents", "Raw", "has_macros", "master_bytes", "write_master"]

MACRO_SUFFIX = ".xlsm"
#: 0-based sheet row of the headers; title and help sentence stand above.
HEADER_ROW = 3
#: 1-based sheet row of the first data row of every input sheet.
FIRST_ROW = HEADER_ROW + 2
#: A fixed date keeps the file the same byte for byte.
TABLE_STYLE = "Table Style Light 1"
#: From this width on a text column wraps instead of running into its neighbour.
WRAP_WIDTH = 30
#: A column is measured in digits; letters are narrower on average.
CHARACTERS_PER_WIDTH = 1.12
#: Height of one line of text in points.
LINE_HEIGHT = 13
#: Sheets wider than this in characters are printed on two pages side by side.
ONE_PAGE_WIDTH = 330
#: Money a hundredfold, rates ten-thousandfold: what divides the integer of a record into the number of a cell.
DIVISORS = {Kind.MONEY: 100, Kind.RATE: 10_000}


def write_master(path: Path, contents: Contents) -> None:
    """Write a master workbook; the same contents give the same bytes.

    Args:
        path: The file, overwritten if it exists; one that ends with ``.xlsm`` gets buttons and functions.
        contents: What the input sheets hold.
    """
    path.write_bytes(master_bytes(contents, macros=has_macros(path)))


def has_macros(path: Path) -> bool:
    """Say whether a file of this name has macros."""
    return path.suffix.lower() == MACRO_SUFFIX


def master_bytes(contents: Contents, *, macros: bool = False) -> bytes:
    """Return a master workbook as the bytes of an ``.xlsx`` file, with buttons and functions of an ``.xlsm`` file."""
    buffer = io.BytesIO()
    with Workbook(buffer, writer_options()) as workbook:
        workbook.set_properties({**cockpit.PROPERTIES, "created": CREATED})
        workbook.set_calc_mode("auto")
        styles = Styles(workbook)
        start = workbook.add_worksheet(START_SHEET)
        sheets = {table.name: workbook.add_worksheet(table.sheet) for table in TABLES}
        write_lists(workbook, FIRST_ROW)
        for table in TABLES:
            _write_table(sheets[table.name], table, _rows_of(table, contents), styles)
        write_start(workbook, start, contents, styles, macros=macros)
        start.activate()
        if macros:
            add_project(workbook)
    return with_ribbon(buffer.getvalue()) if macros else buffer.getvalue()


def _rows_of(table: Table, contents: Contents) -> Sequence[Row]:
    if table is not SETTINGS:
        return contents.of(table.name)
    return [
        {"key": setting.title, "value": contents.settings.get(setting.name), "note": setting.help}
        for setting in SETTING_LIST
    ]


def _write_table(sheet: Worksheet, table: Table, rows: Sequence[Row], styles: Styles) -> None:
    _head(sheet, table, styles)
    last_row = HEADER_ROW + max(1, len(rows))
    sheet.add_table(
        HEADER_ROW,
        0,
        last_row,
        len(table.columns) - 1,
        {
            "name": table.list_name,
            "style": TABLE_STYLE,
            "columns": [_column_options(column, styles) for column in table.columns],
        },
    )
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width, styles.column(column.kind))
        _write_note(sheet, place, column)
        if table is not SETTINGS:
            restrict(sheet, HEADER_ROW + 1, place, column, _reserved(table, len(rows)))
    for number, row in enumerate(rows or ({},), HEADER_ROW + 1):
        _fit_height(sheet, number, table, row)
        if table is SETTINGS:
            _write_setting(sheet, number, SETTING_LIST[number - HEADER_ROW - 1], row.get("value"), styles)
        else:
            _write_row(sheet, number, table, row, styles)
    _print_setup(sheet, table)


def _reserved(table: Table, filled: int) -> int:
    """Return how many rows get checks on entry: those filled and those that will be added."""
    return filled + (20_000 if table is JOURNAL else 5_000)


def _head(sheet: Worksheet, table: Table, styles: Styles) -> None:
    # The first column of a wide sheet is repeated on every page; a title in it would be cut off there.
    place = 1 if _is_wide(table) else 0
    sheet.set_row(0, 24)
    sheet.write_string(0, place, table.sheet, styles.title)
    sheet.write_string(1, place, table.help, styles.note)
    sheet.write_url(2, place, f"internal:'{START_SHEET}'!A1", styles.link, cockpit.BACK_TO_START)
    sheet.set_row(HEADER_ROW, 32)
    sheet.freeze_panes(HEADER_ROW + 1, 1 if len(table.columns) > 3 else 0)
    sheet.set_tab_color("#1F3864" if table is JOURNAL else "#8EA9DB")


def _column_options(column: Column, styles: Styles) -> dict[str, object]:
    header = styles.header(required=column.required, computed=column.formula is not None)
    options: dict[str, object] = {"header": column.title, "header_format": header}
    if column.formula:
        options["formula"] = column.formula
    return options


def _write_note(sheet: Worksheet, place: int, column: Column) -> None:
    """Put the help on the header; its size follows the text, about 34 characters to a line."""
    kind = [column.kind.value]
    if column.required:
        kind.append(cockpit.REQUIRED)
    if column.formula:
        kind.append(cockpit.COMPUTED)
    lines = 2 + len(column.help) // 30
    sheet.write_comment(
        HEADER_ROW,
        place,
        f"{column.help}\n({', '.join(kind)})",
        {"width": 220, "height": 14 + 17 * lines, "font_size": 9, "color": "#FFFFE1", "start_row": HEADER_ROW + 1},
    )


def _write_row(sheet: Worksheet, number: int, table: Table, row: Row, styles: Styles) -> None:
    for place, column in enumerate(table.columns):
        style = styles.cell(column.kind, wrap=_wraps(column))
        value = row.get(column.name)
        if column.formula and not isinstance(value, Raw):
            sheet.write_formula(number, place, f"={column.formula}", style, own_contribution(row) / 100)
        else:
            write_value(sheet, (number, place), column.kind, value, style, styles)


def _wraps(column: Column) -> bool:
    return column.kind in TEXT_KINDS and column.width >= WRAP_WIDTH


def _fit_height(sheet: Worksheet, number: int, table: Table, row: Row) -> None:
    """Make room for texts that take more than one line: LibreOffice does not do it on opening."""
    lines = 1
    for column in table.columns:
        value = row.get(column.name)
        if isinstance(value, str) and _wraps(column):
            lines = max(lines, len(textwrap.wrap(value, int(column.width * CHARACTERS_PER_WIDTH))))
    if lines > 1:
        sheet.set_row(number, 2 + LINE_HEIGHT * lines)


def own_contribution(row: Row) -> int:
    """Return what the formula column of the financing plan shows, in cents; a blank counts nothing."""
    signs = {"total_cost": 1, "grant_amount": -1, "third_party": -1}
    return sum(sign * value for name, sign in signs.items() if isinstance(value := row.get(name), int))


def write_value(
    sheet: Worksheet, place: tuple[int, int], kind: Kind, value: Value, style: Format, styles: Styles
) -> None:
    """Write one cell as its column holds it.

    Args:
        sheet: The sheet.
        place: 0-based row and column.
        kind: What the column holds.
        value: The value as the records have it, a raw cell, or None for a blank.
        style: Format of the column.
        styles: Makes the format of a raw cell that brings its own.
    """
    if isinstance(value, Raw):
        own = styles.cell(kind, number_format=value.number_format) if value.number_format else style
        _write_raw(sheet, place, value, own)
    elif value is None or value == "":
        sheet.write_blank(*place, None, style)
    elif isinstance(value, tuple):
        sheet.write_string(*place, f"{value[0]:02d}.{value[1]:02d}.", style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(*place, value, style)
    elif isinstance(value, int) and kind not in TEXT_KINDS:
        sheet.write_number(*place, value / DIVISORS[kind] if kind in DIVISORS else value, style)
    else:
        write_text(sheet, *place, str(value), style)


def _write_raw(sheet: Worksheet, place: tuple[int, int], raw: Raw, style: Format) -> None:
    if raw.formula is not None:
        sheet.write_formula(*place, raw.formula, style, "" if raw.value is None else raw.value)
    elif isinstance(raw.value, str):
        write_text(sheet, *place, raw.value, style)
    elif isinstance(raw.value, dt.date):
        sheet.write_datetime(*place, raw.value, style)
    elif raw.value is None:
        sheet.write_blank(*place, None, style)
    else:
        sheet.write_number(*place, raw.value, style)


def _write_setting(sheet: Worksheet, number: int, setting: Setting, value: Value, styles: Styles) -> None:
    """Write one setting as a number, date or text of its kind; a missing value gets its default."""
    kind = SETTING_CELLS[setting.kind]
    if value is None and setting.default:
        value = setting.default if kind in TEXT_KINDS else int(setting.default) * DIVISORS.get(kind, 1)
    sheet.write_string(number, 0, setting.title, styles.cell(Kind.TEXT))
    write_value(sheet, (number, 1), kind, value, styles.cell(kind, wrap=True, align="left"), styles)
    sheet.write_string(number, 2, setting.help, styles.cell(Kind.TEXT, wrap=True))
    if setting.kind is not SettingKind.TEXT:
        restrict_setting(sheet, number, 1, setting.kind)


def _is_wide(table: Table) -> bool:
    return sum(column.width for column in table.columns) > ONE_PAGE_WIDTH


def _print_setup(sheet: Worksheet, table: Table) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(2 if _is_wide(table) else 1, 0)
    sheet.repeat_rows(HEADER_ROW)
    if _is_wide(table):
        sheet.repeat_columns(0)
    sheet.set_footer(cockpit.FOOTER)
    # Accounts and running numbers are texts on purpose; without this Excel marks every one of them.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
