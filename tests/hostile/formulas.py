"""Whatever Excel would run, fetch or follow: none of it may be, and no text may become a formula in an output."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from regman_xl.schema import TABLE_BY_NAME, Kind
from tests.hostile.book import (
    JOURNAL_SHEET,
    MAIN,
    OFFICE,
    PACKAGE,
    SETTING_ROWS,
    TYPES,
    WORKBOOK,
    YEAR,
    Book,
    base_rows,
    made,
    sheet_links,
)
from tests.hostile.case import Case, raw, spoiled

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "code"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
#: A formula, with what it shows.
_FORMULAS = {
    "a command by DDE": "HOSTILE|'/c calc'!A1",
    "a link": 'HYPERLINK("http://127.0.0.1:9/HOSTILE","Rechnung")',
    "a workbook on a share": r"'\\127.0.0.1\share\[HOSTILE.xlsx]x'!A1",
    "a call of a library": 'CALL("kernel32","WinExec","JCJ","HOSTILE",0)',
}
_STARTS = ("=", "+", "-", "@", "\t=", "\r=", "{=", "'=", "\uff1d", "file:///")
_TARGETS = {
    "a file": "file:///etc/passwd",
    "a share": r"\\127.0.0.1\share\HOSTILE.exe",
}
#: Parts that make Excel do something, with the kind of their relation.
_PARTS = {
    "connections": (
        "xl/connections.xml",
        "connections",
        f'<connections xmlns="{MAIN}"><connection id="1" name="HOSTILE" type="5" refreshOnLoad="1"/></connections>',
    ),
    "a custom ribbon that calls back": (
        "customUI/customUI14.xml",
        "",
        '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui" onLoad="HOSTILE"/>',
    ),
    "a project of macros": ("xl/vbaProject.bin", "vbaProject", "\xd0\xcf\x11\xe0HOSTILE Auto_Open Shell"),
    "a chain of calculation that leads nowhere": (
        "xl/calcChain.xml",
        "calcChain",
        '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="ZZ99" i="77"/></calcChain>',
    ),
    "a sheet of Excel 4 macros": (
        "xl/macrosheets/sheet1.xml",
        "xlMacrosheet",
        '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>',
    ),
}


def _part(name: str, kind: str, content: str) -> Callable[[Book], object]:
    def change(book: Book) -> None:
        book.add(name, content.encode("latin-1"))
        source = "" if kind == "" else WORKBOOK
        if source:
            book.link(source, kind, f"/{name}", content="application/vnd.ms-office.hostile")
        else:
            book.link("", "extensibility", name)

    return change


def _formula(text: str) -> Callable[[Book], object]:
    return lambda book: book.put("journal", 4, "amount", f"<f>{text}</f><v>100.04</v>")


def _external(target: str) -> Callable[[Book], object]:
    """Return a change that makes the workbook refer to another one."""

    def change(book: Book) -> None:
        name = "xl/externalLinks/externalLink1.xml"
        book.add(name, '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>')
        book.add(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/externalLinkPath" '
            f'Target="{target}" TargetMode="External"/></Relationships>',
        )
        book.link(
            WORKBOOK,
            "externalLink",
            f"/{name}",
            content="application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",
        )

    return change


def _hyperlink(target: str) -> Callable[[Book], object]:
    """Return a change that puts a link on a cell of the journal."""

    def change(book: Book) -> None:
        number = book.parts[sheet_links("journal")].count(b"<Relationship ")
        book.link(JOURNAL_SHEET, "hyperlink", target.replace("&", "&amp;"), external=True)
        book.edit(JOURNAL_SHEET, "<hyperlinks>", f'<hyperlinks><hyperlink ref="N8" r:id="rHostile{number}"/>')

    return change


def _texts(turn: int) -> Callable[[], bytes]:
    """Return a maker of a workbook in which every free text begins as a formula may, each in another way."""

    def make() -> bytes:
        ways = itertools.cycle(f"{start}HOSTILE" for start in (*_STARTS[turn:], *_STARTS[:turn]))
        rows = base_rows()
        for name, found in rows.items():
            free = [
                column.name
                for column in TABLE_BY_NAME[name].columns
                if column.kind is Kind.TEXT and column.name not in (*TABLE_BY_NAME[name].key, "reversal_of")
            ]
            for number, row in enumerate(found):
                row |= {column: f"{next(ways)} {number}" for column in free if column in row or name == "journal"}
        texts = {"budget_year": YEAR, "report": "Abschlussbericht", "section": "Ausblick", "text": next(ways)}
        rows["report_texts"] = [texts]
        words = {name: next(ways) for name in ("cooperation", "legal_basis", "head", "deputy", "account_holder")}
        return made(rows, {**SETTING_ROWS, **words})

    return make


def _keys(start: str) -> Callable[[], bytes]:
    """Return a maker of a workbook in which partners and projects are called so."""

    def make() -> bytes:
        rows = base_rows()
        names = {who: f"{start}HOSTILE{who}" for who in ("DUS", "ME", "IHK")}
        for name, found in rows.items():
            for row in found:
                for column in ("partner", "sent_by", "id"):
                    if row.get(column) in names:
                        row[column] = names[row[column]]
                if name == "projects":
                    row["id"] = f"{start}HOSTILE"
        return made(rows)

    return make


def _macro_book(book: Book) -> None:
    """Turn the file into one with macros."""
    book.sub(
        TYPES, 'PartName="/xl/workbook.xml" ContentType="[^"]*"', f'PartName="/xl/workbook.xml" ContentType="{_MACROS}"'
    )
    _part(*_PARTS["a project of macros"])(book)


CASES: tuple[Case, ...] = (
    *(spoiled(FAMILY, f"an amount by {what}", _formula(text)) for what, text in _FORMULAS.items()),
    *(
        raw(FAMILY, f"every text begins as a formula, turn {turn}", _texts(turn), also=("report", "close"))
        for turn in (0, 5)
    ),
    *(raw(FAMILY, f"every key begins with {start!a}", _keys(start), also=("report", "close")) for start in ("=",)),
    *(
        spoiled(
            FAMILY, f"a link from a cell to {what}", _hyperlink(target), also=("report",) if what == "a share" else ()
        )
        for what, target in _TARGETS.items()
    ),
    *(
        spoiled(FAMILY, f"a link to a workbook at {what}", _external(target))
        for what, target in list(_TARGETS.items())[1:2]
    ),
    *(spoiled(FAMILY, what, _part(*part)) for what, part in _PARTS.items()),
    spoiled(FAMILY, "macros, called .xlsm", _macro_book, suffix=".xlsm", also=("report", "seal")),
    spoiled(
        FAMILY,
        "a validation list of a share",
        lambda book: book.sub(
            JOURNAL_SHEET,
            r"<formula1>.*?</formula1>",
            r"<formula1>'\\127.0.0.1\share\[HOSTILE.xlsx]x'!A1</formula1>",
            1,
        ),
    ),
)
