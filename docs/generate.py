"""Writes the references that are derived from the code: `python docs/generate.py`.

A test compares the files with what this script makes, so that a reference is never older than the code.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import udfs  # noqa: F401 - it declares the functions
from regman_xl.app.catalogue import readable
from regman_xl.cli.commands import regman
from regman_xl.money import german_amount
from regman_xl.render.findings import WORDS
from regman_xl.rules import CATALOGUE
from regman_xl.schema import BOARD_MEMBERS, JOURNAL, START_SHEET, TABLE_BY_NAME, TABLES
from regman_xl.schema.lists import Category, Direction
from regman_xl.schema.settings import SETTING_LIST
from udfs.registry import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regman_xl.schema import Column, Table

_FUNCTIONS = (
    "Die Funktionen der Kategorie **Regionalmanagement** rechnen wie die Befehle: centgenau, und nie "
    "wird stillschweigend gerundet. Sie nehmen Bereiche und geben Bereiche zurück, ändern kein Blatt und brechen nie "
    "ab: eine falsche Angabe wird zu einem Text, der mit `#RM` beginnt. Ein Betrag darf höchstens zwei "
    "Nachkommastellen haben; ein Ergebnis mit mehr Stellen bitte mit `RUNDEN` runden. Es zählen die 15 Stellen, die "
    "Excel anzeigt.\n\n"
    "Eine Mappe mit Makros (`regman new Haushalt.xlsm`) bringt die Funktionen mit; was dafür einzurichten ist, steht "
    "in [installation.md](installation.md). Was mehrere Zellen ergibt, füllt sie in Excel 365 und 2021 von selbst; in "
    "älteren Fassungen erst den Bereich markieren und die Eingabe mit Strg+Umschalt+Eingabe abschließen."
)
_KEY = [[50_000.0, 50_000.0, 20_000.0]]
_TYPED_KEY = "{50000.50000.20000}"
#: Example calls as they are typed in German Excel, and the values that Excel hands over.
_CALLS: dict[str, tuple[str, tuple[object, ...]]] = {
    "RM_ANTEIL": (f"100; {_TYPED_KEY}; 3", (100.0, _KEY, 3.0)),
    "RM_ANTEILE": (f"100; {_TYPED_KEY}", (100.0, _KEY)),
    "RM_EIGENANTEIL": (
        '"Anteil"; 92345,67; ; 3000; 60; 60000; 100000',
        ("Anteil", 92345.67, None, 3000.0, 60.0, 60000.0, 100000.0),
    ),
    "RM_ZUWENDUNG": (
        '"Anteil"; 92345,67; ; 3000; 60; 60000; 100000',
        ("Anteil", 92345.67, None, 3000.0, 60.0, 60000.0, 100000.0),
    ),
    "RM_EIGENANTEILE": (f"{{100;0,05}}; {_TYPED_KEY}", ([[100.0], [0.05]], _KEY)),
    "RM_ERSTATTUNG": (
        f"20000; {_TYPED_KEY}; ; {{50000.50000.15000}}",
        (20000.0, _KEY, None, [[50_000.0, 50_000.0, 15_000.0]]),
    ),
    "RM_ZUSATZBEDARF": (f"120000; 150000; 12000; {_TYPED_KEY}", (120000.0, 150000.0, 12000.0, _KEY)),
    "RM_SUMME": (
        f'{JOURNAL.list_name}[#Alle]; 2026; "{Category.PROJECT.value}"',
        (
            [
                [JOURNAL[name].title for name in ("budget_year", "direction", "category", "amount")],
                [2026.0, Direction.EXPENSE.value, Category.PROJECT.value, 1234.56],
            ],
            2026.0,
            Category.PROJECT.value,
        ),
    ),
    "RM_PRUEFEN": (
        f'{BOARD_MEMBERS.list_name}[#Alle]; "{BOARD_MEMBERS.sheet}"',
        ([[column.title for column in BOARD_MEMBERS.columns]], BOARD_MEMBERS.sheet),
    ),
}

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


def function_reference() -> str:
    """Return the reference of the Excel functions, each with an example that is computed here."""
    parts = [_MADE, "# Excel-Funktionen", _FUNCTIONS]
    for function in FUNCTIONS.values():
        arguments = "; ".join(f"[{item.title}]" if item.optional else item.title for item in function.arguments)
        rows = [(item.title, item.help) for item in function.arguments]
        typed, values = _CALLS[function.name]
        shown = _shown(function.call(*values))
        parts += [
            f"## {function.name}",
            function.help,
            f"```text\n={function.name}({arguments})\n```",
            _table(("Angabe", "Bedeutung"), rows),
            f"Beispiel: `={function.name}({typed})` ergibt {shown}.",
        ]
    return "\n\n".join(parts) + "\n"


def _shown(result: object) -> str:
    rows = result if isinstance(result, list) else [[result]]
    return " · ".join(
        german_amount(round(cell * 100)) if isinstance(cell, float) else f"„{cell}“"
        for row in rows
        for cell in row
        if cell != ""
    )


#: What each file holds.
REFERENCES = {
    "cli.md": command_reference,
    "arbeitsmappe.md": workbook_reference,
    "rules.md": rules_reference,
    "funktionen.md": function_reference,
}


def main() -> None:
    """Write all references."""
    for name, make in REFERENCES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
