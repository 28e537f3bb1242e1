"""A small workbook of two closed years and a running one, and ways to change and seal it."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

from regman_xl.finance.engine import history
from regman_xl.model.books import Books
from regman_xl.model.settings import Settings
from regman_xl.seal.seal import seal_of
from regman_xl.seal.state import seal_state
from tests.finance.workbooks import entry, resolution

if TYPE_CHECKING:
    from collections.abc import Callable

    from regman_xl.seal.state import SealState

Row = dict[str, Any]
Tables = dict[str, list[Row]]
THREE = {"DUS": 50_000_00, "ME": 50_000_00, "IHK": 20_000_00}
YEARS = (2025, 2026, 2027)


def numbered(rows: list[Row]) -> list[Row]:
    return [{**row, "number": str(number)} for number, row in enumerate(rows, 1)]


def tables() -> Tables:
    """Three partners, a grant with its plan and decision, and a resolution for each closed year."""
    paid = [entry(year, "Partnerbeitrag", amount, partner=name) for year in YEARS for name, amount in THREE.items()]
    return {
        "partners": [{"id": name, "name": name, "legal_form": "Kreis", "valid_from": 2025} for name in THREE],
        "contributions": [
            {"partner": name, "budget_year": year, "amount": amount} for year in YEARS for name, amount in THREE.items()
        ],
        "budget_years": [{"budget_year": year, "status": "abgeschlossen"} for year in YEARS],
        "projects": [{"id": "P-1", "title": "Radweg"}],
        "grants": [
            {
                "id": "F-1",
                "project": "P-1",
                "status": "bewilligt",
                "kind": "Anteil",
                "rate": 600_000,
                "cap": 60_000_00,
                "funder": "Land",
            },
            {"id": "F-2", "project": "P-1", "status": "sondiert", "funder": "Bund"},
        ],
        "grant_decisions": [
            {"grant": "F-1", "date": dt.date(2026, 2, 1), "kind": "Bewilligung", "cap": 60_000_00, "rate": 600_000}
        ],
        "funding_plan": [
            {"grant": "F-1", "budget_year": year, "total_cost": 50_000_00, "grant_amount": 30_000_00}
            for year in (2026, 2027)
        ],
        "resolutions": [resolution(year, "Prüfung Jahresabschluss") for year in (2025, 2026)],
        "journal": numbered(
            [
                *paid,
                entry(2025, "Geschäftsstelle", 30_000_00),
                entry(2026, "Projekt", 40_000_00, grant="F-1", project="P-1"),
                entry(2026, "Fördermittel", 10_000_00, grant="F-1"),
                entry(2026, "Veranstaltung", 5_000_00, text="Forum"),
            ]
        ),
    }


def books_of(rows: Tables, *, opening_cash: int = 100_00, **more: list[Row]) -> Books:
    return Books.of(Settings(opening_cash=opening_cash), **{**rows, **more})


def sealed(rows: Tables, *years: int, opening_cash: int = 100_00) -> Tables:
    """The same workbook with these years sealed, one after the other."""
    rows = copy.deepcopy(rows)
    rows.setdefault("seals", [])
    for year in years or (2025, 2026):
        books = books_of(rows, opening_cash=opening_cash)
        seal = seal_of(books, history(books).accounts, year)
        row = next(row for row in rows["budget_years"] if row["budget_year"] == year)
        row["seal"] = seal.head
        rows["seals"] += [{"budget_year": year, **dataclasses.asdict(line)} for line in seal.rows]
    return rows


def state(rows: Tables, year: int, *, opening_cash: int = 100_00, computed: bool = True) -> SealState:
    books = books_of(rows, opening_cash=opening_cash)
    found = seal_state(books, history(books).accounts if computed else (), year)
    assert found is not None
    return found


def changed(rows: Tables, change: Callable[[Tables], object]) -> Tables:
    rows = copy.deepcopy(rows)
    change(rows)
    return rows


def find(rows: Tables, table: str, **values: Any) -> Row:
    return next(row for row in rows[table] if all(row.get(name) == value for name, value in values.items()))
