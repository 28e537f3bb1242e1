"""Make the pictures of the docs from the sample: ``python -m docs.pictures`` (needs LibreOffice Calc and pdftoppm)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from regman_xl.app.demo import run_demo
from tests import libreoffice

IMAGES = Path(__file__).parent / "images"
#: Picture, workbook of the demo, page.
PICTURES = (
    ("abschluss", "Regionalmanagement_Abschluss_2026", 1),
    ("start", "Regionalmanagement", 1),
)


def main() -> None:
    """Run the demo, print its workbooks and keep the pages that the docs show."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        run_demo(folder / "demo", force=False, program="regman", say=lambda line: None)
        for name, workbook, page in PICTURES:
            pdf = libreoffice.to_pdf(folder / "demo" / f"{workbook}.xlsx", folder / "pdf")
            pages = ["-f", str(page), "-l", str(page), "-singlefile"]
            subprocess.run(["pdftoppm", "-r", "75", "-png", *pages, str(pdf), str(IMAGES / name)], check=True)  # noqa: S603, S607


if __name__ == "__main__":
    main()
