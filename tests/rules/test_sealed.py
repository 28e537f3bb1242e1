"""What the rules about seals and generated sheets say, beside their examples."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.finance.engine import history
from regman_xl.model.facts import GeneratedSheet, PackageFacts
from regman_xl.rules import CATALOGUE, audit
from regman_xl.schema import BUDGET_YEARS as TABLE
from regman_xl.seal.checksum import data_checksum
from tests.finance.workbooks import entry
from tests.seal.years import books_of, changed, find, numbered, sealed, tables

if TYPE_CHECKING:
    from regman_xl.model.books import Books
    from tests.seal.years import Tables

TODAY = dt.date(2027, 6, 30)


def said(books: Books, code: str) -> list[str]:
    result = audit(books, history(books).accounts, today=TODAY, rules=[CATALOGUE[code]])
    assert not result.crashed
    return [finding.message for finding in result.findings]


def seals(rows: Tables) -> list[str]:
    return said(books_of(rows), "PER03")


def test_another_seal_of_the_year_before_is_named() -> None:
    before = sealed(tables())
    find(before, "budget_years", budget_year=2025)["seal"] = "a" * 64
    assert any("das Siegel des Vorjahres ist ein anderes." in message for message in seals(before))


def test_many_missing_rows_are_counted_after_the_first_ten() -> None:
    more = [entry(2026, "Geschäftsstelle", 1_00, text="klein") for _ in range(12)]
    before = sealed(changed(tables(), lambda rows: rows.update(journal=numbered([*rows["journal"], *more]))))
    before["journal"] = [row for row in before["journal"] if row["text"] != "klein"]
    (message,) = seals(before)
    assert "12 Zeilen fehlen (Journal 14, " in message
    assert "Journal 23, und 2 weitere); dadurch andere Zahlen des Jahres." in message


def test_a_removed_seal_is_told_without_its_column_too() -> None:
    rows = sealed(tables())
    for row in rows["budget_years"]:
        row["seal"] = ""
    books = books_of(rows)
    data = books.table(TABLE)
    positions = {name: place for name, place in data.positions.items() if name != "seal"}
    bare = dataclasses.replace(books, data={**books.data, TABLE.name: dataclasses.replace(data, positions=positions)})
    assert said(books, "PER03") == said(bare, "PER03")
    assert len(said(bare, "PER03")) == 2


def made(books: Books, *sheets: GeneratedSheet) -> Books:
    return dataclasses.replace(books, package=PackageFacts("mappe.xlsx", (), (), sheets))


def test_only_documents_that_we_know_are_compared() -> None:
    books = books_of(tables())
    old = "f" * 64
    assert said(made(books, GeneratedSheet("Abschluss 2026", "closing", 2026, "", old)), "PER05")
    assert said(made(books, GeneratedSheet("Prüfprotokoll", "findings", None, "", old)), "PER05")
    fresh = GeneratedSheet("Prüfprotokoll", "findings", None, "", data_checksum(books, "findings", None))
    unknown = GeneratedSheet("Siegel", "seals"), GeneratedSheet("Neu 2026", "future", 2026, "", old)
    assert said(made(books, fresh, *unknown, GeneratedSheet("Alt", "closing", 2026)), "PER05") == []


def test_a_document_of_a_sealed_year_stands() -> None:
    rows = sealed(tables(), 2025, 2026)
    closing = GeneratedSheet("Abschluss 2026", "closing", 2026, "", data_checksum(books_of(rows), "closing", 2026))
    rows["projects"][0]["title"] = "Radschnellweg"
    assert said(made(books_of(rows), closing), "PER05") == []
    find(rows, "journal", text="Forum")["text"] = "X"
    assert said(made(books_of(rows), closing), "PER05")
