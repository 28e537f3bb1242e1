"""Workbooks at the edges, from the file that the user fills in to the printed page.

LibreOffice recalculates and prints all cases in one start each: a page fact that is proven here is proven on paper.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from regman_xl.app.audit import Choice, Examined, examine
from regman_xl.app.documents import write_call, write_closing, write_plan, write_statement
from regman_xl.app.protocol import check_with_protocol
from regman_xl.finding import Severity
from regman_xl.render.layout import lay_out
from regman_xl.render.xlsx import workbook_bytes
from regman_xl.reports.findings import findings_report
from regman_xl.reports.parts import ReportContext
from regman_xl.reports.report import Heading, Subheading, Table
from regman_xl.workbook.master import write_master
from tests.libreoffice import Sheets, cached, convert_all, formulas, recalculated_all
from tests.render.cells import figures, pages_of, same, value_in_file
from tests.reports.cases import documents_of, more_documents
from tests.reports.edges import Edge, edges

if TYPE_CHECKING:
    from pathlib import Path

    from regman_xl.finance.account import YearAccount
    from regman_xl.reports.report import Report

CASES = list(edges())
#: What every page shows beside its own text: the running head and the foot.
AROUND = 2


@dataclass(frozen=True)
class Made:
    """What was made of one case."""

    edge: Edge
    book: Path
    examined: Examined
    account: YearAccount
    reports: tuple[Report, ...]
    file: Path


def reports_of(edge: Edge, examined: Examined) -> tuple[Report, ...]:
    """Return all documents of a case, the protocol last."""
    context = ReportContext(examined.today, len(examined.errors), draft=edge.draft, findings=examined.findings)
    earlier = tuple(account for account in examined.accounts if account.year < edge.year)
    return (
        *documents_of(examined.books, examined.account(edge.year), earlier, context),
        *more_documents(examined.books, edge.year, context),
        findings_report(examined.books, examined.findings, context),
    )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    folder = tmp_path_factory.mktemp("grenzfaelle")
    found = {}
    for place, (case, edge) in enumerate(edges().items()):
        book, file = folder / f"mappe-{place}.xlsx", folder / f"berichte-{place}.xlsx"
        write_master(book, edge.contents)
        examined = examine(book)
        reports = reports_of(edge, examined)
        file.write_bytes(workbook_bytes(reports))
        found[case] = Made(edge, book, examined, examined.account(edge.year), reports, file)
    return found


@pytest.fixture(scope="session")
def computed(made: dict[str, Made], soffice: str) -> dict[str, Sheets]:
    assert soffice
    values = recalculated_all([item.file for item in made.values()])
    return {case: values[item.file] for case, item in made.items()}


@pytest.fixture(scope="session")
def printed(made: dict[str, Made], soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    assert soffice
    if shutil.which("pdftotext") is None and not os.environ.get("CI"):
        pytest.skip("pdftotext is missing: please install poppler-utils")
    files = convert_all([item.file for item in made.values()], "pdf", tmp_path_factory.mktemp("gedruckt"))
    return dict(zip(made, files, strict=True))


def text_of(pdf: Path, how: str) -> str:
    done = subprocess.run(["pdftotext", how, str(pdf), "-"], capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def lines_of(page: str) -> list[str]:
    """Return the filled lines of a page without the running head and the foot."""
    return [" ".join(line.split()) for line in page.splitlines() if line.strip()][1 : -AROUND + 1]


def joined(text: str) -> str:
    """Return a text without blanks and ends of lines: so a name is found whole however it is broken."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("case", CASES)
def test_only_the_drafts_have_errors(case: str, made: dict[str, Made]) -> None:
    item = made[case]
    assert bool(item.examined.errors) == item.edge.draft
    assert item.examined.judged


@pytest.mark.parametrize("case", ["erstes Jahr", "nur Fehler"])
def test_a_year_is_closed_by_the_command(case: str, made: dict[str, Made], tmp_path: Path) -> None:
    item = made[case]
    written = write_closing(item.book, item.edge.year, out=tmp_path / "abschluss.xlsx", draft=item.edge.draft).path
    wanted = cached(item.file)
    for sheet, cells in cached(written).items():
        assert cells == wanted[sheet]


def test_the_other_commands_make_their_documents(made: dict[str, Made], tmp_path: Path) -> None:
    item = made["lange Namen"]
    edge = item.edge
    written = [
        write(item.book, edge.year, out=tmp_path / f"{write.__name__}.xlsx").path for write in (write_plan, write_call)
    ]
    written.append(write_statement(item.book, edge.grant, out=tmp_path / "nachweis.xlsx").path)
    wanted = cached(item.file)
    for path in written:
        for sheet, cells in cached(path).items():
            assert cells == wanted[sheet]


