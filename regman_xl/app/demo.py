"""The whole job on a sample: what a newcomer runs first."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from regman_xl.app.audit import Choice, check
from regman_xl.app.documents import write_call, write_closing, write_grants, write_plan, write_statement
from regman_xl.app.output import beside, unwritable, write_whole
from regman_xl.app.protocol import check_with_protocol
from regman_xl.problems import Problem
from regman_xl.render.findings import finding_line, summary
from regman_xl.sample.faults import faulty_workbook
from regman_xl.sample.history import sample_contents
from regman_xl.schema.wording import file_title
from regman_xl.workbook.master import write_master

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from regman_xl.render.findings import CheckedFile

MASTER = "Regionalmanagement.xlsx"
FAULTY = "Regionalmanagement_mit_Fehlern.xlsx"
PROTOCOL = "Pruefprotokoll.xlsx"
READ_ME = "LIESMICH.txt"
#: First line of the file that marks a folder as made by the demo.
MARK = "Beispiel von regman (dieser Ordner gehört zu »regman demo«)"
CLOSED_YEARS = (2025, 2026)
PLANNED_YEAR = 2027
#: The grant whose use is accounted for.
GRANT = "F-001"
SHOWN = 5


def run_demo(
    folder: Path, *, force: bool = False, program: str = "regman", say: Callable[[str], None] = lambda _: None
) -> str:
    """Write the sample workbooks, check them, plan the next year, close the past ones.

    Args:
        folder: Where; it is made if it is not there.
        force: Files of the same names may be replaced even in a folder that the demo did not make.
        program: How the user calls the program.
        say: Is told what the run is at.

    Returns:
        German text: what came out, and which files to open.

    Raises:
        Problem: The folder cannot be used.
    """
    _claim(folder, force=force)
    master, faulty = folder / MASTER, folder / FAULTY
    say("Schreibe die Arbeitsmappen ...")
    write_whole(master, lambda place: write_master(place, sample_contents()))
    write_whole(faulty, lambda place: faulty_workbook(master, place))
    say("Prüfe beide ...")
    clean = check(master, Choice())
    broken, _ = check_with_protocol(faulty, Choice(), folder / PROTOCOL, force=True)
    say("Plane und schließe ab ...")
    made = [(write_plan(master, PLANNED_YEAR, force=True).path, f"Jahres- und Finanzplanung {PLANNED_YEAR}")]
    made += [
        (write_closing(master, year, force=True).path, f"Abschluss, Sachbericht, Rückerstattung, Fördermittel {year}")
        for year in CLOSED_YEARS
    ]
    made += [
        (write_call(master, PLANNED_YEAR, force=True).path, f"Mittelanforderung {PLANNED_YEAR}"),
        (write_grants(master, PLANNED_YEAR, force=True).path, f"Fördermittel {PLANNED_YEAR}"),
        (write_statement(master, GRANT, force=True).path, f"Verwendungsnachweis {GRANT} mit Belegliste"),
    ]
    files = [
        (master, "die Arbeitsmappe: zwei Haushaltsjahre"),
        (faulty, "dieselbe mit eingebauten Fehlern"),
        (folder / PROTOCOL, "die fehlerhafte mit Prüfprotokoll: jeder Befund springt in seine Zelle"),
        *made,
    ]
    text = _text(clean, broken, files, program)
    _write_read_me(folder, text)
    return text


def _claim(folder: Path, *, force: bool) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / READ_ME
        own = mark.is_file() and mark.read_text(encoding="utf-8", errors="replace").startswith(MARK)
        taken = [name for name in _names(folder) if (folder / name).exists()]
    except OSError as error:
        raise unwritable(folder, error) from error
    if taken and not own and not force:
        raise Problem(
            f"Im Ordner „{folder}“ gibt es schon „{taken[0]}“, und der Ordner gehört nicht zum Beispiel.",
            "Bitte einen anderen Ordner angeben oder mit --force ersetzen.",
        )
    _write_read_me(folder, "")


def _names(folder: Path) -> list[str]:
    """Return the names of all files that the demo writes."""
    master = folder / MASTER
    documents = [beside(master, file_title(kind, PLANNED_YEAR)) for kind in ("plan", "call", "grants")]
    documents += [beside(master, file_title("closing", year)) for year in CLOSED_YEARS]
    documents.append(beside(master, file_title("statement", None, GRANT)))
    return [MASTER, FAULTY, PROTOCOL, READ_ME, *(document.name for document in documents)]


def _write_read_me(folder: Path, text: str) -> None:
    try:
        (folder / READ_ME).write_text(f"{MARK}\n\n{text}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise unwritable(folder / READ_ME, error) from error


def _text(clean: CheckedFile, broken: CheckedFile, files: list[tuple[Path, str]], program: str) -> str:
    shown = [finding for finding in broken.findings if not finding.waived]
    lines = [
        "Die Arbeitsmappe des Beispiels ist geprüft:",
        f"  {MASTER}: {summary(clean.counts, clean.waived)}.",
        "Dieselbe Mappe mit eingebauten Fehlern:",
        f"  {FAULTY}: {summary(broken.counts, broken.waived)}, zum Beispiel",
        *(f"    {finding_line(finding)}" for finding in shown[:SHOWN]),
        "",
        "So geht es weiter:",
        f"  {program} validate {_quoted(files[1][0])}",
        f"  {program} figures {_quoted(files[0][0])} --year {CLOSED_YEARS[-1]}",
        "",
        "Diese Dateien sind fertig und lassen sich in Excel oder LibreOffice öffnen:",
    ]
    width = max(len(str(path)) for path, _ in files)
    return "\n".join([*lines, *(f"  {path!s:<{width}}  {what}" for path, what in files)])


def _quoted(path: Path) -> str:
    return shlex.quote(str(path)) if " " in str(path) else str(path)
