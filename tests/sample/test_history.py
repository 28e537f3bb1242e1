"""The sample tells what a reader of the demo is promised, and is clean."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from regman_xl.finance import engine
from regman_xl.model.books import Books
from regman_xl.model.contents import Contents
from regman_xl.model.settings import Settings
from regman_xl.rules import audit
from regman_xl.sample.governance import CARRY_OVER_2025
from regman_xl.sample.history import sample_contents
from regman_xl.sample.year_2026 import REFUND_2025
from regman_xl.schema.lists import Category, Direction, FundingKind, GrantStatus, ReportKind, Section, TaskField
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books

if TYPE_CHECKING:
    from pathlib import Path

    from regman_xl.finance.account import YearAccount

TODAY = dt.date(2027, 2, 15)


@pytest.fixture(scope="module")
def contents() -> Contents:
    return sample_contents()


@pytest.fixture(scope="module")
def books(contents: Contents) -> Books:
    return Books.of(Settings(**contents.settings), **contents.rows)


@pytest.fixture(scope="module")
def accounts(books: Books) -> dict[int, YearAccount]:
    return {account.year: account for account in engine.history(books).accounts}


def test_around_150_bookings_a_year(contents: Contents) -> None:
    counts = Counter(row["budget_year"] for row in contents.of("journal"))
    assert set(counts) == {2025, 2026}
    assert all(140 <= count <= 170 for count in counts.values())


def test_grants_of_every_kind_and_state(books: Books) -> None:
    kinds = {grant.kind for grant in books.grants if grant.status in (GrantStatus.GRANTED, GrantStatus.FINISHED)}
    assert kinds == set(FundingKind)
    assert {grant.status for grant in books.grants} == set(GrantStatus)


def test_a_grant_spans_both_years_and_is_pre_financed(accounts: dict[int, YearAccount]) -> None:
    first, second = (next(grant for grant in accounts[year].grants if grant.id == "F-001") for year in (2025, 2026))
    assert first.receivable == 7_790_25
    assert second.cost > 0
    assert second.received_total > first.received_total + first.receivable


def test_supplementary_funds_are_resolved_paid_and_used(accounts: dict[int, YearAccount]) -> None:
    grant = next(grant for grant in accounts[2026].grants if grant.id == "F-001")
    assert grant.supplementary_agreed == grant.supplementary_received == 12_000_00
    assert 0 < grant.supplementary_used < 12_000_00


def test_a_partner_underpaid_and_paid_late(accounts: dict[int, YearAccount]) -> None:
    chamber = next(partner for partner in accounts[2025].partners if partner.id == "IHK")
    assert chamber.arrears == 5_000_00
    assert chamber.payable == 0
    assert accounts[2026].open_settlements[2025] == {"DUS": 0, "ME": 0, "IHK": 0}


def test_the_refund_of_2025_is_paid_to_the_cent(accounts: dict[int, YearAccount]) -> None:
    layer = accounts[2025].layers[-1]
    assert layer.refund_shares == REFUND_2025
    assert accounts[2025].carry_over == CARRY_OVER_2025


def test_2026_ends_with_money_claims_and_a_settlement_for_each(accounts: dict[int, YearAccount]) -> None:
    account = accounts[2026]
    assert account.receivables > 0
    assert account.unspent_grants > 0
    assert account.distributable > 0
    assert all(partner.settlement > 0 for partner in account.partners)
    assert account.payable_total <= account.free_cash


def test_cash_is_never_negative_and_the_treasury_confirms_it(books: Books, accounts: dict[int, YearAccount]) -> None:
    flow = books.journal["amount"].where(books.journal["direction"].eq(Direction.INCOME), -books.journal["amount"])
    assert flow.cumsum().min() >= 0
    for year in books.budget_years[:2]:
        assert year.confirmed_cash == accounts[year.budget_year].closing_cash
    assert all(account.liquidity_difference == 0 for account in accounts.values())


def test_the_plan_is_balanced(accounts: dict[int, YearAccount]) -> None:
    assert all(year.shortfall == 0 for account in accounts.values() for year in account.plan)


def test_a_storno_mirrors_its_booking(contents: Contents) -> None:
    journal = {row["number"]: row for row in contents.of("journal")}
    (storno,) = (row for row in journal.values() if row["reversal_of"])
    original = journal[storno["reversal_of"]]
    assert storno["amount"] == -original["amount"]
    assert storno["account"] == original["account"]


def test_every_task_field_is_active_in_both_years(books: Books) -> None:
    done = {(activity.date.year, activity.task_field) for activity in books.activities}
    assert done == {(year, field) for year in (2025, 2026) for field in TaskField}


def test_reports_have_a_text_for_every_section(books: Books) -> None:
    told = {(text.budget_year, text.report, text.section) for text in books.report_texts}
    for year in (2025, 2026):
        for report in (ReportKind.CLOSING, ReportKind.ACTIVITY):
            assert {section for section in Section if (year, report, section) not in told} == set()
    assert all(1 <= text.text.count(". ") + text.text.count(".\n") + 1 <= 4 for text in books.report_texts)


def test_the_year_has_every_category_but_one(contents: Contents) -> None:
    used = {row["category"] for row in contents.of("journal")}
    assert set(Category) - used == {Category.SUPPLEMENTARY_REFUND}


def test_the_workbook_is_read_back_as_it_was_written_and_is_clean(contents: Contents, tmp_path: Path) -> None:
    write_master(tmp_path / "Muster.xlsx", contents)
    books = read_books(tmp_path / "Muster.xlsx")
    assert books.package.facts == ()
    again = Contents.of_books(books)
    for table, rows in contents.rows.items():
        written = [{name: value for name, value in row.items() if value not in (None, "")} for row in rows]
        read = [{name: value for name, value in row.items() if name != "own_contribution"} for row in again.rows[table]]
        assert read == written, table
    found = audit(books, engine.history(books).accounts, today=TODAY).findings
    assert [finding for finding in found if not finding.waived] == []
    assert [finding.code for finding in found] == ["JRN17"]
