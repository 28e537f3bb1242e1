"""What users may type for amounts, dates and keys."""

from __future__ import annotations

import datetime as dt

import pytest

from regman_xl.cli.values import parse_amount, parse_date, parse_key, parse_year


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("100", 100_00),
        ("100,00", 100_00),
        ("100,5", 100_50),
        ("100.5", 100_50),
        ("1234.56", 1234_56),
        ("1.234,56", 1234_56),
        ("1.234.567", 1_234_567_00),
        ("-3456.78", -3456_78),
        ("−3.456,78 €", -3456_78),
        ("+0,06 EUR", 6),
        (" 12 ", 12_00),
    ],
)
def test_amounts_as_people_write_them(text: str, cents: int) -> None:
    assert parse_amount(text) == cents


def test_one_group_of_three_digits_could_mean_two_amounts() -> None:
    with pytest.raises(ValueError, match=r"1\.234 ist mehrdeutig; .*Beispiel: 1\.234,00"):
        parse_amount("1.234")


@pytest.mark.parametrize("text", ["", "abc", "1,234", "1,2345", "1.23,4", "1,234.56", "12,", ".5", "--5", "+-5", "1e3"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="ist kein Betrag"):
        parse_amount(text)


@pytest.mark.parametrize("text", ["2026-12-31", "31.12.2026", " 31.12.2026 "])
def test_dates(text: str) -> None:
    assert parse_date(text) == dt.date(2026, 12, 31)


@pytest.mark.parametrize("text", ["", "31.12.26", "12/31/2026", "2026-13-01", "30.02.2026", "20261231"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="ist kein Datum"):
        parse_date(text)


@pytest.mark.parametrize("text", ["2026", " 2026 ", "\x1f2026"])
def test_years(text: str) -> None:
    assert parse_year(text) == 2026


@pytest.mark.parametrize("text", ["", "26", "1989", "2200", "２０２６", "2026.0"])
def test_what_is_no_year(text: str) -> None:
    with pytest.raises(ValueError, match="ist kein Haushaltsjahr"):
        parse_year(text)


def test_key() -> None:
    assert parse_key("DUS=50000, ME=50000.00,IHK=20000") == (("DUS", 5_000_000), ("ME", 5_000_000), ("IHK", 2_000_000))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("DUS", "DUS hat nicht die Form Partner=Anteil"),
        ("DUS=41,67", "67 hat nicht die Form Partner=Anteil"),
        ("=5", "=5 hat nicht die Form Partner=Anteil"),
        ("DUS=50,ME=", "ME= hat nicht die Form Partner=Anteil"),
        ("DUS=1,DUS=2", "Der Partner DUS kommt zweimal vor"),
        ("DUS=50 %", "50 % ist kein Betrag"),
    ],
)
def test_what_is_no_key(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_key(text)


def test_an_amount_of_more_digits_than_excel_holds() -> None:
    assert parse_amount("9.999.999.999.999,99") == 10**15 - 1
    assert parse_amount("0" * 50 + "1,00") == 100
    for text in ("10000000000000", "1" * 5000):
        with pytest.raises(ValueError, match="mehr als 13 Stellen vor dem Komma"):
            parse_amount(text)
