"""What users may type: years, dates, amounts, keys, codes, files; each refused in one German sentence."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_YEAR = re.compile(r"(?:199|20\d|21\d)\d", re.ASCII)
#: Excel keeps 15 digits of a number, two of an amount are its cents.
MAX_DIGITS = 13
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+", re.ASCII)
_GERMAN = re.compile(r"(?P<whole>\d+|\d{1,3}(?:\.\d{3})+)(?:,(?P<cents>\d{1,2}))?", re.ASCII)
_MACHINE = re.compile(r"(?P<whole>\d+)\.(?P<cents>\d{1,2})", re.ASCII)
_DAY = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2})", re.ASCII)


def parse_amount(text: str) -> int:
    """Read an amount in EUR as people write it and return cents.

    Accepted are ``1234``, ``1234,50``, ``1.234,50``, ``1.234.567`` and ``1234.50``, with a sign and ``€`` or ``EUR``.

    Raises:
        ValueError: It is no amount, or could mean two; the text is a German sentence.
    """
    said = text.strip()
    plain = re.sub(r"\s*(€|EUR)$", "", said, flags=re.IGNORECASE).replace("−", "-")
    sign = -1 if plain.startswith("-") else 1
    digits = plain.lstrip("+-") if plain[:2] not in {"--", "++", "+-", "-+"} else plain
    if _GROUPED.fullmatch(digits) and digits.count(".") == 1:
        raise ValueError(f"{said} ist mehrdeutig; bitte mit Nachkommastellen schreiben (Beispiel: {digits},00).")
    match = _GERMAN.fullmatch(digits) or _MACHINE.fullmatch(digits)
    if match is None:
        raise ValueError(f"{said} ist kein Betrag mit höchstens zwei Nachkommastellen (Beispiel: 1.234,50).")
    whole = match["whole"].replace(".", "").lstrip("0")
    if len(whole) > MAX_DIGITS:
        raise ValueError(f"{said} ist kein Betrag: mehr als {MAX_DIGITS} Stellen vor dem Komma sind nicht möglich.")
    return sign * int(whole + f"{match['cents'] or '':0<2}")


def parse_date(text: str) -> dt.date:
    """Read a date as ``2026-12-31`` or ``31.12.2026``.

    Raises:
        ValueError: It is no date; the text is a German sentence.
    """
    match = _DAY.fullmatch(text.strip())
    try:
        if match is not None:
            if match["iso"]:
                return dt.date.fromisoformat(match["iso"])
            return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        pass
    raise ValueError(f"{text} ist kein Datum (Beispiele: 31.12.2026 oder 2026-12-31).")


def parse_key(text: str) -> tuple[tuple[str, int], ...]:
    """Read a payment key ``DUS=50000,ME=50000,IHK=20000`` and return partners with weights in cents.

    Raises:
        ValueError: A part is no partner with a weight, or a partner comes twice; the text is a German sentence.
    """
    weights: dict[str, int] = {}
    for part in text.split(","):
        partner, separator, weight = (piece.strip() for piece in part.partition("="))
        if not separator or not partner or not weight:
            said = part.strip() or text
            raise ValueError(f"{said} hat nicht die Form Partner=Anteil (Beispiel: DUS=50000,ME=50000).")
        if partner in weights:
            raise ValueError(f"Der Partner {partner} kommt zweimal vor.")
        weights[partner] = parse_amount(weight)
    return tuple(weights.items())


def parse_year(text: str) -> int:
    """Read a budget year.

    Raises:
        ValueError: It is none; the text is a German sentence.
    """
    year = text.strip()
    if not _YEAR.fullmatch(year):
        raise ValueError(f"{text} ist kein Haushaltsjahr (Beispiel: 2026).")
    return int(year)


def parse_codes(text: str) -> tuple[str, ...]:
    """Read codes of rules, or their beginnings, separated by commas; return them in capital letters.

    Raises:
        ValueError: There is none; the text is a German sentence.
    """
    codes = tuple(code.strip().upper() for code in text.split(",") if code.strip())
    if not codes:
        raise ValueError("Bitte mindestens einen Code angeben (Beispiel: JRN02 oder JRN).")
    return codes


def parse_path(text: str) -> Path:
    """Read a path; whether it is there and can be used is found out by whoever opens it.

    Raises:
        ValueError: It is ``-``, empty or impossible; the text is a German sentence.
    """
    if text == "-":
        raise ValueError("Die Standardein- und -ausgabe (-) wird nicht unterstützt; bitte eine Datei angeben.")
    if not text.strip() or "\0" in text:
        raise ValueError("Der Dateiname ist leer oder ungültig.")
    return Path(text)


def one_of(*words: str) -> Callable[[str], str]:
    """Return a reader of one word out of a few; it raises ValueError with a German sentence."""

    def read(text: str) -> str:
        if text not in words:
            known = f"{', '.join(words[:-1])} oder {words[-1]}"
            raise ValueError(f"{text} ist nicht möglich; bitte {known} angeben.")
        return text

    return read


class Typed(click.ParamType[T, "str | T"]):
    """What an option or argument holds, read by a function that refuses with a German ValueError."""

    name = "wert"

    def __init__(self, read: Callable[[str], T]) -> None:
        self.read = read

    def convert(self, value: str | T, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """Return the value that the text stands for."""
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
