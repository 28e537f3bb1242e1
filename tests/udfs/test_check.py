"""RM_PRUEFEN: one table by itself says nothing that the whole workbook does not say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

import udfs
from regman_xl.app.table_check import check_table
from regman_xl.rules import CATALOGUE, audit
from regman_xl.rules.registry import Registry
from regman_xl.schema import JOURNAL, TABLES
from regman_xl.workbook.reader import read_books
from tests.workbook.making import ENTRY, journal
from tests.workbook.planting import clean_sample
from tests.workbook.test_independence import planted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from regman_xl.finding import Finding
    from regman_xl.model.books import Books

DAY = dt.date(2027, 1, 31)


@pytest.fixture(scope="module", params=["clean", "planted"])
def workbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("check") / "mappe.xlsx"
    path.write_bytes(clean_sample() if request.param == "clean" else planted())
    return path


def cells_of(path: Path, books: Books, name: str) -> tuple[list[list[Any]], tuple[int, int]]:
    """Return the cells of a table as Excel hands them over, and where the first one stands."""
    data = books.data[name]
    assert data.header_row is not None
    sheet = load_workbook(path, data_only=True)[data.sheet]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=data.header_row)]
    return rows, (data.header_row, 1)


def told(findings: Iterable[Finding]) -> set[tuple[str, str | None, str]]:
    return {(item.code, item.cell, item.message) for item in findings}


def test_a_table_says_the_same_alone_as_in_its_workbook(workbook: Path) -> None:
    books = read_books(workbook)
    whole = audit(books, today=DAY).findings
    alone = 0
    for table in TABLES:
        if books.data[table.name].header_row is None:
            continue
        rows, corner = cells_of(workbook, books, table.name)
        made = check_table(rows, table.sheet, corner, DAY)
        assert told(made.findings) <= told(item for item in whole if item.sheet == books.data[table.name].sheet)
        assert made.judged > 20
        alone += len(made.findings)
    assert (alone > 50) is (len(whole) > 50)


HEADINGS = [column.title for column in JOURNAL.columns]


def entry(**changes: object) -> list[object]:
    row = {**ENTRY, "confirmed_by": "A. Kaya", "approved_by": "B. Lang", **changes}
    return [row.get(column.name) for column in JOURNAL.columns]


def test_findings_are_spilled_with_rule_cell_and_message() -> None:
    rows = udfs.RM_PRUEFEN([HEADINGS, entry(amount=1.234), entry(number="2", voucher="2026-0002")], "Journal")
    assert rows[0][0] == "TYP07"
    assert rows[0][1] == f"{chr(ord('A') + HEADINGS.index(JOURNAL['amount'].title))}2"
    assert "1,234" in rows[0][2]
    assert rows[-1][2].startswith("Das sind alle Befunde. Geprüft mit ")
    assert all(len(row) == 3 for row in rows)


def test_a_faultless_table_says_so() -> None:
    rows = udfs.RM_PRUEFEN([HEADINGS, entry()], " journal ")
    assert len(rows) == 1
    assert rows[0][:2] == ["", ""]
    assert rows[0][2].startswith("Keine Befunde. Geprüft mit ")


class Range:
    """What xlwings hands over where a function needs the place of its argument."""

    row, column = 4, 2

    def __init__(self, rows: list[list[object]]) -> None:
        self.rows = rows

    def options(self, **options: object) -> Range:
        assert options == {"ndim": 2, "err_to_str": True}
        return self

    @property
    def value(self) -> list[list[object]]:
        return self.rows


def test_cells_are_named_where_the_range_stands() -> None:
    rows = udfs.RM_PRUEFEN(Range([HEADINGS, entry(amount="#N/A"), entry(number=None, voucher="2026-0002")]), "Journal")
    place = HEADINGS.index(JOURNAL["amount"].title)
    assert [f"{chr(ord('B') + place)}5", "B6"] == [row[1] for row in rows[:-1]]


@pytest.mark.parametrize(
    ("rows", "sheet", "wanted"),
    [
        (None, "Journal", "#RM Tabelle: Der Bereich ist leer."),
        ([HEADINGS], "Joornal", "#RM Das Blatt „Joornal“ ist kein Eingabeblatt; möglich sind Einstellungen, Partner,"),
        ([HEADINGS], None, "#RM Das Blatt „“ ist kein Eingabeblatt"),
        ([HEADINGS], [["Journal", "Plan"]], "#RM Blatt: Bitte eine einzelne Zelle angeben, keinen Bereich."),
    ],
)
def test_what_cannot_be_checked_is_told(rows: Any, sheet: Any, wanted: str) -> None:
    assert udfs.RM_PRUEFEN(rows, sheet).startswith(wanted)


def test_a_rule_that_breaks_down_by_itself_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Registry()

    @broken.rule("JRN99", CATALOGUE["JRN01"].severity, JOURNAL, "amount", title="Bruch", message="m", hint="h")
    def breaks(journal: Any, books: Any) -> Any:
        """Breaks.

        Because: Es ist ein Beispiel.
        """
        raise KeyError("x")

    monkeypatch.setattr("regman_xl.app.table_check.CATALOGUE", {**CATALOGUE, **broken.rules})
    found = check_table([HEADINGS, entry()], "Journal", (1, 1), DAY).findings
    assert [item.code for item in found] == ["INT01"]
    assert "JRN99" in found[0].message


def test_the_sheet_of_the_user_is_not_needed(tmp_path: Path) -> None:
    books = read_books(journal(tmp_path / "buch.xlsx", {"amount": 1.234}))
    rows, corner = cells_of(tmp_path / "buch.xlsx", books, "journal")
    assert "TYP07" in {item.code for item in check_table(rows, "Journal", corner, DAY).findings}
