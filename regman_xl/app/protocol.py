"""The Prüfprotokoll: a copy of the workbook with the sheet that lists all findings, and with marks on the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.app.audit import checked_file, examine
from regman_xl.app.output import checked_target, moved, write_whole
from regman_xl.finding import Severity
from regman_xl.problems import Problem
from regman_xl.render.findings import CheckedFile
from regman_xl.render.xlsx import workbook_bytes
from regman_xl.reports.findings import findings_report
from regman_xl.reports.parts import ReportContext
from regman_xl.workbook.graft import graft_sheets
from regman_xl.workbook.sheet_edit import mark_cells
from regman_xl.workbook.splice import splice

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from regman_xl.app.audit import Choice, Examined
    from regman_xl.finding import Finding

_ORDER = tuple(Severity)


def check_with_protocol(
    path: Path, choice: Choice, out: Path, *, force: bool = False, as_of: dt.date | None = None
) -> tuple[CheckedFile, tuple[str, ...]]:
    """Check one file and write a copy of it with the sheet Prüfprotokoll, the cells of open findings marked.

    Args:
        path: The workbook; it is only read.
        choice: Which findings are reported.
        out: Where the copy goes.
        force: An existing file may be replaced, and the copy of a signed workbook may be one without signature.
        as_of: The day that counts as today.

    Returns:
        What the audit came to (a file that cannot be read is told so, and there is no copy), and what the user should
        know beside it.

    Raises:
        Problem: The target cannot be used.
    """
    target = checked_target(out, force=force, source=path, suffix=path.suffix)
    try:
        examined = examine(path, as_of)
        file = checked_file(examined, choice)
    except Problem as problem:
        return CheckedFile(str(path), error=str(problem)), ()
    notes: list[str] = []
    made = write_whole(target, lambda place: notes.extend(_write(examined, file, choice, place, force=force)))
    return file, (f"Prüfprotokoll: {made}", *moved(target, made), *notes)


def protocol_bytes(examined: Examined, file: CheckedFile, choice: Choice) -> bytes:
    """Return a workbook with the one sheet Prüfprotokoll.

    Args:
        examined: The workbook.
        file: What the audit came to, as `checked_file` gives it.
        choice: Which findings are reported.
    """
    context = ReportContext(examined.today, errors=len(examined.errors), findings=examined.findings)
    report = findings_report(
        examined.books,
        file.findings,
        context,
        year=choice.year,
        chosen=[rule.code for rule in choice.rules],
        judged=file.judged,
    )
    return workbook_bytes([report])


def _write(examined: Examined, file: CheckedFile, choice: Choice, place: Path, *, force: bool) -> tuple[str, ...]:
    data = protocol_bytes(examined, file, choice)
    with splice(examined.path, force=force) as change:
        mark_cells(change, marks(file.findings))
        # A lock of the structure is meant for the workbook; the copy is read and thrown away.
        graft_sheets(change, data, activate=True, locked=True)
        change.write(place)
        return tuple(change.notes)


def marks(findings: Iterable[Finding]) -> dict[str, dict[str, Severity]]:
    """Return the cells to mark by sheet and address: open findings, the gravest of each cell."""
    cells: dict[str, dict[str, Severity]] = {}
    for finding in findings:
        if finding.cell is None or finding.waived:
            continue
        here = cells.setdefault(finding.sheet, {})
        here[finding.cell] = min(here.get(finding.cell, finding.severity), finding.severity, key=_ORDER.index)
    return cells
