"""The sheet Start: the figures of one year as live formulas, and the way to every sheet.

The formulas sum whole columns and so follow rows that are added outside Excel, where a table does not grow by
itself. Their cached values are the same sums, computed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from regman_xl.model.contents import Contents, Raw, Row, Value
from regman_xl.schema import (
    BUDGET_YEARS,
    CONTRIBUTIONS,
    JOURNAL,
    SETTINGS,
    TABLES,
    Kind,
    Table,
    cockpit,
)
from regman_xl.schema.lists import INCOME_CATEGORIES, Category, Direction
from regman_xl.schema.settings import SETTING_LIST
from regman_xl.workbook.entry import key_list_name
from regman_xl.workbook.shell.panel import write_panel
from regman_xl.workbook.styles import DARK, INPUT, LIGHT, LINE, NUMBER_FORMATS, Styles

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

YEAR_ROW = 3
BLOCK_ROW = 6
LEFT, RIGHT = 1, 4
EXPENSE_CATEGORIES = tuple(category for category in Category if category not in INCOME_CATEGORIES)


@dataclass(frozen=True, slots=True)
class _Figure:
    """One line of the cockpit: an amount in cents or a count, and the formula that computes it."""

    label: str
    formula: str
    value: Decimal
    kind: Kind = Kind.MONEY
    total: bool = False


def _column(table: Table, name: str) -> str:
    """Return a whole column as a reference."""
    letter = xl_col_to_name([column.name for column in table.columns].index(name))
    return f"'{table.sheet}'!${letter}:${letter}"


def _cents(value: Value) -> Decimal:
    """Return what a sum over a cell sees, in cents."""
    if isinstance(value, Raw):
        return value.cents
    return Decimal(value) if isinstance(value, int) else Decimal(0)


def _total(rows: tuple[Row, ...]) -> Decimal:
    return sum((_cents(row.get("amount")) for row in rows), Decimal(0))


class _Figures:
    """The figures of one year."""

    def __init__(self, contents: Contents, year: int) -> None:
        self._contents = contents
        self.year = year
        self._journal = contents.of(JOURNAL.name)

    def _rows(self, wanted: Callable[[Row], bool]) -> tuple[Row, ...]:
        return tuple(row for row in self._journal if wanted(row))

    def category(self, category: Category, label: str = "") -> _Figure:
        """Sum the entries of one category in the year."""
        rows = self._rows(lambda row: row.get("budget_year") == self.year and row.get("category") == category.value)
        formula = (
            f"=SUMIFS({_column(JOURNAL, 'amount')},{_column(JOURNAL, 'budget_year')},{cockpit.YEAR_NAME},"
            f'{_column(JOURNAL, "category")},"{category.value}")'
        )
        return _Figure(label or category.value, formula, _total(rows))

    def _flow(self, direction: Direction, compare: str) -> str:
        return (
            f"SUMIFS({_column(JOURNAL, 'amount')},{_column(JOURNAL, 'budget_year')},"
            f'"{compare}"&{cockpit.YEAR_NAME},{_column(JOURNAL, "direction")},"{direction.value}")'
        )

    def opening_cash(self) -> _Figure:
        """Anfangsbestand and everything booked for earlier years."""
        setting = next(setting for setting in SETTING_LIST if setting.name == "opening_cash")
        value = _cents(self._contents.settings.get(setting.name))
        for row in self._journal:
            year = row.get("budget_year")
            if isinstance(year, int) and year < self.year:
                sign = {Direction.INCOME.value: 1, Direction.EXPENSE.value: -1}.get(str(row.get("direction")), 0)
                value += sign * _cents(row.get("amount"))
        formula = (
            f'=SUMIFS({_column(SETTINGS, "value")},{_column(SETTINGS, "key")},"{setting.title}")'
            f"+{self._flow(Direction.INCOME, '<')}-{self._flow(Direction.EXPENSE, '<')}"
        )
        return _Figure(cockpit.OPENING_CASH, formula, value)

    def agreed(self) -> _Figure:
        """Sum the agreed contributions of the year."""
        rows = tuple(row for row in self._contents.of(CONTRIBUTIONS.name) if row.get("budget_year") == self.year)
        formula = (
            f"=SUMIFS({_column(CONTRIBUTIONS, 'amount')},{_column(CONTRIBUTIONS, 'budget_year')},{cockpit.YEAR_NAME})"
        )
        return _Figure(cockpit.AGREED_CONTRIBUTIONS, formula, _total(rows))

    def entries(self) -> _Figure:
        """Count the entries of the year."""
        count = len(self._rows(lambda row: row.get("budget_year") == self.year))
        formula = f"=COUNTIFS({_column(JOURNAL, 'budget_year')},{cockpit.YEAR_NAME})"
        return _Figure(cockpit.ENTRY_COUNT, formula, Decimal(count), Kind.COUNT)

    def status(self) -> tuple[str, str]:
        """Return the formula of the year's status and its value."""
        formula = (
            f"=IFERROR(INDEX({_column(BUDGET_YEARS, 'status')},"
            f'MATCH({cockpit.YEAR_NAME},{_column(BUDGET_YEARS, "budget_year")},0)),"{cockpit.YEAR_UNKNOWN}")'
        )
        for row in self._contents.of(BUDGET_YEARS.name):
            if row.get("budget_year") == self.year:
                return formula, str(row.get("status"))
        return formula, cockpit.YEAR_UNKNOWN


