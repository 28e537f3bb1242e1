"""Laws of the user's `xlwings.conf`: ours counts, what is not ours stays byte by byte, and undoing undoes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regman_xl.app.setup.configuration import installed, interpreter, is_ours, removed

FOREIGN = (
    b'"LICENSE_KEY","gA123"\r\n'
    b'"INTERPRETER_WIN","C:\\Users\\x\\anaconda3\\python.exe"\r\n'
    b'"PYTHONPATH","C:\\projekte;D:\\mehr, und mehr"\r\n'
    b'"ADD_WORKBOOK_TO_PYTHONPATH","True"\r\n'
)
OURS = rb"C:\Users\x\regman\Scripts\python.exe"
MARK = b'"REGMAN","INTERPRETER_WIN"\r\n'

pieces = st.sampled_from(
    [
        *FOREIGN.splitlines(keepends=True),
        b'"INTERPRETER_WIN","python"\n',
        b'"REGMAN","X"\r\n',
        b"UNQUOTED,value\r\n",
        b"\r\n",
        b"\xef\xbb\xbf",
        b'"',
        b",",
        b"ohne Ende",
    ]
)
foreign = st.lists(pieces, max_size=6).map(b"".join) | st.binary(max_size=60)
#: What this or an earlier version has left, whole or torn by another program.
left = st.tuples(foreign, st.sampled_from([b"", MARK, installed(b"", b"alt")]), foreign).map(
    lambda parts: parts[0] + b"\r\n" + parts[1] + parts[2]
)
values = st.binary(min_size=1, max_size=40).filter(lambda text: not set(text) & set(b'"\r\n'))


@given(foreign | left, values)
@example(b"", OURS)
@example(FOREIGN, OURS)
def test_the_vba_reads_ours_whatever_else_is_there(content: bytes, value: bytes) -> None:
    after = installed(content, value)

    assert interpreter(after) == value
    assert is_ours(after)


@given(foreign, values)
def test_what_others_have_written_stays_byte_by_byte(content: bytes, value: bytes) -> None:
    if MARK.strip() not in content:
        assert installed(content, value).endswith(content)


@given(foreign | left, values)
@example(FOREIGN, OURS)
def test_the_same_again_changes_nothing(content: bytes, value: bytes) -> None:
    once = installed(content, value)

    assert installed(once, value) == once


@given(foreign, values)
@example(FOREIGN, OURS)
def test_removing_undoes_installing(content: bytes, value: bytes) -> None:
    if MARK.strip() not in content:
        assert removed(installed(content, value)) == content
        assert removed(content) == content


@given(foreign | left, values, values)
def test_another_interpreter_takes_the_place_of_the_first(content: bytes, first: bytes, second: bytes) -> None:
    assert installed(installed(content, first), second) == installed(content, second)


def test_where_the_add_in_of_xlwings_has_set_another_one_that_one_counts_and_stays() -> None:
    """It leaves the mark, takes out every entry of the key and writes its own at the end."""
    changed = MARK + b'"LICENSE_KEY","gA123"\r\n"INTERPRETER_WIN","python"\r\n'

    assert interpreter(changed) == b"python"
    assert not is_ours(changed)
    assert removed(changed) == b'"LICENSE_KEY","gA123"\r\n"INTERPRETER_WIN","python"\r\n'
    assert interpreter(installed(changed, OURS)) == OURS


#: Files, and the interpreter that the VBA reads there; `test_vba_reads.py` has the VBA itself say so.
READ = [
    (b"", None),
    (b'"PYTHONPATH",""\r\n', None),
    (b'"interpreter_win","python"\r\n', b"python"),
    (b"INTERPRETER_WIN, C:\\py\\python.exe\r\n", b"C:\\py\\python.exe"),
    (b'"A","1, 2"\n"INTERPRETER_WIN","x"', b"x"),
    (b'"INTERPRETER_WIN","first"\r\n"INTERPRETER_WIN","second"\r\n', b"first"),
    # A key without a value moves all pairs behind it by one.
    (b'"A"\r\n"INTERPRETER_WIN","x"\r\n', None),
]


@pytest.mark.parametrize(
    ("content", "value"),
    # LibreOffice does not come to an end with the last one.
    [*READ, (b'"A"\r\n"1"\r\n"INTERPRETER_WIN"\r\n"x"\r\n', b"x")],
)
def test_entries_are_read_in_pairs_as_the_vba_does(content: bytes, value: bytes | None) -> None:
    assert interpreter(content) == value


def test_a_path_that_would_break_the_line_is_refused() -> None:
    with pytest.raises(ValueError, match="quotes"):
        installed(b"", b'a"b')
