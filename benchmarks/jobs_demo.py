"""Writes the demo workbook, in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import write_master

if __name__ == "__main__":
    write_master(Path(sys.argv[1]), sample_contents())
