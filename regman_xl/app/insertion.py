"""Documents as sheets of the user's workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finance import engine
from regman_xl.problems import Problem
from regman_xl.seal.checksum import checksums
from regman_xl.workbook.graft import graft_sheets
from regman_xl.workbook.reader import read_books
from regman_xl.workbook.splice import splice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from regman_xl.app.audit import Examined
    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.reports.report import Report


def insert_reports(examined: Examined, rendered: bytes, place: Path, *, force: bool) -> tuple[str, ...]:
    """Write a copy of the workbook that holds documents as sheets.

    Args:
        examined: The workbook; it is only read.
        rendered: The documents as `regman_xl.render.xlsx.workbook_bytes` gives them.
        place: Where the copy goes.
        force: A signature may go, and sheets may come into a workbook whose structure is locked.

    Returns:
        What the user should know.

    Raises:
        Problem: The sheets cannot go in.
    """
    with splice(examined.path, force=force) as change:
        graft_sheets(change, rendered)
        change.write(place)
        return tuple(change.notes)


def prove_inserted(examined: Examined, reports: Sequence[Report], place: Path) -> None:
    """Read a copy that `insert_reports` has written: it must say what the workbook said.

    Raises:
        Problem: It says something else.
    """
    written = read_books(place)
    if not (
        _same_books(examined.books, written) and _computed(written) == examined.accounts and _fresh(written, reports)
    ):
        raise Problem(
            "Die geschriebene Arbeitsmappe ergibt andere Angaben als vorher; es ist nichts ersetzt.",
            "Bitte die Arbeitsmappe in Excel öffnen, neu speichern und den Befehl wiederholen.",
        )


def _same_books(before: Books, after: Books) -> bool:
    return (
        after.settings == before.settings
        and after.package.facts == before.package.facts
        and all(after.data[name].frame.equals(data.frame) for name, data in before.data.items())
    )


def _computed(books: Books) -> tuple[YearAccount, ...]:
    try:
        return engine.history(books).accounts
    except Problem:
        return ()


def _fresh(books: Books, reports: Sequence[Report]) -> bool:
    """Whether the documents are found again as what the data give: rule PER05 would tell them otherwise."""
    checksum = checksums(books)
    made = {(sheet.kind, sheet.year, sheet.subject): sheet.checksum for sheet in books.package.generated}
    return all(
        made.get((report.kind, report.year, report.subject)) == checksum(report.kind, report.year) for report in reports
    )
