"""A new budget year: its line, the contributions as last year, and the current year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from regman_xl.app.addition import insert_additions, prove_added
from regman_xl.app.audit import examine
from regman_xl.app.destination import Destination
from regman_xl.app.documents import Made
from regman_xl.app.output import moved, write_whole
from regman_xl.finding import Severity
from regman_xl.model.additions import Additions
from regman_xl.money import german_amount
from regman_xl.problems import Problem
from regman_xl.render.findings import WORDS, counted
from regman_xl.safe_text import one_line
from regman_xl.schema import BUDGET_YEARS, CONTRIBUTIONS, PARTNERS, SETTINGS
from regman_xl.schema.lists import YearStatus
from regman_xl.schema.settings import SETTING_BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regman_xl.app.audit import Examined
    from regman_xl.model.books import Books
    from regman_xl.model.contents import Row
    from regman_xl.model.records import Contribution, Partner

CURRENT = SETTING_BY_NAME["budget_year"].title
AMOUNT = CONTRIBUTIONS["amount"].title


def add_year(
    path: Path,
    year: int,
    *,
    out: Path | None = None,
    in_place: bool = False,
    force: bool = False,
    as_of: dt.date | None = None,
) -> Made:
    """Add a budget year to a workbook.

    Args:
        path: The workbook.
        year: The budget year.
        out: Where the workbook with the new year goes; default: beside the workbook.
        in_place: Add it to the workbook itself; the old file is kept as a backup.
        force: What `Destination` allows then, and locked sheets may change.
        as_of: The day that counts as today.

    Returns:
        Where it is, and what the user should know beside it.

    Raises:
        Problem: The workbook or the target cannot be used, or `additions_for` refuses the year.
    """
    destination = Destination(out, in_place, force)
    target = destination.target(path, f"mit {year}", path.suffix)
    before = destination.snapshot(path)
    examined = examine(path, as_of)
    additions = additions_for(examined.books, year)
    notes: list[str] = []
    made = write_whole(
        target,
        lambda place: notes.extend(insert_additions(examined, additions, place, force=force)),
        check=lambda place: prove_added(examined, additions, year, place),
        read_from=before,
    )
    return Made(made, (*moved(target, made), *notes, *additions.notes, *_errors(examined)))


def _errors(examined: Examined) -> tuple[str, ...]:
    if not examined.errors:
        return ()
    errors = counted(len(examined.errors), *WORDS[Severity.ERROR])
    return (f"Die Arbeitsmappe enthält {errors}; regman validate nennt alle.",)


def additions_for(books: Books, year: int) -> Additions:
    """Say what a new budget year adds to a workbook; nothing that is there is changed but the current year.

    What is there of the year already stays: only what is missing is added.

    Args:
        books: The workbook.
        year: The budget year.

    Raises:
        Problem: The year does not follow on those that are known, is not open any more, or is there already; last
            year has no contributions; or a row cannot be read that tells who pays what.
    """
    _require_readable(books)
    there = {item.budget_year for item in books.budget_years}
    known = sorted(there | {item.budget_year for item in books.contributions})
    _require_following(books, year, known)
    line: tuple[Row, ...] = () if year in there else ({"budget_year": year, "status": YearStatus.OPEN},)
    contributions, notes = _contributions(books, year, first=not known or year <= known[0])
    current = books.settings.budget_year
    settings = {"budget_year": year} if current is None or current < year else {}
    made = Additions({BUDGET_YEARS.name: line, CONTRIBUTIONS.name: contributions}, settings)
    if not made:
        raise Problem(
            f"Das Haushaltsjahr {year} ist schon angelegt; es gibt nichts zu ergänzen.",
            one_line(" ".join(notes)) or f"Vorhanden: {', '.join(map(str, known))}.",
        )
    kept = [] if line else [f"Auf dem Blatt {BUDGET_YEARS.sheet} steht {year} schon; die Zeile bleibt, wie sie ist."]
    if current is not None and current > year:
        kept.append(f"Das laufende Haushaltsjahr bleibt {current} (Blatt {SETTINGS.sheet}, {CURRENT}).")
    return replace(made, notes=tuple(map(one_line, (_added(made, year, current), *kept, *notes))))


def _added(made: Additions, year: int, current: int | None) -> str:
    """Say in a line what is added."""
    parts = [f"Status {row['status']}" for row in made.of(BUDGET_YEARS.name)]
    if rows := made.of(CONTRIBUTIONS.name):
        whose = ", ".join(str(row["partner"]) for row in rows)
        amount = german_amount(sum(row["amount"] for row in rows if isinstance(row["amount"], int)))
        parts.append(f"Beiträge wie {year - 1} für {whose} (zusammen {amount} EUR)")
    if made.settings:
        parts.append(f"laufendes Haushaltsjahr {year}" + (f" (bisher {current})" if current is not None else ""))
    return f"Haushaltsjahr {year} angelegt: {'; '.join(parts)}."


def _require_readable(books: Books) -> None:
    """Refuse to say who pays what while a row is not understood.

    Raises:
        Problem: A sheet is missing, or a row of it is of no use to the figures.
    """
    for table in (PARTNERS, CONTRIBUTIONS, BUDGET_YEARS, SETTINGS):
        data = books.table(table)
        if not data.header_row:
            raise Problem(
                f"In der Arbeitsmappe fehlt das Blatt {table.sheet}, oder seine Überschriften sind verloren.",
                "Bitte die Mappe aus der Vorlage wieder vervollständigen (regman new).",
            )
        unread = data.frame.index[~data.usable]
        if len(unread) and table is not SETTINGS:
            raise Problem(
                f"Auf dem Blatt {data.sheet} ist die Zeile {int(unread[0])} nicht auswertbar; so lässt sich kein "
                "Haushaltsjahr anlegen.",
                "Bitte die Zeile berichtigen; regman validate nennt, was ihr fehlt.",
            )


def _require_following(books: Books, year: int, known: list[int]) -> None:
    """Refuse a year that leaves a gap, comes before all others, or may not change any more.

    Raises:
        Problem: It does.
    """
    if known and not known[0] <= year <= known[-1] + 1:
        place = "liegt vor dem ersten" if year < known[0] else "schließt nicht an die vorhandenen an"
        raise Problem(
            f"Das Haushaltsjahr {year} {place}.",
            f"Vorhanden: {', '.join(map(str, known))}; das nächste ist {known[-1] + 1}.",
        )
    status = next((item.status for item in books.budget_years if item.budget_year == year), None)
    if status not in (None, YearStatus.OPEN):
        raise Problem(
            f"Das Haushaltsjahr {year} ist schon {status}; ihm wird nichts mehr hinzugefügt.",
            f"Bitte Beiträge eines solchen Jahres selbst auf dem Blatt {CONTRIBUTIONS.sheet} prüfen.",
        )


def _contributions(books: Books, year: int, *, first: bool) -> tuple[tuple[Row, ...], list[str]]:
    """Return the contributions that the year lacks, as those of the year before, and what the user has to know.

    Args:
        books: The workbook.
        year: The budget year.
        first: No year comes before it: there is nothing to take over.

    Raises:
        Problem: The year before has no contributions, and the year has none of its own.
    """
    agreed = _agreed(books, year)
    last = {} if first else _agreed(books, year - 1)
    if not first and not agreed:
        _require_key(last, year)
    partners = {item.id: item for item in reversed(books.partners)}
    order = dict.fromkeys(item.id for item in books.partners)
    rows, notes = [], []
    for partner in (partners[name] for name in order):
        if partner.id in agreed:
            continue
        if not _takes_part(partner, year):
            if partner.id in last:
                notes.append(f"{partner.id} ist {year} nicht mehr beteiligt und bekommt keinen Beitrag.")
        elif partner.id in last:
            rows.append(_moved(last[partner.id], year))
        else:
            notes.append(_to_enter(partner, year, first=first))
    if not order:
        notes.append(
            f"Auf dem Blatt {PARTNERS.sheet} steht noch niemand: bitte die Partner eintragen, und auf dem Blatt "
            f"{CONTRIBUTIONS.sheet} ihre Beiträge für {year}."
        )
    notes += _kept(agreed, year)
    notes += [
        f"{name} steht nicht auf dem Blatt {PARTNERS.sheet}: der Beitrag für {year - 1} wird nicht übernommen."
        for name in last
        if name not in partners
    ]
    return tuple(rows), notes


def _require_key(last: dict[str, Contribution], year: int) -> None:
    """Refuse a year that nobody would pay for: without a payment key it cannot be computed."""
    if not any(item.amount for item in last.values()):
        raise Problem(
            f"Für {year - 1} gibt es keine Beiträge, die für {year} gelten könnten.",
            f"Bitte auf dem Blatt {CONTRIBUTIONS.sheet} zuerst die Beiträge für {year - 1} eintragen.",
        )


def _agreed(books: Books, year: int) -> dict[str, Contribution]:
    """Return the contributions of a year by partner; of a doubled row the first one counts, as in the figures."""
    return {item.partner: item for item in reversed(books.contributions) if item.budget_year == year}


def _takes_part(partner: Partner, year: int) -> bool:
    begins, ends = partner.valid_from, partner.valid_to
    return (begins is None or begins <= year) and (ends is None or year <= ends)


def _moved(last: Contribution, year: int) -> Row:
    return {
        "partner": last.partner,
        "budget_year": year,
        "amount": last.amount,
        "due_on": None if last.due_on is None else _year_later(last.due_on),
        "basis": last.basis,
    }


def _year_later(day: dt.date) -> dt.date:
    """Return the same day of the next year, of 29 February the 28th; the calendar ends with 9999."""
    return day.replace(year=min(day.year + 1, dt.MAXYEAR), day=min(day.day, 28) if day.month == 2 else day.day)


def _to_enter(partner: Partner, year: int, *, first: bool) -> str:
    why = "" if first else f" und hatte für {year - 1} keinen Beitrag"
    return (
        f"{partner.id} ist {year} beteiligt{why}: bitte den {AMOUNT} {year} auf dem Blatt {CONTRIBUTIONS.sheet} "
        "eintragen."
    )


def _kept(agreed: dict[str, Contribution], year: int) -> Iterator[str]:
    if agreed:
        yield f"Auf dem Blatt {CONTRIBUTIONS.sheet} bleiben die Beiträge für {year}, die schon da sind: " + (
            ", ".join(sorted(agreed)) + "."
        )
