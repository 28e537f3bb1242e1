"""What a contender is told of a workbook: a JSON file beside it, so that none has to import the package."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """What a contender has to know of a workbook, and what it has to find.

    Attributes:
        journal: Sheet of the entries.
        accounts: Sheet of the accounts.
        header_row: 0-based row of the headers, on both.
        titles: Headers of the journal by column name.
        account: Header of the account numbers.
        planted: Code and 1-based row of every planted fault.
        part: Name of the journal's sheet within the package.
    """

    journal: str
    accounts: str
    header_row: int
    titles: dict[str, str]
    account: str
    planted: list[tuple[str, int]]
    part: str

    @property
    def first_row(self) -> int:
        """1-based row of the first entry."""
        return self.header_row + 2


def read_layout(path: Path) -> Layout:
    """Read the layout of a workbook."""
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return Layout(**{**told, "planted": [tuple(fault) for fault in told["planted"]]})
