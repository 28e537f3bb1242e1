"""A machine on which everything is as it should be; tests change one thing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from regman_xl.app.setup.facts import Excel, Facts, Interpreter, Machine, Settings, WorkbookFacts

PYTHON = r"C:\Users\müller\AppData\Local\regman\Scripts\python.exe"
ENVIRONMENT = {
    "USERPROFILE": r"C:\Users\müller",
    "LOCALAPPDATA": r"C:\Users\müller\AppData\Local",
    "APPDATA": r"C:\Users\müller\AppData\Roaming",
    "OneDrive": r"C:\Users\müller\Wolke",
}
MACHINE = Machine(windows=True, name="Windows 11", environment=ENVIRONMENT, encoding="cp1252")
INTERPRETER = Interpreter(
    version="3.13.9",
    bits=64,
    path=PYTHON,
    base=r"C:\Users\müller\AppData\Local\Programs\Python\Python313",
    xlwings="0.37.8",
    pywin32=True,
    libraries=frozenset({"xlwings64-0.37.8.dll", "xlwings32-0.37.8.dll"}),
)
EXCEL = Excel(path=r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE", version="16.0.19000", bits=64)
SETTINGS = Settings(
    file=Path("xlwings.conf"), interpreter=r"%LOCALAPPDATA%\regman\Scripts\python.exe", folder=Path("regman")
)
WORKBOOK = WorkbookFacts(path=r"C:\Haushalt\Haushalt.xlsm", folder=r"C:\Haushalt", macros=True, vba_version="0.37.8")
GOOD = Facts(MACHINE, INTERPRETER, EXCEL, SETTINGS, WORKBOOK)


def machine(**changes: object) -> Facts:
    """The good machine with another Windows."""
    return replace(GOOD, machine=replace(MACHINE, **changes))


def python(**changes: object) -> Facts:
    """The good machine with another Python, which is set up for Excel."""
    known = replace(SETTINGS, interpreter=changes.get("path", SETTINGS.interpreter))
    return replace(GOOD, python=replace(INTERPRETER, **changes), settings=known)


def excel(**changes: object) -> Facts:
    """The good machine with another Excel."""
    return replace(GOOD, excel=replace(EXCEL, **changes))


def settings(**changes: object) -> Facts:
    """The good machine with other settings."""
    return replace(GOOD, settings=replace(SETTINGS, **changes))


def workbook(**changes: object) -> Facts:
    """The good machine with another workbook."""
    return replace(GOOD, workbook=replace(WORKBOOK, **changes))
