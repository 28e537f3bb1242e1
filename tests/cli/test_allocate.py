"""`regman allocate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Run

KEY = "DUS=50000,ME=50000,IHK=20000"


@pytest.mark.parametrize(
    ("amount", "shares"),
    [
        ("100,00", ["41,67", "41,67", "16,66"]),
        ("0.06", ["0,03", "0,02", "0,01"]),
        ("-3456.78", ["-1.440,33", "-1.440,32", "-576,13"]),
    ],
)
def test_worked_examples(run: Callable[..., Run], amount: str, shares: list[str]) -> None:
    result = run("allocate", amount, "--key", KEY)

    assert (result.code, result.err) == (0, "")
    for partner, share in zip(("DUS", "ME", "IHK"), shares, strict=True):
        line = next(line for line in result.out.splitlines() if line.startswith(partner))
        assert f" {share}" in line


def test_says_where_the_odd_cents_went(run: Callable[..., Run]) -> None:
    assert run("allocate", "100,00", "--key", KEY).out == (
        "Partner  Anteil genau  Anteil  übriger Cent\n"
        "DUS       41,6666 ...   41,67          0,01\n"
        "ME        41,6666 ...   41,67          0,01\n"
        "IHK       16,6666 ...   16,66\n"
        "Summe                  100,00          0,02\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["1.234", "--key", KEY], "BETRAG: 1.234 ist mehrdeutig"),
        (["--foo", "--key", KEY], "BETRAG: --foo ist kein Betrag"),
        (["1", "--key", "DUS=0"], "Der Zahlungsschlüssel ergibt in der Summe null."),
        (["1", "--key", "DUS=-5,ME=6"], "Der Zahlungsschlüssel enthält einen negativen Anteil."),
        (["1", "--key", "DUS"], "--key: DUS hat nicht die Form Partner=Anteil"),
        (["1", "--force", "--key", KEY], "Die Option --force gibt es nicht."),
    ],
)
def test_bad_input_is_one_line(run: Callable[..., Run], arguments: list[str], message: str) -> None:
    result = run("allocate", *arguments)

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(message)
    assert result.err.count("\n") == 1
