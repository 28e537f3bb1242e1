"""Input sheets that change seldom: settings, partners, contributions, years, accounts, projects, grants."""

from __future__ import annotations

from regman_xl.schema.columns import Table, choice, date, money, rate, reference, text, year
from regman_xl.schema.lists import (
    Applicant,
    Category,
    DecisionKind,
    Direction,
    FundingKind,
    GrantStatus,
    LegalForm,
    PaymentRoute,
    ProjectStatus,
    TaskField,
    YearStatus,
    YesNo,
)

SETTINGS = Table(
    "settings",
    "Einstellungen",
    "tblEinstellungen",
    (
        text(
            "key",
            "Schlüssel",
            "Name der Einstellung. Bitte nicht ändern.",
            required=True,
            essential=True,
            width=24,
        ),
        text(
            "value",
            "Wert",
            "Der Wert, mit dem gerechnet und der in den Berichten gedruckt wird.",
            width=44,
            weighty=True,
        ),
        text("note", "Erläuterung", "Was die Einstellung bewirkt.", width=80),
    ),
    ("key",),
    "Angaben, die für alle Haushaltsjahre gelten.",
)

PARTNERS = Table(
    "partners",
    "Partner",
    "tblPartner",
    (
        text(
            "id",
            "Kürzel",
            "Kurzes, eindeutiges Kürzel, zum Beispiel DUS.",
            required=True,
            essential=True,
            width=10,
        ),
        text(
            "name",
            "Name",
            "Vollständiger Name, wie er in den Berichten stehen soll.",
            required=True,
            width=32,
        ),
        choice(
            "legal_form",
            "Rechtsform",
            LegalForm,
            "Bestimmt, welches Gremium für den Partner beschließt.",
            width=24,
        ),
        year("valid_from", "Gültig ab", "Erstes Haushaltsjahr, in dem der Partner beteiligt ist.", essential=False),
        year(
            "valid_to",
            "Gültig bis",
            "Letztes Haushaltsjahr der Beteiligung; leer = unbefristet.",
            required=False,
        ),
        choice(
            "payment_route",
            "Zahlweg",
            PaymentRoute,
            "intern = Verrechnung im Haushalt der Stadt, sonst Überweisung.",
        ),
        text("address", "Anschrift", "Anschrift für Schreiben an den Partner.", width=44),
        text("iban", "IBAN", "Konto des Partners für Erstattungen.", width=28),
    ),
    ("id",),
    "Die Vertragspartner. Ihre Reihenfolge bestimmt, wer bei gleichem Rest den übrigen Cent erhält.",
)

CONTRIBUTIONS = Table(
    "contributions",
    "Beiträge",
    "tblBeitraege",
    (
        reference("partner", "Partner", "partners", "Kürzel des Partners.", required=True, essential=True),
        year("budget_year", "Haushaltsjahr", "Jahr, für das der Beitrag vereinbart ist."),
        money(
            "amount",
            "Jahresbeitrag",
            "Vereinbarter Beitrag in EUR. Die Beiträge eines Jahres sind der Zahlungsschlüssel.",
            required=True,
        ),
        date("due_on", "Fällig am", "Tag, bis zu dem der Beitrag eingehen soll."),
        text("basis", "Grundlage", "Vertrag oder Beschluss, aus dem der Beitrag folgt.", width=36),
    ),
    ("partner", "budget_year"),
    "Was jeder Partner für jedes Haushaltsjahr zu zahlen hat.",
)

BUDGET_YEARS = Table(
    "budget_years",
    "Haushaltsjahre",
    "tblHaushaltsjahre",
    (
        year("budget_year", "Haushaltsjahr", "Kalenderjahr des Haushalts."),
        choice("status", "Status", YearStatus, "offen, vorgelegt, geprüft oder abgeschlossen.", required=True),
        date("plan_date", "Planung vom", "Datum der Jahres- und Finanzplanung."),
        date("report_date", "Abschlussbericht vom", "Datum des Abschlussberichts."),
        money("confirmed_cash", "Bestand lt. Kasse", "Bestand zum Jahresende, den die Kasse bestätigt hat."),
        text("seal", "Prüfsumme", "Wird beim Versiegeln eingetragen. Bitte nicht ändern.", width=72),
    ),
    ("budget_year",),
    "Die Haushaltsjahre und ihr Stand.",
)

ACCOUNTS = Table(
    "accounts",
    "Kontenplan",
    "tblKontenplan",
    (
        text("account", "Konto", "Sachkonto, zum Beispiel 542900.", required=True, essential=True, width=12),
        text("name", "Bezeichnung", "Bezeichnung des Kontos.", required=True, width=48),
        choice("direction", "Art", Direction, "Einnahme oder Ausgabe."),
        choice(
            "category",
            "Kategorie",
            Category,
            "Kategorie, die zu diesem Konto gehört; leer = mehrere.",
            width=26,
        ),
        choice("blocked", "Gesperrt", YesNo, "ja = auf dieses Konto darf nicht mehr gebucht werden.", width=12),
    ),
    ("account",),
    "Die Sachkonten, auf die gebucht wird.",
)

