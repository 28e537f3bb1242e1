"""The button PDF: Excel itself prints the report sheets of a year."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from regman_xl.app.output import moved, write_whole
from regman_xl.app.pdf import require_whole_pdf
from regman_xl.hosts import messages
from regman_xl.problems import Problem

if TYPE_CHECKING:
    import xlwings as xw


def write_pdf(book: xw.Book, copy: Path, year: int) -> str:
    """Print the report sheets of a year to a PDF file beside the workbook; an older one is replaced.

    Args:
        book: The workbook.
        copy: A copy of it as the user sees it.
        year: The budget year.

    Returns:
        What the user reads.

    Raises:
        Problem: There is no such sheet, or the workbook has no folder yet.
    """
    from regman_xl.workbook.reader import read_books  # noqa: PLC0415 - a second, and the status bar speaks meanwhile

    sheets: list[int | str] = [sheet.sheet for sheet in read_books(copy).package.generated if sheet.year == year]
    if not sheets:
        raise Problem(messages.NO_REPORTS.format(year=year))
    # xlwings would look for the folder behind an address, and may fail.
    name = book.api.FullName
    if "://" in name:
        raise Problem(messages.IN_THE_CLOUD)
    if Path(name).parent == Path():
        raise Problem(messages.UNSAVED)
    target = Path(name).with_name(f"{copy.stem}_Berichte_{year}.pdf")
    made, shown = copy.with_suffix(".pdf"), book.sheets.active
    book.to_pdf(str(made), include=sheets)
    shown.activate()
    # An older file may be open in a viewer: then the new one gets another name, and that is said.
    written = write_whole(target, lambda place: shutil.copyfile(made, place), whole=require_whole_pdf)
    return "\n".join((messages.PDF_WRITTEN.format(year=year, path=written), *moved(target, written)))
