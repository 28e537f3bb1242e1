"""The statement of use of a grant: planned and actual financing, and every voucher."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from regman_xl.finance.engine import account
from regman_xl.reports.report import Report, Signatures, Version
from regman_xl.reports.statement import statement_report
from tests.reports.cases import AS_OF, CONTEXT, DRAFT, all_documents, books, entry, many_vouchers, sample
from tests.reports.said import lines_of, notes, outline, points

if TYPE_CHECKING:
    from regman_xl.reports.parts import ReportContext

PLAN = {"grant": "F-1", "budget_year": 2026, "total_cost": 100_000_00, "grant_amount": 60_000_00}


def of_sample(grant: str, year: int = 2026, context: ReportContext = CONTEXT) -> Report:
    known = next(item for item in sample().grants if item.id == grant)
    return statement_report(sample(), account(sample(), year), known, context)


def statement(*journal: dict[str, Any], context: ReportContext = CONTEXT, grant: Any = None, **tables: Any) -> Report:
    given = {"id": "F-1", "status": "bewilligt", "kind": "Anteil", "rate": 600_000, "cap": 60_000_00, **(grant or {})}
    source = books(grants=[given], **{"funding_plan": [PLAN], **tables}, journal=journal)
    return statement_report(source, account(source, 2026), source.grants[0], context)


def test_income_as_granted_and_as_settled() -> None:
    report = statement(
        entry(2026, "Projekt", 92_345_67, grant="F-1"), entry(2026, "Drittmittel", 3_000_00, grant="F-1")
    )
    assert lines_of(report.tables["income"]) == [
        "Position | laut Zuwendungsbescheid | in Prozent | laut Abrechnung | in Prozent | Abweichung",
        "Eigenanteil | 40.000,00 | 40,0 % | 35.738,27 | 38,7 % | -4.261,73",
        "Leistungen Dritter (Drittmittel) | 0,00 | 0,0 % | 3.000,00 | 3,2 % | 3.000,00",
        "Zuwendung | 60.000,00 | 60,0 % | 53.607,40 | 58,1 % | -6.392,60",
        "Finanzierung insgesamt | 100.000,00 | 100,0 % | 92.345,67 | 100,0 % | -7.654,33",
    ]
    assert lines_of(report.tables["result"]) == [
        "Position | Betrag | Hinweis",
        "Gesamtausgaben laut Abrechnung | 92.345,67 | ",
        "abzüglich nicht zuwendungsfähiger Ausgaben | 0,00 | ",
        "Zuwendungsfähige Ausgaben | 92.345,67 | ",
        "Zuwendung nach der Abrechnung | 53.607,40 | ",
        "abzüglich erhaltener Fördermittel, netto | 0,00 | ",
        "Saldo mit dem Zuwendungsgeber | 53.607,40 | vom Zuwendungsgeber noch auszuzahlen",
    ]


def test_money_without_cost_is_taken_out_of_the_financing() -> None:
    report = statement(entry(2026, "Drittmittel", 500_00, grant="F-1"), entry(2026, "Fördermittel", 7_00, grant="F-1"))
    assert lines_of(report.tables["income"])[-2:] == [
        "abzüglich Mittel, denen keine Ausgaben gegenüberstehen | 0,00 | 0,0 % | -500,00 | – | -500,00",
        "Finanzierung insgesamt | 100.000,00 | 100,0 % | 0,00 | – | -100.000,00",
    ]
    balance = lines_of(report.tables["result"])[-1]
    assert balance.startswith("Saldo mit dem Zuwendungsgeber | -7,00 | zu viel erhalten")
    assert "Bis Ende 2026 sind zu dieser Förderung keine Ausgaben gebucht." in notes(report)


def test_the_cost_of_the_years_stands_against_the_plan() -> None:
    assert lines_of(of_sample("F-001").tables["cost_by_year"]) == [
        (
            "Haushaltsjahr | laut Zuwendungsbescheid | in Prozent | davon zuwendungsfähig | laut Abrechnung | "
            "in Prozent | davon zuwendungsfähig | Abweichung"
        ),
        "2025 | 40.000,00 | 42,1 % | 40.000,00 | 38.412,35 | 42,3 % | 37.983,75 | -1.587,65",
        "2026 | 55.000,00 | 57,9 % | 55.000,00 | 52.388,10 | 57,7 % | 52.388,10 | -2.611,90",
        "Summe | 95.000,00 | 100,0 % | 95.000,00 | 90.800,45 | 100,0 % | 90.371,85 | -4.199,55",
    ]


def test_the_voucher_list_has_every_column_and_adds_up() -> None:
    report = of_sample("F-001")
    lines = lines_of(report.tables["vouchers"])
    assert lines[0].replace("\n", "") == (
        "Nr | Belegnummer | Ausgabenart | Rechnungsdatum | Rechnungsnummer | Leistungszeitraum | Zahlungsdatum | "
        "Empfänger | Grund | Betrag | nicht förderfähig | förderfähig"
    )
    assert lines[5].replace("\n", " ") == (
        "5 | 2025-0108 | Projektleistungen Dritter | 19.09.2025 | NC-0925-03 | 16.06.2025 – 29.08.2025 | 26.09.2025 | "
        "Neanderland Catering | Bewirtung der Beteiligungstermine | 428,60 | 428,60 | 0,00"
    )
    assert lines[-1].endswith(" | 90.800,45 | 428,60 | 90.371,85")
    total = report.tables["vouchers"].value("total", "amount")
    assert total == report.tables["result"].value("cost", "amount") == account(sample(), 2026).grants[0].cost_total


@pytest.mark.parametrize("case", all_documents())
def test_all_lists_of_a_statement_come_to_the_same_cost(case: str) -> None:
    for report in (report for report in all_documents()[case] if report.kind == "statement"):
        tables = report.tables
        cost = tables["result"].value("cost", "amount")
        eligible = tables["result"].value("eligible", "amount")
        assert tables["income"].value("total", "actual") == cost == tables["cost_by_year"].value("total", "actual")
        if "vouchers" in tables:
            assert (
                tables["vouchers"].value("total", "amount") == cost == tables["cost_by_kind"].value("total", "amount")
            )
            assert tables["vouchers"].value("total", "eligible") == eligible
        else:
            assert cost == 0


def test_four_hundred_bookings_are_four_hundred_lines() -> None:
    source = many_vouchers()
    report = statement_report(source, account(source, 2026), source.grants[0], CONTEXT)
    assert len(report.tables["vouchers"].rows) == 401
    assert lines_of(report.tables["vouchers"])[400].endswith(" | Storno: Druck | -103,98 | -102,98 | -1,00")


def test_a_final_decision_is_named_and_settles_the_grant() -> None:
    report = of_sample("F-002")
    assert "Zuwendung | 24.000,00 | 66,7 % | 21.936,80 | 64,1 % | -2.063,20" in lines_of(report.tables["income"])
    assert any(
        note.startswith("Der Schlussbescheid vom 20.11.2026 hat die Zuwendung auf 21.936,80 €")
        for note in notes(report)
    )
    assert lines_of(report.tables["result"])[-1] == "Saldo mit dem Zuwendungsgeber | 0,00 | ausgeglichen"
    assert (report.head.first_year, report.year, report.subject) == (2025, 2026, "F-002")


def test_zusatzmittel_are_told_inside_the_own_contribution() -> None:
    last = lines_of(of_sample("F-001").tables["income"])[-1]
    assert (
        last
        == "im Eigenanteil enthaltene Zusatzmittel der Partner | 12.000,00 | 12,6 % | 10.577,34 | 11,6 % | -1.422,66"
    )


@pytest.mark.parametrize(
    ("grant", "version"),
    [
        ({}, Version.PROVISIONAL),
        ({"period_to": AS_OF}, Version.PROVISIONAL),
        ({"period_to": AS_OF - dt.timedelta(days=1)}, Version.ISSUED),
        ({"status": "abgeschlossen"}, Version.ISSUED),
    ],
)
def test_while_the_grant_runs_it_is_an_interim_statement(grant: dict[str, Any], version: Version) -> None:
    report = statement(grant=grant)
    assert report.head.version is version
    assert any(note.startswith("Zwischenstand:") for note in notes(report)) == (version is Version.PROVISIONAL)
    assert statement(grant=grant, context=DRAFT).head.version is Version.DRAFT


def test_what_is_confirmed_and_by_which_law() -> None:
    report = of_sample("F-001")
    assert points(report)[1] == "die Ausgaben notwendig waren und wirtschaftlich und sparsam verfahren worden ist,"
    assert any("Nr. 6 ANBest-P oder Nr. 7 ANBest-G zu § 44 LHO NRW" in note for note in notes(report))
    assert outline(report) == [
        "Zuwendung",
        "Zahlenmäßiger Nachweis",
        "Sachbericht",
        "Belegliste",
        "Einnahmen im Einzelnen",
        "Bestätigungen",
    ]
    foot = report.blocks[-1]
    assert isinstance(foot, Signatures)
    assert foot.audit


def test_the_factual_part_tells_goal_and_results() -> None:
    report = of_sample("F-001")
    assert "Ziel des Projekts: Handlungskonzept, Ziel 4: Erreichbarkeit verbessern" in notes(report)
    assert lines_of(report.tables["activities"])[1] == (
        "Auftakt Mobilstationen | 10.03.2025 | Start der Standortanalyse mit drei Städten. | Kriterien für Standorte"
    )
    bare = statement()
    assert "Ein Ziel des Projekts ist auf dem Blatt Projekte nicht eingetragen." in notes(bare)
    assert "Bis Ende 2026 sind zu diesem Projekt keine Aktivitäten eingetragen." in notes(bare)


def test_receipts_are_listed_with_repayments() -> None:
    report = statement(
        entry(2026, "Fördermittel", 9_00, grant="F-1", counterparty="Landeskasse", voucher="B-1", text="Abruf"),
        entry(2026, "Rückzahlung Fördermittel", 2_00, grant="F-1"),
    )
    assert [line.replace("\n", "") for line in lines_of(report.tables["receipts"])] == [
        "Art | Belegnummer | Eingang | Zahlung von | Grund | Betrag",
        "Fördermittel | B-1 | 01.06.2026 | Landeskasse | Abruf | 9,00",
        "Rückzahlung Fördermittel | – | 01.06.2026 | – | – | -2,00",
        "Summe |  |  |  |  | 7,00",
    ]
    assert "Bis Ende 2026 sind zu dieser Förderung keine Einnahmen gebucht." in notes(statement())


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ({}, "–"),
        ({"service_from": dt.date(2026, 5, 1), "service_to": dt.date(2026, 5, 31)}, "01.05.2026 – 31.05.2026"),
        ({"service_from": dt.date(2026, 5, 1), "service_to": dt.date(2026, 5, 1)}, "01.05.2026"),
        ({"service_from": dt.date(2026, 5, 1)}, "ab 01.05.2026"),
        ({"service_to": dt.date(2026, 5, 1)}, "bis 01.05.2026"),
    ],
)
def test_the_period_of_a_service(service: dict[str, Any], expected: str) -> None:
    line = lines_of(statement(entry(2026, "Projekt", 1_00, grant="F-1", **service)).tables["vouchers"])[1]
    assert line.replace("\n", " ").split(" | ")[5] == expected


def test_the_decisions_or_the_day_of_the_grant_are_named() -> None:
    assert (
        "Bescheide | Bewilligung vom 14.02.2025 über 54.000,00 € und Änderung vom 28.05.2026 über 57.000,00 €"
        in lines_of(of_sample("F-001").tables["decision"])
    )
    dated = statement(grant={"granted_on": dt.date(2026, 1, 2)})
    assert "Bescheide | Bescheid vom 02.01.2026" in lines_of(dated.tables["decision"])
    assert "Bescheide | –" in lines_of(statement().tables["decision"])
