"""Annotations of GitHub Actions."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from regman_xl.render.github import findings_github
from tests.render.checked import BROKEN, ERROR, INFO, NOWHERE, UNREADABLE, WAIVED, WARNING, checked, finding

if TYPE_CHECKING:
    from regman_xl.render.findings import CheckedFile


def lines(*files: CheckedFile, base: Path | None = None) -> list[str]:
    return findings_github(files, base or Path.cwd()).split("\n")


def test_severities_and_places() -> None:
    assert lines(checked(ERROR, WARNING, INFO, NOWHERE)) == [
        (
            "::error file=mappe.xlsx,line=17,title=JRN02 Journal!E17::Belegnummer 2026-0012 steht auch in Zeile 16."
            "%0ABitte jede Belegnummer nur einmal vergeben."
        ),
        "::warning file=mappe.xlsx,line=21,title=JRN04 Journal!O21::Vielleicht schon gezahlt.%0ABitte prüfen.",
        "::notice file=mappe.xlsx,line=4,title=JRN17 Journal!O4::Ungewöhnlich groß.",
        "::error file=mappe.xlsx,line=1,title=STR01 Plan::Fehlt.%0ABitte jede Belegnummer nur einmal vergeben.",
        "regman: mappe.xlsx: 2 Fehler, 1 Warnung, 1 Hinweis.",
    ]


def test_waived_findings_are_notices_that_say_so() -> None:
    assert lines(checked(WAIVED)) == [
        (
            "::notice file=mappe.xlsx,line=9,title=JRN17 Journal!O9 (quittiert)::Ungewöhnlich groß."
            "%0AQuittiert von A. Kaya am 20.01.2027: Großer Auftrag, beschlossen am 3. März."
        ),
        "regman: mappe.xlsx: keine Befunde (dazu 1 quittiert).",
    ]


def test_unreadable_files_and_broken_rules_are_errors() -> None:
    assert lines(UNREADABLE, checked(BROKEN, crashed=True)) == [
        (
            "::error file=kaputt.xlsx,title=Arbeitsmappe lesen::„kaputt.xlsx“ ist keine Arbeitsmappe. "
            "Bitte in Excel neu speichern."
        ),
        (
            "::error file=mappe.xlsx,line=1,title=INT01 Arbeitsmappe::Die Regel JRN05 „Storno“ ist abgebrochen "
            "(KeyError: 'x').%0ABitte melden."
        ),
        "regman: mappe.xlsx: 1 Fehler.",
    ]


def test_what_a_cell_or_a_file_says_is_never_a_command() -> None:
    evil = finding("JRN02", message="100 %\r\n::error::x", hint="", sheet="A,b:c%\n")
    first, last = lines(dataclasses.replace(checked(evil), file="a,b:%\n::error::.xlsx"))

    assert first == (
        "::error file=a%2Cb%3A%25%0A%3A%3Aerror%3A%3A.xlsx,line=17,title=JRN02 A%2Cb%3Ac%25%0A!E17"
        "::100 %25%0D%0A::error::x"
    )
    assert last == "regman: a,b:%25%0A::error::.xlsx: 1 Fehler."


def test_files_are_named_from_the_repository(tmp_path: Path) -> None:
    (line, _) = lines(checked(ERROR, file=str(tmp_path / "haushalt" / "a.xlsx")), base=tmp_path)

    assert line.startswith("::error file=haushalt/a.xlsx,line=17,")
