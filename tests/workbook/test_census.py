"""Where the reader loses a cell, the run stops: each defect here is built in on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from regman_xl.problems import Problem
from regman_xl.workbook import cells as reader
from regman_xl.workbook import dialect
from regman_xl.workbook.census import ByteCount
from regman_xl.workbook.reader import read_books
from regman_xl.workbook.reading import Reading
from tests.workbook.making import edit_part, journal

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

MISSING = "nicht alle Zellen von „Journal“ erfasst"


def test_a_piece_that_is_not_scanned_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = journal(tmp_path / "a.xlsx", *[{}] * 9)
    scan = reader._Scan.add
    monkeypatch.setattr(reader._Scan, "add", lambda self, piece: scan(self, piece[: max(piece.rfind(b"<row"), 0)]))
    with pytest.raises(Problem, match=MISSING):
        read_books(path)


def test_a_cell_that_is_not_rewritten_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = journal(tmp_path / "a.xlsx", {})
    edit_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<c r", "<!-- --><c r"))
    assert len(read_books(path).journal) == 1
    body = dialect.SheetRewriter._body
    monkeypatch.setattr(dialect.SheetRewriter, "_body", lambda self: body(self).replace("<v>1234.56</v>", ""))
    with pytest.raises(Problem, match=MISSING):
        read_books(path)


def test_where_the_fast_way_fails_the_careful_one_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = journal(tmp_path / "a.xlsx", {}, {})
    pieces = reader.plain_pieces

    def forgetful(*arguments: Any) -> Any:
        return (piece[: piece.rindex(b"<row")] for piece in pieces(*arguments))

    monkeypatch.setattr(reader, "plain_pieces", forgetful)
    assert len(read_books(path).journal) == 2


@pytest.mark.parametrize("kept", [slice(1, None), slice(0, 1)])
def test_a_column_that_loses_cells_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: slice) -> None:
    path = journal(tmp_path / "a.xlsx", {}, {}, {})
    at = Reading._at
    monkeypatch.setattr(Reading, "_at", lambda self, position: at(self, position)[kept])
    with pytest.raises(Problem, match=MISSING):
        read_books(path)


def test_a_cell_that_is_read_for_two_columns_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = journal(tmp_path / "a.xlsx", {})
    at = Reading._at
    monkeypatch.setattr(Reading, "_at", lambda self, position: at(self, 2 if position == 1 else position))
    with pytest.raises(Problem, match=MISSING):
        read_books(path)


@pytest.mark.parametrize("size", range(1, 40))
def test_bytes_are_counted_wherever_the_pieces_end(size: int) -> None:
    text = b"<c><data><c><c a><!-- --></c><c/></data><c>"
    counted = ByteCount(b"<data>", b"</data>", b"<c", b"</c>")
    assert b"".join(counted.watched(text[at : at + size] for at in range(0, len(text), size))) == text
    assert counted.counts == [3, 1]


def test_bytes_are_counted_to_the_end_where_nothing_closes() -> None:
    counted = ByteCount(b"<data>", b"</data>", b"<c")
    assert [*counted.watched([b"<data><c><", b"c"])] == [b"<data><c><", b"c"]
    assert counted.counts == [2]
    assert np.all([*ByteCount(b"<data>", b"</data>", b"<c").watched([])] == [])
