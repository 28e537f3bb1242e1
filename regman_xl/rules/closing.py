"""Rules of the group Period and closing: cash, deficits, refunds and what the pool can carry."""

from __future__ import annotations
