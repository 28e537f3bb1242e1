"""Runs commands of the program in forks of one process that has imported everything, under limits of the kernel.

POSIX only: the limits are those of `setrlimit`. Started by `tests.hostile.run.Runner` as a process of its own; it reads
one JSON request per line and answers with one line.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

MIB = 2**20
#: Far above the promise: address space is not memory, and the arenas of numpy and Arrow reserve much of it.
ADDRESS_SPACE = 4096 * MIB
#: A run that waits for something that never comes uses no processor time.
PATIENCE = 600
MAX_WRITTEN = 512 * MIB
FORBIDDEN_EXIT = 77
_PROGRAM = Path(__file__).resolve().parents[2]
_READABLE = tuple(
    str(place)
    for place in (
        _PROGRAM / "regman_xl",
        _PROGRAM / "tests" / "hostile",
        Path(sys.prefix).resolve(),
        Path(sys.base_prefix).resolve(),
        Path(os.__file__).resolve().parent,
        "/usr/share/zoneinfo",
        "/etc/localtime",
        "/proc/self",
        "/proc/meminfo",
        "/proc/cpuinfo",
        "/sys/devices/system/cpu",
        "/dev/null",
        "/dev/urandom",
    )
)
_NEVER = (
    "socket.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "webbrowser.",
    "ctypes.dlopen",
    "os.system",
    "os.spawn",
    "pty.",
)
_WRITES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
_STARTS = ("subprocess.Popen", "os.exec", "os.posix_spawn")


def forbid(folder: Path) -> None:
    """End this process when it reaches for anything that reading a workbook does not need."""
    home = os.path.realpath(folder)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if not _allowed(event, arguments, home):
            os.write(2, f"FORBIDDEN: {event} {arguments!r:.300}\n".encode(errors="backslashreplace"))
            os._exit(FORBIDDEN_EXIT)

    sys.addaudithook(watch)


def _allowed(event: str, arguments: tuple[Any, ...], home: str) -> bool:
    if event == "open":
        return _may_open(*arguments[:3], home)
    if event in _WRITES:
        return all(_inside(path, home) for path in arguments[:2] if isinstance(path, str | bytes))
    if event in _STARTS:
        # The one child that there is: it reads unusual workbooks.
        return "regman_xl.workbook.guard" in str(arguments)
    return not event.startswith(_NEVER)


def _may_open(path: Any, mode: Any, flags: Any, home: str) -> bool:
    if isinstance(path, int) or _inside(path, home):
        return True
    writes = any(letter in str(mode or "") for letter in "wax+")
    writes |= isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    where = os.path.realpath(os.fsdecode(path))
    return where == os.devnull or (not writes and where.startswith(_READABLE))


def _inside(path: str | bytes, home: str) -> bool:
    where = os.path.realpath(os.fsdecode(path))
    return where == home or where.startswith(home + os.sep)


def _limit(cpu: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_WRITTEN, MAX_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(PATIENCE)


def _child(request: dict[str, Any]) -> None:
    folder = Path(request["folder"])
    os.chdir(folder)
    for stream, name in ((1, request["out"]), (2, request["err"])):
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, stream)
        os.close(handle)
    os.environ.update(TMPDIR=str(folder), HOME=str(folder), TZ="UTC")
    _limit(request["cpu"])
    if request["fresh"]:
        os.execv(sys.executable, [sys.executable, "-m", "regman_xl", *request["arguments"]])  # noqa: S606
    forbid(folder)
    code = 99
    try:
        from regman_xl.cli import regman  # noqa: PLC0415

        if request["arguments"][0] == "cash":
            sys.stdout.write(_cash(*request["arguments"][1:]))
            code = 0
        else:
            regman.main(request["arguments"])
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 99
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _cash(name: str, year: str) -> str:
    """Return what is left in the cash at the end of the year, by the program's reader and engine."""
    from regman_xl.finance import engine  # noqa: PLC0415
    from regman_xl.problems import Problem  # noqa: PLC0415
    from regman_xl.workbook.reader import read_books  # noqa: PLC0415

    try:
        return str(engine.account(read_books(Path(name)), int(year)).closing_cash)
    except Problem as problem:
        return str(problem)


def serve() -> None:
    """Answer requests until the input ends."""
    # Whatever is imported before the fork costs a case neither time nor memory of its own.
    import regman_xl.app.documents  # noqa: PLC0415
    import regman_xl.app.figures  # noqa: PLC0415
    import regman_xl.app.formats  # noqa: PLC0415
    import regman_xl.app.protocol  # noqa: PLC0415
    import regman_xl.app.seal  # noqa: PLC0415
    import regman_xl.cli  # noqa: F401, PLC0415

    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            _child(request)
        _, status, usage = os.wait4(child, 0)
        answer = {
            "code": os.waitstatus_to_exitcode(status),
            "seconds": round(usage.ru_utime + usage.ru_stime, 2),
            "mib": usage.ru_maxrss // 1024,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
