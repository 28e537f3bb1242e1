"""What has to grow with a table that gets new rows: its definition, and what covers all of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.problems import Problem
from regman_xl.safe_text import one_line
from regman_xl.workbook.outline import outline, walk
from regman_xl.workbook.parts import Area, area_of, folded, is_true, whole_number
from regman_xl.workbook.room import AGAIN
from regman_xl.workbook.sheet_edit import MARK
from regman_xl.workbook.splice import rows_of

if TYPE_CHECKING:
    from regman_xl.workbook.outline import Edits, Node
    from regman_xl.workbook.parts import Sheet
    from regman_xl.workbook.room import Room
    from regman_xl.workbook.splice import Splice

_COVERING = ("conditionalFormatting", "dataValidation")


def require_unprotected(splice: Splice, sheet: Sheet) -> None:
    """Respect that somebody has locked a sheet, unless the user insists.

    Raises:
        Problem: It is locked.
    """
    data = splice.read(sheet.part)
    begin, close = rows_of(data)
    lock = outline(data[:begin] + data[close:], 1).find("sheetProtection")
    if lock is None or not is_true(lock.attributes.get("sheet")):
        return
    if not splice.force:
        raise Problem(
            f"Das Blatt {sheet.title} ist geschützt: dort soll sich nichts ändern.",
            "Bitte in Excel den Blattschutz aufheben (Überprüfen, Blattschutz aufheben) oder --force angeben.",
        )
    splice.notes.append(f"Das Blatt {sheet.title} ist geschützt und trotzdem geändert. Der Schutz besteht weiter.")


def extend_table(splice: Splice, room: Room) -> dict[str, str]:
    """Let an Excel table end with its new rows.

    Args:
        splice: The workbook; what the user must know goes into its notes.
        room: The table and its new rows.

    Returns:
        The formula of each computed column that the table has, by column name.

    Raises:
        Problem: Its rows come from elsewhere, or it has computed columns and is no Excel table.
    """
    definition = room.place.definition
    computed = [column for column in room.table.columns if column.formula and column.name in room.place.positions]
    if definition is None:
        if computed:
            raise _without_table(room, computed[0].title)
        return {}
    formulas: dict[str, str] = {}

    def change(edits: Edits, root: Node) -> None:
        if root.attributes.get("tableType", "worksheet") != "worksheet":
            raise Problem(
                f"Die Tabelle auf dem Blatt {room.sheet.title} wird aus einer anderen Quelle gefüllt.",
                "Bitte die Zeilen dort ergänzen oder die Verbindung trennen (Tabellenentwurf, Verknüpfung aufheben).",
            )
        formulas.update(_formulas(splice, room, root))
        if room.last > definition.area.bottom:
            for node in (root, *root.all("autoFilter")):
                area = area_of(node.attributes.get("ref", ""))
                if area is not None and area.bottom == definition.area.bottom:
                    edits.set(node, "ref", area._replace(bottom=room.last).text)
        if is_true(root.attributes.get("insertRow")):
            # Excel shows an empty table with a row that does not count.
            edits.set(root, "insertRow", "0")

    splice.edit(definition.part, change)
    if room.place.area.bottom > definition.area.bottom:
        splice.notes.append(
            f"Die Tabelle auf dem Blatt {room.sheet.title} endete in Zeile {definition.area.bottom}; sie umfasst jetzt "
            "auch die Zeilen, die schon darunter standen."
        )
    return {column.name: formulas.get(column.name, "") or _own_formula(room, column.formula) for column in computed}


def _without_table(room: Room, title: str) -> Problem:
    return Problem(
        f"Auf dem Blatt {room.sheet.title} ist die Excel-Tabelle verloren, mit der „{title}“ gerechnet wird.",
        f"Bitte den Bereich wieder als Tabelle „{room.table.list_name}“ anlegen {AGAIN}",
    )


def _own_formula(room: Room, formula: str | None) -> str:
    """Return the formula of the template, with the name that the table has now."""
    name = room.place.definition.name if room.place.definition is not None else ""
    return (formula or "").replace(room.table.list_name, name)


def _formulas(splice: Splice, room: Room, root: Node) -> dict[str, str]:
    """Return the formulas of the table's columns by column name; those of the user's own columns are told."""
    names = {folded(room.table[name].title): name for name in room.place.positions}
    found = {}
    listed = root.find("tableColumns")
    for node in listed.children if listed else ():
        formula = node.find("calculatedColumnFormula")
        if formula is None:
            continue
        title = node.attributes.get("name", "")
        name = names.get(folded(title))
        if name is None or room.table[name].formula is None:
            splice.notes.append(
                f"Blatt {room.sheet.title}: in den neuen Zeilen rechnet die Spalte „{one_line(title)}“ noch nicht; "
                "bitte ihre Formel nach unten ziehen."
            )
        elif not is_true(formula.attributes.get("array")):
            found[name] = formula.text
    return found


def extend_ranges(splice: Splice, room: Room) -> dict[int, int]:
    """Let what covers all rows of a table cover the new ones: validations, conditional formats, the used range.

    Returns:
        The formats of the sheet's columns by column.
    """
    columns: dict[int, int] = {}

    def change(edits: Edits, root: Node) -> None:
        for node in root.all("dimension"):
            used = area_of(node.attributes.get("ref", ""))
            if used is not None:
                area = room.place.area
                grown = Area(used.top, min(used.left, area.left), max(used.bottom, room.last), used.right)
                edits.set(node, "ref", grown._replace(right=max(used.right, *room.place.positions.values())).text)
        for node in walk(root):
            if node.local in _COVERING and not _is_mark(node):
                _cover(edits, room, node)
        columns.update(_column_styles(room, root))

    splice.edit_sheet(room.sheet.part, change)
    return columns


def _cover(edits: Edits, room: Room, node: Node) -> None:
    """Let a validation or conditional format cover the new rows; those of Excel 2010 name their areas in an element."""
    named = node.find("sqref")
    old = node.attributes.get("sqref", "") if named is None else named.text
    new = " ".join(_grown(room, text) for text in old.split())
    if new == " ".join(old.split()):
        return
    if named is None:
        edits.set(node, "sqref", new)
    else:
        edits.replace(named.inside, named.close, new)


def _grown(room: Room, text: str) -> str:
    area, table = area_of(text), room.place.area
    whole = area is not None and area.top <= table.top and area.bottom == _bottom(room)
    if area is None or not whole or room.last <= area.bottom or area.left < table.left or area.right > table.right:
        return text
    return area._replace(bottom=room.last).text


def _bottom(room: Room) -> int:
    """Return the last row of the table as it was."""
    return room.place.definition.area.bottom if room.place.definition is not None else room.like


def _is_mark(node: Node) -> bool:
    """Whether it marks a finding: of that cell, not of its column."""
    return any(formula.text == MARK for rule in node.all("cfRule") for formula in rule.all("formula"))


def _column_styles(room: Room, root: Node) -> dict[int, int]:
    area = room.place.area
    found: dict[int, int] = {}
    listed = root.find("cols")
    for node in listed.children if listed else ():
        numbers = [node.attributes.get(name, "") for name in ("min", "max", "style")]
        if all(number.isdecimal() for number in numbers):
            first, last, style = (whole_number(number) for number in numbers)
            found |= dict.fromkeys(range(max(first, area.left), min(last, area.right) + 1), style)
    return found
