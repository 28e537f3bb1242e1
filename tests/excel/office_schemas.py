"""The public schemas of Office, as Microsoft's Open XML SDK publishes them and openxml-audit applies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openxml_audit import FileFormat, OpenXmlValidator

if TYPE_CHECKING:
    from pathlib import Path


def faults(book: Path) -> list[str]:
    """Return what the schemas, and the rules beside them, say against a workbook; at most 20 faults."""
    done = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=20).validate(str(book))
    return [f"{error.part_uri} {error.path}: {error.description}" for error in done.errors]
