"""What mistyped values may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Each suggestion compares one value with all known ones: beyond this many, the cause is no typing error.
_MOST = 200


def all_nearest(values: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Return for each value the most similar known one, ``""`` where none is similar; case does not count."""
    meant = [text for text in known if text]
    return {value: nearest(value, meant) if place < _MOST else "" for place, value in enumerate(values)}
