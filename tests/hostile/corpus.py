"""The corpus of hostile and damaged files, family by family. Every file is made anew, and is the same in every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile import (
    bombs,
    contents,
    damage,
    encodings,
    formulas,
    kinds,
    lies,
    names,
    structures,
    values,
    xml_attacks,
)

if TYPE_CHECKING:
    from tests.hostile.case import Case

CASES: tuple[Case, ...] = (
    *bombs.CASES,
    *xml_attacks.CASES,
    *lies.CASES,
    *damage.CASES,
    *values.CASES,
    *names.CASES,
    *encodings.CASES,
    *formulas.CASES,
    *structures.CASES,
    *kinds.CASES,
    *contents.CASES,
)
FAMILIES = tuple(dict.fromkeys(case.family for case in CASES))
