"""Counts, dimensions and areas that are not true, and cells in the far corners of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.book import JOURNAL_SHEET, STRINGS, WORKBOOK, Book, definition
from tests.hostile.case import Case, spoiled

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "lie"
_TABLE = definition("journal")
_END_DATA = "</sheetData>"
_CORNERS = ("XFD1048576", "A1048577", "ZZZZ1", "A0", "1A")


def _dimension(ref: str) -> Callable[[Book], object]:
    return lambda book: book.sub(JOURNAL_SHEET, '<dimension ref="[^"]*"/>', f'<dimension ref="{ref}"/>')


def _area(ref: str) -> Callable[[Book], object]:
    return lambda book: book.sub(_TABLE, ' ref="[^"]*" total', f' ref="{ref}" total', 1)


def _row(cells: str, attributes: str = "") -> Callable[[Book], object]:
    return lambda book: book.edit(JOURNAL_SHEET, _END_DATA, f"<row{attributes}>{cells}</row>{_END_DATA}")


def _cell(place: str) -> Callable[[Book], object]:
    digits = "".join(letter for letter in place if letter.isdigit())
    return _row(f'<c r="{place}"><v>7</v></c>', f' r="{digits}"')


def _behind(xml: str) -> Callable[[Book], object]:
    """Return a change that puts something behind the cells of the journal."""
    return lambda book: book.edit(JOURNAL_SHEET, _END_DATA, f"{_END_DATA}{xml}")


def _merges(count: int, claimed: int) -> Callable[[Book], object]:
    areas = "".join(f'<mergeCell ref="AA{row}:AB{row}"/>' for row in range(1, count + 1))
    return _behind(f'<mergeCells count="{claimed}">{areas}</mergeCells>')


def _strings(attributes: str) -> Callable[[Book], object]:
    return lambda book: book.sub(STRINGS, ' count="[0-9]*" uniqueCount="[0-9]*"', f" {attributes}", 1)


def _both_corners(book: Book) -> None:
    _row('<c r="XFD1048576"><v>1</v></c>', ' r="1048576"')(book)


def _swapped_rows(book: Book) -> None:
    """Put the last row first, as no program does and every reader must bear."""
    text = book.parts[JOURNAL_SHEET].decode()
    start = text.index('<row r="12"')
    end = text.index("</row>", start) + len("</row>")
    row = text[start:end]
    book.parts[JOURNAL_SHEET] = text.replace(row, "", 1).replace("<sheetData>", f"<sheetData>{row}", 1).encode()


def _second_table(ref: str, name: str) -> Callable[[Book], object]:
    """Return a change that defines another table on the journal."""

    def change(book: Book) -> None:
        second = book.parts[_TABLE].decode().replace('id="12"', 'id="99"', 1)
        book.add("xl/tables/table99.xml", second).sub("xl/tables/table99.xml", ' ref="[^"]*"', f' ref="{ref}"', 1)
        book.sub("xl/tables/table99.xml", 'ame="tblJournal"', f'ame="{name}"')
        book.link(
            JOURNAL_SHEET,
            "table",
            "/xl/tables/table99.xml",
            content="application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml",
        )

    return change


CASES: tuple[Case, ...] = (
    *(spoiled(FAMILY, f"dimension {ref or 'empty'}", _dimension(ref)) for ref in ("A1:XFD1048576",)),
    *(
        spoiled(FAMILY, f"shared strings with {words}", _strings(words))
        for words in ('count="4000000000" uniqueCount="4000000000"',)
    ),
    *(spoiled(FAMILY, f"a cell at {place}", _cell(place)) for place in _CORNERS),
    *(
        spoiled(FAMILY, f"a row with the number {number}", _row("<c><v>7</v></c>", f' r="{number}"'))
        for number in ("0", "1048577", "x")
    ),
    spoiled(
        FAMILY,
        "rows and cells without numbers",
        lambda book: book.sub(JOURNAL_SHEET, r'(?<=<row) r="\d+"', "").sub(JOURNAL_SHEET, r'(?<=<c) r="[A-Z]+\d+"', ""),
    ),
    spoiled(
        FAMILY, "a cell that says another row than its row", lambda book: book.edit(JOURNAL_SHEET, 'r="O9"', 'r="O8"')
    ),
    spoiled(
        FAMILY,
        "a cell twice, with two amounts",
        lambda book: book.edit(JOURNAL_SHEET, '<c r="O9"', '<c r="O9"><v>99999</v></c><c r="O9"'),
    ),
    spoiled(
        FAMILY,
        "a row twice",
        lambda book: book.edit(JOURNAL_SHEET, '<row r="9"', '<row r="9"><c r="O9"><v>99999</v></c></row><row r="9"'),
    ),
    spoiled(FAMILY, "the last row first", _swapped_rows),
    *(
        spoiled(FAMILY, f"the table covers {ref or 'nothing'}", _area(ref))
        for ref in (
            "A4:X11",
            "A4:X1048576",
            "A4:C12",
            "Z100:AZ200",
        )
    ),
    spoiled(
        FAMILY,
        "a table with a totals row that is a booking",
        lambda book: book.sub(_TABLE, 'totalsRowShown="0"', 'totalsRowCount="1"'),
    ),
    spoiled(
        FAMILY, "a table whose columns say other names", lambda book: book.edit(_TABLE, 'name="Betrag"', 'name="Summe"')
    ),
    spoiled(FAMILY, "two tables of one name", _second_table("A4:X6", "tblJournal")),
    spoiled(
        FAMILY,
        "the journal's table carries the name of the plan's",
        lambda book: book.sub(_TABLE, 'ame="tblJournal"', 'ame="tblPlan"'),
    ),
    spoiled(
        FAMILY, "everything merged", _behind('<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    ),
    spoiled(
        FAMILY,
        "a cell format that is not there",
        lambda book: book.sub(JOURNAL_SHEET, '<c r="O9" s="[0-9]+"', '<c r="O9" s="64999"', 1),
    ),
    spoiled(
        FAMILY,
        "an amount in a format of dates",
        lambda book: book.sub(JOURNAL_SHEET, '<c r="O9" s="[0-9]+"', '<c r="O9" s="30"', 1),
    ),
    spoiled(
        FAMILY,
        "a hidden row with an amount",
        lambda book: book.edit(JOURNAL_SHEET, '<row r="9"', '<row hidden="1" r="9"'),
    ),
    spoiled(
        FAMILY,
        "a sheet that is very hidden",
        lambda book: book.edit(WORKBOOK, 'name="Journal"', 'state="veryHidden" name="Journal"'),
    ),
    spoiled(
        FAMILY,
        "days counted from 1904",
        lambda book: book.edit(WORKBOOK, "<workbookPr ", '<workbookPr date1904="true" '),
    ),
)
