"""No network, no other program, no file that nobody asked for: what Python itself reports while the commands run."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

import regman_xl
from regman_xl.model.contents import Contents
from regman_xl.sample.history import sample_contents
from regman_xl.workbook.master import master_bytes
from tests.cli.conftest import REPOSITORY
from tests.workbook.package_xml import MAIN, OFFICE, PACKAGE, WORKBOOK, relations
from tests.workbook.planting import Plant

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Runs commands one after the other and tells what they did: the hook sees every attempt, also a refused one.
AUDITED = """
import json, os, sys
told = []
def hook(event, arguments):
    if event.split(".")[0] in WATCHED and running:
        first = arguments[0] if arguments else None
        place = [os.path.abspath(os.fsdecode(first))] if isinstance(first, (str, bytes)) else [repr(first)]
        told.append([event, place + [repr(argument) for argument in arguments[1:]]])
WATCHED, running = set(json.loads(sys.argv[1])), False
from regman_xl.cli import main
sys.addaudithook(hook)
running, codes = True, []
for command in json.loads(sys.argv[2]):
    sys.argv[1:] = command
    try:
        main()
    except SystemExit as end:
        codes.append(end.code)
running = False
with open(os.environ["AUDIT_LOG"], "w", encoding="utf-8") as log:
    json.dump({"codes": codes, "told": told}, log)
