"""Values of a report as a German reader writes them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from regman_xl.money import german_amount
from regman_xl.reports.report import Amount, Count, Percent, Phrase, Words
from regman_xl.schema.number_words import amount_in_words
from regman_xl.schema.wording import PHRASES

if TYPE_CHECKING:
    from regman_xl.reports.report import Word

#: Keeps an amount and its currency on one line.
HARD_SPACE = "\u00a0"


def phrase_text(phrase: Phrase) -> str:
    """Return a phrase with its values filled in."""
    return PHRASES[phrase.key].format(**{name: word_text(value) for name, value in phrase.values})


def word_text(word: Word) -> str:
    """Return one value as text: `1.234,50 €`, `12,5 %`, `1.234`, `31.03.2027`, `ein Euro`, `DUS und ME`."""
    if isinstance(word, Phrase):
        return phrase_text(word)
    if isinstance(word, Amount | Words):
        return _amount_text(word)
    if isinstance(word, Percent):
        # Rounded, as Excel shows a percentage in the table beside it.
        hundredths = (word.ratio * 10_000 + Fraction(1, 2)) // 1
        return f"{_decimal(Fraction(hundredths, 100), 2).rstrip('0').rstrip(',')}{HARD_SPACE}%"
    if isinstance(word, Count):
        return f"{word.number:,}".replace(",", ".")
    if isinstance(word, tuple):
        return _listed([word_text(item) for item in word])
    return _plain_text(word)


def _amount_text(word: Amount | Words) -> str:
    if isinstance(word, Words):
        return amount_in_words(word.cents)
    return f"{german_amount(word.cents)}{HARD_SPACE}€"


def _plain_text(word: str | int | Fraction | dt.date) -> str:
    if isinstance(word, Fraction):
        return _decimal(word, 2)
    return date_text(word) if isinstance(word, dt.date) else str(word)


def date_text(day: dt.date) -> str:
    """Return a day in German form."""
    return f"{day:%d.%m.%Y}"


def _decimal(number: Fraction, places: int) -> str:
    """Return a number cut to some decimal places."""
    scaled = abs(number) * 10**places
    digits = f"{scaled.numerator // scaled.denominator:0{places + 1}d}"
    return f"{'-' if number < 0 else ''}{digits[:-places]},{digits[-places:]}"


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} und {items[-1]}" if items else ""
