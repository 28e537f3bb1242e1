"""Make the pictures of the docs from the sample: ``python -m docs.pictures`` (needs LibreOffice Calc and poppler).

The one of a window also needs Xvfb and ImageMagick (`docs.window`).

One declared table says which page of which workbook each picture shows; a test finds every one of them on the printed
pages, and every picture that the documents mention in the table.
"""

from __future__ import annotations

import struct
import subprocess
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docs import window
from regman_xl.app.demo import MASTER, PROTOCOL, run_demo
from regman_xl.schema import START_SHEET, TABLES
from regman_xl.schema.cockpit import BACK_TO_START, YEAR_HINT
from regman_xl.schema.wording import file_title, sheet_title
from tests import libreoffice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

IMAGES = Path(__file__).parent / "images"
#: Dots per inch: the smallest at which the small print of a table can be read.
RESOLUTION = 90
#: Black, white and fourteen greys: a page of text needs no more, and is a third as large.
LEVELS = 16


@dataclass(frozen=True, slots=True)
class Picture:
    """One page that the docs show.

    Attributes:
        name: Name of the file without its ending.
        workbook: File of the demo.
        texts: What stands on the page, the name of its sheet first; the first page that has all of it is shown.
    """

    name: str
    workbook: str
    texts: tuple[str, ...]


def _of(kind: str, year: int | None, pages: dict[str, str], *, file: str = "", subject: str = "") -> Iterable[Picture]:
    """Declare the pages of one report.

    Args:
        kind: Kind of the report.
        year: Its budget year.
        pages: A word for the name of the picture, none for the first page, and a text of the page.
        file: Kind of the report that names the workbook, where it is another one.
        subject: The grant that it is about.
    """
    workbook = f"{Path(MASTER).stem}_{file_title(file or kind, year, subject).replace(' ', '_')}.xlsx"
    for word, text in pages.items():
        begin = file_title(kind, year, subject).split()[0].lower()
        yield Picture(f"{begin}-{word}" if word else begin, workbook, (sheet_title(kind, year, subject), text))


def _inputs() -> Iterable[Picture]:
    """Declare the first page of each input sheet; Start lists their explanations, too, but has no way back."""
    for table in TABLES:
        name = table.list_name.removeprefix("tbl").lower()
        yield Picture(name, MASTER, (table.sheet, table.help, BACK_TO_START))


#: All pictures. The input sheets are those of the schema: a new one gets its picture by itself.
PICTURES: tuple[Picture, ...] = (
    Picture("start", MASTER, (START_SHEET, YEAR_HINT)),
    *_inputs(),
    *_of(
        "plan",
        2027,
        {
            "": "1. Ziele und Schwerpunkte",
            "mittel": "Mittel und Verwendung im Vergleich der Jahre",
            "bedarf": "Verfügbare Mittel und Verwendung",
        },
    ),
    *_of(
        "closing",
        2026,
        {
            "": "1. Kurzfassung",
            "plan-ist": "Mittel insgesamt",
            "kasse": "Vom Anfangs- zum Endbestand 2026",
            "nachweis": "Liquiditätsnachweis 2026",
            "projekte": "Förderprojekte 2026",
            "kosten": "Kostenanteile 2026 nach Mittelschicht und Partner",
            "forderungen": "Forderungen und Verbindlichkeiten Ende 2026",
            "schichten": "Mittelschichten 2026",
            "beschluss": "Das Aufsichtsgremium beschließt:",
        },
    ),
    *_of(
        "activity",
        2026,
        {
            "": "1. Ausgangslage",
            "projekte": "Projekte 2026",
            "akquisition": "Stand der Fördermittelakquisition Ende 2026",
        },
        file="closing",
    ),
    *_of(
        "refund",
        2026,
        {"": "Mittel aus 2026: Rückerstattung", "auszahlung": "Auszahlungen an die Partner"},
        file="closing",
    ),
    *_of(
        "grants",
        2026,
        {"": "Förderungen Ende 2026", "geld": "Förderprojekte, zusammengerechnet bis Ende 2026"},
        file="closing",
    ),
    *_of(
        "call",
        2027,
        {
            "": "Beiträge 2027: geschuldet, gezahlt, angefordert",
            "vermerk": "Interner Vermerk 2027: Landeshauptstadt Düsseldorf (DUS)",
            "schreiben": "Mittelanforderung 2027: Kreis Mettmann (ME)",
        },
    ),
    *_of(
        "statement",
        None,
        {"": "Einnahmen (Finanzierung)", "belegliste": "Belegliste F-001", "bestaetigungen": "Es wird bestätigt, dass"},
        subject="F-001",
    ),
    Picture("pruefprotokoll-ergebnis", PROTOCOL, ("Prüfprotokoll", "Was geprüft wurde")),
    Picture("pruefprotokoll", PROTOCOL, ("Prüfprotokoll", "Die Befunde im Einzelnen")),
)


