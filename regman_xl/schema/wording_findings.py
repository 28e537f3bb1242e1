"""German words around the findings of an audit, as the terminal and CI systems show them."""

from __future__ import annotations

from types import MappingProxyType

from regman_xl.finding import Severity

#: Singular and plural of each severity.
SEVERITIES = MappingProxyType(
    {
        Severity.ERROR: ("Fehler", "Fehler"),
        Severity.WARNING: ("Warnung", "Warnungen"),
        Severity.INFO: ("Hinweis", "Hinweise"),
    }
)
NO_FINDINGS = "keine Befunde"
#: A summary with the number of waived findings.
WITH_WAIVED = "{summary} (dazu {waived} quittiert)"
#: The severity of a waived finding.
WAIVED = "{severity} (quittiert)"
#: What to type into the sheet of waivers.
WAIVE = "Zum Quittieren auf dem Blatt Quittierungen eintragen: Regel „{code}“, Blatt „{sheet}“, Zeile „{key}“."
#: Who has accepted a finding.
ACCEPTED = "Quittiert von {name} am {date:%d.%m.%Y}: {reason}"
ACCEPTED_UNTIL = "Quittiert von {name} am {date:%d.%m.%Y}, gültig bis {until:%d.%m.%Y}: {reason}"
#: The place of a finding that is about no sheet.
WORKBOOK = "Arbeitsmappe"
UNREADABLE = "{file}: nicht geprüft. {error}"
#: Why a rule says nothing.
NOT_JUDGED = "Nicht geprüft: {note}"
NO_FIGURES = "Die Zahlen des Haushaltsjahres lassen sich nicht berechnen."
#: A rule broke down.
INCOMPLETE = "Die Prüfung ist unvollständig, denn eine Regel ist abgebrochen (INT01)."
#: The test case of a file that cannot be read.
READING = "Arbeitsmappe lesen"
FINDINGS = ("Befund", "Befunde")
#: The folder that files are named from.
SOURCE_ROOT = "Wurzel des Repositorys"
#: What to do, and why there is the rule.
REMEDY_AND_REASON = "{hint}\n\nWarum: {reason}"
