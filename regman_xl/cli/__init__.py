"""The command line `regman`: commands, exit codes, and nothing that computes."""

from __future__ import annotations

from regman_xl.cli import additions, setup
from regman_xl.cli.commands import main, regman

__all__ = ["additions", "main", "regman", "setup"]
