"""The commands that set up Excel and check the installation."""
# ruff: noqa: PLC0415 - as in `regman_xl.cli.commands`

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from regman_xl.cli.commands import FILE, regman
from regman_xl.cli.german import EXIT_FINDINGS, EXIT_OK
from regman_xl.cli.output import emit

if TYPE_CHECKING:
    from pathlib import Path


@regman.command()
@click.option("--remove", is_flag=True, help="Macht die Einrichtung rückgängig.")
@click.option("--dry-run", is_flag=True, help="Zeigt nur, was geändert würde.")
def install(remove: bool, dry_run: bool) -> int:
    r"""Richtet Excel für diesen Benutzer ein, ohne Administratorrechte.

    Trägt in %USERPROFILE%\.xlwings\xlwings.conf ein, welches Python die Schaltflächen und Funktionen der Mappe
    starten; was andere dort eingetragen haben, bleibt. Danach prüft der Befehl die Installation wie regman doctor.
    """
    from regman_xl.app.setup.doctor import diagnosis
    from regman_xl.app.setup.install import install as set_up

    emit(set_up(remove=remove, dry_run=dry_run))
    if remove or dry_run:
        return EXIT_OK
    found = diagnosis()
    emit(f"\n{found.text}")
    return EXIT_OK if found.works else EXIT_FINDINGS


@regman.command()
@click.argument("file", metavar="[DATEI]", type=FILE, required=False)
def doctor(file: Path | None) -> int:
    """Nennt, was der Installation fehlt und wie es zu beheben ist.

    Prüft Python, Excel, xlwings, die Einstellungen und bekannte Sperren; mit DATEI auch, ob die Makros dieser Mappe
    laufen können. Rückgabewert 0: Schaltflächen und Funktionen können arbeiten; 1: etwas fehlt.
    """
    from regman_xl.app.setup.doctor import diagnosis

    found = diagnosis(file)
    emit(found.text)
    return EXIT_OK if found.works else EXIT_FINDINGS
