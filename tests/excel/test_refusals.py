"""What a button does where it cannot work: a German box, and a workbook and an Excel as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from regman_xl.hosts import journal
from regman_xl.hosts.excel import run
from regman_xl.sample.beginning import new_contents
from regman_xl.schema import START_SHEET
from regman_xl.schema.actions import ACTIONS
from regman_xl.workbook.master import write_master
from tests.excel.com import cell_in_edit_mode, excel_is_busy, refused
from tests.excel.test_buttons import app, opened, said, saved, unlike

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import xlwings as xw

__all__ = ["app"]


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workbook, small because every step saves and reads it."""
    path = tmp_path_factory.mktemp("master") / "Haushalt.xlsm"
    write_master(path, new_contents(2026, empty=False))
    return path


STATE = ("screen_updating", "display_alerts", "enable_events", "calculation")


def state(excel: xw.App) -> list[object]:
    return [*(getattr(excel, name) for name in STATE), excel.status_bar]


def lock_structure(book: xw.Book) -> None:
    book.api.Protect(Structure=True)


def take_the_name(book: xw.Book) -> None:
    book.sheets.add("Fördermittel 2026", after=book.sheets[0])["A1"].value = "Meine Notizen"


def rename_start(book: xw.Book) -> None:
    book.sheets[START_SHEET].name = "Übersicht"


def delete_start(book: xw.Book) -> None:
    book.sheets[START_SHEET].delete()


def clear_the_year(book: xw.Book) -> None:
    book.sheets[START_SHEET]["C4"].value = None


