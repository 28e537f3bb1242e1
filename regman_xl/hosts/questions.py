"""What a button has to know beside the workbook: the year that is chosen, the grant that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.hosts import messages
from regman_xl.problems import Problem
from regman_xl.schema import GRANTS, cockpit
from regman_xl.schema.actions import TAB

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

#: `Application.InputBox` gives back a text, False where the user has cancelled.
_TEXT = 2


def chosen_year(book: xw.Book, copy: Path) -> int:
    """Return the year that is chosen on Start, else the current year of the settings.

    Args:
        book: The workbook.
        copy: A copy of it as the user sees it.

    Raises:
        Problem: There is none.
    """
    cells = named_range(book, cockpit.YEAR_NAME)
    value = None if cells is None else cells.value
    if isinstance(value, float | int) and value == int(value):
        return int(value)
    from regman_xl.workbook.reader import read_books  # noqa: PLC0415 - a second, only where Start was changed

    year = read_books(copy).settings.budget_year
    if year is None:
        raise Problem(messages.NO_YEAR)
    return year


def named_range(book: xw.Book, name: str) -> xw.Range | None:
    """Return the cells of a defined name; None where it or its sheet is gone."""
    if name not in book.names:
        return None
    known = book.names[name]
    # A name whose sheet was deleted refers to #REF!.
    return None if "#" in (known.refers_to or "#") else known.refers_to_range


def chosen_grant(book: xw.Book) -> str:
    """Return the grant whose row is selected, as the user confirms it; empty where he does not want one after all."""
    return _asked(book, messages.WHICH_GRANT, _selected_grant(book)).strip()


def _selected_grant(book: xw.Book) -> str:
    sheet = book.sheets.active
    if sheet.name != GRANTS.sheet:
        return ""
    for table in sheet.tables:
        if table.name == GRANTS.list_name and table.data_body_range is not None:
            body, selected = table.data_body_range, book.app.selection
            # An object may be selected instead of cells.
            row = -1 if selected is None else selected.row - body.row
            if 0 <= row < body.shape[0]:
                return str(body[row, 0].value or "")
    return ""


def next_year(book: xw.Book, copy: Path) -> int | None:
    """Return the year that follows on those of the workbook, as the user confirms it; None if he does not want one."""
    from regman_xl.workbook.reader import read_books  # noqa: PLC0415 - a second, only for this button

    years = [item.budget_year for item in read_books(copy).budget_years]
    answer = _asked(book, messages.WHICH_YEAR, str(max(years) + 1) if years else "").strip()
    if not answer:
        return None
    if not answer.isdecimal():
        raise Problem(f"„{answer}“ ist kein Haushaltsjahr. Bitte vier Ziffern eingeben, zum Beispiel 2028.")
    return int(answer)


def _asked(book: xw.Book, question: str, default: str) -> str:
    answer = book.app.api.InputBox(question, TAB, default, Type=_TEXT)
    return "" if answer is False else str(answer)
