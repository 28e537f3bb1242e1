"""openpyxl in read-only mode and a pydantic model of an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from openpyxl import load_workbook
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook

    from benchmarks.layout import Layout

_CODES = {
    ("amount", "float_type"): "TYP01",
    ("amount", "greater_than"): "JRN14",
    ("voucher", "string_too_short"): "JRN01",
    ("confirmed_by", "string_too_short"): "JRN08",
    ("account", "value_error"): "STM10",
    ("", "value_error"): "JRN09",
}


class Entry(BaseModel):
    """One row of the journal."""

    model_config = ConfigDict(strict=True)

    voucher: str = Field(min_length=1)
    account: str
    amount: float = Field(gt=0)
    confirmed_by: str = Field(min_length=1)
    approved_by: str

    @field_validator("account")
    @classmethod
    def _is_known(cls, account: str, info: ValidationInfo[set[str]]) -> str:
        if account and account not in info.context:
            raise ValueError("unknown account")
        return account

    @model_validator(mode="after")
    def _is_approved_by_another(self) -> Self:
        if self.approved_by and self.approved_by.casefold() == self.confirmed_by.casefold():
            raise ValueError("one person only")
        return self


def faults(path: Path, layout: Layout) -> list[tuple[str, int]]:
    """Check every row with the model, and the voucher numbers against those seen before."""
    workbook = load_workbook(path, read_only=True, data_only=True)
    accounts = {row[layout.account] for row in _rows(workbook, layout.accounts, layout)}
    found, seen = [], set()
    for number, row in enumerate(_rows(workbook, layout.journal, layout), layout.first_row):
        cells = {name: row[layout.titles[name]] for name in Entry.model_fields}
        values = {name: "" if value is None else value for name, value in cells.items()}
        try:
            Entry.model_validate(values, context=accounts)
        except ValidationError as error:
            for each in error.errors(include_url=False, include_context=False, include_input=False):
                found.append((_CODES[str(each["loc"][0]) if each["loc"] else "", each["type"]], number))
        if values["voucher"]:
            if values["voucher"] in seen:
                found.append(("JRN02", number))
            seen.add(values["voucher"])
    return found


def _rows(workbook: Workbook, sheet: str, layout: Layout) -> Iterator[dict[str, Any]]:
    rows = workbook[sheet].iter_rows(min_row=layout.header_row + 1, values_only=True)
    titles = [str(title) for title in next(rows)]
    for row in rows:
        yield dict(zip(titles, row, strict=False))
