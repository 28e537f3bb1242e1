"""The overview of the grants: terms, money, deadlines and the pipeline."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from regman_xl.finance.engine import account
from regman_xl.reports.grants import grants_report
from regman_xl.reports.report import Chart, Report, Role, Version
from tests.reports.cases import AS_OF, CONTEXT, DRAFT, all_documents, books, entry, examined, sample
from tests.reports.said import lines_of, notes, outline

if TYPE_CHECKING:
    from regman_xl.reports.parts import ReportContext

NO_MONEY = "Bis Ende 2026 ist keine Förderung bewilligt, und zu keiner ist etwas gebucht."


def grants(year: int = 2026, context: ReportContext = CONTEXT, **tables: Any) -> Report:
    source = books(**tables) if tables else sample()
    return grants_report(source, account(source, year), context)


def row(**more: Any) -> dict[str, Any]:
    return {"id": "F-1", "status": "bewilligt", "granted_on": dt.date(2026, 1, 2), "cap": 1_00, **more}


def test_every_grant_has_one_line_under_its_stage() -> None:
    lines = lines_of(grants().tables["terms"])
    assert [line.split(" | ")[0] for line in lines] == [
        "Förderung",
        "Bewilligt",
        "Mobilstationen an Gewerbestandorten (F-001)",
        "Fachkräfte für die Region (F-003)",
        "Wasserstoffnetz Rheinland – Bergisches Land (F-005)",
        "Bewilligt und abgeschlossen",
        "Fortschreibung des regionalen Handlungskonzeptes (F-002)",
        "Machbarkeitsstudie Kreislaufwirtschaft im Bauwesen (F-004)",
        "Beantragt",
        "Schnittstelle Schiene und Gewerbe (F-006)",
        "Sondiert",
        "Gemeinsames Standortmarketing in der Metropolregion Rheinland (F-008)",
        "Abgelehnt",
        "Region in Zahlen: gemeinsame Datengrundlage (F-007)",
    ]
    assert lines[2] == (
        "Mobilstationen an Gewerbestandorten (F-001) | Land Nordrhein-Westfalen, Bezirksregierung Düsseldorf; "
        "Vernetzte Mobilität und Mobilitätsmanagement | 25.17.01-RM-2025/014 | Anteil, 60 % | 57.000,00 | "
        "01.03.2025 bis 31.12.2026 | 30.06.2027: Nachweis"
    )


def test_the_money_of_the_grants_is_that_of_the_engine() -> None:
    table, computed = grants().tables["money"], account(sample(), 2026)
    for item in computed.grants:
        if f"grant:{item.id}" in {line.id for line in table.rows}:
            for name in ("eligible_total", "earned_total", "received_total", "receivable", "own_total"):
                assert table.value(f"grant:{item.id}", name) == getattr(item, name)
    assert table.value("total", "receivable") == computed.receivables
    assert table.value("total", "own_total") == sum(item.own_total for item in computed.grants)
    assert table.value("total", "plan_own") == 56_000_00
    assert "Ende 2026 waren 4.096,00 € an Förder- und Drittmitteln noch nicht verbraucht; sie gehören den " in "".join(
        notes(grants())
    )


def test_the_pipeline_counts_and_values_the_stages() -> None:
    assert lines_of(grants().tables["pipeline"]) == [
        "Stand | Anzahl | Anteil an der Anzahl | Volumen | Zugang 2026: Anzahl | Zugang 2026: Volumen",
        "Sondiert | 1 | 12,5 % | 17.500,00 | – | –",
        "Beantragt | 1 | 12,5 % | 39.000,00 | 2 | 59.000,00",
        "Bewilligt | 5 | 62,5 % | 128.000,00 | 2 | 35.000,00",
        "Abgelehnt | 1 | 12,5 % | 48.000,00 | – | –",
        "Summe | 8 | 100,0 % | 232.500,00 |  | ",
    ]
    expected = (
        "Bewilligungsquote: 83,33 % der entschiedenen Anträge (6) und 72,73 % ihres Volumens von 176.000,00 € sind "
        "bewilligt."
    )
    assert expected in notes(grants())


@pytest.mark.parametrize("case", all_documents())
def test_the_terms_add_up_to_the_pipeline(case: str) -> None:
    report = next(report for report in all_documents()[case] if report.kind == "grants")
    if "terms" not in report.tables:
        assert outline(report) == ["Förderungen und ihre Bedingungen"]
        return
    terms, table = report.tables["terms"], report.tables["pipeline"]
    caps = [line.cells[terms.index("cap")] for line in terms.rows if line.role is Role.BODY]
    assert sum(cap for cap in caps if isinstance(cap, int)) == table.value("total", "volume")
    assert len(caps) == table.value("total", "count")
    assert any(isinstance(block, Chart) for block in report.blocks) == bool(table.value("total", "volume"))


def test_without_grants_a_sentence_says_so() -> None:
    report = grants(paid={})
    assert report.tables == {}
    assert notes(report) == ["Bis Ende 2026 ist keine Förderung sondiert, beantragt oder bewilligt."]


FINAL = {"grant": "F-1", "date": dt.date(2027, 3, 31), "kind": "Schlussbescheid", "cap": 1_00}


@pytest.mark.parametrize(
    ("more", "decisions", "expected"),
    [
        ({}, [], "–"),
        ({"period_to": dt.date(2027, 3, 31)}, [], "31.03.2027: Ende der Bewilligung"),
        ({"period_to": dt.date(2027, 3, 30)}, [], "–"),
        ({"statement_due": dt.date(2027, 3, 31)}, [], "31.03.2027: Nachweis"),
        ({"statement_due": dt.date(2027, 3, 30)}, [], "30.03.2027, überfällig: Nachweis"),
        (
            {"statement_due": dt.date(2027, 3, 30), "statement_submitted": dt.date(2027, 3, 31)},
            [],
            "keine, Nachweis eingereicht am 31.03.2027",
        ),
        (
            {"statement_due": dt.date(2027, 3, 30), "statement_submitted": dt.date(2027, 4, 1)},
            [],
            "30.03.2027, überfällig: Nachweis",
        ),
        ({"period_to": dt.date(2027, 4, 2), "statement_due": dt.date(2027, 4, 1)}, [], "01.04.2027: Nachweis"),
        ({"statement_due": dt.date(2027, 1, 1)}, [FINAL], "keine, Schlussbescheid vom 31.03.2027"),
        (
            {"statement_due": dt.date(2027, 1, 1)},
            [{**FINAL, "date": dt.date(2027, 4, 1)}],
            "01.01.2027, überfällig: Nachweis",
        ),
        ({"status": "beantragt", "period_to": dt.date(2027, 12, 31)}, [], "–"),
        ({"applicant": "Andere", "period_to": dt.date(2027, 12, 31)}, [], "–"),
    ],
)
def test_the_next_deadline(more: dict[str, Any], decisions: list[dict[str, Any]], expected: str) -> None:
    report = grants(grants=[row(**more)], grant_decisions=decisions)
    assert lines_of(report.tables["terms"])[-1].endswith(f" | {expected}")


def test_a_grant_of_others_is_listed_and_earns_nothing() -> None:
    report = grants(grants=[row(applicant="Andere", funder="Land", kind="Anteil")])
    assert lines_of(report.tables["terms"])[-1] == "F-1, Antragsteller: Andere | Land | – | Anteil | 1,00 | – | –"
    assert "money" not in report.tables
    assert NO_MONEY in notes(report)


def test_what_was_applied_for_after_the_year_is_counted_out() -> None:
    report = grants(2025, grants=[row(), row(id="F-2", applied_on=dt.date(2026, 1, 2))], years=(2025, 2026))
    assert "Nicht gezählt, weil erst nach 2025 beantragt: 1." in notes(report)
    assert "F-2" not in "".join(lines_of(report.tables["terms"]))


def test_before_a_decision_there_is_no_quota() -> None:
    report = grants(grants=[row(status="beantragt", cap=0)])
    assert any(note.startswith("Bis Ende 2026 ist über keinen Antrag entschieden") for note in notes(report))
    rejected = grants(grants=[row(status="abgelehnt", cap=0)])
    assert "Entschiedene Anträge: 1; davon bewilligt: 0 %." in notes(rejected)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"period_from": dt.date(2026, 1, 2)}, "ab 02.01.2026"),
        ({"period_to": dt.date(2026, 1, 2)}, "bis 02.01.2026"),
    ],
)
def test_a_period_says_what_is_known_of_it(more: dict[str, Any], expected: str) -> None:
    assert f" | {expected} | " in lines_of(grants(grants=[row(**more)]).tables["terms"])[-1]


def test_the_version_is_that_of_the_closing() -> None:
    assert grants().head.version is Version.PROVISIONAL
    assert grants(context=DRAFT).head.version is Version.DRAFT
    assert grants(resolutions=[examined(2026)], journal=(entry(2026, "Projekt", 1),)).head.version is Version.EXAMINED
    assert grants().head.as_of == AS_OF
