"""Numbers in the markup of a file that are longer than any real one: Python itself refuses to read the longest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regman_xl.problems import Problem
from regman_xl.workbook.parts import whole_number
from regman_xl.workbook.reader import read_books
from tests.workbook.making import edit_part, hand_made, journal, sheet_xml

if TYPE_CHECKING:
    from pathlib import Path

LONG = "9" * 5000


@pytest.mark.parametrize("number", ["99999999999999999999", LONG, "4294967299", "²", "", "x"])
def test_a_cell_with_an_impossible_format_is_damage(tmp_path: Path, number: str) -> None:
    sheet = sheet_xml(f'<row r="1"><c r="A1" s="{number}" t="inlineStr"><is><t>Nr</t></is></c></row>')
    with pytest.raises(Problem, match="beschädigt"):
        read_books(hand_made(tmp_path / "a.xlsx", sheet))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/styles.xml", '<xf numFmtId="0"', f'<xf numFmtId="{LONG}"'),
        ("xl/tables/table1.xml", "<table ", f'<table totalsRowCount="{LONG}" '),
        ("xl/workbook.xml", 'sheetId="1"', f'sheetId="{LONG}"'),
    ],
)
def test_an_overlong_number_elsewhere_is_no_breakdown(tmp_path: Path, part: str, old: str, new: str) -> None:
    path = journal(tmp_path / "a.xlsx", {}, {})
    edit_part(path, part, lambda xml: xml.replace(old, new))
    assert len(read_books(path).journal) == 2


def test_a_table_with_more_than_one_row_of_totals_hides_no_rows(tmp_path: Path) -> None:
    path = journal(tmp_path / "a.xlsx", {}, {}, {})
    edit_part(path, "xl/tables/table1.xml", lambda xml: xml.replace("<table ", '<table totalsRowCount="3" '))
    assert len(read_books(path).journal) == 3


def test_whole_numbers_of_attributes() -> None:
    assert [whole_number(text) for text in ("0", "007", "65535", LONG)] == [0, 7, 65535, 999_999_999]
