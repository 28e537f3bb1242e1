"""The canonical text of data, and its SHA-256: the same for every program that saved the workbook.

The text of a row is the JSON of what its cells hold, by the code's names of its columns in order: amounts in cents,
rates in ten-thousandths of a percent, dates as ISO texts, texts in NFC. Blanks and computed columns are left out, so
that a column that a later version adds and that is blank changes no digest. Names of columns and tables are part of
the text: renaming one in the code would break every seal (a test holds some digests).
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from regman_xl.schema import TEXT_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

    from regman_xl.schema import Column, Table

#: Says how digests and heads are made; it is in each of them.
VERSION = "regman-seal-1"
#: What JSON writes in another way.
_SPECIAL = r'["\\\\\x00-\x1f]'


def canonical(value: object) -> str:
    """Return a value as canonical JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def hashed(text: str) -> str:
    """Return the SHA-256 of a text in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(name: str, values: Mapping[str, Any]) -> str:
    """Return the digest of something that has names and values.

    Args:
        name: What it is; the same values of two things have two digests.
        values: Its values, without blanks.
    """
    return hashed(canonical([VERSION, name, values]))


def row_digests(table: Table, frame: pd.DataFrame, without: Collection[str] = ()) -> list[str]:
    """Return the digest of every row: what `digest_of` gives for the name of the table and the row's values.

    Args:
        table: The table.
        frame: Some of its rows, typed as `model.frames` says; a cell that could not be read is a blank.
        without: Columns that do not count.
    """
    columns = sorted(table.columns, key=lambda column: column.name)
    members = [
        _members(frame[column.name], column)
        for column in columns
        if column.formula is None and column.name not in without
    ]
    # Column by column: a year may have a million entries. The empty text keeps the rows of which all cells are blank,
    # which Arrow drops otherwise.
    kept = pa.array([""] * len(frame), pa.large_string())
    texts = pc.binary_join_element_wise(kept, *members, _large(","), null_handling="skip").to_pylist()
    head = hashlib.sha256(canonical([VERSION, table.name, {}])[:-2].encode())
    digests = []
    for text in texts:
        digest = head.copy()
        digest.update(f"{text[1:]}}}]".encode())
        digests.append(digest.hexdigest())
    return digests


def _members(values: pd.Series, column: Column) -> pa.Array:
    """Return ``"name":value`` for each cell, null for a blank."""
    name = _large(f"{json.dumps(column.name)}:")
    if column.kind in TEXT_KINDS:
        written = _texts(pa.array(values, pa.large_string()))
    elif column.kind is Kind.DATE:
        days = pc.cast(pa.array(values.to_numpy(dtype="datetime64[s]")), pa.date32())
        written = pc.binary_join_element_wise(_large('"'), pc.cast(days, pa.large_string()), _large('"'), _large(""))
    else:
        written = pc.cast(pa.array(values, pa.int64()), pa.large_string())
    return pc.binary_join_element_wise(name, written, _large(""))


def _texts(texts: pa.Array) -> pa.Array:
    """Write texts as JSON, blanks as null; ends of lines and outer blanks are as programs save them."""
    for end in ("\r\n", "\r"):
        texts = pc.replace_substring(texts, end, "\n")
    texts = pc.utf8_normalize(pc.utf8_trim_whitespace(texts), "NFC")
    texts = pc.if_else(pc.equal(texts, ""), pa.scalar(None, texts.type), texts)
    special = pc.fill_null(pc.match_substring_regex(texts, _SPECIAL), fill_value=False)
    written = pc.binary_join_element_wise(_large('"'), texts, _large('"'), _large(""))
    escaped = [json.dumps(text, ensure_ascii=False) for text in texts.filter(special).to_pylist()]
    return pc.replace_with_mask(written, special, pa.array(escaped, written.type))


def _large(text: str) -> pa.Scalar:
    return pa.scalar(text, pa.large_string())