def printed(folder: Path) -> dict[str, Path]:
    """Make the sample in a folder and print what the pictures show, all in one start of LibreOffice.

    Returns:
        The PDF of each workbook.
    """
    run_demo(folder / "demo")
    workbooks = sorted({picture.workbook for picture in PICTURES})
    made = libreoffice.convert_all([folder / "demo" / name for name in workbooks], "pdf", folder / "pdf")
    return dict(zip(workbooks, made, strict=True))


def page_numbers(pictures: Sequence[Picture], pdfs: dict[str, Path]) -> dict[str, int]:
    """Return the number of the page of each picture.

    Raises:
        LookupError: Pages are on no sheet of the sample any more; all of them are named.
    """
    pages = {name: _pages(pdf) for name, pdf in pdfs.items()}
    found = {}
    for picture in pictures:
        for number, page in enumerate(pages[picture.workbook], 1):
            if all(text in page for text in picture.texts):
                found[picture.name] = number
                break
    missing = [f"{picture.name} {picture.texts}" for picture in pictures if picture.name not in found]
    if missing:
        raise LookupError(f"no printed page of the sample for: {', '.join(missing)}")
    return found


def _pages(pdf: Path) -> list[str]:
    """Return the text of each page, every gap and line end as one blank."""
    done = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8")  # noqa: S603, S607
    return [" ".join(page.split()) for page in done.stdout.split("\f")]


def picture_of(pdf: Path, page: int) -> bytes:
    """Return one page as a PNG of few greys; poppler's own would be three times as large."""
    number = str(page)
    command = ["pdftoppm", "-r", str(RESOLUTION), "-gray", "-f", number, "-l", number, str(pdf)]
    image = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 - a fixed program, no shell
    _, width, height, _ = image.split(maxsplit=3)
    size = int(width), int(height)
    return _png(size, image[-size[0] * size[1] :])


def _png(size: tuple[int, int], pixels: bytes) -> bytes:
    """Return pixels of one byte as a PNG of 4 bits a pixel (PNG specification, greyscale of depth 4)."""
    width, height = size
    grey = pixels.translate(bytes(round(value * (LEVELS - 1) / 255) for value in range(256)))
    lines = bytearray()
    for start in range(0, width * height, width):
        line = grey[start : start + width] + bytes(width % 2)
        lines += b"\0" + bytes(left << 4 | right for left, right in zip(line[::2], line[1::2], strict=True))
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def main() -> None:
    """Run the demo, print its workbooks and keep the pages that the docs show; other pictures go."""
    with tempfile.TemporaryDirectory() as place:
        pdfs = printed(Path(place))
        numbers = page_numbers(PICTURES, pdfs)
        made = {f"{item.name}.png": picture_of(pdfs[item.workbook], numbers[item.name]) for item in PICTURES}
    made[f"{window.NAME}.png"] = window.start_with_buttons()
    for old in IMAGES.glob("*.png"):
        old.unlink()
    for name, data in made.items():
        (IMAGES / name).write_bytes(data)


if __name__ == "__main__":
    main()
