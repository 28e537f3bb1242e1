"""Amounts in German words, as a demand for payment names them."""

from __future__ import annotations

#: The greatest amount that is written in words, in cents: more than a sum of amounts that cells can hold.
MAX_IN_WORDS = 10**17 - 1

_ONES = (
    "",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
)
#: Numbers that are words of their own, greatest first: how many, one of them, several of them.
_GREAT = (
    (10**12, "eine Billion", "Billionen"),
    (10**9, "eine Milliarde", "Milliarden"),
    (10**6, "eine Million", "Millionen"),
)
_TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")


def amount_in_words(cents: int) -> str:
    """Return an amount in words: ``fünfzigtausend Euro``, ``ein Euro und 33 Cent``.

    The euros are in words, the cents in digits, as banks write them; whole euros have no cents.

    Args:
        cents: The amount, from 0 to `MAX_IN_WORDS`.

    Raises:
        ValueError: The amount is negative or too great.
    """
    if not 0 <= cents <= MAX_IN_WORDS:
        raise ValueError(f"no amount to be written in words: {cents}")
    euros, rest = divmod(cents, 100)
    text = f"{_number(euros)} Euro"
    return f"{text} und {rest} Cent" if rest else text


def _number(number: int) -> str:
    """Return a number as it stands before a noun: ``ein``, ``einhundertein``, ``zwei Millionen dreitausend``."""
    if not number:
        return "null"
    words = []
    for size, one, several in _GREAT:
        many, number = divmod(number, size)
        if many:
            words.append(one if many == 1 else f"{_below_thousand(many)} {several}")
    thousands, rest = divmod(number, 1_000)
    if number:
        words.append((f"{_below_thousand(thousands)}tausend" if thousands else "") + _below_thousand(rest))
    return " ".join(words)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = f"{_ONES[hundreds]}hundert" if hundreds else ""
    if rest < len(_ONES):
        return words + _ONES[rest]
    tens, ones = divmod(rest, 10)
    return words + (f"{_ONES[ones]}und" if ones else "") + _TENS[tens]
