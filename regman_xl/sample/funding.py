"""Grants, their decisions and financing plans of the sample."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.schema.lists import Applicant, DecisionKind, FundingKind, GrantStatus

if TYPE_CHECKING:
    from regman_xl.model.contents import Row

_D = dt.date

GRANTS: tuple[Row, ...] = (
    {
        "id": "F-001",
        "project": "P-02",
        "funder": "Land Nordrhein-Westfalen, Bezirksregierung Düsseldorf",
        "programme": "Vernetzte Mobilität und Mobilitätsmanagement",
        "applicant": Applicant.OFFICE,
        "status": GrantStatus.GRANTED,
        "applied_on": _D(2024, 10, 14),
        "granted_on": _D(2025, 2, 14),
        "file_number": "25.17.01-RM-2025/014",
        "kind": FundingKind.SHARE,
        "rate": 60_0000,
        "cap": 57_000_00,
        "period_from": _D(2025, 3, 1),
        "period_to": _D(2026, 12, 31),
        "statement_due": _D(2027, 6, 30),
        "conditions": "ANBest-P; Auszahlung nach Vorlage bezahlter Rechnungen",
    },
    {
        "id": "F-002",
        "project": "P-04",
        "funder": "Ministerium für Wirtschaft, Industrie, Klimaschutz und Energie NRW",
        "programme": "Regionale Entwicklungskonzepte",
        "applicant": Applicant.OFFICE,
        "status": GrantStatus.FINISHED,
        "applied_on": _D(2024, 11, 20),
        "granted_on": _D(2025, 3, 17),
        "file_number": "IV.3-40-12/2025",
        "kind": FundingKind.GAP,
        "cap": 24_000_00,
        "period_from": _D(2025, 4, 1),
        "period_to": _D(2026, 6, 30),
        "statement_due": _D(2026, 9, 30),
        "statement_submitted": _D(2026, 9, 21),
        "conditions": "ANBest-P",
    },
    {
        "id": "F-003",
        "project": "P-03",
        "funder": "Bundesministerium für Wirtschaft und Klimaschutz",
        "programme": "Fachkräfteregionen",
        "applicant": Applicant.OFFICE,
        "status": GrantStatus.GRANTED,
        "applied_on": _D(2025, 9, 8),
        "granted_on": _D(2026, 1, 19),
        "file_number": "VIB2-2026-0077",
        "kind": FundingKind.FIXED,
        "cap": 15_000_00,
        "period_from": _D(2026, 2, 1),
        "period_to": _D(2027, 3, 31),
        "statement_due": _D(2027, 9, 30),
        "conditions": "ANBest-P; Festbetrag je Vorhaben",
    },
    {
        "id": "F-004",
        "project": "P-05",
        "funder": "NRW.BANK",
        "programme": "Zirkuläre Wertschöpfung, Machbarkeitsstudien",
        "applicant": Applicant.OFFICE,
        "status": GrantStatus.FINISHED,
        "applied_on": _D(2025, 1, 27),
        "granted_on": _D(2025, 4, 22),
        "file_number": "ZW-2025-3391",
        "kind": FundingKind.FULL,
        "cap": 12_000_00,
        "period_from": _D(2025, 5, 1),
        "period_to": _D(2025, 12, 31),
        "statement_due": _D(2026, 3, 31),
        "statement_submitted": _D(2026, 3, 12),
    },
    {
        "id": "F-005",
        "project": "P-07",
        "funder": "Projektträger Jülich für das Land Nordrhein-Westfalen",
        "programme": "Wasserstoffregionen, Netzwerkbildung",
        "applicant": Applicant.OFFICE,
        "status": GrantStatus.GRANTED,
        "applied_on": _D(2026, 5, 11),
        "granted_on": _D(2026, 9, 28),
        "file_number": "PTJ-H2-26-118",
        "kind": FundingKind.FULL,
        "cap": 20_000_00,
        "period_from": _D(2026, 10, 15),
        "period_to": _D(2027, 9, 30),
        "statement_due": _D(2027, 12, 31),
        "conditions": "Mittel sind innerhalb von zwei Monaten nach Auszahlung zu verwenden",
    },
    {
        "id": "F-006",
        "project": "P-10",
        "funder": "Land Nordrhein-Westfalen, Bezirksregierung Düsseldorf",
        "programme": "EFRE/JTF-Programm NRW 2021–2027",
        "applicant": Applicant.OFFICE,
        "status": GrantStatus.APPLIED,
        "applied_on": _D(2026, 11, 30),
        "file_number": "EFRE-20801234",
        "kind": FundingKind.SHARE,
        "rate": 65_0000,
        "cap": 39_000_00,
    },
    {
        "id": "F-007",
        "project": "P-09",
        "funder": "Bundesinstitut für Bau-, Stadt- und Raumforschung",
        "programme": "Region gestalten",
        "applicant": Applicant.OFFICE,
        "status": GrantStatus.REJECTED,
        "applied_on": _D(2025, 6, 30),
        "file_number": "BBSR-RG-25-402",
        "kind": FundingKind.SHARE,
        "rate": 80_0000,
        "cap": 48_000_00,
    },
    {
        "id": "F-008",
        "project": "P-08",
        "funder": "Europäische Union, Interreg VI A Deutschland – Nederland",
        "programme": "Interreg, Kleinprojekte",
        "applicant": Applicant.OFFICE,
        "status": GrantStatus.EXPLORED,
        "kind": FundingKind.SHARE,
        "rate": 70_0000,
        "cap": 17_500_00,
    },
)
#: Project that each grant pays for: an entry that names the grant names its project, too.
GRANT_PROJECT = {str(row["id"]): str(row["project"]) for row in GRANTS}

GRANT_DECISIONS: tuple[Row, ...] = tuple(
    {"grant": grant, "date": date, "kind": kind, "cap": cap, "rate": rate, "file_number": file_number}
    for grant, date, kind, cap, rate, file_number in (
        ("F-001", _D(2025, 2, 14), DecisionKind.GRANT, 54_000_00, 60_0000, "25.17.01-RM-2025/014"),
        ("F-002", _D(2025, 3, 17), DecisionKind.GRANT, 24_000_00, None, "IV.3-40-12/2025"),
        ("F-004", _D(2025, 4, 22), DecisionKind.GRANT, 12_000_00, None, "ZW-2025-3391"),
        ("F-003", _D(2026, 1, 19), DecisionKind.GRANT, 15_000_00, None, "VIB2-2026-0077"),
        ("F-004", _D(2026, 5, 11), DecisionKind.FINAL, 11_640_25, None, "ZW-2025-3391-S"),
        ("F-001", _D(2026, 5, 28), DecisionKind.CHANGE, 57_000_00, 60_0000, "25.17.01-RM-2025/014-Ä1"),
        ("F-005", _D(2026, 9, 28), DecisionKind.GRANT, 20_000_00, None, "PTJ-H2-26-118"),
        ("F-002", _D(2026, 11, 20), DecisionKind.FINAL, 21_936_80, None, "IV.3-40-12/2025-S"),
    )
)

FUNDING_PLAN: tuple[Row, ...] = tuple(
    {"grant": grant, "budget_year": year, "total_cost": total, "grant_amount": funded, "third_party": third}
    for grant, year, total, funded, third in (
        ("F-001", 2025, 40_000_00, 24_000_00, None),
        ("F-001", 2026, 55_000_00, 33_000_00, None),
        ("F-002", 2025, 20_000_00, 13_000_00, None),
        ("F-002", 2026, 16_000_00, 11_000_00, 3_000_00),
        ("F-003", 2026, 22_000_00, 15_000_00, 2_000_00),
        ("F-003", 2027, 4_000_00, 0, None),
        ("F-004", 2025, 12_000_00, 12_000_00, None),
        ("F-005", 2026, 6_000_00, 6_000_00, None),
        ("F-005", 2027, 14_000_00, 14_000_00, None),
        ("F-006", 2027, 24_000_00, 15_600_00, None),
        ("F-006", 2028, 36_000_00, 23_400_00, None),
        ("F-008", 2028, 25_000_00, 17_500_00, None),
    )
)
