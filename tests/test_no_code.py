"""No code from data: what we write holds our formulas, inner links and texts, whatever a workbook says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from regman_xl.cli import regman
from regman_xl.render.xlsx import workbook_bytes
from regman_xl.sample.history import sample_contents
from regman_xl.schema import SEALS
from regman_xl.workbook.master import write_master
from regman_xl.workbook.seal_list import seal_list_bytes
from tests.hostile_texts import BEGINNINGS, LOOKALIKES, hostile_contents, hostile_workbook
from tests.libreoffice import convert_all
from tests.render.test_links import finding, report
from tests.witness import Witness

if TYPE_CHECKING:
    from pathlib import Path

    from tests.witness import Sheet

#: What formulas of documents are made of: cells of the same workbook, four functions, numbers, one text of ours.
_WORD = (
    r"'?(?:Abschluss|Rückerstattung|Jahresplan|Prüfprotokoll)(?: \d{4})?'?!|(?:ROUND|SUM|MAX|MIN|IF)\(|[A-Z]{1,3}\d+"
)
OWN_FORMULA = re.compile(rf'(?:{_WORD}|[-+*/=,:()]|\d+|"–")+')
#: Kinds of parts that our documents have; no external link, connection, macro, control, object or picture.
OWN_PARTS = re.compile(
    r"\[Content_Types\]\.xml|(?:_rels|docProps|xl|xl/_rels|xl/theme|xl/tables)/[\w.]+"
    r"|xl/(?:worksheets|drawings|charts)/(?:_rels/)?[\w.]+|xl/comments\d*\.xml"
)
DOCUMENTS = ("plan", "closing", "protocol", "seals")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the program writes from a hostile workbook."""
    place = tmp_path_factory.mktemp("hostile")
    source = hostile_workbook(place / "master.xlsx")
    for arguments in (
        ("plan", source, "--year", "2027", "--draft", "--out", place / "plan.xlsx"),
        ("close", source, "--year", "2026", "--draft", "--out", place / "closing.xlsx"),
        ("validate", source, "--report", place / "protocol.xlsx", "--fail-on", "never", "--format", "json"),
    ):
        result = CliRunner().invoke(regman, [str(argument) for argument in arguments])
        assert result.exit_code == 0, result.stderr
    (place / "findings.json").write_text(result.stdout, encoding="utf-8")
    texts = [f"{text}x" for text in BEGINNINGS] + list(LOOKALIKES)
    rows = [
        dict(zip((column.name for column in SEALS.columns), (2026, "t", text, text), strict=True)) for text in texts
    ]
    (place / "seals.xlsx").write_bytes(seal_list_bytes(rows))
    return place


@pytest.fixture(scope="module")
def seen(folder: Path) -> dict[str, Witness]:
    """All files by their raw XML."""
    return {path.stem: Witness(path) for path in folder.glob("*.xlsx")}


def own_sheets(seen: dict[str, Witness], name: str) -> dict[str, Sheet]:
    """The sheets of a file that we have made from texts of the user."""
    sheets = dict(seen[name].sheets())
    return {"Prüfprotokoll": sheets["Prüfprotokoll"]} if name == "protocol" else sheets


def test_the_template_keeps_every_text_as_it_is(seen: dict[str, Witness]) -> None:
    sheets = dict(seen["master"].sheets())
    told = {text for sheet in sheets.values() for text in sheet.texts.values()}
    contents = hostile_contents()
    given = {value for rows in contents.rows.values() for row in rows for value in row.values()}
    texts = {text for text in (*given, *contents.settings.values()) if isinstance(text, str) and text}
    assert len(texts) > 1_000
    assert texts - told == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_formulas_are_our_own(seen: dict[str, Witness], name: str) -> None:
    formulas = [formula for sheet in own_sheets(seen, name).values() for formula in sheet.formulas.values()]
    assert [formula for formula in formulas if not OWN_FORMULA.fullmatch(formula)] == []
    assert bool(formulas) == (name != "seals")


def test_the_copy_with_the_protocol_has_no_formula_more_than_the_workbook(seen: dict[str, Witness]) -> None:
    before, after = dict(seen["master"].sheets()), dict(seen["protocol"].sheets())
    assert {title: after[title].formulas for title in before} == {title: before[title].formulas for title in before}
    assert set(after) - set(before) == {"Prüfprotokoll"}


