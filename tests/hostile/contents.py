"""Workbooks that are whole as files, and whose contents are made to mislead or to overwhelm the rules."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.hostile.book import SETTING_ROWS, YEAR, Book, base_rows, entry, income, made
from tests.hostile.case import Case, raw, spoiled

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "content"
Rows = dict[str, list[dict[str, Any]]]


def _changed(change: Callable[[Rows], object], **settings: Any) -> Callable[[], bytes]:
    """Return a maker of the small workbook with other rows."""

    def make() -> bytes:
        rows = base_rows()
        change(rows)
        return made(rows, {**SETTING_ROWS, **settings})

    return make


def _journal(*entries: dict[str, Any]) -> Callable[[], bytes]:
    return _changed(lambda rows: rows["journal"].extend(entries))


def _reversal(number: int, of: str, **more: Any) -> dict[str, Any]:
    return entry(number, amount=-100_00, reversal_of=of, **more)


def _grant(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "project": "P-01",
        "funder": "Land",
        "status": "bewilligt",
        "granted_on": dt.date(YEAR, 1, 10),
        "file_number": name,
        "kind": "Anteil",
        "rate": 80_0000,
        "cap": 1000_00,
        **more,
    }


def _partners(count: int) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        names = [f"P{number:05d}" for number in range(count)]
        rows["partners"] = [{"id": who, "name": who, "valid_from": YEAR} for who in names]
        rows["contributions"] = [{"partner": who, "budget_year": YEAR, "amount": 1_01} for who in names]
        rows["journal"] = [entry(number) for number in range(1, 6)]
        rows["board_members"] = []

    return change


def _grants(count: int) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        names = [f"F-{number:04d}" for number in range(count)]
        rows["grants"] = [_grant(name) for name in names]
        rows["funding_plan"] = [
            {
                "grant": name,
                "budget_year": YEAR,
                "total_cost": 1250_00,
                "grant_amount": 1000_00,
                "own_contribution": 250_00,
            }
            for name in names
        ]

    return change


def _years(first: int, last: int) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows["budget_years"] = [{"budget_year": year, "status": "offen"} for year in range(first, last + 1)]
        rows["contributions"] = [
            {"partner": who, "budget_year": year, "amount": 1000_00}
            for year in range(first, last + 1)
            for who in ("DUS", "ME", "IHK")
        ]
        for partner in rows["partners"]:
            partner["valid_from"] = first

    return change


def _waiver(rule: str, sheet: str, key: str, **more: Any) -> dict[str, Any]:
    return {
        "rule": rule,
        "sheet": sheet,
        "row_key": key,
        "reason": "passt so",
        "name": "Anna",
        "date": dt.date(YEAR, 11, 1),
        **more,
    }


def _all_waived(rows: Rows) -> None:
    """Waive whatever there is, by every sheet and star; the findings are errors and warnings."""
    rows["journal"].append(entry(9, approved_by="Anna", amount=None))
    rows["journal"].append(entry(10, voucher="2026-0004"))
    sheets = ("Journal", "*", "Haushaltsjahre", "Beiträge", "journal ")
    rules = ("*", "JRN", "JRN02", "JRN09", "TYP15", "PER08", "STR01", "QUI01", "jrn09", "")
    rows["waivers"] = [_waiver(rule, sheet, "*") for rule in rules for sheet in sheets]


def _many_waivers(rows: Rows) -> None:
    rows["waivers"] = [_waiver("JRN17", "Journal", str(number)) for number in range(5000)]


def _keys(change: Callable[[str], str]) -> Callable[[Rows], None]:
    """Rename a partner in its own table only, so that it looks the same."""

    def rename(rows: Rows) -> None:
        rows["partners"][0]["id"] = change("DUS")

    return rename


def _closed(rows: Rows) -> None:
    """Claim a closed, sealed year that nobody examined."""
    rows["budget_years"][0] |= {"status": "abgeschlossen", "seal": "f" * 64, "confirmed_cash": 0}


def _twice(table: str) -> Callable[[Rows], None]:
    return lambda rows: rows[table].append({**rows[table][0]})


def _faulty(book: Book) -> Book:
    """Spoil the last booking."""
    book.text("journal", 8, "amount", "12,50").text("journal", 8, "booked_on", "1.4.26")
    return book.text("journal", 8, "account", "999999").text("journal", 8, "project", "x")


def _shared_number(rows: Rows) -> None:
    for row in rows["journal"]:
        row["number"] = "1"


CASES: tuple[Case, ...] = (
    raw(FAMILY, "every booking has the same Nr", _changed(_shared_number)),
    raw(FAMILY, "a reversal of itself", _journal(_reversal(9, "9"))),
    raw(FAMILY, "reversals in a circle", _journal(_reversal(9, "10"), _reversal(10, "11"), _reversal(11, "9"))),
    raw(FAMILY, "a reversal of nothing", _journal(_reversal(9, "999"))),
    spoiled(FAMILY, "10,000 copies of a booking", lambda book: book.repeat_booking(10_000)),
    raw(FAMILY, "2,000 partners", _changed(_partners(2_000))),
    raw(FAMILY, "1,000 grants of one project", _changed(_grants(1_000))),
    raw(FAMILY, "40 years of history", _changed(_years(1987, 2026))),
    raw(FAMILY, "a partner with a right-to-left override", _changed(_keys(lambda name: "\u202eSUD"))),
    raw(FAMILY, "a year that claims to be closed and sealed", _changed(_closed), also=("figures", "seal", "close")),
    raw(
        FAMILY,
        "an opening balance of minus a billion",
        _changed(lambda rows: None, opening_cash=-(10**11)),
        also=("close",),
    ),
    raw(FAMILY, "no booking", _changed(lambda rows: rows.update(journal=[])), also=("close",)),
    raw(FAMILY, "nothing at all", lambda: made({}, {}), also=("figures", "close", "report", "seal")),
    raw(
        FAMILY,
        "amounts that add up to more than 64 bits",
        _journal(*(income(number, "DUS", 9 * 10**16) for number in range(9, 300))),
        also=("close",),
    ),
    raw(
        FAMILY,
        "the protocol of 6,000 faults",
        _journal(*(entry(number, approved_by="Anna", amount=0) for number in range(9, 2009))),
        also=("report",),
    ),
)
