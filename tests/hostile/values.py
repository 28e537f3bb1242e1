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
    *("1e308", "1e309", "1e-320", "-0", "-0.01", "0.30000000000000004", "100.035", "100.000000000000001"),
    *("9.99e15", "90071992547409.93", "999999999.99", "92233720368547758.07", "1E2", "+100", " 100 ", ".5", "0100"),
    *("1_000", "0x64", "--1", "nan", "-Infinity", "1,5", "٣", "", "\n", "1/3"),
)
_DATES = (
    *("0", "60", "-1", "0.5", "46100.75", "46100.000001", "2958465", "2958466", "1e308", "nan"),
)
_ISO = ("0000-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-04-05")
_YEARS = ("1", "-2026", "2200", "99999", "2026.5", "1e308")
#: What a wrong type looks like: attributes and inside of the cell.
_TYPES = {
    "German text": ('t="inlineStr"', "<is><t>1.234,56</t></is>"),
    "text with a minus behind": ('t="inlineStr"', "<is><t>100,00-</t></is>"),
    "text with a no-break blank": ('t="inlineStr"', "<is><t>1\u00a0000,00</t></is>"),
    "true": ('t="b"', "<v>1</v>"),
    "a boolean of text": ('t="b"', "<v>wahr</v>"),
    "an error": ('t="e"', "<v>#REF!</v>"),
    "an unknown error": ('t="e"', "<v>#SPILL!</v>"),
    "an error without name": ('t="e"', "<v></v>"),
    "an unknown type": ('t="zahl"', "<v>100.04</v>"),
    "an ISO date": ('t="d"', "<v>2026-04-05</v>"),
    "no value": ("", ""),
    "a formula without value": ("", "<f>1+1</f>"),
    "a formula with an empty value": ("", "<f>1+1</f><v/>"),
    "a formula with a value": ("", "<f>SUM(1,2)</f><v>100.04</v>"),
    "a formula with a text": ('t="str"', "<f>1+1</f><v>100,04</v>"),
    "a formula with an error": ('t="e"', "<f>1/0</f><v>#DIV/0!</v>"),
    "an array formula": ("", '<f t="array" ref="O8:O9">1</f><v>100.04</v>'),
    "a shared formula without master": ("", '<f t="shared" si="999"/><v>100.04</v>'),
    "a shared string index too large": ('t="s"', "<v>999999</v>"),
    "a shared string index negative": ('t="s"', "<v>-1</v>"),
    "a shared string index with a fraction": ('t="s"', "<v>1.5</v>"),
    "a shared string index beyond 64 bits": ('t="s"', "<v>99999999999999999999999</v>"),
    "a shared string index missing": ('t="s"', ""),
    "an inline text as value": ('t="inlineStr"', "<v>100.04</v>"),
    "a number as inline text without type": ("", "<is><t>100.04</t></is>"),
    "rich text": ('t="inlineStr"', "<is><r><t>100</t></r><r><t>.04</t></r></is>"),
}
_ERRORS = (("#NULL!", "partner"), ("#DIV/0!", "category"), ("#VALUE!", "number"), ("#NAME?", "budget_year"))


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
        spoiled(FAMILY, f"the day as ISO {text}", lambda book, text=text: book.put("journal", 4, "booked_on", f"<v>{text}</v>", 't="d"'))
        for text in _ISO
    ),
    *(spoiled(FAMILY, f"the year {text}", _year(text)) for text in _YEARS),
    *(
        spoiled(FAMILY, f"{error} as {column}", lambda book, error=error, column=column: book.put("journal", 4, column, f"<v>{error}</v>", 't="e"'))
        for error, column in _ERRORS
    ),
    spoiled(FAMILY, "a boolean as day", lambda book: book.put("journal", 4, "booked_on", "<v>1</v>", 't="b"')),
    spoiled(FAMILY, "a date as text", lambda book: book.text("journal", 4, "booked_on", "05.04.2026")),
    spoiled(FAMILY, "a contribution of 1e308", lambda book: book.put("contributions", 1, "amount", "<v>1e308</v>"), also=("figures", "close")),
    spoiled(FAMILY, "a contribution of 999999999999.99", lambda book: book.put("contributions", 1, "amount", "<v>999999999999.99</v>"), also=("figures", "close")),
    spoiled(FAMILY, "contributions of zero", lambda book: [book.put("contributions", row, "amount", "<v>0</v>") for row in (1, 2, 3)], also=("figures", "close")),
    spoiled(FAMILY, "a negative contribution", lambda book: book.put("contributions", 1, "amount", "<v>-5000</v>"), also=("figures", "close")),
    spoiled(FAMILY, "an opening balance of 1e15", lambda book: book.put("settings", 3, "value", "<v>1e15</v>"), also=("figures",)),
    spoiled(FAMILY, "an opening balance of text", lambda book: book.text("settings", 3, "value", "viel"), also=("figures",)),
    spoiled(FAMILY, "a budget year of text in the settings", lambda book: book.text("settings", 2, "value", "dieses")),
    spoiled(FAMILY, "errors all over the journal", _errors_everywhere, also=("figures", "close")),
    spoiled(FAMILY, "a partner's first year of 1e308", lambda book: book.put("partners", 1, "valid_from", "<v>1e308</v>")),
    spoiled(FAMILY, "no year at all", lambda book: book.put("budget_years", 1, "budget_year", ""), also=("figures",)),
)
