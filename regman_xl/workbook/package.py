"""The file around the sheets: a zip of XML parts, opened with distrust.

`regman_xl.workbook.preflight` has proved the archive; every way in which a part cannot be read ends here in one
`Problem`.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from regman_xl.problems import Problem
from regman_xl.workbook.archive import beginning, plain_name, too_large
from regman_xl.workbook.events import SPREADSHEET, Broken, DocumentType, Excess
from regman_xl.workbook.kinds import RESTORE
from regman_xl.workbook.markup import NotPlain
from regman_xl.workbook.preflight import check_parts, opened_archive
from regman_xl.workbook.shortage import refuse_shortage
from regman_xl.workbook.trees import MAX_ELEMENTS, tree_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

#: Parts that are read at once (workbook, styles, relations, table definitions) are small in every real file.
MAX_SMALL = 32 * 2**20
#: All of them together, each counted with at least `_READING`: a thousand relations may lead to one part.
MAX_ALL_SMALL = 96 * 2**20
_READING = 16 * 2**10
#: Arrays over one piece stay in the processor's cache.
PIECE = 1 << 19

#: Where a document type stands: in the beginning, before the first element.
_HEAD = 4096
_MARKUP = (".xml", ".rels", ".vml")
_DOCUMENT_TYPE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<!DOCTYPE", re.DOTALL
)
_CONTENT_TYPES = "[Content_Types].xml"
#: The content type of the main part of an add-in (.xlam).
_ADD_IN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"


class Relation(NamedTuple):
    """A link from one part to another.

    Attributes:
        kind: Last word of its type, for example ``worksheet``.
        target: Path of the part it leads to, or the address outside of the file.
        external: Whether it leads out of the file.
    """

    kind: str
    target: str
    external: bool


class Package:
    """An open workbook file.

    Args:
        name: File name for messages.
        archive: The open zip, already checked.

    Attributes:
        members: Its entries as they are stored.
    """

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self._archive = archive
        self.members = tuple(archive.infolist())
        self._elements = MAX_ELEMENTS
        self._small = MAX_ALL_SMALL
        self._members = {plain_name(info.filename): info for info in archive.infolist()}

    def __contains__(self, part: str) -> bool:
        return plain_name(part) in self._members

    def damaged(self, part: str) -> NoReturn:
        """Tell the user that a part of the file cannot be read."""
        raise Problem(f"Die Datei „{self.name}“ ist beschädigt (Teil „{part}“ ist nicht lesbar).", RESTORE)

    @contextmanager
    def checked(self, part: str) -> Iterator[None]:
        """Turn what goes wrong inside while a part is parsed into a `Problem`."""
        try:
            yield
        except DocumentType:
            refuse_dtd(self.name, part)
        except Excess as excess:
            self.refuse(part, str(excess))
        except (Broken, NotPlain):
            self.damaged(part)

    def refuse(self, part: str, what: str) -> NoReturn:
        """Tell the user that a part holds more of something than any real file."""
        raise Problem(
            f"Die Datei „{self.name}“ enthält in „{part}“ {what} und wird aus Sicherheitsgründen nicht gelesen.",
            "Bitte die Herkunft der Datei prüfen; Überflüssiges in Excel löschen und neu speichern.",
        )

    def stream(self, part: str) -> Generator[bytes, None, None]:
        """Yield the bytes of a part in pieces; close it where it is not read to the end.

        Raises:
            Problem: The part is missing, damaged or encrypted.
        """
        info = self._members.get(plain_name(part))
        if info is None:
            self.damaged(part)
        left = info.file_size
        try:
            with self._archive.open(info) as source:
                while piece := source.read(PIECE):
                    left -= len(piece)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError) as error:
            refuse_shortage(error)
            self.damaged(part)
        # The library refuses a part that is longer than it says, but not a shorter one.
        if left:
            self.damaged(part)

    def read(self, part: str) -> bytes:
        """Return a small part.

        Raises:
            Problem: As `stream`, or the part is too large.
        """
        info = self._members.get(plain_name(part))
        if info is not None:
            self._small -= max(info.file_size, _READING)
            if info.file_size > MAX_SMALL or self._small < 0:
                too_large(self.name)
        return b"".join(self.stream(part))

    def tree(self, part: str) -> Element:
        """Parse a small part; a DTD, entities, damaged XML and more elements than any real file has are refused.

        Raises:
            Problem: The part cannot be read.
        """
        data = self.read(part)
        with self.checked(part):
            root, elements = tree_of(data, self._elements)
        self._elements -= elements
        return root

    def document(self, part: str, root: str) -> Element:
        """Parse a small part of the spreadsheet format.

        Args:
            part: The part.
            root: Local name of its root element; another one is damage.

        Raises:
            Problem: As `tree`.
        """
        element = self.tree(part)
        if element.tag not in [f"{{{space}}}{root}" for space in SPREADSHEET]:
            self.damaged(part)
        return element

    def head(self, part: str) -> bytes:
        """Return the beginning of a part, as far as it can be unpacked."""
        return beginning(self._archive, self._members[plain_name(part)], _HEAD)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the links of a part (``""`` for the whole file) by their id."""
        folder, links = part.rpartition("/")[0], relations_of(part)
        if links not in self:
            return {}
        found = {}
        for element in self.tree(links):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            kind = element.get("Type", "").rpartition("/")[2]
            if element.get("Id", "") in found:
                self.damaged(links)
            found[element.get("Id", "")] = Relation(kind, target if external else resolved(folder, target), external)
        return found


