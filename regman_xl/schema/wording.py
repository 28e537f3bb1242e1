"""The German texts of the reports, keyed by the English names that the reports use.

A text names its values in braces; how an amount or a date is written is decided where it is rendered.
"""

from __future__ import annotations

from types import MappingProxyType

from regman_xl.schema.wording_closing import CLOSING
from regman_xl.schema.wording_common import COMMON, FIELDS
from regman_xl.schema.wording_plan import PLAN
from regman_xl.schema.wording_protocol import PROTOCOL
from regman_xl.schema.wording_refund import REFUND

#: Name of the sheet of each kind of report.
SHEET_TITLES = MappingProxyType(
    {
        "plan": "Jahresplan {year}",
        "closing": "Abschluss {year}",
        "refund": "Rückerstattung {year}",
        "findings": "Prüfprotokoll",
    }
)
#: What stands at the top of each kind of report.
REPORT_TITLES = MappingProxyType(
    {
        "plan": "Jahres- und Finanzplanung {year}",
        "closing": "Abschlussbericht {year} – finanzieller Teil",
        "refund": "Rückerstattung nicht verausgabter Mittel {year}",
        "findings": "Prüfprotokoll",
    }
)
PHRASES = MappingProxyType({**COMMON, **FIELDS, **PLAN, **CLOSING, **REFUND, **PROTOCOL})


def field_title(table: str, field: str) -> str:
    """Return the heading of a column: the one of the table where it has its own, else the common one."""
    return PHRASES.get(f"field.{table}.{field}") or PHRASES[f"field.{field}"]
