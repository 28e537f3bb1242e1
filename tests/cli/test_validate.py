"""`regman validate`, `regman rules` and `regman explain`."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from regman_xl.finding import Acceptance, Finding, Severity
from regman_xl.render.findings import CheckedFile, findings_json, findings_text
from regman_xl.rules import CATALOGUE

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

FINDING = Finding(
    code="JRN02",
    severity=Severity.ERROR,
    sheet="Journal",
    cell="E17",
    row=17,
    column="Belegnummer",
    year=2026,
    value="2026-0012",
    message="Belegnummer 2026-0012 steht auch in Zeile 16.",
    hint="Bitte jede Belegnummer nur einmal vergeben.",
    key="12",
)
WAIVED = Finding(
    code="JRN03",
    severity=Severity.WARNING,
    sheet="Journal",
    cell=None,
    row=None,
    column=None,
    year=None,
    value="",
    message="Lücke.",
    hint="Bitte prüfen.",
    acceptance=Acceptance("A. Kaya", "Nummer nie vergeben.", dt.date(2027, 1, 20)),
)


def test_clean_workbook(run: Callable[..., Run], clean: Path) -> None:
    result = run("validate", clean)

    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[-1].startswith(f"{clean}: ")
    assert "Fehler" not in result.out.splitlines()[-1]


def test_faulty_workbook(run: Callable[..., Run], faulty: Path) -> None:
    result = run("validate", faulty)

    assert result.code == 1
    assert "  Fehler " in result.out
    assert " Fehler, " in result.out.splitlines()[-1]


def test_json_is_the_contract(run: Callable[..., Run], faulty: Path) -> None:
    result = run("validate", faulty, "--format", "json")

    document = json.loads(result.out)
    (file,) = document["files"]
    assert (result.code, document["schema"], document["tool"]) == (1, 1, "regman")
    assert (file["file"], file["status"], file["error"]) == (str(faulty), "findings", None)
    assert file["rows"]["Journal"] > 200
    severities = [finding["severity"] for finding in file["findings"] if not finding["waived"]]
    assert file["counts"] == {kind: severities.count(kind) for kind in ("error", "warning", "info")}
    assert file["waived"] == sum(finding["waived"] for finding in file["findings"])


def test_json_of_one_finding_word_by_word() -> None:
    document = json.loads(findings_json([CheckedFile("mappe.xlsx", (FINDING, WAIVED), {"Journal": 412})]))

    (file,) = document["files"]
    assert file == {
        "file": "mappe.xlsx",
        "status": "findings",
        "error": None,
        "rows": {"Journal": 412},
        "counts": {"error": 1, "warning": 0, "info": 0},
        "waived": 1,
        "findings": [
            {
                "code": "JRN02",
                "severity": "error",
                "sheet": "Journal",
                "cell": "E17",
                "row": 17,
                "column": "Belegnummer",
                "year": 2026,
                "value": "2026-0012",
                "message": "Belegnummer 2026-0012 steht auch in Zeile 16.",
                "hint": "Bitte jede Belegnummer nur einmal vergeben.",
                "key": "12",
                "waived": False,
            },
            {
                "code": "JRN03",
                "severity": "warning",
                "sheet": "Journal",
                "cell": None,
                "row": None,
                "column": None,
                "year": None,
                "value": "",
                "message": "Lücke.",
                "hint": "Bitte prüfen.",
                "key": "",
                "waived": True,
            },
        ],
    }


def test_text_names_place_message_and_remedy() -> None:
    assert findings_text([CheckedFile("a.xlsx", (FINDING, WAIVED)), CheckedFile("b.xlsx", error="Kaputt.")]) == (
        "Journal!E17  Fehler JRN02: Belegnummer 2026-0012 steht auch in Zeile 16.\n"
        "    Bitte jede Belegnummer nur einmal vergeben.\n"
        "Journal  Warnung (quittiert) JRN03: Lücke.\n"
        "    Quittiert von A. Kaya am 20.01.2027: Nummer nie vergeben.\n"
        "a.xlsx: 1 Fehler (dazu 1 quittiert).\n"
        "\n"
        "b.xlsx: nicht geprüft. Kaputt."
    )


def test_only_waived_findings_are_no_findings() -> None:
    assert CheckedFile("a.xlsx", (WAIVED,)).status == "ok"
    assert findings_text([CheckedFile("a.xlsx", (WAIVED,))]).endswith("a.xlsx: keine Befunde (dazu 1 quittiert).")


def test_one_unreadable_file_does_not_stop_the_others(
    run: Callable[..., Run], clean: Path, faulty: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "kaputt.xlsx"
    broken.write_bytes(b"PK\x03\x04 gar nichts")

    result = run("validate", broken, tmp_path / "fehlt.xlsx", faulty, clean, "--format", "json")

    files = json.loads(result.out)["files"]
    assert (result.code, [file["status"] for file in files]) == (2, ["unreadable", "unreadable", "findings", "ok"])
    assert "kaputt.xlsx" in files[0]["error"]
    assert "fehlt.xlsx" in files[1]["error"]


def test_threshold(run: Callable[..., Run], clean: Path, faulty: Path) -> None:
    warnings = ("validate", faulty, "--select", "JRN03,JRN04,TYP02,TYP06")
    assert run("validate", faulty, "--fail-on", "never").code == 0
    assert run(*warnings).code == 0
    assert run(*warnings, "--fail-on", "warning").code == 1
    assert run("validate", clean, "--fail-on", "warning").code == 0


def test_select_and_ignore(run: Callable[..., Run], faulty: Path) -> None:
    def codes(*options: str) -> set[str]:
        document = json.loads(run("validate", faulty, "--format", "json", *options).out)
        return {finding["code"] for finding in document["files"][0]["findings"]}

    everything = codes()
    assert codes("--select", "jrn") == {code for code in everything if code.startswith("JRN")}
    assert codes("--ignore", "JRN,TYP03") == {
        code for code in everything if not code.startswith("JRN") and code != "TYP03"
    }


def test_unknown_rule_is_refused_with_the_nearest(run: Callable[..., Run], clean: Path) -> None:
    result = run("validate", clean, "--select", "JRM02")

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Die Regel JRM02 gibt es nicht. Ist JRN")


def test_year(run: Callable[..., Run], faulty: Path) -> None:
    document = json.loads(run("validate", faulty, "--year", "2026", "--format", "json").out)
    assert {finding["year"] for finding in document["files"][0]["findings"]} <= {None, 2026}

    unknown = run("validate", faulty, "--year", "2150")
    assert unknown.code == 2
    assert "2150" in unknown.out


@pytest.mark.parametrize(
    ("command", "content"),
    [
        ("figures", b""),
        ("close", b"Datum;Betrag\n"),
        ("plan", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("close", b"PK\x03\x04" + bytes(100)),
    ],
)
def test_what_is_no_workbook_is_one_line(
    shell: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, command: str, content: bytes
) -> None:
    (tmp_path / "mappe.xlsx").write_bytes(content)

    result = shell(command, "mappe.xlsx", "--year", "2026")

    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1), result.stderr
    assert "mappe.xlsx" in result.stderr
    assert "Interner Fehler" not in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mappe.xlsx"]


def test_folder_as_a_file(run: Callable[..., Run], tmp_path: Path) -> None:
    result = run("figures", tmp_path, "--year", "2026")

    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "Interner Fehler" not in result.err


def test_rules_are_listed(run: Callable[..., Run]) -> None:
    lines = run("rules").out.splitlines()

    assert [line.split()[0] for line in lines] == list(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_rule_is_explained(run: Callable[..., Run], code: str) -> None:
    result = run("explain", code.lower())

    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"{code}  ")
    assert CATALOGUE[code].reason in result.out
    assert "{" not in result.out


def test_unknown_code(run: Callable[..., Run]) -> None:
    result = run("explain", "JRN0")

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Die Regel JRN0 gibt es nicht. Die Regeln, die so beginnen: JRN01, JRN02, ")


def test_a_choice_that_leaves_no_rule_is_refused(clean: Path, run: Callable[..., Run]) -> None:
    done = run("validate", clean, "--select", "FOE", "--ignore", "FOE")
    assert (done.code, done.out) == (2, "")
    assert "Die Auswahl lässt keine Regel übrig." in done.err


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("PER3", "Ist PER03 gemeint?"),
        ("GOV0", "Die Regeln, die so beginnen: GOV01, GOV02"),
        ("JNR02", "Ist JRN02 gemeint?"),
    ],
)
def test_a_code_that_does_not_exist_gets_the_one_that_is_meant(run: Callable[..., Run], code: str, said: str) -> None:
    done = run("explain", code)
    assert done.code == 2
    assert said in done.err
