"""What a button of the workbook does, as data: the layer of Excel only writes it into the open workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from regman_xl.app import documents
from regman_xl.app.audit import Choice, checked_file, examine
from regman_xl.app.live_rows import planned
from regman_xl.app.new_year import additions_for
from regman_xl.app.protocol import marks, protocol_bytes
from regman_xl.app.seal import sealing_of
from regman_xl.finding import Severity
from regman_xl.render.findings import summary
from regman_xl.schema.actions import ACTION_BY_KEY
from regman_xl.schema.wording import sheet_title
from regman_xl.workbook.guard import read_guarded
from regman_xl.workbook.splice import splice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from regman_xl.app.live_rows import Block, Growth
    from regman_xl.problems import Problem

#: What the command line says, and what it is in the workbook.
_IN_EXCEL = (
    ("regman validate", "der Knopf Prüfen"),
    (" oder --force angeben", ""),
    (" oder mit --draft einen Entwurf erstellen", ""),
    ("den Befehl wiederholen", "den Knopf noch einmal drücken"),
)


#: The formula of a cell.
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)<")


@dataclass(frozen=True)
class Request:
    """What is asked for by a click.

    Attributes:
        path: A copy of the workbook as the user sees it, in a private folder.
        year: The year that is chosen on Start.
        grant: The grant whose statement is wanted.
        draft: Errors in the workbook do not stop a document: it becomes a marked draft.
    """

    path: Path
    year: int
    grant: str = ""
    draft: bool = False


@dataclass(frozen=True)
class Outcome:
    """What is to be written into the open workbook, and what is to be said.

    Attributes:
        told: What the user reads when it is done, in lines.
        brief: The same for the list of the last runs.
        sheets: A workbook whose sheets replace those of an earlier run; empty where there are none.
        hidden: These sheets are very hidden.
        marks: Severity by cell and sheet; None where the marks stay as they are.
        texts: Texts by cell and sheet.
        growths: Tables that get more rows.
        blocks: The cells of new rows and settings.
        counts: Errors, warnings and notes of the audit; None where there was none.
    """

    told: tuple[str, ...]
    brief: str
    sheets: bytes = b""
    hidden: bool = False
    marks: Mapping[str, Mapping[str, Severity]] | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    growths: tuple[Growth, ...] = ()
    blocks: tuple[Block, ...] = ()
    counts: tuple[int, ...] | None = None


def perform(action: str, request: Request) -> Outcome:
    """Do what a button stands for.

    Args:
        action: Key of the action.
        request: What is asked for.

    Raises:
        Problem: It cannot be done.
        Refusal: The workbook has errors; with a draft it can be done.
    """
    return _ACTIONS[action](request)


def in_excel(problem: Problem, path: Path, name: str) -> str:
    """Return what a problem says, for who has the workbook open and no command line.

    Args:
        problem: It.
        path: The copy that was read.
        name: How the user calls the workbook.
    """
    text = str(problem).replace(str(path), name)
    for said, meant in _IN_EXCEL:
        text = text.replace(said, meant)
    return text


def referring(path: Path, titles: Iterable[str]) -> list[str]:
    """Return the sheets whose cells name other sheets in a formula.

    Args:
        path: A copy of the workbook.
        titles: Names of the other sheets.
    """
    plain = [escape(f"{title}{end}") for title in titles for end in ("'!", "!")]
    quoted = [*plain, *(text.replace("'", "&apos;") for text in plain)]
    # Excel writes letters as they are, other programs write some as numbers.
    written = [code for text in quoted for code in (text.encode(), text.encode("ascii", "xmlcharrefreplace"))]
    with splice(path, force=True) as book:
        formulas = {entry.title: b"\n".join(_FORMULA.findall(book.read(entry.part))) for entry in book.worksheets()}
    return [title for title, data in formulas.items() if any(text in data for text in written)]


def _check(request: Request) -> Outcome:
    choice = Choice()
    examined = examine(request.path)
    file = checked_file(examined, choice)
    told = summary(file.counts, file.waived)
    return Outcome(
        (f"Ergebnis: {told}.", *file.notes),
        told,
        sheets=protocol_bytes(examined, file, choice),
        marks=marks(file.findings),
        counts=tuple(file.counts[severity] for severity in Severity),
    )


def _document(kind: str, write: Callable[..., documents.Made]) -> Callable[[Request], Outcome]:
    def perform_document(request: Request) -> Outcome:
        about = request.grant if kind == "statement" else request.year
        target = request.path.with_name(f"{kind}.xlsx")
        made = write(request.path, about, out=target, force=True, draft=request.draft)
        title = sheet_title(kind, request.year, request.grant)
        brief = f"{title} als Entwurf erstellt" if request.draft else f"{title} erstellt"
        return Outcome((f"{brief}.", *made.notes), brief, sheets=made.path.read_bytes())

    return perform_document


def _seal(request: Request) -> Outcome:
    sealing = sealing_of(examine(request.path), request.year)
    told = (
        f"Das Haushaltsjahr {request.year} ist versiegelt: {sealing.seal.head}",
        *sealing.notes,
        "Bitte das Siegel außerhalb der Mappe aufbewahren, zum Beispiel in der Niederschrift des Aufsichtsgremiums.",
        f"Den Abschluss bitte neu erstellen (Knopf {ACTION_BY_KEY['close'].label}), damit er das Siegel druckt.",
    )
    texts = {sealing.sheet: {sealing.cell: sealing.seal.head}}
    return Outcome(told, f"{request.year} versiegelt", sheets=sealing.rows, hidden=True, texts=texts)


def _new_year(request: Request) -> Outcome:
    additions = additions_for(read_guarded(request.path), request.year)
    growths, blocks = planned(request.path, additions)
    return Outcome(additions.notes, f"Haushaltsjahr {request.year} angelegt", growths=growths, blocks=blocks)


_ACTIONS: dict[str, Callable[[Request], Outcome]] = {
    "check": _check,
    "plan": _document("plan", documents.write_plan),
    "close": _document("closing", documents.write_closing),
    "refund": _document("refund", documents.write_refund),
    "call": _document("call", documents.write_call),
    "grants": _document("grants", documents.write_grants),
    "statement": _document("statement", documents.write_statement),
    "seal": _seal,
    "new_year": _new_year,
}
#: Those of which a draft can be had.
DOCUMENTS = frozenset(_ACTIONS) - {"check", "seal", "new_year"}
