"""From books to accounts: the entry point of the engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regman_xl.finance.agreement import Agreement
from regman_xl.finance.grants import GrantBook
from regman_xl.finance.ledger import build_ledger
from regman_xl.finance.plan import plan_years
from regman_xl.finance.year import Past, close_year
from regman_xl.problems import Problem
from regman_xl.schema import BUDGET_YEARS, CONTRIBUTIONS
from regman_xl.schema.lists import ResolutionKind
from regman_xl.schema.settings import SETTING_BY_NAME

if TYPE_CHECKING:
    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books


@dataclass(frozen=True)
class History:
    """The accounts of a workbook as far as they can be computed.

    Attributes:
        accounts: One account per year from the first, each with its plan.
        problem: Why the years after them cannot be computed; None when nothing stopped.
        known_years: Budget years that the workbook knows.
    """

    accounts: tuple[YearAccount, ...]
    problem: Problem | None
    known_years: tuple[int, ...]


def history(books: Books, until: int | None = None) -> History:
    """Compute all years from the first one, as far as possible.

    Args:
        books: The workbook.
        until: Last year to compute; default: the last one that the workbook knows.

    Raises:
        Problem: Not even the first year can be computed.
    """
    ledger = build_ledger(books)
    opening = books.settings.opening_cash
    if opening < 0:
        name = SETTING_BY_NAME["opening_cash"].title
        raise Problem(
            f"Die Einstellung {name} ist negativ.", "Bitte den Kassenbestand zu Beginn des ersten Jahres prüfen."
        )
    agreement = Agreement(books, ledger.first_year)
    grant_book = GrantBook(books)
    past = Past(cash=opening)
    carried_in = {ledger.first_year - 1: opening} if opening else {}
    accounts: list[YearAccount] = []
    last = until if until is not None else max(ledger.known_years)
    for year in range(ledger.first_year, last + 1):
        if accounts and accounts[-1].deficit:
            return History(tuple(accounts), _blocked(accounts[-1].year), ledger.known_years)
        try:
            account, past = close_year(year, ledger.postings.get(year, ()), past, agreement, grant_book)
            plan = plan_years(books, agreement, account, carried_in)
        except Problem as problem:
            if not accounts:
                raise
            return History(tuple(accounts), problem, ledger.known_years)
        accounts.append(replace(account, plan=plan, left_out=ledger.left_out))
        # The plan counts what is carried by resolution, not what is tied (DOMAIN.md § 6).
        carried_in = {layer.origin: layer.carried for layer in account.layers if layer.carried}
    return History(tuple(accounts), None, ledger.known_years)


def accounts(books: Books, until: int) -> tuple[YearAccount, ...]:
    """Compute the accounts from the first year to `until`.

    Raises:
        Problem: The year is unknown, has no contributions, or comes after a deficit that is not resolved.
    """
    done = history(books, until)
    if until not in done.known_years:
        years = ", ".join(str(year) for year in done.known_years)
        raise Problem(
            f"Das Haushaltsjahr {until} kommt in der Arbeitsmappe nicht vor.",
            f"Vorhanden: {years}. Ein neues Jahr gehört in die Blätter {BUDGET_YEARS.sheet} und {CONTRIBUTIONS.sheet}.",
        )
    if done.problem is not None:
        raise done.problem
    return done.accounts


def account(books: Books, year: int) -> YearAccount:
    """Compute the account of one year; errors as `accounts`."""
    return accounts(books, year)[-1]


def _blocked(year: int) -> Problem:
    return Problem(
        f"Das Haushaltsjahr {year} schließt mit einem Fehlbetrag; spätere Jahre werden nicht gerechnet.",
        f"Bitte für {year} einen Beschluss der Art {ResolutionKind.ADDITIONAL_CALL} eintragen "
        "oder die Buchungen prüfen.",
    )
