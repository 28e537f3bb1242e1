"""What a relation says in figures: the proof that a report's values and its formulas agree."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from regman_xl.reports.report import Prorated, Ratio, SameAs, Smaller, Sum

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from regman_xl.reports.report import Field, Relation, Report, Row, Table, Value


def expected(tables: Mapping[str, Table], table: Table, row: Row, field: Field) -> Value:
    """Return what the relation of a cell makes of the other cells.

    Raises:
        LookupError: The relation names a row, field or table that is not there.
    """
    relation = table.relation_of(row, field)
    if relation is None:
        return row.cells[table.index(field.name)]
    if isinstance(relation, SameAs):
        return tables[relation.table].value(relation.row, relation.field)
    if relation is row.relation:
        return _value(relation, lambda name: _number(table.value(name, field.name)), None)
    return _value(
        relation,
        lambda name: _number(row.cells[table.index(name)]),
        lambda other, name: _number(table.value(other, name)),
    )


def _number(value: Value) -> int | Fraction:
    return value if isinstance(value, int | Fraction) else 0


def _value(
    relation: Relation,
    cell: Callable[[str], int | Fraction],
    at: Callable[[str, str], int | Fraction] | None,
) -> Value:
    if isinstance(relation, Sum):
        total = sum(term.sign * cell(term.name) for term in relation.terms)
        return max(0, total) if relation.not_negative else total
    if isinstance(relation, Smaller):
        return max(0, min(cell(relation.first), cell(relation.second)))
    if isinstance(relation, Ratio):
        whole = at(relation.whole_row, relation.whole) if relation.whole_row and at else cell(relation.whole)
        return Fraction(cell(relation.part), whole) if whole else None
    if isinstance(relation, Prorated) and at is not None:
        whole = at(relation.row, relation.weight)
        return Fraction(at(relation.row, relation.amount) * cell(relation.weight), whole)
    raise LookupError(f"{relation} cannot stand here")


def broken_relations(report: Report) -> list[str]:
    """Return every cell whose value differs from what its relation says, in words for a developer."""
    broken = []
    for table in report.tables.values():
        for row in table.rows:
            for field, cell in zip(table.fields, row.cells, strict=True):
                wanted = expected(report.tables, table, row, field)
                if wanted != cell:
                    broken.append(f"{table.name}[{row.id}].{field.name} is {cell}, its relation says {wanted}")
    return broken
