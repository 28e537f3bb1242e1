"""The fuzz targets of numbers, dates and amounts hold for what people type, and for all that fuzzing has found.

``python -m tests.hostile.fuzz_values`` looks further, guided by coverage.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.hostile import nasty
from tests.hostile.fuzz_corpus import SEEDS, TARGETS

#: What the parsers tell apart: digits, separators, signs, currencies, parts of XML and of addresses.
_WORDS = st.sampled_from(
    [
        *".,-+/:;'\"=_ \n\t€%$()TZ&#\\",
        *(
            "EUR",
            "−",
            "\u00a0",
            "e",
            "E",
            "inf",
            "nan",
            "_x000D_",
            "&amp;",
            "&#10;",
            "r=",
            "s=",
            "t=",
            "inlineStr",
            "Mai",
        ),
        *("XFD", "1048576", "A1", "2026", "31", "12", "02", "29", "1900", "9999", "0", "1", "5", "99", "000", "½", "٣"),
    ]
)
_TEXTS = st.lists(_WORDS | st.text(max_size=3), max_size=12).map("".join)
_BYTES = _TEXTS.map(lambda text: text.encode("utf-8", "replace")) | st.binary(max_size=40)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=150)
@given(data=_BYTES)
@example(data=b"")
def test_no_text_is_read_otherwise_than_its_oracle_says(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
def test_what_fuzzing_began_with_and_what_it_found_is_read_right(name: str) -> None:
    for data in (*SEEDS[name], *(text.encode() for text in (*nasty.NUMBERS, *nasty.DATES, *nasty.TEXTS))):
        TARGETS[name](data)
