"""What a mistyped value may have meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Each suggestion compares one value with all known ones: beyond this many, the cause is no typing error.
_MOST = 200


def nearest(values: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Return for each value the most similar known one, ``""`` where none is similar; case does not count."""
    meant = {text.casefold(): text for text in known if text}
    suggestions = {}
    for place, value in enumerate(values):
        found = difflib.get_close_matches(value.casefold(), meant, n=1) if place < _MOST else []
        suggestions[value] = meant[found[0]] if found else ""
    return suggestions
