"""The settings of a workbook."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """The sheet Einstellungen; a missing or unusable line holds its default.

    `opening_cash` is in cents, `variance_threshold` in ten-thousandths of a percent, deadlines are (day, month).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cooperation: str = ""
    budget_year: int | None = None
    opening_cash: int = 0
    booking_deadline: tuple[int, int] = (31, 1)
    plan_deadline: tuple[int, int] = (31, 3)
    report_deadline: tuple[int, int] = (31, 3)
    reference_date: dt.date | None = None
    variance_threshold: int = 100_000
    legal_basis: str = ""
    account_holder: str = ""
    iban: str = ""
    head: str = ""
    deputy: str = ""
    schema_version: int | None = 1
