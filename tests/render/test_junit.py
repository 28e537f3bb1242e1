"""JUnit XML: one suite per file, one test case per rule."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from regman_xl.finding import Severity
from regman_xl.render.junit import findings_junit
from tests.render.checked import (
    BROKEN,
    CRASHED,
    ERROR,
    INFO,
    RULES,
    SCHEMAS,
    UNREADABLE,
    WAIVED,
    WARNING,
    checked,
    finding,
    valid_junit,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from regman_xl.render.findings import CheckedFile


def cases(*files: CheckedFile, threshold: Severity | None = Severity.ERROR) -> dict[str, _Element]:
    """Return the test cases by the code or name they begin with."""
    root = valid_junit(findings_junit(files, RULES, threshold))
    return {case.get("name", "").split()[0]: case for case in root.iter("testcase")}


def test_schemas_are_the_unchanged_copies() -> None:
    readme = (SCHEMAS / "README.md").read_text(encoding="utf-8")
    said = dict(reversed(line) for line in re.findall(r"^([0-9a-f]{64})  (.+)$", readme, re.MULTILINE))

    assert said == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in SCHEMAS.iterdir()
        if path.name != "README.md"
    }


def test_a_clean_workbook_shows_every_rule_green() -> None:
    root = valid_junit(findings_junit([checked()], RULES, Severity.ERROR))

    (suite,) = root
    assert dict(root.attrib) == {
        "name": "regman",
        "tests": str(len(RULES)),
        "failures": "0",
        "errors": "0",
        "time": "0",
    }
    assert dict(suite.attrib) == {
        "name": "mappe.xlsx",
        "file": "mappe.xlsx",
        "tests": str(len(RULES)),
        "failures": "0",
        "errors": "0",
        "skipped": "0",
        "time": "0",
    }
    assert [case.get("name") for case in suite] == [f"{rule.code} {rule.title}" for rule in RULES]
    assert {len(case) for case in suite} == {0}


def test_a_failing_rule_lists_its_findings_with_place_and_remedy() -> None:
    second = finding("JRN02", "E30", message="Belegnummer 2026-0012 steht auch in Zeile 17.")
    case = cases(checked(ERROR, second))["JRN02"]

    assert (case.get("classname"), case.get("name"), case.get("time")) == (
        "mappe_xlsx.JRN",
        "JRN02 Belegnummer doppelt",
        "0",
    )
    (failure,) = case
    assert (failure.tag, failure.get("type")) == ("failure", "error")
    assert failure.get("message") == (
        "2 Befunde: Journal!E17  Fehler JRN02: Belegnummer 2026-0012 steht auch in Zeile 16."
    )
    assert failure.text == (
        "Journal!E17  Fehler JRN02: Belegnummer 2026-0012 steht auch in Zeile 16.\n"
        "    Bitte jede Belegnummer nur einmal vergeben.\n"
        "Journal!E30  Fehler JRN02: Belegnummer 2026-0012 steht auch in Zeile 17.\n"
        "    Bitte jede Belegnummer nur einmal vergeben."
    )


@pytest.mark.parametrize(
    ("threshold", "failing"),
    [(Severity.ERROR, {"JRN02"}), (Severity.WARNING, {"JRN02", "JRN04"}), (None, set())],
)
def test_the_threshold_says_what_fails(threshold: Severity | None, failing: set[str]) -> None:
    found = cases(checked(ERROR, WARNING, INFO), threshold=threshold)

    assert {code for code, case in found.items() if case.find("failure") is not None} == failing
    assert {code for code, case in found.items() if case.find("system-out") is not None} == {
        "JRN02",
        "JRN04",
        "JRN17",
    } - failing


def test_waived_findings_stay_visible() -> None:
    case = cases(checked(INFO, WAIVED), threshold=Severity.WARNING)["JRN17"]

    (output,) = case
    assert output.tag == "system-out"
    assert output.text == (
        "Journal!O4  Hinweis JRN17: Ungewöhnlich groß.\n"
        "    Zum Quittieren auf dem Blatt Quittierungen eintragen: Regel „JRN17“, Blatt „Journal“, Zeile „3“.\n"
        "Journal!O9  Warnung (quittiert) JRN17: Ungewöhnlich groß.\n"
        "    Quittiert von A. Kaya am 20.01.2027: Großer Auftrag, beschlossen am 3. März."
    )


def test_a_rule_that_could_not_judge_is_skipped() -> None:
    note = "Für 2027 fehlen die Beiträge."
    found = cases(checked(note=note, judged=frozenset({"JRN02"})))

    assert len(found["JRN02"]) == 0
    (skipped,) = found["JRN09"]
    assert (skipped.tag, skipped.get("message")) == ("skipped", f"Nicht geprüft: {note}")
    (unexplained,) = cases(checked(judged=frozenset()))["JRN09"]
    assert unexplained.get("message") == ("Nicht geprüft: Die Zahlen des Haushaltsjahres lassen sich nicht berechnen.")


def test_what_a_rule_found_before_the_figures_ended_still_fails() -> None:
    (failure,) = cases(checked(ERROR, judged=frozenset(), note="Ab 2027 fehlen Zahlen."))["JRN02"]

    assert failure.tag == "failure"


@pytest.mark.parametrize("threshold", [Severity.ERROR, None])
def test_a_rule_that_broke_down_is_an_error(threshold: Severity | None) -> None:
    root = valid_junit(findings_junit([CRASHED], RULES, threshold))

    found = {case.get("name", "").split()[0]: case for case in root.iter("testcase")}
    assert {code for code, case in found.items() if case.find("error") is not None} == {"JRN05", "INT01"}
    assert found["JRN05"][0].get("message") == f"Arbeitsmappe  Fehler INT01: {BROKEN.message}"
    assert (root[0].get("errors"), root[0].get("failures")) == ("2", "1" if threshold else "0")
    assert root[0].findtext("system-out") == ("Die Prüfung ist unvollständig, denn eine Regel ist abgebrochen (INT01).")


def test_what_a_rule_found_before_it_broke_down_is_told() -> None:
    storno = finding("JRN05", "T8", message="Das Storno hat keine Buchung.", hint="")
    (error,) = cases(checked(BROKEN, storno, crashed=True))["JRN05"]

    assert error.text is not None
    assert error.text.splitlines() == [
        f"Arbeitsmappe  Fehler INT01: {BROKEN.message}",
        "    Bitte melden.",
        "Journal!T8  Fehler JRN05: Das Storno hat keine Buchung.",
    ]


def test_a_rule_that_broke_down_is_told_even_if_others_were_asked_for() -> None:
    rules = [rule for rule in RULES if rule.code in {"TYP01", "INT01"}]
    root = valid_junit(findings_junit([checked(BROKEN, crashed=True)], rules, Severity.ERROR))

    assert {case.get("name"): [child.tag for child in case] for case in root.iter("testcase")} == {
        "TYP01 Zahl als Text": [],
        "INT01 Regel abgebrochen": ["error"],
    }


def test_an_unreadable_file_is_one_error_among_others() -> None:
    root = valid_junit(findings_junit([UNREADABLE, checked()], RULES, Severity.ERROR))

    broken, clean = root
    assert (root.get("tests"), root.get("errors")) == (str(len(RULES) + 1), "1")
    (case,) = broken
    assert (case.get("classname"), case.get("name")) == ("kaputt_xlsx", "Arbeitsmappe lesen")
    assert (case[0].tag, case[0].get("message")) == ("error", UNREADABLE.error)
    assert (clean.get("tests"), clean.get("errors")) == (str(len(RULES)), "0")


def test_letters_that_xml_forbids_are_replaced() -> None:
    odd = finding("JRN02", message='Wert \x00\x0b\x1b\ufffe\ud800 & <b> "]]>" \N{PILE OF POO}\nzweite Zeile')
    text = findings_junit([checked(odd, file="a&\x01\udcffb.xlsx")], RULES, Severity.ERROR)

    suite = valid_junit(text)[0]
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert suite.get("name") == "a&\ufffd\ufffdb.xlsx"
    shown = 'Wert \ufffd\ufffd\ufffd\ufffd\ufffd & <b> "]]>" \N{PILE OF POO}\nzweite Zeile'
    assert failure.get("message") == f"Journal!E17  Fehler JRN02: {shown}"


def test_the_same_findings_give_the_same_report() -> None:
    assert findings_junit([CRASHED], RULES, None) == findings_junit([CRASHED], RULES, None)
    assert "timestamp" not in findings_junit([CRASHED], RULES, None)
