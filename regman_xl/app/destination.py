"""Where a command writes: a new file beside the workbook or elsewhere, or the workbook itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.app.output import SUFFIX, beside, checked_target
from regman_xl.workbook.atomic import snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from regman_xl.workbook.atomic import Snapshot


@dataclass(frozen=True)
class Destination:
    """What the user has said about where a result goes.

    Attributes:
        out: The file; None: beside the workbook.
        in_place: The workbook itself; then `out` is None.
        force: An existing file may be replaced, a signature of the workbook may go, and sheets may come into one whose
            structure is locked.
    """

    out: Path | None = None
    in_place: bool = False
    force: bool = False

    def target(self, source: Path, title: str, suffix: str = SUFFIX) -> Path:
        """Return the file that is to be written; refused before any work is done.

        Args:
            source: The workbook.
            title: What a new file is called.
            suffix: How its name must end.

        Raises:
            Problem: As `checked_target`.
        """
        if self.in_place:
            return source
        return checked_target(self.out or beside(source, title, suffix), force=self.force, source=source, suffix=suffix)

    def snapshot(self, source: Path) -> Snapshot | None:
        """Return what the workbook holds before it is read, None where nothing is written into it.

        Whoever saves it meanwhile must not lose that: `write_whole` compares.
        """
        return snapshot(source) if self.in_place else None
