"""Cell addresses as Excel writes them; rows and columns are counted from 1."""

from __future__ import annotations


def column_letters(column: int) -> str:
    """Return the letters of a column: 28 is ``AB``."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """Return the address of a cell: row 17, column 5 is ``E17``."""
    return f"{column_letters(column)}{row}"
