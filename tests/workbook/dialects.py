"""The same workbook as other programs write it: prefixes, Strict namespaces, UTF-16."""

from __future__ import annotations

import re


def prefixed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Write the main namespace with a prefix, as some programs do."""
    made = {}
    for name, part in parts.items():
        data = part
        head = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        if name.startswith("xl/") and name.endswith(".xml") and head in data:
            text = data.decode().replace('xmlns="http://schemas', 'xmlns:x="http://schemas', 1)
            data = re.sub(r"<(/?)(?=[A-Za-z])(?![A-Za-z0-9]+:)", r"<\1x:", text).encode()
        made[name] = data
    return made


def strict(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Write the namespaces of Strict files."""
    office, pure = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    return {
        name: data.replace(office + b"officeDocument/2006/", pure + b"officeDocument/")
        .replace(office + b"spreadsheetml/2006/main", pure + b"spreadsheetml/main")
        .replace(office + b"drawingml/2006/", pure + b"drawingml/")
        for name, data in parts.items()
    }


def in_utf16(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Write the workbook part in UTF-16."""
    text = parts["xl/workbook.xml"].decode().replace("UTF-8", "UTF-16")
    return {**parts, "xl/workbook.xml": text.encode("utf-16")}
