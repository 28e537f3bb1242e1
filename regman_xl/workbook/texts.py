"""What a text in a cell seems to mean: numbers and dates as people type them, blanks that nobody sees."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regman_xl.model.facts import Fault

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLANKS = re.compile("[\t\u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINES = re.compile("[\u2028\u2029\x0b\x0c]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_MINUS = str.maketrans({"−": "-", "–": "-", "’": "'"})
#: What stands before the first digit is told apart from the rest: a long number must not be tried in every way.
_TRAILING = re.compile(r"[.,' ]*\d[\d.,' ]*-")
#: Numbers from here on are shown with an exponent.
_WRITTEN_OUT = 1e21
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*)(?:[.,]\d*)?|[+-]?[.,]\d+")
_MONTHS = (
    [
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    ["jan", "feb", "mrz", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"],
)
_DAY_FIRST = re.compile(r"(\d{1,2})[./-]\s*(\d{1,2})[./-]\s*(\d{4}|\d{2})(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_WORDED = re.compile(r"(\d{1,2})\.?\s*([A-Za-zä]+)\.?\s+(\d{4}|\d{2})")


def clean(text: str) -> str:
    """Return a text without surrounding blanks and invisible characters, inner special blanks as ordinary ones."""
    text = _INVISIBLE.sub("", _LINES.sub("\n", _BLANKS.sub(" ", text)))
    return unicodedata.normalize("NFC", text.strip())


def composed(text: str) -> str:
    """Return a text with composed umlauts: the same text, however the program wrote it."""
    return unicodedata.normalize("NFC", text)


def _second_bytes() -> NDArray[np.bool_]:
    """Mark the two bytes with which a character may begin that `clean` changes."""
    table = np.zeros(65536, np.bool_)
    for byte in (*range(0x0A), *range(0x0B, 0x20), 0x7F):
        table[byte << 8 : (byte + 1) << 8] = True
    table[0xC280:0xC2A1] = table[0xC2AD] = True
    table[0xCC80:0xCDB0] = True
    for pair in (0xE19A, 0xE1A0, 0xE280, 0xE281, 0xE380, 0xEFBB):
        table[pair] = True
    return table


_PAIRS = _second_bytes()
_LEADS: NDArray[np.bool_] = np.asarray(_PAIRS.reshape(256, 256).any(axis=1))
#: Third bytes after E2 80 that belong to dashes, quotes and dots, which every German text has.
_PRINTED = np.zeros(256, np.bool_)
_PRINTED[0x90:0xA8] = _PRINTED[0xB0:0xC0] = True


def suspects(texts: pa.Array) -> NDArray[np.int64]:
    """Return the places of texts that `clean` may change, found by their bytes.

    Args:
        texts: Arrow ``large_string`` without nulls.
    """
    offsets = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    if not len(texts) or offsets[-1] == offsets[0]:
        return np.empty(0, np.int64)
    data = np.frombuffer(texts.buffers()[2], np.uint8)[: offsets[-1]]
    filled = np.flatnonzero(offsets[1:] > offsets[:-1])
    outer = (data[offsets[filled]] <= 32) | (data[offsets[filled + 1] - 1] <= 32)
    places = offsets[0] + np.flatnonzero(_LEADS[data[offsets[0] :]])
    last = len(data) - 1
    second, third = data[np.minimum(places + 1, last)], data[np.minimum(places + 2, last)]
    pairs = data[places].astype(np.uint16) << 8 | second
    places = places[_PAIRS[pairs] & ~((pairs == 0xE280) & _PRINTED[third])]
    inner = np.searchsorted(offsets, places, "right") - 1
    return np.union1d(filled[outer], inner)


def replaced(texts: pa.Array, places: NDArray[np.int64], values: list[str]) -> pa.Array:
    """Return the texts with other values at some places, ascending."""
    mask = np.zeros(len(texts), np.bool_)
    mask[places] = True
    return pc.replace_with_mask(texts, pa.array(mask), pa.array(values, texts.type))


def number_fault(text: str) -> tuple[Fault, str]:
    """Say why a text in a number column is no number.

    Args:
        text: The cell's text.

    Returns:
        The fault, and the number that it seems to mean in German form (``""`` where it means none).
    """
    bare = clean(text).translate(_MINUS)
    bare = re.sub(r"^(?:€|EUR)\s*|(?<!\s)\s*(?:€|EUR|%)$", "", bare, flags=re.IGNORECASE)
    trailing = _TRAILING.fullmatch(bare)
    if trailing is not None and _NUMBER.fullmatch(bare[:-1].strip()):
        return Fault.TRAILING_MINUS, _german("-" + bare[:-1].strip())
    if re.fullmatch(r"\(.*\)", bare):
        bare = "-" + bare[1:-1].strip()
    if _AMBIGUOUS.fullmatch(bare):
        whole, fraction = re.split("[.,]", bare.removeprefix("+"))
        return Fault.AMBIGUOUS_SEPARATOR, f"{whole}{fraction} oder {whole},{fraction}"
    bare = re.sub(r"^([+-])\s+", r"\1", bare)
    if _NUMBER.fullmatch(bare):
        return Fault.NUMBER_AS_TEXT, _german(bare)
    return Fault.WRONG_TYPE, ""


def _german(text: str) -> str:
    """Return a number text in German form without thousands separators; its last separator is the decimal one."""
    text = text.replace(" ", "").replace("'", "").removeprefix("+")
    if text.startswith("-"):
        return "-" + _german(text[1:])
    marks = re.findall("[.,]", text)
    if len(marks) > 1 and len(set(marks)) == 1:
        return re.sub("[.,]", "", text)
    whole, _, fraction = text.rpartition(marks[-1]) if marks else (text, "", "")
    whole = re.sub("[.,]", "", whole)
    return f"{whole or '0'},{fraction}" if fraction else whole


def text_date(text: str) -> tuple[bool, dt.date | None]:
    """Say whether a text has the form of a date, and which date it is where there is such a day."""
    bare = clean(text)
    if match := _DAY_FIRST.fullmatch(bare):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(bare):
        year, month, day = match.groups()
    elif (match := _WORDED.fullmatch(bare)) and (number := _month(match[2])):
        day, month, year = match[1], str(number), match[3]
    else:
        return False, None
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return True, dt.date(full, int(month), int(day))
    except ValueError:
        return True, None


def _month(word: str) -> int:
    for names in _MONTHS:
        if word.casefold() in names:
            return names.index(word.casefold()) + 1
    return 0


def german_number(value: float, *, grouped: bool) -> str:
    """Return a number as a German reader sees it, with all of its decimals: 1234.5 is ``1.234,5``."""
    if not np.isfinite(value) or abs(value) >= _WRITTEN_OUT:
        return str(value).replace(".", ",").replace("e", "E")
    text = f"{Decimal(repr(value)):{',' if grouped else ''}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.translate(str.maketrans(",.", ".,"))


def german_date(date: dt.date) -> str:
    """Return a date as a German reader writes it."""
    return f"{date:%d.%m.}{date.year:04d}"
