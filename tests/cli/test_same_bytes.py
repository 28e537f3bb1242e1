"""Same input, same bytes: real processes that differ in everything but the input."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from regman_xl.model.contents import Contents
from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import master_bytes
from tests.cli.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

#: Runs commands one after the other, on a day of its own, and tells what they said.
RUNNER = """
import contextlib, datetime, io, json, sys
shift = datetime.timedelta(days=int(sys.argv[1]))
class Shifted(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + shift
commands = json.loads(sys.argv[2])
from regman_xl.cli import main
from regman_xl.app import audit, documents, figures, formats, new, protocol
told = []
for command in commands:
    sys.argv[1:] = command
    said, noted = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    real = datetime.datetime
    datetime.datetime = Shifted
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(noted):
            main()
    except SystemExit as end:
        told.append([end.code, *(s.buffer.getvalue().decode("utf-8") for s in (said, noted))])
    finally:
        datetime.datetime = real
sys.stdout.reconfigure(encoding="utf-8")
print(json.dumps(told))
"""
DAY = ("--as-of", "2027-04-01")
COMMANDS = (
    ("validate", "mappe.xlsx", "andere.xlsx", *DAY, "--format", "json"),
    *(("validate", "andere.xlsx", *DAY, "--format", form) for form in ("text", "junit", "sarif", "github")),
    ("figures", "mappe.xlsx", "--year", "2026", "--format", "json", *DAY),
    ("plan", "mappe.xlsx", "--year", "2027", "--draft", *DAY),
    ("close", "mappe.xlsx", "--year", "2026", "--draft", *DAY),
    ("validate", "andere.xlsx", "--report", "protokoll.xlsx", *DAY),
    ("new-year", "mappe.xlsx", "--year", "2028", "--out", "weiter.xlsx", *DAY),
    ("new", "neu.xlsx", *DAY),
)
#: What may differ from machine to machine and from day to day, in four runs that share nothing.
RUNS = {
    "plain": ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "1"}, 0o022, 0),
    "east": ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"}, 0o077, 4000),
    "west": ({"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C", "LANG": "de_DE.UTF-8",
              "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, 0o002, -4000),
}  # fmt: skip


def few(rows: int) -> bytes:
    """A workbook with the first rows of each sheet of the sample."""
    clean = sample_contents()
    return master_bytes(Contents(clean.settings, {table: listed[:rows] for table, listed in clean.rows.items()}))


def prepared(folder: Path, name: str) -> None:
    """Put the same workbooks into a folder: in another order, at another time, after other files."""
    folder.mkdir()
    files = {"mappe.xlsx": few(25), "andere.xlsx": few(3)}
    for file in sorted(files, reverse=name == "east"):
        if name != "plain":
            (folder / f"vorher-{file}.txt").write_text(name, encoding="utf-8")
        (folder / file).write_bytes(files[file])
        os.utime(folder / file, (1_000_000_000 + len(name), 1_100_000_000 + len(name)))


def run(folder: Path, name: str, commands: object = COMMANDS) -> tuple[list[list[object]], dict[str, str]]:
    """What the commands said and the digests of the files that they made."""
    variables, mask, days = RUNS[name]
    kept = {
        key: text for key, text in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON", "TZ", "GITHUB"))
    }
    before = {path.name for path in folder.iterdir()}
    old = os.umask(mask)
    try:
        done = subprocess.run(
            [sys.executable, "-c", RUNNER, str(days), json.dumps(commands)],
            cwd=folder, env={**kept, "PYTHONPATH": str(REPOSITORY), **variables}, capture_output=True,
            encoding="utf-8", timeout=900, check=False,
        )  # fmt: skip
    finally:
        os.umask(old)
    assert done.returncode == 0, done.stderr
    made = {path.name: _digest(path) for path in sorted(folder.iterdir()) if path.name not in before}
    return json.loads(done.stdout), made


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[list[object]], dict[str, str]]:
    """The run that the others are compared with."""
    folder = tmp_path_factory.mktemp("plain") / "a"
    prepared(folder, "plain")
    return run(folder, "plain")


def test_the_run_makes_what_is_compared(plain: tuple[list[list[object]], dict[str, str]]) -> None:
    said, made = plain
    documents = ["mappe_Abschluss_2026.xlsx", "mappe_Jahresplan_2027.xlsx"]
    assert sorted(made) == [*documents, "neu.xlsx", "protokoll.xlsx", "weiter.xlsx"]
    assert len(said) == len(COMMANDS)
    assert all(code in (0, 1) and text for code, text, _ in said), said


@pytest.mark.parametrize("name", ["east", "west"])
def test_hash_seed_zone_locale_day_mask_folder_and_order_change_no_byte(
    plain: tuple[list[list[object]], dict[str, str]], tmp_path: Path, name: str
) -> None:
    folder = tmp_path / f"Ordner {name} äöü"
    prepared(folder, name)
    said, made = run(folder, name)
    assert made == plain[1]
    assert said == plain[0]


def test_the_order_of_entries_in_the_file_changes_no_finding_and_no_document(
    plain: tuple[list[list[object]], dict[str, str]], tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    prepared(folder, "plain")
    for file in ("mappe.xlsx", "andere.xlsx"):
        _shuffle(folder / file)
    # The copy with the Prüfprotokoll keeps the order of the user's file, and so differs rightly.
    chosen = [place for place, command in enumerate(COMMANDS) if "json" in command or command[0] in ("plan", "close")]
    said, made = run(folder, "plain", [COMMANDS[place] for place in chosen])
    assert made == {name: digest for name, digest in plain[1].items() if name.startswith("mappe_")}
    assert said == [plain[0][place] for place in chosen]


def _shuffle(path: Path) -> None:
    """Store the entries of a workbook in another order, at another time, uncompressed."""
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    names = sorted(parts)
    random.Random(7).shuffle(names)  # noqa: S311 - an order, no secret
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name in names:
            package.writestr(zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6)), parts[name])


def test_only_without_a_day_the_clock_counts(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir()
    told = [run(folder, name, [["new", f"{name}.xlsx"]])[1] for name in ("plain", "east")]
    assert told[0]["plain.xlsx"] != told[1]["east.xlsx"]
