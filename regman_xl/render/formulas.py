"""Relations as formulas of the common function set, in English notation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.address import cell_address, column_letters
from regman_xl.render.grid import Place
from regman_xl.reports.report import Prorated, Ratio, SameAs, Smaller, Sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from regman_xl.reports.report import Field, Relation, Row, Table

Position = tuple[int, int]


def address(position: Position) -> str:
    """Return a 0-based position as a cell address."""
    row, column = position
    return cell_address(row + 1, column + 1)


def absolute(position: Position) -> str:
    """Return a 0-based position as a cell address that stays the same wherever it is copied to."""
    row, column = position
    return f"${column_letters(column + 1)}${row + 1}"


def formula(table: Table, row: Row, field: Field, places: Mapping[Place, Position], no_data: str) -> str | None:
    """Return the formula of a figure, None where it is a plain value.

    Sums are rounded to the cent, because binary floats leave dust: a difference of zero has to be zero.

    Args:
        table: The table of the figure.
        row: Its row.
        field: Its field.
        places: Where every figure stands.
        no_data: What a ratio shows where the whole is zero.
    """
    relation = table.relation_of(row, field)
    if relation is None:
        return None

    def at(row_id: str, name: str) -> Position:
        return places[Place(table.name, row_id, name)]

    if isinstance(relation, SameAs):
        return f"={address(places[Place(relation.table, relation.row, relation.field)])}"
    if relation is row.relation:
        return _formula(relation, lambda name: at(name, field.name), lambda _row, name: at(row.id, name), no_data)
    return _formula(relation, lambda name: at(row.id, name), at, no_data)


def _formula(
    relation: Relation,
    near: Callable[[str], Position],
    far: Callable[[str, str], Position],
    no_data: str,
) -> str:
    if isinstance(relation, Sum):
        return f"={_sum(relation, near)}"
    if isinstance(relation, Smaller):
        return f"=MAX(0,MIN({address(near(relation.first))},{address(near(relation.second))}))"
    if isinstance(relation, Ratio):
        part = address(near(relation.part))
        whole = address(far(relation.whole_row, relation.whole) if relation.whole_row else near(relation.whole))
        return f'=IF({whole}=0,"{no_data}",{part}/{whole})'
    if isinstance(relation, Prorated):
        amount, whole = (address(far(relation.row, name)) for name in (relation.amount, relation.weight))
        return f"={amount}*{address(near(relation.weight))}/{whole}"
    raise TypeError(f"no formula for {relation}")


def _sum(relation: Sum, near: Callable[[str], Position]) -> str:
    added = [near(term.name) for term in relation.terms if term.sign > 0]
    taken = [near(term.name) for term in relation.terms if term.sign < 0]
    if not taken:
        total = f"SUM({','.join(_ranges(added))})" if added else "0"
    else:
        parts = [("+", address(position)) for position in added] + [("-", address(position)) for position in taken]
        total = "".join(sign + cell for sign, cell in parts).removeprefix("+")
    rounded = f"ROUND({total},2)"
    return f"MAX(0,{rounded})" if relation.not_negative else rounded


def _ranges(positions: Sequence[Position]) -> Iterable[str]:
    """Join neighbours of one column or one row to ranges."""
    rest = list(positions)
    while rest:
        down, right = _run(rest, (1, 0)), _run(rest, (0, 1))
        count = max(down, right)
        first, last = rest[0], rest[count - 1]
        yield address(first) if count == 1 else f"{address(first)}:{address(last)}"
        rest = rest[count:]


def _run(positions: Sequence[Position], step: Position) -> int:
    count = 1
    while count < len(positions):
        row, column = positions[count - 1]
        if positions[count] != (row + step[0], column + step[1]):
            break
        count += 1
    return count
