"""Entities, document types and XML that is made to exhaust or to confuse its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.book import (
    JOURNAL_SHEET,
    LINKS,
    ROOT,
    SETTINGS_SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    Book,
    definition,
    sheet_links,
)
from tests.hostile.case import Case, spoiled

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_LOL = "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' if level else '<!ENTITY l0 "lol">' for level in range(10)
)
DOCTYPES = {
    "billion laughs": f"<!DOCTYPE x [{_LOL}]>",
    "quadratic blowup": f'<!DOCTYPE x [<!ENTITY a "{"A" * 60_000}"><!ENTITY b "{"&a;" * 5000}">]>',
    "an external entity of a local file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "a parameter entity of the web": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>',
    "an external subset": '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/sheet.dtd">',
    "a document type alone": "<!DOCTYPE worksheet>",
    "a default attribute": '<!DOCTYPE worksheet [<!ATTLIST c t CDATA "b">]>',
    "a recursive entity": '<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>',
}
_PARTS = {
    "the journal": JOURNAL_SHEET,
    "the settings": SETTINGS_SHEET,
    "the shared strings": STRINGS,
    "the styles": STYLES,
    "the workbook part": WORKBOOK,
    "its relations": LINKS,
    "the root relations": ROOT,
    "the content types": TYPES,
    "a table": definition("journal"),
    "the relations of a sheet": sheet_links("journal"),
    "the theme": "xl/theme/theme1.xml",
    "the notes": "xl/comments1.xml",
    "a drawing": "xl/drawings/vmlDrawing1.vml",
    "the properties": "docProps/core.xml",
}


def declared(part: str, doctype: str) -> Callable[[Book], object]:
    """Return a change that puts a document type behind the declaration of a part."""

    def change(book: Book) -> None:
        head = _DECLARATION if _DECLARATION.encode() in book.parts[part] else ""
        book.parts[part] = book.parts[part].replace(head.encode(), f"{head}{doctype}".encode(), 1)

    return change


def encoded(part: str, encoding: str, doctype: str = "", name: str = "") -> Callable[[Book], object]:
    """Return a change that writes a part in another encoding."""

    def change(book: Book) -> None:
        text = book.parts[part].decode()
        text = text.replace('encoding="UTF-8"', f'encoding="{name or encoding}"', 1)
        text = text.replace("?>", f"?>{doctype}", 1)
        book.parts[part] = text.encode(encoding, "xmlcharrefreplace")

    return change


def _used(part: str, text: str) -> Callable[[Book], object]:
    """Return a change that puts an entity into the text of the first booking."""

    def change(book: Book) -> None:
        book.text("journal", 4, "text", text)
        declared(part, DOCTYPES["an external entity of a local file"])(book)

    return change


def _inside(part: str, before: str, xml: str) -> Callable[[Book], object]:
    return lambda book: book.edit(part, before, xml + before)


def _deep(count: int) -> str:
    return "<a>" * count + "</a>" * count


def _attributes(count: int, name: str = "a") -> str:
    return "".join(f' {name}{number}="1"' for number in range(count))


_END_DATA, _END_BOOK, _END_STRINGS = "</sheetData>", "</workbook>", "</sst>"

CASES: tuple[Case, ...] = (
    *(
        spoiled(FAMILY, f"billion laughs in {what}", declared(part, DOCTYPES["billion laughs"]))
        for what, part in _PARTS.items()
    ),
    *(
        spoiled(FAMILY, f"{what} in the journal", declared(JOURNAL_SHEET, doctype))
        for what, doctype in DOCTYPES.items()
        if what != "billion laughs"
    ),
    spoiled(
        FAMILY, "a document type in UTF-16 in the journal", encoded(JOURNAL_SHEET, "utf-16", DOCTYPES["billion laughs"])
    ),
    spoiled(
        FAMILY,
        "a document type in UTF-16 without a mark",
        encoded(JOURNAL_SHEET, "utf-16-le", DOCTYPES["a document type alone"], "UTF-16"),
    ),
    spoiled(FAMILY, "a document type in UTF-7", encoded(JOURNAL_SHEET, "utf-7", DOCTYPES["a document type alone"])),
    spoiled(FAMILY, "a document type in EBCDIC", encoded(WORKBOOK, "cp037", DOCTYPES["a document type alone"])),
    spoiled(FAMILY, "a document type in the middle of the rows", _inside(JOURNAL_SHEET, _END_DATA, "<!DOCTYPE x>")),
    spoiled(
        FAMILY,
        "a document type behind a megabyte of comment",
        declared(JOURNAL_SHEET, f"<!--{'x' * 2**20}--><!DOCTYPE x>"),
    ),
    spoiled(FAMILY, "a document type in a comment only", declared(JOURNAL_SHEET, "<!-- <!DOCTYPE x> -->")),
    spoiled(FAMILY, "an unknown entity as amount", lambda book: book.number(4, "amount", "1&unknown;2")),
    spoiled(FAMILY, "an ampersand alone", lambda book: book.text("journal", 4, "text", "Meier & Söhne")),
    *(
        spoiled(
            FAMILY,
            f"the character reference {reference}",
            lambda book, text=reference: book.text("journal", 4, "text", f"a{text}b"),
        )
        for reference in ("&#0;", "&#xFFFE;", "&#xD800;")
    ),
    spoiled(
        FAMILY, "an amount out of character references", lambda book: book.number(4, "amount", "&#49;&#x32;&#46;5")
    ),
    spoiled(FAMILY, "an amount interrupted by an element", lambda book: book.number(4, "amount", "1<x/>2.5")),
    spoiled(
        FAMILY, "an amount behind another value", lambda book: book.put("journal", 4, "amount", "<v>1</v><v>2</v>")
    ),
    spoiled(
        FAMILY, "a cell inside a cell", lambda book: book.put("journal", 4, "amount", '<c r="O9"><v>7</v></c><v>3</v>')
    ),
    spoiled(FAMILY, "a cell outside of a row", _inside(JOURNAL_SHEET, _END_DATA, '<c r="O9"><v>1</v></c>')),
    spoiled(
        FAMILY,
        "sheet data twice",
        lambda book: book.edit(
            JOURNAL_SHEET, "<sheetData>", '<sheetData><row r="20"><c r="O20"><v>5</v></c></row></sheetData><sheetData>'
        ),
    ),
    spoiled(
        FAMILY,
        "sheet data in an extension",
        lambda book: book.edit(
            JOURNAL_SHEET,
            "<sheetData>",
            '<extLst><ext uri="x"><sheetData><row r="9"><c r="O9"><v>5</v></c></row></sheetData></ext></extLst>'
            "<sheetData>",
        ),
    ),
    spoiled(FAMILY, "no sheet data", lambda book: book.sub(JOURNAL_SHEET, "<sheetData>.*</sheetData>", "")),
    spoiled(
        FAMILY,
        "the journal in a foreign namespace",
        lambda book: book.edit(JOURNAL_SHEET, "spreadsheetml/2006/main", "spreadsheetml/2099/other"),
    ),
    spoiled(
        FAMILY,
        "an amount in a foreign namespace",
        lambda book: book.put("journal", 4, "amount", '<x:v xmlns:x="urn:x">900</x:v><v>5</v>'),
    ),
    *(
        spoiled(FAMILY, f"{count:,} elements deep in {what}", _inside(part, before, _deep(count)))
        for count, what, part, before in (
            (100_000, "the journal", JOURNAL_SHEET, _END_DATA),
            (1_000_000, "the workbook part", WORKBOOK, _END_BOOK),
            (100_000, "the shared strings", STRINGS, _END_STRINGS),
            (100_000, "a table", definition("journal"), "</table>"),
        )
    ),
    spoiled(
        FAMILY,
        "100,000 namespaces",
        lambda book: book.edit(WORKBOOK, "<workbook ", f"<workbook{_attributes(100_000, 'xmlns:n')} "),
    ),
    spoiled(
        FAMILY, "the same attribute twice", lambda book: book.edit(JOURNAL_SHEET, '<row r="8"', '<row r="8" r="9"')
    ),
    spoiled(FAMILY, "the address of a cell twice", lambda book: book.put("journal", 4, "amount", "<v>5</v>", 'r="O9"')),
    spoiled(
        FAMILY,
        "an attribute of 20 MB",
        lambda book: book.edit(JOURNAL_SHEET, '<row r="8"', f'<row x="{"y" * 20_000_000}" r="8"'),
    ),
    spoiled(
        FAMILY,
        "a comment of 30 MB between the rows",
        _inside(JOURNAL_SHEET, '<row r="8"', f"<!--{'-x' * 15_000_000}-->"),
    ),
)
