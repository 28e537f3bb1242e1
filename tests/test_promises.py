"""Every promise in `docs/promises.md` names the tests that hold it, and they exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROMISES = ROOT / "docs" / "promises.md"
NOT_PROMISED = "## Was nicht zugesagt ist"
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)(?:\[[^\]`]+\])?`")


def promises(text: str) -> list[str]:
    """Return the promises: the points of all lists before what is not promised."""
    promised, found, _ = text.partition(NOT_PROMISED)
    assert found
    lines = promised.splitlines()
    points: list[str] = []
    inside = False
    for line in lines:
        if line.startswith("- "):
            points.append(line)
        elif inside and line.startswith("  "):
            points[-1] += f" {line.strip()}"
        inside = line.startswith("- ") or (inside and line.startswith("  "))
    return points


def named(path: Path) -> set[str]:
    """Return the names of the tests of a file, as pytest collects them by name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_no_promise_without_a_test() -> None:
    points = promises(PROMISES.read_text(encoding="utf-8"))
    assert len(points) > 20
    assert [point for point in points if not _TEST.search(point)] == []


def test_every_named_test_exists() -> None:
    text = PROMISES.read_text(encoding="utf-8")
    missing = [
        f"{file}::{name}"
        for file, name in _TEST.findall(text)
        if not (ROOT / file).is_file() or name not in named(ROOT / file)
    ]
    assert missing == []
    # A name of a test that is written in another way would go unproved.
    assert text.count("`tests/") == len(_TEST.findall(text))


def test_a_promise_without_a_test_would_be_found() -> None:
    text = f"# x\n\n- Eins.\n  `tests/a.py::test_a`\n- Zwei\n  Zeilen.\n\nText.\n\n{NOT_PROMISED}\n\n- Drei.\n"
    assert promises(text) == ["- Eins. `tests/a.py::test_a`", "- Zwei Zeilen."]
    assert [point for point in promises(text) if not _TEST.search(point)] == ["- Zwei Zeilen."]
