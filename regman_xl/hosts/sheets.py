"""Puts sheets that were rendered into a file into the open workbook, in the place of those of an earlier run.

Excel itself copies them, so that formats, charts, print set-up, links and names come with them, and the number of calls
does not depend on the number of cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from regman_xl.hosts import messages
from regman_xl.problems import Problem
from regman_xl.workbook.graft import KIND

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

_VERY_HIDDEN = 2
#: `XlCellType` of formulas, `XlLookAt` of a part.
_FORMULAS, _PART = -4123, 2
#: Names of tables end with the number of their sheet (`regman_xl.render.regions`).
_NUMBERED = re.compile(r"(?<=^TitleRegion)(?P<of>.*\.)[0-9]+$|(?<=^ColumnTitleRegion)(?P<column>.*\.)[0-9]+$")
_PLAIN = re.compile(r"[A-Za-zÄÖÜäöüß_]+")


def put_sheets(book: xw.Book, data: bytes, place: Path, *, hidden: bool = False) -> list[xw.Sheet]:
    """Copy sheets into a workbook; those of an earlier run go, and formulas that refer to them stay whole.

    Args:
        book: The workbook.
        data: A workbook with the sheets.
        place: Where that may lie meanwhile.
        hidden: The sheets are very hidden.

    Returns:
        The sheets, in their order.

    Raises:
        Problem: There is a sheet of such a name that we did not make.
    """
    place.write_bytes(data)
    made = book.app.books.open(str(place), update_links=False, read_only=True, add_to_mru=False)
    copies: list[tuple[xw.Sheet, xw.Sheet | None]] = []
    try:
        there = {sheet.name.casefold(): sheet for sheet in book.sheets}
        old = {sheet.name: _ours(there.get(sheet.name.casefold())) for sheet in made.sheets}
        for sheet in made.sheets:
            before = old[sheet.name]
            # A very hidden sheet is no place to copy behind.
            after = before if before is not None and not hidden else book.sheets[-1]
            copies.append((sheet.copy(after=after), before))
        titles = [sheet.name for sheet in made.sheets]
        for (copy, before), title in zip(copies, titles, strict=True):
            _take_over(book, copy, before, title)
    except BaseException:
        for copy, before in copies:
            if before is None or before in book.sheets:
                copy.delete()
        raise
    finally:
        made.close()
    sheets = [copy for copy, _ in copies]
    for sheet in sheets:
        _number_names(sheet)
        if hidden:
            sheet.visible = _VERY_HIDDEN  # type: ignore[assignment]  # xlwings passes on what Excel knows
    return sheets


def _ours(there: xw.Sheet | None) -> xw.Sheet | None:
    """Return a sheet of this name that we made, None where there is none of this name."""
    if there is not None and not any(name.name.rpartition("!")[2] == KIND for name in there.names):
        raise Problem(messages.FOREIGN_SHEET.format(sheet=there.name))
    return there


def _take_over(book: xw.Book, copy: xw.Sheet, before: xw.Sheet | None, title: str) -> None:
    """Let a copy take the name of the sheet that it replaces, and what refers to that."""
    if before is None:
        return
    for sheet in book.sheets:
        if sheet.name not in {copy.name, before.name}:
            _redirect(sheet, before.name, copy.name)
    before.visible = True
    before.delete()
    copy.name = title


def _redirect(sheet: xw.Sheet, old: str, new: str) -> None:
    """Have the formulas of a sheet refer to another sheet: once the old one is gone they would be lost."""
    try:
        formulas: Any = sheet.api.Cells.SpecialCells(_FORMULAS)
    except Exception:
        return
    for written in {f"'{old}'!", f"{old}!"} if _PLAIN.fullmatch(old) else {f"'{old}'!"}:
        formulas.Replace(written, f"'{new}'!", _PART)


def _number_names(sheet: xw.Sheet) -> None:
    """Let the names of the tables end with the number that the sheet has here: so screen readers want it."""
    wanted = str(sheet.index)
    for name in list(sheet.names):
        short = name.name.rpartition("!")[2]
        renamed = _NUMBERED.sub(lambda found: f"{found['of'] or found['column']}{wanted}", short)
        if renamed != short:
            target = name.refers_to or ""
            name.delete()
            sheet.names.add(renamed, target)
