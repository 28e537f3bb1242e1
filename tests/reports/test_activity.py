"""The activity report: every task field, projects, grants, bodies, and prompts for what is not written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from regman_xl.finance.engine import account
from regman_xl.reports.activity import activity_report
from regman_xl.reports.report import MissingText, Report, Version
from regman_xl.schema.lists import COST_CATEGORIES, TaskField
from tests.reports.cases import CONTEXT, DRAFT, all_documents, books, edge_cases, entry, examined, sample
from tests.reports.said import lines_of, notes, outline

if TYPE_CHECKING:
    from regman_xl.reports.parts import ReportContext


def activity(year: int = 2026, context: ReportContext = CONTEXT, **tables: Any) -> Report:
    source = books(**tables) if tables else sample()
    return activity_report(source, account(source, year), context)


def done(field: str, day: int = 1, **more: Any) -> dict[str, Any]:
    return {"date": dt.date(2026, 5, day), "task_field": field, "title": f"Treffen {day}", **more}


def written(section: str, text: str = "Es war gut.") -> dict[str, Any]:
    return {"budget_year": 2026, "report": "Sachbericht", "section": section, "text": text}


def test_every_task_field_is_there_also_the_empty_ones() -> None:
    report = activity(activities=[done("Raumentwicklung")], report_texts=[written("Leuchtturmprojekte")])
    assert outline(report) == [
        "Ausgangslage",
        "    fehlt: Ausgangslage",
        "Aktivitäten nach Aufgabenfeldern",
        "  Innerregionale Abstimmung",
        "  Regionale Strukturförderung",
        "  Leuchtturmprojekte",
        "    Text: Es war gut.",
        "  Raumentwicklung",
        "    fehlt: Raumentwicklung",
        "  Interregionale Kooperation",
        "  Kooperation mit dem Land",
        "  Regionalwirtschaft",
        "  Geschäftsstelle",
        "Projekte",
        "Fördermittelakquisition",
        "Netzwerke und Gremien",
        "Ausblick",
        "    fehlt: Ausblick",
    ]
    empty = "Im Aufgabenfeld Geschäftsstelle sind für 2026 keine Aktivitäten eingetragen."
    assert empty in notes(report)
    assert sum("sind für 2026 keine Aktivitäten eingetragen" in note for note in notes(report)) == 7


@pytest.mark.parametrize("case", all_documents())
def test_no_task_field_is_left_out_whatever_happened(case: str) -> None:
    report = next(report for report in all_documents()[case] if report.kind == "activity")
    fields = [line.strip() for line in outline(report) if line.startswith("  ") and not line.startswith("    ")]
    assert fields == [field.value for field in TaskField]


def test_activities_are_counted_and_listed() -> None:
    report = activity(
        activities=[
            done("Raumentwicklung", 2, attendance=30, project="P-1", result="Hinweise"),
            done("Raumentwicklung", 1, attendance=12, project="P-1"),
            done("Regionalwirtschaft", 3, attendance=5, project="P-1"),
            done("", 4),
            {**done("Raumentwicklung"), "date": dt.date(2025, 12, 31)},
        ]
    )
    assert lines_of(report.tables["fields"]) == [
        "Aufgabenfeld | Aktivitäten | Teilnehmende | Projekte",
        "Innerregionale Abstimmung | 0 | 0 | 0",
        "Regionale Strukturförderung | 0 | 0 | 0",
        "Leuchtturmprojekte | 0 | 0 | 0",
        "Raumentwicklung | 2 | 42 | 1",
        "Interregionale Kooperation | 0 | 0 | 0",
        "Kooperation mit dem Land | 0 | 0 | 0",
        "Regionalwirtschaft | 1 | 5 | 1",
        "Geschäftsstelle | 0 | 0 | 0",
        "ohne Aufgabenfeld | 1 | 0 | 0",
        "Summe | 4 | 47 | ",
    ]
    assert lines_of(report.tables["activities:SPATIAL"])[1:] == [
        "Treffen 1 | 01.05.2026 | – | – | – | 12",
        "Treffen 2 | 02.05.2026 | – | Hinweise | – | 30",
    ]
    assert lines_of(report.tables["activities:none"])[1:] == ["Treffen 4 | 04.05.2026 | – | – | – | –"]


def test_a_missing_text_is_asked_for_until_the_year_is_examined() -> None:
    before = activity(activities=[done("Raumentwicklung")])
    assert [block.section for block in before.blocks if isinstance(block, MissingText)] == [
        "Ausgangslage",
        "Raumentwicklung",
        "Ausblick",
    ]
    after = activity(activities=[done("Raumentwicklung")], resolutions=[examined(2026)])
    assert after.head.version is Version.EXAMINED
    assert not any(isinstance(block, MissingText) for block in after.blocks)
    assert "Zum Abschnitt „Ausblick“ liegt kein Text vor." in notes(after)
    draft = activity(context=DRAFT, resolutions=[examined(2026)])
    assert any(isinstance(block, MissingText) for block in draft.blocks)


def test_the_texts_of_the_user_stand_in_their_sections() -> None:
    report = activity(
        report_texts=[written(name, name) for name in ("Ausgangslage", "Ziele und Schwerpunkte", "Risiken", "Ausblick")]
    )
    assert [line.strip() for line in outline(report) if "Text" in line or not line.startswith(" ")] == [
        "Ausgangslage",
        "Text: Ausgangslage",
        "Text: Ziele und Schwerpunkte",
        "Aktivitäten nach Aufgabenfeldern",
        "Projekte",
        "Fördermittelakquisition",
        "Netzwerke und Gremien",
        "Weitere Erläuterungen",
        "Text: Risiken",
        "Ausblick",
        "Text: Ausblick",
    ]


PROJECTS = [
    {"id": "P-1", "title": "Route", "goal": "Ziel 5", "status": "laufend", "end": dt.date(2026, 12, 31)},
    {"id": "P-2", "title": "Film", "status": "laufend", "end": dt.date(2027, 12, 31)},
    {"id": "P-3", "title": "Archiv", "status": "abgeschlossen", "end": dt.date(2024, 12, 31)},
    {"id": "P-4", "title": "Idee"},
]


def test_a_project_has_goal_result_and_deviation() -> None:
    report = activity(
        projects=PROJECTS,
        activities=[
            done("Leuchtturmprojekte", 2, project="P-1", result="5 km"),
            done("Leuchtturmprojekte", 1, project="P-1", result="Baubeginn"),
            done("Leuchtturmprojekte", 3, project="P-1", result="5 km"),
            done("Leuchtturmprojekte", 4, project="P-4"),
        ],
        plan=[{"budget_year": 2026, "category": "Projekt", "project": "P-1", "title": "Route", "amount": 10_00}],
        journal=(entry(2026, "Projekt", 12_50, project="P-1"), entry(2026, "Geschäftsstelle", 1_00)),
    )
    assert lines_of(report.tables["projects"]) == [
        "Projekt | Ziel | Ergebnis im Jahr | Stand | Plan 2026 | Ist 2026 | Abweichung",
        "Route (P-1) | Ziel 5 | Baubeginn; 5 km | laufend, obwohl bis 31.12.2026 geplant | 10,00 | 12,50 | 2,50",
        "Film (P-2) | – | – | laufend, bis 31.12.2027 | 0,00 | 0,00 | 0,00",
        "Idee (P-4) | – | – | – | 0,00 | 0,00 | 0,00",
        "ohne Projekt | – | – | – | 0,00 | 1,00 | 1,00",
        "Summe |  |  |  | 10,00 | 13,50 | 3,50",
    ]
    assert "Im Jahr 2026 gab es keine Projekte und keine Ausgaben." in notes(activity(paid={}))


@pytest.mark.parametrize("case", edge_cases())
def test_the_projects_come_to_the_cost_of_the_year(case: str) -> None:
    source, year = edge_cases()[case]
    report, computed = activity_report(source, account(source, year), CONTEXT), account(source, year)
    cost = sum(computed.expenses[category] for category in COST_CATEGORIES)
    if "projects" in report.tables:
        assert report.tables["projects"].value("total", "actual") == cost
    else:
        assert cost == 0


def test_a_project_that_only_the_journal_knows_is_shown() -> None:
    report = activity(journal=(entry(2026, "Projekt", 1_00, project="P-9"),))
    assert lines_of(report.tables["projects"])[1].startswith("P-9 | – | – | – | 0,00 | 1,00")


def test_applications_of_the_year_are_listed() -> None:
    assert lines_of(activity(2025).tables["applications"])[1:] == [
        (
            "Mobilstationen an Gewerbestandorten (F-001) | Land Nordrhein-Westfalen, Bezirksregierung Düsseldorf; "
            "Vernetzte Mobilität und Mobilitätsmanagement | 14.10.2024 | 14.02.2025 | bewilligt"
        ),
        (
            "Fortschreibung des regionalen Handlungskonzeptes (F-002) | Ministerium für Wirtschaft, Industrie, "
            "Klimaschutz und Energie NRW; Regionale Entwicklungskonzepte | 20.11.2024 | 17.03.2025 | abgeschlossen"
        ),
        (
            "Fachkräfte für die Region (F-003) | Bundesministerium für Wirtschaft und Klimaschutz; Fachkräfteregionen "
            "| 08.09.2025 | 19.01.2026 | bewilligt"
        ),
        (
            "Machbarkeitsstudie Kreislaufwirtschaft im Bauwesen (F-004) | NRW.BANK; Zirkuläre Wertschöpfung, "
            "Machbarkeitsstudien | 27.01.2025 | 22.04.2025 | abgeschlossen"
        ),
        (
            "Region in Zahlen: gemeinsame Datengrundlage (F-007) | Bundesinstitut für Bau-, Stadt- und Raumforschung; "
            "Region gestalten | 30.06.2025 | – | abgelehnt"
        ),
    ]
    assert "Im Jahr 2026 wurde keine Förderung beantragt oder bewilligt." in notes(activity(paid={}))


def test_bodies_show_who_sat_in_the_year_and_what_was_resolved() -> None:
    report = activity(2025)
    names = [line.split(" | ")[0] for line in lines_of(report.tables["members"])]
    assert names[1:5] == ["Aufsichtsgremium", "Dr. Andreas Rheinhoff", "Thomas Neuhaus-Berg", "Bettina Wülfrath"]
    assert "Thomas Neuhaus-Berg" not in "".join(lines_of(activity(2026).tables["members"]))
    assert [line.split(" | ")[0] for line in lines_of(report.tables["resolutions"])[1:]] == [
        "2025-01 (Aufsichtsgremium)",
        "2025-02 (Begleitgremium)",
        "2025-03 (Begleitgremium)",
    ]
    nameless = {**examined(2026), "body": "", "date": dt.date(2026, 1, 2)}
    bare = activity(board_members=[{"name": "A. Kaya"}], resolutions=[nameless])
    assert lines_of(bare.tables["members"])[1:] == ["ohne Gremium |  |  |  | ", "A. Kaya | – | – | – | –"]
    assert lines_of(bare.tables["resolutions"])[1].startswith(
        "B-2026 | 02.01.2026 | Prüfung Jahresabschluss | 2026 | –"
    )
    nobody = notes(activity(paid={}))
    assert "Mitglieder der Gremien sind für 2026 nicht eingetragen." in nobody
    assert "Beschlüsse und Empfehlungen aus dem Jahr 2026 sind nicht eingetragen." in nobody