def test_a_year_with_only_errors_gets_its_protocol(made: dict[str, Made], tmp_path: Path) -> None:
    checked, _ = check_with_protocol(made["nur Fehler"].book, Choice(), tmp_path / "geprueft.xlsx")
    assert sum(item.severity is Severity.ERROR for item in checked.findings) == 41
    assert "Prüfprotokoll" in cached(tmp_path / "geprueft.xlsx")


@pytest.mark.parametrize("case", CASES)
def test_every_cell_holds_the_figure_of_the_engine(case: str, made: dict[str, Made]) -> None:
    item = made[case]
    account = item.account
    closing, refund = item.reports[1], item.reports[2]
    assert closing.tables["bridge"].value("closing_cash", "amount") == account.closing_cash
    assert closing.tables["layers"].value("total", "refund") == account.refund_total
    assert closing.tables["partners"].value("total", "arrears") == account.arrears
    assert refund.tables["settlement"].value("total", "payable") == account.payable_total
    stored = cached(item.file)
    for report in item.reports:
        sheet = stored[lay_out(report).name]
        laid = figures(report)
        assert len(laid) == sum(len(row.cells) for table in report.tables.values() for row in table.rows)
        for row, cell in laid:
            found = sheet.get(f"{chr(ord('A') + cell.column)}{row + 1}")
            wanted = value_in_file(cell.value, cell.form)
            assert same(found, float(wanted) if isinstance(wanted, int) else wanted), (report.kind, cell)


@pytest.mark.parametrize("case", CASES)
def test_libreoffice_comes_to_the_same_figures(case: str, made: dict[str, Made], computed: dict[str, Sheets]) -> None:
    stored, live = cached(made[case].file), formulas(made[case].file)
    assert sum(map(len, live.values())) > 20
    for sheet, cells in live.items():
        for cell in cells:
            assert same(computed[case][sheet][cell], stored[sheet][cell]), (sheet, cell, cells[cell])


@pytest.mark.parametrize("case", CASES)
def test_paper_has_the_pages_that_were_planned(case: str, made: dict[str, Made], printed: dict[str, Path]) -> None:
    pages = text_of(printed[case], "-layout").split("\f")[:-1]
    assert len(pages) == sum(len(pages_of(report)) for report in made[case].reports)


@pytest.mark.parametrize("case", CASES)
def test_no_page_is_cut_or_nearly_empty_or_ends_with_a_heading(
    case: str, made: dict[str, Made], printed: dict[str, Path]
) -> None:
    text = text_of(printed[case], "-layout")
    assert "###" not in text
    headings = set(headings_of(made[case].reports))
    for page in text.split("\f")[:-1]:
        lines = lines_of(page)
        assert len(lines) > 1, page
        assert lines[-1] not in headings, page


def headings_of(reports: tuple[Report, ...]) -> list[str]:
    """Return the headings and titles of tables as they are printed, numbers included."""
    found = []
    for report in reports:
        titled = [block for block in report.blocks if isinstance(block, Heading | Subheading)]
        shown = [
            str(cell.value)
            for line in lay_out(report).lines
            for cell in line.cells
            if cell.look.name in ("HEADING", "SUBHEADING", "TABLE_TITLE")
        ]
        tables = [block for block in report.blocks if isinstance(block, Table) and block.title]
        assert len(shown) >= len(titled) + len(tables)
        found += shown
    return found


@pytest.mark.parametrize("case", CASES)
def test_what_is_special_is_said_whole_and_nothing_is_nonsense(case: str, printed: dict[str, Path]) -> None:
    text = joined(text_of(printed[case], "-raw"))
    edge = edges()[case]
    for said in edge.says:
        assert joined(said) in text, said
    for said in (*edge.never, "None", "{", "}", "1 offene Warnungen", "1 Partnern", "1 Förderungen"):
        assert joined(said) not in text, said


@pytest.mark.parametrize("case", CASES)
def test_every_page_of_a_draft_says_so(case: str, printed: dict[str, Path]) -> None:
    pages = text_of(printed[case], "-layout").split("\f")[:-1]
    marked = [page for page in pages if "Fassung: Entwurf" in page.splitlines()[0] or "Prüfprotokoll" in page]
    assert (len(marked) == len(pages)) == edges()[case].draft
