"""Findings as SARIF 2.1.0, which GitHub code scanning and other systems read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

A workbook has no lines, but code scanning refuses a finding without one. The row of the sheet stands for the line,
because that number is what the user sees at the edge of the sheet; sheet and cell are the logical location, and the
message begins with them.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from regman_xl import __version__
from regman_xl.finding import Severity
from regman_xl.render.findings import accepted_text, place_of
from regman_xl.render.places import uri_from
from regman_xl.render.readable import readable
from regman_xl.rules.audit import BREAKDOWN
from regman_xl.safe_text import json_text
from regman_xl.schema import wording_findings as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from regman_xl.finding import Finding
    from regman_xl.render.findings import CheckedFile
    from regman_xl.rules import Rule

Json: TypeAlias = dict[str, Any]
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: The name that code scanning looks for; it recognises a finding by it in the next run.
_FINGERPRINT = "primaryLocationLineHash"


def findings_sarif(files: Sequence[CheckedFile], rules: Sequence[Rule], base: Path) -> str:
    """Return the findings of all files as one SARIF run; accepted findings are suppressed results.

    Args:
        files: The files.
        rules: The rules that were asked for.
        base: Folder of the repository, from which files are named.
    """
    driver = {
        "name": "regman",
        "semanticVersion": __version__,
        "language": "de",
        "rules": [_rule(rule) for rule in rules],
    }
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(files, base)],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": words.SOURCE_ROOT}}},
        "artifacts": [{"location": _artifact(file, base), "roles": ["analysisTarget"]} for file in files],
        "results": [result for file in files for result in _results(file, indexes, base)],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(document)


def _rule(rule: Rule) -> Json:
    remedy = words.REMEDY_AND_REASON.format(hint=readable(rule.hint, rule), reason=rule.reason)
    return {
        "id": rule.code,
        "name": rule.title,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.reason},
        "help": {"text": remedy},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.group]},
    }


def _results(file: CheckedFile, indexes: dict[str, int], base: Path) -> Iterable[Json]:
    seen: Counter[str] = Counter()
    for finding in file.findings:
        digest = _digest(finding)
        seen[digest] += 1
        yield {
            "ruleId": finding.code,
            "ruleIndex": indexes[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(finding)},
            "locations": [_location(finding, file, base)],
            "partialFingerprints": {_FINGERPRINT: f"{digest}:{seen[digest]}"},
            # Either all results of a run say whether they are suppressed, or none does.
            "suppressions": _suppressions(finding),
        }


def _message(finding: Finding) -> str:
    parts = (f"{place_of(finding)}: {finding.message}", finding.hint)
    return " ".join(filter(None, parts))


def _digest(finding: Finding) -> str:
    """Return what recognises a finding: not its row, so that it stays the same when rows move."""
    parts = (finding.code, finding.sheet, finding.column or "", finding.key, finding.value)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _suppressions(finding: Finding) -> list[Json]:
    if finding.acceptance is None:
        return []
    return [{"kind": "external", "status": "accepted", "justification": accepted_text(finding.acceptance)}]


def _location(finding: Finding, file: CheckedFile, base: Path) -> Json:
    place: Json = {"artifactLocation": _artifact(file, base), "region": {"startLine": finding.row or 1}}
    location: Json = {"physicalLocation": place}
    if finding.sheet:
        name = {"name": finding.cell or finding.sheet, "fullyQualifiedName": finding.place}
        location["logicalLocations"] = [name | {"kind": "cell" if finding.cell else "sheet"}]
    return location


def _artifact(file: CheckedFile, base: Path) -> Json:
    uri = uri_from(base, file.file)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _invocation(files: Sequence[CheckedFile], base: Path) -> Json:
    told = [notification for file in files for notification in _notifications(file, base)]
    return {
        "executionSuccessful": not any(file.error or file.crashed for file in files),
        "toolExecutionNotifications": told,
    }


def _notifications(file: CheckedFile, base: Path) -> Iterable[Json]:
    where = [{"physicalLocation": {"artifactLocation": _artifact(file, base)}}]
    if file.error is not None:
        yield {"level": "error", "message": {"text": file.error}, "locations": where}
    for note in file.notes:
        yield {"level": "warning", "message": {"text": note}, "locations": where}
    for finding in file.findings:
        if finding.code == BREAKDOWN:
            rule = {"associatedRule": {"id": finding.value}}
            yield {"level": "error", "message": {"text": finding.message}, "locations": where} | rule
