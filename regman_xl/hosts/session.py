"""Excel while a macro works: quiet, and afterwards as it was."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

    from regman_xl.hosts.messages import Say

#: What is changed while we work, and the value that it has then.
_QUIET = {"screen_updating": False, "display_alerts": False, "enable_events": False}


@contextmanager
def session(app: xw.App) -> Iterator[Say]:
    """Work in Excel without flicker, questions and events; what was set before is set again, whatever happens.

    Args:
        app: Excel.

    Yields:
        What shows a text in the status bar.
    """
    with ExitStack() as afterwards:
        # False gives the status bar back to Excel.
        afterwards.callback(setattr, app, "status_bar", False)
        for name, value in _QUIET.items():
            afterwards.callback(setattr, app, name, getattr(app, name))
            setattr(app, name, value)
        yield lambda text: setattr(app, "status_bar", text)


@contextmanager
def uncalculated(app: xw.App) -> Iterator[None]:
    """Write without a calculation after each step.

    Only while we write: a copy that is saved meanwhile would keep this mode, and Excel takes its mode from the first
    workbook that is opened.
    """
    before = app.calculation
    app.calculation = "manual"
    try:
        yield
    finally:
        app.calculation = before
