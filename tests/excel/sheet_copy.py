"""Copying a sheet as Excel does, also into another workbook."""

from __future__ import annotations

import re
from copy import copy, deepcopy
from typing import TYPE_CHECKING, Any

from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.merge import MergedCellRange
from openpyxl.worksheet.page import PrintPageSetup

from tests.excel import references
from tests.excel.com import NotInTestEngineError, refused

if TYPE_CHECKING:
    from openpyxl.styles.styleable import StyleableObject, StyleArray
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.excel.files import OpenBook

_WHOLE = ("sheet_format", "page_margins", "print_options", "views", "protection", "auto_filter", "scenarios")
_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def copy_sheet(source: Worksheet, origin: OpenBook, target_book: OpenBook, index: int) -> Worksheet:
    """Copy a sheet before the sheet of that index.

    Raises:
        com_error: The structure of the target is protected.
        NotInTestEngineError: Excel would make links to the old workbook, or the sheet holds what is not copied here.
    """
    target_book.require_structure()
    _require_own(source, origin, target_book)
    book = target_book.wb
    name = free_name(book, source.title)
    target = book.create_sheet(name, index)
    styles = _Styles(book)
    _copy_cells(source, target, styles)
    _copy_lines(source, target, styles)
    _copy_settings(source, target)
    _copy_parts(source, target)
    _copy_tables(source, target)
    target_book.calculated[target] = dict(origin.calculated[source])
    for _place in references.change_formulas(target, references.renamed(source.title, name)):
        pass
    for key, defined in source.defined_names.items():
        moved = copy(defined)
        moved.attr_text = references.changed(f"={defined.attr_text}", references.renamed(source.title, name))[1:]
        target.defined_names[key] = moved
    return target


def free_name(book: Workbook, name: str) -> str:
    """Return the name of a copy: the same, or with the next free number behind it."""
    taken = {sheet.title.casefold() for sheet in book._sheets}
    bare = re.sub(r" \(\d+\)$", "", name)
    number, new = 2, name
    while new.casefold() in taken:
        ending = f" ({number})"
        new = bare[: 31 - len(ending)] + ending
        number += 1
    return new


def _require_own(source: Worksheet, origin: OpenBook, target: OpenBook) -> None:
    """Refuse loudly where Excel would quietly make an external link."""
    if source._images or source._pivots or (source.legacy_drawing and not _has_comments(source)):
        raise NotInTestEngineError(f"The test engine copies no pictures, pivots or controls: {source.title}")
    if origin is target:
        return
    for where, operand in references.all_operands(source):
        sheet, rest = references.split(operand)
        if sheet is not None and sheet.casefold() != source.title.casefold():
            raise NotInTestEngineError(f"{where} would become an external link: [{origin.name}]{operand}")
        if sheet is None and rest in origin.wb.defined_names:
            raise NotInTestEngineError(f"{where} uses {rest}, a name of {origin.name}")
        table = rest.split("[", 1)[0]
        others = {name for ws in origin.wb.worksheets if ws is not source for name in ws.tables}
        if "[" in rest and table in others:
            raise NotInTestEngineError(f"{where} uses {table}, a table of another sheet of {origin.name}")


def _has_comments(source: Worksheet) -> bool:
    return any(cell._comment is not None for cell in source._cells.values() if not isinstance(cell, MergedCell))


