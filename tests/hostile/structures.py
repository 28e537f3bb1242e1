"""Packages that are put together wrongly, and ones that are right but enormous."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.hostile.book import (
    JOURNAL_SHEET,
    LINKS,
    MAIN,
    STRINGS,
    STYLES,
    WORKBOOK,
    Book,
    packed,
    sheet_links,
)
from tests.hostile.case import Case, spoiled

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "structure"
_END_DATA = "</sheetData>"
_CHARTSHEET = f'<chartsheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>'
_STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def _target(number: int, target: str, *, external: bool = False) -> Callable[[Book], object]:
    """Return a change that leads the relation of a sheet elsewhere."""
    mode = ' TargetMode="External"' if external else ""
    return lambda book: book.edit(LINKS, f'Target="worksheets/sheet{number}.xml"', f'Target="{target}"{mode}')


def _only_sheets(xml: str) -> Callable[[Book], object]:
    return lambda book: book.sub(WORKBOOK, "<sheets>.*</sheets>", f"<sheets>{xml}</sheets>")


def _strict(book: Book) -> None:
    """Write every part in the namespaces of Strict OOXML."""
    for part, content in book.parts.items():
        for old, new in _STRICT.items():
            content = content.replace(old.encode(), new.encode())  # noqa: PLW2901 - one replacement after the other
        book.parts[part] = content


def _no_shared_strings(book: Book) -> None:
    book.parts.pop(STRINGS)
    book.sub(LINKS, '<Relationship [^>]*relationships/sharedStrings"[^>]*/>', "")


def _no_styles(book: Book) -> None:
    book.parts.pop(STYLES)
    book.sub(LINKS, '<Relationship [^>]*relationships/styles"[^>]*/>', "")


def _second_strings(book: Book) -> None:
    """Register shared strings twice, the second time with other texts."""
    other = book.parts[STRINGS].replace("Geschäftsstelle".encode(), b"Projekt")
    book.add("xl/sharedStrings2.xml", other)
    book.link(WORKBOOK, "sharedStrings", "sharedStrings2.xml")


def _second_workbook(book: Book) -> None:
    book.add("xl/workbook2.xml", book.parts[WORKBOOK].replace(b"<workbookPr ", b'<workbookPr date1904="1" '))
    book.link("", "officeDocument", "xl/workbook2.xml")


def _same_id(book: Book) -> None:
    """Give two relations one id: one leads to the journal, one to the plan."""
    book.edit(LINKS, 'Id="rId12"', 'Id="rId13"')


def _all_to_journal(book: Book) -> None:
    for number in range(2, 20):
        if number != 13:
            book.edit(LINKS, f'"worksheets/sheet{number}.xml"', '"worksheets/sheet13.xml"')


def _as_kind(kind: str) -> Callable[[Book], object]:
    return lambda book: book.sub(
        LINKS,
        'relationships/worksheet" Target="worksheets/sheet13.xml"',
        f'relationships/{kind}" Target="worksheets/sheet13.xml"',
    )


def _chart_only(book: Book) -> None:
    book.add("xl/chartsheets/sheet1.xml", _CHARTSHEET)
    book.link(WORKBOOK, "chartsheet", "chartsheets/sheet1.xml")
    number = book.parts[LINKS].count(b"<Relationship ") - 1
    _only_sheets(f'<sheet name="Diagramm" sheetId="1" r:id="rHostile{number}"/>')(book)


def _order(names: list[str]) -> bytes:
    parts = Book().parts
    return packed([(name, parts[name]) for name in names])


def _styles(count: int) -> Callable[[Book], object]:
    """Return a change that adds as many formats, all with number formats of their own."""

    def change(book: Book) -> None:
        formats = "".join(
            f'<numFmt numFmtId="{1000 + number}" formatCode="0.0&quot;{number}&quot;"/>' for number in range(count)
        )
        styles = "".join(
            f'<xf numFmtId="{1000 + number}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for number in range(count)
        )
        book.sub(STYLES, "</numFmts>", f"{formats}</numFmts>").sub(STYLES, "</cellXfs>", f"{styles}</cellXfs>")

    return change


def _behind_rows(xml: Callable[[], str], part: str = JOURNAL_SHEET) -> Callable[[Book], object]:
    return lambda book: book.edit(part, _END_DATA, xml() + _END_DATA)


def _wide_header(book: Book) -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>Spalte {number}</t></is></c>' for number in range(25, 16_385))
    text = book.parts[JOURNAL_SHEET].decode()
    end = text.index("</row>", text.index('<row r="4"'))
    book.parts[JOURNAL_SHEET] = (text[:end] + cells + text[end:]).encode()


def _long_text(size: int) -> str:
    chance = random.Random(7)  # noqa: S311 - as above
    words = [f"{chance.getrandbits(160):040x} " for _ in range(4096)]
    return "".join(words[number * 31 % 4096] for number in range(size // 41))


def _rels_cycle(book: Book) -> None:
    """Let a sheet's table relation lead to the relations themselves."""
    book.sub(sheet_links("journal"), 'Target="../tables/table12.xml"', 'Target="_rels/sheet13.xml.rels"')


