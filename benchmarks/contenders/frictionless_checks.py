"""frictionless: constraints of a schema and two row checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frictionless import Check, Checklist, Dialect, Schema, errors, fields
from frictionless.formats import ExcelControl
from frictionless.resources import TableResource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.layout import Layout


class _Entry(Check):  # type: ignore[misc]  # frictionless has no types
    """The four-eyes principle, and voucher numbers that stand in an earlier row."""

    type = "entry"
    titles: dict[str, str]
    Errors = [errors.RowConstraintError]  # noqa: RUF012 - as its base class asks for it

    def validate_row(self, row: Any) -> Iterator[Any]:
        voucher, seen = row[self.titles["voucher"]], self.__dict__.setdefault("seen", set())
        if voucher and voucher in seen:
            yield errors.RowConstraintError.from_row(row, note="JRN02")
        seen.add(voucher)
        confirmed, approved = row[self.titles["confirmed_by"]], row[self.titles["approved_by"]]
        if approved and approved == confirmed:
            yield errors.RowConstraintError.from_row(row, note="JRN09")


def faults(path: Path, layout: Layout) -> list[tuple[str, int]]:
    """Validate the sheet against a schema."""
    title = layout.titles
    known = _rows(path, layout.accounts, layout)
    accounts = [str(row[layout.account]) for row in known.read_rows()]
    journal = _rows(path, layout.journal, layout)
    journal.infer()
    schema = Schema(fields=[fields.AnyField(name=field.name) for field in journal.schema.fields])
    for field in (
        fields.NumberField(name=title["amount"], constraints={"minimum": 0.01}),
        fields.StringField(name=title["voucher"], constraints={"required": True}),
        fields.StringField(name=title["confirmed_by"], constraints={"required": True}),
        fields.StringField(name=title["account"], constraints={"enum": accounts}),
    ):
        schema.set_field(field)
    journal = _rows(path, layout.journal, layout, schema)
    check = _Entry()
    check.titles = title
    report = journal.validate(Checklist(checks=[check]), limit_errors=10**7)
    codes = {
        (title["amount"], "type-error"): "TYP01",
        (title["amount"], "constraint-error"): "JRN14",
        (title["voucher"], "constraint-error"): "JRN01",
        (title["confirmed_by"], "constraint-error"): "JRN08",
        (title["account"], "constraint-error"): "STM10",
    }
    told = report.flatten(["fieldName", "type", "rowNumber", "note"])
    return [(note if kind == "row-constraint" else codes[field, kind], row) for field, kind, row, note in told]


def _rows(path: Path, sheet: str, layout: Layout, schema: Schema | None = None) -> TableResource:
    dialect = Dialect(header_rows=[layout.header_row + 1], controls=[ExcelControl(sheet=sheet)])
    resource = TableResource(path=path.name, basepath=str(path.parent), dialect=dialect)
    if schema is not None:
        resource.schema = schema
    return resource
