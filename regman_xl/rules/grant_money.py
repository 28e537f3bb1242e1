"""Rules of the group Grants: money received, spent and owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finance.grants import GrantBook, terms_at
from regman_xl.finding import Severity
from regman_xl.rules.doubts import doubted_grants
from regman_xl.rules.grant_entries import booked_by, grant_entries, last_rows, payments
from regman_xl.rules.registry import Hits, by_row, rule
from regman_xl.rules.series import in_booking_order
from regman_xl.schema import FUNDING_PLAN, GRANTS, JOURNAL
from regman_xl.schema.lists import COST_CATEGORIES, Applicant, Category, DecisionKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import GrantYear
    from regman_xl.model.books import Books
    from regman_xl.model.records import GrantDecision
    from regman_xl.rules.registry import Rows

_FINAL = (DecisionKind.FINAL, DecisionKind.REVOCATION)
_THIRD = (Category.THIRD_PARTY, Category.OTHER_INCOME)
#: Money is called for what falls due within two months (ANBest-P no. 1.4).
_MONTHS = pd.DateOffset(months=2)


def _lasting(
    accounts: Sequence[YearAccount], excess: Callable[[YearAccount, GrantYear], int]
) -> dict[str, tuple[GrantYear, int, int]]:
    """Return the grants with an excess that lasts: as they stand, how much it is and since which year."""
    found: dict[str, tuple[GrantYear, int, int]] = {}
    for account in accounts:
        for grant in account.grants:
            _, _, since = found.pop(grant.id, (grant, 0, account.year))
            amount = excess(account, grant)
            if amount > 0:
                found[grant.id] = (grant, amount, since)
    return found


def _last_rows(books: Books, *categories: Category) -> dict[str, int]:
    """Return the sheet row of each grant's latest payment of some categories."""
    journal = books.journal
    rows = last_rows(journal[journal["grant"].ne("")], books, ["grant"], *categories)
    return dict(zip(rows.index.get_level_values(0), rows.astype(int), strict=True))


@rule(
    "FOE04",
    Severity.ERROR,
    GRANTS,
    "cap",
    title="Mehr erhalten als bewilligt",
    message="Für {id} sind {received:eur} EUR Fördermittel eingegangen (zuletzt Blatt Journal, Zeile {entry_row}), "
    "bewilligt sind höchstens {granted:eur} EUR: {excess:eur} EUR zu viel, seit dem Haushaltsjahr {since}.",
    hint="Bitte die Buchungen „Fördermittel“ von {id} auf dem Blatt Journal prüfen. Ist mehr bewilligt, bitte den "
    "Bescheid auf dem Blatt Bescheide eintragen; sonst bitte den Betrag zurückzahlen und als „Rückzahlung "
    "Fördermittel“ buchen.",
)
def received_above_cap(grants: pd.DataFrame, books: Books, accounts: Sequence[YearAccount]) -> Rows:
    """More grant money was received than the decision allows at most, and it has not been paid back.

    Because: Der Höchstbetrag des Zuwendungsbescheids begrenzt die Zuwendung; was darüber hinaus eingeht, ist ohne
    Rechtsgrund gezahlt und zu erstatten (VV Nr. 4 zu § 44 LHO, § 49a VwVfG NRW). Verglichen wird mit der jüngsten
    Bewilligung oder Änderung bis zum Jahresende; setzt ein Schlussbescheid oder Widerruf weniger fest, ist der Rest
    zurückzuzahlen, das meldet FOE07.
    """
    if not accounts:
        return pd.DataFrame()
    held, doubted = GrantBook(books).grants, doubted_grants(books, accounts)
    approvals = [item for item in books.grant_decisions if item.kind not in _FINAL]

    def cap(grant: str, year: int) -> int | None:
        return terms_at(held[grant], [item for item in approvals if item.grant == grant], year).cap

    def excess(account: YearAccount, grant: GrantYear) -> int:
        granted = cap(grant.id, account.year)
        return 0 if granted is None else grant.received_total - granted

    entry_rows = _last_rows(books, Category.GRANT)
    return by_row(
        {
            held[name].row: {
                "received": grant.received_total,
                "granted": grant.received_total - amount,
                "excess": amount,
                "since": since,
                "entry_row": entry_rows[name],
            }
            for name, (grant, amount, since) in _lasting(accounts, excess).items()
            if name in entry_rows and name not in doubted
        }
    )


