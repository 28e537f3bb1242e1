"""Plan and closing as new workbooks, or as sheets of the workbook that they are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.app.audit import breakdown_notes, examine, left_out_notes, require_complete, require_sheets
from regman_xl.app.destination import Destination
from regman_xl.app.insertion import insert_reports, prove_inserted
from regman_xl.app.output import moved, write_whole
from regman_xl.finding import Severity
from regman_xl.problems import Refusal
from regman_xl.render.findings import WORDS, counted, first_lines
from regman_xl.render.xlsx import write_reports
from regman_xl.reports.closing import closing_report
from regman_xl.reports.parts import ReportContext
from regman_xl.reports.plan import plan_report
from regman_xl.reports.refund import refund_report
from regman_xl.safe_text import one_line
from regman_xl.schema.wording import SHEET_TITLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from regman_xl.app.audit import Examined
    from regman_xl.finance.account import YearAccount
    from regman_xl.reports.report import Report

Made = tuple["Path", tuple[str, ...]]


def write_plan(
    path: Path,
    year: int,
    *,
    out: Path | None = None,
    in_place: bool = False,
    force: bool = False,
    as_of: dt.date | None = None,
    draft: bool = False,
) -> Made:
    """Write the annual and financial plan of a year.

    Args:
        path: The workbook.
        year: The year that is planned.
        out: Where; default: beside the workbook.
        in_place: Put it into the workbook itself; the old file is kept as a backup.
        force: What `Destination` allows then.
        as_of: The day that counts as today.
        draft: Make a marked draft, even if the workbook has errors.

    Returns:
        Where it is, and what the user should know beside it.

    Raises:
        Problem: The workbook or the target cannot be used, or the year cannot be computed.
        Refusal: The workbook has errors, and no draft is asked for.
    """

    def reports(examined: Examined, account: YearAccount, context: ReportContext) -> list[Report]:
        earlier = [known for known in examined.accounts if known.year < year]
        return [plan_report(examined.books, account, earlier, context)]

    return _write("plan", path, year, reports, Destination(out, in_place, force), as_of=as_of, draft=draft)


def write_closing(
    path: Path,
    year: int,
    *,
    out: Path | None = None,
    in_place: bool = False,
    force: bool = False,
    as_of: dt.date | None = None,
    draft: bool = False,
) -> Made:
    """Write the closing report and the refund of a year; arguments, result and errors as `write_plan`."""

    def reports(examined: Examined, account: YearAccount, context: ReportContext) -> list[Report]:
        earlier = [known for known in examined.accounts if known.year < year]
        return [
            closing_report(examined.books, account, earlier, context),
            refund_report(examined.books, account, context),
        ]

    return _write("closing", path, year, reports, Destination(out, in_place, force), as_of=as_of, draft=draft)


def _write(
    kind: str,
    path: Path,
    year: int,
    reports: Callable[[Examined, YearAccount, ReportContext], Sequence[Report]],
    destination: Destination,
    *,
    as_of: dt.date | None,
    draft: bool,
) -> Made:
    title = SHEET_TITLES[kind].format(year=year)
    target = destination.target(path, title)
    before = destination.snapshot(path)
    examined = examine(path, as_of)
    require_sheets(examined)
    account = examined.account(year)
    if not draft:
        require_complete(examined, f"{title} wird nicht erstellt", "Mit --draft entsteht ein Entwurf.")
        if examined.errors:
            raise _refusal(title, examined)
    context = ReportContext(examined.today, errors=len(examined.errors), draft=draft, findings=examined.findings)
    documents = reports(examined, account, context)
    notes: list[str] = []

    def write(place: Path) -> None:
        if destination.in_place:
            notes.extend(insert_reports(examined, documents, place, force=destination.force))
        else:
            write_reports(place, documents)

    def check(place: Path) -> None:
        if destination.in_place:
            prove_inserted(examined, documents, place)

    made = write_whole(target, write, check=check, read_from=before)
    unfinished = _unfinished(year, examined.today) if kind == "closing" else ()
    return made, (*moved(target, made), *notes, *unfinished, *left_out_notes(account), *breakdown_notes(examined))


def _unfinished(year: int, today: dt.date) -> tuple[str, ...]:
    if today.year > year:
        return ()
    return (
        f"Das Haushaltsjahr {year} ist am {today:%d.%m.%Y} noch nicht zu Ende: das Ergebnis ist ein Zwischenstand.",
    )


def _refusal(document: str, examined: Examined) -> Refusal:
    errors = examined.errors
    count = counted(len(errors), *WORDS[Severity.ERROR])
    lines = [one_line(f"{document} wird nicht erstellt, denn „{examined.path}“ enthält {count}:")]
    lines += first_lines(errors)
    lines.append("Bitte die Fehler beheben (regman validate nennt alle) oder mit --draft einen Entwurf erstellen.")
    return Refusal("\n".join(lines))
