"""Parsers of numbers, dates, amounts and places, each beside an oracle that is written in another way.

A target takes any bytes, and raises where the parser breaks down or says something else than its oracle. The oracles
count in fractions and by calendars of their own.
"""

from __future__ import annotations

import calendar
import math
import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from regman_xl.address import cell_address, column_letters
from regman_xl.cli.values import parse_amount, parse_date, parse_key, parse_year
from regman_xl.money import MAX_CENTS, amount_text, cents_of, german_amount, scaled_integers
from regman_xl.workbook.parts import MAX_COLUMN, MAX_ROW, Area, area_of, area_text
from regman_xl.workbook.serials import date_of, dates_of, iso_date
from regman_xl.workbook.texts import clean, german_date, german_number, number_fault, suspects, text_date

if TYPE_CHECKING:
    from collections.abc import Callable

    Target = Callable[[bytes], None]


class WrongError(AssertionError):
    """A parser and its oracle disagree."""


def same(said: object, expected: object, of: object) -> None:
    """Fail where two values differ.

    Raises:
        WrongError: They do.
    """
    if said != expected:
        raise WrongError(f"{of!r}: {said!r} instead of {expected!r}")


def text_of(data: bytes) -> str:
    """Return any bytes as a text without surrogates."""
    return data.decode("utf-8", "replace")


def exact(value: float) -> Fraction | None:
    """Return the number that the shortest text of a float stands for; None where it is not finite."""
    if not math.isfinite(value):
        return None
    digits, _, exponent = repr(value).partition("e")
    return Fraction(digits) * Fraction(10) ** int(exponent or 0)


def money(data: bytes) -> None:
    """Cells become cents exactly or not at all; cents become text and cents again."""
    for value in _floats(data):
        number = exact(value)
        for places in (0, 2, 4, 6):
            scaled, fits = scaled_integers(np.array([value, -value]), places)
            wanted = None if number is None else number * 10**places
            whole = wanted is not None and wanted.denominator == 1 and abs(wanted) <= MAX_CENTS
            same(fits.tolist(), [whole, whole], (value, places))
            if whole:
                same(scaled.tolist(), [wanted, -wanted], (value, places))  # type: ignore[operator]
        cents = _cents(value)
        wanted = None if number is None else number * 100
        fits_cents = wanted is not None and wanted.denominator == 1 and abs(wanted) <= MAX_CENTS
        same(cents, wanted if fits_cents else None, value)
        if cents is not None:
            _round_trip(cents)


def _cents(value: float) -> int | None:
    try:
        return cents_of(value)
    except ValueError:
        return None


def _round_trip(cents: int) -> None:
    same(cents_of(float(amount_text(cents))), cents, cents)
    same(parse_amount(german_amount(cents)), cents, german_amount(cents))
    same(parse_amount(amount_text(cents)), cents, amount_text(cents))
    same(parse_amount(f"{german_amount(-cents)} €"), -cents, cents)


