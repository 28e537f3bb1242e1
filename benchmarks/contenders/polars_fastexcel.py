"""polars, which reads with fastexcel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.layout import Layout


def faults(path: Path, layout: Layout) -> list[tuple[str, int]]:
    """Check with one expression per rule.

    A column with texts among its numbers arrives as texts, so a text such as ``12.5`` could not be told from a
    number here; the planted ones have a comma.
    """
    title = layout.titles
    options = {"header_row": layout.header_row}
    columns = [title[name] for name in ("voucher", "account", "amount", "confirmed_by", "approved_by")]
    journal = pl.read_excel(
        path, sheet_name=layout.journal, columns=columns, read_options=options, infer_schema_length=None
    )
    chart = pl.read_excel(path, sheet_name=layout.accounts, read_options=options, infer_schema_length=None)
    voucher, account = pl.col(title["voucher"]), pl.col(title["account"]).cast(pl.String)
    told = pl.col(title["amount"])
    amount = told.cast(pl.Float64, strict=False)
    confirmed, approved = pl.col(title["confirmed_by"]), pl.col(title["approved_by"])
    masks = {
        "TYP01": told.is_not_null() & amount.is_null(),
        "JRN01": voucher.is_null(),
        "JRN02": voucher.is_not_null() & ~voucher.is_first_distinct(),
        "JRN08": confirmed.is_null(),
        "JRN09": approved.str.to_lowercase() == confirmed.str.to_lowercase(),
        "JRN14": amount <= 0,
        "STM10": ~account.is_in(chart[layout.account].cast(pl.String).to_list()),
    }
    found = journal.select(mask.fill_null(value=False).alias(code) for code, mask in masks.items())
    return [(code, row + layout.first_row) for code in masks for row in found[code].arg_true().to_list()]
