"""What texts, formats and day numbers seem to mean."""

from __future__ import annotations

import datetime as dt
import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regman_xl.address import column_letters
from regman_xl.model.facts import Fault
from regman_xl.workbook.formats import Look, look_of
from regman_xl.workbook.parts import area_of
from regman_xl.workbook.serials import date_of, dates_of
from regman_xl.workbook.tables import ranges_text
from regman_xl.workbook.texts import clean, german_number, number_fault, suspects, text_date

FORMATS = [
    ("General", Look.GENERAL, ""),
    ("0.00", Look.NUMBER, ""),
    ("#,##0.00;[Red]-#,##0.00", Look.NUMBER, ""),
    ("0.00E+00", Look.NUMBER, ""),
    ("@", Look.NUMBER, ""),
    ("0%", Look.PERCENT, ""),
    ('0.0" %"', Look.NUMBER, ""),
    ("dd.mm.yyyy", Look.DATE, ""),
    ("[$-F800]dddd, mmmm dd, yyyy", Look.DATE, ""),
    ("mmm", Look.DATE, ""),
    ("dd/mm/yyyy hh:mm", Look.DATE, ""),
    ("hh:mm:ss", Look.TIME, ""),
    ("[h]:mm", Look.TIME, ""),
    ('0 "Tage"', Look.NUMBER, ""),
    ("0\\d", Look.NUMBER, ""),
    ("0_d*y", Look.NUMBER, ""),
    ("#,##0.00 €", Look.NUMBER, ""),
    ("#,##0.00 [$€-407]", Look.NUMBER, ""),
    ("[$EUR] #,##0.00", Look.NUMBER, ""),
    ('#,##0.00 "EUR"', Look.NUMBER, ""),
    ("[$-407]#,##0.00", Look.NUMBER, ""),
    ("$#,##0.00", Look.FOREIGN, "$"),
    ("[$$-409]#,##0.00", Look.FOREIGN, "$"),
    ("[$£-809]#,##0.00", Look.FOREIGN, "£"),
    ('#,##0.00 "USD"', Look.FOREIGN, "USD"),
    ("[$CHF-807] #,##0.00", Look.FOREIGN, "CHF"),
    ("#,##0.00 [$zł-415]", Look.FOREIGN, "zł"),
    ('#,##0.00 €;[Red]-#,##0.00 "$"', Look.FOREIGN, "$"),
]


@pytest.mark.parametrize(("code", "look", "currency"), FORMATS)
def test_number_formats(code: str, look: Look, currency: str) -> None:
    assert look_of(code) == (look, currency)


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)))
def test_day_numbers_of_both_systems(day: dt.date) -> None:
    serial = float((day - dt.date(1899, 12, 30)).days)
    moment = date_of(serial, dates_1904=False)
    assert moment is not None
    assert moment.date() == day
    if day >= dt.date(1904, 1, 1):
        moment = date_of(serial - 1462, dates_1904=True)
        assert moment is not None
        assert moment.date() == day


def test_the_last_seconds_of_a_day_belong_to_it() -> None:
    for serial, day in ((46_022.9999999, dt.date(2025, 12, 31)), (2_958_465.99999, dt.date(9999, 12, 31))):
        moment = date_of(serial, dates_1904=False)
        assert moment is not None
        assert (moment.date(), moment.time()) == (day, dt.time(23, 59))


def test_day_numbers_at_the_edges() -> None:
    serials = np.array([-1, 0, 0.5, 1, 59, 60, 60.5, 61, 2_958_465.9, 2_958_466, np.nan, np.inf])
    dates, valid, timed = dates_of(serials, dates_1904=False)
    assert valid.tolist() == [False, False, False, True, True, False, False, True, True, False, False, False]
    assert [str(date)[:10] for date in dates[valid]] == ["1900-01-01", "1900-02-28", "1900-03-01", "9999-12-31"]
    assert timed[valid].tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("12,50", Fault.NUMBER_AS_TEXT),
        ("−5", Fault.NUMBER_AS_TEXT),
        ("1'234.50", Fault.NUMBER_AS_TEXT),
        ("EUR 5", Fault.NUMBER_AS_TEXT),
        (",5", Fault.NUMBER_AS_TEXT),
        ("1.234,5-", Fault.TRAILING_MINUS),
        ("12.345", Fault.AMBIGUOUS_SEPARATOR),
        ("1.23.45", Fault.WRONG_TYPE),
        ("5 Stück", Fault.WRONG_TYPE),
        ("-", Fault.WRONG_TYPE),
        ("1,2,3-", Fault.WRONG_TYPE),
    ],
)
def test_numbers_typed_as_text(text: str, fault: Fault) -> None:
    assert number_fault(text)[0] is fault


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (",5-", "-0,5"),
        ("(,50)", "-0,50"),
        ("-1.234,50", "-1234,50"),
        ("- 5", "-5"),
        ("+.5", "0,5"),
        ("+51.234", "51234 oder 51,234"),
    ],
)
def test_what_a_typed_number_seems_to_mean(text: str, meant: str) -> None:
    assert number_fault(text)[1] == meant


@pytest.mark.parametrize(
    ("text", "shaped", "day"),
    [
        ("1.2.2026", True, dt.date(2026, 2, 1)),
        ("01/02/26", True, dt.date(2026, 2, 1)),
        ("2026-02-01", True, dt.date(2026, 2, 1)),
        ("01.02.2026 10:30", True, dt.date(2026, 2, 1)),
        ("1. Feb. 2026", True, dt.date(2026, 2, 1)),
        ("30.02.2026", True, None),
        ("1. Montag 2026", False, None),
        ("Februar", False, None),
    ],
)
def test_dates_typed_as_text(text: str, shaped: bool, day: dt.date | None) -> None:
    assert text_date(text) == (shaped, day)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=6)))
def test_no_text_that_cleaning_changes_is_overlooked(texts: list[str]) -> None:
    found = set(suspects(pa.array(texts, pa.large_string())).tolist())
    for place, text in enumerate(texts):
        # Only one-to-one spellings of a letter that no keyboard makes may pass.
        if clean(text) != text and clean(text) != unicodedata.normalize("NFC", text):
            assert place in found


def test_cleaning_keeps_what_is_meant() -> None:
    assert clean("\u00a0Müller\u202f&\u00adSöhne \u200b") == "Müller &Söhne"
    assert clean("a\nb") == "a\nb"
    assert suspects(pa.array(["„Wort“ – so …", "", "Größe 5 €"], pa.large_string())).tolist() == []


def test_suspects_of_a_slice() -> None:
    texts = pa.array(["\u00a0", "gut", " schlecht"], pa.large_string()).slice(1)
    assert suspects(texts).tolist() == [1]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.5, "1.234,5"),
        (-0.07, "-0,07"),
        (1e-7, "0,0000001"),
        (100.0, "100"),
        (1e20, "100.000.000.000.000.000.000"),
        (1.5e300, "1,5E+300"),
        (float("inf"), "inf"),
    ],
)
def test_numbers_in_german_form(value: float, text: str) -> None:
    assert german_number(value, grouped=True) == text


def test_areas_and_ranges() -> None:
    assert column_letters(28) == "AB"
    assert area_of("$B$2:A1") == (1, 1, 2, 2)
    assert [area_of(text) for text in ("", "A0", "XFE1", "A1:B1048577", "x")] == [None] * 5
    assert ranges_text([3, 4, 5, 9]) == "3-5, 9"
