"""What a number format says about the number: a date, a time, a percentage, a currency."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from regman_xl.workbook.package import local
from regman_xl.workbook.parts import whole_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from numpy.typing import NDArray

    from regman_xl.workbook.package import Package


class Look(IntEnum):
    """How a format shows a number, as far as it matters to its meaning."""

    NUMBER = 0
    GENERAL = 1
    PERCENT = 2
    DATE = 3
    TIME = 4
    FOREIGN = 5


#: Formats that files name by number without a code (ECMA-376 part 1, 18.8.30). The currency of 5-8 and 37-44 is
#: that of the user's system, so it says nothing.
_BUILT_IN = {
    0: Look.GENERAL,
    9: Look.PERCENT,
    10: Look.PERCENT,
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), Look.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), Look.TIME),
}
_ISO_CURRENCIES = frozenset(
    [
        "AUD",
        "BGN",
        "BRL",
        "CAD",
        "CHF",
        "CNY",
        "CZK",
        "DEM",
        "DKK",
        "GBP",
        "HKD",
        "HUF",
        "INR",
        "ISK",
        "JPY",
        "KRW",
        "MXN",
        "NOK",
        "NZD",
        "PLN",
        "RON",
        "RSD",
        "RUB",
        "SEK",
        "TRY",
        "UAH",
        "USD",
        "ZAR",
    ]
)
_TOKENS = re.compile(r'"([^"]*)"?|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[([^\]]*)\]|(.)', re.DOTALL)


def look_of(code: str) -> tuple[Look, str]:
    """Say how a format code shows a number, and which foreign currency it names (else ``""``)."""
    bare, written, currencies = [], [], []
    for quoted, escaped, symbol, bracket, plain in _TOKENS.findall(code):
        bare.append(plain)
        written.append(quoted or escaped or plain)
        if symbol:
            currencies.append(symbol)
        if bracket and not set(bracket.lower()) - set("hms"):
            bare.append("h")
    foreign = _foreign("".join(written), currencies)
    if foreign:
        return Look.FOREIGN, foreign
    return _bare_look("".join(bare).lower()), ""


def _foreign(text: str, currencies: list[str]) -> str:
    for symbol in currencies:
        if symbol.strip().casefold() not in ("€", "eur", "euro"):
            return symbol.strip()
    for character in text:
        if unicodedata.category(character) == "Sc" and character != "€":
            return character
    return next((word for word in re.findall(r"[A-Z]{3}", text) if word in _ISO_CURRENCIES), "")


def _bare_look(bare: str) -> Look:
    if bare in ("general", "standard", ""):
        return Look.GENERAL
    if "general" in bare or ("@" in bare and not set(bare) & set("dyhs")):
        return Look.NUMBER
    if set(bare) & set("dy"):
        return Look.DATE
    if set(bare) & set("hs"):
        return Look.TIME
    if "m" in bare:
        return Look.DATE
    return Look.PERCENT if "%" in bare else Look.NUMBER


@dataclass(frozen=True, slots=True)
class Formats:
    """The cell formats of a workbook, by style number.

    Attributes:
        looks: `Look` of each style.
        currencies: Foreign currency of each style that has one.
    """

    looks: NDArray[np.uint8]
    currencies: dict[int, str]

    def look(self, styles: NDArray[np.int32]) -> NDArray[np.uint8]:
        """Return the looks of many cells; an unknown style is General."""
        known = styles < len(self.looks)
        return np.where(known, self.looks[np.where(known, styles, 0)], np.uint8(Look.GENERAL)).astype(np.uint8)


def read_formats(package: Package, part: str) -> Formats:
    """Read the cell formats.

    Args:
        package: The open file.
        part: Path of the styles; ``""`` where the file has none.

    Raises:
        Problem: The part is damaged.
    """
    if not part:
        return Formats(np.array([Look.GENERAL], np.uint8), {})
    root = package.document(part, "styleSheet")
    own = {number: look_of(element.get("formatCode", "")) for number, element in _numbered(root, "numFmts")}
    looks, currencies = [], {}
    for style, (number, _element) in enumerate(_numbered(root, "cellXfs")):
        look, currency = own.get(number) or (_BUILT_IN.get(number, Look.NUMBER), "")
        looks.append(look)
        if currency:
            currencies[style] = currency
    return Formats(np.array(looks or [Look.GENERAL], np.uint8), currencies)


def _numbered(root: Element, group: str) -> list[tuple[int, Element]]:
    parent = next((element for element in root if local(element) == group), None)
    if parent is None:
        return []
    numbers = [element.get("numFmtId", "0") for element in parent]
    return [
        (whole_number(number) if number.isdecimal() else 0, element)
        for number, element in zip(numbers, parent, strict=True)
    ]
