"""Excel for tests: xlwings runs macro code over openpyxl, on any platform, and every call is counted."""

from __future__ import annotations

import sys
import types
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

import xlwings as xw

from tests.excel import values
from tests.excel.books import Books
from tests.excel.com import ComObject, NotInTestEngineError, com_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.excel.files import OpenBook

PID = 4711


class Engine:
    """What xlwings calls an engine, and what a test asks and plants.

    Attributes:
        calls: How often each method or property of Excel was called, as `Range.raw_value=` (set) or `Sheet.copy`.
        failing: What fails, by the name of the call; the key "" stands for every call. An error is raised each time,
            a list of errors and None is used up call by call.
        alerts: The boxes shown: text, title, buttons, mode.
        answers: What the user clicks in the next boxes: "ok", "yes", "no", "cancel".
        status_texts: All that the status bar has shown.
        native: What `App.api` answers; a test may add to it.
        printed: The PDF files asked for, with the sheets visible then.
    """

    name = "excel"
    type = "desktop"

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.failing: dict[str, Exception | list[Exception | None]] = {}
        self.alerts: list[tuple[str, str | None, str | None, str | None]] = []
        self.answers: list[str] = []
        self.status_texts: list[str | bool] = []
        self.printed: list[tuple[str, tuple[str, ...]]] = []
        self.books: list[OpenBook] = []
        self.active: OpenBook | None = None
        self.native: dict[str, Any] = {"Ready": True, "Version": "16.0", "Caller": None, "UserControl": True}
        self.apps = Apps(self)

    def called(self, name: str) -> None:
        """Count a call, or fail as planted."""
        for planted in (self.failing.get(""), self.failing.get(name)):
            error = (planted.pop(0) if planted else None) if isinstance(planted, list) else planted
            if error is not None:
                raise error
        self.calls[name] += 1

    prepare_xl_data_element = staticmethod(values.prepared)
    clean_value_data = staticmethod(values.cleaned)


class Apps:
    """The one Excel that runs."""

    def __init__(self, engine: Engine) -> None:
        self._apps = [App(engine)]

    def keys(self) -> list[int]:
        return [PID]

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps)

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return {PID: self._apps[0]}[pid]


def _state(name: str) -> property:
    """A property of the application that is kept and does nothing."""

    def get(self: App) -> Any:
        return self._state[name]

    def put(self: App, value: Any) -> None:
        self._state[name] = value

    return property(get, put)


class App(ComObject):
    FREE: ClassVar[frozenset[str]] = ComObject.FREE | {"pid"}

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._state: dict[str, Any] = {
            "visible": True,
            "screen_updating": True,
            "display_alerts": True,
            "enable_events": True,
            "interactive": True,
            "calculation": "automatic",
        }

    visible = _state("visible")
    screen_updating = _state("screen_updating")
    display_alerts = _state("display_alerts")
    enable_events = _state("enable_events")
    interactive = _state("interactive")

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def pid(self) -> int:
        return PID

    @property
    def api(self) -> Application:
        return Application(self._engine)

    @property
    def version(self) -> str:
        return str(self._engine.native["Version"])

    @property
    def books(self) -> Books:
        return Books(self._engine, self)

    @property
    def calculation(self) -> str:
        return str(self._state["calculation"])

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in {"automatic", "manual", "semiautomatic"}:
            raise KeyError(value)
        self._state["calculation"] = value

    def calculate(self) -> None:
        """Count the call; formulas keep the values they have."""

    def activate(self, steal_focus: bool = False) -> None:
        """There is only this one."""

    @property
    def status_bar(self) -> str | bool:
        return self._engine.status_texts[-1] if self._engine.status_texts else False

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._engine.status_texts.append(value)

    @property
    def selection(self) -> Any:
        book = self._engine.active
        if book is None:
            return None
        sheet = Books(self._engine, self).active.sheets.active
        return sheet.range(book.wb.active.sheet_view.selection[0].activeCell or "A1")

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: Any) -> str:
        if callback is not None or buttons not in {None, "ok", "ok_cancel", "yes_no", "yes_no_cancel"}:
            raise KeyError(buttons)
        self._engine.alerts.append((prompt, title, buttons, mode))
        if self._engine.answers:
            return self._engine.answers.pop(0)
        if buttons in {None, "ok"}:
            return "ok"
        raise NotInTestEngineError(f"Excel asks, and the test has planted no answer: {prompt}")


class Application(ComObject):
    """The native application: plain attributes, those of `Engine.native`."""

    def __getattr__(self, name: str) -> Any:
        if name in self.__dict__.get("_engine").native:
            self._engine.called(f"Application.{name}")
            return self._engine.native[name]
        return super().__getattr__(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        if name not in self._engine.native:
            super().__setattr__(name, value)
        self._engine.called(f"Application.{name}=")
        self._engine.native[name] = value


@contextmanager
def live_excel() -> Iterator[xw.App]:
    """Give macro code an Excel; what xlwings and Python knew before is as it was afterwards.

    The engine with the counters is `app.engine.impl`.
    """
    engine = Engine()
    engines = xw.engines
    before = (engines.active, list(engines.engines), dict(engines.engines_by_name))
    caller = vars(xw.Book).get("_mock_caller")
    pywintypes = sys.modules.get("pywintypes")
    if pywintypes is None:
        stand_in = types.ModuleType("pywintypes")
        stand_in.com_error = com_error  # type: ignore[attr-defined]
        sys.modules["pywintypes"] = stand_in
    engines.add(xw.Engine(impl=engine))
    engines.active = engines["excel"]
    try:
        yield xw.apps.active
    finally:
        engines.active, engines.engines, engines.engines_by_name = before
        if pywintypes is None:
            del sys.modules["pywintypes"]
        if caller is not None:
            xw.Book._mock_caller = caller
        elif "_mock_caller" in vars(xw.Book):
            del xw.Book._mock_caller
