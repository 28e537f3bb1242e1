"""The German texts of the Prüfprotokoll (REPORTS.md, no. 8)."""

from __future__ import annotations

from regman_xl.schema.governance import WAIVERS
from regman_xl.schema.wording_findings import SEVERITIES, WORKBOOK

PROTOCOL = {
    **{f"severity.{severity.value}": one for severity, (one, _) in SEVERITIES.items()},
    **{f"severities.{severity.value}": many for severity, (_, many) in SEVERITIES.items()},
    "link.tip": "Zur Zelle springen",
    "findings.heading.checked": "Was geprüft wurde",
    "findings.note.file": "Geprüft wurde die Mappe „{file}“. Als heutiger Tag galt der {as_of}.",
    "findings.note.unnamed_file": "Geprüft wurde diese Mappe. Als heutiger Tag galt der {as_of}.",
    "findings.note.tool": "Werkzeug: regman {version}.",
    "findings.note.seals": "Versiegelt: {seals}.",
    "findings.note.no_seals": "Kein Haushaltsjahr ist versiegelt.",
    "findings.seal": "{year} mit dem Siegel {seal}",
    "findings.note.rows": "Gelesene Zeilen je Blatt: {sheets}.",
    "findings.note.all_years": "Das Protokoll nennt die Befunde aller Haushaltsjahre.",
    "findings.note.one_year": "Das Protokoll nennt nur die Befunde des Haushaltsjahres {year} und die Befunde, die zu "
    "keinem Haushaltsjahr gehören.",
    "findings.note.all_rules": "Es nennt die Befunde aller {count} Regeln.",
    "findings.note.some_rules": "Es nennt nur die Befunde von {count} der {all} Regeln: {codes}.",
    "findings.note.without_rules": "Es nennt die Befunde von {count} der {all} Regeln. Weggelassen sind: {codes}.",
    "findings.note.not_judged": "Diese Regeln konnten nicht alle Haushaltsjahre prüfen, weil sich Zahlen nicht "
    "berechnen lassen oder weil die Regel abgebrochen ist: {codes}. Die Prüfung ist insoweit unvollständig.",
    "findings.note.no_audit": "Die maschinelle Prüfung bereitet die Prüfung durch das Rechnungsprüfungsamt vor; sie "
    "ersetzt sie nicht.",
    "findings.heading.result": "Ergebnis",
    "findings.note.clean": "Keine Befunde: Die Regeln haben an der Mappe nichts zu beanstanden.",
    "findings.note.clean_choice": "Keine Befunde: Die genannten Regeln haben in dieser Auswahl nichts zu beanstanden.",
    "findings.note.errors": "Offene Fehler: {count}. Bis sie behoben sind, gibt es Jahresplan, Abschluss und "
    "Rückerstattung nur als Entwurf.",
    "findings.note.warnings": "Offene Warnungen: {count}. Bitte jede beheben oder auf dem Blatt "
    f"{WAIVERS.sheet} mit Begründung, Name und Datum quittieren.",
    "findings.note.nothing_open": "Es gibt keine offenen Befunde. Quittierte Befunde: {count}.",
    "findings.note.errors_elsewhere": "Außerhalb dieser Auswahl meldet die Prüfung weitere Fehler: {count}.",
    "findings.table.counts": "Befunde nach Art",
    "findings.heading.rules": "Befunde je Regel",
    "findings.table.rules": "Regeln mit Befunden",
    "findings.note.rules": "Regeln ohne Befund: {count} von {all}.",
    "findings.note.rules_partly": "Regeln ohne Befund: {count} von {all}; davon nicht für alle Haushaltsjahre "
    "geprüft: {partly}.",
    "findings.heading.findings": "Die Befunde im Einzelnen",
    "findings.note.order": "Die Befunde folgen der Reihenfolge der Blätter und Zeilen. Ein Klick auf die Stelle "
    "springt zur Zelle. Bei Warnungen und Hinweisen nennt die letzte Spalte den Eintrag für die Spalte "
    f"„{WAIVERS['row_key'].title}“ auf dem Blatt {WAIVERS.sheet}.",
    "findings.note.more": "Aufgeführt sind die ersten {count} Befunde; {more} weitere nennt der Befehl „regman "
    "validate“.",
    "findings.note.signed": "Prüfung mit Stand {as_of}: offene Fehler {errors}, offene Warnungen {warnings}, offene "
    "Hinweise {notes}, quittierte Befunde {accepted}.",
    "findings.table.findings": "Befunde",
    "findings.whole_workbook": WORKBOOK,
    "findings.rows": "{sheet} {count}",
    "findings.kind": "{severity} {code}",
    "findings.state.open": "offen",
    "findings.state.waivable": f"offen (zum Quittieren unter „{WAIVERS['row_key'].title}“: {{row}})",
    "findings.state.waived": "quittiert von {name} am {date}: {reason}",
    "findings.state.waived_until": "quittiert von {name} am {date} bis {until}: {reason}",
    "field.counts.severity": "Art",
    "field.open": "Offen",
    "field.accepted": "Quittiert",
    "field.all": "Gesamt",
    "field.rules.code": "Regel",
    "field.rules.title": "Bezeichnung",
    "field.rules.severity": "Art",
    "field.findings.place": "Stelle",
    "field.findings.kind": "Art und Regel",
    "field.findings.value": "Wert",
    "field.findings.message": "Befund",
    "field.findings.hint": "Was zu tun ist",
    "field.findings.state": "Stand",
}
