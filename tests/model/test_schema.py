"""The declarations hold together: names, keys, references, and the records that mirror them."""

from __future__ import annotations

import re

import pytest

from regman_xl.model import records
from regman_xl.model.settings import Settings
from regman_xl.schema import TABLE_BY_NAME, TABLES, Kind, Table
from regman_xl.schema.lists import COST_CATEGORIES, INCOME_CATEGORIES, Category, Direction
from regman_xl.schema.settings import SETTING_LIST

RECORD_OF = {
    "partners": records.Partner,
    "contributions": records.Contribution,
    "budget_years": records.BudgetYear,
    "accounts": records.Account,
    "projects": records.Project,
    "grants": records.Grant,
    "grant_decisions": records.GrantDecision,
    "funding_plan": records.FundingPlanLine,
    "plan": records.PlanPosition,
    "commitments": records.Commitment,
    "resolutions": records.Resolution,
    "activities": records.Activity,
    "report_texts": records.ReportText,
    "board_members": records.BoardMember,
    "staff": records.StaffMember,
    "waivers": records.Waiver,
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_names_are_unique_and_fit_excel(table: Table) -> None:
    assert len({column.name for column in table.columns}) == len(table.columns)
    assert len({column.title.casefold() for column in table.columns}) == len(table.columns)
    assert re.fullmatch(r"tbl[A-Z][A-Za-z]+", table.list_name)
    assert len(table.sheet) <= 31
    assert all(column.help.endswith((".", "!")) or column.help for column in table.columns)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_references_and_lists_point_to_something(table: Table) -> None:
    assert all(name in table.by_name for name in table.key)
    for column in table.columns:
        assert (column.kind is Kind.REFERENCE) == (column.target is not None)
        assert (column.kind is Kind.CHOICE) == (column.choices is not None)
        if column.target:
            assert column.target in TABLE_BY_NAME
        assert column.required or not column.essential


@pytest.mark.parametrize(("name", "record"), RECORD_OF.items())
def test_a_record_has_exactly_the_columns_of_its_table(name: str, record: type[records.Record]) -> None:
    assert set(record.model_fields) - {"row"} == {column.name for column in TABLE_BY_NAME[name].columns}


def test_only_essential_columns_are_mandatory_in_a_record() -> None:
    for name, record in RECORD_OF.items():
        mandatory = {field for field, info in record.model_fields.items() if info.is_required()}
        essential = {column.name for column in TABLE_BY_NAME[name].columns if column.essential}
        assert mandatory == essential, name


def test_settings_are_declared_once() -> None:
    assert set(Settings.model_fields) == {setting.name for setting in SETTING_LIST}
    assert len({setting.title for setting in SETTING_LIST}) == len(SETTING_LIST)


def test_every_category_has_one_direction() -> None:
    assert {category for category in Category if category.direction is Direction.INCOME} == set(INCOME_CATEGORIES)
    assert set(COST_CATEGORIES) < {category for category in Category if category.direction is Direction.EXPENSE}