@rule(
    "FOE07",
    Severity.WARNING,
    JOURNAL,
    "amount",
    title="Fördermittel nicht rechtzeitig verwendet",
    message={
        "": "Von den {value} EUR, die am {booked_on} für {grant} eingegangen sind, sind am {today} noch {idle:eur} EUR "
        "nicht verwendet; die Frist von zwei Monaten ist am {deadline} abgelaufen.",
        "final": "Von den {value} EUR, die am {booked_on} für {grant} eingegangen sind, sind {idle:eur} EUR "
        "zurückzuzahlen: der Bescheid vom {decided} (Blatt Bescheide, Zeile {decision_row}) setzt die Zuwendung auf "
        "{earned:eur} EUR fest.",
    },
    hint="Bitte prüfen, ob alle Ausgaben von {grant} auf dem Blatt Journal mit dieser Förderung gebucht sind. Was "
    "nicht gebraucht wird, bitte zurückzahlen und als „Rückzahlung Fördermittel“ buchen; hat der Fördergeber dem "
    "längeren Halten zugestimmt, bitte das auf dem Blatt Quittierungen begründen.",
)
def grant_money_idle(journal: pd.DataFrame, books: Books, accounts: Sequence[YearAccount], today: dt.date) -> Rows:
    """Grant money is still not spent more than two months after it was received.

    Because: Fördermittel dürfen nur angefordert werden, soweit sie innerhalb von zwei Monaten nach der Auszahlung für
    fällige Zahlungen gebraucht werden; für liegengebliebenes Geld fallen Zinsen an (ANBest-P Nr. 1.4 und 8.5 zu § 44
    LHO, § 49a VwVfG NRW). Verwendet ist, was die Ausgaben nach der Finanzierungsart von der Zuwendung verdienen; das
    älteste Geld gilt als zuerst verwendet. Es zählt nur, was heute noch liegt.
    """
    if not accounts:
        return pd.DataFrame()
    entries = grant_entries(books, accounts)
    positions = {name: item for name, item in entries.on_day(today).items() if item.totals.received > item.earned}
    booked = booked_by(entries.rows, today)
    received = payments(booked[booked["grant"].isin(list(positions))], books, Category.GRANT)
    grants = received["grant"]
    final = _final_decisions(books, today.year)
    hits = pd.DataFrame(
        {
            "idle": _idle(received, {name: item.totals.received - item.earned for name, item in positions.items()}),
            "today": pd.Timestamp(today),
            "deadline": received["booked_on"] + _MONTHS,
            "earned": grants.map({name: item.earned for name, item in positions.items()}),
            "case": grants.map({name: "" if item.terms.fixed is None else "final" for name, item in positions.items()}),
            "decided": grants.map({name: item.date for name, item in final.items()}),
            "decision_row": grants.map({name: item.row for name, item in final.items()}),
        },
        index=received.index,
    )
    return hits[hits["idle"].gt(0) & hits["deadline"].lt(pd.Timestamp(today))]


def _idle(received: pd.DataFrame, ahead: dict[str, int]) -> pd.Series:
    """Return how much of each payment is not spent, if the oldest money of a grant is spent first."""
    latest_first = received[::-1]
    later = latest_first.groupby("grant")["amount"].cumsum().reindex(received.index) - received["amount"]
    left: pd.Series = (received["grant"].map(ahead).astype("Int64") - later).clip(lower=0)
    return left.where(left.le(received["amount"]), received["amount"])


