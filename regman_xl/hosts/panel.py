"""The right half of Start: traffic lights and last runs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.hosts.questions import named_range
from regman_xl.schema import cockpit

if TYPE_CHECKING:
    import xlwings as xw

    from regman_xl.app.live import Outcome
    from regman_xl.schema.actions import Action


def note_run(book: xw.Book, action: Action, outcome: Outcome) -> None:
    """Show on Start what a button has come to; a Start that was deleted or is protected is left alone.

    Args:
        book: The workbook.
        action: The button.
        outcome: What it has come to.
    """
    now = dt.datetime.now().replace(second=0, microsecond=0)  # noqa: DTZ005 - a cell knows no zone
    if outcome.counts is not None and (lights := _open(book, cockpit.LIGHTS_NAME)) is not None:
        lights.value = [[value] for value in (*outcome.counts, now)]
    if (runs := _open(book, cockpit.RUNS_NAME)) is not None:
        rows = [[f"{now:%d.%m.%Y %H:%M} {action.label}", outcome.brief], *runs.value[:-1]]
        runs.value = [[text or "" for text in row] for row in rows]


def _open(book: xw.Book, name: str) -> xw.Range | None:
    cells = named_range(book, name)
    return None if cells is None or cells.sheet.api.ProtectContents else cells
