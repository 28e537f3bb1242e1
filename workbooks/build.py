"""Build the workbooks of this folder from the schema and the sample: ``python workbooks/build.py``.

They are committed so that anybody can open them without Python; a test fails when they are stale.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from regman_xl.sample.beginning import new_contents
from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import write_master

if TYPE_CHECKING:
    from regman_xl.model.contents import Contents

FOLDER = Path(__file__).parent
#: First budget year of the committed master; a user's own comes from ``regman new``.
FIRST_YEAR = 2027


def contents() -> dict[str, Contents]:
    """Return what each workbook of this folder holds, by file name."""
    return {
        "Regionalmanagement_Vorlage.xlsx": new_contents(FIRST_YEAR, empty=True),
        "Regionalmanagement_Beispiel.xlsx": sample_contents(),
    }


if __name__ == "__main__":
    for name, filled in contents().items():
        write_master(FOLDER / name, filled)
