"""What the partners still owe: payments count whenever they came, and an examined year is settled."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import given

from regman_xl.finance.account import ClosingState
from regman_xl.finance.claims import Claim, claims
from regman_xl.finance.engine import accounts
from tests.finance.histories import History, histories, laws
from tests.finance.small import THREE, history, paid
from tests.finance.workbooks import entry

if TYPE_CHECKING:
    from regman_xl.model.books import Books

SHORT = {**THREE, "IHK": 15_000_00}
EXAMINED = {
    "id": "B-1",
    "kind": "Prüfung Jahresabschluss",
    "budget_year": 2026,
    "body": "Aufsichtsgremium",
    "date": dt.date(2027, 4, 1),
}
CALLED = {"id": "N-1", "kind": "Nachforderung", "budget_year": 2026, "body": "Aufsichtsgremium", "amount": 12_000_00}


def of(books: Books, until: int, year: int = 2026) -> dict[str, Claim]:
    return {item.partner: item for item in claims(books, accounts(books, until), year)}


def test_what_is_not_paid_is_open() -> None:
    found = of(history({2026: THREE}, *paid(2026, SHORT)).books(), 2026)
    assert {name: claim.open for name, claim in found.items()} == {"DUS": 0, "ME": 0, "IHK": 5_000_00}
    assert (found["IHK"].due, found["IHK"].paid, found["IHK"].settled) == (20_000_00, 15_000_00, 0)


def test_a_later_payment_is_not_asked_for_again() -> None:
    late = entry(2027, "Partnerbeitrag", 5_000_00, partner="IHK", origin_year=2026)
    books = history({2026: THREE, 2027: THREE}, *paid(2026, SHORT), late).books()
    assert of(books, 2027)["IHK"].open == 0
    assert of(books, 2026)["IHK"].open == 5_000_00
    assert of(books, 2027, 2027)["IHK"].paid == 0


def test_a_prepayment_counts_for_its_year() -> None:
    early = entry(2026, "Partnerbeitrag", 50_000_00, partner="ME", origin_year=2027)
    books = history({2026: THREE, 2027: THREE}, *paid(2026, THREE), early).books()
    assert {name: claim.open for name, claim in of(books, 2027, 2027).items()} == {
        "DUS": 50_000_00,
        "ME": 0,
        "IHK": 20_000_00,
    }


def test_a_call_for_more_is_shared_and_owed() -> None:
    spent = entry(2026, "Projekt", 130_000_00)
    found = of(history({2026: THREE}, *paid(2026, THREE), spent, resolutions=[CALLED]).books(), 2026)
    assert {name: (claim.additional_call, claim.open) for name, claim in found.items()} == {
        "DUS": (5_000_00, 5_000_00),
        "ME": (5_000_00, 5_000_00),
        "IHK": (2_000_00, 2_000_00),
    }


def test_the_arrears_of_an_examined_year_are_set_off_against_the_refund() -> None:
    spent = entry(2026, "Projekt", 100_000_00)
    books = history({2026: THREE}, *paid(2026, SHORT), spent, resolutions=[EXAMINED]).books()
    chamber = of(books, 2026)["IHK"]
    # Worked example "Underpayment": 3.333,33 of the surplus are the chamber's.
    assert (chamber.open, chamber.settled) == (1_666_67, 3_333_33)
    city = of(books, 2026)["DUS"]
    assert (city.open, city.settled) == (0, 0)


def test_an_examined_year_may_leave_nothing_to_ask_for() -> None:
    books = history({2026: THREE}, *paid(2026, SHORT), resolutions=[EXAMINED]).books()
    assert (of(books, 2026)["IHK"].open, of(books, 2026)["IHK"].settled) == (0, 5_000_00)


def test_debts_of_earlier_years_are_told_apart() -> None:
    books = history(
        {2026: THREE, 2027: THREE}, *paid(2026, {**THREE, "IHK": 0}), entry(2026, "Projekt", 120_000_00)
    ).books()
    found = of(books, 2027, 2027)
    assert (found["IHK"].open, found["IHK"].earlier) == (20_000_00, 20_000_00)
    assert found["DUS"].earlier == 0


@laws(25)
@given(histories(1, 4))
def test_every_claim_closes(history: History) -> None:
    books, known = history.books(), history.computed()
    for account in known:
        for claim, partner in zip(claims(books, known, account.year), account.partners, strict=True):
            assert claim.due == partner.due
            assert claim.open == max(0, claim.due - claim.paid - claim.settled)
            if account is known[-1] and account.state is ClosingState.PROVISIONAL:
                assert (claim.paid, claim.open) == (partner.paid, partner.arrears)
