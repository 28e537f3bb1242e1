"""Parts in other encodings than they say, and letters that no cell should hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.book import JOURNAL_SHEET, STRINGS, STYLES, WORKBOOK, Book
from tests.hostile.case import Case, spoiled
from tests.hostile.xml_attacks import encoded

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "encoding"
#: Text of a booking as Excel escapes it, and as XML holds it.
_TEXTS = {
    "a NUL": "a_x0000_b",
    "an escape sequence of a terminal": "a_x001B_[2J_x001B_[31mb",
    "a lone surrogate": "a_xD800_b",
    "a right-to-left override": "a\u202eb\u202c",
    "a combining letter 5,000 times": "a" + "\u0301" * 5000,
}


def _bytes(old: str, new: bytes, part: str = STRINGS) -> Callable[[Book], object]:
    return lambda book: book.edit(part, old, new)


def _marked(part: str, mark: bytes) -> Callable[[Book], object]:
    def change(book: Book) -> None:
        book.parts[part] = mark + book.parts[part]

    return change


def _claims(part: str, encoding: str) -> Callable[[Book], object]:
    return lambda book: book.edit(part, 'encoding="UTF-8"', f'encoding="{encoding}"')


def _mixed(book: Book) -> None:
    """Half of the strings in Latin 1, half in UTF-8."""
    data = book.parts[STRINGS]
    half = len(data) // 2
    head = data[:half].decode("utf-8", "ignore").encode("latin-1", "ignore")
    book.parts[STRINGS] = head + data[half:]


_SMALL = {
    "the journal": JOURNAL_SHEET,
}

CASES: tuple[Case, ...] = (
    *(spoiled(FAMILY, f"{what} in UTF-16", encoded(part, "utf-16")) for what, part in _SMALL.items()),
    spoiled(FAMILY, "the journal in UTF-32", encoded(JOURNAL_SHEET, "utf-32")),
    spoiled(FAMILY, "the strings in Latin 1, honestly", encoded(STRINGS, "iso-8859-1")),
    spoiled(FAMILY, "the strings in Latin 1, claimed as UTF-8", encoded(STRINGS, "iso-8859-1", name="UTF-8")),
    spoiled(FAMILY, "the strings in UTF-8, claimed as Latin 1", _claims(STRINGS, "ISO-8859-1")),
    spoiled(FAMILY, "the strings in UTF-7", encoded(STRINGS, "utf-7")),
    spoiled(FAMILY, "the journal in an unknown encoding", _claims(JOURNAL_SHEET, "x-martian")),
    spoiled(FAMILY, "the workbook part in an unknown encoding", _claims(WORKBOOK, "x-martian")),
    spoiled(FAMILY, "the styles in an encoding that unpacks", _claims(STYLES, "zlib")),
    spoiled(FAMILY, "the strings half and half", _mixed),
    *(
        spoiled(FAMILY, f"{what} with a byte order mark", _marked(part, b"\xef\xbb\xbf"))
        for what, part in _SMALL.items()
    ),
    spoiled(FAMILY, "the journal with the mark of UTF-16", _marked(JOURNAL_SHEET, b"\xff\xfe")),
    spoiled(FAMILY, "the journal after a blank line", _marked(JOURNAL_SHEET, b"\n\n")),
    spoiled(FAMILY, "bytes that are no UTF-8 in a string", _bytes("Firma 4", b"Firma \xff\xfe 4")),
    spoiled(FAMILY, "an overlong slash in a string", _bytes("Firma 4", b"Firma \xc0\xaf 4")),
    spoiled(FAMILY, "a surrogate as UTF-8 in a string", _bytes("Firma 4", b"Firma \xed\xa0\x80 4")),
    spoiled(FAMILY, "a raw control letter in a string", _bytes("Firma 4", b"Firma\x074")),
    spoiled(FAMILY, "a raw NUL in a string", _bytes("Firma 4", b"Firma\0004")),
    spoiled(
        FAMILY, "bytes that are no UTF-8 in a sheet name", _bytes('name="Journal"', b'name="Journ\xe4l"', WORKBOOK)
    ),
    spoiled(
        FAMILY, "bytes that are no UTF-8 in an amount", _bytes("<v>100.04</v>", b"<v>100\xff.04</v>", JOURNAL_SHEET)
    ),
    *(
        spoiled(
            FAMILY,
            f"{what} in a booking",
            lambda book, text=text: book.text("journal", 4, "text", text),
            also=("report", "close") if number == 0 else (),
        )
        for number, (what, text) in enumerate(_TEXTS.items())
    ),
    *(
        spoiled(FAMILY, f"{what} in a key", lambda book, text=text: book.text("partners", 1, "id", text))
        for what, text in list(_TEXTS.items())[:1]
    ),
    *(
        spoiled(
            FAMILY,
            f"{what} in the name of the cooperation",
            lambda book, text=text: book.text("settings", 1, "value", text),
            also=("close",),
        )
        for what, text in list(_TEXTS.items())[:1]
    ),
)
