"""Windows replaces no file that is open: when names change, a command holds none of the workbook's files open."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from regman_xl.workbook import atomic
from tests.hostile.steps import Step, watched

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists the open files of a process")


def open_files(folder: Path) -> list[str]:
    """Names of the files in a folder that this process has open or mapped into its memory."""
    links = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    mapped = {
        Path(line.split(maxsplit=5)[5]) for line in Path("/proc/self/maps").read_text().splitlines() if "/" in line
    }
    return sorted(path.name for path in [*links, *mapped] if path.parent == folder)


COMMANDS = [("close", "--year", "2026"), ("seal", "--year", "2025"), ("new-year", "--year", "2028")]


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_open_when_names_change(
    run: Callable[..., Run], clean: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    seen: list[tuple[Step, list[str]]] = []

    def look(step: Step) -> None:
        if step.event in {"os.link", "os.rename"}:
            seen.append((step, open_files(clean.parent)))

    # Elsewhere than on Windows the new file is held locked until it is in its place.
    monkeypatch.setattr(atomic, "let_go", lambda handle: handle.close())
    name, *options = command
    with clean.open("rb"):
        assert open_files(clean.parent) == [clean.name]
    with watched(clean.parent, look):
        assert run(name, clean, *options, "--in-place").code == 0

    assert seen[-1][0].names[-1] == clean.name
    assert [opened for _, opened in seen] == [[]] * len(seen)