CASES: tuple[Case, ...] = (
    spoiled(FAMILY, "no sheets", _only_sheets("")),
    spoiled(FAMILY, "a chart sheet only", _chart_only),
    spoiled(FAMILY, "the journal is a chart sheet", _as_kind("chartsheet")),
    spoiled(FAMILY, "the journal is a macro sheet", _as_kind("xlMacrosheet")),
    spoiled(FAMILY, "the journal's relation leads to itself", _target(13, "_rels/workbook.xml.rels")),
    spoiled(FAMILY, "the journal's relation leads to the workbook part", _target(13, "workbook.xml")),
    spoiled(FAMILY, "the journal's relation leads out of the zip", _target(13, "../../../../etc/passwd")),
    spoiled(FAMILY, "the journal's relation leads to a file", _target(13, "file:///etc/passwd", external=True)),
    spoiled(
        FAMILY, "the journal's relation leads to the web", _target(13, "http://127.0.0.1:9/sheet.xml", external=True)
    ),
    spoiled(
        FAMILY,
        "the journal's relation is missing",
        lambda book: book.sub(LINKS, '<Relationship [^>]*sheet13.xml"/>', ""),
    ),
    spoiled(
        FAMILY,
        "the journal's relation by a path with dots",
        _target(13, "../xl/./worksheets/../worksheets/sheet13.xml"),
    ),
    spoiled(FAMILY, "the journal's relation with percent signs", _target(13, "worksheets/sheet%31%33.xml")),
    spoiled(FAMILY, "two relations of one id", _same_id),
    spoiled(
        FAMILY,
        "the journal listed twice",
        lambda book: book.edit(WORKBOOK, "</sheets>", '<sheet name="Journal" sheetId="90" r:id="rId13"/></sheets>'),
    ),
    spoiled(FAMILY, "a table relation that leads to itself", _rels_cycle),
    spoiled(
        FAMILY,
        "the table's relation leads to the web",
        lambda book: book.sub(
            sheet_links("journal"),
            'Target="../tables/table12.xml"',
            'Target="http://127.0.0.1:9/table.xml" TargetMode="External"',
        ),
    ),
    spoiled(FAMILY, "the table is a sheet", lambda book: book.add("xl/tables/table12.xml", book.parts[JOURNAL_SHEET])),
    spoiled(FAMILY, "two workbook parts", _second_workbook),
    spoiled(
        FAMILY,
        "the workbook part is of Word",
        lambda book: book.add(
            WORKBOOK, '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
        ),
    ),
    spoiled(FAMILY, "Strict OOXML", _strict, also=("figures",)),
    spoiled(FAMILY, "no shared strings", _no_shared_strings),
    spoiled(FAMILY, "two parts of shared strings", _second_strings),
    spoiled(FAMILY, "no styles", _no_styles),
    spoiled(
        FAMILY,
        "a million empty rows",
        _behind_rows(lambda: "".join(f'<row r="{row}"/>' for row in range(14, 1_000_014))),
    ),
    spoiled(FAMILY, "16,384 headers", _wide_header),
    spoiled(
        FAMILY,
        "a text of 40,000 letters in a cell",
        lambda book: book.text("journal", 4, "text", "Wort " * 8000),
        also=("report", "close"),
    ),
    spoiled(
        FAMILY,
        "rich text of 100,000 runs",
        lambda book: book.text("journal", 4, "text", "").edit(STRINGS, "<t>Buchung 5</t>", "<r><t>x</t></r>" * 100_000),
    ),
)
