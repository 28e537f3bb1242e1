"""A new workbook from the template."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.app.output import checked_target, write_whole
from regman_xl.problems import Problem
from regman_xl.sample.beginning import new_contents
from regman_xl.workbook.master import write_master

if TYPE_CHECKING:
    from pathlib import Path


def new_workbook(path: Path, *, year: int | None, empty: bool, force: bool, today: dt.date | None = None) -> Path:
    """Write a new workbook.

    Args:
        path: Where.
        year: First budget year; default: the year of today.
        empty: Headers, lists and settings only.
        force: An existing file may be replaced.
        today: The day that counts as today; default: the clock.

    Returns:
        Where it is.

    Raises:
        Problem: The name is not possible, exists already, or cannot be written.
    """
    if path.suffix.lower() == ".xlsm":
        raise Problem(
            "Dateien mit Makros (.xlsm) kann diese Version noch nicht anlegen;",
            "bitte einen Namen mit der Endung .xlsx angeben.",
        )
    target = checked_target(path, force=force)
    first = year or (today or dt.datetime.now().astimezone().date()).year
    return write_whole(target, lambda place: write_master(place, new_contents(first, empty=empty)))
