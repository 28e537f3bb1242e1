"""One contender, as a process of its own."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.layout import read_layout

_, name, file = sys.argv
sys.stdout.write(json.dumps(import_module(f"benchmarks.contenders.{name}").faults(Path(file), read_layout(Path(file)))))
