"""Documents for people who hear a sheet, or see it without colours."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from regman_xl.render.charts import _FILLS
from regman_xl.render.german import phrase_text
from regman_xl.render.layout import lay_out
from regman_xl.render.regions import title_regions
from regman_xl.render.tables import heading
from regman_xl.render.xlsx import workbook_bytes
from regman_xl.reports.report import Chart, Form
from regman_xl.workbook.graft import graft_sheets
from regman_xl.workbook.splice import splice
from tests.reports.cases import all_documents, documents, edge_cases
from tests.workbook.making import journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regman_xl.reports.report import Report

REGION = re.compile(r"(Column)?TitleRegion[0-9]+\.([A-Z]+[0-9]+)\.([A-Z]+[0-9]+)\.([0-9]+)")


def parts(data: bytes, pattern: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.search(pattern, name):
                yield archive.read(name).decode()


def charts(report: Report) -> list[Chart]:
    return [block for block in report.blocks if isinstance(block, Chart)]


def test_every_chart_is_described_in_words() -> None:
    reports = documents(*edge_cases()["grant"])
    told = [
        etree.fromstring(drawing.encode()).xpath("//*[local-name() = 'cNvPr']/@descr")
        for drawing in parts(workbook_bytes(reports), r"drawings/drawing\d+\.xml")
    ]
    wanted = [report for report in reports if charts(report)]
    assert len(told) == len(wanted) > 1
    for report, texts in zip(wanted, told, strict=True):
        for chart, text in zip(charts(report), texts, strict=True):
            table = report.tables[chart.table]
            assert f"„{phrase_text(chart.title)}“" in text
            assert table.title is not None
            assert f"in der Tabelle „{phrase_text(table.title)}“" in text
            assert all(heading(table, table.fields[table.index(name)]) in text for name in chart.series)


def test_bars_differ_without_colour() -> None:
    grey = sorted(sum(int(fill[at : at + 2], 16) for at in (1, 3, 5)) / 3 for fill in _FILLS)
    assert all(after - before > 40 for before, after in pairwise(grey))


@pytest.mark.parametrize("case", all_documents())
def test_every_table_says_where_its_headings_are(case: str) -> None:
    reports = all_documents()[case]
    book = load_workbook(io.BytesIO(workbook_bytes(reports)), data_only=True)
    for number, (report, sheet) in enumerate(zip(reports, book.worksheets, strict=True), 1):
        found = [match for name in sheet.defined_names if (match := REGION.fullmatch(name))]
        found.sort(key=lambda match: range_boundaries(match[2])[1])
        assert len(found) == len(report.tables)
        for match, table in zip(found, report.tables.values(), strict=True):
            column, row, right, bottom = range_boundaries(f"{match[2]}:{match[3]}")
            assert int(match[4]) == number
            assert sheet.defined_names[match[0]].attr_text == f"'{sheet.title}'!${match[2][0]}${row}"
            assert sheet.cell(row, column).value == heading(table, table.fields[0])
            # Headings that are repeated on the next page are rows too.
            assert bottom - row >= len(table.rows)
            assert bool(match[1]) is (table.fields[0].form is not Form.LABEL)
            places = lay_out(report).places()
            last = {at for place, at in places.items() if (place.table, place.row) == (table.name, table.rows[-1].id)}
            assert max(last)[0] + 1 == bottom
            assert max(last)[1] + 1 <= right


def test_a_table_over_two_pages_is_one() -> None:
    (closing, *_) = documents(*edge_cases()["grant"])
    names = [region.name for region in title_regions(lay_out(closing), 3)]
    assert len(names) == len(set(names)) == len(closing.tables)
    assert all(name.endswith(".3") for name in names)


def test_documents_are_german() -> None:
    data = workbook_bytes(documents(*edge_cases()["grant"]))
    (properties,) = parts(data, r"docProps/core\.xml")
    assert "<dc:language>de-DE</dc:language>" in properties
    languages = [re.findall(r'<c:lang val="([^"]+)"/>', chart) for chart in parts(data, r"charts/chart\d+\.xml")]
    assert languages
    assert all(language == ["de-DE"] for language in languages)


def test_in_a_workbook_of_the_user_the_names_have_the_number_of_its_sheet(tmp_path: Path) -> None:
    source, once, twice = journal(tmp_path / "buch.xlsx", {}), tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    report = documents(*edge_cases()["grant"])[0]
    for before, after in ((source, once), (once, twice)):
        with splice(before) as change:
            graft_sheets(change, workbook_bytes([report]))
            change.write(after)
    names = [list(load_workbook(path).worksheets[-1].defined_names) for path in (once, twice)]
    numbers = {match[4] for name in names[1] if (match := REGION.fullmatch(name))}
    assert numbers == {str(len(load_workbook(twice).sheetnames))}
    assert len(names[0]) == len(set(names[0]))
    assert names[0] == names[1]
