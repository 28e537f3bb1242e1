"""`regman figures`, and the commands that make documents."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from tests.cli.conftest import Run

DOCUMENTS = [
    (("plan", "--year", "2027"), "mappe_Jahresplan_2027.xlsx", ["Jahresplan 2027"]),
    (
        ("close", "--year", "2026"),
        "mappe_Abschluss_2026.xlsx",
        ["Abschluss 2026", "Sachbericht 2026", "Rückerstattung 2026", "Fördermittel 2026"],
    ),
    (("grants", "--year", "2026"), "mappe_Foerdermittel_2026.xlsx", ["Fördermittel 2026"]),
    (("call", "--year", "2027"), "mappe_Mittelanforderung_2027.xlsx", ["Mittelanforderung 2027"]),
    (("statement", "--grant", "F-001"), "mappe_Nachweis_F-001.xlsx", ["Nachweis F-001"]),
]
#: One call of every command that makes a document.
COMMANDS = [
    ("plan", "--year", "2026"),
    ("close", "--year", "2026"),
    ("grants", "--year", "2026"),
    ("call", "--year", "2026"),
    ("statement", "--grant", "F-001"),
]


@pytest.mark.parametrize(("command", "name", "sheets"), DOCUMENTS)
def test_document_lies_beside_the_workbook(
    run: Callable[..., Run], clean: Path, command: tuple[str, ...], name: str, sheets: list[str]
) -> None:
    before = clean.read_bytes()

    result = run(command[0], clean, *command[1:])

    made = clean.with_name(name)
    assert (result.code, result.out, result.err) == (0, f"{made}\n", "")
    assert load_workbook(made).sheetnames == sheets
    assert clean.read_bytes() == before


@pytest.mark.parametrize(("command", "name", "_sheets"), DOCUMENTS)
def test_existing_document_is_replaced_only_by_force(
    run: Callable[..., Run], clean: Path, command: tuple[str, ...], name: str, _sheets: list[str]
) -> None:
    made = clean.with_name(name)
    made.write_bytes(b"kostbar")

    refused = run(command[0], clean, *command[1:])
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"„{made}“ gibt es schon. Bitte einen anderen Namen angeben oder mit --force ersetzen.\n"
    assert made.read_bytes() == b"kostbar"

    assert run(command[0], clean, *command[1:], "--force").code == 0
    assert load_workbook(made).sheetnames


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_the_workbook_is_never_the_target(run: Callable[..., Run], clean: Path, force: tuple[str, ...]) -> None:
    before = clean.read_bytes()

    result = run("close", clean, "--year", "2026", "--out", clean, *force)

    assert result.code == 2
    assert result.err.startswith(f"„{clean}“ ist die Arbeitsmappe selbst.")
    assert clean.read_bytes() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_same_input_same_bytes(run: Callable[..., Run], clean: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        made = run(command[0], clean, *command[1:], "--as-of", "15.03.2027", "--out", tmp_path / name)
        assert made.code == 0, made.err

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("command", COMMANDS)
def test_errors_refuse_the_document(run: Callable[..., Run], faulty: Path, command: tuple[str, ...]) -> None:
    result = run(command[0], faulty, *command[1:])

    assert (result.code, result.out) == (1, "")
    first, *findings, last = result.err.splitlines()
    assert first.endswith(" Fehler:")
    assert len(findings) == 4
    assert findings[-1].startswith("  ... und ")
    assert "--draft" in last
    assert [path.name for path in faulty.parent.iterdir()] == [faulty.name]


@pytest.mark.parametrize("command", COMMANDS)
def test_draft_is_made_despite_errors_and_says_so(
    run: Callable[..., Run], faulty: Path, command: tuple[str, ...]
) -> None:
    result = run(command[0], faulty, *command[1:], "--draft")

    assert result.code == 0, result.err
    for sheet in load_workbook(result.out.strip()).worksheets:
        texts = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        assert any("Fassung: Entwurf" in text for text in texts), sheet.title


@pytest.mark.parametrize("command", ["figures", "plan", "close", "grants", "call"])
def test_unknown_year_is_one_line(run: Callable[..., Run], clean: Path, command: str) -> None:
    result = run(command, clean, "--year", "2150")

    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "2150" in result.err
    assert [path.name for path in clean.parent.iterdir()] == [clean.name]


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        ("F001", "Die Förderung F001 kommt in der Arbeitsmappe nicht vor. Gemeint ist vielleicht F-001."),
        (
            "Wasserstoff",
            "Die Förderung Wasserstoff kommt in der Arbeitsmappe nicht vor. Bitte auf dem Blatt Förderungen nach",
        ),
        ("F-006", "Die Förderung F-006 ist nicht bewilligt (Status beantragt). Einen Verwendungsnachweis gibt es erst"),
        ("F-008", "Die Förderung F-008 ist nicht bewilligt (Status sondiert)."),
    ],
)
def test_a_grant_without_a_statement_is_one_line(
    run: Callable[..., Run], clean: Path, grant: str, expected: str
) -> None:
    result = run("statement", clean, "--grant", grant)

    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(expected)
    assert [path.name for path in clean.parent.iterdir()] == [clean.name]


def test_the_grant_of_others_is_accounted_for_by_them(run: Callable[..., Run], clean: Path) -> None:
    book = load_workbook(clean)
    sheet = book["Förderungen"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Antragsteller" for cell in row))
    column = next(cell.column for cell in head if cell.value == "Antragsteller")
    sheet.cell(head[0].row + 1, column).value = "Andere"
    book.save(clean)

    result = run("statement", clean, "--grant", "F-001")

    assert (result.code, result.out) == (2, "")
    assert (
        result.err == "Die Förderung F-001 haben andere beantragt. Den Verwendungsnachweis führt der Antragsteller.\n"
    )


@pytest.mark.parametrize(("day", "last"), [("31.12.2025", "2025"), ("31.12.2026", "2025 bis 2026")])
def test_the_day_says_up_to_which_year_a_statement_counts(
    run: Callable[..., Run], clean: Path, day: str, last: str
) -> None:
    result = run("statement", clean, "--grant", "F-001", "--as-of", day)

    sheet = load_workbook(result.out.strip()).worksheets[0]
    texts = [cell for row in sheet.iter_rows(max_row=10, values_only=True) for cell in row if cell]
    assert texts[texts.index("Haushaltsjahr") + 1] == last


def test_missing_sheet_is_one_line(run: Callable[..., Run], clean: Path) -> None:
    book = load_workbook(clean)
    del book["Journal"]
    book.save(clean)

    for command in ("figures", "plan", "close", "grants", "call"):
        options = () if command == "figures" else ("--draft",)
        result = run(command, clean, "--year", "2026", *options)
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
        assert "Journal" in result.err


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("fehlt/a.xlsx", "Den Ordner „{out.parent}“ gibt es nicht."),
        ("a.pdf", "„{out}“ endet nicht auf .xlsx."),
        (".", "„{out}“ ist ein Ordner."),
    ],
)
def test_impossible_targets(run: Callable[..., Run], clean: Path, out: str, message: str) -> None:
    target = clean.parent / out

    result = run("close", clean, "--year", "2026", "--out", target)

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(message.format(out=target))


def test_figures_as_json(run: Callable[..., Run], clean: Path) -> None:
    result = run("figures", clean, "--year", "2026", "--format", "json")

    document = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert (document["schema"], document["file"], document["year"]) == (1, str(clean), 2026)
    assert document["liquidity_difference"] == "0.00"


def test_figures_as_text(run: Callable[..., Run], clean: Path) -> None:
    result = run("figures", clean, "--year", "2026")

    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Haushaltsjahr 2026")


def test_findings_do_not_stop_the_figures(run: Callable[..., Run], faulty: Path) -> None:
    result = run("figures", faulty, "--year", "2025", "--format", "json")

    assert result.code == 0, result.err
    json.loads(result.out)
    assert "nicht mitgerechnet" in result.err
    assert result.err.splitlines()[-1].endswith("Einzelheiten: regman validate")


def test_result_and_notes_do_not_mix(
    shell: Callable[..., subprocess.CompletedProcess[str]], made_sample: Path, tmp_path: Path
) -> None:
    shutil.copy(made_sample / "Regionalmanagement_mit_Fehlern.xlsx", tmp_path / "mappe mit Umläuten.xlsx")

    result = shell("validate", "mappe mit Umläuten.xlsx", "--format", "json", PYTHONIOENCODING="cp1252")

    assert result.returncode == 1
    assert json.loads(result.stdout)["files"][0]["file"] == "mappe mit Umläuten.xlsx"
    assert "Traceback" not in result.stderr


def test_as_of_is_the_day_of_the_document(run: Callable[..., Run], clean: Path) -> None:
    result = run("close", clean, "--year", "2025", "--as-of", "2027-04-01")

    book = load_workbook(Path(result.out.strip()))
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell is not None]
    assert any("01.04.2027" in str(cell) or "2027-04-01" in str(cell) for cell in cells)
