"""Rules of the group Grants: what the decision allows, and when."""

from __future__ import annotations
