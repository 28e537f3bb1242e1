"""Messages of rules as a person reads them who has no finding before them."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regman_xl.rules import Rule
    from regman_xl.schema import Column


class _Headers(string.Formatter):
    """Puts the header of a column where a message has its value, and three dots where it is no column."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self._titles = {column.name: f"<{column.title}>" for column in columns}

    def get_value(self, key: int | str, _args: object, _values: object) -> str:
        return self._titles.get(str(key), "...")

    def format_field(self, value: str, _form: str) -> str:
        return value


def readable(text: str, rule: Rule) -> str:
    """Return a message of a rule with the headers of the columns where it has their values."""
    return _Headers(rule.table.columns if rule.table is not None else ()).format(text)
