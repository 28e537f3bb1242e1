"""Rules of the group Plan: balance, use and texts."""

from __future__ import annotations