REFUSED: dict[str, tuple[Callable[[xw.Book], None], str]] = {
    "locked structure": (lock_structure, "Die Struktur der Mappe ist geschützt"),
    "foreign sheet": (take_the_name, "In der Mappe gibt es schon ein Blatt „Fördermittel 2026“"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_written_is_said_and_nothing_changes(
    app: xw.App, master: Path, tmp_path: Path, case: str
) -> None:
    prepare, text = REFUSED[case]
    book = opened(app, master)
    prepare(book)
    before, excel = saved(book, tmp_path / "Anfang.xlsm"), state(app)

    run("grants")

    assert said(app).startswith(text)
    assert state(app) == excel
    assert unlike(saved(book, tmp_path / "live.xlsm"), before) == []


@pytest.mark.parametrize("prepare", [rename_start, delete_start, clear_the_year])
def test_without_start_the_year_of_the_settings_counts(
    app: xw.App, master: Path, prepare: Callable[[xw.Book], None]
) -> None:
    book = opened(app, master)
    prepare(book)

    run("grants")

    assert said(app).startswith("Fördermittel 2026 erstellt.")
    assert "Fördermittel 2026" in [sheet.name for sheet in book.sheets]


def test_a_protected_sheet_is_not_marked_and_that_is_said(app: xw.App, master: Path) -> None:
    book = opened(app, master)
    book.sheets["Partner"]["A5"].value = None
    book.sheets["Partner"].api.Protect()

    run("check")

    assert "Das Blatt Partner ist geschützt; dort sind keine Zellen hervorgehoben." in said(app)


def test_macros_of_another_version_change_nothing(app: xw.App, master: Path, tmp_path: Path) -> None:
    book = opened(app, master)
    before = saved(book, tmp_path / "Anfang.xlsm")

    run("check", version="0.30.0")

    assert said(app).startswith("Die Makros dieser Mappe gehören zu einer anderen Version von regman (xlwings 0.30.0;")
    assert unlike(saved(book, tmp_path / "live.xlsm"), before) == []


def test_without_a_workbook_the_text_goes_to_the_macro(app: xw.App, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="Es ist keine Mappe geöffnet"):
        run("check")


@pytest.mark.parametrize("error", [excel_is_busy(), cell_in_edit_mode()], ids=["busy", "edit mode"])
def test_a_busy_excel_is_told_by_the_macro(app: xw.App, master: Path, error: Exception) -> None:
    opened(app, master)
    app.engine.impl.failing[""] = error

    with pytest.raises(SystemExit, match="Excel ist gerade beschäftigt"):
        run("check")


@pytest.mark.parametrize("call", ["Sheet.copy", "Sheet.delete", "Books.open", "Workbook.SaveCopyAs", "Names.add"])
def test_a_failure_in_the_middle_leaves_all_as_it_was(app: xw.App, master: Path, tmp_path: Path, call: str) -> None:
    book = opened(app, master)
    run("close")
    app.engine.impl.alerts.clear()
    saved(book, tmp_path / "einmal.xlsm")
    before, excel = saved(book, tmp_path / "Anfang.xlsm"), state(app)
    fails_late = {"Sheet.copy": [None, None, refused("nicht genug Speicher")]}
    app.engine.impl.failing[call] = fails_late.get(call, [refused("kein Platz")])

    run("close")

    assert said(app).startswith("Dabei ist ein Fehler aufgetreten")
    app.engine.impl.failing.clear()
    assert state(app) == excel
    assert unlike(saved(book, tmp_path / "live.xlsm"), before) == []
    log = (tmp_path / "privat" / "regman" / journal.LOG).read_text("utf-8")
    assert "com_error" in log
    # The text of an error may hold what stands in a cell.
    assert "kein Platz" not in log
    assert "nicht genug Speicher" not in log


@pytest.mark.parametrize("call", ["Sheet.delete", "Range.raw_value="])
def test_what_is_written_in_part_is_said(app: xw.App, master: Path, call: str) -> None:
    opened(app, master)
    run("close")
    app.engine.impl.alerts.clear()
    app.engine.impl.failing[call] = {"Sheet.delete": [None, refused("?")]}.get(call, [refused("?")])

    run("close")

    assert "Ein Teil ist schon geschrieben." in said(app)
    assert "ohne Speichern schließen" in said(app)


def test_a_protected_sheet_keeps_its_formulas(app: xw.App, master: Path) -> None:
    book = opened(app, master)
    run("grants")
    mine = book.sheets.add("Meins", after=book.sheets[0])
    mine["A1"].formula = "='Fördermittel 2026'!B5+1"
    mine.api.Protect()
    app.engine.impl.alerts.clear()

    run("grants")

    assert said(app).startswith("Das Blatt Meins ist geschützt.")
    assert mine["A1"].formula == "='Fördermittel 2026'!B5+1"


def test_the_state_before_the_first_change_of_the_day_is_kept(app: xw.App, master: Path, tmp_path: Path) -> None:
    book = opened(app, master)
    before = saved(book, tmp_path / "Anfang.xlsm")

    run("grants")
    run("check")

    first, second = (text for text, *_ in app.engine.impl.alerts)
    (backup,) = (tmp_path / "privat" / "regman" / journal.BACKUPS).iterdir()
    assert str(backup) in first
    # Excel takes this from the first workbook that is opened: whoever opens a backup must not get it for all others.
    assert load_workbook(backup).calculation.calcMode != "manual"
    assert str(backup) not in second
    assert unlike(backup, before) == []


def test_only_the_ten_last_days_are_kept(app: xw.App, master: Path, tmp_path: Path) -> None:
    opened(app, master)
    run("grants")
    folder = tmp_path / "privat" / "regman" / journal.BACKUPS
    (today,) = folder.iterdir()
    own = today.stem[:-11]
    for day in range(1, 15):
        (folder / f"{own}_2020-01-{day:02d}.xlsm").touch()
    today.unlink()
    (folder / "Anderes_2020-01-01.xlsm").touch()

    run("grants")

    days = sorted(path.stem for path in folder.glob("Haushalt_*"))
    assert len(days) == journal.KEPT
    assert days[0] == f"{own}_2020-01-06"
    assert (folder / "Anderes_2020-01-01.xlsm").exists()


def test_every_button_is_known_to_the_entry_point(app: xw.App, master: Path) -> None:
    book = opened(app, master)
    app.engine.impl.native["InputBox"] = lambda *_, **__: False
    for action in ACTIONS:
        app.engine.impl.alerts.clear()
        run(action.key)
        assert "Fehler aufgetreten" not in said(app), action.key
    assert book.sheets.active


def test_a_locked_structure_is_not_printed_either(app: xw.App, master: Path) -> None:
    book = opened(app, master)
    run("grants")
    lock_structure(book)
    app.engine.impl.alerts.clear()

    run("pdf")

    assert said(app).startswith("Die Struktur der Mappe ist geschützt")
    assert app.engine.impl.printed == []


def test_another_workbook_in_front_is_left_alone(app: xw.App, master: Path, tmp_path: Path) -> None:
    book = opened(app, master)
    write_master(tmp_path / "Anderes.xlsm", new_contents(2030, empty=False))
    other = app.books.open(tmp_path / "Anderes.xlsm")
    before = saved(other, tmp_path / "vorher.xlsm")
    other.activate()

    run("grants")

    assert "Fördermittel 2026" in [sheet.name for sheet in book.sheets]
    assert saved(other, tmp_path / "nachher.xlsm").read_bytes() == before.read_bytes()
