"""LibreOffice as the oracle of the tests: it recalculates, prints and saves workbooks without a window.

Excel is not needed. Every call runs with a profile of its own process, so that a LibreOffice that somebody
has open, and other test runs, are left alone.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Cell = float | str | bool | object | None
Sheets = dict[str, dict[str, Cell]]
#: The Python for which Linux distributions package LibreOffice's bridge (python3-uno).
BRIDGE_PYTHON = "/usr/bin/python3"

#: Recalculate every formula on loading, whatever the file says (0 = always), and start without a wizard.
#: Germans read the printed sheets, so numbers are printed in their form.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>de-DE</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""  # noqa: E501 - the file has one item per line


@functools.cache
def command() -> str | None:
    """Return the path of LibreOffice, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@functools.cache
def _profile() -> str:
    folder = Path(tempfile.mkdtemp(prefix="regman-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return folder.as_uri()


def headless() -> list[str]:
    """Return the command that starts LibreOffice without a window, with our profile."""
    office = command()
    if office is None:
        raise RuntimeError("LibreOffice is not installed")
    return [office, f"-env:UserInstallation={_profile()}", "--headless", "--norestore", "--nologo"]


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Convert a file into a folder and return the new file; arguments and errors as `convert_all`."""
    return convert_all([source], kind, folder)[0]


def convert_all(sources: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Convert files into a folder, all in one start of LibreOffice, and return the new files.

    Args:
        sources: The files to open; no two of one name.
        kind: LibreOffice's name of the target format, for example ``xlsx`` or ``pdf``; a filter may follow a colon.
        folder: Where the result goes; another folder than that of the sources.

    Raises:
        RuntimeError: LibreOffice failed; the text is what it said.
    """
    folder.mkdir(parents=True, exist_ok=True)
    targets = [folder / f"{source.stem}.{kind.split(':', maxsplit=1)[0]}" for source in sources]
    for target in targets:
        target.unlink(missing_ok=True)
    run = subprocess.run(
        [*headless(), "--convert-to", kind, "--outdir", str(folder), *map(str, sources)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    missing = [source.name for source, target in zip(sources, targets, strict=True) if not target.exists()]
    if run.returncode != 0 or missing:
        raise RuntimeError(f"LibreOffice could not convert {missing} to {kind}: {run.stdout}{run.stderr}")
    return targets


def scripted(script: str, *arguments: str | Path, timeout: float = 240) -> str:
    """Run a script of `tests/bridge` on a LibreOffice that is started for it, and return what the script printed.

    Args:
        script: Name of the script; it is handed the name of the pipe, then the arguments, and ends the office.
        arguments: What the script wants.
        timeout: Seconds that it may take; then both are ended.

    Raises:
        RuntimeError: The script failed; the text is what it said.
    """
    with running(script, *arguments) as process:
        said, failed = process.communicate(timeout=timeout)
        if process.returncode:
            raise RuntimeError(f"{script}: {said}{failed}")
    return said


@contextlib.contextmanager
def running(
    script: str, *arguments: str | Path, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Start a script as `scripted` does, and end it and its office at last.

    Args:
        script: Name of the script.
        arguments: What the script wants.
        environment: With a screen on which the office shows its window; default: without a window.
    """
    pipe = f"regman{os.getpid()}"
    start = [part for part in headless() if part != "--headless" or environment is None]
    # A group of its own: the command is a script that starts the office, which would outlive it.
    office = subprocess.Popen([*start, f"--accept=pipe,name={pipe};urp;"], env=environment, start_new_session=True)
    command = [BRIDGE_PYTHON, str(Path(__file__).with_name("bridge") / script), pipe, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        yield process
        office.wait(timeout=60)
    finally:
        process.kill()
        process.communicate()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)
        office.wait()


def recalculated(path: Path) -> Sheets:
    """Return the value of every filled cell after LibreOffice has recalculated all formulas.

    Numbers are floats, dates are `datetime`, errors are texts such as ``#DIV/0!``.
    """
    return recalculated_all([path])[path]


def recalculated_all(paths: Sequence[Path]) -> dict[Path, Sheets]:
    """Return what `recalculated` returns for several files, no two of one name, in one start of LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        made = convert_all(paths, "xlsx", Path(folder))
        return {path: cell_values(result) for path, result in zip(paths, made, strict=True)}


def cached(path: Path) -> Sheets:
    """Return the values as the file itself stores them, the cached ones of its formulas included."""
    return cell_values(path)


def formulas(path: Path) -> dict[str, dict[str, str]]:
    """Return the text of every formula, by sheet and cell."""
    book = load_workbook(path)
    return {
        sheet.title: {
            cell.coordinate: str(getattr(cell.value, "text", cell.value))
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        for sheet in book.worksheets
    }


def cell_values(path: Path) -> Sheets:
    """Return the stored values of all filled cells, by sheet and cell address."""
    book = load_workbook(path, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: _plain(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in book.worksheets
    }


def _plain(value: object) -> Cell:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def to_pdf(path: Path, folder: Path) -> Path:
    """Print a workbook to PDF in a folder and return the PDF."""
    return convert(path, "pdf", folder)


def resave(path: Path, target: Path) -> Path:
    """Open an xlsx in LibreOffice and save it as another xlsx, as a user of LibreOffice would."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.move(convert(path, "xlsx", Path(folder)), target)
    return target
