"""What a hostile file is: a name, a family, and a function that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tests.hostile.book import Book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change: TypeAlias = Callable[[Book], object]


@dataclass(frozen=True)
class Case:
    """One file of the corpus.

    Attributes:
        family: What kind of harm it is.
        name: What is done, in a few words.
        place: Makes the file (or what stands in its place) under the given path.
        suffix: How the file is called.
        also: Commands that are run beside ``validate``.
        tight: It must be refused within two seconds.
    """

    family: str
    name: str
    place: Callable[[Path], object]
    suffix: str = ".xlsx"
    also: tuple[str, ...] = ()
    tight: bool = False

    @property
    def key(self) -> str:
        """Family and name: how the case is called in the list of outcomes."""
        return f"{self.family}/{self.name}"


def spoiled(
    family: str, name: str, change: Change, *, also: tuple[str, ...] = (), suffix: str = ".xlsx", tight: bool = False
) -> Case:
    """Return a case that changes the small workbook."""

    def place(path: Path) -> None:
        book = Book()
        change(book)
        path.write_bytes(book.pack())

    return Case(family, name, place, suffix, also, tight)


def raw(
    family: str,
    name: str,
    content: Callable[[], bytes],
    *,
    also: tuple[str, ...] = (),
    suffix: str = ".xlsx",
    tight: bool = False,
) -> Case:
    """Return a case that consists of bytes."""
    return Case(family, name, lambda path: path.write_bytes(content()), suffix, also, tight)
