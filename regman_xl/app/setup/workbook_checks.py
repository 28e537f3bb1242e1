"""The checks of one workbook: may Excel run its macros, and do they fit to this installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.app.setup.check import Check, fault, fine, hint
from regman_xl.schema.xlwings_settings import XLWINGS_VERSION

if TYPE_CHECKING:
    from regman_xl.app.setup.facts import Facts, WorkbookFacts

#: The zones from which Windows and Excel trust nothing.
INTERNET, RESTRICTED = 3, 4


def origin(facts: Facts, workbook: WorkbookFacts) -> Check:
    """Excel runs no macro of a file that Windows knows to come from the internet."""
    title = "Herkunft der Mappe"
    if workbook.zone in {INTERNET, RESTRICTED} and not facts.trusted:
        return fault(
            title,
            "aus dem Internet oder einer E-Mail; Excel führt ihre Makros nicht aus.",
            "Wenn der Absender bekannt ist: im Explorer Rechtsklick, Eigenschaften, „Zulassen“ ankreuzen.",
        )
    return fine(title, "kein Vermerk, der Makros sperrt.")


def vba(workbook: WorkbookFacts) -> Check:
    """The workbook has the VBA of the version of xlwings that is installed."""
    title = "Makros der Mappe"
    renew = "Bitte das Modul xlwings der Mappe ersetzen (docs/installation.md, Aktualisieren)."
    fresh = "Bitte mit „regman new“ eine Mappe mit der Endung .xlsm anlegen."
    if not workbook.macros:
        return fault(title, "keine; Schaltflächen und Funktionen gibt es nur in einer Mappe mit Makros (.xlsm).", fresh)
    if workbook.vba_version is None:
        return hint(title, "vorhanden; zu welcher Version von xlwings sie gehören, ist nicht zu erkennen.", renew)
    if workbook.vba_version != XLWINGS_VERSION:
        said = f"sie gehören zu xlwings {workbook.vba_version}, installiert sein muss {XLWINGS_VERSION}."
        return fault(title, said, renew)
    return fine(title, f"passen zu xlwings {XLWINGS_VERSION}.")


def place(facts: Facts, workbook: WorkbookFacts) -> Check:
    """The workbook lies on this machine: elsewhere Excel is stricter, and others write too."""
    title = "Ort der Mappe"
    if facts.trusted:
        return fine(title, f"„{workbook.folder}“, ein vertrauenswürdiger Speicherort.")
    if workbook.remote or workbook.path.startswith("\\\\"):
        return hint(
            title,
            "ein Netzlaufwerk; je nach Richtlinie führt Excel dort keine Makros aus.",
            "Bitte die IT um einen vertrauenswürdigen Speicherort bitten oder die Mappe lokal bearbeiten.",
        )
    if facts.machine.in_onedrive(workbook.path):
        return hint(
            title,
            "OneDrive oder Teams; dort können andere zur gleichen Zeit speichern.",
            "Bitte automatisches Speichern ausschalten, solange Schaltflächen arbeiten, und allein bearbeiten.",
        )
    return fine(title, f"„{workbook.folder}“.")


def neighbour(workbook: WorkbookFacts) -> Check:
    """A file ``xlwings.conf`` beside the workbook counts before the user's."""
    title = "Einstellungen neben der Mappe"
    if workbook.foreign_settings:
        said = f"„{workbook.foreign_settings}“ nennt ein Python und gilt vor dem von „regman install“."
        return fault(title, said, "Bitte diese Datei oder die Mappe verschieben.")
    return fine(title, "keine.")


def checks(facts: Facts) -> list[Check]:
    """Return all checks of the workbook, none where there is none."""
    book = facts.workbook
    return [] if book is None else [origin(facts, book), vba(book), place(facts, book), neighbour(book)]
