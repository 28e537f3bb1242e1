"""A new workbook from the template."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.app.output import SUFFIX, checked_target, write_whole
from regman_xl.sample.beginning import new_contents
from regman_xl.workbook.master import has_macros, master_bytes

if TYPE_CHECKING:
    from pathlib import Path


def new_workbook(path: Path, *, year: int | None, empty: bool, force: bool, today: dt.date | None = None) -> Path:
    """Write a new workbook.

    Args:
        path: Where; one that ends with ``.xlsm`` gets the buttons and functions of Excel.
        year: First budget year; default: the year of today.
        empty: Headers, lists and settings only.
        force: An existing file may be replaced.
        today: The day that counts as today; default: the clock.

    Returns:
        Where it is.

    Raises:
        Problem: The name is not possible, exists already, or cannot be written.
    """
    target = checked_target(path, force=force, suffix=path.suffix if has_macros(path) else SUFFIX)
    first = year or (today or dt.datetime.now().astimezone().date()).year
    made = master_bytes(new_contents(first, empty=empty), macros=has_macros(path))
    return write_whole(target, lambda place: place.write_bytes(made))
