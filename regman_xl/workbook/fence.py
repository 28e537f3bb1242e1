"""Limits of a child process, as each system has them.

Windows: the parent puts the child into a job, which limits its memory and ends it with the parent. Elsewhere the child
limits itself, and watches the pipe that closes when the parent ends: a thread that reads a pipe can block the loading
of libraries on Windows.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _BasicLimits(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION (winnt.h)."""

        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION (winnt.h); IO_COUNTERS are six 64-bit numbers."""

        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    NO_WINDOW = subprocess.CREATE_NO_WINDOW
    #: Exit codes of a child that has worked longer than it may: ERROR_NOT_ENOUGH_QUOTA (winerror.h).
    OVERWORKED = (1816,)
    _EXTENDED_LIMIT_INFORMATION = 9
    _LIMIT_PROCESS_TIME, _LIMIT_PROCESS_MEMORY, _LIMIT_KILL_ON_CLOSE = 0x2, 0x100, 0x2000
    _SET_QUOTA_AND_TERMINATE = 0x0101
    #: What Python and the libraries commit before they read anything.
    _PROGRAM = 512 * 2**20

    def fence_in(memory: int, processor: int) -> None:
        """Limit this process: done by its parent."""

    @contextmanager
    def fenced(child: subprocess.Popen[bytes], memory: int, processor: int) -> Iterator[None]:
        """Keep a child in a job, which limits its memory and ends it with this process; arguments as elsewhere.

        Where the system does not let us, the time limit holds anyway.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        job = kernel.CreateJobObjectW(None, None)
        extended = _ExtendedLimits()
        extended.BasicLimitInformation.PerProcessUserTimeLimit = processor * 10**7
        extended.BasicLimitInformation.LimitFlags = _LIMIT_PROCESS_TIME | _LIMIT_PROCESS_MEMORY | _LIMIT_KILL_ON_CLOSE
        extended.ProcessMemoryLimit = memory + _PROGRAM
        size = ctypes.sizeof(extended)
        kernel.SetInformationJobObject(job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(extended), size)
        process = kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, child.pid)
        if process:
            kernel.AssignProcessToJobObject(job, process)
            kernel.CloseHandle(process)
        try:
            yield
        finally:
            if job:
                kernel.CloseHandle(job)

else:
    import resource
    import signal

    NO_WINDOW = 0
    #: Exit codes of a child that has worked longer than it may.
    OVERWORKED = (-signal.SIGXCPU,)

    @contextmanager
    def fenced(_child: subprocess.Popen[bytes], _memory: int, _processor: int) -> Iterator[None]:
        """Keep a child within limits while it runs: it does so itself (`fence_in`).

        Args:
            _child: The child.
            _memory: Bytes that it may use beyond what the program itself takes.
            _processor: Seconds of work that it may take.
        """
        yield

    def fence_in(memory: int, processor: int) -> None:
        """Limit the address space of this process, and end it with its parent; no dumps of a user's books.

        Args:
            memory: Bytes beyond those that it has now.
            processor: Seconds of work.
        """
        threading.Thread(target=_end_with_parent, daemon=True).start()
        limit = _address_space() + memory
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        if most != resource.RLIM_INFINITY:
            limit = min(limit, most)
        # macOS refuses the limit; the time limit holds there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _end_with_parent() -> None:
        """Wait for the end of the pipe from the parent, which nobody writes to."""
        while os.read(0, 1):
            pass
        os._exit(1)

    def _address_space() -> int:
        """Return how many bytes of addresses this process has; libraries reserve far more than they use."""
        try:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        except OSError:
            return 2 * 2**30
        return pages * resource.getpagesize()
