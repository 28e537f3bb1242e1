"""The fuzz targets by name, and what fuzzing begins with: typical inputs, and those that once went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.fuzz_columns import columns
from tests.hostile.fuzz_columns import seeds as column_seeds
from tests.hostile.fuzz_markup import cell_numbers, cell_tags, cell_texts
from tests.hostile.fuzz_targets import TARGETS as PARSERS

if TYPE_CHECKING:
    from tests.hostile.fuzz_targets import Target

TARGETS: dict[str, Target] = {
    **PARSERS,
    **{target.__name__: target for target in (cell_numbers, cell_texts, cell_tags, columns)},
}
#: Inputs that a target begins with, and those that once made it fail.
SEEDS: dict[str, tuple[bytes, ...]] = {
    "money": (b"0.1 0.005 1234.56", b"9999999999999.99 1e22", b"-0.0 5e-324", bytes(range(16))),
    "cell_numbers": (b"12.50\n1e400\n+5", b"nan\ninf\n 5", b"1_000\n0x10"),
    "cell_texts": (b"a&amp;b\n_x000D_", b"&#65;&#x1F600;\r\n_xD83D__xDE00_", b"&#0;\n&nbsp;", b"_x000D_\r_00D_"),
    "cell_tags": (
        *(b'r="A1" s="3" t="s"', b't="inlineStr" r="XFD1048576"/\nr="a1"', b"r='A1'\ns=\"99999999999999999999\""),
        *(b't="in$ineStr" r="A1"', b's="4294967299"', b'r="0FD10486"', b'r="XF10448576"'),
    ),
    "typed_amounts": (b"1.234,50 EUR", b"-1234.50", b"1.234", b"\xe2\x88\x9212,5 \xe2\x82\xac"),
    "typed_keys": (b"DUS=50000,ME=50000", b"A=1.000,00", b"A=1,A=2"),
    "typed_dates": (b"31.12.2026", b"2026-02-29", b"2026", b" 1.1.0001 ", b"\x1f2026"),
    "day_numbers": (b"60 59 61 2958465.99999", b"46022.5 0 1 -1", b"2957003 2957004"),
    "written_dates": (b"31.12.2026", b"1. Januar 26", b"2026-12-31T10:00", b"3.4.2026 12:30:00"),
    "written_numbers": (b"1.234,56", b"(5,00)", b"5,00-", b"EUR 1'234.50", b"1 234,5 %", b"\x05,00-", b"+51.234"),
    "cleaned_texts": (b" a\n\xc2\xa0b\n\xe2\x80\x8bc", b"e\xcc\x81\n\xef\xbb\xbfx", b"a\\nb\n\xe3\x80\x80"),
    "areas": (b"A5:C9", b"$XFD$1048576", b"C9:A5", b"A0"),
    "columns": tuple(column_seeds()),
}
