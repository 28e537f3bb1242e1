"""SARIF 2.1.0: valid by the public schema, and what code scanning makes of it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regman_xl.render.sarif import findings_sarif
from tests.render.checked import (
    BROKEN,
    CRASHED,
    ERROR,
    INFO,
    NOWHERE,
    RULES,
    UNREADABLE,
    WAIVED,
    WARNING,
    checked,
    finding,
    valid_sarif,
)

if TYPE_CHECKING:
    from regman_xl.finding import Finding
    from regman_xl.render.findings import CheckedFile

HERE = Path.cwd()


def run_of(*files: CheckedFile, base: Path = HERE) -> Any:
    return valid_sarif(findings_sarif(files, RULES, base))


def fingerprints(*findings: Finding) -> list[str]:
    return [
        result["partialFingerprints"]["primaryLocationLineHash"] for result in run_of(checked(*findings))["results"]
    ]


def test_the_catalogue_is_in_the_log() -> None:
    driver = run_of(checked())["tool"]["driver"]

    assert (driver["name"], driver["language"]) == ("regman", "de")
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in RULES]
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in driver["rules"]}
    assert (levels["JRN02"], levels["JRN04"]) == ("error", "warning")
    told = next(rule for rule in driver["rules"] if rule["id"] == "JRN02")
    made = next(rule for rule in RULES if rule.code == "JRN02")
    assert (told["name"], told["shortDescription"]["text"]) == (made.title, made.title)
    assert told["fullDescription"]["text"] == made.reason
    assert told["help"]["text"].endswith(f"\n\nWarum: {made.reason}")
    assert not any("{" in rule["help"]["text"] for rule in driver["rules"])


def test_a_finding_says_what_and_where() -> None:
    (result,) = run_of(checked(ERROR, file="haushalt/Müller & Co 2026.xlsx"))["results"]

    assert RULES[result["ruleIndex"]].code == result["ruleId"] == "JRN02"
    assert result["level"] == "error"
    assert result["message"]["text"] == (
        "Journal!E17: Belegnummer 2026-0012 steht auch in Zeile 16. Bitte jede Belegnummer nur einmal vergeben."
    )
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {
                    "uri": "haushalt/M%C3%BCller%20%26%20Co%202026.xlsx",
                    "uriBaseId": "%SRCROOT%",
                },
                "region": {"startLine": 17},
            },
            "logicalLocations": [{"name": "E17", "fullyQualifiedName": "Journal!E17", "kind": "cell"}],
        }
    ]
    assert result["suppressions"] == []


def test_what_has_no_cell_points_to_the_first_row() -> None:
    missing, broken = run_of(checked(NOWHERE, BROKEN, crashed=True))["results"]

    assert missing["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert missing["locations"][0]["logicalLocations"] == [
        {"name": "Plan", "fullyQualifiedName": "Plan", "kind": "sheet"}
    ]
    assert "logicalLocations" not in broken["locations"][0]
    assert broken["message"]["text"].startswith("Arbeitsmappe: Die Regel JRN05")


@pytest.mark.parametrize(("told", "level"), [(ERROR, "error"), (WARNING, "warning"), (INFO, "note")])
def test_levels(told: Finding, level: str) -> None:
    assert [result["level"] for result in run_of(checked(told))["results"]] == [level]


def test_waived_findings_are_suppressed_results() -> None:
    (result,) = run_of(checked(WAIVED))["results"]

    assert result["level"] == "warning"
    assert result["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "Quittiert von A. Kaya am 20.01.2027: Großer Auftrag, beschlossen am 3. März.",
        }
    ]


def test_a_finding_is_recognised_after_its_row_has_moved() -> None:
    moved = dataclasses.replace(ERROR, row=99, cell="F99", message="Belegnummer 2026-0012 steht auch in Zeile 98.")
    others = [
        dataclasses.replace(ERROR, **change)
        for change in ({"key": "13"}, {"value": "x"}, {"sheet": "Plan"}, {"code": "JRN01"}, {"column": "Nr"})
    ]

    assert fingerprints(moved) == fingerprints(ERROR)
    assert len(set(fingerprints(ERROR, *others))) == 6


def test_alike_findings_are_told_apart() -> None:
    first, second = fingerprints(ERROR, dataclasses.replace(ERROR, row=18, cell="E18"))

    assert (first[:-2], first[-2:], second[-2:]) == (second[:-2], ":1", ":2")


def test_files_are_named_from_the_repository(tmp_path: Path) -> None:
    def uri(file: str, base: Path) -> str:
        location = run_of(checked(ERROR, file=file), base=base)["artifacts"][0]["location"]
        assert ("uriBaseId" in location) != location["uri"].startswith("file:")
        return str(location["uri"])

    assert uri(str(tmp_path / "a" / "b.xlsx"), tmp_path) == "a/b.xlsx"
    assert uri(f"{tmp_path}/a/../b#1.xlsx", tmp_path) == "b%231.xlsx"
    assert uri("mappe.xlsx", HERE.parent) == f"{HERE.name}/mappe.xlsx"
    assert uri(str(tmp_path / "b c.xlsx"), tmp_path / "a") == (tmp_path / "b c.xlsx").as_uri()


def test_a_run_without_trouble_was_successful() -> None:
    run = run_of(checked(ERROR))

    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == ["mappe.xlsx"]


def test_an_unreadable_file_is_a_notification() -> None:
    run = run_of(UNREADABLE, checked(ERROR))

    (invocation,) = run["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    assert not invocation["executionSuccessful"]
    assert (told["level"], told["message"]["text"]) == ("error", UNREADABLE.error)
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "kaputt.xlsx"
    assert len(run["results"]) == 1


def test_a_broken_rule_and_missing_figures_are_notifications() -> None:
    run = run_of(CRASHED, checked(note="Für 2027 fehlen die Beiträge."))

    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert [(told["level"], told.get("associatedRule")) for told in invocation["toolExecutionNotifications"]] == [
        ("warning", None),
        ("error", {"id": "JRN05"}),
        ("warning", None),
    ]
    assert [result["ruleId"] for result in run["results"]] == ["INT01", "JRN02"]


def test_any_letter_gives_valid_json() -> None:
    odd = finding("JRN02", message='\x00\x1b "\\" \N{PILE OF POO}', value="\x07", key="ä")

    (result,) = run_of(checked(odd))["results"]
    assert result["message"]["text"].startswith('Journal!E17: \x00\x1b "\\" \N{PILE OF POO} Bitte')
