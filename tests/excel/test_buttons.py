"""The buttons, from the click to the sheets in the open workbook, compared with what the command line writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.formatting.rule import DataBarRule

from regman_xl.app.audit import Choice
from regman_xl.app.documents import write_closing, write_plan, write_statement
from regman_xl.app.new_year import add_year
from regman_xl.app.protocol import check_with_protocol
from regman_xl.app.seal import seal_year
from regman_xl.finding import Severity
from regman_xl.hosts.excel import run
from regman_xl.render.findings import summary
from regman_xl.sample.beginning import new_contents
from regman_xl.sample.faults import faulty_workbook
from regman_xl.sample.history import sample_contents
from regman_xl.schema import START_SHEET, cockpit
from regman_xl.workbook.master import write_master
from regman_xl.workbook.reader import read_books
from tests.excel import live_excel
from tests.excel.compare import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import xlwings as xw


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with macros."""
    path = tmp_path_factory.mktemp("master") / "Haushalt.xlsm"
    write_master(path, sample_contents())
    return path


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[xw.App]:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "privat"))
    with live_excel() as excel:
        yield excel


def opened(app: xw.App, path: Path, year: int = 2026) -> xw.Book:
    book = app.books.open(path)
    book.set_mock_caller()
    book.sheets[START_SHEET]["C4"].value = year
    # What openpyxl adds when it saves for the first time is no difference.
    saved(book, path.with_name("einmal.xlsm")).unlink()
    return book


def saved(book: xw.Book, path: Path) -> Path:
    book.api.SaveCopyAs(str(path))
    return path


def said(app: xw.App) -> str:
    """Return the one box that the user has seen."""
    (alert,) = app.engine.impl.alerts
    return alert[0]


def unlike(live: Path, written: Path) -> list[str]:
    """Return how two workbooks differ; the panel on Start is only filled in the open one."""
    ours, theirs = (load_workbook(path, rich_text=True, keep_vba=True) for path in (live, written))
    assert ours.sheetnames == theirs.sheetnames
    assert len(ours.sheetnames) > 20
    return [
        f"{sheet.title}: {difference}"
        for sheet in ours
        if sheet.title != START_SHEET
        for difference in differences(sheet, theirs[sheet.title])
    ]


BUTTONS: dict[str, tuple[int, Callable[..., object], object]] = {
    "plan": (2027, write_plan, 2027),
    "close": (2026, write_closing, 2026),
}


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_writes_what_the_command_line_writes(app: xw.App, master: Path, tmp_path: Path, button: str) -> None:
    year, write, about = BUTTONS[button]
    book = opened(app, master, year)
    start = saved(book, tmp_path / "Anfang.xlsm")

    run(button)

    assert "erstellt" in said(app)
    live = saved(book, tmp_path / "live.xlsm")
    write(start, about, in_place=True)
    assert unlike(live, start) == []
    assert read_books(live).package.generated == read_books(start).package.generated


def test_check_marks_and_lists_as_the_report_does(app: xw.App, master: Path, tmp_path: Path) -> None:
    book = opened(app, master)
    journal = book.sheets["Journal"]
    journal["B5:B9"].value = [[1999]] * 5
    journal["G7"].value = "Kategorie"
    book.sheets["Partner"]["A5"].value = None
    # The report says which file was checked.
    (tmp_path / "Datei").mkdir()
    start, report = saved(book, tmp_path / "Datei" / master.name), tmp_path / "Bericht.xlsm"

    run("check")

    file, _ = check_with_protocol(start, Choice(), report)
    assert said(app).startswith(f"Ergebnis: {summary(file.counts, file.waived)}.")
    assert file.counts[Severity.ERROR] > 10
    live = saved(book, tmp_path / "live.xlsm")
    assert unlike(live, report) == []
    counts = [row[0] for row in book.names[cockpit.LIGHTS_NAME].refers_to_range.options(ndim=2).value]
    assert counts[:3] == list(file.counts.values())
    run("check")
    assert unlike(saved(book, tmp_path / "noch einmal.xlsm"), report) == []


def test_the_last_runs_stand_on_start_the_newest_first(app: xw.App, master: Path) -> None:
    book = opened(app, master)

    run("grants")
    run("check")

    runs = book.names[cockpit.RUNS_NAME].refers_to_range.value
    assert [row[1] for row in runs[:3]] == [
        "keine Befunde (dazu 1 quittiert)",
        "Fördermittel 2026 erstellt",
        None,
    ]
    assert runs[0][0].endswith(" Prüfen")


def test_the_statement_is_that_of_the_selected_grant(app: xw.App, master: Path, tmp_path: Path) -> None:
    book = opened(app, master)
    start = saved(book, tmp_path / "Anfang.xlsm")
    asked = []

    def answer(question: str, title: str, default: str, Type: int) -> str:  # noqa: N803 - Excel's name
        asked.append((question, default))
        return default

    app.engine.impl.native["InputBox"] = answer
    book.sheets["Förderungen"].activate()
    book.sheets["Förderungen"]["C6"].select()

    run("statement")

    ((question, grant),) = asked
    assert "Förderung" in question
    assert grant == book.sheets["Förderungen"]["A6"].value
    assert f"Nachweis {grant} erstellt" in said(app)
    write_statement(start, grant, in_place=True)
    assert unlike(saved(book, tmp_path / "live.xlsm"), start) == []


