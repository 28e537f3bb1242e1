"""Build what this folder holds from the registries, the schema and the sample: ``python -m workbooks.build``.

First the texts of the Excel shell, then the VBA project that the package ships, then the workbooks. All is committed,
so that anybody can read it and open it without Python; a test fails when something is stale.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pyopenvba import ExcelFile
from xlsxwriter import Workbook

from regman_xl.sample.beginning import new_contents
from regman_xl.sample.history import sample_contents
from regman_xl.workbook import shell
from regman_xl.workbook.master import write_master
from workbooks.sources import FOLDER, RIBBON, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.model.contents import Contents

#: First budget year of the committed master; a user's own comes from ``regman new``.
FIRST_YEAR = 2027
SHIPPED = Path(shell.__file__).parent


def contents() -> dict[str, Contents]:
    """Return what each workbook of this folder holds, by file name."""
    return {
        f"Regionalmanagement_{title}{ending}": filled
        for ending in (".xlsx", ".xlsm")
        for title, filled in (("Vorlage", new_contents(FIRST_YEAR, empty=True)), ("Beispiel", sample_contents()))
    }


def modules() -> dict[str, str]:
    """Return the source of each VBA module by its name."""
    return {path.stem: path.read_text("utf-8") for path in sorted((FOLDER / "vba").glob("*.[bc][al]s"))}


def project(sources: Mapping[str, str]) -> bytes:
    """Return a VBA project.

    Args:
        sources: The source of each module by its name; that of the workbook is put behind the header which it has.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leer.xlsm"
        write_unfinished(path)
        with ExcelFile(path) as file:
            made = file.add_vba_project()
            for name, text in sources.items():
                # pyOpenVBA stores a source as it is; VBA ends its lines with both characters (MS-OVBA 2.3.4.3).
                source = text.replace("\n", "\r\n")
                if name == shell.BOOK_MODULE:
                    file.set_module(name, source)
                else:
                    made.add_module(name, source)
            file.save()
        with ExcelFile(path) as file:
            if problems := file.validate():
                raise ValueError(problems)
            return file.vba_project_bytes()


def write_unfinished(path: Path) -> None:
    """Write a workbook with the sheets of the master and their code names, but without a VBA project."""
    with Workbook(path) as workbook:
        workbook.set_vba_name(shell.BOOK_MODULE)
        for title, name in shell.code_names().items():
            workbook.add_worksheet(title).set_vba_name(name)


def build() -> None:
    """Write everything."""
    for name, text in texts().items():
        (FOLDER / name).write_text(text, "utf-8", newline="\n")
    shutil.copyfile(FOLDER / RIBBON, SHIPPED / shell.RIBBON)
    (SHIPPED / shell.PROJECT).write_bytes(project(modules()))
    for name, filled in contents().items():
        write_master(FOLDER / name, filled)


if __name__ == "__main__":
    build()
