"""The few members of Excel's own `Range`, `FormatConditions` and `Hyperlinks` that macros reach through `.api`."""

# ruff: noqa: N802, N803 - the names are Excel's
from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.cell import MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from tests.excel import cells
from tests.excel.areas import areas_of
from tests.excel.com import ComObject, NotInTestEngineError, refused
from tests.excel.links import link_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.excel.areas import Area
    from tests.excel.engine import Engine
    from tests.excel.files import OpenBook

XL_EXPRESSION, XL_OTHER = 2, 3
XL_FORMULAS = -4123
XL_CONTINUOUS = 1
XL_FILL_FORMATS = 3
XL_WHOLE, XL_PART = 1, 2
#: What a German Excel does not understand in the formula of a condition, which it wants in its own language.
_ENGLISH = re.compile(r",|[A-Z.]{2,}\(|\b(TRUE|FALSE)\b")
_RELATIVE = re.compile(r"(?<![$\w])[A-Z]{1,3}\$?\d|\$[A-Z]{1,3}\d")


class NativeRange(ComObject):
    def __init__(self, engine: Engine, book: OpenBook, ws: Worksheet, areas: Sequence[Area]) -> None:
        super().__init__(engine)
        self._book, self._ws, self._areas = book, ws, tuple(areas)

    @property
    def Address(self) -> str:
        return ",".join(area.address() for area in self._areas)

    @property
    def Row(self) -> int:
        return self._areas[0].row

    @property
    def Column(self) -> int:
        return self._areas[0].column

    @property
    def Count(self) -> int:
        return sum(area.rows * area.columns for area in self._areas)

    @property
    def Locked(self) -> bool | None:
        told = {bool(self._ws.cell(*place).protection.locked) for area in self._areas for place in area.places()}
        return told.pop() if len(told) == 1 else None

    @property
    def FormatConditions(self) -> FormatConditions:
        return FormatConditions(self._engine, self._book, self._ws, self._areas)

    def AutoFill(self, Destination: NativeRange, Type: int) -> None:
        """Give the rows below the formats of this one."""
        if Type != XL_FILL_FORMATS:
            raise NotInTestEngineError(f"AutoFill of type {Type}")
        (like,), (target,) = self._areas, Destination._areas
        if (like.row, like.column, like.columns, 1) != (target.row, target.column, target.columns, like.rows):
            raise refused("Die AutoAusfüllen-Methode des Range-Objektes konnte nicht ausgeführt werden.")
        cells.require_writable(self._book, self._ws, Destination._areas)
        for row, column in target.places():
            self._ws.cell(row, column)._style = copy(self._ws.cell(like.row, column)._style)
        self._book.changed = True

    def SpecialCells(self, Type: int) -> NativeRange:
        """Those with a formula; Excel fails where there is none."""
        if Type != XL_FORMULAS:
            raise NotInTestEngineError(f"SpecialCells({Type})")
        places = [place for place, cell in self._ws._cells.items() if cell.data_type == "f"]
        found = [
            cells.Area(*place, 1, 1)
            for place in places
            if any(area.holds(cells.Area(*place, 1, 1)) for area in self._areas)
        ]
        if not found:
            raise refused("Keine Zellen gefunden.")
        return NativeRange(self._engine, self._book, self._ws, found)

    @property
    def Formula(self) -> str:
        if self.Count != 1:
            raise NotInTestEngineError("Range.Formula of several cells")
        return str(self._ws.cell(self._areas[0].row, self._areas[0].column).value)

    @Formula.setter
    def Formula(self, value: str) -> None:
        cells.require_writable(self._book, self._ws, self._areas)
        cells.write_cell(self._book, self._ws, (self._areas[0].row, self._areas[0].column), value)

    def Replace(
        self,
        What: str,
        Replacement: str,
        LookAt: int,
        SearchOrder: int,
        MatchCase: bool,
        MatchByte: bool,
        SearchFormat: bool,
        ReplaceFormat: bool,
    ) -> bool:
        """Replace in constants and formulas; what comes out is entered anew.

        Nothing may be left out, because that has the value of the last search. Of a single cell Excel replaces in the
        whole sheet.
        """
        if self.Count == 1:
            return NativeRange(self._engine, self._book, self._ws, [cells.Area(1, 1, 1048576, 16384)]).Replace(
                What, Replacement, LookAt, SearchOrder, MatchCase, MatchByte, SearchFormat, ReplaceFormat
            )
        pattern = re.compile(re.escape(What), 0 if MatchCase else re.IGNORECASE)
        found = []
        for (row, column), cell in self._ws._cells.items():
            inside = any(
                area.row <= row <= area.last_row and area.column <= column <= area.last_column for area in self._areas
            )
            if not inside or isinstance(cell, MergedCell) or not isinstance(cell.value, str):
                continue
            hit = pattern.fullmatch(cell.value) if LookAt == XL_WHOLE else pattern.search(cell.value)
            if hit:
                found.append(((row, column), pattern.sub(lambda _hit: Replacement, cell.value)))
        cells.require_writable(self._book, self._ws, [cells.Area(*place, 1, 1) for place, _text in found])
        for place, text in found:
            cells.write_cell(self._book, self._ws, place, text)
        return True


