"""The figures of a year as a person reads them in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.money import german_amount
from regman_xl.render.columns import aligned
from regman_xl.safe_text import one_line
from regman_xl.schema import wording_figures as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.seal.state import SealState

#: Properties that are no amounts.
_NAMES = ("id", "year", "origin")


def figures_text(account: YearAccount, seal: SealState | None = None) -> str:
    """Return every figure of a year, in groups and tables; amounts in EUR.

    Args:
        account: The account of the year.
        seal: What the seal of the year says, None where it is not sealed.
    """
    parts = [f"{words.HEAD.format(year=account.year, state=account.state.value)}\n{_seal(seal)}"]
    key = zip(account.key.partners, account.key.weights, strict=True)
    parts.append(_group(words.KEY, [(partner, german_amount(weight)) for partner, weight in key]))
    for place, (title, labels) in enumerate(words.FIGURES.items()):
        rows = [(label, german_amount(getattr(account, name))) for name, label in labels.items()]
        parts.append(_group(title, rows if place else [*rows, *_expenses(account)]))
    parts += [
        _table(title, columns, items)
        for (title, columns), items in (
            (words.LAYERS, account.layers),
            (words.GRANTS, account.grants),
            (words.PARTNERS, account.partners),
            (words.PLAN, account.plan),
        )
        if items
    ]
    return "\n\n".join(parts)


def _seal(seal: SealState | None) -> str:
    if seal is None:
        return words.UNSEALED
    return one_line((words.SEALED if seal.intact else words.SEAL_BROKEN).format(seal=seal.stored))


def _expenses(account: YearAccount) -> list[tuple[str, str]]:
    rows = [(category.value, german_amount(-amount)) for category, amount in account.expenses.items()]
    rows.append((words.GRANTS_REPAID, german_amount(-account.grants_repaid)))
    return [*rows, (words.CLOSING_CASH, german_amount(account.closing_cash))]


def _group(title: str, rows: Sequence[tuple[str, str]]) -> str:
    return f"{title}\n{_indented(aligned(rows, right=(1,)))}"


def _table(title: str, columns: Mapping[str, str], items: Sequence[object]) -> str:
    rows = [tuple(columns.values())]
    rows += [tuple(_cell(name, getattr(item, name)) for name in columns) for item in items]
    return f"{title}\n{_indented(aligned(rows, right=range(1, len(columns))))}"


def _cell(name: str, value: int | str) -> str:
    return str(value) if name in _NAMES or isinstance(value, str) else german_amount(value)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
