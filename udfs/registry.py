"""The registry of the Excel functions: what Excel, its function wizard and the VBA wrapper need to know of each."""

from __future__ import annotations

import functools
import inspect
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from regman_xl.problems import Problem
from udfs.arguments import Cells, cells_of, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from udfs.arguments import Cell, Rows

    Function = Callable[..., Cell | Rows]

CATEGORY = "Regionalmanagement"
#: Excel cuts a longer text for an argument.
HELP_LENGTH = 255


class Argument(NamedTuple):
    """An argument of a function.

    Attributes:
        name: Its name in Excel, ASCII.
        title: What messages call it.
        help: German text of the function wizard.
        optional: It may be left out.
        placed: Its place on the sheet is needed.
    """

    name: str
    title: str
    help: str
    optional: bool
    placed: bool


class ExcelFunction(NamedTuple):
    """A function that Excel offers.

    Attributes:
        name: Its name in Excel.
        help: German text of the function wizard.
        arguments: Its arguments in order.
        call: Takes what Excel hands over and never raises.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...]
    call: Function


#: By name, in the order of declaration.
FUNCTIONS: dict[str, ExcelFunction] = {}


def excel_function(
    placed: str = "", **helps: str
) -> Callable[[Callable[..., Cell | Rows]], Callable[..., Cell | Rows]]:
    """Declare a function of Excel.

    The function takes `udfs.arguments.Cells`; the first line of its docstring is the text of the function wizard. What
    it raises as `Problem` becomes a text that begins with ``#RM``.

    Args:
        placed: Name of the argument whose place on the sheet the function needs.
        **helps: For each argument its title, a colon and its help text.

    Raises:
        ValueError: A text is missing or too long, or an argument is keyword-only, which Excel cannot hand over.
    """

    def declare(function: Function) -> Function:
        summary = inspect.cleandoc(function.__doc__ or "").partition("\n")[0]
        parameters = inspect.signature(function).parameters
        arguments = tuple(_argument(parameter, helps, placed) for parameter in parameters.values())
        titles = {argument.name: argument.title for argument in arguments}
        if set(titles) != set(helps) or not summary or len(summary) > HELP_LENGTH:
            raise ValueError(f"{function.__name__}: help texts do not fit")

        @functools.wraps(function)
        def call(*values: object) -> Cell | Rows:
            try:
                taken = {name: cells_of(titles[name], value) for name, value in zip(titles, values, strict=False)}
                return function(**taken)
            except Problem as problem:
                return told(problem)
            # Excel would show the text of the error in the cell, in English and without our mark.
            except Exception as error:
                return f"#RM Interner Fehler ({type(error).__name__}); bitte melden."

        _sign(call, arguments)
        FUNCTIONS[function.__name__] = ExcelFunction(function.__name__, summary, arguments, call)
        return for_excel(FUNCTIONS[function.__name__])

    return declare


def _argument(parameter: inspect.Parameter, helps: dict[str, str], placed: str) -> Argument:
    title, _, text = helps.get(parameter.name, "").partition(": ")
    if parameter.kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD:
        raise ValueError(f"{parameter.name}: Excel hands over by position only")
    if not text or len(text) > HELP_LENGTH or not parameter.name.isascii():
        raise ValueError(f"{parameter.name}: no help text of at most {HELP_LENGTH}, or a name that is not ASCII")
    optional = parameter.default is not inspect.Parameter.empty
    return Argument(parameter.name, title, text[:1].upper() + text[1:], optional, parameter.name == placed)


def _sign(call: Function, arguments: tuple[Argument, ...]) -> None:
    """Give a function the signature that xlwings reads: names and what may be left out; our types would confuse it."""
    kind, empty = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.empty
    parameters = [inspect.Parameter(item.name, kind, default=None if item.optional else empty) for item in arguments]
    vars(call)["__signature__"] = inspect.Signature(parameters)
    call.__annotations__ = {}


def for_excel(function: ExcelFunction) -> Function:
    """Return a function as xlwings wants it: on Windows with its decorators, elsewhere as it is."""
    if sys.platform != "win32":
        return function.call
    import xlwings  # noqa: PLC0415 - half a second, and only Excel needs it

    return decorated(function, xlwings.func, xlwings.arg, xlwings.Range)


def decorated(function: ExcelFunction, func: Any, arg: Any, place: type) -> Function:
    """Return a function with the decorators of xlwings.

    Args:
        function: It.
        func: `xlwings.func`.
        arg: `xlwings.arg`.
        place: `xlwings.Range`, by which xlwings hands over a range with its place.
    """
    call: Any = function.call
    for argument in function.arguments:
        # Errors as texts: they would else come as blank cells.
        how = {"convert": place} if argument.placed else {"ndim": 2, "err_to_str": True}
        call = arg(argument.name, doc=argument.help, **how)(call)
    return func(category=CATEGORY, call_in_wizard=False)(call)  # type: ignore[no-any-return]


__all__ = ["CATEGORY", "FUNCTIONS", "HELP_LENGTH", "Argument", "Cells", "ExcelFunction", "excel_function"]
