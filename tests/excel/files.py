"""Workbooks in memory: openpyxl for what stands in them, and the calculated values that openpyxl would lose."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import openpyxl
from lxml import etree

from tests.excel.charts import drop_invented_text
from tests.excel.com import refused

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

#: Type and text of the calculated value of each formula, by row and column.
Calculated = dict[tuple[int, int], tuple[str, str]]


class OpenBook:
    """A workbook that the engine has open.

    Nothing is calculated here: a formula keeps the value that its file told, a new one has none until it is given one.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        try:
            self.wb: Workbook = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm", rich_text=True)
        except (zipfile.BadZipFile, KeyError) as error:
            raise refused(f"Die Datei {path.name} kann nicht geöffnet werden, weil das Format ungültig ist.") from error
        for chart in [chart for ws in self.wb.worksheets for chart in ws._charts]:
            drop_invented_text(chart)
        self.path, self.read_only = path, read_only
        self.changed = False
        told = _calculated(path)
        self.calculated: dict[Worksheet, Calculated] = {ws: told.get(ws.title, {}) for ws in self.wb.worksheets}

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def locked(self) -> bool:
        return bool(self.wb.security and self.wb.security.lockStructure)

    def require_structure(self) -> None:
        """Refuse when sheets may not be added, deleted, renamed or moved."""
        if self.locked:
            raise refused("Die Arbeitsmappe ist geschützt und kann nicht geändert werden.")
        self.changed = True

    def write(self, target: Path) -> None:
        """Write what the user sees; an unchanged workbook byte by byte, so that nothing of it depends on openpyxl."""
        if not target.parent.is_dir():
            raise refused(f"Auf {target} kann nicht zugegriffen werden.")
        if not self.changed:
            if target != self.path:
                shutil.copyfile(self.path, target)
            return
        part = target.with_name(f"{target.name}.part")
        try:
            self.wb.save(part)
            _tell_calculated(part, {ws.title: told for ws, told in self.calculated.items()})
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each worksheet."""
    targets = {
        entry.get("Id"): entry.get("Target", "")
        for entry in etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = etree.fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    parts = {sheet.get("name"): targets[sheet.get(_RELATION)] for sheet in sheets}
    return {name: part.lstrip("/") if part.startswith("/") else f"xl/{part}" for name, part in parts.items()}


def _place(reference: str) -> tuple[int, int]:
    return openpyxl.utils.cell.coordinate_to_tuple(reference)


def _calculated(path: Path) -> dict[str, Calculated]:
    with zipfile.ZipFile(path) as package:
        return {name: _of_sheet(package.read(part)) for name, part in _sheet_parts(package).items()}


def _of_sheet(xml: bytes) -> Calculated:
    cells = etree.fromstring(xml).iter(f"{_MAIN}c")
    return {
        _place(cell.get("r")): (cell.get("t", "n"), value)
        for cell in cells
        if cell.find(f"{_MAIN}f") is not None and (value := cell.findtext(f"{_MAIN}v")) is not None
    }


def _tell_calculated(path: Path, told: dict[str, Calculated]) -> None:
    """Put the calculated values into a file that openpyxl has written without them."""
    whole = path.with_name(f"{path.name}.whole")
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as filled:
        of_part = {part: told[name] for name, part in _sheet_parts(package).items() if told.get(name)}
        for name in package.namelist():
            data = package.read(name)
            filled.writestr(name, _filled(data, of_part[name]) if name in of_part else data)
    whole.replace(path)


def _filled(xml: bytes, told: Calculated) -> bytes:
    root = etree.fromstring(xml)
    for cell in root.iter(f"{_MAIN}c"):
        value = told.get(_place(cell.get("r")))
        if cell.find(f"{_MAIN}f") is None or value is None:
            continue
        kind, text = value
        element = cell.find(f"{_MAIN}v")
        element = element if element is not None else etree.SubElement(cell, f"{_MAIN}v")
        element.text = text
        cell.attrib.pop("t", None)
        if kind != "n":
            cell.set("t", kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
