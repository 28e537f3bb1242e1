"""The rules as a person reads them."""

from __future__ import annotations

from regman_xl.nearest import nearest
from regman_xl.problems import Problem
from regman_xl.render.columns import aligned
from regman_xl.render.findings import WORDS
from regman_xl.render.readable import readable
from regman_xl.rules import CATALOGUE


def catalogue_text() -> str:
    """Return code, weight and title of every rule."""
    rows = [(rule.code, WORDS[rule.severity][0], rule.title) for rule in CATALOGUE.values()]
    return aligned(rows)


def rule_text(code: str) -> str:
    """Return what a rule checks, why, and what to do.

    Raises:
        Problem: There is no such rule.
    """
    rule = CATALOGUE.get(code.strip().upper())
    if rule is None:
        raise unknown_rule(code.strip().upper())
    lines = [f"{rule.code}  {WORDS[rule.severity][0]}: {rule.title}"]
    if rule.table is not None:
        column = f", Spalte {rule.table[rule.column].title}" if rule.column else ""
        lines.append(f"Blatt {rule.table.sheet}{column}")
    lines += ["", "Meldung:", *(f"  {readable(text, rule)}" for text in rule.wordings.values())]
    lines += ["", "Was tun:", f"  {readable(rule.hint, rule)}"]
    lines += ["", "Warum:", f"  {rule.reason}"]
    return "\n".join(lines)


def unknown_rule(code: str) -> Problem:
    """Return the problem that a code names no rule, with the nearest one."""
    group = [known for known in CATALOGUE if code and known.startswith(code)]
    # Whoever leaves out the zero of PER03 means that rule and none that looks alike.
    padded = f"{code[:3]}{code[3:].zfill(2)}"
    near = padded if padded in CATALOGUE else nearest(code, CATALOGUE, fold=str)
    hint = f"Ist {near} gemeint?" if near else "regman rules zeigt alle Regeln."
    if group:
        hint = f"Die Regeln, die so beginnen: {', '.join(group)}."
    return Problem(f"Die Regel {code} gibt es nicht.", hint)
