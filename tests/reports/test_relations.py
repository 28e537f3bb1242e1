"""Every figure of a report equals what its relation says: totals add up both ways, whatever the history."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given

from regman_xl.reports.relations import broken_relations
from regman_xl.reports.report import Field, Form, Head, Report, Row, Sum, Table, Term, Version, phrase, plus
from tests.finance.histories import History, histories, laws
from tests.reports.cases import all_documents, documents_of, more_documents


@pytest.mark.parametrize("case", all_documents())
def test_no_figure_contradicts_its_relation(case: str) -> None:
    assert [broken for report in all_documents()[case] for broken in broken_relations(report)] == []


@laws(25)
@given(histories(1, 4))
def test_no_history_makes_a_figure_contradict_its_relation(history: History) -> None:
    accounts = history.computed()
    for place, account in enumerate(accounts):
        for report in documents_of(history.books(), account, accounts[:place]):
            assert broken_relations(report) == []


@laws(15)
@given(histories(1, 3))
def test_no_history_contradicts_itself_in_what_funders_and_partners_get(history: History) -> None:
    books = history.books()
    for account in history.computed():
        for report in more_documents(books, account.year):
            assert broken_relations(report) == []


@laws(25)
@given(histories(1, 4))
def test_the_reserve_of_an_actual_year_is_what_the_layers_hold(history: History) -> None:
    accounts = history.computed()
    for place, account in enumerate(accounts):
        _, closing, _ = documents_of(history.books(), account, accounts[:place])
        reserve = closing.tables["plan_actual"].value("reserve", "actual")
        assert reserve == sum(layer.closing for layer in account.layers) - account.deficit


def test_a_wrong_total_is_found() -> None:
    fields = (Field("line", Form.LABEL), Field("amount"))
    rows = (Row(("a", 1), "a"), Row(("b", 2), "b"), Row(("sum", 4), "total", relation=plus("a", "b")))
    head = Head("", Version.DRAFT, dt.date(2026, 1, 1), "", "")
    report = Report("plan", 2026, head, (Table("t", fields, rows, phrase("label.total")),))
    assert broken_relations(report) == ["t[total].amount is 4, its relation says 3"]
    mended = replace(rows[2], cells=("sum", 3))
    right = replace(report, blocks=(Table("t", fields, (*rows[:2], mended)),))
    assert broken_relations(right) == []


def test_a_sum_may_stop_at_zero() -> None:
    rule = Sum((Term(1, "a"), Term(-1, "b")), not_negative=True)
    fields = (Field("line", Form.LABEL), Field("a"), Field("b"), Field("rest", relation=rule))
    head = Head("", Version.DRAFT, dt.date(2026, 1, 1), "", "")
    table = Table("t", fields, (Row(("x", 1, 5, 0), "x"),))
    assert broken_relations(Report("plan", 2026, head, (table,))) == []
