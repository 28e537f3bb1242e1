"""Writes the references that are derived from the code: `python docs/generate.py`.

A test compares the files with what this script makes, so that a reference is never older than the code.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from regman_xl.app.catalogue import readable
from regman_xl.cli.commands import regman
from regman_xl.render.findings import WORDS
from regman_xl.rules import CATALOGUE
from regman_xl.schema import START_SHEET, TABLE_BY_NAME, TABLES
from regman_xl.schema.settings import SETTING_LIST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regman_xl.schema import Column, Table

FOLDER = Path(__file__).parent
EXAMPLES = FOLDER.parent / "tests" / "rules" / "examples"
WIDTH = 100
_MADE = "<!-- Erzeugt mit `python docs/generate.py`; bitte nicht von Hand ändern. -->"
_INTRODUCTION = (
    "Jeder Befehl zeigt dieselbe Hilfe mit `--help`. Ergebnisse gehen auf die Standardausgabe, Hinweise und "
    "Fehlermeldungen auf die Standardfehlerausgabe."
)
_RULES = (
    "Fehler verhindern Jahresplan und Abschluss (außer als Entwurf), Warnungen lassen sich im Blatt Quittierungen mit "
    "Begründung hinnehmen. In den Beispielen steht neben jeder Zeile der Befund, den sie bekommen muss; Zeile 2 ist "
    "die erste. Dieselben Beispiele sind Tests."
)
_WORKBOOK = (
    f"Eine Arbeitsmappe enthält alle Haushaltsjahre. Vorn steht das Blatt **{START_SHEET}** mit den Zahlen eines "
    "Jahres; jedes weitere Blatt ist genau eine Excel-Tabelle. Die Reihenfolge der Spalten ist frei, eigene "
    "zusätzliche Spalten stören nicht. Spalten mit * müssen ausgefüllt sein. `regman new mappe.xlsx` legt eine "
    "Mappe mit allen Blättern an."
)


def command_reference() -> str:
    """Return the reference of the command line: the help of every command."""
    group = click.Context(regman, info_name="regman", terminal_width=WIDTH, max_content_width=WIDTH)
    parts = [
        _MADE,
        "# Befehle",
        _INTRODUCTION,
        _table(
            ("Rückgabewert", "Bedeutung"),
            (
                ("0", "in Ordnung: keine Befunde ab der Schwelle"),
                ("1", "Befunde ab der Schwelle, oder ein Dokument wurde wegen Fehlern nicht erstellt"),
                (
                    "2",
                    "nicht ausführbar: falscher Aufruf, Datei nicht lesbar, Regel abgebrochen; eine Zeile sagt warum",
                ),
                ("130", "abgebrochen (Strg+C)"),
            ),
        ),
        _help(group),
    ]
    for name in regman.list_commands(group):
        command = regman.commands[name]
        context = click.Context(command, info_name=name, parent=group, terminal_width=WIDTH, max_content_width=WIDTH)
        parts += [f"## regman {name}", _help(context)]
    return "\n\n".join(parts) + "\n"


def _help(context: click.Context) -> str:
    return f"```text\n{context.get_help()}\n```"


def workbook_reference() -> str:
    """Return the reference of the workbook: every sheet and column of the schema."""
    parts = [
        _MADE,
        "# Arbeitsmappe",
        _WORKBOOK,
        _table(
            ("Art", "Was in die Zelle gehört"),
            (
                ("Text", "beliebiger Text; eine ganze Zahl zählt als ihre Ziffern"),
                ("Jahr", "vierstellige Jahreszahl"),
                ("Datum", "ein Excel-Datum"),
                ("Betrag", "EUR mit höchstens zwei Nachkommastellen"),
                ("Prozentsatz", "0 bis 100; ist die Zelle als Prozent formatiert, 0 % bis 100 %"),
                ("Ganze Zahl", "Zahl ohne Nachkommastellen"),
                ("Auswahl", "einer der genannten Werte"),
                ("Verweis", "ein Wert aus der ersten Spalte des genannten Blattes"),
            ),
        ),
    ]
    for table in TABLES:
        key = f"Excel-Tabelle `{table.list_name}`, Schlüssel einer Zeile: {_key(table)}."
        parts += [f"## {table.sheet}", f"{table.help} {key}"]
        parts.append(_table(("Spalte", "Art", "Bedeutung"), [_column_row(column) for column in table.columns]))
        if table.name == "settings":
            rows = [(entry.title, entry.kind.value, entry.default or "leer", entry.help) for entry in SETTING_LIST]
            parts.append(_table(("Schlüssel", "Art", "Vorgabe", "Bedeutung"), rows))
    return "\n\n".join(parts) + "\n"


def _key(table: Table) -> str:
    titles = " / ".join(table[name].title for name in table.key)
    return titles if table.unique else f"{titles} (darf mehrfach vorkommen)"


def _column_row(column: Column) -> tuple[str, str, str]:
    kind = column.kind.value
    if column.choices is not None:
        kind += ": " + ", ".join(choice.value for choice in column.choices)
    if column.target is not None:
        kind += f" auf {TABLE_BY_NAME[column.target].sheet}"
    note = f"{column.help} Wird gerechnet." if column.formula else column.help
    return (column.title + ("*" if column.required else ""), kind, note)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def rules_reference() -> str:
    """Return the catalogue of rules, each with its reason and its examples."""
    examples = _examples()
    parts = [_MADE, "# Regeln der Prüfung", _RULES]
    for rule in CATALOGUE.values():
        place = f"Blatt {rule.table.sheet}" if rule.table is not None else "die ganze Mappe"
        if rule.table is not None and rule.column:
            place += f", Spalte {rule.table[rule.column].title}"
        parts += [
            f"## {rule.code}: {rule.title}",
            f"{WORDS[rule.severity][0]}; {place}.",
            "\n".join(f"> {readable(text, rule)}" + "  " for text in rule.wordings.values()),
            f"**Was tun:** {readable(rule.hint, rule)}",
            f"**Warum:** {rule.reason}",
        ]
        for verdict, title in (("fails", "Befund"), ("passes", "Kein Befund")):
            parts += [f"{title}:\n\n```text\n{text}\n```" for text in examples.get((rule.code, verdict), ())]
    return "\n\n".join(parts) + "\n"


def _examples() -> dict[tuple[str, str], list[str]]:
    """Return the texts of the examples that are tests, by rule and verdict."""
    found: dict[tuple[str, str], list[str]] = {}
    for file in sorted(EXAMPLES.glob("*.txt")):
        for block in f"\n{file.read_text(encoding='utf-8')}".split("\n# ")[1:]:
            head, _, text = block.partition("\n")
            code, verdict = head.split()
            found.setdefault((code, verdict), []).append(text.strip())
    return found


#: What each file holds.
REFERENCES = {"cli.md": command_reference, "arbeitsmappe.md": workbook_reference, "rules.md": rules_reference}


def main() -> None:
    """Write all references."""
    for name, make in REFERENCES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