"""
#: Beginnings of the events that lead out of the program.
OUT = {
    "socket",
    "subprocess",
    "urllib",
    "http",
    "ftplib",
    "smtplib",
    "imaplib",
    "poplib",
    "webbrowser",
    "pty",
    "winreg",
}
#: Events of `os` that start or end a program.
PROGRAMS = ("os.exec", "os.fork", "os.forkpty", "os.kill", "os.killpg", "os.posix_spawn", "os.spawn", "os.system",
            "os.startfile")  # fmt: skip
#: Where Python, its packages and the system keep what every program reads: zones of time, facts about the machine.
OURS = ("/usr/", "/lib", "/etc/", "/proc/", "/sys/", "/dev/", *{sys.prefix, sys.base_prefix, str(REPOSITORY)})
COMMANDS = (
    *(
        ("validate", "köder.xlsx", "--fail-on", "never", "--format", form)
        for form in ["text", "json", "junit", "sarif", "github"]
    ),
    ("validate", "köder.xlsx", "--fail-on", "never", "--report", "protokoll.xlsx"),
    ("figures", "köder.xlsx", "--year", "2026"),
    ("plan", "köder.xlsx", "--year", "2027", "--draft", "--out", "plan.xlsx"),
    ("close", "köder.xlsx", "--year", "2026", "--draft", "--out", "abschluss.xlsx"),
    ("seal", "mappe.xlsx", "--year", "2025", "--as-of", "2027-04-01", "--out", "siegel.xlsx"),
    ("new-year", "mappe.xlsx", "--year", "2028", "--out", "weiter.xlsx"),
    ("new", "neu.xlsx", "--year", "2027"),
    ("demo", "beispiel"),
)
MADE = {"protokoll.xlsx", "plan.xlsx", "abschluss.xlsx", "siegel.xlsx", "weiter.xlsx", "neu.xlsx", "beispiel"}
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_UNC = "\\\\server.example.org\\teilen\\x.xlsx"


def bait(path: Path) -> Path:
    """Write the sample with everything that programs follow: links, DDE, connections, objects, pictures by address."""
    clean = sample_contents()
    few = {table: rows[:20] for table, rows in clean.rows.items()}
    plant = Plant(master_bytes(Contents(clean.settings, few)))
    plant.link_to(_UNC)
    main = MAIN[1:-1]
    texts = {
        "xl/externalLinks/externalLink2.xml": f'<externalLink xmlns="{main}"><ddeLink ddeService="cmd" '
        'ddeTopic="/c calc"><ddeItems><ddeItem name="A1" advise="1"/></ddeItems></ddeLink></externalLink>',
        "xl/connections.xml": f'<connections xmlns="{main}"><connection id="1" name="c" type="4" refreshedVersion="6" '
        'refreshOnLoad="1"><webPr url="http://server.example.org/"/></connection></connections>',
        "xl/embeddings/oleObject1.bin": "MZ",
        "xl/vbaProject.bin": "MZ",
    }
    plant._parts |= {name: text.encode() for name, text in texts.items()}
    dde = plant._link(WORKBOOK, "externalLink", "externalLinks/externalLink2.xml", f"{_TYPE}.externalLink+xml")
    plant._link(WORKBOOK, "connections", "connections.xml", f"{_TYPE}.connections+xml")
    plant._link(WORKBOOK, "vbaProject", "vbaProject.bin", "application/vnd.ms-office.vbaProject")
    references = next(plant._tree(WORKBOOK).iter(f"{MAIN}externalReferences"))
    etree.SubElement(references, f"{MAIN}externalReference", {f"{{{OFFICE}}}id": dde})
    sheet = plant._sheet_part("Journal")
    links = plant._tree(relations(sheet))
    for number, (kind, target) in enumerate(
        [("hyperlink", _UNC), ("hyperlink", "http://server.example.org/"), ("image", "http://server.example.org/a.png")]
    ):
        name = f"{{{PACKAGE}/relationships}}Relationship"
        attributes = {"Id": f"b{number}", "Type": f"{OFFICE}/{kind}", "Target": target, "TargetMode": "External"}
        etree.SubElement(links, name, attributes)
    plant.write("Journal", "Z5", '=WEBSERVICE("http://server.example.org/")')
    plant.write("Journal", "Z6", "=cmd|'/c calc'!A1")
    path.write_bytes(plant.to_bytes())
    return path


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[object]]]:
    """The folder of the commands and what they did."""
    folder = tmp_path_factory.mktemp("work")
    bait(folder / "köder.xlsx")
    (folder / "mappe.xlsx").write_bytes(Plant().to_bytes())
    log = tmp_path_factory.mktemp("log") / "events.json"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1", "AUDIT_LOG": str(log)}
    watched = json.dumps(sorted({*OUT, "os", "open", "ctypes", "tempfile", "pickle", "shutil"}))
    done = subprocess.run(
        [sys.executable, "-c", AUDITED, watched, json.dumps(COMMANDS)],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    document = json.loads(log.read_text(encoding="utf-8"))
    assert document["codes"] == [0] * len(COMMANDS), done.stderr
    return folder, document["told"]


def test_no_network_and_no_other_program(ran: tuple[Path, list[tuple[str, list[str]]]]) -> None:
    _, told = ran
    assert len(told) > 50
    assert [event for event in told if event[0].split(".")[0] in OUT or event[0].startswith(PROGRAMS)] == []
    # The packages for numbers look up their own libraries; no library is opened by a name from a file.
    assert {arguments[0] for event, arguments in told if event == "ctypes.dlopen"} <= {"None"}
    assert "pickle.find_class" not in {event for event, _ in told}


@pytest.mark.skipif(os.name == "nt", reason="which files belong to the system is listed for POSIX")
def test_only_the_named_files_are_read(ran: tuple[Path, list[tuple[str, list[str]]]]) -> None:
    folder, told = ran
    opened = [Path(arguments[0]) for event, arguments in told if _opens(event, arguments)]
    others = {path for path in opened if not str(path).startswith(OURS) and not path.is_relative_to(folder)}
    assert others == set()
    assert folder / "köder.xlsx" in opened


def test_files_are_written_only_where_asked(ran: tuple[Path, list[tuple[str, list[str]]]]) -> None:
    folder, told = ran
    written = {Path(arguments[0]) for event, arguments in told if _opens(event, arguments) and _writes(arguments)}
    assert {path for path in written if not path.is_relative_to(folder)} == set()
    places = {path.relative_to(folder).parts[0] for path in written}
    assert {place for place in places if not place.startswith(".") and place not in MADE} == set()
    assert {path.name for path in folder.iterdir()} == MADE | {"köder.xlsx", "mappe.xlsx"}
    assert not [path for path in (folder / "beispiel").iterdir() if path.name.startswith(".")]


def _opens(event: str, arguments: list[str]) -> bool:
    """Whether a file is opened; a number is a handle, whose file was told when it was opened by name."""
    return event == "open" and not arguments[0].isdigit()


def _writes(arguments: list[str]) -> bool:
    mode, flags = arguments[1].strip("'"), int(arguments[2])
    return bool(set(mode) & set("wxa+")) if mode != "None" else bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


#: Calls that run what a text says. The only place that unpickles reads what the program itself has sent.
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
RUNS_DATA = {"pickle", "marshal", "shelve", "yaml", "dill", "joblib", "cloudpickle"}
LEAVES = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "webbrowser", "xmlrpc"}
STARTS = {"subprocess", "multiprocessing", "pty", "os.system", "os.popen", "os.startfile"}
#: The child that reads unusual workbooks, and the printer that only --pdf asks for.
ALLOWED = {
    "regman_xl/workbook/guard.py": {"pickle", "subprocess", "multiprocessing"},
    "regman_xl/workbook/fence.py": {"subprocess"},
    "regman_xl/app/pdf.py": {"subprocess"},
}


def _used(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield f"{node.func.id}()"
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.keyword) and node.arg == "shell":
            yield "shell="


def test_the_code_runs_no_text_and_opens_no_connection() -> None:
    forbidden = {f"{name}()" for name in RUNS_TEXT} | RUNS_DATA | LEAVES | STARTS | {"shell="}
    root = Path(regman_xl.__file__).parent
    files = sorted(root.rglob("*.py"))
    assert len(files) > 100
    found = {}
    for path in files:
        name = path.relative_to(root.parent).as_posix()
        used = {word for used in _used(path) for word in forbidden if used == word or used.startswith(f"{word}.")}
        if rest := used - ALLOWED.get(name, set()):
            found[name] = rest
    assert found == {}
