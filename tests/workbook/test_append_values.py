"""How appended values are written: as the format of their cells shows them, and where they belong."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from regman_xl.problems import Problem
from regman_xl.workbook.reader import read_books
from regman_xl.workbook.row_edit import NewCell, put_cells
from regman_xl.workbook.splice import splice
from regman_xl.workbook.texts import clean
from tests.hostile_texts import BEGINNINGS, LOOKALIKES
from tests.workbook.appending import NEW, PART, added, small
from tests.workbook.making import (
    CONTRIBUTION,
    Formula,
    Styled,
    edit_part,
    facts_of,
    hand_made,
    make_book,
    read_parts,
    sheet_xml,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_numbers_are_written_as_their_format_shows_them(tmp_path: Path) -> None:
    """A date is no number to the reader, a percentage in a cell of percent is a hundredth."""
    grant = {"id": "F-1", "project": "P-1", "funder": "Land", "status": "beantragt", "rate": Styled(0.5, "0.00%")}
    source = make_book(tmp_path / "m.xlsx", grants=[{**grant, "applied_on": Styled(1, "0")}])
    made, _ = added(
        source, {"grants": [{**grant, "id": "F-2", "rate": 33_3333, "cap": 1_05, "applied_on": dt.date(2026, 5, 4)}]}
    )
    read = read_books(made).grants[-1]
    assert (read.id, read.rate, read.cap, read.applied_on) == ("F-2", 33_3333, 1_05, dt.date(2026, 5, 4))


def test_days_are_counted_as_the_workbook_counts_them(tmp_path: Path) -> None:
    source = edit_part(
        small(tmp_path / "m.xlsx"),
        "xl/workbook.xml",
        lambda text: text.replace("<workbookPr", '<workbookPr date1904="1"'),
    )
    made, _ = added(source, {"contributions": [NEW]})
    assert read_books(made).contributions[-1].due_on == dt.date(2027, 2, 28)


def test_a_setting_that_is_missing_gets_its_line(tmp_path: Path) -> None:
    lines = [{"key": "Anfangsbestand", "value": 0}, {"key": "Schemaversion", "value": 1}]
    source = make_book(tmp_path / "m.xlsx", settings=lines, contributions=[CONTRIBUTION])
    made, _ = added(source, {}, budget_year=2027, cooperation="Neu", plan_deadline=(1, 4), opening_cash=12_34)
    books = read_books(made)
    assert (books.settings.budget_year, books.settings.cooperation) == (2027, "Neu")
    assert (books.settings.plan_deadline, books.settings.opening_cash) == ((1, 4), 12_34)
    assert books.data["settings"].frame["key"].tolist()[2:] == ["Haushaltsjahr", "Kooperation", "Frist Jahresplanung"]
    assert facts_of(books) == []


def test_a_setting_that_is_computed_is_left_to_the_user(tmp_path: Path) -> None:
    lines = [{"key": "Haushaltsjahr", "value": Formula("=2020+6", 2026)}]
    source = make_book(tmp_path / "m.xlsx", settings=lines)
    with pytest.raises(Problem, match="steht in B2 eine Formel"):
        added(source, {}, budget_year=2027)


@pytest.mark.parametrize("text", [*(f"{beginning}x" for beginning in BEGINNINGS), *LOOKALIKES, "Straße\nHaus", "𝄞"])
def test_a_text_is_written_as_a_text(tmp_path: Path, text: str) -> None:
    source = small(tmp_path / "m.xlsx")
    made, _ = added(source, {"contributions": [{**NEW, "basis": text}]})
    assert read_books(made).contributions[-1].basis == clean(text).replace("\r\n", "\n")
    assert b"<f>" not in read_parts(made)[PART]


@pytest.mark.parametrize(
    ("rows", "made"),
    [
        ("", "A2=x C2=1"),
        ('<row r="1"/><row r="5"/>', "A2=x C2=1"),
        ('<row r="2"/>', "A2=x C2=1"),
        ('<row r="2" s="4" customFormat="1"><extLst/></row>', "A2:4=x C2:4=1"),
        ('<row r="2"><c r="A2" s="3"/><c r="D2"><v>9</v></c></row>', "A2:3=x C2=1 D2=9"),
        ("<row/><row><c/><c><v>5</v></c><c/><c><v>9</v></c></row>", "A2=x =5 C2=1 =9"),
        ("<row/><row><c/><c><v>5</v></c></row>", "A2=x B2=5 C2=1"),
    ],
)
def test_cells_come_where_they_belong(tmp_path: Path, rows: str, made: str) -> None:
    source = hand_made(tmp_path / "m.xlsx", sheet_xml(rows))
    with splice(source) as change:
        put_cells(change, PART, {2: {1: NewCell("x"), 3: NewCell(1)}})
        change.write(tmp_path / "neu.xlsx")
    text = read_parts(tmp_path / "neu.xlsx")[PART].decode()
    numbers = re.findall(r'<row r="(\d+)"', text)
    assert numbers == sorted(numbers)
    found = []
    for attributes, inside in re.findall(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", text):
        place, style = (re.search(rf'{name}="(\w+)"', attributes) for name in ("r", "s"))
        value = re.sub(r"<[^>]*>", "", inside)
        found.append(f"{place[1] if place else ''}{f':{style[1]}' if style else ''}={value}")
    assert " ".join(found) == made


def test_a_row_never_says_that_it_is_narrower_than_it_is(tmp_path: Path) -> None:
    source = hand_made(tmp_path / "m.xlsx", sheet_xml('<row r="2" spans="2:2"><c r="B2"/></row>'))
    with splice(source) as change:
        put_cells(change, PART, {2: {1: NewCell("x"), 3: NewCell(1)}})
        assert b'<row r="2" spans="1:3">' in change.read(PART)


@pytest.mark.parametrize("rows", ['<row r="3"/><row r="1"/>', '<row r="2"><c r="B2"/><c r="A2"/></row>'])
def test_cells_in_disorder_are_not_touched(tmp_path: Path, rows: str) -> None:
    source = hand_made(tmp_path / "m.xlsx", sheet_xml(rows))
    with pytest.raises(Problem, match="in die sich nichts sicher einfügen lässt"), splice(source) as change:
        put_cells(change, PART, {2: {1: NewCell("x")}})
