"""What is kept outside the workbook: a log of failures, and a copy of each day's state before the first change."""

from __future__ import annotations

import datetime as dt
import glob
import hashlib
import shutil
import sys
import traceback
from typing import TYPE_CHECKING

from regman_xl import __version__
from regman_xl.app.private_folder import private_folder

if TYPE_CHECKING:
    from pathlib import Path

LOG = "regman.log"
BACKUPS = "Sicherungen"
#: Older backups of a workbook than these go.
KEPT = 10


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def log_failure(action: str) -> Path:
    """Append the exception that is being handled to the user's log, and return where that is.

    Args:
        action: What was being done.
    """
    path = private_folder() / LOG
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{_now().isoformat(timespec='seconds')} regman_xl {__version__} {action}\n{_frames()}\n")
    except OSError:
        # The log is a help; that it cannot be written must not hide what the user is to be told.
        pass
    return path


def _frames() -> str:
    """Return where the exception that is being handled was raised, without its text: that may hold values of cells."""
    error, lines = sys.exc_info()[1], []
    while error is not None:
        lines += [*traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}\n"]
        error = error.__cause__ or error.__context__
    return "".join(lines)


def backed_up(copy: Path, full_name: str) -> Path | None:
    """Keep a copy of the workbook before the first change of the day.

    Args:
        copy: The workbook as it is.
        full_name: Where it is: two workbooks of one name have their own backups.

    Returns:
        Where it is; None where there is one of today already.

    Raises:
        OSError: It cannot be kept; then nothing is changed either.
    """
    folder = private_folder() / BACKUPS
    folder.mkdir(parents=True, exist_ok=True)
    own = f"{copy.stem}_{hashlib.sha256(full_name.casefold().encode()).hexdigest()[:6]}"
    kept = folder / f"{own}_{_now():%Y-%m-%d}{copy.suffix}"
    if kept.exists():
        return None
    # Whole or not at all: what is there is trusted for the rest of the day.
    part = kept.with_name(f"{kept.name}.part")
    shutil.copyfile(copy, part)
    part.replace(kept)
    for old in sorted(folder.glob(f"{glob.escape(own)}_????-??-??{copy.suffix}"))[:-KEPT]:
        old.unlink()
    return kept
