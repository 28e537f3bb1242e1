"""Input sheets that money moves through: plan, commitments, journal."""

from __future__ import annotations

from regman_xl.schema.columns import Column, Kind, Table, choice, date, money, reference, text, year
from regman_xl.schema.lists import Category, Direction

PLAN = Table(
    "plan",
    "Plan",
    "tblPlan",
    (
        year("budget_year", "Haushaltsjahr", "Jahr, für das geplant wird."),
        choice(
            "category",
            "Kategorie",
            Category,
            "Wofür das Geld gedacht ist.",
            required=True,
            essential=True,
            width=22,
        ),
        reference("project", "Projekt", "projects", "Projekt, falls die Position zu einem gehört."),
        text("title", "Bezeichnung", "Kurze Bezeichnung der Position.", required=True, width=44),
        money("amount", "Betrag", "Geplanter Betrag in EUR.", required=True),
        Column("month", "Monat", Kind.COUNT, "Monat der Zahlung (1 bis 12).", width=9),
        text("explanation", "Erläuterung", "Warum und wofür.", width=44),
    ),
    ("budget_year", "category", "project", "title"),
    "Planpositionen ohne die Ausgaben, die schon im Finanzierungsplan stehen.",
)

COMMITMENTS = Table(
    "commitments",
    "Verpflichtungen",
    "tblVerpflichtungen",
    (
        text("id", "Auftrag", "Eindeutige Nummer des Auftrags.", required=True, essential=True, width=14),
        year("budget_year", "Haushaltsjahr", "Jahr, in dem gezahlt werden muss."),
        date("date", "Datum", "Tag der Auftragserteilung.", required=True),
        text("contractor", "Auftragnehmer", "Wer beauftragt ist.", required=True, width=32),
        choice(
            "category",
            "Kategorie",
            Category,
            "Kategorie der späteren Ausgabe.",
            required=True,
            essential=True,
            width=22,
        ),
        reference("project", "Projekt", "projects", "Projekt, falls der Auftrag zu einem gehört."),
        reference("grant", "Förderung", "grants", "Förderung, falls der Auftrag zu einer gehört."),
        money("amount", "Betrag", "Verpflichtung in EUR.", required=True),
        date("settled_on", "Erledigt am", "Tag, an dem der Auftrag bezahlt oder aufgehoben war."),
    ),
    ("id", "budget_year"),
    "Aufträge, die noch nicht bezahlt sind.",
)

JOURNAL = Table(
    "journal",
    "Journal",
    "tblJournal",
    (
        text("number", "Nr", "Laufende Nummer der Buchung.", required=True, width=8),
        year("budget_year", "Haushaltsjahr", "Jahr, dem die Buchung zugerechnet wird."),
        date("booked_on", "Buchungsdatum", "Tag der Zahlung.", required=True),
        date("voucher_date", "Belegdatum", "Datum der Rechnung oder des Bescheids."),
        text("voucher", "Belegnummer", "Nummer des Belegs, zum Beispiel 2026-0012.", required=True, width=14),
        choice("direction", "Art", Direction, "Einnahme oder Ausgabe.", required=True, essential=True, width=12),
        choice(
            "category",
            "Kategorie",
            Category,
            "Was gezahlt wird; muss zur Art passen.",
            required=True,
            essential=True,
            width=24,
        ),
        reference("account", "Konto", "accounts", "Sachkonto aus dem Kontenplan.", width=11),
        reference("project", "Projekt", "projects", "Projekt, zu dem die Buchung gehört.", weighty=True),
        reference("grant", "Förderung", "grants", "Förderung, zu der die Buchung gehört.", weighty=True),
        reference(
            "partner",
            "Partner",
            "partners",
            "Partner bei Beiträgen, Zusatzmitteln und Erstattungen.",
            weighty=True,
        ),
        year(
            "origin_year",
            "Herkunftsjahr",
            "Jahr, für das gezahlt oder erstattet wird, wenn es nicht das Haushaltsjahr ist.",
            required=False,
            weighty=True,
        ),
        text("counterparty", "Gegenpartei", "Wer zahlt oder wer das Geld bekommt.", width=32),
        text("text", "Buchungstext", "Was gebucht wird, in einem Satz.", required=True, width=48),
        money("amount", "Betrag", "Betrag in EUR, immer positiv; nur ein Storno ist negativ.", required=True),
        money("eligible", "Zuwendungsfähig", "Zuwendungsfähiger Teil des Betrags; leer = alles.", weighty=True),
        date("service_from", "Leistung von", "Erster Tag der Leistung."),
        date("service_to", "Leistung bis", "Letzter Tag der Leistung."),
        text("invoice", "Rechnungsnummer", "Nummer der Rechnung.", width=18),
        text("reversal_of", "Storno zu", "Nr der Buchung, die dieses Storno aufhebt.", width=10, weighty=True),
        text(
            "confirmed_by",
            "Festgestellt von",
            "Wer sachlich und rechnerisch festgestellt hat.",
            width=18,
            weighty=True,
        ),
        text(
            "approved_by",
            "Freigegeben von",
            "Wer die Zahlung freigegeben hat: eine zweite Person.",
            width=18,
            weighty=True,
        ),
        text("document", "Beleg", "Fundstelle des Belegs.", width=24),
        text("remark", "Bemerkung", "Freier Text.", width=32),
    ),
    ("number",),
    "Jede Zahlung, eine Zeile. Aus diesem Blatt folgen alle Ist-Zahlen.",
)
