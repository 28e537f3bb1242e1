"""Where pages end: by the least harm to the whole document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regman_xl.render.grid import Cell, Line, Look
from regman_xl.render.layout import REPEATED, lay_out
from regman_xl.render.paging import paged
from regman_xl.render.sizes import page_height
from regman_xl.reports.report import Chart, Field, Form, Part, Report, Row, Table, phrase
from tests.render.cells import pages_of
from tests.reports.cases import all_documents
from tests.reports.edges import WORD

WIDTH = 1008
ROOM = page_height(WIDTH)
CHART = Chart("c", "t", "x", ("y",), ("1",), phrase("label.total"))


def row(text: str, height: float = 20, **more: object) -> Line:
    return replace(Line((Cell(0, text, Look.BODY),), height), **more)  # type: ignore[arg-type]


def begun(lines: list[Line]) -> list[str]:
    """What stands at the top of every page but the first."""
    return [str(line.cells[0].value) for line in paged(lines, 1, WIDTH) if line.break_before]


def table(count: int, cost: float) -> list[Line]:
    return [row("Überschrift", keep=True), *(row(f"Zeile {n}", cost=cost) for n in range(count - 1)), row("Ende")]


def test_a_table_goes_to_the_next_page_where_little_room_is_lost() -> None:
    filler = row("Text", ROOM * 0.7)
    assert begun([row("Kopf", 10), filler, *table(10, 22.0)]) == ["Überschrift"]


def test_a_table_is_torn_where_else_half_a_page_would_stay_empty() -> None:
    filler = row("Text", ROOM * 0.4)
    (first,) = begun([row("Kopf", 10), filler, *table(18, 22.0)])
    assert first.startswith("Zeile")


def test_a_chart_is_lower_where_it_then_fits() -> None:
    lines = [row("Kopf", 10), row("Text", ROOM - 10 - 200, cost=26.0), Line(height=225, chart=CHART)]
    pages = paged(lines, 1, WIDTH)
    assert not any(line.break_before for line in pages)
    assert pages[-1].height == pytest.approx(200, abs=0.1)


def test_a_chart_that_does_not_fit_keeps_its_height() -> None:
    lines = [row("Kopf", 10), row("Text", ROOM - 10 - 100, cost=26.0), Line(height=225, chart=CHART)]
    assert [line.height for line in paged(lines, 1, WIDTH) if line.chart] == [225]


def test_rows_that_no_page_can_hold_stand_alone() -> None:
    high = [row("hoch", ROOM / 2, keep=True), row("weiter", ROOM / 2, keep=True), row("Ende")]
    assert begun([row("Kopf", 10), row("Text"), *high, row("danach", ROOM / 2)]) == ["hoch", "danach"]


def test_blank_rows_neither_begin_nor_end_a_page() -> None:
    pages = paged([row("Kopf", 10), row("Text", ROOM - 12), Line(height=8), row("weiter")], 1, WIDTH)
    assert [bool(line.cells) for line in pages] == [True, True, True]


def test_a_chart_whose_names_do_not_fit_is_left_out() -> None:
    for name, drawn in ((f"{WORD} {WORD}", False), ("Kreis Mettmann (ME)", True)):
        fields = (Field("x", Form.LABEL, title="Name"), Field("y", title="Betrag"))
        rows = tuple(Row((name, place), str(place)) for place in range(6))
        chart = Chart("c", "t", "x", ("y",), tuple(row.id for row in rows), phrase("label.total"))
        made = replace(all_documents()["huge"][0], blocks=(Table("t", fields, rows), chart))
        assert any(line.chart for line in lay_out(made).lines) == drawn


@pytest.mark.parametrize("case", [case for case in all_documents() if case.startswith("sample")])
def test_no_page_of_the_sample_is_half_empty_for_nothing(case: str) -> None:
    for report in all_documents()[case]:
        grid = lay_out(report)
        head = sum(line.height for line in grid.lines[:REPEATED])
        for page in inner_pages(report):
            assert head + sum(line.height for line in page) > 0.48 * page_height(sum(grid.widths)), report.kind


def inner_pages(report: Report) -> list[list[Line]]:
    """The pages after which a document goes on: neither its last one nor one before a letter."""
    pages = pages_of(report)
    if any(isinstance(block, Part) for block in report.blocks):
        return pages[:1]
    return pages[:-1]