def write_start(workbook: Workbook, sheet: Worksheet, contents: Contents, styles: Styles, *, macros: bool) -> None:
    """Write the cockpit.

    Args:
        workbook: The workbook that is being written.
        sheet: The sheet Start.
        contents: What the input sheets hold; the setting Haushaltsjahr is the year shown first.
        styles: The formats of the workbook.
        macros: With the buttons.
    """
    chosen = contents.settings.get("budget_year")
    figures = _Figures(contents, chosen if isinstance(chosen, int) else 0)
    _page(sheet)
    _head(workbook, sheet, contents, styles)
    _selector(sheet, figures, styles)
    incomes = [
        figures.category(category, cockpit.PAID_CONTRIBUTIONS if category is Category.PARTNER_CONTRIBUTION else "")
        for category in INCOME_CATEGORIES
    ]
    expenses = [figures.category(category) for category in EXPENSE_CATEGORIES]
    height = len(expenses)
    first, last = BLOCK_ROW + 2, BLOCK_ROW + 1 + height
    income = _Figure(cockpit.INCOME_TOTAL, f"=SUM(C{first}:C{last})", _sum(incomes), total=True)
    expense = _Figure(cockpit.EXPENSE_TOTAL, f"=SUM(F{first}:F{last})", _sum(expenses), total=True)
    _block(sheet, BLOCK_ROW, LEFT, cockpit.INCOME, [*incomes, *[None] * (height - len(incomes)), income], styles)
    _block(sheet, BLOCK_ROW, RIGHT, cockpit.EXPENSE, [*expenses, expense], styles)
    row = BLOCK_ROW + height + 3
    opening = figures.opening_cash()
    balance = _Figure(cockpit.BALANCE, f"=C{last + 1}-F{last + 1}", income.value - expense.value)
    closing = _Figure(cockpit.CLOSING_CASH, f"=C{row + 2}+C{row + 3}", opening.value + balance.value, total=True)
    _block(sheet, row, LEFT, cockpit.CASH, [opening, balance, closing], styles)
    _block(sheet, row, RIGHT, cockpit.AGREEMENT, [figures.agreed(), figures.entries()], styles)
    sheet.write_string(row + 5, LEFT, cockpit.CURRENCY_NOTE, styles.note)
    _contents_list(sheet, row + 7, styles)
    if macros:
        write_panel(workbook, sheet, styles, (BLOCK_ROW, row, row + 7))
        sheet.print_area(0, 0, row + 7 + len(TABLES), RIGHT + 1)


def _sum(figures: list[_Figure]) -> Decimal:
    return sum((figure.value for figure in figures), Decimal(0))


