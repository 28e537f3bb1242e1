"""Rules about what was fixed once: sealed years and generated sheets."""

from __future__ import annotations
