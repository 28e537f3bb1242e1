"""Rules of the group Grants: money received, spent and owed."""

from __future__ import annotations