def _final_decisions(books: Books, year: int) -> dict[str, GrantDecision]:
    """Return the latest final decision of each grant, as known at the end of a year."""
    final = [item for item in books.grant_decisions if item.kind in _FINAL and item.date.year <= year]
    return {item.grant: item for item in sorted(final, key=lambda item: item.date)}


@rule(
    "FOE08",
    Severity.WARNING,
    None,
    title="Ausgaben einer Förderung über Plan",
    message={
        "": "Für {grant} sind im Jahr {budget_year} insgesamt {cost:eur} EUR ausgegeben (Blatt Journal), geplant sind "
        "{planned:eur} EUR: {excess:eur} EUR und damit mehr als 20 % über Plan.",
        "none": "Für {grant} sind im Jahr {budget_year} insgesamt {cost:eur} EUR ausgegeben (erste Buchung: Nr "
        "{number}), im Finanzierungsplan steht für dieses Jahr aber keine Zeile.",
    },
    hint="Bitte Förderung und Haushaltsjahr der Buchungen prüfen. Sind sie richtig, bitte die Abweichung mit dem "
    "Fördergeber abstimmen und den geänderten Plan auf dem Blatt Finanzierungsplan eintragen.",
)
def cost_above_plan(books: Books, accounts: Sequence[YearAccount]) -> Iterator[Hits]:
    """A grant's cost of a year exceeds its financing plan by more than 20 percent.

    Because: Der Finanzierungsplan ist verbindlich; Einzelansätze dürfen um höchstens 20 Prozent überschritten werden,
    mehr ist vorher mit dem Fördergeber abzustimmen (ANBest-P Nr. 1.2 zu § 44 LHO). Ausgaben in einem Jahr ohne
    Planzeile sind immer über Plan; eine Förderung ganz ohne Finanzierungsplan hat keinen Maßstab (STM12).
    """
    if not accounts:
        return
    doubted = doubted_grants(books, accounts)
    planned: dict[tuple[str, int], int] = {}
    rows: dict[tuple[str, int], int] = {}
    for line in books.funding_plan:
        place = line.grant, line.budget_year
        planned[place] = planned.get(place, 0) + line.total_cost
        rows.setdefault(place, line.row)
    spent = {(grant.id, account.year): grant.cost for account in accounts for grant in account.grants}
    # In whole cents: more than 6/5 of the plan.
    over = {
        place: {"cost": cost, "planned": planned.get(place, 0), "excess": cost - planned.get(place, 0)}
        for place, cost in spent.items()
        if place[0] not in doubted and cost * 5 > planned.get(place, 0) * 6
    }
    yield Hits(FUNDING_PLAN, "total_cost", by_row({rows[place]: told for place, told in over.items() if place in rows}))
    with_plan = {grant for grant, _ in planned}
    unplanned = {place: told for place, told in over.items() if place not in rows and place[0] in with_plan}
    first = _first_costs(books) if unplanned else {}
    yield Hits(JOURNAL, "budget_year", by_row({first[place]: told for place, told in unplanned.items()}), "none")


def _first_costs(books: Books) -> dict[tuple[str, int], int]:
    """Return the sheet row of each grant's first cost of a year."""
    journal = books.journal
    cost = journal["grant"].ne("") & journal["category"].isin(COST_CATEGORIES) & journal["amount"].gt(0)
    first = in_booking_order(journal[cost]).drop_duplicates(["grant", "budget_year"])
    places = zip(first.index, first["grant"], first["budget_year"], strict=True)
    return {(grant, int(year)): int(row) for row, grant, year in places}


