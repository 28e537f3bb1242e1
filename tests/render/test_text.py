"""German texts, room for texts, page breaks, formulas: the small parts of the renderer."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from regman_xl.address import column_letters
from regman_xl.render.formulas import address
from regman_xl.render.german import phrase_text, word_text
from regman_xl.render.grid import Cell, Line, Look
from regman_xl.render.measure import line_count, row_height, split_text, text_width
from regman_xl.render.paging import paged
from regman_xl.render.sizes import page_height
from regman_xl.reports.report import Amount, Percent, Word, phrase


@pytest.mark.parametrize(
    ("word", "text"),
    [
        (Amount(-345678), "-3.456,78\u00a0€"),
        (Amount(99999999999), "999.999.999,99\u00a0€"),
        (Percent(Fraction(1, 10)), "10\u00a0%"),
        (Percent(Fraction(125, 1000)), "12,5\u00a0%"),
        (Fraction(2, 3), "0,66"),
        (dt.date(2027, 3, 31), "31.03.2027"),
        (("DUS",), "DUS"),
        (("DUS", "ME", "IHK"), "DUS, ME und IHK"),
        (phrase("label.year", year=2026), "2026"),
    ],
)
def test_values_are_written_as_germans_write_them(word: Word, text: str) -> None:
    assert word_text(word) == text


def test_braces_of_the_user_are_text() -> None:
    assert phrase_text(phrase("label.named", id="{id}", name="{0}")) == "{0} ({id})"


def test_a_longer_text_takes_more_lines() -> None:
    assert line_count("kurz", 238, 9) == 1
    assert line_count("Wort " * 40, 238, 9) > 4
    assert line_count("a\nb\nc", 238, 9) == 3
    assert line_count("x" * 400, 110, 9) > 15
    assert text_width("W", 9) > text_width("i", 9)
    assert row_height(500, 9) == 409


def test_prose_is_split_without_losing_a_word() -> None:
    text = "Erster Absatz mit Wörtern. " * 60 + "\n\n" + "Zweiter Absatz."
    pieces = split_text(text, 1000, 10, 4)
    assert " ".join(pieces).split() == text.split()
    assert all(line_count(piece, 1000, 10) <= 4 for piece in pieces)
    assert pieces[-1] == "Zweiter Absatz."


def line(text: str, height: float, *, keep: bool = False, again: tuple[Line, ...] = ()) -> Line:
    return Line((Cell(0, text, Look.BODY),), height, keep, again)


def test_a_heading_goes_with_what_follows_it() -> None:
    room = page_height(1008)
    lines = [
        line("head", 10),
        line("filler", room - 30),
        Line(height=10),
        line("heading", 15, keep=True),
        line("t", 15),
    ]
    assert [str(item.cells[0].value) for item in paged(lines, 1, 1008) if item.break_before] == ["heading"]


def test_a_table_that_goes_on_repeats_its_headings() -> None:
    again = (line("Fortsetzung", 10, keep=True),)
    lines = [line("head", 10), *(line(f"row {n}", 20, again=again) for n in range(60))]
    pages = paged(lines, 1, 1008)
    assert sum(str(item.cells[0].value) == "Fortsetzung" for item in pages) == 2
    assert [item.break_before for item in pages].count(True) == 2
    assert sum(str(item.cells[0].value).startswith("row") for item in pages) == 60


def test_cell_addresses() -> None:
    assert [column_letters(column) for column in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert address((9, 2)) == "C10"
