"""The buttons of the master workbook: what they are called, what they start, what they say of themselves.

The buttons on Start, the ribbon, the macros and the entry point of the macros are all made from this list.
"""

from __future__ import annotations

from typing import NamedTuple

#: The tab of the ribbon, and the title of the buttons on Start.
TAB = "Regionalmanagement"
#: Number of the interface between the macros of a workbook and this package: it grows when old macros do not fit.
SHELL = 1


class Action(NamedTuple):
    """A button.

    Attributes:
        key: What the macro hands to `regman_xl.hosts.excel.run`.
        label: What stands on the button.
        macro: Name of the macro, ASCII because VBA wants it so.
        group: Group of the ribbon.
        icon: Name of a picture that Office brings along (imageMso).
        tip: Says in one sentence what a click does.
    """

    key: str
    label: str
    macro: str
    group: str
    icon: str
    tip: str

    @property
    def callback(self) -> str:
        """Name of the procedure that the ribbon calls."""
        return f"Menue{self.macro}"


_CHECK, _REPORTS, _YEAR = "Prüfung", "Berichte", "Haushaltsjahr"

ACTIONS = (
    Action(
        *("check", "Prüfen", "Pruefen", _CHECK, "Spelling"),
        "Prüft alle Blätter, schreibt das Blatt Prüfprotokoll und hebt die betroffenen Zellen hervor.",
    ),
    Action(
        *("plan", "Jahresplan", "Jahresplan", _REPORTS, "AutoSum"),
        "Schreibt die Jahres- und Finanzplanung des gewählten Haushaltsjahres.",
    ),
    Action(
        *("close", "Abschluss", "Abschluss", _REPORTS, "FilePrintPreview"),
        "Schreibt Abschluss, Sachbericht, Rückerstattung und Fördermittel des gewählten Haushaltsjahres.",
    ),
    Action(
        *("refund", "Rückerstattung", "Rueckerstattung", _REPORTS, "AccountingFormat"),
        "Schreibt, was jeder Partner aus dem gewählten Haushaltsjahr zurückerhält.",
    ),
    Action(
        *("call", "Mittelanforderung", "Mittelanforderung", _REPORTS, "FileSendAsAttachment"),
        "Schreibt die Anforderung der Beiträge des gewählten Haushaltsjahres an die Partner.",
    ),
    Action(
        *("grants", "Fördermittel", "Foerdermittel", _REPORTS, "PercentStyle"),
        "Schreibt die Übersicht der Fördermittel bis zum Ende des gewählten Haushaltsjahres.",
    ),
    Action(
        *("statement", "Nachweis", "Nachweis", _REPORTS, "SignatureLineInsert"),
        "Schreibt den Verwendungsnachweis der Förderung, deren Zeile markiert ist oder die eingegeben wird.",
    ),
    Action(
        *("seal", "Jahr versiegeln", "JahrVersiegeln", _YEAR, "ReviewProtectWorkbook"),
        "Versiegelt das gewählte, geprüfte Haushaltsjahr: jede spätere Änderung wird ein Befund.",
    ),
    Action(
        *("new_year", "Neues Jahr", "NeuesJahr", _YEAR, "SheetInsert"),
        "Legt das nächste Haushaltsjahr mit den Beiträgen des letzten an.",
    ),
    Action(
        *("pdf", "PDF", "PdfErstellen", _REPORTS, "FileSaveAsPdfOrXps"),
        "Gibt die Berichtsblätter des gewählten Haushaltsjahres als eine PDF-Datei aus.",
    ),
)
ACTION_BY_KEY = {action.key: action for action in ACTIONS}
