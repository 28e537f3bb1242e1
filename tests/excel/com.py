"""What all objects of the engine share: each use is a counted call, fails as Excel fails, and is never ignored."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.excel.engine import Engine

#: `Exception occurred` of the automation interface: what Excel answers to nearly everything that it refuses.
DISP_E_EXCEPTION = -2147352567
#: Runtime error 1004 of VBA, as it stands in `excepinfo`.
APPLICATION_ERROR = -2146827284


try:
    from pywintypes import com_error
except ImportError:  # everywhere but on Windows

    class com_error(Exception):  # noqa: N801, N818 - the name of pywin32's class, which handlers may look at
        """Stands in for `pywintypes.com_error`, with its four attributes."""

        def __init__(self, hresult: int, strerror: str, excepinfo: tuple[Any, ...] | None = None, argerror: Any = None):
            super().__init__(hresult, strerror, excepinfo, argerror)
            self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, strerror, excepinfo, argerror


def refused(reason: str) -> com_error:
    """Return the error 1004 with which Excel refuses."""
    details = (0, "Microsoft Excel", reason, "xlmain11.chm", 0, APPLICATION_ERROR)
    return com_error(DISP_E_EXCEPTION, "Ausnahmefehler aufgetreten.", details)


def excel_is_busy() -> com_error:
    """RPC_E_CALL_REJECTED: a dialog of Excel is open."""
    return com_error(-2147418111, "Aufruf wurde durch Aufgerufenen abgelehnt.")


def cell_in_edit_mode() -> com_error:
    """VBA_E_IGNORE: Excel takes no calls while a cell is being edited."""
    return com_error(-2146777998, "OLE-Fehler 0x800ac472")


class NotInTestEngineError(BaseException):
    """A macro asked for something that this engine does not do.

    No `Exception`, so that the macro's own handler does not take it for a fault of Excel, and the test fails.
    """


def _counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(call)
    def counting(self: ComObject, *args: Any, **values: Any) -> Any:
        self._engine.called(name)
        return call(self, *args, **values)

    return counting


class ComObject:
    """One object of Excel: every method and property of a subclass is a counted call, everything else is an error."""

    #: What xlwings keeps on an implementation itself.
    options: Any = None
    #: What costs no call, because the real implementation knows it without asking Excel.
    FREE: ClassVar[frozenset[str]] = frozenset({"engine", "app", "parent"})

    def __init_subclass__(cls) -> None:
        for name, member in list(vars(cls).items()):
            if name in cls.FREE or (name.startswith("_") and name not in {"__call__", "__len__", "__iter__"}):
                continue
            told = f"{cls.__name__}.{name}"
            if isinstance(member, property):
                getter = member.fget and _counted(told, member.fget)
                setter = member.fset and _counted(f"{told}=", member.fset)
                setattr(cls, name, property(getter, setter))
            elif callable(member) and not isinstance(member, type):
                setattr(cls, name, _counted(told, member))

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __bool__(self) -> bool:
        return True  # `if sheet.api`: an object of Excel is never false, even one without rows

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "arg1":  # `arg1`: xlwings asks whether it runs in the browser
            raise AttributeError(name)
        member = getattr(type(self), name, None)
        if isinstance(member, property) and member.fget:
            return member.fget(self)  # it has raised an AttributeError itself: let that be seen
        raise NotInTestEngineError(f"The test engine for Excel has no {type(self).__name__}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name.startswith("_") or name == "options"):
            member = getattr(type(self), name, None)
            if not (isinstance(member, property) and member.fset):
                raise NotInTestEngineError(f"The test engine for Excel cannot set {type(self).__name__}.{name}")
        object.__setattr__(self, name, value)
