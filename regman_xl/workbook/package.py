"""The file around the sheets: a zip of XML parts, opened with distrust.

Every way in which a file cannot be read ends here in one `Problem`; nothing of it is trusted before its size is known.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from regman_xl.problems import Problem
from regman_xl.workbook.dialect import Broken, DocumentType
from regman_xl.workbook.markup import NotPlain

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

#: A million journal rows inflate to less than 1 GiB; what is far above is not a workbook of ours.
MAX_TOTAL = 4 * 2**30
MAX_ENTRIES = 20_000
#: Deflate reaches 1032; real sheets stay below 100. Small parts may be as repetitive as they like.
MAX_RATIO = 400
RATIO_FREE = 64 * 2**20
#: Parts that are read at once (workbook, styles, table definitions) are small in every real file.
MAX_SMALL = 64 * 2**20
#: Arrays over one piece stay in the processor's cache.
PIECE = 1 << 19

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SAVE_AS = "Bitte in Excel öffnen und als Excel-Arbeitsmappe (.xlsx oder .xlsm) speichern."
_RESTORE = "Bitte eine frühere Version oder eine Sicherung verwenden."


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
        self._members = {_plain(info.filename): info for info in archive.infolist()}

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._members

    def damaged(self, part: str) -> NoReturn:
        """Tell the user that a part of the file cannot be read."""
        raise Problem(f"Die Datei „{self.name}“ ist beschädigt (Teil „{part}“ ist nicht lesbar).", _RESTORE)

    @contextmanager
    def checked(self, part: str) -> Iterator[None]:
        """Turn what goes wrong inside while a part is parsed into a `Problem`."""
        try:
            yield
        except DocumentType:
            refuse_dtd(self.name, part)
        except (Broken, NotPlain):
            self.damaged(part)

    def stream(self, part: str) -> Generator[bytes, None, None]:
        """Yield the bytes of a part in pieces; close it where it is not read to the end.

        Raises:
            Problem: The part is missing, damaged or encrypted.
        """
        info = self._members.get(_plain(part))
        if info is None:
            self.damaged(part)
        try:
            with self._archive.open(info) as source:
                while piece := source.read(PIECE):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError):
            self.damaged(part)

    def read(self, part: str) -> bytes:
        """Return a small part.

        Raises:
            Problem: As `stream`, or the part is too large.
        """
        info = self._members.get(_plain(part))
        if info is not None and info.file_size > MAX_SMALL:
            _too_large(self.name)
        return b"".join(self.stream(part))

    def tree(self, part: str) -> Element:
        """Parse a small part; a DTD, entities and damaged XML are refused.

        Raises:
            Problem: The part cannot be read.
        """
        data = self.read(part)
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException:
            refuse_dtd(self.name, part)
        except (ParseError, ValueError, LookupError, RecursionError):
            self.damaged(part)
        return root

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


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()


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


def _too_large(name: str) -> NoReturn:
    raise Problem(
        f"Die Datei „{name}“ ist entpackt ungewöhnlich groß und wird aus Sicherheitsgründen nicht gelesen.",
        "Bitte die Herkunft der Datei prüfen; leere, aber formatierte Zeilen und Spalten löschen und neu speichern.",
    )


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a workbook file.

    Args:
        path: The file; an owner file ``~$name`` beside it does not matter, because nothing is written.

    Raises:
        Problem: It is missing, not an .xlsx or .xlsm workbook, encrypted, damaged, locked or dangerously large.
    """
    name = path.name
    if name.startswith("~$"):
        raise Problem(
            f"„{name}“ ist keine Arbeitsmappe, sondern nur die Sperrdatei, die Excel beim Öffnen anlegt.",
            f"Bitte „{name[2:]}“ angeben.",
        )
    _check_start(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise Problem(f"Die Datei „{name}“ ist beschädigt oder unvollständig kopiert.", _RESTORE) from None
    except OSError as error:
        raise _unreadable(name, error) from None
    with archive:
        _check_entries(name, archive)
        package = Package(name, archive)
        _check_content(package)
        yield package


def _unreadable(name: str, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem(
            f"Die Datei „{name}“ darf nicht gelesen werden: sie ist gesperrt oder es fehlt die Berechtigung.",
            "Bitte in anderen Programmen schließen oder die Rechte prüfen.",
        )
    return Problem(f"Die Datei „{name}“ kann nicht gelesen werden.", "Bitte Datenträger und Netzlaufwerk prüfen.")


def _check_start(path: Path) -> None:
    name = path.name
    try:
        if path.is_dir():
            raise Problem(f"„{path}“ ist ein Ordner.", "Bitte die Arbeitsmappe darin angeben.")
        with path.open("rb") as file:
            start = file.read(512)
    except FileNotFoundError:
        raise Problem(f"Die Datei „{path}“ gibt es nicht.", "Bitte Namen und Ordner prüfen.") from None
    except (OSError, ValueError) as error:
        raise _unreadable(name, error if isinstance(error, OSError) else OSError()) from None
    if not start:
        raise Problem(f"Die Datei „{name}“ ist leer (0 Byte).", _RESTORE)
    if start.startswith(_OLE):
        raise _ole_problem(path)
    if not start.startswith(b"PK"):
        raise Problem(f"Die Datei „{name}“ ist keine Excel-Arbeitsmappe{_looks_like(start)}.", _SAVE_AS)


def _ole_problem(path: Path) -> Problem:
    """Say what an OLE file is: its directory names the streams in UTF-16."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Problem(
            f"Die Datei „{path.name}“ ist mit einem Kennwort verschlüsselt.",
            "Bitte in Excel öffnen und ohne Kennwort speichern (Datei, Informationen, Arbeitsmappe schützen).",
        )
    if any(word.encode("utf-16-le") in content for word in ("Workbook", "Book")):
        return Problem(f"Die Datei „{path.name}“ hat das alte Excel-Format (.xls).", _SAVE_AS)
    return Problem(f"Die Datei „{path.name}“ ist keine Excel-Arbeitsmappe.", _SAVE_AS)


def _looks_like(start: bytes) -> str:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<html", b"<!doctype html", b"<table")):
        return ", sondern eine HTML-Seite"
    if text.startswith(b"%pdf"):
        return ", sondern eine PDF-Datei"
    if text.startswith(b"<?xml"):
        return ", sondern eine XML-Datei"
    if b"\0" not in start and (b";" in start or b"," in start or b"\t" in start):
        return ", sondern eine Textdatei (zum Beispiel CSV)"
    return ""


def _check_entries(name: str, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Problem(
            f"Die Datei „{name}“ ist mit einem Kennwort verschlüsselt.", "Bitte ohne Kennwort speichern oder entpacken."
        )
    risky = any(
        entry.file_size > RATIO_FREE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if risky or len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        _too_large(name)


def _check_content(package: Package) -> None:
    name = package.name
    if "xl/workbook.bin" in package:
        raise Problem(f"Die Datei „{name}“ hat das binäre Excel-Format (.xlsb).", _SAVE_AS)
    if "mimetype" in package and b"opendocument" in package.read("mimetype"):
        raise Problem(f"Die Datei „{name}“ ist ein OpenDocument (.ods).", _SAVE_AS)
    if "[Content_Types].xml" not in package:
        raise Problem(f"Die Datei „{name}“ ist keine Excel-Arbeitsmappe, sondern ein Zip-Archiv.", _SAVE_AS)
