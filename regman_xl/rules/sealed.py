"""Rules about what was fixed once: sealed years and generated sheets."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.model.facts import CellFact, Fault
from regman_xl.rules.registry import Facts, Hits, rule
from regman_xl.rules.years import year_hits
from regman_xl.schema import BUDGET_YEARS, GRANTS, PARTNERS, SEALS
from regman_xl.seal.checksum import YEARS_AHEAD, checksums
from regman_xl.seal.lines import listed_rows, stored_seals
from regman_xl.seal.state import seal_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.schema import Table
    from regman_xl.seal.lines import SealedPlace
    from regman_xl.seal.state import SealState

#: Rows that are gone and are named one by one.
_NAMED = 10
#: Characters of a checksum that a document prints.
_SHOWN = 16
_TERMS: dict[Table, str] = {
    GRANTS: ", ".join(GRANTS[name].title for name in ("project", "applicant", "status", "kind", "rate", "cap"))
    + " und Bescheide",
    PARTNERS: ", ".join(PARTNERS[name].title for name in ("legal_form", "valid_from")),
}


@rule(
    "PER03",
    Severity.ERROR,
    None,
    title="Versiegeltes Jahr verändert",
    message={
        "year": "Das Haushaltsjahr {year} ist versiegelt und wurde danach verändert: {changes}.",
        "unknown": "Das Haushaltsjahr {year} ist versiegelt, aber seine Daten passen nicht mehr zur Prüfsumme. Was "
        f"verändert wurde, lässt sich nicht sagen, denn die Liste auf dem Blatt „{SEALS.sheet}“ fehlt, ist beschädigt "
        "oder gehört nicht zu dieser Prüfsumme.",
        "malformed": "Das Haushaltsjahr {year} ist versiegelt, aber „{value}“ kann nicht die Prüfsumme seines Siegels "
        "sein: sie hat 64 Zeichen aus 0 bis 9 und a bis f.",
        "removed": f"Das Haushaltsjahr {{year}} wurde versiegelt (Blatt „{SEALS.sheet}“), aber seine Prüfsumme "
        f"auf dem Blatt {BUDGET_YEARS.sheet} fehlt.",
        "changed": "Diese Zeile ({header} {value}) gehört zum versiegelten Haushaltsjahr {year} und wurde nach dem "
        "Versiegeln verändert.",
        "added": "Diese Zeile ({header} {value}) ist nach dem Versiegeln zum Haushaltsjahr {year} hinzugekommen.",
        "terms": "Auf den Angaben zu „{key}“ beruht das versiegelte Haushaltsjahr {year}; mindestens eine davon wurde "
        "nach dem Versiegeln verändert ({names}).",
    },
    hint="Bitte die Änderung rückgängig machen (den alten Stand zeigt die letzte Sicherung der Mappe, die Prüfsumme "
    "auch der gedruckte Abschlussbericht) oder sie im offenen Haushaltsjahr durch ein Storno buchen; ein späterer "
    "Bescheid ist eine neue Zeile auf dem Blatt Bescheide. Neu versiegelt "
    "wird nur nach einem Beschluss des Aufsichtsgremiums.",
)
def sealed_year_changed(books: Books, accounts: Sequence[YearAccount]) -> Iterator[Hits]:
    """A sealed budget year is not as it was sealed.

    Because: Nach der Prüfung durch das Aufsichtsgremium steht der Abschluss fest; eine Buchung darf nicht so
    verändert werden, dass ihr ursprünglicher Inhalt nicht mehr zu erkennen ist (§ 28 KomHVO NRW).
    """
    stored = stored_seals(books)
    removed: dict[int, dict[str, object]] = {year: {} for year in listed_rows(books) if year not in stored}
    yield from _at_the_seal(books, removed, "removed")
    for year in sorted(stored):
        state = seal_state(books, accounts, year)
        if state is not None and not state.intact:
            case = "year" if state.listed else "unknown" if state.well_formed else "malformed"
            yield from _at_the_seal(books, {year: {"changes": _changes(state)}}, case)
            yield from _at_the_rows(year, state.changed, "changed")
            yield from _at_the_rows(year, state.added, "added")


def _at_the_seal(books: Books, found: dict[int, dict[str, object]], case: str) -> Iterator[Hits]:
    there = "seal" in books.table(BUDGET_YEARS).positions
    return year_hits(books, found, "seal" if there else "budget_year", case)


def _at_the_rows(year: int, places: Sequence[SealedPlace], case: str) -> Iterator[Hits]:
    rows: dict[Table, list[int]] = defaultdict(list)
    for place in places:
        rows[place.table].append(place.row)
    for table, found in rows.items():
        hits = pd.DataFrame({"year": year, "names": _TERMS.get(table, "")}, index=sorted(set(found)))
        yield Hits(table, table.key[0], hits, "terms" if table in _TERMS else case)


def _changes(state: SealState) -> str:
    """Say what has changed, as a list of German phrases."""
    parts = [
        _counted(len(state.changed), "Zeile verändert", "Zeilen verändert"),
        _counted(len(state.added), "Zeile neu", "Zeilen neu"),
        _missing(state),
        "das Siegel des Vorjahres ist ein anderes" if state.previous else "",
        _figures(state),
    ]
    return "; ".join(part for part in parts if part)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _missing(state: SealState) -> str:
    if not state.missing:
        return ""
    named = [f"{line.table} {line.row_key}" for line in state.missing[:_NAMED]]
    if len(state.missing) > _NAMED:
        named.append(f"und {len(state.missing) - _NAMED} weitere")
    return f"{_counted(len(state.missing), 'Zeile fehlt', 'Zeilen fehlen')} ({', '.join(named)})"


def _figures(state: SealState) -> str:
    if not state.figures:
        return ""
    if state.changed or state.added or state.missing:
        return "dadurch andere Zahlen des Jahres"
    return (
        "die Zahlen des Jahres sind andere, obwohl seine Zeilen unverändert sind (sie hängen auch von Buchungen "
        "früherer Jahre, vom Anfangsbestand, vom ganzen Finanzierungsplan und von der Reihenfolge der Partner ab)"
    )


@rule(
    "PER05",
    Severity.WARNING,
    None,
    title="Bericht älter als seine Daten",
    message="Das Blatt „{sheet}“ wurde aus einem anderen Stand der Daten erstellt als dem jetzigen (seine Prüfsumme "
    "beginnt mit {value}).",
    hint="Bitte das Blatt neu erstellen lassen (Befehl regman plan, regman close oder regman validate --report) oder "
    "löschen.",
)
def sheet_older_than_its_data(books: Books, accounts: Sequence[YearAccount]) -> Iterator[Facts]:
    """A sheet that the toolkit made does not show the data that the workbook holds.

    A document of a year whose seal is intact is not judged: its figures stand, and what goes on in later years does
    not concern it.

    Because: Die Gremien beschließen über das, was auf dem Blatt steht; weichen die Daten davon ab, betrifft der
    Beschluss andere Zahlen (Prüfungspraxis).
    """
    sheets = [sheet for sheet in books.package.generated if sheet.kind in YEARS_AHEAD and sheet.checksum]
    sealed = {sheet.year: seal_state(books, accounts, sheet.year) for sheet in sheets if sheet.year is not None}
    checksum = checksums(books)
    facts = []
    for sheet in sheets:
        seal = None if sheet.year is None else sealed[sheet.year]
        if (seal is None or not seal.intact) and checksum(sheet.kind, sheet.year) != sheet.checksum:
            facts.append(CellFact(Fault.OUTDATED, sheet.sheet, row=1, column=1, value=sheet.checksum[:_SHOWN]))
    yield Facts(facts)
