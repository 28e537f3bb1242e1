"""What Excel, its function wizard and xlwings are told of the functions."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

import udfs
from udfs.registry import CATEGORY, FUNCTIONS, HELP_LENGTH, excel_function
from workbooks.sources import FOLDER, WRAPPER

if TYPE_CHECKING:
    from udfs.arguments import Cells

#: As INTERFACES.md says; an argument in brackets may be left out.
GRANT = "finanzierungsart kosten zuwendungsfaehig drittmittel foerdersatz hoechstbetrag [plankosten] [plandrittmittel]"
SIGNATURES = f"""
RM_ANTEIL betrag schluessel index
RM_ANTEILE betrag schluessel
RM_EIGENANTEIL {GRANT}
RM_ZUWENDUNG {GRANT}
RM_EIGENANTEILE eigenanteile schluessel
RM_ERSTATTUNG ueberschuss schluessel [soll] [ist]
RM_ZUSATZBEDARF verfuegbar verwendung eigenanteile schluessel
RM_SUMME journal jahr [kategorie] [projekt] [foerderung]
RM_PRUEFEN tabelle blatt
"""


def signature(name: str) -> str:
    arguments = FUNCTIONS[name].arguments
    return " ".join([name, *(f"[{item.name}]" if item.optional else item.name for item in arguments)])


def test_names_order_and_options_of_arguments_are_stable() -> None:
    assert [signature(name) for name in FUNCTIONS] == SIGNATURES.strip().split("\n")
    assert sorted(udfs.__all__) == sorted(FUNCTIONS)
    assert all(getattr(udfs, name) is function.call for name, function in FUNCTIONS.items())


def test_every_argument_is_explained_in_german_and_excel_cuts_nothing() -> None:
    for function in FUNCTIONS.values():
        assert function.name.isascii()
        for text in (function.help, *(argument.help for argument in function.arguments)):
            assert 10 < len(text) <= HELP_LENGTH
            assert text.endswith(".")
        for argument in function.arguments:
            assert argument.name.isascii()
            assert argument.title


def one(zahl: Cells) -> float:
    """Eins."""
    return 1.0


def only_by_name(*, zahl: Cells) -> float:
    """Eins."""
    return 1.0


def untold(zahl: Cells) -> float:
    return 1.0


@pytest.mark.parametrize(
    ("function", "helps"),
    [
        (one, {}),
        (one, {"zahl": "Zahl"}),
        (one, {"zahl": "Zahl: " + "x" * (HELP_LENGTH + 1)}),
        (one, {"zahl": "Zahl: eine Zahl.", "andere": "Andere: eine andere."}),
        (only_by_name, {"zahl": "Zahl: eine Zahl."}),
        (untold, {"zahl": "Zahl: eine Zahl."}),
    ],
)
def test_a_function_that_excel_cannot_offer_is_refused(function: object, helps: dict[str, str]) -> None:
    before = dict(FUNCTIONS)
    with pytest.raises(ValueError, match=r"zahl|help texts"):
        excel_function(**helps)(function)  # type: ignore[arg-type]  # it is what must be refused
    assert before == FUNCTIONS


#: Runs where pywin32 is not: xlwings' own generator of the VBA wrapper reads what our decorators have left.
GENERATOR = """
import io, json, sys, types, warnings
warnings.simplefilter("ignore")
for name in ("pythoncom", "pywintypes", "win32com", "win32com.client", "win32com.server", "win32com.server.util",
             "win32com.server.dispatcher", "win32com.server.policy", "win32api", "win32con", "win32gui", "win32process",
             "winerror", "win32timezone", "comtypes"):
    stub = types.ModuleType(name)
    stub.__getattr__ = lambda attribute: type(attribute, (Exception,), {})
    sys.modules[name] = stub
import xlwings
from xlwings import udfs as made
import udfs
from udfs.registry import FUNCTIONS, decorated

module = types.ModuleType("udfs")
for function in FUNCTIONS.values():
    setattr(module, function.name, decorated(function, made.xlfunc, made.xlarg, xlwings.Range))
told = {
    name: {
        "category": found.__xlfunc__["category"],
        "arguments": [
            [argument["name"], "optional" in argument, argument["doc"], sorted(argument["options"])]
            for argument in found.__xlfunc__["args"]
        ],
        "help": found.__xlfunc__["ret"]["doc"].split("\\n")[0],
        "volatile": found.__xlfunc__["volatile"],
    }
    for name, found in vars(module).items() if hasattr(found, "__xlfunc__")
}
text = io.StringIO()
book = types.SimpleNamespace(Name="Mappe.xlsm", Application=types.SimpleNamespace(Version="16.0"))
made.generate_vba_wrapper("udfs", module, text, book)
print(json.dumps({"told": told, "vba": text.getvalue()}))
"""


@pytest.fixture(scope="module")
def wrapped() -> dict[str, dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(GENERATOR)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    read: dict[str, dict[str, object]] = json.loads(done.stdout)
    return read


def test_xlwings_understands_our_functions(wrapped: dict[str, dict[str, object]]) -> None:
    assert wrapped["told"] == {
        name: {
            "category": CATEGORY,
            "arguments": [
                [
                    argument.name,
                    argument.optional,
                    argument.help,
                    ["convert"] if argument.placed else ["err_to_str", "ndim"],
                ]
                for argument in function.arguments
            ],
            "help": function.help,
            "volatile": False,
        }
        for name, function in FUNCTIONS.items()
    }


def calls(vba: str) -> list[tuple[str, str, str]]:
    """Return name and arguments of each function of a wrapper, and what it hands to Python."""
    return re.findall(
        r"^(?:Public )?Function (RM_\w+)\((.*)\)$(?:\n.*)*?\n.*(?:XLPy|Python\(\))\.CallUDF\((.*)\)$", vba, re.M
    )


def test_our_wrapper_has_the_names_and_arguments_of_the_one_that_xlwings_writes(
    wrapped: dict[str, dict[str, object]],
) -> None:
    committed = calls((FOLDER / WRAPPER).read_text("utf-8"))
    # xlwings sorts by name.
    assert sorted(committed) == sorted(calls(str(wrapped["vba"])))
    assert [name for name, _, _ in committed] == list(FUNCTIONS)
