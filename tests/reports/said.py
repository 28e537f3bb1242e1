"""What a report says, as text that a test can compare: the golden form of a sheet without its looks."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from regman_xl.money import german_amount
from regman_xl.render.german import phrase_text, word_text
from regman_xl.reports.report import Form, Heading, MissingText, Note, Part, Phrase, Prose, Resolution, Subheading
from regman_xl.schema.wording import field_title

if TYPE_CHECKING:
    from regman_xl.reports.report import Field, Report, Table, Value


def notes(report: Report) -> list[str]:
    """The sentences of ours."""
    return [plain(phrase_text(block.text)) for block in report.blocks if isinstance(block, Note)]


def outline(report: Report) -> list[str]:
    """Headings, prompts and texts of the user, in order."""
    lines = []
    for block in report.blocks:
        if isinstance(block, Heading | Part):
            lines.append(phrase_text(block.text))
        elif isinstance(block, Subheading):
            lines.append(f"  {phrase_text(block.text) if isinstance(block.text, Phrase) else block.text}")
        elif isinstance(block, MissingText):
            lines.append(f"    fehlt: {block.section}")
        elif isinstance(block, Prose):
            lines.append(f"    Text: {block.text}")
    return lines


def lines_of(table: Table) -> list[str]:
    """The rows of a table, its cells separated by bars; the first line holds the headings."""
    head = " | ".join(title(table, field).replace("-\n", "") for field in table.fields)
    return [
        head,
        *(
            " | ".join(shown(value, field) for value, field in zip(row.cells, table.fields, strict=True))
            for row in table.rows
        ),
    ]


def title(table: Table, field: Field) -> str:
    return field_title(table.name, field.name) if field.title is None else word_text(field.title)


def shown(value: Value, field: Field) -> str:
    if value is None:
        return "–"
    if isinstance(value, Phrase):
        return plain(phrase_text(value))
    if isinstance(value, int) and field.form is Form.MONEY:
        return german_amount(value)
    if isinstance(value, Fraction | int) and field.form is Form.PERCENT:
        return f"{float(value) * 100:.1f} %".replace(".", ",")
    return f"{value:%d.%m.%Y}" if isinstance(value, dt.date) else str(value)


def points(report: Report) -> list[str]:
    """The points of resolutions and confirmations."""
    blocks = [block for block in report.blocks if isinstance(block, Resolution)]
    return [phrase_text(point) for block in blocks for point in block.points]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")
