"""The report texts of the sample, put together from the modules that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.sample import prose_2025, prose_2026, prose_plan
from regman_xl.schema.lists import ReportKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.model.contents import Row
    from regman_xl.schema.lists import Section

_TEXTS: tuple[tuple[int, ReportKind, Mapping[Section, str]], ...] = (
    (2025, ReportKind.ANNUAL_PLAN, prose_plan.PLAN_2025),
    (2025, ReportKind.CLOSING, prose_2025.CLOSING),
    (2025, ReportKind.ACTIVITY, prose_2025.ACTIVITY),
    (2026, ReportKind.ANNUAL_PLAN, prose_plan.PLAN_2026),
    (2026, ReportKind.CLOSING, prose_2026.CLOSING),
    (2026, ReportKind.ACTIVITY, prose_2026.ACTIVITY),
    (2027, ReportKind.ANNUAL_PLAN, prose_plan.PLAN_2027),
)


def report_texts() -> tuple[Row, ...]:
    """Return all report texts by year, report and section."""
    return tuple(
        {"budget_year": year, "report": report, "section": section, "text": text}
        for year, report, texts in _TEXTS
        for section, text in texts.items()
    )
