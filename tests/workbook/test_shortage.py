"""A sound file is not called damaged where memory is short."""

from __future__ import annotations

import errno
import os
import zlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import pytest

from regman_xl.problems import Problem
from regman_xl.workbook import events, outline, package, trees
from regman_xl.workbook.package import open_package
from regman_xl.workbook.preflight import told
from regman_xl.workbook.shortage import is_shortage
from tests.workbook.making import journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def expat_error(code: int, kind: type[Exception] = expat.ExpatError) -> Exception:
    error = kind(expat.ErrorString(code))
    error.code = code  # type: ignore[attr-defined]
    return error


NO_MEMORY, SYNTAX = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY], 2


@pytest.mark.parametrize(
    ("error", "short"),
    [
        (MemoryError(), True),
        (expat_error(NO_MEMORY), True),
        (expat_error(SYNTAX), False),
        (expat_error(NO_MEMORY, ParseError), True),
        (expat_error(SYNTAX, ParseError), False),
        (zlib.error("Error -4 while decompressing data"), True),
        (zlib.error("Error -3 while decompressing data: invalid block type"), False),
        (OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)), True),
        (OSError(errno.EIO, os.strerror(errno.EIO)), False),
        (ValueError("Error -4 "), False),
    ],
)
def test_what_means_that_memory_is_short(error: Exception, short: bool) -> None:
    assert is_shortage(error) is short


class Parser:
    """Fails like expat without memory."""

    CurrentByteIndex = 0

    def __init__(self, error: Exception) -> None:
        self.error = error

    def fail(self, *_arguments: object) -> None:
        raise self.error

    Parse = feed = fail


def parse_events() -> None:
    events.Events("worksheet").feed(b"<worksheet/>")


def parse_tree() -> None:
    trees.tree_of(b"<Types/>")


def parse_outline() -> None:
    outline.outline(b"<workbook/>")


@pytest.mark.parametrize(
    ("module", "name", "parse"),
    [
        (expat, "ParserCreate", parse_events),
        (trees, "DefusedXMLParser", parse_tree),
        (expat, "ParserCreate", parse_outline),
    ],
)
@pytest.mark.parametrize("code", [NO_MEMORY, SYNTAX])
def test_a_parser_without_memory(
    module: object, name: str, parse: Callable[[], None], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = expat_error(code, ParseError if module is trees else expat.ExpatError)
    monkeypatch.setattr(module, name, lambda *_a, **_o: Parser(error))
    with pytest.raises((MemoryError, events.Broken, outline.NotUnderstood)) as caught:
        parse()
    assert isinstance(caught.value, MemoryError) is (code == NO_MEMORY)


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (zlib.error("Error -4 while decompressing data"), "Arbeitsspeicher"),
        (zlib.error("Error -3 while decompressing data"), "beschädigt"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "Arbeitsspeicher"),
    ],
)
def test_a_part_that_cannot_be_unpacked(
    tmp_path: Path, error: Exception, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = journal(tmp_path / "buch.xlsx", {})

    def fail(*_arguments: object) -> None:
        raise error

    with open_package(path) as opened:
        monkeypatch.setattr(opened._archive, "open", fail)
        with pytest.raises(Problem, match=word), told(path.name):
            opened.read(package._CONTENT_TYPES)
