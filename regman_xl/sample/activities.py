"""The activities of the sample: what the office did, in every task field and both years."""

# ruff: noqa: E501 - a table has one line to a row

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.schema.lists import TaskField

if TYPE_CHECKING:
    from regman_xl.model.contents import Row

_COORD, _FUND, _LIGHT, _SPACE = (
    TaskField.COORDINATION,
    TaskField.STRUCTURAL_FUNDING,
    TaskField.FLAGSHIPS,
    TaskField.SPATIAL,
)
_INTER, _STATE, _ECO, _OFFICE = TaskField.INTERREGIONAL, TaskField.STATE, TaskField.ECONOMY, TaskField.OFFICE

#: Day, task field, project, title, description, result, participants, attendance.
_LINES: tuple[tuple[str, TaskField, str, str, str, str, str, int], ...] = (
    ("2025-01-21", _COORD, "", "Runde der Wirtschaftsförderungen, 1. Treffen", "Abstimmung der Schwerpunkte des Jahres.", "Gemeinsamer Terminplan", "Wirtschaftsförderungen der zehn Städte", 14),
    ("2025-01-28", _STATE, "", "Treffen der Regionalmanagements in NRW", "Vorbereitung des Parlamentarischen Abends.", "Gemeinsamer Auftritt vereinbart", "Regionalmanagements NRW", 18),
    ("2025-02-11", _ECO, "", "Unternehmensfrühstück Düsseldorf", "Energieeffizienz in kleinen Betrieben.", "Sechs Beratungen vermittelt", "Unternehmen, IHK", 41),
    ("2025-02-26", _OFFICE, "", "Einführung der digitalen Ablage", "Alle Belege werden ab März digital abgelegt.", "Einheitliche Fundstellen", "Geschäftsstelle", 3),
    ("2025-03-10", _LIGHT, "P-02", "Auftakt Mobilstationen", "Start der Standortanalyse mit drei Städten.", "Kriterien für Standorte", "Ratingen, Langenfeld, Monheim", 17),
    ("2025-03-25", _SPACE, "P-01", "Flächenwerkstatt Süd", "Beratung der Entwürfe des Monitors.", "Hinweise zu 21 Standorten", "Städte, Eigentümer", 26),
    ("2025-04-08", _FUND, "P-04", "Auftakt Handlungskonzept", "Vorstellung des Zeitplans und der Themen.", "Lenkungsgruppe eingesetzt", "Partner, Hochschulen", 22),
    ("2025-04-29", _INTER, "", "Regionale Arbeitsgemeinschaft", "Abstimmung mit dem Rhein-Kreis Neuss.", "Gemeinsame Messefläche", "RAG-Mitglieder", 9),
    ("2025-05-14", _COORD, "", "Regionalforum Ratingen", "Jahrestreffen der Region zum Thema Wege zur Arbeit.", "Zwölf Projektideen", "Politik, Verwaltung, Wirtschaft", 140),
    ("2025-05-28", _STATE, "", "Strukturwandelkonferenz Aachen", "Beitrag der Region zum Transfer.", "Kontakt zum Ministerium", "Land, Regionen", 60),
    ("2025-06-17", _ECO, "", "Unternehmensfrühstück Kreis Mettmann", "Nachfolge in Familienbetrieben.", "Gesprächskreis gegründet", "Unternehmen, Kreishandwerkerschaft", 38),
    ("2025-06-24", _LIGHT, "P-05", "Werkstatt Kreislaufwirtschaft", "Bauunternehmen beraten ein Bauteillager.", "Bedarf beziffert", "Bauwirtschaft, Städte", 24),
    ("2025-06-30", _FUND, "P-09", "Antrag „Region gestalten“", "Antrag für eine gemeinsame Datengrundlage.", "Antrag gestellt, im Oktober abgelehnt", "Geschäftsstelle", 0),
    ("2025-07-02", _SPACE, "P-01", "Flächenwerkstatt Mitte", "Beratung der Zwischenergebnisse.", "Zwölf Standorte ausgewählt", "Städte, Bezirksregierung", 25),
    ("2025-08-20", _STATE, "", "Runde der Entwicklungsorganisationen", "Stellungnahme zur Vereinfachung der EFRE-Förderung.", "Gemeinsames Papier", "Wirtschaftsministerium", 30),
    ("2025-08-29", _LIGHT, "P-06", "Baubeginn Rad- und Wanderroute", "Erster Abschnitt von Erkrath bis Mettmann.", "4,2 Kilometer im Bau", "Kreis Mettmann", 35),
    ("2025-09-08", _ECO, "P-03", "Antrag „Fachkräfteregionen“", "Antrag für eine Kampagne zur Gewinnung von Fachkräften.", "Bewilligt im Januar 2026", "IHK, Agentur für Arbeit", 0),
    ("2025-09-09", _INTER, "P-08", "Lenkungskreis Metropolregion Rheinland", "Abnahme des Standortfilms.", "Film in zwei Sprachen", "Metropolregion Rheinland", 16),
    ("2025-09-16", _SPACE, "P-01", "Flächenwerkstatt Nord", "Beratung der Ergebnisse im Norden des Kreises.", "Abschluss der Beteiligung", "Städte, Unternehmen", 23),
    ("2025-10-07", _INTER, "", "Expo Real München", "Gemeinschaftsstand mit dem Rhein-Kreis Neuss.", "31 Standortgespräche", "Städte, WFG", 12),
    ("2025-10-21", _FUND, "P-02", "Erster Mittelabruf Mobilstationen", "Abruf beim Land nach Vorlage der Rechnungen.", "15.000 EUR ausgezahlt", "Bezirksregierung", 0),
    ("2025-11-12", _ECO, "", "Unternehmensfrühstück Digitalisierung", "Datenschutz und künstliche Intelligenz.", "Leitfaden verteilt", "Unternehmen, Hochschule", 39),
    ("2025-11-18", _COORD, "", "Runde der Wirtschaftsförderungen, 4. Treffen", "Auswertung der Expo Real.", "Eckpunkte für 2026", "Wirtschaftsförderungen", 15),
    ("2025-12-04", _OFFICE, "", "Klausur der Geschäftsstelle", "Arbeitsplanung und Aufgabenverteilung 2026.", "Arbeitsplan 2026", "Geschäftsstelle", 3),
    ("2026-01-20", _COORD, "P-09", "Auftakt „Region in Zahlen“", "Abstimmung des Datenmodells.", "Liste von 42 Kennzahlen", "Städte, IHK", 19),
    ("2026-02-10", _ECO, "", "Unternehmensfrühstück Düsseldorf", "Ausbildung und Übergang Schule – Beruf.", "Acht Praktikumsplätze", "Unternehmen, Schulen", 44),
    ("2026-02-17", _OFFICE, "", "Neue Vorlagen für Vergaben", "Überarbeitung der Vergabevermerke.", "Vier Muster", "Geschäftsstelle", 3),
    ("2026-02-24", _ECO, "P-03", "Auftakt „Fachkräfte für die Region“", "Vorstellung der Kampagne.", "Beirat aus acht Betrieben", "IHK, Betriebe", 27),
    ("2026-03-12", _STATE, "", "Treffen der Regionalmanagements in NRW", "Austausch über die neue Förderperiode.", "Arbeitsgruppe gebildet", "Regionalmanagements NRW", 20),
    ("2026-03-19", _SPACE, "P-01", "Flächenpass, Beratung der Muster", "Ein einheitlicher Steckbrief für alle Standorte.", "Muster verabschiedet", "Städte", 18),
    ("2026-04-28", _LIGHT, "P-02", "Baubeginn Mobilstation Langenfeld", "Spatenstich mit der Stadt.", "Fertigstellung im Juni", "Stadt Langenfeld", 25),
    ("2026-05-06", _COORD, "", "Regionalforum Düsseldorf", "Jahrestreffen zum Thema Daten und Strategie.", "Rückmeldungen zum Handlungskonzept", "Politik, Verwaltung, Wirtschaft", 160),
    ("2026-05-12", _INTER, "", "Regionale Arbeitsgemeinschaft", "Gemeinsame Themen mit dem Rhein-Kreis Neuss.", "Arbeitsprogramm 2026/27", "RAG-Mitglieder", 11),
    ("2026-05-26", _INTER, "P-07", "Netzwerktreffen Wasserstoff", "Abstimmung mit dem Bergischen Land.", "Antrag beim Projektträger", "Städte, Stadtwerke", 21),
    ("2026-06-16", _ECO, "", "Unternehmensfrühstück Kreis Mettmann", "Fachkräfte aus dem Ausland.", "Sprechstunde eingerichtet", "Unternehmen, Ausländerbehörde", 36),
    ("2026-06-18", _FUND, "P-04", "Übergabe des Handlungskonzeptes", "Übergabe an die drei Partner.", "24 Maßnahmen", "Aufsichtsgremium, Begleitgremium", 48),
    ("2026-07-02", _LIGHT, "P-02", "Eröffnung der Mobilstationen", "Ratingen, Langenfeld und Monheim gehen in Betrieb.", "Drei Stationen", "Städte, Verkehrsverbund", 70),
    ("2026-07-14", _FUND, "P-07", "Beratung beim Projektträger Jülich", "Abstimmung des Antrages Wasserstoffnetz.", "Bewilligung im September", "Projektträger", 5),
    ("2026-08-19", _STATE, "", "Runde der Entwicklungsorganisationen", "Konsultation zur neuen Förderperiode.", "Stellungnahme abgegeben", "Wirtschaftsministerium", 32),
    ("2026-08-30", _LIGHT, "P-06", "Eröffnung des zweiten Abschnitts der Route", "Sternfahrt zum Neandertal.", "5,1 Kilometer eröffnet", "Kreis Mettmann, ADFC", 210),
    ("2026-09-21", _FUND, "P-04", "Verwendungsnachweis Handlungskonzept", "Vorlage beim Ministerium.", "Schlussbescheid im November", "Geschäftsstelle", 0),
    ("2026-10-06", _INTER, "", "Expo Real München", "Gemeinschaftsstand mit dem Rhein-Kreis Neuss.", "37 Standortgespräche", "Städte, WFG", 13),
    ("2026-10-20", _SPACE, "P-01", "Flächendialog, Abschluss des Flächenpasses", "Vorstellung der zwölf Standorte.", "148 Hektar beschrieben", "Städte, Bezirksregierung", 33),
    ("2026-11-10", _ECO, "", "Unternehmensfrühstück Wasserstoff", "Anwendungen im Mittelstand.", "Fünf Betriebe im Netz", "Unternehmen, Stadtwerke", 47),
    ("2026-11-17", _STATE, "", "Treffen der Regionalmanagements in NRW", "Vorbereitung des NRW-Festes 2027.", "Gemeinsamer Beitrag", "Regionalmanagements NRW", 19),
    ("2026-11-18", _ECO, "P-03", "Fachkräfteforum Heiligenhaus", "Betriebe und Studierende im Gespräch.", "22 Kontakte", "Campus, Betriebe", 92),
    ("2026-11-24", _INTER, "P-07", "Auftakt Wasserstoffnetz in Wuppertal", "Erstes Treffen der Mitglieder.", "Drei Arbeitsgruppen", "Region, Bergisches Land", 58),
    ("2026-11-30", _FUND, "P-10", "Antrag „Schnittstelle Schiene und Gewerbe“", "Antrag im EFRE/JTF-Programm.", "Antrag gestellt", "Bezirksregierung", 0),
    ("2026-12-02", _COORD, "", "Jahresabschluss der Netzwerke", "Bilanz und Ausblick.", "Themen für 2027", "Netzwerke der Region", 55),
    ("2026-12-09", _OFFICE, "", "Klausur der Geschäftsstelle", "Arbeitsplanung und Aufgabenverteilung 2027.", "Arbeitsplan 2027", "Geschäftsstelle", 3),
)  # fmt: skip

ACTIVITIES: tuple[Row, ...] = tuple(
    {
        "date": dt.date.fromisoformat(day),
        "task_field": field,
        "project": project,
        "title": title,
        "description": description,
        "result": result,
        "participants": participants,
        "attendance": attendance or None,
    }
    for day, field, project, title, description, result, participants, attendance in _LINES
)