class _Styles:
    """Formats of one workbook in terms of another."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[tuple[int, ...], StyleArray] = {}

    def give(self, source: StyleableObject, target: StyleableObject) -> None:
        key = tuple(source._style)
        if key not in self._known:
            for part in ("font", "fill", "border", "alignment", "protection"):
                setattr(target, part, copy(getattr(source, part)))
            target.number_format = source.number_format
            target._style.quotePrefix, target._style.pivotButton = source._style.quotePrefix, source._style.pivotButton
            self._known[key] = copy(target._style)
        target._style = copy(self._known[key])


def _copy_cells(source: Worksheet, target: Worksheet, styles: _Styles) -> None:
    for (row, column), cell in source._cells.items():
        if isinstance(cell, MergedCell):
            new = MergedCell(target, row=row, column=column)
            target._cells[row, column] = new
        else:
            new = target.cell(row, column)
            plain = isinstance(cell._value, str | int | float | None)
            new._value, new.data_type = cell._value if plain else deepcopy(cell._value), cell.data_type
            if cell._hyperlink is not None:
                new._hyperlink = copy(cell._hyperlink)
            if cell._comment is not None:
                told = cell._comment
                new.comment = Comment(told.text, told.author, height=told.height, width=told.width)
        if cell.has_style:
            styles.give(cell, new)


def _copy_lines(source: Worksheet, target: Worksheet, styles: _Styles) -> None:
    """Copy widths, heights, hidden and grouped rows and columns."""
    for name in ("row_dimensions", "column_dimensions"):
        lines = getattr(target, name)
        for key, line in getattr(source, name).items():
            new = copy(line)
            new.worksheet = new.parent = target
            if line.has_style:
                new._style = copy(line._style)
                styles.give(line, new)
            lines[key] = new
    target.merged_cells = MultiCellRange([MergedCellRange(target, area.coord) for area in source.merged_cells.ranges])


def _copy_settings(source: Worksheet, target: Worksheet) -> None:
    for name in _WHOLE:
        setattr(target, name, deepcopy(getattr(source, name)))
    target.sheet_properties = deepcopy(source.sheet_properties)
    target.sheet_properties.codeName = None
    target.sheet_state = source.sheet_state
    setup = {name: getattr(source.page_setup, name) for name in PrintPageSetup.__attrs__ if name != "id"}
    for name, value in setup.items():
        setattr(target.page_setup, name, value)
    for name in _HEADERS:
        setattr(target.HeaderFooter, name, deepcopy(getattr(source.HeaderFooter, name)))
    for name in ("differentOddEven", "differentFirst", "scaleWithDoc", "alignWithMargins"):
        setattr(target.HeaderFooter, name, getattr(source.HeaderFooter, name))
    target.row_breaks, target.col_breaks = deepcopy(source.row_breaks), deepcopy(source.col_breaks)
    target.print_title_rows, target.print_title_cols = source.print_title_rows, source.print_title_cols
    area = source.print_area
    if area:
        target.print_area = ",".join(references.split(part)[1] for part in area.split(","))
    for view in target.views.sheetView:
        view.tabSelected = False


def _copy_parts(source: Worksheet, target: Worksheet) -> None:
    for rules in source.conditional_formatting:
        for rule in rules.rules:
            target.conditional_formatting.add(str(rules.sqref), deepcopy(rule))
    for validation in source.data_validations.dataValidation:
        target.add_data_validation(deepcopy(validation))
    for chart in source._charts:
        target.add_chart(deepcopy(chart), chart.anchor)
        target._charts[-1].anchor = deepcopy(chart.anchor)


def _copy_tables(source: Worksheet, target: Worksheet) -> None:
    """Copy the tables; Excel gives a name that is taken a number."""
    formats = source.parent._differential_styles.styles
    for table in source.tables.values():
        new = deepcopy(table)
        taken = {name.casefold() for ws in target.parent.worksheets for name in ws.tables}
        number, name = 1, table.displayName
        while name.casefold() in taken:
            number += 1
            name = f"{table.displayName}{number}"
        new.name = new.displayName = name
        new.id = 1 + max((one.id for ws in target.parent.worksheets for one in ws.tables.values()), default=0)
        for part in (new, *new.tableColumns):
            _move_formats(part, formats, target.parent)
        target.tables.add(new)


def _move_formats(part: Any, formats: list[Any], book: Workbook) -> None:
    for name in ("headerRowDxfId", "dataDxfId", "totalsRowDxfId"):
        number = getattr(part, name, None)
        if number is not None:
            setattr(part, name, book._differential_styles.add(formats[number]))


def require_sheet_name(book: Workbook, name: str, own: Worksheet | None = None) -> None:
    """Refuse a name that Excel refuses."""
    wrong = not 0 < len(name) <= 31 or re.search(r"[\\/?*\[\]:]", name) or name[0] == "'" or name[-1] == "'"
    if wrong or name.casefold() in {"history", "verlauf"}:
        raise refused("Sie haben einen ungültigen Namen für ein Blatt oder Diagramm eingegeben.")
    if any(sheet is not own and sheet.title.casefold() == name.casefold() for sheet in book._sheets):
        raise refused("Dieser Name wird bereits verwendet. Verwenden Sie einen anderen Namen.")
