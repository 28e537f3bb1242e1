"""The VBA of a workbook as olevba reads it, which knows nothing of the program that wrote it."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

with warnings.catch_warnings():
    # It calls its parser by names that are going away; its version is pinned.
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser

if TYPE_CHECKING:
    from pathlib import Path

#: Excel keeps these before the source of a module and does not show them.
_ATTRIBUTE = re.compile(r"Attribute VB_\w+ = .*")


def modules_of(path: Path) -> dict[str, str]:
    """Return the source of every VBA module of a workbook by the name of its file, ``.bas`` or ``.cls``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parser = VBA_Parser(str(path))
        try:
            return {name: source for _, _, name, source in parser.extract_all_macros()}
        finally:
            parser.close()


def shown(source: str) -> str:
    """Return a source as the editor of Excel shows it: without header, with the line ends of this system."""
    return "\n".join(line for line in source.splitlines() if not _ATTRIBUTE.fullmatch(line)).strip("\n")
