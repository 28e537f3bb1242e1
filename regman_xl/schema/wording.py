"""The German texts of the reports, keyed by the English names that the reports use.

A text names its values in braces; how an amount or a date is written is decided where it is rendered.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from regman_xl.schema.wording_activity import ACTIVITY
from regman_xl.schema.wording_call import CALL
from regman_xl.schema.wording_closing import CLOSING
from regman_xl.schema.wording_common import COMMON, FIELDS
from regman_xl.schema.wording_grants import GRANTS
from regman_xl.schema.wording_plan import PLAN
from regman_xl.schema.wording_protocol import PROTOCOL
from regman_xl.schema.wording_refund import REFUND
from regman_xl.schema.wording_statement import STATEMENT

#: Name of the sheet of each kind of report.
SHEET_TITLES = MappingProxyType(
    {
        "plan": "Jahresplan {year}",
        "closing": "Abschluss {year}",
        "activity": "Sachbericht {year}",
        "refund": "Rückerstattung {year}",
        "grants": "Fördermittel {year}",
        "call": "Mittelanforderung {year}",
        "statement": "Nachweis {subject}",
        "findings": "Prüfprotokoll",
    }
)
#: What stands at the top of each kind of report.
REPORT_TITLES = MappingProxyType(
    {
        "plan": "Jahres- und Finanzplanung {year}",
        "closing": "Abschlussbericht {year} – finanzieller Teil",
        "activity": "Abschlussbericht {year} – Sachbericht",
        "refund": "Rückerstattung nicht verausgabter Mittel {year}",
        "grants": "Fördermittel {year}",
        "call": "Mittelanforderung {year}",
        "statement": "Verwendungsnachweis {subject}",
        "findings": "Prüfprotokoll",
    }
)
PHRASES = MappingProxyType(
    {**COMMON, **FIELDS, **PLAN, **CLOSING, **ACTIVITY, **REFUND, **GRANTS, **CALL, **STATEMENT, **PROTOCOL}
)
#: What Excel allows in no name of a sheet, and how long one may be.
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_SHEET_LENGTH = 31


def sheet_title(kind: str, year: int | None, subject: str = "") -> str:
    """Return the name of the sheet of a report; what Excel does not allow in a name becomes a hyphen.

    Args:
        kind: Kind of the report.
        year: Its budget year, None where it speaks of all years.
        subject: What tells two of a kind apart, a grant for example.
    """
    name = _NOT_IN_SHEETS.sub("-", SHEET_TITLES[kind].format(year=year, subject=subject))
    return name[:_SHEET_LENGTH].rstrip().rstrip("'")


#: What Windows allows in no name of a file, and what other systems and archives mix up.
_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS"},
)


def file_title(kind: str, year: int | None, subject: str = "") -> str:
    """Return the title of a report as part of the name of a file; arguments as `sheet_title`."""
    return _NOT_IN_FILES.sub("-", sheet_title(kind, year, subject)).translate(_UMLAUTS).rstrip(". ")


def field_title(table: str, field: str) -> str:
    """Return the heading of a column: the one of the table where it has its own, else the common one."""
    return PHRASES.get(f"field.{table}.{field}") or PHRASES[f"field.{field}"]
