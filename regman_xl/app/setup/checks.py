"""The checks of an installation: each looks at facts and says what is missing and how to mend it.

What keeps the buttons or the functions from working is a fault; what works but can get in the way is a note.
"""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from regman_xl.app.setup.check import Check, fault, fine, hint
from regman_xl.app.setup.interpreter_path import MOVE, unusable, usable_path
from regman_xl.problems import Problem
from regman_xl.schema.xlwings_settings import XLWINGS_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from regman_xl.app.setup.facts import Facts

_INSTALL = 'Bitte mit diesem Python ausführen: python -m pip install "regman_xl[excel]"'
#: Values of the setting VBAWarnings of Office.
SIGNED_ONLY, NO_MACROS = 3, 4
BLOCKS, WARNS = 1, 6
#: Rules of Microsoft Defender for the reduction of the attack surface (ASR).
CHILD_PROCESSES = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
API_CALLS = "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B"


def library(bits: int) -> str:
    """Return the name of the library of xlwings that an Excel of so many bits loads."""
    return f"xlwings{bits}-{XLWINGS_VERSION}.dll"


def operating_system(facts: Facts) -> Check:
    """Excel runs macros and functions in Python under Windows only."""
    title = "Betriebssystem"
    if facts.machine.windows:
        return fine(title, f"{facts.machine.name}.")
    return fault(
        title,
        f"{facts.machine.name}. Schaltflächen und Funktionen brauchen Excel unter Windows; "
        "alle Befehle von regman laufen auch hier.",
        "",
    )


def excel(facts: Facts) -> Check:
    """Excel is installed, as a program and not as an app."""
    title, found = "Excel", facts.excel
    if not found.path:
        return fault(title, "nicht gefunden.", "Bitte Excel für Windows installieren; Excel im Browser genügt nicht.")
    said = ", ".join(filter(None, (found.version, f"{found.bits} Bit" if found.bits else "")))
    if "windowsapps" in (part.casefold() for part in PureWindowsPath(found.path).parts):
        return hint(
            title,
            f"{said or found.path}, aus dem Microsoft Store; damit startet Python nicht auf jedem Rechner.",
            "Bitte Excel aus dem Installationsprogramm von Office installieren, falls Schaltflächen nichts tun.",
        )
    return fine(title, f"{said or found.path}.")


def python(facts: Facts) -> Check:
    """Python is a program whose files Excel sees.

    Because: Windows redirects what an app of the Store writes below AppData, the folder of temporary files too, to a
    folder of its own. Its bitness need not be that of Excel: the library of xlwings starts it as its own process.
    """
    found = facts.python
    said = f"{found.version}, {found.bits} Bit, „{found.path}“"
    if found.packaged:
        return fault(
            "Python",
            f"{said}, eine App aus dem Microsoft Store: was sie in AppData schreibt, sieht Excel nicht.",
            "Bitte Python von python.org (nur für diesen Benutzer) oder mit dem Python Install Manager installieren "
            "und regman damit neu einrichten.",
        )
    return fine("Python", f"{said}.")


def path(facts: Facts) -> Check:
    """The VBA can start the interpreter at its path, and the path is always there."""
    title, machine = "Pfad von Python", facts.machine
    try:
        place = usable_path(machine, facts.python)
    except Problem as problem:
        return fault(title, problem.message, problem.remedy)
    profile = machine.environment.get("USERPROFILE", "")
    if reason := unusable(machine, profile):
        return fault(
            title,
            f"Excel findet die Einstellungen im Benutzerprofil nicht („{profile}“): {reason}.",
            "Bitte die IT um ein Profil mit einfachem Namen bitten oder mit den Befehlen von regman arbeiten.",
        )
    if facts.python.remote or place.startswith("\\\\"):
        return hint(title, f"„{place}“ liegt im Netz; ohne Netz und bei Sperren startet es nicht, sonst langsam.", MOVE)
    if machine.in_onedrive(place):
        return hint(title, f"„{place}“ liegt in OneDrive; ausgelagerte Dateien starten nicht.", MOVE)
    return fine(title, "für Excel verwendbar; Leerzeichen und Umlaute stören nicht.")


def xlwings(facts: Facts) -> Check:
    """The version of xlwings is that of the VBA in our workbooks, which works with no other."""
    title, version = "xlwings", facts.python.xlwings
    if version is None:
        return fault(title, "nicht installiert.", _INSTALL)
    if version != XLWINGS_VERSION:
        return fault(
            title,
            f"{version} ist installiert, die Makros der Arbeitsmappe brauchen genau {XLWINGS_VERSION}.",
            f"Bitte mit diesem Python ausführen: python -m pip install xlwings=={XLWINGS_VERSION}",
        )
    return fine(title, f"{version}, wie in den Makros der Arbeitsmappe.")


def pywin32(facts: Facts) -> Check:
    """Python can talk to Excel."""
    if facts.python.pywin32:
        return fine("pywin32", "installiert.")
    return fault("pywin32", "nicht installiert; ohne es erreicht Python Excel nicht.", _INSTALL)


def libraries(facts: Facts) -> Check:
    """The library of xlwings for this Excel lies where the VBA looks for it (``XLPyLoadDLL``)."""
    title = "Bibliothek von xlwings"
    bits = facts.excel.bits
    wanted = [library(bits)] if bits else [library(64), library(32)]
    missing = [name for name in wanted if name not in facts.python.libraries]
    if not missing:
        return fine(title, f"{' und '.join(wanted)} liegt bei Python.")
    return fault(
        title,
        f"{' und '.join(missing)} liegt weder neben python.exe noch im Ordner darüber; die Funktionen starten nicht.",
        "Bitte regman in einer virtuellen Umgebung installieren (docs/installation.md); fehlt die Datei auch dort, so "
        "passt dieses Python nicht (nötig: 64 Bit für Intel und AMD, 3.11 bis 3.15), oder der Virenschutz hat sie "
        "entfernt.",
    )


