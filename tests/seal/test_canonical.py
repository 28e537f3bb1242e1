"""The canonical text: the same for the same data, and the same in every later version."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from regman_xl.finance.engine import history
from regman_xl.model.books import Books
from regman_xl.schema import FUNDING_PLAN, JOURNAL, PARTNERS
from regman_xl.schema.columns import Table, text
from regman_xl.seal.canonical import VERSION, digest_of, row_digests
from regman_xl.seal.checksum import YEARS_AHEAD, data_checksum
from regman_xl.seal.lines import head_of
from regman_xl.seal.seal import seal_of
from regman_xl.seal.state import seal_state
from tests.rules.test_laws import shuffled
from tests.seal.years import books_of, sealed, tables

if TYPE_CHECKING:
    import random

ENTRY = {
    "number": "12",
    "budget_year": 2026,
    "booked_on": dt.date(2026, 5, 8),
    "direction": "Ausgabe",
    "category": "Geschäftsstelle",
    "text": 'Druck "Region – neu"',
    "amount": -1_234_56,
}
#: Digests that workbooks out there hold: they must never change.
ENTRY_DIGEST = "b237a37d584bde6f04012679c0cea9c062365df9781b3955de103fa18a81768c"
SMALL_SEAL = "e361922c291abdda04c14c751b1b9c6a3b5ec2c82b87c20671d0b670302ff612"

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
ROWS = st.fixed_dictionaries(
    {},
    optional={
        "number": TEXTS,
        "text": TEXTS,
        "remark": TEXTS,
        "amount": st.integers(-(10**15), 10**15),
        "booked_on": st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)),
        "budget_year": st.integers(1900, 2999),
    },
)


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """The definition: what is not blank, as JSON has it."""
    values: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, str):
            lines = value.replace("\r\n", "\n").replace("\r", "\n").strip()
            values[name] = unicodedata.normalize("NFC", lines)
        else:
            values[name] = value.isoformat() if isinstance(value, dt.date) else value
    return {name: value for name, value in values.items() if value != ""}


def digests(row: dict[str, Any]) -> list[str]:
    return row_digests(JOURNAL, Books.of(journal=[row]).table(JOURNAL).frame)


@given(rows=st.lists(ROWS, max_size=5))
@settings(max_examples=60)
def test_rows_are_hashed_as_defined(rows: list[dict[str, Any]]) -> None:
    frame = Books.of(journal=rows).table(JOURNAL).frame
    assert row_digests(JOURNAL, frame) == [digest_of("journal", plain(row)) for row in rows]


def test_the_definition_in_full() -> None:
    written = json.dumps([VERSION, "journal", plain(ENTRY)], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert written.startswith('["regman-seal-1","journal",{"amount":-123456,"booked_on":"2026-05-08"')
    assert digests(ENTRY) == [sha256(written.encode()).hexdigest()]


def test_digests_never_change() -> None:
    assert digests(ENTRY) == [ENTRY_DIGEST]
    books = books_of(tables())
    assert seal_of(books, history(books).accounts, 2026).head == SMALL_SEAL


def test_composition_and_ends_of_lines_do_not_matter() -> None:
    assert digests({"text": "Gebühr\nRest"}) == digests({"text": "Gebu\u0308hr\r\nRest "})
    assert digests({"text": "Gebühr"}) != digests({"text": "Gebuhr"})


def test_a_blank_column_of_a_later_version_does_not_matter() -> None:
    frame = Books.of(partners=[{"id": "DUS", "name": "Stadt"}]).table(PARTNERS).frame
    later = Table("partners", "Partner", "tblPartner", (*PARTNERS.columns, text("mail", "E-Mail", "")), ("id",), "")
    assert row_digests(later, frame.assign(mail="")) == row_digests(PARTNERS, frame)
    assert row_digests(later, frame.assign(mail="x")) != row_digests(PARTNERS, frame)


def test_computed_columns_do_not_matter() -> None:
    row = {"grant": "F-1", "budget_year": 2026, "total_cost": 5, "grant_amount": 3}
    frame = Books.of(funding_plan=[row]).table(FUNDING_PLAN).frame
    assert row_digests(FUNDING_PLAN, frame.assign(own_contribution=2)) == row_digests(FUNDING_PLAN, frame)


def test_the_same_values_of_two_tables_differ() -> None:
    assert digest_of("partners", {"id": "1"}) != digest_of("projects", {"id": "1"})
    assert head_of(2026, "", []) != head_of(2025, "", [])


def in_another_order(books: Books, chance: random.Random) -> Books:
    """The same workbook with all rows but the partners' in another order, and its columns too."""
    data = {name: shuffled(table, chance) if name != PARTNERS.name else table for name, table in books.data.items()}
    for name, table in data.items():
        columns = list(table.frame.columns)
        chance.shuffle(columns)
        data[name] = dataclasses.replace(table, frame=table.frame[columns])
    return dataclasses.replace(books, data=data)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_of_rows_and_columns_does_not_matter(chance: random.Random) -> None:
    books = books_of(sealed(tables()))
    again = in_another_order(books, chance)
    accounts = history(again).accounts
    for year in (2025, 2026):
        state = seal_state(again, accounts, year)
        assert state is not None
        assert state.intact
        assert seal_of(again, accounts, year) == seal_of(books, accounts, year)


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_checksum_of_data_does_not_depend_on_order(chance: random.Random) -> None:
    books = books_of(tables())
    again = in_another_order(books, chance)
    again = dataclasses.replace(again, data={**again.data, "grants": books.data["grants"]})
    for kind in YEARS_AHEAD:
        assert data_checksum(again, kind, 2026) == data_checksum(books, kind, 2026)
