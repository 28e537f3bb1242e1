"""The one place that spells German sheet, column, list and setting names.

Template, reader, rules, help texts and the workbook reference are all derived from these declarations.
"""

from __future__ import annotations

from regman_xl.schema.columns import PLACES, TEXT_KINDS, Column, Kind, Table
from regman_xl.schema.governance import (
    ACTIVITIES,
    BOARD_MEMBERS,
    REPORT_TEXTS,
    RESOLUTIONS,
    SEALS,
    STAFF,
    WAIVERS,
)
from regman_xl.schema.master_data import (
    ACCOUNTS,
    BUDGET_YEARS,
    CONTRIBUTIONS,
    FUNDING_PLAN,
    GRANT_DECISIONS,
    GRANTS,
    PARTNERS,
    PROJECTS,
    SETTINGS,
)
from regman_xl.schema.movements import COMMITMENTS, JOURNAL, PLAN

#: All input sheets in workbook order.
TABLES: tuple[Table, ...] = (
    SETTINGS,
    PARTNERS,
    CONTRIBUTIONS,
    BUDGET_YEARS,
    ACCOUNTS,
    PROJECTS,
    GRANTS,
    GRANT_DECISIONS,
    FUNDING_PLAN,
    PLAN,
    COMMITMENTS,
    JOURNAL,
    RESOLUTIONS,
    ACTIVITIES,
    REPORT_TEXTS,
    BOARD_MEMBERS,
    STAFF,
    WAIVERS,
)
TABLE_BY_NAME = {table.name: table for table in TABLES}
TABLE_BY_SHEET = {table.sheet: table for table in TABLES}
START_SHEET = "Start"
SCHEMA_VERSION = 1

__all__ = [
    "ACCOUNTS",
    "ACTIVITIES",
    "BOARD_MEMBERS",
    "BUDGET_YEARS",
    "COMMITMENTS",
    "CONTRIBUTIONS",
    "FUNDING_PLAN",
    "GRANTS",
    "GRANT_DECISIONS",
    "JOURNAL",
    "PARTNERS",
    "PLACES",
    "PLAN",
    "PROJECTS",
    "REPORT_TEXTS",
    "RESOLUTIONS",
    "SCHEMA_VERSION",
    "SEALS",
    "SETTINGS",
    "STAFF",
    "START_SHEET",
    "TABLES",
    "TABLE_BY_NAME",
    "TABLE_BY_SHEET",
    "TEXT_KINDS",
    "WAIVERS",
    "Column",
    "Kind",
    "Table",
]
