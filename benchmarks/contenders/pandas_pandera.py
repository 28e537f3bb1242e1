"""pandas with calamine and a pandera schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.layout import Layout


def faults(path: Path, layout: Layout) -> list[tuple[str, int]]:
    """Validate the whole frame lazily; each check has the name of its rule."""
    title = layout.titles
    # pandas turns texts such as account numbers and "12.5" into numbers unless it is told not to.
    journal, chart = (
        pd.read_excel(path, sheet_name=sheet, engine="calamine", header=layout.header_row, dtype=types)
        for sheet, types in (
            (layout.journal, {title["account"]: str, title["amount"]: object}),
            (layout.accounts, {layout.account: str}),
        )
    )
    accounts = set(chart[layout.account])
    schema = pa.DataFrameSchema(
        {
            title["amount"]: pa.Column(
                object,
                [
                    pa.Check(lambda cells: ~cells.map(_is_text), name="TYP01"),
                    pa.Check(lambda cells: ~(pd.to_numeric(cells, errors="coerce") <= 0), name="JRN14"),
                ],
                nullable=True,
            ),
            title["voucher"]: pa.Column(
                checks=[
                    pa.Check(lambda cells: cells.notna(), name="JRN01", ignore_na=False),
                    pa.Check(lambda cells: ~cells.duplicated() | cells.isna(), name="JRN02"),
                ],
                nullable=True,
            ),
            title["account"]: pa.Column(
                checks=pa.Check(lambda cells: cells.isin(accounts), name="STM10"), nullable=True
            ),
            title["confirmed_by"]: pa.Column(
                checks=pa.Check(lambda cells: cells.notna(), name="JRN08", ignore_na=False), nullable=True
            ),
            title["approved_by"]: pa.Column(nullable=True),
        },
        checks=pa.Check(
            lambda frame: ~(frame[title["approved_by"]].str.casefold() == frame[title["confirmed_by"]].str.casefold()),
            name="JRN09",
        ),
    )
    try:
        schema.validate(journal, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        found = zip(cases["check"], cases["index"], strict=True)
        return sorted({(code, int(row) + layout.first_row) for code, row in found})
    return []


def _is_text(value: object) -> bool:
    return isinstance(value, str)