def folder(facts: Facts) -> Check:
    """Logs and copies of the workbook can be written."""
    title, settings = "Ordner für Protokolle und Kopien", facts.settings
    if settings.unwritable:
        return fault(
            title,
            f"„{settings.folder}“ lässt sich nicht beschreiben: {settings.unwritable}.",
            "Bitte die IT um Schreibrechte in diesem Ordner bitten.",
        )
    return fine(title, f"„{settings.folder}“ ist beschreibbar.")


def macros(facts: Facts) -> Check:
    """Excel may run macros; what the administration has set counts before what the user has set."""
    title, found = "Makros", facts.excel
    it = "Bitte die IT um einen vertrauenswürdigen Speicherort für die Arbeitsmappe oder um signierte Makros bitten."
    if found.no_vba:
        return fault(title, "VBA ist durch eine Richtlinie abgeschaltet.", "Bitte die IT bitten, VBA zuzulassen.")
    if facts.trusted:
        return fine(title, "zugelassen: die Arbeitsmappe liegt an einem vertrauenswürdigen Speicherort.")
    ruled = found.policy_macros is not None
    setting = found.policy_macros if ruled else found.user_macros
    by = "durch eine Richtlinie" if ruled else "in den Einstellungen von Excel"
    allow = (
        it
        if ruled
        else "Excel, Datei, Optionen, Trust Center, Makroeinstellungen: „… mit Benachrichtigung deaktivieren“ wählen."
    )
    if setting == NO_MACROS:
        return fault(title, f"{by} ohne Benachrichtigung abgeschaltet.", allow)
    if setting == SIGNED_ONLY:
        return fault(title, f"{by} nur mit digitaler Signatur zugelassen; die Makros von regman haben keine.", allow)
    return fine(title, "zugelassen; beim ersten Öffnen bitte „Inhalt aktivieren“ wählen.")


def internet_macros(facts: Facts) -> Check:
    """A workbook that came by mail or from the internet runs no macros."""
    title = "Makros aus dem Internet"
    remedy = (
        "Arbeitsmappen mit „regman new“ anlegen; bei einer, die per E-Mail kam: Eigenschaften der Datei, „Zulassen“ "
        "(regman doctor DATEI prüft sie)."
    )
    if facts.excel.policy_internet:
        return hint(title, "durch eine Richtlinie gesperrt.", remedy)
    return fine(title, "keine eigene Richtlinie; Excel sperrt sie von sich aus.")


def command_prompt(facts: Facts) -> Check:
    """The VBA starts Python through ``cmd.exe``."""
    title, ruled = "Eingabeaufforderung", facts.machine.disable_cmd
    remedy = "Bitte die IT bitten, die Richtlinie DisableCMD für diesen Benutzer aufzuheben."
    if ruled == BLOCKS:
        return fault(title, "durch eine Richtlinie gesperrt (DisableCMD = 1); Excel startet Python über sie.", remedy)
    if ruled:
        return hint(title, f"durch eine Richtlinie eingeschränkt (DisableCMD = {ruled}).", remedy)
    return fine(title, "nicht gesperrt.")


def child_processes(facts: Facts) -> Check:
    """Microsoft Defender lets Excel start Python."""
    return _defender("Programmstart aus Excel", facts.machine.child_processes, CHILD_PROCESSES)


def api_calls(facts: Facts) -> Check:
    """Microsoft Defender lets macros call functions of Windows: those of xlwings load its library so."""
    return _defender("Windows-Aufrufe aus Makros", facts.machine.api_calls, API_CALLS)


def _defender(title: str, state: int | None, rule: str) -> Check:
    """Tell how a rule is set; whether an exclusion from it is in force, only an attempt tells."""
    remedy = "Bitte die IT um eine Ausnahme von dieser ASR-Regel bitten (docs/installation.md)."
    if state == BLOCKS:
        said = f"Microsoft Defender sperrt das, sofern keine Ausnahme eingerichtet ist (Regel {rule})."
        return hint(title, said, remedy)
    if state == WARNS:
        return hint(title, f"Microsoft Defender fragt vorher nach (Regel {rule}).", remedy)
    return fine(title, "keine Sperre durch Microsoft Defender bekannt.")


def settings(facts: Facts) -> Check:
    """The VBA finds this interpreter in the user's settings."""
    title, found = "Einstellungen für Excel", facts.settings
    again = "Bitte „regman install“ ausführen."
    if found.unreadable:
        return fault(title, f"„{found.file}“ lässt sich nicht lesen: {found.unreadable}.", again)
    if not found.interpreter:
        return fault(title, f"in „{found.file}“ steht kein Python.", again)
    said = facts.machine.expanded(found.interpreter)
    here = {PureWindowsPath(place) for place in (facts.python.path, facts.python.short) if place}
    if PureWindowsPath(said) not in here:
        return fault(title, f"„{found.file}“ nennt ein anderes Python: „{said}“.", again)
    return fine(title, f"„{found.file}“ nennt dieses Python.")


#: In the order in which they are shown: what the others rest on comes first.
CHECKS: tuple[Callable[[Facts], Check], ...] = (
    operating_system,
    excel,
    python,
    path,
    xlwings,
    pywin32,
    libraries,
    settings,
    folder,
    macros,
    internet_macros,
    command_prompt,
    child_processes,
    api_calls,
)


def installation(facts: Facts) -> list[Check]:
    """Return all checks of an installation; outside Windows only the one that says so."""
    if not facts.machine.windows:
        return [operating_system(facts)]
    return [check(facts) for check in CHECKS]
