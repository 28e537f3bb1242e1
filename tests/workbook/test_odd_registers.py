"""Workbooks that can be read, but whose register of sheets has a form into which no sheet can be put safely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regman_xl.app.audit import Choice
from regman_xl.app.protocol import check_with_protocol
from regman_xl.problems import Problem
from regman_xl.workbook.reader import read_books
from tests.workbook.making import edit_part, journal

if TYPE_CHECKING:
    from pathlib import Path

BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
FAMILY = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CASES = {
    "sheets in an element of another name": (BOOK, {"<sheets>": "<x>", "</sheets>": "</x>"}),
    "relations whose types have no family": (
        LINKS,
        {FAMILY: ""},
    ),
    "sheets in sheets": (BOOK, {"<sheets>": "<sheets><sheets>", "</sheets>": "</sheets></sheets>"}),
}


@pytest.mark.parametrize("case", CASES)
def test_no_sheet_is_put_where_the_others_are_not(tmp_path: Path, case: str) -> None:
    part, changes = CASES[case]
    path = journal(tmp_path / "a.xlsx", {})
    for old, new in changes.items():
        edit_part(path, part, lambda xml, old=old, new=new: xml.replace(old, new))
    assert len(read_books(path).journal) == 1
    before = path.read_bytes()
    with pytest.raises(Problem, match="in einer Form gespeichert, in die sich nichts sicher einfügen lässt"):
        check_with_protocol(path, Choice(), tmp_path / "b.xlsx")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 5000])
def test_a_sheet_with_an_impossible_number_is_no_breakdown(tmp_path: Path, number: str) -> None:
    path = journal(tmp_path / "a.xlsx", {})
    edit_part(path, BOOK, lambda xml: xml.replace('sheetId="1"', f'sheetId="{number}"'))
    check_with_protocol(path, Choice(), tmp_path / "b.xlsx")
    assert len(read_books(tmp_path / "b.xlsx").journal) == 1
