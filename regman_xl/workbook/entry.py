"""What the master workbook allows to be typed: dropdowns and checks on entry."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from regman_xl.schema import TABLE_BY_NAME, TABLES, Column, Kind, Table, cockpit
from regman_xl.schema.settings import SettingKind

if TYPE_CHECKING:
    from enum import StrEnum

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

#: How many rows of a key column a dropdown offers.
KEY_ROWS = 5_000

_MONEY = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": -(10**12),
    "maximum": 10**12,
    "error_title": "Kein Betrag",
    "error_message": "Bitte einen Betrag in EUR als Zahl eingeben, zum Beispiel 1234,50.",
}
_DATE = {
    "validate": "date",
    "criteria": "between",
    "minimum": dt.date(2000, 1, 1),
    "maximum": dt.date(2099, 12, 31),
    "error_title": "Kein Datum",
    "error_message": "Bitte ein Datum eingeben, zum Beispiel 31.12.2026.",
}
_YEAR = {
    "validate": "integer",
    "criteria": "between",
    "minimum": 2000,
    "maximum": 2099,
    "error_title": "Kein Jahr",
    "error_message": "Bitte ein Jahr mit vier Ziffern eingeben, zum Beispiel 2026.",
}
_COUNT = {
    "validate": "integer",
    "criteria": "between",
    "minimum": 0,
    "maximum": 10**6,
    "error_title": "Keine ganze Zahl",
    "error_message": "Bitte eine ganze Zahl ohne Nachkommastellen eingeben.",
}
_RATE = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": 100,
    "error_title": "Kein Prozentsatz",
    "error_message": "Bitte einen Prozentsatz von 0 bis 100 eingeben, zum Beispiel 60.",
}
_BY_KIND = {Kind.MONEY: _MONEY, Kind.DATE: _DATE, Kind.YEAR: _YEAR, Kind.COUNT: _COUNT, Kind.RATE: _RATE}
_MONTH = {
    **_COUNT,
    "minimum": 1,
    "maximum": 12,
    "error_title": "Kein Monat",
    "error_message": "Bitte den Monat als Zahl von 1 bis 12 eingeben.",
}
_BY_SETTING = {
    SettingKind.MONEY: _MONEY,
    SettingKind.DATE: _DATE,
    SettingKind.YEAR: _YEAR,
    SettingKind.COUNT: _COUNT,
    SettingKind.RATE: _RATE,
}


def list_name(column: Column) -> str:
    """Return the defined name of the range that a choice or a reference is picked from."""
    if column.target is not None:
        return key_list_name(TABLE_BY_NAME[column.target])
    if column.choices is None:
        raise ValueError(f"not a list column: {column.name}")
    return cockpit.LIST_PREFIX + cockpit.LIST_TITLES[column.choices]


def key_list_name(table: Table) -> str:
    """Return the defined name of the filled keys of a table."""
    return cockpit.LIST_PREFIX + table.list_name.removeprefix("tbl")


def write_lists(workbook: Workbook, first_row: int) -> None:
    """Write the ranges behind the dropdowns: a hidden sheet for the choices, a name for each key column.

    A name for keys ends at the last filled key: over blank cells Excel would open the list at its blank end.

    Args:
        workbook: The workbook that is being written; its input sheets exist already.
        first_row: 1-based sheet row of the first data row of every input sheet.
    """
    sheet = workbook.add_worksheet(cockpit.LISTS_SHEET)
    sheet.hide()
    for place, (choices, title) in enumerate(cockpit.LIST_TITLES.items()):
        _write_list(workbook, sheet, place, choices, title)
    targets = {column.target for table in TABLES for column in table.columns if column.target}
    for table in TABLES:
        if table.name in targets or table.key == (table.year_column,):
            first = f"'{table.sheet}'!$A${first_row}"
            cells = f"{first}:$A${first_row + KEY_ROWS - 1}"
            workbook.define_name(key_list_name(table), f"={first}:INDEX({cells},MAX(1,COUNTA({cells})))")


def _write_list(workbook: Workbook, sheet: Worksheet, place: int, choices: type[StrEnum], title: str) -> None:
    sheet.set_column(place, place, 28)
    sheet.write_string(0, place, title)
    for number, value in enumerate(choices, 1):
        sheet.write_string(number, place, value.value)
    letter = xl_col_to_name(place)
    cells = f"='{cockpit.LISTS_SHEET}'!${letter}$2:${letter}${len(choices) + 1}"
    workbook.define_name(cockpit.LIST_PREFIX + title, cells)


def restrict(sheet: Worksheet, first: int, place: int, column: Column, rows: int) -> None:
    """Check what is typed into a column.

    Args:
        sheet: The sheet.
        first: 0-based row of the first data cell.
        place: 0-based column.
        column: Its declaration.
        rows: How many rows are checked.
    """
    if column.formula is not None or column.kind is Kind.TEXT:
        return
    if column.kind in (Kind.CHOICE, Kind.REFERENCE):
        options = _pick(column)
    else:
        options = _MONTH if column.name == "month" else _BY_KIND[column.kind]
    sheet.data_validation(first, place, first + rows - 1, place, dict(options))


def _pick(column: Column) -> dict[str, object]:
    options: dict[str, object] = {"validate": "list", "source": f"={list_name(column)}"}
    if column.kind is Kind.CHOICE:
        options |= {
            "error_title": "Nicht in der Liste",
            "error_message": f"Bitte einen Wert aus der Liste {column.title} wählen.",
        }
    elif column.target is not None:
        options |= {
            "error_type": "warning",
            "error_title": "Noch nicht angelegt",
            "error_message": f"Dieser Wert steht noch nicht auf dem Blatt {TABLE_BY_NAME[column.target].sheet}.",
        }
    return options


def restrict_setting(sheet: Worksheet, row: int, place: int, kind: SettingKind) -> None:
    """Check what is typed as the value of one setting."""
    if kind in _BY_SETTING:
        sheet.data_validation(row, place, row, place, dict(_BY_SETTING[kind]))
