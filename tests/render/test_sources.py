"""The house rules that the code of reports and renderer keeps: German in the schema only, short functions."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import regman_xl

ROOT = Path(regman_xl.__file__).parent
MODULES = sorted(path for folder in ("reports", "render") for path in (ROOT / folder).glob("*.py"))
GERMAN = re.compile(
    r"[äöüß][a-z]{2}|[a-z]{2}[äöüß]|\b(Fehler|Warnung|Hinweis|Befunde?|quittiert|Seite|Summe|Stand|dazu|keine)\b"
)
LONGEST = 40


def texts(tree: ast.Module) -> list[str]:
    """The strings of a module; what only explains it (docstrings) is left out."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in alone]
    return [node.value for node in strings if isinstance(node.value, str)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_german_stands_in_the_schema(path: Path) -> None:
    assert [text for text in texts(ast.parse(path.read_text("utf-8"))) if GERMAN.search(text)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_functions_are_short(path: Path) -> None:
    functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
    long = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}
