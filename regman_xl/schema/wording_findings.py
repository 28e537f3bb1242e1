"""German words around the findings of an audit, as the terminal shows them."""

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
WAIVE = "Zum Quittieren: Regel {code}, Blatt {sheet}, Zeile {key}"
UNREADABLE = "{file}: nicht geprüft. {error}"
