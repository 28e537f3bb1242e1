"""Rules of the group Resolutions: who decided what, when, and whether it counts."""

from __future__ import annotations
