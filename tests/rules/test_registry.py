"""What the registry takes and what it refuses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from regman_xl.finding import Severity
from regman_xl.model.books import Books
from regman_xl.rules import CATALOGUE, audit
from regman_xl.rules.registry import Registry
from regman_xl.schema import JOURNAL, TABLE_BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from regman_xl.finance.account import YearAccount
    from regman_xl.rules.registry import Rows

TODAY = dt.date(2026, 12, 31)
TEXTS: dict[str, Any] = {"title": "Titel", "message": "Meldung {number}.", "hint": "Bitte prüfen."}


def judge(journal: pd.DataFrame, books: Books) -> Rows:
    """A rule for tests.

    Because: Prüfungspraxis.
    """
    return journal["number"].ne("")


def test_a_rule_tells_its_wording_and_reason() -> None:
    registry = Registry()
    registry.rule("TST01", Severity.INFO, JOURNAL, "number", **TEXTS)(judge)
    made = registry.rules["TST01"]
    assert (made.group, made.summary, made.reason) == ("TST", "A rule for tests.", "Prüfungspraxis.")
    assert (made.message, made.needs, made.needs_accounts) == ("Meldung {number}.", (), False)


def test_a_code_is_given_once() -> None:
    registry = Registry(retired=["TST09"])
    registry.rule("TST01", Severity.INFO, JOURNAL, "number", **TEXTS)(judge)
    for code in ("TST01", "TST09"):
        with pytest.raises(ValueError, match=f"{code} is taken or retired"):
            registry.rule(code, Severity.INFO, JOURNAL, "number", **TEXTS)(judge)


@pytest.mark.parametrize(
    ("code", "column", "texts", "message"),
    [
        ("TST1", "number", {}, "not a code"),
        ("TST01", "nummer", {}, "no column 'nummer' in journal"),
        ("TST01", "number", {"title": ""}, "no title"),
        ("TST01", "number", {"hint": ""}, "no hint"),
        ("TST01", "number", {"message": ""}, "no message"),
        ("TST01", "number", {"message": {}}, "no message"),
        ("TST01", "number", {"depends_on": ("nummer",)}, "no column 'nummer' in journal"),
    ],
)
def test_a_rule_with_gaps_is_refused(code: str, column: str, texts: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Registry().rule(code, Severity.INFO, JOURNAL, column, **(TEXTS | texts))(judge)


def test_a_rule_without_a_reason_is_refused() -> None:
    def unexplained(journal: pd.DataFrame, books: Books) -> Rows:
        """A rule for tests."""
        raise AssertionError

    with pytest.raises(ValueError, match="TST01: no reason"):
        Registry().rule("TST01", Severity.INFO, JOURNAL, "number", **TEXTS)(unexplained)


def test_a_rule_cannot_ask_for_what_is_not_offered() -> None:
    def greedy(journal: pd.DataFrame, books: Books, path: str) -> Rows:
        """A rule for tests.

        Because: Prüfungspraxis.
        """
        raise AssertionError

    with pytest.raises(ValueError, match="takes"):
        Registry().rule("TST01", Severity.INFO, JOURNAL, "number", **TEXTS)(greedy)
    with pytest.raises(ValueError, match="takes"):
        Registry().rule("TST01", Severity.INFO, None, **TEXTS)(judge)


def test_a_rule_gets_the_figures_and_the_day_that_it_asks_for() -> None:
    seen: list[object] = []

    def needy(journal: pd.DataFrame, books: Books, accounts: Sequence[YearAccount], today: dt.date) -> Rows:
        """A rule for tests.

        Because: Prüfungspraxis.
        """
        seen.extend([accounts, today])
        return journal["number"].ne("")

    registry = Registry()
    registry.rule("TST01", Severity.INFO, JOURNAL, "number", **TEXTS)(needy)
    made = registry.rules["TST01"]
    assert made.needs_accounts
    result = audit(Books.of(journal=[{"number": "7"}]), ("figures",), today=TODAY, rules=[made])  # type: ignore[arg-type]
    assert seen == [("figures",), TODAY]
    assert [finding.message for finding in result.findings] == ["Meldung 7."]
    assert result.judged == {"TST01"}


def test_every_rule_over_a_table_points_to_a_column_of_it() -> None:
    for made in CATALOGUE.values():
        if made.table is not None:
            assert made.table is TABLE_BY_NAME[made.table.name]
            assert made.column in made.table.by_name


def test_the_catalogue_is_in_its_order() -> None:
    groups = [made.group for made in CATALOGUE.values()]
    assert list(dict.fromkeys(groups)) == ["STR", "TYP", "STM", "JRN", "FOE", "PER", "GOV", "PLN", "QUI", "INT"]
    assert [code for code in CATALOGUE if code.startswith("JRN")] == [f"JRN{number:02d}" for number in range(1, 21)]


def test_a_declared_function_stays_as_it_is() -> None:
    assert Registry().rule("TST01", Severity.INFO, JOURNAL, "number", **TEXTS)(judge) is judge