def _floats(data: bytes) -> list[float]:
    values = np.frombuffer(data[: len(data) // 8 * 8], np.float64)[:4].tolist()
    for word in text_of(data).split()[:4]:
        try:
            values.append(float(word))
        except ValueError:
            continue
    return values


def column_number(letters: str) -> int:
    """Return the number of a column, letter by letter."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    return number


def typed_amounts(data: bytes) -> None:
    """What somebody types is an amount with one meaning, or refused in German."""
    text = text_of(data)
    try:
        cents = parse_amount(text)
    except ValueError as error:
        if " kein Betrag" not in str(error) and " ist mehrdeutig" not in str(error):
            raise WrongError(f"{text!r}: {error}") from error
        return
    bare = re.sub("(€|eur)$", "", text.strip().lower()).strip().replace("−", "-")
    sign, digits = (-1 if bare[:1] == "-" else 1), bare.lstrip("+-")
    if "," in digits or not re.fullmatch(r"[0-9]+\.[0-9]{1,2}", digits):
        digits = digits.replace(".", "").replace(",", ".")
    same(cents, sign * Fraction(digits) * 100, text)
    if abs(cents) <= MAX_CENTS:
        _round_trip(cents)


def typed_keys(data: bytes) -> None:
    """A key of payments is partners with their weights, or refused in German."""
    text = text_of(data)
    try:
        key = parse_key(text)
    except ValueError as error:
        if not re.search("Form Partner=Anteil|kein Betrag|mehrdeutig|kommt zweimal vor", str(error)):
            raise WrongError(f"{text!r}: {error}") from error
        return
    again = parse_key(",".join(f"{partner}={amount_text(weight)}" for partner, weight in key))
    same(again, key, text)


def typed_dates(data: bytes) -> None:
    """What somebody types is the day that the calendar says, or refused in German."""
    text = text_of(data)
    try:
        year = parse_year(text)
    except ValueError as error:
        same("kein Haushaltsjahr" in str(error), True, text)
    else:
        same((text.strip(), 1990 <= year <= 2199), (str(year), True), text)
    match = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})", text.strip())
    wanted = None
    if match:
        day, month, year = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
        wanted = _day(int(year), int(month), int(day))
    try:
        date = parse_date(text)
    except ValueError as error:
        same(("kein Datum" in str(error), None), (True, wanted), text)
        return
    same((date.year, date.month, date.day), wanted, text)
    same(parse_date(german_date(date)), date, text)
    same(parse_date(date.isoformat()), date, text)


def _day(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Return a day where the calendar has it."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = 29 if month == 2 and leap else calendar.mdays[month]
    return (year, month, day) if 1 <= day <= length else None


def day_numbers(data: bytes) -> None:
    """Day numbers are the days that counting from the first one comes to, in both date systems."""
    for value in _floats(data):
        for dates_1904 in (False, True):
            dates, valid, timed = dates_of(np.array([value]), dates_1904=dates_1904)
            wanted = counted_day(value, dates_1904=dates_1904)
            said = None
            if valid[0]:
                date = dates[0].item()
                said = (date.year, date.month, date.day)
                same(bool(timed[0]), value != math.floor(value), value)
            same(said, wanted, (value, dates_1904))
            moment = date_of(value, dates_1904=dates_1904)
            same(moment and (moment.year, moment.month, moment.day), wanted, value)


def counted_day(value: float, *, dates_1904: bool) -> tuple[int, int, int] | None:
    """Return the day of a day number, by Howard Hinnant's days_from_civil turned round."""
    if not math.isfinite(value):
        return None
    number = math.floor(value)
    if dates_1904:
        number += 1462
        first = 1462
    else:
        first = 1
        if number == 60:
            return None
        number += number < 60
    if math.floor(value) < (0 if dates_1904 else first) or number > 2_958_465:
        return None
    days = number + 693_899  # days from 0000-03-01 to 1899-12-30
    era, of_era = divmod(days, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return era * 400 + year + (month <= 2), month, day


def written_dates(data: bytes) -> None:
    """A text with the form of a date is that day or no day, and nothing else is one."""
    text = text_of(data)
    moment = iso_date(text)
    if moment is not None and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        same((moment.year, moment.month, moment.day), _day(*map(int, text.split("-"))), text)
    shaped, date = text_date(text)
    if date is not None:
        same(shaped, True, text)
        same(_day(date.year, date.month, date.day), (date.year, date.month, date.day), text)
        same(text_date(german_date(date)), (True, date), text)
        same(text_date(date.isoformat()), (True, date), text)
    match = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text)
    if match:
        wanted = _day(int(match[3]), int(match[2]), int(match[1]))
        same((shaped, date and (date.year, date.month, date.day)), (True, wanted), text)


def written_numbers(data: bytes) -> None:
    """A text that is no number is told, with a number in German form where it means one; numbers shown are exact."""
    text = text_of(data)
    _fault, meant = number_fault(text)
    for one in meant.split(" oder "):
        if one and not re.fullmatch(r"-?\d+(,\d+)?", one):
            raise WrongError(f"{text!r} seems to mean {one!r}")
    if re.fullmatch(r"-?[0-9]{1,12},[0-9]{2}", text):
        same(Fraction(meant.replace(",", ".")), Fraction(text.replace(",", ".")), text)
    for value in _floats(data):
        for grouped in (False, True):
            shown = german_number(value, grouped=grouped)
            if math.isfinite(value) and abs(value) < 1e21:
                same(Fraction(shown.replace(".", "").replace(",", ".")), exact(value), value)


def cleaned_texts(data: bytes) -> None:
    """No text that has to be cleaned goes unseen, and what is clean stays as it is."""
    pieces = [text_of(piece) for piece in data.split(b"\n")[:6]]
    pieces = [piece.replace("\\n", "\n") for piece in pieces]
    array = pa.array(pieces, pa.large_string())
    seen = set(suspects(array).tolist())
    for place, piece in enumerate(pieces):
        once = clean(piece)
        same(clean(once), once, piece)
        if once != unicodedata.normalize("NFC", piece) and place not in seen:
            raise WrongError(f"{piece!r} is not seen to need cleaning")


def areas(data: bytes) -> None:
    """An area is what its letters and digits say, whichever corner comes first; what is written is read again."""
    text = text_of(data)
    area = area_of(text)
    match = re.fullmatch(
        r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", text.strip(), re.I | re.A
    )
    wanted = None
    if match:
        rows = sorted((int(match[2]), int(match[4] or match[2])))
        columns = sorted((column_number(match[1]), column_number(match[3] or match[1])))
        if rows[0] >= 1 and rows[1] <= MAX_ROW and columns[1] <= MAX_COLUMN:
            wanted = Area(rows[0], columns[0], rows[1], columns[1])
    same(area, wanted, text)
    if area is not None:
        same(area_of(area_text(*area)), area, text)
        same(column_number(column_letters(area.right)), area.right, text)
        corner = area_of(cell_address(area.bottom, area.right))
        same(corner, Area(area.bottom, area.right, area.bottom, area.right), text)


TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (
        *(money, typed_amounts, typed_keys, typed_dates, day_numbers),
        *(written_dates, written_numbers, cleaned_texts, areas),
    )
}
