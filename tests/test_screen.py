"""What a workbook or the name of a file says never acts on a screen and never makes a line of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from lxml import etree

from regman_xl.cli import regman
from regman_xl.render.columns import aligned
from regman_xl.safe_text import for_screen, json_text, one_line, xml_references
from regman_xl.schema import TABLES
from tests.hostile_texts import hostile_workbook
from tests.render.checked import valid_junit, valid_sarif

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

#: Control characters but tab and line feed, marks of direction, invisible characters.
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
#: A name that clears the screen, sets the title of the window and begins a command of a CI system.
EVIL = "\x1b[2J\x1b]0;x\x07\u202egnp.##[add-mask]x\n::error::y\n0 Fehler.xlsx"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile workbook under a hostile name, as far as the system allows one."""
    folder = tmp_path_factory.mktemp("screen")
    made = hostile_workbook(folder / "master.xlsx", 15)
    return made if os.name == "nt" else made.rename(folder / EVIL)


@pytest.fixture(scope="module")
def shown(source: Path) -> dict[str, Result]:
    """What `regman validate` says in each format."""
    arguments = ["validate", str(source), "--fail-on", "never", "--format"]
    return {form: CliRunner().invoke(regman, [*arguments, form]) for form in FORMATS}


FORMATS = ("text", "json", "junit", "sarif", "github")


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_acts_on_the_screen(shown: dict[str, Result], form: str) -> None:
    assert (shown[form].exit_code, shown[form].exception) == (0, None)
    assert ACTING.findall(shown[form].stdout + shown[form].stderr) == []


def test_every_line_is_one_of_ours(shown: dict[str, Result], source: Path) -> None:
    sheets = "|".join(table.sheet for table in TABLES)
    place = rf"(?:(?:{sheets})(?:![A-Z]+\d+)?|Arbeitsmappe)"
    weight = r"(?:Fehler|Warnung|Hinweis)(?: \(quittiert\))?"
    *lines, last = shown["text"].stdout.splitlines()
    assert [line for line in lines if not re.fullmatch(rf"{place}  {weight} [A-Z]{{3}}\d\d: .*|    \S.*", line)] == []
    assert last.startswith(f"{one_line(str(source))}: ")
    assert "<U+001B>" in shown["text"].stdout


def test_all_values_are_in_the_formats_for_programs(shown: dict[str, Result], source: Path) -> None:
    (file,) = json.loads(shown["json"].stdout)["files"]
    texts = {finding[name] for finding in file["findings"] for name in ("value", "message")}
    assert file["file"] == str(source)
    assert any("\x1b" in text for text in texts)
    assert any("\x9b" in text for text in texts)
    assert any("\u202e" in text for text in texts)
    results = valid_sarif(shown["sarif"].stdout)["results"]
    assert len(results) == len(file["findings"])
    assert any("\u202e" in result["message"]["text"] for result in results)
    told = "".join(str(text) for text in valid_junit(shown["junit"].stdout).itertext())
    assert "\u202e" in told
    assert "\x9b" in told


def test_annotations_are_one_command_each(shown: dict[str, Result]) -> None:
    *lines, last = shown["github"].stdout.splitlines()
    assert [line for line in lines if not re.match("::(?:error|warning|notice) file=[^:,]+,line=", line)] == []
    assert last.startswith("regman: ")
    assert "##[" not in last
    # A command ends its properties at the first "::": what a workbook says has none before it.
    assert {len(line.split("::", 2)) for line in lines} == {3}


@pytest.mark.parametrize(
    "arguments",
    [
        ("figures", "--year", "2026"),
        ("figures", "--year", "2026", "--format", "json"),
        ("plan", "--year", "2027"),
        ("close", "--year", "2026"),
        ("close", "--year", "2150", "--draft"),
        ("seal", "--year", "2026", "--out", "\x1b[2J\nx.xlsx"),
        ("new-year", "--year", "2028", "--force"),
    ],
    ids=" ".join,
)
def test_no_command_acts_on_the_screen(source: Path, arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(regman, [arguments[0], str(source), *arguments[1:]])
    assert result.exit_code in (0, 1, 2)
    assert result.stdout + result.stderr
    assert ACTING.findall(result.stdout + result.stderr) == []
    assert not re.search("(?m)^(?:::|0 Fehler)", result.stdout + result.stderr)


@pytest.mark.parametrize(
    "arguments",
    [("explain", EVIL), ("validate", EVIL), ("validate", "x.xlsx", "--select", EVIL),
     ("allocate", EVIL, "--key", "A=1"), ("allocate", "1", "--key", f"{EVIL}=1"), (EVIL,), (f"--{EVIL}",),
     ("new", f"{EVIL}/x.xlsx")],
    ids=["code", "file", "option", "amount", "partner", "command", "flag", "folder"],
)  # fmt: skip
def test_what_is_typed_does_not_act_either(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(regman, list(arguments))
    assert ACTING.findall(result.stdout + result.stderr) == []
    assert not re.search("(?m)^(?:::|0 Fehler)", result.stdout + result.stderr)


@pytest.mark.skipif(os.name == "nt", reason="file names that are no valid UTF-8 are possible on POSIX only")
def test_a_name_that_is_no_text_is_shown_and_written(source: Path, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"b\xffd.xlsx")
    shutil.copy(source, odd)
    for form in ("text", "sarif"):
        result = CliRunner().invoke(regman, ["validate", str(odd), "--format", form, "--select", "STR"])
        assert result.exit_code in (0, 1), result.stderr
        assert "b\ufffdd.xlsx" in result.stdout or "b%FFd.xlsx" in result.stdout
    report = ["validate", str(odd), "--report", str(tmp_path / "p.xlsx"), "--fail-on", "never"]
    assert CliRunner().invoke(regman, report).exit_code == 0


def test_characters_become_visible() -> None:
    assert for_screen("a\x1b[31m\x9b\u202eb\tc\r\nd") == "a<U+001B>[31m<U+009B><U+202E>b\tc\nd"
    assert one_line("a\r\nb\nc\x85d\u2028e\tf") == "a ¶ b ¶ c ¶ d ¶ e f"
    assert for_screen("Grüße – „€“ 😀 \ud800") == "Grüße – „€“ 😀 \ufffd"
    assert aligned([("a\nb", "1"), ("c", "22")], right=(1,)) == "a ¶ b   1\nc      22"


def test_json_and_xml_keep_the_value() -> None:
    text = '\x9b\u202e\U000e0041"\\\x1b\u2028é'
    assert json.loads(json_text({text: text})) == {text: text}
    assert json.loads(json_text("\ud800")) == "\ufffd"
    assert ACTING.findall(json_text(text)) == []
    root = etree.fromstring(xml_references("<a b='\x9b\u202e'>\x85\r</a>"))
    assert (root.get("b"), root.text) == ("\x9b\u202e", "\x85\r")
