"""Names that lead out of the file, hide something, or collide: of zip entries, sheets, tables and defined names."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from tests.hostile.book import JOURNAL_SHEET, LINKS, TYPES, WORKBOOK, Book, packed
from tests.hostile.case import Case, raw, spoiled
from tests.hostile.zips import Entry, stored, zip_of

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "name"
#: Names of entries beside the parts: nothing may ever be written under them.
_ENTRIES = {
    "traversal": "../../../tmp/hostile.txt",
    "traversal with backslashes": "..\\..\\..\\hostile.txt",
    "absolute": "/etc/cron.d/hostile",
    "drive letter": "C:\\Windows\\System32\\hostile.dll",
    "device": "CON",
    "NUL inside": "xl/evil\0.xml",
    "65,000 letters": "x" * 65_000,
    "a folder called like a part": "xl/workbook.xml/",
    "line feeds": "xl/a\r\nb.xml",
}
#: Names of a sheet beside ours.
_SHEETS = {
    "a command": "=cmd|' -c calc'!A1",
    "nothing": "",
    "another case": "JOURNAL",
    "a blank behind": "Journal ",
    "the same": "Journal",
    "the protocol": "Prüfprotokoll",
}


def _beside(name: str) -> Callable[[], bytes]:
    """Return a maker of the small workbook with one more entry."""
    return lambda: packed([*Book().parts.items(), (name, b"HOSTILE")])


def _doubled(name: str, content: bytes, *, first: bool = False) -> Callable[[], bytes]:
    """Return a maker of a workbook that holds two entries of a name: readers differ in which one they take."""

    def make() -> bytes:
        parts = list(Book().parts.items())
        return packed([(name, content), *parts] if first else [*parts, (name, content)])

    return make


def _journal_with(amount: bytes) -> bytes:
    return Book().parts[JOURNAL_SHEET].replace(b"<v>100.04</v>", b"<v>" + amount + b"</v>")


def _sheet(title: str) -> Callable[[Book], object]:
    return lambda book: more_sheets(book, [title])


def more_sheets(book: Book, titles: list[str]) -> None:
    """Add empty sheets."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    empty = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    links, sheets, types = [], [], []
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for number, title in enumerate(titles, 500):
        part = f"xl/worksheets/sheet{number}.xml"
        book.add(part, empty)
        links.append(
            f'<Relationship Id="rId{number}" Type="{office}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        name = quoteattr(title, {"\n": "&#10;"})
        sheets.append(f'<sheet name={name} sheetId="{number}" r:id="rId{number}"/>')
        types.append(f'<Override PartName="/{part}" ContentType="{kind}"/>')
    book.edit(LINKS, "</Relationships>", "".join(links) + "</Relationships>")
    book.edit(WORKBOOK, "</sheets>", "".join(sheets) + "</sheets>")
    book.edit(TYPES, "</Types>", "".join(types) + "</Types>")


def _renamed(old: str, new: str) -> Callable[[], bytes]:
    """Return a maker of the small workbook with a part under another name, all else unchanged."""
    return lambda: packed([(new if name == old else name, content) for name, content in Book().parts.items()])


def _latin_name() -> bytes:
    parts = [stored(name, content) for name, content in Book().parts.items()]
    return zip_of([*parts, Entry("xl/media/Bühne.png".encode("cp437"), b"", 0, method=0, flags=0)])


def _broken_utf8_name() -> bytes:
    parts = [stored(name, content) for name, content in Book().parts.items()]
    return zip_of([*parts, Entry(b"xl/media/\xff\xfe\x80.png", b"", 0, method=0)])


def _defined(*names: str) -> Callable[[Book], object]:
    return lambda book: book.edit(WORKBOOK, "<definedNames>", "<definedNames>" + "".join(names))


CASES: tuple[Case, ...] = (
    *(raw(FAMILY, f"an entry, {what}", _beside(name)) for what, name in _ENTRIES.items()),
    raw(FAMILY, "two journals, the second one with another amount", _doubled(JOURNAL_SHEET, _journal_with(b"90000"))),
    raw(FAMILY, "two journals that differ by case", _doubled(JOURNAL_SHEET.upper(), _journal_with(b"90000"))),
    raw(
        FAMILY,
        "two journals that differ by a backslash",
        _doubled(JOURNAL_SHEET.replace("/", "\\"), _journal_with(b"90000")),
    ),
    raw(FAMILY, "two journals that differ by a leading slash", _doubled(f"/{JOURNAL_SHEET}", _journal_with(b"90000"))),
    raw(FAMILY, "two journals that differ by a dot", _doubled(f"./{JOURNAL_SHEET}", _journal_with(b"90000"))),
    raw(FAMILY, "two workbook parts of one name", _doubled(WORKBOOK, b"<workbook/>")),
    raw(FAMILY, "a name that is no UTF-8", _broken_utf8_name),
    *(
        spoiled(
            FAMILY,
            f"a sheet called by {what}",
            _sheet(title),
            also=("report",) if what in ("a command", "the protocol") else (),
        )
        for what, title in _SHEETS.items()
    ),
    spoiled(
        FAMILY,
        "300 more sheets",
        lambda book: more_sheets(book, [f"Blatt {number}" for number in range(300)]),
        also=("report",),
    ),
    spoiled(
        FAMILY,
        "the journal renamed",
        lambda book: book.edit(WORKBOOK, 'name="Journal"', 'name="=1+1"'),
        also=("report", "close"),
    ),
    spoiled(
        FAMILY,
        "the journal renamed, its table lost",
        lambda book: (
            book.edit(WORKBOOK, 'name="Journal"', 'name="Buchungen"')
            .sub(JOURNAL_SHEET, "<tableParts.*?</tableParts>", "")
            .sub("xl/worksheets/_rels/sheet13.xml.rels", '<Relationship [^>]*relationships/table"[^>]*/>', "")
        ),
        also=("figures",),
    ),
    spoiled(
        FAMILY,
        "100,000 defined names",
        _defined(*(f'<definedName name="n{number}">1</definedName>' for number in range(100_000))),
    ),
)
