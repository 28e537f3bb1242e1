"""Where a workbook is, as CI systems want to read it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def path_from(base: Path, file: str) -> Path:
    """Return the path of a file from a folder on; one that is not below the folder in full."""
    full = Path(os.path.abspath(file))  # noqa: PTH100 - Path.resolve would follow a link: it stays what the user named
    return full.relative_to(base) if full.is_relative_to(base) else full


def uri_from(base: Path, file: str) -> str:
    """Return the URI of a file relative to a folder; of one that is not below the folder, its full URI."""
    path = path_from(base, file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), safe="/")
