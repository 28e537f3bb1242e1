"""The sheet of settings: one column, but each line is of a kind of its own."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from regman_xl.model.facts import HARMLESS, CellFact, Fault
from regman_xl.nearest import nearest
from regman_xl.schema import Column, Kind
from regman_xl.schema.settings import SETTING_LIST, Setting, SettingKind
from regman_xl.workbook.cells import Content
from regman_xl.workbook.display import Shown
from regman_xl.workbook.parts import folded
from regman_xl.workbook.texts import clean, text_date
from regman_xl.workbook.values import Converted, Picked, Source, Where, convert, text_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    SettingValue = str | int | dt.date | tuple[int, int]

_SETTINGS = {folded(setting.title): setting for setting in SETTING_LIST}
_KINDS = {
    SettingKind.TEXT: Kind.TEXT,
    SettingKind.YEAR: Kind.YEAR,
    SettingKind.COUNT: Kind.COUNT,
    SettingKind.MONEY: Kind.MONEY,
    SettingKind.RATE: Kind.RATE,
    SettingKind.DATE: Kind.DATE,
    SettingKind.DAY_MONTH: Kind.DATE,
}
_DAY_MONTH = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?")


def convert_settings(
    keys: Sequence[str], column: Column, cells: Picked, where: Where, source: Source
) -> tuple[Converted, dict[str, SettingValue]]:
    """Convert the values of the settings, each by its own kind.

    Args:
        keys: The key of each row.
        column: Declaration of the column of values.
        cells: Its cells.
        where: Where it is.
        source: What the cells belong to.

    Returns:
        The column as the user sees it, and the usable values by the name of the setting. The first line of a key
        counts; a line of an unknown key is not usable.
    """
    count = len(where.rows)
    texts = [""] * count
    filled = np.zeros(count, np.bool_)
    titles = [folded(key) for key in keys]
    spoiled = np.array([bool(title) and title not in _SETTINGS for title in titles], np.bool_)
    facts: list[CellFact] = []
    values: dict[str, SettingValue] = {}
    shown = Shown(source.texts, source.formats, Kind.TEXT, source.dates_1904)
    for cell, place in enumerate(cells.place.tolist()):
        one = cells.one(cell)
        text = shown.text(int(one.content[0]), float(one.value[0]), int(one.style[0]))
        texts[place] = clean(text)
        filled[place] = bool(texts[place])
        setting = _SETTINGS.get(titles[place])
        if setting is None:
            continue
        here = Where(where.sheet, where.position, where.rows[place : place + 1])
        value, found = _one(setting, column, one, text, here, source)
        facts += found
        spoiled[place] = any(fact.fault not in HARMLESS for fact in found)
        if value is not None and value != "" and titles.index(titles[place]) == place:
            values[setting.name] = value
    return Converted(text_array(pa.array(texts, pa.large_string())), filled, spoiled, facts), values


def key_facts(keys: Sequence[str], filled: NDArray[np.bool_], where: Where, value: int, header: int) -> list[CellFact]:
    """Tell keys that mean no setting, and settings that must be there and are not.

    Args:
        keys: The key of each row.
        filled: For each row, whether it has a value.
        where: The column of keys.
        value: Sheet column of the values; 0 where it is missing.
        header: Sheet row of the headers: a missing line is told there.
    """
    sheet, position, rows = where
    facts = []
    first: dict[str, int] = {}
    for place, key in enumerate(keys):
        first.setdefault(folded(key), place)
        if key and folded(key) not in _SETTINGS:
            near = nearest(key, [setting.title for setting in SETTING_LIST], fold=folded)
            facts.append(CellFact(Fault.NOT_IN_LIST, sheet, int(rows[place]), position, "key", key, near))
    for title in (setting.title for setting in SETTING_LIST if setting.needed):
        line = first.get(folded(title))
        if line is None:
            facts.append(CellFact(Fault.REQUIRED_EMPTY, sheet, header, position, "key", "", title))
        elif value and not filled[line]:
            facts.append(CellFact(Fault.REQUIRED_EMPTY, sheet, int(rows[line]), value, "value", "", title))
    return facts


def _one(
    setting: Setting, column: Column, cell: Picked, text: str, where: Where, source: Source
) -> tuple[SettingValue | None, list[CellFact]]:
    """Convert one setting; None where it is blank or unusable."""
    if setting.kind is SettingKind.DAY_MONTH and cell.content[0] == Content.TEXT:
        return _day_month(column, text, where)
    own = Column(column.name, column.title, _KINDS[setting.kind], "")
    converted = convert(own, cell, where, source)
    if bool(converted.spoiled[0]):
        return None, converted.facts
    value = converted.values[0]
    if not isinstance(value, str) and pd.isna(value):
        return None, converted.facts
    if isinstance(value, np.datetime64):
        date = value.item().date()
        return ((date.day, date.month) if setting.kind is SettingKind.DAY_MONTH else date), converted.facts
    if setting.kind is SettingKind.MONEY and value < 0:
        row = int(where.rows[0])
        limit = CellFact(Fault.OUT_OF_RANGE, where.sheet, row, where.position, column.name, clean(text), "mindestens 0")
        return None, [*converted.facts, limit]
    return (value if isinstance(value, str) else int(value)), converted.facts


def _day_month(column: Column, text: str, where: Where) -> tuple[tuple[int, int] | None, list[CellFact]]:
    """Read a day and month without year, as in ``31.01.``."""
    bare = clean(text)
    if not bare:
        return None, []
    match = _DAY_MONTH.fullmatch(bare)
    if match is not None:
        try:
            # 2000 has a 29 February.
            date = dt.date(2000, int(match[2]), int(match[1]))
        except ValueError:
            pass
        else:
            return (date.day, date.month), []
    _, meant = text_date(bare)
    detail = f"{meant:%d.%m.}" if meant else ""
    row = int(where.rows[0])
    return None, [CellFact(Fault.WRONG_TYPE, where.sheet, row, where.position, column.name, bare, detail)]
