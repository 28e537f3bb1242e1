"""What a new budget year adds: examples as small text tables, and what it refuses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regman_xl.app.new_year import additions_for
from regman_xl.finance.engine import history
from regman_xl.model.books import Books
from regman_xl.model.frames import table_data
from regman_xl.problems import Problem
from regman_xl.schema import BUDGET_YEARS, CONTRIBUTIONS
from tests.finance.histories import History, histories, laws
from tests.rules.examples import made_books

if TYPE_CHECKING:
    from regman_xl.model.additions import Additions

CURRENT = """
    Einstellungen
    Schlüssel     | Wert
    Haushaltsjahr | 2026
"""
PARTNERS = """
    Partner
    Kürzel | Name       | Gültig ab | Gültig bis
    DUS    | Düsseldorf | 2025      |
    ME     | Mettmann   |           |
    IHK    | Kammer     | 2025      | 2026
    RKN    | Neuss      | 2027      |
"""
AGREED = """
    Beiträge
    Partner | Haushaltsjahr | Jahresbeitrag | Fällig am  | Grundlage
    ME      | 2026          | 50.000,00     | 29.02.2024 | Vertrag
    DUS     | 2026          | 50.000,01     | 15.01.2026 | Beschluss 7
    IHK     | 2026          | 20.000,00     |            |
"""
YEARS = """
    Haushaltsjahre
    Haushaltsjahr | Status
    2026          | vorgelegt