def _page(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    for place, width in enumerate((2, 27, 18, 2, 27, 18)):
        sheet.set_column(place, place, width)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.set_footer(cockpit.FOOTER)
    sheet.set_tab_color(DARK)


def _head(workbook: Workbook, sheet: Worksheet, contents: Contents, styles: Styles) -> None:
    setting = next(setting for setting in SETTING_LIST if setting.name == "cooperation")
    key, value = _column(SETTINGS, "key"), _column(SETTINGS, "value")
    found = f'IFERROR(INDEX({value},MATCH("{setting.title}",{key},0))&"","")'
    name = contents.settings.get(setting.name)
    title = name if isinstance(name, str) and name else cockpit.TITLE
    sheet.set_row(0, 30)
    sheet.write_formula(0, LEFT, f'=IF({found}="","{cockpit.TITLE}",{found})', styles.title, title)
    sheet.write_string(1, LEFT, cockpit.SUBTITLE, styles.note)
    workbook.define_name(cockpit.YEAR_NAME, f"='{sheet.get_name()}'!$C${YEAR_ROW + 1}")


def _selector(sheet: Worksheet, figures: _Figures, styles: Styles) -> None:
    label = styles.make(bold=True, valign="vcenter", font_size=11)
    value = {"bold": True, "valign": "vcenter", "align": "center", "font_size": 11, "border": 1, "border_color": LINE}
    sheet.set_row(YEAR_ROW, 22)
    sheet.write_string(YEAR_ROW, LEFT, cockpit.BUDGET_YEAR, label)
    box = styles.make(bg_color=INPUT, num_format=NUMBER_FORMATS[Kind.YEAR], **value)
    if figures.year:
        sheet.write_number(YEAR_ROW, LEFT + 1, figures.year, box)
    else:
        sheet.write_blank(YEAR_ROW, LEFT + 1, None, box)
    sheet.data_validation(
        YEAR_ROW,
        LEFT + 1,
        YEAR_ROW,
        LEFT + 1,
        {"validate": "list", "source": f"={key_list_name(BUDGET_YEARS)}", "error_type": "warning"},
    )
    sheet.write_string(YEAR_ROW, RIGHT, cockpit.YEAR_STATUS, label)
    formula, status = figures.status()
    sheet.write_formula(YEAR_ROW, RIGHT + 1, formula, styles.make(bg_color=LIGHT, **value), status)
    sheet.write_string(YEAR_ROW + 1, LEFT, cockpit.YEAR_HINT, styles.note)


def _block(
    sheet: Worksheet, row: int, place: int, title: str, figures: list[_Figure | None] | list[_Figure], styles: Styles
) -> None:
    """Write a titled list of figures; None leaves a line free."""
    bar = styles.make(bold=True, font_color="#FFFFFF", bg_color=DARK)
    sheet.write_string(row, place, title, bar)
    sheet.write_blank(row, place + 1, None, bar)
    for number, figure in enumerate(figures, row + 1):
        line: dict[str, object] = {"bottom": 1, "bottom_color": LINE}
        if figure is None:
            continue
        if figure.total:
            line = {"bold": True, "top": 1, "bottom": 1, "bg_color": LIGHT}
        sheet.write_string(number, place, figure.label, styles.make(**line))
        shown = float(figure.value) if figure.kind is Kind.COUNT else float(figure.value.scaleb(-2))
        number_style = styles.make(num_format=NUMBER_FORMATS[figure.kind], **line)
        sheet.write_formula(number, place + 1, figure.formula, number_style, shown)


def _contents_list(sheet: Worksheet, row: int, styles: Styles) -> None:
    bar = styles.make(bold=True, font_color="#FFFFFF", bg_color=DARK)
    for place in range(LEFT, RIGHT + 2):
        sheet.write_blank(row, place, None, bar)
    sheet.write_string(row, LEFT, cockpit.SHEETS, bar)
    text = styles.make(text_wrap=True, valign="vcenter", font_size=9)
    for number, table in enumerate(TABLES, row + 1):
        tip = cockpit.TO_SHEET.format(sheet=table.sheet)
        link = styles.make(font_color="#0563C1", underline=1, valign="vcenter")
        sheet.write_url(number, LEFT, f"internal:'{table.sheet}'!A1", link, table.sheet, tip)
        sheet.merge_range(number, LEFT + 1, number, RIGHT + 1, table.help, text)
        if len(table.help) > 90:
            sheet.set_row(number, 26)