@rule(
    "FOE09",
    Severity.WARNING,
    GRANTS,
    "id",
    title="Drittmittel über Plan",
    message="Für {id} sind {third:eur} EUR Drittmittel und sonstige Einnahmen eingegangen (zuletzt Blatt Journal, "
    "Zeile {entry_row}), der Finanzierungsplan sieht {planned:eur} EUR vor: {excess:eur} EUR mehr, seit dem "
    "Haushaltsjahr {since}.",
    hint="Bitte die Mehreinnahme unverzüglich dem Fördergeber mitteilen und den geänderten Plan eintragen (Blatt "
    "Finanzierungsplan, Spalte Drittmittel); gehört eine Einnahme nicht zu {id}, bitte die Buchung berichtigen.",
)
def third_party_money_above_plan(grants: pd.DataFrame, books: Books, accounts: Sequence[YearAccount]) -> Rows:
    """A grant has received more money from third parties than its financing plan says.

    Because: Kommen nach der Bewilligung neue Deckungsmittel hinzu, ermäßigt sich die Zuwendung; das ist dem
    Fördergeber unverzüglich anzuzeigen (ANBest-P Nr. 2 und 5.1 zu § 44 LHO). Was bis zum Jahr eines Schlussbescheids
    oder Widerrufs eingegangen ist, hat der Fördergeber schon berücksichtigt.
    """
    if not accounts:
        return pd.DataFrame()
    held, doubted = GrantBook(books).grants, doubted_grants(books, accounts)
    decided = {(item.grant, item.date.year) for item in books.grant_decisions if item.kind in _FINAL}
    settled: dict[str, int] = {}

    def excess(account: YearAccount, grant: GrantYear) -> int:
        if (grant.id, account.year) in decided:
            settled[grant.id] = grant.third_total
        return grant.third_total - max(grant.plan_third, settled.get(grant.id, 0))

    entry_rows = _last_rows(books, *_THIRD)
    return by_row(
        {
            held[name].row: {
                "third": grant.third_total,
                "planned": grant.plan_third,
                "excess": grant.third_total - grant.plan_third,
                "since": since,
                "entry_row": entry_rows[name],
            }
            for name, (grant, _, since) in _lasting(accounts, excess).items()
            if name in entry_rows and name not in doubted and held[name].applicant is not Applicant.OTHERS
        }
    )


@rule(
    "FOE16",
    Severity.ERROR,
    JOURNAL,
    "amount",
    title="Zu viel Fördermittel zurückgezahlt",
    message="Für {grant} sind im Jahr {budget_year} insgesamt {repaid:eur} EUR Fördermittel zurückgezahlt; erhalten, "
    "aber nicht durch Ausgaben verdient waren nur {unearned:eur} EUR: {excess:eur} EUR zu viel.",
    hint="Bitte Betrag und Förderung der Rückzahlung prüfen. Verlangt der Fördergeber mehr zurück, bitte seinen "
    "Bescheid (Änderung, Widerruf oder Schlussbescheid) mit dem neuen Betrag auf dem Blatt Bescheide eintragen; sonst "
    "bitte die Rückzahlung berichtigen.",
)
def repaid_above_unearned(journal: pd.DataFrame, books: Books, accounts: Sequence[YearAccount]) -> Rows:
    """More grant money was paid back than had been received and not earned.

    Because: Verdiente Fördermittel stehen der Kooperation zu; zurückgezahlt werden sie nur, wenn ein Bescheid die
    Zuwendung mindert (§ 49a VwVfG NRW, ANBest-P Nr. 8 zu § 44 LHO). Maßgeblich ist, was beim Abschluss des Vorjahres,
    am Tag der letzten Rückzahlung oder beim Abschluss des Jahres nicht verdient war; der höchste Wert zählt.
    """
    if not accounts:
        return pd.DataFrame()
    entries, kind = grant_entries(books, accounts), Category.GRANT_REPAYMENT
    rows = last_rows(entries.rows, books, ["grant", "budget_year"], kind)
    found = {}
    for back in entries.given_back(kind, accounts[-1].year):
        repaid = sum(posting.amount for posting in back.sums)
        unearned = max(0, *(state.totals.received - state.earned for state in back.states))
        if repaid > unearned:
            told = {"repaid": repaid, "unearned": unearned, "excess": repaid - unearned}
            found[int(rows[back.grant, back.year])] = told
    return by_row(found)
