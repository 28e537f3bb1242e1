"""Cells that hold what they must not: numbers out of range, dates out of time, texts as amounts, errors, booleans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.book import JOURNAL_SHEET, Book
from tests.hostile.case import Case, spoiled

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "value"
#: Numbers as the file holds them, in the amount of the first bill.
_AMOUNTS = (
    *("1e308", "-0", "0.30000000000000004"),
    *("999999999.99", "nan", "1,5"),
)
_DATES = ("46100.75", "2958466")
_ISO = ("2026-02-30",)
_YEARS = ("2026.5",)
#: What a wrong type looks like: attributes and inside of the cell.
_TYPES = {
    "true": ('t="b"', "<v>1</v>"),
    "an unknown type": ('t="zahl"', "<v>100.04</v>"),
    "a shared string index too large": ('t="s"', "<v>999999</v>"),
    "a shared string index beyond 64 bits": ('t="s"', "<v>99999999999999999999999</v>"),
}
_ERRORS = (("#NAME?", "budget_year"),)


def _errors_everywhere(book: Book) -> None:
    """Turn every text and number of the bookings, but for the last two rows, into an error."""
    pattern = r'(?<=<c r="[A-X][5-9]" s="[0-9][0-9]")(?: t="s")?><v>[^<]+</v>'
    book.sub(JOURNAL_SHEET, pattern, ' t="e"><v>#REF!</v>')


def _date(number: str) -> Callable[[Book], object]:
    return lambda book: book.number(4, "booked_on", number)


def _year(number: str) -> Callable[[Book], object]:
    return lambda book: book.number(4, "budget_year", number)


def _shown(text: str) -> str:
    return text if text.isprintable() and text.strip() == text and text else ascii(text)


CASES: tuple[Case, ...] = (
    *(
        spoiled(FAMILY, f"the amount {_shown(text)}", lambda book, text=text: book.number(4, "amount", text))
        for text in _AMOUNTS
    ),
    *(
        spoiled(FAMILY, f"the amount as {what}", lambda book, xml=xml: book.put("journal", 4, "amount", xml[1], xml[0]))
        for what, xml in _TYPES.items()
    ),
    *(spoiled(FAMILY, f"the day {text}", _date(text)) for text in _DATES),
    *(
        spoiled(
            FAMILY,
            f"the day as ISO {text}",
            lambda book, text=text: book.put("journal", 4, "booked_on", f"<v>{text}</v>", 't="d"'),
        )
        for text in _ISO
    ),
    *(spoiled(FAMILY, f"the year {text}", _year(text)) for text in _YEARS),
    *(
        spoiled(
            FAMILY,
            f"{error} as {column}",
            lambda book, error=error, column=column: book.put("journal", 4, column, f"<v>{error}</v>", 't="e"'),
        )
        for error, column in _ERRORS
    ),
    spoiled(
        FAMILY,
        "contributions of zero",
        lambda book: [book.put("contributions", row, "amount", "<v>0</v>") for row in (1, 2, 3)],
        also=("figures", "close"),
    ),
    spoiled(FAMILY, "errors all over the journal", _errors_everywhere, also=("figures", "close")),
    spoiled(FAMILY, "no year at all", lambda book: book.put("budget_years", 1, "budget_year", "")),
)
