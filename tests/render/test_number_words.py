"""Amounts in German words: read back by another way than they are written."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regman_xl.render.german import word_text
from regman_xl.reports.report import Words
from regman_xl.schema.number_words import MAX_IN_WORDS, amount_in_words

ONES = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
TEENS = "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
TIES = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
SMALL = {word: number for number, word in enumerate(f"{ONES} {TEENS}".split())}
TENS = {word: 10 * (place + 2) for place, word in enumerate(TIES.split())}
GREAT = {"Million": 10**6, "Milliarde": 10**9, "Billion": 10**12}


def read(text: str) -> int:
    """The cents that a text says."""
    match = re.fullmatch(r"(?P<euros>.+?) Euro(?: und (?P<cents>\d{1,2}) Cent)?", text)
    assert match, text
    return read_number(match["euros"]) * 100 + int(match["cents"] or 0)


def read_number(text: str) -> int:
    words = text.split(" ")
    total = 0
    while len(words) > 1:
        many, unit, *words = words
        name = unit if unit in GREAT else unit.removesuffix("n") if unit.removesuffix("n") in GREAT else unit[:-2]
        total += GREAT[name] * (1 if many == "eine" else read_below_million(many))
    return total + (read_below_million(words[0]) if words else 0)


def read_below_million(word: str) -> int:
    if "tausend" in word:
        thousands, rest = word.split("tausend")
        return read_below_thousand(thousands) * 1000 + (read_below_thousand(rest) if rest else 0)
    return read_below_thousand(word)


def read_below_thousand(word: str) -> int:
    if "hundert" in word:
        hundreds, rest = word.split("hundert")
        return SMALL[hundreds] * 100 + (read_below_thousand(rest) if rest else 0)
    if "und" in word:
        ones, tens = word.split("und")
        return SMALL[ones] + TENS[tens]
    return SMALL[word] if word in SMALL else TENS[word]


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "null Euro"),
        (1, "null Euro und 1 Cent"),
        (1_00, "ein Euro"),
        (1_33, "ein Euro und 33 Cent"),
        (16_00, "sechzehn Euro"),
        (17_00, "siebzehn Euro"),
        (21_00, "einundzwanzig Euro"),
        (101_00, "einhundertein Euro"),
        (1_000_00, "eintausend Euro"),
        (8_333_33, "achttausenddreihundertdreiunddreißig Euro und 33 Cent"),
        (50_000_00, "fünfzigtausend Euro"),
        (1_000_000_00, "eine Million Euro"),
        (2_500_000_00, "zwei Millionen fünfhunderttausend Euro"),
        (1_000_000_000_00, "eine Milliarde Euro"),
        (
            999_999_999_99,
            (
                "neunhundertneunundneunzig Millionen neunhundertneunundneunzigtausendneunhundertneunundneunzig Euro "
                "und 99 Cent"
            ),
        ),
    ],
)
def test_amounts_as_letters_write_them(cents: int, text: str) -> None:
    assert amount_in_words(cents) == text == word_text(Words(cents))


@given(st.one_of(st.integers(0, 2_000_00), st.integers(0, 999_999_999_99), st.integers(0, MAX_IN_WORDS)))
@example(MAX_IN_WORDS)
@example(1_001_001_01)
@example(1_001_001_001_001_00)
def test_what_is_written_can_be_read_back(cents: int) -> None:
    assert read(amount_in_words(cents)) == cents


@pytest.mark.parametrize("cents", [-1, MAX_IN_WORDS + 1])
def test_what_is_no_amount_to_be_paid_is_refused(cents: int) -> None:
    with pytest.raises(ValueError, match="words"):
        amount_in_words(cents)
