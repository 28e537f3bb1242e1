"""The parser of XML that is not looked up in bytes: expat, with the namespaces resolved and limits on what it takes."""

from __future__ import annotations

from xml.parsers import expat

from regman_xl.workbook.shortage import refuse_shortage

#: Real parts nest to a depth of about ten.
MAX_DEPTH = 256
#: A tag or comment is read again from its beginning with each piece that does not end it.
MAX_TOKEN = 4 * 2**20
#: The namespace of sheets and strings, Transitional and Strict (ECMA-376 part 1, annex A).
SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


class DocumentType(Exception):  # noqa: N818 - a finding about the file, turned into a Problem by the caller
    """The XML declares a document type."""


class Broken(Exception):  # noqa: N818 - as above
    """The XML is not well-formed."""


class Excess(Exception):  # noqa: N818 - as above
    """The XML holds more of something than any real file; the text names it in German."""


class Events:
    """Namespace-aware parser that calls `start(name, attributes)` and `end(name)` with local names.

    Only elements of the namespace of the root are told, wherever they stand; of the alternatives that a newer program
    offers (ECMA-376 part 3) only the one for programs that know none of them.

    Args:
        root: Local name of the root element.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self.text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._space: str | None = None
        self._choice = 0
        self._depth = 0
        self._fed = 0

    @staticmethod
    def _refuse(*_declaration: object) -> None:
        raise DocumentType

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Excess("eine ungewöhnlich tiefe Verschachtelung")
        space, _, local = name.rpartition(" ")
        if self._space is None:
            if local != self._root or space not in SPREADSHEET:
                raise Broken
            self._space = space
        if self._choice or (space, local) == (_COMPATIBILITY, "Choice"):
            self._choice += 1
        elif space == self._space:
            self.start(local, attributes)
        elif space != _COMPATIBILITY:
            self.foreign(local)

    def _end(self, name: str) -> None:
        self._depth -= 1
        space, _, local = name.rpartition(" ")
        if self._choice:
            self._choice -= 1
        elif space == self._space:
            self.end(local)

    def foreign(self, name: str) -> None:
        """Take the beginning of an element that is not of the format."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take characters between tags."""

    def feed(self, piece: bytes) -> None:
        """Parse the next bytes.

        Raises:
            Broken: They are not well-formed XML.
            DocumentType: They declare a document type.
            Excess: They hold more of something than any real file.
        """
        try:
            self._parser.Parse(piece, False)
        except (expat.ExpatError, ValueError, LookupError) as error:
            refuse_shortage(error)
            raise Broken from error
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > MAX_TOKEN:
            raise Excess("ein ungewöhnlich langes XML-Element")

    def close(self) -> None:
        """Check that nothing is missing at the end.

        Raises:
            Broken: The XML ends too early.
        """
        try:
            self._parser.Parse(b"", True)
        except (expat.ExpatError, ValueError) as error:
            refuse_shortage(error)
            raise Broken from error
