"""Findings as JUnit XML: a test suite per file and a test case per rule, so that CI shows green rules too."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from regman_xl.render.findings import counted, finding_line, finding_lines, severe
from regman_xl.rules.audit import BREAKDOWN
from regman_xl.safe_text import for_xml, xml_references
from regman_xl.schema import wording_findings as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regman_xl.finding import Finding, Severity
    from regman_xl.render.findings import CheckedFile
    from regman_xl.rules import Rule

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_COUNTED = {"failure": "failures", "error": "errors", "skipped": "skipped"}


def findings_junit(files: Iterable[CheckedFile], rules: Sequence[Rule], threshold: Severity | None) -> str:
    """Return what the rules say about each file as JUnit XML.

    A rule fails by findings that reach the threshold; the others, and the accepted ones, stand in its output. A rule
    that could not judge is skipped; one that broke down, and a file that cannot be read, is an error. There are no
    times and dates, so that the same workbook gives the same report.

    Args:
        files: The files.
        rules: The rules that were asked for.
        threshold: From which severity on a finding makes its rule fail; None: none does.
    """
    suites = [_suite(file, rules, severe(threshold)) for file in files]
    root = ET.Element("testsuites", {"name": "regman", **_totals(suites, with_skipped=False)})
    root.extend(suites)
    ET.indent(root)
    return _DECLARATION + xml_references(ET.tostring(root, encoding="unicode"))


def _suite(file: CheckedFile, rules: Sequence[Rule], failing: tuple[Severity, ...]) -> ET.Element:
    if file.error is not None:
        cases = [_case(file, "", words.READING)]
        _add(cases[0], "error", file.error, [file.error])
    else:
        found: dict[str, list[Finding]] = {}
        for finding in file.findings:
            # That a rule broke down is said with the rule, and once more with INT01, which no choice leaves out.
            codes = (finding.code, finding.value) if finding.code == BREAKDOWN else (finding.code,)
            for code in codes:
                found.setdefault(code, []).append(finding)
        cases = [_rule_case(file, rule, found.get(rule.code, ()), failing) for rule in rules]
    suite = ET.Element("testsuite", {"name": for_xml(file.file), "file": for_xml(file.file), **_totals(cases)})
    suite.extend(cases)
    if file.notes:
        ET.SubElement(suite, "system-out").text = for_xml("\n".join(file.notes))
    return suite


def _rule_case(file: CheckedFile, rule: Rule, findings: Sequence[Finding], failing: tuple[Severity, ...]) -> ET.Element:
    case = _case(file, rule.group, f"{rule.code} {rule.title}")
    broken, failures, others = [], [], []
    for finding in findings:
        if finding.code == BREAKDOWN:
            broken.append(finding)
        elif finding.severity in failing and not finding.waived:
            failures.append(finding)
        else:
            others.append(finding)
    if broken:
        _add(case, "error", _headline(broken), _lines([*broken, *failures]))
    elif failures:
        _add(case, "failure", _headline(failures), _lines(failures), rule.severity.value)
    elif rule.code not in file.judged:
        _add(case, "skipped", words.NOT_JUDGED.format(note=file.note or words.NO_FIGURES))
    if others:
        ET.SubElement(case, "system-out").text = for_xml("\n".join(_lines(others)))
    return case


def _case(file: CheckedFile, group: str, name: str) -> ET.Element:
    # CI systems take dots in the class name for packages.
    names = filter(None, (file.file.replace(".", "_"), group))
    return ET.Element("testcase", {"classname": for_xml(".".join(names)), "name": for_xml(name), "time": "0"})


def _add(case: ET.Element, kind: str, message: str, lines: Sequence[str] = (), weight: str = "") -> None:
    attributes = {"message": for_xml(message)} | ({"type": weight} if weight else {})
    ET.SubElement(case, kind, attributes).text = for_xml("\n".join(lines)) or None


def _headline(findings: Sequence[Finding]) -> str:
    first = finding_line(findings[0])
    return first if len(findings) == 1 else f"{counted(len(findings), *words.FINDINGS)}: {first}"


def _lines(findings: Iterable[Finding]) -> list[str]:
    return [line for finding in findings for line in finding_lines(finding)]


def _totals(parts: Sequence[ET.Element], *, with_skipped: bool = True) -> dict[str, str]:
    cases = [case for part in parts for case in part.iter("testcase")]
    totals = {"tests": len(cases)}
    totals |= {name: sum(case.find(kind) is not None for case in cases) for kind, name in _COUNTED.items()}
    if not with_skipped:
        # The public schema knows no such number of all suites.
        del totals["skipped"]
    return {name: str(count) for name, count in totals.items()} | {"time": "0"}