def test_a_cancelled_question_changes_nothing(app: xw.App, master: Path, tmp_path: Path) -> None:
    book = opened(app, master)
    before = saved(book, tmp_path / "Anfang.xlsm")
    app.engine.impl.native["InputBox"] = lambda *_, **__: False

    run("statement")

    assert said(app) == "Es ist nichts geändert."
    assert unlike(saved(book, tmp_path / "live.xlsm"), before) == []


def test_a_year_is_sealed_as_by_the_command(app: xw.App, master: Path, tmp_path: Path) -> None:
    book = opened(app, master, 2025)
    start = saved(book, tmp_path / "Anfang.xlsm")

    run("seal")

    sealed = seal_year(start, 2025, in_place=True)
    assert sealed.head in said(app)
    live = saved(book, tmp_path / "live.xlsm")
    assert unlike(live, start) == []
    assert load_workbook(live)["Siegel"].sheet_state == "veryHidden"
    assert read_books(live).budget_years == read_books(start).budget_years


def test_excel_prints_the_reports_of_the_year(app: xw.App, master: Path, soffice: str) -> None:
    opened(app, master)
    run("refund")
    app.engine.impl.alerts.clear()

    run("pdf")

    ((_, sheets),) = app.engine.impl.printed
    assert sheets == ("Rückerstattung 2026",)
    path = master.with_name("Haushalt_Berichte_2026.pdf")
    assert path.read_bytes().startswith(b"%PDF")
    assert said(app).endswith(str(path))


def test_there_is_nothing_to_print(app: xw.App, master: Path) -> None:
    opened(app, master)

    run("pdf")

    assert said(app).startswith("Für 2026 gibt es noch keine Berichtsblätter.")


@pytest.mark.parametrize("formulas", [0, 1, 2])
def test_formulas_of_the_user_keep_their_report(app: xw.App, master: Path, formulas: int) -> None:
    book = opened(app, master)
    run("grants")
    mine = book.sheets.add("Meins", after=book.sheets[0])
    mine["A5"].value = "siehe 'Fördermittel 2026'!B5"
    mine["A6"].add_hyperlink("#'Fördermittel 2026'!B5", "dorthin")
    for row in range(1, formulas + 1):
        mine[f"A{row}"].formula = f"='Fördermittel 2026'!B5+{row}"

    run("grants")

    assert app.engine.impl.alerts[-1][0].startswith("Fördermittel 2026 erstellt.")
    for row in range(1, formulas + 1):
        assert mine[f"A{row}"].formula == f"='Fördermittel 2026'!B5+{row}"
    assert mine["A5"].value == "siehe 'Fördermittel 2026'!B5"


def test_a_data_bar_of_the_user_is_no_mark_of_ours(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "Haushalt.xlsm"
    write_master(path, new_contents(2026, empty=False))
    changed = load_workbook(path, keep_vba=True)
    changed["Beiträge"].conditional_formatting.add("C5:C9", DataBarRule("min", None, "max", None, color="FF638EC6"))
    changed.save(path)
    book = opened(app, path)

    run("check")

    assert said(app).startswith("Ergebnis: ")
    rules = load_workbook(saved(book, tmp_path / "live.xlsm"))["Beiträge"].conditional_formatting
    assert "dataBar" in [rule.type for area in rules for rule in area.rules]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_errors_make_a_draft_or_nothing(app: xw.App, master: Path, tmp_path: Path, answer: str) -> None:
    faulty_workbook(master, tmp_path / "fehlerhaft.xlsm")
    book = opened(app, tmp_path / "fehlerhaft.xlsm")
    sheets = [sheet.name for sheet in book.sheets]
    app.engine.impl.answers = [answer, "ok"]

    run("grants")

    (question, _, buttons, _), (text, *_) = app.engine.impl.alerts
    assert question.startswith("Das Blatt Fördermittel 2026 wird nicht erstellt, denn „fehlerhaft.xlsm“ enthält ")
    assert "--" not in question
    assert question.endswith("Entwurf erstellt werden?")
    assert buttons == "yes_no"
    added = [sheet.name for sheet in book.sheets if sheet.name not in sheets]
    assert (added, text.partition("\n")[0]) == {
        "yes": (["Fördermittel 2026"], "Fördermittel 2026 als Entwurf erstellt."),
        "no": ([], "Es ist nichts geändert."),
    }[answer]


def test_a_protected_sheet_gets_no_seal(app: xw.App, master: Path, tmp_path: Path) -> None:
    book = opened(app, master, 2025)
    book.sheets["Haushaltsjahre"].api.Protect()
    before = saved(book, tmp_path / "Anfang.xlsm")

    run("seal")

    assert said(app).startswith("Das Blatt Haushaltsjahre ist geschützt.")
    assert unlike(saved(book, tmp_path / "live.xlsm"), before) == []


def test_a_new_year_is_that_of_the_command(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "Haushalt.xlsm"
    write_master(path, new_contents(2026, empty=False))
    book = opened(app, path)
    start = saved(book, tmp_path / "Anfang.xlsm")
    app.engine.impl.native["InputBox"] = lambda _question, _title, default, Type: default  # noqa: N803 - Excel's

    run("new_year")

    made = add_year(start, 2027, in_place=True)
    assert said(app).startswith("\n".join(made.notes))
    live = read_books(saved(book, tmp_path / "live.xlsm"))
    written = read_books(start)
    assert live.settings.budget_year == 2027
    assert live.settings == written.settings
    assert all(live.data[name].frame.equals(data.frame) for name, data in written.data.items())
    assert unlike(tmp_path / "live.xlsm", start) == []
