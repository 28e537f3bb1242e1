"""What a mistyped word may have meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def nearest(text: str, known: Iterable[str], *, fold: Callable[[str], str] = str.casefold, cutoff: float = 0.6) -> str:
    """Return the most similar known word, ``""`` where none is similar.

    Args:
        text: What was typed.
        known: What it may mean.
        fold: Brings words into the form in which they are compared.
        cutoff: Least likeness, from 0 to 1.
    """
    meant = {fold(word): word for word in known}
    found = difflib.get_close_matches(fold(text), meant, 1, cutoff)
    return meant[found[0]] if found else ""
