"""Accepted warnings: what a waiver covers, and when it covers nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from regman_xl.finding import Severity
from regman_xl.model.books import Books
from regman_xl.model.facts import CellFact, Fault, PackageFacts
from regman_xl.rules import CATALOGUE, audit
from regman_xl.rules.registry import Registry
from regman_xl.schema import JOURNAL

if TYPE_CHECKING:
    import pandas as pd

TODAY = dt.date(2026, 6, 30)


def waiver(**values: Any) -> dict[str, Any]:
    """A waiver of the missing goal of project P-01."""
    return {
        "rule": "STM06",
        "sheet": "Projekte",
        "row_key": "P-01",
        "reason": "Der Zielbezug folgt im Mai.",
        "name": "Kaya",
        "date": dt.date(2026, 2, 1),
    } | values


def books(*waivers: dict[str, Any]) -> Books:
    projects = [{"id": name, "title": "Messe", "task_field": "Regionalwirtschaft"} for name in ("P-01", "P-02")]
    return Books.of(projects=projects, waivers=waivers)


def outcome(*waivers: dict[str, Any]) -> tuple[set[str], list[str]]:
    """Return the projects whose warning is waived, and the codes about the waivers."""
    result = audit(books(*waivers), today=TODAY)
    covered = {finding.key for finding in result.findings if finding.waived}
    assert result.waived == len(covered)
    assert result.counts[Severity.WARNING] == 2 - len(covered) + sum(
        finding.code in ("QUI01", "QUI02") for finding in result.findings
    )
    return covered, [finding.code for finding in result.findings if finding.sheet == "Quittierungen"]


@pytest.mark.parametrize(
    ("values", "covered", "told"),
    [
        ({}, {"P-01"}, []),
        ({"row_key": "*"}, {"P-01", "P-02"}, []),
        ({"row_key": "P-03"}, set(), ["QUI01"]),
        ({"sheet": "Journal"}, set(), ["QUI01"]),
        ({"value": "Ziel 7"}, set(), ["QUI01"]),
        ({"valid_until": dt.date(2026, 6, 30)}, {"P-01"}, []),
        ({"valid_until": dt.date(2026, 6, 29)}, set(), ["QUI02"]),
        ({"rule": "JRN19"}, set(), ["QUI03"]),
        ({"rule": "XYZ12"}, set(), ["QUI03"]),
        ({"rule": "QUI01", "sheet": "Quittierungen", "row_key": "*"}, set(), ["QUI03"]),
        ({"reason": ""}, set(), []),
        ({"name": ""}, set(), []),
        ({"date": None}, set(), []),
        ({"rule": ""}, set(), []),
    ],
)
def test_what_a_waiver_covers(values: dict[str, Any], covered: set[str], told: list[str]) -> None:
    assert outcome(waiver(**values)) == (covered, told)


def test_a_waiver_of_a_value_ends_when_the_value_changes() -> None:
    def waived(amount: int) -> list[bool]:
        expense = {"number": "1", "budget_year": 2026, "direction": "Ausgabe", "amount": amount}
        contributions = [{"partner": "DUS", "budget_year": 2026, "amount": 10_000_00}]
        accepted = waiver(rule="JRN17", sheet="Journal", row_key="1", value="4.000,00")
        result = audit(
            Books.of(journal=[expense], contributions=contributions, waivers=[accepted]),
            today=TODAY,
            rules=[CATALOGUE["JRN17"]],
        )
        return [finding.waived for finding in result.findings]

    assert waived(4_000_00) == [True]
    assert waived(5_000_00) == [False]


def test_a_waiver_of_a_rule_that_did_not_run_is_not_called_idle() -> None:
    idle = books(waiver(row_key="P-03"))
    assert audit(idle, today=TODAY, rules=[CATALOGUE["QUI01"]]).findings == ()
    registry = Registry()

    @registry.rule("STM06", Severity.WARNING, JOURNAL, "number", title="Zahlen", message="M.", hint="H.")
    def with_figures(journal: pd.DataFrame, books: Books, accounts: object) -> pd.Series:
        """A rule for tests.

        Because: Prüfungspraxis.
        """
        return journal["number"].ne("")

    rules = [registry.rules["STM06"], CATALOGUE["QUI01"]]
    assert audit(idle, today=TODAY, rules=rules).findings == ()
    told = audit(idle, ("figures",), today=TODAY, rules=rules).findings  # type: ignore[arg-type]
    assert [finding.code for finding in told] == ["QUI01"]


def test_what_belongs_to_no_sheet_or_row_can_be_waived_too() -> None:
    waiver = {"reason": "Archiv", "name": "Kaya", "date": dt.date(2026, 2, 1)}
    books = Books.of(
        waivers=[
            {"rule": "STR09", "sheet": "*", "row_key": "*", **waiver},
            {"rule": "STR05", "sheet": "Journal", "row_key": "*", **waiver},
        ]
    )
    facts = (CellFact(Fault.EXTERNAL_LINK, "", value="alt.xlsx"), CellFact(Fault.HIDDEN, "Journal", value="Journal"))
    books = dataclasses.replace(books, package=PackageFacts("mappe.xlsx", ("Journal",), facts))
    result = audit(books, today=dt.date(2026, 12, 31))
    assert [(finding.code, finding.waived) for finding in result.findings] == [("STR09", True), ("STR05", True)]
