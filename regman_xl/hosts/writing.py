"""Writes what a button has come to into the open workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.hosts import messages
from regman_xl.hosts.marking import mark
from regman_xl.hosts.panel import note_run
from regman_xl.hosts.rows import require_open, write_rows
from regman_xl.hosts.sheets import UnfinishedError, put_sheets
from regman_xl.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

    from regman_xl.app.live import Outcome
    from regman_xl.schema.actions import Action


def require_writable(book: xw.Book) -> None:
    """Refuse a workbook into which no sheet may come, before any work is done.

    Raises:
        Problem: Its structure is protected, or it is shared in the old way.
    """
    if book.api.MultiUserEditing:
        raise Problem(messages.SHARED)
    if book.api.ProtectStructure:
        raise Problem(messages.LOCKED_STRUCTURE)


def write(book: xw.Book, outcome: Outcome, place: Path, action: Action) -> tuple[str, ...]:
    """Write sheets, marks, texts, and the line among the last runs.

    What can be refused is refused before the first change.

    Args:
        book: The workbook.
        outcome: What is to be written.
        place: Where the workbook with the new sheets may lie while they are copied.
        action: The button.

    Returns:
        What the user should know beside it.

    Raises:
        Problem: It cannot be written; nothing is changed.
        UnfinishedError: Excel has failed in the middle; a part is written.
    """
    for sheet in outcome.texts:
        if book.sheets[sheet].api.ProtectContents:
            raise Problem(messages.LOCKED_SHEET.format(sheet=sheet))
    require_open(book, outcome.growths)
    shown = book.sheets.active
    made = put_sheets(book, outcome.sheets, place, hidden=outcome.hidden) if outcome.sheets else []
    try:
        _write_texts(book, outcome)
        write_rows(book, outcome.growths, outcome.blocks)
        notes = mark(book, outcome.marks) if outcome.marks is not None else ()
        note_run(book, action, outcome)
        (shown if outcome.hidden or not made else made[0]).activate()
    except Exception as error:
        raise UnfinishedError from error
    return notes


def _write_texts(book: xw.Book, outcome: Outcome) -> None:
    for sheet, cells in outcome.texts.items():
        for cell, text in cells.items():
            # A text cell takes a text as it is; any other would read it as if it had been typed.
            book.sheets[sheet][cell].number_format = "@"
            book.sheets[sheet][cell].value = text
