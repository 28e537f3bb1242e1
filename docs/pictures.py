"""Make the pictures of the docs from the sample: ``python -m docs.pictures`` (needs LibreOffice Calc and pdftoppm)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from regman_xl.app.demo import run_demo
from tests import libreoffice

IMAGES = Path(__file__).parent / "images"
#: Picture, workbook of the demo, and a text of the page.
PICTURES = (
    ("abschluss", "Regionalmanagement_Abschluss_2026", "Abschlussbericht 2026"),
    ("start", "Regionalmanagement", "Regionalmanagement"),
    ("pruefprotokoll", "Pruefprotokoll", "Die Befunde im Einzelnen"),
)


def main() -> None:
    """Run the demo, print its workbooks and keep the pages that the docs show."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        run_demo(folder / "demo", force=False, program="regman", say=lambda line: None)
        for name, workbook, text in PICTURES:
            pdf = libreoffice.to_pdf(folder / "demo" / f"{workbook}.xlsx", folder / "pdf")
            page = str(page_with(pdf, text))
            pages = ["-f", page, "-l", page, "-singlefile"]
            subprocess.run(["pdftoppm", "-r", "75", "-png", *pages, str(pdf), str(IMAGES / name)], check=True)  # noqa: S603, S607


def page_with(pdf: Path, text: str) -> int:
    """Return the number of the first page that holds a text."""
    done = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8")  # noqa: S603, S607
    return next(number for number, page in enumerate(done.stdout.split("\f"), 1) if text in page)


if __name__ == "__main__":
    main()
