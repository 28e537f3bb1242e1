"""What is changed in a sheet of the user: the text of a cell, and marks on cells."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from regman_xl.workbook.outline import NotUnderstood, element
from regman_xl.workbook.parts import area_of, area_text, whole_number
from regman_xl.workbook.row_edit import NewCell, put_cells, styles_of_rows
from regman_xl.workbook.style_edit import add_mark_formats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from regman_xl.finding import Severity
    from regman_xl.workbook.outline import Edits, Node
    from regman_xl.workbook.splice import Splice

#: Children of a worksheet in the order of the schema, from the cells on.
ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
#: A condition that is always true, and by which our marks are known again.
MARK = '"regman"="regman"'
#: Excel cuts longer lists of areas itself; shorter ones keep every program quick.
_AREAS = 400


def set_text(splice: Splice, part: str, cell: str, text: str) -> None:
    """Write a text into a cell; its format stays, and a formula in it goes.

    Args:
        splice: The workbook.
        part: The sheet's part.
        cell: Address of the cell.
        text: The text.

    Raises:
        NotUnderstood: The sheet has no such row.
    """
    area = area_of(cell)
    if area is None:
        raise NotUnderstood(cell)
    if area.top not in styles_of_rows(splice, part, [area.top]):
        raise NotUnderstood(cell)
    put_cells(splice, part, {area.top: {area.left: NewCell(text)}})


def mark_cells(splice: Splice, cells: Mapping[str, Mapping[str, Severity]]) -> None:
    """Mark cells by a conditional format: their own formats stay, and the marks of an earlier run go.

    Args:
        splice: The workbook.
        cells: Severity by address, by the name of the sheet.
    """
    formats = add_mark_formats(splice) if any(cells.values()) else {}
    for entry in splice.worksheets():
        splice.edit_sheet(entry.part, _marking(cells.get(entry.title, {}), formats))


def _marking(marked: Mapping[str, Severity], formats: Mapping[Severity, int]) -> Callable[[Edits, Node], None]:
    def change(edits: Edits, root: Node) -> None:
        numbers = ["0"]
        for node in root.all("conditionalFormatting"):
            formulas = [formula.text for rule in node.all("cfRule") for formula in rule.all("formula")]
            if MARK in formulas:
                edits.remove(node)
            else:
                numbers += [rule.attributes.get("priority", "") for rule in node.all("cfRule")]
        priority = max(whole_number(number) for number in numbers if number.isdecimal())
        texts = []
        for severity, format_id in formats.items():
            for listed in _lists(areas(address for address, weighs in marked.items() if weighs is severity)):
                priority += 1
                texts.append(_rule(root.prefix, listed, format_id, priority))
        if texts:
            edits.add_in_order(root, ORDER, "conditionalFormatting", "".join(texts))

    return change


def _rule(prefix: str, listed: str, format_id: int, priority: int) -> str:
    formula = element(f"{prefix}formula", inside=escape(MARK))
    attributes = {"type": "expression", "dxfId": str(format_id), "priority": str(priority)}
    rule = element(f"{prefix}cfRule", attributes, formula)
    return element(f"{prefix}conditionalFormatting", {"sqref": listed}, rule)


def areas(addresses: Iterable[str]) -> list[str]:
    """Return areas that cover the cells; cells below each other become one area."""
    places = sorted({(area.left, area.top) for address in addresses if (area := area_of(address)) is not None})
    runs: list[list[int]] = []
    for column, row in places:
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1][2] = row
        else:
            runs.append([column, row, row])
    return [area_text(first, column, last, column) for column, first, last in runs]


def _lists(texts: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(texts), _AREAS):
        yield " ".join(texts[start : start + _AREAS])
