"""Input sheets about who decides, who works and what is told."""

from __future__ import annotations

from regman_xl.schema.columns import Column, Kind, Table, choice, date, money, rate, reference, text, year
from regman_xl.schema.lists import Body, Outcome, ReportKind, ResolutionKind, Section, TaskField

RESOLUTIONS = Table(
    "resolutions",
    "Beschlüsse",
    "tblBeschluesse",
    (
        text("id", "Beschluss", "Eindeutige Nummer des Beschlusses.", required=True, essential=True, width=14),
        date("date", "Datum", "Tag der Sitzung.", required=True),
        choice("body", "Gremium", Body, "Wer beschlossen hat.", required=True, width=20),
        choice(
            "kind",
            "Art",
            ResolutionKind,
            "Worüber beschlossen wurde.",
            required=True,
            essential=True,
            width=26,
        ),
        year("budget_year", "Haushaltsjahr", "Jahr, für das der Beschluss gilt."),
        reference("partner", "Partner", "partners", "Partner, dessen Gremium beschlossen hat."),
        reference("grant", "Förderung", "grants", "Förderung, für die Zusatzmittel bestimmt sind.", weighty=True),
        money("amount", "Betrag", "Betrag in EUR; leer bei einer Übertragung = alles.", weighty=True),
        choice("result", "Ergebnis", Outcome, "angenommen (auch wenn leer), abgelehnt oder vertagt.", weighty=True),
        text("vote", "Abstimmung", "Stimmenverhältnis.", width=16),
        text("file_number", "Aktenzeichen", "Vorlagen- oder Aktennummer."),
        text("remark", "Bemerkung", "Freier Text.", width=36),
    ),
    ("id",),
    "Die Beschlüsse der Gremien. Nur angenommene zählen.",
)

ACTIVITIES = Table(
    "activities",
    "Aktivitäten",
    "tblAktivitaeten",
    (
        date("date", "Datum", "Tag der Aktivität.", required=True, essential=True),
        choice(
            "task_field",
            "Aufgabenfeld",
            TaskField,
            "Aufgabe aus dem Kooperationsvertrag.",
            required=True,
            width=30,
        ),
        reference("project", "Projekt", "projects", "Projekt, falls die Aktivität zu einem gehört."),
        text("title", "Titel", "Kurzer Titel.", required=True, width=44),
        text("description", "Beschreibung", "Was geschehen ist.", width=60),
        text("result", "Ergebnis", "Was es gebracht hat.", width=48),
        text("participants", "Beteiligte", "Wer mitgewirkt hat.", width=36),
        Column("attendance", "Teilnehmende", Kind.COUNT, "Zahl der Teilnehmenden.", width=14),
    ),
    ("date", "title"),
    "Was das Regionalmanagement getan hat: die Grundlage des Sachberichts.",
    unique=False,
)

REPORT_TEXTS = Table(
    "report_texts",
    "Berichtstexte",
    "tblBerichtstexte",
    (
        year("budget_year", "Haushaltsjahr", "Jahr des Berichts."),
        choice("report", "Bericht", ReportKind, "Bericht, in dem der Text steht.", required=True, essential=True),
        choice(
            "section",
            "Abschnitt",
            Section,
            "Abschnitt des Berichts.",
            required=True,
            essential=True,
            width=30,
        ),
        text("text", "Text", "Der Text, wie er gedruckt wird.", required=True, width=100),
    ),
    ("budget_year", "report", "section"),
    "Die Texte der Berichte.",
)

BOARD_MEMBERS = Table(
    "board_members",
    "Gremien",
    "tblGremien",
    (
        choice("body", "Gremium", Body, "Gremium, dem die Person angehört.", required=True, width=20),
        text("name", "Name", "Name des Mitglieds.", required=True, width=30),
        text("function", "Funktion", "Amt oder Funktion.", width=36),
        reference("sent_by", "Entsendet von", "partners", "Partner, der das Mitglied entsendet."),
        date("valid_from", "Von", "Erster Tag der Mitgliedschaft."),
        date("valid_to", "Bis", "Letzter Tag der Mitgliedschaft; leer = unbefristet."),
    ),
    ("body", "name", "valid_from"),
    "Die Mitglieder der Gremien.",
)

STAFF = Table(
    "staff",
    "Personal",
    "tblPersonal",
    (
        reference("partner", "Partner", "partners", "Partner, der die Person abordnet.", required=True),
        text("name", "Name", "Name der Person.", width=28),
        text("function", "Funktion", "Aufgabe in der Geschäftsstelle.", required=True, width=36),
        date("valid_from", "Von", "Erster Tag der Abordnung.", required=True),
        date("valid_to", "Bis", "Letzter Tag der Abordnung; leer = unbefristet."),
        rate("share", "Stellenanteil", "Stellenanteil in Prozent."),
        text("remark", "Bemerkung", "Freier Text.", width=36),
    ),
    ("partner", "name", "function", "valid_from"),
    "Abgeordnetes Personal, nur nachrichtlich: Jeder Partner trägt seine Personalkosten selbst.",
)

WAIVERS = Table(
    "waivers",
    "Quittierungen",
    "tblQuittierungen",
    (
        text("rule", "Regel", "Code der Regel, zum Beispiel JRN03.", required=True, essential=True, width=10),
        text(
            "sheet",
            "Blatt",
            "Blatt, auf dem die Warnung steht; * = die ganze Arbeitsmappe.",
            required=True,
            essential=True,
            width=18,
        ),
        text(
            "row_key",
            "Zeile",
            "Schlüssel der Zeile, wie ihn der Befund nennt; * = das ganze Blatt.",
            required=True,
            essential=True,
            width=22,
        ),
        text("value", "Wert", "Wenn angegeben: die Quittierung gilt nur für diesen Wert.", width=22),
        text("reason", "Begründung", "Warum die Warnung hingenommen wird.", required=True, width=60),
        text("name", "Name", "Wer die Warnung quittiert.", required=True, width=22),
        date("date", "Datum", "Tag der Quittierung.", required=True),
        date("valid_until", "Gültig bis", "Letzter Tag der Gültigkeit; leer = unbefristet."),
    ),
    ("rule", "sheet", "row_key", "value"),
    "Warnungen, die geprüft und hingenommen sind. Fehler lassen sich nicht quittieren.",
)

#: No input sheet: `regman seal` writes it, and a workbook without it is complete.
SEALS = Table(
    "seals",
    "Siegel",
    "tblSiegel",
    (
        year("budget_year", "Haushaltsjahr", "Versiegeltes Haushaltsjahr."),
        text("table", "Blatt", "Blatt der versiegelten Zeile.", required=True, essential=True, width=18),
        text("row_key", "Zeile", "Schlüssel der versiegelten Zeile.", required=True, essential=True, width=30),
        text("digest", "Prüfsumme", "Prüfsumme der Zeile (SHA-256).", required=True, essential=True, width=68),
    ),
    ("budget_year", "table", "row_key"),
    "Was die Siegel der Haushaltsjahre enthalten. Bitte nicht ändern.",
    unique=False,
)
