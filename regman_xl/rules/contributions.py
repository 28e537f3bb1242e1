"""Rules of the group Grants about what the partners pay: contributions, own contributions, Zusatzmittel."""

from __future__ import annotations