"""


def books(*texts: str) -> Books:
    """Read tables: a line without bars names the sheet, the next one holds its headers."""
    tables: dict[str, list[dict[str, str]]] = {}
    sheet, headers = "", None
    for line in (line.strip() for text in texts for line in text.splitlines()):
        cells = [cell.strip() for cell in line.split("|")]
        if line and len(cells) == 1:
            sheet, headers = line, None
        elif line and headers is None:
            headers, tables[sheet] = cells, []
        elif line and headers is not None:
            tables[sheet].append(dict(zip(headers, cells, strict=True)))
    return made_books(tables)


def shown(additions: Additions) -> list[str]:
    """The contributions as lines."""
    return [
        f"{row['partner']} {row['budget_year']} {row['amount']} {row['due_on'] or '-'} {row['basis'] or '-'}"
        for row in additions.of("contributions")
    ]


def test_a_year_takes_over_the_contributions_of_those_who_take_part() -> None:
    made = additions_for(books(CURRENT, PARTNERS, AGREED, YEARS), 2027)
    assert made.of("budget_years") == ({"budget_year": 2027, "status": "offen"},)
    assert shown(made) == ["DUS 2027 5000001 2027-01-15 Beschluss 7", "ME 2027 5000000 2025-02-28 Vertrag"]
    assert made.settings == {"budget_year": 2027}
    assert " ".join(made.notes) == (
        "Haushaltsjahr 2027 angelegt: Status offen; Beiträge wie 2026 für DUS, ME (zusammen 100.000,01 EUR); "
        "laufendes Haushaltsjahr 2027 (bisher 2026). "
        "IHK ist 2027 nicht mehr beteiligt und bekommt keinen Beitrag. "
        "RKN ist 2027 beteiligt und hatte für 2026 keinen Beitrag: bitte den Jahresbeitrag 2027 auf dem Blatt Beiträge "
        "eintragen."
    )


def test_what_is_there_stays_and_only_the_rest_is_added() -> None:
    there = f"{AGREED}\n RKN | 2027 | 30.000,00 | | \n DUS | 2027 | 1,00 | | "
    years = f"{YEARS}\n 2027 | offen"
    made = additions_for(books(CURRENT, PARTNERS, there, years), 2027)
    assert made.of("budget_years") == ()
    assert shown(made) == ["ME 2027 5000000 2025-02-28 Vertrag"]
    assert made.notes[1:] == (
        "Auf dem Blatt Haushaltsjahre steht 2027 schon; die Zeile bleibt, wie sie ist.",
        "IHK ist 2027 nicht mehr beteiligt und bekommt keinen Beitrag.",
        "Auf dem Blatt Beiträge bleiben die Beiträge für 2027, die schon da sind: DUS, RKN.",
    )


def test_the_current_year_is_never_set_back() -> None:
    current = CURRENT.replace("2026", "2028")
    made = additions_for(books(current, PARTNERS, AGREED, YEARS), 2027)
    assert made.settings == {}
    assert "Das laufende Haushaltsjahr bleibt 2028 (Blatt Einstellungen, Haushaltsjahr)." in made.notes


def test_of_a_doubled_contribution_the_first_one_counts_as_in_the_figures() -> None:
    made = additions_for(books(PARTNERS, f"{AGREED}\n DUS | 2026 | 99,00 | | ", YEARS), 2027)
    assert shown(made)[0] == "DUS 2027 5000001 2027-01-15 Beschluss 7"


def test_a_contribution_of_nobody_is_told_and_not_taken_over() -> None:
    made = additions_for(books(PARTNERS, f"{AGREED}\n XY | 2026 | 99,00 | | ", YEARS), 2027)
    assert [line for line in shown(made) if line.startswith("XY")] == []
    assert made.notes[-1] == "XY steht nicht auf dem Blatt Partner: der Beitrag für 2026 wird nicht übernommen."


def test_the_first_year_has_nothing_to_take_over() -> None:
    made = additions_for(books(PARTNERS), 2030)
    assert made.of("budget_years") == ({"budget_year": 2030, "status": "offen"},)
    assert made.of("contributions") == ()
    assert [note.partition(" ")[0] for note in made.notes] == ["Haushaltsjahr", "DUS", "ME", "RKN"]
    assert "noch niemand" in additions_for(Books.of(), 2030).notes[-1]


@pytest.mark.parametrize(
    ("texts", "year", "said"),
    [
        ((PARTNERS, AGREED, YEARS), 2028, "2028 schließt nicht an die vorhandenen an. Vorhanden: 2026;"),
        ((PARTNERS, AGREED, YEARS), 2025, "2025 liegt vor dem ersten."),
        ((PARTNERS, AGREED, YEARS), 2026, "2026 ist schon vorgelegt; ihm wird nichts mehr hinzugefügt."),
        (
            (CURRENT, PARTNERS, AGREED.replace("ME ", "RKN"), YEARS.replace("vorgelegt", "offen")),
            2026,
            "2026 ist schon angelegt; es gibt nichts zu ergänzen. ME ist 2026 beteiligt",
        ),
        ((PARTNERS, YEARS), 2027, "Für 2026 gibt es keine Beiträge, die für 2027 gelten könnten."),
        (
            (PARTNERS, AGREED.replace("50.000,00", "0,00").replace("50.000,01", "0").replace("20.000,00", "0"), YEARS),
            2027,
            "Für 2026 gibt es keine Beiträge",
        ),
        ((PARTNERS, AGREED.replace("50.000,01", ""), YEARS), 2027, "Blatt Beiträge ist die Zeile 3 nicht auswertbar"),
    ],
)
def test_what_cannot_be_added_is_said(texts: tuple[str, ...], year: int, said: str) -> None:
    with pytest.raises(Problem) as problem:
        additions_for(books(*texts), year)
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_lost_sheet_is_said() -> None:
    whole = books(PARTNERS, AGREED, YEARS)
    lost = Books(whole.settings, {**whole.data, "budget_years": replace(whole.data["budget_years"], header_row=0)})
    with pytest.raises(Problem, match="fehlt das Blatt Haushaltsjahre"):
        additions_for(lost, 2027)


@given(day=st.dates())
def test_a_day_is_moved_by_a_year_whatever_it_is(day: dt.date) -> None:
    row = {"partner": "DUS", "budget_year": 2026, "amount": 100, "due_on": day}
    whole = books(PARTNERS, YEARS)
    agreed = Books(whole.settings, {**whole.data, "contributions": table_data(CONTRIBUTIONS, [row])})
    moved = additions_for(agreed, 2027).of("contributions")[0]["due_on"]
    assert isinstance(moved, dt.date)
    assert moved.year == min(day.year + 1, dt.MAXYEAR)
    assert (moved.month, moved.day) == ((2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day))


@laws(40)
@given(histories(1, 4))
def test_figures_of_earlier_years_stay_as_they_are(before: History) -> None:
    year = before.years[-1] + 1
    accounts = history(before.books()).accounts
    try:
        made = additions_for(before.books(), year)
    except Problem:
        # Nobody has agreed to pay anything in the last year, or contributions are known beyond it.
        assert not any(row["amount"] for row in before.tables["contributions"] if row["budget_year"] == year - 1)
        return
    after = before
    for table in (BUDGET_YEARS, CONTRIBUTIONS):
        after = after.and_rows(table.name, *(dict(row) for row in made.of(table.name)))
    again = history(after.books()).accounts
    assert [replace(account, plan=()) for account in again[: len(accounts)]] == [
        replace(account, plan=()) for account in accounts
    ]
