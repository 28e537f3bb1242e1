"""Seals a closed year in the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regman_xl.address import cell_address
from regman_xl.app.audit import examine, require_complete, require_sheets
from regman_xl.app.destination import Destination
from regman_xl.app.output import moved, write_whole
from regman_xl.finance import engine
from regman_xl.finance.account import ClosingState
from regman_xl.finding import Severity
from regman_xl.problems import Problem, Refusal
from regman_xl.render.findings import WORDS, counted, first_lines
from regman_xl.schema import BUDGET_YEARS, JOURNAL, RESOLUTIONS, SEALS
from regman_xl.schema.lists import ResolutionKind
from regman_xl.seal.lines import listed_rows, stored_seals
from regman_xl.seal.seal import seal_of
from regman_xl.seal.state import seal_state
from regman_xl.workbook.graft import graft_sheets
from regman_xl.workbook.reader import read_books
from regman_xl.workbook.seal_list import seal_list_bytes
from regman_xl.workbook.sheet_edit import set_text
from regman_xl.workbook.splice import splice

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from regman_xl.app.audit import Examined
    from regman_xl.finding import Finding
    from regman_xl.seal.seal import Seal

#: The rule that tells a broken seal.
BROKEN_SEAL = "PER03"
_COLUMNS = tuple(column.name for column in SEALS.columns)


class Sealed(NamedTuple):
    """What a sealing has come to.

    Attributes:
        path: Where the sealed workbook is.
        head: The seal, 64 hexadecimal digits.
        notes: What the user should know beside it.
    """

    path: Path
    head: str
    notes: tuple[str, ...]


def seal_year(
    path: Path,
    year: int,
    *,
    out: Path | None = None,
    in_place: bool = False,
    force: bool = False,
    as_of: dt.date | None = None,
) -> Sealed:
    """Seal a closed year: put its checksum into the workbook, with a digest of every row that it rests on.

    Args:
        path: The workbook.
        year: The budget year.
        out: Where the sealed workbook goes; default: beside the workbook.
        in_place: Seal the workbook itself; the old file is kept as a backup.
        force: What `Destination` allows then.
        as_of: The day that counts as today.

    Raises:
        Problem: The workbook or the target cannot be used, or the year cannot be computed.
        Refusal: The year is not closed, has errors or open warnings, is sealed already, or an earlier one is not.
    """
    destination = Destination(out, in_place, force)
    target = destination.target(path, f"versiegelt {year}", path.suffix)
    before = destination.snapshot(path)
    examined = examine(path, as_of)
    sealing = sealing_of(examined, year)
    notes: list[str] = []
    made = write_whole(
        target,
        lambda place: notes.extend(_write(examined, sealing, place, force=force)),
        check=lambda place: _prove(place, sealing.seal),
        read_from=before,
    )
    return Sealed(made, sealing.seal.head, (*moved(target, made), *notes, *sealing.notes))


class Sealing(NamedTuple):
    """What a sealing changes in a workbook.

    Attributes:
        seal: The seal.
        sheet: The sheet that gets its head.
        cell: The address of the cell there.
        rows: A workbook with the one sheet of the sealed rows.
        notes: What the user should know.
    """

    seal: Seal
    sheet: str
    cell: str
    rows: bytes
    notes: tuple[str, ...]


def sealing_of(examined: Examined, year: int) -> Sealing:
    """Return what the sealing of a year changes; errors as `seal_year`."""
    require_sheets(examined)
    require_complete(
        examined, f"{year} wird nicht versiegelt", "Bitte das Siegel nachholen, wenn die Prüfung wieder läuft."
    )
    _require_closed(examined, year)
    _require_clean(examined, year)
    data = examined.books.table(BUDGET_YEARS)
    column = data.positions.get("seal")
    if column is None:
        raise Problem(
            f"Auf dem Blatt {data.sheet} fehlt die Spalte „{BUDGET_YEARS['seal'].title}“.",
            "Bitte die Spalte am Ende der Tabelle ergänzen und neu versiegeln.",
        )
    seal = seal_of(examined.books, examined.accounts, year)
    row = next(item.row for item in examined.books.budget_years if item.budget_year == year)
    rows = seal_list_bytes(_list(examined, seal))
    return Sealing(seal, data.sheet, cell_address(row, column), rows, _replaced(examined, year))


def _require_closed(examined: Examined, year: int) -> None:
    """Refuse a year that may still change, or whose seal has no place in the chain.

    Raises:
        Problem: The year is unknown or cannot be computed.
        Refusal: It is not over, not examined, sealed already, or an earlier year is not sealed.
    """
    account = examined.account(year)
    told = f"{year} wird nicht versiegelt"
    if examined.today.year <= year:
        raise Refusal(f"{told}, denn das Haushaltsjahr ist noch nicht zu Ende.", "Bitte nach dem Abschluss versiegeln.")
    if account.state is ClosingState.PROVISIONAL:
        raise Refusal(
            f"{told}, denn das Jahr ist noch nicht geprüft.",
            f"Bitte zuerst den Beschluss „{ResolutionKind.EXAMINATION}“ des Aufsichtsgremiums auf dem Blatt "
            f"{RESOLUTIONS.sheet} eintragen.",
        )
    seals = {item.budget_year: item.seal for item in examined.books.budget_years}
    if year not in seals:
        raise Refusal(
            f"{told}, denn auf dem Blatt {BUDGET_YEARS.sheet} fehlt dieses Jahr.", "Bitte eine Zeile dafür ergänzen."
        )
    if seals[year]:
        raise _sealed_already(examined, year)
    earlier = [item.year for item in examined.accounts if item.year < year and not seals.get(item.year)]
    if earlier:
        raise Refusal(
            f"{told}, denn {earlier[0]} ist noch nicht versiegelt: jedes Siegel baut auf dem des Vorjahres auf.",
            f"Bitte zuerst {earlier[0]} versiegeln.",
        )


def _sealed_already(examined: Examined, year: int) -> Refusal:
    state = seal_state(examined.books, examined.accounts, year)
    column = f"die {BUDGET_YEARS['seal'].title} auf dem Blatt {BUDGET_YEARS.sheet}"
    if state is not None and not state.intact:
        return Refusal(
            f"{year} ist versiegelt, aber das Siegel ist gebrochen: seitdem hat sich etwas geändert.",
            "Bitte die Änderungen rückgängig machen, die regman validate nennt (PER03). Nur wenn sie beschlossen sind, "
            f"{column} löschen und neu versiegeln.",
        )
    return Refusal(
        f"{year} ist schon versiegelt ({state.stored if state else ''}), und nichts hat sich seitdem geändert.",
        f"Bitte nur nach einem Beschluss neu versiegeln: dazu {column} löschen und den Befehl wiederholen.",
    )


def _replaced(examined: Examined, year: int) -> tuple[str, ...]:
    """Say that the year has been sealed before: whoever looks into the files must find out why there are two seals."""
    if year not in listed_rows(examined.books):
        return ()
    told = f"{year} war schon einmal versiegelt; dieses Siegel ersetzt das frühere."
    return (f"{told} Bitte in der Akte festhalten, warum und auf welchen Beschluss hin.",)


def _require_clean(examined: Examined, year: int) -> None:
    """Refuse a year with errors, or with warnings that nobody has accepted.

    Raises:
        Refusal: With the first findings.
    """
    warnings = tuple(
        finding
        for finding in examined.findings
        if finding.severity is Severity.WARNING and not finding.waived and finding.year in (None, year)
    )
    errors = tuple(
        finding for finding in examined.errors if _concerns(finding, year) and not _is_replaced(finding, year)
    )
    for severity, findings in ((Severity.ERROR, errors), (Severity.WARNING, warnings)):
        if findings:
            raise Refusal("\n".join(_refusal(year, severity, findings)))


def _concerns(finding: Finding, year: int) -> bool:
    """Whether an error may be about the year; an entry may say a later year only by mistake."""
    return finding.year is None or finding.year <= year or finding.sheet == JOURNAL.sheet


def _is_replaced(finding: Finding, year: int) -> bool:
    """Whether a finding is about an earlier seal of the year, or one that rests on it: the new seal replaces it."""
    return finding.code == BROKEN_SEAL and finding.year is not None and finding.year >= year


def _refusal(year: int, severity: Severity, findings: tuple[Finding, ...]) -> Iterator[str]:
    open_ones = "offene " if severity is Severity.WARNING else ""
    noun = counted(len(findings), *WORDS[severity])
    yield f"{year} wird nicht versiegelt, denn es gibt noch {noun.replace(' ', f' {open_ones}', 1)}:"
    yield from first_lines(findings)
    yield (
        "Bitte die Fehler beheben; regman validate nennt alle."
        if severity is Severity.ERROR
        else "Bitte jede Warnung beheben oder auf dem Blatt Quittierungen mit Begründung, Name und Datum quittieren; "
        "regman validate nennt alle."
    )


def _write(examined: Examined, sealing: Sealing, place: Path, *, force: bool) -> tuple[str, ...]:
    """Write the sealed workbook, and return what the user should know."""
    with splice(examined.path, force=force) as change:
        sheet = change.sheet(sealing.sheet)
        if sheet is not None:
            set_text(change, sheet.part, sealing.cell, sealing.seal.head)
        graft_sheets(change, sealing.rows, hidden=True)
        change.write(place)
        return tuple(change.notes)


def _list(examined: Examined, seal: Seal) -> Iterator[dict[str, str | int]]:
    """Yield the sealed rows of all years; a list that got lost is made anew where the year's seal still holds."""
    rows = {year: tuple(lines) for year, lines in listed_rows(examined.books).items()}
    for year in stored_seals(examined.books):
        state = seal_state(examined.books, examined.accounts, year)
        if state is not None and state.intact and any(account.year == year for account in examined.accounts):
            rows[year] = seal_of(examined.books, examined.accounts, year).rows
    rows[seal.year] = seal.rows
    for year in sorted(rows):
        for row in rows[year]:
            yield dict(zip(_COLUMNS, (year, row.table, row.row_key, row.digest), strict=True))


def _prove(place: Path, seal: Seal) -> None:
    """Read the sealed workbook again: its seal must hold.

    Raises:
        Problem: It does not; nothing has been replaced yet.
    """
    books = read_books(place)
    stored = {item.budget_year: item.seal for item in books.budget_years}
    again = seal_of(books, engine.history(books).accounts, seal.year)
    if stored.get(seal.year) != seal.head or again != seal:
        raise Problem(
            f"Das Siegel {seal.year} hält nicht: die geschriebene Mappe ergibt eine andere Prüfsumme. Es ist nichts "
            "ersetzt.",
            "Bitte die Mappe in Excel öffnen, neu speichern und noch einmal versiegeln.",
        )
