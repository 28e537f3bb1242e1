"""The command: all parts, one table each."""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import allocation, engine, one_click, validation
from benchmarks.machine import description, missing
from benchmarks.measure import NO_USAGE, alternate, has_usage
from benchmarks.table import HEAD_NOTE, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measure import Contender

PARTS = ("allocation", "validation", "click", "engine")
SIZES = (500, 10_000, 100_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts that are asked for.

    Returns:
        0; 1 where contenders did not find the same.
    """
    asked = _arguments(arguments)
    print("\n".join(description()))
    print(f"Workbooks of seed {asked.seed}. {HEAD_NOTE}")
    if not has_usage():
        print(NO_USAGE)
    agreed = True
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if "allocation" in asked.part:
            agreed &= compare(allocation.TITLE, allocation.contenders(), allocation.BASE, asked.runs)
        if "validation" in asked.part:
            for rows in asked.rows:
                agreed &= _validation(folder, rows, asked)
        if "click" in asked.part:
            agreed &= compare(one_click.TITLE, one_click.contenders(one_click.made(folder)), one_click.BASE, asked.runs)
        if "engine" in asked.part:
            agreed &= compare(engine.TITLE, engine.contenders(), engine.BASE, asked.runs)
    return 0 if agreed else 1


def _validation(folder: Path, rows: int, asked: argparse.Namespace) -> bool:
    """Compare on a workbook of so many rows; on the largest each runs once, and only those asked for."""
    path = validation.made(folder, rows, asked.seed)
    contenders = validation.contenders(path)
    if asked.only:
        left_out = [each.name for each in contenders if not any(part in each.name for part in asked.only)]
        contenders = [each for each in contenders if each.name not in left_out]
        print(f"\nLeft out as asked: {', '.join(left_out) or 'none'}")
    runs = 1 if rows > validation.LARGE else asked.runs
    return compare(validation.title(rows), contenders, validation.BASE, runs, validation.expected(path))


def compare(title: str, contenders: list[Contender], base: str, runs: int, expected: Any = None) -> bool:
    """Run one part and print its table; a contender whose packages are missing is named and left out.

    Args:
        title: Title of the table.
        contenders: Who takes part.
        base: Whose time is 1.00.
        runs: How often each runs.
        expected: What all have to find; without it the others have to find what the first one finds.

    Returns:
        Whether all found the same in every run.
    """
    print(f"\n{title}\n")
    present = []
    for contender in contenders:
        absent = missing(contender.needs)
        if absent:
            print(f"NOT RUN: {contender.name}: {', '.join(absent)} not installed (pip install -e '.[benchmarks]')")
        else:
            present.append(contender)
    done = alternate(present, runs)
    print(table(done, base))
    answers = {
        contender.name: [contender.answer(run.output) for run in done[contender.name]]
        for contender in present
        if contender.answer is not None
    }
    wanted = expected if expected is not None else next(iter(answers.values()), [None])[0]
    differing = [name for name, given in answers.items() if any(answer != wanted for answer in given)]
    for name in differing:
        print(f"DIFFERENT: {name} did not find what the others found or what was planted")
    if answers and not differing:
        print("All agree." if expected is None else f"All agree: {len(expected)} faults each.")
    return not differing


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--part", nargs="+", choices=PARTS, default=list(PARTS), help="default: all")
    parser.add_argument("--rows", nargs="+", type=int, default=list(SIZES), help=f"journal rows, default: {SIZES}")
    parser.add_argument("--full", action="store_true", help=f"also {validation.FULL:,} rows, each contender once")
    parser.add_argument("--only", nargs="+", help="validation: contenders whose names contain one of these texts")
    parser.add_argument("--runs", type=int, default=3, help="runs of each contender, default: 3")
    parser.add_argument("--seed", type=int, default=7, help="seed of the workbooks, default: 7")
    asked = parser.parse_args(arguments)
    if asked.full:
        asked.rows.append(validation.FULL)
    if asked.runs < 1 or any(rows < 500 or rows > validation.FULL for rows in asked.rows):
        parser.error(f"at least one run, and 500 to {validation.FULL:,} rows")
    if find_spec("regman_xl") is None:
        parser.error("regman_xl is not installed here: pip install -e '.[benchmarks]'")
    return asked


if __name__ == "__main__":
    sys.exit(main())