def local(element: Element) -> str:
    """Return an element's name without its namespace: Strict and Transitional files differ only there."""
    return str(element.tag).rpartition("}")[2]


def refuse_dtd(name: str, part: str) -> NoReturn:
    """Tell the user that a part declares a document type, which no spreadsheet program writes."""
    raise Problem(
        f"Die Datei „{name}“ enthält in „{part}“ eine Dokumenttyp-Deklaration und wird aus Sicherheitsgründen "
        "nicht gelesen.",
        "Bitte die Herkunft der Datei prüfen; in Excel öffnen und neu speichern.",
    )


def relations_of(part: str) -> str:
    """Return the path of a part's relations."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def resolved(folder: str, target: str) -> str:
    """Return the path of a part that a relation names from a folder on."""
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = folder.split("/") if folder else []
    for step in target.replace("\\", "/").split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a workbook file; the arguments and errors are those of `regman_xl.workbook.preflight.opened_archive`."""
    with opened_archive(path) as archive:
        check_parts(path.name, archive)
        package = Package(path.name, archive)
        _refuse_document_types(package)
        _refuse_add_in(package)
        yield package


def _refuse_document_types(package: Package) -> None:
    """Refuse document types in parts of any kind, those too that nothing of ours reads.

    What is parsed is refused by its parser, wherever the declaration stands; here only the beginning is looked at.
    """
    for member in package.members:
        is_markup = member.filename.casefold().endswith(_MARKUP)
        # Without its zeros, UTF-16 and UTF-32 read like ASCII.
        if is_markup and _DOCUMENT_TYPE.match(package.head(member.filename).replace(b"\0", b"")):
            refuse_dtd(package.name, member.filename)


def _refuse_add_in(package: Package) -> None:
    """Refuse an add-in, whose sheets nobody sees. A template holds the same as a workbook, and is read."""
    root = package.tree(_CONTENT_TYPES)
    if local(root) != "Types":
        package.damaged(_CONTENT_TYPES)
    if any(element.get("ContentType") == _ADD_IN for element in root):
        raise Problem(
            f"Die Datei „{package.name}“ ist keine Excel-Arbeitsmappe, sondern ein Add-In (.xlam).",
            "Bitte die Arbeitsmappe (.xlsx oder .xlsm) angeben.",
        )
