"""Puts sheets that we have made into a workbook of the user, or in the place of those that we made before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from regman_xl.problems import Problem
from regman_xl.workbook.links import owned_parts
from regman_xl.workbook.outline import NotUnderstood, element, outline
from regman_xl.workbook.package import relations_of
from regman_xl.workbook.parts import is_true, whole_number
from regman_xl.workbook.rendered import Rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from regman_xl.workbook.outline import Edits, Node
    from regman_xl.workbook.rendered import RenderedSheet
    from regman_xl.workbook.splice import SheetEntry, Splice

#: Children of a workbook in the order of the schema.
ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    *("externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches"),
    *("smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
)
#: Sheet-scoped name by which a sheet of ours is known again.
KIND = "regman_kind"
#: How all such names begin.
OURS = "regman_"
#: How the names of our tables begin (`regman_xl.render.regions`).
REGIONS = ("TitleRegion", "ColumnTitleRegion")
#: How names begin that go when their sheet is replaced: ours, those of its tables, and those that Excel gives print
#: areas and filters.
_PASSING = (OURS, *REGIONS, "_xlnm.")
#: Names of tables end with the number of their sheet.
NUMBERED = re.compile(r"(?<=\.)[0-9]+$")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def graft_sheets(
    splice: Splice, data: bytes, *, hidden: bool = False, activate: bool = False, locked: bool = False
) -> None:
    """Put the sheets of a rendered workbook into the user's, behind the sheets that are there.

    A sheet of its name that we made before is replaced where it is; its drawings and charts go with it.

    Args:
        splice: The user's workbook.
        data: A workbook as XlsxWriter writes it, without tables and comments.
        hidden: The sheets are very hidden: only a macro can show them.
        activate: The workbook opens on the last of them.
        locked: Sheets may come in although the structure of the workbook is locked.

    Raises:
        Problem: There is a sheet of such a name that we did not make, or no sheet may come in.
    """
    rendered = Rendered(data)
    there = {sheet.title: _ours(splice, sheet.title) for sheet in rendered.sheets}
    if not locked and None in there.values():
        _require_unlocked(splice)
    xml = rendered.localised(splice)
    old = [entry for entry in there.values() if entry is not None]
    if any(splice.read(entry.part) != xml[title] for title, entry in there.items() if entry is not None):
        splice.forget_calculation_order()
        recalculate(splice)
    for part in sorted({part for entry in old for part in (entry.part, *owned_parts(splice, entry.part))}):
        splice.drop(part)
        splice.drop(relations_of(part))
    for sheet in rendered.sheets:
        entry = there[sheet.title]
        part = entry.part if entry else splice.free_part(_pattern(splice))
        splice.put(part, xml[sheet.title])
        rendered.move(splice, sheet.part, part)
        placed = entry or _register(splice, sheet.title, part, hidden=hidden)
        _name(splice, placed, sheet)
        if activate:
            _activate(splice, placed)
    if old:
        splice.forget_types()


def _pattern(splice: Splice) -> str:
    return f"{splice.main.rpartition('/')[0]}/worksheets/sheet{{}}.xml".lstrip("/")


def _ours(splice: Splice, title: str) -> SheetEntry | None:
    """Return the sheet of a name that we made before, None where there is no sheet of this name."""
    there = splice.sheet(title)
    if there is None:
        return None
    names = _names(outline(splice.read(splice.main)))
    here = {node.attributes.get("name") for node in names if node.attributes.get("localSheetId") == str(there.place)}
    if KIND not in here:
        raise Problem(
            f"In der Arbeitsmappe gibt es schon ein Blatt „{there.title}“, das nicht von regman stammt.",
            "Bitte das Blatt umbenennen und den Vorgang wiederholen.",
        )
    return there


def _require_unlocked(splice: Splice) -> None:
    """Respect that somebody has forbidden new sheets, unless the user insists."""
    lock = outline(splice.read(splice.main), 1).find("workbookProtection")
    if lock is None or not is_true(lock.attributes.get("lockStructure")):
        return
    if not splice.force:
        raise Problem(
            f"Die Struktur der Datei „{splice.package.name}“ ist geschützt: es sollen keine Blätter dazukommen.",
            "Bitte in Excel den Schutz aufheben (Überprüfen, Arbeitsmappe schützen) oder --force angeben.",
        )
    splice.notes.append(
        "Die Struktur der Arbeitsmappe ist geschützt; die neuen Blätter sind trotzdem eingefügt. Der Schutz besteht "
        "weiter."
    )


def _names(book: Node) -> list[Node]:
    found = book.find("definedNames")
    return found.children if found else []


def recalculate(splice: Splice) -> None:
    """Have formulas computed anew at the next opening: those of the user may refer to the cells of a replaced sheet."""

    def change(edits: Edits, root: Node) -> None:
        there = root.find("calcPr")
        if there is None:
            edits.add_in_order(root, ORDER, "calcPr", element(f"{root.prefix}calcPr", {"fullCalcOnLoad": "1"}))
        elif not is_true(there.attributes.get("fullCalcOnLoad")):
            edits.set(there, "fullCalcOnLoad", "1")

    splice.edit(splice.main, change)


def _register(splice: Splice, title: str, part: str, *, hidden: bool) -> SheetEntry:
    splice.declare(part, _CONTENT_TYPE)
    key = splice.relate(splice.main, "worksheet", part)

    def change(edits: Edits, root: Node) -> None:
        listed = root.find("sheets")
        if listed is None:
            raise NotUnderstood("sheets")
        texts = [node.attributes.get("sheetId", "") for node in listed.children]
        ids = [whole_number(text) for text in texts if text.isdecimal()]
        attributes = {"name": title, "sheetId": str(max(ids, default=0) + 1)}
        attributes |= {"state": "veryHidden"} if hidden else {}
        first, named = _first_with_id(listed)
        # The namespace of the id may be declared at the sheet itself.
        declared = {name: text for name, text in first.attributes.items() if name.startswith("xmlns")}
        edits.append(listed, element(first.name, {**declared, **attributes, named: key}))

    splice.edit(splice.main, change)
    entry = splice.sheet(title)
    if entry is None:
        raise NotUnderstood(title)
    return entry


def _first_with_id(listed: Node) -> tuple[Node, str]:
    """Return the first sheet and how its attribute is called that names its relation."""
    for node in listed.children:
        for name in node.attributes:
            if name.rpartition(":")[2] == "id":
                return node, name
    raise NotUnderstood("sheets without relations")


def _name(splice: Splice, entry: SheetEntry, sheet: RenderedSheet) -> None:
    """Give a sheet its names; one that it has already is changed where it stands, those of an earlier run go."""

    def change(edits: Edits, root: Node) -> None:
        wanted = {NUMBERED.sub(str(entry.place + 1), name): text for name, text in sheet.names.items()}
        place = str(entry.place)

        def defined(names: Iterable[tuple[str, str]]) -> str:
            return "".join(
                element(f"{root.prefix}definedName", {"name": name, "localSheetId": place}, escape(text))
                for name, text in names
            )

        for node in _names(root):
            name = node.attributes.get("name", "")
            if node.attributes.get("localSheetId") != place:
                continue
            text = wanted.pop(name, None)
            if text is None and name.startswith(_PASSING):
                edits.remove(node)
            elif text is not None and text != node.text:
                edits.replace(node.start, node.end, defined([(name, text)]))
        there = root.find("definedNames")
        if there is None and wanted:
            added = element(f"{root.prefix}definedNames", inside=defined(wanted.items()))
            edits.add_in_order(root, ORDER, "definedNames", added)
        elif there is not None and wanted:
            edits.append(there, defined(wanted.items()))

    splice.edit(splice.main, change)


def _activate(splice: Splice, sheet: SheetEntry) -> None:
    """Let the workbook open on a sheet; of two selected sheets, whatever is typed would go into both."""

    def view(edits: Edits, root: Node) -> None:
        for node in _grandchildren(root, "bookViews", "workbookView"):
            edits.set(node, "activeTab", str(sheet.place))

    splice.edit(splice.main, view)
    for entry in splice.worksheets():
        splice.edit_sheet(entry.part, _selecting("1" if entry.place == sheet.place else "0"))


def _selecting(value: str) -> Callable[[Edits, Node], None]:
    def change(edits: Edits, root: Node) -> None:
        for node in _grandchildren(root, "sheetViews", "sheetView"):
            if node.attributes.get("tabSelected", "0") != value:
                edits.set(node, "tabSelected", value)

    return change


def _grandchildren(root: Node, parents: str, children: str) -> list[Node]:
    return [node for parent in root.all(parents) for node in parent.all(children)]
