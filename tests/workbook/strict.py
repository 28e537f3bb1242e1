"""A workbook saved again as „Strict Open XML“: other namespaces, and dates written as dates."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

from tests.workbook.making import write_parts
from tests.workbook.package_xml import MAIN
from tests.workbook.planting import DAY_0, Plant

if TYPE_CHECKING:
    from pathlib import Path

#: ISO/IEC 29500-1, annex A, beside the names of ECMA-376's first edition.
NAMES = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
    b"http://schemas.openxmlformats.org/drawingml/2006/": b"http://purl.oclc.org/ooxml/drawingml/",
}


class _Dated(Plant):
    """A workbook whose dates are written as dates."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        styles = self._date_styles()
        for sheet in self._sheets():
            for cell in self._cells_of(sheet.get("name", "")).values():
                serial = cell.find(f"{MAIN}v")
                if cell.get("s") in styles and serial is not None and cell.get("t") is None:
                    serial.text = f"{DAY_0 + dt.timedelta(int(serial.text or '0')):%Y-%m-%d}"
                    cell.set("t", "d")


def made_strict(source: Path, target: Path) -> Path:
    """Write a workbook again as a Strict one."""
    target.write_bytes(_Dated(source.read_bytes()).to_bytes())
    with zipfile.ZipFile(target) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for part, content in parts.items():
        for transitional, strict in NAMES.items():
            parts[part] = parts[part].replace(transitional, strict)
        parts[part] = parts[part].replace(b"<workbook ", b'<workbook conformance="strict" ')
        assert part.endswith((".xml", ".rels")) or content == parts[part]
    return write_parts(target, parts)
