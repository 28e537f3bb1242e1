"""The user's private folder for logs and copies of the workbook that is open in Excel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def private_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder; it need not exist.

    On this machine and never in the cloud: a roaming profile and OneDrive would carry copies of the books away.
    """
    local = environment.get("LOCALAPPDATA")
    if local:
        return Path(local) / "regman"
    return Path(environment.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "regman"
