"""The picture of Start with its buttons: what a user sees, which no printed page shows.

Needs LibreOffice Calc with a window, Xvfb and ImageMagick: on the machine of who changes the docs, not in CI.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from regman_xl.schema import cockpit
from regman_xl.schema.actions import ACTION_BY_KEY
from tests import libreoffice

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "start-mit-knoepfen"
WORKBOOK = Path(__file__).parents[1] / "workbooks" / "Regionalmanagement_Beispiel.xlsm"
#: Colours of the picture; a sheet needs no more.
COLOURS = 64
#: White pixels right of the sheet and below it.
MARGIN = 12
_CHECKED = dt.datetime(2027, 2, 15, 9, 41)  # noqa: DTZ001 - a cell knows no zone


def _panel() -> dict[str, list[list[str | float]]]:
    """Return what the buttons have left on Start after a morning's work on the sample, by defined name."""
    runs = [
        (9, 58, "close", "Abschluss 2026 erstellt"),
        (9, 52, "grants", "Fördermittel 2026 erstellt"),
        (9, 41, "check", "keine Befunde (dazu 1 quittiert)"),
    ]
    day = (_CHECKED - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)  # noqa: DTZ001
    return {
        cockpit.LIGHTS_NAME: [[0], [0], [0], [day]],
        cockpit.RUNS_NAME: [
            [f"{_CHECKED:%d.%m.%Y} {hour:02d}:{minute:02d} {ACTION_BY_KEY[key].label}", brief]
            for hour, minute, key, brief in runs
        ],
    }


def start_with_buttons() -> bytes:
    """Return a picture of Start of the filled sample as a PNG of few colours.

    Raises:
        RuntimeError: The window did not open; the text is what LibreOffice said.
    """
    with tempfile.TemporaryDirectory() as place, _screen(Path(place)) as environment:
        folder = Path(place)
        book, cells, ready, image = (folder / name for name in ("Mappe.xlsm", "cells.json", "ready", "start.png"))
        shutil.copyfile(WORKBOOK, book)
        cells.write_text(json.dumps(_panel()), "utf-8")
        with libreoffice.running("show_start.py", book, cells, ready, environment=environment) as script:
            _wait_for(ready, script)
            _, _, width, height = json.loads(ready.read_text("utf-8"))
            size = f"{width + MARGIN}x{height + MARGIN}+0+0"
            command = ["import", "-window", "root", "-crop", size, "+repage", "-strip", "-colors", str(COLOURS)]
            subprocess.run([*command, f"png8:{image}"], env=environment, check=True, timeout=60)  # noqa: S603
            ready.unlink()
            script.wait(timeout=60)
        return image.read_bytes()


def _wait_for(ready: Path, script: subprocess.Popen[str]) -> None:
    while not ready.exists() or not ready.stat().st_size:
        if script.poll() is not None:
            raise RuntimeError(script.communicate()[0])
        time.sleep(0.1)


@contextlib.contextmanager
def _screen(folder: Path) -> Iterator[dict[str, str]]:
    """Open a screen that nobody sees, and give the environment of programs that draw on it."""
    number = folder / "screen"
    with number.open("w") as written:
        command = ["Xvfb", "-displayfd", str(written.fileno()), "-screen", "0", "2400x1600x24", "-nolisten", "tcp"]
        screen = subprocess.Popen(command, pass_fds=[written.fileno()], stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        while not number.read_text().endswith("\n"):
            if screen.poll() is not None:
                raise RuntimeError("Xvfb does not start")
            time.sleep(0.1)
        yield {**os.environ, "DISPLAY": f":{number.read_text().strip()}"}
    finally:
        screen.terminate()
        screen.wait()
