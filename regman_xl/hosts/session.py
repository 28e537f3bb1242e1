"""Excel while a macro works: quiet, and afterwards as it was."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

    from regman_xl.hosts.messages import Say

#: What is changed while we work, and the value that it has then.
_QUIET = {"screen_updating": False, "display_alerts": False, "enable_events": False, "calculation": "manual"}


@contextmanager
def session(app: xw.App) -> Iterator[Say]:
    """Work in Excel without flicker, questions and events; what was set before is set again, whatever happens.

    Args:
        app: Excel.

    Yields:
        What shows a text in the status bar.
    """
    before = {name: getattr(app, name) for name in _QUIET}
    try:
        for name, value in _QUIET.items():
            setattr(app, name, value)
        yield lambda text: setattr(app, "status_bar", text)
    finally:
        for name, value in before.items():
            setattr(app, name, value)
        # False gives the status bar back to Excel.
        app.status_bar = False
