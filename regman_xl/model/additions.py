"""What is to be added to the data of a workbook, before anybody writes it: into a closed file or into an open one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regman_xl.model.contents import Row, Value


@dataclass(frozen=True)
class Additions:
    """Rows to append and settings to set; what the workbook holds otherwise stays.

    Attributes:
        rows: Rows by table name, each by column name, in the order in which they are to follow the last row of the
            table. Values are those of the records (cents, ten-thousandths of a percent, dates, texts); a missing one
            is blank, and a computed column is left to its formula.
        settings: New values by setting name.
        notes: German lines on what is added, what is not although one might expect it, and what the user has to
            enter himself.
    """

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    settings: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def of(self, table: str) -> Sequence[Row]:
        """Return the rows for a table, none if it gets none."""
        return self.rows.get(table, ())

    def __bool__(self) -> bool:
        return bool(self.settings) or any(self.rows.values())
