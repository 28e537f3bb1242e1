"""Laws: findings do not depend on the order of rows, and double payments are found as their definition says."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from regman_xl.finance.engine import history
from regman_xl.model.books import Books
from regman_xl.problems import Problem
from regman_xl.rules import CATALOGUE, audit
from tests.rules.examples import read_examples

if TYPE_CHECKING:
    from regman_xl.model.frames import TableData

TODAY = dt.date(2026, 12, 31)
#: Structure, JRN18 and TYP11 judge the order itself.
ABOUT_ORDER = ("STR", "JRN18", "TYP11")
EXAMPLES = [example for example in read_examples() if not example.books.package.facts]
RULES = [rule for code, rule in CATALOGUE.items() if not code.startswith(ABOUT_ORDER)]


def shuffled(data: TableData, random: Any) -> TableData:
    """The same rows in another order: the sheet rows stay, their contents move."""
    order = list(range(len(data.frame)))
    random.shuffle(order)
    index = data.frame.index
    return dataclasses.replace(
        data, frame=data.frame.iloc[order].set_axis(index), usable=data.usable.iloc[order].set_axis(index)
    )


def found(books: Books, rules: Any = RULES) -> Counter[tuple[str, str, str]]:
    result = audit(books, today=TODAY, rules=rules)
    assert not result.crashed, result.findings
    return Counter((finding.code, finding.sheet, finding.key.casefold()) for finding in result.findings)


@given(example=st.sampled_from(EXAMPLES), random=st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_findings_do_not_depend_on_row_order(example: Any, random: Any) -> None:
    data = {name: shuffled(table, random) for name, table in example.books.data.items()}
    assert found(dataclasses.replace(example.books, data=data)) == found(example.books)


DAYS = st.integers(0, 150).map(lambda days: dt.date(2026, 1, 1) + dt.timedelta(days=days))
MONTHS = st.sampled_from([None, dt.date(2026, 1, 1), dt.date(2026, 2, 1)])
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "booked_on": st.none() | DAYS,
            "voucher": st.sampled_from(["", "2026-0001", "2026-0002", "2026-0005", "7"]),
            "counterparty": st.sampled_from(["", "Hotel", "hotel", "Bahn"]),
            "amount": st.sampled_from([None, 100, 100, 200, -100]),
            "invoice": st.sampled_from(["", "", "R-1", "R-2"]),
            "service_from": MONTHS,
            "reversal_of": st.sampled_from(["", "", "", "2", "99"]),
        }
    ),
    max_size=12,
).map(
    lambda rows: [
        {"number": str(number), "budget_year": 2026, "direction": "Ausgabe", **row}
        for number, row in enumerate(rows, 1)
    ]
)


@given(rows=ENTRIES, random=st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_comparing_entries_does_not_depend_on_their_order(rows: list[dict[str, Any]], random: Any) -> None:
    rules = [CATALOGUE[code] for code in ("JRN02", "JRN03", "JRN04", "JRN05")]
    books = Books.of(journal=rows)
    again = dataclasses.replace(books, data={**books.data, "journal": shuffled(books.data["journal"], random)})
    assert found(again, rules) == found(books, rules)


def may_repeat(earlier: dict[str, Any], later: dict[str, Any]) -> bool:
    """The definition of JRN04, one pair at a time."""
    if any(earlier[name] and later[name] and earlier[name] != later[name] for name in ("invoice", "service_from")):
        return False
    same_invoice = bool(earlier["invoice"]) and earlier["invoice"] == later["invoice"]
    dated = earlier["booked_on"] and later["booked_on"]
    return same_invoice or bool(dated and (later["booked_on"] - earlier["booked_on"]).days <= 60)


@given(rows=ENTRIES)
@settings(max_examples=60)
def test_double_payments_are_found_as_defined(rows: list[dict[str, Any]]) -> None:
    rows = [{**row, "voucher": ""} for row in rows]
    wrong = audit(Books.of(journal=rows), today=TODAY, rules=[CATALOGUE["JRN05"]]).findings
    mirrors = [row for row in rows if row["reversal_of"] and row["number"] not in {finding.key for finding in wrong}]
    settled = {number for row in mirrors for number in (row["number"], row["reversal_of"])}
    payments = [
        row for row in rows if (row["amount"] or 0) > 0 and row["counterparty"] and row["number"] not in settled
    ]
    payments.sort(key=lambda row: (row["booked_on"] or dt.date.max, int(row["number"])))
    expected = {
        later["number"]
        for place, later in enumerate(payments)
        for earlier in payments[:place]
        if earlier["amount"] == later["amount"]
        and earlier["counterparty"].casefold() == later["counterparty"].casefold()
        and may_repeat(earlier, later)
    }
    result = audit(Books.of(journal=rows), today=TODAY, rules=[CATALOGUE["JRN04"]])
    assert {finding.key for finding in result.findings} == expected


YEARS = st.integers(2025, 2029)
AGREED = st.fixed_dictionaries(
    {
        "partner": st.sampled_from(["DUS", "ME", "XXX"]),
        "budget_year": YEARS,
        "amount": st.sampled_from([0, 0, 5_000_000, 5_000_000, -100]),
    }
)
BOOKED = st.fixed_dictionaries(
    {
        "budget_year": YEARS,
        "direction": st.just("Ausgabe"),
        "category": st.just("Geschäftsstelle"),
        "amount": st.just(0),
    }
)


@given(agreed=st.lists(AGREED, max_size=8), listed=st.sets(YEARS, max_size=4), booked=st.lists(BOOKED, max_size=2))
@settings(max_examples=150)
def test_every_year_that_stops_the_figures_is_a_finding(
    agreed: list[dict[str, Any]], listed: set[int], booked: list[dict[str, Any]]
) -> None:
    books = Books.of(
        partners=[{"id": "DUS"}, {"id": "ME"}],
        contributions=agreed,
        budget_years=[{"budget_year": year} for year in sorted(listed)],
        journal=booked,
    )
    found = audit(books, today=TODAY, rules=[CATALOGUE["STM02"], CATALOGUE["STM14"]]).findings
    told = [finding for finding in found if finding.sheet != "Partner"]
    try:
        stopped = history(books).problem is not None
    except Problem:
        stopped = bool(agreed or listed & {row["budget_year"] for row in booked})
    assert not stopped or told
    if all(row["amount"] >= 0 for row in agreed):
        assert stopped == bool(told)
