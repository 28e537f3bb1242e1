"""Everything that the commands do with one workbook, and what must be true of what comes out."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from typing import TYPE_CHECKING
from unittest import mock

from defusedxml.ElementTree import fromstring

from regman_xl.app import documents, figures, new_year, protocol, seal
from regman_xl.app.audit import Choice, Examined, check, examine
from regman_xl.app.formats import findings_as
from regman_xl.finding import Finding, Severity
from regman_xl.problems import Problem, Refusal
from regman_xl.schema import TABLES
from regman_xl.workbook.reader import read_books

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from regman_xl.model.books import Books

#: Counts as today where the workbook does not say.
TODAY = dt.date(2027, 2, 15)
#: Most years of which documents are made.
YEARS = 3
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class BrokenError(AssertionError):
    """A promise is broken, although nothing broke down."""


def require(holds: object, what: str) -> None:
    """Fail where something does not hold; unlike ``assert`` also where asserts are off.

    Raises:
        BrokenError: It does not hold.
    """
    if not holds:
        raise BrokenError(what)


def told(problem: Problem) -> None:
    """Check that a problem is a line that can be shown."""
    text = str(problem)
    text.encode()
    require(text.strip(), "a problem without words")
    require(isinstance(problem, Refusal) or "\n" not in text, f"a problem of several lines: {text!r}")
    require(not _CONTROL.search(text.replace("\n", "")), f"a problem with control characters: {text!r}")


def go(path: Path, books: Books) -> None:
    """Check a workbook, show its figures, write all documents, seal it, write the report: all that the commands do."""
    today = None if books.settings.reference_date else TODAY
    examined = examine(path, today)
    require(not examined.crashed, "; ".join(find.message for find in examined.findings if find.code == "INT01"))
    with contextlib.ExitStack() as stack:
        for module in (documents, figures, seal, protocol, new_year):
            # The examined workbook is kept: only what is done with it is repeated.
            stack.enter_context(mock.patch.object(module, "examine", return_value=examined))
        stack.enter_context(mock.patch("regman_xl.app.audit.examine", return_value=examined))
        _formats(path, examined)
        years = [*(account.year for account in examined.accounts), *examined.known_years[-1:], 2099]
        for year in dict.fromkeys(years[: YEARS + 2]):
            _refusable(lambda year=year: _figures(path, year, today))
            for write in (documents.write_closing, documents.write_plan):
                _refusable(lambda write=write, year=year: _written(write, path, year, today))
            _refusable(lambda year=year: _sealed(path, year, today))
        _refusable(lambda: _continued(path, books, today))
        _refusable(lambda: _protocol(path, books, today))


def copied(path: Path, books: Books) -> str:
    """Copy a workbook with some cells marked and a sheet added, without judging it: nothing else may change.

    Returns:
        ``copied``, or ``not copied`` where nothing can be put into it safely.
    """
    sheets = [data.sheet for table in TABLES if (data := books.table(table)).header_row]
    marks = [("B5", Severity.ERROR), ("C6", Severity.WARNING), ("XFD1048576", Severity.INFO)]
    findings = tuple(
        Finding("JRN01", severity, sheet, cell, 5, None, None, "", "Text.", "Text.")
        for sheet in sheets
        for cell, severity in marks
    )
    examined = Examined(path, books, (), (), None, findings, TODAY)
    with mock.patch.object(protocol, "examine", return_value=examined):
        try:
            _protocol(path, books, TODAY)
        except Problem as problem:
            told(problem)
            return "not copied"
    return "copied"


def _refusable(step: Callable[[], object]) -> None:
    try:
        step()
    except Problem as problem:
        told(problem)


def _formats(path: Path, examined: Examined) -> None:
    choice = Choice()
    files = (check(path, choice, examined.today),)
    shown = {
        form: findings_as(form, files, choice, Severity.ERROR) for form in ("text", "json", "junit", "sarif", "github")
    }
    for text in shown.values():
        text.encode()
    _strict(shown["json"])
    _strict(shown["sarif"])
    fromstring(shown["junit"].encode())
    for form in ("text", "github"):
        odd = _CONTROL.search(shown[form])
        require(odd is None, f"control character {odd and odd[0]!r} in {form}")


def _strict(text: str) -> object:
    def constant(word: str) -> None:
        raise BrokenError(f"{word} is no JSON")

    return json.loads(text, parse_constant=constant)


def _figures(path: Path, year: int, today: dt.date | None) -> None:
    for as_json in (False, True):
        text, _notes = figures.figures_of(path, year, as_json=as_json, as_of=today)
        text.encode()
        if as_json:
            _strict(text)


def _written(write: Callable[..., object], path: Path, year: int, today: dt.date | None) -> None:
    write(path, year, out=path.with_name("out.xlsx"), force=True, as_of=today, draft=True)


def _protocol(path: Path, books: Books, today: dt.date | None) -> None:
    out = path.with_name("protocol.xlsx")
    file, _notes = protocol.check_with_protocol(path, Choice(), out, force=True, as_of=today)
    require(not file.error, file.error)
    _same(books, read_books(out))


def _sealed(path: Path, year: int, today: dt.date | None) -> None:
    out = path.with_name("sealed.xlsx")
    seal.seal_year(path, year, out=out, force=True, as_of=today)


def _continued(path: Path, books: Books, today: dt.date | None) -> None:
    """Add the next year: it may be refused, but never because the copy says something else than it should."""
    known = [item.budget_year for item in (*books.budget_years, *books.contributions)]
    out = path.with_name("continued.xlsx")
    try:
        new_year.add_year(path, max(known, default=2026) + 1, out=out, force=True, as_of=today)
    except Problem as problem:
        require("ergibt andere Angaben" not in str(problem), f"the next year is written as something else: {problem}")
        raise


def _same(before: Books, after: Books) -> None:
    for name, differs in _differences(before, after):
        require(not differs, f"the copy with the report has another table {name}")


def _differences(before: Books, after: Books) -> Iterator[tuple[str, bool]]:
    for name, data in before.data.items():
        yield name, not data.frame.equals(after.data[name].frame)
