"""The VBA project and the ribbon of the macro workbooks, read back by programs that did not write them."""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlwings
from lxml import etree
from openpyxl import load_workbook

from regman_xl.app.new import new_workbook
from regman_xl.workbook import shell
from tests.excel.buttons import BUTTONS
from tests.excel.macros import modules_of, shown
from workbooks.sources import FOLDER

if TYPE_CHECKING:
    from openpyxl.cell import Cell

SOURCES = {path.name: path.read_text("utf-8") for path in sorted((FOLDER / "vba").iterdir())}
MACROS = SOURCES["Regionalmanagement.bas"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}"
VML = {"v": "urn:schemas-microsoft-com:vml", "x": "urn:schemas-microsoft-com:office:excel"}
#: Procedures of a source: whether others see it, kind, name, arguments, body.
PROCEDURE = re.compile(
    r"^(Public |Private )?(Sub|Function) (\w+)\((.*?)\)[^\n]*\n(.*?)^End \2$", re.MULTILINE | re.DOTALL
)
#: What the editor of VBA takes: characters of a line, continued lines of a statement, characters of a code name.
LINE_LENGTH, CONTINUATIONS, CODE_NAME = 1023, 24, re.compile(r"[A-Za-z][A-Za-z0-9_]{0,21}")


@pytest.fixture(scope="module", params=["Vorlage", "Beispiel", "neu"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed macro workbooks, and one as a user makes it."""
    if request.param != "neu":
        return FOLDER / f"Regionalmanagement_{request.param}.xlsm"
    return new_workbook(tmp_path_factory.mktemp("neu") / "Haushalt.xlsm", year=2026, empty=False, force=False)


def part(book: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(book) as package:
        return etree.fromstring(package.read(name))


def public_macros() -> dict[str, tuple[str, list[str]]]:
    """Return arguments and lines of each procedure that buttons and ribbon can call."""
    return {
        name: (arguments, body.strip().splitlines())
        for sight, kind, name, arguments, body in PROCEDURE.findall(MACROS)
        if (sight, kind) == ("Public ", "Sub")
    }


def test_a_workbook_has_exactly_the_committed_sources(book: Path) -> None:
    found = modules_of(book)
    sheets = {f"{name}.cls" for name in shell.code_names().values()}
    assert set(found) == set(SOURCES) | sheets
    assert {name: shown(found[name]) for name in SOURCES} == {name: shown(text) for name, text in SOURCES.items()}
    assert {shown(found[name]) for name in sheets} == {""}


def test_lines_end_as_vba_ends_them_and_umlauts_survive(book: Path) -> None:
    for source in modules_of(book).values():
        assert not re.search("[\r\n]", source.replace("\r\n", ""))
    assert "Python lässt sich aus Excel nicht starten" in modules_of(book)["Regionalmanagement.bas"]


def test_sources_keep_to_what_the_editor_of_vba_takes() -> None:
    for source in SOURCES.values():
        lines = source.encode("cp1252").decode("cp1252").splitlines()
        assert max(map(len, lines)) <= LINE_LENGTH
        continued = "".join("_" if line.endswith(" _") else "." for line in lines)
        assert "_" * (CONTINUATIONS + 1) not in continued


def test_no_name_is_given_twice_or_looks_like_a_cell() -> None:
    names = [found[2].lower() for source in SOURCES.values() for found in PROCEDURE.findall(source)]
    modules = [name.partition(".")[0].lower() for name in SOURCES]
    ours = [name for name in names if names.count(name) > 1 or name in modules]
    assert ours == []
    assert not [name for name in public_macros() if re.fullmatch(r"[A-Z]{1,3}\d+", name, re.IGNORECASE)]


def test_code_names_of_the_sheets_are_modules(book: Path) -> None:
    root = part(book, "xl/workbook.xml")
    count = len(root.find(f"{MAIN}sheets"))
    names = [part(book, f"xl/worksheets/sheet{place + 1}.xml").find(f"{MAIN}sheetPr") for place in range(count)]
    found = [root.find(f"{MAIN}workbookPr").get("codeName"), *(name.get("codeName") for name in names)]
    assert [f"{name}.cls" for name in found] == [name for name in modules_of(book) if name.endswith(".cls")]
    assert [name for name in found if not CODE_NAME.fullmatch(name)] == []


def test_every_button_has_its_macro(book: Path) -> None:
    shapes = part(book, "xl/drawings/vmlDrawing1.vml").findall("v:shape", VML)
    bound = [
        ("".join(shape.find("v:textbox", VML).itertext()), shape.findtext("x:ClientData/x:FmlaMacro", None, VML))
        for shape in shapes
    ]
    assert bound == [(caption, f"[0]!{macro}") for caption, macro, _ in BUTTONS]
    for _, macro, key in BUTTONS:
        assert public_macros()[macro] == ("", [f'Starten "{key}"'])


def test_the_panel_has_a_place_for_each_light_and_each_run(book: Path) -> None:
    workbook = load_workbook(book)
    start = workbook["Start"]

    def named(name: str) -> tuple[tuple[Cell, ...], ...]:
        cells: tuple[tuple[Cell, ...], ...] = start[workbook.defined_names[name].attr_text.partition("!")[2]]
        return cells

    lights, runs = named("Letzte_Pruefung"), named("Letzte_Vorgaenge")
    labels = [cell.offset(0, -1).value for (cell,) in lights]
    assert labels == ["Fehler", "Warnungen", "Hinweise", "Geprüft am"]
    assert [cell.value for row in (*lights, *runs) for cell in row] == [None] * (4 + 2 * 8)
    titles = [area[0][0].offset(-1, lights[0][0].column - area[0][0].column - 1) for area in (lights, runs)]
    assert [cell.value for cell in titles] == ["Letzte Prüfung", "Letzte Vorgänge"]
    # Each block of the panel stands beside one of the left half.
    assert [start.cell(cell.row, 2).value for cell in titles] == ["Kasse", "Blätter dieser Mappe"]


def test_the_ribbon_calls_every_macro_exactly_once(book: Path) -> None:
    root = part(book, f"customUI/{shell.RIBBON}")
    buttons = list(root.iter(f"{RIBBON}button"))
    calls = {button.get("label"): public_macros()[button.get("onAction")] for button in buttons}
    assert calls == {caption: ("control As IRibbonControl", [macro]) for caption, macro, _ in BUTTONS}
    assert len(buttons) == len(BUTTONS)
    ids = [item.get("id") for item in root.iter() if item.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", item) and item.isascii() for item in ids)
    for button in buttons:
        assert button.get("imageMso")
        assert 20 < len(button.get("supertip")) <= 1024


def test_no_other_procedure_can_be_called_from_the_list_of_macros() -> None:
    promised = {name for _, macro, _ in BUTTONS for name in (macro, f"Menue{macro}")}
    assert set(public_macros()) == promised


def test_the_module_of_xlwings_is_that_of_the_pinned_version(book: Path) -> None:
    extras = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    pins = [pin for extra in ("dev", "excel") for pin in extras[extra] if pin.startswith("xlwings")]
    assert pins == [f"xlwings=={xlwings.__version__}"] * 2
    installed = (Path(xlwings.__file__).parent / "xlwings.bas").read_text("ascii")
    assert shown(modules_of(book)["xlwings.bas"]) == shown(installed)
    assert f'Public Const XLWINGS_VERSION As String = "{xlwings.__version__}"' in installed
