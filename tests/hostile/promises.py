"""What every run must keep, whatever the file is; and what a run came to, in one line."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.case import Case

MAX_MIB = 512
MAX_SECONDS, MAX_SECONDS_TIGHT = 20, 2
#: What a text begins with that must never become a formula.
MARKER = "HOSTILE"
SCHEMA = json.loads(Path(__file__).with_name("findings.schema.json").read_text(encoding="utf-8"))
_MOST = 220


@dataclass(frozen=True)
class Run:
    """What one command did.

    Attributes:
        command: Its name.
        code: Exit code; negative for a signal.
        seconds: Processor time, children included.
        mib: Most memory at once.
        out: Standard output.
        err: Standard error.
        left: Files that stand there afterwards and did not before.
        lost: Whether the file that was read has changed or gone.
    """

    command: str
    code: int
    seconds: float
    mib: int
    out: str
    err: str
    left: tuple[Path, ...] = field(default=())
    lost: bool = False

    @property
    def report(self) -> dict[str, Any]:
        """The JSON about the file."""
        found: dict[str, Any] = json.loads(self.out)["files"][0]
        return found


def broken(case: Case, run: Run) -> list[str]:
    """Return the promises that a run broke."""
    limit = MAX_SECONDS_TIGHT if case.tight else MAX_SECONDS
    checks = {
        f"exit code {run.code}": run.code in (0, 1, 2),
        "traceback": "Traceback" not in run.err + run.out,
        "internal error": "Interner Fehler" not in run.err + run.out,
        "a warning of Python": not re.search(r"^\S+:\d+: \w*Warning", run.err, re.MULTILINE),
        f"{run.mib} MiB": run.mib <= MAX_MIB,
        f"{run.seconds} s": run.seconds <= limit,
        "the file was changed": not run.lost,
        "a bomb was not refused": not case.tight or run.code == 2 or run.command != "validate",
    }
    told = [f"{run.command}: {what}" for what, kept in checks.items() if not kept]
    if run.code < 0 or run.code > 2:
        told.append(run.err[-600:])
    else:
        told.extend(f"{run.command}: {what}" for what in _unsaid(run))
    return told


def _unsaid(run: Run) -> Iterator[str]:
    """Yield what is wrong with what the run said and wrote."""
    if run.command == "validate":
        yield from _json_faults(run)
    elif run.code == 2 and len(run.err.strip().splitlines()) != 1:
        yield f"not one line: {run.err!r}"
    asked = run.command in ("close", "report", "seal") and bool(run.left)
    if run.left and not asked:
        yield f"left {[path.name for path in run.left]}"
    elif asked:
        yield from _document_faults(run)


def _json_faults(run: Run) -> Iterator[str]:
    try:
        document = json.loads(run.out)
        jsonschema.validate(document, SCHEMA)
    except ValueError as error:
        yield f"no JSON: {error}"
        return
    except jsonschema.ValidationError as error:
        yield f"JSON not as documented: {error.message[:200]}"
        return
    file = document["files"][0]
    if (run.code == 2) != (file["status"] == "unreadable"):
        yield f"exit code {run.code} with status {file['status']}"
    if run.code == 2 and ("\n" in file["error"] or not file["error"].endswith(".")):
        yield f"the problem is not one line: {file['error']!r}"
    if (run.code == 1) != bool(file["counts"]["error"]):
        yield f"exit code {run.code} with {file['counts']['error']} errors"


def _document_faults(run: Run) -> Iterator[str]:
    """Yield what is wrong with a workbook that was written: it must open, and no text may have become a formula."""
    if len(run.left) != 1:
        yield f"left {[path.name for path in run.left]}"
        return
    with zipfile.ZipFile(run.left[0]) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                content = package.read(name).decode("utf-8", "replace")
                if any(MARKER in formula for formula in re.findall(r"<f\b[^>]*>(.*?)</f>", content, re.DOTALL)):
                    yield f"a text became a formula in {name}"
                if re.search(rf'<hyperlink [^>]*(?:location|r:id)="[^"]*{MARKER}', content):
                    yield f"a text became a link in {name}"
    openpyxl.load_workbook(run.left[0]).close()


def outcome(runs: list[Run]) -> str:
    """Return in one line what the runs of a case came to."""
    return " | ".join(_outcome(run) for run in runs)


def _outcome(run: Run) -> str:
    if run.command == "validate" and run.code in (0, 1, 2):
        return f"{run.code} {_audit(run)}"
    if run.command == "cash" and run.code == 0:
        return f"cash {_short(run.out)}"
    if run.command == "figures" and run.code == 0:
        return f"figures 0 closing_cash {json.loads(run.out)['closing_cash']}{_note(run)}"
    if run.code == 0:
        return f"{run.command} 0"
    return f"{run.command} {run.code}{_note(run)}"


def _audit(run: Run) -> str:
    report = run.report
    if report["error"] is not None:
        return _short(report["error"])
    codes = Counter(
        f"{finding['code']}{'w' if finding['waived'] else ''}@{finding['sheet']}" for finding in report["findings"]
    )
    told = ", ".join(f"{code}×{count}" for code, count in sorted(codes.items())[:12])
    more = f", … {len(codes) - 12} more" if len(codes) > 12 else ""
    return f"[Journal {report['rows'].get('Journal', '-')}] {told or 'ok'}{more}{_note(run)}"


def _note(run: Run) -> str:
    lines = run.err.strip().splitlines()
    return f" ({_short(lines[0])})" if lines else ""


def _short(text: str) -> str:
    """Return the beginning of a message, in characters that a text file shows."""
    shown = "".join(letter if letter.isprintable() else f"<{ord(letter):X}>" for letter in text[:_MOST])
    return shown + ("…" if len(text) > _MOST else "")
