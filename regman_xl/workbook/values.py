"""From the cells of a column to its typed values, a whole column at a time.

A value is converted or refused, never guessed; every refused or doubtful cell becomes one `CellFact`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from regman_xl.model.facts import HARMLESS, CellFact, Fault
from regman_xl.money import scaled_integers
from regman_xl.nearest import nearest
from regman_xl.schema import PLACES, TEXT_KINDS, Column, Kind
from regman_xl.workbook import display
from regman_xl.workbook.cells import Content
from regman_xl.workbook.formats import Look
from regman_xl.workbook.serials import dates_of, iso_date
from regman_xl.workbook.texts import clean, composed, german_date, number_fault, replaced, suspects, text_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from pandas.api.extensions import ExtensionArray

    from regman_xl.workbook.formats import Formats

    Values = ExtensionArray | NDArray[np.datetime64]

#: Excel keeps 15 digits: amounts from here on have lost their cents, whole numbers from 1e15 on their end.
TOO_LARGE = 1e13
TOO_LONG = 1e15
FIRST_YEAR, LAST_YEAR = 1900, 2999
#: A plain number from here on (1954) may be a date whose format was lost.
LIKELY_DAY = 20_000


def _flags(members: Iterable[int]) -> NDArray[np.bool_]:
    table = np.zeros(256, np.bool_)
    table[list(members)] = True
    return table


_HARMLESS = _flags(fault.value for fault in HARMLESS)
#: Contents and number formats that a column of a kind never holds.
_NEVER = {
    kind: _flags([Content.BOOLEAN] if kind is Kind.DATE else [Content.BOOLEAN, Content.ISO_DATE]) for kind in Kind
}
_ODD_LOOKS = {
    kind: _flags([Look.DATE, Look.TIME] if kind is Kind.RATE else [Look.DATE, Look.TIME, Look.PERCENT]) for kind in Kind
} | {Kind.DATE: _flags([])}


@dataclass(frozen=True, slots=True)
class Source:
    """What cells of one workbook have in common.

    Attributes:
        texts: All texts of the sheet.
        formats: The cell formats.
        dates_1904: Days are counted from 1904.
    """

    texts: pa.Array
    formats: Formats
    dates_1904: bool


class Picked(NamedTuple):
    """The filled cells of one column; `place` is the position of their row in the frame."""

    place: NDArray[np.intp]
    content: NDArray[np.uint8]
    value: NDArray[np.float64]
    style: NDArray[np.uint16]
    formula: NDArray[np.bool_]

    def one(self, cell: int) -> Picked:
        """Return a single cell as a column of one row."""
        part = slice(cell, cell + 1)
        first = np.zeros(1, np.intp)
        return Picked(first, self.content[part], self.value[part], self.style[part], self.formula[part])


class Where(NamedTuple):
    """Where a column is: German name of the sheet, sheet column (0 where it is missing), row of each place."""

    sheet: str
    position: int
    rows: NDArray[np.int32]


class Converted(NamedTuple):
    """A column of the frame and what was found in it.

    Attributes:
        values: The typed values, one per row.
        filled: For each row, whether the user sees anything in the cell.
        spoiled: For each row, whether the cell keeps it out of the figures.
        facts: What is wrong with its cells.
    """

    values: Values
    filled: NDArray[np.bool_]
    spoiled: NDArray[np.bool_]
    facts: list[CellFact]


class Conversion:
    """One column on its way from cells to values.

    Args:
        column: Its declaration.
        cells: Its cells.
        where: Where it is.
        source: What the cells belong to.
    """

    def __init__(self, column: Column, cells: Picked, where: Where, source: Source) -> None:
        self.column = column
        self.cells = cells
        self.where = where
        self.count = len(where.rows)
        self.source = source
        self.look = source.formats.look(cells.style.astype(np.int32))
        self.faults = np.zeros(len(cells.place), np.uint8)
        self.details: dict[int, str] = {}
        self.blank = np.zeros(len(cells.place), np.bool_)
        self._mark(cells.content == Content.BLANK, Fault.NO_CACHED_VALUE)
        self._mark(cells.content == Content.ERROR, Fault.ERROR_VALUE)
        self._mark(_NEVER[column.kind][cells.content], Fault.WRONG_TYPE)
        self._mark((cells.content == Content.NUMBER) & _ODD_LOOKS[column.kind][self.look], Fault.WRONG_TYPE)

    def _mark(self, mask: NDArray[np.bool_], fault: Fault) -> None:
        """Note a fault where there is none yet: each cell has one, the gravest first."""
        self.faults[mask & (self.faults == 0)] = fault.value

    def _note(self, cell: int, fault: Fault, detail: str = "") -> None:
        if self.faults[cell] == 0:
            self.faults[cell] = fault.value
            if detail:
                self.details[cell] = detail

    def texts(self, cells: NDArray[np.int64]) -> list[str]:
        """Return the texts of some cells that hold one."""
        places = pa.array(self.cells.value[cells].astype(np.int64))
        listed: list[str] = self.source.texts.take(places).to_pylist()
        return listed

    def integers(self) -> ExtensionArray:
        """Convert amounts, rates, years and counts."""
        cells, kind = self.cells, self.column.kind
        number = cells.content == Content.NUMBER
        percent = number & (self.look == Look.PERCENT)
        if kind is Kind.RATE:
            values, fits = scaled_integers(np.where(percent, 0, cells.value), PLACES[kind])
            hundredth, hundredth_fits = scaled_integers(cells.value, PLACES[kind] + 2)
            values, fits = np.where(percent, hundredth, values), np.where(percent, hundredth_fits, fits)
        else:
            values, fits = scaled_integers(cells.value, PLACES[kind])
        if kind is Kind.MONEY:
            self._mark(number & (self.look == Look.FOREIGN), Fault.FOREIGN_CURRENCY)
        self._mark(number & self._out_of_range(percent), Fault.OUT_OF_RANGE)
        decimals = Fault.TOO_MANY_DECIMALS if kind in (Kind.MONEY, Kind.RATE) else Fault.WRONG_TYPE
        self._mark(number & ~fits, decimals)
        self._refuse_texts()
        result, known = np.zeros(self.count, np.int64), np.zeros(self.count, np.bool_)
        good = number & (self.faults == 0)
        result[cells.place[good]] = values[good]
        known[cells.place[good]] = True
        return pd.arrays.IntegerArray(result, ~known)

    def _out_of_range(self, percent: NDArray[np.bool_]) -> NDArray[np.bool_]:
        value = self.cells.value
        with np.errstate(invalid="ignore"):
            if self.column.kind is Kind.RATE:
                inside = (value >= 0) & (value <= np.where(percent, 1, 100))
            elif self.column.kind is Kind.YEAR:
                inside = (value >= FIRST_YEAR) & (value <= LAST_YEAR)
            else:
                inside = np.abs(value) < TOO_LARGE
        return ~inside

    def _refuse_texts(self) -> None:
        text = np.flatnonzero(self.cells.content == Content.TEXT)
        for cell, content in zip(text.tolist(), self.texts(text), strict=True):
            if self._is_blank(cell, content):
                continue
            if self.column.kind in (Kind.YEAR, Kind.COUNT) and clean(content).isdecimal():
                self._note(cell, Fault.NUMBER_AS_TEXT, clean(content))
            else:
                self._note(cell, *number_fault(content))

    def _is_blank(self, cell: int, content: str) -> bool:
        """Say whether a text shows nothing; blanks that hide there are told."""
        if clean(content):
            return False
        self.blank[cell] = True
        if content:
            self._note(cell, Fault.STRAY_BLANKS)
        return True

    def forgive_formulas(self) -> None:
        """In a formula column tell constants and errors only: what a formula there yields is not used."""
        computed = self.cells.formula
        self.faults[computed & (self.faults != Fault.ERROR_VALUE.value)] = 0
        self._mark(~computed & ~self.blank, Fault.FORMULA_OVERWRITTEN)

    def dates(self) -> NDArray[np.datetime64]:
        """Convert dates; a number is a date only where its format shows one."""
        cells = self.cells
        number = cells.content == Content.NUMBER
        plain = number & (self.look != Look.DATE)
        dates, valid, timed = dates_of(np.where(number, cells.value, np.nan), dates_1904=self.source.dates_1904)
        for cell in np.flatnonzero(plain & (self.faults == 0)).tolist():
            likely = self.look[cell] == Look.GENERAL and valid[cell] and not timed[cell]
            likely = likely and cells.value[cell] >= LIKELY_DAY
            detail = german_date(dates[cell].item()) if likely else ""
            self._note(cell, Fault.WRONG_TYPE, detail)
        self._mark(number & ~valid, Fault.OUT_OF_RANGE)
        self._mark(number & timed, Fault.TIME_OF_DAY)
        self._read_iso(dates)
        self._refuse_text_dates()
        result = np.full(self.count, np.datetime64("NaT"), "datetime64[s]")
        good = (self.faults == 0) | (self.faults == Fault.TIME_OF_DAY.value)
        result[cells.place[good]] = dates[good]
        return result

    def _read_iso(self, dates: NDArray[np.datetime64]) -> None:
        iso = np.flatnonzero(self.cells.content == Content.ISO_DATE)
        for cell, content in zip(iso.tolist(), self.texts(iso), strict=True):
            moment = iso_date(content)
            if moment is None:
                self._note(cell, Fault.OUT_OF_RANGE)
                continue
            dates[cell] = np.datetime64(moment.date(), "s")
            if moment.time() != moment.time().min:
                self._note(cell, Fault.TIME_OF_DAY)

    def _refuse_text_dates(self) -> None:
        text = np.flatnonzero(self.cells.content == Content.TEXT)
        for cell, content in zip(text.tolist(), self.texts(text), strict=True):
            if self._is_blank(cell, content):
                continue
            shaped, date = text_date(content)
            if shaped:
                self._note(cell, Fault.DATE_AS_TEXT, german_date(date) if date else "")
            else:
                self._note(cell, Fault.WRONG_TYPE)

    def strings(self) -> ExtensionArray:
        """Convert texts, choices and references; whole numbers become their digits."""
        cells = self.cells
        number = cells.content == Content.NUMBER
        self._mark(number & ~(np.abs(cells.value) < TOO_LONG), Fault.OUT_OF_RANGE)
        self._mark(number & (np.floor(cells.value) != cells.value), Fault.WRONG_TYPE)
        text = np.flatnonzero((cells.content == Content.TEXT) & (self.faults == 0))
        digits = np.flatnonzero(number & (self.faults == 0))
        parts = [
            self.source.texts.take(pa.array(cells.value[text].astype(np.int64))),
            pa.array(cells.value[digits].astype(np.int64)).cast(pa.large_string()),
            pa.array([""], pa.large_string()),
        ]
        order = np.full(self.count, len(text) + len(digits), np.int64)
        order[cells.place[text]] = np.arange(len(text))
        order[cells.place[digits]] = np.arange(len(text), len(text) + len(digits))
        values = pa.concat_arrays(parts).take(pa.array(order))
        cell_at = np.full(self.count, -1, np.int64)
        cell_at[cells.place] = np.arange(len(cells.place))
        values = self._choices(values, cell_at) if self.column.choices else self._cleaned(values, cell_at)
        self.blank[text] = np.asarray(pc.equal(values, "").to_numpy(zero_copy_only=False))[cells.place[text]]
        self.blank &= self.faults != Fault.NOT_IN_LIST.value
        return text_array(values)

    def _cleaned(self, values: pa.Array, cell_at: NDArray[np.int64]) -> pa.Array:
        places = suspects(values)
        if not len(places):
            return values
        raw = values.take(pa.array(places)).to_pylist()
        cleaned = [clean(text) for text in raw]
        for place, before, after in zip(places.tolist(), raw, cleaned, strict=True):
            if composed(before) != after:
                self._note(int(cell_at[place]), Fault.STRAY_BLANKS)
        return replaced(values, places, cleaned)

    def _choices(self, values: pa.Array, cell_at: NDArray[np.int64]) -> pa.Array:
        valid = [str(choice) for choice in self.column.choices or ()]
        inside = pc.is_in(values, pa.array(["", *valid], pa.large_string()))
        places = np.flatnonzero(~np.asarray(inside.to_numpy(zero_copy_only=False)))
        if not len(places):
            return values
        kept = []
        for place, text in zip(places.tolist(), values.take(pa.array(places)).to_pylist(), strict=True):
            cell = int(cell_at[place])
            kept.append(composed(text) if composed(text) in valid else "")
            if not kept[-1] and not self._is_blank(cell, text):
                self._note(cell, Fault.NOT_IN_LIST, nearest(text, valid, fold=compared))
        return replaced(values, places, kept)

    def finished(self, values: Values) -> Converted:
        """Gather what was found."""
        cells = self.cells
        filled, spoiled = np.zeros(self.count, np.bool_), np.zeros(self.count, np.bool_)
        filled[cells.place[~self.blank]] = True
        faulty = np.flatnonzero(self.faults)
        spoiled[cells.place[faulty[~_HARMLESS[self.faults[faulty]]]]] = True
        shown = display.Shown(self.source.texts, self.source.formats, self.column.kind, self.source.dates_1904)
        sheet, position, rows = self.where
        facts = [
            CellFact(
                Fault(int(self.faults[cell])),
                sheet,
                int(rows[cells.place[cell]]),
                position,
                self.column.name,
                value=shown.text(int(cells.content[cell]), float(cells.value[cell]), int(cells.style[cell])),
                detail=self.details.get(cell) or self._detail(cell),
            )
            for cell in faulty.tolist()
        ]
        return Converted(values, filled, spoiled, facts)

    def _detail(self, cell: int) -> str:
        if self.faults[cell] == Fault.FOREIGN_CURRENCY.value:
            return self.source.formats.currencies.get(int(self.cells.style[cell]), "")
        return ""


def text_array(texts: pa.Array) -> ExtensionArray:
    """Return Arrow texts as the frame keeps them, without copying."""
    array: ExtensionArray = pd.array(texts, dtype=pd.StringDtype(na_value=np.nan))
    return array


def compared(text: str) -> str:
    """Return a text in the form in which likeness is judged: without stray blanks and case."""
    return clean(text).casefold()


def convert(column: Column, cells: Picked, where: Where, source: Source) -> Converted:
    """Convert one column.

    Args:
        column: Its declaration.
        cells: Its cells.
        where: Where it is.
        source: What the cells belong to.
    """
    if column.formula is not None:
        cells = _snapped(cells)
    conversion = Conversion(column, cells, where, source)
    if column.kind in TEXT_KINDS:
        return conversion.finished(conversion.strings())
    if column.kind is Kind.DATE:
        return conversion.finished(conversion.dates())
    values = conversion.integers()
    if column.formula is not None:
        conversion.forgive_formulas()
    return conversion.finished(values)


def _snapped(cells: Picked) -> Picked:
    """Return computed amounts without the noise of binary subtraction: nothing is calculated from them."""
    with np.errstate(invalid="ignore", over="ignore"):
        cents = np.rint(cells.value * 100) / 100
        noisy = cells.formula & (cells.content == Content.NUMBER) & (np.abs(cents - cells.value) < 1e-6)
    return cells._replace(value=np.where(noisy, cents, cells.value))
