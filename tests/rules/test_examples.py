"""Every rule has an example that fails and one that passes; they are its tests and its documentation."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from regman_xl.rules import CATALOGUE
from regman_xl.rules.registry import CODE
from tests.rules.examples import read_examples

if TYPE_CHECKING:
    from regman_xl.rules import Audit
    from tests.rules.examples import Example

EXAMPLES = read_examples()
#: A rule that breaks down cannot be shown in a table: test_audit.py shows it.
WITHOUT_TABLE = {"INT01"}
UNFINISHED = re.compile(r"[{}]|\b(?:nan|NaN|None|NaT)\b|<NA>|  |„“|\(\)")


def name_of(example: Example) -> str:
    return f"{example.code}-{'fails' if example.fails else 'passes'}"


@cache
def audited(place: int) -> Audit:
    return EXAMPLES[place].audited()


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_the_rule_hits_exactly_the_marked_rows(example: Example) -> None:
    result = audited(EXAMPLES.index(example))
    assert not result.crashed, [finding.message for finding in result.findings if finding.code == "INT01"]
    hit = {(found.code, found.sheet, found.row) for found in result.findings if found.code == example.code}
    assert hit == {place for place in example.expected if place[0] == example.code}
    assert bool(hit) == example.fails


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_the_other_marks_of_an_example_are_right_too(example: Example) -> None:
    result = audited(EXAMPLES.index(example))
    assert example.expected <= {(found.code, found.sheet, found.row) for found in result.findings}


@pytest.mark.parametrize("fails", [True, False])
def test_every_rule_has_its_examples(fails: bool) -> None:
    assert {example.code for example in EXAMPLES if example.fails == fails} == set(CATALOGUE) - WITHOUT_TABLE


@pytest.mark.parametrize("example", [example for example in EXAMPLES if example.fails], ids=name_of)
def test_a_message_is_a_finished_sentence(example: Example) -> None:
    for found in audited(EXAMPLES.index(example)).findings:
        if found.code != example.code:
            continue
        for text in (found.message, found.hint):
            assert text[0].isupper() or not text[0].isalpha() or text.startswith("„")
            assert text.endswith(".")
            assert not UNFINISHED.search(text), text


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_rule_says_what_why_and_what_to_do(code: str) -> None:
    rule = CATALOGUE[code]
    assert CODE.fullmatch(code)
    assert rule.code == code
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.summary.endswith(".")
    assert rule.reason.endswith(".")
    assert "(" in rule.reason or "§" in rule.reason or code == "INT01"
    assert rule.message
    assert rule.hint.startswith(("Bitte", "Eine zweite Person"))
