"""`--pdf`: the document as LibreOffice prints it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from regman_xl.app.pdf import places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

GRANTS = ("grants", "--year", "2026", "--as-of", "2027-03-01")


def text_of(pdf: Path) -> str:
    """Return the text of a PDF as somebody reads it."""
    if shutil.which("pdftotext") is None and not os.environ.get("CI"):
        pytest.skip("pdftotext is missing: please install poppler-utils")
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True)
    return done.stdout


@pytest.mark.usefixtures("soffice")
def test_a_document_is_printed_in_german_with_a_bookmark_per_sheet(
    run: Callable[..., Run], clean: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "abschluss.pdf"

    result = run("close", clean, "--year", "2026", "--as-of", "2027-03-01", "--pdf", pdf)

    assert (result.code, result.out.splitlines()[-1]) == (0, str(pdf))
    content = pdf.read_bytes()
    bookmarks = [
        bytes.fromhex(title.decode()).decode("utf-16") for title in re.findall(rb"/Title<([0-9A-F]+)>", content)
    ]
    assert bookmarks[:4] == ["Abschluss 2026", "Sachbericht 2026", "Rückerstattung 2026", "Fördermittel 2026"]
    assert b"/Lang(de-DE)" in content
    assert b"/StructTreeRoot" in content
    text = text_of(pdf)
    assert "10.679,93 €" in text
    assert re.search(r"Seite 1 von \d+", text)
    assert "###" not in text


@pytest.mark.usefixtures("soffice")
def test_the_same_document_gives_the_same_pdf(run: Callable[..., Run], clean: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "eins.pdf", tmp_path / "zwei.pdf"

    for pdf in (first, second):
        assert run(GRANTS[0], clean, *GRANTS[1:], "--force", "--pdf", pdf).code == 0

    assert first.read_bytes() == second.read_bytes()


def test_without_libreoffice_nothing_is_written(
    shell: Callable[..., subprocess.CompletedProcess[str]], clean: Path, tmp_path: Path
) -> None:
    if any(place.is_file() for place in places()):
        pytest.skip("LibreOffice stands where it is found without PATH: only elsewhere can it be missing")
    before = set(tmp_path.iterdir())

    result = shell(GRANTS[0], clean, *GRANTS[1:], "--pdf", tmp_path / "a.pdf", PATH="")

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("Für --pdf wird LibreOffice gebraucht")
    assert len(result.stderr.splitlines()) == 1
    assert set(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("soffice")
@pytest.mark.parametrize(
    ("name", "told"), [("a.txt", "endet nicht auf .pdf"), ("da.pdf", "gibt es schon"), ("fehlt/a.pdf", "gibt es nicht")]
)
def test_a_target_that_cannot_be_is_refused_before_any_work(
    run: Callable[..., Run], clean: Path, tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "da.pdf").write_bytes(b"kostbar")
    before = set(tmp_path.iterdir())

    result = run(GRANTS[0], clean, *GRANTS[1:], "--pdf", tmp_path / name)

    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert set(tmp_path.iterdir()) == before
    assert (tmp_path / "da.pdf").read_bytes() == b"kostbar"
