"""A year that does not cover its cost or does not prove its cash is closed only as a draft."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from regman_xl.model.contents import Contents
from regman_xl.schema.lists import Category
from regman_xl.workbook.master import write_master

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

DEFICIT = {"category": Category.OFFICE, "amount": 130_000_00}
TOO_MUCH_BACK = {"category": Category.REFUND, "amount": 1_000_00, "partner": "DUS", "origin_year": 2025}


def workbook(path: Path, entry: dict[str, Any]) -> Path:
    amounts = {"DUS": 50_000_00, "ME": 50_000_00, "IHK": 20_000_00}
    details = {
        "number": "1",
        "budget_year": 2026,
        "direction": entry["category"].direction,
        "booked_on": dt.date(2026, 5, 8),
        "voucher": "2026-0001",
        "text": "Buchung",
        "confirmed_by": "Anna",
        "approved_by": "Bernd",
    }
    rows: dict[str, Any] = {
        "partners": [{"id": who, "name": who, "valid_from": 2025} for who in amounts],
        "contributions": [{"partner": who, "budget_year": 2026, "amount": cents} for who, cents in amounts.items()],
        "budget_years": [{"budget_year": 2026, "status": "offen"}],
        "journal": [details | entry],
    }
    write_master(path, Contents({"budget_year": 2026}, rows))
    return path


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (DEFICIT, "PER04: Im Haushaltsjahr 2026 fehlen 10.000,00 EUR, die keine Mittelschicht deckt"),
        (TOO_MUCH_BACK, "PER08: Am Ende des Haushaltsjahres 2026 sind nach dem Journal -1.000,00 EUR in der Kasse"),
    ],
)
def test_such_a_year_is_refused(run: Callable[..., Run], tmp_path: Path, entry: dict[str, Any], reason: str) -> None:
    path = workbook(tmp_path / "mappe.xlsx", entry)

    refused = run("close", path, "--year", "2026", "--as-of", "2027-02-01")
    assert (refused.code, refused.out) == (1, "")
    assert reason in refused.err
    assert list(tmp_path.iterdir()) == [path]

    assert run("close", path, "--year", "2026", "--as-of", "2027-02-01", "--draft").code == 0


def test_a_year_that_is_not_over_is_said(run: Callable[..., Run], clean: Path) -> None:
    result = run("close", clean, "--year", "2027")
    assert result.code == 0
    assert (
        result.err
        == "Das Haushaltsjahr 2027 ist am 15.02.2027 noch nicht zu Ende: das Ergebnis ist ein Zwischenstand.\n"
    )


def test_a_link_that_leads_in_a_circle(run: Callable[..., Run], clean: Path) -> None:
    circle = clean.with_name("kreis.xlsx")
    circle.symlink_to(circle.name)
    result = run("close", clean, "--year", "2026", "--out", circle, "--force")
    assert (result.code, result.out) == (2, "")
    assert "Verknüpfungen verweisen im Kreis" in result.err


def test_a_draft_names_the_rows_that_it_leaves_out(run: Callable[..., Run], tmp_path: Path) -> None:
    path = workbook(tmp_path / "mappe.xlsx", {"category": Category.OFFICE, "amount": None})

    result = run("close", path, "--year", "2026", "--as-of", "2027-02-01", "--draft", "--out", tmp_path / "a.xlsx")

    assert result.code == 0
    texts = [str(cell.value) for row in load_workbook(tmp_path / "a.xlsx")["Abschluss 2026"].rows for cell in row]
    assert any(text.startswith("Nicht mitgerechnet") and text.endswith("Journal 5.") for text in texts)


def test_a_warning_says_how_to_waive_it(run: Callable[..., Run], tmp_path: Path) -> None:
    result = run("validate", workbook(tmp_path / "mappe.xlsx", DEFICIT))
    assert (
        "    Zum Quittieren auf dem Blatt Quittierungen eintragen: Regel „JRN17“, Blatt „Journal“, Zeile „1“.\n"
        in result.out
    )
