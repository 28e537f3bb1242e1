"""Standard output carries the result and nothing else; everything said about it goes to standard error."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

from regman_xl.safe_text import for_screen, one_line


def prepare_streams() -> None:
    """Make the standard streams safe for German text.

    A Windows console may not know every letter: it then shows a question mark instead of failing. What goes into
    a file or a pipe is UTF-8, as readers of JSON expect.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def emit(text: str) -> None:
    """Write a result to standard output; a reader that has gone away (``| head``) is no error.

    Nothing in it acts on the screen, wherever it comes from.
    """
    text = for_screen(text)
    try:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer must not fail again when the interpreter flushes it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(text: str) -> None:
    """Write a line about the run to standard error; what users have named makes no second one."""
    try:
        sys.stderr.write(f"{one_line(text)}\n")
        sys.stderr.flush()
    except OSError:
        return


def notes(text: str) -> None:
    """Write several lines about the run to standard error."""
    for line in text.split("\n"):
        note(line)


def progress(text: str) -> None:
    """Say on a terminal what the run is at."""
    if sys.stderr.isatty():
        note(text)


def called_as() -> str:
    """Return what the user has to type to call the program: its name, or the path where the name is not found."""
    if shutil.which("regman"):
        return "regman"
    called = Path(sys.argv[0])
    return str(called) if called.stem == "regman" else "python -m regman_xl"
