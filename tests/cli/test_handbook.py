"""The handbook tells the sample's year: its figures, pictures, commands and names are those of the program."""

from __future__ import annotations

import ast
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from docs import window
from docs.pictures import IMAGES, PICTURES, page_numbers, printed
from regman_xl.app.demo import MASTER
from regman_xl.cli import regman
from regman_xl.rules import CATALOGUE
from regman_xl.schema import START_SHEET, TABLES
from tests import libreoffice
from tests.cli.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HANDBOOK = REPOSITORY / "docs" / "handbuch.md"
#: Documents for users that show commands as they are typed.
WITH_COMMANDS = (REPOSITORY / "README.md", HANDBOOK, REPOSITORY / "docs" / "excel-acceptance.md")
#: The chapter whose examples are not the sample's, and the tests that compute them.
RULES_OF_COUNTING = "9. Wie gerechnet wird"
WORKED = (*(REPOSITORY / "tests" / "finance").glob("test_*.py"), REPOSITORY / "tests" / "test_allocation.py")
#: Where the rows of a table of the handbook stand: what follows "Zeile" in its head, file and sheet.
EXPLAINED = {
    "im Abschluss": ("Regionalmanagement_Abschluss_2026.xlsx", "Abschluss 2026"),
    "in der Rückerstattung": ("Regionalmanagement_Abschluss_2026.xlsx", "Rückerstattung 2026"),
}
_AMOUNT = re.compile(r"(?<![\d.,])-?\d{1,3}(?:\.\d{3})*,\d{2}(?!\d)(?!\s?%)")
_COMMAND = re.compile(r"(?:^|[\s/\\])regman +([a-z][^;&|>]*)")
_RULE = re.compile(r"\b(?:STR|TYP|STM|JRN|FOE|PER|GOV|PLN|QUI|INT)\d\d\b")


def cents(text: str) -> int:
    return int(re.sub(r"[.,]", "", text))


def chapters() -> dict[str, str]:
    """Return the text of each chapter by its title."""
    parts = re.split(r"^## ", HANDBOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {part.partition("\n")[0]: part for part in parts}


@pytest.fixture(scope="module")
def sheets(made_sample: Path) -> dict[str, libreoffice.Sheets]:
    """Return the cells of every workbook of the sample."""
    return {path.name: libreoffice.cached(path) for path in made_sample.glob("*.xlsx") if "Fehlern" not in path.name}


@pytest.fixture(scope="module")
def amounts(sheets: dict[str, libreoffice.Sheets]) -> frozenset[int]:
    """Return every amount that stands in the sample, as a number or in a sentence, in cents."""
    found: set[int] = set()
    for workbook in sheets.values():
        for cells in workbook.values():
            for value in cells.values():
                if isinstance(value, float):
                    found.add(round(value * 100))
                elif isinstance(value, str):
                    found.update(cents(text) for text in _AMOUNT.findall(value))
    return frozenset(found)


def worked_examples() -> frozenset[int]:
    """Return the amounts of the worked examples, which tests compute, in cents."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in WORKED]
    nodes = (node for tree in trees for node in ast.walk(tree))
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, int))


def test_every_amount_of_the_handbook_stands_in_the_sample(amounts: frozenset[int]) -> None:
    examples = worked_examples()
    strange = [
        (title, text)
        for title, chapter in chapters().items()
        for text in _AMOUNT.findall(chapter)
        if cents(text) not in amounts and not (title.startswith(RULES_OF_COUNTING) and abs(cents(text)) in examples)
    ]
    assert strange == []
    assert sum(len(_AMOUNT.findall(chapter)) for chapter in chapters().values()) > 150


def explained() -> Iterator[tuple[str, str, int]]:
    """Yield place, line and amount of each figure that a table of the handbook explains."""
    place = ""
    for line in HANDBOOK.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            place = ""
        elif cells[0].startswith("Zeile "):
            place = cells[0].removeprefix("Zeile ")
        elif place and not cells[0].startswith("-"):
            yield place, cells[0], cents(cells[1].removesuffix(" €"))


def test_every_explained_figure_stands_in_that_line_of_the_document(sheets: dict[str, libreoffice.Sheets]) -> None:
    lines = list(explained())
    wrong = [line for line in lines if not stands(sheets, *line)]
    assert wrong == []
    assert {place for place, _, _ in lines} == set(EXPLAINED)
    assert len(lines) > 40


def stands(sheets: dict[str, libreoffice.Sheets], place: str, line: str, amount: int) -> bool:
    """Whether a row of a document begins with a line's words and has an amount."""
    workbook, sheet = EXPLAINED[place]
    rows: dict[str, list[libreoffice.Cell]] = {}
    for address, value in sheets[workbook][sheet].items():
        rows.setdefault(re.sub(r"\D", "", address), []).append(value)
    return any(
        line in row and amount in {round(value * 100) for value in row if isinstance(value, float)}
        for row in rows.values()
    )


def commands(path: Path) -> list[str]:
    """Return the commands that a document shows as code, without the name of the program."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```\w*\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^ *```\w*\n.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", rest)]
    return [found.strip() for line in (*"\n".join(blocks).splitlines(), *spans) for found in _COMMAND.findall(line)]


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=lambda path: path.name)
def test_every_command_of_a_document_can_be_typed(path: Path) -> None:
    for line in commands(path):
        name, *words = shlex.split(line)
        assert name in regman.commands, line
        # A name without anything only speaks of the command.
        if words and words != ["--help"]:
            regman.commands[name].make_context(name, words)


def test_handbook_shows_every_command() -> None:
    assert {line.split()[0] for line in commands(HANDBOOK)} == set(regman.commands)


def test_rules_that_the_handbook_names_exist() -> None:
    named = set(_RULE.findall(HANDBOOK.read_text(encoding="utf-8")))
    assert named - set(CATALOGUE) == set()
    assert len(named) > 20


def test_handbook_says_when_to_fill_in_every_sheet() -> None:
    (chapter,) = (text for title, text in chapters().items() if title.startswith("5. "))
    rows = [line.split("|")[1].strip() for line in chapter.splitlines() if line.startswith("|")]
    assert rows[2:] == [START_SHEET, *(table.sheet for table in TABLES)]


def test_every_picture_is_made_and_shown() -> None:
    documents = [REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md")]
    shown = {
        name for path in documents for name in re.findall(r"images/([\w-]+)\.png", path.read_text(encoding="utf-8"))
    }
    names = [*(picture.name for picture in PICTURES), window.NAME]
    assert len(set(names)) == len(names)
    assert shown == set(names)
    assert {path.stem for path in IMAGES.iterdir()} == set(names), "run `python -m docs.pictures`"
    assert sum(path.stat().st_size for path in IMAGES.iterdir()) < 1_500_000


@pytest.mark.usefixtures("soffice")
def test_every_picture_shows_a_page_of_the_sample(tmp_path: Path) -> None:
    numbers = page_numbers(PICTURES, printed(tmp_path))
    inputs = [numbers[picture.name] for picture in PICTURES if picture.workbook == MASTER]
    assert inputs == sorted(set(inputs)), "the input sheets are printed one after the other"