def test_as_many_formulas_as_from_harmless_texts(seen: dict[str, Witness], tmp_path: Path) -> None:
    write_master(tmp_path / "m.xlsx", sample_contents())
    arguments = ["close", str(tmp_path / "m.xlsx"), "--year", "2026", "--draft", "--out", str(tmp_path / "a.xlsx")]
    assert CliRunner().invoke(regman, arguments).exit_code == 0
    harmless, hostile = (
        {title: len(sheet.formulas) for title, sheet in made.sheets()}
        for made in (Witness(tmp_path / "a.xlsx"), seen["closing"])
    )
    assert hostile == harmless


@pytest.mark.parametrize("name", ["master", *DOCUMENTS])
def test_links_lead_to_cells_of_the_same_workbook(seen: dict[str, Witness], name: str) -> None:
    sheets = dict(seen[name].sheets())
    for sheet in sheets.values():
        for link in sheet.links:
            assert set(link) <= {"ref", "location", "tooltip", "display"}
            title, _, cell = link["location"].rpartition("!")
            assert title[1:-1].replace("''", "'") in sheets
            assert re.fullmatch(r"[A-Z]{1,3}\d+", cell)
    assert seen[name].external() == []


@pytest.mark.parametrize("name", ["master", *DOCUMENTS])
def test_no_part_but_ours(seen: dict[str, Witness], name: str) -> None:
    assert [part for part in seen[name].parts if not OWN_PARTS.fullmatch(part)] == []


@pytest.mark.parametrize("name", ["plan", "closing", "seals"])
def test_names_are_texts_or_cells_of_their_sheet(seen: dict[str, Witness], name: str) -> None:
    for defined, text in seen[name].names:
        if defined.startswith("_xlnm.Print_"):
            assert re.fullmatch(r"'[^'!]+'!\$[\dA-Z$:]+", text)
        elif re.match(r"(Column)?TitleRegion\d+\.", defined):
            assert re.fullmatch(r"'[^'!]+'!\$[A-Z]+\$\d+", text), defined
        else:
            assert re.fullmatch(r'"[\w:.-]*"', text), defined


def test_the_protocol_tells_every_finding_as_it_is(folder: Path, seen: dict[str, Witness]) -> None:
    (file,) = json.loads((folder / "findings.json").read_text(encoding="utf-8"))["files"]
    told = set(own_sheets(seen, "protocol")["Prüfprotokoll"].texts.values())
    given = {finding[name] for finding in file["findings"] for name in ("message", "hint", "value") if finding[name]}
    assert any(text.startswith("=cmd|") for text in given)
    assert {text for text in given - told if len(text) < 30_000} == set()


def test_a_hostile_name_of_a_sheet_stays_a_name(tmp_path: Path) -> None:
    names = ["Amt's 'Blatt'", 'a"&<>]]>', "internal:http://x", "<r>x</r>"]
    names += ["x" * 3_000, "a\tb", "\x01", "\ufffe", "\ud800"]
    (tmp_path / "a.xlsx").write_bytes(workbook_bytes([report(*(finding(name, "E17") for name in names))]))
    ((_, sheet),) = Witness(tmp_path / "a.xlsx").sheets()
    linked = [link["location"] for link in sheet.links]
    assert linked == ["'Amt''s ''Blatt'''!E17", "'a\"&<>]]>'!E17", "'internal:http://x'!E17", "'<r>x</r>'!E17"]
    told = set(sheet.texts.values())
    assert {f"{name}!E17" for name in names[:-1]} <= told
    assert "\ufffd!E17" in told


@pytest.mark.usefixtures("soffice")
def test_libreoffice_recalculates_and_sees_the_same_texts(folder: Path, tmp_path: Path) -> None:
    for path in convert_all([folder / f"{name}.xlsx" for name in DOCUMENTS], "xlsx", tmp_path):
        name = path.stem
        before, after = dict(Witness(folder / path.name).sheets()), dict(Witness(path).sheets())
        for title, sheet in before.items():
            assert set(after[title].formulas) == set(sheet.formulas), (name, title)
            differing = {
                place: (text, after[title].texts.get(place))
                for place, text in sheet.texts.items()
                # LibreOffice reads both underscores of _x005F_x000D_ rightly, but writes only the first one so.
                if "_x005F_x" not in text and _visible(text) != _visible(after[title].texts.get(place, ""))
            }
            assert differing == {}, (name, title)


def _visible(text: str) -> str:
    """Leave out what LibreOffice does not keep: other control characters and non-characters, the kind of line end."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
