"""German texts of the report Sachbericht."""

from __future__ import annotations

ACTIVITY = {
    "activity.heading.start": "Ausgangslage",
    "activity.heading.fields": "Aktivitäten nach Aufgabenfeldern",
    "activity.heading.projects": "Projekte",
    "activity.heading.acquisition": "Fördermittelakquisition",
    "activity.heading.bodies": "Netzwerke und Gremien",
    "activity.heading.more": "Weitere Erläuterungen",
    "activity.heading.outlook": "Ausblick",
    "activity.table.fields": "Aktivitäten {year} nach Aufgabenfeldern",
    "activity.table.projects": "Projekte {year}",
    "activity.table.applications": "Anträge und Bewilligungen {year}",
    "activity.table.members": "Mitglieder der Gremien {year}",
    "activity.table.resolutions": "Beschlüsse und Empfehlungen {year}",
    "activity.note.fields": "Gezählt sind die Einträge des Blattes Aktivitäten mit einem Datum im Jahr {year}. "
    "Teilnehmende sind zusammengerechnet; wer mehrfach teilnahm, zählt mehrfach.",
    "activity.note.no_activities": "Auf dem Blatt Aktivitäten steht für {year} kein Eintrag.",
    "activity.note.empty_field": "Im Aufgabenfeld {field} sind für {year} keine Aktivitäten eingetragen.",
    "activity.note.no_text": "Zum Abschnitt „{section}“ liegt kein Text vor.",
    "activity.note.projects": "Das Ergebnis fasst die Ergebnisse der Aktivitäten des Jahres zusammen. Plan und Ist "
    "sind die Ausgaben des Jahres {year}, gleich wer sie trägt; eine Abweichung über null heißt, dass mehr ausgegeben "
    "wurde als geplant. Ausgaben ohne Projekt stehen in der letzten Zeile.",
    "activity.note.no_projects": "Im Jahr {year} gab es keine Projekte und keine Ausgaben.",
    "activity.note.no_applications": "Im Jahr {year} wurde keine Förderung beantragt oder bewilligt.",
    "activity.note.networks": "Die Arbeit in den Netzwerken beschreiben die Aufgabenfelder. Hier stehen die Gremien "
    "und was sie im Jahr beschlossen und empfohlen haben.",
    "activity.note.no_members": "Mitglieder der Gremien sind für {year} nicht eingetragen.",
    "activity.note.no_resolutions": "Beschlüsse und Empfehlungen aus dem Jahr {year} sind nicht eingetragen.",
    "activity.no_body": "ohne Gremium",
    "activity.resolution": "{id} ({body})",
    "label.state_until": "{status}, bis {end}",
    "label.state_late": "{status}, obwohl bis {end} geplant",
    "field.task_field": "Aufgabenfeld",
    "field.activities": "Aktivitäten",
    "field.attendance": "Teil-\nnehmende",
    "field.fields.attendance": "Teilnehmende",
    "field.projects": "Projekte",
    "field.participants": "Beteiligte",
    "field.project_goal": "Ziel",
    "field.projects.result": "Ergebnis im Jahr",
    "field.state": "Stand",
    "field.applied_on": "Beantragt am",
    "field.granted_on": "Bewilligt am",
    "field.status": "Status",
    "field.sent_by": "Entsendet von",
    "field.resolution": "Beschluss",
    "field.resolution_kind": "Art",
    "field.outcome": "Ergebnis",
    "field.remark": "Bemerkung",
}
