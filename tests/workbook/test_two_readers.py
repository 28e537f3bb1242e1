"""Two readers that share no code agree on every cell of every sheet."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regman_xl.address import column_letters
from regman_xl.app.audit import examine
from regman_xl.app.documents import write_closing
from regman_xl.app.new import new_workbook
from regman_xl.problems import Problem
from regman_xl.sample.faults import faulty_workbook
from regman_xl.workbook.cells import Content, read_cells
from regman_xl.workbook.package import open_package
from regman_xl.workbook.parts import read_workbook
from regman_xl.workbook.strings import read_strings
from tests import libreoffice
from tests.workbook.making import hand_made, sheet_xml, strings_xml
from tests.workbook.planting import clean_sample
from tests.workbook.second_reader import Place, Seen, read_all
from tests.workbook.strict import made_strict
from tests.workbook.test_cells import DIALECTS, EVERY_KIND, ITEMS

if TYPE_CHECKING:
    from pathlib import Path


def ours(path: Path) -> dict[Place, Seen]:
    """Return what the program reads of every worksheet, blanks left out."""
    found: dict[Place, Seen] = {}
    with open_package(path) as package:
        workbook = read_workbook(package)
        strings = read_strings(package, workbook.strings)
        for sheet in workbook.sheets:
            cells = read_cells(package, sheet.part, strings)
            texts = cells.texts.to_pylist()
            for row, column, code, value, style, formula in zip(
                cells.row.tolist(),
                cells.column.tolist(),
                cells.content.tolist(),
                cells.value.tolist(),
                cells.style.tolist(),
                cells.formula.tolist(),
                strict=True,
            ):
                content = Content(code)
                shown: object = None if content is Content.BLANK else value
                if content in (Content.TEXT, Content.ERROR, Content.ISO_DATE):
                    shown = texts[int(value)]
                if shown != "" or formula:
                    found[sheet.title, row, column] = Seen(content.name, shown, style, formula)
    return found


def comparable(cells: dict[Place, Seen]) -> dict[Place, object]:
    """Return cells so that not-a-number equals itself and -0 differs from 0."""
    return {
        place: repr(seen) if isinstance(seen.value, float) and not math.isfinite(seen.value) else seen
        for place, seen in cells.items()
    }


def agreed(path: Path) -> int:
    """Compare both readers; return how many cells they agree on."""
    first, second = comparable(ours(path)), comparable(read_all(path))
    assert first == second
    return len(first)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus")


@pytest.fixture(scope="module")
def sample(folder: Path) -> Path:
    path = folder / "muster.xlsx"
    path.write_bytes(clean_sample())
    return path


def test_the_sample(sample: Path) -> None:
    assert agreed(sample) > 5000


def test_the_empty_template(folder: Path) -> None:
    assert agreed(new_workbook(folder / "leer.xlsx", year=2026, empty=True, force=False)) > 200


def test_the_strict_sample(sample: Path, folder: Path) -> None:
    path = made_strict(sample, folder / "strict.xlsx")
    assert agreed(path) == agreed(sample)


def test_the_strict_sample_has_the_same_figures_and_findings(sample: Path, folder: Path) -> None:
    day = dt.date(2027, 3, 1)
    path = made_strict(sample, folder / "strict.xlsx")
    first, second = examine(sample, day), examine(path, day)
    assert first.findings == second.findings
    assert first.accounts
    assert first.accounts == second.accounts


def test_the_faulty_sample_and_a_document(sample: Path, folder: Path) -> None:
    faulty_workbook(sample, folder / "fehler.xlsx")
    assert agreed(folder / "fehler.xlsx") > 5000
    made = write_closing(sample, 2026, out=folder / "abschluss.xlsx", as_of=dt.date(2027, 3, 1), draft=True).path
    assert agreed(made) > 100


def test_saved_by_openpyxl(sample: Path, folder: Path) -> None:
    openpyxl.load_workbook(sample).save(folder / "openpyxl.xlsx")
    assert agreed(folder / "openpyxl.xlsx") > 5000


def test_saved_by_libreoffice(sample: Path, folder: Path, soffice: str) -> None:
    assert soffice
    assert agreed(libreoffice.resave(sample, folder / "libreoffice.xlsx")) > 5000


@pytest.mark.parametrize("dialect", DIALECTS)
def test_dialects(tmp_path: Path, dialect: str) -> None:
    path = hand_made(tmp_path / "a.xlsx", DIALECTS[dialect](sheet_xml(EVERY_KIND)), strings_xml(ITEMS))
    assert agreed(path) == 10


def test_openpyxl_agrees_too(sample: Path) -> None:
    """The third opinion; it shows dates where we keep day numbers, and nothing where a formula gave an empty text."""
    book = openpyxl.load_workbook(sample, data_only=True)
    third = {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    for place, value in third.items():
        if isinstance(value, dt.datetime):
            third[place] = (value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)  # noqa: DTZ001 - a cell has no zone
    first = {place: seen.value for place, seen in ours(sample).items() if seen.value not in (None, "")}
    assert first == third


#: A cell as it is written, and the kind and value that it has.
CONTENTS: dict[str, tuple[str, str, object]] = {
    **{
        f"error {name}": (f'<c r="B2" t="e"><v>{name}</v></c>', "ERROR", name)
        for name in (
            *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"),
            *("#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!"),
        )
    },
    "rich error": ('<c r="B2" t="e" vm="1"><v>#VALUE!</v></c>', "ERROR", "#VALUE!"),
    "error without name": ('<c r="B2" t="e"><v></v></c>', "ERROR", "#UNKNOWN!"),
    "error without value": ('<c r="B2" t="e"/>', "ERROR", "#UNKNOWN!"),
    "computed error": ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "ERROR", "#DIV/0!"),
    "true": ('<c r="B2" t="b"><v>1</v></c>', "BOOLEAN", 1.0),
    "false": ('<c r="B2" t="b"><v>0</v></c>', "BOOLEAN", 0.0),
    "true in words": ('<c r="B2" t="b"><v>true</v></c>', "BOOLEAN", 1.0),
    "false in words": ('<c r="B2" t="b"><v> false</v></c>', "BOOLEAN", 0.0),
    "neither true nor false": ('<c r="B2" t="b"><v>ja</v></c>', "TEXT", "ja"),
    "shared": ('<c r="B2" t="s"><v>1</v></c>', "TEXT", "eins & mehr"),
    "inline": ('<c r="B2" t="inlineStr"><is><t>a</t></is></c>', "TEXT", "a"),
    "inline without type": ('<c r="B2"><is><t>12</t></is></c>', "TEXT", "12"),
    "inline as value": ('<c r="B2" t="inlineStr"><v>a</v></c>', "TEXT", "a"),
    "inline rich": (
        (
            '<c r="B2" t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve">a </t></r><r><t>b</t></r>'
            '<rPh sb="0" eb="1"><t>oh</t></rPh><phoneticPr fontId="1"/></is></c>'
        ),
        "TEXT",
        "a b",
    ),
    "iso date": ('<c r="B2" t="d"><v>2026-03-31</v></c>', "ISO_DATE", "2026-03-31"),
    "iso moment": ('<c r="B2" t="d"><v>2026-03-31T10:00:00Z</v></c>', "ISO_DATE", "2026-03-31T10:00:00Z"),
    "power of ten": ('<c r="B2"><v>1E3</v></c>', "NUMBER", 1000.0),
    "too large": ('<c r="B2"><v>1e400</v></c>', "NUMBER", math.inf),
    "minus zero": ('<c r="B2"><v>-0</v></c>', "NUMBER", -0.0),
    "blanks around": ('<c r="B2"><v> 7\n</v></c>', "NUMBER", 7.0),
    "plus": ('<c r="B2"><v>+7</v></c>', "NUMBER", 7.0),
    "17 digits": ('<c r="B2"><v>0.30000000000000004</v></c>', "NUMBER", 0.30000000000000004),
    "no leading zero": ('<c r="B2"><v>.5</v></c>', "NUMBER", 0.5),
    "infinite": ('<c r="B2"><v>INF</v></c>', "NUMBER", math.inf),
    "hexadecimal": ('<c r="B2"><v>0x10</v></c>', "TEXT", "0x10"),
    "underscore": ('<c r="B2"><v>1_000</v></c>', "TEXT", "1_000"),
    "arabic digits": ('<c r="B2"><v>٣</v></c>', "TEXT", "٣"),
    "decimal comma": ('<c r="B2"><v>1,5</v></c>', "TEXT", "1,5"),
    "absolute": ('<c r="$B$2"><v>7</v></c>', "NUMBER", 7.0),
    "lower case": ('<c r="b2"><v>7</v></c>', "NUMBER", 7.0),
    "no address": ("<c/><c><v>7</v></c>", "NUMBER", 7.0),
    "shared formula": ('<c r="B2"><f t="shared" si="0"/><v>7</v></c>', "NUMBER", 7.0),
    "array formula": ('<c r="B2" cm="1"><f t="array" ref="B2:B3">A1:A2</f><v>7</v></c>', "NUMBER", 7.0),
    "formula without value": ('<c r="B2"><f>1</f></c>', "BLANK", None),
    "text formula without value": ('<c r="B2" t="str"><f>1</f></c>', "BLANK", None),
    "formula with empty text": ('<c r="B2" t="str"><f>""</f><v></v></c>', "TEXT", ""),
    "formula with closed empty text": ('<c r="B2" t="str"><f>""</f><v/></c>', "TEXT", ""),
    "entities": ('<c r="B2" t="str"><v>&lt;&#228;&#x1F600;&amp;amp;</v></c>', "TEXT", "<ä😀&amp;"),
    "cdata": ('<c r="B2" t="str"><v><![CDATA[<c r="B9">]]>]</v></c>', "TEXT", '<c r="B9">]'),
    "comment in a value": ('<c r="B2"><v>1<!-- 9 -->2</v></c>', "NUMBER", 12.0),
    "escapes": ('<c r="B2" t="str"><v>a_x000D_b_x005F_x000D_</v></c>', "TEXT", "a\nb_x000D_"),
    "surrogates": ('<c r="B2" t="str"><v>_xD83D__xDE00_ _xD83D_</v></c>', "TEXT", "😀 \ufffd"),
    "nul": ('<c r="B2" t="str"><v>a_x0000_b</v></c>', "TEXT", "a\0b"),
    "line end by reference": ('<c r="B2" t="str"><v>a&#13;&#10;b</v></c>', "TEXT", "a\nb"),
    "kept blanks": ('<c r="B2" t="str"><v xml:space="preserve">  a </v></c>', "TEXT", "  a "),
    "extension behind the value": (
        '<c r="B2"><v>1</v><extLst><ext uri="u"><x:v xmlns:x="urn:x">9</x:v></ext></extLst></c>',
        "NUMBER",
        1.0,
    ),
    "alternatives": (
        (
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            '<mc:Choice Requires="x" xmlns:x="urn:x"><c r="B2"><v>8</v></c></mc:Choice>'
            '<mc:Fallback><c r="B2"><v>7</v></c></mc:Fallback></mc:AlternateContent>'
        ),
        "NUMBER",
        7.0,
    ),
    "white space between tags": ('\n  <c r="B2">\n  <v>7</v>\n  </c>\n', "NUMBER", 7.0),
    "unknown attributes": ('<c x:a=">" r="B2" xmlns:x="urn:x"><v>7</v></c>', "NUMBER", 7.0),
}


@pytest.mark.parametrize("case", CONTENTS)
def test_what_a_cell_can_be(tmp_path: Path, case: str) -> None:
    cell, kind, value = CONTENTS[case]
    # In plain XML, and in XML that has to be rewritten first.
    for number, comment in enumerate(("", "<!-- -->")):
        path = hand_made(
            tmp_path / f"{number}.xlsx", sheet_xml(f'{comment}<row r="2">{cell}</row>'), strings_xml(ITEMS)
        )
        expected = {("Journal", 2, 2): Seen(kind, value, 0, "<f" in cell)}
        assert comparable(ours(path)) == comparable(expected)
        assert comparable(read_all(path)) == comparable(expected)


#: What makes a file damaged: nobody can say which cell or which value is meant.
DAMAGED = {
    "two values": '<row r="2"><c r="B2"><v>1</v><v>2</v></c></row>',
    "a value and a text": '<row r="2"><c r="B2"><v>1</v><is><t>2</t></is></c></row>',
    "a cell in a cell": '<row r="2"><c r="B2"><c r="B3"><v>2</v></c></c></row>',
    "a cell outside of rows": '<c r="B2"><v>1</v></c>',
    "a row in a row": '<row r="2"><row r="3"><c r="B3"><v>1</v></c></row></row>',
    "a value outside of cells": '<row r="2"><v>1</v></row>',
    "a cell of another row": '<row r="2"><c r="B2"><v>1</v></c><c r="C3"><v>1</v></c></row>',
    "cells that contradict their row": '<row r="2"><c r="B3"><v>1</v></c></row>',
    "a row that has no number": '<row r="zwei"><c r="B2"><v>1</v></c></row>',
    "arabic digits in a row": '<row r="٢"><c><v>1</v></c></row>',
    "a format that has no number": '<row r="2"><c r="B2" s="x"><v>1</v></c></row>',
    "a format beyond all numbers": '<row r="2"><c r="B2" s="4294967297"><v>1</v></c></row>',
    "an unknown type": '<row r="2"><c r="B2" t="zz"><v>1</v></c></row>',
    "a cell of another language": '<row r="2"><c xmlns="urn:x" r="B2"><v>1</v></c></row>',
    "elements in a value": '<row r="2"><c r="B2"><v>1<x/>2</v></c></row>',
    "a second place for cells": '<row r="2"/></sheetData><sheetData><row r="3"><c r="B3"><v>1</v></c></row>',
    "cells behind the place for cells": '</sheetData><row r="3"><c r="B3"><v>1</v></c></row><sheetData>',
    "a text that the file does not hold": '<row r="2"><c r="B2" t="s"><v></v></c></row>',
}


@pytest.mark.parametrize("case", DAMAGED)
@pytest.mark.parametrize("comment", ["", "<!-- -->"])
def test_what_no_cell_can_be(tmp_path: Path, case: str, comment: str) -> None:
    path = hand_made(tmp_path / "a.xlsx", sheet_xml(comment + DAMAGED[case]), strings_xml(ITEMS))
    with pytest.raises(Problem, match="beschädigt"):
        ours(path)


def test_a_sheet_without_a_place_for_cells_is_damaged(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "a.xlsx", sheet_xml("").replace("<sheetData></sheetData>", "<dimension ref='A1'/>"))
    with pytest.raises(Problem, match="beschädigt"):
        ours(path)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, str]:
    """Draw the XML of a sheet in some dialect, and of its shared strings."""
    texts = draw(st.lists(st.text("aß<&>_x0D \n😀", max_size=8), min_size=1, max_size=5))
    row_numbers = draw(st.lists(st.integers(1, 50), unique=True, max_size=5))
    named, cdata, style = draw(st.booleans()), draw(st.booleans()), draw(st.integers(0, 9))
    rows = []
    for row in row_numbers if named else range(1, len(row_numbers) + 1):
        columns = draw(st.lists(st.integers(1, 40), unique=True, max_size=5))
        cells = []
        for column in columns if named else range(len(columns)):
            place = f' r="{column_letters(column)}{row}"' if named else ""
            text = _raw(draw(st.sampled_from(texts)), cdata=cdata)
            number = draw(st.one_of(st.integers(), st.floats(allow_nan=False), st.booleans().map(int)))
            cells.append(
                draw(
                    st.sampled_from(
                        [
                            f"<c{place}/>",
                            f'<c{place} s="{style}"><v>{number!r}</v></c>',
                            f'<c{place} t="s"><v>{draw(st.integers(0, len(texts) - 1))}</v></c>',
                            f'<c{place} t="inlineStr"><is><t>{text}</t></is></c>',
                            f'<c{place} t="str"><f>A1</f><v>{text}</v></c>',
                            f'<c{place} t="b"><v>1</v></c>',
                            f'<c t="e"{place}><v>#N/A</v></c>',
                        ]
                    )
                )
            )
        rows.append(f'<row r="{row}">{"".join(cells)}</row>' if named else f"<row>{''.join(cells)}</row>")
    change = draw(st.sampled_from([lambda xml: xml, *_SPELLINGS]))
    items = "".join(f"<si><t>{_raw(text, cdata=cdata)}</t></si>" for text in texts)
    return change(sheet_xml("".join(rows))), strings_xml(items)


_SPELLINGS = [
    DIALECTS[name] for name in ("prefix", "comment", "line breaks between tags", "blanks before the end of a tag")
]


def _raw(text: str, *, cdata: bool) -> str:
    return f"<![CDATA[{text}]]>" if cdata else text.replace("&", "&amp;").replace("<", "&lt;")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(sheets())
def test_any_sheet_in_any_dialect(tmp_path: Path, xml: tuple[str, str]) -> None:
    agreed(hand_made(tmp_path / "a.xlsx", *xml))
