"""The one entry point of the macros: ``RunPython "from regman_xl.hosts.excel import run; run('check')"``."""

from __future__ import annotations

import secrets
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import xlwings as xw

from regman_xl.hosts import messages
from regman_xl.hosts.journal import backed_up, log_failure
from regman_xl.hosts.pdf import write_pdf
from regman_xl.hosts.questions import chosen_grant, chosen_year, next_year
from regman_xl.hosts.session import session, uncalculated
from regman_xl.hosts.sheets import UnfinishedError
from regman_xl.hosts.writing import require_writable, write
from regman_xl.problems import Problem, Refusal
from regman_xl.schema.actions import ACTION_BY_KEY, SHELL, TAB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.app.live import Outcome, Request
    from regman_xl.schema.actions import Action

#: Excel answers a call that comes while it is busy with an error; so many times xlwings asks again, without a pause.
_ATTEMPTS = 20_000


class _Click(NamedTuple):
    """A click, with what was read for it.

    Attributes:
        action: The button.
        book: The workbook that is open.
        copy: A copy of it as the user sees it.
    """

    action: Action
    book: xw.Book
    copy: Path


def run(action: str, shell: int = SHELL, version: str = xw.__version__) -> None:
    """Do what a button of the workbook stands for, and tell the user how it went.

    Whatever goes wrong is told in a German box; the workbook is then as it was. Only where Excel cannot even show a
    box does the text go to standard error, which the macro shows.

    Args:
        action: Key of the action (`regman_xl.schema.actions`).
        shell: Number of the interface that the macros of the workbook were made for.
        version: Version of xlwings that the macros of the workbook belong to.
    """
    _tame_xlwings()
    try:
        book = xw.Book.caller()
    except Exception:
        log_failure(action)
        _end(f"{messages.NO_WORKBOOK}\n{messages.BUSY}")
    title, touched = TAB, False
    try:
        if shell != SHELL or version != xw.__version__:
            raise Problem(messages.OTHER_VERSION.format(workbook=version, package=xw.__version__))
        button = ACTION_BY_KEY[action]
        title = f"{TAB}: {button.label}"
        with session(book.app) as say:
            text = "\n\n".join(_done(button, book, say))
        touched = True
    except Problem as problem:
        text = str(problem)
    except UnfinishedError:
        text, touched = messages.UNFINISHED.format(log=log_failure(action)), True
    except Exception:
        text = messages.FAILED.format(log=log_failure(action))
    _show(book, text, title, touched=touched)


def _tame_xlwings() -> None:
    """Keep xlwings from waiting for Excel for ever, and from ending an Excel that it does not see."""
    if sys.platform == "win32":
        import atexit  # noqa: PLC0415 - only there

        from xlwings import _xlwindows  # noqa: PLC0415 - only there

        _xlwindows.N_COM_ATTEMPTS = _ATTEMPTS
        atexit.unregister(_xlwindows.cleanup)


def _show(book: xw.Book, text: str, title: str, *, touched: bool) -> None:
    try:
        book.app.alert(text, title)
    except Exception:
        log_failure(title)
        # Who has got what he wanted must not be told to click again.
        _end(text if touched else f"{text}\n{messages.BUSY}")


def _end(text: str) -> NoReturn:
    """End with a text that the macro shows: it reads what we write in the code page of Windows."""
    if sys.platform == "win32":
        sys.stderr.reconfigure(encoding="mbcs", errors="replace")  # type: ignore[union-attr]  # it is a file there
    sys.exit(text)


def _done(button: Action, book: xw.Book, say: messages.Say) -> Iterator[str]:
    """Do it, and yield the paragraphs of the box that tells the user."""
    # A virus scanner may still hold a file in it: that must not turn a success into a failure.
    with tempfile.TemporaryDirectory(prefix="regman-", ignore_cleanup_errors=True) as folder:
        say(messages.READING)
        copy = Path(folder) / Path(book.name).name
        book.api.SaveCopyAs(str(copy))
        click = _Click(button, book, copy)
        say(messages.WORKING.format(action=button.label))
        require_writable(book)
        if button.key == "pdf":
            yield write_pdf(book, copy, chosen_year(book, copy))
            return
        outcome = _outcome(click)
        if outcome is None:
            yield messages.NOTHING_DONE
            return
        backup = backed_up(copy, book.api.FullName)
        say(messages.WRITING)
        # Excel opens no second workbook of one name, and one may be left of a click that was killed.
        place = copy.with_name(f"regman-{secrets.token_hex(4)}.xlsx")
        with uncalculated(book.app):
            notes = write(book, outcome, place, button)
        yield "\n".join((*outcome.told, *notes))
        if backup is not None:
            yield messages.FIRST_CHANGE.format(backup=backup)


def _outcome(click: _Click) -> Outcome | None:
    """Let the application work; None where the user wants nothing after all."""
    from regman_xl.app.live import Request, in_excel  # noqa: PLC0415 - a second, and the status bar speaks meanwhile

    try:
        request = _request(click, Request)
        return None if request is None else _performed(click, request)
    except Problem as problem:
        raise Problem(in_excel(problem, click.copy, click.book.name)) from problem


def _request(click: _Click, make: type[Request]) -> Request | None:
    if click.action.key == "statement":
        grant = chosen_grant(click.book)
        return make(click.copy, chosen_year(click.book, click.copy), grant=grant) if grant else None
    if click.action.key == "new_year":
        year = next_year(click.book, click.copy)
        return make(click.copy, year) if year else None
    return make(click.copy, chosen_year(click.book, click.copy))


def _performed(click: _Click, request: Request) -> Outcome | None:
    from regman_xl.app.live import DOCUMENTS, in_excel, perform  # noqa: PLC0415 - as in `_outcome`

    try:
        return perform(click.action.key, request)
    except Refusal as refusal:
        if click.action.key not in DOCUMENTS:
            raise
        question = f"{in_excel(Problem(refusal.message), click.copy, click.book.name)}\n\n{messages.DRAFT}"
        if click.book.app.alert(question, f"{TAB}: {click.action.label}", "yes_no") != "yes":
            return None
        return perform(click.action.key, replace(request, draft=True))