class FormatConditions(ComObject):
    def __init__(self, engine: Engine, book: OpenBook, ws: Worksheet, areas: Sequence[Area]) -> None:
        super().__init__(engine)
        self._book, self._ws, self._areas = book, ws, areas

    def _rules(self) -> list[tuple[Any, Any, Rule]]:
        """The rules that touch the range, with the key and the area that hold them."""
        found = []
        for key, rules in self._ws.conditional_formatting._cf_rules.items():
            held = [cells.area_of(part.coord) for part in key.sqref.ranges]
            if any(one.meets(area) for one in held for area in self._areas):
                found += [(key, held, rule) for rule in rules]
        return found

    @property
    def Count(self) -> int:
        return len(self._rules())

    def Add(
        self, Type: int, Operator: int | None = None, Formula1: str = "", Formula2: str | None = None
    ) -> FormatCondition:
        """Add a rule by formula: in the language of Excel, and relative to the active cell."""
        cells.require_unprotected(self._book, self._ws)
        if Type != XL_EXPRESSION or Operator is not None or Formula2 is not None:
            raise NotInTestEngineError("FormatConditions.Add only knows rules by formula (xlExpression)")
        if not Formula1.startswith("=") or _ENGLISH.search(Formula1):
            raise refused("Ungültiges Argument: eine bedingte Formatierung will die Formel in der Sprache von Excel")
        if _RELATIVE.search(Formula1):
            raise NotInTestEngineError("FormatConditions.Add: a relative reference depends on the active cell")
        order = [rule.priority for rules in self._ws.conditional_formatting for rule in rules.rules]
        rule = Rule(
            type="expression", dxf=DifferentialStyle(), formula=[Formula1[1:]], priority=max(order, default=0) + 1
        )
        where = " ".join(area.address(False, False) for area in self._areas)
        self._ws.conditional_formatting.add(where, rule)
        return FormatCondition(self._engine, self._book, self._ws, rule)

    def Delete(self) -> None:
        """Delete the rules of these cells.

        Raises:
            NotInTestEngineError: A rule holds for other cells too; Excel would split its area.
        """
        cells.require_unprotected(self._book, self._ws)
        for key, held, _rule in self._rules():
            if not all(any(area.holds(one) for area in self._areas) for one in held):
                raise NotInTestEngineError(f"FormatConditions.Delete for a part of {key.sqref}")
            self._ws.conditional_formatting._cf_rules.pop(key, None)

    def __call__(self, number: int) -> FormatCondition:
        return FormatCondition(self._engine, self._book, self._ws, self._rules()[number - 1][2])


