"""Puts sheets that were rendered into a file into the open workbook, in the place of those of an earlier run.

Excel itself copies them, so that formats, charts, print set-up, links and names come with them, and the number of calls
does not depend on the number of cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from regman_xl.hosts import messages
from regman_xl.problems import Problem
from regman_xl.workbook.graft import KIND, NUMBERED, OURS, REGIONS

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

_VERY_HIDDEN = 2
#: `XlCellType` of formulas, `XlLookAt` of a part, `XlSearchOrder`.
_FORMULAS, _PART, _BY_ROWS = -4123, 2, 1
_PLAIN = re.compile(r"[A-Za-zÄÖÜäöüß_]+")


class UnfinishedError(Exception):
    """Excel has failed in the middle: a part is written."""


class _Copy(NamedTuple):
    """A sheet that has come into the workbook.

    Attributes:
        sheet: It; Excel has given it a name of its own if the other one is still there.
        before: The sheet that it replaces, if there is one.
        title: The name that it is to have.
    """

    sheet: xw.Sheet
    before: xw.Sheet | None
    title: str


def put_sheets(book: xw.Book, data: bytes, place: Path, *, hidden: bool = False) -> list[xw.Sheet]:
    """Copy sheets into a workbook; those of an earlier run go, and formulas that refer to them stay whole.

    Args:
        book: The workbook.
        data: A workbook with the sheets.
        place: Where that may lie meanwhile, beside the copy of the workbook that was read.
        hidden: The sheets are very hidden.

    Returns:
        The sheets, in their order.

    Raises:
        Problem: There is a sheet of such a name that we did not make, or a protected sheet refers to an old one.
        UnfinishedError: Excel has failed when the first sheet was replaced already.
    """
    place.write_bytes(data)
    last = next(sheet for sheet in reversed(list(book.sheets)) if sheet.visible != _VERY_HIDDEN)
    made = book.app.books.open(str(place), update_links=False, read_only=True, add_to_mru=False)
    copies: list[_Copy] = []
    done: list[xw.Sheet] = []
    try:
        there = {sheet.name.casefold(): sheet for sheet in book.sheets}
        old = {sheet.name: _ours(there.get(sheet.name.casefold())) for sheet in made.sheets}
        others = _referring(book, place.with_name(book.name), [title for title, sheet in old.items() if sheet])
        for sheet in made.sheets:
            before = old[sheet.name]
            # A very hidden sheet is no place to copy behind.
            after = before if before is not None and not hidden else last
            copies.append(_Copy(sheet.copy(after=after), before, sheet.name))
            _keep_names(sheet, copies[-1].sheet)
            last = last if after is before else copies[-1].sheet
        _number_names(copies)
        while copies:
            _take_over(copies[0], others)
            sheet = copies.pop(0).sheet
            if hidden:
                sheet.visible = _VERY_HIDDEN  # type: ignore[assignment]  # xlwings passes on what Excel knows
            done.append(sheet)
    except BaseException as error:
        for copy in copies:
            copy.sheet.delete()
        if done:
            raise UnfinishedError from error
        raise
    finally:
        made.close()
    return done


def _ours(there: xw.Sheet | None) -> xw.Sheet | None:
    """Return a sheet of this name that we made, None where there is none of this name."""
    if there is not None and not any(name.name.rpartition("!")[2] == KIND for name in there.names):
        raise Problem(messages.FOREIGN_SHEET.format(sheet=there.name))
    return there


def _keep_names(source: xw.Sheet, copy: xw.Sheet) -> None:
    """Give a copy the names by which we know it again, should Excel not have brought them along."""
    there = {name.name.rpartition("!")[2] for name in copy.names}
    for name in source.names:
        short = name.name.rpartition("!")[2]
        if short.startswith(OURS) and short not in there:
            copy.names.add(short, name.refers_to or "")


def _referring(book: xw.Book, copy: Path, titles: list[str]) -> list[xw.Sheet]:
    """Return the sheets whose formulas refer to sheets that are to be replaced.

    Raises:
        Problem: One of them is protected: its formulas would be lost.
    """
    from regman_xl.app.live import referring  # noqa: PLC0415 - as in `regman_xl.hosts.excel`

    sheets = [book.sheets[name] for name in referring(copy, titles) if name not in titles] if titles else []
    for sheet in sheets:
        if sheet.api.ProtectContents:
            raise Problem(messages.LOCKED_SHEET.format(sheet=sheet.name))
    return sheets


def _take_over(copy: _Copy, others: list[xw.Sheet]) -> None:
    """Let a copy take the name of the sheet that it replaces, and what refers to that."""
    if copy.before is None:
        return
    new = copy.sheet.name
    for sheet in others:
        _redirect(sheet, copy.title, new)
    try:
        copy.before.visible = True
        copy.before.delete()
    except BaseException:
        for sheet in others:
            _redirect(sheet, new, copy.title)
        raise
    copy.sheet.name = copy.title


def _redirect(sheet: xw.Sheet, old: str, new: str) -> None:
    """Have the formulas of a sheet refer to another sheet: once the old one is gone they would be lost."""
    formulas: Any = sheet.api.Cells.SpecialCells(_FORMULAS)
    for written in {f"'{old}'!", f"{old}!"} if _PLAIN.fullmatch(old) else {f"'{old}'!"}:
        if formulas.Count == 1:
            # Of a single cell Excel would replace in the whole sheet, texts too.
            formulas.Formula = formulas.Formula.replace(written, f"'{new}'!")
        else:
            # What is left out has the value of the last search of the user.
            formulas.Replace(written, f"'{new}'!", _PART, _BY_ROWS, True, False, False, False)


def _number_names(copies: list[_Copy]) -> None:
    """Let the names of tables end with the number that their sheet will have: so screen readers want it."""
    going = [copy.before.index for copy in copies if copy.before is not None]
    for copy in copies:
        index = copy.sheet.index
        wanted = str(index - sum(place < index for place in going))
        for name in list(copy.sheet.names):
            short = name.name.rpartition("!")[2]
            renamed = NUMBERED.sub(wanted, short) if short.startswith(REGIONS) else short
            if renamed != short:
                target = name.refers_to or ""
                name.delete()
                copy.sheet.names.add(renamed, target)
