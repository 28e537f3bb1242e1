"""Checked files with every kind of finding, and the public schemas of what CI systems read."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from lxml import etree

from regman_xl.finding import Acceptance, Finding, Severity
from regman_xl.render.findings import CheckedFile
from regman_xl.rules import CATALOGUE

SCHEMAS = Path(__file__).parents[1] / "schemas"
RULES = tuple(CATALOGUE.values())
JUDGED = frozenset(CATALOGUE)
ACCEPTANCE = Acceptance("A. Kaya", "Großer Auftrag, beschlossen am 3. März.", dt.date(2027, 1, 20))


def finding(code: str, cell: str | None = "E17", **values: Any) -> Finding:
    """Return a finding of a rule of the catalogue; what is not given is filled in."""
    row = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) if cell else None
    told: dict[str, Any] = {
        "severity": CATALOGUE[code].severity,
        "sheet": "Journal",
        "column": "Belegnummer",
        "year": 2026,
        "value": "2026-0012",
        "message": "Belegnummer 2026-0012 steht auch in Zeile 16.",
        "hint": "Bitte jede Belegnummer nur einmal vergeben.",
        "key": "12",
    }
    return Finding(**{"code": code, "cell": cell, "row": row, **told, **values})


ERROR = finding("JRN02")
WARNING = finding("JRN04", "O21", key="16", message="Vielleicht schon gezahlt.", hint="Bitte prüfen.", value="12,00")
INFO = finding("JRN17", "O4", key="3", severity=Severity.INFO, message="Ungewöhnlich groß.", hint="", value="9.000,00")
WAIVED = finding("JRN17", "O9", key="8", message="Ungewöhnlich groß.", value="99.000,00", acceptance=ACCEPTANCE)
NOWHERE = finding("STR01", None, sheet="Plan", column=None, year=None, value="Plan", message="Fehlt.", key="")
BROKEN = finding(
    "INT01",
    None,
    sheet="",
    column=None,
    year=None,
    value="JRN05",
    message="Die Regel JRN05 „Storno“ ist abgebrochen (KeyError: 'x').",
    hint="Bitte melden.",
    key="",
)
UNREADABLE = CheckedFile("kaputt.xlsx", error="„kaputt.xlsx“ ist keine Arbeitsmappe. Bitte in Excel neu speichern.")
CRASHED = CheckedFile("b.xlsx", (BROKEN, ERROR), judged=JUDGED - {"JRN05"}, crashed=True)


def checked(*findings: Finding, **values: Any) -> CheckedFile:
    """Return a file that all rules have judged."""
    return CheckedFile(**{"file": "mappe.xlsx", "findings": findings, "judged": JUDGED, **values})


def valid_junit(text: str) -> etree._Element:
    """Return the report as a tree, valid by the public schema."""
    root = etree.fromstring(text.encode())
    etree.XMLSchema(file=str(SCHEMAS / "junit-10.xsd")).assertValid(root)
    return root


def valid_sarif(text: str) -> Any:
    """Return the one run of a SARIF log that is valid by the public schema."""
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    document = json.loads(text)
    Draft4Validator(schema, format_checker=FormatChecker(["uri", "uri-reference"])).validate(document)
    (run,) = document["runs"]
    return run
