"""Every check of an installation: what it lets pass, what it finds, and what it says."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from regman_xl.app.setup import checks, workbook_checks
from regman_xl.app.setup.check import Verdict, checks_text, faults
from regman_xl.schema.xlwings_settings import INTERPRETER, SHEET_SETTINGS, XLWINGS_VERSION
from tests.cli.conftest import REPOSITORY
from tests.setup import planted
from tests.setup.planted import GOOD

if TYPE_CHECKING:
    from regman_xl.app.setup.check import Check
    from regman_xl.app.setup.facts import Facts


def all_checks(facts: Facts) -> list[Check]:
    return [*checks.installation(facts), *workbook_checks.checks(facts)]


def test_where_all_is_well_every_check_says_so() -> None:
    found = all_checks(GOOD)

    assert len(found) == len(checks.CHECKS) + 4
    assert [check for check in found if check.verdict is not Verdict.FINE or check.remedy] == []
    assert checks_text(found).splitlines()[-1] == "Schaltflächen und Funktionen können arbeiten."


FAULTS = [
    (planted.excel(path=""), "Excel", "nicht gefunden."),
    (
        planted.python(base=r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.13_qbz5n2kfra8p0"),
        "Python",
        "eine App aus dem Microsoft Store",
    ),
    (planted.python(path=r"C:\Users\Łukasz\python.exe"), "Pfad von Python", "Buchstaben, die Excel hier nicht"),
    (planted.python(path=r"C:\100%\python.exe"), "Pfad von Python", "das Zeichen %"),
    (
        planted.machine(environment={**planted.ENVIRONMENT, "USERPROFILE": r"C:\Users\Łukasz"}),
        "Pfad von Python",
        "Einstellungen im Benutzerprofil nicht",
    ),
    (planted.python(xlwings=None), "xlwings", "nicht installiert."),
    (planted.python(xlwings="0.37.9"), "xlwings", "0.37.9 ist installiert, die Makros der Arbeitsmappe brauchen genau"),
    (planted.python(pywin32=False), "pywin32", "nicht installiert"),
    (planted.python(libraries=frozenset()), "Bibliothek von xlwings", "xlwings64-0.37.8.dll liegt weder neben"),
    (planted.settings(interpreter=None), "Einstellungen für Excel", "steht kein Python."),
    (planted.settings(interpreter=""), "Einstellungen für Excel", "steht kein Python."),
    (planted.settings(interpreter=r"C:\Python\python.exe"), "Einstellungen für Excel", "nennt ein anderes Python"),
    (planted.settings(unreadable="der Zugriff ist verweigert"), "Einstellungen für Excel", "lässt sich nicht lesen"),
    (
        planted.settings(unwritable="der Zugriff ist verweigert"),
        "Ordner für Protokolle und Kopien",
        "nicht beschreiben",
    ),
    (planted.excel(user_macros=4), "Makros", "in den Einstellungen von Excel ohne Benachrichtigung abgeschaltet."),
    (planted.excel(policy_macros=3, user_macros=1), "Makros", "durch eine Richtlinie nur mit digitaler Signatur"),
    (planted.excel(no_vba=True), "Makros", "VBA ist durch eine Richtlinie abgeschaltet."),
    (planted.machine(disable_cmd=1), "Eingabeaufforderung", "DisableCMD = 1"),
    (planted.workbook(zone=3), "Herkunft der Mappe", "aus dem Internet oder einer E-Mail"),
    (planted.workbook(macros=False, vba_version=None), "Makros der Mappe", "keine; Schaltflächen und Funktionen"),
    (planted.workbook(vba_version="0.33.20"), "Makros der Mappe", "gehören zu xlwings 0.33.20"),
    (
        planted.workbook(foreign_settings=r"C:\Haushalt\xlwings.conf"),
        "Einstellungen neben der Mappe",
        "gilt vor dem von „regman install“",
    ),
]


@pytest.mark.parametrize(("facts", "title", "text"), FAULTS)
def test_one_fault_is_found_named_and_has_a_remedy(facts: Facts, title: str, text: str) -> None:
    found = all_checks(facts)

    (wrong,) = [check for check in found if check.verdict is Verdict.FAULT]
    assert wrong.title == title
    assert text in wrong.text
    assert wrong.remedy
    assert faults(found) == 1
    assert f"✗ Fehler      {title}: " in checks_text(found)
    assert "arbeiten so nicht: 1 Fehler." in checks_text(found)


NOTES = [
    (planted.excel(path=r"C:\Program Files\WindowsApps\Excel\excel.exe"), "Excel", "aus dem Microsoft Store"),
    (planted.python(remote=True), "Pfad von Python", "liegt im Netz"),
    (planted.python(path=r"C:\Users\müller\Wolke\python.exe"), "Pfad von Python", "liegt in OneDrive"),
    (planted.excel(policy_internet=True), "Makros aus dem Internet", "durch eine Richtlinie gesperrt."),
    (planted.machine(disable_cmd=2), "Eingabeaufforderung", "DisableCMD = 2"),
    (planted.machine(child_processes=1), "Programmstart aus Excel", "sperrt das, sofern keine Ausnahme"),
    (planted.machine(child_processes=6), "Programmstart aus Excel", "fragt vorher nach"),
    (planted.machine(api_calls=1), "Windows-Aufrufe aus Makros", "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B"),
    (planted.workbook(vba_version=None), "Makros der Mappe", "nicht zu erkennen"),
    (planted.workbook(path=r"\\server\amt\Haushalt.xlsm"), "Ort der Mappe", "ein Netzlaufwerk"),
    (planted.workbook(path=r"C:\Users\x\OneDrive - Stadt\Haushalt.xlsm"), "Ort der Mappe", "OneDrive oder Teams"),
]


@pytest.mark.parametrize(("facts", "title", "text"), NOTES)
def test_what_may_be_in_the_way_is_a_note(facts: Facts, title: str, text: str) -> None:
    (noted,) = [check for check in all_checks(facts) if check.verdict is Verdict.NOTE]
    assert noted.title == title
    assert text in noted.text
    assert noted.remedy


@pytest.mark.parametrize(
    "facts",
    [
        planted.machine(child_processes=2, api_calls=0),
        planted.excel(user_macros=2),
        planted.excel(user_macros=4, policy_macros=2),
        planted.excel(policy_macros=3, trusted=((r"c:\haushalt\\", False),)),
        planted.excel(policy_macros=4, trusted=(("C:\\", True),)),
        planted.excel(bits=32),
        planted.python(bits=32, libraries=frozenset({"xlwings64-0.37.8.dll"})),
        planted.settings(interpreter=r"c:\users\MÜLLER\appdata\local\regman\scripts\python.exe"),
        planted.workbook(zone=1),
        planted.workbook(path=r"C:\Haushalt\OneDrive.xlsm"),
    ],
)
def test_what_works_is_not_complained_of(facts: Facts) -> None:
    assert [check for check in all_checks(facts) if check.verdict is Verdict.FAULT] == []


def test_an_excel_of_32_bits_needs_its_own_library() -> None:
    facts = planted.python(libraries=frozenset({"xlwings64-0.37.8.dll"}))

    assert checks.libraries(facts).verdict is Verdict.FINE
    wrong = checks.libraries(replace(facts, excel=replace(facts.excel, bits=32)))
    assert wrong.verdict is Verdict.FAULT
    assert wrong.text.startswith("xlwings32-0.37.8.dll liegt weder")


def test_a_trusted_location_on_the_network_must_be_permitted() -> None:
    facts = planted.workbook(path=r"N:\Haushalt\Haushalt.xlsm", remote=True, zone=3)
    trusting = replace(facts.excel, trusted=((r"N:\Haushalt", False),))

    assert faults(all_checks(replace(facts, excel=trusting))) == 1
    permitted = replace(trusting, trusted_network=True)
    assert faults(all_checks(replace(facts, excel=permitted))) == 0


def test_outside_windows_one_line_says_all() -> None:
    (only,) = checks.installation(planted.machine(windows=False, name="Linux 6"))

    assert only.verdict is Verdict.FAULT
    assert only.text == (
        "Linux 6. Schaltflächen und Funktionen brauchen Excel unter Windows; alle Befehle von regman laufen auch hier."
    )


def test_every_line_tells_its_verdict_in_words() -> None:
    facts = replace(planted.excel(policy_internet=True), settings=planted.settings(interpreter=None).settings)
    lines = checks_text(all_checks(facts)).splitlines()

    assert all(line[2:12] in {"in Ordnung", "Hinweis   ", "Fehler    "} for line in lines[:-2])
    assert lines[-1] == "Schaltflächen und Funktionen arbeiten so nicht: 1 Fehler. 1 Hinweis."


def test_the_pinned_version_is_that_of_the_package_and_of_the_vba() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    for extra in ("excel", "dev"):
        pins = [line for line in project["optional-dependencies"][extra] if line.startswith("xlwings")]
        assert [pin.partition(";")[0].strip() for pin in pins] == [f"xlwings=={XLWINGS_VERSION}"]


def test_the_sheet_says_nothing_about_the_machine() -> None:
    keys = [key for key, _ in SHEET_SETTINGS]

    assert len(set(keys)) == len(keys)
    assert INTERPRETER not in keys
    assert all(isinstance(value, str) and "\\" not in value for _, value in SHEET_SETTINGS)


def test_the_installation_guide_names_the_files_and_rules_that_the_checks_know() -> None:
    guide = (REPOSITORY / "docs" / "installation.md").read_text(encoding="utf-8")

    for name in (checks.library(64), checks.library(32), checks.CHILD_PROCESSES, checks.API_CALLS, INTERPRETER):
        assert name in guide
