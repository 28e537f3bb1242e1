"""What is done to which workbook: mutant N of a seed, again and again the same."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from tests.hostile import bases, package_mutations, value_mutations, xml_mutations
from tests.hostile.money_cells import MONEY_SHEETS, change_money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.bases import Parts

LEVELS = {
    "zip": (package_mutations.ZIP, xml_mutations.BYTES),
    "bytes": (xml_mutations.BYTES,),
    "xml": (xml_mutations.XML,),
    "package": (package_mutations.PARTS,),
    "values": (value_mutations.SHEET,),
}
_WEIGHTS = {"zip": 12, "bytes": 12, "xml": 28, "package": 13, "values": 25, "money": 10}
#: One mutant in so many goes the whole way, is the sample with all sheets, or is the whole sample.
WHOLE, CUT, FULL = 500, 60, 600
#: One readable mutant in so many is copied with its cells marked and a sheet added.
COPIED = 20
_STEPS = (1, 1, 1, 1, 2, 3, 6)
_MANY_STEPS = (1, 2, 3, 5, 8, 12)


@dataclass(frozen=True)
class Step:
    """One mutation: its level, and the seed of all that is left to chance in it."""

    level: str
    seed: str


@dataclass(frozen=True)
class Recipe:
    """How a mutant is made.

    Attributes:
        number: Its number.
        level: What is mutated foremost.
        sheets: The sheets of the base; empty for all.
        base: ``few``, ``cut`` or ``full``.
        steps: The mutations.
        whole: It goes the whole way: rules, figures, documents, seal, report.
        method: How its zip is compressed.
    """

    number: int
    level: str
    sheets: tuple[str, ...]
    base: str
    steps: tuple[Step, ...]
    whole: bool
    method: int

    def without(self, place: int) -> Recipe:
        """Return the recipe without one of its steps."""
        return replace(self, steps=self.steps[:place] + self.steps[place + 1 :])


def recipe(seed: int, number: int, *, whole: int = WHOLE) -> Recipe:
    """Return how a mutant is made.

    Args:
        seed: Seed of the run.
        number: Number of the mutant.
        whole: One in so many goes the whole way.
    """
    rng = Random(f"{seed}:{number}")  # noqa: S311 - what is random must come again
    level = rng.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    method = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    if number % whole == 0:
        level = rng.choice(("values", "values", "values", "values", "xml", "package"))
        steps = tuple(_steps(rng, level, rng.choice(_MANY_STEPS), f"{seed}:{number}"))
        return Recipe(number, level, (), rng.choice(("cut", "cut", "full")), steps, True, method)
    if level == "money":
        steps = (Step("money", f"{seed}:{number}:0"),)
        return Recipe(number, level, (rng.choice(MONEY_SHEETS),), "few", steps, False, method)
    steps = tuple(_steps(rng, level, rng.choice(_STEPS), f"{seed}:{number}"))
    base = "full" if rng.randrange(FULL) == 0 else "cut" if rng.randrange(CUT) == 0 else "few"
    sheets = tuple(sorted({rng.choice(bases.SHEETS) for _ in range(rng.choice((1, 1, 2)))})) if base == "few" else ()
    return Recipe(number, level, sheets, base, steps, False, method)


def _steps(rng: Random, level: str, count: int, seed: str) -> Iterator[Step]:
    for place in range(count):
        other = rng.choice(list(LEVELS))
        yield Step(level if place == 0 or rng.random() < 0.8 else other, f"{seed}:{place}")


def base_of(made: Recipe) -> Parts:
    """Return the parts that a mutant is made of."""
    if made.base == "few":
        return list(bases.few(*made.sheets))
    return list(bases.cut() if made.base == "cut" else bases.full())


def mutant(made: Recipe) -> bytes:
    """Return the bytes of a mutant."""
    parts = base_of(made)
    for step in made.steps:
        if step.level != "zip":
            parts, _ = stepped(parts, step)
    data = bases.packed(parts, method=made.method)
    for step in made.steps:
        if step.level == "zip":
            data = _zip_stepped(data, step)[0]
    return data


def described(made: Recipe) -> list[str]:
    """Return what each step does, for people."""
    parts, told = base_of(made), []
    for step in made.steps:
        if step.level == "zip":
            told.append(_zip_stepped(bases.packed(parts), step)[1])
        else:
            parts, what = stepped(parts, step)
            told.append(what)
    return told


def stepped(parts: Parts, step: Step) -> tuple[Parts, str]:
    """Apply a mutation to the parts; return them, and what was done."""
    rng = Random(step.seed)  # noqa: S311 - as above
    if step.level == "package":
        change = rng.choice(package_mutations.PARTS)
        return change(parts, rng), change.__name__
    if not parts:
        return parts, "nothing"
    if step.level == "money":
        return change_money(parts, rng)
    if step.level == "values" and rng.random() < 0.06:
        place = _any(parts, "/tables/", rng)
        function = value_mutations.change_table
    else:
        wanted = step.level == "values"
        place = _any(parts, "worksheets/sheet", rng) if wanted else package_mutations.part_of(parts, rng)
        function = rng.choice(rng.choice(LEVELS[step.level]))
    name, data = parts[place]
    changed = list(parts)
    changed[place] = (name, function(data, rng))
    return changed, f"{function.__name__} {name}"


def _any(parts: Parts, wanted: str, rng: Random) -> int:
    places = [place for place, (name, _) in enumerate(parts) if wanted in name]
    return rng.choice(places or range(len(parts)))


def _zip_stepped(data: bytes, step: Step) -> tuple[bytes, str]:
    rng = Random(step.seed)  # noqa: S311 - as above
    change = rng.choice(rng.choice(LEVELS["zip"]))
    return change(data, rng), f"{change.__name__} (zip)"
