"""The commands that add to the data of a workbook."""
# ruff: noqa: PLC0415 - as in `regman_xl.cli.commands`

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.cli.commands import (
    UNSIGNED,
    as_of_option,
    regman,
    require_one_target,
    target_options,
    told,
    workbook_argument,
    year_option,
)

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


@regman.command("new-year")
@workbook_argument
@year_option("Das Haushaltsjahr, das angelegt wird.", required=True)
@target_options(
    "Legt das Jahr in der Arbeitsmappe selbst an", f"Im neuen Stand: {UNSIGNED} und ändert auch geschützte Blätter."
)
@as_of_option
def new_year(file: Path, year: int, out: Path | None, in_place: bool, force: bool, as_of: dt.date | None) -> int:
    """Legt ein neues Haushaltsjahr an.

    Ergänzt auf dem Blatt Haushaltsjahre das Jahr mit dem Status offen und auf dem Blatt Beiträge für jeden beteiligten
    Partner den Beitrag des Vorjahres, ein Jahr später fällig; in den Einstellungen wird es das laufende Haushaltsjahr.
    Was schon da ist, bleibt; was noch einzutragen ist, wird genannt.
    """
    from regman_xl.app.new_year import add_year

    require_one_target(out, in_place)
    return told(add_year(file, year, out=out, in_place=in_place, force=force, as_of=as_of))
