"""Changes a few parts of a workbook file and leaves every other one as it is.

No library that loads and saves a workbook keeps all of it: ribbons, form controls, sparklines, slicers, threaded
comments and cached values get lost. Here the file stays a zip of parts; a changed part is cut and pasted at known bytes
(`regman_xl.workbook.outline`), new parts are registered, and all others are copied and compared.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from regman_xl.problems import Problem
from regman_xl.workbook.archive import plain_name
from regman_xl.workbook.links import read_links
from regman_xl.workbook.outline import Edits, NotUnderstood, element, outline, utf8
from regman_xl.workbook.package import open_package, relations_of
from regman_xl.workbook.parts import read_workbook
from regman_xl.workbook.signature import remove_signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from regman_xl.workbook.outline import Node
    from regman_xl.workbook.package import Package

#: Entries that we add have no date of their own: the same input gives the same bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_SHEET_DATA = re.compile(rb"<((?:[^\s<>/:]+:)?sheetData)(?:\s[^<>]*?)?(/?)>")


class SheetEntry(NamedTuple):
    """A sheet as the workbook part lists it.

    Attributes:
        title: Its name.
        place: Its 0-based place, by which sheet-scoped names mean it.
        part: Path of its XML; ``""`` for what is no part of the file.
    """

    title: str
    place: int
    part: str


class Splice:
    """A workbook file and what is to change in it.

    Args:
        package: The open file.
        force: What the user wants to be asked about may be done.

    Attributes:
        notes: German lines on what was done that the user must know.
    """

    def __init__(self, package: Package, *, force: bool = False) -> None:
        self.package = package
        self.force = force
        self.notes: list[str] = []
        self.main = next(link.target for link in package.relations("").values() if link.kind == "officeDocument")
        self._changed: dict[str, bytes | None] = {}
        self._stored = {plain_name(info.filename): info.filename for info in package.members}
        self._sizes = {info.filename: info.file_size for info in package.members}
        if len(self._stored) != len(package.members):
            raise NotUnderstood("two parts of one name")

    def read(self, part: str) -> bytes:
        """Return a part in UTF-8, with the changes made so far."""
        changed = self._changed.get(self.stored_name(part))
        return changed if changed is not None else utf8(b"".join(self.package.stream(part)))

    def put(self, part: str, data: bytes) -> None:
        """Change a part, or add it; one that stays as it is in the file counts as unchanged."""
        name = self.stored_name(part)
        if self._sizes.get(name) == len(data) and b"".join(self.package.stream(name)) == data:
            self._changed.pop(name, None)
        else:
            self._changed[name] = data

    def drop(self, part: str) -> None:
        """Leave a part out; one that is not there is no error."""
        self._changed[self.stored_name(part)] = None

    def parts(self) -> list[str]:
        """Return the names of all parts that the file will have."""
        added = [name for name in self._changed if name not in self._sizes]
        return [name for name in (*self._sizes, *added) if name in self]

    def __contains__(self, part: str) -> bool:
        name = self.stored_name(part)
        return self._changed[name] is not None if name in self._changed else part in self.package

    def stored_name(self, part: str) -> str:
        """Return a part's name as the file writes it: upper and lower case are one, and so are both slashes."""
        return self._stored.get(plain_name(part), part)

    def edit(self, part: str, change: Callable[[Edits, Node], None], depth: int | None = None) -> None:
        """Change a part.

        Args:
            part: The part.
            change: Gets the edits and the root element.
            depth: How deep the elements are listed.
        """
        edits = Edits(self.read(part))
        change(edits, outline(edits.data, depth))
        if (made := edits.made()) != edits.data:
            self.put(part, made)

    def edit_sheet(self, part: str, change: Callable[[Edits, Node], None]) -> None:
        """Change a sheet's part around its cells, which are not looked at; arguments as `edit`."""
        data = self.read(part)
        begin, close = rows_of(data)
        edits = Edits(data[:begin] + data[close:])
        change(edits, outline(edits.data))
        made = edits.made()
        if made != edits.data:
            place, _ = rows_of(made)
            self.put(part, made[:place] + data[begin:close] + made[place:])

    def sheets(self) -> tuple[SheetEntry, ...]:
        """Return all sheets in order."""
        links = {link.key: link.target for link in read_links(self.read(relations_of(self.main)), self.main)}
        listed = outline(self.read(self.main), 2).find("sheets")
        found = []
        for place, node in enumerate(listed.children if listed else ()):
            key = next((value for name, value in node.attributes.items() if name.rpartition(":")[2] == "id"), "")
            found.append(SheetEntry(node.attributes.get("name", ""), place, links.get(key, "")))
        return tuple(found)

    def worksheets(self) -> Iterator[SheetEntry]:
        """Yield the sheets that hold cells, and no charts or dialogues."""
        for entry in self.sheets():
            if entry.part in self and _SHEET_DATA.search(self.read(entry.part)):
                yield entry

    def sheet(self, title: str) -> SheetEntry | None:
        """Return the sheet of a name, None where there is none; as Excel, upper and lower case are one."""
        return next((entry for entry in self.sheets() if entry.title.casefold() == title.casefold()), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation from a part to another and return its id.

        Args:
            part: Where it starts.
            kind: Last word of its type; the rest is that of the relations that are there.
            target: Path of the other part.
        """
        links = relations_of(part)
        known = outline(self.read(links))
        taken = {node.attributes.get("Id", "") for node in known.children}
        number = next(number for number in range(1, len(taken) + 2) if f"regman{number}" not in taken)
        types = [node.attributes.get("Type", "") for node in known.children]
        families = (text.rpartition("/")[0] for text in types if text.endswith(("/worksheet", "/styles")))
        family = next(families, "")
        if not family:
            raise NotUnderstood(links)
        attributes = {
            "Id": f"regman{number}",
            "Type": f"{family}/{kind}",
            "Target": posixpath.relpath(target, posixpath.dirname(part)),
        }
        self.edit(links, lambda edits, root: edits.append(root, element(f"{root.prefix}Relationship", attributes)))
        return attributes["Id"]

    def declare(self, part: str, content_type: str) -> None:
        """Register the content type of a part; the one that it had under this name does not count any more."""

        def change(edits: Edits, root: Node) -> None:
            for node in root.children:
                if node.attributes.get("PartName", "").casefold() == f"/{part}".casefold():
                    if node.attributes.get("ContentType") != content_type:
                        edits.set(node, "ContentType", content_type)
                    return
            attributes = {"PartName": f"/{part}", "ContentType": content_type}
            edits.append(root, element(f"{root.prefix}Override", attributes))

        self.edit(_CONTENT_TYPES, change)

    def put_relations(self, part: str, data: bytes) -> None:
        """Give a part its relations."""
        name = relations_of(part)
        self.put(name, data)
        endings = [node.attributes.get("Extension", "") for node in outline(self.read(_CONTENT_TYPES)).children]
        if "rels" not in map(str.casefold, endings):
            self.declare(name, _RELATIONS)

    def forget_types(self) -> None:
        """Leave out the content types of parts that are left out."""
        gone = {f"/{name}".casefold() for name, data in self._changed.items() if data is None}
        endings = {posixpath.splitext(name)[1].casefold() for name in self.parts()}
        lost = {posixpath.splitext(name)[1] for name in gone} - endings

        def change(edits: Edits, root: Node) -> None:
            for node in root.children:
                named = node.attributes.get("PartName", "").casefold() in gone
                if named or f".{node.attributes.get('Extension', '')}".casefold() in lost:
                    edits.remove(node)

        self.edit(_CONTENT_TYPES, change)

    def remove_elements(self, part: str, name: str, value: str) -> None:
        """Take the elements below the root of a part away that have an attribute."""

        def change(edits: Edits, root: Node) -> None:
            for node in root.children:
                if node.attributes.get(name) == value:
                    edits.remove(node)

        self.edit(part, change)

    def forget_calculation_order(self) -> None:
        """Leave out the order of calculation: it may name cells that hold no formula any more. Excel makes it anew."""
        links = relations_of(self.main)
        for link in read_links(self.read(links), self.main):
            if link.kind.endswith("/calcChain"):
                self.drop(link.target)
                self.remove_elements(links, "Id", link.key)
                self.remove_elements(_CONTENT_TYPES, "PartName", f"/{link.target}")

    def free_part(self, pattern: str) -> str:
        """Return the first name of a pattern such as ``xl/worksheets/sheet{}.xml`` that no part has."""
        number = 1
        while (part := pattern.format(number)) in self:
            number += 1
        return part

    def write(self, target: Path) -> None:
        """Write the file with all changes, and prove that nothing else has changed.

        Raises:
            Problem: A part that should be as it was is not.
        """
        kept = {}
        with _new_archive(target) as archive:
            for info in self.package.members:
                if info.filename not in self._changed:
                    kept[info.filename] = (info.CRC, info.file_size)
                    with archive.open(_entry(info.filename, info), "w") as sink:
                        for piece in self.package.stream(info.filename) if info.file_size else ():
                            sink.write(piece)
                elif (data := self._changed[info.filename]) is not None:
                    archive.writestr(_entry(info.filename, info), data)
            old = set(self._stored.values())
            for name, data in self._changed.items():
                if name not in old and data is not None:
                    archive.writestr(_entry(name), data)
        with zipfile.ZipFile(target) as archive:
            made = {info.filename: (info.CRC, info.file_size) for info in archive.infolist()}
        if any(made.get(name) != proof for name, proof in kept.items()):
            raise Problem(
                "Beim Schreiben hat sich ein Teil der Mappe verändert, der gleich bleiben muss; es ist nichts "
                "gespeichert.",
                "Bitte den Vorgang wiederholen und prüfen, ob der Datenträger in Ordnung ist.",
            )


def rows_of(data: bytes) -> tuple[int, int]:
    """Return where the rows of a sheet's part begin and end.

    Args:
        data: The part in UTF-8.

    Raises:
        NotUnderstood: It has no place for rows.
    """
    found = _SHEET_DATA.search(data)
    if found is None:
        raise NotUnderstood("sheetData")
    return found.end(), found.end() if found[2] else data.rfind(b"</" + found[1] + b">")


@contextmanager
def _new_archive(target: Path) -> Iterator[zipfile.ZipFile]:
    """Write an archive; where that is cut short, leave it half and closed, and let everybody see why.

    The library would end an archive in which an entry is open with a complaint of its own, and leave the file open.
    """
    with target.open("w+b") as file:
        archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        try:
            yield archive
            archive.close()
        except BaseException:
            archive.fp = None
            raise


def _entry(name: str, like: zipfile.ZipInfo | None = None) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, like.date_time if like else _NO_DATE)
    entry.compress_type = like.compress_type if like else zipfile.ZIP_DEFLATED
    entry.external_attr = like.external_attr if like else 0o600 << 16
    entry.internal_attr = like.internal_attr if like else 0
    entry.comment = like.comment if like else b""
    entry.create_system = like.create_system if like else 0
    entry.file_size = like.file_size if like else 0
    return entry


@contextmanager
def splice(path: Path, *, force: bool = False) -> Iterator[Splice]:
    """Open a workbook to change parts of it; the file itself is only read.

    Args:
        path: The workbook.
        force: A digital signature may go, and sheets may come into a workbook whose structure is locked.

    Raises:
        Problem: It cannot be read, is signed, or is of a form in which nothing can be changed safely.
    """
    with open_package(path) as package:
        try:
            read_workbook(package)
            made = Splice(package, force=force)
            remove_signature(made)
            yield made
        except NotUnderstood:
            raise Problem(
                f"Die Datei „{path.name}“ ist in einer Form gespeichert, in die sich nichts sicher einfügen lässt.",
                "Bitte in Excel öffnen und als Excel-Arbeitsmappe (.xlsx oder .xlsm) neu speichern.",
            ) from None
