"""Documents as new workbooks, as sheets of the workbook that they are made from, and as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from regman_xl.app.audit import breakdown_notes, examine, left_out_notes, require_complete, require_sheets
from regman_xl.app.destination import Destination
from regman_xl.app.insertion import insert_reports, prove_inserted
from regman_xl.app.output import checked_target, moved, write_whole
from regman_xl.app.pdf import pdf_bytes, require_printer, require_whole_pdf
from regman_xl.finance.statement import last_year_of
from regman_xl.finding import Severity
from regman_xl.nearest import nearest
from regman_xl.problems import Problem, Refusal
from regman_xl.render.findings import WORDS, counted, first_lines
from regman_xl.render.xlsx import workbook_bytes
from regman_xl.reports.activity import activity_report
from regman_xl.reports.call import call_report
from regman_xl.reports.closing import closing_report
from regman_xl.reports.grants import grants_report
from regman_xl.reports.parts import ReportContext
from regman_xl.reports.plan import plan_report
from regman_xl.reports.refund import refund_report
from regman_xl.reports.statement import statement_report
from regman_xl.safe_text import one_line
from regman_xl.schema import GRANTS
from regman_xl.schema.lists import Applicant, GrantStatus
from regman_xl.schema.wording import file_title, sheet_title

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from regman_xl.app.audit import Examined
    from regman_xl.finance.account import YearAccount
    from regman_xl.model.records import Grant
    from regman_xl.reports.report import Report
    from regman_xl.workbook.atomic import Snapshot

PDF = ".pdf"


class Options(TypedDict, total=False):
    """What the user may ask for with every document.

    Keys:
        out: Where it goes; default: beside the workbook.
        in_place: Put it into the workbook itself; the old file is kept as a backup.
        force: What `Destination` allows.
        as_of: The day that counts as today.
        draft: Make a marked draft, even if the workbook has errors.
        pdf: Print it to this file, too.
    """

    out: Path | None
    in_place: bool
    force: bool
    as_of: dt.date | None
    draft: bool
    pdf: Path | None


class Made(NamedTuple):
    """What has been made.

    Attributes:
        path: The workbook.
        notes: What the user should know beside it.
        pdf: The PDF where one was asked for.
    """

    path: Path
    notes: tuple[str, ...] = ()
    pdf: Path | None = None


class _Sheet(NamedTuple):
    """What is made: the kind of the document, its year where the user named one, else what it is about."""

    kind: str
    year: int | None = None
    subject: str = ""


def write_plan(path: Path, year: int, **options: Unpack[Options]) -> Made:
    """Write the annual and financial plan of a year.

    Args:
        path: The workbook.
        year: The year that is planned.
        **options: As `Options` says.

    Returns:
        Where it is, and what the user should know beside it.

    Raises:
        Problem: The workbook or a target cannot be used, the year cannot be computed, or there is nothing that prints.
        Refusal: The workbook has errors, and no draft is asked for.
    """

    def reports(examined: Examined, account: YearAccount, context: ReportContext) -> list[Report]:
        return [plan_report(examined.books, account, _earlier(examined, year), context)]

    return _write(_Sheet("plan", year), path, reports, options)


def write_closing(path: Path, year: int, **options: Unpack[Options]) -> Made:
    """Write closing, activity report, refund and grants of a year; arguments, result and errors as `write_plan`."""

    def reports(examined: Examined, account: YearAccount, context: ReportContext) -> list[Report]:
        return [
            closing_report(examined.books, account, _earlier(examined, year), context),
            activity_report(examined.books, account, context),
            refund_report(examined.books, account, context),
            grants_report(examined.books, account, context),
        ]

    return _write(_Sheet("closing", year), path, reports, options)


def _earlier(examined: Examined, year: int) -> list[YearAccount]:
    return [known for known in examined.accounts if known.year < year]


def write_refund(path: Path, year: int, **options: Unpack[Options]) -> Made:
    """Write the refund of a year alone; arguments, result and errors as `write_plan`."""

    def reports(examined: Examined, account: YearAccount, context: ReportContext) -> list[Report]:
        return [refund_report(examined.books, account, context)]

    return _write(_Sheet("refund", year), path, reports, options)


def write_grants(path: Path, year: int, **options: Unpack[Options]) -> Made:
    """Write the overview of the grants of a year; arguments, result and errors as `write_plan`."""

    def reports(examined: Examined, account: YearAccount, context: ReportContext) -> list[Report]:
        return [grants_report(examined.books, account, context)]

    return _write(_Sheet("grants", year), path, reports, options)


def write_call(path: Path, year: int, **options: Unpack[Options]) -> Made:
    """Write the calls for the contributions of a year; arguments, result and errors as `write_plan`."""

    def reports(examined: Examined, _account: YearAccount, context: ReportContext) -> list[Report]:
        return [call_report(examined.books, examined.accounts, year, context)]

    return _write(_Sheet("call", year), path, reports, options)


def write_statement(path: Path, grant: str, **options: Unpack[Options]) -> Made:
    """Write the statement of use of one grant.

    It counts up to the last budget year with an entry or a decision about the grant, at most that of the day.

    Args:
        path: The workbook.
        grant: Id of the grant.
        **options: As `Options` says.

    Raises:
        Problem: As `write_plan`; or the grant is unknown, not granted, or held by somebody else.
        Refusal: The workbook has errors, and no draft is asked for.
    """

    def year_of(examined: Examined) -> int:
        _granted(examined, grant)
        if examined.problem is not None and not examined.known_years:
            raise examined.problem
        return last_year_of(examined.books, grant, examined.known_years, examined.today.year)

    def reports(examined: Examined, account: YearAccount, context: ReportContext) -> list[Report]:
        return [statement_report(examined.books, account, _granted(examined, grant), context)]

    return _write(_Sheet("statement", subject=grant), path, reports, options, year_of=year_of)


def _granted(examined: Examined, grant: str) -> Grant:
    """Return a grant whose use the office has to account for.

    Raises:
        Problem: There is no such grant, or nothing to account for.
    """
    known = {item.id: item for item in reversed(examined.books.grants)}
    if grant not in known:
        meant = nearest(grant, known)
        raise Problem(
            f"Die Förderung {grant} kommt in der Arbeitsmappe nicht vor.",
            f"Gemeint ist vielleicht {meant}." if meant else f"Bitte auf dem Blatt {GRANTS.sheet} nachsehen.",
        )
    found = known[grant]
    if found.applicant is Applicant.OTHERS:
        raise Problem(
            f"Die Förderung {grant} haben andere beantragt.", "Den Verwendungsnachweis führt der Antragsteller."
        )
    if found.status not in (GrantStatus.GRANTED, GrantStatus.FINISHED):
        raise Problem(
            f"Die Förderung {grant} ist nicht bewilligt (Status {found.status.value}).",
            "Einen Verwendungsnachweis gibt es erst nach der Bewilligung.",
        )
    return found


def _write(
    sheet: _Sheet,
    path: Path,
    reports: Callable[[Examined, YearAccount, ReportContext], Sequence[Report]],
    options: Options,
    *,
    year_of: Callable[[Examined], int] = lambda _: 0,
) -> Made:
    destination = Destination(options.get("out"), options.get("in_place", False), options.get("force", False))
    target = destination.target(path, file_title(*sheet))
    pdf = options.get("pdf")
    if pdf is not None:
        require_printer()
        checked_target(pdf, force=destination.force, source=path, suffix=PDF)
    before = destination.snapshot(path)
    examined = examine(path, options.get("as_of"))
    require_sheets(examined)
    account = examined.account(year_of(examined) if sheet.year is None else sheet.year)
    draft = options.get("draft", False)
    if not draft:
        _require_clean(examined, sheet_title(*sheet))
    context = ReportContext(examined.today, errors=len(examined.errors), draft=draft, findings=examined.findings)
    documents = reports(examined, account, context)
    # Printed before anything is written: where it fails, there is neither workbook nor PDF.
    data = workbook_bytes(documents)
    printed = None if pdf is None else pdf_bytes(data, target.name, examined.today)
    made = _put(examined, documents, data, destination, target, before)
    if pdf is not None and printed is not None:
        there = write_whole(pdf, lambda place: place.write_bytes(printed), whole=require_whole_pdf)
        made = made._replace(pdf=there, notes=(*made.notes, *moved(pdf, there)))
    unfinished = _unfinished(account.year, examined.today) if sheet.kind == "closing" else ()
    return made._replace(notes=(*made.notes, *unfinished, *left_out_notes(account), *breakdown_notes(examined)))


def _put(
    examined: Examined,
    documents: Sequence[Report],
    data: bytes,
    destination: Destination,
    target: Path,
    before: Snapshot | None,
) -> Made:
    """Write documents, and the workbook that they are rendered to, where they belong."""
    notes: list[str] = []

    def write(place: Path) -> None:
        if destination.in_place:
            notes.extend(insert_reports(examined, data, place, force=destination.force))
        else:
            place.write_bytes(data)

    def check(place: Path) -> None:
        if destination.in_place:
            prove_inserted(examined, documents, place)

    made = write_whole(target, write, check=check, read_from=before)
    return Made(made, (*moved(target, made), *notes))


def _require_clean(examined: Examined, title: str) -> None:
    """Refuse a final document of a workbook that is not wholly checked, or has errors.

    Raises:
        Problem: A rule broke down.
        Refusal: There are errors.
    """
    require_complete(examined, f"Das Blatt {title} wird nicht erstellt", "Mit --draft entsteht ein Entwurf.")
    if examined.errors:
        raise _refusal(title, examined)


def _unfinished(year: int, today: dt.date) -> tuple[str, ...]:
    if today.year > year:
        return ()
    return (
        f"Das Haushaltsjahr {year} ist am {today:%d.%m.%Y} noch nicht zu Ende: das Ergebnis ist ein Zwischenstand.",
    )


def _refusal(document: str, examined: Examined) -> Refusal:
    errors = examined.errors
    count = counted(len(errors), *WORDS[Severity.ERROR])
    lines = [one_line(f"Das Blatt {document} wird nicht erstellt, denn „{examined.path}“ enthält {count}:")]
    lines += first_lines(errors)
    return Refusal(
        "\n".join(lines),
        "Bitte die Fehler beheben (regman validate nennt alle) oder mit --draft einen Entwurf erstellen.",
    )