PROJECTS = Table(
    "projects",
    "Projekte",
    "tblProjekte",
    (
        text("id", "Projekt", "Eindeutige Nummer, zum Beispiel P-01.", required=True, essential=True, width=10),
        text("title", "Titel", "Titel des Projekts.", required=True, width=44),
        choice(
            "task_field",
            "Aufgabenfeld",
            TaskField,
            "Aufgabe aus dem Kooperationsvertrag.",
            required=True,
            width=30,
        ),
        text("goal", "Zielbezug", "Ziel des Handlungskonzepts, dem das Projekt dient.", width=44),
        text("responsible", "Verantwortlich", "Wer das Projekt leitet."),
        date("start", "Beginn", "Erster Tag des Projekts."),
        date("end", "Ende", "Letzter Tag des Projekts."),
        choice(
            "status",
            "Status",
            ProjectStatus,
            "geplant, laufend, abgeschlossen oder abgebrochen.",
            required=True,
        ),
        choice("flagship", "Leuchtturm", YesNo, "ja = Leuchtturmprojekt.", width=12),
    ),
    ("id",),
    "Die Projekte, mit und ohne Förderung.",
)

GRANTS = Table(
    "grants",
    "Förderungen",
    "tblFoerderungen",
    (
        text(
            "id",
            "Förderung",
            "Eindeutige Nummer, zum Beispiel F-001.",
            required=True,
            essential=True,
            width=12,
        ),
        reference("project", "Projekt", "projects", "Projekt, das gefördert wird.", required=True),
        text("funder", "Fördergeber", "Wer die Zuwendung gibt.", required=True, width=34),
        text("programme", "Programm", "Name des Förderprogramms.", width=34),
        choice(
            "applicant",
            "Antragsteller",
            Applicant,
            "Regionalmanagement (auch wenn leer) oder Andere.",
            width=22,
            weighty=True,
        ),
        choice(
            "status",
            "Status",
            GrantStatus,
            "sondiert, beantragt, bewilligt, abgelehnt oder abgeschlossen.",
            required=True,
            essential=True,
        ),
        date("applied_on", "Antrag vom", "Datum des Antrags."),
        date("granted_on", "Bescheid vom", "Datum des Zuwendungsbescheids.", weighty=True),
        text("file_number", "Aktenzeichen", "Aktenzeichen des Bescheids.", weighty=True),
        choice(
            "kind",
            "Finanzierungsart",
            FundingKind,
            "Anteil, Fehlbedarf, Festbetrag oder Vollfinanzierung.",
            weighty=True,
        ),
        rate("rate", "Fördersatz", "Fördersatz in Prozent (0 bis 100), nötig bei Anteil.", weighty=True),
        money("cap", "Höchstbetrag", "Höchste Zuwendung nach dem Bescheid.", weighty=True),
        date(
            "start_allowed_from",
            "Maßnahmebeginn frei ab",
            "Tag, ab dem der vorzeitige Maßnahmebeginn genehmigt ist.",
        ),
        date("period_from", "Bewilligung von", "Erster Tag des Bewilligungszeitraums."),
        date("period_to", "Bewilligung bis", "Letzter Tag des Bewilligungszeitraums."),
        date("statement_due", "Verwendungsnachweis bis", "Frist für den Verwendungsnachweis."),
        date(
            "statement_submitted",
            "Nachweis eingereicht am",
            "Tag, an dem der Verwendungsnachweis abgegeben wurde.",
        ),
        text("conditions", "Nebenbestimmungen", "Besondere Auflagen des Bescheids.", width=44),
    ),
    ("id",),
    "Die Förderungen von der Sondierung bis zum Verwendungsnachweis.",
)

GRANT_DECISIONS = Table(
    "grant_decisions",
    "Bescheide",
    "tblBescheide",
    (
        reference("grant", "Förderung", "grants", "Nummer der Förderung.", required=True, essential=True),
        date("date", "Datum", "Datum des Bescheids.", required=True, essential=True),
        choice(
            "kind",
            "Art",
            DecisionKind,
            "Bewilligung, Änderung, Widerruf oder Schlussbescheid.",
            required=True,
            essential=True,
        ),
        money(
            "cap",
            "Höchstbetrag",
            "Höchstbetrag nach diesem Bescheid; beim Schlussbescheid die festgesetzte Zuwendung.",
            required=True,
        ),
        rate("rate", "Fördersatz", "Fördersatz in Prozent nach diesem Bescheid; leer = unverändert.", weighty=True),
        text("file_number", "Aktenzeichen", "Aktenzeichen dieses Bescheids."),
    ),
    ("grant", "date", "kind"),
    "Alle Bescheide zu einer Förderung. Der jüngste bis zum Jahresende gilt.",
)

FUNDING_PLAN = Table(
    "funding_plan",
    "Finanzierungsplan",
    "tblFinanzierungsplan",
    (
        reference("grant", "Förderung", "grants", "Nummer der Förderung.", required=True, essential=True),
        year("budget_year", "Haushaltsjahr", "Jahr, in dem die Ausgaben geplant sind."),
        money("total_cost", "Gesamtausgaben", "Geplante Ausgaben des Jahres.", required=True),
        money("eligible_cost", "Zuwendungsfähig", "Davon zuwendungsfähig; leer = alles."),
        money("grant_amount", "Zuwendung", "Geplante Zuwendung des Jahres.", required=True),
        money("third_party", "Drittmittel", "Geplante Mittel Dritter.", weighty=True),
        money(
            "own_contribution",
            "Eigenanteil",
            "Gesamtausgaben − Zuwendung − Drittmittel.",
            formula="tblFinanzierungsplan[[#This Row],[Gesamtausgaben]]"
            "-tblFinanzierungsplan[[#This Row],[Zuwendung]]"
            "-tblFinanzierungsplan[[#This Row],[Drittmittel]]",
            weighty=True,
        ),
    ),
    ("grant", "budget_year"),
    "Die Finanzierung der geförderten Projekte nach Jahren.",
)