class FormatCondition(ComObject):
    def __init__(self, engine: Engine, book: OpenBook, ws: Worksheet, rule: Rule) -> None:
        super().__init__(engine)
        self._book, self._ws, self._rule = book, ws, rule

    @property
    def Type(self) -> int:
        return XL_EXPRESSION if self._rule.type == "expression" else XL_OTHER

    @property
    def Formula1(self) -> str:
        if self._rule.type not in {"expression", "cellIs"}:
            raise refused("Anwendungs- oder objektdefinierter Fehler")
        return f"={self._rule.formula[0]}"

    @property
    def StopIfTrue(self) -> bool:
        return bool(self._rule.stopIfTrue)

    @StopIfTrue.setter
    def StopIfTrue(self, value: bool) -> None:
        self._rule.stopIfTrue = value

    @property
    def Interior(self) -> ConditionFill:
        return ConditionFill(self._engine, self._rule.dxf)

    @property
    def Font(self) -> ConditionFont:
        return ConditionFont(self._engine, self._rule.dxf)

    @property
    def Borders(self) -> ConditionBorders:
        return ConditionBorders(self._engine, self._rule.dxf)

    def SetFirstPriority(self) -> None:
        for rules in self._ws.conditional_formatting:
            for rule in rules.rules:
                rule.priority += 1
        self._rule.priority = 1

    def Delete(self) -> None:
        cells.require_unprotected(self._book, self._ws)
        held = self._ws.conditional_formatting._cf_rules
        for key in [key for key, rules in held.items() if self._rule in rules]:
            held[key].remove(self._rule)
            if not held[key]:
                del held[key]


def _argb(colour: int) -> str:
    return "FF" + colour.to_bytes(3, "little").hex().upper()


class ConditionFill(ComObject):
    def __init__(self, engine: Engine, style: DifferentialStyle) -> None:
        super().__init__(engine)
        self._style = style

    @property
    def Color(self) -> int | None:
        fill = self._style.fill
        return int.from_bytes(bytes.fromhex(fill.bgColor.rgb[-6:]), "little") if fill else None

    @Color.setter
    def Color(self, value: int) -> None:
        # Of a solid fill in a condition Excel writes the second colour alone.
        self._style.fill = PatternFill(bgColor=_argb(value))


class ConditionFont(ComObject):
    def __init__(self, engine: Engine, style: DifferentialStyle) -> None:
        super().__init__(engine)
        self._style = style

    def _changed(self, **values: Any) -> None:
        before = self._style.font or Font()
        self._style.font = Font(**{"bold": before.bold, "color": before.color, **values})

    @property
    def Color(self) -> int | None:
        color = self._style.font and self._style.font.color
        return int.from_bytes(bytes.fromhex(color.rgb[-6:]), "little") if color else None

    @Color.setter
    def Color(self, value: int) -> None:
        self._changed(color=_argb(value))

    @property
    def Bold(self) -> bool:
        return bool(self._style.font and self._style.font.bold)

    @Bold.setter
    def Bold(self, value: bool) -> None:
        self._changed(bold=value)


class ConditionBorders(ComObject):
    """The four sides together."""

    def __init__(self, engine: Engine, style: DifferentialStyle) -> None:
        super().__init__(engine)
        self._style = style

    def _side(self, **values: Any) -> None:
        before = self._style.border.left if self._style.border else Side()
        side = Side(**{"style": before.style, "color": before.color, **values})
        self._style.border = Border(left=side, right=side, top=side, bottom=side)

    @property
    def LineStyle(self) -> int | None:
        raise NotInTestEngineError("Borders.LineStyle is only set")

    @LineStyle.setter
    def LineStyle(self, value: int) -> None:
        if value != XL_CONTINUOUS:
            raise NotInTestEngineError(f"Borders.LineStyle = {value}")
        self._side(style="thin")

    @property
    def Color(self) -> int | None:
        raise NotInTestEngineError("Borders.Color is only set")

    @Color.setter
    def Color(self, value: int) -> None:
        self._side(color=_argb(value))


class Hyperlinks(ComObject):
    """Those of a sheet."""

    def __init__(self, engine: Engine, book: OpenBook, ws: Worksheet) -> None:
        super().__init__(engine)
        self._book, self._ws = book, ws

    @property
    def Count(self) -> int:
        return sum(getattr(cell, "_hyperlink", None) is not None for cell in self._ws._cells.values())

    def Add(
        self,
        Anchor: NativeRange,
        Address: str,
        SubAddress: str | None = None,
        ScreenTip: str | None = None,
        TextToDisplay: str | None = None,
    ) -> None:
        cells.require_writable(self._book, self._ws, Anchor._areas)
        place = (Anchor._areas[0].row, Anchor._areas[0].column)
        link_cell(self._book, self._ws, place, address=Address, location=SubAddress, tip=ScreenTip, text=TextToDisplay)


def native_range(engine: Engine, book: OpenBook, ws: Worksheet, address: str) -> NativeRange:
    """Return `Worksheet.Range(address)`."""
    return NativeRange(engine, book, ws, areas_of(address, ws))
