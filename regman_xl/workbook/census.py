"""The proof that no cell is lost: what was read is counted against what the file holds, each time that it is read.

Two counts that share no code with the reader stand beside it. The bytes of a sheet are counted as they come out of the
package (`ByteCount`), and of the cells of a table each one is claimed by exactly one purpose (`Ledger`). Where a count
is not met the run stops: a figure from an incomplete table would be wrong without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import numpy as np

from regman_xl.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from regman_xl.workbook.cells import Cells
    from regman_xl.workbook.tables import Place

    Places = NDArray[np.intp] | NDArray[np.bool_] | slice


def incomplete(file: str, place: str) -> NoReturn:
    """Stop, because cells of a sheet are not accounted for.

    Args:
        file: Name of the workbook file.
        place: The sheet, or the part of the file.
    """
    raise Problem(
        f"Beim Lesen der Datei „{file}“ wurden nicht alle Zellen von „{place}“ erfasst: Die Datei ist beschädigt, "
        "oder das Programm hat einen Fehler.",
        "Bitte die Datei in Excel öffnen und unter neuem Namen speichern; hilft das nicht, bitte den Fehler mit der "
        "Datei melden.",
    )


class ByteCount:
    """Counts a word between two others in bytes that come in pieces, without parsing them.

    Args:
        first: Counting begins with this word.
        last: Counting ends with it.
        words: What is counted; each may be cut by the end of a piece.

    Attributes:
        counts: How often each word was found.
    """

    def __init__(self, first: bytes, last: bytes, *words: bytes) -> None:
        self._first = first
        self._last = last
        self._words = words
        self._begun = self._ended = False
        self._kept = max(len(word) for word in (first, last, *words)) - 1
        self.counts = [0] * len(words)

    def watched(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Hand the pieces on as they come, and count in them."""
        rest = b""
        for piece in pieces:
            if not self._ended:
                rest = self._counted(rest + piece)
            yield piece
        if not self._ended:
            self._counted(rest + bytes(self._kept))

    def _counted(self, text: bytes) -> bytes:
        """Count all words that begin before the last few bytes; return these, which the next piece may complete."""
        begin = 0
        if not self._begun:
            begin = text.find(self._first)
            if begin < 0:
                return text[-self._kept :]
            self._begun = True
        sure = max(len(text) - self._kept, begin)
        stop = text.find(self._last, begin)
        if stop >= 0:
            self._ended = True
            sure = stop
        for place, word in enumerate(self._words):
            self.counts[place] += text.count(word, begin, sure + len(word) - 1)
        return text[sure:]


class Ledger:
    """What becomes of each filled cell of a sheet; each must be claimed once.

    Args:
        cells: All cells of the sheet.
    """

    def __init__(self, cells: Cells) -> None:
        self._claims = np.zeros(len(cells.row), np.uint8)

    def claim(self, places: Places) -> None:
        """Note that some cells are used, or left out for a reason that the user is told or the contract names.

        Args:
            places: Positions of the cells; each at most once.
        """
        self._claims[places] += 1

    @property
    def complete(self) -> bool:
        """Whether each cell was claimed exactly once."""
        return bool((self._claims == 1).all())


def claim_unread(ledger: Ledger, place: Place, cells: Cells) -> None:
    """Claim the cells that are not read as data of a table.

    These are titles above the headers, the headers, columns that the schema does not know or that stand there twice,
    the totals row, and what stands below or beside the table. Where no headers were found nothing can be read.

    Args:
        ledger: Where the cells that are read are claimed too.
        place: Where the table is.
        cells: All cells of its sheet.
    """
    if not place.header_row:
        ledger.claim(slice(None))
        return
    area = place.area
    data, below = (int(at) for at in np.searchsorted(cells.row, [area.top, area.bottom + 1]))
    headers = int(np.searchsorted(cells.row, place.header_row))
    ledger.claim(slice(0, headers))
    ledger.claim(slice(headers, data))
    read = np.zeros(np.iinfo(np.int16).max, np.bool_)
    read[list(place.positions.values())] = True
    ledger.claim(data + np.flatnonzero(~read[cells.column[data:below]]))
    ledger.claim(slice(below, None))


def repeats(row: NDArray[np.int32], column: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Return which cells have an address that another one has too.

    Args:
        row: Their rows.
        column: Their columns.
    """
    keys = (row.astype(np.int64) << 16) | column
    order = np.argsort(keys, kind="stable")
    same = keys[order][1:] == keys[order][:-1]
    found = np.zeros(len(keys), np.bool_)
    found[order[1:][same]] = True
    found[order[:-1][same]] = True
    return found
