"""The figures of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.app.audit import breakdown_notes, examine, left_out_notes, require_sheets
from regman_xl.render.figures import figures_text
from regman_xl.render.findings import counts_of, summary
from regman_xl.render.json import figures_json
from regman_xl.seal.state import seal_state

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


def figures_of(path: Path, year: int, *, as_json: bool, as_of: dt.date | None = None) -> tuple[str, tuple[str, ...]]:
    """Return every figure of a year, and what the user should know beside it.

    Args:
        path: The workbook.
        year: The budget year.
        as_json: As JSON instead of text.
        as_of: The day that counts as today.

    Raises:
        Problem: The file cannot be read, or the year has no computable figures.
    """
    examined = examine(path, as_of)
    require_sheets(examined)
    account = examined.account(year)
    seal = seal_state(examined.books, (account,), year)
    text = figures_json(account, str(path), seal) if as_json else figures_text(account, seal)
    counts = counts_of(examined.findings)
    notes = [*left_out_notes(account), *breakdown_notes(examined)]
    if any(counts.values()):
        notes.append(f"{path}: {summary(counts)}. Einzelheiten: regman validate")
    return text, tuple(notes)
